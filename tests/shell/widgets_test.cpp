// Every widget, by role and name: what it says of itself and what it does when it is used.
#include <doctest/doctest.h>

#include <cmath>
#include <optional>

#include "shell/widgets/button.hpp"
#include "shell/widgets/chart.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"
#include "tests/shell/gallery.hpp"
#include "tests/shell/harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

struct GalleryHarness {
  Gallery state;
  Harness ui{[this](Kit& kit) { draw_gallery(kit, state); }};
};

}  // namespace

TEST_CASE("every widget draws in both themes, three widths, touch and Spanish, and nothing lies outside the window") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  for (const Scheme scheme : {Scheme::light, Scheme::dark})
    for (const float width : {320.f, 900.f, 1280.f})
      for (const bool touch : {false, true}) {
        ui.viewport.scheme = scheme;
        ui.viewport.width = width;
        ui.viewport.touch = touch;
        ui.viewport.language = touch ? Language::spanish : Language::english;
        ui.frame();
        for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
          const Semantics::Node node = ui.kit.tree().node(i);
          CAPTURE(width);
          CAPTURE(std::string(node.name));
          CHECK(node.rect.x >= -0.5f);
          CHECK(node.rect.right() <= width + 0.5f);
        }
      }
}

TEST_CASE("everything that is pressed has a name") {
  GalleryHarness gallery;
  for (std::size_t i = 0; i < gallery.ui.kit.tree().size(); ++i) {
    const Semantics::Node node = gallery.ui.kit.tree().node(i);
    if (has(node.state, State::tab_stop) || has(node.state, State::focusable)) CHECK_FALSE(node.name.empty());
  }
}

TEST_CASE("ten thousand rows cost only those in view and their neighbours") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  const auto rows = [&] { return ui.count("row"); };
  CHECK(ui.find("table", "Post-mortems").limit == 10001);
  ui.scroll("page", 200000);
  CHECK(rows() > 5);
  CHECK(rows() < 24);
  gallery.state.row_count = 3;
  ui.frame();
  ui.frame();
  CHECK(rows() == 4);
  CHECK(ui.count("link", "Certificate of the partner gateway expired 1") == 1);
}

TEST_CASE("a row is pressed anywhere by pointer, and its title is a link with its address") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  gallery.state.row_count = 3;
  ui.frame();
  ui.scroll("page", 1e6f);
  ui.press("link", "Certificate of the partner gateway expired 2");
  CHECK(ui.followed == "#/pm/2");
  const Semantics::Node title = ui.find("link", "Certificate of the partner gateway expired 2");
  ui.click_at(title.rect.right() + 20, title.rect.y + 30);
  CHECK(gallery.state.last == "row 2");
}

TEST_CASE("a table is one stop for Tab, and the arrow keys walk along its rows") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  gallery.state.row_count = 3;
  ui.frame();
  ui.scroll("page", 1e6f);
  std::size_t stops = 0;
  for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
    const Semantics::Node node = ui.kit.tree().node(i);
    stops += has(node.state, State::tab_stop) && node.name.starts_with("Certificate");
  }
  CHECK(stops == 1);
  ui.focus("link", "Certificate of the partner gateway expired 1");
  CHECK(ui.key(key_down));
  CHECK(ui.focused() == "link \"Certificate of the partner gateway expired 2\"");
  ui.key(key_end);
  CHECK(ui.focused() == "link \"Certificate of the partner gateway expired 3\"");
  ui.key(key_down);
  CHECK(ui.focused() == "link \"Certificate of the partner gateway expired 3\"");
}

