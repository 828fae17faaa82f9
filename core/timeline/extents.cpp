// First fit, from left to right.
#include "core/timeline/extents.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

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

std::vector<Label> hang_labels(std::span<const double> places, std::size_t rows, double gap,
                               const std::function<double(const Fold& of)>& width_of) {
  std::vector<Label> labels;
  const auto hang = [&](const Fold& of) { return Label{.of = of, .width = width_of(of)}; };
  const auto left_of = [&](const Label& label) {
    const double first = places[label.of.first], last = places[label.of.last - 1];
    const bool ends_there = first + label.width > places.back() && last - label.width >= places.front();
    return ends_there ? last - label.width : first;
  };
  /// How far to the right it may begin.
  const auto limit_of = [&](const Label& label) {
    if (label.of.last - label.of.first == 1) return label.left;
    return std::max(label.left, std::min(places[label.of.last - 1], places.back() - label.width));
  };
  for (std::size_t i = 0; i < places.size(); ++i) labels.push_back(hang({i, i + 1}));
  for (;;) {
    for (Label& label : labels) label.left = left_of(label);
    // By their left ends, whatever hangs on which side.
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return labels[i].left; });
    std::vector<double> ends;
    std::optional<std::size_t> without_room;
    for (const std::size_t i : order) {
      Label& label = labels[i];
      const auto fits_at = [&](double left) {
        return std::ranges::find_if(ends, [&](double end) { return end + gap <= left; });
      };
      auto row = fits_at(label.left);
      if (row == ends.end() && ends.size() >= rows) {
        const double soonest = *std::ranges::min_element(ends) + gap;
        if (soonest > limit_of(label)) {
          without_room = i;
          break;
        }
        label.left = soonest;
        row = fits_at(soonest);
      }
      if (row == ends.end()) row = ends.insert(row, 0);
      label.row = static_cast<std::size_t>(row - ends.begin());
      *row = label.left + label.width;
    }
    if (!without_room || labels.size() == 1) return labels;
    // One with its neighbour, the nearer one, and all of them are hung again.
    const std::size_t at = *without_room;
    const auto far = [&](std::size_t left) {
      return places[labels[left + 1].of.first] - places[labels[left].of.last - 1];
    };
    const std::size_t left = at == 0 ? 0 : at + 1 == labels.size() ? at - 1 : far(at) < far(at - 1) ? at : at - 1;
    labels[left] = hang({labels[left].of.first, labels[left + 1].of.last});
    labels.erase(labels.begin() + static_cast<std::ptrdiff_t>(left) + 1);
  }
}

}  // namespace unrepeat
