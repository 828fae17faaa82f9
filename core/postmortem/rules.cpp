// Rules of the commands on any part of a post-mortem: one walk over the descriptions serves every field.
#include <algorithm>
#include <charconv>
#include <set>

#include "core/action/promise.hpp"
#include "core/describe/place.hpp"
#include "core/postmortem/approval.hpp"
#include "core/postmortem/commands.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_text = 1'000'000;

Refusal refuse(Text text, std::vector<std::string> arguments = {}) { return {text, std::move(arguments)}; }
Refusal not_there() { return refuse(Text::refusal_not_there); }

std::optional<Place> place_in(Postmortem& postmortem, std::string_view path) {
  auto place = find_place(object_of<Postmortem>(), &postmortem, path);
  if (!place || place->value == nullptr) return std::nullopt;
  return place;
}

/// Calls `visit` with the type and value of every optional object on the way to `path`, outermost first.
template <class Visit>
void for_each_optional_on(Postmortem& postmortem, std::string_view path, const Visit& visit) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    const auto place = place_in(postmortem, path.substr(0, slash));
    if (place && place->type->shape == Shape::optional && place->type->element->shape == Shape::object)
      visit(*place->type, place->value);
  }
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
}

Ruling set_text(std::string& field, std::string_view value, TextRule rule) {
  if (value.size() > longest_text) return refuse(Text::refusal_text_too_long);
  if (value.find('\0') != std::string_view::npos) return refuse(Text::refusal_nul_character);
  switch (rule) {
    case TextRule::prose: break;
    case TextRule::line:
    case TextRule::not_negative:
    case TextRule::share:
    case TextRule::severity_level:
    case TextRule::cause_end:
    case TextRule::subject:
      if (value.find_first_of("\n\r") != std::string_view::npos) return refuse(Text::refusal_one_line);
      break;
    case TextRule::date:
      value = trimmed(value);
      if (!value.empty() && !parse_date(value)) return refuse(Text::refusal_not_a_date, {std::string(value)});
      break;
    case TextRule::sha256:
    case TextRule::image: return refuse(Text::refusal_not_editable);
  }
  field = value;
  return std::nullopt;
}

Ruling refuse_range(TextRule rule) {
  if (rule == TextRule::not_negative) return refuse(Text::refusal_negative);
  const NumberRange range = range_of(rule);
  return refuse(Text::refusal_out_of_range,
                {std::to_string(static_cast<int>(range.least)), std::to_string(static_cast<int>(range.most))});
}

Ruling set_value(const Type& type, void* value, std::string_view typed, TextRule rule) {
  switch (type.shape) {
    case Shape::text: return set_text(*static_cast<std::string*>(value), typed, rule);
    case Shape::boolean: *static_cast<bool*>(value) = typed == "true"; return std::nullopt;
    case Shape::integer: {
      typed = trimmed(typed);
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
      if (!typed.empty() && (error != std::errc{} || end != typed.data() + typed.size()))
        return refuse(Text::refusal_not_a_whole_number, {std::string(typed)});
      if (!typed.empty() && !range_of(rule).contains(static_cast<double>(number))) return refuse_range(rule);
      *static_cast<std::int64_t*>(value) = number;
      return std::nullopt;
    }
    case Shape::decimal: {
      std::string number(trimmed(typed));
      const bool is_share = rule == TextRule::share;
      const bool is_percent = is_share && number.ends_with('%');
      if (is_percent) number = trimmed(std::string_view(number).substr(0, number.size() - 1));
      // A comma is the decimal sign of half the world; a number has no other use for one here.
      std::ranges::replace(number, ',', '.');
      auto decimal = decimal_from(number);
      if (decimal && is_percent) decimal = shifted(*decimal, -2);
      if (!number.empty() && !decimal)
        return refuse(is_share ? Text::refusal_not_a_share : Text::refusal_not_a_number, {std::string(typed)});
      if (decimal && !range_of(rule).contains(decimal->value())) return refuse_range(rule);
      *static_cast<Decimal*>(value) = decimal.value_or(Decimal{});
      return std::nullopt;
    }
    case Shape::choice: {
      const auto found = std::ranges::find(type.choices, typed);
      if (found == type.choices.end()) return refuse(Text::refusal_not_a_choice, {std::string(typed)});
      *static_cast<std::uint8_t*>(value) = static_cast<std::uint8_t>(found - type.choices.begin());
      return std::nullopt;
    }
    case Shape::id: {
      const auto id = uuid_from(typed);
      if (!id) return not_there();
      *static_cast<Uuid*>(value) = *id;
      return std::nullopt;
    }
    case Shape::optional: {
      if (trimmed(typed).empty()) {
        type.optional->reset(value);
        return std::nullopt;
      }
      void* inner = type.optional->value(value);
      return set_value(*type.element, inner != nullptr ? inner : type.optional->emplace(value), typed, rule);
    }
    case Shape::instant:
    case Shape::offset:
    case Shape::object:
    case Shape::list:
    case Shape::bytes: return refuse(Text::refusal_not_editable);
  }
  return refuse(Text::refusal_not_editable);
}

