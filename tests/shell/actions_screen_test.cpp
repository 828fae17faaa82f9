// Every promise of the library: what presses is one press away, and changes where it is listed.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// A library with three promises of one post-mortem: one overdue, one in work, one idea.
struct Promises {
  AppHarness ui{"#/settings"};
  PostmortemId id;
  unrepeat::Id<Action> late, running, idea;

  Promises() {
    Workspace& workspace = ui.app.workspace();
    id = workspace.create();
    OpenPostmortem& one = workspace.open(id);
    workspace.carry_out(one, "title", SetField{"title", "Checkout timed out"});
    late = add("Alert on waiting connections", "2026-10-15", ActionState::committed);
    running = add("Roll back in five minutes", "2026-12-24", ActionState::in_progress);
    idea = add("A page for everybody", "", ActionState::idea);
    ui.rest();
    ui.go("#/actions");
    ui.rest();
  }
  unrepeat::Id<Action> add(const char* title, const char* due, ActionState state) {
    Workspace& workspace = ui.app.workspace();
    OpenPostmortem& one = workspace.open(id);
    const auto action = unrepeat::Id<Action>::from(ui.page.ids.next());
    const std::string path = "actions/" + text_of(action);
    workspace.carry_out(one, "actions", AddEntry{"actions", action});
    workspace.carry_out(one, path, SetField{path + "/title", title});
    workspace.carry_out(one, path, AssignAction{.action = action, .owner = {.person = "Ana"}});
    if (*due != 0) workspace.carry_out(one, path, SetActionDue{.action = action, .due = due});
    workspace.carry_out(one, path, SetActionState{.action = action, .state = state, .reason = {}});
    return action;
  }
  Action saved(const unrepeat::Id<Action>& action) {
    const Postmortem one = ui.saved(id);
    return *std::ranges::find(one.actions, action, &Action::id);
  }
  /// Chooses a state in the table, from the menu of what stands there.
  void choose(const std::string& current, const std::string& title, const std::string& state) {
    ui.go("#/actions?as=table");
    ui.rest();
    choose_here(current, title, state);
    if (state == "Done") confirm_done();
  }
  /// The same in what is shown.
  void choose_here(const std::string& current, const std::string& title, const std::string& state) {
    ui.press("button", current + ": change the state of " + title);
    ui.rest();
    ui.press("menuitemradio", state);
    ui.rest();
  }
  /// The two that are promised, in the table.
  void select_both() {
    ui.go("#/actions?as=table");
    ui.rest();
    for (const char* title : {"Alert on waiting connections", "Roll back in five minutes"}) {
      ui.press("checkbox", std::string("Select “") + title + "”");
      ui.rest();
    }
  }
  /// The same for both.
  void choose_for_both(const std::string& state) {
    select_both();
    ui.press("button", "Change the state");
    ui.rest();
    ui.press("menuitemradio", state);
    ui.rest();
  }
  /// Gives the two that are promised to somebody, as one operation.
  void give_both_to(const std::string& person) {
    ui.viewport.width = 1280;
    select_both();
    ui.press("button", "Give to somebody");
    ui.rest();
    ui.type("textbox", "Owner", person);
    ui.press("button", "Change 2 promises");
    ui.rest();
    REQUIRE(owners() == person + " " + person);
  }
  std::string owners() { return saved(late).owner->person + " " + saved(running).owner->person; }
  void put_notices_away() {
    for (const Notice& notice : std::vector<Notice>(ui.app.workspace().notices()))
      ui.app.workspace().put_away(notice.key);
    ui.rest();
  }
  /// That it is done without saying yet how that is shown.
  void confirm_done() {
    REQUIRE(ui.count("dialog", "Done") == 1);
    ui.press("button", "Done");
    ui.rest();
  }
};

}  // namespace

TEST_CASE("the board shows what is promised by its state, and the navigation how much is overdue") {
  Promises promises;
  AppHarness& ui = promises.ui;
  INFO(ui.kit.tree().text());
  CHECK(ui.shows("2 promised · 2 open · 1 idea not promised"));
  CHECK(ui.shows("1 overdue"));
  CHECK(ui.count("button", "Alert on waiting connections") == 1);
  CHECK(ui.count("button", "Roll back in five minutes") == 1);
  // What nobody decided on is no promise.
  CHECK(ui.count("button", "A page for everybody") == 0);
}

TEST_CASE("the board of what presses has room for the states that have some of it, and a place to drop on for others") {
  Promises promises;
  AppHarness& ui = promises.ui;
  for (const char* state : {"Committed", "In progress", "Done, to be verified", "Verified"}) {
    CAPTURE(state);
    CHECK(ui.count("group", state) == 1);
  }
  ui.go("#/actions?view=overdue");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.find("group", "Committed").rect.width > 2 * ui.find("group", "In progress").rect.width);
  CHECK(ui.count("group", "Verified") == 1);
  promises.choose("Committed", "Alert on waiting connections", "Done");
  ui.go("#/actions?view=overdue");
  ui.rest();
  CHECK(ui.shows("All is well here"));
  CHECK(ui.shows("No promise is past its date."));
}

