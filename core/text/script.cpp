// Blocks of Unicode, coarsely: what is shaped without need looks the same.
#include "core/text/script.hpp"

#include <cstdint>

namespace unrepeat {
namespace {

struct Range {
  uint32_t first, last;
};
constexpr Range shaped[] = {
    {0x0300, 0x036f},    // combining marks
    {0x0590, 0x109f},    // Hebrew, Arabic, …, the scripts of India, Thai, Lao, Tibetan, Myanmar
    {0x1160, 0x11ff},    // vowels and finals of taken-apart Hangul
    {0x135d, 0x135f},    // Ethiopic marks
    {0x1700, 0x18af},    // Philippine scripts, Khmer, Mongolian
    {0x1900, 0x1aff},    // Limbu to Tai Tham, more marks
    {0x1b00, 0x1cff},    // Balinese to Vedic
    {0x1dc0, 0x1dff},    // marks
    {0x200d, 0x200f},    // zero width joiner, marks of direction
    {0x202a, 0x202e},    // overrides of direction
    {0x2066, 0x2069},    // isolates of direction
    {0x20d0, 0x20ff},    // marks for symbols, keycaps
    {0x3099, 0x309a},    // marks of kana
    {0xa800, 0xabff},    // Syloti Nagri to Meetei Mayek
    {0xfb1d, 0xfdff},    // presentation forms of Hebrew and Arabic
    {0xfe0e, 0xfe0f},    // a sign as text or as emoji
    {0xfe20, 0xfe2f},    // half marks
    {0xfe70, 0xfefc},    // presentation forms of Arabic
    {0x10800, 0x11fff},  // written from right to left, and India's others
    {0x1e800, 0x1efff},  // Mende, Adlam, Arabic mathematics
    {0x1f1e6, 0x1f1ff},  // flags
    {0x1f3fb, 0x1f3ff},  // skin tones
};

}  // namespace

bool needs_shaping(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    // Latin, Greek and Cyrillic begin with less than the first of the ranges.
    if (lead < 0xcc) {
      ++at;
      continue;
    }
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (text.size() - at < length) return false;
    uint32_t c = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3f);
    for (const Range& range : shaped)
      if (c >= range.first && c <= range.last) return true;
    at += length;
  }
  return false;
}

}  // namespace unrepeat
