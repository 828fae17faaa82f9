// What a person may type where a time is asked, and what is explained instead of guessed.
#include "core/time/written_time.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>

#include "cli/native_time_zones.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

const NativeTimeZones zones;

WrittenTimeContext in_madrid() {
  return {.zones = zones,
          .zone = "Europe/Madrid",
          .near = parse_instant("2026-03-08T13:00:00Z").value(),
          .now = parse_instant("2026-03-09T09:00:00Z").value()};
}

std::string read(std::string_view text) {
  const auto time = read_written_time(text, in_madrid());
  return time ? format_instant(time->at.value()) : "refused";
}

WrittenTimeError refused(std::string_view text, const WrittenTimeContext& context = in_madrid()) {
  const auto time = read_written_time(text, context);
  REQUIRE_FALSE(time);
  return time.error().error;
}

Instant placed(std::string_view text) { return parse_timestamp(text).value().instant().value(); }

/// As the list of cases writes it.
std::string said(const std::expected<Time, WrittenTimeProblem>& read) {
  static constexpr const char* problems[] = {"empty",
                                             "not_a_time",
                                             "no_such_day",
                                             "no_such_time",
                                             "day_missing",
                                             "day_or_month_first",
                                             "nothing_to_count_from",
                                             "zone_unknown",
                                             "zone_ambiguous",
                                             "never_shown",
                                             "shown_twice"};
  if (!read) return problems[static_cast<std::size_t>(read.error().error)];
  const std::string about = read->approximate ? "~" : "";
  if (read->at) return about + format_instant(*read->at);
  if (read->earliest && read->latest) return format_instant(*read->earliest) + " .. " + format_instant(*read->latest);
  return read->latest ? "< " + format_instant(*read->latest) : "> " + format_instant(*read->earliest);
}

/// The expectation with its instants in UTC.
std::string normalised(std::string text) {
  if (const std::size_t dots = text.find(" .. "); dots != text.npos)
    return format_instant(placed(text.substr(0, dots))) + " .. " + format_instant(placed(text.substr(dots + 4)));
  const std::size_t first = text.find_first_of("0123456789");
  return first == text.npos ? text : text.substr(0, first) + format_instant(placed(text.substr(first)));
}

std::vector<std::string> split(const std::string& line, std::string_view mark) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at; (at = line.find(mark, from)) != line.npos; from = at + mark.size())
    parts.push_back(line.substr(from, at - from));
  parts.push_back(line.substr(from));
  return parts;
}

}  // namespace

