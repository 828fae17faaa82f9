// The shell's ports as the page has them; page_start hands them to the app.
#pragma once

#include <string_view>

#include "shell/app.hpp"

namespace unrepeat::web {

/// Live as long as the page.
shell::Ports page_ports();
/// The kit's last picture, when this frame is painted.
void copy_picture_when_painted(std::string_view name);
/// The one app, and its workspace.
shell::App& page_app();
shell::Workspace& page_workspace();

}  // namespace unrepeat::web
