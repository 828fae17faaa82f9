// Rules of shifting and ordering events.
#include <algorithm>
#include <map>

#include "core/postmortem/postmortem.hpp"
#include "core/timeline/commands.hpp"

namespace unrepeat {
namespace {

/// The years that files can hold.
constexpr Instant first_instant{-62'135'596'800'000'000}, last_instant{253'402'300'799'999'999};

bool shift(std::optional<Instant>& at, Duration by) {
  if (!at) return true;
  if (by.microseconds > 0 ? *at > last_instant - by : *at < first_instant - by) return false;
  at = *at + by;
  return true;
}

bool shift(Time& time, Duration by) { return shift(time.at, by) && shift(time.earliest, by) && shift(time.latest, by); }

}  // namespace

Ruling carry_out(Postmortem& postmortem, const ShiftEvents& command, const CommandContext&) {
  // Longer than any file's years: nothing could be moved so far.
  if (command.by > last_instant - first_instant || command.by < first_instant - last_instant)
    return Refusal{Text::refusal_too_far, {}};
  for (const Id<TimelineEvent>& id : command.events) {
    const auto event = std::ranges::find(postmortem.timeline, id, &TimelineEvent::id);
    if (event == postmortem.timeline.end()) return Refusal{Text::refusal_not_there, {}};
    if (!shift(event->time, command.by) || (event->end && !shift(*event->end, command.by)))
      return Refusal{Text::refusal_too_far, {}};
  }
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetEventTimes& command, const CommandContext&) {
  std::map<EventId, TimelineEvent*> events;
  for (TimelineEvent& event : postmortem.timeline) events.emplace(event.id, &event);
  for (const SetEventTimes::EventTimes& one : command.events) {
    const auto event = events.find(one.event);
    if (event == events.end()) return Refusal{Text::refusal_not_there, {}};
    for (const Time* time : {&one.time, one.end ? &*one.end : nullptr})
      if (time != nullptr && time->at && (*time->at < first_instant || *time->at > last_instant))
        return Refusal{Text::refusal_too_far, {}};
    event->second->time = one.time;
    event->second->end = one.end;
  }
  return std::nullopt;
}

const TimelineEvent* find_neighbour(const std::vector<TimelineEvent>& timeline, const Id<TimelineEvent>& event,
                                    Side side) {
  const auto found = std::ranges::find(timeline, event, &TimelineEvent::id);
  if (found == timeline.end()) return nullptr;
  if (side == Side::before ? found == timeline.begin() : found + 1 == timeline.end()) return nullptr;
  const auto neighbour = side == Side::before ? found - 1 : found + 1;
  return stand_together(*found, *neighbour) ? &*neighbour : nullptr;
}

Ruling carry_out(Postmortem& postmortem, const OrderEvent& command, const CommandContext&) {
  auto& timeline = postmortem.timeline;
  const auto found = std::ranges::find(timeline, command.event, &TimelineEvent::id);
  if (found == timeline.end()) return Refusal{Text::refusal_not_there, {}};
  if (!find_neighbour(timeline, command.event, command.side)) return std::nullopt;
  auto first = found, last = found;
  while (first != timeline.begin() && stand_together(*(first - 1), *found)) --first;
  while (last != timeline.end() && stand_together(*last, *found)) ++last;
  std::iter_swap(found, command.side == Side::before ? found - 1 : found + 1);
  std::int64_t rank = 0;
  for (auto event = first; event != last; ++event) event->rank = ++rank;
  return std::nullopt;
}

}  // namespace unrepeat
