// Regions that scroll. The page's own scroller moves; what is drawn follows it.
#pragma once

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct ScrollOptions {
  float padding = 0;
  float gap = 8;
};
/// A region of fixed size whose content may be longer. Needs a name among its neighbours; closes with the returned
/// scope.
[[nodiscard]] Kit::Scope scroll_region(Kit& kit, std::string_view name, const Rect& rect,
                                       const ScrollOptions& options = {});

/// Moves the innermost region so far that `rect` can be seen.
void scroll_into_view(Kit& kit, const Rect& rect);

/// The rows of equal height, of which only those in view and two neighbours on each side are drawn: [first, last).
struct RowRange {
  std::size_t first = 0, last = 0;
};
RowRange rows_in_view(const Kit& kit, std::size_t count, float row_height);

}  // namespace unrepeat::shell
