// Markdown as it is read: headings, lists, quotes, tables, code. Every word of it is in the tree, so that it can be
// found, selected and copied; a link opens in a new tab.
#pragma once

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// At the pen, as wide as prose may be. `key` is its name among its neighbours.
void prose(Kit& kit, std::string_view key, std::string_view markdown);

/// For a widget that places it: the height at this width, and drawing at that place. `field` is what is edited when the
/// words are pressed. Laid out once, until the text or the width is another one.
float prose_height(Kit& kit, Id id, std::string_view markdown, float width);
void draw_prose(Kit& kit, Id id, std::string_view markdown, const Rect& at, Id field = 0);

}  // namespace unrepeat::shell
