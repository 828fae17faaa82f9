// Intervals by drawing again, against the distribution of all resamples that there can be.
#include "core/learn/bootstrap.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

using namespace unrepeat;

namespace {

using Figure = std::optional<double> (*)(const SortedValues&);

/// A figure of every resample of a few values, with the chance of the resample. There are 6,435 of eight values and
/// 24,310 of nine, as their order does not count.
class AllResamples {
 public:
  AllResamples(const std::vector<double>& values, Figure figure) : values_(values), figure_(figure) {
    go_on(0, std::tgamma(static_cast<double>(values.size()) + 1));
  }
  [[nodiscard]] double chance_below(double limit) const {
    return chance_of([limit](double figure) { return figure < limit * (1 - 1e-12); });
  }
  [[nodiscard]] double chance_above(double limit) const {
    return chance_of([limit](double figure) { return figure > limit * (1 + 1e-12); });
  }

 private:
  struct Outcome {
    double figure, chance;
  };

  /// `chance` has what is known of it: the orders of the whole, by those of the places that were settled.
  void go_on(std::size_t place, double chance) {
    const std::size_t open = values_.size() - drawn_.size();
    if (place + 1 == values_.size()) {
      std::vector<double> all = drawn_;
      all.insert(all.end(), open, values_[place]);
      const double size = static_cast<double>(values_.size());
      outcomes_.push_back({figure_(SortedValues(all)).value(),
                           chance / std::tgamma(static_cast<double>(open) + 1) / std::pow(size, size)});
      return;
    }
    for (std::size_t times = 0; times <= open; ++times) {
      go_on(place + 1, chance / std::tgamma(static_cast<double>(times) + 1));
      drawn_.push_back(values_[place]);
    }
    drawn_.resize(values_.size() - open);
  }
  [[nodiscard]] double chance_of(const std::function<bool(double)>& is_meant) const {
    double chance = 0;
    for (const Outcome& outcome : outcomes_) chance += is_meant(outcome.figure) ? outcome.chance : 0;
    return chance;
  }

  std::vector<double> values_;
  Figure figure_;
  std::vector<double> drawn_;
  std::vector<Outcome> outcomes_;
};

/// Of 2,000 resamples the share beyond an end is 2.5 %, give or take four times 0.35 %.
constexpr double least = 0.011;
constexpr double most = 0.039;

void check_ends(const AllResamples& all, const Interval& interval) {
  CHECK(all.chance_below(interval.low) < most);
  CHECK(1 - all.chance_above(interval.low) > least);
  CHECK(all.chance_above(interval.high) < most);
  CHECK(1 - all.chance_below(interval.high) > least);
}

// Nine as in Efron & Tibshirani, “An Introduction to the Bootstrap” (1993), table 2.1; and eight of them.
const std::vector<double> nine = {52, 104, 146, 10, 50, 31, 40, 27, 46};
const std::vector<double> eight = {52, 104, 146, 10, 50, 31, 40, 27};

std::vector<double> spread_out(int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(std::exp(std::fmod(i * std::numbers::phi, 1) * 5));
  return values;
}

}  // namespace

TEST_CASE("a median's interval leaves out one resample in forty at each end, of odd and of even numbers") {
  for (const auto& values : {eight, nine}) {
    const AllResamples all(values, median);
    REQUIRE(all.chance_above(0) == doctest::Approx(1));
    for (const std::uint64_t seed : {1U, 2U, 3U}) check_ends(all, median_interval(SortedValues(values), seed).value());
  }
}

TEST_CASE("a geometric mean's interval leaves out one resample in forty at each end, of odd and of even numbers") {
  for (const auto& values : {eight, nine}) {
    const AllResamples all(values, geometric_mean);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      check_ends(all, geometric_mean_interval(SortedValues(values), seed).value());
    }
  }
}

TEST_CASE("what lies the same to both sides has an interval that reaches as far to both") {
  for (const int count : {100, 101}) {
    CAPTURE(count);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) values.push_back(i - (count - 1) / 2.0);
    // An end is about 10 away, give or take 0.3: a median that stood half a place aside would make 50 out of this.
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const Interval interval = median_interval(SortedValues(values), seed).value();
      sum += interval.low + interval.high;
    }
    CHECK(std::abs(sum) < 15);
  }
}

TEST_CASE("of many values both intervals are those of the theory for many") {
  const SortedValues values(spread_out(2500));
  // The median stands at the places n/2 ± 1.96 √n/2 of the sorted values, by the binomial distribution.
  const Interval of_median = median_interval(values, 1).value();
  CHECK(std::abs(share_within(values, of_median.low).value() - (0.5 - 0.0196)) < 0.002);
  CHECK(std::abs(share_within(values, of_median.high).value() - (0.5 + 0.0196)) < 0.002);
  // And the mean of logarithms is normal around its own.
  const Interval of_mean = geometric_mean_interval(values, 1).value();
  const double reach = 1.96 * log_deviation(values).value() / 50;
  CHECK(std::log(geometric_mean(values).value() / of_mean.low) == doctest::Approx(reach).epsilon(0.01));
  CHECK(std::log(of_mean.high / geometric_mean(values).value()) == doctest::Approx(reach).epsilon(0.01));
}

TEST_CASE("below eight values there is no interval, and none of a geometric mean where a value is zero") {
  CHECK_FALSE(median_interval(SortedValues(spread_out(7)), 1));
  CHECK_FALSE(geometric_mean_interval(SortedValues(spread_out(7)), 1));
  CHECK(median_interval(SortedValues({0, 1, 2, 3, 4, 5, 6, 7}), 1));
  CHECK_FALSE(geometric_mean_interval(SortedValues({0, 1, 2, 3, 4, 5, 6, 7}), 1));
}

TEST_CASE("an interval follows from the values and the seed, whatever order they came in") {
  const std::vector<double> values = spread_out(101);
  std::vector<double> turned = values;
  std::ranges::reverse(turned);
  std::ranges::rotate(turned, turned.begin() + 17);
  CHECK(median_interval(SortedValues(values), 5) == median_interval(SortedValues(turned), 5));
  CHECK(geometric_mean_interval(SortedValues(values), 5) == geometric_mean_interval(SortedValues(turned), 5));
  CHECK(geometric_mean_interval(SortedValues(values), 5) != geometric_mean_interval(SortedValues(values), 6));
}

TEST_CASE("where all values are one, so are the ends") {
  const SortedValues same(std::vector<double>(12, 30.0));
  CHECK(median_interval(same, 1) == Interval{30, 30});
  CHECK(geometric_mean_interval(same, 1)->low == doctest::Approx(30));
  CHECK(geometric_mean_interval(same, 1)->high == doctest::Approx(30));
}
