// Lines that are typed into the timeline: where the time ends and what happened begins.
#include "core/timeline/event_line.hpp"

#include <doctest/doctest.h>

#include "cli/native_time_zones.hpp"

namespace unrepeat {
namespace {

const NativeTimeZones zones;

EventLine read(std::string_view line) {
  return read_event_line(line, {.zones = zones,
                                .zone = "Europe/Madrid",
                                .near = parse_instant("2026-03-08T13:00:00Z").value(),
                                .now = parse_instant("2026-03-09T09:00:00Z").value()});
}

std::string placed(const EventLine& line) {
  return line.start && line.start->at ? format_instant(*line.start->at) : "refused";
}

}  // namespace

TEST_CASE("the time in front is taken off, whatever words follow it") {
  for (const char* words :
       {"paged the database on-call", "on the dashboard the error rate rises", "about 300 users see errors",
        "a second replica starts", "+2 replicas", "-10 pods", "may be the cache", "8 hosts are down",
        "at the same time", "sobre esto no hay dato", "500 errors on /pay", "h2 is used", "the 3rd try works", "3"}) {
    const std::string typed = "14:02 " + std::string(words);
    const EventLine line = read(typed);
    CAPTURE(words);
    CHECK(placed(line) == "2026-03-08T13:02:00Z");
    CHECK(line.words == words);
    CHECK(line.written == "14:02");
  }
}

TEST_CASE("a longer time is taken whole") {
  CHECK(read("8 Mar 2026 2:02 pm paged").words == "paged");
  CHECK(placed(read("2026-03-08T14:02:00Z paged")) == "2026-03-08T14:02:00Z");
  CHECK(placed(read("14:02 +02:00 paged")) == "2026-03-08T12:02:00Z");
  CHECK(placed(read("8 de marzo de 2026 a las 14:02 aviso")) == "2026-03-08T13:02:00Z");
  CHECK(read("8 de marzo de 2026 a las 14:02 aviso").words == "aviso");
  CHECK(placed(read("+7m rolled back")) == "2026-03-08T13:07:00Z");
  CHECK(placed(read("[14:02] ana: paged")) == "2026-03-08T13:02:00Z");
  CHECK(read("14:02: paged").words == "paged");
  CHECK(read("14:02 – paged").words == "paged");
  CHECK(read("  14:02   paged ").words == "paged ");
}

TEST_CASE("a span gives an event its end") {
  const EventLine line = read("14:02–14:30 traffic moved to the other region");
  CHECK(placed(line) == "2026-03-08T13:02:00Z");
  REQUIRE(line.end);
  CHECK(format_instant(line.end->at.value()) == "2026-03-08T13:30:00Z");
  CHECK(line.words == "traffic moved to the other region");
  CHECK_FALSE(read("14:02 to 5 hosts the fix goes").end);
}

TEST_CASE("a bound is no instant, and still is a time") {
  const EventLine line = read("before 14:02 the queue grew");
  REQUIRE(line.start);
  CHECK_FALSE(line.start->at);
  CHECK(format_instant(line.start->latest.value()) == "2026-03-08T13:02:00Z");
  CHECK(line.words == "the queue grew");
}

TEST_CASE("what stands for a time and cannot be placed is told apart from the words") {
  const EventLine line = read("25:10 paged");
  REQUIRE_FALSE(line.start);
  CHECK(line.start.error().error == WrittenTimeError::no_such_time);
  CHECK(line.written == "25:10");
  CHECK(line.words == "paged");
  const EventLine none = read("paged the database on-call");
  CHECK(none.start.error().error == WrittenTimeError::not_a_time);
  CHECK(none.written == "");
  CHECK(none.words == "paged the database on-call");
}

TEST_CASE("figures in front that may be meant as a time are told apart, too") {
  const EventLine line = read("14.02 paged");
  CHECK_FALSE(line.start);
  CHECK(line.written == "14.02");
  CHECK(line.words == "paged");
  CHECK(read("1402 paged").written == "1402");
  CHECK(read("99 problems").written == "");
  CHECK(read("99 problems").words == "99 problems");
}

TEST_CASE("an end before its start is asked back, however the two are joined") {
  for (const char* line : {"19:30-19:10 queue drains", "19:30–19:10 queue drains", "19:30 - 19:10 queue drains",
                           "19:30 to 19:10 queue drains", "19:30 a 19:10 la cola baja"}) {
    CAPTURE(line);
    CHECK(placed(read(line)) == "refused");
  }
  CHECK(placed(read("19:10-19:30 queue drains")) == "2026-03-08T18:10:00Z");
}

}  // namespace unrepeat
