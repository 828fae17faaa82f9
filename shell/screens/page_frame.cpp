// The frame round every screen. It says only what the workspace knows: "saved" stands there when nothing is on its way
// to the disk.
#include "shell/screens/page_frame.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "core/template/built_in.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/template_choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

enum class PaletteCommand : std::uint8_t {
  meeting,
  replay,
  share,
  undo,
  redo,
  remove,
  new_postmortem,
  new_card,
  new_from_template,
  record,
  library,
  actions,
  learn,
  import,
  settings,
  export_library,
  add_examples,
  remove_examples,
  light_theme,
  dark_theme,
  system_theme,
  english,
  spanish,
  keys,
};
/// Up to here a command is about the post-mortem on the screen.
constexpr PaletteCommand last_command_here = PaletteCommand::remove;

struct PaletteLine {
  PaletteCommand command;
  Text name;
  Icon icon;
  std::string_view keys = {};
};

constexpr PaletteLine palette_lines[] = {
    {PaletteCommand::meeting, Text::meeting_open, Icon::user},
    {PaletteCommand::replay, Text::replay_title, Icon::repeat_2},
    {PaletteCommand::share, Text::frame_share, Icon::share_2},
    {PaletteCommand::undo, Text::kit_undo, Icon::undo_2, "Ctrl Z"},
    {PaletteCommand::redo, Text::editor_redo, Icon::redo_2, "Ctrl Shift Z"},
    {PaletteCommand::remove, Text::editor_remove, Icon::trash_2},
    {PaletteCommand::new_postmortem, Text::frame_new_postmortem, Icon::plus},
    {PaletteCommand::new_card, Text::frame_new_card, Icon::plus, "C"},
    {PaletteCommand::new_from_template, Text::frame_new_from_template, Icon::plus},
    {PaletteCommand::record, Text::frame_record, Icon::clock, "R"},
    {PaletteCommand::library, Text::frame_go_to_library, Icon::list},
    {PaletteCommand::actions, Text::frame_go_to_actions, Icon::square_check},
    {PaletteCommand::learn, Text::frame_go_to_learn, Icon::chart_line},
    {PaletteCommand::import, Text::frame_go_to_import, Icon::upload},
    {PaletteCommand::settings, Text::frame_go_to_settings, Icon::settings_2},
    {PaletteCommand::export_library, Text::frame_export_library, Icon::download},
    {PaletteCommand::add_examples, Text::library_add_examples, Icon::file_text},
    {PaletteCommand::remove_examples, Text::frame_remove_examples, Icon::trash_2},
    {PaletteCommand::light_theme, Text::frame_light_theme, Icon::sun},
    {PaletteCommand::dark_theme, Text::frame_dark_theme, Icon::moon},
    {PaletteCommand::system_theme, Text::frame_system_theme, Icon::settings_2},
    {PaletteCommand::english, Text::frame_in_english, Icon::languages},
    {PaletteCommand::spanish, Text::frame_in_spanish, Icon::languages},
    {PaletteCommand::keys, Text::frame_keys, Icon::list, "?"},
};

struct FrameState {
  bool palette_open = false, lost_edits_open = false, keys_open = false, templates_open = false;
  std::string palette_query;
  std::uint64_t imports_begun = 0, arrivals = 0;
  std::uint64_t counted_at = 0;               ///< The arrival at which promises were last counted.
  std::vector<PaletteCommand> used_commands;  ///< On this page, the last one first.
};

Text safety_of(const Workspace& workspace) {
  switch (workspace.library_state()) {
    case LibraryState::in_memory: return Text::frame_foot_in_memory;
    case LibraryState::elsewhere: return Text::frame_foot_elsewhere;
    case LibraryState::failed: return Text::frame_foot_failed;
    case LibraryState::starting:
    case LibraryState::on_disk: break;
  }
  switch (workspace.told(workspace.saving())) {
    case SavingState::saving: return Text::frame_foot_saving;
    case SavingState::not_saved: return Text::frame_foot_not_saved;
    case SavingState::saved: break;
  }
  return Text::frame_foot_saved;
}

