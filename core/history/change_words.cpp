// Both sides of an edit are read into post-mortems that are empty but for it, and compared there field by field.
#include "core/history/change_words.hpp"

#include <algorithm>
#include <memory>

#include "core/describe/described_time.hpp"
#include "core/describe/place.hpp"
#include "core/format/value.hpp"
#include "core/text/field_label.hpp"
#include "core/text/utf8.hpp"
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_name = 60, longest_said = 40;

/// What nobody reads: names that programs give, bytes, and a log that follows from what it logs.
constexpr auto wordless = std::to_array<std::string_view>(
    {"id", "data", "log", "media_type", "revision", "sha256", "text_hash", "offset", "record", "rank"});

bool is_wordless(std::string_view key) { return std::ranges::find(wordless, key) != wordless.end(); }

/// The list an entry is in, what one is called, and whether that word is feminine in Spanish.
struct Kind {
  std::string_view list;
  Text noun;
  bool is_feminine = false;
  bool says_its_list = false;  ///< Several lists hold the same kind of thing.
};
constexpr Kind kinds[] = {
    {"links", Text::change_thing_link},
    {"refs", Text::change_thing_reference, true},
    {"people", Text::change_thing_party},
    {"systems", Text::change_thing_system},
    {"timeline", Text::change_thing_event},
    {"sources", Text::change_thing_source, true},
    {"impact/windows", Text::change_thing_window},
    {"impact/figures", Text::change_thing_figure, true},
    {"impact/stated", Text::change_thing_stated, true},
    {"causes/factors", Text::change_thing_factor},
    {"causes/links", Text::change_thing_cause_link},
    {"review/worked", Text::change_thing_item, true, true},
    {"review/did_not_work", Text::change_thing_item, true, true},
    {"review/lucky", Text::change_thing_item, true, true},
    {"review/surprised", Text::change_thing_item, true, true},
    {"review/lessons", Text::change_thing_item, true, true},
    {"review/questions", Text::change_thing_question, true},
    {"meetings", Text::change_thing_meeting, true},
    {"actions", Text::change_thing_action, true},
    {"related", Text::change_thing_relation},
    {"comments", Text::change_thing_comment},
    {"dismissed", Text::change_thing_dismissal, true},
    {"approvals", Text::change_thing_approval, true},
    {"sections", Text::change_thing_section},
    {"fields", Text::change_thing_value},
    {"images", Text::change_thing_image, true},
};

/// Null for a field.
const Kind* kind_of(std::string_view path) {
  const std::string_view list = path.substr(0, std::min(path.rfind('/'), path.size()));
  if (list == path) return nullptr;
  const auto* found = std::ranges::find(kinds, list, &Kind::list);
  return found == std::end(kinds) ? nullptr : found;
}

std::string beginning_of(std::string_view text, std::size_t letters) {
  text = text.substr(0, text.find('\n'));
  std::size_t end = 0;
  for (; end < text.size() && letters > 0; --letters) end += utf8_length_at(text, end);
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

void* writable(const void* value) { return const_cast<void*>(value); }

/// What an entry is called: its first words.
std::string name_of(const Object& object, const void* value) {
  for (const std::string_view key : {"title", "text", "name", "label", "person", "criterion", "key", "file", "reason",
                                     "alt", "written", "url", "quote", "facilitator"}) {
    const Field* field = find_field(object, key);
    if (field == nullptr || field->type->shape != Shape::text) continue;
    const auto& words = *static_cast<const std::string*>(field->in(writable(value)));
    if (!words.empty()) return beginning_of(words, longest_name);
  }
  return {};
}

bool has_prose(const Object& object) {
  return std::ranges::any_of(object.fields, [](const Field& field) { return field.rule == TextRule::prose; });
}

/// What the value is where it may be absent; null where it is.
std::pair<const Type*, const void*> inside(const Type& type, const void* value) {
  if (type.shape != Shape::optional) return {&type, value};
  return {type.element, type.optional->value(writable(value))};
}

void add_words(std::string& line, std::string_view words, std::string_view separator) {
  if (words.empty()) return;
  if (!line.empty()) line += separator;
  line += words;
}

/// One side of an edit, in a post-mortem of its own.
class Side {
 public:
  /// The type of what is there, also where nothing is.
  const Place& read(const std::string& path, const std::optional<std::string>& json) {
    place_ = find_place(object_of<Postmortem>(), postmortem_.get(), path).value_or(Place{});
    value_ = nullptr;
    if (place_.type == nullptr || !json) return place_;
    void* const value = place_.is_entry() ? place_.list_type->list->append(place_.list) : place_.value;
    if (value != nullptr && read_value(*place_.type, value, *json)) value_ = value;
    return place_;
  }
  /// Null where there is nothing.
  const void* value() const { return value_; }

 private:
  std::unique_ptr<Postmortem> postmortem_ = std::make_unique<Postmortem>();
  Place place_;
  const void* value_ = nullptr;
};

}  // namespace

