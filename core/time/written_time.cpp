// Where the words of a written time put it: the day they leave open, the zone they are read in, the bounds they name.
#include "core/time/written_time.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

#include "core/time/time_words.hpp"

namespace unrepeat {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; }

std::unexpected<WrittenTimeProblem> refuse(WrittenTimeError error, UtcOffset first = {}, UtcOffset second = {}) {
  return std::unexpected(WrittenTimeProblem{error, first, second});
}

/// "+7m", "+1h 30m", "-90 s", "+7": minutes unless said otherwise.
std::optional<Duration> read_distance(std::string_view text) {
  const bool backwards = text.starts_with('-');
  if (!backwards && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  std::int64_t total = 0;
  bool any = false;
  while (!text.empty()) {
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    std::int64_t count = 0;
    std::size_t digits = 0;
    constexpr std::size_t most_digits = 6;
    for (; digits < text.size() && digits <= most_digits && is_digit(text[digits]); ++digits)
      count = count * 10 + (text[digits] - '0');
    if (digits == 0 || digits > most_digits) return std::nullopt;
    text.remove_prefix(digits);
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::size_t letters = 0;
    while (letters < text.size() && is_letter(text[letters])) ++letters;
    const std::string_view unit = text.substr(0, letters);
    text.remove_prefix(letters);
    if (unit.empty() || unit == "m" || unit == "min" || unit == "mins" || unit == "minutes" || unit == "minutos") {
      total += minutes(count).microseconds;
    } else if (unit == "h" || unit == "hours" || unit == "hour" || unit == "horas" || unit == "hora") {
      total += hours(count).microseconds;
    } else if (unit == "s" || unit == "sec" || unit == "seg") {
      total += seconds(count).microseconds;
    } else if (unit == "d" || unit == "days" || unit == "day" || unit == "día" || unit == "dia" || unit == "días" ||
               unit == "dias") {
      total += days(count).microseconds;
    } else {
      return std::nullopt;
    }
    any = true;
  }
  if (!any) return std::nullopt;
  return Duration{backwards ? -total : total};
}

/// The year that brings the day nearest to a known one: in January, "28 Dec" is last year's.
int nearest_year(int month, int day, CalendarDate near, const std::optional<CalendarDate>& latest) {
  int best = near.year;
  std::int64_t best_distance = -1;
  for (int year = near.year - 1; year <= near.year + 1; ++year) {
    const CalendarDate candidate{year, month, day};
    if (!is_valid(candidate) || (latest && days_since_epoch(candidate) > days_since_epoch(*latest))) continue;
    const std::int64_t distance = std::abs(days_since_epoch(candidate) - days_since_epoch(near));
    if (best_distance < 0 || distance < best_distance) {
      best = year;
      best_distance = distance;
    }
  }
  return best;
}

CalendarDate day_after(CalendarDate date, int days) { return date_from_days(days_since_epoch(date) + days); }

/// The day that brings a time of day nearest to what it stands beside: after 23:50, "00:10" is the next day's. The day
/// before is meant only by what is a few hours earlier: after 10:00, "23:30" is still to come.
CalendarDate day_beside(const CivilTime& clock, Instant near, UtcOffset offset, const std::optional<Instant>& latest) {
  constexpr Duration most_before = hours(6);
  const CalendarDate its_day = civil_time(near, offset).date;
  CalendarDate best = day_after(its_day, -1);
  std::optional<Duration> best_distance;
  for (int days = 1; days >= -1; --days) {
    CivilTime candidate = clock;
    candidate.date = day_after(its_day, days);
    const Instant at = instant(candidate, offset);
    if (latest && at > *latest) continue;
    const Duration distance = at < near ? near - at : at - near;
    if (best_distance && (distance >= *best_distance || (days < 0 && distance > most_before))) continue;
    best = candidate.date;
    best_distance = distance;
  }
  return best;
}

using ReadTime = std::expected<Time, WrittenTimeProblem>;

/// A name of the IANA database among the words, such as Europe/Madrid: taken out of `text`.
std::string_view take_zone(std::string& text) {
  static constexpr std::string_view parts = " ,[]()";
  for (std::size_t from = text.find_first_not_of(parts); from != text.npos;) {
    const std::size_t to = std::min(text.find_first_of(parts, from), text.size());
    const std::string_view word = std::string_view(text).substr(from, to - from);
    const bool begins_with_letter = (word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= 'a' && word[0] <= 'z');
    if (begins_with_letter && word.contains('/')) return word;
    from = text.find_first_not_of(parts, to);
  }
  return {};
}

/// The rest of a text that begins with one of these words and a blank; empty when it begins with none.
std::string_view after_word(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (text.size() > word.size() && text.starts_with(word) && text[word.size()] == ' ')
      return text.substr(word.size() + 1);
  return {};
}

/// Where one of these stands between two others.
struct Parting {
  std::string_view before, after;
};
std::optional<Parting> parted_by(std::string_view text, std::initializer_list<std::string_view> marks) {
  for (const std::string_view mark : marks) {
    const std::size_t at = text.find(mark);
    if (at != text.npos && at > 0) return Parting{text.substr(0, at), text.substr(at + mark.size())};
  }
  return std::nullopt;
}

/// One time, without bounds.
ReadTime read_point(const std::string& text, const WrittenTimeContext& context) {
  Time time;
  std::string rest = text;
  std::string_view zone = context.zone;
  std::string named;
  if (const std::string_view found = take_zone(rest); !found.empty()) {
    named = found;
    if (!context.zones.known(named)) return refuse(WrittenTimeError::zone_unknown);
    const auto from = static_cast<std::size_t>(found.data() - rest.data());
    rest.erase(from, found.size());
    zone = named;
  }
  std::string simple = simplified(rest);
  if (simple.starts_with('+') || simple.starts_with('-')) {
    const auto distance = read_distance(simple);
    if (!distance) return refuse(WrittenTimeError::not_a_time);
    if (!context.near) return refuse(WrittenTimeError::nothing_to_count_from);
    time.at = *context.near + *distance;
    time.precision = distance->microseconds % minutes(1).microseconds == 0 ? Precision::minute : Precision::second;
    return time;
  }
  if (simple.starts_with('~')) {
    time.approximate = true;
    simple.erase(0, 1);
  }
  const auto read = read_time_words(simple, context.day_first);
  if (!read) return refuse(read.error());
  const TimePieces& pieces = *read;
  time.approximate |= pieces.is_approximate;

  CivilTime civil;
  time.precision = pieces.clock ? pieces.clock_precision : Precision::day;
  if (pieces.clock) {
    civil = *pieces.clock;
    if (pieces.afternoon) {
      if (civil.hour < 1 || civil.hour > 12) return refuse(WrittenTimeError::no_such_time);
      civil.hour = civil.hour % 12 + (*pieces.afternoon ? 12 : 0);
    }
    if (civil.hour > 23 || civil.minute > 59 || civil.second > 59) return refuse(WrittenTimeError::no_such_time);
  }

  const auto offset_of = [&](Instant at) { return pieces.offset ? pieces.offset : context.zones.offset_at(zone, at); };
  const auto offset_now = offset_of(context.now);
  if (!offset_now) return refuse(WrittenTimeError::zone_unknown);
  const Instant near = context.near.value_or(context.now);
  const UtcOffset offset_near = offset_of(near).value_or(*offset_now);
  if (pieces.days_from_today) {
    if (pieces.day || pieces.month || pieces.year) return refuse(WrittenTimeError::not_a_time);
    civil.date = day_after(civil_time(context.now, *offset_now).date, *pieces.days_from_today);
  } else if (pieces.month) {
    if (!pieces.day) {
      if (!pieces.year || pieces.clock) return refuse(WrittenTimeError::not_a_time);
      time.precision = Precision::month;
    }
    const int day = pieces.day.value_or(1);
    const CalendarDate beside = civil_time(near, offset_near).date;
    // What has happened is not put into the days to come; a day of them is the difference between two clocks.
    const auto latest = context.is_past
                            ? std::optional(day_after(civil_time(std::max(context.now, near), offset_near).date, 1))
                            : std::nullopt;
    civil.date = {pieces.year ? *pieces.year : nearest_year(*pieces.month, day, beside, latest), *pieces.month, day};
  } else if (pieces.day || pieces.year || !pieces.clock) {
    return refuse(WrittenTimeError::not_a_time);
  } else if (context.near || context.is_past) {
    civil.date = day_beside(civil, near, offset_near,
                            context.is_past ? std::optional(std::max(context.now, near)) : std::nullopt);
  } else {
    return refuse(WrittenTimeError::day_missing);
  }
  if (!is_valid(civil.date)) return refuse(WrittenTimeError::no_such_day);

  if (pieces.offset) {
    time.at = instant(civil, *pieces.offset);
    time.offset = format_offset(*pieces.offset);
    return time;
  }
  auto local = local_to_instant(context.zones, zone, civil);
  if (!local) return refuse(WrittenTimeError::zone_unknown);
  if (!pieces.clock && local->kind == LocalTimeKind::gap) {
    // A day may begin at 01:00 where midnight was skipped; the day itself is not in doubt.
    local = LocalTime{LocalTimeKind::unique, local->later, local->later_offset, local->later, local->later_offset};
  }
  if (pieces.clock && local->kind == LocalTimeKind::gap) {
    return refuse(WrittenTimeError::never_shown, local->later_offset, local->earlier_offset);
  }
  if (pieces.clock && local->kind == LocalTimeKind::fold) {
    return refuse(WrittenTimeError::shown_twice, local->earlier_offset, local->later_offset);
  }
  time.at = local->earlier;
  time.zone = zone;
  return time;
}

Time bounded(const Time& point, bool is_before) {
  Time time = point;
  time.at.reset();
  (is_before ? time.latest : time.earliest) = point.at;
  return time;
}

ReadTime read_bounded(std::string_view text, const WrittenTimeContext& context) {
  // The words are looked for in lower case; what they leave is read as it was spelt.
  const std::string plain = with_plain_blanks(text);
  const std::string simple = simplified(plain);
  const std::size_t lead = plain.find_first_not_of(' ');
  const auto as_spelt = [&](std::string_view part) {
    return plain.substr(lead + static_cast<std::size_t>(part.data() - simple.data()), part.size());
  };
  if (const auto rest = after_word(simple, {"between", "entre"}); !rest.empty()) {
    const auto both = parted_by(rest, {" and ", " y "});
    if (!both) return refuse(WrittenTimeError::not_a_time);
    const ReadTime first = read_point(as_spelt(both->before), context);
    if (!first) return first;
    WrittenTimeContext later = context;
    later.near = first->at;
    const ReadTime second = read_point(as_spelt(both->after), later);
    if (!second) return second;
    if (*second->at < *first->at) return refuse(WrittenTimeError::not_a_time);
    Time time = bounded(*first, false);
    time.latest = second->at;
    return time;
  }
  for (const bool is_before : {true, false}) {
    const auto rest = is_before ? after_word(simple, {"before", "antes de"})
                                : after_word(simple, {"after", "después de", "despues de"});
    if (rest.empty()) continue;
    const ReadTime point = read_point(as_spelt(rest), context);
    return point ? ReadTime(bounded(*point, is_before)) : point;
  }
  return read_point(plain, context);
}

}  // namespace