/// Whether the library is safe: where it is, and when a file was last made of all of it.
std::string foot_of(const Workspace& workspace) {
  if (workspace.library_state() == LibraryState::starting) return {};
  std::string foot(say(workspace.language, safety_of(workspace)));
  const auto& library = workspace.library();
  const auto backup = workspace.last_backup();
  const bool has_own = library.count(protocol::LibraryView::all) > library.count(protocol::LibraryView::examples);
  if (workspace.library_state() != LibraryState::on_disk || (!backup && !has_own)) return foot;
  foot += '\n';
  foot += backup ? say(workspace.language, Text::frame_foot_backup,
                       date_words(workspace.language, *backup, workspace.time_zone(), workspace.zones()))
                 : std::string(say(workspace.language, Text::frame_foot_no_backup));
  return foot;
}

Rect draw_navigation(App& app, NavigationPlace place) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  const std::string count =
      workspace.library().has_arrived()
          ? number_words(workspace.language, workspace.library().count(protocol::LibraryView::all))
          : std::string();
  // Where somebody writes they are counted once, on arrival: not at every letter.
  std::uint64_t& counted_at = app.remembered<FrameState>().counted_at;
  const bool is_writing = Route(app.route()).part(0) == "pm";
  const bool is_typing = kit.edit(kit.focused()) != nullptr;
  if (workspace.library().has_arrived() && !is_typing && (!is_writing || counted_at != app.arrivals()) &&
      workspace.count_promises())
    counted_at = app.arrivals();
  const std::int64_t overdue = workspace.promise_counts().of(protocol::PromiseView::overdue);
  const std::int64_t to_check = workspace.promise_counts().of(protocol::PromiseView::look_due);
  // What presses most; the screen has the rest.
  const auto pressing = [&]() -> std::string {
    if (overdue > 0) return kit.say(Text::frame_overdue, overdue);
    return to_check > 0 ? kit.say(Text::frame_to_check, to_check) : std::string();
  };
  const std::string late = pressing();
  const bool has_record = width_of(kit.viewport()) == Width::three_columns;
  const NavigationPlace current = place == NavigationPlace::record && !has_record ? NavigationPlace::library : place;
  std::array<NavigationItem, 6> items;
  std::size_t used = 0;
  const auto add = [&](NavigationPlace where, NavigationItem item) {
    if (!App::has_screen(item.address)) return;
    item.current = where == current;
    items[used++] = item;
  };
  add(NavigationPlace::library,
      {.name = kit.say(Text::frame_library), .icon = Icon::list, .address = "#/", .count = count});
  // Where there is less room the library and its key lead there.
  if (has_record)
    add(NavigationPlace::record,
        {.name = kit.say(Text::frame_record_short), .icon = Icon::circle_dot, .address = "#/record"});
  add(NavigationPlace::actions, {.name = kit.say(Text::frame_actions),
                                 .icon = Icon::square_check,
                                 .address = "#/actions",
                                 .count = late,
                                 .tone = overdue > 0    ? Tone::bad
                                         : to_check > 0 ? Tone::warning
                                                        : Tone::neutral});
  add(NavigationPlace::learn, {.name = kit.say(Text::frame_learn), .icon = Icon::chart_line, .address = "#/learn"});
  add(NavigationPlace::import, {.name = kit.say(Text::frame_import), .icon = Icon::upload, .address = "#/import"});
  add(NavigationPlace::settings,
      {.name = kit.say(Text::frame_settings), .icon = Icon::settings_2, .address = "#/settings", .at_end = true});
  return navigation(kit, kit.say(Text::frame_app_name), std::span(items).first(used), foot_of(workspace));
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
      text_field(kit, edit.path, edit.text, {.wording = Wording::prose, .multi_line = true, .read_only = true});
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
                     .action = workspace.can_take_back(notice) ? app.kit().say(Text::kit_undo) : std::string_view{},
                     .assertive = notice.is_urgent});
  auto pressed = toasts(app.kit(), shown);
  // As in any other program it is the last thing that was done; a post-mortem has steps of its own, and what is typed
  // too.
  const auto last = std::ranges::find_if(workspace.notices() | std::views::reverse, [&](const Notice& notice) {
    return workspace.can_take_back(notice) && workspace.is_last_done(notice);
  });
  const bool is_written_in = Route(app.route()).part(0) == "pm" || app.kit().edit(app.kit().focused()) != nullptr;
  if (!pressed && last != workspace.notices().rend() && !is_written_in && app.kit().shortcut('z', modifier_control))
    pressed = ToastPress{.key = last->key, .action = true};
  if (!pressed) return;
  const auto notice = std::ranges::find(workspace.notices(), pressed->key, &Notice::key);
  // What is taken back says so in a notice of its own. A copy: taking back may put it away.
  if (pressed->action && notice != workspace.notices().end()) workspace.take_back(Notice(*notice));
  workspace.put_away(pressed->key);
}

