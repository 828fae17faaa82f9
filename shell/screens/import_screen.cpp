// Import: files in, a plan on screen, and only then a library with more in it.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/text/utf8.hpp"
#include "core/time/time_span.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PlanItem;
using protocol::PlanState;

constexpr std::size_t most_problems_shown = 50;
constexpr std::size_t most_without_search = 12;

/// What the screen remembers of one plan between frames.
struct ImportScreen {
  std::uint64_t import = 0;  ///< Which one it is about.
  std::string search;
  std::string searched;
  std::vector<std::size_t> found;  ///< The entries that have the words of `searched`; in their order.
  bool is_found = false;
  std::string unread_from, unread_until;  ///< Why a time that was written is none.
};

ImportScreen& screen_of(App& app) {
  auto& screen = app.remembered<ImportScreen>();
  if (screen.import != app.workspace().imports_begun()) screen = {.import = app.workspace().imports_begun()};
  return screen;
}

struct StateWord {
  Text text;
  Tone tone;
};

StateWord word_of(PlanState state) {
  switch (state) {
    case PlanState::fresh: return {Text::bring_in_state_new, Tone::good};
    case PlanState::same: return {Text::bring_in_state_same, Tone::neutral};
    case PlanState::differs: return {Text::bring_in_state_differs, Tone::warning};
    case PlanState::not_understood: break;
  }
  return {Text::bring_in_state_not_understood, Tone::bad};
}

void draw_invitation(App& app) {
  Kit& kit = app.kit();
  if (!app.workspace().is_usable()) {
    text(kit, kit.say(Text::bring_in_not_usable), {.style = Style::secondary});
    return;
  }
  kit.space(32);
  empty_state(kit, Icon::upload, kit.say(Text::bring_in_what), kit.say(Text::bring_in_how), [&] {
    Workspace& workspace = app.workspace();
    if (button(kit, kit.say(Text::bring_in_choose), {.look = Look::primary, .icon = Icon::file_text}))
      workspace.choose_files();
    if (workspace.has_folders() && button(kit, kit.say(Text::bring_in_choose_folder))) workspace.choose_folder();
    if (workspace.can_paste() && button(kit, kit.say(Text::bring_in_paste))) workspace.paste();
  });
  kit.space(16);
  const float side = std::max(0.f, (kit.available() - 560) / 2);
  auto middle = kit.inset(side, side);
  text(kit, kit.say(Text::bring_in_kinds), {.style = Style::caption, .max_width = 0, .centred = true});
}

void draw_problems(App& app, const ImportUnderWay& import) {
  if (import.problems.empty()) return;
  Kit& kit = app.kit();
  heading(kit, 3, kit.say(Text::bring_in_problem_count, import.problems.size()), Style::strong);
  const protocol::PlacedProblem& first = import.problems.front();
  kit.announce_shown(kit.id("problems"), first.file + ": " + say(kit.viewport().language, first.text), first.error);
  const std::size_t shown = std::min(import.problems.size(), most_problems_shown);
  auto list = kit.region(Role::list, kit.say(Text::bring_in_problems));
  for (std::size_t i = 0; i < shown; ++i) {
    const protocol::PlacedProblem& problem = import.problems[i];
    auto scope = kit.scope(i);
    auto item = kit.list_item(i + 1, import.problems.size());
    auto lines = kit.inset(0, 0, 2);
    const std::string place =
        problem.line > 0 ? kit.say(Text::bring_in_place, problem.file, problem.line, problem.column) : problem.file;
    {
      auto row = kit.row(8, 20);
      icon(kit, problem.error ? Icon::triangle_alert : Icon::info, problem.error ? Tone::bad : Tone::notice);
      text(kit, place, {.style = Style::secondary_strong});
    }
    auto below = kit.inset(24, 0, 2);
    text(kit, say(kit.viewport().language, problem.text), {.style = Style::secondary});
    if (!problem.pointer.empty()) text(kit, problem.pointer, {.style = Style::mono, .max_width = 0});
  }
  if (shown < import.problems.size())
    text(kit, kit.say(Text::bring_in_more_problems, import.problems.size() - shown), {.style = Style::caption});
}

/// The entries that are shown.
const std::vector<std::size_t>& found_in(ImportScreen& screen, const ImportUnderWay& import) {
  if (screen.is_found && screen.searched == screen.search) return screen.found;
  screen.is_found = true;
  screen.searched = screen.search;
  screen.found.clear();
  const std::string words = in_lower_case(screen.search);
  for (std::size_t i = 0; i < import.items.size(); ++i)
    if (words.empty() || in_lower_case(import.items[i].title).contains(words)) screen.found.push_back(i);
  return screen.found;
}

