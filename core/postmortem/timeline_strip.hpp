// The timeline as it is drawn: what lies between the recorded moments, where the events stand, what the axis says.
// Nothing is invented: what has no instant is counted, not placed, and a length that cannot be is left out.
#pragma once

#include <optional>
#include <vector>

#include "core/postmortem/postmortem.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// The time from one recorded moment to the next, always named by both ends.
struct Phase {
  MomentKind from;
  MomentKind to;
  Instant start;
  Instant end;
  bool operator==(const Phase&) const = default;
};

/// Between the recorded ones of the six core moments, in the order in which they were. Two that stand in an order that
/// cannot be make no phase; `find_impossible_orders` says so.
std::vector<Phase> find_phases(const Postmortem& postmortem);

struct TimelineStrip {
  Instant start;
  Instant end;
  std::vector<Phase> phases;
  std::vector<std::size_t> events;  ///< Those inside, as indices into the timeline.
  std::vector<Instant> ticks;       ///< Full minutes, hours or days of the post-mortem's zone.
  std::size_t left_out = 0;         ///< Events far before or after, or without an instant.

  /// From 0 at the left end to 1 at the right.
  double place_of(Instant at) const {
    return static_cast<double>((at - start).microseconds) / static_cast<double>((end - start).microseconds);
  }
};

/// Nothing where neither two moments nor two events have an instant.
std::optional<TimelineStrip> strip_of(const Postmortem& postmortem, const TimeZones& zones, std::size_t most_ticks);

}  // namespace unrepeat
