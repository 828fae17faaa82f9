// What stands above every part: what it was, how bad, where, when it was written down.
#include "core/moment/commands.hpp"
#include "core/postmortem/summary.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

/// When it began, as far as it is known: the first recorded moment, else the first event.
std::optional<Instant> began_at(const Postmortem& postmortem) {
  for (const MomentKind kind : {MomentKind::impact_start, MomentKind::detected, MomentKind::notified})
    if (const auto at = instant_of(postmortem, kind)) return at;
  return postmortem.timeline.empty() ? std::nullopt : postmortem.timeline.front().time.at;
}

/// Unfolds the fields of the head.
void draw_about_button(PartForm& form) {
  Kit& kit = form.kit;
  bool& is_open = form.memory.unfolded["head"];
  if (!icon_button(kit, Icon::settings_2, kit.say(Text::editor_about),
                   {.look = Look::quiet, .state = State::expandable | when(is_open, State::expanded)}))
    return;
  is_open = !is_open;
  kit.wake_in(0);
}

/// What it was, how bad, where, when.
void draw_line(PartForm& form, bool is_narrow) {
  Kit& kit = form.kit;
  const Postmortem& value = form.value;
  // On a phone it takes two lines, and the button stands beside them instead of making one of them higher.
  const float side = kit.control_height(), line = 22;
  const Rect all{kit.place(0, 0).x, kit.pen_y(), kit.available(), side};
  auto words = kit.inset(0, is_narrow ? side + 8 : 0, 0);
  auto row = kit.row(8, is_narrow ? line : side);
  if (value.severity)
    tag(kit, kit.say(Text::editor_severity_short, value.severity->level),
        severity_tone(static_cast<int>(value.severity->level)));
  if (summarise(value).closed) tag(kit, kit.say(Text::library_closed), Tone::good, Icon::check);
  if (value.kind != RecordKind::incident) tag(kit, kit.say(label_of(value.kind)), Tone::calm);
  for (const AffectedSystem& system : value.systems) {
    auto scope = kit.scope(unrepeat::text_of(system.id));
    if (!system.name.empty()) tag(kit, system.name, Tone::neutral);
  }
  std::string began;
  if (const auto at = began_at(value))
    began = date_words(kit.viewport().language, *at, value.time_zone, form.workspace.zones()) + " · ";
  text(kit, began + value.time_zone, {.style = Style::secondary});
  if (!is_narrow) return draw_about_button(form);
  row.close();
  words.close();
  auto beside = kit.column({all.right() - side, all.y - (side - line) / 2, side, side}, 0);
  draw_about_button(form);
}

/// What is only read: where it comes from and who wrote it.
void draw_written(PartForm& form) {
  Kit& kit = form.kit;
  const auto say = [&](const std::string& words) { text(kit, words, {.style = Style::caption}); };
  const Postmortem& value = form.value;
  if (value.template_) say(std::string(form.label_of("template")) + " · " + value.template_->name);
  std::string line = std::string(form.label_of("created_at")) + " " + form.words_of(value.history.created_at) + " · " +
                     std::string(form.label_of("updated_at")) + " " + form.words_of(value.history.updated_at);
  for (const std::string& author : value.history.authors) line += " · " + author;
  say(line);
}

void draw_severity(PartForm& form) {
  Kit& kit = form.kit;
  std::vector<std::string> words;
  for (int level = 1; level <= 5; ++level) words.push_back(kit.say(Text::severity_level, level));
  std::vector<std::string_view> names{kit.say(Text::editor_not_said)};
  names.insert(names.end(), words.begin(), words.end());
  const std::size_t selected = form.value.severity ? static_cast<std::size_t>(form.value.severity->level) : 0;
  auto scope = kit.scope("severity");
  if (const auto next = form.choice("severity", form.label_of("severity"), names, selected))
    form.wants("severity", SetSeverity{*next == 0 ? std::nullopt : std::optional(static_cast<std::int64_t>(*next))});
}

