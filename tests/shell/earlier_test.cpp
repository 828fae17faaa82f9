// What happened before is told where an incident is described and while one is recorded, and what somebody says of it
// is kept.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// A library in which a pool ran dry two months ago, with a promise that nobody kept.
struct Before {
  AppHarness ui{"#/settings"};
  PostmortemId first, again;

  Before() {
    Workspace& workspace = ui.app.workspace();
    first = make("Connection pool of checkout exhausted", -60);
    OpenPostmortem& one = workspace.open(first);
    const Uuid action = ui.page.ids.next();
    workspace.carry_out(one, "actions", AddEntry{"actions", action});
    const std::string path = "actions/" + text_of(action);
    workspace.carry_out(one, path, SetField{path + "/title", "Alert on waiting connections"});
    workspace.carry_out(one, path,
                        AssignAction{.action = unrepeat::Id<Action>::from(action), .owner = {.person = "Ana"}});
    workspace.carry_out(one, path, SetActionDue{.action = unrepeat::Id<Action>::from(action), .due = "2026-10-15"});
    workspace.carry_out(one, path,
                        SetActionState{.action = unrepeat::Id<Action>::from(action), .state = ActionState::committed});
    again = make("Checkout pool exhausted again", 0);
    ui.go("#/pm/" + text_of(again) + "/context");
    ui.rest();
  }
  PostmortemId make(const char* title, int days) {
    Workspace& workspace = ui.app.workspace();
    const PostmortemId id = workspace.create();
    OpenPostmortem& one = workspace.open(id);
    workspace.carry_out(one, "title", SetField{"title", title});
    workspace.carry_out(one, "context/summary",
                        SetField{"context/summary", "Every worker of the checkout waited for a connection."});
    workspace.carry_out(one, "moments/impact_start",
                        SetMoment{.kind = MomentKind::impact_start, .time = Time{.at = noon + seconds(86'400 * days)}});
    ui.rest();
    return id;
  }
};

}  // namespace

TEST_CASE("a recurring incident is told of with its promises, and each of them is one press away") {
  Before before;
  AppHarness& ui = before.ui;
  CHECK(ui.shows("The 2nd time since"));
  CHECK(ui.shows("1 promise from then is still open"));
  ui.press("button", "What came before");
  ui.rest();
  CHECK(ui.shows("Connection pool of checkout exhausted"));
  CHECK(ui.shows("both tell of"));
  CHECK(ui.shows("Alert on waiting connections"));
  CHECK(ui.shows("Ana · due 15 Oct 2026"));
}

TEST_CASE("what somebody says of an earlier one is remembered, and can be taken back") {
  Before before;
  AppHarness& ui = before.ui;
  ui.press("button", "What came before");
  ui.rest();
  ui.press("button", "“Connection pool of checkout exhausted” came again");
  ui.rest();
  REQUIRE(ui.saved(before.again).related.size() == 1);
  CHECK(ui.saved(before.again).related[0].kind == RelationKind::recurrence_of);
  INFO(ui.kit.tree().text());
  CHECK(ui.shows("linked by somebody"));
  ui.press("button", "“Connection pool of checkout exhausted” is not related");
  ui.rest();
  CHECK(ui.saved(before.again).related[0].kind == RelationKind::not_related);
  CHECK_FALSE(ui.shows("The 2nd time since"));
  ui.app.workspace().undo(ui.app.workspace().open(before.again));
  ui.rest();
  CHECK(ui.shows("The 2nd time since"));
}

TEST_CASE("what an earlier one is linked to is told of by way of it, and can be said to have come again itself") {
  Before before;
  AppHarness& ui = before.ui;
  Workspace& workspace = ui.app.workspace();
  const PostmortemId lighthouse = before.make("Lighthouse went dark", -90);
  OpenPostmortem& first = workspace.open(before.first);
  const Uuid relation = ui.page.ids.next();
  const std::string path = "related/" + text_of(relation);
  workspace.carry_out(first, "related", AddEntry{"related", relation});
  workspace.carry_out(first, "related", SetField{path + "/target", text_of(lighthouse)});
  workspace.carry_out(first, "related", SetField{path + "/kind", "recurrence_of"});
  ui.rest();
  ui.rest();
  INFO(ui.kit.tree().text());
  CHECK(ui.shows("The 3rd time since"));
  ui.press("button", "What came before");
  ui.rest();
  CHECK(ui.shows("linked by way of “Connection pool of checkout exhausted”"));
  CHECK_FALSE(ui.shows("linked by somebody"));
  ui.press("button", "“Lighthouse went dark” came again");
  ui.rest();
  ui.rest();
  CHECK(ui.shows("linked by somebody"));
  // Now it is the other one that is linked by way of this one.
  CHECK(ui.shows("linked by way of “Lighthouse went dark”"));
  CHECK(ui.count("button", "“Lighthouse went dark” came again") == 0);
  CHECK(ui.count("button", "“Connection pool of checkout exhausted” came again") == 1);
}

TEST_CASE("while an incident gets its title for the record, what came before is there") {
  Before before;
  AppHarness& ui = before.ui;
  ui.go("#/record");
  ui.type("textbox", "What is happening, as far as it is known", "pool exhausted");
  ui.rest();
  CHECK(ui.shows("It may have happened before"));
  CHECK(ui.shows("Connection pool of checkout exhausted"));
  ui.type("textbox", "What is happening, as far as it is known", "lighthouse");
  ui.rest();
  CHECK_FALSE(ui.shows("It may have happened before"));
}
