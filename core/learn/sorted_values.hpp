// What a list of measured values says by itself. Values are sorted once, so that no figure depends on the order in
// which they came, to the last bit. The unit is the caller's; figures have the same one.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace unrepeat {

class SortedValues {
 public:
  /// What is no finite number is left out.
  explicit SortedValues(std::vector<double> values);

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool is_empty() const { return values_.empty(); }
  [[nodiscard]] double operator[](std::size_t place) const { return values_[place]; }
  /// From the least on.
  [[nodiscard]] const std::vector<double>& all() const { return values_; }

 private:
  std::vector<double> values_;
};

/// The value that a part of all values (0 to 1) does not exceed; between two values on the straight line from one to
/// the other (type 7 of Hyndman & Fan, 1996). Nothing without values, or for another part.
[[nodiscard]] std::optional<double> quantile(const SortedValues& values, double part);
[[nodiscard]] std::optional<double> median(const SortedValues& values);

struct Quartiles {
  double lower = 0;
  double median = 0;
  double upper = 0;
};
/// Nothing without values.
[[nodiscard]] std::optional<Quartiles> quartiles(const SortedValues& values);

/// The natural logarithms, in the same order; empty where a value is not above zero, since it has none. What such a
/// value stands for (“less than a minute”) the caller knows.
[[nodiscard]] std::vector<double> logs_of(const SortedValues& values);
/// Nothing without values, or where one is not above zero.
[[nodiscard]] std::optional<double> geometric_mean(const SortedValues& values);
/// The standard deviation of the natural logarithms, by n - 1; it has no unit. Nothing below two values, or where one
/// is not above zero.
[[nodiscard]] std::optional<double> log_deviation(const SortedValues& values);

/// The part of all values, 0 to 1, that are at most `limit`. Nothing without values.
[[nodiscard]] std::optional<double> share_within(const SortedValues& values, double limit);

struct ShareStep {
  double value = 0;
  double share = 0;  ///< Of all values that are at most this one, above 0 and up to 1.
  bool operator==(const ShareStep&) const = default;
};
/// The empirical distribution: a step for each different value, from the least on; the last one reaches 1.
[[nodiscard]] std::vector<ShareStep> cumulative_shares(const SortedValues& values);

}  // namespace unrepeat
