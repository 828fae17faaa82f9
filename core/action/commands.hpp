// Commands on actions whose rules go beyond the field: what a state needs, and the log of what was promised.
#pragma once

#include "core/action/action.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

struct Postmortem;

/// Will-not-do needs a reason, and so does what is no longer promised; verified needs a check that came out as worked
/// and is not of before it was last done, and none that failed.
struct SetActionState {
  Id<Action> action;
  ActionState state = ActionState::idea;
  std::string reason;   ///< Why it will not be done, or is an idea again; the log keeps it.
  std::string shown{};  ///< With what is done, proof of it: words, or a link. Nothing leaves that to later.
};

/// All three empty takes the owner away.
struct AssignAction {
  Id<Action> action;
  Owner owner;
};

/// Empty takes the date away.
struct SetActionDue {
  Id<Action> action;
  std::string due;  ///< yyyy-mm-dd.
};

/// Whether nobody may do that without saying why.
bool needs_reason(ActionState from, ActionState to);

/// It had no effect, or made things worse.
bool has_failed(const Check& check);
/// Why nobody may say that it is verified; nothing where its checks say so.
std::optional<Text> refusal_to_verify(const Action& action);

/// What a check says about a state that rests on it: what is done or verified and failed is in progress again, and what
/// is verified and has no check left that worked is done. Both are logged. `before` is what it was before a command.
void reopen_what_failed(const Postmortem& before, Postmortem& after, const CommandContext& context);

Ruling carry_out(Postmortem& postmortem, const SetActionState& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const AssignAction& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetActionDue& command, const CommandContext& context);

/// "Ana, Payments": the names an owner consists of, or nothing.
std::string name_of(const Owner& owner);
/// Those names one by one.
std::vector<std::string> names_in(std::string_view owner);

}  // namespace unrepeat
