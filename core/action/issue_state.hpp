// The words of trackers for how an issue stands, in English and Spanish.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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

}  // namespace unrepeat