TEST_CASE("groups stand below one another with one header to press, and each says its columns") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table&group=week&view=open");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.count("table") == 2);
  CHECK(ui.count("button", "Owner") == 1);
  CHECK(ui.count("columnheader", "Owner") == 1);
}

TEST_CASE("a view in the address shows what is overdue, and without any it says so") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table&view=overdue");
  ui.rest();
  CHECK(ui.count("row") == 2);
  CHECK(ui.shows("Alert on waiting connections"));
  ui.go("#/actions?as=table&view=slipped");
  ui.rest();
  CHECK(ui.shows("No promise is in this view now."));
  ui.go("#/actions?as=table&q=lighthouse");
  ui.rest();
  CHECK(ui.shows("No promise in this view has these words."));
  ui.go("#/actions?as=table&q=lighthouse&owner=Ana");
  ui.rest();
  CHECK(ui.shows("No promise in this view matches the search and the filters."));
}

TEST_CASE("a state that is chosen in the table is saved with its log, and taken back from the notice") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("In progress", "Roll back in five minutes", "Done");
  CHECK(promises.saved(promises.running).state == ActionState::done);
  CHECK(promises.saved(promises.running).log.back().to == "done");
  CHECK(ui.shows("“Roll back in five minutes” is now: Done"));
  ui.press("button", "Undo");
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
}

TEST_CASE("a notice takes back its own step alone: when another has followed it, it only tells") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("In progress", "Roll back in five minutes", "Done");
  CHECK(ui.count("button", "Undo") == 1);
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  CHECK(ui.count("button", "Undo") == 1);
  ui.press("button", "Undo");
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::done);
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK(ui.count("button", "Undo") == 0);
}

TEST_CASE("a promise that is opened offers back what was changed there, and nothing that was done elsewhere") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.running));
  ui.rest();
  REQUIRE(ui.count("dialog", "Promise") == 1);
  CHECK(ui.count("button", "Undo the last change") == 0);
  ui.type("textbox", "Owner", "Mei");
  ui.rest();
  CHECK(promises.saved(promises.running).owner->person == "Mei");
  ui.press("button", "Undo the last change");
  ui.rest();
  CHECK(promises.saved(promises.running).owner->person == "Ana");
  CHECK(ui.count("button", "Undo the last change") == 0);
}

TEST_CASE(
    "what was written into a promise is taken back with Ctrl+Z after it was closed, unless a later step offers "
    "itself") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const auto own = [&](std::string_view person) {
    ui.go("#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.running));
    ui.rest();
    ui.type("textbox", "Owner", person);
    ui.rest();
    ui.key(key_escape);
    ui.rest();
    REQUIRE(ui.count("dialog", "Promise") == 0);
    REQUIRE(promises.saved(promises.running).owner->person == person);
  };
  own("Mei");
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.running).owner->person == "Ana");
  CHECK_FALSE(ui.key('z', modifier_control));

  own("Noor");
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK(promises.saved(promises.running).owner->person == "Noor");
}

TEST_CASE("what was taken back with Ctrl+Z is done again with Shift, step by step, also after the notices went") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const auto undo = [&] { return ui.key('z', modifier_control); };
  const auto redo = [&] { return ui.key('z', modifier_control | modifier_shift); };
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  promises.choose("In progress", "Roll back in five minutes", "Committed");
  promises.put_notices_away();
  CHECK(undo());
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
  CHECK(undo());
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK_FALSE(undo());
  CHECK(redo());
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  CHECK(redo());
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::committed);
  CHECK_FALSE(redo());
}

TEST_CASE("a promise that is removed where it is opened is offered back, and its place closes") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.running));
  ui.rest();
  ui.press("button", "Remove Roll back in five minutes");
  ui.rest();
  CHECK(ui.count("dialog", "Promise") == 0);
  CHECK(ui.saved(promises.id).actions.size() == 2);
  CHECK(ui.shows("Removed: Roll back in five minutes"));
  ui.press("button", "Undo");
  ui.rest();
  CHECK(promises.saved(promises.running).title == "Roll back in five minutes");
}