/// By their own names; one that a file came with and is not among them stays as it is written there.
void draw_language(PartForm& form) {
  constexpr std::pair<std::string_view, std::string_view> languages[] = {
      {"en", "English"},  {"es", "Español"},   {"ca", "Català"},   {"de", "Deutsch"}, {"eu", "Euskara"},
      {"fr", "Français"}, {"gl", "Galego"},    {"it", "Italiano"}, {"ja", "日本語"},  {"nl", "Nederlands"},
      {"pl", "Polski"},   {"pt", "Português"}, {"zh", "中文"}};
  std::vector<std::string_view> names;
  std::optional<std::size_t> selected;
  for (const auto& [tag, name] : languages) {
    if (tag == form.value.language) selected = names.size();
    names.push_back(name);
  }
  if (!selected) selected = names.size(), names.push_back(form.value.language);
  auto scope = form.kit.scope("language");
  const auto next = form.choice("language", form.label_of("language"), names, selected);
  if (next && *next < std::size(languages))
    form.wants("language", SetField{"language", std::string(languages[*next].first)});
}

void draw_systems(PartForm& form) {
  Kit& kit = form.kit;
  auto scope = kit.scope("head/systems");
  std::vector<std::string> names;
  for (const AffectedSystem& system : form.value.systems) names.push_back(system.name);
  const ChipsEdit edit =
      chips(kit, form.label_of("systems"), names, kit.say(Text::editor_add_to, form.label_of("systems")));
  if (!edit.added.empty()) form.add("systems", {{"name", edit.added}});
  if (edit.removed) form.wants("systems", RemoveEntry{joined("systems", form.value.systems[*edit.removed].id)});
}

}  // namespace

void draw_head(PartForm& form, bool is_narrow, bool is_brief) {
  Kit& kit = form.kit;
  if (is_brief) {
    const std::string& title = form.value.title;
    heading(kit, 1, title.empty() ? kit.say(Text::editor_untitled) : std::string_view(title), Style::secondary_strong);
    return;
  }
  draw_line(form, is_narrow);
  {
    auto inset = kit.inset(-4, 0);
    auto heading = kit.region(Role::heading, {}, {}, 1);
    form.field("title", {.placeholder = Text::editor_title_prompt,
                         .style = Style::title,
                         .plain = true,
                         .label_hidden = true,
                         .rows = 1,
                         .wraps = true});
  }
  if (!form.memory.unfolded["head"]) return;
  kit.split({1, 1, 1}, 12, 130, [&](std::size_t index) {
    if (index == 0) draw_severity(form);
    if (index == 1) form.field("kind");
    if (index == 2) form.field("form");
  });
  text(kit, kit.say(definition_of(form.value.kind)), {.style = Style::caption});
  draw_systems(form);
  form.field("tags");
  kit.split({1, 1, 1}, 12, 130, [&](std::size_t index) {
    if (index == 0) form.field("time_zone");
    if (index == 1) draw_language(form);
    if (index == 2) form.field("sensitivity");
  });
  draw_written(form);
}

void draw_received(PartForm& form) {
  if (!form.value.origin) return;
  const Origin& origin = *form.value.origin;
  Kit& kit = form.kit;
  auto scope = kit.scope("received");
  std::string words(form.label_of("origin"));
  const std::string day = origin.received_at ? date_words(kit.viewport().language, *origin.received_at,
                                                          form.workspace.time_zone(), form.workspace.zones())
                                             : std::string();
  for (const std::string& part : {day, origin.from})
    if (!part.empty()) words += " · " + part;
  words += ". ";
  words += kit.say(Text::received_why);
  if (!banner(kit, Tone::notice, words, kit.say(Text::received_adopt))) return;
  form.wants("origin", Adopt{});
  form.offers_back(kit.say(Text::shell_adopted, 1));
  kit.wake_in(0);
}

}  // namespace unrepeat::shell
