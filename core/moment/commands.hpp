// Commands on the moments.
#pragma once

#include "core/moment/moment.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

struct Postmortem;

/// A recorded moment is the time of an event, or a time of its own.
struct SetMoment {
  MomentKind kind = MomentKind::detected;
  MomentState state = MomentState::recorded;
  std::optional<Id<TimelineEvent>> event;
  std::optional<Time> time;
};

Ruling carry_out(Postmortem& postmortem, const SetMoment& command, const CommandContext& context);

/// The time of a recorded moment: its event's or its own. Null while it is not recorded.
const Time* time_of(const Postmortem& postmortem, MomentKind kind);

/// When a recorded moment was, from its event or its own time; nothing while it is not recorded or not placed.
std::optional<Instant> instant_of(const Postmortem& postmortem, MomentKind kind);

/// The moment that has its time from this event: the first, where there are several.
std::optional<MomentKind> moment_at(const Postmortem& postmortem, const Id<TimelineEvent>& event);

}  // namespace unrepeat
