// The review meeting by role and name: begun, written into, every idea decided, and what is sent.
#include <doctest/doctest.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// The app with the meeting of a new post-mortem on the screen.
struct InMeeting : AppHarness {
  explicit InMeeting(float width = 1280) {
    viewport.width = width;
    viewport.height = 3000;
    viewport.touch = width < 800;
    id = app.workspace().create();
    set({SetField{"title", "Checkout slow"}});
    go_to("opening");
  }
  void go_to(std::string_view step) { go("#/pm/" + text_of(id) + "/meeting/" + std::string(step)); }
  void set(std::vector<Command> commands) {
    REQUIRE(app.workspace().carry_out(app.workspace().open(id), "", std::span<const Command>(commands)));
    frame();
  }
  ActionId add_idea(std::string_view title) {
    const auto action = page.ids.next_as<ActionId>();
    set({AddEntry{"actions", action}, SetField{"actions/" + text_of(action) + "/title", std::string(title)}});
    return action;
  }
  void add_person(std::string_view name, std::string_view role) {
    const Uuid person = page.ids.next();
    const std::string path = "people/" + text_of(person);
    set({AddEntry{"people", person}, SetField{path + "/name", std::string(name)},
         SetTexts{path + "/roles", {std::string(role)}}});
  }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  void enter(std::string_view name, std::string_view words) {
    type("textbox", name, words);
    kit.report_text_committed(find("textbox", name).id, true);
    frame();
  }
  /// Out of every field, so that letters are shortcuts.
  void leave_fields() {
    leave();
    focus("link", "Library");
  }
  PostmortemId id;
};

}  // namespace

TEST_CASE("a meeting begins now, is in the post-mortem, and says what its rules are") {
  InMeeting ui;
  CHECK(ui.value().meetings.empty());
  ui.press("button", "Begin the meeting");
  REQUIRE(ui.value().meetings.size() == 1);
  CHECK(ui.value().meetings.front().at->at == noon);
  CHECK(ui.shows("We ask how and what."));
  CHECK(ui.count("button", "Begin the meeting") == 0);
}

TEST_CASE(
    "the clock of each item is shown in minutes, goes on after leaving the screen, and warns of nothing before its "
    "time") {
  InMeeting ui;
  ui.press("button", "Begin the meeting");
  CHECK(ui.find("link", "Opening").description == "0 of 5 min");
  ui.page.at = noon + minutes(4);
  ui.go_to("story");
  ui.page.at = noon + minutes(10);
  ui.go("#/");
  ui.page.at = noon + minutes(12);
  ui.go_to("story");
  CHECK(ui.find("link", "What happened").description == "8 of 15 min");
  CHECK(ui.find("link", "Opening").description == "4 of 5 min");
  CHECK(ui.shows("The whole meeting: 12 of 60 min"));
}

TEST_CASE("while nothing is done the meeting wakes at the next full minute and not before") {
  InMeeting ui;
  ui.press("button", "Begin the meeting");
  ui.wait(10);
  const double wake = ui.app.next_wake_s();
  CHECK(wake > 30);
  CHECK(wake <= 60.1);
}

TEST_CASE("a letter leads to the field of a factor, an idea, a question, or of what is for later") {
  InMeeting ui;
  ui.press("button", "Begin the meeting");
  const std::pair<char, std::string> letters[] = {
      {'f', "A factor"}, {'i', "An idea"}, {'q', "An open question"}, {'p', "For later"}};
  for (const auto& [letter, name] : letters) {
    CAPTURE(name);
    ui.leave_fields();
    CHECK(ui.key(static_cast<uint32_t>(letter)));
    CHECK(ui.focused() == "textbox \"" + name + "\"");
    ui.enter(name, "One");
    CHECK(ui.find("textbox", name).value == "");
    ui.enter(name, "Two");
    ui.type("textbox", name, "Thr");
  }
  CHECK(ui.value().causes.factors.size() == 3);
  CHECK(ui.value().causes.factors.back().text == "Thr");
  CHECK(ui.value().actions.size() == 3);
  CHECK(ui.value().review.questions.size() == 3);
  CHECK(ui.value().meetings.front().parking_lot == std::vector<std::string>{"One", "Two", "Thr"});
  // What is half written stands in its field when one comes back.
  ui.go("#/");
  ui.go_to("causes");
  CHECK(ui.find("textbox", "A factor").value == "Thr");
}

