// How many a month there may be where so many were counted: the exact interval of a Poisson rate (Garwood, “Fiducial
// limits for the Poisson distribution”, Biometrika 28, 1936).
#pragma once

#include <cstddef>
#include <optional>

#include "core/learn/interval.hpp"

namespace unrepeat {

/// The chance that not more than `count` happen where `mean` are to be expected; `mean` is at least 0. It is the
/// regularised upper incomplete gamma function Q(count + 1, mean).
[[nodiscard]] double chance_of_at_most(std::size_t count, double mean);

/// For a unit of the exposure (12 months looked at: a month). Nothing without an exposure above zero.
[[nodiscard]] std::optional<Interval> poisson_interval(std::size_t count, double exposure);

}  // namespace unrepeat
