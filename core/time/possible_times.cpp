// What a text that was refused as a time may mean: it is spelt out in each way and read again.
#include <algorithm>

#include "core/time/time_words.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t most = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits that follow one another, and where they stand.
struct Figures {
  std::size_t at, length;
  int value;
};
std::vector<Figures> figures_in(std::string_view text) {
  std::vector<Figures> all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    Figures figures{at, 0, 0};
    for (; at < text.size() && is_digit(text[at]); ++at, ++figures.length)
      if (figures.length < 6) figures.value = figures.value * 10 + (text[at] - '0');
    all.push_back(figures);
  }
  return all;
}

std::string two_digits(int value) {
  const std::string digits = std::to_string(value);
  return digits.size() < 2 ? "0" + digits : digits;
}

class Guesses {
 public:
  Guesses(std::string_view text, const WrittenTimeContext& context) : text_(text), context_(context) {}

  std::vector<Time> find() {
    const auto read = read_written_time(text_, context_);
    if (read) return {};
    const std::string simple = simplified(text_);
    switch (read.error().error) {
      case WrittenTimeError::never_shown:
      case WrittenTimeError::shown_twice:
        offer(std::string(text_) + " " + format_offset(read.error().first_offset));
        offer(std::string(text_) + " " + format_offset(read.error().second_offset));
        break;
      case WrittenTimeError::day_or_month_first: both_ways_round(simple); break;
      case WrittenTimeError::zone_ambiguous: clocks_of_letters(simple); break;
      case WrittenTimeError::day_missing:
        offer("today " + simple);
        offer("yesterday " + simple);
        break;
      case WrittenTimeError::no_such_day: next_to_missing_day(simple); break;
      case WrittenTimeError::no_such_time: time_past_midnight(simple); break;
      default: figures_alone(simple); break;
    }
    if (found_.empty()) time_inside(simple);
    return std::move(found_);
  }

 private:
  void offer(const std::string& spelling) {
    if (found_.size() == most) return;
    auto time = read_written_time(spelling, context_);
    if (!time || !time->at) return;
    if (std::ranges::find(found_, time->at, &Time::at) != found_.end()) return;
    time->written = text_;
    found_.push_back(std::move(*time));
  }

