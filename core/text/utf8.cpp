// The UTF-8 grammar of RFC 3629, section 4, as ranges for the second byte.
#include "core/text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace unrepeat {
namespace {

/// Length of the valid sequence at `at`; 0 if there is none.
std::size_t valid_length_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[at + offset]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t offset = 2; offset < length; ++offset) {
    if (!is_utf8_continuation(text[at + offset])) return 0;
  }
  return length;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Most text is ASCII: eight bytes at once.
    uint64_t block;
    if (text.size() - at >= sizeof block) {
      std::memcpy(&block, text.data() + at, sizeof block);
      if ((block & 0x8080808080808080u) == 0) {
        at += sizeof block;
        continue;
      }
    }
    const std::size_t length = valid_length_at(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

std::size_t utf8_length_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end - at < 4 && is_utf8_continuation(text[end])) ++end;
  return end - at;
}

std::string_view whole_beginning(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return text;
  std::size_t end = most_bytes;
  while (end > 0 && is_utf8_continuation(text[end])) --end;
  return text.substr(0, end);
}

std::string with_valid_utf8(std::string_view text) {
  std::string valid;
  while (true) {
    const std::size_t good = valid_utf8_prefix(text);
    valid += text.substr(0, good);
    if (good == text.size()) return valid;
    valid += "\xEF\xBF\xBD";
    text.remove_prefix(good + 1);
  }
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

std::string in_one_line(std::string text) {
  for (char& letter : text)
    if (letter == '\n' || letter == '\r') letter = ' ';
  return text;
}

std::string_view without_blanks_around(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_only_blanks(std::string_view text) { return without_blanks_around(text).empty(); }

}  // namespace unrepeat
