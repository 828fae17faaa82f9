// PNG (W3C, third edition), JPEG (ITU-T T.81) and WebP (RFC 9649): their signatures and where each says how large it
// is.
#include "core/image/image_file.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/identity/sha256.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/base64.hpp"

namespace unrepeat {
namespace {

using Size = std::pair<std::uint32_t, std::uint32_t>;

/// Reads numbers from bytes that may end anywhere; what stands beyond the end reads as 0.
struct Reader {
  std::string_view bytes;

  [[nodiscard]] std::uint32_t byte(std::size_t at) const {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
  }
  [[nodiscard]] std::uint32_t big(std::size_t at, std::size_t count) const {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) number = number << 8 | byte(at + i);
    return number;
  }
  [[nodiscard]] std::uint32_t little(std::size_t at, std::size_t count) const {
    std::uint32_t number = 0;
    for (std::size_t i = count; i-- > 0;) number = number << 8 | byte(at + i);
    return number;
  }
  [[nodiscard]] bool has(std::size_t at, std::string_view words) const {
    return at <= bytes.size() && bytes.substr(at).starts_with(words);
  }
};

constexpr std::string_view png_signature = "\x89PNG\r\n\x1A\n";

Size size_of_png(const Reader& file) {
  return file.has(12, "IHDR") && file.bytes.size() >= 24 ? Size{file.big(16, 4), file.big(20, 4)} : Size{};
}

/// A frame header, whichever way the frame is coded; C4, C8 and CC are something else.
bool begins_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

Size size_of_jpeg(const Reader& file) {
  std::size_t at = 2;
  while (at + 9 < file.bytes.size() && file.byte(at) == 0xFF) {
    const std::uint32_t marker = file.byte(at + 1);
    if (begins_frame(marker)) return {file.big(at + 7, 2), file.big(at + 5, 2)};
    // A marker may be filled up with FF, and some stand alone.
    if (marker == 0xFF) {
      ++at;
    } else if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      at += 2;
    } else {
      at += 2 + std::max(file.big(at + 2, 2), std::uint32_t{2});
    }
  }
  return {};
}

Size size_of_webp(const Reader& file) {
  if (file.bytes.size() < 30) return {};
  if (file.has(12, "VP8X")) return {file.little(24, 3) + 1, file.little(27, 3) + 1};
  if (file.has(12, "VP8L") && file.byte(20) == 0x2F) {
    const std::uint32_t bits = file.little(21, 4);
    return {(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
  }
  if (file.has(12, "VP8 ") && file.has(23, "\x9D\x01\x2A"))
    return {file.little(26, 2) & 0x3FFF, file.little(28, 2) & 0x3FFF};
  return {};
}

struct Kind {
  ImageType type;
  std::string_view name, media_type;
  std::array<std::string_view, 3> endings;  ///< The first is the usual one.
  bool (*begins)(const Reader& file);
  Size (*size)(const Reader& file);
};
constexpr Kind kinds[] = {
    {ImageType::png,
     "PNG",
     "image/png",
     {"png"},
     [](const Reader& file) { return file.has(0, png_signature); },
     size_of_png},
    {ImageType::jpeg,
     "JPEG",
     "image/jpeg",
     {"jpg", "jpeg", "jfif"},
     [](const Reader& file) { return file.has(0, "\xFF\xD8\xFF"); },
     size_of_jpeg},
    {ImageType::webp,
     "WebP",
     "image/webp",
     {"webp"},
     [](const Reader& file) { return file.has(0, "RIFF") && file.has(8, "WEBP"); },
     size_of_webp},
};

/// What is an image too and is not taken: recognised so that the refusal can name it.
struct OtherKind {
  std::string_view name;
  std::array<std::string_view, 3> endings;
  std::string_view signature = {};
  std::size_t at = 0;
};
constexpr OtherKind other_kinds[] = {
    {"GIF", {"gif"}, "GIF8"},
    {"TIFF", {"tif", "tiff"}, std::string_view("II*\0", 4)},
    {"TIFF", {}, std::string_view("MM\0*", 4)},
    {"BMP", {"bmp"}, {}},
    {"HEIC", {"heic", "heif"}, "ftyphei", 4},
    {"AVIF", {"avif"}, "ftypavif", 4},
    {"SVG", {"svg"}, {}},
    {"ICO", {"ico"}, {}},
};

std::string ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string ending(name.substr(dot + 1));
  for (char& letter : ending)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return ending;
}

template <class Entry>
bool ends_like(const Entry& entry, std::string_view ending) {
  return !ending.empty() && std::ranges::find(entry.endings, ending) != entry.endings.end();
}

const Kind* kind_of(std::string_view bytes) {
  const auto* found = std::ranges::find_if(kinds, [&](const Kind& kind) { return kind.begins({bytes}); });
  return found == std::end(kinds) ? nullptr : found;
}

const OtherKind* other_kind_of(std::string_view bytes) {
  const auto* found = std::ranges::find_if(other_kinds, [&](const OtherKind& kind) {
    return !kind.signature.empty() && Reader{bytes}.has(kind.at, kind.signature);
  });
  return found == std::end(other_kinds) ? nullptr : found;
}

std::unexpected<Problem> refuse(Text text, std::vector<std::string> arguments) {
  return std::unexpected(
      Problem{.severity = Problem::Severity::error, .text = text, .arguments = std::move(arguments), .pointer = {}});
}

}  // namespace

