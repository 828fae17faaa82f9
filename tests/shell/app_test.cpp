// The app's routes.
#include "shell/app.hpp"

#include <doctest/doctest.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat::shell;

TEST_CASE("an address nobody knows says so and leads to the library") {
  AppHarness ui("#/nowhere/at/all");
  CHECK(ui.shows("heading \"There is no such page\""));
  ui.go("");
  CHECK(ui.app.route() == "#/");
}
