// Cards in two columns: the next one stands in the column that ends higher up, so that none leaves a hole beside a
// higher one. They are declared in the order in which they are given, which is that of their upper edges.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// After the head of a card: what says it more exactly follows closely, however high what is pressed in it is.
void close_up(Kit& kit);

/// In which column each card stands: found anew only for another content or another width, so that no card goes from
/// one column to the other because something in another was opened.
struct CardPlaces {
  std::int64_t edition = 0;
  float width = 0;
  std::vector<std::size_t> columns;
};

class CardColumns {
 public:
  /// One column where two would be narrower than `least`. `edition` is another one whenever the cards show something
  /// else.
  CardColumns(Kit& kit, CardPlaces& places, std::int64_t edition, float least, float gap);

  template <class Draw>
  void draw(Draw&& draw_card) {
    float& bottom = bottoms_[next_column()];
    auto one = kit_.column({line_.x + (&bottom == &bottoms_[0] ? 0 : width_ + gap_), bottom, width_, 0}, gap_);
    draw_card();
    bottom = kit_.content_bottom() + gap_;
  }
  /// After the last card: what follows stands below all of them.
  void finish();

 private:
  std::size_t next_column();

  Kit& kit_;
  CardPlaces& places_;
  float gap_;
  Rect line_;
  float width_ = 0;
  bool is_one_ = false;
  std::size_t next_ = 0;
  std::array<float, 2> bottoms_{};
};

}  // namespace unrepeat::shell
