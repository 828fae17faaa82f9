// Commands on the causes.
#pragma once

#include "core/cause/cause.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

struct Postmortem;

/// What a factor led to, and how. Replaces the direct link there was between the two; no kind removes it.
struct LinkFactor {
  Id<Factor> factor;
  std::optional<CauseLinkKind> kind;
  std::string to = "incident";  ///< Another factor's id, or "incident".
};

Ruling carry_out(Postmortem& postmortem, const LinkFactor& command, const CommandContext& context);

/// The kind of the factor's direct link to the incident.
std::optional<CauseLinkKind> link_to_incident(const Causes& causes, const Id<Factor>& factor);

}  // namespace unrepeat
