// Base64 as RFC 4648 writes it, for bytes that travel inside a file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unrepeat {

/// The bytes; nothing if it is no Base64.
std::optional<std::vector<std::uint8_t>> decode_base64(std::string_view text);
std::string encode_base64(std::span<const std::uint8_t> bytes);

}  // namespace unrepeat
