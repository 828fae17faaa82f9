// The exact interval of a count, against tables.
#include "core/learn/poisson.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace unrepeat;

TEST_CASE("a count's interval is the one in the tables") {
  struct Row {
    std::size_t count;
    double low, high;
  };
  // Garwood's table as it is reprinted in textbooks, and GraphPad's QuickCalcs for 25; with more digits by bisection of
  // sums of exp(-m) m^i / i! in Python's decimal module. In R: poisson.test(count)$conf.int.
  for (const Row& row : {Row{0, 0, 3.6888794541},
                         {1, 0.0253178080, 5.5716433909},
                         {2, 0.2422092785, 7.2246876677},
                         {3, 0.6186721229, 8.7672730697},
                         {5, 1.6234863901, 11.6683320793},
                         {10, 4.7953886961, 18.3903560420},
                         {25, 16.1786818478, 36.9049316975},
                         {100, 81.3639912509, 121.6267937924},
                         {1000, 938.9730184077, 1063.9521360163}}) {
    CAPTURE(row.count);
    const auto interval = poisson_interval(row.count, 1);
    REQUIRE(interval);
    CHECK(std::abs(interval->low - row.low) < 1e-9);
    CHECK(std::abs(interval->high - row.high) < 1e-9);
  }
}

TEST_CASE("a rate is by the exposure, and without one there is none") {
  const auto a_month = poisson_interval(10, 12);
  REQUIRE(a_month);
  CHECK(a_month->low == doctest::Approx(4.7953886961 / 12));
  CHECK(a_month->high == doctest::Approx(18.3903560420 / 12));
  CHECK_FALSE(poisson_interval(10, 0));
  CHECK_FALSE(poisson_interval(10, -1));
  CHECK_FALSE(poisson_interval(10, std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(poisson_interval(10, std::numeric_limits<double>::infinity()));
}

TEST_CASE("a chance is the sum of its terms, also where they are many or nearly nothing") {
  CHECK(chance_of_at_most(2, 3) == doctest::Approx(std::exp(-3) * (1 + 3 + 4.5)).epsilon(1e-13));
  CHECK(chance_of_at_most(0, 0.2) == doctest::Approx(std::exp(-0.2)).epsilon(1e-13));
  CHECK(chance_of_at_most(0, 0) == 1);
  CHECK(chance_of_at_most(1000000, 5) == 1);
  CHECK(chance_of_at_most(5, 1000000) == 0);
  CHECK(std::abs(chance_of_at_most(1000000, 1000000) - 0.5) < 0.0005);
}
