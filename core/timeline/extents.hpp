// Laying out what stands side by side on a line of time: rows without overlaps, folding of what is too near.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace unrepeat {

/// From left to right, in pixels.
struct Extent {
  double left = 0, right = 0;
};

/// The row of each, the first that has room, when no two of a row are nearer than `gap`. `extents` are ordered by their
/// left ends.
[[nodiscard]] std::vector<std::size_t> rows_without_overlap(std::span<const Extent> extents, double gap);

/// [first, last) of the places that one mark stands for.
struct Fold {
  std::size_t first = 0, last = 0;
};
/// Places nearer than `least` to one another become one mark, which takes in everything within `width` of its first.
/// What folds does not depend on which part is looked at, so nothing jumps while it is moved past. `places` are
/// ordered.
[[nodiscard]] std::vector<Fold> fold_places(std::span<const double> places, double least, double width);

}  // namespace unrepeat