// ---- the command palette --------------------------------------------------------------------------------------------

bool has_examples(const Workspace& workspace) { return workspace.library().count(protocol::LibraryView::examples) > 0; }

/// What a command needs to be offered; `here` is the post-mortem on the screen, null when it is another screen.
bool is_offered(App& app, PaletteCommand command, const OpenPostmortem* here) {
  const Workspace& workspace = app.workspace();
  switch (command) {
    case PaletteCommand::undo: return here != nullptr && here->can_undo();
    case PaletteCommand::redo: return here != nullptr && here->can_redo();
    case PaletteCommand::meeting:
    case PaletteCommand::replay:
    case PaletteCommand::share:
    case PaletteCommand::remove: return here != nullptr;
    case PaletteCommand::import: return App::has_screen("#/import");
    case PaletteCommand::add_examples: return workspace.is_usable() && !has_examples(workspace);
    case PaletteCommand::remove_examples: return has_examples(workspace);
    case PaletteCommand::new_postmortem:
    case PaletteCommand::new_card:
    case PaletteCommand::new_from_template:
    case PaletteCommand::record:
    case PaletteCommand::export_library: return workspace.is_usable();
    default: return true;
  }
}

void run(App& app, PaletteCommand command, OpenPostmortem* here) {
  Workspace& workspace = app.workspace();
  switch (command) {
    case PaletteCommand::meeting: return app.go_to("#/pm/" + text_of(here->value().id) + "/meeting");
    case PaletteCommand::replay: return app.go_to("#/pm/" + text_of(here->value().id) + "/replay");
    case PaletteCommand::share: return app.go_to("#/pm/" + text_of(here->value().id) + "/share");
    case PaletteCommand::undo: return workspace.undo(*here);
    case PaletteCommand::redo: return workspace.redo(*here);
    case PaletteCommand::remove: workspace.remove({here->value().id}); return app.go_to("#/");
    case PaletteCommand::new_postmortem: return begin_postmortem(app);
    case PaletteCommand::new_card: return begin_card(app);
    case PaletteCommand::new_from_template: return begin_with_choice(app);
    case PaletteCommand::record: return app.go_to("#/record");
    case PaletteCommand::library: return app.go_to("#/");
    case PaletteCommand::actions: return app.go_to("#/actions");
    case PaletteCommand::learn: return app.go_to("#/learn");
    case PaletteCommand::import: return app.go_to("#/import");
    case PaletteCommand::settings: return app.go_to("#/settings");
    case PaletteCommand::export_library: return workspace.export_as(protocol::ExportFormat::json, {});
    case PaletteCommand::add_examples: return workspace.add_examples();
    case PaletteCommand::remove_examples: return workspace.remove_examples();
    case PaletteCommand::light_theme: return workspace.set_theme(ThemeChoice::light);
    case PaletteCommand::dark_theme: return workspace.set_theme(ThemeChoice::dark);
    case PaletteCommand::system_theme: return workspace.set_theme(ThemeChoice::system);
    case PaletteCommand::english: return workspace.write_setting("language", "en");
    case PaletteCommand::spanish: return workspace.write_setting("language", "es");
    case PaletteCommand::keys: return show_keys(app);
  }
}

/// Without capitals and without the accents of Western Europe: how a name is looked for.
std::string folded(std::string_view text) {
  constexpr std::string_view letters = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC3 && i + 1 < text.size()) {
      out += letters[static_cast<unsigned char>(text[++i]) & 0x3F];
    } else {
      out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + ('a' - 'A')) : text[i];
    }
  }
  return out;
}