TEST_CASE("an idea is committed to with an owner, a date and a check, from field to field by Enter") {
  InMeeting ui;
  ui.add_idea("Alarm on queue age");
  ui.go_to("decide");
  CHECK(ui.shows("0 of 1 decided"));
  CHECK(has(ui.find("button", "Commit").state, State::disabled));
  CHECK(ui.find("button", "Commit").description == "Still missing: Owner, Due, How we will know");
  ui.enter("Owner", "Ana");
  CHECK(ui.focused() == "textbox \"Due\"");
  ui.enter("Due", "15 Dec");
  CHECK(ui.value().actions.front().due == "2026-12-15");
  CHECK(ui.focused() == "textbox \"How we will know\"");
  ui.enter("How we will know", "It rings");
  CHECK(ui.value().actions.front().state == ActionState::committed);
  // Nobody said when to look, and that follows from the date.
  CHECK(ui.value().actions.front().checks.front().on.empty());
  CHECK(ui.shows("1 of 1 decided"));
  CHECK(ui.shows("Ana · due 15 Dec 2026 · check on 29 Dec 2026"));
  ui.press("button", "Decide again");
  CHECK(ui.value().actions.front().state == ActionState::idea);
  CHECK(ui.find("textbox", "Owner").value == "Ana");
}

TEST_CASE("a date can be chosen by how far it is, and one that cannot be read stays with the reason") {
  InMeeting ui;
  ui.add_idea("Alarm");
  ui.go_to("decide");
  ui.enter("Due", "soon");
  CHECK(has(ui.find("textbox", "Due").state, State::invalid));
  CHECK(ui.find("textbox", "Due").value == "soon");
  CHECK(ui.focused() == "textbox \"Due\"");
  ui.press("button", "In two weeks");
  CHECK(ui.value().actions.front().due == "2026-12-07");
  CHECK_FALSE(has(ui.find("textbox", "Due").state, State::invalid));
}

TEST_CASE("an idea that is not for now keeps its reason, and without one it stays an idea") {
  InMeeting ui;
  ui.add_idea("Rewrite it");
  ui.go_to("decide");
  ui.press("button", "Not now");
  CHECK(ui.focused() == "textbox \"Not now, because\"");
  ui.press("button", "Cancel");
  CHECK(ui.value().actions.front().state == ActionState::idea);
  ui.press("button", "Not now");
  ui.enter("Not now, because", "It is replaced in spring");
  CHECK(ui.value().actions.front().state == ActionState::will_not_do);
  CHECK(ui.value().actions.front().reason == "It is replaced in spring");
  CHECK(ui.count("textbox", "Not now, because") == 0);
  CHECK(ui.shows("1 of 1 decided"));
}

TEST_CASE("at the end there is a text to paste, a calendar file, and how long it took") {
  InMeeting ui;
  ui.press("button", "Begin the meeting");
  const auto action = ui.add_idea("Alarm");
  ui.go_to("closing");
  CHECK(ui.shows("1 idea is not decided yet."));
  CHECK(ui.shows("There is no date to keep yet."));
  ui.set({SetActionDue{action, "2026-12-15"}, SetActionState{action, ActionState::committed, {}}});
  CHECK(ui.shows("Every idea is decided."));
  ui.press("button", "Copy the text");
  CHECK(ui.page.copied.contains("• Alarm (nobody yet, by 15 Dec 2026)"));
  ui.app.workspace().take_copied(CopyOutcome::copied);
  ui.frame();
  CHECK(ui.shows("Copied."));
  // The date, and the day to look that follows from it.
  ui.press("button", "Calendar file: 2 dates");
  REQUIRE(ui.page.offered.size() == 1);
  CHECK(ui.page.offered.front().name.ends_with("checkout-slow.ics"));
  CHECK(ui.page.offered.front().media_type == "text/calendar");
  ui.page.at = noon + minutes(41);
  ui.press("button", "End the meeting");
  CHECK(ui.value().meetings.front().minutes == 41);
  CHECK(ui.shows("The meeting took 41 min."));
  CHECK(ui.saved(ui.id).moments[MomentKind::reviewed].state == MomentState::recorded);
}

TEST_CASE("with names turned off everybody is called by their role") {
  InMeeting ui;
  ui.add_person("Noor", "on call");
  ui.set({SetField{"context/summary", "Noor saw it first."}});
  ui.press("button", "Begin the meeting");
  ui.press("button", "Noor");
  CHECK(ui.value().meetings.front().attendees == std::vector<std::string>{"Noor"});
  ui.press("switch", "Show names");
  CHECK_FALSE(ui.shows("Noor"));
  ui.go_to("story");
  CHECK(ui.shows("on call saw it first."));
  CHECK_FALSE(ui.shows("Noor"));
  ui.press("switch", "Show names");
  CHECK(ui.shows("Noor saw it first."));
}

TEST_CASE("on a phone the meeting has its agenda as a choice and everything below each other") {
  InMeeting ui(380);
  ui.press("button", "Begin the meeting");
  ui.press("combobox", "Agenda");
  ui.press("option", "Decide on each idea");
  CHECK(ui.app.route().ends_with("/meeting/decide"));
  CHECK(ui.count("textbox", "A factor") == 1);
}

TEST_CASE("an address of a step that there is not shows the first, and a meeting of what is not there says so") {
  InMeeting ui;
  ui.go_to("nonsense");
  CHECK(ui.count("heading", "Opening") == 1);
  ui.go("#/pm/nobody/meeting");
  CHECK(ui.shows("This post-mortem is not in your library"));
}
