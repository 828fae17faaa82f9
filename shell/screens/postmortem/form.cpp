// One function a shape. Commands wait until the frame is drawn, so that nothing moves under what is being drawn.
#include <algorithm>
#include <charconv>

#include "core/action/commitment.hpp"
#include "core/learn/themes.hpp"
#include "core/text/field_label.hpp"
#include "core/text/plain_number.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// What stands in a field for a value; empty where there is none.
std::string text_of_value(const unrepeat::Type& type, const void* value) {
  if (value == nullptr) return {};
  switch (type.shape) {
    case Shape::text: return *static_cast<const std::string*>(value);
    case Shape::integer: return std::to_string(*static_cast<const std::int64_t*>(value));
    case Shape::decimal: return static_cast<const Decimal*>(value)->text;
    case Shape::optional: return text_of_value(*type.element, type.optional->value(const_cast<void*>(value)));
    default: return {};
  }
}

/// A share is written and read in hundredths.
std::string text_of_share(Language language, const void* value) {
  const auto& share = *static_cast<const Decimal*>(value);
  if (share.empty()) return {};
  std::string text = shifted(share, 2).text + " %";
  if (language == Language::spanish) std::ranges::replace(text, '.', ',');
  return text;
}

/// A number as it is read: in thousands, where it is whole.
std::string said_number(Language language, const std::string& number) {
  std::int64_t whole = 0;
  const char* const end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, whole);
  return read.ec == std::errc{} && read.ptr == end ? number_words(language, whole) : number;
}

std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

const unrepeat::Type& bare(const unrepeat::Type& type) { return type.shape == Shape::optional ? *type.element : type; }

/// Takes what stands before the next `separator` off `rest`.
std::string_view take_next(std::string_view& rest, std::string_view separators) {
  const std::size_t end = std::min(rest.find_first_of(separators), rest.size());
  const std::string_view next = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return next;
}

/// A list, and what is said of one thing beside the other.
void append(std::string& line, std::string_view words, std::string_view separator = " · ") {
  if (words.empty()) return;
  if (!line.empty()) line += separator;
  line += words;
}

/// The value inside, where there is one.
void* bare_value(const Place& place) {
  if (place.value == nullptr || place.type->shape != Shape::optional) return place.value;
  return place.type->optional->value(place.value);
}

}  // namespace

std::string joined(std::string_view parent, std::string_view key) { return unrepeat::path_of(parent, key); }
std::string joined(std::string_view parent, const Uuid& id) { return unrepeat::path_of(parent, id); }

std::string_view PartForm::label_of(std::string_view key) const {
  const auto label = label_of_field(key);
  return label ? kit.say(*label) : key;
}

std::vector<std::string_view> PartForm::names_of(const unrepeat::Type& choice) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < choice.choices.size(); ++i) {
    const auto word = label_of_choice(choice, static_cast<std::uint8_t>(i));
    names.push_back(word ? kit.say(*word) : choice.choices[i]);
  }
  return names;
}

std::vector<std::string_view> PartForm::definitions_of(const unrepeat::Type& choice) const {
  std::vector<std::string_view> definitions;
  for (std::size_t i = 0; i < choice.choices.size(); ++i)
    if (const auto sentence = definition_of_choice(choice, static_cast<std::uint8_t>(i)))
      definitions.push_back(kit.say(*sentence));
  return definitions;
}

void PartForm::take_focus(std::string_view path) {
  if (memory.wanted != path) return;
  memory.wanted.clear();
  if (!std::exchange(memory.is_only_shown, false)) return kit.focus_what_follows();
  scroll_into_view(kit, {0, kit.pen_y(), kit.available(), 2 * kit.control_height()});
  kit.show_first_found();
}

