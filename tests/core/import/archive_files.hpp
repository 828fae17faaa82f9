// Archives as tests make them: byte by byte as the formats say, packed with the half of zlib that the app does without.
#pragma once

#define ZLIB_CONST
#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unrepeat {

inline std::string little(std::uint64_t number, int width) {
  std::string bytes;
  for (int place = 0; place < width; ++place) bytes += static_cast<char>(number >> (8 * place));
  return bytes;
}

/// `window` is zlib's: -15 is bare, 31 is gzip.
inline std::string packed(std::string_view text, int window = -15) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

inline std::string gzip_of(std::string_view text) { return packed(text, 31); }

inline std::uint32_t checksum_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

/// A file in a ZIP. What is set beyond name and content is what an archive can lie about.
struct ZipFile {
  std::string name, content;
  std::uint16_t method = 8, flags = 0, made_by = 0x0314;
  std::uint32_t attributes = 0;
  std::string extra{};
  bool has_large_numbers = false;
  std::optional<std::string> bytes{};
  std::optional<std::uint64_t> size{}, place{};
  std::optional<std::uint32_t> checksum{};
};

inline std::string zip_of(const std::vector<ZipFile>& files, std::string_view comment = {}, bool is_large = false) {
  std::string archive, list;
  for (const ZipFile& file : files) {
    const std::string bytes = file.bytes.value_or(file.method == 8 ? packed(file.content) : file.content);
    const std::uint32_t checksum = file.checksum.value_or(checksum_of(file.content));
    const std::uint64_t size = file.size.value_or(file.content.size());
    const std::uint64_t place = file.place.value_or(archive.size());
    archive += "PK\x03\x04" + little(20, 2) + little(file.flags, 2) + little(file.method, 2) + little(0, 4) +
               little(checksum, 4) + little(bytes.size(), 4) + little(size, 4) + little(file.name.size(), 2) +
               little(0, 2) + file.name + bytes;
    std::string extra = file.extra;
    const bool is_elsewhere = file.has_large_numbers;
    if (is_elsewhere)
      extra += little(1, 2) + little(24, 2) + little(size, 8) + little(bytes.size(), 8) + little(place, 8);
    const auto number = [&](std::uint64_t value) { return little(is_elsewhere ? 0xFFFFFFFF : value, 4); };
    list += "PK\x01\x02" + little(file.made_by, 2) + little(20, 2) + little(file.flags, 2) + little(file.method, 2) +
            little(0, 4) + little(checksum, 4) + number(bytes.size()) + number(size) + little(file.name.size(), 2) +
            little(extra.size(), 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(file.attributes, 4) +
            number(place) + file.name + extra;
  }
  const std::size_t begin = archive.size();
  archive += list;
  if (is_large) {
    const std::size_t end = archive.size();
    archive += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4) +
               little(files.size(), 8) + little(files.size(), 8) + little(list.size(), 8) + little(begin, 8);
    archive += "PK\x06\x07" + little(0, 4) + little(end, 8) + little(1, 4);
  }
  const auto number = [&](std::uint64_t value, int width) { return little(is_large ? 0xFFFFFFFF : value, width); };
  archive += "PK\x05\x06" + little(0, 2) + little(0, 2) + number(files.size(), 2) + number(files.size(), 2) +
             number(list.size(), 4) + number(begin, 4) + little(comment.size(), 2) + std::string(comment);
  return archive;
}

}  // namespace unrepeat
