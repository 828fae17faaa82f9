// What a screen of a post-mortem shows while it is not here: that it is being opened, or that there is none.
#pragma once

#include "shell/widgets/kit.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

/// `open` is null where the address names none.
void draw_not_ready(Kit& kit, const OpenPostmortem* open, const Rect& pane);

}  // namespace unrepeat::shell
