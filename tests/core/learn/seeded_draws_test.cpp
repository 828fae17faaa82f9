// Draws that are the same everywhere, and of the distributions that they are said to be of.
#include "core/learn/seeded_draws.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace unrepeat;

TEST_CASE("the numbers are those of the published generator") {
  // The first five of the seed 1234567 in “Pseudo-random numbers/Splitmix64” on Rosetta Code; also what the authors'
  // splitmix64.c prints.
  SeededDraws draws(1234567);
  for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                       4593380528125082431U, 16408922859458223821U}) {
    CHECK(draws.bits() == expected);
  }
}

TEST_CASE("each number below the limit is drawn about as often as another") {
  SeededDraws draws(1);
  std::array<int, 6> times{};
  for (int i = 0; i < 60000; ++i) ++times.at(draws.below(6));
  for (const int each : times) CHECK(std::abs(each - 10000) < 4 * 92);  // Four deviations of a binomial count.
  CHECK(SeededDraws::part_of(6, 0) == 0);
  CHECK(SeededDraws::part_of(6, 0xffffffff) == 5);
}

TEST_CASE("normal draws have the mean 0 and the deviation 1, and one in twenty is beyond 1.96") {
  constexpr int count = 40000;
  SeededDraws draws(2);
  double sum = 0;
  double squares = 0;
  int beyond = 0;
  for (int i = 0; i < count; ++i) {
    const double drawn = draws.normal();
    sum += drawn;
    squares += drawn * drawn;
    beyond += std::abs(drawn) > 1.959964;
  }
  // Each within four of its standard errors.
  CHECK(std::abs(sum / count) < 4 * 0.005);
  CHECK(std::abs(squares / count - 1) < 4 * 0.0071);
  CHECK(std::abs(beyond / double{count} - 0.05) < 4 * 0.0011);
}

TEST_CASE("gamma draws have their shape as mean and as variance") {
  constexpr int count = 40000;
  for (const double shape : {1.0, 4.0, 50.0}) {
    CAPTURE(shape);
    SeededDraws draws(3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
      const double away = draws.gamma(shape) - shape;
      sum += away;
      squares += away * away;
    }
    // Each within four of its standard errors; the fourth central moment is 3 shape² + 6 shape.
    CHECK(std::abs(sum / count) < 4 * std::sqrt(shape / count));
    CHECK(std::abs(squares / count - shape) < 4 * std::sqrt((2 * shape * shape + 6 * shape) / count));
  }
}