Change net_of(std::span<const Change> changes) {
  Change net;
  std::map<std::string_view, std::size_t> places;
  for (const Change& change : changes) {
    net.postmortem = change.postmortem;
    net.by = change.by;
    net.at = change.at;
    for (const Edit& edit : change.edits) {
      const auto [place, is_first] = places.try_emplace(edit.path, net.edits.size());
      if (is_first) {
        net.edits.push_back(edit);
        continue;
      }
      net.edits[place->second].after = edit.after;
      net.edits[place->second].after_index = edit.after_index;
    }
  }
  std::erase_if(net.edits,
                [](const Edit& edit) { return edit.before == edit.after && edit.before_index == edit.after_index; });
  return net;
}

void ChangeWords::know(const Postmortem& postmortem) {
  zone_ = postmortem.time_zone;
  const auto walk = [this](auto&& self, const Type& type, const void* value) -> void {
    const auto [bare, at] = inside(type, value);
    if (at == nullptr) return;
    if (bare->shape == Shape::list) {
      for (std::size_t i = 0; i < bare->list->size(at); ++i)
        self(self, *bare->element, bare->list->at(writable(at), i));
    } else if (bare->shape == Shape::object) {
      const Object& object = bare->object();
      if (object.has_id()) names_[id_of(object, at)] = name_of(object, at);
      for (const Field& field : object.fields) self(self, *field.type, field.in(writable(at)));
    }
  };
  walk(walk, type_of<Postmortem>(), &postmortem);
}

std::string ChangeWords::say_time(Instant at) const { return time_words(language_, at, zone_, zones_); }

std::string ChangeWords::say_time(const Time& time) const {
  std::string words;
  if (time.at) words = time.approximate ? say(language_, Text::markdown_about, say_time(*time.at)) : say_time(*time.at);
  if (time.earliest) add_words(words, say(language_, Text::markdown_not_before, say_time(*time.earliest)), "; ");
  if (time.latest) add_words(words, say(language_, Text::markdown_not_after, say_time(*time.latest)), "; ");
  if (words.empty()) words = time.written;
  add_words(words, time.note, "; ");
  return words;
}

std::string ChangeWords::say_value(const Type& type, const Field& field, const void* value) const {
  const auto named = [this](const Uuid& id) {
    const auto found = names_.find(id);
    return found == names_.end() || found->second.empty() ? std::string("…") : found->second;
  };
  switch (type.shape) {
    case Shape::text: {
      const auto& words = *static_cast<const std::string*>(value);
      if (field.rule == TextRule::cause_end && words == "incident")
        return std::string(say(language_, Text::editor_the_incident));
      const bool names_something = field.rule == TextRule::cause_end || field.rule == TextRule::subject;
      if (const auto id = names_something ? uuid_from(words) : std::nullopt) return named(*id);
      if (field.rule == TextRule::date) return date_words(language_, words);
      return words;
    }
    case Shape::boolean:
      return std::string(say(language_, *static_cast<const bool*>(value) ? Text::change_yes : Text::change_no));
    case Shape::integer: return std::to_string(*static_cast<const std::int64_t*>(value));
    case Shape::decimal: return static_cast<const Decimal*>(value)->text;
    case Shape::instant: return say_time(*static_cast<const Instant*>(value));
    case Shape::id: return named(*static_cast<const Uuid*>(value));
    case Shape::choice: {
      const auto choice = *static_cast<const std::uint8_t*>(value);
      const auto label = label_of_choice(type, choice);
      return std::string(label ? say(language_, *label) : type.choices[choice]);
    }
    case Shape::optional: {
      const void* const at = type.optional->value(writable(value));
      return at == nullptr ? std::string() : say_value(*type.element, field, at);
    }
    case Shape::object:
      if (type.object == object_of<Time>) return say_time(*static_cast<const Time*>(value));
      return say_entry(type.object(), value, " · ");
    case Shape::list: {
      std::string all;
      const bool is_of_entries = type.element->shape == Shape::object;
      for (std::size_t i = 0; i < type.list->size(value); ++i)
        add_words(all, say_value(*type.element, field, type.list->at(writable(value), i)), is_of_entries ? "\n" : ", ");
      return all;
    }
    case Shape::offset:
    case Shape::bytes: return {};
  }
  return {};
}

