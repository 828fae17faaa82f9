// How soon priority actions are to be done: what is said, what is not, and what a person types.
#include "core/library/objectives.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace unrepeat;

namespace {

using Days = std::vector<std::int64_t>;

Objective objective(std::int64_t level, std::int64_t days) {
  Objective one;
  one.level = level;
  one.days = days;
  return one;
}

}  // namespace

TEST_CASE("a library that says nothing has fifteen and thirty days for the worst two levels") {
  CHECK(objective_days({}) == Days{15, 30, 0, 0, 0});
}

TEST_CASE("what is said of a level holds for that level alone, and none is something that is said") {
  Library library;
  set_objective(library, 2, 0);
  CHECK(objective_days(library) == Days{15, 0, 0, 0, 0});
  set_objective(library, 4, 90);
  set_objective(library, 1, 7);
  CHECK(objective_days(library) == Days{7, 0, 0, 90, 0});
  // Each level once, the worst first, so that a file is written the same however it came about.
  CHECK(library.objectives == std::vector{objective(1, 7), objective(2, 0), objective(4, 90)});
  set_objective(library, 4, 60);
  CHECK(library.objectives.size() == 3);
  CHECK(objective_days(library) == Days{7, 0, 0, 60, 0});
}

TEST_CASE("what a file says twice, of no level there is, or beyond all measure does no harm") {
  Library library;
  library.objectives = {objective(1, 10), objective(1, 20), objective(0, 5), objective(6, 5), objective(2, 1000)};
  CHECK(objective_days(library) == Days{10, 0, 0, 0, 0});
  set_objective(library, 1, 999);
  CHECK(objective_days(library).front() == 999);
}

TEST_CASE("days are typed as a number from 1 to 999, and nothing is none") {
  CHECK(read_objective("15") == 15);
  CHECK(read_objective(" 1 ") == 1);
  CHECK(read_objective("999") == 999);
  CHECK(read_objective("") == 0);
  CHECK(read_objective(" ") == 0);
  for (const char* typed : {"0", "1000", "-3", "1.5", "soon", "15 days", "99999999999999999999"}) {
    CAPTURE(typed);
    CHECK_FALSE(read_objective(typed));
  }
}