/// Calls `visit(type, value)` for every value below `value`, itself included.
template <class Visit>
void walk(const Type& type, void* value, const Visit& visit) {
  visit(type, value);
  if (type.shape == Shape::optional) {
    if (void* inner = type.optional->value(value)) walk(*type.element, inner, visit);
  } else if (type.shape == Shape::list) {
    for (std::size_t i = 0; i < type.list->size(value); ++i) walk(*type.element, type.list->at(value, i), visit);
  } else if (type.shape == Shape::object) {
    for (const Field& field : type.object().fields) walk(*field.type, field.in(value), visit);
  }
}

/// Who and when, where an entry says both of itself: a comment, a reply.
void sign(const Object& object, void* entry, const CommandContext& context) {
  const Field *at = find_field(object, "at"), *by = find_field(object, "by");
  if (at == nullptr || by == nullptr || at->type != &type_of<Instant>()) return;
  *static_cast<Instant*>(at->in(entry)) = context.now;
  *static_cast<std::string*>(by->in(entry)) = context.by;
}

/// An answer is about what was read; no answer is about nothing.
void bind_approval(Postmortem& postmortem, std::string_view path) {
  for (Approval& approval : postmortem.approvals) {
    if (path != path_of("approvals", approval.id)) continue;
    const bool is_said = approval.outcome != ApprovalOutcome::pending;
    approval.revision = is_said ? approved_content_of(postmortem) : std::string();
    if (!is_said) approval.at.reset();
  }
}

/// Whether that is a check of an action which says something of before the action was last done.
bool is_check_of_before(const Postmortem& postmortem, std::string_view path) {
  for (const Action& action : postmortem.actions)
    for (const Check& check : action.checks)
      if (path == path_of(path_of(path_of("actions", action.id), "checks"), check.id))
        return is_of_before(action, check);
  return false;
}

/// What came out of a check and what an approver said are dated by when it was said; saying it again is no news, unless
/// it is said of what was done anew since.
void date_verdict(Postmortem& postmortem, const SetField& command, bool is_news, const CommandContext& context) {
  const std::string_view path = command.path;
  const std::size_t slash = path.rfind('/');
  const std::string_view key = path.substr(slash + 1);
  if (slash == std::string_view::npos || (key != "result" && key != "outcome")) return;
  const auto at = place_in(postmortem, path_of(path.substr(0, slash), "at"));
  if (!at || at->type != &type_of<std::optional<Instant>>()) return;
  auto& said_at = *static_cast<std::optional<Instant>*>(at->value);
  if (said_at && !is_news && !is_check_of_before(postmortem, path.substr(0, slash))) return;
  said_at = command.value.empty() ? std::nullopt : std::optional(context.now);
  bind_approval(postmortem, path.substr(0, slash));
}

/// A number and a date of the team's own are read as others are; every other value is words.
Ruling refuse_custom_value(Postmortem& postmortem, std::string_view path, std::string_view value) {
  constexpr std::string_view list = "fields/", key = "/value";
  if (!path.starts_with(list) || !path.ends_with(key) || trimmed(value).empty()) return std::nullopt;
  const auto place = place_in(postmortem, path.substr(0, path.size() - key.size()));
  if (!place || !place->is_entry()) return std::nullopt;
  const CustomFieldType type = static_cast<const CustomField*>(place->value)->type;
  std::string number(trimmed(value));
  std::ranges::replace(number, ',', '.');
  if (type == CustomFieldType::number && !decimal_from(number))
    return refuse(Text::refusal_not_a_number, {std::string(value)});
  if (type == CustomFieldType::date && !parse_date(trimmed(value)))
    return refuse(Text::refusal_not_a_date, {std::string(value)});
  return std::nullopt;
}

