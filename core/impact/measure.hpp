// What follows from the impact windows and moments: how long, how much of an error budget, and what somebody stated
// otherwise.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/impact/impact.hpp"

namespace unrepeat {

struct Postmortem;

/// How long the impact was. Where windows lie over one another, their time counts once, at the worst level.
struct ImpactLength {
  Duration total;
  std::array<Duration, 3> by_level{};  ///< As ImpactLevel counts.
  bool is_open = false;                ///< A window has no end yet: what is known is at least this.
};
/// Nothing without a window that has a start and an end.
std::optional<ImpactLength> measure_impact(const Impact& impact);

/// How much of the error budget the windows burned: the time they lasted, weighted by their share. Full impact without
/// a share counts whole; another without one is not counted and makes it a lower bound.
struct BurnedBudget {
  double share = 0;  ///< Of the budget; 1 is all of it, more is too much.
  bool is_lower_bound = false;
};
/// Nothing without an objective below 1, a window of days and impact windows.
std::optional<BurnedBudget> measure_budget(const Impact& impact);

/// The part of a figure: as written, else affected of total; nothing where neither is there.
std::optional<double> share_of(const ImpactFigure& figure);

/// What the moments say of a duration that somebody stated; nothing where one of the two is not recorded.
std::optional<Duration> recorded_duration(const Postmortem& postmortem, const StatedDuration& stated);
/// What was stated and what was recorded are more than a minute and more than 5 % apart.
bool differs(const StatedDuration& stated, Duration recorded);

}  // namespace unrepeat
