// What a list showed, to be shown again: kept under a name in the library, or searched lately on this device.
#pragma once

#include <string_view>

#include "shell/app.hpp"
#include "shell/route.hpp"

namespace unrepeat::shell {

/// The button whose menu leads to what was kept of this screen and to what was searched on it lately, and keeps what is
/// shown now. `screen` is its address without parameters.
void draw_saved_views(App& app, std::string_view screen);

/// Asks for the name of what is to be kept, while somebody keeps it; at the end of the screen.
void draw_view_name(App& app);

/// Remembers an address with a search that somebody was done with.
void remember_search(App& app, const Route& route);

}  // namespace unrepeat::shell
