// Draws every widget once, the way screens use them.
#include "tests/shell/gallery.hpp"

#include <optional>

#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view severities[] = {"SEV 1", "SEV 2", "SEV 3", "SEV 4"};
constexpr std::string_view long_text =
    "Error rate of /pay rises from 0.1 % to 8 %. Nobody was paged, because the alert on pool wait time had been "
    "silenced in "
    "January and nobody owned it; support reported failed payments thirty-one minutes later.";

void draw_form(Kit& kit, Gallery& state) {
  kit.split({1, 1}, 24, 240, [&](std::size_t column) {
    if (column == 0) {
      if (const TextEdit edit = text_field(kit, "Title", state.title, {.required = true}); edit.committed)
        state.title = edit.text;
      if (const TextEdit edit =
              text_field(kit, "What happened", state.note, {.placeholder = "What did people see", .multi_line = true});
          edit.committed)
        state.note = edit.text;
      date_time_field(kit, "Detected", "25:99", "", "There is no such time. Write it as 11:02.");
      if (const ChipsEdit edit = chips(kit, "Systems", state.systems, "Add a system"); edit.removed) {
        state.systems.erase(state.systems.begin() + static_cast<std::ptrdiff_t>(*edit.removed));
      } else if (!edit.added.empty()) {
        state.systems.emplace_back(edit.added);
      }
      return;
    }
    if (const auto chosen = select(kit, "Severity", severities, state.severity)) state.severity = chosen;
    constexpr std::string_view kinds[] = {"Incident", "Near miss", "Drill"};
    if (const auto chosen = radio_group(kit, "Kind", kinds, state.radio)) state.radio = chosen;
    if (checkbox(kit, "Users felt it", state.checked)) state.checked = !state.checked;
    if (toggle(kit, "Show times in UTC", state.on)) state.on = !state.on;
    if (progress(kit, "Reading alerts.json", 1240, 4800)) state.last = "cancelled";
  });
}

void draw_table(Kit& kit, Gallery& state) {
  constexpr TableColumn columns[] = {{.name = "Severity", .width = 96, .sortable = true},
                                     {.name = "Title"},
                                     {.name = "When", .width = 100, .sortable = true, .from = 560},
                                     {.name = "Duration", .width = 90, .from = 700},
                                     {.name = "Promises", .width = 100, .from = 640}};
  Table table(kit, {.name = "Post-mortems",
                    .columns = columns,
                    .row_count = state.row_count,
                    .row_height = 62,
                    .sorted_by = state.sorted_by,
                    .descending = state.descending});
  if (table.sort_pressed) {
    state.descending = *table.sort_pressed == state.sorted_by && !state.descending;
    state.sorted_by = *table.sort_pressed;
  }
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string address = "#/pm/" + number;
    if (table.row(i, i, {.address = address, .selected = i == 0}).pressed) state.last = "row " + number;
    table.cell(22, [&] { tag(kit, severities[i % 4], severity_tone(static_cast<int>(i % 4) + 1)); });
    table.title_cell(42, "Certificate of the partner gateway expired " + number, [&] {
      auto row = kit.row(8, 19);
      text(kit, "payments · edge", {.style = Style::caption});
      if (i % 3 == 0) tag(kit, "2nd time", Tone::neutral, Icon::repeat_2);
    });
    table.cell(19, [&] { text(kit, "2 Mar 2026", {.style = Style::secondary}); });
    table.cell(19, [&] { text(kit, "47 min", {.style = Style::secondary}); });
    table.cell(19, [&] { text(kit, "1 of 3 open", {.style = Style::secondary, .tone = Tone::warning}); });
  }
}

}  // namespace

