// Shifting events in time, and their order where their times do not say it.
#include "core/timeline/commands.hpp"

#include <doctest/doctest.h>

#include "tests/core/desk.hpp"

namespace unrepeat {
namespace {

struct Timeline : Desk {
  Id<TimelineEvent> event(std::string_view clock, std::string words) {
    const auto id = add<TimelineEvent>("timeline");
    const std::string path = "timeline/" + text_of(id);
    REQUIRE_FALSE(carry(SetField{path + "/text", std::move(words)}));
    if (clock.empty()) return id;
    Time time;
    time.at = parse_instant("2026-03-08T" + std::string(clock) + ":00Z").value();
    time.written = clock;
    REQUIRE_FALSE(carry(SetTime{path + "/time", time}));
    return id;
  }
  std::string order() const {
    std::string words;
    for (const TimelineEvent& event : postmortem.timeline) words += event.text;
    return words;
  }
};

}  // namespace

TEST_CASE("events are shifted together, with their ends, and what was written stays") {
  Timeline desk;
  const auto a = desk.event("11:00", "a"), b = desk.event("11:10", "b"), c = desk.event("11:20", "c");
  Time end;
  end.at = parse_instant("2026-03-08T11:15:00Z").value();
  REQUIRE_FALSE(desk.carry(SetTime{"timeline/" + text_of(a) + "/end", end}));
  CHECK_FALSE(desk.carry(ShiftEvents{{a, c}, minutes(-15)}));
  CHECK(desk.order() == "acb");
  CHECK(format_instant(*desk.postmortem.timeline[0].time.at) == "2026-03-08T10:45:00Z");
  CHECK(format_instant(*desk.postmortem.timeline[0].end->at) == "2026-03-08T11:00:00Z");
  CHECK(format_instant(*desk.postmortem.timeline[1].time.at) == "2026-03-08T11:05:00Z");
  CHECK(desk.postmortem.timeline[0].time.written == "11:00");
  CHECK(desk.postmortem.timeline[2].id == b);
}

TEST_CASE("a bound is shifted like an instant, and what has no time stays without one") {
  Timeline desk;
  const auto a = desk.event("", "a"), b = desk.event("", "b");
  Time before;
  before.latest = parse_instant("2026-03-08T11:00:00Z").value();
  REQUIRE_FALSE(desk.carry(SetTime{"timeline/" + text_of(a) + "/time", before}));
  CHECK_FALSE(desk.carry(ShiftEvents{{a, b}, hours(1)}));
  CHECK(format_instant(*desk.postmortem.timeline[0].time.latest) == "2026-03-08T12:00:00Z");
  CHECK(desk.postmortem.timeline[1].time == Time{});
}

TEST_CASE("nothing is shifted out of the calendar, nor by halves") {
  Timeline desk;
  const auto a = desk.event("11:00", "a"), b = desk.event("11:10", "b");
  const Postmortem before = desk.postmortem;
  CHECK(desk.carry(ShiftEvents{{a, b}, days(365 * 8000)}) == Text::refusal_too_far);
  CHECK(desk.carry(ShiftEvents{{a, b}, Duration{INT64_MIN}}) == Text::refusal_too_far);
  CHECK(desk.carry(ShiftEvents{{a, Id<TimelineEvent>::from(desk.ids.next())}, hours(1)}) == Text::refusal_not_there);
  CHECK(desk.postmortem == before);
}

TEST_CASE("the order of events at one instant is the author's") {
  Timeline desk;
  const auto a = desk.event("11:00", "a"), b = desk.event("11:00", "b"), c = desk.event("11:00", "c");
  desk.event("11:01", "d");
  CHECK_FALSE(desk.carry(OrderEvent{c, Side::before}));
  CHECK(desk.order() == "acbd");
  CHECK_FALSE(desk.carry(OrderEvent{a, Side::after}));
  CHECK(desk.order() == "cabd");
  CHECK_FALSE(desk.carry(OrderEvent{b, Side::after}));
  CHECK(desk.order() == "cabd");
  CHECK(find_neighbour(desk.postmortem.timeline, b, Side::after) == nullptr);
  CHECK(find_neighbour(desk.postmortem.timeline, b, Side::before)->id == a);
}

TEST_CASE("events without a time stand last, in the author's order") {
  Timeline desk;
  const auto a = desk.event("", "a");
  desk.event("", "b");
  desk.event("11:00", "c");
  CHECK(desk.order() == "cab");
  CHECK_FALSE(desk.carry(OrderEvent{a, Side::after}));
  CHECK(desk.order() == "cba");
}

}  // namespace unrepeat
