// What came from somebody else and counts nowhere until somebody adopts it: said where it is not counted.
#pragma once

#include <cstdint>

#include "shell/app.hpp"

namespace unrepeat::shell {

/// Says that so many are left out, in the words of the screen, with a way to see them; draws nothing where there are
/// none.
void draw_not_adopted(App& app, Text words, std::int64_t count);

}  // namespace unrepeat::shell