std::string ChangeWords::say_entry(const Object& object, const void* value, std::string_view separator) const {
  std::string line;
  for (const Field& field : object.fields) {
    const void* const member = field.in(writable(value));
    const bool is_told = field.presence == Presence::always || !is_default(*field.type, member);
    if (is_told && !is_wordless(field.key)) add_words(line, say_value(*field.type, field, member), separator);
  }
  return line;
}

std::string ChangeWords::label_of_key(std::string_view key) const {
  const auto label = label_of_field(key);
  return std::string(label ? say(language_, *label) : key);
}

std::string ChangeWords::label_of_path(std::string_view path) const {
  const std::size_t last = path.rfind('/');
  if (last == std::string_view::npos) return label_of_key(path);
  const std::string_view parent = path.substr(0, last), key = path.substr(last + 1);
  if (key == unknown_keys_step) return std::string(say(language_, Text::change_of_others));
  if (path == "status/state") return label_of_key("status");
  if (parent == "context") return label_of_key(key);
  return say(language_, Text::change_in, label_of_key(parent.substr(parent.rfind('/') + 1)), label_of_key(key));
}

void ChangeWords::compare(const Object& object, const void* before, const void* after, const std::string& prefix,
                          std::vector<FieldWords>& fields) const {
  for (const Field& field : object.fields) {
    if (is_wordless(field.key)) continue;
    const void* const old_member = before == nullptr ? nullptr : field.in(writable(before));
    const void* const new_member = after == nullptr ? nullptr : field.in(writable(after));
    if (old_member != nullptr && new_member != nullptr && are_equal(*field.type, old_member, new_member)) continue;
    const auto label =
        prefix.empty() ? label_of_key(field.key) : say(language_, Text::change_in, prefix, label_of_key(field.key));
    const auto [type, old_value] = old_member == nullptr ? std::pair<const Type*, const void*>{field.type, nullptr}
                                                         : inside(*field.type, old_member);
    const void* const new_value = new_member == nullptr ? nullptr : inside(*field.type, new_member).second;
    const Type& bare = field.type->shape == Shape::optional ? *field.type->element : *field.type;
    if (bare.shape == Shape::object && bare.object != object_of<Time> && has_prose(bare.object())) {
      compare(bare.object(), old_value, new_value, label, fields);
      continue;
    }
    // Where there is only one side, what says nothing is not listed.
    const bool is_one_sided = before == nullptr || after == nullptr;
    const auto words = [&](const void* value) {
      if (value == nullptr || (is_one_sided && field.presence != Presence::always && is_default(bare, value)))
        return std::string();
      return say_value(bare, field, value);
    };
    FieldWords one{.label = label,
                   .before = words(old_value),
                   .after = words(new_value),
                   .is_prose = field.rule == TextRule::prose};
    if (one.before != one.after) fields.push_back(std::move(one));
  }
}

std::vector<ThingWords> ChangeWords::things(const Change& change) const {
  std::vector<ThingWords> things;
  for (const Edit& edit : change.edits) {
    Side before, after;
    const Place place = before.read(edit.path, edit.before);
    after.read(edit.path, edit.after);
    if (place.type == nullptr) continue;
    ThingWords thing{.path = edit.path};
    if (edit.path.ends_with(unknown_keys_step)) {
      // Nobody here knows what they say.
      thing.fields.push_back({.label = std::string(say(language_, Text::change_of_others))});
      things.push_back(std::move(thing));
      continue;
    }
    if (place.is_entry()) {
      const Object& object = place.type->object();
      thing.name = name_of(object, after.value() != nullptr ? after.value() : before.value());
      if (before.value() == nullptr) thing.what = Happened::added;
      if (after.value() == nullptr) thing.what = Happened::removed;
      compare(object, before.value(), after.value(), {}, thing.fields);
      if (thing.what == Happened::changed && thing.fields.empty()) thing.what = Happened::moved;
    } else {
      const Type& bare = place.type->shape == Shape::optional ? *place.type->element : *place.type;
      const auto words = [&](const Side& side) {
        if (side.value() == nullptr) {
          // A choice that is left out is its first.
          constexpr std::uint8_t first = 0;
          return place.type->shape == Shape::choice ? say_value(bare, *place.field, &first) : std::string();
        }
        return say_value(*place.type, *place.field, side.value());
      };
      thing.fields.push_back({.label = label_of_path(edit.path),
                              .before = words(before),
                              .after = words(after),
                              .is_prose = place.field->rule == TextRule::prose});
    }
    things.push_back(std::move(thing));
  }
  return things;
}

