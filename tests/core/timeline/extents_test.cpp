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

namespace {

constexpr std::size_t three_rows = 3;

/// As wide as the names of moments are, and wider where one stands for several.
double width_of(const Fold& of) {
  return 60 + static_cast<double>(of.first % 4) * 10 + (of.last - of.first > 1 ? 20 : 0);
}

std::vector<Label> hung(const std::vector<double>& places) { return hang_labels(places, three_rows, 4, width_of); }

}  // namespace

TEST_CASE("names hang at their places where there is room, in as many rows as that takes") {
  const auto labels = hung({0, 30, 60, 400});
  REQUIRE(labels.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(labels[i].row == i);
  CHECK(labels[1].left == 30);
  // The last one hangs on the other side, so that nothing reaches beyond it.
  CHECK(labels[3].left + labels[3].width == 400);
  CHECK(labels[3].row == 0);
}

TEST_CASE("names without room become one with their neighbour, and say of how many places they are") {
  const auto labels = hung({0, 1, 2, 3, 4, 300});
  std::size_t several = 0;
  for (const Label& label : labels) several += label.of.last - label.of.first > 1 ? 1 : 0;
  CHECK(labels.size() == 4);
  CHECK(several == 1);
}

TEST_CASE("a name of several places stands anywhere along them where there is room") {
  const auto labels = hung({0, 10, 20, 45, 69, 400});
  REQUIRE(labels.size() == 5);
  CHECK(labels[3].of.first == 3);
  CHECK(labels[3].of.last == 5);
  CHECK(labels[3].left == 64);
}

TEST_CASE("what is in one place at once hangs in rows, and what is more than those is one name") {
  const auto labels = hung({7, 7, 7, 7, 7, 7});
  REQUIRE(labels.size() == 3);
  CHECK(labels.back().row == 2);
}

TEST_CASE("every place has a name, in order, no two names overlap, and none needs another row") {
  CHECK(rc::check([] {
    auto places = *rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(0, 1200), [](int x) { return x / 2.0; }));
    std::ranges::sort(places);
    const auto labels = hung(places);
    std::size_t next = 0;
    for (const Label& label : labels) {
      RC_ASSERT(label.of.first == next);
      RC_ASSERT(label.of.last > label.of.first);
      RC_ASSERT(label.row < three_rows);
      RC_ASSERT(label.width == width_of(label.of));
      // It touches what it is the name of.
      RC_ASSERT(label.left <= places[label.of.last - 1]);
      RC_ASSERT(label.left + label.width >= places[label.of.first]);
      next = label.of.last;
    }
    RC_ASSERT(next == places.size());
    for (std::size_t a = 0; a < labels.size(); ++a)
      for (std::size_t b = 0; b < labels.size(); ++b)
        if (a != b && labels[a].row == labels[b].row)
          RC_ASSERT(labels[a].left + labels[a].width + 4 <= labels[b].left ||
                    labels[b].left + labels[b].width + 4 <= labels[a].left);
  }));
}

TEST_CASE("moving along the line hangs no name differently") {
  const std::vector<double> places{0, 3, 8, 55, 64, 90, 91, 92, 93, 300};
  std::vector<double> elsewhere;
  for (const double place : places) elsewhere.push_back(place - 1234);
  const auto here = hung(places), there = hung(elsewhere);
  REQUIRE(here.size() == there.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    CHECK(here[i].of.last == there[i].of.last);
    CHECK(here[i].row == there[i].row);
    CHECK(here[i].left - 1234 == there[i].left);
  }
}

}  // namespace unrepeat
