// The icons by name, as code points that every font of the shell draws. Adding one is a line in assets/icons.def.
#pragma once

#include <cstdint>

namespace unrepeat::shell {

enum class Icon : char32_t {
#define ICON(name, code_point) name = code_point,
#include "assets/icons.def"
#undef ICON
};

/// An icon as the UTF-8 text that ImGui draws.
struct IconText {
  char text[4];
  constexpr explicit IconText(Icon icon)
      : text{static_cast<char>(0xE0 | (static_cast<uint32_t>(icon) >> 12)),
             static_cast<char>(0x80 | ((static_cast<uint32_t>(icon) >> 6) & 0x3F)),
             static_cast<char>(0x80 | (static_cast<uint32_t>(icon) & 0x3F)), '\0'} {}
};

}  // namespace unrepeat::shell
