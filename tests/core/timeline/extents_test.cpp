// Laws of what stands side by side: nothing overlaps, nothing is lost, nothing jumps.
#include "core/timeline/extents.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace unrepeat {

TEST_CASE("in a row nothing is nearer than the gap") {
  CHECK(rc::check([] {
    auto lefts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 500));
    std::ranges::sort(lefts);
    std::vector<Extent> extents;
    for (const int left : lefts) extents.push_back({double(left), double(left + *rc::gen::inRange(0, 80))});
    const auto rows = rows_without_overlap(extents, 4);
    RC_ASSERT(rows.size() == extents.size());
    for (std::size_t a = 0; a < rows.size(); ++a)
      for (std::size_t b = a + 1; b < rows.size(); ++b)
        if (rows[a] == rows[b]) RC_ASSERT(extents[a].right + 4 <= extents[b].left);
  }));
}

TEST_CASE("folding keeps every place once, in order, and leaves no two marks too near") {
  CHECK(rc::check([] {
    auto places = *rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(0, 2000), [](int x) { return x / 2.0; }));
    std::ranges::sort(places);
    const auto folds = fold_places(places, 12, 30);
    std::size_t next = 0;
    for (std::size_t i = 0; i < folds.size(); ++i) {
      RC_ASSERT(folds[i].first == next);
      RC_ASSERT(folds[i].last > folds[i].first);
      next = folds[i].last;
      if (i > 0) RC_ASSERT(places[folds[i].first] - places[folds[i - 1].first] >= 12);
      if (folds[i].last - folds[i].first > 1) RC_ASSERT(places[folds[i].last - 1] - places[folds[i].first] < 30);
    }
    RC_ASSERT(next == places.size());
  }));
}

TEST_CASE("moving along the line folds nothing differently") {
  const std::vector<double> places{0, 3, 50, 55, 64, 90, 300};
  std::vector<double> elsewhere;
  for (const double place : places) elsewhere.push_back(place - 1234);
  const auto here = fold_places(places, 12, 30), there = fold_places(elsewhere, 12, 30);
  REQUIRE(here.size() == there.size());
  for (std::size_t i = 0; i < here.size(); ++i) CHECK(here[i].last == there[i].last);
}

}  // namespace unrepeat
