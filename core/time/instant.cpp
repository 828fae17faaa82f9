// Calendar arithmetic and the written forms of time: integers and characters only, so that it costs few bytes in the
// browser.
#include "core/time/instant.hpp"

namespace unrepeat {
namespace {

constexpr std::int64_t microseconds_per_day = 86'400'000'000;

/// Consumes text from the front; every read leaves the text untouched when it fails.
struct Reader {
  std::string_view rest;

  bool take(char expected) {
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(1);
    return true;
  }

  bool take_one_of(std::string_view choices, char& taken) {
    if (rest.empty() || choices.find(rest.front()) == std::string_view::npos) return false;
    taken = rest.front();
    rest.remove_prefix(1);
    return true;
  }

  bool take_digits(std::size_t count, int& value) {
    if (rest.size() < count) return false;
    int read = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return false;
      read = read * 10 + (rest[i] - '0');
    }
    value = read;
    rest.remove_prefix(count);
    return true;
  }

  /// One digit at least; what is below a microsecond is cut off.
  bool take_fraction(int& microsecond) {
    std::size_t count = 0;
    int value = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') {
      if (count < 6) value = value * 10 + (rest[count] - '0');
      ++count;
    }
    if (count == 0) return false;
    for (std::size_t digits = count; digits < 6; ++digits) value *= 10;
    rest.remove_prefix(count);
    microsecond = value;
    return true;
  }

  bool take_date(CalendarDate& date) {
    const Reader before = *this;
    if (take_digits(4, date.year) && take('-') && take_digits(2, date.month) && take('-') && take_digits(2, date.day))
      return true;
    *this = before;
    return false;
  }
};

enum class OffsetForms : std::uint8_t { rfc3339, any };

bool take_offset(Reader& reader, OffsetForms forms, UtcOffset& offset) {
  char sign = 0;
  if (reader.take_one_of("Zz", sign)) {
    offset = {};
    return true;
  }
  Reader ahead = reader;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!ahead.take_one_of("+-", sign) || !ahead.take_digits(2, hour)) return false;
  if (ahead.take(':')) {
    if (!ahead.take_digits(2, minute)) return false;
    if (forms == OffsetForms::any && ahead.take(':') && !ahead.take_digits(2, second)) return false;
  } else if (forms == OffsetForms::rfc3339) {
    return false;
  } else if (!ahead.rest.empty() && !ahead.take_digits(2, minute)) {
    return false;
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  const int magnitude = (hour * 60 + minute) * 60 + second;
  offset.seconds = sign == '-' ? -magnitude : magnitude;
  reader = ahead;
  return true;
}

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// Leap seconds are inserted at the end of a UTC day only.
bool is_possible_leap_second(const CivilTime& civil, UtcOffset offset) {
  CivilTime before = civil;
  before.second = 59;
  const CivilTime utc = civil_time(instant(before, offset));
  return utc.hour == 23 && utc.minute == 59;
}

std::optional<TimestampError> check(const Timestamp& timestamp) {
  const CivilTime& civil = timestamp.civil;
  if (!is_valid(civil.date)) return TimestampError::no_such_day;
  if (civil.hour > 23 || civil.minute > 59 || civil.second > 60) return TimestampError::no_such_time;
  if (civil.second == 60 && !(timestamp.offset && is_possible_leap_second(civil, *timestamp.offset)))
    return TimestampError::no_such_time;
  if (timestamp.offset) {
    // An offset may carry the first or last day out of the years a file can hold.
    const int utc_year = civil_time(instant(civil, *timestamp.offset)).date.year;
    if (utc_year < 1 || utc_year > 9999) return TimestampError::no_such_day;
  }
  return std::nullopt;
}

void append_digits(std::string& out, std::int64_t value, int width) {
  std::string digits = std::to_string(value);
  for (int missing = width - static_cast<int>(digits.size()); missing > 0; --missing) out += '0';
  out += digits;
}

std::string format_civil(const CivilTime& civil) {
  std::string out = format_date(civil.date);
  out += 'T';
  append_digits(out, civil.hour, 2);
  out += ':';
  append_digits(out, civil.minute, 2);
  out += ':';
  append_digits(out, civil.second, 2);
  if (civil.microsecond != 0) {
    out += '.';
    append_digits(out, civil.microsecond, 6);
    while (out.back() == '0') out.pop_back();
  }
  return out;
}

}  // namespace

