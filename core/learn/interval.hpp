// How far a figure may be from the one that was meant to be known: every interval in the numbers is one of 95 %.
#pragma once

#include <cstddef>

namespace unrepeat {

/// In the unit of its figure, both ends within.
struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

/// The share that lies beyond each end.
constexpr double beyond_each_end = 0.025;
/// So many standard deviations are from the middle of a normal distribution to the end of its interval.
constexpr double deviations_to_end = 1.959963984540054;
/// Fewer values have no interval: they are shown as they are.
constexpr std::size_t fewest_for_interval = 8;

}  // namespace unrepeat
