// Text character by character, for whoever needs to know what script it is.
#pragma once

#include <cstdint>
#include <string_view>

namespace unrepeat {

/// The character at the beginning of `text`, which is not empty: its bytes and its number. A byte that begins none
/// counts as itself.
struct Character {
  std::string_view bytes;
  std::uint32_t code_point;
};
Character first_character(std::string_view text);

/// Of a script whose words have no spaces between them.
bool is_unspaced(std::uint32_t code_point);

}  // namespace unrepeat
