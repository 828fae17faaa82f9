// The frame round every screen. It says only what the workspace knows: "saved" stands there when nothing is on its way
// to the disk.
#include "shell/screens/page_frame.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "shell/format.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

struct FrameState {
  bool palette_open = false, lost_edits_open = false;
  std::string palette_query;
  std::uint64_t imports_begun = 0;
};

Text foot_of(const Workspace& workspace) {
  switch (workspace.library_state()) {
    case LibraryState::starting: return Text::frame_app_name;  // Not shown.
    case LibraryState::in_memory: return Text::frame_foot_in_memory;
    case LibraryState::elsewhere: return Text::frame_foot_elsewhere;
    case LibraryState::failed: return Text::frame_foot_failed;
    case LibraryState::on_disk: break;
  }
  switch (workspace.saving()) {
    case SavingState::saving: return Text::frame_foot_saving;
    case SavingState::not_saved: return Text::frame_foot_not_saved;
    case SavingState::saved: break;
  }
  return Text::frame_foot_saved;
}

Rect draw_navigation(App& app, NavigationPlace place) {
  Kit& kit = app.kit();
  const Workspace& workspace = app.workspace();
  const std::string count =
      workspace.library().has_arrived()
          ? number_words(workspace.language, workspace.library().count(protocol::LibraryView::all))
          : std::string();
  std::array<NavigationItem, 3> items;
  std::size_t used = 0;
  const auto add = [&](NavigationPlace where, NavigationItem item) {
    if (!App::has_screen(item.address)) return;
    item.current = where == place;
    items[used++] = item;
  };
  add(NavigationPlace::library,
      {.name = kit.say(Text::frame_library), .icon = Icon::list, .address = "#/", .count = count});
  add(NavigationPlace::import, {.name = kit.say(Text::frame_import), .icon = Icon::upload, .address = "#/import"});
  add(NavigationPlace::settings,
      {.name = kit.say(Text::frame_settings), .icon = Icon::settings_2, .address = "#/settings", .at_end = true});
  const bool is_starting = workspace.library_state() == LibraryState::starting;
  return navigation(kit, kit.say(Text::frame_app_name), std::span(items).first(used),
                    is_starting ? std::string_view{} : kit.say(foot_of(workspace)));
}

/// A sentence with the browser's or the engine's own words in it, where there are any.
std::string with_trouble(const Workspace& workspace, Text explained, Text unexplained) {
  return workspace.trouble().empty() ? std::string(say(workspace.language, unexplained))
                                     : say(workspace.language, explained, workspace.trouble());
}

/// What is wrong with the library as a whole, above everything else on the page.
void draw_banners(App& app, FrameState& state) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  switch (workspace.library_state()) {
    case LibraryState::in_memory:
      if (banner(kit, Tone::warning, with_trouble(workspace, Text::frame_in_memory, Text::frame_in_memory_unexplained),
                 kit.say(Text::frame_save_a_file)))
        workspace.export_as(protocol::ExportFormat::json, {});
      break;
    case LibraryState::elsewhere:
      if (banner(kit, Tone::calm, kit.say(Text::frame_elsewhere), kit.say(Text::frame_use_it_here)))
        workspace.use_here();
      break;
    case LibraryState::failed:
      if (banner(kit, Tone::bad, with_trouble(workspace, Text::frame_failed, Text::frame_failed_unexplained),
                 kit.say(Text::kit_try_again)))
        workspace.restart();
      break;
    case LibraryState::starting:
    case LibraryState::on_disk: break;
  }
  const bool is_stuck = workspace.library_state() == LibraryState::failed && workspace.saving() != SavingState::saved;
  if ((is_stuck || workspace.saving() == SavingState::not_saved) &&
      banner(kit, Tone::bad, kit.say(Text::frame_only_here, is_stuck ? workspace.trouble() : workspace.why_not_saved()),
             kit.say(Text::frame_save_a_file)))
    workspace.offer_unsaved();
  const std::size_t lost = workspace.lost_edits().size();
  if (lost > 0 &&
      banner(kit, Tone::warning, kit.say(Text::frame_lost_edits, lost), kit.say(Text::frame_show_lost_edits)))
    state.lost_edits_open = true;
}

void draw_lost_edits(App& app, FrameState& state) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  if (!state.lost_edits_open || workspace.lost_edits().empty()) return;
  bool is_put_away = false;
  const bool is_open = dialog(kit, kit.say(Text::frame_lost_edits_title), 560, [&] {
    text(kit, kit.say(Text::frame_lost_edits_explained), {.style = Style::secondary});
    std::uint64_t key = 0;
    for (const LostEdit& edit : workspace.lost_edits()) {
      auto scope = kit.scope(++key);
      text_field(kit, edit.path, edit.text, {.multi_line = true, .read_only = true});
    }
    auto row = kit.row();
    kit.spacer();
    if (button(kit, kit.say(Text::frame_put_away))) is_put_away = true;
    if (button(kit, kit.say(Text::frame_keep_for_now), {.look = Look::primary})) kit.dismiss_overlay();
  });
  // Escape and Close only hide the text: what a person typed goes when they say so.
  if (!is_open) state.lost_edits_open = false;
  if (is_put_away) {
    state.lost_edits_open = false;
    workspace.put_away_lost_edits();
  }
}