TEST_CASE("Home, End and the page keys reach rows that were not drawn, and view and focus go there together") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  gallery.state.row_count = 500;
  ui.frame();
  ui.scroll("page", 1500);
  const auto row = [](int number) {
    return "link \"Certificate of the partner gateway expired " + std::to_string(number) + '"';
  };
  const auto is_in_sight = [&] {
    const Semantics::Node page = ui.find("scroller", "page");
    const Rect at = ui.kit.tree().node(ui.kit.tree().index_of(ui.kit.focused())).rect;
    return at.y >= page.rect.y && at.bottom() <= page.rect.bottom();
  };
  ui.focus("link", "Certificate of the partner gateway expired 1");
  for (const uint32_t modifiers : {0u, uint32_t{modifier_control}}) {
    CAPTURE(modifiers);
    CHECK(ui.key(key_end, modifiers));
    CHECK(ui.focused() == row(500));
    CHECK(is_in_sight());
    CHECK(ui.key(key_home, modifiers));
    CHECK(ui.focused() == row(1));
    CHECK(is_in_sight());
  }
  CHECK(ui.key(key_page_down));
  const std::string below = ui.focused();
  CHECK(below != row(1));
  CHECK(is_in_sight());
  CHECK(ui.key(key_page_down));
  CHECK(ui.focused() != below);
  CHECK(is_in_sight());
  CHECK(ui.key(key_page_up));
  CHECK(ui.focused() == below);
  CHECK(ui.key(key_page_up));
  CHECK(ui.focused() == row(1));
}

TEST_CASE("who scrolls the focused row out of sight goes on from the nearest one that is drawn") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  gallery.state.row_count = 500;
  ui.frame();
  ui.scroll("page", 1500);
  ui.focus("link", "Certificate of the partner gateway expired 2");
  ui.scroll("page", 12'000);
  CHECK(ui.focused().starts_with("link \"Certificate of the partner gateway expired "));
  CHECK(ui.focused() != "link \"Certificate of the partner gateway expired 2\"");
  const std::string first = ui.focused();
  CHECK(ui.key(key_down));
  CHECK(ui.focused() != first);
}

TEST_CASE("a held arrow key goes on although no frame has been drawn yet") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.scroll("page", 1500);
  ui.focus("link", "Certificate of the partner gateway expired 1");
  ui.kit.report_key(key_down, 0);
  ui.kit.report_key(key_down, 0);
  ui.frame();
  CHECK(ui.focused() == "link \"Certificate of the partner gateway expired 3\"");
}

TEST_CASE("a chart is one stop for Tab, and the arrow keys walk along its parts and not into the next chart") {
  const auto part = [](const char* name) { return ChartBar{.name = name, .value = "1", .share = 1, .said = name}; };
  const std::vector<ChartBar> categories{part("Change"), part("Capacity"), part("Alerting")}, months{part("May")};
  Harness ui([&](Kit& kit) {
    bar_chart(kit, "Factors", categories);
    column_chart(kit, "Months", months);
  });
  const auto stop = [&] {
    std::string names;
    for (std::size_t i = 0; i < ui.kit.tree().size(); ++i)
      if (const Semantics::Node node = ui.kit.tree().node(i); has(node.state, State::tab_stop))
        names.append(node.name).append(" ");
    return names;
  };
  CHECK(stop() == "Change May ");
  ui.focus("button", "Change");
  ui.key(key_down);
  ui.key(key_right);
  CHECK(ui.focused() == "button \"Alerting\"");
  ui.key(key_down);
  CHECK(ui.focused() == "button \"Alerting\"");
  CHECK(stop() == "Alerting May ");
  ui.key(key_up);
  CHECK(ui.focused() == "button \"Capacity\"");
  ui.key(key_home);
  CHECK(ui.focused() == "button \"Change\"");
}

TEST_CASE("a chart of rows in pieces is one stop for Tab too, and the arrow keys go on into the next row") {
  const auto row = [](const std::string& name) {
    return ChartShareRow{.name = name,
                         .value = "2",
                         .said = name + ": 2",
                         .shares = {{.value = "1 kept", .share = 0.5f, .said = name + ": 1 kept"},
                                    {.value = "1 open", .share = 0.5f, .said = name + ": 1 open"}}};
  };
  const std::vector<ChartShareRow> rows{row("Prevent"), row("Detect")};
  std::optional<ChartSharePress> pressed;
  Harness ui([&](Kit& kit) {
    if (const auto press = share_rows(kit, "By effect", rows)) pressed = press;
  });
  CHECK(ui.count("group", "Detect: 2") == 1);
  ui.focus("button", "Prevent: 1 kept");
  ui.key(key_right);
  ui.key(key_down);
  CHECK(ui.focused() == "button \"Detect: 1 kept\"");
  ui.press("button", "Detect: 1 kept");
  REQUIRE(pressed);
  CHECK(pressed->row == 1);
  CHECK(pressed->share == 0);
}