void PartForm::field(std::string_view path, const FieldLook& look) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), path);
  if (!place || place->field == nullptr) return;
  const std::string_view label = !look.name.empty() ? look.name
                                 : look.label       ? kit.say(*look.label)
                                                    : label_of(place->field->key);
  auto scope = kit.scope(path);
  const unrepeat::Type& type = bare(*place->type);
  void* inside = bare_value(*place);
  take_focus(path);
  if (&type == &type_of<Time>()) {
    const auto* at = static_cast<const Time*>(inside);
    if (const auto read = time(path, label, at != nullptr ? std::optional(*at) : std::nullopt))
      wants(path, SetTime{std::string(path), *read});
  } else if (type.shape == Shape::choice) {
    select(*place, path, label, look);
  } else if (type.shape == Shape::boolean) {
    const auto* on = static_cast<const bool*>(inside);
    const bool is_on = on != nullptr && *on;
    if (checkbox(kit, label, is_on)) wants(path, SetField{std::string(path), is_on ? "false" : "true"});
  } else if (type.shape == Shape::id) {
    reference(*place, path, label);
  } else if (type.shape == Shape::list) {
    if (inside == nullptr) return;
    const Shape of = type.element->shape;
    if (of == Shape::text) words(*place, path, label);
    if (of == Shape::id) references(*place, path, label);
    if (of == Shape::object) entries(*place, path);
  } else {
    text(*place, path, label, look);
  }
}

void PartForm::text(const Place& place, std::string_view path, std::string_view label, const FieldLook& look) {
  const unrepeat::Type& type = bare(*place.type);
  const bool is_prose = type.shape == Shape::text && place.field->rule == TextRule::prose;
  if (const Id id = kit.id(label); kit.focused() == id) written_ = path, written_id_ = id;
  // A number is wrong while it is half written: it is read when the person pauses.
  const bool is_read_whole = type.shape != Shape::text;
  const void* const inside = bare_value(place);
  const bool is_share = place.field->rule == TextRule::share && type.shape == Shape::decimal && inside != nullptr;
  const std::string shown =
      is_share ? text_of_share(workspace.language, inside) : text_of_value(*place.type, place.value);
  if (place.field->rule == TextRule::date) {
    const auto read = day(path, label, shown,
                          {.hint = look.hint ? kit.say(*look.hint) : std::string_view{}, .required = look.required});
    if (read) wants(path, SetField{std::string(path), *read});
    return;
  }
  // Without a border the words stand on the left edge.
  std::optional<Kit::Scope> edge;
  if (look.plain && !look.label_hidden) edge.emplace(kit.inset(-4, 0));
  const TextEdit edit = text_field(kit, label, shown,
                                   {.placeholder = !look.prompt.empty() ? look.prompt
                                                   : look.placeholder   ? kit.say(*look.placeholder)
                                                                        : std::string_view{},
                                    .error = open.refusal(path),
                                    .hint = look.hint ? kit.say(*look.hint) : std::string_view{},
                                    .wording = is_prose        ? Wording::prose
                                               : is_read_whole ? Wording::exact
                                                               : Wording::line,
                                    .multi_line = is_prose || look.wraps,
                                    .required = look.required,
                                    .label_hidden = look.label_hidden,
                                    .plain = look.plain,
                                    .style = look.style,
                                    .width = look.width,
                                    .rows = look.rows});
  if (is_read_whole ? edit.committed : edit.changed || (edit.committed && edit.text != shown))
    wants(path, SetField{std::string(path), is_read_whole ? plain_number(workspace.language, edit.text)
                                            : look.wraps  ? in_one_line(edit.text)
                                                          : std::string(edit.text)});
}

void PartForm::select(const Place& place, std::string_view path, std::string_view label, const FieldLook& look) {
  const unrepeat::Type& type = bare(*place.type);
  const bool may_be_empty = place.type->shape == Shape::optional;
  std::vector<std::string_view> names = names_of(type), definitions = definitions_of(type);
  if (may_be_empty) names.insert(names.begin(), kit.say(Text::editor_not_said));
  if (may_be_empty && !definitions.empty()) definitions.insert(definitions.begin(), std::string_view{});
  const auto* chosen = static_cast<const std::uint8_t*>(bare_value(place));
  const std::size_t first = may_be_empty ? 1 : 0;
  const std::size_t selected = chosen == nullptr ? 0 : *chosen + first;
  if (const auto next = choice(path, label, names, selected,
                               {.label_hidden = look.label_hidden, .definitions = definitions, .width = look.width}))
    wants_alone(path,
                SetField{std::string(path), *next < first ? std::string() : std::string(type.choices[*next - first])});
}

