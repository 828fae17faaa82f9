// Commands on the causes.
#pragma once

#include "core/cause/cause.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

struct Postmortem;

/// How a factor bears on the incident itself. Replaces the direct link it had; nothing removes it.
struct LinkFactor {
  Id<Factor> factor;
  std::optional<CauseLinkKind> kind;
};

Ruling carry_out(Postmortem& postmortem, const LinkFactor& command, const CommandContext& context);

/// The kind of the factor's direct link to the incident.
std::optional<CauseLinkKind> link_to_incident(const Causes& causes, const Id<Factor>& factor);

}  // namespace unrepeat