/// One end of the hours: a time in words, or none.
void draw_end_of_hours(App& app, Text label, const std::optional<Instant>& at, std::string& unread,
                       const std::function<void(std::optional<Instant>)>& choose) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  const std::string zone = workspace.time_zone();
  const std::string shown = at ? time_words(workspace.language, *at, zone, workspace.zones()) : "";
  const TextEdit edit = date_time_field(kit, kit.say(label), shown, {}, unread, kit.say(Text::editor_time_example));
  if (!edit.committed || edit.text == shown) return;
  const bool is_blank = edit.text.find_first_not_of(' ') == std::string_view::npos;
  const auto& import = workspace.import();
  const WrittenTimeContext context{.zones = workspace.zones(),
                                   .zone = zone,
                                   .near = at            ? at
                                           : import.from ? import.from
                                                         : import.until,
                                   .now = workspace.now(),
                                   .is_past = true};
  const auto read = is_blank ? Time{} : read_written_time(edit.text, context);
  kit.wake_in(0);
  if (read) {
    unread.clear();
    choose(read->at);
  } else if (edit.left) {
    unread = problem_words(workspace.language, read.error());
  }
}

/// From when to when the first and the last record go.
std::optional<TimeSpan> whole_span(const ImportUnderWay& import) {
  std::optional<TimeSpan> span;
  for (std::size_t i = 0; i < import.items.size(); ++i) {
    const PlanItem& item = import.items[i];
    if (!import.chosen[i] || !item.is_record || !item.first_at) continue;
    if (!span) span = TimeSpan{*item.first_at, *item.last_at};
    span->from = std::min(span->from, *item.first_at);
    span->until = std::max(span->until, *item.last_at);
  }
  return span;
}

/// An export is bigger than an incident.
void draw_hours(App& app, const ImportUnderWay& import, ImportScreen& screen) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  const bool has_hours = import.from || import.until;
  auto group = kit.inset(0, 0, has_hours ? 8 : 0);
  if (checkbox(kit, kit.say(Text::bring_in_hours), has_hours)) {
    const auto span = has_hours ? std::nullopt : whole_span(import);
    workspace.choose_hours(span ? std::optional(span->from) : std::nullopt,
                           span ? std::optional(span->until) : std::nullopt);
    screen.unread_from.clear();
    screen.unread_until.clear();
    kit.wake_in(0);
  }
  auto below = kit.inset(26, 0);
  if (!has_hours) return text(kit, kit.say(Text::bring_in_hours_how), {.style = Style::caption});
  {
    auto fields = kit.inset(0, std::max(0.f, kit.available() - 560));
    kit.split({1, 1}, 12, 220, [&](std::size_t index) {
      if (index == 0)
        draw_end_of_hours(app, Text::bring_in_from, import.from, screen.unread_from,
                          [&](std::optional<Instant> at) { workspace.choose_hours(at, import.until); });
      else
        draw_end_of_hours(app, Text::bring_in_until, import.until, screen.unread_until,
                          [&](std::optional<Instant> at) { workspace.choose_hours(import.from, at); });
    });
  }
  if (import.counted)
    text(kit,
         kit.say(Text::bring_in_counted, import.counted->events, import.counted->events + import.counted->left_out),
         {.style = Style::secondary});
}