std::optional<std::size_t> PartForm::choice(std::string_view path, std::string_view label,
                                            std::span<const std::string_view> names,
                                            std::optional<std::size_t> selected, const SelectOptions& options) {
  const auto next = shell::select(kit, label, names, selected, options);
  refusal(path);
  return next;
}

void PartForm::token(std::string_view parent, std::string_view token) {
  const std::string_view key = take_next(token, "=");
  field(joined(parent, key), {.name = token.empty() ? std::string_view{} : label_of(token), .rows = 1});
}

void PartForm::fields(std::string_view parent, std::span<const std::string_view> keys, float least) {
  const float room = kit.available() + 12;
  const auto in_line = std::max<std::size_t>(1, std::min(keys.size(), static_cast<std::size_t>(room / (least + 12))));
  const float width = room / static_cast<float>(in_line) - 12;
  // Side by side as long as they fit, the rest below; each line is as high as its highest.
  for (auto key = keys.begin(); key != keys.end();) {
    const float top = kit.pen_y(), left = kit.place(0, 0).x;
    float bottom = top;
    for (std::size_t i = 0; i < in_line && key != keys.end(); ++i, ++key) {
      auto column = kit.column({left + static_cast<float>(i) * (width + 12), top, width, 0});
      token(parent, *key);
      bottom = std::max(bottom, kit.content_bottom());
    }
    kit.move_pen(bottom + 12);
  }
}

void PartForm::lines(std::string_view parent, std::string_view lines) {
  while (!lines.empty()) {
    std::string_view line = take_next(lines, "|");
    std::vector<std::string_view> keys;
    while (!line.empty()) keys.push_back(take_next(line, " "));
    if (keys.size() == 1) {
      token(parent, keys.front());
      continue;
    }
    // A whole day and time of day is read, not its beginning.
    constexpr float least_of_time = 210;
    const auto is_time = [&](std::string_view key) {
      const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), joined(parent, key));
      return place && &bare(*place->type) == &type_of<Time>();
    };
    if (std::ranges::any_of(keys, is_time))
      fields(parent, keys, least_of_time);
    else
      fields(parent, keys);
  }
}

void PartForm::section(std::string_view list, bool (*wants)(const PartForm& form, const void* entry)) {
  heading(kit, 3, label_of(list.substr(list.rfind('/') + 1)));
  if (wants == nullptr) return field(list);
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), list);
  auto scope = kit.scope(list);
  entries(*place, list, wants);
}

std::string_view PartForm::prompt_of(Part part, Text otherwise) const {
  return asked != nullptr && !asked->parts[part].prompt.empty() ? std::string_view(asked->parts[part].prompt)
                                                                : kit.say(otherwise);
}

std::string PartForm::said_of(const Field& field, void* stored) const {
  const Place place{.type = field.type, .value = stored};
  const unrepeat::Type& type = bare(*field.type);
  const void* inside = bare_value(place);
  if (inside == nullptr) return {};
  if (&type == &type_of<Time>()) return clock_of(*static_cast<const Time*>(inside));
  switch (type.shape) {
    case Shape::text: {
      const auto& words = *static_cast<const std::string*>(inside);
      return field.rule == TextRule::date ? date_words(workspace.language, words) : beginning_of(words, 80);
    }
    case Shape::choice: return std::string(names_of(type)[*static_cast<const std::uint8_t*>(inside)]);
    case Shape::boolean: return *static_cast<const bool*>(inside) ? std::string(label_of(field.key)) : std::string();
    case Shape::instant: return words_of(*static_cast<const Instant*>(inside));
    case Shape::integer:
    case Shape::decimal: {
      const bool is_share = field.rule == TextRule::share && type.shape == Shape::decimal;
      const std::string number = is_share ? text_of_share(workspace.language, inside) : text_of_value(type, inside);
      if (field.key == "minutes" && !number.empty())
        return kit.say(Text::meeting_planned, said_number(workspace.language, number));
      return number.empty() ? number
                            : std::string(label_of(field.key)) + ": " + said_number(workspace.language, number);
    }
    case Shape::list: {
      std::string all;
      if (type.element->shape == Shape::text)
        for (const std::string& one : *static_cast<const std::vector<std::string>*>(inside)) append(all, one, ", ");
      return all;
    }
    default: return {};
  }
}

