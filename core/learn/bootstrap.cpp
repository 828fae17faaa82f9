// Resampling in time that ten thousand values do not notice: none is sorted again.
#include "core/learn/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unrepeat {

namespace {

/// Two draws of one number's bits, and two sums: nearly all of the time goes into this.
double draw_mean(const std::vector<double>& values, SeededDraws& draws) {
  const auto size = static_cast<std::uint32_t>(values.size());
  double sum = size % 2 == 1 ? values[draws.below(size)] : 0;
  double other_sum = 0;
  for (std::uint32_t pair = 0; pair < size / 2; ++pair) {
    const std::uint64_t bits = draws.bits();
    sum += values[SeededDraws::part_of(size, static_cast<std::uint32_t>(bits))];
    other_sum += values[SeededDraws::part_of(size, static_cast<std::uint32_t>(bits >> 32))];
  }
  return (sum + other_sum) / size;
}

template <class Draw>
Interval interval_of(const Draw& draw_figure) {
  std::vector<double> figures(resamples);
  std::ranges::generate(figures, draw_figure);
  const SortedValues sorted(std::move(figures));
  return {*quantile(sorted, beyond_each_end), *quantile(sorted, 1 - beyond_each_end)};
}

}  // namespace

// The places of the drawn ones are uniform numbers, so their median stands at the middle ones of as many sorted uniform
// numbers; and those stand as the sums of exponential numbers do, as parts of the whole sum.
double draw_median(const SortedValues& values, std::size_t count, SeededDraws& draws) {
  const double up_to_lower = draws.gamma(static_cast<double>((count + 1) / 2));
  const double up_to_upper = up_to_lower - std::log(1 - draws.uniform());
  const double all = up_to_upper + (count > 1 ? draws.gamma(static_cast<double>(count / 2)) : 0);
  const auto value_at = [&](double sum) {
    const auto place = static_cast<std::size_t>(sum / all * static_cast<double>(values.size()));
    return values[std::min(place, values.size() - 1)];
  };
  const double lower = value_at(up_to_lower);
  return count % 2 == 1 ? lower : std::midpoint(lower, value_at(up_to_upper));
}

std::optional<Interval> median_interval(const SortedValues& values, std::uint64_t seed) {
  if (values.size() < fewest_for_interval) return std::nullopt;
  SeededDraws draws(seed);
  return interval_of([&] { return draw_median(values, values.size(), draws); });
}

std::optional<Interval> geometric_mean_interval(const SortedValues& values, std::uint64_t seed) {
  const std::vector<double> logs = logs_of(values);
  if (logs.size() < fewest_for_interval) return std::nullopt;
  SeededDraws draws(seed);
  const Interval of_logs = interval_of([&] { return draw_mean(logs, draws); });
  return Interval{std::exp(of_logs.low), std::exp(of_logs.high)};
}

}  // namespace unrepeat
