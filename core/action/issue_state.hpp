// The words of trackers for how an issue stands, in English and Spanish.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// What a word of a tracker's board means.
enum class IssueStanding : std::uint8_t {
  open,  ///< Not closed; whether somebody works on it is not said.
  not_started,
  in_work,
  done,
  dropped,
  /// Closed, and nothing tells whether it was done: its work stands elsewhere, or it was never told what it is.
  elsewhere,
};

/// However they are written: "Won't Do", "wont_do", "✅ Hecho". Nothing for words that are not known.
[[nodiscard]] std::optional<IssueStanding> read_issue_state(std::string_view words);

/// What a person says that a word of their own board means for a promise.
enum class IssueMeaning : std::uint8_t {
  nothing,  ///< The promise is left as it is.
  open,     ///< As IssueStanding.
  in_progress,
  done,
  will_not_do,
};
SPELL(IssueMeaning, "nothing", "open", "in_progress", "done", "will_not_do")

/// As words of a board are compared: in small letters without accents, one blank between them. Unlike in the table of
/// words, signs count: some tell two states apart.
[[nodiscard]] std::string issue_state_key(std::string_view words);

}  // namespace unrepeat