std::string PartForm::said_of(const Object& object, void* entry, std::string_view keys, std::string_view but) const {
  std::string all;
  while (!keys.empty()) {
    std::string_view token = take_next(keys, " |");
    const Field* field = find_field(object, take_next(token, "="));
    if (field != nullptr && field->key != but) append(all, said_of(*field, field->in(entry)));
  }
  return all;
}

bool PartForm::line(std::string_view path, const EntryLine& entry) {
  take_focus(path);
  std::string detail(entry.detail);
  if (const std::size_t open_comments = count_comments(*this, path))
    append(detail, kit.say(Text::comment_count, open_comments));
  const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
  const float side = entry.opens ? kit.control_height() : 0;
  bool& is_open = memory.unfolded[std::string(path)];
  float bottom = 0;
  {
    auto column = kit.column(
        {left + entry.indent - 4, top - 2 + entry.below, width - entry.indent + 4 - (entry.below > 0 ? 0 : side), 0},
        0);
    if (!entry.key.empty()) {
      const std::string at = joined(path, entry.key);
      field(
          at,
          {.name = entry.name, .prompt = entry.prompt, .plain = true, .label_hidden = true, .rows = 1, .wraps = true});
    } else {
      auto inset = kit.inset(4, 0, 0);
      kit.space(4);
      shell::text(kit, entry.words.empty() ? entry.name : entry.words);
    }
    auto inset = kit.inset(4, 0);
    if (!entry.mark.empty()) {
      auto row = kit.row(6, 0);
      shell::text(kit, entry.mark, {.style = Style::caption_strong, .tone = entry.tone});
      if (!detail.empty()) shell::text(kit, detail, {.style = Style::caption});
    } else if (!detail.empty()) {
      shell::text(kit, detail, {.style = Style::caption, .max_lines = 2});
    }
    inset.close();
    bottom = kit.content_bottom();
  }
  if (entry.opens) {
    auto column = kit.column({left + width - side, top - 2, side, 0});
    // The same whether open or not: its state says which.
    const std::string name =
        kit.say(Text::editor_event_edit, entry.words.empty() ? std::string(entry.name) : beginning_of(entry.words));
    if (icon_button(
            kit, is_open ? Icon::chevron_down : Icon::chevron_right, name,
            {.look = Look::quiet, .state = State::expandable | when(is_open, State::expanded), .key = "details"})) {
      is_open = !is_open;
      kit.wake_in(0);
    }
  }
  kit.move_pen(std::max(bottom + 10, top + side + 2));
  return entry.opens && is_open;
}

void PartForm::ending(std::string_view path, std::string_view name, std::string_view more) {
  bool shows_more = false, shows_comments = false;
  {
    // Quiet buttons: their words stand where those of the fields above begin.
    auto edge = kit.inset(-8, 0, 0);
    auto row = kit.row(8);
    const std::string key = joined(path, "more");
    if (!more.empty()) shows_more = unfolded(key, kit.say(Text::editor_more));
    shows_comments = draw_comments_button(*this, path);
    kit.spacer();
    remove_button(path, name);
  }
  if (shows_more) lines(path, more);
  if (shows_comments) draw_comments_on(*this, path.substr(path.rfind('/') + 1));
}

