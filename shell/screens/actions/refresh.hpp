// What a tracker's export would change, shown before it does.
#pragma once

#include "shell/app.hpp"

namespace unrepeat::shell {

/// Draws nothing while no export is compared.
void draw_refresh(App& app);

}  // namespace unrepeat::shell
