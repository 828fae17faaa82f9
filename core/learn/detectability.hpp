// Could we even see it? How often a real change of durations would not show in the figure that is looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/learn/sorted_values.hpp"

namespace unrepeat {

struct Comparison {
  std::size_t per_period = 0;  ///< Incidents in each of the two periods.
  double cut = 0;              ///< By which part every duration became shorter, at least 0 and below 1.
};

constexpr int simulated_pairs = 10000;

/// The part of simulated pairs of periods, 0 to 1, in which the median of the second looks no better (is not less) than
/// that of the first, although every duration of the second was cut. Both periods are drawn from these durations; as
/// they are multiplied, that is the same as drawing from their logarithms. Right to about half a percentage point.
/// Nothing below `fewest_for_interval` durations, where one is not above zero, or where the comparison is none.
[[nodiscard]] std::optional<double> share_looking_no_better(const SortedValues& durations, const Comparison& comparison,
                                                            std::uint64_t seed);
/// The same for log-normal durations whose natural logarithms have this standard deviation. Here every duration is
/// drawn: with thousands a period it takes seconds. The middle of two is that of their logarithms.
[[nodiscard]] std::optional<double> share_looking_no_better(double log_deviation, const Comparison& comparison,
                                                            std::uint64_t seed);

}  // namespace unrepeat