TEST_CASE("owner and date are changed where they are listed") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 1280;
  ui.go("#/actions?as=table");
  ui.rest();
  INFO(ui.kit.tree().text());
  ui.press("button", "Owner: Ana, change it for Roll back in five minutes");
  ui.rest();
  REQUIRE(ui.count("dialog", "Give to somebody") == 1);
  ui.type("textbox", "Owner", "Mei");
  ui.press("button", "Change 1 promise");
  ui.rest();
  CHECK(promises.saved(promises.running).owner->person == "Mei");
  CHECK(promises.saved(promises.late).owner->person == "Ana");
  // Confirmed as it is, nothing is changed.
  const std::size_t steps = promises.saved(promises.running).log.size();
  ui.press("button", "Owner: Mei, change it for Roll back in five minutes");
  ui.rest();
  ui.press("button", "Change 1 promise");
  ui.rest();
  CHECK(ui.count("dialog") == 0);
  CHECK(promises.saved(promises.running).log.size() == steps);
}

TEST_CASE("what was promised is an idea again only when that is explained") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("Committed", "Alert on waiting connections", "Idea");
  REQUIRE(ui.count("dialog", "Idea") == 1);
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  ui.type("textbox", "Because", "Nobody has time.");
  ui.press("button", "Idea");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::idea);
}

TEST_CASE("two promises in other words are joined as one idea by a person") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.running));
  ui.rest();
  ui.press("button", "Same idea as…");
  ui.rest();
  ui.type("searchbox", "Same idea as…", "waiting");
  ui.rest();
  INFO(ui.kit.tree().text());
  ui.key(key_enter);
  ui.rest();
  CHECK_FALSE(promises.saved(promises.running).idea.empty());
  CHECK(promises.saved(promises.running).idea == promises.saved(promises.late).idea);
}

TEST_CASE("what will not be done is asked for its reason first, is changed when that is confirmed, and taken back") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("Committed", "Alert on waiting connections", "Will not do");
  INFO(ui.kit.tree().text());
  REQUIRE(ui.count("dialog", "Will not do") == 1);
  ui.type("textbox", "Because", "The pool is");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  ui.key(key_escape);
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  promises.choose("Committed", "Alert on waiting connections", "Will not do");
  ui.type("textbox", "Because", "The pool is gone.");
  ui.press("button", "Will not be done");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::will_not_do);
  CHECK(promises.saved(promises.late).reason == "The pool is gone.");
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
}

TEST_CASE("a tracker's export that was put away has nothing to say to the one that follows it") {
  Promises promises;
  Workspace& workspace = promises.ui.app.workspace();
  const std::string table = "Issue key,Summary,Status\r\nOPS-12,Alert,Done\r\n";
  const protocol::FileContent file{.name = "jira.csv", .bytes = {table.begin(), table.end()}};
  workspace.take_files({file});
  workspace.cancel_refresh();
  workspace.take_files({file});
  promises.ui.rest();
  REQUIRE(workspace.refresh().state == RefreshUnderWay::State::planned);
  CHECK(workspace.refresh().items.size() == 1);
}

TEST_CASE("a state of the tracker that only the team knows is said once, and known in the next export") {
  Promises promises;
  AppHarness& ui = promises.ui;
  Workspace& workspace = ui.app.workspace();
  const auto link = unrepeat::Id<ActionLink>::from(ui.page.ids.next());
  const std::string links = "actions/" + text_of(promises.late) + "/links", path = links + "/" + text_of(link);
  OpenPostmortem& one = workspace.open(promises.id);
  workspace.carry_out(one, links, AddEntry{links, link});
  workspace.carry_out(one, links, SetField{path + "/system", "jira"});
  workspace.carry_out(one, links, SetField{path + "/key", "OPS-12"});
  ui.rest();
  const auto drop = [&](const std::string& status) {
    ui.drop("jira.csv", "Issue key,Summary,Status\r\nOPS-12,Alert," + status + "\r\n");
    ui.rest();
    REQUIRE(workspace.refresh().state == RefreshUnderWay::State::planned);
    REQUIRE(workspace.refresh().items.size() == 1);
  };
  drop("Waiting for vendor");
  INFO(ui.kit.tree().text());
  CHECK(workspace.refresh().items[0].outcome == RefreshOutcome::not_understood);
  ui.press("combobox", "“Waiting for vendor” means");
  ui.press("option", "In progress");
  ui.rest();
  CHECK(ui.find("combobox", "“Waiting for vendor” means").value == "In progress");
  CHECK(workspace.refresh().items[0].state == ActionState::in_progress);
  ui.press("button", "Change 1 promise");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  drop("waiting for vendor");
  CHECK(workspace.refresh().items[0].outcome == RefreshOutcome::same);
  // What was said can be said otherwise.
  ui.press("combobox", "“waiting for vendor” means");
  ui.press("option", "Leave the promise as it is");
  ui.rest();
  CHECK(workspace.refresh().items[0].outcome == RefreshOutcome::not_understood);
}

