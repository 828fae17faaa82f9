// Pairs of periods, drawn and compared by their medians.
#include "core/learn/detectability.hpp"

#include <algorithm>
#include <cmath>

#include "core/learn/bootstrap.hpp"

namespace unrepeat {

namespace {

/// `draw_figure` draws a period and gives its median.
template <class Draw>
std::optional<double> simulate(const Comparison& comparison, const Draw& draw_figure) {
  if (comparison.per_period == 0 || !(comparison.cut >= 0 && comparison.cut < 1)) return std::nullopt;
  int no_better = 0;
  for (int pair = 0; pair < simulated_pairs; ++pair) {
    const double first = draw_figure();
    const double second = draw_figure() * (1 - comparison.cut);
    if (second >= first) ++no_better;
  }
  return static_cast<double>(no_better) / simulated_pairs;
}

}  // namespace

std::optional<double> share_looking_no_better(const SortedValues& durations, const Comparison& comparison,
                                              std::uint64_t seed) {
  if (durations.size() < fewest_for_interval || durations[0] <= 0) return std::nullopt;
  SeededDraws draws(seed);
  return simulate(comparison, [&] { return draw_median(durations, comparison.per_period, draws); });
}

std::optional<double> share_looking_no_better(double log_deviation, const Comparison& comparison, std::uint64_t seed) {
  if (!(log_deviation >= 0 && std::isfinite(log_deviation))) return std::nullopt;
  SeededDraws draws(seed);
  return simulate(comparison, [&] {
    std::vector<double> logs(comparison.per_period);
    std::ranges::generate(logs, [&] { return draws.normal(); });
    return std::exp(log_deviation * median(SortedValues(std::move(logs))).value_or(0));
  });
}

}  // namespace unrepeat
