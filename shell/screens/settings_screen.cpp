// What a person chooses for this browser. Everything takes effect at once; there is nothing to confirm.
#include <array>
#include <optional>
#include <vector>

#include "core/action/new_issue_link.hpp"
#include "core/library/objectives.hpp"
#include "shell/format.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

struct SettingsScreenState {
  std::optional<std::size_t> invalid_objective;
  std::string unknown_zone;  ///< What was typed as a time zone and is none; empty when nothing was.
};

void begin_section(Kit& kit) {
  kit.space(12);
  divider(kit);
}

void draw_look(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  heading(kit, 2, kit.say(Text::settings_look), Style::part);
  const std::string_view themes[] = {kit.say(Text::settings_theme_system), kit.say(Text::settings_theme_light),
                                     kit.say(Text::settings_theme_dark)};
  if (const auto chosen =
          radio_group(kit, kit.say(Text::settings_theme), themes, static_cast<std::size_t>(workspace.theme())))
    workspace.set_theme(static_cast<ThemeChoice>(*chosen));
  constexpr std::string_view tags[] = {"", "en", "es"};
  const std::string_view languages[] = {kit.say(Text::settings_language_browser),
                                        kit.say(Text::settings_language_english),
                                        kit.say(Text::settings_language_spanish)};
  const auto* current = std::ranges::find(tags, workspace.setting("language"));
  const std::size_t selected = current == std::end(tags) ? 0 : static_cast<std::size_t>(current - tags);
  if (const auto chosen = radio_group(kit, kit.say(Text::settings_language), languages, selected))
    workspace.write_setting("language", tags[*chosen]);
}

void draw_you(App& app, SettingsScreenState& state) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  heading(kit, 2, kit.say(Text::settings_you), Style::part);
  if (const TextEdit name = text_field(kit, kit.say(Text::settings_name), workspace.setting("name"),
                                       {.hint = kit.say(Text::settings_name_hint)});
      name.committed && name.text != workspace.setting("name"))
    workspace.write_setting("name", name.text);
  const std::string error =
      state.unknown_zone.empty() ? std::string() : kit.say(Text::settings_zone_unknown, state.unknown_zone);
  const std::string hint = kit.say(Text::settings_zone_hint, workspace.zones().local_zone());
  const TextEdit zone = text_field(kit, kit.say(Text::settings_zone), workspace.setting("time_zone"),
                                   {.error = error, .hint = hint, .wording = Wording::exact});
  if (!zone.committed) return;
  const bool is_known = zone.text.empty() || workspace.zones().known(zone.text);
  state.unknown_zone = is_known ? std::string_view{} : zone.text;
  if (is_known && zone.text != workspace.setting("time_zone")) workspace.write_setting("time_zone", zone.text);
}

std::string storage_in_words(const Workspace& workspace) {
  const Language language = workspace.language;
  switch (workspace.library_state()) {
    case LibraryState::on_disk:
      return say(language, Text::settings_on_disk, workspace.library().count(protocol::LibraryView::all));
    case LibraryState::in_memory: return std::string(say(language, Text::settings_in_memory));
    case LibraryState::elsewhere: return std::string(say(language, Text::settings_elsewhere));
    case LibraryState::failed: return std::string(say(language, Text::settings_failed));
    case LibraryState::starting: break;
  }
  return std::string(say(language, Text::settings_starting));
}

/// The library for other programs.
void draw_taking(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  if (const auto taking = workspace.taking()) {
    if (progress(kit, kit.say(Text::settings_taking), static_cast<std::int32_t>(taking->done),
                 static_cast<std::int32_t>(taking->total)))
      workspace.cancel_taking();
    return;
  }
  if (!workspace.is_usable()) return;
  std::vector<std::string> names{std::string(kit.say(Text::settings_take_sqlite))};
  for (const std::string_view view : spellings(TakenView{})) names.push_back(kit.say(Text::settings_take_csv, view));
  std::vector<MenuItem> items;
  for (const std::string& name : names) items.push_back({.name = name, .line_before = items.size() == 1});
  {
    auto row = kit.row(8);
    if (const auto chosen = menu(kit, kit.say(Text::settings_take), items, {.icon = Icon::database}))
      workspace.take_library(*chosen == 0 ? std::nullopt : std::optional(static_cast<TakenView>(*chosen - 1)));
  }
  text(kit, kit.say(Text::settings_take_hint), {.style = Style::caption});
}

