// Reads the time a person types: "14:02", "8 Mar 14:02", "8 de marzo de 2026, 2:02 p. m.", "+7m". Keeps what was typed;
// explains, never guesses.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/time.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// What a time is typed into: what stands around it completes it.
struct WrittenTimeContext {
  const TimeZones& zones;
  /// For a time without an offset or a zone of its own.
  std::string_view zone = "UTC";
  /// What it stands beside: the day of a time without one and the year of a day without one are those nearest to it,
  /// and "+7m" counts from it.
  std::optional<Instant> near;
  /// What "now" and "yesterday" are told by; the core has no clock of its own.
  Instant now;
  /// What is typed has happened: a time without a day is not put after `now`, unless what it stands beside is.
  bool is_past = false;
  /// Which of two small numbers is the day in 03/04/2026, where what it stands among tells.
  std::optional<bool> day_first = std::nullopt;
};

enum class WrittenTimeError : std::uint8_t {
  empty,
  not_a_time,
  no_such_day,
  no_such_time,
  /// A time of day alone, and nothing tells the day.
  day_missing,
  /// 03/04/2026: the third of April or the fourth of March.
  day_or_month_first,
  nothing_to_count_from,
  zone_unknown,
  /// CST, IST: letters that stand for several clocks.
  zone_ambiguous,
  /// The clocks were put forward over it.
  never_shown,
  /// The clocks were put back over it: an offset must be written.
  shown_twice,
};

struct WrittenTimeProblem {
  WrittenTimeError error;
  /// Of `shown_twice`: the two offsets to choose from. Of `never_shown`: before and after the change.
  UtcOffset first_offset;
  UtcOffset second_offset;
};

/// English and Spanish, and the dates of Portuguese, German, Japanese and Chinese, whatever language the person uses:
/// in a post-mortem all are pasted. The result has `at`, or a bound where only that was said: "before 14:02", "between
/// 14:02 and 14:10".
[[nodiscard]] std::expected<Time, WrittenTimeProblem> read_written_time(std::string_view text,
                                                                        const WrittenTimeContext& context);

/// "14:02–14:30", "from 14:02 to 14:30": a start and an end that is not before it. Nothing for anything else.
struct WrittenSpan {
  Time start;
  Time end;
};
[[nodiscard]] std::optional<WrittenSpan> read_written_span(std::string_view text, const WrittenTimeContext& context);
/// The same with an end before its start: nothing to guess, and nothing to pass over.
[[nodiscard]] bool is_reversed_span(std::string_view text, const WrittenTimeContext& context);

/// The same clock face read in another zone: "14:02" was Lisbon's, not Madrid's. `time` has an instant; `zone` is the
/// one it was read in so far.
[[nodiscard]] std::expected<Time, WrittenTimeProblem> read_in_zone(const Time& time, std::string_view zone,
                                                                   std::string_view new_zone, const TimeZones& zones);

/// What a text that is refused may mean, at most three, the likeliest first: the two offsets of a time that was shown
/// twice, the two ways round of a day and a month, "14.02" as a time of day and as a day. Each is a whole reading with
/// `written` as it was typed.
[[nodiscard]] std::vector<Time> possible_times(std::string_view text, const WrittenTimeContext& context);

}  // namespace unrepeat