TEST_CASE("rows in pieces stand beside their names where these have room, and below them elsewhere") {
  float width = 380;
  std::string name = "Prevent";
  Harness ui([&](Kit& kit) {
    auto column = kit.column({0, 0, width, 0});
    const ChartShareRow row{
        .name = name, .value = "2", .said = "All of it", .shares = {{.value = "2", .share = 1, .said = "Two"}}};
    share_rows(kit, "By effect", std::span(&row, 1));
  });
  const auto begins_at = [&] {
    ui.frame();
    return ui.find("group", "All of it").rect.x;
  };
  CHECK(begins_at() > 100);
  width = 379;
  CHECK(begins_at() == 0);
  width = 400;
  name = "Relies on people who remember it";
  CHECK(begins_at() == 0);
  width = 420;
  CHECK(begins_at() > 100);
}

TEST_CASE("a small piece of a bar is wide enough to be seen, and the bar is no longer for it") {
  const std::vector<ChartShare> shares{{.value = "998", .share = 0.998f, .said = "998 kept"},
                                       {.value = "0", .share = 0, .said = "none open"},
                                       {.value = "1", .share = 0.001f, .said = "1 overdue"},
                                       {.value = "1", .share = 0.001f, .said = "1 dropped"}};
  Harness ui([&](Kit& kit) {
    auto column = kit.column({0, 0, 500, 0});
    share_bar(kit, "Promises", shares);
  });
  ui.frame();
  CHECK(ui.find("button", "1 overdue").rect.width >= 3);
  CHECK(ui.find("button", "1 dropped").rect.width >= 3);
  CHECK(std::abs(ui.find("button", "1 dropped").rect.right() - 500) < 1);
  CHECK(ui.count("button", "none open") == 0);
}

TEST_CASE("a table whose header is not shown still says what its columns are") {
  constexpr TableColumn columns[] = {{.name = "Title", .sortable = true}, {.name = "Date", .width = 100}};
  Harness ui([&](Kit& kit) {
    Table table(kit, {.name = "Post-mortems", .columns = columns, .row_count = 1, .header_hidden = true});
    table.row(0, 0);
    table.title_cell(20, "Checkout timed out", [] {});
  });
  CHECK(ui.count("columnheader", "Title") == 1);
  CHECK(ui.count("columnheader", "Date") == 1);
  CHECK(ui.count("button", "Title") == 0);
}

TEST_CASE("a table that is out of sight still has a row that Tab finds") {
  GalleryHarness gallery;
  CHECK(gallery.ui.count("link", "Certificate of the partner gateway expired 1") == 1);
}

TEST_CASE("pressing a column's header sorts by it and turns the order round") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.press("button", "When");
  CHECK(gallery.state.sorted_by == 2);
  CHECK_FALSE(gallery.state.descending);
  ui.press("button", "When");
  CHECK(gallery.state.descending);
}

