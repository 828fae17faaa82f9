// How long things stay open where many still are: the share that is left after each time (Kaplan & Meier, 1958). What
// is still open counts for as long as it was seen, neither left out nor taken as ended.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/learn/interval.hpp"

namespace unrepeat {

/// One thing that was opened.
struct Observation {
  double time = 0;         ///< From its opening until it ended or was last seen, in the caller's unit.
  bool has_ended = false;  ///< Otherwise it is censored: it was still open then.
};

/// The share changes at the times at which something ended, and nowhere else.
struct SurvivalStep {
  double time = 0;
  std::size_t at_risk = 0;  ///< Open and in sight just before.
  std::size_t ended = 0;
  double share = 0;                  ///< Open just after, from 1 down to 0.
  double standard_error = 0;         ///< Of the share, by Greenwood's formula; 0 with the share.
  std::optional<Interval> interval;  ///< Of the share, by way of log(-log(share)); nothing once none is left.
};

/// From the earliest step on; before it the share is 1. Who ended and who was last seen at the same time were both at
/// risk. Observations with a negative or no finite time are left out. Empty where nothing ended.
[[nodiscard]] std::vector<SurvivalStep> survival_curve(const std::vector<Observation>& observations);

}  // namespace unrepeat
