// What records cannot tell, and a person can: a few questions after an import.
#pragma once

#include <string>
#include <vector>

#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

struct OpenQuestion {
  Text text;
  std::string path;                  ///< The field that answers it; of a moment, the moment.
  std::optional<MomentKind> moment;  ///< Where a time is the answer.
};

/// At most five, those first that most depends on. Only of a post-mortem whose timeline came from records; what is said
/// to be unknown, or not to apply, is answered.
[[nodiscard]] std::vector<OpenQuestion> open_questions(const Postmortem& postmortem);

/// The moments that the records gave, each with the reason in its note or its event.
[[nodiscard]] std::vector<MomentKind> moments_from_records(const Postmortem& postmortem);

}  // namespace unrepeat
