// Commands on the history of a post-mortem.
#pragma once

#include "core/postmortem/postmortem.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

/// Makes it read as an earlier revision does. What was said of it since stays: comments, approvals, what was set aside,
/// and its status.
struct RestoreRevision {
  Postmortem to;
};

Ruling carry_out(Postmortem& postmortem, const RestoreRevision& command, const CommandContext& context);

}  // namespace unrepeat