void draw_notices(App& app) {
  Workspace& workspace = app.workspace();
  std::vector<Toast> shown;
  for (const Notice& notice : workspace.notices())
    shown.push_back({.key = notice.key,
                     .text = notice.text,
                     .action = notice.undoes ? app.kit().say(Text::kit_undo) : std::string_view{},
                     .assertive = notice.is_urgent});
  const auto pressed = toasts(app.kit(), shown);
  if (!pressed) return;
  const auto notice = std::ranges::find(workspace.notices(), pressed->key, &Notice::key);
  if (pressed->action && notice != workspace.notices().end() && notice->undoes)
    workspace.undo_operation(*notice->undoes);
  workspace.put_away(pressed->key);
}

// ---- the command palette --------------------------------------------------------------------------------------------

enum class PaletteCommand : std::uint8_t {
  new_postmortem,
  new_card,
  library,
  import,
  settings,
  export_library,
  light_theme,
  dark_theme,
};

struct PaletteLine {
  PaletteCommand command;
  Text name;
  Icon icon;
  std::string_view route = {};  ///< Offered only when there is such a screen.
};

constexpr PaletteLine palette_lines[] = {
    {PaletteCommand::new_postmortem, Text::frame_new_postmortem, Icon::plus},
    {PaletteCommand::new_card, Text::frame_new_card, Icon::plus},
    {PaletteCommand::library, Text::frame_go_to_library, Icon::list, "#/"},
    {PaletteCommand::import, Text::frame_go_to_import, Icon::upload, "#/import"},
    {PaletteCommand::settings, Text::frame_go_to_settings, Icon::settings_2, "#/settings"},
    {PaletteCommand::export_library, Text::frame_export_library, Icon::download},
    {PaletteCommand::light_theme, Text::frame_light_theme, Icon::sun},
    {PaletteCommand::dark_theme, Text::frame_dark_theme, Icon::moon},
};

void run(App& app, const PaletteLine& line) {
  Workspace& workspace = app.workspace();
  switch (line.command) {
    case PaletteCommand::new_postmortem: return begin_postmortem(app, Form::full);
    case PaletteCommand::new_card: return begin_postmortem(app, Form::card);
    case PaletteCommand::library:
    case PaletteCommand::import:
    case PaletteCommand::settings: return app.go_to(line.route);
    case PaletteCommand::export_library: return workspace.export_as(protocol::ExportFormat::json, {});
    case PaletteCommand::light_theme: return workspace.set_theme(ThemeChoice::light);
    case PaletteCommand::dark_theme: return workspace.set_theme(ThemeChoice::dark);
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool contains_word(std::string_view text, std::string_view wanted) {
  return !std::ranges::search(text, wanted, {}, lower, lower).empty() || wanted.empty();
}

void draw_palette(App& app, FrameState& state) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  if (kit.shortcut('k', modifier_control) && !state.palette_open) {
    state.palette_open = true;
    state.palette_query.clear();
    workspace.find("");
  }
  if (!state.palette_open) return;
  std::vector<PaletteItem> items;
  std::vector<const PaletteLine*> lines;
  for (const PaletteLine& line : palette_lines) {
    if (!line.route.empty() && !App::has_screen(line.route)) continue;
    const std::string_view name = kit.say(line.name);
    if (!contains_word(name, state.palette_query)) continue;
    items.push_back({.name = name, .icon = line.icon});
    lines.push_back(&line);
  }
  std::vector<std::string> dates(workspace.found().size());
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const protocol::PostmortemRow& row = workspace.found()[i];
    if (row.started_at) dates[i] = date_words(workspace.language, *row.started_at, row.time_zone, workspace.zones());
    items.push_back({.name = row.title.empty() ? kit.say(Text::frame_untitled) : std::string_view(row.title),
                     .detail = dates[i],
                     .icon = Icon::file_text});
  }
  const PaletteResult result = palette(kit, kit.say(Text::frame_palette), state.palette_query, items);
  if (result.query_changed) {
    state.palette_query = result.query;
    workspace.find(state.palette_query);
  }
  if (result.chosen) {
    if (*result.chosen < lines.size())
      run(app, *lines[*result.chosen]);
    else
      app.go_to("#/pm/" + text_of(workspace.found()[*result.chosen - lines.size()].id));
  }
  if (result.chosen || result.closed) state.palette_open = false;
}

}  // namespace

float page_padding(const Kit& kit) {
  if (kit.viewport().width < 360) return 12;
  return width_of(kit.viewport()) == Width::one_column ? 16 : 28;
}

void begin_postmortem(App& app, Form form) {
  const PostmortemId id = app.workspace().create(RecordKind::incident, form);
  app.go_to("#/pm/" + text_of(id) + "/context");
}

PageFrame::PageFrame(App& app, NavigationPlace place, std::string_view title)
    : app_(app), content_(draw_navigation(app, place)), main_(main_content(app.kit(), title, content_)) {
  Kit& kit = app.kit();
  FrameState& state = app.remembered<FrameState>();
  // Files can be dropped on any screen; what becomes of them is shown on theirs.
  const bool import_began =
      std::exchange(state.imports_begun, app.workspace().imports_begun()) != app.workspace().imports_begun();
  if (import_began && place != NavigationPlace::import && App::has_screen("#/import")) app.go_to("#/import");

  const float padding = page_padding(kit);
  auto banners = kit.column({content_.x + padding, content_.y + 12, content_.width - 2 * padding, 0}, 8);
  const float top = kit.pen_y();
  draw_banners(app, state);
  if (kit.pen_y() > top) {
    const float height = kit.content_bottom() + 4 - content_.y;
    content_.y += height;
    content_.height = std::max(0.f, content_.height - height);
  }
}

PageFrame::~PageFrame() {
  main_.close();
  FrameState& state = app_.remembered<FrameState>();
  draw_lost_edits(app_, state);
  draw_palette(app_, state);
  draw_notices(app_);
}

}  // namespace unrepeat::shell
