// Commands on several events of the timeline, and on their order.
#pragma once

#include "core/refusal.hpp"
#include "core/timeline/timeline.hpp"

namespace unrepeat {

struct Postmortem;

/// Moves events in time, together: a source's clock was wrong. What was written stays beside it.
struct ShiftEvents {
  std::vector<Id<TimelineEvent>> events;
  Duration by;
};

/// Sets when several events were, together: a source is read on another clock.
struct SetEventTimes {
  struct EventTimes {
    Id<TimelineEvent> event;
    Time time;
    std::optional<Time> end;
  };
  std::vector<EventTimes> events;
};

enum class Side : std::uint8_t { before, after };

/// Exchanges an event with its neighbour among those of the same instant, or those without one: there the order is the
/// author's.
struct OrderEvent {
  Id<TimelineEvent> event;
  Side side = Side::before;
};

Ruling carry_out(Postmortem& postmortem, const ShiftEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetEventTimes& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const OrderEvent& command, const CommandContext& context);

/// The neighbour it would be exchanged with; null where the order follows from the times. `timeline` is in order.
const TimelineEvent* find_neighbour(const std::vector<TimelineEvent>& timeline, const Id<TimelineEvent>& event,
                                    Side side);

}  // namespace unrepeat
