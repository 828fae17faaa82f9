// From one instant to another.
#pragma once

#include "core/time/instant.hpp"

namespace unrepeat {

/// Both ends belong to it.
struct TimeSpan {
  Instant from;
  Instant until;
  [[nodiscard]] bool contains(Instant at) const { return at >= from && at <= until; }
  [[nodiscard]] bool overlaps(const TimeSpan& other) const { return from <= other.until && other.from <= until; }
  [[nodiscard]] Duration length() const { return until - from; }
  bool operator==(const TimeSpan&) const = default;
};

}  // namespace unrepeat
