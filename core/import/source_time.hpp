// The times that tools write: ISO 8601 in all its spellings, epochs, mail and git dates. What was written stays beside
// the instant; where no zone is written and none is known, nothing is assumed.
#pragma once

#include <optional>
#include <string_view>

#include "core/time/time.hpp"
#include "core/time/time_zone.hpp"
#include "core/time/zone_letters.hpp"

namespace unrepeat {

/// How the clock of a source is read.
struct SourceTimeContext {
  const TimeZones& zones;
  std::string_view zone;  ///< IANA name for times that say none; empty where it is not known.
  Instant now;            ///< For times that say no year.
  /// What a time of day without a day stands beside.
  std::optional<Instant> near = std::nullopt;
  /// What people write is read too: "14:02", "yesterday", "8 de marzo".
  bool reads_words = false;
  /// Which of two small numbers is the day, where the whole file tells.
  std::optional<bool> day_first = std::nullopt;
  /// What letters of several clocks were said to be.
  const ChosenClocks* letters = nullptr;
};

enum class TimeTrouble : std::uint8_t {
  none,
  unset,       ///< Nothing, or what a tool writes for nothing: 0001-01-01T00:00:00Z.
  unreadable,  ///< `written` is kept.
  no_zone,     ///< Read, but no zone is written and none is known.
  in_doubt,    ///< The clocks changed: it is one of two instants, which are its bounds.
};

struct SourceTime {
  Time time;
  TimeTrouble trouble = TimeTrouble::none;
};

/// A text, or a number as it is spelt: seconds, milliseconds, micro- or nanoseconds since 1970 UTC by their size.
[[nodiscard]] SourceTime read_source_time(std::string_view written, const SourceTimeContext& clock);

/// The same without a word about it, where only the instant counts.
[[nodiscard]] std::optional<Instant> instant_of(std::string_view written);

}  // namespace unrepeat