void PartForm::entries(const Place& place, std::string_view path,
                       bool (*wants)(const PartForm& form, const void* entry)) {
  const Object& object = place.type->element->object();
  const EntryForm* form = entry_form(object.name);
  if (form == nullptr) return;
  const ListOperations& list = *place.type->list;
  const std::string_view first = form->lines.substr(0, form->lines.find_first_of(" |="));
  const Field* main = find_field(object, first);
  const bool is_written = form->words == nullptr && main != nullptr && main->type->shape == Shape::text;
  for (std::size_t i = 0; i < list.size(place.value); ++i) {
    void* entry = list.at(place.value, i);
    if (wants != nullptr && !wants(*this, entry)) continue;
    const std::string at = joined(path, id_of(object, entry));
    auto scope = kit.scope(at);
    const std::string name = kit.say(form->number, i + 1);
    auto group = kit.region(Role::group, name);
    const std::string words = form->words != nullptr ? form->words(*this, entry)
                              : is_written           ? said_of(*main, main->in(entry))
                                                     : std::string();
    // What the words say, the first line of the form, is not said again.
    std::string_view rest = form->lines;
    if (form->words != nullptr) take_next(rest, "|");
    std::string detail =
        said_of(object, entry, std::string(rest) + " " + std::string(form->read), is_written ? first : "");
    if (form->follows != nullptr) append(detail, form->follows(*this, entry));
    const bool is_new = memory.added == id_of(object, entry);
    if (is_new) memory.added = {};
    if (is_new && is_written) kit.focus_what_follows();
    if (form->above != nullptr) form->above(*this, entry, name);
    const bool is_open = line(at, {.name = name,
                                   .key = is_written ? first : std::string_view{},
                                   .words = words,
                                   .prompt = form->prompt ? kit.say(*form->prompt)
                                             : is_written ? label_of(first)
                                                          : std::string_view{},
                                   .detail = detail});
    if (is_open) {
      auto inset = kit.inset(12, 0, 12);
      if (is_new && !is_written) kit.focus_what_follows();
      lines(at, is_written ? form->lines.substr(std::min(first.size() + 1, form->lines.size())) : form->lines);
      if (form->below != nullptr) form->below(*this, entry, at);
      ending(at, words.empty() ? name : beginning_of(words), form->more);
    }
    divider(kit);
  }
  if (!form->add) return;
  auto inset = kit.inset(-8, 0);
  auto row = kit.row();
  if (button(kit, kit.say(*form->add), {.look = Look::quiet, .icon = Icon::plus})) memory.added = add(path);
}

std::optional<std::string> PartForm::choose_theme(std::span<const std::string> chosen) {
  const auto is_chosen = [&](const std::string& theme) {
    return std::ranges::contains(chosen, folded_theme(theme), [](const std::string& one) { return folded_theme(one); });
  };
  std::vector<std::string_view> others;
  const std::vector<std::string>& themes = workspace.read_themes();
  for (const std::string& theme : themes)
    if (!is_chosen(theme)) others.push_back(theme);
  if (others.empty()) return std::nullopt;
  const auto next = shell::select(kit, kit.say(Text::editor_known_tags), others, std::nullopt, {.label_hidden = true});
  return next ? std::optional(std::string(others[*next])) : std::nullopt;
}

void PartForm::words(const Place& place, std::string_view path, std::string_view label) {
  std::vector<std::string> texts = *static_cast<const std::vector<std::string>*>(place.value);
  const ChipsEdit edit = chips(kit, label, texts, kit.say(Text::editor_add_to, label));
  refusal(path);
  std::optional<std::string> known;
  if (path.starts_with("causes/factors/") && path.ends_with("/tags")) known = choose_theme(texts);
  if (!edit.removed && edit.added.empty() && !known) return;
  if (!edit.added.empty()) texts.emplace_back(edit.added);
  if (known) texts.push_back(*known);
  if (edit.removed) texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(*edit.removed));
  wants(path, SetTexts{std::string(path), std::move(texts)});
}