TEST_CASE("a select opens a list at its choice, chooses, closes and gives the focus back") {
  std::optional<std::size_t> severity = 1;
  constexpr std::string_view choices[] = {"SEV 1", "SEV 2", "SEV 3"};
  Harness ui([&](Kit& kit) {
    if (const auto chosen = select(kit, "Severity", choices, severity)) severity = chosen;
  });
  CHECK(ui.shows("combobox \"Severity\" = \"SEV 2\""));
  ui.press("combobox", "Severity");
  CHECK(ui.shows("combobox \"Severity\" = \"SEV 2\" expandable expanded"));
  CHECK(ui.focused() == "option \"SEV 2\"");
  ui.key(key_down);
  CHECK(ui.focused() == "option \"SEV 3\"");
  ui.key(key_enter);
  CHECK(severity == 2);
  CHECK(ui.count("option") == 0);
  CHECK(ui.focused() == "combobox \"Severity\"");
  ui.press("combobox", "Severity");
  ui.key(key_escape);
  CHECK(ui.count("option") == 0);
  CHECK(severity == 2);
}

TEST_CASE("a choice that has a definition shows it whole below its name, and says it after it") {
  constexpr std::string_view choices[] = {"Not said", "Trigger", "Weak guard"};
  constexpr std::string_view definitions[] = {
      {}, "What set it off.", "A safeguard that existed, was meant for this very case, and did not hold when it came."};
  std::optional<std::size_t> kind = 0;
  Harness ui([&](Kit& kit) {
    if (const auto chosen = select(kit, "Kind", choices, kind, {.definitions = definitions})) kind = chosen;
  });
  for (const float width : {1280.f, 380.f}) {
    ui.viewport.width = width;
    ui.frame();
    ui.press("combobox", "Kind");
    const auto without = ui.find("option", "Not said"), one = ui.find("option", "Trigger"),
               long_one = ui.find("option", "Weak guard");
    CHECK(without.description.empty());
    CHECK(one.description == definitions[1]);
    CHECK(long_one.description == definitions[2]);
    const float line = ui.kit.rule(Style::caption).line_height;
    CHECK(one.rect.height == without.rect.height + line);
    CHECK(long_one.rect.height >= without.rect.height + (width < 500 ? 2 : 1) * line);
    CHECK(long_one.rect.y == one.rect.bottom());
    CHECK(long_one.rect.right() <= width);
    ui.key(key_end);
    CHECK(ui.focused() == "option \"Weak guard\"");
    ui.click("option", "Weak guard");
    CHECK(kind == 2);
    kind = 0;
  }
}

TEST_CASE("tabs and radio buttons choose the neighbour with the arrow keys") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.focus("tab", "All");
  ui.key(key_right);
  CHECK(gallery.state.tab == 1);
  CHECK(ui.focused() == "tab \"Drafts\"");
  ui.key(key_home);
  CHECK(gallery.state.tab == 0);
  ui.focus("radio", "Near miss");
  ui.key(key_down);
  CHECK(gallery.state.radio == 2);
}

TEST_CASE("a checkbox and a switch turn round once a press") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  CHECK(has(ui.find("checkbox", "Users felt it").state, State::checked));
  ui.press("checkbox", "Users felt it");
  CHECK_FALSE(gallery.state.checked);
  ui.press("switch", "Show times in UTC");
  CHECK(gallery.state.on);
}

TEST_CASE("chips are added by typing and removed by name") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.type("textbox", "Add a system", "edge");
  ui.key(key_enter);
  CHECK(gallery.state.systems == std::vector<std::string>{"checkout", "postgres", "edge"});
  CHECK(ui.find("textbox", "Add a system").value.empty());
  ui.press("button", "Remove postgres");
  CHECK(gallery.state.systems == std::vector<std::string>{"checkout", "edge"});
}

TEST_CASE("what was typed into chips is added when they are left, also after a pause and when nobody says so") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.type("textbox", "Add a system", "edge");
  ui.wait(2);
  CHECK(gallery.state.systems == std::vector<std::string>{"checkout", "postgres"});
  ui.leave();
  CHECK(gallery.state.systems == std::vector<std::string>{"checkout", "postgres", "edge"});
  CHECK(ui.find("textbox", "Add a system").value.empty());
  ui.type("textbox", "Add a system", "dns");
  ui.wait(2);
  ui.kit.report_focus(0, false);
  ui.frame();
  CHECK(gallery.state.systems == std::vector<std::string>{"checkout", "postgres", "edge", "dns"});
}