int days_in_month(int year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_valid(CalendarDate date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

// Years are counted from March, in eras of 400 years: then leap days come last and every era has the same length.
std::int64_t days_since_epoch(CalendarDate date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

CalendarDate date_from_days(std::int64_t days_since_epoch) {
  const std::int64_t shifted = days_since_epoch + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CalendarDate date;
  date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

int iso_weekday(CalendarDate date) {
  const std::int64_t days_from_monday = (days_since_epoch(date) + 3) % 7;
  return static_cast<int>(days_from_monday < 0 ? days_from_monday + 7 : days_from_monday) + 1;
}

CivilTime civil_time(Instant at, UtcOffset offset) {
  const std::int64_t local = at.microseconds + std::int64_t{offset.seconds} * 1'000'000;
  std::int64_t day = local / microseconds_per_day;
  std::int64_t within_day = local % microseconds_per_day;
  if (within_day < 0) {
    --day;
    within_day += microseconds_per_day;
  }
  const auto second_of_day = static_cast<int>(within_day / 1'000'000);
  return {date_from_days(day), second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60,
          static_cast<int>(within_day % 1'000'000)};
}

Instant instant(const CivilTime& civil, UtcOffset offset) {
  const std::int64_t second_of_day = (civil.hour * 60 + civil.minute) * 60 + civil.second - offset.seconds;
  return {days_since_epoch(civil.date) * microseconds_per_day + second_of_day * 1'000'000 + civil.microsecond};
}

std::optional<Instant> Timestamp::instant() const {
  if (!offset) return std::nullopt;
  return unrepeat::instant(civil, *offset);
}

std::expected<Instant, TimestampError> parse_instant(std::string_view text) {
  Reader reader{text};
  Timestamp timestamp;
  CivilTime& civil = timestamp.civil;
  char separator = 0;
  if (!reader.take_date(civil.date) || !reader.take_one_of("Tt", separator) || !reader.take_digits(2, civil.hour) ||
      !reader.take(':') || !reader.take_digits(2, civil.minute) || !reader.take(':') ||
      !reader.take_digits(2, civil.second)) {
    return std::unexpected(TimestampError::not_a_timestamp);
  }
  if (reader.take('.') && !reader.take_fraction(civil.microsecond))
    return std::unexpected(TimestampError::not_a_timestamp);
  if (reader.rest.empty()) return std::unexpected(TimestampError::no_offset);
  UtcOffset offset;
  if (!take_offset(reader, OffsetForms::rfc3339, offset) || !reader.rest.empty())
    return std::unexpected(TimestampError::not_a_timestamp);
  timestamp.offset = offset;
  if (const auto error = check(timestamp)) return std::unexpected(*error);
  return *timestamp.instant();
}

std::expected<Timestamp, TimestampError> parse_timestamp(std::string_view text) {
  constexpr auto refusal = std::unexpected(TimestampError::not_a_timestamp);
  Reader reader{text};
  Timestamp timestamp;
  CivilTime& civil = timestamp.civil;
  char taken = 0;
  if (!reader.take_date(civil.date)) return refusal;
  if (reader.rest.empty()) {
    timestamp.precision = Precision::day;
  } else {
    if (!reader.take_one_of("Tt ", taken) || !reader.take_digits(2, civil.hour) || !reader.take(':') ||
        !reader.take_digits(2, civil.minute)) {
      return refusal;
    }
    timestamp.precision = Precision::minute;
    if (reader.take(':')) {
      if (!reader.take_digits(2, civil.second)) return refusal;
      timestamp.precision = Precision::second;
      if (reader.take_one_of(".,", taken) && !reader.take_fraction(civil.microsecond)) return refusal;
    }
    const bool blank = reader.take(' ');
    UtcOffset offset;
    if (reader.rest == "UTC" || reader.rest == "GMT") {
      timestamp.offset = UtcOffset{};
    } else if (take_offset(reader, OffsetForms::any, offset) && reader.rest.empty()) {
      timestamp.offset = offset;
    } else if (blank || !reader.rest.empty()) {
      return refusal;
    }
  }
  if (const auto error = check(timestamp)) return std::unexpected(*error);
  return timestamp;
}

std::string format_instant(Instant at) { return format_civil(civil_time(at)) + 'Z'; }

std::string format_instant(Instant at, UtcOffset offset) {
  return format_civil(civil_time(at, offset)) + format_offset(offset);
}

std::string format_offset(UtcOffset offset) {
  const int magnitude = offset.seconds < 0 ? -offset.seconds : offset.seconds;
  std::string out(1, offset.seconds < 0 ? '-' : '+');
  append_digits(out, magnitude / 3600, 2);
  out += ':';
  append_digits(out, magnitude / 60 % 60, 2);
  if (magnitude % 60 != 0) {
    out += ':';
    append_digits(out, magnitude % 60, 2);
  }
  return out;
}

std::optional<UtcOffset> parse_offset(std::string_view text) {
  Reader reader{text};
  UtcOffset offset;
  if (!take_offset(reader, OffsetForms::any, offset) || !reader.rest.empty()) return std::nullopt;
  return offset;
}

std::string format_date(CalendarDate date) {
  std::string out;
  append_digits(out, date.year, 4);
  out += '-';
  append_digits(out, date.month, 2);
  out += '-';
  append_digits(out, date.day, 2);
  return out;
}

std::optional<CalendarDate> parse_date(std::string_view text) {
  Reader reader{text};
  CalendarDate date;
  if (!reader.take_date(date) || !reader.rest.empty() || !is_valid(date)) return std::nullopt;
  return date;
}

std::string format_duration(Duration duration) {
  struct Unit {
    std::int64_t seconds;
    std::string_view symbol;
  };
  static constexpr Unit units[] = {{86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}};
  std::string out = duration.microseconds < 0 ? "-" : "";
  std::int64_t left = duration.microseconds / 1'000'000;
  if (left < 0) left = -left;
  for (std::size_t i = 0; i < std::size(units); ++i) {
    if (left < units[i].seconds && i + 1 < std::size(units)) continue;
    out += std::to_string(left / units[i].seconds);
    out += units[i].symbol;
    const std::int64_t remainder = left % units[i].seconds;
    if (i + 1 < std::size(units) && remainder >= units[i + 1].seconds) {
      out += ' ';
      out += std::to_string(remainder / units[i + 1].seconds);
      out += units[i + 1].symbol;
    }
    break;
  }
  return out;
}

}  // namespace unrepeat
