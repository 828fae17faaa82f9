// The replay by role and name: steps by keys, what is hidden, and questions where they arose.
#include <doctest/doctest.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// The app with the replay of three events on the screen.
struct InReplay : AppHarness {
  InReplay() {
    viewport.height = 3000;
    id = app.workspace().create();
    add("change", "Index built", 0);
    guess = add("hypothesis", "The cache is cold", 5);
    add("finding", "The pool is full", 10);
    set({SetField{"timeline/" + text_of(guess) + "/outcome", "ruled_out"}});
    go("#/pm/" + text_of(id) + "/replay");
  }
  void set(std::vector<Command> commands) {
    REQUIRE(app.workspace().carry_out(app.workspace().open(id), "", std::span<const Command>(commands)));
    frame();
  }
  Uuid add(std::string_view kind, std::string_view words, std::int64_t minute) {
    const Uuid event = page.ids.next();
    const std::string path = "timeline/" + text_of(event);
    Time time;
    time.at = noon + minutes(minute);
    set({AddEntry{"timeline", event}, SetField{path + "/kind", std::string(kind)},
         SetField{path + "/text", std::string(words)}, SetTime{path + "/time", time}});
    return event;
  }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  PostmortemId id;
  Uuid guess;
};

}  // namespace

TEST_CASE("a replay begins with the first event and shows nothing of the later ones") {
  InReplay ui;
  CHECK(ui.shows("1 of 3"));
  CHECK(ui.shows("Index built"));
  CHECK(ui.shows("2 later events are hidden."));
  CHECK_FALSE(ui.shows("The cache is cold"));
  CHECK_FALSE(ui.shows("The pool is full"));
  CHECK(ui.shows("What was expected to happen next?"));
}

TEST_CASE("arrow keys, Home and End go through the replay, and a guess is judged only at its end") {
  InReplay ui;
  ui.leave();
  CHECK(ui.key(key_right));
  CHECK(ui.shows("2 of 3"));
  CHECK(ui.shows("5 min later"));
  CHECK(ui.shows("What pointed there?"));
  CHECK_FALSE(ui.shows("Ruled out"));
  CHECK(ui.key(key_end));
  CHECK(ui.shows("3 of 3"));
  CHECK(ui.shows("Ruled out"));
  CHECK(ui.key(key_left));
  CHECK(ui.shows("2 of 3"));
  CHECK_FALSE(ui.shows("Ruled out"));
  CHECK(ui.key(key_home));
  CHECK(ui.shows("1 of 3"));
  // The address says where one is.
  CHECK(ui.app.route().contains("event="));
}

TEST_CASE("a question is noted at the event on the screen") {
  InReplay ui;
  ui.press("button", "One step on");
  ui.type("textbox", "Write down an open question", "What did the cache show?");
  REQUIRE(ui.value().review.questions.size() == 1);
  CHECK(ui.value().review.questions.front().event == EventId::from(ui.guess));
  ui.kit.report_text_committed(ui.find("textbox", "Write down an open question").id, true);
  ui.frame();
  CHECK(ui.find("textbox", "Write down an open question").value == "");
  CHECK(ui.shows("What did the cache show?"));
  ui.press("button", "One step on");
  CHECK_FALSE(ui.shows("What did the cache show?"));
}

TEST_CASE("playing goes on by itself after a while and stops at the end") {
  InReplay ui;
  ui.press("button", "Play");
  ui.wait(2);
  CHECK(ui.shows("1 of 3"));
  ui.wait(5);
  CHECK(ui.shows("2 of 3"));
  ui.press("button", "Pause");
  ui.wait(20);
  CHECK(ui.shows("2 of 3"));
  ui.press("button", "Play");
  ui.wait(7);
  CHECK(ui.shows("3 of 3"));
  CHECK(ui.count("button", "Pause") == 0);
}

TEST_CASE("with less motion asked for nothing plays by itself") {
  InReplay ui;
  ui.viewport.reduced_motion = true;
  ui.frame();
  CHECK(ui.count("button", "Play") == 0);
}

TEST_CASE("a replay without events says what to do") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  ui.go("#/pm/" + text_of(id) + "/replay");
  CHECK(ui.shows("There is nothing to replay yet"));
  CHECK(ui.count("link", "Go to the timeline") == 1);
}
