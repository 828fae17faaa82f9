// First fit, from left to right.
#include "core/timeline/extents.hpp"

#include <algorithm>

namespace unrepeat {

std::vector<std::size_t> rows_without_overlap(std::span<const Extent> extents, double gap) {
  std::vector<double> ends;
  std::vector<std::size_t> rows;
  for (const Extent& extent : extents) {
    const auto row = std::ranges::find_if(ends, [&](double end) { return end + gap <= extent.left; });
    rows.push_back(static_cast<std::size_t>(row - ends.begin()));
    if (row == ends.end())
      ends.push_back(extent.right);
    else
      *row = extent.right;
  }
  return rows;
}

std::vector<Fold> fold_places(std::span<const double> places, double least, double width) {
  std::vector<Fold> folds;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!folds.empty()) {
      Fold& last = folds.back();
      const bool is_folded = last.last - last.first > 1;
      const double far = places[i] - places[last.first];
      if (is_folded ? far < width : far < least) {
        last.last = i + 1;
        continue;
      }
    }
    folds.push_back({i, i + 1});
  }
  return folds;
}

}  // namespace unrepeat