std::string ChangeWords::heading_of(const ThingWords& thing) const {
  const Kind* kind = kind_of(thing.path);
  if (kind == nullptr) return thing.fields.empty() ? label_of_path(thing.path) : thing.fields.front().label;
  const std::string noun = say(language_, kind->noun, 1);
  std::string words;
  switch (thing.what) {
    case Happened::added:
      words = say(language_, kind->is_feminine ? Text::change_added_feminine : Text::change_added, 1, noun);
      break;
    case Happened::removed:
      words = say(language_, kind->is_feminine ? Text::change_removed_feminine : Text::change_removed, 1, noun);
      break;
    case Happened::moved: words = say(language_, Text::change_moved, 1, noun); break;
    case Happened::changed: words = say(language_, Text::change_changed, 1, noun); break;
  }
  if (!thing.name.empty()) words = say(language_, Text::change_named, words, thing.name);
  return kind->says_its_list
             ? say(language_, Text::change_in, label_of_key(kind->list.substr(kind->list.find('/') + 1)), words)
             : words;
}

std::string ChangeWords::sentence_of(const FieldWords& field, const std::string& subject) const {
  const bool is_short = !field.is_prose && field.after.size() <= longest_said && !field.after.contains('\n');
  if (field.after.empty() && !field.before.empty()) return say(language_, Text::change_cleared, subject);
  if (is_short && !field.after.empty()) return say(language_, Text::change_set, subject, field.after);
  return say(language_, Text::change_text, subject);
}

std::vector<std::string> ChangeWords::sentences(const Change& change) const {
  const std::vector<ThingWords> all = things(change);
  std::vector<std::string> said;
  std::vector<bool> is_said(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (is_said[i]) continue;
    const Kind* kind = kind_of(all[i].path);
    if (kind == nullptr) {
      const FieldWords& field = all[i].fields.front();
      const bool is_of_others = all[i].path.ends_with(unknown_keys_step);
      std::string words = is_of_others ? field.label : sentence_of(field, field.label);
      if (std::ranges::find(said, words) == said.end()) said.push_back(std::move(words));
      continue;
    }
    std::size_t count = 0;
    for (std::size_t k = i; k < all.size(); ++k) {
      if (all[k].what != all[i].what || kind_of(all[k].path) != kind) continue;
      is_said[k] = true;
      ++count;
    }
    const std::string noun = say(language_, kind->noun, count);
    const std::string& name = all[i].name;
    std::string words;
    if (count == 1 && all[i].what != Happened::changed) {
      said.push_back(heading_of(all[i]));
      continue;
    }
    if (count > 1) {
      const Text text = all[i].what == Happened::added
                            ? (kind->is_feminine ? Text::change_added_feminine : Text::change_added)
                        : all[i].what == Happened::removed
                            ? (kind->is_feminine ? Text::change_removed_feminine : Text::change_removed)
                        : all[i].what == Happened::moved ? Text::change_moved
                                                         : Text::change_changed;
      words = say(language_, text, count, noun);
    } else if (all[i].fields.size() == 1) {
      const FieldWords& field = all[i].fields.front();
      words = sentence_of(field, say(language_, Text::change_field_of, field.label, noun, name));
    } else {
      std::string labels;
      for (const FieldWords& field : all[i].fields) add_words(labels, field.label, ", ");
      words = say(language_, Text::change_fields_of, labels, noun, name);
    }
    if (kind->says_its_list)
      words = say(language_, Text::change_in, label_of_key(kind->list.substr(kind->list.find('/') + 1)), words);
    said.push_back(std::move(words));
  }
  return said;
}

}  // namespace unrepeat
