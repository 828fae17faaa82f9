// Why a command is not done, as a sentence that is shown under the field it belongs to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/identity/id.hpp"
#include "core/text/text.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

struct Refusal {
  Text text;
  std::vector<std::string> arguments;
};

/// The sentence in a language.
std::string say(Language language, const Refusal& refusal);

/// What a rule may know beside the post-mortem and the command.
struct CommandContext {
  Instant now;
  std::string by;  ///< "Your name" from Settings; may be empty.
  IdSource& ids;   ///< For entries that a rule makes by itself, such as a log entry.
};

/// A rule changes a copy, or says why not.
using Ruling = std::optional<Refusal>;

}  // namespace unrepeat
