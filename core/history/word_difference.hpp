// Which words of two texts are not in the other, in order: what a comparison marks.
#pragma once

#include <string_view>
#include <vector>

#include "core/text/text_range.hpp"

namespace unrepeat {

struct WordDifference {
  std::vector<TextRange> removed;  ///< Of the text before.
  std::vector<TextRange> added;    ///< Of the text after.
};

/// Without what was removed the one reads as the other does without what was added. Whole words, in scripts without
/// spaces characters. Texts that have hardly anything in common are taken as exchanged.
WordDifference compare_words(std::string_view before, std::string_view after);

}  // namespace unrepeat
