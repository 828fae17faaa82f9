// The library as a person meets it: empty, with examples, searched, sorted, several chosen.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// Titles in the order in which they are shown.
std::vector<std::string> titles(const Harness& ui) {
  std::vector<std::string> found;
  const Semantics& nodes = ui.kit.tree();
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (const auto node = nodes.node(i); node.role == Role::link && node.value.starts_with("#/pm/"))
      found.emplace_back(node.name);
  return found;
}

std::string address_of(const Harness& ui, std::string_view title) { return std::string(ui.find("link", title).value); }

}  // namespace

TEST_CASE("an empty library says what to do next") {
  AppHarness ui;
  CHECK(ui.shows("Your library is empty"));
  CHECK(ui.count("table") == 0);
  ui.press("button", "Look around with examples");
  CHECK(ui.page.asked_for_examples == 1);
}

TEST_CASE("a new post-mortem opens at its first part and is in the library") {
  AppHarness ui;
  ui.press("button", "New post-mortem");
  CHECK(ui.app.route().starts_with("#/pm/"));
  CHECK(ui.app.route().ends_with("/context"));
  ui.go("#/");
  CHECK(titles(ui) == std::vector<std::string>{"Untitled"});
}

TEST_CASE("examples come with a line that says so and takes them away, and Undo brings them back") {
  AppHarness ui;
  ui.add_samples();
  CHECK(ui.count("table", "Post-mortems") == 1);
  CHECK(ui.shows("12 of these are examples."));
  ui.press("button", "Remove them");
  CHECK(ui.shows("Your library is empty"));
  CHECK(ui.shows("12 examples removed."));
  ui.app.workspace().undo_operation(*ui.app.workspace().notices().back().undoes);
  ui.frame();
  CHECK(titles(ui).size() > 0);
}

TEST_CASE("searching as one types narrows the list and stands in the address") {
  AppHarness ui;
  ui.add_samples();
  const std::size_t all = titles(ui).size();
  ui.type("searchbox", "Search titles, events, causes, actions", "checkout slowed");
  CHECK(ui.app.route() == "#/?q=checkout%20slowed");
  const auto found = titles(ui);
  CHECK(found.size() < all);
  REQUIRE(!found.empty());
  CHECK(found[0].starts_with("Checkout slowed"));
}

TEST_CASE(
    "the search says what the address says, also when that changes right after a letter, and goes on from there") {
  AppHarness ui;
  ui.add_samples();
  const char* search = "Search titles, events, causes, actions";
  ui.type("searchbox", search, "checkout");
  REQUIRE(ui.app.route() == "#/?q=checkout");
  ui.go("#/?q=gateway");
  CHECK(ui.find("searchbox", search).value == "gateway");
  ui.wait(2);
  CHECK(ui.find("searchbox", search).value == "gateway");
  CHECK(ui.app.route() == "#/?q=gateway");
  ui.go("#/");
  CHECK(ui.find("searchbox", search).value.empty());
  ui.type("searchbox", search, "cert");
  CHECK(ui.find("searchbox", search).value == "cert");
  CHECK(ui.app.route() == "#/?q=cert");
}

TEST_CASE("a match outside the title is shown in its words, on one line") {
  AppHarness ui;
  ui.add_samples();
  ui.type("searchbox", "Search titles, events, causes, actions", "checkout");
  REQUIRE_FALSE(titles(ui).empty());
  std::size_t matches = 0;
  for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
    const auto node = ui.kit.tree().node(i);
    CHECK(node.name.find('\x02') == std::string_view::npos);
    if (node.role != Role::text) continue;
    CHECK(node.name.find('\n') == std::string_view::npos);
    if (node.type.size == 12 && node.name.find("heckout") != std::string_view::npos) {
      ++matches;
      CHECK(node.rect.height == ui.kit.rule(Style::caption).line_height);
    }
  }
  CHECK(matches > 0);
}

