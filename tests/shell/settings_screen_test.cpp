// Settings take effect at once and are there in the next page.
#include <doctest/doctest.h>

#include "core/library/objectives.hpp"
#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

TEST_CASE("the theme changes when it is chosen") {
  AppHarness ui("#/settings");
  ui.press("radio", "Dark");
  CHECK(ui.kit.viewport().scheme == Scheme::dark);
  ui.press("radio", "As the system");
  CHECK(ui.kit.viewport().scheme == Scheme::light);
}

TEST_CASE("the language changes when it is chosen, and the way back can be read") {
  AppHarness ui("#/settings");
  ui.press("radio", "Español");
  CHECK(ui.shows("heading \"Ajustes\""));
  ui.press("radio", "English");
  CHECK(ui.shows("heading \"Settings\""));
}

TEST_CASE("a name is kept for the next page") {
  AppHarness ui("#/settings");
  ui.type("textbox", "Your name", "Ana");
  ui.leave();
  CHECK(ui.app.workspace().setting("name") == "Ana");
  Workspace next{ui.page.ports()};
  next.set_library_state(LibraryState::on_disk, "");
  ui.page.settle(next);
  CHECK(next.setting("name") == "Ana");
}

TEST_CASE("a time zone nobody knows is refused and stays to be mended") {
  AppHarness ui("#/settings");
  ui.type("textbox", "Time zone", "Europe/Atlantis");
  ui.leave();
  CHECK(ui.shows("This browser knows no zone “Europe/Atlantis”"));
  CHECK(ui.find("textbox", "Time zone").value == "Europe/Atlantis");
  CHECK(ui.app.workspace().setting("time_zone").empty());
  ui.type("textbox", "Time zone", "America/Bogota");
  ui.leave();
  CHECK_FALSE(ui.shows("This browser knows no zone"));
  CHECK(ui.app.workspace().time_zone() == "America/Bogota");
}

TEST_CASE("where the library is and what that means is said in words") {
  AppHarness ui("#/settings");
  ui.add_samples();
  CHECK(ui.shows("12 post-mortems are kept on this device"));
  ui.press("button", "Export everything");
  CHECK(ui.page.offered.size() == 1);
  ui.press("button", "Remove 12 examples");
  CHECK(ui.shows("0 post-mortems are kept on this device"));
}

TEST_CASE("the days for priority actions are the library's, and what is no number of days is refused") {
  AppHarness ui("#/settings");
  const auto field = [&](int level) { return "SEV " + std::to_string(level); };
  CHECK(ui.find("textbox", field(1)).value == "15");
  CHECK(ui.find("textbox", field(3)).value.empty());
  ui.type("textbox", field(3), "90");
  ui.leave();
  ui.type("textbox", field(1), "1000");
  ui.leave();
  CHECK(ui.shows("A number of days from 1 to 999, or nothing."));
  CHECK(ui.app.workspace().objective_days() == std::vector<std::int64_t>{15, 30, 90, 0, 0});
  CHECK(objective_days(ui.app.workspace().knowledge()) == ui.app.workspace().objective_days());
}