TEST_CASE("on a phone a row says its state, and changes it from the menu that a long press opens") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 380;
  ui.viewport.touch = true;
  ui.go("#/actions");
  ui.rest();
  CHECK(ui.shows("text \"In progress"));
  ui.kit.report_menu(ui.find("link", "Roll back in five minutes").id, 100, 300);
  ui.rest();
  ui.press("menuitemradio", "Done");
  ui.rest();
  promises.confirm_done();
  CHECK(promises.saved(promises.running).state == ActionState::done);
}

TEST_CASE("a state that needs a check opens the promise where the check is written, and says so") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("Committed", "Alert on waiting connections", "Verified");
  REQUIRE(ui.count("dialog", "Promise") == 1);
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK(ui.shows("alert \"Verified means that a check came out as “worked”. Record the check first.\""));
  CHECK(ui.focused() == "button \"Add a check\"");
  ui.press("button", "Add a check");
  ui.type("textbox", "Check 1", "The alert fires in the drill");
  ui.key(key_escape);
  ui.rest();
  promises.choose("Committed", "Alert on waiting connections", "Verified");
  INFO(ui.kit.tree().text());
  // The check that nobody has noted a result of.
  CHECK(ui.focused() == "combobox \"Result\"");
  // Once it came out as worked, what was asked for is done.
  ui.press("combobox", "Result");
  ui.press("option", "It worked");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::verified);
  CHECK(ui.shows("status \"“Alert on waiting connections” is now: Verified\""));
  CHECK_FALSE(ui.shows("alert \"Verified means"));
  // Both steps are offered back.
  ui.press("button", "Undo the last change");
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  ui.press("button", "Undo the last change");
  ui.rest();
  CHECK_FALSE(promises.saved(promises.late).checks.at(0).result);
  ui.key(key_escape);
  ui.rest();
  CHECK(ui.count("dialog") == 0);
}

TEST_CASE("what will not be done stands with its reason in a column of its own") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 1280;
  OpenPostmortem& one = ui.app.workspace().open(promises.id);
  ui.app.workspace().carry_out(one, "actions/" + text_of(promises.late),
                               SetActionState{.action = promises.late,
                                              .state = ActionState::will_not_do,
                                              .reason = "The queue goes away in spring, with all that waits in it"});
  ui.rest();
  ui.go("#/actions?view=will-not-do");
  ui.rest();
  ui.find("columnheader", "Reason");
  ui.find("text", "The queue goes away in spring, with all that waits in it");
  CHECK(ui.count("columnheader", "Due") == 0);
}

TEST_CASE("the menu of states says which one holds, and begins there") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.press("button", "In progress: change the state of Roll back in five minutes");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(has(ui.find("menuitemradio", "In progress").state, State::checked));
  CHECK_FALSE(has(ui.find("menuitemradio", "Done").state, State::checked));
  CHECK(ui.focused() == "menuitemradio \"In progress\"");
  ui.press("menuitemradio", "Done");
  ui.rest();
  promises.confirm_done();
  CHECK(promises.saved(promises.running).state == ActionState::done);
}

TEST_CASE("what is done is asked how that is shown, in words or by a link, and that can be said later") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose_here("In progress", "Roll back in five minutes", "Done");
  REQUIRE(ui.count("dialog", "Done") == 1);
  CHECK(ui.shows("A sentence or a link; it can be added later."));
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
  ui.type("textbox", "How it is shown", "The drill took four minutes.");
  ui.press("button", "Done");
  ui.rest();
  const Action done = promises.saved(promises.running);
  CHECK(done.state == ActionState::done);
  REQUIRE(done.proof.size() == 1);
  CHECK(done.proof[0].text == "The drill took four minutes.");
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
  CHECK(promises.saved(promises.running).proof.empty());
  // Of several it is the same for all.
  promises.choose_for_both("Done");
  ui.type("textbox", "How it is shown", "https://example.com/pull/7");
  ui.press("button", "Change 2 promises");
  ui.rest();
  for (const auto& id : {promises.late, promises.running}) {
    CHECK(promises.saved(id).state == ActionState::done);
    CHECK(promises.saved(id).proof.at(0).url == "https://example.com/pull/7");
  }
}

TEST_CASE("what is refused for several stays selected, and how many are refused is said") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose_for_both("Verified");
  CHECK(ui.count("group", "2 promises selected") == 1);
  CHECK(ui.shows("1 more of them cannot be changed like that either."));
}