TEST_CASE("what a finger presses is at least 44 pixels high") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.viewport.touch = true;
  for (const float width : {320.f, 1280.f}) {
    ui.viewport.width = width;
    ui.frame();
    for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
      const Semantics::Node node = ui.kit.tree().node(i);
      // A link in a sentence is as high as its line; the skip link is there for the keyboard.
      const bool is_pressed = has(node.state, State::tab_stop) || has(node.state, State::focusable);
      if (!is_pressed || node.role == Role::link || node.name == "Skip to the content") continue;
      CAPTURE(std::string(node.name));
      CHECK(node.rect.height >= 44);
    }
  }
}

TEST_CASE("buttons that do not fit side by side stand in the middle, line by line") {
  Harness ui([](Kit& kit) {
    empty_state(kit, Icon::file_text, "Nothing yet", "Begin here.", [&] {
      button(kit, "Look around with examples");
      button(kit, "Import");
      button(kit, "New post-mortem");
    });
  });
  ui.viewport.width = 300;
  ui.frame();
  const Rect first = ui.find("button", "Look around with examples").rect, import = ui.find("button", "Import").rect,
             last = ui.find("button", "New post-mortem").rect;
  CHECK(first.x + first.width / 2 == doctest::Approx(150).epsilon(0.01));
  CHECK(import.y > first.y);
  CHECK((import.x + last.right()) / 2 == doctest::Approx(150).epsilon(0.01));
}

TEST_CASE("a title takes the lines its table allows, and no more") {
  constexpr TableColumn columns[] = {{.name = "Title"}};
  const std::string title =
      "Certificate of the partner gateway expired while nobody who knew how to renew it was there";
  Harness ui([&](Kit& kit) {
    Table table(kit, {.name = "Post-mortems", .columns = columns, .row_count = 1, .title_lines = 2});
    table.row(0, 0);
    table.title_cell(table.title_height(title), title, [] {});
  });
  const float line = ui.find("button", title).rect.height;
  ui.viewport.width = 600;
  ui.frame();
  CHECK(ui.find("button", title).rect.height == 2 * line);
  ui.viewport.width = 320;
  ui.frame();
  CHECK(ui.find("button", title).rect.height == 2 * line);
}

TEST_CASE("a menu walks with the arrow keys, skips nothing and closes on Escape and outside") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.press("button", "More");
  CHECK(ui.focused() == "menuitem \"Duplicate\"");
  ui.key(key_up);
  CHECK(ui.focused() == "menuitem \"Delete\"");
  ui.key(key_enter);
  CHECK(gallery.state.last == "Delete");
  CHECK(ui.focused() == "button \"More\"");
  ui.press("button", "More");
  ui.click_at(600, 700);
  CHECK(ui.count("menuitem") == 0);
}

TEST_CASE("a menu stands in the landmark it is opened in, and does not come back when its screen does") {
  bool is_shown = true;
  Harness ui([&](Kit& kit) {
    auto main = kit.open_main(kit.id("main"), "Content", kit.viewport_rect());
    auto page = scroll_region(kit, "page", kit.viewport_rect());
    const MenuItem items[] = {{.name = "Remove"}};
    if (is_shown) menu(kit, "More", items);
  });
  ui.press("button", "More");
  const Semantics::Node panel = ui.find("menu", "More");
  const Semantics::Node backdrop = ui.kit.tree().node(ui.kit.tree().index_of(panel.parent));
  CHECK(backdrop.parent == ui.find("main", "Content").id);
  is_shown = false;
  ui.frame();
  CHECK(ui.count("menu") == 0);
  is_shown = true;
  ui.frame();
  CHECK(ui.count("menu") == 0);
}

