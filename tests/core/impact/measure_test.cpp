// What follows from the impact windows, and from what was stated beside the record.
#include "core/impact/measure.hpp"

#include <doctest/doctest.h>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat {
namespace {

Instant at(std::string_view clock) { return parse_instant("2026-03-08T" + std::string(clock) + ":00Z").value(); }

ImpactWindow& window(Impact& impact, std::string_view start, std::string_view end, ImpactLevel level) {
  ImpactWindow& one = impact.windows.emplace_back();
  one.start.at = at(start);
  if (!end.empty()) one.end = Time{}, one.end->at = at(end);
  one.level = level;
  return one;
}

}  // namespace

TEST_CASE("time under several windows counts once, at the worst level") {
  Impact impact;
  CHECK_FALSE(measure_impact(impact));
  window(impact, "11:00", "12:00", ImpactLevel::degraded);
  window(impact, "11:30", "12:30", ImpactLevel::full);
  window(impact, "13:00", "13:10", ImpactLevel::partial);
  const ImpactLength length = measure_impact(impact).value();
  CHECK(length.total == minutes(100));
  CHECK(length.by_level == std::array{minutes(30), minutes(10), minutes(60)});
  CHECK_FALSE(length.is_open);
}

TEST_CASE("a window without an end makes the length a lower bound, one that ends before its start counts nothing") {
  Impact impact;
  window(impact, "11:00", "11:20", ImpactLevel::full);
  window(impact, "13:00", "", ImpactLevel::full);
  window(impact, "13:00", "12:00", ImpactLevel::full);
  CHECK(measure_impact(impact)->total == minutes(20));
  CHECK(measure_impact(impact)->is_open);
}

TEST_CASE("the error budget is burned by the time that windows lasted and by how much they touched") {
  Impact impact;
  window(impact, "11:00", "12:00", ImpactLevel::full);
  CHECK_FALSE(measure_budget(impact));
  impact.business.error_budget = ErrorBudget{};
  impact.business.error_budget->objective = Decimal{"0.999"};
  impact.business.error_budget->window_days = 30;
  // 0.1 % of 30 days are 43.2 minutes.
  CHECK(measure_budget(impact)->share == doctest::Approx(60 / 43.2));
  CHECK_FALSE(measure_budget(impact)->is_lower_bound);
  window(impact, "12:00", "13:00", ImpactLevel::partial).share = Decimal{"0.25"};
  CHECK(measure_budget(impact)->share == doctest::Approx(75 / 43.2));
  window(impact, "13:00", "14:00", ImpactLevel::degraded);
  CHECK(measure_budget(impact)->share == doctest::Approx(75 / 43.2));
  CHECK(measure_budget(impact)->is_lower_bound);
}

TEST_CASE("an objective without room for errors has no budget to burn") {
  Impact impact;
  window(impact, "11:00", "12:00", ImpactLevel::full);
  impact.business.error_budget = ErrorBudget{};
  impact.business.error_budget->window_days = 30;
  for (const char* objective : {"1", "1.5", "-0.1"}) {
    impact.business.error_budget->objective = Decimal{objective};
    CHECK_FALSE(measure_budget(impact));
  }
}

TEST_CASE("a figure's share is what was written, else affected of total") {
  ImpactFigure figure;
  CHECK_FALSE(share_of(figure));
  figure.affected = Decimal{"30"};
  CHECK_FALSE(share_of(figure));
  figure.total = Decimal{"120"};
  CHECK(share_of(figure) == 0.25);
  figure.share = Decimal{"0.3"};
  CHECK(share_of(figure) == 0.3);
  figure.share = {};
  figure.total = Decimal{"0"};
  CHECK_FALSE(share_of(figure));
}

TEST_CASE("a stated duration is held beside the record, and the difference is said") {
  Postmortem postmortem;
  for (const auto& [kind, clock] : {std::pair(MomentKind::impact_start, "11:00"), {MomentKind::resolved, "12:00"}}) {
    postmortem.moments[kind].state = MomentState::recorded;
    postmortem.moments[kind].time = Time{};
    postmortem.moments[kind].time->at = at(clock);
  }
  StatedDuration stated;
  stated.value = Decimal{"62"};
  CHECK(recorded_duration(postmortem, stated) == minutes(60));
  CHECK_FALSE(differs(stated, minutes(60)));
  stated.value = Decimal{"45"};
  CHECK(differs(stated, minutes(60)));
  stated.to = MomentKind::mitigated;
  CHECK_FALSE(recorded_duration(postmortem, stated));
}

}  // namespace unrepeat