void draw_items(App& app, const ImportUnderWay& import, ImportScreen& screen) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  if (import.items.size() > most_without_search) {
    const TextEdit edit =
        search_field(kit, kit.say(Text::bring_in_search), screen.search, {}, std::min(kit.available(), 420.f));
    if (edit.changed) screen.search = edit.text;
  }
  const std::vector<std::size_t>& found = found_in(screen, import);
  if (found.empty()) return text(kit, kit.say(Text::bring_in_none_match), {.style = Style::secondary});
  const std::string take(kit.say(Text::bring_in_column_take)), entry(kit.say(Text::bring_in_column_entry)),
      state(kit.say(Text::bring_in_column_state)), date(kit.say(Text::bring_in_column_date)),
      events(kit.say(Text::bring_in_column_events));
  const bool is_narrow = kit.available() < 480;
  const TableColumn columns[] = {{.name = take, .width = kit.viewport().touch ? metric::control_touch : 32.f},
                                 {.name = entry},
                                 {.name = state, .width = 132, .from = 480},
                                 {.name = date, .width = 110, .from = 620},
                                 {.name = events, .width = 72, .at_right = true, .from = 700}};
  Table table(kit, {.name = kit.say(Text::bring_in_title),
                    .columns = columns,
                    .row_count = found.size(),
                    .row_height = is_narrow ? 104.f : 62.f,
                    .title_lines = is_narrow ? 2 : 1});
  for (std::size_t place = table.rows.first; place < table.rows.last; ++place) {
    const std::size_t i = found[place];
    const PlanItem& item = import.items[i];
    const bool can_be_taken = item.state != PlanState::not_understood;
    const bool is_chosen = import.chosen[i];
    if (table.row(place, i, {.on = is_chosen}).pressed && can_be_taken) workspace.choose_item(i, !is_chosen);
    table.cell(kit.viewport().touch ? metric::control_touch : 28, [&] {
      if (checkbox(kit, kit.say(Text::bring_in_take, item.title), is_chosen,
                   {.disabled = !can_be_taken, .label_hidden = true}))
        workspace.choose_item(i, !is_chosen);
    });
    const std::string& title = item.title.empty() ? item.file : item.title;
    const int reason_lines = is_narrow ? 2 : 1;
    table.title_cell(table.title_height(title) + 19 * static_cast<float>(reason_lines), title, [&] {
      const std::string reason = say(kit.viewport().language, item.reason);
      text(kit, item.is_record && !item.title.empty() ? item.file + " · " + reason : reason,
           {.style = Style::caption, .max_width = 0, .max_lines = reason_lines});
    });
    table.cell(22, [&] {
      const StateWord word = word_of(item.state);
      tag(kit, kit.say(word.text), word.tone);
    });
    table.cell(20, [&] {
      if (item.started_at)
        text(kit, date_words(kit.viewport().language, *item.started_at, workspace.time_zone(), workspace.zones()),
             {.style = Style::secondary});
    });
    table.cell(20, [&] {
      if (item.events > 0)
        text(kit, number_words(kit.viewport().language, item.events),
             {.style = Style::secondary, .max_width = 0, .at_right = true});
    });
  }
}

/// Whose incidents these are; of an incident that a tool recorded nobody asks.
void draw_as_received(App& app, const ImportUnderWay& import) {
  bool has_whole = false;
  for (std::size_t i = 0; i < import.items.size(); ++i) {
    const PlanItem& item = import.items[i];
    has_whole = has_whole || (import.chosen[i] && item.state == PlanState::fresh && item.postmortem &&
                              (item.is_written ? !import.as_one : !item.is_record));
  }
  if (!has_whole) return;
  Kit& kit = app.kit();
  auto group = kit.inset(0, 0, 0);
  if (checkbox(kit, kit.say(Text::bring_in_as_received), import.as_received))
    app.workspace().choose_as_received(!import.as_received);
  auto below = kit.inset(26, 0);
  text(kit, kit.say(Text::bring_in_as_received_how), {.style = Style::caption});
}

void draw_plan(App& app, const ImportUnderWay& import) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  ImportScreen& screen = screen_of(app);
  const auto chosen = static_cast<std::size_t>(std::ranges::count(import.chosen, true));
  heading(kit, 2,
          import.items.empty() ? std::string(kit.say(Text::bring_in_nothing_found))
                               : kit.say(Text::bring_in_found, import.items.size()),
          Style::part);
  if (!import.failure.empty()) banner(kit, Tone::bad, import.failure);
  {
    auto row = kit.row(8, kit.control_height());
    if (!import.items.empty() && button(kit, kit.say(Text::bring_in_accept, chosen),
                                        {.look = Look::primary, .icon = Icon::check, .disabled = chosen == 0}))
      workspace.accept_import();
    if (button(kit, kit.say(Text::bring_in_choose_others))) workspace.choose_files();
    if (button(kit, kit.say(Text::bring_in_put_away), {.look = Look::quiet})) workspace.cancel_import();
    if (import.items.size() > 1) {
      const bool none = chosen > 0;
      if (button(kit, kit.say(none ? Text::bring_in_select_none : Text::bring_in_select_new), {.look = Look::quiet}))
        for (const std::size_t i : found_in(screen, import))
          workspace.choose_item(i, !none && import.items[i].state == PlanState::fresh);
    }
  }
  std::size_t records = 0;
  for (std::size_t i = 0; i < import.items.size(); ++i)
    records += import.chosen[i] && import.items[i].is_record ? 1 : 0;
  if (records > 1) {
    auto group = kit.inset(0, 0, 0);
    if (checkbox(kit, kit.say(Text::bring_in_as_one), import.as_one)) workspace.choose_as_one(!import.as_one);
    auto below = kit.inset(26, 0);
    text(kit, kit.say(Text::bring_in_as_one_how), {.style = Style::caption});
  }
  if (records > 0) draw_hours(app, import, screen);
  bool has_written = false;
  for (std::size_t i = 0; i < import.items.size(); ++i)
    has_written = has_written || (import.chosen[i] && import.items[i].is_written);
  if (has_written && !import.as_one) {
    auto group = kit.inset(0, 0, 0);
    if (checkbox(kit, kit.say(Text::bring_in_as_approved), import.as_approved))
      workspace.choose_as_approved(!import.as_approved);
    auto below = kit.inset(26, 0);
    text(kit, kit.say(Text::bring_in_as_approved_how), {.style = Style::caption});
  }
  draw_as_received(app, import);
  // What is wrong with a file of which nothing is taken comes before what was found; what only needs a look comes
  // after.
  const bool has_errors = std::ranges::any_of(import.problems, &protocol::PlacedProblem::error);
  if (has_errors) draw_problems(app, import);
  if (!import.items.empty()) draw_items(app, import, screen);
  if (!has_errors) draw_problems(app, import);
}

