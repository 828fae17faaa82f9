// The drawn timeline: lengths between moments, the range, the axis.
#include "core/postmortem/timeline_strip.hpp"

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

TEST_CASE("an event far from the moments is left out and counted, and so is one without an instant") {
  Postmortem postmortem;
  record(postmortem, MomentKind::impact_start, "11:00");
  record(postmortem, MomentKind::resolved, "12:00");
  add_event(postmortem, at("02:00"));
  add_event(postmortem, at("10:50"));
  add_event(postmortem, at("11:30"));
  add_event(postmortem, std::nullopt);
  const auto strip = strip_of(postmortem, NativeTimeZones(), 5);
  REQUIRE(strip);
  CHECK(strip->events == std::vector<std::size_t>{1, 2});
  CHECK(strip->left_out == 2);
  CHECK(strip->start == at("10:50"));
  CHECK(strip->end == at("12:00"));
  CHECK(strip->place_of(at("11:25")) == 0.5);
}

TEST_CASE("the axis stands on full hours of the post-mortem's own zone") {
  Postmortem postmortem;
  postmortem.time_zone = "Asia/Kolkata";  // Half an hour off: its full hours are half hours of UTC.
  record(postmortem, MomentKind::impact_start, "11:10");
  record(postmortem, MomentKind::resolved, "14:10");
  const auto strip = strip_of(postmortem, NativeTimeZones(), 4);
  REQUIRE(strip);
  CHECK(strip->ticks == std::vector<Instant>{at("11:30"), at("12:30"), at("13:30")});
}

TEST_CASE("one instant alone is no timeline") {
  Postmortem postmortem;
  add_event(postmortem, at("11:00"));
  CHECK_FALSE(strip_of(postmortem, NativeTimeZones(), 5));
  add_event(postmortem, at("11:00"));
  CHECK(strip_of(postmortem, NativeTimeZones(), 5)->end == at("11:01"));
}

}  // namespace unrepeat
