// What is to become of one promise of a library where it is listed among those of others, and the commands that do it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/action/action.hpp"
#include "core/command.hpp"

namespace unrepeat {

/// What is absent stays.
struct PromiseChange {
  Id<Postmortem> postmortem;
  Id<Action> action;
  std::optional<ActionState> state;
  std::string reason;                ///< With a state that needs one.
  std::string shown;                 ///< Proof that it was done, in words or as a link; empty for none.
  std::optional<std::string> owner;  ///< In words, as `owner_named` reads them.
  std::optional<std::string> due;    ///< yyyy-mm-dd; empty takes it away.
  std::optional<std::string> idea;   ///< The idea it is an instance of; empty leaves that to its words.
  bool operator==(const PromiseChange&) const = default;
};

DESCRIBED(PromiseChange)

/// Who is meant by what a person typed as the owner of an action of the post-mortem. The words for whom it has leave it
/// as it is. Of other names, with commas between them, those of a team or an organisation that the post-mortem speaks
/// of are one; the others are people, who keep the team and the organisation that the action has where they name no
/// other. No words take the owner away.
[[nodiscard]] Owner owner_named(const Postmortem& postmortem, const Action& action, std::string_view words);

/// What does it in its post-mortem; nothing where the action is not there. None of them is one that changes nothing
/// because the words say what is so already.
[[nodiscard]] std::vector<Command> commands_for(const PromiseChange& change, const Postmortem& postmortem);

}  // namespace unrepeat