TEST_CASE("a card is carried to the column of another state, and let go elsewhere it stays what it was") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const auto middle_of = [&](const char* role, const char* name) {
    const Rect rect = ui.find(role, name).rect;
    return std::pair(rect.x + rect.width / 2, rect.y + rect.height / 2);
  };
  auto [x, y] = middle_of("button", "Alert on waiting connections");
  auto [over_x, over_y] = middle_of("group", "Done, to be verified");
  ui.drag(x, y, over_x, over_y);
  ui.rest();
  promises.confirm_done();
  INFO(ui.kit.tree().text());
  CHECK(promises.saved(promises.late).state == ActionState::done);
  CHECK(ui.shows("“Alert on waiting connections” is now: Done"));
  // Not pressed as well.
  CHECK(ui.count("dialog") == 0);
  std::tie(x, y) = middle_of("button", "Alert on waiting connections");
  ui.drag(x, y, 20, y);
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::done);
  std::tie(over_x, over_y) = middle_of("group", "In progress");
  ui.drag(x, y, over_x, over_y, true);
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  // What a state asks for is asked for here too.
  std::tie(x, y) = middle_of("button", "Alert on waiting connections");
  std::tie(over_x, over_y) = middle_of("group", "Verified");
  ui.drag(x, y, over_x, over_y);
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  CHECK(ui.count("dialog", "Promise") == 1);
}

TEST_CASE(
    "in an open promise a state that asks for something has the focus where that is written, until it is closed") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const std::string address = "#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.late);
  ui.go(address);
  ui.rest();
  const auto choose = [&](const char* state) {
    ui.press("combobox", "State");
    ui.press("option", state);
    ui.rest();
  };
  choose("Will not do");
  CHECK(ui.focused() == "textbox \"Will not be done, because\"");
  ui.press("button", "Cancel");
  ui.rest();
  CHECK(ui.focused() == "combobox \"State\"");
  choose("Verified");
  CHECK(ui.focused() == "button \"Add a check\"");
  // Why is said there, and not where somebody looked before.
  const char* why = "Verified means that a check came out as “worked”. Record the check first.";
  REQUIRE(ui.count("text", why) == 1);
  CHECK(ui.find("text", why).rect.bottom() <= ui.find("button", "Add a check").rect.y);
  CHECK(ui.find("text", why).rect.y > ui.find("combobox", "State").rect.bottom());
  ui.press("button", "Add a check");
  ui.type("textbox", "Check 1", "The alert fires in the drill");
  choose("Verified");
  CHECK(ui.focused() == "combobox \"Result\"");
  REQUIRE(ui.count("text", why) == 1);
  const float above = ui.find("combobox", "Result").rect.y - ui.find("text", why).rect.bottom();
  CHECK(above >= 0);
  CHECK(above < 240);
  choose("Will not do");
  CHECK(ui.count("text", why) == 0);
  ui.key(key_escape);
  ui.rest();
  ui.go(address);
  ui.rest();
  CHECK(ui.find("combobox", "State").value == "Committed");
}

TEST_CASE("what is half written of why stays with its promise and its state, until somebody cancels it") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const auto ask = [&](const char* state) {
    promises.choose_here("In progress", "Roll back in five minutes", state);
    REQUIRE(ui.count("dialog", state) == 1);
  };
  const auto leave = [&] {
    ui.key(key_escape);
    ui.rest();
    REQUIRE(ui.count("dialog") == 0);
  };
  ask("Done");
  ui.type("textbox", "How it is shown", "The drill took");
  leave();
  ask("Will not do");
  CHECK(ui.find("textbox", "Because").value.empty());
  ui.type("textbox", "Because", "Too d");
  leave();
  ask("Done");
  CHECK(ui.find("textbox", "How it is shown").value == "The drill took");
  leave();
  // Of another promise nothing was written.
  promises.choose_here("Committed", "Alert on waiting connections", "Will not do");
  CHECK(ui.find("textbox", "Because").value.empty());
  leave();
  ask("Will not do");
  CHECK(ui.find("textbox", "Because").value == "Too d");
  ui.press("button", "Cancel");
  ui.rest();
  ask("Will not do");
  CHECK(ui.find("textbox", "Because").value.empty());
  leave();
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
}

TEST_CASE("a reason half written in an open promise is in sight again when that is opened again") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const std::string address = "#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.late);
  const auto choose = [&](const char* state) {
    ui.press("combobox", "State");
    ui.press("option", state);
    ui.rest();
  };
  const char* because = "Will not be done, because";
  ui.go(address);
  ui.rest();
  choose("Will not do");
  ui.type("textbox", because, "Too d");
  ui.key(key_escape);
  ui.rest();
  CHECK(ui.count("dialog") == 0);
  ui.go(address);
  ui.rest();
  INFO(ui.kit.tree().text());
  REQUIRE(ui.count("textbox", because) == 1);
  CHECK(ui.find("textbox", because).value == "Too d");
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  // Why it is only an idea again is another reason.
  choose("Idea");
  CHECK(ui.find("textbox", because).value.empty());
  choose("Will not do");
  CHECK(ui.find("textbox", because).value == "Too d");
  ui.press("button", "Cancel");
  ui.rest();
  CHECK(ui.find("combobox", "State").value == "Committed");
  choose("Will not do");
  CHECK(ui.find("textbox", because).value.empty());
}

