// Quantiles, means of logarithms and shares, against figures that others computed.
#include "core/learn/sorted_values.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace unrepeat;

namespace {

/// Days that mice lived without a treatment: Efron & Tibshirani, “An Introduction to the Bootstrap” (1993), table 2.1.
const SortedValues mice({52, 104, 146, 10, 50, 31, 40, 27, 46});

}  // namespace

TEST_CASE("quartiles lie on the straight line between two values") {
  // quantile(1:10) in R, or statistics.quantiles(range(1, 11), n=4, method='inclusive') in Python.
  const auto of_ten = quartiles(SortedValues({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
  REQUIRE(of_ten);
  CHECK(of_ten->lower == 3.25);
  CHECK(of_ten->median == 5.5);
  CHECK(of_ten->upper == 7.75);
  // The same of the mice; the tenth is statistics.quantiles(…, n=10, method='inclusive')[0].
  const auto of_mice = quartiles(mice);
  REQUIRE(of_mice);
  CHECK(of_mice->lower == 31);
  CHECK(of_mice->median == 46);
  CHECK(of_mice->upper == 52);
  CHECK(quantile(mice, 0.1) == doctest::Approx(23.6));
}

TEST_CASE("the least value is the quantile of nothing, the largest that of all, and there is none beyond") {
  CHECK(quantile(mice, 0) == 10);
  CHECK(quantile(mice, 1) == 146);
  CHECK_FALSE(quantile(mice, 1.01));
  CHECK_FALSE(quantile(mice, -0.01));
  CHECK_FALSE(quantile(mice, std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("the middle of two values is between them, that of one is itself, that of none is nothing") {
  CHECK(median(SortedValues({4, 1})) == 2.5);
  CHECK(median(SortedValues({7})) == 7);
  CHECK_FALSE(median(SortedValues({})));
  CHECK_FALSE(quartiles(SortedValues({})));
}

TEST_CASE("what is no finite number is left out") {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const SortedValues values({3, infinite, 1, std::numeric_limits<double>::quiet_NaN(), -infinite});
  CHECK(values.all() == std::vector<double>{1, 3});
}

TEST_CASE("the geometric mean and the deviation of logarithms are those of Python's statistics module") {
  // statistics.geometric_mean(mice) and statistics.stdev([math.log(x) for x in mice])
  CHECK(geometric_mean(mice) == doctest::Approx(43.919346495437615).epsilon(1e-12));
  CHECK(log_deviation(mice) == doctest::Approx(0.7737980714048299).epsilon(1e-12));
}

TEST_CASE("a figure of logarithms needs values above zero, a deviation two of them") {
  CHECK_FALSE(geometric_mean(SortedValues({})));
  CHECK_FALSE(geometric_mean(SortedValues({0, 5})));
  CHECK_FALSE(log_deviation(SortedValues({-1, 5})));
  CHECK(geometric_mean(SortedValues({5})) == doctest::Approx(5));
  CHECK_FALSE(log_deviation(SortedValues({5})));
  CHECK(log_deviation(SortedValues({5, 5})) == 0);
}

TEST_CASE("what took just as long as the limit was within it") {
  const SortedValues minutes({45, 30, 10, 30});
  CHECK(share_within(minutes, 29.9) == 0.25);
  CHECK(share_within(minutes, 30) == 0.75);
  CHECK(share_within(minutes, 1000) == 1);
  CHECK(share_within(minutes, 0) == 0);
  CHECK_FALSE(share_within(SortedValues({}), 30));
}

TEST_CASE("the distribution rises at each different value by as many as have it, up to all") {
  const SortedValues minutes({45, 30, 10, 30});
  CHECK(cumulative_shares(minutes) == std::vector<ShareStep>{{10, 0.25}, {30, 0.75}, {45, 1}});
  CHECK(cumulative_shares(SortedValues({})).empty());
  for (const ShareStep& step : cumulative_shares(mice)) CHECK(share_within(mice, step.value) == step.share);
}
