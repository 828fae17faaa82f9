// The envelope of our files: what they are and which version of the format they keep to.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// A newer version is refused, never half-read.
inline constexpr std::int64_t format_version = 1;
inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view version_key = "version";

/// What `format` says in objects that can be a file of their own, wherever they stand; empty for all others.
std::string_view format_of(const Object& object);

}  // namespace unrepeat
