// Blocks of characters, by their numbers.
#include "core/text/characters.hpp"

#include <algorithm>
#include <array>

namespace unrepeat {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Blocks whose words have no spaces between them: Thai and Lao, Myanmar, Khmer, kana, Bopomofo and Han.
constexpr auto unspaced = std::to_array<Range>({{0x0E00, 0x0EFF},
                                                {0x1000, 0x109F},
                                                {0x1780, 0x17FF},
                                                {0x2E80, 0x2FDF},
                                                {0x3005, 0x3007},
                                                {0x3021, 0x30FF},
                                                {0x3105, 0x31FF},
                                                {0x3400, 0x9FFF},
                                                {0xF900, 0xFAFF},
                                                {0xFF66, 0xFF9F},
                                                {0x20000, 0x3FFFF}});

}  // namespace

bool is_unspaced(std::uint32_t code_point) {
  return std::ranges::any_of(unspaced,
                             [=](Range range) { return range.first <= code_point && code_point <= range.last; });
}

Character first_character(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || length > text.size()) return {text.substr(0, 1), lead};
  std::uint32_t code_point = lead & (0xFFU >> (length + 1));
  for (const char next : text.substr(1, length - 1))
    code_point = code_point << 6 | (static_cast<std::uint8_t>(next) & 0x3F);
  return {text.substr(0, length), code_point};
}

}  // namespace unrepeat
