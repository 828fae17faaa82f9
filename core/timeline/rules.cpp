// Rules of shifting and ordering events, and of making one of several, and several of one.
#include <algorithm>
#include <map>
#include <set>

#include "core/postmortem/commands.hpp"
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

namespace {

TimelineEvent* find_event(Postmortem& postmortem, const EventId& id) {
  const auto found = std::ranges::find(postmortem.timeline, id, &TimelineEvent::id);
  return found == postmortem.timeline.end() ? nullptr : &*found;
}

bool are_all_there(const Postmortem& postmortem, const std::vector<EventId>& events) {
  std::set<EventId> known;
  for (const TimelineEvent& event : postmortem.timeline) known.insert(event.id);
  return std::ranges::all_of(events, [&](const EventId& id) { return known.contains(id); });
}

template <class Value>
void take_in(std::vector<Value>& into, const std::vector<Value>& from) {
  for (const Value& value : from)
    if (std::ranges::find(into, value) == into.end()) into.push_back(value);
}

void take_in(std::string& into, std::string_view other) {
  if (other.empty() || into.contains(other)) return;
  if (!into.empty()) into += '\n';
  into += other;
}

void take_in(TimelineEvent& into, const TimelineEvent& other) {
  // The time of a record is in the record; that of what a person wrote is nowhere else.
  const bool is_hand_written = other.evidence.empty() && !other.time.written.empty() && !other.text.empty();
  take_in(into.text, is_hand_written ? other.time.written + ' ' + other.text : other.text);
  if (into.actor.empty()) into.actor = other.actor;
  if (into.audience.empty()) into.audience = other.audience;
  if (!into.outcome) into.outcome = other.outcome;
  if (!into.decision) {
    into.decision = other.decision;
  } else if (other.decision) {
    take_in(into.decision->options, other.decision->options);
    take_in(into.decision->known, other.decision->known);
    take_in(into.decision->why, other.decision->why);
  }
  if (!into.end) into.end = other.end;
  into.starred |= other.starred;
  take_in(into.evidence, other.evidence);
  take_in(into.tags, other.tags);
  take_in(into.same_as, other.same_as);
}

}  // namespace

Ruling carry_out(Postmortem& postmortem, const JoinEvents& command, const CommandContext&) {
  TimelineEvent* into = find_event(postmortem, command.into);
  if (into == nullptr || !are_all_there(postmortem, command.events)) return Refusal{Text::refusal_not_there, {}};
  std::set<EventId> gone;
  for (const EventId& id : command.events) {
    if (id == command.into || !gone.insert(id).second) continue;
    take_in(*into, *find_event(postmortem, id));
    lead_to(postmortem, id, command.into);
  }
  std::erase(into->same_as, command.into);
  if (into->folded_into == command.into) into->folded_into.reset();
  std::erase_if(postmortem.timeline, [&](const TimelineEvent& event) { return gone.contains(event.id); });
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SplitEvent& command, const CommandContext&) {
  TimelineEvent* event = find_event(postmortem, command.event);
  if (event == nullptr) return Refusal{Text::refusal_not_there, {}};
  const std::set<Id<Evidence>> wanted(command.evidence.begin(), command.evidence.end());
  const auto is_taken = [&](const Evidence& one) { return wanted.contains(one.id); };
  const auto taken = static_cast<std::size_t>(std::ranges::count_if(event->evidence, is_taken));
  if (taken != wanted.size()) return Refusal{Text::refusal_not_there, {}};
  // Nothing of it, or all of it: there is only one.
  if (taken == 0 || taken == event->evidence.size() || find_event(postmortem, command.new_id) != nullptr)
    return std::nullopt;
  TimelineEvent other = *event;
  other.id = command.new_id;
  other.same_as.clear();
  std::erase_if(other.evidence, [&](const Evidence& one) { return !is_taken(one); });
  std::erase_if(event->evidence, is_taken);
  event->same_as.push_back(other.id);
  postmortem.timeline.push_back(std::move(other));
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const FoldEvents& command, const CommandContext&) {
  if (!are_all_there(postmortem, command.events)) return Refusal{Text::refusal_not_there, {}};
  std::optional<EventId> into = command.into;
  if (into) {
    const TimelineEvent* head = find_event(postmortem, *into);
    if (head == nullptr) return Refusal{Text::refusal_not_there, {}};
    if (head->folded_into) into = head->folded_into;
  }
  const std::set<EventId> folded(command.events.begin(), command.events.end());
  if (into && folded.contains(*into)) return std::nullopt;
  for (TimelineEvent& event : postmortem.timeline) {
    if (folded.contains(event.id)) event.folded_into = into;
    // What stood behind one of them goes along.
    if (into && event.folded_into && folded.contains(*event.folded_into)) event.folded_into = into;
  }
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const HideEvents& command, const CommandContext&) {
  if (!are_all_there(postmortem, command.events)) return Refusal{Text::refusal_not_there, {}};
  const std::set<EventId> meant(command.events.begin(), command.events.end());
  for (TimelineEvent& event : postmortem.timeline) {
    if (!meant.contains(event.id)) continue;
    event.hidden.reset();
    if (!command.reason.empty()) event.hidden.emplace().reason = command.reason;
  }
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const RemoveEvents& command, const CommandContext&) {
  if (!are_all_there(postmortem, command.events)) return Refusal{Text::refusal_not_there, {}};
  const std::set<EventId> gone(command.events.begin(), command.events.end());
  std::erase_if(postmortem.timeline, [&](const TimelineEvent& event) { return gone.contains(event.id); });
  forget(postmortem, std::set<Uuid>(command.events.begin(), command.events.end()));
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const TakeEventApart& command, const CommandContext& context) {
  const TimelineEvent* found = find_event(postmortem, command.event);
  if (found == nullptr) return Refusal{Text::refusal_not_there, {}};
  if (command.pieces.empty()) return std::nullopt;
  const TimelineEvent whole = *found;
  for (const TakeEventApart::Piece& piece : command.pieces) {
    if (find_event(postmortem, piece.id) != nullptr) return std::nullopt;
    // Where nothing stays of the whole, what else was said of it goes on with its first piece.
    const bool is_heir = command.rest.empty() && &piece == &command.pieces.front();
    TimelineEvent& event = postmortem.timeline.emplace_back(is_heir ? whole : TimelineEvent{});
    event.id = piece.id;
    event.time = piece.time;
    event.end.reset();
    event.rank.reset();
    event.kind = piece.kind;
    event.text = piece.text;
    event.actor = whole.actor;
    event.tags = whole.tags;
    event.evidence = whole.evidence;
    for (Evidence& one : event.evidence) one.id = context.ids.next_as<Id<Evidence>>();
  }
  TimelineEvent* event = find_event(postmortem, command.event);
  event->text = command.rest;
  if (!command.rest.empty()) return std::nullopt;
  lead_to(postmortem, whole.id, command.pieces.front().id);
  std::erase_if(postmortem.timeline, [&](const TimelineEvent& one) { return one.id == whole.id; });
  return std::nullopt;
}

}  // namespace unrepeat
