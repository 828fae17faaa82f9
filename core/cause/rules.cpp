// Rules of the causes.
#include <algorithm>

#include "core/cause/commands.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

Ruling carry_out(Postmortem& postmortem, const LinkFactor& command, const CommandContext& context) {
  Causes& causes = postmortem.causes;
  if (std::ranges::find(causes.factors, command.factor, &Factor::id) == causes.factors.end())
    return Refusal{Text::refusal_not_there, {}};
  const std::string from = text_of(command.factor);
  const auto is_target = [&](const Factor& one) { return text_of(one.id) == command.to; };
  if (command.to != "incident" && std::ranges::none_of(causes.factors, is_target))
    return Refusal{Text::refusal_not_there, {}};
  if (command.to == from) return Refusal{Text::refusal_cause_of_itself, {}};
  const auto link = std::ranges::find_if(
      causes.links, [&](const CauseLink& one) { return one.from == from && one.to == command.to; });
  if (!command.kind) {
    if (link != causes.links.end()) causes.links.erase(link);
  } else if (link != causes.links.end()) {
    link->kind = *command.kind;
  } else {
    CauseLink added;
    added.id = context.ids.next_as<Id<CauseLink>>();
    added.from = from;
    added.to = command.to;
    added.kind = *command.kind;
    causes.links.push_back(std::move(added));
  }
  return std::nullopt;
}

std::optional<CauseLinkKind> link_to_incident(const Causes& causes, const Id<Factor>& factor) {
  const std::string from = text_of(factor);
  const auto link = std::ranges::find_if(
      causes.links, [&](const CauseLink& one) { return one.from == from && one.to == "incident"; });
  return link == causes.links.end() ? std::nullopt : std::optional(link->kind);
}

}  // namespace unrepeat
