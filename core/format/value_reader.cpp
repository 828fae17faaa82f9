// Reads strictly: what is not as described is a problem, and reading goes on to find the next one.
#include "core/format/value_reader.hpp"

#include <algorithm>
#include <charconv>

#include "core/describe/place.hpp"
#include "core/format/file_format.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {
namespace {

/// More would help nobody, and each costs a walk through the tree.
constexpr std::size_t most_problems = 200;
constexpr std::string_view incident_end = "incident";

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

LineIndex::Place ValueReader::place_of(std::size_t position) {
  if (!lines_) lines_.emplace(text_);
  return lines_->place_of(position);
}

void ValueReader::add(Problem::Severity severity, Text text, JsonNode node,
                      std::initializer_list<std::string_view> arguments) {
  if (severity == Problem::Severity::error) has_error_ = true;
  if (problems_.size() > most_problems) return;
  Problem& problem = problems_.emplace_back();
  problem.severity = severity;
  problem.text = text;
  problem.arguments.assign(arguments.begin(), arguments.end());
  if (problems_.size() > most_problems) {
    problem.text = Text::problem_and_more;
    problem.arguments.assign({std::to_string(most_problems)});
  }
  problem.pointer = tree_.pointer_to(node);
  if (input_ == Input::text) {
    const auto place = place_of(node.position());
    problem.line = place.line;
    problem.column = place.column;
  }
}

void ValueReader::add_repeated(Text text, JsonNode first, JsonNode second, std::string_view what) {
  const auto line = input_ == Input::text ? place_of(first.position()).line : 0;
  add_error(text, second, {what, std::to_string(line), tree_.pointer_to(first)});
}

bool ValueReader::is(JsonNode node, JsonKind kind, Text expectation) {
  if (node.kind() == kind) return true;
  add_error(expectation, node);
  return false;
}

void ValueReader::read(const Type& type, JsonNode node, void* value, TextRule rule) {
  switch (type.shape) {
    case Shape::text: return read_text(node, *static_cast<std::string*>(value), rule);
    case Shape::boolean:
      if (is(node, JsonKind::boolean, Text::problem_expected_boolean)) *static_cast<bool*>(value) = node.is_true();
      return;
    case Shape::integer: {
      if (!is(node, JsonKind::number, Text::problem_expected_integer)) return;
      const std::string_view digits = node.text();
      const auto end = digits.data() + digits.size();
      const auto parsed = std::from_chars(digits.data(), end, *static_cast<std::int64_t*>(value));
      if (parsed.ec != std::errc() || parsed.ptr != end) return add_error(Text::problem_expected_integer, node);
      return check_range(node, static_cast<double>(*static_cast<std::int64_t*>(value)), rule);
    }
    case Shape::decimal: {
      const JsonKind kind = input_ == Input::message ? JsonKind::string : JsonKind::number;
      if (!is(node, kind, Text::problem_expected_number)) return;
      if (auto decimal = decimal_from(node.text())) {
        check_range(node, decimal->value(), rule);
        *static_cast<Decimal*>(value) = *std::move(decimal);
      } else {
        add_error(Text::problem_expected_number, node);
      }
      return;
    }
    case Shape::instant:
      if (!is(node, JsonKind::string, Text::problem_expected_text)) return;
      // Only the spelling that is written: anything else would come back as other bytes.
      if (const auto instant = parse_instant(node.text()); instant && format_instant(*instant) == node.text()) {
        *static_cast<Instant*>(value) = *instant;
      } else {
        add_error(Text::problem_not_an_instant, node, {excerpt(node.text())});
      }
      return;
    case Shape::offset:
      if (!is(node, JsonKind::string, Text::problem_expected_text)) return;
      if (const auto offset = parse_offset(node.text()); offset && format_offset(*offset) == node.text()) {
        *static_cast<UtcOffset*>(value) = *offset;
      } else {
        add_error(Text::problem_not_an_offset, node, {excerpt(node.text())});
      }
      return;
    case Shape::id:
      if (!is(node, JsonKind::string, Text::problem_expected_text)) return;
      if (const auto id = uuid_from(node.text())) {
        *static_cast<Uuid*>(value) = *id;
      } else {
        add_error(Text::problem_not_an_id, node, {excerpt(node.text())});
      }
      return;
    case Shape::choice: return read_choice(type, node, *static_cast<std::uint8_t*>(value));
    case Shape::bytes:
      if (is(node, JsonKind::bytes, Text::problem_not_message_pack)) {
        static_cast<Bytes*>(value)->assign(node.text().begin(), node.text().end());
      }
      return;
    case Shape::object: return read_object(type.object(), node, value);
    case Shape::optional: return read(*type.element, node, type.optional->emplace(value), rule);
    case Shape::list: return read_list(type, node, value, rule);
  }
}

void ValueReader::read_text(JsonNode node, std::string& text, TextRule rule) {
  if (!is(node, JsonKind::string, Text::problem_expected_text)) return;
  text = node.text();
  switch (rule) {
    case TextRule::line:
    case TextRule::prose:
    case TextRule::not_negative:
    case TextRule::share:
    case TextRule::severity_level: return;
    case TextRule::date:
      if (!parse_date(text)) add_error(Text::problem_not_a_date, node, {excerpt(text)});
      return;
    case TextRule::sha256:
    case TextRule::image:
      if (!is_sha256(text)) return add_error(Text::problem_not_a_sha256, node, {excerpt(text)});
      if (rule == TextRule::image) references_.push_back({.id = {}, .node = node, .rule = rule});
      return;
    case TextRule::cause_end:
      if (text == incident_end) return;
      if (const auto id = uuid_from(text)) {
        references_.push_back({*id, node, &type_of<Id<Factor>>()});
      } else {
        add_error(Text::problem_not_a_cause_end, node, {excerpt(text)});
      }
      return;
    case TextRule::subject:
      references_.push_back({.id = uuid_from(text).value_or(Uuid{}), .node = node, .rule = rule});
      return;
  }
}

void ValueReader::check_range(JsonNode node, double number, TextRule rule) {
  const NumberRange range = range_of(rule);
  if (range.contains(number)) return;
  if (rule == TextRule::not_negative) return add_error(Text::problem_negative, node);
  add_error(Text::problem_out_of_range, node,
            {std::to_string(static_cast<int>(range.least)), std::to_string(static_cast<int>(range.most))});
}

void ValueReader::read_choice(const Type& type, JsonNode node, std::uint8_t& choice) {
  if (!is(node, JsonKind::string, Text::problem_expected_text)) return;
  const auto found = std::ranges::find(type.choices, node.text());
  if (found != type.choices.end()) {
    choice = static_cast<std::uint8_t>(found - type.choices.begin());
    return;
  }
  std::string allowed;
  for (const std::string_view spelling : type.choices) {
    if (!allowed.empty()) allowed += ", ";
    allowed += spelling;
  }
  add_error(Text::problem_unknown_choice, node, {excerpt(node.text()), allowed});
}

void ValueReader::read_list(const Type& type, JsonNode node, void* list, TextRule rule) {
  if (!is(node, JsonKind::array, Text::problem_expected_list)) return;
  std::size_t index = 0;
  for (const JsonNode item : node) {
    read(*type.element, item, insert_entry(type, list, index++), rule);
    if (type.element->shape == Shape::id)
      references_.push_back({*static_cast<const Uuid*>(type.list->at(list, index - 1)), item, type.element});
  }
}

bool ValueReader::check_envelope(std::string_view format, JsonNode node) {
  const auto written = node.find(format_key);
  if (!written || written->text() != format) {
    add_error(Text::problem_wrong_format, written.value_or(node), {format});
    return false;
  }
  const auto version = node.find(version_key);
  std::int64_t number = 0;
  if (version && version->kind() == JsonKind::number) {
    std::from_chars(version->text().data(), version->text().data() + version->text().size(), number);
  }
  if (number == format_version) return true;
  if (number > format_version) {
    add_error(Text::problem_newer_version, *version, {version->text(), std::to_string(format_version)});
  } else {
    add_error(Text::problem_wrong_version, version.value_or(node), {std::to_string(format_version)});
  }
  return false;
}

void ValueReader::read_object(const Object& object, JsonNode node, void* value) {
  if (!is(node, JsonKind::object, Text::problem_expected_object)) return;
  const std::string_view format = format_of(object);
  if (!format.empty() && !check_envelope(format, node)) return;
  // What can be a file of its own names its entries by itself, wherever it stands.
  std::vector<PlacedId> ids_outside;
  std::vector<PlacedReference> references_outside;
  if (!format.empty()) ids_outside.swap(ids_), references_outside.swap(references_);
  const std::span<const Field> fields = object.fields;
  std::vector<UnknownKey>* const unknown = object.unknown != nullptr ? object.unknown(value) : nullptr;
  std::string_view last_known;
  std::uint64_t seen = 0;
  std::size_t next = 0;  // keys mostly come in the order of the fields
  for (const JsonNode member : node) {
    const std::string_view key = member.key();
    std::size_t tried = 0;
    while (tried < fields.size() && fields[next].key != key) {
      ++tried;
      if (++next == fields.size()) next = 0;
    }
    if (tried == fields.size()) {
      if (!format.empty() && (key == format_key || key == version_key)) {
        last_known = key;
      } else if (unknown != nullptr) {
        keep_unknown(*unknown, last_known, member);
      }
      continue;
    }
    const Field& field = fields[next];
    void* const target = field.in(value);
    seen |= std::uint64_t{1} << next;
    last_known = field.key;
    const std::size_t references_before = references_.size();
    read(*field.type, member, target, field.rule);
    const Type& type = field.type->shape == Shape::optional ? *field.type->element : *field.type;
    if (field.access == Access::foreign) {
      references_.erase(references_.begin() + static_cast<std::ptrdiff_t>(references_before), references_.end());
    } else if (type.shape == Shape::id) {
      const auto& id = *static_cast<const Uuid*>(
          field.type->shape == Shape::optional ? field.type->optional->value(target) : target);
      if (next == 0 && object.has_id()) {
        ids_.push_back({id, member, &type});
      } else {
        references_.push_back({id, member, &type});
      }
    }
  }
  for (std::size_t index = 0; index < fields.size(); ++index) {
    const bool missing = (seen >> index & 1) == 0;
    if (missing && fields[index].presence == Presence::always) {
      add_error(Text::problem_missing_key, node, {fields[index].key});
    }
  }
  if (format.empty()) return;
  check_ids(object, value);
  ids_.swap(ids_outside);
  references_.swap(references_outside);
}

void ValueReader::keep_unknown(std::vector<UnknownKey>& unknown, std::string_view after, JsonNode node) {
  UnknownKey& kept = unknown.emplace_back(UnknownKey{std::string(after), std::string(node.key()), {}});
  if (node.kind() == JsonKind::bytes) {
    // In a message the JSON of an unknown key travels as bytes; it is written into files unread, so it is checked here.
    const auto tree = parse_json(node.text());
    if (!tree) return add_error(Text::problem_not_message_pack, node);
    kept.json = compact_json_of(tree->root());
  } else {
    kept.json = compact_json_of(node);
  }
}

void ValueReader::check_ids(const Object& object, void* value) {
  // By id, and by place where they are equal: the first is the one that came first.
  const auto before = [](const PlacedId& left, const PlacedId& right) {
    return left.id != right.id ? left.id < right.id : left.node.position() < right.node.position();
  };
  std::erase_if(ids_, [](const PlacedId& placed) { return placed.id.is_nil(); });
  std::ranges::sort(ids_, before);
  for (std::size_t index = 1; index < ids_.size(); ++index) {
    if (ids_[index].id == ids_[index - 1].id) {
      add_repeated(Text::problem_repeated_id, ids_[index - 1].node, ids_[index].node, text_of(ids_[index].id));
    }
  }
  for (const PlacedReference& reference : references_) check_reference(reference, object, value);
  ids_.clear();
  references_.clear();
}

void ValueReader::check_reference(const PlacedReference& reference, const Object& object, void* value) {
  const auto warn = [&](Text text, std::initializer_list<std::string_view> arguments) {
    add(Problem::Severity::warning, text, reference.node, arguments);
  };
  if (reference.rule == TextRule::image) {
    const auto& images = static_cast<const Postmortem*>(value)->images;
    if (std::ranges::find(images, reference.node.text(), &Image::sha256) == images.end())
      warn(Text::problem_no_such_image, {reference.node.text()});
  } else if (reference.id.is_nil()) {
    // Either an id that was no id, which is said already, or a path.
    if (reference.rule == TextRule::subject && !find_place(object, value, reference.node.text()))
      warn(Text::problem_no_such_place, {excerpt(reference.node.text())});
  } else {
    const auto found = std::ranges::lower_bound(ids_, reference.id, {}, &PlacedId::id);
    if (found == ids_.end() || found->id != reference.id) {
      warn(Text::problem_dangling_reference, {text_of(reference.id)});
    } else if (reference.kind != nullptr && found->kind != reference.kind) {
      const auto line = input_ == Input::text ? place_of(found->node.position()).line : 0;
      warn(Text::problem_other_kind, {text_of(reference.id), std::to_string(line), tree_.pointer_to(found->node)});
    }
  }
}

}  // namespace unrepeat