std::string_view media_type(ImageType type) { return kinds[static_cast<std::size_t>(type)].media_type; }
std::string_view file_ending(ImageType type) { return kinds[static_cast<std::size_t>(type)].endings.front(); }

bool is_image(std::string_view name, std::string_view bytes) {
  if (kind_of(bytes) != nullptr || other_kind_of(bytes) != nullptr) return true;
  const std::string ending = ending_of(name);
  const auto is_named_so = [&](const auto& kind) { return ends_like(kind, ending); };
  return std::ranges::any_of(kinds, is_named_so) || std::ranges::any_of(other_kinds, is_named_so);
}

std::expected<ImageFile, Problem> read_image_file(std::string_view name, std::string_view bytes) {
  const std::string called(name), ending = ending_of(name);
  if (bytes.size() > max_image_bytes)
    return refuse(Text::image_too_large, {called, std::to_string(max_image_bytes >> 20)});
  const Kind* const kind = kind_of(bytes);
  if (kind == nullptr) {
    const OtherKind* other = other_kind_of(bytes);
    const auto* named = std::ranges::find_if(other_kinds, [&](const OtherKind& one) { return ends_like(one, ending); });
    if (other == nullptr && named != std::end(other_kinds)) other = named;
    if (other != nullptr) return refuse(Text::image_other_kind, {called, std::string(other->name)});
    return refuse(Text::image_none, {called});
  }
  const auto* named = std::ranges::find_if(kinds, [&](const Kind& one) { return ends_like(one, ending); });
  if (named != std::end(kinds) && named != kind)
    return refuse(Text::image_named_otherwise, {called, std::string(named->name), std::string(kind->name)});
  const auto [width, height] = kind->size({bytes});
  if (width == 0 || height == 0) return refuse(Text::image_damaged, {called});
  if (std::max(width, height) > max_image_side || std::uint64_t{width} * height > max_image_pixels)
    return refuse(Text::image_too_many_pixels,
                  {called, std::to_string(width), std::to_string(height), std::to_string(max_image_side),
                   std::to_string(max_image_pixels / 1'000'000)});
  return ImageFile{kind->type, width, height};
}

std::expected<std::string, Problem> read_image_data(const Image& image) {
  const std::string name = image.alt.empty() ? image.sha256.substr(0, 8) : image.alt;
  const auto decoded = decode_base64(image.data);
  if (!decoded) return refuse(Text::image_damaged, {name});
  std::string bytes(decoded->begin(), decoded->end());
  if (sha256_text(bytes) != image.sha256) return refuse(Text::image_hash_differs, {name});
  // What people call an image is no file's name.
  const auto file = read_image_file("", bytes);
  if (!file) {
    Problem problem = file.error();
    problem.arguments.front() = name;
    return std::unexpected(std::move(problem));
  }
  if (media_type(file->type) != image.media_type)
    return refuse(Text::image_named_otherwise, {name, image.media_type, std::string(media_type(file->type))});
  return bytes;
}

}  // namespace unrepeat
