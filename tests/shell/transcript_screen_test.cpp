// A chat beside the timeline, walked through by keys.
#include <doctest/doctest.h>

#include <tuple>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// Three messages of a chat, the second of them talk.
struct AtTranscript : AppHarness {
  AtTranscript() {
    viewport.height = 1200;
    id = app.workspace().create();
    set_zone();
    const Uuid source = add("sources");
    set("sources", source, "kind", "slack");
    set("sources", source, "file", "ops.json");
    for (const auto& [clock, actor, words] :
         {std::tuple("10:00", "Ana", "is it slow?"), std::tuple("10:01", "Bo", "lunch?"),
          std::tuple("10:02", "Ana", "rolled back")}) {
      const Uuid event = add("timeline");
      set("timeline", event, "text", words);
      set("timeline", event, "actor", actor);
      set("timeline", event, "kind", "observation");
      Time time;
      time.at = parse_instant("2026-03-08T" + std::string(clock) + ":00Z").value();
      carry(SetTime{"timeline/" + text_of(event) + "/time", time});
      const std::string evidence = "timeline/" + text_of(event) + "/evidence";
      set(evidence, add(evidence), "source", text_of(source));
    }
    go("#/pm/" + text_of(id) + "/transcript");
  }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  const TimelineEvent& message(std::size_t index) { return value().timeline.at(index); }
  static std::string name(std::string_view clock, std::string_view words) {
    return std::string(clock) + " " + std::string(words);
  }
  PostmortemId id;

 private:
  void carry(Command command) {
    REQUIRE(app.workspace().carry_out(app.workspace().open(id), "test", std::move(command)));
  }
  void set_zone() { carry(SetField{"time_zone", "UTC"}); }
  Uuid add(const std::string& list) {
    const Uuid entry = app.workspace().ports().ids.next();
    carry(AddEntry{list, entry});
    return entry;
  }
  void set(const std::string& list, const Uuid& entry, std::string_view key, std::string words) {
    carry(SetField{list + "/" + text_of(entry) + "/" + std::string(key), std::move(words)});
  }
};

}  // namespace

TEST_CASE("a press leaves a message out of the timeline, kept with its reason, and takes it back") {
  AtTranscript ui;
  CHECK(ui.focused() == "button \"10:00 Ana: is it slow?\"");
  CHECK(ui.shows("3 of 3 messages are in the timeline"));
  ui.press("button", "10:01 Bo: lunch?");
  REQUIRE(ui.message(1).hidden);
  CHECK(ui.message(1).hidden->reason == "Talk");
  CHECK(ui.shows("2 of 3 messages are in the timeline"));
  CHECK_FALSE(ui.shows("text \"10:01 lunch?\""));
  ui.press("button", "10:01 Bo: lunch?");
  CHECK_FALSE(ui.message(1).hidden);
  CHECK(ui.shows("text \"10:01 lunch?\""));
}

TEST_CASE("the arrow keys walk through the messages, and a letter takes one and says what it was") {
  AtTranscript ui;
  ui.press("button", "10:02 Ana: rolled back");
  CHECK(ui.message(2).hidden);
  ui.focus("button", "10:00 Ana: is it slow?");
  ui.key(key_down);
  ui.frame();
  CHECK(ui.focused() == "button \"10:01 Bo: lunch?\"");
  ui.key(key_end);
  ui.frame();
  CHECK(ui.focused() == "button \"10:02 Ana: rolled back\"");
  ui.key('m');
  ui.frame();
  CHECK_FALSE(ui.message(2).hidden);
  CHECK(ui.message(2).kind == EventKind::mitigation);
  ui.key(key_home);
  ui.frame();
  // What is said goes on with the next one.
  ui.key('h');
  ui.frame();
  CHECK(ui.message(0).kind == EventKind::hypothesis);
  CHECK(ui.focused() == "button \"10:01 Bo: lunch?\"");
  ui.key('s');
  CHECK(ui.message(1).starred);
}

TEST_CASE("all that is talk is left out at once, and removed for good only when somebody says so") {
  AtTranscript ui;
  ui.focus("button", "10:02 Ana: rolled back");
  ui.key('m');
  ui.frame();
  ui.press("button", "Leave out 2 that are talk");
  CHECK(ui.shows("1 of 3 messages are in the timeline"));
  ui.press("button", "Undo");
  CHECK(ui.shows("3 of 3 messages are in the timeline"));
  ui.press("button", "Leave out 2 that are talk");
  ui.press("button", "Remove 2 left out for good");
  REQUIRE(ui.value().timeline.size() == 1);
  CHECK(ui.message(0).text == "rolled back");
}