void PartForm::references(const Place& place, std::string_view path, std::string_view label) {
  constexpr std::size_t few = 6;
  const std::vector<Candidate> candidates = candidates_for(*this, place.field->key);
  if (candidates.empty()) return;
  auto group = kit.region(Role::group, label);
  shell::text(kit, label, {.style = Style::secondary});
  const ListOperations& list = *place.type->list;
  std::vector<Uuid> ids;
  for (std::size_t i = 0; i < list.size(place.value); ++i)
    ids.push_back(*static_cast<const Uuid*>(list.at(place.value, i)));
  const std::size_t count = ids.size();
  std::vector<std::string_view> others;
  std::vector<Uuid> other_ids;
  {
    auto row = kit.row(16, 28);
    for (const Candidate& one : candidates) {
      const bool is_on = std::ranges::find(ids, one.id) != ids.end();
      if (!is_on && candidates.size() > few) {
        others.push_back(one.name);
        other_ids.push_back(one.id);
        continue;
      }
      auto entry = kit.scope(unrepeat::text_of(one.id));
      if (!checkbox(kit, one.name, is_on)) continue;
      if (is_on)
        std::erase(ids, one.id);
      else
        ids.push_back(one.id);
    }
  }
  if (!others.empty()) {
    const std::string add = kit.say(Text::editor_add_to, label);
    if (const auto next = shell::select(kit, add, others, std::nullopt,
                                        {.label_hidden = true, .placeholder = kit.say(Text::kit_add)}))
      ids.push_back(other_ids[*next]);
  }
  refusal(path);
  if (ids.size() != count) wants(path, SetReferences{std::string(path), ids});
}

void PartForm::reference(const Place& place, std::string_view path, std::string_view label) {
  const std::vector<Candidate> candidates = candidates_for(*this, place.field->key);
  if (candidates.empty()) return;
  std::vector<std::string_view> names{kit.say(Text::editor_not_said)};
  std::size_t selected = 0;
  const auto* id = static_cast<const Uuid*>(bare_value(place));
  for (const Candidate& one : candidates) {
    names.push_back(one.name);
    if (id != nullptr && *id == one.id) selected = names.size() - 1;
  }
  if (const auto next = choice(path, label, names, selected))
    wants(path, SetField{std::string(path), *next == 0 ? std::string() : unrepeat::text_of(candidates[*next - 1].id)});
}

WrittenTimeContext PartForm::time_context() const {
  WrittenTimeContext context{.zones = workspace.zones(), .zone = value.time_zone, .now = workspace.now()};
  std::optional<Instant> around = near;
  context.is_past = true;
  for (std::size_t i = 0; i < moment_count && !around; ++i) around = instant_of(value, static_cast<MomentKind>(i));
  for (std::size_t i = 0; i < value.timeline.size() && !around; ++i) around = value.timeline[i].time.at;
  context.near = around;
  return context;
}

std::string PartForm::say(const WrittenTimeProblem& problem) const {
  return problem_words(kit.viewport().language, problem);
}

std::string PartForm::text_of(const Time& time) const {
  if (!time.written.empty()) return time.written;
  return time.at ? words_of(*time.at) : std::string();
}

std::string PartForm::clock_of(const Time& time) const {
  if (time.at) {
    const std::string clock = time_of_day_words(*time.at, value.time_zone, workspace.zones()).substr(0, 5);
    return time.approximate ? kit.say(Text::editor_around, clock) : clock;
  }
  return time.written.empty() ? std::string(kit.say(Text::editor_no_time)) : time.written;
}

std::string PartForm::words_of(Instant at) const {
  return time_words(kit.viewport().language, at, value.time_zone, workspace.zones());
}

/// The end at `path` of what has a start beside it.
bool PartForm::ends_before_it_starts(std::string_view path, const Time& end) const {
  constexpr std::string_view key = "/end";
  if (!end.at || !path.ends_with(key)) return false;
  for (const std::string_view start : {"start", "time"}) {
    const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value),
                                  joined(path.substr(0, path.size() - key.size()), start));
    if (!place || place->value == nullptr || place->type != &type_of<Time>()) continue;
    const Time& begun = *static_cast<const Time*>(place->value);
    return begun.at && *end.at < *begun.at;
  }
  return false;
}