TEST_CASE("every listed way of writing a time is read as it is meant, or asked back") {
  std::ifstream cases(unrepeat::source_dir() + "/tests/core/time/written_time_cases.txt");
  REQUIRE(cases.is_open());
  std::string zone = "UTC";
  std::optional<Instant> near;
  Instant now;
  int count = 0;
  for (std::string line; std::getline(cases, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    CAPTURE(line);
    if (line.starts_with("@ ")) {
      const auto parts = split(line.substr(2), " | ");
      REQUIRE(parts.size() == 3);
      zone = parts[0];
      near = parts[1] == "-" ? std::nullopt : std::optional(placed(parts[1]));
      now = placed(parts[2]);
      continue;
    }
    const auto parts = split(line, " => ");
    REQUIRE(parts.size() == 2);
    const WrittenTimeContext context{.zones = zones, .zone = zone, .near = near, .now = now};
    const auto read = read_written_time(parts[0], context);
    CHECK(said(read) == normalised(parts[1]));
    if (read && parts[0] != "now" && parts[0] != "ahora") CHECK(read->written == parts[0]);
    ++count;
  }
  CHECK(count > 200);
}

TEST_CASE("what has happened is not put after now: 23:50 typed at 00:20 is yesterday's") {
  const Instant now = placed("2026-03-09T00:20+01:00");
  const WrittenTimeContext context{.zones = zones, .zone = "Europe/Madrid", .near = {}, .now = now, .is_past = true};
  CHECK(said(read_written_time("23:50", context)) == "2026-03-08T22:50:00Z");
  CHECK(said(read_written_time("00:10", context)) == "2026-03-08T23:10:00Z");
  CHECK(said(read_written_time("00:30", context)) == "2026-03-07T23:30:00Z");
  CHECK(said(read_written_time("14:00", context)) == "2026-03-08T13:00:00Z");
}

TEST_CASE("a span has a start and an end that is not before it") {
  const auto span = [](std::string_view text) {
    const auto read = read_written_span(text, in_madrid());
    return read ? said(read->start) + " " + said(read->end) : "none";
  };
  CHECK(span("14:02–14:30") == "2026-03-08T13:02:00Z 2026-03-08T13:30:00Z");
  CHECK(span("14:02 - 14:30") == "2026-03-08T13:02:00Z 2026-03-08T13:30:00Z");
  CHECK(span("14:02-14:30") == "2026-03-08T13:02:00Z 2026-03-08T13:30:00Z");
  CHECK(span("from 14:02 to 14:30") == "2026-03-08T13:02:00Z 2026-03-08T13:30:00Z");
  CHECK(span("de 14:02 a 14:30") == "2026-03-08T13:02:00Z 2026-03-08T13:30:00Z");
  CHECK(span("14:02 to +7m") == "2026-03-08T13:02:00Z 2026-03-08T13:09:00Z");
  CHECK(span("23:50–00:10") == "2026-03-08T22:50:00Z 2026-03-08T23:10:00Z");
  CHECK(span("8 Mar 23:50 to 9 Mar 01:00") == "2026-03-08T22:50:00Z 2026-03-09T00:00:00Z");
  CHECK(span("2026-03-08 14:02") == "none");
  CHECK(span("14:02") == "none");
  CHECK(span("14:02 +02:00") == "none");
  CHECK(span("8 Mar - 9 Mar") == "none");
}

TEST_CASE("what a refused time may mean is offered, each as a whole reading") {
  const auto offered = [](std::string_view text) {
    std::string all;
    for (const Time& time : possible_times(text, in_madrid())) {
      CHECK(time.written == text);
      all += (all.empty() ? "" : " ") + format_instant(time.at.value());
    }
    return all;
  };
  CHECK(offered("14:02") == "");
  CHECK(offered("26 oct 2025 02:30") == "2025-10-26T00:30:00Z 2025-10-26T01:30:00Z");
  CHECK(offered("2026-03-29 02:30") == "2026-03-29T01:30:00Z 2026-03-29T00:30:00Z");
  CHECK(offered("03/04/2026 10:00") == "2026-04-03T08:00:00Z 2026-03-04T09:00:00Z");
  CHECK(offered("14.02") == "2026-03-08T13:02:00Z 2026-02-13T23:00:00Z");
  CHECK(offered("1402") == "2026-03-08T13:02:00Z");
  CHECK(offered("14") == "2026-03-08T13:00:00Z 2026-03-13T23:00:00Z");
  CHECK(offered("14:02 CST") == "2026-03-08T20:02:00Z 2026-03-08T06:02:00Z");
  CHECK(offered("14:02 IST") == "2026-03-08T08:32:00Z 2026-03-08T13:02:00Z 2026-03-08T12:02:00Z");
  CHECK(offered("25:10") == "2026-03-09T00:10:00Z");
  CHECK(offered("8 Mar 25:10") == "2026-03-09T00:10:00Z");
  CHECK(offered("13:00 pm") == "2026-03-08T12:00:00Z");
  CHECK(offered("31 Apr 2026 10:00") == "2026-04-30T08:00:00Z 2026-05-01T08:00:00Z");
  CHECK(offered("shortly after 14:02 or so") == "2026-03-08T13:02:00Z");
  CHECK(offered("soon") == "");
}

TEST_CASE("a clock face can be read in another zone") {
  const Time time = read_written_time("14:02", in_madrid()).value();
  const Time lisbon = read_in_zone(time, "Europe/Madrid", "Europe/Lisbon", zones).value();
  CHECK(said(lisbon) == "2026-03-08T14:02:00Z");
  CHECK(lisbon.zone == "Europe/Lisbon");
  CHECK(lisbon.written == "14:02");
  CHECK(said(read_in_zone(time, "Europe/Madrid", "Atlantis/Capital", zones)) == "zone_unknown");
  const Time night = read_written_time("2026-03-29 01:30 UTC", in_madrid()).value();
  CHECK(said(read_in_zone(night, "UTC", "Europe/Madrid", zones)) == "2026-03-29T00:30:00Z");
  CHECK(said(read_in_zone(night, "UTC", "Europe/London", zones)) == "never_shown");
}

TEST_CASE("a time of day alone belongs to the day around it") {
  CHECK(read("14:02") == "2026-03-08T13:02:00Z");
  CHECK(read("9:05") == "2026-03-08T08:05:00Z");
  CHECK(read("14:02:33.5") == "2026-03-08T13:02:33.5Z");
  CHECK(read("14h02") == "2026-03-08T13:02:00Z");
  CHECK(read("14:02 h") == "2026-03-08T13:02:00Z");
  CHECK(read("14 h") == "2026-03-08T13:00:00Z");
}

TEST_CASE("a day and a time are read in any order, in English and Spanish") {
  for (const char* text : {"2026-03-08 14:02", "2026-03-08T14:02", "8 Mar 14:02", "8 mar 2026 14:02",
                           "8 mar. 2026, 14:02", "Mar 8, 2026, 2:02 pm", "14:02 8 March", "March 8th, 2026 at 2:02 PM",
                           "8 de marzo de 2026 a las 14:02", "8 de marzo de 2026, 2:02 p. m.",
                           "8 marzo 2:02\u00a0p.\u00a0m.", "Sun 8 Mar 2026 14:02", "dom, 8 mar 2026 14:02"}) {
    CAPTURE(text);
    CHECK(read(text) == "2026-03-08T13:02:00Z");
  }
  CHECK(read("mar 10 mar 2026 14:02") == "2026-03-10T13:02:00Z");
  CHECK(read("martes 10 de marzo 14:02") == "2026-03-10T13:02:00Z");
  CHECK(read("16-10-2024 11:58") == "2024-10-16T09:58:00Z");
  CHECK(read("12/31/2025 00:00") == "2025-12-30T23:00:00Z");
  CHECK(read("3 sept 2025 10:00") == "2025-09-03T08:00:00Z");
  CHECK(read("3 setiembre 2025 10:00") == "2025-09-03T08:00:00Z");
}

TEST_CASE("a written offset wins over the zone and is kept") {
  CHECK(read("2026-03-08T14:02:00Z") == "2026-03-08T14:02:00Z");
  CHECK(read("14:02 UTC") == "2026-03-08T14:02:00Z");
  CHECK(read("14:02 UTC+2") == "2026-03-08T12:02:00Z");
  CHECK(read("2026-03-08T14:02:00-03:30") == "2026-03-08T17:32:00Z");
  const Time time = read_written_time("8 Mar 14:02 -0330", in_madrid()).value();
  CHECK(time.offset == "-03:30");
  CHECK(time.zone.empty());
}

TEST_CASE("what was typed, the zone it was read in and its precision are kept") {
  const Time time = read_written_time("8 Mar 14:02", in_madrid()).value();
  CHECK(time.written == "8 Mar 14:02");
  CHECK(time.zone == "Europe/Madrid");
  CHECK(time.offset.empty());
  CHECK(time.precision == Precision::minute);
  CHECK(read_written_time("14:02:10", in_madrid())->precision == Precision::second);
  CHECK(read_written_time("2 pm", in_madrid())->precision == Precision::hour);
  CHECK(read_written_time("8 mar", in_madrid())->precision == Precision::day);
  CHECK(read_written_time("2026-03", in_madrid())->precision == Precision::month);
  CHECK(read_written_time("~17:30", in_madrid())->approximate);
}

TEST_CASE("a distance counts from the time before") {
  CHECK(read("+7m") == "2026-03-08T13:07:00Z");
  CHECK(read("+7") == "2026-03-08T13:07:00Z");
  CHECK(read("+1h 30min") == "2026-03-08T14:30:00Z");
  CHECK(read("-90 s") == "2026-03-08T12:58:30Z");
  WrittenTimeContext context = in_madrid();
  context.near.reset();
  CHECK(refused("+7m", context) == WrittenTimeError::nothing_to_count_from);
}

TEST_CASE("now is what the clock says") {
  CHECK(read("now") == "2026-03-09T09:00:00Z");
  CHECK(read(" Ahora ") == "2026-03-09T09:00:00Z");
}

TEST_CASE("a day without a year belongs to the nearest one") {
  WrittenTimeContext january = in_madrid();
  january.near = parse_instant("2026-01-03T12:00:00Z").value();
  CHECK(format_instant(*read_written_time("28 Dec 12:00", january)->at) == "2025-12-28T11:00:00Z");
  CHECK(format_instant(*read_written_time("5 Jan 12:00", january)->at) == "2026-01-05T11:00:00Z");
}

TEST_CASE("noon and midnight are read as the twelve-hour clock means them") {
  CHECK(read("12:00 am") == "2026-03-08T23:00:00Z");
  CHECK(read("12:00 pm") == "2026-03-08T11:00:00Z");
  CHECK(refused("13:00 pm") == WrittenTimeError::no_such_time);
}

TEST_CASE("a time that the clocks skipped or repeated is explained with both offsets") {
  const auto skipped = read_written_time("2026-03-29 02:30", in_madrid());
  REQUIRE_FALSE(skipped);
  CHECK(skipped.error().error == WrittenTimeError::never_shown);
  CHECK(skipped.error().first_offset == UtcOffset{3600});
  CHECK(skipped.error().second_offset == UtcOffset{7200});
  const auto repeated = read_written_time("2026-10-25 02:30", in_madrid());
  REQUIRE_FALSE(repeated);
  CHECK(repeated.error().error == WrittenTimeError::shown_twice);
  CHECK(repeated.error().first_offset == UtcOffset{7200});
  CHECK(repeated.error().second_offset == UtcOffset{3600});
  CHECK(read("2026-10-25 02:30 +01:00") == "2026-10-25T01:30:00Z");
}

TEST_CASE("what cannot be placed is refused, and why is said") {
  CHECK(refused("") == WrittenTimeError::empty);
  CHECK(refused("   ") == WrittenTimeError::empty);
  for (const char* text : {"soon", "14", "14:2", "14.02", "2026", "8 Mar 9 Apr", "14:02 15:02", "8 Mar Apr",
                           "14:02 pm am", "14:02 - 14:30", "+", "+7y", "12345:00", "2026-3-8", "14:02 +99:00"}) {
    CAPTURE(text);
    CHECK(refused(text) == WrittenTimeError::not_a_time);
  }
  CHECK(refused("03/04/2026") == WrittenTimeError::day_or_month_first);
  CHECK(refused("30 Feb 2026 14:02") == WrittenTimeError::no_such_day);
  CHECK(refused("25h") == WrittenTimeError::no_such_time);
  CHECK(refused("25:00") == WrittenTimeError::no_such_time);
  WrittenTimeContext no_day = in_madrid();
  no_day.near.reset();
  CHECK(refused("14:02", no_day) == WrittenTimeError::day_missing);
  WrittenTimeContext nowhere = in_madrid();
  nowhere.zone = "Atlantis/Capital";
  CHECK(refused("14:02", nowhere) == WrittenTimeError::zone_unknown);
}

TEST_CASE("what was read, written out in full, is read as the same instant") {
  CHECK(rc::check([] {
    const Instant at = Instant{} + seconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000));
    const auto offset = UtcOffset{900 * *rc::gen::inRange(-48, 56)};
    const auto time = read_written_time(format_instant(at, offset), in_madrid());
    RC_ASSERT(time.has_value());
    RC_ASSERT(time->at == at);
  }));
}

TEST_CASE("no text makes the reader of typed times misbehave") {
  CHECK(rc::check([] {
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{"1",    "14", ":",   "02", "-",  "+", "/",      ".",      " ", "pm", "p. m.", "mar",
                                 "2026", "z",  "utc", "h",  "de", ",", "\u2212", "\u00a0", "a", "ñ",  "~"}));
    std::string text;
    for (const std::string& part : parts) text += part;
    const auto time = read_written_time(text, in_madrid());
    if (time) RC_ASSERT(time->at.has_value() || time->earliest.has_value() || time->latest.has_value());
  }));
}