/// The number of the choice that is made there; nothing where there is none.
std::optional<std::uint8_t> choice_at(const Place& place) {
  const bool is_optional = place.type->shape == Shape::optional;
  const Type& type = is_optional ? *place.type->element : *place.type;
  const void* value = is_optional ? place.type->optional->value(place.value) : place.value;
  if (type.shape != Shape::choice || value == nullptr) return std::nullopt;
  return *static_cast<const std::uint8_t*>(value);
}

}  // namespace

/// Optional ids, entries of id lists, links that start or end there.
void forget(Postmortem& postmortem, const std::set<Uuid>& ids) {
  walk(type_of<Postmortem>(), &postmortem, [&](const Type& type, void* value) {
    if (type.shape == Shape::optional && type.element->shape == Shape::id) {
      const void* inner = type.optional->value(value);
      if (inner != nullptr && ids.contains(*static_cast<const Uuid*>(inner))) type.optional->reset(value);
    } else if (type.shape == Shape::list && type.element->shape == Shape::id) {
      for (std::size_t i = type.list->size(value); i-- > 0;)
        if (ids.contains(*static_cast<const Uuid*>(type.list->at(value, i)))) erase_entry(type, value, i);
    }
  });
  std::vector<std::string> texts;
  for (const Uuid& id : ids) texts.push_back(text_of(id));
  const auto is_one = [&](std::string_view name) { return std::ranges::find(texts, name) != texts.end(); };
  std::erase_if(postmortem.causes.links, [&](const CauseLink& link) { return is_one(link.from) || is_one(link.to); });
  std::erase_if(postmortem.dismissed, [&](const Dismissal& one) {
    return std::ranges::any_of(texts, [&](const std::string& text) { return one.on.contains(text); });
  });
  for (Moment& moment : postmortem.moments.all)
    if (moment.state == MomentState::recorded && !moment.event && !moment.time) moment.state = MomentState::pending;
}

/// Whatever an optional id or an entry of an id list pointed at, or a sentence that somebody said of it.
void lead_to(Postmortem& postmortem, const Uuid& from, const Uuid& to) {
  walk(type_of<Postmortem>(), &postmortem, [&](const Type& type, void* value) {
    if (type.shape == Shape::optional && type.element->shape == Shape::id) {
      void* inner = type.optional->value(value);
      if (inner != nullptr && *static_cast<const Uuid*>(inner) == from) *static_cast<Uuid*>(inner) = to;
    } else if (type.shape == Shape::list && type.element->shape == Shape::id) {
      bool has_it = false;
      for (std::size_t i = 0; i < type.list->size(value); ++i)
        has_it |= *static_cast<const Uuid*>(type.list->at(value, i)) == to;
      for (std::size_t i = type.list->size(value); i-- > 0;) {
        auto* id = static_cast<Uuid*>(type.list->at(value, i));
        if (*id != from) continue;
        if (has_it)
          erase_entry(type, value, i);
        else
          *id = to, has_it = true;
      }
    }
  });
  const std::string before = text_of(from), after = text_of(to);
  for (Comment& comment : postmortem.comments)
    if (const std::size_t at = comment.on.find(before); at != std::string::npos)
      comment.on.replace(at, before.size(), after);
}

bool has_entry(Postmortem& postmortem, const Uuid& id) {
  bool found = false;
  walk(type_of<Postmortem>(), &postmortem, [&](const Type& type, void* value) {
    found = found || (is_entity_list(type) && find_entry(type, value, id).has_value());
  });
  return found;
}

