// The timeline as a person works with it: typing lines, asking back, the picture by pointer and by keys, shifting.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

struct AtTimeline : AppHarness {
  AtTimeline() {
    viewport.height = 3000;
    id = app.workspace().create();
    set("time_zone", "Europe/Madrid");
    go("#/pm/" + text_of(id) + "/timeline");
  }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  void set(const std::string& path, std::string words) {
    REQUIRE(app.workspace().carry_out(app.workspace().open(id), path, SetField{path, std::move(words)}));
  }
  /// As typed into the line below the events, and Enter.
  void add(std::string_view line) {
    type("textbox", "Add an event", line);
    key(key_enter);
    frame();
  }
  std::string at(std::size_t event) {
    const Time& time = value().timeline.at(event).time;
    return time.at ? format_instant(*time.at) : "nowhere";
  }
  /// A mark of the picture whose name begins like this.
  Semantics::Node mark(std::string_view beginning) {
    for (std::size_t i = 0; i < kit.tree().size(); ++i)
      if (const auto node = kit.tree().node(i); node.role == Role::button && node.name.starts_with(beginning))
        return node;
    FAIL_CHECK(tree());
    return {};
  }
  Semantics::Node picture() {
    for (std::size_t i = 0; i < kit.tree().size(); ++i)
      if (const auto node = kit.tree().node(i); node.role == Role::group && has(node.state, State::horizontal))
        return node;
    FAIL_CHECK(tree());
    return {};
  }
  void moments() {
    type("textbox", "Impact start", "8 Mar 2026 14:00");
    leave();
    type("textbox", "Resolved", "15:00");
    leave();
    frame();
  }
  PostmortemId id;
};

}  // namespace

TEST_CASE("twelve typed lines are twelve events, the day carried on and midnight crossed") {
  AtTimeline ui;
  for (const char* line : {"8 Mar 2026 23:40 errors rise", "23:45 alert fires", "+7m on-call acknowledges",
                           "23:58 rollback begins", "00:03 rollback is done", "00:10 errors fall", "00:12 – all clear",
                           "00:15–00:30 queue drains", "1 am status page says resolved", "01:20 UTC mail to customers",
                           "before 02:00 caches are warm", "9 Mar 11:00 review is planned"})
    ui.add(line);
  REQUIRE(ui.value().timeline.size() == 12);
  CHECK(ui.at(2) == "2026-03-08T22:52:00Z");
  CHECK(ui.at(4) == "2026-03-08T23:03:00Z");
  CHECK(ui.value().timeline[6].text == "all clear");
  REQUIRE(ui.value().timeline[7].end);
  CHECK(format_instant(*ui.value().timeline[7].end->at) == "2026-03-08T23:30:00Z");
  CHECK(ui.at(8) == "2026-03-09T00:00:00Z");
  CHECK(ui.at(9) == "nowhere");
  CHECK(ui.value().timeline[9].time.latest.has_value());
  CHECK(ui.at(10) == "2026-03-09T01:20:00Z");
  CHECK(ui.at(11) == "2026-03-09T10:00:00Z");
}

TEST_CASE("a time that cannot be read is asked back with what it may mean") {
  AtTimeline ui;
  ui.add("8 Mar 2026 13:00 errors rise");
  ui.add("14.02 paged the database on-call");
  CHECK(ui.value().timeline.size() == 1);
  CHECK(ui.shows("group \"What was meant?\""));
  ui.press("button", "Sun 8 Mar 2026 14:02 +01:00");
  REQUIRE(ui.value().timeline.size() == 2);
  CHECK(ui.at(1) == "2026-03-08T13:02:00Z");
  CHECK(ui.value().timeline[1].time.written == "14.02");
  CHECK(ui.value().timeline[1].text == "paged the database on-call");
  CHECK_FALSE(ui.shows("What was meant?"));
}

TEST_CASE("a time kept as it was written is marked, and can be placed later") {
  AtTimeline ui;
  ui.add("8 Mar 2026 13:00 errors rise");
  ui.add("25:10 caches are warm");
  ui.press("button", "Keep it as written");
  REQUIRE(ui.value().timeline.size() == 2);
  CHECK(ui.at(1) == "nowhere");
  CHECK(ui.value().timeline[1].time.written == "25:10");
  CHECK(ui.shows("text \"Not placed\""));
  ui.press("button", "Details: caches are warm");
  ui.press("button", "Mon 9 Mar 2026 01:10 +01:00");
  CHECK(ui.at(1) == "2026-03-09T00:10:00Z");
  CHECK_FALSE(ui.shows("text \"Not placed\""));
}

