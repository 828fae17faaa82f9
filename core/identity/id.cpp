// UUIDv7 text form and layout (RFC 9562).
#include "core/identity/id.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr bool dash_at(std::size_t place) { return place == 8 || place == 13 || place == 18 || place == 23; }

}  // namespace

std::string text_of(const Uuid& id) {
  std::string text;
  text.reserve(36);
  for (const std::uint8_t byte : id.bytes) {
    if (dash_at(text.size())) text += '-';
    text += hex_digits[byte >> 4];
    text += hex_digits[byte & 15];
  }
  return text;
}

std::optional<Uuid> uuid_from(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  std::size_t nibble = 0;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (dash_at(place)) {
      if (text[place] != '-') return std::nullopt;
      continue;
    }
    const std::size_t value = hex_digits.find(text[place]);
    if (value == std::string_view::npos) return std::nullopt;
    auto& byte = id.bytes[nibble / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    ++nibble;
  }
  const bool version_7 = id.bytes[6] >> 4 == 7;
  const bool rfc_variant = id.bytes[8] >> 6 == 2;
  if (!version_7 || !rfc_variant) return std::nullopt;
  return id;
}

Uuid make_uuid(std::int64_t milliseconds, const std::array<std::uint8_t, 10>& random) {
  Uuid id;
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  for (std::size_t i = 0; i < 10; ++i) id.bytes[6 + i] = random[i];
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace unrepeat
