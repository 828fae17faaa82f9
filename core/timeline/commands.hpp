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
    Boxed<Time> end;
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

/// Several records of one happening become one event, with the evidence of all. Its words are those of `into`; what the
/// others say and it does not follows in lines of its own, with its time where no record has it. What pointed at one of
/// them points at it.
struct JoinEvents {
  Id<TimelineEvent> into;
  std::vector<Id<TimelineEvent>> events;
};

/// Takes some of the evidence of an event into a new one, which says the same until somebody writes otherwise.
struct SplitEvent {
  Id<TimelineEvent> event;
  std::vector<Id<Evidence>> evidence;
  Id<TimelineEvent> new_id;
};

/// Folds events into one that stands for them; without one, each stands by itself again.
struct FoldEvents {
  std::optional<Id<TimelineEvent>> into;
  std::vector<Id<TimelineEvent>> events;
};

/// Leaves events out of the timeline, because; without a reason, they are back in it.
struct HideEvents {
  std::vector<Id<TimelineEvent>> events;
  std::string reason;
};

/// Removes events and every reference to them.
struct RemoveEvents {
  std::vector<Id<TimelineEvent>> events;
};

/// One event that tells several times becomes an event for each, with the same evidence. What is said before the first
/// time stays with the event; without any, it is gone.
struct TakeEventApart {
  struct Piece {
    Id<TimelineEvent> id;
    Time time;
    EventKind kind = EventKind::other;
    std::string text;
  };
  Id<TimelineEvent> event;
  std::string rest;
  std::vector<Piece> pieces;
};

Ruling carry_out(Postmortem& postmortem, const JoinEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SplitEvent& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const FoldEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const HideEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const RemoveEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const TakeEventApart& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const ShiftEvents& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetEventTimes& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const OrderEvent& command, const CommandContext& context);

/// The neighbour it would be exchanged with; null where the order follows from the times. `timeline` is in order.
const TimelineEvent* find_neighbour(const std::vector<TimelineEvent>& timeline, const Id<TimelineEvent>& event,
                                    Side side);

}  // namespace unrepeat
