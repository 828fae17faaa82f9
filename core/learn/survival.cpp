// The product-limit estimate in one pass over the times at which something ended.
#include "core/learn/survival.hpp"

#include <algorithm>
#include <cmath>

#include "core/learn/sorted_values.hpp"

namespace unrepeat {

std::vector<SurvivalStep> survival_curve(const std::vector<Observation>& observations) {
  std::vector<double> all_times;
  std::vector<double> end_times;
  for (const Observation& one : observations) {
    if (!(one.time >= 0)) continue;
    all_times.push_back(one.time);
    if (one.has_ended) end_times.push_back(one.time);
  }
  const SortedValues all(std::move(all_times));
  const SortedValues ends(std::move(end_times));
  std::vector<SurvivalStep> steps;
  double share = 1;
  double greenwood = 0;
  for (std::size_t next = 0; next < ends.size();) {
    SurvivalStep& step = steps.emplace_back();
    step.time = ends[next];
    step.at_risk = static_cast<std::size_t>(all.all().end() - std::ranges::lower_bound(all.all(), step.time));
    for (; next < ends.size() && ends[next] == step.time; ++next) ++step.ended;
    const auto at_risk = static_cast<double>(step.at_risk);
    const auto left = static_cast<double>(step.at_risk - step.ended);
    step.share = share *= left / at_risk;
    if (left == 0) continue;
    greenwood += static_cast<double>(step.ended) / (at_risk * left);
    step.standard_error = share * std::sqrt(greenwood);
    const double log_share = std::log(share);
    const double factor = std::exp(deviations_to_end * std::sqrt(greenwood) / -log_share);
    step.interval = Interval{std::exp(log_share * factor), std::exp(log_share / factor)};
  }
  return steps;
}

}  // namespace unrepeat
