// What stands round every screen tells the truth about the library, and nothing that was typed goes unsaid.
#include <doctest/doctest.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

TEST_CASE("the foot says saved only when nothing is on its way") {
  AppHarness ui;
  CHECK(ui.shows("All changes saved on this device"));
  ui.page.is_answering = false;
  ui.app.workspace().create();
  ui.frame();
  CHECK(ui.shows("text \"Saving\""));
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.shows("All changes saved on this device"));
}

TEST_CASE("a library that is only in memory says so, why, and offers a file") {
  AppHarness ui;
  ui.app.workspace().set_library_state(LibraryState::in_memory, "SecurityError");
  ui.frame();
  CHECK(ui.shows("SecurityError"));
  CHECK(ui.shows("Kept only until this page is closed"));
  ui.press("button", "Save a file");
  CHECK(ui.page.offered.size() == 1);
}

TEST_CASE("a library in another tab can be asked for") {
  AppHarness ui;
  ui.app.workspace().set_library_state(LibraryState::elsewhere, "");
  ui.frame();
  ui.press("button", "Use it here");
  CHECK(ui.page.asked_to_use_here == 1);
}

TEST_CASE("a library that does not open says why and is tried again") {
  AppHarness ui;
  ui.app.workspace().set_library_state(LibraryState::failed, "the file is damaged");
  ui.frame();
  CHECK(ui.shows("The library could not be opened: the file is damaged"));
  ui.press("button", "Try again");
  CHECK(ui.page.asked_to_restart == 1);
}

TEST_CASE("the palette runs a command and finds a post-mortem") {
  AppHarness ui;
  ui.add_samples();
  ui.key('k', modifier_control);
  ui.type("searchbox", "Type a command or the name of a post-mortem", "go to set");
  CHECK(ui.count("option") >= 1);
  ui.key(key_enter);
  CHECK(ui.app.route() == "#/settings");
  ui.key('k', modifier_control);
  ui.type("searchbox", "Type a command or the name of a post-mortem", "status page could not");
  REQUIRE(ui.count("option") >= 1);
  ui.key(key_enter);
  CHECK(ui.app.route().starts_with("#/pm/"));
}

TEST_CASE("a removal is taken back by the notice that tells of it") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  ui.frame();
  ui.app.workspace().remove({id});
  ui.frame();
  CHECK(ui.shows("1 post-mortem removed."));
  ui.press("button", "Undo");
  CHECK(ui.app.workspace().library().size() == 1);
}

TEST_CASE("on another screen the focus is in its content, not lost with what was pressed") {
  AppHarness ui;
  ui.focus("button", "New post-mortem");
  ui.press("button", "New post-mortem");
  ui.frame();
  CHECK(ui.focused() == "main \"Post-mortem\"");
}

TEST_CASE("an entry that is added has the focus in its first field") {
  AppHarness ui;
  ui.press("button", "New post-mortem");
  ui.frame();
  ui.press("button", "Add a system");
  ui.frame();
  CHECK(ui.focused() == "textbox \"Name\"");
}

TEST_CASE("files that are dropped lead to the import, also when it is read before a frame was drawn") {
  AppHarness ui("#/settings");
  ui.drop("words.txt", "words");
  CHECK(ui.shows("words.txt"));
  ui.go("#/settings");
  ui.app.workspace().take_files({{.name = "more.txt", .bytes = {'m'}, .size = 1}});
  ui.page.settle(ui.app.workspace());
  ui.frame();
  CHECK(ui.shows("more.txt"));
}
