// Rules of the commands on the history.
#include "core/history/commands.hpp"

namespace unrepeat {

Ruling carry_out(Postmortem& postmortem, const RestoreRevision& command, const CommandContext&) {
  if (command.to.id != postmortem.id) return Refusal{Text::refusal_not_there, {}};
  Postmortem restored = command.to;
  restored.status = postmortem.status;
  restored.comments = postmortem.comments;
  restored.dismissed = postmortem.dismissed;
  restored.approvals = postmortem.approvals;
  restored.history = postmortem.history;
  postmortem = std::move(restored);
  return std::nullopt;
}

}  // namespace unrepeat
