// One function a shape. Commands wait until the frame is drawn, so that nothing moves under what is being drawn.
#include "shell/screens/postmortem/form.hpp"

#include <algorithm>

#include "core/text/field_label.hpp"
#include "shell/format.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
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

std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

const unrepeat::Type& bare(const unrepeat::Type& type) { return type.shape == Shape::optional ? *type.element : type; }

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

void PartForm::field(std::string_view path, const FieldLook& look) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), path);
  if (!place || place->field == nullptr) return;
  const std::string_view label = !look.name.empty() ? look.name
                                 : look.label       ? kit.say(*look.label)
                                                    : label_of(place->field->key);
  auto scope = kit.scope(path);
  const unrepeat::Type& type = bare(*place->type);
  if (&type == &type_of<Time>()) {
    const auto* at = static_cast<const Time*>(bare_value(*place));
    if (const auto read = time(path, label, at != nullptr ? std::optional(*at) : std::nullopt))
      wants(path, SetTime{std::string(path), *read});
  } else if (type.shape == Shape::choice) {
    select(*place, path, label, look);
  } else if (type.shape == Shape::boolean) {
    const auto* on = static_cast<const bool*>(bare_value(*place));
    const bool is_on = on != nullptr && *on;
    if (checkbox(kit, label, is_on)) wants(path, SetField{std::string(path), is_on ? "false" : "true"});
  } else {
    text(*place, path, label, look);
  }
}

void PartForm::text(const Place& place, std::string_view path, std::string_view label, const FieldLook& look) {
  const unrepeat::Type& type = bare(*place.type);
  const bool is_prose = type.shape == Shape::text && place.field->rule == TextRule::prose;
  // A number or a date is wrong while it is half written: it is read when the person pauses.
  const bool is_read_whole = type.shape != Shape::text || place.field->rule == TextRule::date;
  const std::string shown = text_of_value(*place.type, place.value);
  const TextEdit edit =
      text_field(kit, label, shown,
                 {.placeholder = look.placeholder                      ? kit.say(*look.placeholder)
                                 : place.field->rule == TextRule::date ? kit.say(Text::editor_date_example)
                                                                       : std::string_view{},
                  .error = open.refusal(path),
                  .hint = look.hint ? kit.say(*look.hint) : std::string_view{},
                  .multi_line = is_prose || look.wraps,
                  .label_hidden = look.label_hidden,
                  .plain = look.plain,
                  .style = look.style,
                  .width = look.width,
                  .rows = look.rows});
  if (is_read_whole ? edit.committed : edit.changed || (edit.committed && edit.text != shown))
    wants(path, SetField{std::string(path), look.wraps ? in_one_line(edit.text) : std::string(edit.text)});
}

void PartForm::select(const Place& place, std::string_view path, std::string_view label, const FieldLook& look) {
  const unrepeat::Type& type = bare(*place.type);
  const bool may_be_empty = place.type->shape == Shape::optional;
  std::vector<std::string_view> names = names_of(type);
  if (may_be_empty) names.insert(names.begin(), kit.say(Text::editor_not_said));
  const auto* chosen = static_cast<const std::uint8_t*>(bare_value(place));
  const std::size_t first = may_be_empty ? 1 : 0;
  const std::size_t selected = chosen == nullptr ? 0 : *chosen + first;
  if (const auto next = choice(path, label, names, selected, look.label_hidden, look.width))
    wants(path, SetField{std::string(path), *next < first ? std::string() : std::string(type.choices[*next - first])});
}

std::optional<std::size_t> PartForm::choice(std::string_view path, std::string_view label,
                                            std::span<const std::string_view> names,
                                            std::optional<std::size_t> selected, bool label_hidden, float width) {
  const auto next = shell::select(kit, label, names, selected, {.label_hidden = label_hidden, .width = width});
  refusal(path);
  return next;
}

