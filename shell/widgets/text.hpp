// Words that are read: paragraphs, headings, links. They are selectable and findable in the page; nothing here is
// pressed but links.
#pragma once

#include <optional>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct TextOptions {
  Style style = Style::body;
  Tone tone = Tone::neutral;  ///< Colours the words; neutral leaves the style's own colour.
  float max_width = -1;       ///< Pixels; negative is the width of prose, 0 all there is.
  int max_lines = 0;          ///< What is left out ends in an ellipsis; a screen reader hears all of it. 0: no limit.
  bool centred = false, at_right = false;
  bool silent = false;  ///< Something else says the same aloud.
  int heading = 0;      ///< Read out as a heading of this level, though it looks like text.
};
/// A paragraph; beside other things, as wide as its words.
void text(Kit& kit, std::string_view words, const TextOptions& options = {});

/// A heading of level 1 to 4, each with its own size where none is given. In a row it leaves `beside` pixels to what
/// follows in its line.
void heading(Kit& kit, int level, std::string_view words, std::optional<Style> style = {}, float beside = 0);

/// A link the browser follows, so that it can be opened in a new tab or copied. An address outside the page opens in a
/// new window.
void link(Kit& kit, std::string_view words, std::string_view address, Style style = Style::secondary_strong);

/// A picture drawn by the caller in `rect`: says in words what it shows.
void picture(Kit& kit, std::string_view what_it_shows, const Rect& rect);

/// An image of so many pixels that the canvas has as a texture (0: not now, it keeps its room): as wide as there is
/// room, no larger than it is and no higher than `most`. False where nothing of it is in sight.
bool image(Kit& kit, std::string_view what_it_shows, std::uint32_t texture, float width, float height, float most);

/// An icon beside words that say the same; silent.
void icon(Kit& kit, Icon icon, Tone tone = Tone::neutral, float size = 16);

/// A hairline.
void divider(Kit& kit);

}  // namespace unrepeat::shell
