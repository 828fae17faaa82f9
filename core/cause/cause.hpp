// What made it possible and what let it escalate: a graph of factors around the incident; there is no single root
// cause.
#pragma once

#include "core/describe/describe.hpp"
#include "core/timeline/timeline.hpp"

namespace unrepeat {

enum class FactorKind : std::uint8_t { condition, trigger, decision, missing_guard, weak_guard, guard_held };
SPELL(FactorKind, "condition", "trigger", "decision", "missing_guard", "weak_guard", "guard_held")

enum class FactorCategory : std::uint8_t {
  technical,
  communication,
  process,
  responsibilities,
  reaction_time,
  knowledge,
  external,
};
SPELL(FactorCategory, "technical", "communication", "process", "responsibilities", "reaction_time", "knowledge",
      "external")

enum class Certainty : std::uint8_t { likely, confirmed, suspected, ruled_out };
SPELL(Certainty, "likely", "confirmed", "suspected", "ruled_out")

struct Factor : Extensible {
  Id<Factor> id;
  FactorKind kind = FactorKind::condition;
  std::optional<FactorCategory> category;
  Certainty certainty = Certainty::likely;
  std::string text;
  std::vector<std::string> tags;
  std::vector<Evidence> evidence;
  std::vector<Id<TimelineEvent>> events;
  bool operator==(const Factor&) const = default;
};

enum class CauseLinkKind : std::uint8_t {
  contributed_to,
  let_it_escalate,
  delayed_detection,
  delayed_response,
  limited
};
SPELL(CauseLinkKind, "contributed_to", "let_it_escalate", "delayed_detection", "delayed_response", "limited")

struct CauseLink : Extensible {
  Id<CauseLink> id;
  std::string from = "incident";  ///< A factor's id, or "incident".
  std::string to = "incident";    ///< A factor's id, or "incident".
  CauseLinkKind kind = CauseLinkKind::contributed_to;
  std::vector<Evidence> evidence;
  bool operator==(const CauseLink&) const = default;
};

enum class CausesState : std::uint8_t { unknown, partly, known };
SPELL(CausesState, "unknown", "partly", "known")

struct Causes : Extensible {
  CausesState state = CausesState::unknown;
  std::string summary;
  std::vector<Factor> factors;
  std::vector<CauseLink> links;
  bool operator==(const Causes&) const = default;
};

DESCRIBED(Factor)
DESCRIBED(CauseLink)
DESCRIBED(Causes)

}  // namespace unrepeat