TEST_CASE("what is searched for is cleared by the button in the field, which has the focus then") {
  AppHarness ui;
  ui.add_samples();
  ui.type("searchbox", "Search titles, events, causes, actions", "zzzz");
  CHECK(ui.shows("Nothing matches"));
  ui.click("button", "Clear");
  CHECK_FALSE(ui.shows("Nothing matches"));
  CHECK(ui.app.route() == "#/");
  CHECK(ui.find("searchbox", "Search titles, events, causes, actions").value.empty());
  CHECK(ui.focused() == "searchbox \"Search titles, events, causes, actions\"");
}

TEST_CASE("a search without a result says so and leads back to everything") {
  AppHarness ui("#/?q=zebra&view=drafts");
  ui.add_samples();
  CHECK(ui.shows("Nothing matches"));
  ui.press("button", "Show everything");
  CHECK(ui.app.route() == "#/");
  CHECK(!titles(ui).empty());
}

TEST_CASE("a view shows what its count says") {
  AppHarness ui;
  ui.add_samples();
  ui.viewport.height = 4000;
  for (const char* view : {"Drafts", "In review", "Open promises", "Small", "Examples", "All"}) {
    CAPTURE(view);
    ui.press("tab", view);
    CHECK(std::to_string(titles(ui).size()) == ui.find("tab", view).description);
  }
  CHECK(ui.app.route() == "#/");
}

TEST_CASE("views that do not stand in one line are a choice; those that do are tabs") {
  AppHarness ui;
  ui.add_samples();
  for (const float width : {800.f, 900.f, 1000.f, 1280.f}) {
    CAPTURE(width);
    for (const Language language : {Language::english, Language::spanish}) {
      ui.viewport.width = width;
      ui.viewport.language = language;
      ui.frame();
      const bool is_choice = ui.count("tab") == 0;
      CHECK(ui.count("combobox", say(language, Text::library_views)) == (is_choice ? 1 : 0));
      float top = -1;
      for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
        const auto node = ui.kit.tree().node(i);
        if (node.role != Role::tab) continue;
        if (top < 0) top = node.rect.y;
        CHECK(node.rect.y == top);
      }
    }
  }
  ui.viewport.language = Language::english;
  ui.frame();
  CHECK(ui.count("tab") == 6);
  ui.viewport.width = 380;
  ui.frame();
  const Rect views = ui.find("combobox", "Views").rect,
             search = ui.find("searchbox", "Search titles, events, causes, actions").rect;
  CHECK(views.y > search.bottom());
  CHECK(views.right() <= 380);
}

TEST_CASE("a header sorts, and pressed again turns round; Back finds it in the address") {
  AppHarness ui;
  ui.viewport.height = 4000;
  ui.add_samples();
  ui.press("button", "Title");
  CHECK(ui.app.route() == "#/?sort=title");
  const auto forwards = titles(ui);
  CHECK(forwards.front() < forwards.back());
  ui.press("button", "Title");
  CHECK(ui.app.route() == "#/?sort=title&order=reversed");
  auto backwards = titles(ui);
  std::ranges::reverse(backwards);
  CHECK(backwards == forwards);
  ui.press("button", "Severity");
  CHECK(ui.app.route() == "#/?sort=severity");
}

TEST_CASE("the worst comes first when sorted by severity, and what has none comes last") {
  AppHarness ui("#/?sort=severity");
  ui.viewport.height = 4000;
  ui.add_samples();
  std::vector<std::int64_t> levels;
  for (std::size_t i = 0; i < ui.app.workspace().library().size(); ++i) {
    const auto* row = ui.app.workspace().library().row(i);
    REQUIRE(row != nullptr);
    levels.push_back(row->severity.value_or(9));
  }
  CHECK(std::ranges::is_sorted(levels));
}

