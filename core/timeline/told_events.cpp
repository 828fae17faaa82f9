// Reads the timeline once and sorts its events into what is told and what is not.
#include "core/timeline/told_events.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/moment/commands.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {
namespace {

template <class Range, class Value>
bool holds(const Range& range, const Value& value) {
  return std::ranges::find(range, value) != std::ranges::end(range);
}

/// Slack names the message that a reply answers by the time that is written of it.
constexpr std::string_view reply_tag = "reply";

std::string_view answered_by(const TimelineEvent& event) {
  const auto reply = std::ranges::find(event.tags, reply_tag);
  return reply == event.tags.end() || reply + 1 == event.tags.end() ? std::string_view()
                                                                    : std::string_view(*(reply + 1));
}

}  // namespace

ToldTimeline told_timeline(const std::vector<TimelineEvent>& timeline) {
  ToldTimeline result;
  std::map<EventId, std::size_t> by_id;
  for (std::size_t i = 0; i < timeline.size(); ++i) by_id.emplace(timeline[i].id, i);
  const auto head_of = [&](std::size_t event) -> std::optional<std::size_t> {
    if (!timeline[event].folded_into) return std::nullopt;
    const auto head = by_id.find(*timeline[event].folded_into);
    // No deeper: what a head is folded into is not asked.
    if (head == by_id.end() || head->second == event || timeline[head->second].folded_into) return std::nullopt;
    return head->second;
  };
  std::vector<std::size_t> place(timeline.size());
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    if (timeline[i].hidden || head_of(i)) continue;
    place[i] = result.told.size();
    result.told.push_back({.event = i, .folded = {}});
  }
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const auto head = head_of(i);
    if (timeline[i].hidden || (head && timeline[*head].hidden))
      result.hidden.push_back(i);
    else if (head)
      result.told[place[*head]].folded.push_back(i);
  }
  return result;
}

std::vector<std::size_t> told_alike(const std::vector<TimelineEvent>& timeline, std::size_t event) {
  std::vector<std::size_t> alike;
  for (std::size_t i = 0; i < timeline.size(); ++i)
    if (i != event &&
        (holds(timeline[event].same_as, timeline[i].id) || holds(timeline[i].same_as, timeline[event].id)))
      alike.push_back(i);
  return alike;
}

bool is_transcript(const Source& source) {
  constexpr std::array<std::string_view, 6> kinds{"slack", "whatsapp", "telegram", "teams", "chat", "transcript"};
  return holds(kinds, std::string_view(source.kind));
}

std::vector<TranscriptMessage> transcript_of(const Postmortem& postmortem, const Id<Source>& source) {
  const std::vector<TimelineEvent>& timeline = postmortem.timeline;
  std::vector<std::size_t> messages;
  std::map<std::string_view, std::size_t> by_time;
  for (std::size_t i = 0; i < timeline.size(); ++i)
    for (const Evidence& evidence : timeline[i].evidence) {
      if (evidence.source != source) continue;
      if (messages.empty() || messages.back() != i) messages.push_back(i);
      by_time.emplace(timeline[i].time.written, i);
    }
  std::map<std::size_t, std::vector<std::size_t>> replies;
  std::vector<std::size_t> heads;
  for (const std::size_t message : messages) {
    const std::string_view parent = answered_by(timeline[message]);
    const auto answered = parent.empty() ? by_time.end() : by_time.find(parent);
    if (answered != by_time.end() && answered->second != message && answered_by(timeline[answered->second]).empty())
      replies[answered->second].push_back(message);
    else
      heads.push_back(message);
  }
  std::vector<TranscriptMessage> all;
  const auto add = [&](std::size_t message, bool is_reply) {
    all.push_back({.event = message, .is_reply = is_reply, .is_taken = !timeline[message].hidden});
  };
  for (const std::size_t head : heads) {
    add(head, false);
    for (const std::size_t reply : replies[head]) add(reply, true);
  }
  return all;
}

std::vector<EventId> talk_of(const Postmortem& postmortem, const std::vector<TranscriptMessage>& messages) {
  std::set<EventId> linked;
  for (const TimelineEvent& event : postmortem.timeline)
    for (const EventId& other : event.same_as) linked.insert(other), linked.insert(event.id);
  std::vector<EventId> talk;
  for (const TranscriptMessage& message : messages) {
    const TimelineEvent& event = postmortem.timeline[message.event];
    const bool is_of_bot = holds(event.tags, std::string_view("bot"));
    const bool says_nothing = event.kind == EventKind::observation || (event.kind == EventKind::other && !is_of_bot);
    if (message.is_taken && says_nothing && !event.starred && !event.outcome && event.evidence.size() == 1 &&
        !linked.contains(event.id) && !moment_at(postmortem, event.id))
      talk.push_back(event.id);
  }
  return talk;
}

}  // namespace unrepeat
