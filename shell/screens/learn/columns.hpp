// What the cards have in common, and their places: in two columns, one in the left and one in the right by turns,
// whatever they show: each has its place. They are declared in the order in which they are given.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// After the head of a card: what says it more exactly follows closely, however high what is pressed in it is.
void close_up(Kit& kit);

/// Of a long list the beginning, no more than `most`, until all of it is wanted (`show_more`). `key` tells the list
/// apart from others of the card.
std::size_t shown_of(Kit& kit, std::size_t count, std::size_t most, std::string_view key);
/// After what is shown of it, a way to the others.
void show_more(Kit& kit, std::size_t count, std::size_t shown, std::string_view key);

class CardColumns {
 public:
  /// One column where one of two would be narrower than `least`.
  CardColumns(Kit& kit, float least, float gap);

  template <class Draw>
  void draw(Draw&& draw_card) {
    const std::size_t place = is_one_ ? 0 : next_++ % 2;
    auto one = kit_.column({line_.x + (place == 0 ? 0 : widths_[0] + gap_), bottoms_[place], widths_[place], 0}, gap_);
    draw_card();
    bottoms_[place] = kit_.content_bottom() + gap_;
  }
  /// After the last card: what follows stands below all of them.
  void finish();

 private:
  Kit& kit_;
  float gap_;
  Rect line_;
  bool is_one_ = false;
  std::size_t next_ = 0;
  std::array<float, 2> widths_{}, bottoms_{};
};

}  // namespace unrepeat::shell