ReadTime read_written_time(std::string_view text, const WrittenTimeContext& context) {
  const std::string simple = simplified(text);
  if (simple.empty()) return refuse(WrittenTimeError::empty);
  if (simple.size() > 100) return refuse(WrittenTimeError::not_a_time);
  if (simple == "now" || simple == "ahora") {
    Time time;
    time.at = context.now;
    return time;
  }
  ReadTime time = read_bounded(text, context);
  if (time) time->written = text;
  return time;
}

namespace {

enum class SpanOrder : std::uint8_t { forward, backward };

std::optional<WrittenSpan> read_span(std::string_view text, const WrittenTimeContext& context, SpanOrder order) {
  if (text.size() > 100) return std::nullopt;
  std::string plain = with_plain_blanks(text);
  for (const std::string_view word : {"from ", "From ", "desde ", "Desde ", "de ", "De "})
    if (plain.starts_with(word)) {
      plain.erase(0, word.size());
      break;
    }
  for (const std::string_view mark : {"–", "—", " - ", " to ", " until ", " a ", " hasta ", "-"}) {
    for (std::size_t at = plain.find(mark); at != plain.npos; at = plain.find(mark, at + 1)) {
      const ReadTime start = read_written_time(plain.substr(0, at), context);
      if (!start || !start->at || start->precision > Precision::hour) continue;
      WrittenTimeContext after = context;
      after.near = start->at;
      const ReadTime end = read_written_time(plain.substr(at + mark.size()), after);
      if (!end || !end->at || end->precision > Precision::hour) continue;
      if ((*end->at < *start->at) != (order == SpanOrder::backward)) continue;
      return WrittenSpan{*start, *end};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<WrittenSpan> read_written_span(std::string_view text, const WrittenTimeContext& context) {
  return read_span(text, context, SpanOrder::forward);
}

bool is_reversed_span(std::string_view text, const WrittenTimeContext& context) {
  return read_span(text, context, SpanOrder::backward).has_value();
}

ReadTime read_in_zone(const Time& time, std::string_view zone, std::string_view new_zone, const TimeZones& zones) {
  const auto offset = time.at ? zones.offset_at(zone, *time.at) : std::nullopt;
  if (!offset) return refuse(WrittenTimeError::zone_unknown);
  const auto local = local_to_instant(zones, new_zone, civil_time(*time.at, *offset));
  if (!local) return refuse(WrittenTimeError::zone_unknown);
  if (local->kind == LocalTimeKind::gap)
    return refuse(WrittenTimeError::never_shown, local->later_offset, local->earlier_offset);
  if (local->kind == LocalTimeKind::fold)
    return refuse(WrittenTimeError::shown_twice, local->earlier_offset, local->later_offset);
  Time read = time;
  read.at = local->earlier;
  read.zone = new_zone;
  read.offset.clear();
  return read;
}

}  // namespace unrepeat
