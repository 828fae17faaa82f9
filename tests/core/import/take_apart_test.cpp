// A message that is a small report: which events it tells, and what stays of it.
#include "core/import/take_apart.hpp"

#include <doctest/doctest.h>

#include "cli/native_time_zones.hpp"
#include "tests/core/desk.hpp"

namespace unrepeat {
namespace {

struct Report : Desk {
  Report(std::string text) {
    postmortem.time_zone = "Europe/Madrid";
    TimelineEvent& event = postmortem.timeline.emplace_back();
    event.id = id;
    event.time.at = parse_instant("2026-03-08T18:00:00Z").value();
    event.text = std::move(text);
    event.actor = "status page";
    event.evidence.emplace_back().id = ids.next_as<Id<Evidence>>();
    event.evidence.front().quote = "raw";
  }
  std::optional<TakeEventApart> apart() { return take_apart(postmortem, postmortem.timeline.front(), zones, ids); }
  std::string told() {
    std::string all;
    for (const TimelineEvent& event : postmortem.timeline)
      all += format_instant(*event.time.at).substr(11, 5) + " " + event.text + "\n";
    return all;
  }
  NativeTimeZones zones;
  EventId id = ids.next_as<EventId>();
};

}  // namespace

TEST_CASE("lines that begin with a time become events with the record they come from, and what is above them stays") {
  Report desk(
      "What happened:\n- 14:02 UTC – alarms rise\n- 14:30 UTC: rolled back\n  by hand\n* 15:10 UTC all is well");
  const auto apart = desk.apart();
  REQUIRE(apart);
  CHECK_FALSE(desk.carry(*apart));
  CHECK(desk.told() == "14:02 alarms rise\n14:30 rolled back\n  by hand\n15:10 all is well\n18:00 What happened:\n");
  for (const TimelineEvent& event : desk.postmortem.timeline) {
    CHECK(event.evidence.at(0).quote == "raw");
    CHECK(event.actor == "status page");
  }
  CHECK(desk.postmortem.timeline[0].time.written == "14:02 UTC");
  CHECK(desk.postmortem.timeline[0].evidence[0].id != desk.postmortem.timeline[1].evidence[0].id);
}

TEST_CASE("a paragraph is taken apart by its sentences, read in the zone of the post-mortem") {
  Report desk("At 14:02 the queue stood still. At 14:30 we restarted it. By 15:10 all was well.");
  const auto apart = desk.apart();
  REQUIRE(apart);
  CHECK(apart->pieces.size() == 3);
  CHECK(apart->rest.empty());
  desk.postmortem.timeline.front().decision.emplace().why = "It was the quickest.";
  desk.postmortem.moments[MomentKind::resolved].state = MomentState::recorded;
  desk.postmortem.moments[MomentKind::resolved].event = desk.id;
  CHECK_FALSE(desk.carry(*apart));
  CHECK(desk.told() == "13:02 the queue stood still.\n13:30 we restarted it.\n14:10 all was well.\n");
  // What pointed at the report points at its first event, which has what else was said of it.
  CHECK(desk.postmortem.timeline[0].decision->why == "It was the quickest.");
  CHECK(desk.postmortem.moments[MomentKind::resolved].event == desk.postmortem.timeline[0].id);
}

TEST_CASE("one time alone, or none, is no report") {
  for (const char* text : {"14:02 paged", "All is well.", "", "Version 14.02 is out\nand 3 of 5 hosts have it"})
    CHECK_FALSE(Report(text).apart());
}

}  // namespace unrepeat