TEST_CASE("an hour that the clocks showed twice is asked back with both offsets") {
  AtTimeline ui;
  ui.add("25 Oct 2026 01:00 errors rise");
  // Later than today, so the day is said.
  ui.add("25 Oct 2026 02:30 alert fires");
  ui.press("button", "Sun 25 Oct 2026 02:30 +01:00");
  CHECK(ui.at(1) == "2026-10-25T01:30:00Z");
  CHECK(ui.shows("Clocks +02:00 → +01:00"));
  ui.press("button", "Details: alert fires");
  CHECK(ui.shows("The clocks showed this time twice: it is the one at +01:00."));
}

TEST_CASE("the team's clock and UTC are both shown") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:02 errors rise");
  ui.find("text", "14:02");
  ui.find("text", "13:02 UTC");
}

TEST_CASE("the same clock face is read in another zone") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:02 errors rise");
  ui.press("button", "Details: errors rise");
  ui.press("combobox", "Read on the clocks of");
  ui.press("option", "UTC");
  CHECK(ui.at(0) == "2026-03-08T14:02:00Z");
  CHECK(ui.value().timeline[0].time.zone == "UTC");
  CHECK(ui.value().timeline[0].time.written == "8 Mar 2026 14:02");
}

TEST_CASE("events of one instant stand in the author's order") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:02 errors rise");
  ui.add("14:02 alert fires");
  CHECK(ui.value().timeline[0].text == "errors rise");
  ui.press("button", "Details: alert fires");
  ui.press("button", "Put before “errors rise”");
  CHECK(ui.value().timeline[0].text == "alert fires");
  CHECK(ui.count("button", "Put before “errors rise”") == 0);
}

TEST_CASE("the kind of the next event is chosen beside its line") {
  AtTimeline ui;
  ui.press("combobox", "Kind of the next event");
  ui.press("option", "Decision");
  ui.add("8 Mar 2026 14:02 raise the limit");
  CHECK(ui.value().timeline[0].kind == EventKind::decision);
  ui.press("button", "Details: raise the limit");
  CHECK(ui.count("textbox", "Options") == 1);
}

TEST_CASE("times are shifted together after a look at what would become of them, and taken back") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:02 errors rise");
  ui.add("14:10 alert fires");
  ui.add("14:20 all clear");
  ui.press("button", "Details: alert fires");
  ui.press("button", "Shift from here on");
  ui.type("textbox", "By how much", "+1h");
  CHECK(ui.shows("2 events. The first goes from Sun 8 Mar 2026 14:10 +01:00 to Sun 8 Mar 2026 15:10 +01:00."));
  ui.press("button", "Shift 2 events");
  CHECK(ui.at(0) == "2026-03-08T13:02:00Z");
  CHECK(ui.at(1) == "2026-03-08T14:10:00Z");
  CHECK(ui.at(2) == "2026-03-08T14:20:00Z");
  CHECK(ui.count("dialog") == 0);
  ui.press("button", "Undo");
  CHECK(ui.at(1) == "2026-03-08T13:10:00Z");
}

TEST_CASE("an amount that is none is asked for again, and shifts nothing") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:02 errors rise");
  ui.press("button", "Shift times");
  ui.type("textbox", "By how much", "one hour");
  CHECK(ui.shows("Write it as +1h, -7m or -90 s."));
  CHECK(has(ui.find("button", "Shift 1 event").state, State::disabled));
  ui.key(key_escape);
  ui.frame();
  CHECK(ui.at(0) == "2026-03-08T13:02:00Z");
}

TEST_CASE("in the picture the arrow keys go from event to event, and Enter goes to it in the list") {
  AtTimeline ui;
  ui.moments();
  ui.add("14:05 errors rise");
  ui.add("14:30 alert fires");
  ui.focus("button", "14:05 Observation: errors rise");
  ui.key(key_right);
  ui.frame();
  CHECK(ui.focused() == "button \"14:30 Observation: alert fires\"");
  ui.key(key_left);
  ui.frame();
  CHECK(ui.focused() == "button \"14:05 Observation: errors rise\"");
  ui.press("button", "14:30 Observation: alert fires");
  CHECK(ui.focused() == "textbox \"What happened at 14:30\"");
}