TEST_CASE("what was done again is verified once somebody looked again, though the same comes out") {
  Promises promises;
  AppHarness& ui = promises.ui;
  Workspace& workspace = ui.app.workspace();
  OpenPostmortem& one = workspace.open(promises.id);
  const std::string path = "actions/" + text_of(promises.late);
  const auto check = ui.page.ids.next();
  const std::string result = path + "/checks/" + text_of(check) + "/result";
  const auto set = [&](ActionState state) {
    workspace.carry_out(one, path, SetActionState{.action = promises.late, .state = state, .reason = {}});
  };
  workspace.carry_out(one, path, AddEntry{path + "/checks", check});
  workspace.carry_out(one, result, SetField{result, "worked"});
  set(ActionState::verified);
  ui.page.at = noon + days(60);
  set(ActionState::in_progress);
  set(ActionState::done);
  ui.rest();
  promises.choose("Done", "Alert on waiting connections", "Verified");
  INFO(ui.kit.tree().text());
  CHECK(
      ui.shows("alert \"The check that says “worked” is of before this was last done or taken up again. Look again "
               "and record what it says now.\""));
  CHECK(promises.saved(promises.late).state == ActionState::done);
  CHECK(ui.focused() == "combobox \"Result\"");
  ui.press("combobox", "Result");
  ui.press("option", "It worked");
  ui.rest();
  const Action saved = promises.saved(promises.late);
  CHECK(saved.state == ActionState::verified);
  CHECK(saved.checks.at(0).at == ui.page.at);
}

TEST_CASE("Escape puts back the card that is carried, and to let go means nothing then") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const Rect card = ui.find("button", "Alert on waiting connections").rect;
  const Rect column = ui.find("group", "In progress").rect;
  ImGuiIO& io = ui.kit.context()->IO;
  io.AddMousePosEvent(card.x + 20, card.y + 20);
  ui.frame();
  io.AddMouseButtonEvent(0, true);
  ui.frame();
  io.AddMousePosEvent(column.x + 20, column.y + 40);
  ui.frame();
  CHECK(ui.key(key_escape));
  io.AddMouseButtonEvent(0, false);
  ui.frame();
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK(ui.count("dialog") == 0);
}

TEST_CASE("what filters leave is counted in every view, and where a view has none of it, the way to it is there") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table&view=overdue&q=roll");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.find("tab", "Open").description == "1");
  CHECK(ui.find("tab", "Overdue").description == "0");
  ui.press("button", "Show the 1 in “All”");
  ui.rest();
  CHECK(ui.app.route() == "#/actions?as=table&view=all&q=roll");
  CHECK(ui.shows("Roll back in five minutes"));
}

TEST_CASE("the board of all promises says what has no column on it, and leads there") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?view=all");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.shows("Not on the board: 1 idea not promised"));
  CHECK(ui.count("link", "Show as a table") == 1);
  ui.go("#/actions");
  ui.rest();
  CHECK_FALSE(ui.shows("Not on the board"));
}

TEST_CASE("what will not be done is a view with its reasons, as a table whatever was shown before") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 1280;
  promises.choose("Committed", "Alert on waiting connections", "Will not do");
  ui.type("textbox", "Because", "The pool is gone.");
  ui.press("button", "Will not be done");
  ui.rest();
  ui.go("#/actions?view=will-not-do");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.count("rowheader") == 1);
  CHECK(ui.shows("Alert on waiting connections"));
  CHECK(ui.shows("The pool is gone."));
  CHECK(ui.count("button", "Show as a board") == 0);
}

TEST_CASE("the filter by owner has whoever promised anything, and what has nobody") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 1280;
  Workspace& workspace = ui.app.workspace();
  const auto action = unrepeat::Id<Action>::from(ui.page.ids.next());
  workspace.carry_out(workspace.open(promises.id), "actions", AddEntry{"actions", action});
  workspace.carry_out(workspace.open(promises.id), "actions",
                      SetField{"actions/" + text_of(action) + "/title", "Ask the supplier"});
  ui.rest();
  ui.go("#/actions?as=table&view=all");
  ui.rest();
  ui.press("combobox", "Owner");
  ui.rest();
  CHECK(ui.count("option", "Ana") == 1);
  ui.press("option", "Nobody");
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.app.route().contains("owner=-"));
  CHECK(ui.find("combobox", "Owner").value == "Nobody");
  CHECK(ui.count("rowheader") == 1);
  CHECK(ui.shows("Ask the supplier"));
}

TEST_CASE("the lines for a chat name the filters that hold") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table&owner=Ana&q=alert");
  ui.rest();
  ui.press("button", "Export");
  ui.rest();
  ui.press("menuitem", "Copy a summary for chat");
  ui.rest();
  CHECK(ui.page.copied.starts_with("Owner: Ana · Words: “alert”\n1 overdue"));
}

