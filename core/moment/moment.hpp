// The recorded moments of an incident: recorded, pending, not applicable or unknown; never guessed, never clamped.
#pragma once

#include "core/describe/described_time.hpp"

namespace unrepeat {

struct TimelineEvent;

/// In the order in which they happen in a plain incident; the first seven after `cause_introduced` are asked for.
enum class MomentKind : std::uint8_t {
  cause_introduced,
  impact_start,
  detected,
  notified,
  declared,
  acknowledged,
  mobilised,
  identified,
  communicated,
  mitigated,
  resolved,
  reviewed,
};
SPELL(MomentKind, "cause_introduced", "impact_start", "detected", "notified", "declared", "acknowledged", "mobilised",
      "identified", "communicated", "mitigated", "resolved", "reviewed")
inline constexpr std::size_t moment_count = 12;

/// The six that every post-mortem asks for; the others are under More.
constexpr bool is_core(MomentKind kind) {
  return kind == MomentKind::impact_start || kind == MomentKind::detected || kind == MomentKind::notified ||
         kind == MomentKind::acknowledged || kind == MomentKind::mitigated || kind == MomentKind::resolved;
}

enum class MomentState : std::uint8_t { pending, recorded, not_applicable, unknown };
SPELL(MomentState, "pending", "recorded", "not_applicable", "unknown")

/// Where a recorded moment comes from; a tool's default is shown as such and never proposed as fact.
enum class MomentBasis : std::uint8_t { recorded, tool_default, estimated };
SPELL(MomentBasis, "recorded", "tool_default", "estimated")

struct Moment : Extensible {
  MomentState state = MomentState::pending;
  std::optional<Id<TimelineEvent>> event;  ///< The event whose time it is; then `time` is absent.
  std::optional<Time> time;
  std::optional<MomentBasis> basis;
  std::string note;
  bool operator==(const Moment&) const = default;
};

struct Moments : Extensible {
  std::array<Moment, moment_count> all;
  Moment& operator[](MomentKind kind) { return all[static_cast<std::size_t>(kind)]; }
  const Moment& operator[](MomentKind kind) const { return all[static_cast<std::size_t>(kind)]; }
  bool operator==(const Moments&) const = default;
};

DESCRIBED(Moment)
DESCRIBED(Moments)

}  // namespace unrepeat