bool has_all_words(std::string_view name, std::string_view wanted) {
  const std::string text = folded(name), words = folded(wanted);
  for (std::string_view rest = words; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (text.find(word) == text.npos) return false;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return true;
}

/// What the palette offers: an address to go to, or a command.
struct Offer {
  std::string address;
  PaletteCommand command = PaletteCommand::library;
};

class PaletteList {
 public:
  PaletteList(App& app, const FrameState& state)
      : app_(app), kit_(app.kit()), workspace_(app.workspace()), state_(state), route_(app.route()) {
    const auto id = route_.part(0) == "pm" ? uuid_from(route_.part(1)) : std::nullopt;
    if (id) here = &workspace_.open(PostmortemId::from(*id));
    if (here != nullptr && here->state() != OpenPostmortem::State::ready) here = nullptr;
    found_dates_.resize(workspace_.found().size());
    const bool is_asked = !state.palette_query.empty();
    add_here();
    if (!is_asked) add_found(Text::frame_palette_recent);
    add_commands();
    if (is_asked) add_found(Text::frame_palette_found);
  }

  std::vector<PaletteItem> items;
  std::vector<Offer> offers;
  OpenPostmortem* here = nullptr;

 private:
  void add(Text section, Icon icon, std::string_view name, std::string_view detail, Offer offer) {
    items.push_back({.name = name, .detail = detail, .icon = icon, .section = kit_.say(section)});
    offers.push_back(std::move(offer));
  }
  void add_command(Text section, const PaletteLine& line) {
    const std::string_view name = kit_.say(line.name);
    if (is_offered(app_, line.command, here) && has_all_words(name, state_.palette_query))
      add(section, line.icon, name, line.keys, {{}, line.command});
  }
  void add_here() {
    if (here == nullptr) return;
    for (const PartPage& page : part_pages())
      if (const auto name = kit_.say(page.title);
          page.route != route_.part(2) && has_all_words(name, state_.palette_query))
        add(Text::frame_palette_here, Icon::file_text, name, {},
            {"#/pm/" + text_of(here->value().id) + "/" + std::string(page.route)});
    for (const PaletteLine& line : palette_lines)
      if (line.command <= last_command_here) add_command(Text::frame_palette_here, line);
  }
  /// What was used last comes first.
  void add_commands() {
    std::vector<const PaletteLine*> lines;
    for (const PaletteLine& line : palette_lines)
      if (line.command > last_command_here) lines.push_back(&line);
    std::ranges::stable_sort(lines, {}, [&](const PaletteLine* line) {
      return std::ranges::find(state_.used_commands, line->command) - state_.used_commands.begin();
    });
    for (const PaletteLine* line : lines) add_command(Text::frame_palette_commands, *line);
  }
  void add_found(Text section) {
    for (std::size_t i = 0; i < found_dates_.size(); ++i) {
      const protocol::PostmortemRow& row = workspace_.found()[i];
      if (here != nullptr && row.id == here->value().id) continue;
      if (row.started_at)
        found_dates_[i] = date_words(workspace_.language, *row.started_at, row.time_zone, workspace_.zones());
      add(section, Icon::file_text, row.title.empty() ? kit_.say(Text::frame_untitled) : std::string_view(row.title),
          found_dates_[i], {"#/pm/" + text_of(row.id)});
    }
  }

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  const FrameState& state_;
  Route route_;
  std::vector<std::string> found_dates_;
};

void draw_palette(App& app, FrameState& state) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  if (kit.shortcut('k', modifier_control) && !state.palette_open) {
    state.palette_open = true;
    state.palette_query.clear();
    workspace.find("");
  }
  if (!state.palette_open) return;
  const PaletteList list(app, state);
  const PaletteResult result = palette(kit, kit.say(Text::frame_palette), state.palette_query, list.items);
  if (result.query_changed) {
    state.palette_query = result.query;
    workspace.find(state.palette_query);
  }
  if (result.chosen) {
    const Offer& offer = list.offers[*result.chosen];
    if (offer.address.empty()) {
      std::erase(state.used_commands, offer.command);
      state.used_commands.insert(state.used_commands.begin(), offer.command);
      run(app, offer.command, list.here);
      kit.wake_in(0);
    } else {
      app.go_to(offer.address);
    }
  }
  if (result.chosen || result.closed) state.palette_open = false;
}

