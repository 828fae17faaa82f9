// One pass over the words of a written time: each word says a day, a month, a time of day or an offset, in any order.
#include "core/time/written_time.hpp"

#include <algorithm>

namespace unrepeat {
namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view narrow_no_break_space = "\u202f";

/// Three letters tell the months apart in both languages; longer words must be the beginning of one of the names.
struct MonthName {
  std::string_view name;
  int month;
};
constexpr MonthName month_names[] = {
    {"january", 1},    {"february", 2},  {"march", 3},    {"april", 4},      {"may", 5},
    {"june", 6},       {"july", 7},      {"august", 8},   {"september", 9},  {"october", 10},
    {"november", 11},  {"december", 12}, {"enero", 1},    {"febrero", 2},    {"marzo", 3},
    {"abril", 4},      {"mayo", 5},      {"junio", 6},    {"julio", 7},      {"agosto", 8},
    {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10}, {"noviembre", 11}, {"diciembre", 12},
};
constexpr std::string_view weekday_names[] = {"monday",  "tuesday", "wednesday", "thursday",  "friday",    "saturday",
                                              "sunday",  "lunes",   "martes",    "miércoles", "miercoles", "jueves",
                                              "viernes", "sábado",  "sabado",    "domingo"};
constexpr std::string_view filler_words[] = {"at",  "on", "the", "of", "de", "del", "a",
                                             "las", "la", "el",  "h",  "hs", "hrs"};

bool is_beginning_of(std::string_view word, std::string_view name) {
  return word.size() >= 3 && name.starts_with(word);
}

int month_named(std::string_view word) {
  for (const MonthName& candidate : month_names) {
    if (is_beginning_of(word, candidate.name)) return candidate.month;
  }
  return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; }

/// Lower case, every kind of blank a blank, nothing around it.
std::string simplified(std::string_view text) {
  std::string simple;
  while (!text.empty()) {
    if (text.starts_with(no_break_space) || text.starts_with(narrow_no_break_space)) {
      text.remove_prefix(text.starts_with(no_break_space) ? no_break_space.size() : narrow_no_break_space.size());
      simple += ' ';
      continue;
    }
    const char c = text.front();
    text.remove_prefix(1);
    simple += c == '\t' ? ' ' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  const std::size_t first = simple.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return simple.substr(first, simple.find_last_not_of(' ') - first + 1);
}

/// What has been understood so far.
struct Pieces {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<CivilTime> clock;  // its date is not used
  Precision clock_precision = Precision::minute;
  std::optional<bool> afternoon;
  std::optional<UtcOffset> offset;
};

class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  /// Nothing when every word was understood.
  std::optional<WrittenTimeError> read(Pieces& pieces) {
    while (skip_separators(), !rest_.empty()) {
      const auto error = is_digit(rest_.front()) ? read_numbers(pieces) : read_word(pieces);
      if (error) return error;
    }
    return std::nullopt;
  }

 private:
  using Result = std::optional<WrittenTimeError>;
  static constexpr Result understood = std::nullopt;
  static constexpr Result not_a_time = WrittenTimeError::not_a_time;

  void skip_separators() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == ',')) rest_.remove_prefix(1);
  }

  bool take(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// The number in front and how many digits it had; no digits is 0 of them.
  int take_number(std::size_t& digits) {
    int value = 0;
    for (digits = 0; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
      if (digits < 9) value = value * 10 + (rest_[digits] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  template <class T>
  static Result set(std::optional<T>& piece, T value) {
    if (piece) return not_a_time;
    piece = value;
    return understood;
  }

  static Result set_date(Pieces& pieces, int year, int month, int day) {
    if (pieces.year || pieces.month || pieces.day) return not_a_time;
    pieces.year = year;
    pieces.month = month;
    pieces.day = day;
    return understood;
  }

  Result read_numbers(Pieces& pieces) {
    std::size_t digits = 0;
    const int first = take_number(digits);
    if (digits > 4) return not_a_time;
    if (rest_.starts_with(':')) return read_clock(pieces, first, digits);
    if (rest_.starts_with('h') && rest_.size() > 1 && is_digit(rest_[1])) return read_clock(pieces, first, digits);
    if (digits == 4 && rest_.starts_with('-')) return read_iso_date(pieces, first);
    if (rest_.starts_with('/') || rest_.starts_with('-') ||
        (rest_.starts_with('.') && rest_.size() > 1 && is_digit(rest_[1]))) {
      return read_short_date(pieces, first, digits, rest_.front());
    }
    for (const std::string_view ordinal : {"st", "nd", "rd", "th", "º", "."}) {
      if (digits <= 2 && rest_.starts_with(ordinal)) {
        rest_.remove_prefix(ordinal.size());
        return set(pieces.day, first);
      }
    }
    if (digits == 4) return set(pieces.year, first);
    if (digits > 2) return not_a_time;
    const std::string_view after = rest_.substr(rest_.starts_with(' ') ? 1 : 0);
    const bool hour_sign = after.starts_with('h') && (after.size() == 1 || !is_letter(after[1]));
    if (names_half_of_day(after) || (hour_sign && !pieces.clock)) {
      pieces.clock_precision = Precision::hour;
      return set(pieces.clock, CivilTime{.hour = first});
    }
    return set(pieces.day, first);
  }

  Result read_clock(Pieces& pieces, int hour, std::size_t hour_digits) {
    std::size_t digits = 0;
    CivilTime clock{.hour = hour};
    rest_.remove_prefix(1);
    clock.minute = take_number(digits);
    if (hour_digits > 2 || digits != 2) return not_a_time;
    pieces.clock_precision = Precision::minute;
    if (take(':')) {
      clock.second = take_number(digits);
      if (digits != 2) return not_a_time;
      pieces.clock_precision = Precision::second;
      if (rest_.size() > 1 && (rest_.front() == '.' || rest_.front() == ',') && is_digit(rest_[1])) {
        rest_.remove_prefix(1);
        int scale = 100'000;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), scale /= 10) {
          clock.microsecond += (rest_.front() - '0') * scale;
        }
      }
    }
    if (const Result error = set(pieces.clock, clock)) return error;
    // An offset may follow at once; a sign after a blank is one too, because nothing else has a sign.
    return read_offset(pieces);
  }

  Result read_offset(Pieces& pieces) {
    std::string_view ahead = rest_;
    if (ahead.starts_with(' ')) ahead.remove_prefix(1);
    if (!ahead.starts_with('+') && !ahead.starts_with('-') && !ahead.starts_with("\u2212")) return understood;
    const std::size_t sign_bytes = ahead.starts_with("\u2212") ? 3 : 1;
    std::size_t end = sign_bytes;
    while (end < ahead.size() && (is_digit(ahead[end]) || ahead[end] == ':')) ++end;
    std::string offset_text(1, ahead.front() == '+' ? '+' : '-');
    // "+2" and "+2:00" lack a zero.
    const std::size_t hour_digits = std::min(ahead.substr(sign_bytes, end - sign_bytes).find(':'), end - sign_bytes);
    if (hour_digits == 1) offset_text += '0';
    offset_text += ahead.substr(sign_bytes, end - sign_bytes);
    const auto offset = parse_offset(offset_text);
    if (!offset) return not_a_time;
    rest_ = ahead.substr(end);
    return set(pieces.offset, *offset);
  }

  Result read_iso_date(Pieces& pieces, int year) {
    std::size_t digits = 0;
    rest_.remove_prefix(1);
    const int month = take_number(digits);
    if (digits != 2 || pieces.year || pieces.month) return not_a_time;
    if (!take('-')) {
      pieces.year = year;
      pieces.month = month;
      return understood;
    }
    const int day = take_number(digits);
    if (digits != 2) return not_a_time;
    if (rest_.size() > 1 && rest_.front() == 't' && is_digit(rest_[1])) rest_.remove_prefix(1);
    return set_date(pieces, year, month, day);
  }

  /// 16-10-2024, 16/10: only where one of the two numbers cannot be a month.
  Result read_short_date(Pieces& pieces, int first, std::size_t first_digits, char separator) {
    std::size_t digits = 0;
    rest_.remove_prefix(1);
    const int second = take_number(digits);
    if (first_digits > 2 || digits == 0 || digits > 2) return not_a_time;
    std::optional<int> year;
    if (take(separator)) {
      year = take_number(digits);
      if (digits == 2) {
        *year += 2000;
      } else if (digits != 4) {
        return not_a_time;
      }
    }
    // "14.02" may be a time of day.
    if (separator == '.' && !year) return not_a_time;
    if (pieces.year || pieces.month || pieces.day) return not_a_time;
    if (first <= 12 && second <= 12 && first != second) return WrittenTimeError::day_or_month_first;
    pieces.year = year;
    pieces.day = std::max(first, second);
    pieces.month = std::min(first, second);
    return understood;
  }

  /// "pm", "p.m.", "p. m.": how many characters of it stand in front.
  static std::size_t names_half_of_day(std::string_view text) {
    if (text.empty() || (text.front() != 'a' && text.front() != 'p')) return 0;
    std::size_t at = 1;
    if (at < text.size() && text[at] == '.') ++at;
    if (at < text.size() && text[at] == ' ' && at > 1) ++at;
    if (at >= text.size() || text[at] != 'm') return 0;
    ++at;
    if (at < text.size() && text[at] == '.') ++at;
    return at < text.size() && (is_letter(text[at]) || is_digit(text[at])) ? 0 : at;
  }

  Result read_word(Pieces& pieces) {
    if (const std::size_t characters = names_half_of_day(rest_)) {
      const bool afternoon = rest_.front() == 'p';
      rest_.remove_prefix(characters);
      if (!pieces.clock) return not_a_time;
      return set(pieces.afternoon, afternoon);
    }
    std::size_t letters = 0;
    while (letters < rest_.size() && is_letter(rest_[letters])) ++letters;
    if (letters == 0) return not_a_time;
    const std::string_view word = rest_.substr(0, letters);
    rest_.remove_prefix(letters);
    if (word == "z" || word == "utc" || word == "gmt") {
      const std::string_view after = rest_;
      if (word != "z" && (after.starts_with('+') || after.starts_with('-'))) return read_offset(pieces);
      return set(pieces.offset, UtcOffset{});
    }
    // A weekday and a month share their beginning in Spanish ("mar"): the month tells more, and only a whole word is a
    // weekday there.
    if (const int month = month_named(word)) {
      const bool weekday = pieces.month || word == "martes";
      if (!weekday) {
        take('.');
        return set(pieces.month, month);
      }
    }
    for (const std::string_view name : weekday_names) {
      if (is_beginning_of(word, name)) {
        take('.');
        return understood;
      }
    }
    if (std::ranges::find(filler_words, word) != std::end(filler_words)) return understood;
    return not_a_time;
  }

  std::string_view rest_;
};

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
    for (; digits < text.size() && is_digit(text[digits]); ++digits) count = count * 10 + (text[digits] - '0');
    if (digits == 0 || digits > 6) return std::nullopt;
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
    } else if (unit == "d" || unit == "days" || unit == "day" || unit == "días" || unit == "dias") {
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
int nearest_year(int month, int day, CalendarDate near) {
  int best = near.year;
  std::int64_t best_distance = -1;
  for (int year = near.year - 1; year <= near.year + 1; ++year) {
    const CalendarDate candidate{year, month, day};
    if (!is_valid(candidate)) continue;
    std::int64_t distance = days_since_epoch(candidate) - days_since_epoch(near);
    if (distance < 0) distance = -distance;
    if (best_distance < 0 || distance < best_distance) {
      best = year;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace

std::expected<Time, WrittenTimeProblem> read_written_time(std::string_view text, const WrittenTimeContext& context) {
  Time time;
  std::string simple = simplified(text);
  if (simple.empty()) return refuse(WrittenTimeError::empty);
  if (simple.size() > 100) return refuse(WrittenTimeError::not_a_time);
  if (simple == "now" || simple == "ahora") {
    time.at = context.now;
    return time;
  }
  time.written = text;

  if (simple.starts_with('+') || simple.starts_with('-')) {
    const auto distance = read_distance(simple);
    if (!distance) return refuse(WrittenTimeError::not_a_time);
    if (!context.previous) return refuse(WrittenTimeError::nothing_to_count_from);
    time.at = *context.previous + *distance;
    time.precision = Precision::minute;
    return time;
  }

  if (simple.starts_with('~')) {
    time.approximate = true;
    simple.erase(0, 1);
  }
  Pieces pieces;
  if (const auto error = Words(simple).read(pieces)) return refuse(*error);

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

  const auto zone_offset = context.zones.offset_at(context.zone, context.now);
  if (!zone_offset && !pieces.offset) return refuse(WrittenTimeError::zone_unknown);
  if (pieces.month) {
    if (!pieces.day) {
      if (!pieces.year || pieces.clock) return refuse(WrittenTimeError::not_a_time);
      time.precision = Precision::month;
    }
    const CalendarDate near = context.day.value_or(civil_time(context.now, zone_offset.value_or(UtcOffset{})).date);
    const int day = pieces.day.value_or(1);
    civil.date = {pieces.year ? *pieces.year : nearest_year(*pieces.month, day, near), *pieces.month, day};
  } else if (pieces.day || pieces.year || !pieces.clock) {
    return refuse(WrittenTimeError::not_a_time);
  } else if (context.day) {
    civil.date = *context.day;
  } else {
    return refuse(WrittenTimeError::day_missing);
  }
  if (!is_valid(civil.date)) return refuse(WrittenTimeError::no_such_day);

  if (pieces.offset) {
    time.at = instant(civil, *pieces.offset);
    time.offset = format_offset(*pieces.offset);
    return time;
  }
  auto local = local_to_instant(context.zones, context.zone, civil);
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
  time.zone = context.zone;
  return time;
}

}  // namespace unrepeat
