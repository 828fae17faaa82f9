// Encodings by their first bytes, then by what the bytes can be.
#include "core/import/text_decoding.hpp"

#include <array>
#include <cstdint>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// 0x80 to 0x9F; the rest of Windows-1252 is Latin-1.
constexpr std::array<std::uint16_t, 32> windows_1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                     0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

constexpr std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

enum class ByteOrder : std::uint8_t { little, big };

std::string from_utf16(std::string_view bytes, ByteOrder order) {
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 8);
  const auto unit_at = [&](std::size_t at) -> char32_t {
    const std::uint8_t first = byte_at(bytes, at);
    const std::uint8_t second = byte_at(bytes, at + 1);
    return order == ByteOrder::little ? static_cast<char32_t>(second << 8 | first)
                                      : static_cast<char32_t>(first << 8 | second);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t code_point = unit_at(at);
    if (code_point >= 0xD800 && code_point < 0xE000) {
      const bool high = code_point < 0xDC00;
      const char32_t low = high && at + 3 < bytes.size() ? unit_at(at + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      } else {
        code_point = replacement;
      }
    }
    append_utf8(text, code_point);
  }
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::uint8_t byte = byte_at(bytes, at);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
  }
  return text;
}

}  // namespace

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point >= 0x110000 || (code_point >= 0xD800 && code_point < 0xE000)) code_point = replacement;
  const auto append = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
    append(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3F));
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  }
}

std::optional<std::string_view> decode_text(std::string_view bytes, std::string& storage) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const bool ascii_then_nul = bytes.size() >= 2 && bytes[0] != '\0' && bytes[1] == '\0';
  const bool nul_then_ascii = bytes.size() >= 2 && bytes[0] == '\0' && bytes[1] != '\0';
  if (bytes.starts_with("\xFF\xFE") || ascii_then_nul) {
    storage = from_utf16(bytes.substr(bytes.starts_with("\xFF\xFE") ? 2 : 0), ByteOrder::little);
  } else if (bytes.starts_with("\xFE\xFF") || nul_then_ascii) {
    storage = from_utf16(bytes.substr(bytes.starts_with("\xFE\xFF") ? 2 : 0), ByteOrder::big);
  } else if (valid_utf8_prefix(bytes) == bytes.size()) {
    return bytes.find('\0') == std::string_view::npos ? std::optional(bytes) : std::nullopt;
  } else {
    if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
    storage = from_windows_1252(bytes);
  }
  if (storage.find('\0') != std::string::npos) return std::nullopt;
  return storage;
}

}  // namespace unrepeat
