// The replay: the timeline one step at a time, with what was known then and nothing that came to be known later.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// The events that are replayed, in the order of the timeline: not those that are hidden or part of another.
std::vector<const TimelineEvent*> replay_of(const Postmortem& postmortem);

/// How the event at `index` turned out, as far as it was known at the step `at`: once it had ended by then, or when all
/// has been told.
std::optional<Outcome> outcome_known(std::span<const TimelineEvent* const> steps, std::size_t index, std::size_t at);

/// The time from the step before; nothing where one of the two has no place in time.
std::optional<Duration> time_since_step_before(std::span<const TimelineEvent* const> steps, std::size_t at);

/// What to ask about an event of this kind: for descriptions, never for explanations.
std::span<const Text> prompts_for(EventKind kind);

/// The open questions that were noted at an event, by their places in `review.questions`.
std::vector<std::size_t> questions_on(const Postmortem& postmortem, const Id<TimelineEvent>& event);

}  // namespace unrepeat
