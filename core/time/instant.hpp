// A point in time, its civil reading, and how both are written. Nothing here assumes a zone: what has no offset has no
// instant.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace unrepeat {

/// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Files hold the years 1 to 9999 only.
struct Instant {
  std::int64_t microseconds = 0;
  auto operator<=>(const Instant&) const = default;
};

struct Duration {
  std::int64_t microseconds = 0;
  auto operator<=>(const Duration&) const = default;
};

constexpr Duration microseconds(std::int64_t count) { return {count}; }
constexpr Duration seconds(std::int64_t count) { return {count * 1'000'000}; }
constexpr Duration minutes(std::int64_t count) { return {count * 60'000'000}; }
constexpr Duration hours(std::int64_t count) { return {count * 3'600'000'000}; }
constexpr Duration days(std::int64_t count) { return {count * 86'400'000'000}; }

constexpr Duration operator+(Duration a, Duration b) { return {a.microseconds + b.microseconds}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.microseconds - b.microseconds}; }
constexpr Instant operator+(Instant at, Duration by) { return {at.microseconds + by.microseconds}; }
constexpr Instant operator-(Instant at, Duration by) { return {at.microseconds - by.microseconds}; }
constexpr Duration operator-(Instant later, Instant earlier) { return {later.microseconds - earlier.microseconds}; }

/// How far a clock on a wall is ahead of UTC.
struct UtcOffset {
  std::int32_t seconds = 0;
  auto operator<=>(const UtcOffset&) const = default;
};

/// A day in the proleptic Gregorian calendar, in no zone.
struct CalendarDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const CalendarDate&) const = default;
};

/// What a clock and a calendar on the wall show. `second` is 60 only while a leap second is being read.
struct CivilTime {
  CalendarDate date = {};
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  auto operator<=>(const CivilTime&) const = default;
};

/// How exactly a time was written. Ordered from exact to coarse.
enum class Precision : std::uint8_t { second, minute, hour, day, month };

enum class TimestampError : std::uint8_t {
  not_a_timestamp,
  no_such_day,
  no_such_time,
  /// A timestamp in every respect, but nothing says in which zone.
  no_offset,
};

/// A timestamp as a program wrote it, read but not yet placed.
struct Timestamp {
  CivilTime civil;
  std::optional<UtcOffset> offset;
  Precision precision = Precision::second;

  /// Nothing without an offset: Z is never assumed.
  [[nodiscard]] std::optional<Instant> instant() const;
};

[[nodiscard]] bool is_valid(CalendarDate date);
[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] std::int64_t days_since_epoch(CalendarDate date);
[[nodiscard]] CalendarDate date_from_days(std::int64_t days_since_epoch);
/// 1 is Monday, 7 is Sunday.
[[nodiscard]] int iso_weekday(CalendarDate date);

[[nodiscard]] CivilTime civil_time(Instant at, UtcOffset offset = {});
/// A second of 60 becomes the first moment of the next minute.
[[nodiscard]] Instant instant(const CivilTime& civil, UtcOffset offset = {});

/// Strict RFC 3339, as in our files: an offset is required, `2026-03-08T14:02:00Z`. Digits below a microsecond are cut
/// off. The leap second 23:59:60 UTC, and no other, is read as the midnight that follows it.
[[nodiscard]] std::expected<Instant, TimestampError> parse_instant(std::string_view text);

/// ISO 8601 as programs write it: also a blank for the T, offsets `+0100`, `+01` and ` UTC`, and none at all; a date
/// alone; no seconds.
[[nodiscard]] std::expected<Timestamp, TimestampError> parse_timestamp(std::string_view text);

/// `2026-03-08T14:02:00Z`, with a fraction only where there is one, without trailing zeros.
[[nodiscard]] std::string format_instant(Instant at);
/// The same instant as a clock at this offset shows it: `2026-03-08T15:02:00+01:00`.
[[nodiscard]] std::string format_instant(Instant at, UtcOffset offset);

/// `+01:00`, `-03:30`, seconds only where a historical offset has them.
[[nodiscard]] std::string format_offset(UtcOffset offset);
/// Reads `Z`, `+01:00`, `+0100`, `+01` and `+00:53:28`; at most 24 hours.
[[nodiscard]] std::optional<UtcOffset> parse_offset(std::string_view text);

[[nodiscard]] std::string format_date(CalendarDate date);
/// `2026-03-08` only.
[[nodiscard]] std::optional<CalendarDate> parse_date(std::string_view text);

/// The two largest units that say something, the same in every language: `45 s`, `14 min`, `2 h 14 min`, `3 d 4 h`. Cut
/// off, not rounded, so that a duration is never said to be longer than it was.
[[nodiscard]] std::string format_duration(Duration duration);

}  // namespace unrepeat
