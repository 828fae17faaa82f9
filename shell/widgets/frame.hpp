// The page's frame: the rail at the left or the bar at the bottom, and panes that answer the width of the window.
#pragma once

#include <span>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

enum class Width : uint8_t { one_column, two_columns, three_columns };
Width width_of(const Viewport& viewport);

struct NavigationItem {
  std::string_view name = {};
  Icon icon{};
  std::string_view address = {};
  std::string_view count = {};        ///< "48", "3 overdue"
  std::string_view description = {};  ///< What the icon says, for those who hear it.
  Tone tone = Tone::neutral;          ///< Of the count; neutral is grey and plain.
  bool current = false;
  bool at_end = false;  ///< At the foot of the rail: Settings.
};

/// Draws the rail (with two columns one of tiles, with one column a bar of tiles at the bottom) and a link that skips
/// it. Returns what is left for the screen.
Rect navigation(Kit& kit, std::string_view app_name, std::span<const NavigationItem> items, std::string_view foot = {});

/// One line of a list of places inside a screen: an icon, a name, a count. A link when it has an address; true when it
/// was pressed.
bool navigation_line(Kit& kit, const NavigationItem& item);

/// A bar across the top of a pane, closed by a hairline. Draw a row in it. Returns what is left below.
struct TopBar {
  Kit::Scope column;
  Kit::Scope row;
};
[[nodiscard]] TopBar top_bar(Kit& kit, const Rect& pane, Rect& below);

/// The screen's own content, where the skip link leads. Wrap it round what the screen draws.
[[nodiscard]] Kit::Scope main_content(Kit& kit, std::string_view name, const Rect& rect);

}  // namespace unrepeat::shell
