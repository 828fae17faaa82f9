// Zones: the shared list of cases against the system's database, and the reading of local times around a change of the
// clocks.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <sstream>

#include "cli/native_time_zones.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

const NativeTimeZones zones;

CivilTime on_the_wall(const char* text) { return parse_timestamp(text)->civil; }

}  // namespace

TEST_CASE("the system's zones answer every shared case") {
  std::ifstream cases(unrepeat::source_dir() + "/tests/core/time/time_zone_cases.txt");
  REQUIRE(cases.is_open());
  int count = 0;
  for (std::string line; std::getline(cases, line);) {
    if (line.starts_with('#')) continue;
    CAPTURE(line);
    std::istringstream fields(line);
    std::string zone, at, expected;
    fields >> zone >> at >> expected;
    const auto offset = zones.offset_at(zone, parse_instant(at).value());
    CHECK((offset ? std::to_string(offset->seconds) : "unknown") == expected);
    ++count;
  }
  CHECK(count > 30);
}

TEST_CASE("the zone of this device is one that is known") { CHECK(zones.known(zones.local_zone())); }

TEST_CASE("an ordinary local time happened once") {
  const auto local = local_to_instant(zones, "Europe/Madrid", on_the_wall("2026-07-01T14:02"));
  REQUIRE(local);
  CHECK(local->kind == LocalTimeKind::unique);
  CHECK(format_instant(local->earlier) == "2026-07-01T12:02:00Z");
  CHECK(local->earlier_offset == UtcOffset{7200});
}

TEST_CASE("a local time that the clocks jumped over never happened") {
  const auto local = local_to_instant(zones, "Europe/Madrid", on_the_wall("2026-03-29T02:30"));
  REQUIRE(local);
  CHECK(local->kind == LocalTimeKind::gap);
  CHECK(local->earlier_offset == UtcOffset{7200});
  CHECK(local->later_offset == UtcOffset{3600});
  CHECK(format_instant(local->earlier) == "2026-03-29T00:30:00Z");
  CHECK(format_instant(local->later) == "2026-03-29T01:30:00Z");
}

TEST_CASE("a day begins at its midnight, at the first of two, and after one that the clocks were put over") {
  const auto begins = [](const char* zone, CalendarDate day) { return format_instant(start_of_day(zones, zone, day)); };
  CHECK(begins("Europe/Madrid", {2026, 3, 29}) == "2026-03-28T23:00:00Z");
  CHECK(begins("Europe/Madrid", {2026, 3, 30}) == "2026-03-29T22:00:00Z");
  CHECK(begins("America/Havana", {2026, 11, 1}) == "2026-11-01T04:00:00Z");
  CHECK(begins("Asia/Amman", {2011, 4, 1}) == "2011-03-31T22:00:00Z");
  CHECK(begins("Nowhere/At_All", {2026, 3, 29}) == "2026-03-29T00:00:00Z");
}

TEST_CASE("a whole day that a country left out never happened") {
  CHECK(local_to_instant(zones, "Pacific/Apia", on_the_wall("2011-12-30T12:00"))->kind == LocalTimeKind::gap);
}

TEST_CASE("a local time that the clocks went back over happened twice") {
  const auto local = local_to_instant(zones, "America/New_York", on_the_wall("2026-11-01T01:30"));
  REQUIRE(local);
  CHECK(local->kind == LocalTimeKind::fold);
  CHECK(format_instant(local->earlier) == "2026-11-01T05:30:00Z");
  CHECK(format_instant(local->later) == "2026-11-01T06:30:00Z");
}

TEST_CASE("a local time in no known zone has no instant") {
  CHECK_FALSE(local_to_instant(zones, "Atlantis/Capital", on_the_wall("2026-03-29T02:30")));
}

TEST_CASE("every instant is found again from what the clocks in its zone showed") {
  CHECK(rc::check([] {
    const std::string zone =
        *rc::gen::elementOf(std::vector<std::string>{"Europe/Madrid", "America/New_York", "Australia/Lord_Howe",
                                                     "Pacific/Apia", "Asia/Kathmandu", "America/Caracas"});
    const Instant at = Instant{} + minutes(*rc::gen::inRange<std::int64_t>(-5'000'000, 65'000'000));
    const auto offset = zones.offset_at(zone, at);
    RC_ASSERT(offset.has_value());
    const auto local = local_to_instant(zones, zone, civil_time(at, *offset));
    RC_ASSERT(local.has_value());
    RC_ASSERT(local->kind != LocalTimeKind::gap);
    RC_ASSERT(local->earlier == at || local->later == at);
  }));
}
