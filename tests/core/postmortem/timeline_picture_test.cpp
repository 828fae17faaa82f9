// The drawn timeline: lengths between moments, the range, the axis.
#include "core/postmortem/timeline_picture.hpp"

#include <doctest/doctest.h>

#include "cli/native_time_zones.hpp"

namespace unrepeat {
namespace {

Instant at(std::string_view clock) { return parse_instant("2026-03-08T" + std::string(clock) + ":00Z").value(); }

void record(Postmortem& postmortem, MomentKind kind, std::string_view clock) {
  postmortem.moments[kind] = {};
  postmortem.moments[kind].state = MomentState::recorded;
  postmortem.moments[kind].time = Time{};
  postmortem.moments[kind].time->at = at(clock);
}

void add_event(Postmortem& postmortem, std::optional<Instant> when) {
  postmortem.timeline.emplace_back().time.at = when;
}

}  // namespace

TEST_CASE("a phase goes from one recorded moment to the next, whatever is not recorded between them") {
  Postmortem postmortem;
  record(postmortem, MomentKind::impact_start, "11:02");
  record(postmortem, MomentKind::detected, "11:33");
  record(postmortem, MomentKind::resolved, "13:06");
  CHECK(find_phases(postmortem) ==
        std::vector<Phase>{{MomentKind::impact_start, MomentKind::detected, at("11:02"), at("11:33")},
                           {MomentKind::detected, MomentKind::resolved, at("11:33"), at("13:06")}});
}

TEST_CASE("what was detected before it was felt is a phase as it was") {
  Postmortem postmortem;
  record(postmortem, MomentKind::impact_start, "11:10");
  record(postmortem, MomentKind::detected, "11:02");
  CHECK(find_phases(postmortem) ==
        std::vector<Phase>{{MomentKind::detected, MomentKind::impact_start, at("11:02"), at("11:10")}});
}

TEST_CASE("two moments in an order that cannot be make no phase") {
  Postmortem postmortem;
  record(postmortem, MomentKind::impact_start, "11:00");
  record(postmortem, MomentKind::mitigated, "12:00");
  record(postmortem, MomentKind::resolved, "11:30");
  CHECK(find_phases(postmortem) ==
        std::vector<Phase>{{MomentKind::impact_start, MomentKind::resolved, at("11:00"), at("11:30")}});
}

namespace {

Postmortem between(std::string_view start, std::string_view end) {
  Postmortem postmortem;
  record(postmortem, MomentKind::impact_start, start);
  record(postmortem, MomentKind::resolved, end);
  return postmortem;
}

TimelinePicture picture(const Postmortem& postmortem, LaneBy by = LaneBy::nothing, double width = 600) {
  return picture_of(postmortem, NativeTimeZones(), first_range(postmortem).value(), by, width);
}

TimelineEvent& event_at(Postmortem& postmortem, std::string_view clock, EventKind kind = EventKind::observation) {
  TimelineEvent& event = postmortem.timeline.emplace_back();
  event.time.at = at(clock);
  event.kind = kind;
  return event;
}

}  // namespace

TEST_CASE("what is looked at first are the moments and what is near them") {
  Postmortem postmortem = between("11:00", "12:00");
  add_event(postmortem, at("02:00"));
  add_event(postmortem, at("10:50"));
  add_event(postmortem, at("11:30"));
  add_event(postmortem, std::nullopt);
  CHECK(first_range(postmortem) == TimeRange{at("10:50"), at("12:00")});
  CHECK(whole_range(postmortem) == TimeRange{at("02:00"), at("12:00")});
  const TimelinePicture drawn = picture(postmortem);
  CHECK(drawn.before == 1);
  CHECK(drawn.after == 0);
  CHECK(drawn.unplaced == 1);
  CHECK(drawn.range.share_of(at("11:25")) == 0.5);
}

TEST_CASE("the axis stands on full hours of the post-mortem's own zone") {
  Postmortem postmortem = between("11:10", "14:10");
  postmortem.time_zone = "Asia/Kolkata";  // Half an hour off: its full hours are half hours of UTC.
  std::vector<Instant> ticks;
  for (const TimelineTick& tick : picture(postmortem, LaneBy::nothing, 400).ticks) ticks.push_back(tick.at);
  CHECK(ticks == std::vector<Instant>{at("11:30"), at("12:30"), at("13:30")});
}

TEST_CASE("the axis stays on full hours where the clocks change, and the change is marked") {
  Postmortem postmortem;
  postmortem.time_zone = "Europe/Madrid";
  const auto on = [](std::string_view text) { return parse_instant(text).value(); };
  const TimeRange night{on("2026-10-24T22:00:00Z"), on("2026-10-25T06:00:00Z")};
  const TimelinePicture drawn = picture_of(postmortem, NativeTimeZones(), night, LaneBy::nothing, 600);
  for (const TimelineTick& tick : drawn.ticks) {
    const UtcOffset offset = *NativeTimeZones().offset_at("Europe/Madrid", tick.at);
    CHECK(civil_time(tick.at, offset).minute == 0);
    CHECK(civil_time(tick.at, offset).hour % 2 == 0);
  }
  CHECK(drawn.clock_changes ==
        std::vector<ClockChange>{{on("2026-10-25T01:00:00Z"), UtcOffset{7200}, UtcOffset{3600}}});
}

TEST_CASE("over weeks the axis stands on Mondays, over months and years on their first days") {
  Postmortem postmortem;
  postmortem.time_zone = "Europe/Madrid";
  const auto on = [](std::string_view text) { return parse_instant(text).value(); };
  const auto dates = [&](std::string_view start, std::string_view end) {
    std::vector<CalendarDate> found;
    const TimeRange range{on(start), on(end)};
    for (const TimelineTick& tick : picture_of(postmortem, NativeTimeZones(), range, LaneBy::nothing, 600).ticks) {
      const CivilTime civil = civil_time(tick.at, *NativeTimeZones().offset_at("Europe/Madrid", tick.at));
      CHECK(civil.hour == 0);
      found.push_back(civil.date);
    }
    return found;
  };
  CHECK(dates("2026-10-01T00:00:00Z", "2026-11-09T00:00:00Z") ==
        std::vector<CalendarDate>{
            {2026, 10, 5}, {2026, 10, 12}, {2026, 10, 19}, {2026, 10, 26}, {2026, 11, 2}, {2026, 11, 9}});
  CHECK(dates("2025-12-20T00:00:00Z", "2026-05-20T00:00:00Z") ==
        std::vector<CalendarDate>{{2026, 1, 1}, {2026, 2, 1}, {2026, 3, 1}, {2026, 4, 1}, {2026, 5, 1}});
  CHECK(dates("2022-06-01T00:00:00Z", "2026-05-20T00:00:00Z") ==
        std::vector<CalendarDate>{{2023, 1, 1}, {2024, 1, 1}, {2025, 1, 1}, {2026, 1, 1}});
}

TEST_CASE("one instant alone is nothing to look at, and still has a place") {
  Postmortem postmortem;
  CHECK_FALSE(whole_range(postmortem));
  add_event(postmortem, at("11:00"));
  CHECK_FALSE(first_range(postmortem));
  CHECK(whole_range(postmortem) == TimeRange{at("11:00"), at("11:01")});
  add_event(postmortem, at("11:00"));
  CHECK(first_range(postmortem)->end == at("11:01"));
}

TEST_CASE("thousands of events fold until they can be told apart, and none is lost") {
  Postmortem postmortem = between("00:00", "23:00");
  for (int i = 0; i < 2000; ++i) add_event(postmortem, at("00:00") + seconds(i * 40));
  const TimelinePicture whole = picture(postmortem);
  std::size_t events = 0;
  REQUIRE(whole.lanes.size() == 1);
  for (std::size_t i = 0; i < whole.lanes[0].marks.size(); ++i) {
    events += whole.lanes[0].marks[i].events.size();
    if (i > 0) CHECK(whole.lanes[0].marks[i].left - whole.lanes[0].marks[i - 1].left >= 12);
  }
  CHECK(events == 2000);
  CHECK(whole.lanes[0].marks.size() < 60);
  const TimeRange close = zoomed(whole.range, 0.002, at("12:00"));
  const TimelinePicture closer = picture_of(postmortem, NativeTimeZones(), close, LaneBy::nothing, 600);
  for (const TimelineMark& mark : closer.lanes[0].marks) CHECK(mark.events.size() == 1);
}

TEST_CASE("each kind, or each source, is a row of its own") {
  Postmortem postmortem = between("11:00", "12:00");
  Source& source = postmortem.sources.emplace_back();
  source.id = Id<Source>::from(Uuid{{1}});
  event_at(postmortem, "11:05", EventKind::detection);
  event_at(postmortem, "11:10", EventKind::attempt).evidence.emplace_back().source = source.id;
  event_at(postmortem, "11:20", EventKind::attempt);
  const auto kinds = picture(postmortem, LaneBy::kind).lanes;
  REQUIRE(kinds.size() == 2);
  CHECK(kinds[0].kind == EventKind::detection);
  CHECK(kinds[1].kind == EventKind::attempt);
  CHECK(kinds[1].marks.size() == 2);
  const auto sources = picture(postmortem, LaneBy::source).lanes;
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].source == 0);
  CHECK(sources[0].marks[0].events == std::vector<std::size_t>{1});
  CHECK_FALSE(sources[1].source);
  CHECK(sources[1].marks.size() == 2);
}

