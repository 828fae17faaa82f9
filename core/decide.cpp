// decide: a rule changes a copy, and the change is the difference.
#include <variant>

#include "core/command.hpp"

namespace unrepeat {

std::expected<Change, Refusal> decide(const Postmortem& postmortem, const Command& command,
                                      const CommandContext& context) {
  Postmortem after = postmortem;
  auto ruling = std::visit([&](const auto& one) { return carry_out(after, one, context); }, command);
  if (ruling) return std::unexpected(std::move(*ruling));
  const bool may_tell_of_checks =
      std::holds_alternative<SetField>(command) || std::holds_alternative<RemoveEntry>(command);
  if (may_tell_of_checks) reopen_what_failed(postmortem, after, context);
  put_in_canonical_order(after);
  Change change = difference(postmortem, after);
  change.at = context.now;
  change.by = context.by;
  return change;
}

std::string say(Language language, const Refusal& refusal) {
  std::vector<TextArgument> arguments(refusal.arguments.begin(), refusal.arguments.end());
  return say(language, refusal.text, std::span<const TextArgument>(arguments));
}

}  // namespace unrepeat