TEST_CASE("a dialog takes the focus, shuts out the page, closes on Escape and gives the focus back") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.press("button", "New post-mortem");
  CHECK(ui.count("dialog", "New post-mortem") == 1);
  CHECK(ui.focused() == "textbox \"Name\"");
  const Semantics::Node behind = ui.find("button", "Import");
  ui.click_at(behind.rect.x + 5, behind.rect.y + 5);
  CHECK(gallery.state.last.empty());
  ui.key(key_escape);
  CHECK_FALSE(gallery.state.dialog_open);
  CHECK(ui.focused() == "button \"New post-mortem\"");
  ui.press("button", "New post-mortem");
  ui.press("button", "Close");
  CHECK_FALSE(gallery.state.dialog_open);
}

TEST_CASE("a toast is announced and its action can be pressed") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.press("button", "New post-mortem");
  ui.press("button", "Create");
  CHECK(ui.shows("status \"Post-mortem created\""));
  ui.click("button", "Undo");
  CHECK(gallery.state.last == "undone");
  CHECK(ui.count("button", "Undo") == 0);
}

TEST_CASE("what is being typed and nobody took over yet stays, whatever the value becomes meanwhile") {
  std::string value = "a";
  Harness ui([&](Kit& kit) { text_field(kit, "Start", value); });
  ui.frame();
  ui.type("textbox", "Start", "noon");
  value = "b";
  ui.frame();
  CHECK(ui.find("textbox", "Start").value == "noon");
}

TEST_CASE("what was taken over as it was typed is no more when the value becomes another") {
  std::string value = "a";
  Harness ui([&](Kit& kit) {
    if (const TextEdit edit = text_field(kit, "Start", value); edit.changed) value = edit.text;
  });
  ui.frame();
  ui.type("textbox", "Start", "noon");
  REQUIRE(value == "noon");
  value = "b";
  ui.frame();
  CHECK(ui.find("textbox", "Start").value == "b");
}

TEST_CASE("what goes wrong in a field is said when it comes up, and not where it stood before") {
  const std::string words = "12 o'clock";
  std::string error = "This is no time.";
  Harness ui([&](Kit& kit) { text_field(kit, "Start", words, {.error = error}); });
  ui.frame();
  CHECK_FALSE(ui.shows("alert \"Start"));
  error.clear();
  ui.frame();
  error = "This is no time.";
  ui.frame();
  CHECK(ui.shows("alert \"Start: This is no time.\""));
}

TEST_CASE("what goes wrong is said at once and in full, what is news politely, and a hint is neither") {
  bool is_failed = false, is_elsewhere = false;
  Harness ui([&](Kit& kit) {
    banner(kit, Tone::notice, "Look first.");
    if (is_elsewhere) banner(kit, Tone::calm, "The library is in another tab.");
    if (is_failed) banner(kit, Tone::bad, "Nothing is saved.");
    if (is_failed) banner(kit, Tone::bad, "The disk is full.");
  });
  ui.frame();
  CHECK_FALSE(ui.shows("status \""));
  is_elsewhere = true;
  ui.frame();
  CHECK(ui.shows("status \"The library is in another tab.\""));
  is_failed = true;
  ui.frame();
  CHECK(ui.shows("alert \"Nothing is saved. The disk is full.\""));
  CHECK_FALSE(ui.shows("status \""));
  // Standing there it is not said again; coming back it is.
  ui.kit.announce("Saved");
  ui.frame();
  CHECK_FALSE(ui.shows("alert \""));
  is_failed = false;
  ui.frame();
  is_failed = true;
  ui.frame();
  CHECK(ui.shows("alert \"Nothing is saved. The disk is full.\""));
}

TEST_CASE("what closes a dialog is pressed where it stands, whatever is scrolled under it") {
  int pressed = 0;
  bool is_open = true;
  Harness ui([&](Kit& kit) {
    auto main = main_content(kit, "Page", {0, 0, kit.viewport().width, kit.viewport().height});
    if (!is_open) return;
    is_open = dialog(kit, "Long", 400, [&] {
      for (std::uint64_t i = 0; i < 60; ++i) {
        auto scope = kit.scope(i);
        if (button(kit, "Row", {.width = kit.available()})) ++pressed;
      }
    });
  });
  ui.scroll("dialog body", 200);
  ui.click("button", "Close");
  CHECK(pressed == 0);
  CHECK_FALSE(is_open);
}

