// Where the next card has its place.
#include "shell/screens/learn/columns.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {

CardColumns::CardColumns(Kit& kit, CardPlaces& places, std::int64_t edition, float least, float gap)
    : kit_(kit), places_(places), gap_(gap), line_(kit.place(0, 0)) {
  width_ = std::floor((line_.width - gap) / 2);
  is_one_ = width_ < least;
  if (is_one_) width_ = line_.width;
  bottoms_ = {line_.y, line_.y};
  if (places_.edition != edition || places_.width != line_.width)
    places_ = {.edition = edition, .width = line_.width, .columns = {}};
}

std::size_t CardColumns::next_column() {
  if (is_one_) return 0;
  const std::size_t place = next_++;
  if (place == places_.columns.size()) places_.columns.push_back(bottoms_[1] < bottoms_[0] ? 1 : 0);
  return places_.columns[place];
}

void close_up(Kit& kit) {
  constexpr float gap = 8, between_lines = 28;
  kit.move_pen(kit.pen_y() - (kit.control_height() + gap - between_lines));
}

void CardColumns::finish() { kit_.move_pen(std::max(bottoms_[0], bottoms_[1])); }

}  // namespace unrepeat::shell
