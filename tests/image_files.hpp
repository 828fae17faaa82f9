// Image files made for tests: what a decoder needs to know their type and size, and nothing to see.
#pragma once

#include <cstdint>
#include <string>

namespace unrepeat {

inline std::string big_endian(std::uint32_t number, int bytes) {
  std::string text;
  for (int i = bytes; i-- > 0;) text += static_cast<char>(number >> (8 * i) & 255);
  return text;
}
inline std::string little_endian(std::uint32_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(number >> (8 * i) & 255);
  return text;
}

inline std::string png_of(std::uint32_t width, std::uint32_t height, const std::string& more = "") {
  return "\x89PNG\r\n\x1A\n" + big_endian(13, 4) + "IHDR" + big_endian(width, 4) + big_endian(height, 4) + more;
}

/// With a thumbnail's own size in the way, as photographs have it.
inline std::string jpeg_of(std::uint32_t width, std::uint32_t height) {
  const std::string thumbnail = "\xFF\xC0" + big_endian(11, 2) + "\x08" + big_endian(90, 2) + big_endian(160, 2);
  const std::string size = "\x08" + big_endian(height, 2) + big_endian(width, 2) + "\x03";
  return "\xFF\xD8\xFF\xE1" + big_endian(static_cast<std::uint32_t>(thumbnail.size()) + 2, 2) + thumbnail +
         "\xFF\xFF\xFF\xDB" + big_endian(3, 2) + "q" + "\xFF\xC2" + big_endian(11, 2) + size + "more";
}

inline std::string webp_of(std::uint32_t width, std::uint32_t height) {
  return "RIFF" + little_endian(30, 4) + "WEBPVP8X" + little_endian(10, 4) + std::string(4, '\0') +
         little_endian(width - 1, 3) + little_endian(height - 1, 3) + "more";
}
inline std::string lossless_webp_of(std::uint32_t width, std::uint32_t height) {
  return "RIFF" + little_endian(30, 4) + "WEBPVP8L" + little_endian(10, 4) + "\x2F" +
         little_endian((width - 1) | (height - 1) << 14, 4) + "more bytes";
}
inline std::string lossy_webp_of(std::uint32_t width, std::uint32_t height) {
  return "RIFF" + little_endian(30, 4) + "WEBPVP8 " + little_endian(10, 4) + "abc\x9D\x01\x2A" +
         little_endian(width, 2) + little_endian(height, 2) + "more";
}

}  // namespace unrepeat
