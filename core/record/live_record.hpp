// Recording an incident while it runs: one key for a moment, one line for a note, and a clock that is not moved under
// it. What is recorded is the post-mortem itself.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.hpp"

namespace unrepeat {

/// Those that have a key, in the order in which they usually come.
inline constexpr std::array live_moments = {MomentKind::impact_start, MomentKind::detected,  MomentKind::notified,
                                            MomentKind::acknowledged, MomentKind::declared,  MomentKind::identified,
                                            MomentKind::communicated, MomentKind::mitigated, MomentKind::resolved};

/// "Ana: restarts the workers".
struct LiveNote {
  std::string actor;  ///< Empty where nobody is named.
  std::string text;
};
[[nodiscard]] LiveNote read_note(std::string_view written);

/// An event of now, and the moment that has its time.
[[nodiscard]] std::vector<Command> record_moment(const Postmortem& postmortem, MomentKind kind, Instant at,
                                                 IdSource& ids);
[[nodiscard]] std::vector<Command> record_note(const LiveNote& note, EventKind kind, Instant at, IdSource& ids);

/// The moment that was recorded last, since which the phase runs; nothing before the first and after the end.
[[nodiscard]] std::optional<MomentKind> running_since(const Postmortem& postmortem);

/// Tells the time by what has gone by since it was begun, so that a clock that is put back does not put events before
/// what led to them.
class LiveClock {
 public:
  /// `steady_s`: seconds of any clock that nobody sets.
  LiveClock(Instant wall, double steady_s) : wall_(wall), steady_s_(steady_s) {}

  /// How far the wall's clock was moved since this was asked last; nothing for less than five seconds. One that was put
  /// back is not believed: time goes on from before. One that went ahead is, since it most likely slept.
  [[nodiscard]] std::optional<Duration> moved(Instant wall, double steady_s);
  [[nodiscard]] Instant at(double steady_s) const;

 private:
  Instant wall_;
  double steady_s_;
  Duration put_back_{};  ///< By how much the wall's clock is behind this one.
};

}  // namespace unrepeat