TEST_CASE("a row says how many promises are open as Actions counts them, and that ideas alone are ideas") {
  AppHarness ui{"#/settings"};
  Workspace& workspace = ui.app.workspace();
  const auto add = [&](const char* title, std::initializer_list<ActionState> states) {
    OpenPostmortem& one = workspace.open(workspace.create());
    workspace.carry_out(one, "title", SetField{"title", title});
    for (const ActionState state : states) {
      const auto action = unrepeat::Id<Action>::from(ui.page.ids.next());
      const std::string path = "actions/" + text_of(action);
      workspace.carry_out(one, "actions", AddEntry{"actions", action});
      workspace.carry_out(one, path, SetField{path + "/title", "An alert"});
      workspace.carry_out(one, path, SetActionState{.action = action, .state = state, .reason = {}});
    }
  };
  add("Mixed", {ActionState::idea, ActionState::committed, ActionState::done});
  add("To look at", {ActionState::idea, ActionState::done});
  add("Thought of", {ActionState::idea, ActionState::idea});
  ui.rest();
  ui.go("#/");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.shows("2 of 2 open"));
  CHECK(ui.shows("1 to verify"));
  CHECK(ui.shows("2 ideas"));
  ui.go("#/?view=open-promises");
  ui.rest();
  auto open = titles(ui);
  std::ranges::sort(open);
  CHECK(open == std::vector<std::string>{"Mixed", "To look at"});
}

TEST_CASE("choosing a severity shows only that one") {
  AppHarness ui;
  ui.add_samples();
  ui.press("combobox", "Severity");
  ui.press("option", "SEV 1");
  CHECK(ui.app.route() == "#/?severity=1");
  CHECK(ui.app.workspace().library().query().severities == std::vector<std::int64_t>{1});
}

TEST_CASE("a system and a period narrow the list, stand in the address, and are taken away where they were chosen") {
  AppHarness ui;
  ui.viewport.height = 4000;
  ui.add_samples();
  const std::size_t all = titles(ui).size();
  const std::string system = ui.app.workspace().library().systems().front();
  ui.press("combobox", "System");
  ui.press("option", system);
  CHECK(ui.app.route() == "#/?system=" + system);
  const std::size_t of_system = titles(ui).size();
  CHECK(of_system > 0);
  CHECK(of_system < all);
  for (std::size_t i = 0; i < ui.app.workspace().library().size(); ++i)
    CHECK(std::ranges::count(ui.app.workspace().library().row(i)->systems, system) == 1);
  ui.press("combobox", "Since");
  ui.press("option", "Last 12 months");
  CHECK(ui.app.route() == "#/?system=" + system + "&since=365");
  for (std::size_t i = 0; i < ui.app.workspace().library().size(); ++i)
    CHECK(*ui.app.workspace().library().row(i)->started_at >= ui.page.at - days(366));
  ui.press("combobox", "Since");
  ui.press("option", "Any time");
  ui.press("combobox", "System");
  ui.press("option", "Any system");
  CHECK(ui.app.route() == "#/");
  CHECK(titles(ui).size() == all);
}

TEST_CASE("a system that no post-mortem names any more is seen in its filter and can be taken away") {
  AppHarness ui("#/?system=mainframe");
  ui.add_samples();
  CHECK(ui.shows("Nothing matches"));
  CHECK(ui.find("combobox", "System").value == "mainframe");
  ui.press("combobox", "System");
  ui.press("option", "Any system");
  CHECK_FALSE(titles(ui).empty());
}

TEST_CASE("on a phone views and the order are chosen from lists, and a title has two lines") {
  AppHarness ui;
  ui.viewport.width = 380;
  ui.viewport.height = 4000;
  ui.add_samples();
  CHECK(ui.count("tab") == 0);
  ui.press("combobox", "Views");
  ui.press("option", "Drafts " + std::to_string(ui.app.workspace().library().count(protocol::LibraryView::drafts)));
  CHECK(ui.app.route() == "#/?view=drafts");
  ui.go("#/");
  ui.press("combobox", "Order");
  ui.press("option", "By title");
  CHECK(ui.app.route() == "#/?sort=title");
  const auto shown = titles(ui);
  CHECK(shown.front() < shown.back());
  const auto* longest = &*std::ranges::max_element(shown, {}, &std::string::size);
  CHECK(ui.find("link", *longest).rect.height == 2 * ui.kit.rule(Style::strong).line_height);
  ui.press("combobox", "Order");
  ui.press("option", "Newest first");
  CHECK(ui.app.route() == "#/");
}

