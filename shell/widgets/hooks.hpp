// What ImGui itself saw as items: the check that nothing can be operated that assistive technology is not told of.
#pragma once

#include <vector>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// Ids of ImGui items of the last frame, and of what the pointer meets, that have no semantics node with a role and a
/// name. Recording begins with the first call; used by tests.
std::vector<Id> undeclared_items(const Kit& kit);

}  // namespace unrepeat::shell