TEST_CASE("a long notice takes the lines it needs, and its buttons stay on the screen") {
  const std::string words =
      "The disk is full, so this could not be saved. Free some space on the device, then press Try again; what you "
      "typed is kept on this page until then.";
  Harness ui([&](Kit& kit) {
    const Toast toast{.key = 7, .text = words, .action = "Undo"};
    toasts(kit, std::span(&toast, 1));
  });
  for (const float width : {320.f, 380.f, 1280.f}) {
    ui.viewport.width = width;
    ui.frame();
    CAPTURE(width);
    const Rect said = ui.find("text", words).rect, undo = ui.find("button", "Undo").rect,
               close = ui.find("button", "Close").rect;
    const float lines = std::ceil(ui.kit.measure(Style::control, words) / said.width);
    CHECK(said.height >= lines * ui.kit.rule(Style::control).line_height);
    CHECK(said.right() <= close.x);
    CHECK((said.right() <= undo.x || said.bottom() <= undo.y));
    CHECK(undo.bottom() <= ui.viewport.height);
    CHECK(close.right() <= width);
  }
}

TEST_CASE("the palette opens with its key, walks with the arrows and chooses with Enter") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  CHECK(ui.key('k', modifier_control));
  CHECK(ui.focused() == "searchbox \"Type a command or a title\"");
  CHECK(has(ui.find("option", "New post-mortem").state, State::selected));
  ui.key(key_down);
  CHECK(has(ui.find("option", "Go to Actions").state, State::selected));
  ui.key(key_enter);
  CHECK(gallery.state.last == "Go to Actions");
  CHECK(ui.count("option") == 0);
}

TEST_CASE("the first stop skips the rail and leads into the content") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  ui.press("button", "Skip to the content");
  CHECK(ui.focused() == "button \"Share\"");
}

TEST_CASE("a work in progress says how far it is and can be cancelled") {
  GalleryHarness gallery;
  Harness& ui = gallery.ui;
  CHECK(ui.shows("progressbar \"Reading alerts.json\" = \"1,240 of 4,800\""));
  const auto scope = ui.count("button", "Cancel");
  CHECK(scope == 1);
  ui.press("button", "Cancel");
  CHECK(gallery.state.last == "cancelled");
}

TEST_CASE("an arrow key opens a list of choices, and a letter goes to the next that begins with it") {
  constexpr std::string_view choices[] = {"Not said", "Major", "Minor", "Other"};
  std::optional<std::size_t> severity;
  Harness ui([&](Kit& kit) {
    if (const auto chosen = select(kit, "Severity", choices, severity)) severity = chosen;
  });
  ui.focus("combobox", "Severity");
  CHECK(ui.key(key_down));
  CHECK(ui.focused() == "option \"Not said\"");
  CHECK(ui.key('m'));
  CHECK(ui.focused() == "option \"Major\"");
  CHECK(ui.key('m'));
  CHECK(ui.focused() == "option \"Minor\"");
  CHECK(ui.key('m'));
  CHECK(ui.focused() == "option \"Major\"");
  ui.key('x');
  CHECK(ui.focused() == "option \"Major\"");
}

TEST_CASE("what an input method has not finished is shown, and neither changed nor committed") {
  int changes = 0, commits = 0;
  std::string shown;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "Title", "");
    changes += edit.changed;
    commits += edit.committed;
    shown = edit.text;
  });
  ui.focus("textbox", "Title");
  ui.kit.report_text(ui.find("textbox", "Title").id, "に", true);
  ui.frame();
  ui.wait(2);
  CHECK(shown == "に");
  CHECK(changes == 0);
  CHECK(commits == 0);
  ui.kit.report_text(ui.find("textbox", "Title").id, "日本");
  ui.frame();
  CHECK(changes == 1);
  ui.wait(2);
  CHECK(commits == 1);
}
