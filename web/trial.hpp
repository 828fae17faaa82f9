// A screen to look at the canvas with, until the shell has its own.
#pragma once

namespace unrepeat::web {
void trial_screen();
}