TEST_CASE("what lasts is as long as it lasted, and what lies over one another has rows") {
  Postmortem postmortem = between("11:00", "12:00");
  const auto lasting = [&](std::string_view start, std::string_view end) {
    event_at(postmortem, start).end = Time{};
    postmortem.timeline.back().end->at = at(end);
  };
  lasting("11:00", "11:30");
  lasting("11:10", "11:40");
  lasting("11:35", "11:50");
  for (int i = 0; i < 4; ++i) lasting("11:12", "11:20");
  const auto lane = picture(postmortem).lanes[0];
  std::size_t events = 0;
  for (const TimelineMark& mark : lane.marks) events += mark.events.size();
  CHECK(events == 7);
  CHECK(lane.rows == 5);  // What has no length, three rows, and one for what does not fit.
  CHECK(lane.marks[0].left == 0);
  CHECK(lane.marks[0].right == 300);
  for (const TimelineMark& a : lane.marks)
    for (const TimelineMark& b : lane.marks)
      if (&a != &b && a.row == b.row) CHECK((a.right <= b.left || b.right <= a.left));
}

TEST_CASE("no row comes or goes while somebody looks closer or from farther away, or at another time") {
  Postmortem postmortem = between("11:00", "12:00");
  const auto lasting = [&](std::string_view start, std::string_view end) {
    event_at(postmortem, start).end = Time{};
    postmortem.timeline.back().end->at = at(end);
    ImpactWindow& window = postmortem.impact.windows.emplace_back();
    window.start.at = at(start);
    window.end = Time{};
    window.end->at = at(end);
  };
  lasting("11:00", "11:01");
  lasting("11:01", "11:30");
  lasting("11:10", "11:12");
  lasting("11:11", "11:40");
  for (const LaneBy by : {LaneBy::nothing, LaneBy::kind}) {
    const TimeRange whole = *first_range(postmortem);
    for (const double factor : {0.003, 0.1, 1.0, 50.0, 2000.0}) {
      for (const double share : {-2.0, 0.0, 0.5}) {
        const TimeRange range = moved(zoomed(whole, factor, at("11:12")), share);
        const TimelinePicture drawn = picture_of(postmortem, NativeTimeZones(), range, by, 600);
        CHECK(drawn.window_rows == 3);
        REQUIRE(drawn.lanes.size() == 1);
        CHECK(drawn.lanes[0].rows == 4);
        std::size_t events = 0;
        for (const TimelineMark& mark : drawn.lanes[0].marks) events += mark.events.size();
        CHECK(events == 4);
      }
    }
  }
}