/// Of each post-mortem from elsewhere: that nothing of it is lost, and how much of it has no part of its own.
void draw_rescued(App& app, const ImportUnderWay& import) {
  Kit& kit = app.kit();
  std::vector<const PlanItem*> rescued;
  for (std::size_t i = 0; i < import.items.size(); ++i)
    if (import.chosen[i] && import.items[i].is_written) rescued.push_back(&import.items[i]);
  if (rescued.empty()) return;
  const float side = std::max(0.f, (kit.available() - 640) / 2);
  auto middle = kit.inset(side, side, 6);
  kit.space(16);
  if (import.as_approved) {
    const std::string_view tag = kit.say(Text::bring_in_triage_tag);
    text(kit, kit.say(Text::bring_in_triage_how, tag), {.style = Style::secondary});
    link(kit, kit.say(Text::bring_in_triage), Route("#/").set("q", tag).address());
  }
  const std::size_t shown = std::min(rescued.size(), most_problems_shown);
  auto list = kit.region(Role::list, kit.say(Text::bring_in_done, rescued.size()));
  for (std::size_t i = 0; i < shown; ++i) {
    auto item = kit.list_item(i + 1, rescued.size());
    text(kit, kit.say(Text::bring_in_lost, rescued[i]->file, rescued[i]->sections), {.style = Style::caption});
  }
  if (shown < rescued.size())
    text(kit, kit.say(Text::bring_in_more_problems, rescued.size() - shown), {.style = Style::caption});
}

void draw_result(App& app, const ImportUnderWay& import) {
  Kit& kit = app.kit();
  kit.space(32);
  if (import.imported == 0 && import.templates > 0) {
    empty_state(kit, Icon::check, kit.say(Text::template_imported, import.templates), kit.say(Text::template_explained),
                [&] {
                  if (button(kit, kit.say(Text::template_to_templates), {.look = Look::primary}))
                    app.go_to("#/settings/templates");
                  if (button(kit, kit.say(Text::bring_in_choose_others))) app.workspace().choose_files();
                });
    return;
  }
  empty_state(kit, Icon::check, kit.say(Text::bring_in_done, import.imported), kit.say(Text::bring_in_done_how), [&] {
    const bool is_one = import.items.size() == 1;
    if (import.ids.size() == 1 && button(kit,
                                         is_one ? kit.say(Text::bring_in_open_first, import.items[0].title)
                                                : std::string(kit.say(Text::editor_open_link)),
                                         {.look = Look::primary, .key = "open"})) {
      const bool is_record = std::ranges::any_of(import.items, &PlanItem::is_record);
      app.go_to("#/pm/" + text_of(import.ids[0]) + (is_record ? "/evidence" : "/timeline"));
    }
    if (button(kit, kit.say(Text::bring_in_to_library),
               {.look = import.ids.size() == 1 ? Look::secondary : Look::primary}))
      app.go_to("#/");
    if (button(kit, kit.say(Text::bring_in_choose_others))) app.workspace().choose_files();
  });
  draw_rescued(app, import);
}

}  // namespace

void draw_import_screen(App& app) {
  Kit& kit = app.kit();
  const std::string title(kit.say(Text::bring_in_title));
  page_frame(app, NavigationPlace::import, title, [&](const Rect& content) {
    auto page = scroll_region(kit, "import", content, {.padding = page_padding(kit), .gap = 12});
    heading(kit, 1, title);
    const ImportUnderWay& import = app.workspace().import();
    const auto count = [](std::int64_t number) { return static_cast<std::int32_t>(number); };
    switch (import.state) {
      case ImportUnderWay::State::none: draw_invitation(app); break;
      case ImportUnderWay::State::reading:
        if (progress(kit, kit.say(Text::bring_in_reading), count(import.done), count(import.total)))
          app.workspace().cancel_import();
        break;
      case ImportUnderWay::State::planned: draw_plan(app, import); break;
      case ImportUnderWay::State::writing:
        if (progress(kit, kit.say(Text::bring_in_writing), count(import.done), count(import.total)))
          app.workspace().cancel_import();
        break;
      case ImportUnderWay::State::done: draw_result(app, import); break;
    }
  });
}

}  // namespace unrepeat::shell
