// Reads the time a person types: "14:02", "8 Mar 14:02", "8 de marzo de 2026, 2:02 p. m.", "+7m". Keeps what was typed;
// explains, never guesses.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/time.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// What a time is typed into: what stands around it completes it.
struct WrittenTimeContext {
  const TimeZones& zones;
  /// For a time without an offset.
  std::string_view zone = "UTC";
  /// The day of a time without one, and the year of a day without one.
  std::optional<CalendarDate> day;
  /// What "+7m" counts from.
  std::optional<Instant> previous;
  /// What "now" is; the core has no clock of its own.
  Instant now;
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

/// English and Spanish, whatever language the person uses: in a post-mortem both are pasted. The result always has
/// `at`.
[[nodiscard]] std::expected<Time, WrittenTimeProblem> read_written_time(std::string_view text,
                                                                        const WrittenTimeContext& context);

}  // namespace unrepeat