TEST_CASE("hidden events and those folded into another are not drawn") {
  Postmortem postmortem = between("11:00", "12:00");
  event_at(postmortem, "11:05").hidden = Hidden{};
  event_at(postmortem, "11:10").folded_into = Id<TimelineEvent>::from(Uuid{{1}});
  CHECK(picture(postmortem).lanes.empty());
}

TEST_CASE("windows of impact lie under their time, a relapse is one, and an open one is not ended") {
  Postmortem postmortem = between("11:00", "12:00");
  const auto window = [&](std::string_view start, std::string_view end) {
    ImpactWindow& one = postmortem.impact.windows.emplace_back();
    one.start.at = at(start);
    if (!end.empty()) one.end = Time{}, one.end->at = at(end);
  };
  window("11:00", "11:40");
  window("11:20", "11:50");
  window("12:30", "");
  window("11:50", "11:40");
  const TimelinePicture drawn = picture(postmortem);
  REQUIRE(drawn.windows.size() == 3);
  CHECK(drawn.window_rows == 2);
  CHECK(drawn.windows[0].row != drawn.windows[1].row);
  CHECK(drawn.windows[0].right == 400);
  CHECK_FALSE(drawn.windows[1].is_relapse);
  CHECK(drawn.windows[2].is_relapse);
  CHECK(drawn.windows[2].is_open);
}