TEST_CASE("an event is moved in the picture by keys and by pointer, and taken back") {
  AtTimeline ui;
  ui.moments();
  ui.add("14:05 errors rise");
  ui.focus("button", "14:05 Observation: errors rise");
  ui.key(key_right, modifier_shift);
  ui.frame();
  const Instant moved = *ui.value().timeline[0].time.at;
  CHECK(moved > parse_instant("2026-03-08T13:05:00Z").value());
  CHECK(ui.value().timeline[0].time.written.empty());
  CHECK(ui.focused().starts_with("button \"14:0"));
  ui.press("button", "Undo");
  CHECK(ui.at(0) == "2026-03-08T13:05:00Z");

  const Rect rect = ui.mark("14:05").rect, all = ui.picture().rect;
  const float hour = all.width - 48, minute = hour / 60;
  ui.drag(rect.x + rect.width / 2, rect.y + 8, rect.x + rect.width / 2 + 10 * minute, rect.y + 8);
  CHECK(ui.at(0) == "2026-03-08T13:15:00Z");
}

TEST_CASE("the picture is zoomed and moved by buttons, keys, wheel and dragging") {
  AtTimeline ui;
  ui.moments();
  ui.add("14:05 errors rise");
  const auto range = [&] { return std::string(ui.picture().name.substr(0, ui.picture().name.find(','))); };
  CHECK(range() == "Timeline from 14:00 to 15:00");
  // Round what stands nearest to the middle.
  ui.press("button", "Zoom in");
  CHECK(range() == "Timeline from 14:02 to 14:38");
  ui.press("button", "Move to earlier times");
  CHECK(range() == "Timeline from 13:44 to 14:20");
  ui.press("button", "Show the incident");
  CHECK(range() == "Timeline from 14:00 to 15:00");

  ui.focus("button", "14:05 Observation: errors rise");
  ui.key('+');
  ui.frame();
  CHECK(range() == "Timeline from 14:02 to 14:38");
  CHECK(ui.focused() == "button \"14:05 Observation: errors rise\"");
  ui.key('0');
  ui.frame();

  const Rect rect = ui.picture().rect;
  ui.drag(rect.x + rect.width / 2, rect.bottom() - 6, rect.x + rect.width / 2 - (rect.width - 48) / 4,
          rect.bottom() - 6);
  CHECK(range() == "Timeline from 14:15 to 15:15");
  ui.kit.report_wheel(rect.x + rect.width / 2, rect.y + 20, -(rect.width - 48) / 4, 1);
  ui.frame();
  CHECK(range() == "Timeline from 14:00 to 15:00");
  ui.kit.report_wheel(rect.x + 16 + (rect.width - 48) / 2, rect.y + 20, 0, 0.5f);
  ui.frame();
  CHECK(range() == "Timeline from 14:15 to 14:45");
}

TEST_CASE("events too near to be told apart are one mark, and pressing it looks closer") {
  AtTimeline ui;
  ui.moments();
  for (const char* line : {"14:30:00 a", "14:30:20 b", "14:30:40 c"}) ui.add(line);
  ui.press("button", "3 events, 14:30 to 14:30:40");
  CHECK(ui.count("button", "3 events, 14:30 to 14:30:40") == 0);
  CHECK(ui.mark("14:30 Observation: a").id != 0);
  CHECK(ui.mark("14:30 Observation: c").id != 0);
  CHECK(ui.focused() == "button \"14:30 Observation: a\"");
}

TEST_CASE("moments too near to be told apart are one flag that names them all, and pressing it looks closer") {
  AtTimeline ui;
  ui.moments();
  for (const auto& [moment, clock] : {std::pair("Detected", "14:01"), std::pair("Notified", "14:02"),
                                      std::pair("Response", "14:03"), std::pair("Mitigated", "14:04")}) {
    ui.type("textbox", moment, clock);
    ui.leave();
    ui.frame();
  }
  for (int i = 0; i < 8; ++i) ui.press("button", "Zoom out");
  std::string named, fold;
  std::size_t flags = 0;
  for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
    const auto node = ui.kit.tree().node(i);
    if (!node.name.contains("14:0") || (node.role != Role::img && node.role != Role::button)) continue;
    ++flags;
    named += node.name;
    if (node.name.contains(" · ")) fold = node.name;
  }
  CHECK(flags <= 4);
  for (const char* moment : {"Impact start", "Detected", "Notified", "Response", "Mitigated"})
    CHECK(named.contains(moment));
  REQUIRE_FALSE(fold.empty());
  ui.press("button", fold);
  CHECK(ui.count("button", fold) == 0);
  ui.find("img", "Resolved 15:00");
}

