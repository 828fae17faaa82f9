// Instants: the calendar against the C++ library's, and the forms of a timestamp that are accepted and refused.
#include "core/time/instant.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>

using namespace unrepeat;

namespace {

std::string again(std::string_view text) {
  const auto at = parse_instant(text);
  return at ? format_instant(*at) : "refused";
}

std::optional<std::string> placed(std::string_view text) {
  const auto timestamp = parse_timestamp(text);
  if (!timestamp || !timestamp->instant()) return std::nullopt;
  return format_instant(*timestamp->instant());
}

}  // namespace

TEST_CASE("an instant is written in UTC, its fraction without trailing zeros") {
  CHECK(format_instant({0}) == "1970-01-01T00:00:00Z");
  CHECK(format_instant({-1}) == "1969-12-31T23:59:59.999999Z");
  CHECK(format_instant({1'500'000}) == "1970-01-01T00:00:01.5Z");
  CHECK(format_instant({0}, UtcOffset{-12'600}) == "1969-12-31T20:30:00-03:30");
}

TEST_CASE("an RFC 3339 timestamp is read whatever its offset") {
  CHECK(again("2026-03-08T14:02:00Z") == "2026-03-08T14:02:00Z");
  CHECK(again("2026-03-08t14:02:00z") == "2026-03-08T14:02:00Z");
  CHECK(again("2026-03-08T00:30:00+01:00") == "2026-03-07T23:30:00Z");
  CHECK(again("2026-02-28T23:30:00.25-03:30") == "2026-03-01T03:00:00.25Z");
  CHECK(again("2024-02-29T00:00:00Z") == "2024-02-29T00:00:00Z");
  CHECK(again("0001-01-01T00:00:00Z") == "0001-01-01T00:00:00Z");
  CHECK(again("9999-12-31T23:59:59.999999Z") == "9999-12-31T23:59:59.999999Z");
}

TEST_CASE("digits below a microsecond are cut off, never rounded up") {
  CHECK(again("2026-03-08T14:02:00.999999999Z") == "2026-03-08T14:02:00.999999Z");
  CHECK(again("2026-03-08T14:02:00.0000001Z") == "2026-03-08T14:02:00Z");
}

TEST_CASE("a timestamp without an offset is not an instant") {
  CHECK(parse_instant("2026-03-08T14:02:00").error() == TimestampError::no_offset);
  CHECK(parse_timestamp("2026-03-08T14:02:00").value().offset == std::nullopt);
  CHECK(parse_timestamp("2026-03-08T14:02:00").value().instant() == std::nullopt);
}

TEST_CASE("a day or time that does not exist is refused as such") {
  for (const char* text :
       {"2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "0000-01-01T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "9999-12-31T23:30:00-01:00", "0001-01-01T00:30:00+01:00"}) {
    CAPTURE(text);
    CHECK(parse_instant(text).error() == TimestampError::no_such_day);
  }
  for (const char* text : {"2026-03-08T24:00:00Z", "2026-03-08T14:60:00Z", "2026-03-08T14:02:61Z"}) {
    CAPTURE(text);
    CHECK(parse_instant(text).error() == TimestampError::no_such_time);
  }
}

TEST_CASE("what is nearly a timestamp is refused") {
  for (const char* text : {"", "2026", "2026-03-08", "2026-3-8T14:02:00Z", "2026-03-08 14:02:00Z", "2026-03-08T14:02Z",
                           "2026-03-08T14:02:00.Z", "2026-03-08T14:02:00+0100", "2026-03-08T14:02:00+01",
                           "2026-03-08T14:02:00 Z", "2026-03-08T14:02:00Zjunk", "+2026-03-08T14:02:00Z",
                           "2026-03-08T14:02:00+24:00", "2026-03-08T14:02:00+01:60"}) {
    CAPTURE(text);
    CHECK(parse_instant(text).error() == TimestampError::not_a_timestamp);
  }
}

TEST_CASE("a leap second is the midnight that follows it, and is refused at any other time") {
  CHECK(again("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00Z");
  CHECK(again("2017-01-01T00:59:60+01:00") == "2017-01-01T00:00:00Z");
  CHECK(parse_instant("2016-12-31T12:00:60Z").error() == TimestampError::no_such_time);
  CHECK(parse_timestamp("2016-12-31T23:59:60").error() == TimestampError::no_such_time);
}

TEST_CASE("timestamps are read as programs write them") {
  CHECK(placed("2017-02-28T09:24:59.366-0600") == "2017-02-28T15:24:59.366Z");
  CHECK(placed("2026-03-08 14:02:00 UTC") == "2026-03-08T14:02:00Z");
  CHECK(placed("2026-03-08 14:02:00+01") == "2026-03-08T13:02:00Z");
  CHECK(placed("2026-03-08T14:02:00,5Z") == "2026-03-08T14:02:00.5Z");
  CHECK(placed("2026-03-08T14:02Z") == "2026-03-08T14:02:00Z");
  CHECK(parse_timestamp("2026-03-08T14:02Z")->precision == Precision::minute);
  CHECK(parse_timestamp("2026-03-08")->precision == Precision::day);
  for (const char* text :
       {"2026-03-08T", "2026-03-08T14", "2026-03-08 14:02:00 ", "2026-03-08T14:02:00 PST", "08/03/2026"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_timestamp(text));
  }
}

TEST_CASE("offsets are written with a colon, and with seconds only where history has them") {
  CHECK(format_offset({}) == "+00:00");
  CHECK(format_offset({-12'600}) == "-03:30");
  CHECK(format_offset({3'208}) == "+00:53:28");
  CHECK(parse_offset("+00:53:28") == UtcOffset{3'208});
  CHECK_FALSE(parse_offset("01:00"));
}

TEST_CASE("a duration names its two largest units and is never said to be longer than it was") {
  CHECK(format_duration(seconds(0)) == "0 s");
  CHECK(format_duration(seconds(59) + Duration{999'999}) == "59 s");
  CHECK(format_duration(seconds(90)) == "1 min 30 s");
  CHECK(format_duration(minutes(134)) == "2 h 14 min");
  CHECK(format_duration(hours(2) + seconds(59)) == "2 h");
  CHECK(format_duration(hours(76)) == "3 d 4 h");
  CHECK(format_duration(days(400)) == "400 d");
  CHECK(format_duration(minutes(-5)) == "-5 min");
}

TEST_CASE("writing and reading an instant gives the same instant") {
  const std::int64_t first = parse_instant("0001-01-01T00:00:00Z")->microseconds;
  const std::int64_t last = parse_instant("9999-12-31T23:59:59.999999Z")->microseconds;
  CHECK(rc::check([=] {
    const Instant at{*rc::gen::inRange(first, last)};
    RC_ASSERT(parse_instant(format_instant(at)) == at);
    const UtcOffset offset{60 * *rc::gen::inRange(-1'000, 1'000)};
    const Instant safe{std::clamp(at.microseconds, first + days(1).microseconds, last - days(1).microseconds)};
    RC_ASSERT(parse_instant(format_instant(safe, offset)) == safe);
  }));
}

TEST_CASE("the calendar is the C++ library's calendar") {
  CHECK(rc::check([] {
    const int day = *rc::gen::inRange(-719'162, 2'932'896);
    const std::chrono::year_month_day expected{std::chrono::sys_days{std::chrono::days{day}}};
    const CalendarDate date = date_from_days(day);
    RC_ASSERT(date.year == static_cast<int>(expected.year()));
    RC_ASSERT(date.month == static_cast<int>(static_cast<unsigned>(expected.month())));
    RC_ASSERT(date.day == static_cast<int>(static_cast<unsigned>(expected.day())));
    RC_ASSERT(days_since_epoch(date) == day);
    RC_ASSERT(is_valid(date));
    RC_ASSERT(static_cast<unsigned>(iso_weekday(date)) ==
              std::chrono::weekday{std::chrono::sys_days{std::chrono::days{day}}}.iso_encoding());
    RC_ASSERT(parse_date(format_date(date)) == date);
  }));
}

TEST_CASE("no text makes the readers of time misbehave") {
  CHECK(rc::check([] {
    const std::string text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789-:.+TZ UTC,")));
    (void)parse_instant(text);
    (void)parse_timestamp(text);
    (void)parse_offset(text);
    (void)parse_date(text);
  }));
}
