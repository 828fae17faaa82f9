// Quantiles, means of logarithms and shares of sorted values.
#include "core/learn/sorted_values.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unrepeat {

namespace {

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

SortedValues::SortedValues(std::vector<double> values) : values_(std::move(values)) {
  std::erase_if(values_, [](double value) { return !std::isfinite(value); });
  std::ranges::sort(values_);
}

std::optional<double> quantile(const SortedValues& values, double part) {
  if (values.is_empty() || !(part >= 0 && part <= 1)) return std::nullopt;
  const std::size_t last = values.size() - 1;
  const double place = static_cast<double>(last) * part;
  const auto below = static_cast<std::size_t>(place);
  const double above = values[std::min(below + 1, last)];
  return std::lerp(values[below], above, place - static_cast<double>(below));
}

std::optional<double> median(const SortedValues& values) { return quantile(values, 0.5); }

std::optional<Quartiles> quartiles(const SortedValues& values) {
  if (values.is_empty()) return std::nullopt;
  return Quartiles{*quantile(values, 0.25), *median(values), *quantile(values, 0.75)};
}

std::vector<double> logs_of(const SortedValues& values) {
  std::vector<double> logs;
  if (values.is_empty() || values[0] <= 0) return logs;
  logs.reserve(values.size());
  for (const double value : values.all()) logs.push_back(std::log(value));
  return logs;
}

std::optional<double> geometric_mean(const SortedValues& values) {
  const std::vector<double> logs = logs_of(values);
  if (logs.empty()) return std::nullopt;
  return std::exp(mean_of(logs));
}

std::optional<double> log_deviation(const SortedValues& values) {
  const std::vector<double> logs = logs_of(values);
  if (logs.size() < 2) return std::nullopt;
  const double mean = mean_of(logs);
  double squares = 0;
  for (const double log : logs) squares += (log - mean) * (log - mean);
  return std::sqrt(squares / static_cast<double>(logs.size() - 1));
}

std::optional<double> share_within(const SortedValues& values, double limit) {
  if (values.is_empty()) return std::nullopt;
  const auto within = std::ranges::upper_bound(values.all(), limit) - values.all().begin();
  return static_cast<double>(within) / static_cast<double>(values.size());
}

std::vector<ShareStep> cumulative_shares(const SortedValues& values) {
  std::vector<ShareStep> steps;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i + 1 < values.size() && values[i + 1] == values[i]) continue;
    steps.push_back({values[i], static_cast<double>(i + 1) / static_cast<double>(values.size())});
  }
  return steps;
}

}  // namespace unrepeat
