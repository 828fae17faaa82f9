// What an image file is, by its bytes: enough to take or refuse it before anybody decodes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "core/format/problem.hpp"

namespace unrepeat {

struct Image;

inline constexpr std::size_t max_image_bytes = std::size_t{10} << 20;
/// Pixels of the longer side, and of both together: more than any screen shows, and what a tab can hold decoded.
inline constexpr std::uint32_t max_image_side = 16'384;
inline constexpr std::uint64_t max_image_pixels = 64'000'000;

enum class ImageType : std::uint8_t { png, jpeg, webp };
/// "image/png".
std::string_view media_type(ImageType type);
/// As a file's name ends: "png", "jpg", "webp".
std::string_view file_ending(ImageType type);

struct ImageFile {
  ImageType type = ImageType::png;
  std::uint32_t width = 0, height = 0;  ///< Pixels, as they are stored: a turned photograph is not turned yet.
  bool operator==(const ImageFile&) const = default;
};

/// Whether somebody would call it an image, taken here or not: by its first bytes, or where those say nothing by its
/// name.
bool is_image(std::string_view name, std::string_view bytes);

/// A PNG, JPEG or WebP of a size that is taken, and named like what it is; a name without an ending says nothing.
/// `name` is what the refusal calls it.
std::expected<ImageFile, Problem> read_image_file(std::string_view name, std::string_view bytes);

/// The bytes that travel inside an image of a file. Refused when they are no Base64, not what their hash or type says,
/// or no image that is taken.
std::expected<std::string, Problem> read_image_data(const Image& image);

}  // namespace unrepeat
