// What is left after each time, against a published example and by hand.
#include "core/learn/survival.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace unrepeat;

namespace {

/// Weeks of remission under 6-MP: Freireich et al., Blood 21 (1963); in Kalbfleisch & Prentice, Cox & Oakes, and Klein
/// & Moeschberger (table 1.1).
std::vector<Observation> remissions() {
  std::vector<Observation> all;
  for (const double weeks : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) all.push_back({weeks, false});
  for (const double weeks : {6, 6, 6, 7, 10, 13, 16, 22, 23}) all.push_back({weeks, true});
  return all;
}

bool is_near(double a, double b) { return std::abs(a - b) < 0.00006; }

}  // namespace

TEST_CASE("the curve of a published example has the published shares, errors and intervals") {
  struct Row {
    double time;
    std::size_t at_risk, ended;
    double share, error, low, high;
  };
  // survfit(Surv(time, status) ~ 1, conf.type = "log-log") in R, PROC LIFETEST conftype=loglog in SAS, sts list in
  // Stata. By hand: the product of 1 - d/n, Greenwood's sum of d/(n(n - d)), and share^exp(±1.96 √sum / log share).
  const Row rows[] = {
      {6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516},  {7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228},
      {10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894}, {13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491},
      {16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049}, {22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468},
      {23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801},
  };
  const std::vector<SurvivalStep> steps = survival_curve(remissions());
  REQUIRE(steps.size() == std::size(rows));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CAPTURE(rows[i].time);
    CHECK(steps[i].time == rows[i].time);
    CHECK(steps[i].at_risk == rows[i].at_risk);
    CHECK(steps[i].ended == rows[i].ended);
    CHECK(is_near(steps[i].share, rows[i].share));
    CHECK(is_near(steps[i].standard_error, rows[i].error));
    REQUIRE(steps[i].interval);
    CHECK(is_near(steps[i].interval->low, rows[i].low));
    CHECK(is_near(steps[i].interval->high, rows[i].high));
  }
}

TEST_CASE("where everything ended in sight, the share is that of those that took longer") {
  const std::vector<SurvivalStep> steps = survival_curve({{5, true}, {1, true}, {3, true}, {3, true}});
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].share == doctest::Approx(0.75));
  CHECK(steps[0].standard_error == doctest::Approx(std::sqrt(0.75 * 0.25 / 4)));  // As of any share of four.
  CHECK(steps[1].share == doctest::Approx(0.25));
  CHECK(steps[2].share == 0);
  CHECK(steps[2].standard_error == 0);
  CHECK_FALSE(steps[2].interval);
}

TEST_CASE("one last seen at the time at which another ended was at risk then") {
  const std::vector<SurvivalStep> steps = survival_curve({{4, false}, {4, true}, {9, true}});
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].at_risk == 3);
  CHECK(steps[0].share == doctest::Approx(2.0 / 3));
  CHECK(steps[1].at_risk == 1);
}

TEST_CASE("a curve does not depend on the order of what was seen") {
  std::vector<Observation> turned = remissions();
  std::ranges::reverse(turned);
  const std::vector<SurvivalStep> steps = survival_curve(remissions());
  const std::vector<SurvivalStep> same = survival_curve(turned);
  REQUIRE(same.size() == steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CHECK(same[i].share == steps[i].share);
    CHECK(same[i].interval == steps[i].interval);
  }
}

TEST_CASE("without an end there is no step, and times that are none are left out") {
  CHECK(survival_curve({}).empty());
  CHECK(survival_curve({{3, false}, {8, false}}).empty());
  CHECK(survival_curve({{-1, true}, {std::numeric_limits<double>::quiet_NaN(), true}}).empty());
  const std::vector<SurvivalStep> at_once = survival_curve({{0, true}, {2, false}});
  REQUIRE(at_once.size() == 1);
  CHECK(at_once[0].share == 0.5);
}