TEST_CASE("who changes promises without a name is offered to say it, and what follows is signed with it") {
  Promises promises;
  AppHarness& ui = promises.ui;
  CHECK(ui.count("group", "Your name") == 0);
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  CHECK(promises.saved(promises.late).log.back().by.empty());
  REQUIRE(ui.count("group", "Your name") == 1);
  CHECK(has(ui.find("button", "Sign what follows").state, State::disabled));
  ui.type("textbox", "Your name", "Ana");
  // Nothing waits for it.
  promises.choose_here("In progress", "Roll back in five minutes", "Committed");
  CHECK(promises.saved(promises.running).log.back().by.empty());
  ui.press("button", "Sign what follows");
  ui.rest();
  CHECK(ui.count("group", "Your name") == 0);
  CHECK(ui.app.workspace().setting("name") == "Ana");
  promises.choose_here("Committed", "Roll back in five minutes", "In progress");
  CHECK(promises.saved(promises.running).log.back().by == "Ana");
}

TEST_CASE("who goes on without a name is not asked for one again") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  ui.press("button", "Go on without a name");
  ui.rest();
  CHECK(ui.count("group", "Your name") == 0);
  promises.choose("In progress", "Roll back in five minutes", "Committed");
  CHECK(ui.count("group", "Your name") == 0);
}

TEST_CASE("a file that leaves is told of") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.press("button", "Export");
  ui.rest();
  ui.press("menuitem", "Table (.csv)");
  ui.rest();
  REQUIRE(ui.page.offered.size() == 1);
  CHECK(ui.shows("“promises.csv” goes to your downloads."));
}

TEST_CASE("Ctrl+Z takes back what a notice offers to take back, and says so") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("In progress", "Roll back in five minutes", "Done");
  CHECK(promises.saved(promises.running).state == ActionState::done);
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.running).state == ActionState::in_progress);
  CHECK(ui.shows("Taken back: “Roll back in five minutes” to Done"));
  // Nothing that is gone is offered any more.
  CHECK(ui.count("button", "Undo") == 0);
  CHECK_FALSE(ui.shows("\"“Roll back in five minutes” is now: Done\""));
  CHECK_FALSE(ui.key('z', modifier_control));
}

TEST_CASE("what was done to several is taken back with Ctrl+Z as a whole after its notice went, and done again") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.give_both_to("Mei");
  promises.put_notices_away();
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.owners() == "Ana Ana");
  CHECK(ui.shows("Taken back: 2 promises changed"));
  CHECK_FALSE(ui.key('z', modifier_control));
  promises.put_notices_away();
  CHECK(ui.key('y', modifier_control));
  ui.rest();
  CHECK(promises.owners() == "Mei Mei");
  CHECK(ui.shows("Done again: 2 promises changed"));
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.owners() == "Ana Ana");
}

TEST_CASE("steps on one promise and on several are taken back in their order, each once for a press") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  promises.give_both_to("Mei");
  promises.give_both_to("Noor");
  promises.put_notices_away();
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.owners() == "Mei Mei");
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.owners() == "Ana Ana");
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(promises.saved(promises.late).state == ActionState::committed);
  CHECK_FALSE(ui.key('z', modifier_control));
  for (int step = 0; step < 3; ++step) {
    CHECK(ui.key('z', modifier_control | modifier_shift));
    ui.rest();
  }
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
  CHECK(promises.owners() == "Noor Noor");
}

TEST_CASE("the notice of what Ctrl+Z took back goes, also of what was done to several") {
  Promises promises;
  AppHarness& ui = promises.ui;
  promises.give_both_to("Mei");
  CHECK(ui.count("button", "Undo") == 1);
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(ui.count("button", "Undo") == 0);
  // What its button takes back is known to the keys.
  promises.give_both_to("Noor");
  ui.press("button", "Undo");
  ui.rest();
  CHECK(promises.owners() == "Ana Ana");
  CHECK_FALSE(ui.key('z', modifier_control));
  CHECK(ui.key('z', modifier_control | modifier_shift));
  ui.rest();
  CHECK(promises.owners() == "Noor Noor");
}

