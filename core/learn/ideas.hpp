// Ideas that return: what several post-mortems promise in words that mean the same, or what somebody joined.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/learn/incident_facts.hpp"

namespace unrepeat {

struct IdeaInstance {
  const IncidentFacts* incident = nullptr;
  const PromiseFact* promise = nullptr;
};

struct ReturningIdea {
  std::vector<IdeaInstance> instances;  ///< By the start of their incidents, the first first.
  std::string words;                    ///< What all titles share, with commas, as the last one writes it.
  bool is_joined = false;               ///< Somebody said that they are one.
  std::int64_t weight = 0;              ///< In how many post-mortems.
  std::int64_t kept = 0;                ///< Instances that are done or verified.
};

/// Those that at least two post-mortems have, without what was dropped by all. Actions of which nobody said how they
/// stand are in none. What was promised most often and never kept comes first. An action with an idea of its own
/// belongs with those of the same idea and no others.
[[nodiscard]] std::vector<ReturningIdea> returning_ideas(std::span<const IncidentFacts* const> library);

}  // namespace unrepeat