void PartForm::fields(std::string_view parent, std::initializer_list<std::string_view> keys, float least) {
  const float room = kit.available() + 12;
  const auto in_line = std::max<std::size_t>(1, std::min(keys.size(), static_cast<std::size_t>(room / (least + 12))));
  const float width = room / static_cast<float>(in_line) - 12;
  // Side by side as long as they fit, the rest below; each line is as high as its highest.
  for (auto key = keys.begin(); key != keys.end();) {
    const float top = kit.pen_y(), left = kit.place(0, 0).x;
    float bottom = top;
    for (std::size_t i = 0; i < in_line && key != keys.end(); ++i, ++key) {
      auto column = kit.column({left + static_cast<float>(i) * (width + 12), top, width, 0});
      field(joined(parent, *key));
      bottom = std::max(bottom, kit.content_bottom());
    }
    kit.move_pen(bottom + 12);
  }
}

void PartForm::words(std::string_view path) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), path);
  if (!place || place->value == nullptr) return;
  auto scope = kit.scope(path);
  std::vector<std::string> texts = *static_cast<const std::vector<std::string>*>(place->value);
  const std::string_view label = label_of(place->field->key);
  const ChipsEdit edit = chips(kit, label, texts, kit.say(Text::editor_add_to, label));
  refusal(path);
  if (!edit.removed && edit.added.empty()) return;
  if (!edit.added.empty()) texts.emplace_back(edit.added);
  if (edit.removed) texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(*edit.removed));
  wants(path, SetTexts{std::string(path), std::move(texts)});
}

void PartForm::references(std::string_view path, std::span<const Candidate> candidates) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), path);
  if (!place || place->value == nullptr || candidates.empty()) return;
  auto scope = kit.scope(path);
  const std::string_view label = label_of(place->field->key);
  auto group = kit.region(Role::group, label);
  shell::text(kit, label, {.style = Style::secondary});
  const ListOperations& list = *place->type->list;
  std::vector<Uuid> ids;
  for (std::size_t i = 0; i < list.size(place->value); ++i)
    ids.push_back(*static_cast<const Uuid*>(list.at(place->value, i)));
  auto row = kit.row(16, 28);
  for (const Candidate& one : candidates) {
    auto entry = kit.scope(unrepeat::text_of(one.id));
    const bool is_on = std::ranges::find(ids, one.id) != ids.end();
    if (!checkbox(kit, one.name, is_on)) continue;
    if (is_on)
      std::erase(ids, one.id);
    else
      ids.push_back(one.id);
    wants(path, SetReferences{std::string(path), ids});
  }
}

void PartForm::reference(std::string_view path, std::span<const Candidate> candidates) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&value), path);
  if (!place || place->value == nullptr || candidates.empty()) return;
  auto scope = kit.scope(path);
  std::vector<std::string_view> names{kit.say(Text::editor_not_said)};
  std::size_t selected = 0;
  const auto* id = static_cast<const Uuid*>(bare_value(*place));
  for (const Candidate& one : candidates) {
    names.push_back(one.name);
    if (id != nullptr && *id == one.id) selected = names.size() - 1;
  }
  if (const auto next = choice(path, label_of(place->field->key), names, selected))
    wants(path, SetField{std::string(path), *next == 0 ? std::string() : unrepeat::text_of(candidates[*next - 1].id)});
}

WrittenTimeContext PartForm::time_context() const {
  WrittenTimeContext context{.zones = workspace.zones(), .zone = value.time_zone, .now = workspace.now()};
  std::optional<Instant> around = near;
  for (std::size_t i = 0; i < moment_count && !around; ++i) around = instant_of(value, static_cast<MomentKind>(i));
  for (std::size_t i = 0; i < value.timeline.size() && !around; ++i) around = value.timeline[i].time.at;
  if (around) {
    context.previous = around;
    const auto offset = workspace.zones().offset_at(value.time_zone, *around);
    context.day = civil_time(*around, offset.value_or(UtcOffset{})).date;
  }
  return context;
}

