// One spelling after another is tried, the strictest first; the first that reads all of it wins.
#include "core/import/source_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "core/text/utf8.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_written = 300;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// What Go and .NET write for a time that is not set.
bool is_unset(std::string_view text) {
  return text.empty() || text == "null" || text == "0" || text.starts_with("0001-01-01") || text.starts_with("0000-00");
}

// ---- epochs

/// "1355517523.000005", "-12", "1767268800123": the integer part and the digits after the point.
std::optional<Instant> read_epoch(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  std::string_view digits = text.substr(is_negative ? 1 : 0), fraction;
  if (const std::size_t point = digits.find('.'); point != digits.npos) {
    fraction = digits.substr(point + 1);
    digits = digits.substr(0, point);
    if (!all_digits(fraction)) return std::nullopt;
  }
  // Fewer digits are no seconds of any incident, more no number of anything.
  constexpr std::size_t fewest = 9, most = 19;
  if (!all_digits(digits) || digits.size() < fewest || digits.size() > most) return std::nullopt;
  std::int64_t number = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{}) return std::nullopt;
  // Microseconds in one unit, by the number's size.
  struct Unit {
    std::int64_t below, microseconds, divisor;
  };
  constexpr std::array<Unit, 4> units{Unit{100'000'000'000, 1'000'000, 1}, Unit{100'000'000'000'000, 1'000, 1},
                                      Unit{100'000'000'000'000'000, 1, 1}, Unit{INT64_MAX, 1, 1'000}};
  const Unit& unit =
      *std::ranges::find_if(units, [&](const Unit& one) { return number < one.below || one.below == INT64_MAX; });
  std::int64_t microseconds = number * unit.microseconds / unit.divisor;
  std::int64_t place = unit.microseconds / 10;
  for (const char digit : fraction) {
    microseconds += (digit - '0') * place;
    place /= 10;
  }
  return Instant{is_negative ? -microseconds : microseconds};
}