struct KeyLine {
  std::string_view keys;
  Text does;
};
constexpr KeyLine key_lines[] = {
    {"Ctrl K", Text::frame_palette},      {"?", Text::frame_keys},
    {"C", Text::frame_keys_card},         {"R", Text::frame_keys_record},
    {"1 … 9", Text::frame_keys_moments},  {"F", Text::frame_keys_factor},
    {"I", Text::frame_keys_idea},         {"Q", Text::frame_keys_question},
    {"P", Text::frame_keys_later},        {"← → Home End", Text::frame_keys_replay},
    {"Esc", Text::frame_keys_close},      {"Tab", Text::frame_keys_tab},
    {"↑ ↓ ← →", Text::frame_keys_arrows}, {"Home, End", Text::frame_keys_ends},
    {"Ctrl Z", Text::kit_undo},           {"Ctrl Shift Z", Text::editor_redo},
    {"Ctrl Y", Text::editor_redo},        {"Ctrl B", Text::frame_keys_bold},
    {"Ctrl I", Text::frame_keys_italic},  {"Ctrl K", Text::frame_keys_link},
    {"Enter", Text::frame_keys_enter},    {"Alt Enter", Text::frame_keys_rewrite},
};

void draw_template_choice(App& app, FrameState& state) {
  Workspace& workspace = app.workspace();
  const Template* chosen = choose_template(app, state.templates_open, app.kit().say(Text::template_choose), {},
                                           text_of(workspace.default_template().id), workspace.language);
  if (chosen != nullptr) begin_postmortem_from(app, *chosen);
}

/// Every key the app knows.
void draw_keys(App& app, FrameState& state) {
  Kit& kit = app.kit();
  for (const uint32_t modifiers : {0u, uint32_t{modifier_shift}})
    if (letter_pressed(app, '?', modifiers)) state.keys_open = true;
  if (!state.keys_open) return;
  state.keys_open = dialog(kit, kit.say(Text::frame_keys), 880, [&] {
    auto list = kit.region(Role::list, kit.say(Text::frame_keys));
    constexpr std::size_t half = (std::size(key_lines) + 1) / 2;
    constexpr float keys_width = 112;
    // So that all of it is seen at once where there is room.
    kit.split({1, 1}, 24, 300, [&](std::size_t side) {
      for (std::size_t i = side * half; i < std::min((side + 1) * half, std::size(key_lines)); ++i) {
        const KeyLine& line = key_lines[i];
        auto scope = kit.scope(static_cast<uint64_t>(i));
        auto item = kit.region(Role::listitem);
        const float top = kit.pen_y();
        {
          auto keys = kit.column({kit.place(0, 0).x, top, keys_width, 0}, 0);
          text(kit, line.keys, {.style = Style::mono});
        }
        kit.move_pen(top);
        auto words = kit.inset(keys_width, 0, 2);
        text(kit, kit.say(line.does), {.style = Style::secondary});
      }
    });
    list.close();
    text(kit, kit.say(Text::frame_keys_mac), {.style = Style::caption});
    auto row = kit.row();
    kit.spacer();
    if (button(kit, kit.say(Text::kit_close), {.look = Look::primary})) kit.dismiss_overlay();
  });
}

}  // namespace

float page_padding(const Kit& kit) {
  if (kit.viewport().width < 360) return 12;
  return width_of(kit.viewport()) == Width::one_column ? 16 : 28;
}

void begin_postmortem(App& app) { begin_postmortem_from(app, app.workspace().default_template()); }

void begin_postmortem_from(App& app, const Template& from) {
  const PostmortemId id = app.workspace().create(RecordKind::incident, from.form, &from);
  app.go_to("#/pm/" + text_of(id) + (from.form == Form::card ? "/card" : "/context?at=title"));
}

void begin_card(App& app) { begin_postmortem_from(app, built_in_card(app.workspace().language)); }

bool letter_pressed(App& app, char letter, uint32_t modifiers) {
  if (app.kit().has_overlay() || app.workspace().setting("letters") == "off") return false;
  return app.kit().shortcut(static_cast<uint32_t>(letter), modifiers);
}

void show_keys(App& app) { app.remembered<FrameState>().keys_open = true; }

void begin_with_choice(App& app) {
  app.remembered<FrameState>().templates_open = true;
  app.kit().wake_in(0);
}

PageFrame::PageFrame(App& app, NavigationPlace place, std::string_view title)
    : app_(app), content_(draw_navigation(app, place)), main_(main_content(app.kit(), title, content_)) {
  Kit& kit = app.kit();
  FrameState& state = app.remembered<FrameState>();
  if (std::exchange(state.arrivals, app.arrivals()) != app.arrivals())
    state.palette_open = state.lost_edits_open = state.keys_open = state.templates_open = false;
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
  draw_keys(app_, state);
  if (state.templates_open) draw_template_choice(app_, state);
  draw_notices(app_);
}

}  // namespace unrepeat::shell