std::string PartForm::say(const WrittenTimeProblem& problem) const {
  constexpr Text sentences[] = {Text::editor_time_empty,       Text::editor_time_not_read,
                                Text::editor_time_no_such_day, Text::editor_time_no_such_time,
                                Text::editor_time_which_day,   Text::editor_time_day_or_month,
                                Text::editor_time_from_what,   Text::editor_time_zone_unknown,
                                Text::editor_time_never_shown, Text::editor_time_shown_twice};
  return kit.say(sentences[static_cast<std::size_t>(problem.error)], format_offset(problem.first_offset),
                 format_offset(problem.second_offset));
}

std::string PartForm::text_of(const Time& time) const {
  if (!time.written.empty()) return time.written;
  return time.at ? time_words(kit.viewport().language, *time.at, value.time_zone, workspace.zones()) : std::string();
}

std::optional<Time> PartForm::time(std::string_view path, std::string_view label, const std::optional<Time>& at) {
  const auto unread = memory.unread_times.find(path);
  const bool is_unread = unread != memory.unread_times.end();
  std::string reading;
  if (at && at->at) reading = time_words(kit.viewport().language, *at->at, value.time_zone, workspace.zones());
  if (at && !at->at && !at->written.empty()) reading = kit.say(Text::editor_time_unplaced);
  const std::string shown = at ? text_of(*at) : std::string();
  const TextEdit edit =
      date_time_field(kit, label, shown, reading == shown ? std::string_view{} : std::string_view(reading),
                      is_unread ? std::string_view(unread->second) : std::string_view(open.refusal(path)),
                      kit.say(Text::editor_time_example));
  if (!edit.committed || edit.text == shown) {
    if (edit.committed && is_unread) memory.unread_times.erase(unread), kit.wake_in(0);
    return std::nullopt;
  }
  if (edit.text.find_first_not_of(' ') == std::string_view::npos) {
    memory.unread_times.erase(std::string(path));
    return Time{};
  }
  auto read = read_written_time(edit.text, time_context());
  kit.wake_in(0);
  if (!read) {
    memory.unread_times[std::string(path)] = say(read.error());
    return std::nullopt;
  }
  memory.unread_times.erase(std::string(path));
  return std::move(*read);
}

std::optional<std::string> PartForm::adder(std::string_view list, std::string_view label, std::string_view placeholder,
                                           std::string_view error) {
  auto scope = kit.scope(list);
  std::string& draft = memory.drafts[std::string(list)];
  const TextEdit edit = text_field(
      kit, label, draft, {.placeholder = placeholder, .error = error, .label_hidden = true, .icon = Icon::plus});
  if (edit.changed || edit.committed) draft = edit.text;
  if (!edit.submitted || draft.find_first_not_of(' ') == std::string::npos) return std::nullopt;
  return draft;
}

void PartForm::remove_button(std::string_view path, std::string_view name) {
  if (!icon_button(kit, Icon::trash_2, kit.say(Text::kit_remove, name), {.look = Look::quiet})) return;
  wants(path, RemoveEntry{std::string(path)});
  memory.removed = name;
}

bool PartForm::unfolded(std::string_view path, std::string_view title) {
  bool& is_open = memory.unfolded[std::string(path)];
  auto scope = kit.scope(path);
  if (button(kit, title,
             {.look = Look::quiet,
              .icon = is_open ? Icon::chevron_down : Icon::chevron_right,
              .state = State::expandable | when(is_open, State::expanded)})) {
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
  return id;
}

void PartForm::finish() {
  if (wishes_.empty()) return;
  for (const Wish& wish : std::exchange(wishes_, {})) {
    const bool is_done = workspace.carry_out(open, wish.path, std::span<const Command>(wish.commands));
    const auto* removal = std::get_if<RemoveEntry>(&wish.commands.front());
    if (removal == nullptr || !is_done)
      memory.removed.clear();
    else
      kit.announce(kit.say(Text::editor_removed, memory.removed));
  }
  kit.wake_in(0);
}

}  // namespace unrepeat::shell
