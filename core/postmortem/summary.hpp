// What a list says of a post-mortem in one line; derived, never stored in a file.
#pragma once

#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

struct Summary {
  /// The first start of impact: a window's, else the moment's; else when it was detected; else the first placed event.
  std::optional<Instant> started_at;
  /// From the windows (overlaps counted once) where all of them have ended; else impact start to mitigated or resolved.
  /// Nothing where it is not known or where the order cannot be.
  std::optional<Duration> impact;
  std::size_t actions = 0;
  std::size_t open_actions = 0;       ///< As `is_open` says.
  std::size_t done_actions = 0;       ///< Done and not yet verified; a part of the open ones.
  std::size_t undecided_actions = 0;  ///< Ideas, and those whose state nobody knows: no promises, and not open.
  /// Approved, and every action verified or will-not-do. Never set by hand.
  bool closed = false;
};

Summary summarise(const Postmortem& postmortem);

/// Impact time from the windows alone, overlaps counted once; nothing while one of them has no end or ends before it
/// starts.
std::optional<Duration> duration_of(const std::vector<ImpactWindow>& windows);

}  // namespace unrepeat