TEST_CASE("several are removed at once, and Undo takes it back") {
  AppHarness ui;
  ui.viewport.height = 4000;
  ui.add_samples();
  const auto before = titles(ui);
  CHECK(ui.count("checkbox") == 0);
  ui.press("button", "Select");
  ui.press("checkbox", "Select " + before[0]);
  ui.press("checkbox", "Select " + before[2]);
  CHECK(ui.shows("2 selected"));
  ui.press("button", "Remove");
  CHECK(titles(ui).size() == before.size() - 2);
  ui.app.workspace().undo_operation(*ui.app.workspace().notices().back().undoes);
  ui.frame();
  CHECK(titles(ui) == before);
}

TEST_CASE("what is chosen is exported as one file") {
  AppHarness ui;
  ui.add_samples();
  const std::string first = titles(ui)[0];
  ui.press("button", "Select");
  ui.press("checkbox", "Select " + first);
  ui.press("button", "Export");
  REQUIRE(ui.page.offered.size() == 1);
  CHECK(ui.page.offered[0].name.ends_with(".json"));
}

TEST_CASE("a row leads to its post-mortem by its link and by a press anywhere") {
  AppHarness ui;
  ui.add_samples();
  const std::string first = titles(ui)[0], address = address_of(ui, first);
  const auto link = ui.find("link", first);
  ui.click_at(link.rect.right() + 40, link.rect.y + 4);
  CHECK(ui.app.route() == address);
}

TEST_CASE("nothing is wider than a narrow window") {
  for (const Language language : {Language::english, Language::spanish}) {
    for (const float width : {320.f, 380.f, 799.f}) {
      AppHarness ui;
      ui.viewport.width = width;
      ui.viewport.language = language;
      ui.add_samples();
      CAPTURE(width);
      const Semantics& nodes = ui.kit.tree();
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto node = nodes.node(i);
        CAPTURE(std::string(node.name));
        CHECK(node.rect.right() <= width + 0.5f);
      }
    }
  }
}

TEST_CASE("the bar for what is chosen fits a narrow window in both languages") {
  for (const Language language : {Language::english, Language::spanish}) {
    AppHarness ui;
    ui.viewport.width = 320;
    ui.viewport.touch = true;
    ui.viewport.language = language;
    ui.add_samples();
    ui.press("button", say(language, Text::library_select));
    const Rect remove = ui.find("button", say(language, Text::library_remove)).rect;
    CHECK(remove.right() <= 320);
    CHECK(remove.bottom() <= ui.viewport.height - metric::bottom_bar);
  }
}

TEST_CASE("a tab that never had the library does not look as if it were loading it") {
  AppOnPage tab;
  tab.app.workspace().set_library_state(LibraryState::elsewhere, "");
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  tab.app.frame(Viewport{});
  const std::string shown = tab.app.kit().tree().text();
  CHECK(shown.find("The library is open in another tab") != shown.npos);
  CHECK(shown.find("as soon as you use the library in this tab") != shown.npos);
  CHECK(shown.find("The library is opening.") == shown.npos);
}

TEST_CASE("while the library opens nothing is said that is not known") {
  AppHarness ui;
  ui.app.workspace().set_library_state(LibraryState::starting, "");
  ui.frame();
  CHECK_FALSE(ui.shows("All changes saved"));
}

