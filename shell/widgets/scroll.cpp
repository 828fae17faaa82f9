// Scroll regions and which rows of a long list are worth drawing.
#include "shell/widgets/scroll.hpp"

#include <cmath>

namespace unrepeat::shell {

Kit::Scope scroll_region(Kit& kit, std::string_view name, const Rect& rect, const ScrollOptions& options) {
  return kit.open_scroller(name, rect, options.padding, options.gap);
}

void scroll_into_view(Kit& kit, const Rect& rect) {
  const Kit::Scroller* scroller = kit.scroller();
  if (scroller == nullptr) return;
  constexpr float margin = 16;
  const Rect& view = scroller->rect;
  float y = scroller->y;
  if (rect.y - margin < view.y)
    y -= view.y - (rect.y - margin);
  else if (rect.bottom() + margin > view.bottom())
    y += rect.bottom() + margin - view.bottom();
  else
    return;
  kit.request_scroll(scroller->id, std::max(0.f, std::round(y)));
}

RowRange rows_in_view(const Kit& kit, std::size_t count, float row_height) {
  constexpr float neighbours = 2;
  const Kit::Scroller* scroller = kit.scroller();
  const Rect view = scroller != nullptr ? scroller->rect : kit.viewport_rect();
  // As many wherever the view stands, and two at a time: rows come in the very frame in which others go, so that the
  // page has to style and lay out its elements in every third frame of scrolling and not in all of them.
  constexpr float step = 2;
  const float first = step * std::floor((view.y - kit.pen_y()) / row_height / step) - neighbours;
  const float rows = std::ceil(view.height / row_height) + step + 2 * neighbours;
  const auto clamped = [&](float row) {
    return static_cast<std::size_t>(std::clamp(row, 0.f, static_cast<float>(count)));
  };
  RowRange range{clamped(first), clamped(first + rows)};
  // Out of sight there is still one row, so that Tab and assistive technology find a way in.
  if (range.first == range.last && count > 0) range.first == count ? --range.first : ++range.last;
  return range;
}

}  // namespace unrepeat::shell
