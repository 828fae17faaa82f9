// Markdown as it is read: headings, lists, quotes, tables, code. Every word of it is in the tree, so that it can be
// found, selected and copied; a link opens in a new tab.
#pragma once

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// How its paragraphs look; headings and code have looks of their own.
struct ProseOptions {
  Style words = Style::body, strong = Style::strong;
  float max_width = -1;  ///< Pixels; negative is the width of prose, 0 all there is.
};

/// At the pen. `key` is its name among its neighbours.
void prose(Kit& kit, std::string_view key, std::string_view markdown, const ProseOptions& options = {});

/// For a widget that places it: the height at this width, and drawing at that place. `field` is what is edited when the
/// words are pressed. Laid out once, until the text or the width is another one.
float prose_height(Kit& kit, Id id, std::string_view markdown, float width);
void draw_prose(Kit& kit, Id id, std::string_view markdown, const Rect& at, Id field = 0);

}  // namespace unrepeat::shell