TEST_CASE("a moment in an order that cannot be is marked") {
  Postmortem postmortem = between("11:00", "12:00");
  record(postmortem, MomentKind::mitigated, "12:30");
  const auto flags = picture(postmortem).flags;
  REQUIRE(flags.size() == 3);
  CHECK_FALSE(flags[0].is_impossible);
  CHECK(flags[1].is_impossible);
  CHECK(flags[2].is_impossible);
}

TEST_CASE("zooming keeps what it is about where it is, and ends at seconds and at a century") {
  const TimeRange range{at("11:00"), at("12:00")};
  const TimeRange closer = zoomed(range, 0.5, at("11:15"));
  CHECK(closer.length() == minutes(30));
  CHECK(closer.share_of(at("11:15")) == 0.25);
  TimeRange closest = range, widest = range;
  for (int i = 0; i < 100; ++i) closest = zoomed(closest, 0.5, at("11:15")), widest = zoomed(widest, 2, at("11:15"));
  CHECK(closest.length() == seconds(10));
  CHECK(widest.length() == days(36525));
  for (int i = 0; i < 1000; ++i) widest = moved(widest, 0.9);
  CHECK(civil_time(widest.end).date.year <= 9999);
}

TEST_CASE("a carried event snaps to what stands near, else to a full step of the clock") {
  Postmortem postmortem = between("11:00", "12:00");
  const auto carried = Id<TimelineEvent>::from(Uuid{{1}});
  event_at(postmortem, "11:10").id = carried;
  TimelineEvent& other = event_at(postmortem, "11:20");
  other.time.at = *other.time.at + seconds(17);
  const TimeRange range = *first_range(postmortem);  // A minute is ten pixels.
  const auto to = [&](double x) {
    return format_instant(snapped(postmortem, NativeTimeZones(), range, 600, x, carried).at);
  };
  CHECK(snap_step(range, 600) == seconds(30));
  CHECK(to(151) == "2026-03-08T11:15:00Z");
  CHECK(to(156) == "2026-03-08T11:15:30Z");
  CHECK(to(204) == "2026-03-08T11:20:17Z");
  CHECK(to(597) == "2026-03-08T12:00:00Z");
  CHECK(to(101) == "2026-03-08T11:10:00Z");
}

}  // namespace unrepeat
