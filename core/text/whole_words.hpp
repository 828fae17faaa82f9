// Where a line that has no room for all of a text ends well.
#pragma once

#include <cstddef>
#include <string_view>

namespace unrepeat {

/// Of the first `taken` bytes, which end with a character, so many that they end with a word, without the sign behind
/// it: half a number would be another number. All of them where that would leave less than half, as in scripts without
/// spaces.
[[nodiscard]] std::size_t whole_words(std::string_view text, std::size_t taken);

}  // namespace unrepeat
