// Where the next card has its place.
#include "shell/screens/learn/columns.hpp"

#include <algorithm>
#include <cmath>

#include "shell/widgets/button.hpp"

namespace unrepeat::shell {

CardColumns::CardColumns(Kit& kit, float least, float gap) : kit_(kit), gap_(gap), line_(kit.place(0, 0)) {
  // What is read first has somewhat more room.
  constexpr float share_of_left = 0.55f;
  const float left = std::floor((line_.width - gap) * share_of_left), right = line_.width - gap - left;
  is_one_ = right < least;
  widths_ = {is_one_ ? line_.width : left, right};
  bottoms_ = {line_.y, line_.y};
}

void close_up(Kit& kit) {
  constexpr float gap = 8, between_lines = 28;
  kit.move_pen(kit.pen_y() - (kit.control_height() + gap - between_lines));
}

std::size_t shown_of(Kit& kit, std::size_t count, std::size_t most, std::string_view key) {
  return kit.remembered(kit.id(key)) > 0 ? count : std::min(count, most);
}

void show_more(Kit& kit, std::size_t count, std::size_t shown, std::string_view key) {
  if (shown == count || !button(kit, kit.say(Text::learn_show_more, count - shown), {.look = Look::quiet, .key = key}))
    return;
  kit.remembered(kit.id(key)) = 1;
  kit.wake_in(0);
}

void CardColumns::finish() { kit_.move_pen(std::max(bottoms_[0], bottoms_[1])); }

}  // namespace unrepeat::shell
