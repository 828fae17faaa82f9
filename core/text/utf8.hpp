// UTF-8 as bytes: is it valid, and how far does one code point reach. Positions are byte offsets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace unrepeat {

/// The number of leading bytes that are valid UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF);
/// the text's size when all of it is.
std::size_t valid_utf8_prefix(std::string_view text);

/// Bytes of the code point that begins at `at`, at least 1 and never past the end; for text that may be invalid.
std::size_t utf8_length_at(std::string_view text, std::size_t at);

/// The beginning of the text, at most so many bytes, that ends where a code point does.
std::string_view whole_beginning(std::string_view text, std::size_t most_bytes);

/// With U+FFFD in place of each byte that is no UTF-8.
std::string with_valid_utf8(std::string_view text);

/// The letters A to Z; all others stay.
std::string in_lower_case(std::string_view text);

/// With a blank for each line break.
std::string in_one_line(std::string text);

/// Without the blanks, tabs and line breaks around it.
std::string_view without_blanks_around(std::string_view text);
/// There is nothing else in it, or nothing at all.
bool is_only_blanks(std::string_view text);

/// True for the second and later bytes of a code point.
constexpr bool is_utf8_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace unrepeat