std::optional<Time> PartForm::time(std::string_view path, std::string_view label, const std::optional<Time>& at,
                                   bool plain) {
  const auto unread = memory.unread_times.find(path);
  const bool is_unread = unread != memory.unread_times.end();
  std::string reading;
  if (at && at->at) reading = words_of(*at->at);
  if (at && !at->at && !at->written.empty()) reading = kit.say(Text::editor_time_unplaced);
  const std::string shown = at ? text_of(*at) : std::string();
  std::string_view error = is_unread ? std::string_view(unread->second.sentence) : open.refusal(path);
  if (error.empty() && at && ends_before_it_starts(path, *at))
    error = kit.say(path.starts_with("impact") ? Text::editor_window_reversed : Text::editor_event_reversed);
  const std::string_view below = reading == shown ? std::string_view{} : reading;
  const TextEdit edit = plain ? text_field(kit, label, shown,
                                           {.placeholder = kit.say(Text::editor_time_example),
                                            .unset = kit.say(Text::editor_not_recorded),
                                            .error = error,
                                            .hint = below,
                                            .wording = Wording::exact,
                                            .label_hidden = true,
                                            .plain = true,
                                            .style = Style::mono})
                              : date_time_field(kit, label, shown, below, error, kit.say(Text::editor_time_example));
  if (!edit.committed || edit.text == shown) {
    if (edit.committed && is_unread) {
      memory.unread_times.erase(unread);
      kit.wake_in(0);
      return std::nullopt;
    }
    const bool is_unplaced = at && !at->at && !at->earliest && !at->latest && !at->written.empty();
    if (!is_unread && !is_unplaced) return std::nullopt;
    // What is offered is of what stands there; while it is mended, the next field is the next one.
    if (edit.text != (is_unread ? std::string_view(unread->second.written) : std::string_view(shown)))
      return std::nullopt;
    auto scope = kit.scope(path);
    auto offered = offered_time(is_unread ? unread->second.written : at->written);
    if (offered && is_unread) memory.unread_times.erase(unread);
    return offered && offered != at ? std::move(offered) : std::nullopt;
  }
  if (edit.text.find_first_not_of(' ') == std::string_view::npos) {
    memory.unread_times.erase(std::string(path));
    return Time{};
  }
  auto read = read_written_time(edit.text, time_context());
  kit.wake_in(0);
  if (!read) {
    memory.unread_times[std::string(path)] = {std::string(edit.text), say(read.error())};
    return std::nullopt;
  }
  memory.unread_times.erase(std::string(path));
  return std::move(*read);
}

std::optional<std::string> PartForm::day(std::string_view path, std::string_view label, const std::string& current,
                                         const DayLook& look) {
  const auto unread = memory.unread_times.find(path);
  const std::string refused(unread == memory.unread_times.end() ? std::string_view(open.refusal(path))
                                                                : unread->second.sentence);
  const std::string reading = current.empty() ? std::string(look.hint) : date_words(workspace.language, current);
  const TextEdit edit =
      text_field(kit, label, current,
                 {.placeholder = look.placeholder.empty() ? kit.say(Text::editor_date_example) : look.placeholder,
                  .error = refused,
                  .hint = reading,
                  .wording = Wording::exact,
                  .required = look.required,
                  .icon = Icon::calendar,
                  .related = look.related});
  const bool is_unread = unread != memory.unread_times.end();
  if (!edit.committed || (edit.text == current && !is_unread)) {
    if (edit.submitted && look.related != 0) kit.request_focus(look.related);
    return std::nullopt;
  }
  kit.wake_in(0);
  const bool is_blank = edit.text.find_first_not_of(' ') == std::string_view::npos;
  const auto read =
      is_blank
          ? std::nullopt
          : read_coming_day(edit.text, {.zones = workspace.zones(), .zone = value.time_zone, .now = workspace.now()});
  if (!is_blank && !read) {
    // A pause is no ending: only what was left is told that it is no date.
    if (edit.left)
      memory.unread_times[std::string(path)] = {std::string(edit.text), kit.say(Text::refusal_not_a_date, edit.text)};
    return std::nullopt;
  }
  if (is_unread) memory.unread_times.erase(unread);
  if (edit.submitted && look.related != 0) kit.request_focus(look.related);
  std::string said = read ? format_date(*read) : std::string();
  return said == current ? std::nullopt : std::optional(std::move(said));
}