TEST_CASE("the picture is as high at every scale, at every time, and its buttons stay where they are") {
  AtTimeline ui;
  ui.moments();
  ui.add("14:05 errors rise");
  ui.add("14:10–14:12 queue drains");
  const Rect first = ui.picture().rect, zoom = ui.find("button", "Zoom in").rect;
  const auto is_as_before = [&] {
    CHECK(ui.picture().rect.y == first.y);
    CHECK(ui.picture().rect.height == first.height);
    CHECK(ui.find("button", "Zoom in").rect.x == zoom.x);
  };
  for (int i = 0; i < 9; ++i) ui.press("button", "Zoom in"), is_as_before();
  for (int i = 0; i < 6; ++i) ui.press("button", "Move to later times"), is_as_before();
  for (int i = 0; i < 20; ++i) ui.press("button", "Zoom out"), is_as_before();
}

TEST_CASE("windows of impact and their levels are in the picture, and what follows from them under Impact") {
  AtTimeline ui;
  ui.moments();
  auto& workspace = ui.app.workspace();
  const Uuid window = ui.page.ids.next();
  const std::string path = "impact/windows/" + text_of(window);
  const auto time = [](const char* text) {
    Time read;
    read.at = parse_instant(text).value();
    return read;
  };
  const std::vector<Command> commands{AddEntry{"impact/windows", window}, SetField{path + "/level", "full"},
                                      SetTime{path + "/start", time("2026-03-08T13:00:00Z")},
                                      SetTime{path + "/end", time("2026-03-08T13:40:00Z")}};
  REQUIRE(workspace.carry_out(workspace.open(ui.id), path, std::span(commands)));
  ui.frame();
  ui.find("img", "Full: 14:00 to 14:40");
  ui.go("#/pm/" + text_of(ui.id) + "/impact");
  ui.find("text", "Impact, from its windows");
  ui.find("text", "40 min");
  ui.set("impact/business/error_budget/objective", "0.999");
  ui.set("impact/business/error_budget/window_days", "30");
  ui.frame();
  ui.find("text", "92.6\u00a0%");
}

TEST_CASE("an event is left out and put back, and is kept below the others meanwhile") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:05 errors rise");
  ui.add("14:06 lunch?");
  ui.press("button", "Details: lunch?");
  ui.press("button", "More for this event");
  ui.press("button", "Leave out");
  CHECK(ui.value().timeline[1].hidden->reason == "Not part of what happened");
  CHECK_FALSE(ui.shows("textbox \"What happened at 14:06\""));
  ui.press("button", "1 event is left out of the timeline");
  CHECK(ui.shows("textbox \"What happened at 14:06\""));
  ui.press("button", "Put back");
  CHECK_FALSE(ui.value().timeline[1].hidden);
}

TEST_CASE("what is folded stands behind one of its kind, with a count, and unfolds") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:05 alarm");
  ui.add("14:06 alarm again");
  ui.add("14:07 alarm");
  const auto& timeline = ui.value().timeline;
  REQUIRE(ui.app.workspace().carry_out(ui.app.workspace().open(ui.id), "timeline",
                                       FoldEvents{timeline[0].id, {timeline[1].id, timeline[2].id}}));
  ui.frame();
  CHECK_FALSE(ui.shows("textbox \"What happened at 14:06\""));
  ui.press("button", "2 more like this");
  CHECK(ui.shows("textbox \"What happened at 14:06\""));
  ui.press("button", "Details: alarm again");
  ui.press("button", "More for this event");
  ui.press("button", "Show it by itself");
  CHECK_FALSE(ui.value().timeline[1].folded_into);
  CHECK(ui.shows("button \"1 more like this\""));
}

TEST_CASE("an event is joined with the one before, and taken back at once") {
  AtTimeline ui;
  ui.add("8 Mar 2026 14:05 paged");
  ui.add("14:06 the page was seen");
  ui.press("button", "Details: the page was seen");
  ui.press("button", "More for this event");
  ui.press("button", "Join with the event before");
  REQUIRE(ui.value().timeline.size() == 1);
  CHECK(ui.value().timeline[0].text == "paged\n14:06 the page was seen");
  ui.key('z', modifier_control);
  ui.frame();
  CHECK(ui.value().timeline.size() == 2);
}

TEST_CASE("a small report is taken apart where it stands") {
  AtTimeline ui;
  ui.add("8 Mar 2026 18:00 summary");
  ui.set("timeline/" + text_of(ui.value().timeline[0].id) + "/text", "14:02 alarms rise\n14:30 rolled back");
  ui.frame();
  ui.press("button", "Details: 14:02 alarms rise");
  ui.press("button", "Take it apart into 2 events");
  REQUIRE(ui.value().timeline.size() == 2);
  CHECK(ui.at(0) == "2026-03-08T13:02:00Z");
  CHECK(ui.value().timeline[1].text == "rolled back");
  ui.key('z', modifier_control);
  ui.frame();
  CHECK(ui.value().timeline.size() == 1);
}