TEST_CASE("what was changed elsewhere in the meantime is not overwritten by Ctrl+Z on the promises, and that is said") {
  Promises promises;
  AppHarness& ui = promises.ui;
  Workspace& workspace = ui.app.workspace();
  const auto assign = [&](const char* person) {
    const std::string path = "actions/" + text_of(promises.late);
    workspace.carry_out(workspace.open(promises.id), path,
                        AssignAction{.action = promises.late, .owner = {.person = person}});
    ui.rest();
  };
  promises.give_both_to("Mei");
  assign("Noor");
  promises.put_notices_away();
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(ui.shows("This was changed elsewhere in the meantime. Nothing was overwritten."));
  CHECK(promises.saved(promises.late).owner->person == "Noor");
  CHECK(promises.saved(promises.running).owner->person == "Mei");
  promises.put_notices_away();
  promises.choose("Committed", "Alert on waiting connections", "In progress");
  assign("Ana");
  promises.put_notices_away();
  CHECK(ui.key('z', modifier_control));
  ui.rest();
  CHECK(ui.shows("This was changed elsewhere in the meantime. Nothing was overwritten."));
  CHECK(promises.saved(promises.late).state == ActionState::in_progress);
}

TEST_CASE("what is selected is of the list that is shown: another list begins without") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table");
  ui.rest();
  ui.press("checkbox", "Select “Alert on waiting connections”");
  ui.rest();
  CHECK(ui.count("group", "1 promise selected") == 1);
  ui.go("#/actions?as=table&view=due-soon");
  ui.rest();
  ui.go("#/actions?as=table");
  ui.rest();
  CHECK(ui.count("group", "1 promise selected") == 0);
}

TEST_CASE("what in the address of the promises nobody can use is said, with a way to take it out; the rest holds") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?view=nonsense&as=table&sort=age&group=bogus");
  ui.rest();
  CHECK(ui.shows("Part of this link was not understood and is left out: Views “nonsense”, Group by “bogus”."));
  ui.press("button", "Remove it from the link");
  ui.rest();
  CHECK(ui.app.route() == "#/actions?as=table&sort=age");
  CHECK_FALSE(ui.shows("was not understood"));
}

TEST_CASE("words are looked for one by one, in quotes as they follow, and signs alone are nothing") {
  Promises promises;
  AppHarness& ui = promises.ui;
  const auto found = [&](const char* typed) {
    ui.go(std::string("#/actions?as=table&view=all&q=") + typed);
    ui.rest();
    return ui.count("rowheader");
  };
  CHECK(found("connections%20alert") == 1);
  CHECK(found("%22on%20waiting%22") == 1);
  CHECK(found("%22waiting%20on%22") == 0);
  CHECK(found("%22") == 3);
  CHECK(found("*") == 3);
}

TEST_CASE("a promise of the address that is not there says so, and a damaged address opens nothing") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?promise=" + text_of(promises.id) + "." + text_of(promises.id));
  ui.rest();
  CHECK(ui.shows("This promise is not there any more."));
  ui.go("#/actions?promise=nonsense");
  ui.rest();
  CHECK(ui.count("dialog") == 0);
  CHECK(ui.shows("Part of this link was not understood and is left out: Promise “nonsense”."));
}

TEST_CASE("End leads to the last of many promises, also where its row has yet to be read") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.viewport.width = 1280;
  constexpr int count = 120;
  std::vector<Command> commands;
  for (int i = 1; i <= count; ++i) {
    const auto action = unrepeat::Id<Action>::from(ui.page.ids.next());
    commands.emplace_back(AddEntry{"actions", action});
    commands.emplace_back(SetField{"actions/" + text_of(action) + "/title", "Promise " + std::to_string(i)});
  }
  Workspace& workspace = ui.app.workspace();
  REQUIRE(workspace.carry_out(workspace.open(promises.id), "actions", commands));
  ui.rest();
  ui.go("#/actions?as=table&view=all");
  ui.rest();
  ui.focus("link", "Alert on waiting connections");
  CHECK(ui.key(key_end));
  ui.rest();
  CHECK(ui.focused() == "link \"Promise 120\"");
  CHECK(ui.key(key_home, modifier_control));
  ui.rest();
  CHECK(ui.focused() == "link \"Alert on waiting connections\"");
  // From what stands in a row the keys lead on as well.
  ui.focus("checkbox", "Select “Alert on waiting connections”");
  CHECK(ui.key(key_page_down));
  ui.rest();
  CHECK(ui.focused().starts_with("link \"Promise "));
}

TEST_CASE("rows stay where they are when one is chosen, and what is done to several stands where the views stood") {
  Promises promises;
  AppHarness& ui = promises.ui;
  ui.go("#/actions?as=table");
  ui.rest();
  const float before = ui.find("checkbox", "Select “Roll back in five minutes”").rect.y;
  ui.press("checkbox", "Select “Alert on waiting connections”");
  ui.rest();
  CHECK(ui.find("checkbox", "Select “Roll back in five minutes”").rect.y == before);
  CHECK(ui.count("group", "1 promise selected") == 1);
  CHECK(ui.count("tablist") == 0);
  ui.press("button", "Clear the selection");
  ui.rest();
  CHECK(ui.count("tablist") == 1);
  CHECK(ui.find("checkbox", "Select “Roll back in five minutes”").rect.y == before);
}