std::optional<Time> PartForm::offered_time(std::string_view written) {
  std::optional<Time> chosen;
  const Rect top = kit.place(0, 0);
  const bool is_new = !kit.stood_here(kit.id("offered"));
  auto group = kit.region(Role::group, kit.say(Text::timeline_which_time));
  shell::text(kit, kit.say(Text::timeline_which_time), {.style = Style::caption});
  auto row = kit.row(8, 0);
  for (const Time& time : possible_times(written, time_context()))
    if (button(kit, words_of(*time.at))) chosen = time;
  if (button(kit, kit.say(Text::timeline_keep_written), {.look = Look::quiet})) {
    chosen.emplace();
    chosen->written = written;
  }
  row.close();
  if (is_new) scroll_into_view(kit, {top.x, top.y, kit.available(), kit.content_bottom() - top.y});
  if (chosen) kit.wake_in(0);
  return chosen;
}

std::optional<std::string> PartForm::adder(std::string_view list, std::string_view label, std::string_view placeholder,
                                           std::string_view error, std::string_view hint) {
  auto scope = kit.scope(list);
  take_focus(list);
  std::string& draft = memory.drafts[std::string(list)];
  const TextEdit edit =
      text_field(kit, label, draft,
                 {.placeholder = placeholder, .error = error, .hint = hint, .label_hidden = true, .icon = Icon::plus});
  if (edit.changed || edit.committed) draft = edit.text;
  if (!edit.submitted || draft.find_first_not_of(' ') == std::string::npos) return std::nullopt;
  return draft;
}

void PartForm::quick_add(std::string_view list, std::string_view key, std::string_view label,
                         std::string_view placeholder, bool unfolds) {
  const auto words = adder(list, label, placeholder);
  if (!words) return;
  const std::string path = joined(list, add(list, {{key, *words}}));
  memory.unfolded[path] = unfolds;
  // What the one before has to say was said by now.
  std::string& before = memory.quick_added[std::string(list)];
  if (!before.empty()) memory.unfolded[before] = false;
  before = path;
  memory.drafts[std::string(list)].clear();
}

void PartForm::remove_button(std::string_view path, std::string_view name) {
  if (!icon_button(kit, Icon::trash_2, kit.say(Text::kit_remove, name), {.look = Look::quiet, .key = "remove"})) return;
  wants(path, RemoveEntry{std::string(path)});
  offers_back(kit.say(Text::editor_removed, name));
}

bool PartForm::unfolded(std::string_view path, std::string_view title, bool first) {
  bool& is_open = memory.unfolded.try_emplace(std::string(path), first).first->second;
  auto scope = kit.scope(path);
  // In a column its icon stands on the left edge, like everything else.
  std::optional<Kit::Scope> edge, row;
  if (!kit.in_row()) edge.emplace(kit.inset(-8, 0)), row.emplace(kit.row());
  if (button(kit, title,
             {.look = Look::quiet,
              .icon = is_open ? Icon::chevron_down : Icon::chevron_right,
              .state = State::expandable | when(is_open, State::expanded),
              .key = "fold"})) {
    is_open = !is_open;
    kit.wake_in(0);
  }
  return is_open;
}

void PartForm::refusal(std::string_view path) {
  if (const std::string& sentence = open.refusal(path); !sentence.empty())
    shell::text(kit, sentence, {.style = Style::secondary, .tone = Tone::bad});
}

Uuid PartForm::add(std::string_view list, std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  const Uuid id = workspace.ports().ids.next();
  std::vector<Command> commands{AddEntry{std::string(list), id}};
  for (const auto& [key, text] : fields) commands.push_back(SetField{joined(joined(list, id), key), std::string(text)});
  wants(list, std::move(commands));
  memory.unfolded[joined(list, id)] = true;
  return id;
}

void PartForm::finish() {
  if (wishes_.empty()) return;
  for (const Wish& wish : std::exchange(wishes_, {})) {
    const bool is_done =
        workspace.carry_out(open, wish.path, std::span<const Command>(wish.commands), wish.restores, wish.step);
    memory.done = is_done ? wish.done : std::string();
    if (!memory.done.empty()) kit.announce(memory.done);
  }
  kit.wake_in(0);
}

}  // namespace unrepeat::shell
