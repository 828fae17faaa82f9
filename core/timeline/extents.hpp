// Laying out what stands side by side on a line of time: rows without overlaps, folding of what is too near.
#pragma once

#include <cstddef>
#include <functional>
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

/// Names that hang on a line of time: one for each place, or, where there is no room for all of them, one for several
/// places beside each other.
struct Label {
  Fold of;
  double left = 0, width = 0;
  std::size_t row = 0;
};
/// In at most `rows` rows, no two of a row nearer than `gap`, and none left out. A label begins at its first place;
/// where it would reach beyond the last of all places and not before the first, it ends at its last one. One of several
/// places gives way to what stands before it, as far as its last place. As with folding, none of this depends on which
/// part is looked at. `width_of` is how wide the name for these places is.
[[nodiscard]] std::vector<Label> hang_labels(std::span<const double> places, std::size_t rows, double gap,
                                             const std::function<double(const Fold& of)>& width_of);

}  // namespace unrepeat
