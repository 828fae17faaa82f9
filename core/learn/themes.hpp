// What factors are about, however their tags are spelt: one name for all words that the library's vocabulary knows as
// the same.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/library/library.hpp"

namespace unrepeat {

struct Themes {
  /// The vocabulary's name for each spelling of it, by the folded spelling.
  std::map<std::string, std::string, std::less<>> names;
};

/// A word's name means that word, whatever others have it as a synonym; of two with the same, the first one is meant.
[[nodiscard]] Themes themes_of(const std::vector<FactorWord>& words);

/// A tag as it is shown: without blanks around it.
[[nodiscard]] std::string_view trimmed_theme(std::string_view tag);
/// As tags are compared: also without accents and capitals. Empty for a tag of blanks.
[[nodiscard]] std::string folded_theme(std::string_view tag);

}  // namespace unrepeat
