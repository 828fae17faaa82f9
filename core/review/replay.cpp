// What is known at a step is what stands in it and before it.
#include "core/review/replay.hpp"

namespace unrepeat {
namespace {

constexpr Text on_change[] = {Text::replay_expected, Text::replay_change_sign};
constexpr Text on_impact[] = {Text::replay_affected_saw, Text::replay_our_side};
constexpr Text on_signal[] = {Text::replay_look, Text::replay_stood_out, Text::replay_other_signals};
constexpr Text on_arrival[] = {Text::replay_came_in, Text::replay_help, Text::replay_needed};
constexpr Text on_idea[] = {Text::replay_look, Text::replay_pointed, Text::replay_else};
constexpr Text on_decision[] = {Text::replay_options, Text::replay_known_then, Text::replay_expected};
constexpr Text on_attempt[] = {Text::replay_options, Text::replay_expected, Text::replay_watched};
constexpr Text on_words[] = {Text::replay_told, Text::replay_unclear};
constexpr Text on_end[] = {Text::replay_over, Text::replay_still};
constexpr Text on_other[] = {Text::replay_look, Text::replay_next};

}  // namespace

std::vector<const TimelineEvent*> replay_of(const Postmortem& postmortem) {
  std::vector<const TimelineEvent*> steps;
  for (const TimelineEvent& event : postmortem.timeline)
    if (!event.hidden && !event.folded_into) steps.push_back(&event);
  return steps;
}

std::optional<Outcome> outcome_known(std::span<const TimelineEvent* const> steps, std::size_t index, std::size_t at) {
  const TimelineEvent& event = *steps[index];
  if (!event.outcome || index > at) return std::nullopt;
  if (at + 1 >= steps.size()) return event.outcome;
  if (index == at || !event.end || !event.end->at) return std::nullopt;
  const auto& now = steps[at]->time.at;
  return now && *event.end->at <= *now ? event.outcome : std::nullopt;
}

std::optional<Duration> time_since_step_before(std::span<const TimelineEvent* const> steps, std::size_t at) {
  if (at == 0 || at >= steps.size()) return std::nullopt;
  const auto before = steps[at - 1]->time.at, here = steps[at]->time.at;
  if (!before || !here) return std::nullopt;
  return *here - *before;
}

std::span<const Text> prompts_for(EventKind kind) {
  switch (kind) {
    case EventKind::change: return on_change;
    case EventKind::impact: return on_impact;
    case EventKind::detection:
    case EventKind::observation: return on_signal;
    case EventKind::notification:
    case EventKind::acknowledgement:
    case EventKind::escalation:
    case EventKind::handover: return on_arrival;
    case EventKind::hypothesis:
    case EventKind::finding: return on_idea;
    case EventKind::decision: return on_decision;
    case EventKind::attempt:
    case EventKind::mitigation: return on_attempt;
    case EventKind::communication: return on_words;
    case EventKind::resolution: return on_end;
    case EventKind::other: break;
  }
  return on_other;
}

std::vector<std::size_t> questions_on(const Postmortem& postmortem, const Id<TimelineEvent>& event) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < postmortem.review.questions.size(); ++i)
    if (postmortem.review.questions[i].event == event) found.push_back(i);
  return found;
}

}  // namespace unrepeat
