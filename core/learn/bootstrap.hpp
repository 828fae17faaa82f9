// How far the median and the geometric mean of so few values may be from those of what they were drawn from, by drawing
// them again (the percentile bootstrap; Efron & Tibshirani, “An Introduction to the Bootstrap”, 1993, chapter 13).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/learn/interval.hpp"
#include "core/learn/seeded_draws.hpp"
#include "core/learn/sorted_values.hpp"

namespace unrepeat {

/// The median of `count` values (at least one) that were drawn with replacement from those that there are (at least
/// one). Only it is drawn, not the others: it comes as often as if they were.
[[nodiscard]] double draw_median(const SortedValues& values, std::size_t count, SeededDraws& draws);

constexpr int resamples = 2000;

/// Nothing below `fewest_for_interval` values.
[[nodiscard]] std::optional<Interval> median_interval(const SortedValues& values, std::uint64_t seed);
/// Nothing below `fewest_for_interval` values, or where one is not above zero. Every resample is drawn in full.
[[nodiscard]] std::optional<Interval> geometric_mean_interval(const SortedValues& values, std::uint64_t seed);

}  // namespace unrepeat
