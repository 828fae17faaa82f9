// Ideas that return: what several post-mortems promise in words that mean the same, or what somebody joined.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/learn/incident_facts.hpp"

namespace unrepeat {

/// An action that says it.
struct IdeaInstance {
  const IncidentFacts* incident = nullptr;
  const PromiseFact* promise = nullptr;
  /// The how-manieth incident it is after which the idea was promised; 0 where nobody ever promised this one.
  std::int64_t time = 0;
};

struct ReturningIdea {
  std::vector<IdeaInstance> instances;  ///< By the start of their incidents, the first first.
  std::string words;                    ///< What all titles share, with commas, as the last one writes it.
  bool is_joined = false;               ///< Somebody said that some of them are one.
  std::int64_t weight = 0;              ///< In how many post-mortems it stands: of copies of one incident in one.
  std::int64_t promised = 0;            ///< After how many of these incidents it was promised.
  std::int64_t kept = 0;                ///< Instances that are done or verified.
};

/// Those that stand in the post-mortems of at least two incidents and were promised in one, without what was dropped by
/// all. Actions of which nobody said how they stand are in none. What was promised most often and never kept comes
/// first.
///
/// Actions with the same idea of their own are one, and so is whatever else says the same as one of them; but what is
/// alone with its idea was parted from all others, and two such ideas are never one, whatever is like both.
[[nodiscard]] std::vector<ReturningIdea> returning_ideas(std::span<const IncidentFacts* const> library);

}  // namespace unrepeat
