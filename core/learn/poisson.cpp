// The Poisson distribution summed up from its highest term, and its interval found by halving.
#include "core/learn/poisson.hpp"

#include <cmath>
#include <numeric>

namespace unrepeat {

namespace {

/// The mean for which a chance, which falls as the mean grows, is just `wanted`.
double mean_with(std::size_t count, double wanted, double low, double high) {
  for (;;) {
    const double middle = std::midpoint(low, high);
    if (middle == low || middle == high) return middle;
    (chance_of_at_most(count, middle) > wanted ? low : high) = middle;
  }
}

}  // namespace

// Terms count from the highest one, which is 1 here, so that nothing can overflow and no factorial is needed; those
// that are too small to change a sum end it, some nine deviations away.
double chance_of_at_most(std::size_t count, double mean) {
  constexpr double smallest = 1e-18;
  const auto highest = static_cast<std::size_t>(mean);
  double within = 0;
  double all = 0;
  const auto add = [&](std::size_t number, double term) {
    all += term;
    if (number <= count) within += term;
  };
  double term = 1;
  for (std::size_t number = highest; term > smallest; term *= mean / static_cast<double>(++number)) add(number, term);
  term = 1;
  for (std::size_t number = highest; number > 0 && term > smallest;) {
    term *= static_cast<double>(number) / mean;
    add(--number, term);
  }
  return within / all;
}

std::optional<Interval> poisson_interval(std::size_t count, double exposure) {
  if (!(exposure > 0 && std::isfinite(exposure))) return std::nullopt;
  const auto counted = static_cast<double>(count);
  const double low = count == 0 ? 0 : mean_with(count - 1, 1 - beyond_each_end, 0, counted);
  const double high = mean_with(count, beyond_each_end, counted, 2 * counted + 10);
  return Interval{low / exposure, high / exposure};
}

}  // namespace unrepeat
