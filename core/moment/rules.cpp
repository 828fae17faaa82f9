// Rules of the moments.
#include <algorithm>

#include "core/moment/commands.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

Ruling carry_out(Postmortem& postmortem, const SetMoment& command, const CommandContext&) {
  Moment& moment = postmortem.moments[command.kind];
  if (command.state != MomentState::recorded) {
    moment.state = command.state;
    moment.event.reset();
    moment.time.reset();
    moment.basis.reset();
    return std::nullopt;
  }
  if (command.event) {
    if (std::ranges::find(postmortem.timeline, *command.event, &TimelineEvent::id) == postmortem.timeline.end())
      return Refusal{Text::refusal_not_there, {}};
    moment.event = command.event;
    moment.time.reset();
  } else if (command.time) {
    moment.event.reset();
    moment.time = command.time;
  } else {
    return Refusal{Text::refusal_moment_needs_time, {}};
  }
  moment.state = MomentState::recorded;
  moment.basis = MomentBasis::recorded;
  return std::nullopt;
}

const Time* time_of(const Postmortem& postmortem, MomentKind kind) {
  const Moment& moment = postmortem.moments[kind];
  if (moment.state != MomentState::recorded) return nullptr;
  if (moment.event) {
    const auto event = std::ranges::find(postmortem.timeline, *moment.event, &TimelineEvent::id);
    return event == postmortem.timeline.end() ? nullptr : &event->time;
  }
  return moment.time ? &*moment.time : nullptr;
}

std::optional<Instant> instant_of(const Postmortem& postmortem, MomentKind kind) {
  const Time* const time = time_of(postmortem, kind);
  return time ? time->at : std::nullopt;
}

std::optional<MomentKind> moment_at(const Postmortem& postmortem, const Id<TimelineEvent>& event) {
  const auto found = std::ranges::find(postmortem.moments.all, event, &Moment::event);
  if (found == postmortem.moments.all.end()) return std::nullopt;
  return static_cast<MomentKind>(found - postmortem.moments.all.begin());
}

}  // namespace unrepeat
