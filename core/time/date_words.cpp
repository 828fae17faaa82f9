// Puts dates and times into words; the names come from the string table.
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

std::string_view word(std::string_view words, int index) {
  for (; index > 0; --index) words.remove_prefix(words.find(' ') + 1);
  return words.substr(0, words.find(' '));
}

UtcOffset offset_in(std::string_view zone, Instant at, const TimeZones& zones) {
  return zones.offset_at(zone, at).value_or(UtcOffset{});
}

void append_two_digits(std::string& out, int number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

constexpr std::int64_t days_of_400_years = 146'097, months_of_400_years = 4'800, years_of_400 = 400;

/// By the largest of these that is large enough.
std::string say_span(Language language, std::int64_t days, std::int64_t months, std::int64_t years) {
  if (days < 92) return say(language, Text::format_span_days, days);
  if (months < 24) return say(language, Text::format_span_months, months);
  return say(language, Text::format_span_years, years);
}

}  // namespace

std::string date_words(Language language, CalendarDate date) {
  return std::to_string(date.day) + " " + month_words(language, date);
}

std::string month_words(Language language, CalendarDate date) {
  std::string out(word(say(language, Text::format_months), date.month - 1));
  out += ' ';
  return out += std::to_string(date.year);
}

std::string date_words(Language language, Instant at, std::string_view zone, const TimeZones& zones) {
  return date_words(language, date_in(zones, zone, at));
}

std::string time_of_day_words(Instant at, std::string_view zone, const TimeZones& zones) {
  const CivilTime civil = civil_time(at, offset_in(zone, at, zones));
  std::string out;
  append_two_digits(out, civil.hour);
  append_two_digits(out += ':', civil.minute);
  if (civil.second != 0) append_two_digits(out += ':', civil.second);
  return out;
}

std::string time_words(Language language, Instant at, std::string_view zone, const TimeZones& zones) {
  const UtcOffset offset = offset_in(zone, at, zones);
  const CalendarDate date = civil_time(at, offset).date;
  std::string out(word(say(language, Text::format_weekdays), iso_weekday(date) - 1));
  out += ' ';
  out += date_words(language, date);
  out += ' ';
  out += time_of_day_words(at, zone, zones);
  out += ' ';
  return out += format_offset(offset);
}

std::string span_words(Language language, std::int64_t days) {
  const std::int64_t months = days * months_of_400_years / days_of_400_years;
  return say_span(language, days, months, months / 12);
}

std::string nearest_span_words(Language language, std::int64_t days) {
  constexpr std::int64_t half = days_of_400_years / 2;
  return say_span(language, days, (days * months_of_400_years + half) / days_of_400_years,
                  (days * years_of_400 + half) / days_of_400_years);
}

std::string date_words(Language language, std::string_view date) {
  const auto day = parse_date(date);
  return day ? date_words(language, *day) : std::string(date);
}

}  // namespace unrepeat