void draw_library(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  heading(kit, 2, kit.say(Text::settings_library), Style::part);
  text(kit, storage_in_words(workspace), {.style = Style::secondary});
  if (workspace.library_state() == LibraryState::on_disk) {
    const auto backup = workspace.last_backup();
    text(kit,
         backup ? kit.say(Text::settings_last_backup,
                          time_words(workspace.language, *backup, workspace.time_zone(), workspace.zones()))
                : std::string(kit.say(Text::settings_no_backup)),
         {.style = Style::secondary});
  }
  kit.space(4);
  {
    auto row = kit.row(8);
    if (button(kit, kit.say(Text::settings_export),
               {.icon = Icon::download, .disabled = !workspace.is_usable(), .busy = workspace.is_exporting()}))
      workspace.export_as(protocol::ExportFormat::json, {});
    const std::int64_t examples = workspace.library().count(protocol::LibraryView::examples);
    if (examples > 0 && button(kit, kit.say(Text::settings_remove_examples, examples))) workspace.remove_examples();
  }
  text(kit, kit.say(Text::settings_export_hint), {.style = Style::caption});
  kit.space(8);
  draw_taking(app);
}

/// How soon what is of priority is to be done, and where issues are kept.
void draw_promises(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  auto& state = app.remembered<SettingsScreenState>();
  heading(kit, 2, kit.say(Text::settings_promises), Style::part);
  {
    auto group = kit.region(Role::group, kit.say(Text::settings_objective));
    text(kit, kit.say(Text::settings_objective), {.style = Style::secondary_strong});
    auto row = kit.row(8);
    const std::vector<std::int64_t> all = workspace.objective_days();
    for (std::size_t level = 0; level < all.size(); ++level) {
      auto scope = kit.scope(static_cast<std::uint64_t>(level));
      const std::string shown = all[level] == 0 ? std::string() : std::to_string(all[level]);
      const bool is_invalid = state.invalid_objective == level;
      const TextEdit edit = text_field(
          kit, kit.say(Text::library_severity, level + 1), shown,
          {.error = is_invalid ? kit.say(Text::settings_objective_invalid, longest_objective) : std::string(),
           .error_hidden = true,
           .wording = Wording::exact,
           .width = 76});
      if (!edit.left || edit.text == shown) continue;
      if (const auto days = read_objective(edit.text)) {
        if (is_invalid) state.invalid_objective.reset();
        workspace.set_objective(level, *days);
      } else {
        state.invalid_objective = level;
      }
      kit.wake_in(0);
    }
  }
  if (state.invalid_objective)
    text(kit, kit.say(Text::settings_objective_invalid, longest_objective),
         {.style = Style::secondary, .tone = Tone::bad});
  else
    text(kit, kit.say(Text::settings_objective_hint), {.style = Style::caption});
  const std::string& tracker = workspace.setting("tracker");
  std::string refused;
  if (!tracker.empty())
    if (const auto address = new_issue_link(tracker, {.title = "–", .body = "–"}); !address)
      refused = say(workspace.language, address.error());
  const TextEdit edit = text_field(
      kit, kit.say(Text::settings_tracker), tracker,
      {.error = refused, .hint = kit.say(Text::settings_tracker_hint, "{title}", "{body}"), .wording = Wording::exact});
  if (edit.left && edit.text != tracker) workspace.write_setting("tracker", edit.text);
}

void draw_keyboard(App& app) {
  Kit& kit = app.kit();
  if (button(kit, kit.say(Text::frame_keys))) show_keys(app);
  const bool has_letters = app.workspace().setting("letters") != "off";
  if (toggle(kit, kit.say(Text::settings_single_keys), has_letters))
    app.workspace().write_setting("letters", has_letters ? "off" : "");
  text(kit, kit.say(Text::settings_single_keys_hint), {.style = Style::caption});
}

void draw_templates(App& app) {
  Kit& kit = app.kit();
  heading(kit, 2, kit.say(Text::template_title), Style::part);
  text(kit, kit.say(Text::template_settings, app.workspace().default_template().name), {.style = Style::secondary});
  link(kit, kit.say(Text::template_edit_all), "#/settings/templates", Style::body);
}

}  // namespace

void draw_settings_screen(App& app) {
  Kit& kit = app.kit();
  page_frame(app, NavigationPlace::settings, kit.say(Text::settings_title), [&](const Rect& content) {
    auto page = scroll_region(kit, "settings", content, {.padding = page_padding(kit), .gap = 12});
    auto column = kit.inset(0, std::max(0.f, kit.available() - 560), 12);
    heading(kit, 1, kit.say(Text::settings_title));
    draw_look(app);
    begin_section(kit);
    draw_you(app, app.remembered<SettingsScreenState>());
    begin_section(kit);
    draw_templates(app);
    begin_section(kit);
    draw_promises(app);
    begin_section(kit);
    draw_library(app);
    begin_section(kit);
    heading(kit, 2, kit.say(Text::settings_about), Style::part);
    text(kit, kit.say(Text::settings_version, UNREPEAT_VERSION), {.style = Style::secondary});
    text(kit, kit.say(Text::settings_privacy), {.style = Style::secondary});
    kit.space(4);
    draw_keyboard(app);
    kit.space(24);
  });
}

}  // namespace unrepeat::shell