void draw_gallery(Kit& kit, Gallery& state) {
  const NavigationItem places[] = {
      {.name = "Library", .icon = Icon::list, .address = "#/", .count = "48", .current = true},
      {.name = "Record", .icon = Icon::circle_dot, .address = "#/record"},
      {.name = "Actions", .icon = Icon::square_check, .address = "#/actions", .count = "3 overdue", .tone = Tone::bad},
      {.name = "Learn", .icon = Icon::chart_line, .address = "#/learn"},
      {.name = "Settings", .icon = Icon::settings_2, .address = "#/settings", .at_end = true},
  };
  const Rect content = navigation(kit, "Unrepeat", places, "All changes saved on this device\nBackup: 2 days ago");
  auto main = main_content(kit, "Library", content);
  Rect below;
  {
    auto bar = top_bar(kit, content, below);
    text(kit, "Library", {.style = Style::secondary});
    kit.spacer();
    save_state(kit, SaveState::saved);
    if (kit.viewport().width > 500 && button(kit, "Share", {.icon = Icon::share_2})) state.last = "share";
    constexpr MenuItem items[] = {{.name = "Duplicate", .icon = Icon::copy, .detail = "Ctrl D"},
                                  {.name = "Export", .icon = Icon::download},
                                  {.name = "Delete", .icon = Icon::trash_2, .danger = true, .line_before = true}};
    if (const auto chosen = menu(kit, "More", items, {.icon = Icon::ellipsis}, true)) state.last = items[*chosen].name;
  }
  auto page = scroll_region(kit, "page", below,
                            {.padding = width_of(kit.viewport()) == Width::one_column ? 16.f : 28.f, .gap = 12});
  {
    auto row = kit.row();
    heading(kit, 1, "Library");
    kit.spacer();
    if (button(kit, "Import", {.icon = Icon::upload})) state.last = "import";
    if (button(kit, "New post-mortem", {.look = Look::primary, .icon = Icon::plus})) state.dialog_open = true;
  }
  {
    auto row = kit.row(8);
    const float search = std::max(200.f, kit.available() - 120);
    if (const TextEdit edit =
            search_field(kit, "Search titles, events, causes, actions", state.query, "Ctrl K", search);
        edit.changed)
      state.query = edit.text;
    auto scope = kit.scope("filters");
    if (const auto chosen = select(kit, "Severity", severities, {}, {.label_hidden = true})) state.severity = chosen;
  }
  constexpr Tab views[] = {{"All", "48"}, {"Drafts", "4"}, {"In review", "2"}, {"Overdue", "3", Tone::bad}};
  if (const auto chosen = tabs(kit, "Views", views, state.tab)) state.tab = *chosen;
  banner(kit, Tone::warning, "This window is private: what you write is gone when it closes.", "Save a file");
  {
    auto card = kit.card();
    heading(kit, 4, "4th time since March 2025");
    text(kit, long_text, {.style = Style::secondary});
    auto row = kit.row(12, 0);
    link(kit, "Show them", "#/learn");
    person(kit, "Ana");
    tag(kit, "Detected", Tone::warning);
    tag(kit, "postgres", Tone::neutral);
  }
  heading(kit, 2, "What happened");
  text(kit, long_text);
  text(kit, "11:02:14 -03:00", {.style = Style::mono});
  draw_form(kit, state);
  {
    auto row = kit.row();
    button(kit, "Approve", {.disabled = true, .hint = "Two actions have no check."});
    button(kit, "Delete", {.look = Look::danger, .icon = Icon::trash_2});
    button(kit, "Not here", {.look = Look::quiet});
    button(kit, "Saving", {.busy = true});
    icon_button(kit, Icon::undo_2, "Undo the last change");
  }
  if (pressable(kit, "Alert on pool wait time above 2 s", {.height = 46, .selected = false}, [&] {
        text(kit, "Alert on pool wait time above 2 s", {.style = Style::strong});
        text(kit, "checkout · 8 Mar", {.style = Style::caption});
      }).pressed)
    state.last = "card";
  divider(kit);
  empty_state(kit, Icon::file_text, "No post-mortem yet", "Write down the last incident, or drop a file to begin.",
              [&] {
                if (button(kit, "Write one", {.look = Look::primary})) state.last = "write";
                button(kit, "Open a file");
              });
  draw_table(kit, state);
  page.close();

  if (state.dialog_open && !dialog(kit, "New post-mortem", 480, [&] {
        text(kit, "Give it a name. You can change it at any time.", {.style = Style::secondary});
        if (const TextEdit edit = text_field(kit, "Name", state.note); edit.committed) state.note = edit.text;
        auto row = kit.row();
        kit.spacer();
        if (button(kit, "Cancel")) kit.dismiss_overlay();
        if (button(kit, "Create", {.look = Look::primary})) {
          state.last = "created";
          state.toasts.push_back(state.toasts.size() + 1);
          kit.dismiss_overlay();
        }
      }))
    state.dialog_open = false;
  if (kit.shortcut('k', modifier_control)) state.palette_open = true;
  if (state.palette_open) {
    constexpr PaletteItem items[] = {{"New post-mortem", "Ctrl N", Icon::plus},
                                     {"Go to Actions", "", Icon::square_check},
                                     {"Export this post-mortem", "", Icon::download}};
    const PaletteResult result = palette(kit, "Type a command or a title", state.query, items);
    if (result.query_changed) state.query = result.query;
    if (result.chosen) state.last = items[*result.chosen].name;
    if (result.chosen || result.closed) state.palette_open = false;
  }
  std::vector<Toast> notices;
  for (const uint64_t key : state.toasts)
    notices.push_back({.key = key, .text = "Post-mortem created", .action = "Undo"});
  if (const auto pressed = toasts(kit, notices)) {
    if (pressed->action) state.last = "undone";
    std::erase(state.toasts, pressed->key);
  }
}

}  // namespace unrepeat::shell