Ruling carry_out(Postmortem& postmortem, const SetField& command, const CommandContext& context) {
  // An optional object comes with its first field and goes with its last.
  for_each_optional_on(postmortem, command.path, [](const Type& type, void* value) {
    if (type.optional->value(value) == nullptr) type.optional->emplace(value);
  });
  const auto place = place_in(postmortem, command.path);
  if (!place || place->field == nullptr) return not_there();
  if (place->field->access == Access::ruled || place->field->key == "id") return refuse(Text::refusal_not_editable);
  if (auto refusal = refuse_custom_value(postmortem, command.path, command.value)) return refusal;
  const auto before = choice_at(*place);
  if (auto refusal = set_value(*place->type, place->value, command.value, place->field->rule)) return refusal;
  const bool is_news = choice_at(*place) != before;
  for_each_optional_on(postmortem, command.path, [](const Type& type, void* value) {
    const void* object = type.optional->value(value);
    if (object != nullptr && is_default(*type.element, object)) type.optional->reset(value);
  });
  date_verdict(postmortem, command, is_news, context);
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetTexts& command, const CommandContext&) {
  const auto place = place_in(postmortem, command.path);
  if (!place || place->field == nullptr || place->type->shape != Shape::list ||
      place->type->element->shape != Shape::text)
    return not_there();
  std::vector<std::string> texts;
  for (const std::string& value : command.values) {
    std::string text(trimmed(value));
    if (text.empty() || std::ranges::find(texts, text) != texts.end()) continue;
    std::string checked;
    if (auto refusal = set_text(checked, text, place->field->rule)) return refusal;
    texts.push_back(std::move(checked));
  }
  *static_cast<std::vector<std::string>*>(place->value) = std::move(texts);
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetReferences& command, const CommandContext&) {
  const auto place = place_in(postmortem, command.path);
  if (!place || place->field == nullptr || place->type->shape != Shape::list ||
      place->type->element->shape != Shape::id)
    return not_there();
  for (const Uuid& id : command.ids)
    if (!has_entry(postmortem, id)) return not_there();
  clear(*place->type, place->value);
  for (const Uuid& id : command.ids) *static_cast<Uuid*>(place->type->list->append(place->value)) = id;
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetTime& command, const CommandContext&) {
  const auto place = place_in(postmortem, command.path);
  if (!place) return not_there();
  if (place->type == &type_of<Time>()) {
    *static_cast<Time*>(place->value) = command.time;
  } else if (place->type->shape == Shape::optional && place->type->element == &type_of<Time>()) {
    if (command.time == Time{})
      place->type->optional->reset(place->value);
    else
      *static_cast<Time*>(place->type->optional->emplace(place->value)) = command.time;
  } else {
    return not_there();
  }
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const AddEntry& command, const CommandContext& context) {
  const auto place = place_in(postmortem, command.list);
  if (!place || place->is_entry() || !is_entity_list(*place->type)) return not_there();
  if (place->field != nullptr && place->field->access == Access::ruled) return refuse(Text::refusal_not_editable);
  if (command.id.is_nil() || has_entry(postmortem, command.id)) return refuse(Text::refusal_id_in_use);
  void* entry = place->type->list->append(place->value);
  *static_cast<Uuid*>(place->type->element->object().fields[0].in(entry)) = command.id;
  sign(place->type->element->object(), entry, context);
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const RemoveEntry& command, const CommandContext&) {
  const auto place = place_in(postmortem, command.path);
  if (!place || !place->is_entry()) return not_there();
  const Uuid id = place->entry;
  erase_entry(*place->list_type, place->list, *find_entry(*place->list_type, place->list, id));
  forget(postmortem, {id});
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const MoveEntry& command, const CommandContext&) {
  const auto place = place_in(postmortem, command.path);
  if (!place || !place->is_entry()) return not_there();
  const auto& list = *place->list_type->list;
  const std::size_t size = list.size(place->list);
  const std::size_t wanted = std::min(command.index, size - 1);
  std::size_t at = *find_entry(*place->list_type, place->list, place->entry);
  while (at != wanted) {
    const std::size_t next = at < wanted ? at + 1 : at - 1;
    list.swap(place->list, at, next);
    at = next;
  }
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetStatus& command, const CommandContext&) {
  if (command.state == StatusState::not_required && trimmed(command.reason).empty())
    return refuse(Text::refusal_not_required_needs_reason);
  postmortem.status.state = command.state;
  postmortem.status.reason = command.state == StatusState::not_required ? std::string(trimmed(command.reason)) : "";
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetSeverity& command, const CommandContext&) {
  if (!command.level) {
    postmortem.severity.reset();
    return std::nullopt;
  }
  if (*command.level < 1 || *command.level > 5) return refuse(Text::refusal_severity_range);
  if (!postmortem.severity) postmortem.severity.emplace();
  postmortem.severity->level = *command.level;
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const Adopt&, const CommandContext&) {
  postmortem.origin.reset();
  return std::nullopt;
}

Postmortem new_postmortem(const CommandContext& context, std::string_view language, std::string_view time_zone) {
  Postmortem postmortem;
  postmortem.id = context.ids.next_as<Id<Postmortem>>();
  postmortem.language = language;
  postmortem.time_zone = time_zone;
  postmortem.history.created_at = context.now;
  postmortem.history.updated_at = context.now;
  if (!context.by.empty()) postmortem.history.authors.push_back(context.by);
  return postmortem;
}

}  // namespace unrepeat