  static constexpr std::string_view months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                "jul", "aug", "sep", "oct", "nov", "dec"};
  static std::string day_of(int day, int month) { return std::to_string(day) + " " + std::string(months[month - 1]); }

  /// 03/04/2026 10:00: the two numbers each as the month.
  void both_ways_round(const std::string& simple) {
    const auto figures = figures_in(simple);
    for (std::size_t i = 0; i + 1 < figures.size(); ++i) {
      const Figures &first = figures[i], &second = figures[i + 1];
      const std::size_t between = first.at + first.length;
      if (second.at != between + 1 || !std::string_view("/-.").contains(simple[between])) continue;
      if (first.value < 1 || first.value > 12 || second.value < 1 || second.value > 12) continue;
      std::string year;
      std::size_t end = second.at + second.length;
      if (i + 2 < figures.size() && figures[i + 2].at == end + 1 && simple[end] == simple[between]) {
        year = " " + std::to_string(figures[i + 2].length == 2 ? 2000 + figures[i + 2].value : figures[i + 2].value);
        end = figures[i + 2].at + figures[i + 2].length;
      }
      const std::string before = simple.substr(0, first.at), after = simple.substr(end);
      offer(before + day_of(first.value, second.value) + year + after);
      offer(before + day_of(second.value, first.value) + year + after);
      return;
    }
  }

  /// "14:02 IST": each clock the letters stand for.
  void clocks_of_letters(const std::string& simple) {
    for (std::size_t at = 0; at < simple.size(); ++at) {
      std::size_t end = at;
      while (end < simple.size() && simple[end] >= 'a' && simple[end] <= 'z') ++end;
      if (const ZoneLetters* zone = find_zone_letters(std::string_view(simple).substr(at, end - at)))
        for (std::size_t i = 0; i < zone->count; ++i)
          offer(simple.substr(0, at) + format_offset({zone->minutes_ahead[i] * 60}) + simple.substr(end));
      at = std::max(at, end);
    }
  }

  /// 31 Apr: the last day that there is, and the first of the next month.
  void next_to_missing_day(const std::string& simple) {
    for (const Figures& figures : figures_in(simple)) {
      if (figures.length > 2 || figures.value < 29 || figures.value > 31) continue;
      const std::string before = simple.substr(0, figures.at), after = simple.substr(figures.at + figures.length);
      for (int day = figures.value - 1; day >= 28; --day) {
        const std::size_t known = found_.size();
        offer(before + std::to_string(day) + after);
        if (found_.size() == known) continue;
        Time next = found_.back();
        next.at = *next.at + days(1);
        found_.push_back(next);
        return;
      }
    }
  }

  /// 25:10 is an hour and ten past the midnight that ends the day, as rosters write it; 13:00 pm is 13:00.
  void time_past_midnight(const std::string& simple) {
    for (const Figures& figures : figures_in(simple)) {
      const std::size_t end = figures.at + figures.length;
      if (end >= simple.size() || simple[end] != ':' || figures.length > 2) continue;
      const std::string before = simple.substr(0, figures.at);
      const std::string clock = simple.substr(end, 3);
      if (figures.value >= 24 && figures.value < 30) {
        const std::string clock_after = two_digits(figures.value - 24) + simple.substr(end);
        if (!figures_in(before).empty()) {
          // Said of the day that it ends.
          offer(before + clock_after);
          if (!found_.empty()) found_.back().at = *found_.back().at + days(1);
        } else if (context_.near) {
          const UtcOffset offset = context_.zones.offset_at(context_.zone, *context_.near).value_or(UtcOffset{});
          const CalendarDate next = date_from_days(days_since_epoch(civil_time(*context_.near, offset).date) + 1);
          offer(format_date(next) + " " + clock_after);
        }
      } else if (figures.value < 24) {
        offer(before + two_digits(figures.value) + clock);
      }
      return;
    }
  }

  /// 14.02, 1402, 14: as a time of day and as a day.
  void figures_alone(const std::string& simple) {
    const auto figures = figures_in(simple);
    if (figures.empty() || figures.front().at != 0) return;
    const Figures& first = figures.front();
    if (figures.size() == 2 && simple.size() == figures[1].at + figures[1].length &&
        figures[1].at == first.length + 1) {
      const int second = figures[1].value;
      offer(two_digits(first.value) + ":" + two_digits(second));
      if (second >= 1 && second <= 12) offer(day_of(first.value, second));
      if (first.value >= 1 && first.value <= 12) offer(day_of(second, first.value));
      return;
    }
    if (figures.size() != 1 || first.length != simple.size()) return;
    if (first.length == 3 || first.length == 4)
      offer(two_digits(first.value / 100) + ":" + two_digits(first.value % 100));
    if (first.length > 2) return;
    offer(two_digits(first.value) + ":00");
    if (!context_.near) return;
    const UtcOffset offset = context_.zones.offset_at(context_.zone, *context_.near).value_or(UtcOffset{});
    offer(day_of(first.value, civil_time(*context_.near, offset).date.month));
  }

  /// Whatever else stands around it, "14:02" is a time.
  void time_inside(const std::string& simple) {
    for (const Figures& figures : figures_in(simple)) {
      const std::size_t end = figures.at + figures.length;
      if (figures.length <= 2 && end + 3 <= simple.size() && simple[end] == ':' && is_digit(simple[end + 1]) &&
          is_digit(simple[end + 2]))
        offer(simple.substr(figures.at, end + 3 - figures.at));
    }
  }

  std::string_view text_;
  const WrittenTimeContext& context_;
  std::vector<Time> found_;
};

}  // namespace

std::vector<Time> possible_times(std::string_view text, const WrittenTimeContext& context) {
  if (text.size() > 100) return {};
  return Guesses(text, context).find();
}

}  // namespace unrepeat
