// Scripts that cannot be drawn one character after another: letters join, move, stack or run from right to left.
#pragma once

#include <string_view>

namespace unrepeat {

/// Whether any of it needs shaping or another direction; combining marks and joined emoji do as well.
bool needs_shaping(std::string_view text);

}  // namespace unrepeat
