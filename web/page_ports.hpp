// The shell's ports as the page has them; page_start hands them to the app.
#pragma once

#include "shell/app.hpp"

namespace unrepeat::web {

/// Live as long as the page.
shell::Ports page_ports();
/// The one app, and its workspace.
shell::App& page_app();
shell::Workspace& page_workspace();

}  // namespace unrepeat::web
