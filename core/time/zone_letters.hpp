// Letters that stand for several clocks ("IST"): where they are written, what they may be, and what somebody said that
// they are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/instant.hpp"

namespace unrepeat {

/// The letters of several clocks in a written time, in upper case; empty for none.
[[nodiscard]] std::string ambiguous_letters_in(std::string_view written);
/// The clocks they stand for; none for letters that stand for one clock or for nothing.
[[nodiscard]] std::vector<UtcOffset> clocks_of_letters(std::string_view letters);
/// The same time with an offset in place of the letters.
[[nodiscard]] std::string with_offset(std::string_view written, std::string_view letters, UtcOffset offset);

/// Which clock letters were said to be.
class ChosenClocks {
 public:
  ChosenClocks() = default;
  /// From "IST=+05:30 CST=-06:00"; what is not so is passed over.
  explicit ChosenClocks(std::string_view spelling);
  [[nodiscard]] std::string spelling() const;
  void choose(std::string_view letters, UtcOffset offset);
  /// The written time with the clock that was chosen for its letters; nothing where none was, or it has none.
  [[nodiscard]] std::optional<std::string> read(std::string_view written) const;

 private:
  std::map<std::string, UtcOffset, std::less<>> chosen_;
};

}  // namespace unrepeat
