// How often a change would not be seen, against what can be computed without simulating.
#include "core/learn/detectability.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/learn/seeded_draws.hpp"

using namespace unrepeat;

namespace {

/// Four standard errors of a share of `simulated_pairs`.
bool is_within_error(double share, double expected) {
  return std::abs(share - expected) < 4 * std::sqrt(expected * (1 - expected) / simulated_pairs);
}

}  // namespace

TEST_CASE("with a log-deviation of 1 and 12 a period, a cut of 10 % looks no better 41 % of the time") {
  // By a million pairs from another generator (std::mt19937_64 with std::normal_distribution) it is 41.4 % for the
  // median, as here, 41.5 % for the mean and 39.8 % for the geometric mean.
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CHECK(is_within_error(share_looking_no_better(1.0, {.per_period = 12, .cut = 0.1}, seed).value(), 0.414));
  }
}

TEST_CASE("with one a period, the chance is that of a normal distribution") {
  // Two logarithms differ by a normal number of deviation s√2: Φ(log(1 - cut) / (s√2)).
  CHECK(is_within_error(share_looking_no_better(1.0, {.per_period = 1, .cut = 0.1}, 1).value(), 0.470306));
  CHECK(is_within_error(share_looking_no_better(1.0, {.per_period = 1, .cut = 0.3}, 1).value(), 0.400440));
  CHECK(is_within_error(share_looking_no_better(0.5, {.per_period = 1, .cut = 0.3}, 1).value(), 0.306985));
}

TEST_CASE("a team's own durations are drawn from, each as likely as another") {
  // Of the 64 pairs of these the second is not less in 28, though a tenth is cut; were nothing cut, in 36.
  const SortedValues durations({1, 10, 100, 1000, 10000, 100000, 1000000, 10000000});
  CHECK(is_within_error(share_looking_no_better(durations, {.per_period = 1, .cut = 0.1}, 1).value(), 28.0 / 64));
  CHECK(is_within_error(share_looking_no_better(durations, {.per_period = 1, .cut = 0}, 1).value(), 36.0 / 64));
}

TEST_CASE("an even number of incidents is compared by the middle of two") {
  // With two a period the medians are 1, 3 and 5, in a quarter, a half and a quarter of all periods. The second is more
  // in 1/8 (3 and 1), 1/16 (5 and 1) and 1/8 (5 and 3) of the pairs, and looks better in all others.
  const SortedValues durations({1, 1, 1, 1, 5, 5, 5, 5});
  CHECK(is_within_error(share_looking_no_better(durations, {.per_period = 2, .cut = 0.1}, 1).value(), 5.0 / 16));
}

TEST_CASE("many durations of a log-normal kind tell what the log-normal distribution tells") {
  SeededDraws draws(9);
  std::vector<double> durations;
  for (int i = 0; i < 20000; ++i) durations.push_back(std::exp(6 + draws.normal()));
  const SortedValues values(std::move(durations));
  CHECK(is_within_error(share_looking_no_better(values, {.per_period = 12, .cut = 0.1}, 1).value(), 0.414));
}

TEST_CASE("more incidents a period, or a deeper cut, are seen more often") {
  const double before = share_looking_no_better(1.0, {.per_period = 12, .cut = 0.3}, 1).value();
  CHECK(share_looking_no_better(1.0, {.per_period = 48, .cut = 0.3}, 1).value() < before - 0.05);
  CHECK(share_looking_no_better(1.0, {.per_period = 12, .cut = 0.6}, 1).value() < before - 0.05);
}

TEST_CASE("where every duration is the same, any cut is seen and none is not") {
  const SortedValues same(std::vector<double>(8, 30.0));
  CHECK(share_looking_no_better(same, {.per_period = 4, .cut = 0.01}, 1) == 0);
  CHECK(share_looking_no_better(same, {.per_period = 4, .cut = 0}, 1) == 1);
  CHECK(share_looking_no_better(0.0, {.per_period = 5, .cut = 0.01}, 1) == 0);
}

TEST_CASE("the share follows from durations and seed, whatever order they came in") {
  std::vector<double> durations = {12, 480, 33, 90, 2000, 7, 61, 150, 45};
  const auto share = share_looking_no_better(SortedValues(durations), {.per_period = 6, .cut = 0.3}, 4);
  std::ranges::reverse(durations);
  CHECK(share_looking_no_better(SortedValues(durations), {.per_period = 6, .cut = 0.3}, 4) == share);
  CHECK(share_looking_no_better(SortedValues(durations), {.per_period = 6, .cut = 0.3}, 5) != share);
}

TEST_CASE("nothing is said of too few durations, of one without a length, or of no comparison") {
  const Comparison comparison{.per_period = 12, .cut = 0.3};
  const SortedValues enough({1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(share_looking_no_better(enough, comparison, 1));
  CHECK_FALSE(share_looking_no_better(SortedValues({1, 2, 3, 4, 5, 6, 7}), comparison, 1));
  CHECK_FALSE(share_looking_no_better(SortedValues({0, 2, 3, 4, 5, 6, 7, 8}), comparison, 1));
  CHECK_FALSE(share_looking_no_better(enough, {.per_period = 0, .cut = 0.3}, 1));
  CHECK_FALSE(share_looking_no_better(enough, {.per_period = 12, .cut = 1}, 1));
  CHECK_FALSE(share_looking_no_better(enough, {.per_period = 12, .cut = -0.1}, 1));
  CHECK_FALSE(share_looking_no_better(-1.0, comparison, 1));
}
