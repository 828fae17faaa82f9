// Where a person chooses among the templates there are.
#pragma once

#include <string_view>

#include "shell/app.hpp"

namespace unrepeat::shell {

/// A dialog with all templates, as long as `is_open`; what was chosen, once. `current` is the id that is marked.
const Template* choose_template(App& app, bool& is_open, std::string_view title, std::string_view explained,
                                std::string_view current, Language spoken);

/// Its name, or that it has none.
std::string_view name_of(const Kit& kit, const Template& one);

}  // namespace unrepeat::shell