// ---- words: "Wed Jun 17 23:21:47 2026 +0100", "Thu, 1 Jan 2026 00:12:03 +0100"

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "+0100", "-7:00", "+01:00", "-07".
std::optional<UtcOffset> read_offset(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::string digits;
  std::string_view rest = text.substr(1);
  const std::size_t colon = rest.find(':');
  const std::string_view hours =
      colon != rest.npos ? rest.substr(0, colon) : rest.substr(0, rest.size() > 2 ? rest.size() - 2 : rest.size());
  const std::string_view minutes = colon != rest.npos ? rest.substr(colon + 1) : rest.substr(hours.size());
  const auto hour = number_of(hours), minute = minutes.empty() ? std::optional(0) : number_of(minutes);
  if (!hour || !minute || *hour > 18 || *minute > 59) return std::nullopt;
  const int seconds = (*hour * 60 + *minute) * 60;
  return UtcOffset{text[0] == '-' ? -seconds : seconds};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,\t"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// "23:21:47" or "23:21", with a fraction.
bool read_clock(std::string_view text, CivilTime& civil, Precision& precision) {
  const auto part = [&](std::size_t at) -> std::optional<int> {
    return text.size() >= at + 2 ? number_of(text.substr(at, 2)) : std::nullopt;
  };
  if (text.size() == 4 || (text.size() > 4 && text[1] == ':')) return false;
  if (text.size() < 5 || text[2] != ':') return false;
  const auto hour = part(0), minute = part(3);
  if (!hour || !minute || *hour > 23 || *minute > 59) return false;
  civil.hour = *hour;
  civil.minute = *minute;
  precision = Precision::minute;
  if (text.size() == 5) return true;
  const auto second = text[5] == ':' ? part(6) : std::nullopt;
  if (!second || *second > 60 || text.size() != 8) return false;
  civil.second = *second;
  precision = Precision::second;
  return true;
}

std::optional<Timestamp> read_date_in_words(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  // A comment in brackets says the zone again.
  while (!words.empty() && words.back().starts_with('(')) words.pop_back();
  if (!words.empty() && words.front().size() >= 3 && !is_digit(words.front()[0]) &&
      std::ranges::find(months, lower(words.front()).substr(0, 3)) == months.end())
    words.erase(words.begin());
  if (words.size() < 4 || words.size() > 5) return std::nullopt;
  Timestamp read;
  bool has_clock = false, has_month = false;
  std::optional<int> day, year;
  for (const std::string_view word : words) {
    const auto month = std::ranges::find(months, lower(word).substr(0, std::min<std::size_t>(word.size(), 3)));
    if (word.find(':') != word.npos && word[0] != '+' && word[0] != '-') {
      if (has_clock || !read_clock(word, read.civil, read.precision)) return std::nullopt;
      has_clock = true;
    } else if (const auto offset = read_offset(word)) {
      read.offset = *offset;
    } else if (word == "UTC" || word == "GMT" || word == "Z") {
      read.offset = UtcOffset{};
    } else if (!is_digit(word[0]) && word.size() >= 3 && month != months.end()) {
      if (has_month) return std::nullopt;
      has_month = true;
      read.civil.date.month = static_cast<int>(month - months.begin()) + 1;
    } else if (const auto number = all_digits(word) ? number_of(word) : std::nullopt) {
      if (word.size() == 4 && !year)
        year = number;
      else if (word.size() <= 2 && !day)
        day = number;
      else
        return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (!has_clock || !has_month || !day || !year) return std::nullopt;
  read.civil.date.year = *year;
  read.civil.date.day = *day;
  if (!is_valid(read.civil.date)) return std::nullopt;
  return read;
}

/// ISO 8601 whose offset is one digit short ("-7:00") or stands behind a name ("… UTC+01:00").
std::optional<Timestamp> read_loose_iso(std::string_view text) {
  const std::size_t sign = text.find_last_of("+-");
  if (sign == text.npos || sign < 10) return std::nullopt;
  const auto offset = read_offset(text.substr(sign));
  auto head = trimmed(text.substr(0, sign));
  for (const std::string_view name : {"UTC", "GMT"})
    if (head.ends_with(name)) head = trimmed(head.substr(0, head.size() - 3));
  const auto civil = parse_timestamp(head);
  if (!offset || !civil || civil->offset) return std::nullopt;
  Timestamp read = *civil;
  read.offset = offset;
  return read;
}

std::optional<Timestamp> read_timestamp(std::string_view text) {
  if (const auto iso = parse_timestamp(text)) return *iso;
  if (const auto loose = read_loose_iso(text)) return loose;
  for (const std::string_view name : {" GMT", " Z", "UTC"}) {
    if (!text.ends_with(name)) continue;
    if (auto head = parse_timestamp(trimmed(text.substr(0, text.size() - name.size()))); head && !head->offset) {
      head->offset = UtcOffset{};
      return *head;
    }
  }
  return read_date_in_words(text);
}

}  // namespace

SourceTime read_source_time(std::string_view written, const SourceTimeContext& clock) {
  SourceTime read;
  const std::string_view text = trimmed(written);
  read.time.written = whole_beginning(written, longest_written);
  if (is_unset(text)) return {.time = {}, .trouble = TimeTrouble::unset};
  if (const auto epoch = read_epoch(text)) {
    read.time.at = *epoch;
    read.time.offset = "+00:00";
    return read;
  }
  if (const auto timestamp = read_timestamp(text)) {
    read.time.precision = timestamp->precision;
    if (timestamp->offset) {
      read.time.at = timestamp->instant();
      read.time.offset = format_offset(*timestamp->offset);
      return read;
    }
    if (clock.zone.empty() || !clock.zones.known(clock.zone)) {
      read.trouble = TimeTrouble::no_zone;
      return read;
    }
    read.time.zone = clock.zone;
    const auto local = local_to_instant(clock.zones, clock.zone, timestamp->civil);
    if (!local) {
      read.trouble = TimeTrouble::unreadable;
    } else if (local->kind == LocalTimeKind::unique) {
      read.time.at = local->earlier;
    } else {
      read.time.earliest = local->earlier;
      read.time.latest = local->later;
      read.trouble = TimeTrouble::in_doubt;
    }
    return read;
  }
  read.trouble = TimeTrouble::unreadable;
  if (!clock.reads_words) return read;
  const bool has_zone = !clock.zone.empty();
  const WrittenTimeContext context{.zones = clock.zones,
                                   .zone = has_zone ? clock.zone : "UTC",
                                   .near = clock.near,
                                   .now = clock.now,
                                   .is_past = true,
                                   .day_first = clock.day_first};
  auto typed = read_written_time(text, context);
  if (!typed && typed.error().error == WrittenTimeError::zone_ambiguous && clock.letters != nullptr)
    if (const auto said = clock.letters->read(text)) typed = read_written_time(*said, context);
  if (!typed && typed.error().error == WrittenTimeError::shown_twice) {
    const auto first = read_written_time(std::string(text) + ' ' + format_offset(typed.error().first_offset), context);
    const auto second =
        read_written_time(std::string(text) + ' ' + format_offset(typed.error().second_offset), context);
    if (first && second && first->at && second->at) {
      read.time.precision = first->precision;
      read.time.approximate = first->approximate;
      read.time.zone = clock.zone;
      read.time.earliest = std::min(*first->at, *second->at);
      read.time.latest = std::max(*first->at, *second->at);
      read.trouble = TimeTrouble::in_doubt;
    }
    return read;
  }
  if (!typed) return read;
  // Without a zone in the text, and none known, the reading above was no more than a check of its form.
  if (!has_zone && typed->offset.empty()) {
    read.trouble = TimeTrouble::no_zone;
    return read;
  }
  typed->written = read.time.written;
  read.time = std::move(*typed);
  read.trouble = TimeTrouble::none;
  return read;
}

std::optional<Instant> instant_of(std::string_view written) {
  const std::string_view text = trimmed(written);
  if (is_unset(text)) return std::nullopt;
  if (const auto epoch = read_epoch(text)) return epoch;
  const auto timestamp = read_timestamp(text);
  return timestamp ? timestamp->instant() : std::nullopt;
}

}  // namespace unrepeat
