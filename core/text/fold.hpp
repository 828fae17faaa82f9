// Words as they are compared: however they were accented and whatever letters were large.
#pragma once

#include <string>
#include <string_view>

namespace unrepeat {

/// Appends the word in small letters without accents (ñ stays) and with a straight apostrophe.
void fold_word(std::string_view word, std::string& folded);

}  // namespace unrepeat