TEST_CASE("a result opens where its words stand, in whatever part, and leads on to the next place") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  OpenPostmortem& one = ui.app.workspace().open(id);
  ui.app.workspace().carry_out(one, "title", SetField{"title", "Orders wait"});
  ui.app.workspace().carry_out(one, "context", SetField{"context/summary", "The lighthouse was asked twice."});
  ui.app.workspace().carry_out(one, "impact", SetField{"impact/text", "Nobody saw the lighthouse."});
  ui.rest();
  ui.go("#/?q=lighthouse%20kind:incident");
  ui.rest();
  ui.press("link", "Orders wait");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.app.route() == "#/pm/" + text_of(id));
  CHECK(ui.shows("“lighthouse”: 1 of 2, in Context"));
  // Enter goes on from there.
  CHECK(ui.focused() == "button \"Next place with what was searched\"");
  ui.press("button", "Next place with what was searched");
  ui.rest();
  CHECK(ui.app.route() == "#/pm/" + text_of(id) + "/impact");
  CHECK(ui.shows("“lighthouse”: 2 of 2, in Impact"));
  ui.press("button", "Previous place with what was searched");
  ui.rest();
  CHECK(ui.app.route() == "#/pm/" + text_of(id) + "/context");
  // Another part keeps it, and whoever stops works on where it led.
  ui.go("#/pm/" + text_of(id) + "/actions");
  CHECK(ui.count("button", "Next place with what was searched") == 1);
  ui.go("#/pm/" + text_of(id) + "/context");
  ui.key(key_escape);
  ui.rest();
  CHECK(ui.count("button", "Next place with what was searched") == 0);
  CHECK(ui.focused().starts_with("textbox"));
  // Coming from elsewhere nothing is searched.
  ui.go("#/");
  ui.go("#/pm/" + text_of(id) + "/context");
  CHECK(ui.count("button", "Next place with what was searched") == 0);
}

TEST_CASE("a letter typed to search is asked for in the frame that hears it") {
  AppHarness ui;
  ui.add_samples();
  ui.focus("searchbox", "Search titles, events, causes, actions");
  ui.rest();
  ui.page.requests.clear();
  ui.kit.report_text(ui.find("searchbox", "Search titles, events, causes, actions").id, "pool");
  ui.app.frame(ui.viewport);
  REQUIRE(ui.page.requests.size() == 1);
  const auto& bytes = ui.page.requests.front().second;
  const std::string request(bytes.begin(), bytes.end());
  CHECK(request.contains("list_postmortems"));
  CHECK(request.contains("pool"));
}

TEST_CASE("what was searched can be searched again, and what is kept under a name is shown again") {
  AppHarness ui;
  ui.add_samples();
  const auto menu = [&](const char* name = "Saved views and last searches") {
    ui.press("button", name);
    ui.rest();
  };
  for (const char* typed : {"pool", "checkout"}) {
    ui.type("searchbox", "Search titles, events, causes, actions", typed);
    ui.leave();
    ui.rest();
  }
  menu();
  CHECK(ui.count("menuitem", "pool") == 1);
  CHECK(ui.count("menuitem", "checkout") == 1);
  ui.press("menuitem", "pool");
  ui.rest();
  CHECK(ui.app.route() == "#/?q=pool");
  menu();
  ui.press("menuitem", "Save this view");
  ui.rest();
  ui.type("textbox", "Name of the view", "Pools");
  ui.press("button", "Save this view");
  ui.rest();
  ui.go("#/");
  menu();
  CHECK(ui.count("menuitem", "Forget the last searches") == 1);
  ui.press("menuitem", "Forget the last searches");
  ui.rest();
  menu();
  CHECK(ui.count("menuitem", "checkout") == 0);
  ui.press("menuitem", "Pools");
  ui.rest();
  CHECK(ui.app.route() == "#/?q=pool");
  // Actions has its own, and whoever leaves keeps nothing there.
  menu();
  ui.press("menuitem", "Save this view");
  ui.rest();
  REQUIRE(ui.count("dialog", "Save this view") == 1);
  ui.go("#/actions");
  ui.rest();
  CHECK(ui.count("dialog", "Save this view") == 0);
  menu("Saved views and last searches");
  CHECK(ui.count("menuitem", "Pools") == 0);
}

TEST_CASE(
    "while a list is on its way what is typed takes its place: one question at a time, and no older answer is shown") {
  AppHarness ui;
  ui.add_samples();
  ui.page.is_answering = false;
  const auto before = titles(ui);
  for (const char* typed : {"q", "qu", "queu", "zzzz"})
    ui.type("searchbox", "Search titles, events, causes, actions", typed);
  CHECK(titles(ui) == before);
  CHECK(ui.page.requests.size() == 1);
  ui.page.is_answering = true;
  ui.rest();
  CHECK(ui.shows("Nothing matches"));
  CHECK(titles(ui).empty());
}
