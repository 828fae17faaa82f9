// An incident is recorded while it runs: a key for a moment, a line for a note, and everything is in a post-mortem.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

struct Recorded {
  AppHarness ui{"#/record"};
  PostmortemId id;

  Recorded() {
    ui.type("textbox", "What is happening, as far as it is known", "Orders fail");
    ui.press("button", "Start recording");
    const std::string route(ui.app.route());
    id = PostmortemId::from(*uuid_from(std::string_view(route).substr(5, 36)));
    ui.frame();
  }
  /// Types and confirms with Enter.
  void enter(std::string_view name, std::string_view words) {
    ui.type("textbox", name, words);
    ui.kit.report_text_committed(ui.find("textbox", name).id, true);
    ui.frame();
  }
  /// Out of every field, so that digits are keys.
  void leave_fields() {
    ui.leave();
    ui.focus("link", "Library");
  }
  Postmortem saved() {
    ui.frame();
    return ui.saved(id);
  }
};

}  // namespace

TEST_CASE("what is recorded is kept at every key: the moment, its time, and who did what") {
  Recorded recorded;
  AppHarness& ui = recorded.ui;
  CHECK(ui.shows("Nothing is written down yet."));
  ui.press("button", "Detected, now");
  ui.page.at = ui.page.at + seconds(120);
  recorded.enter("What was seen, tried or decided", "Ana: restarting the queue workers");
  ui.page.at = ui.page.at + seconds(120);
  ui.press("button", "Mitigated, now");
  const Postmortem one = recorded.saved();
  CHECK(one.title == "Orders fail");
  REQUIRE(one.timeline.size() >= 3);
  CHECK(one.moments[MomentKind::detected].state == MomentState::recorded);
  CHECK(one.moments[MomentKind::mitigated].state == MomentState::recorded);
  const auto note = std::ranges::find(one.timeline, "Ana", &TimelineEvent::actor);
  REQUIRE(note != one.timeline.end());
  CHECK(note->text == "restarting the queue workers");
  CHECK(ui.find("textbox", "What was seen, tried or decided").value.empty());
}

TEST_CASE("a digit is the key of a moment, and one that is recorded is not recorded again") {
  Recorded recorded;
  AppHarness& ui = recorded.ui;
  recorded.leave_fields();
  ui.key('2');
  ui.frame();
  const Postmortem once = recorded.saved();
  CHECK(once.moments[MomentKind::detected].state == MomentState::recorded);
  ui.key('2');
  ui.frame();
  CHECK(recorded.saved().timeline.size() == once.timeline.size());
  ui.press("button", "Undo");
  CHECK(recorded.saved().moments[MomentKind::detected].state == MomentState::pending);
}

TEST_CASE("when it is over the way leads into the post-mortem") {
  Recorded recorded;
  AppHarness& ui = recorded.ui;
  ui.press("button", "Resolved, now");
  ui.press("button", "It is over: go on in the post-mortem");
  CHECK(ui.app.route() == "#/pm/" + text_of(recorded.id) + "/timeline");
}
