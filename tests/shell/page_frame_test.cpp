// What stands round every screen tells the truth about the library, and nothing that was typed goes unsaid.
#include <doctest/doctest.h>

#include <algorithm>

#include "shell/format.hpp"
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
  ui.wait(1);
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

TEST_CASE(
    "the foot says when a file with everything was last made, and asks for one only when there is something to keep") {
  AppHarness ui;
  ui.add_samples();
  CHECK_FALSE(ui.shows("No backup file yet"));
  const PostmortemId id = ui.app.workspace().create();
  ui.frame();
  CHECK(ui.shows("No backup file yet"));
  ui.app.workspace().export_as(protocol::ExportFormat::json, {id});
  ui.frame();
  CHECK(ui.shows("No backup file yet"));
  ui.app.workspace().export_as(protocol::ExportFormat::json, {});
  ui.frame();
  CHECK(ui.shows("Backup file: " +
                 date_words(Language::english, ui.page.at, ui.app.workspace().time_zone(), ui.page.zones)));
  Workspace next{ui.page.ports()};
  next.set_library_state(LibraryState::on_disk, "");
  ui.page.settle(next);
  CHECK(next.last_backup() == ui.page.at);
}

namespace {

constexpr std::string_view palette_field = "Type a command or the name of a post-mortem";

std::vector<std::string> options(const Harness& ui) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < ui.kit.tree().size(); ++i)
    if (const auto node = ui.kit.tree().node(i); node.role == Role::option) found.emplace_back(node.name);
  return found;
}

}  // namespace

TEST_CASE("elsewhere nothing lies over the page, and it does not come back on the way back") {
  AppHarness ui("#/settings");
  const auto open = [&](std::string_view over) {
    if (over == "keys") ui.key('?', modifier_shift);
    if (over == "palette") ui.key('k', modifier_control);
    REQUIRE(ui.count("dialog") == 1);
  };
  for (const std::string_view over : {"keys", "palette"})
    for (const bool is_escaped : {false, true}) {
      CAPTURE(over);
      CAPTURE(is_escaped);
      open(over);
      // Pressed between the same two frames in which the address changes, too.
      if (is_escaped) ui.kit.report_key(key_escape, 0);
      ui.go("#/no/such/page");
      CHECK(ui.count("dialog") == 0);
      ui.go("#/settings");
      CHECK(ui.count("dialog") == 0);
    }
  open("keys");
  ui.go("#/settings?of=nothing");
  CHECK(ui.count("dialog") == 1);
}

TEST_CASE("a menu that is open closes on the way from part to part") {
  AppHarness ui;
  ui.add_samples();
  ui.key('k', modifier_control);
  ui.type("searchbox", "Type a command or the name of a post-mortem", "status page could not");
  ui.key(key_enter);
  // What is written as a card has its parts when they are asked for.
  const std::string part = ui.app.route() + "/context";
  ui.go(part);
  ui.press("button", "Post-mortem menu");
  REQUIRE(ui.count("menu") == 1);
  ui.go(part.substr(0, part.rfind('/')) + "/timeline");
  CHECK(ui.count("menu") == 0);
}

TEST_CASE("the palette begins with what was changed last and with the command used last") {
  AppHarness ui;
  ui.add_samples();
  ui.page.at = ui.page.at + days(3650);
  const PostmortemId id = ui.app.workspace().create();
  ui.frame();
  auto& made = ui.app.workspace().open(id);
  ui.app.workspace().carry_out(made, "title", SetField{.path = "title", .value = "Written last"});
  ui.frame();
  ui.key('k', modifier_control);
  CHECK(options(ui)[0] == "Written last");
  ui.type("searchbox", palette_field, "dark theme");
  ui.key(key_enter);
  CHECK(ui.kit.viewport().scheme == Scheme::dark);
  ui.key('k', modifier_control);
  const auto again = options(ui);
  const auto dark = std::ranges::find(again, "Dark theme"), other = std::ranges::find(again, "New post-mortem");
  CHECK(dark < other);
}

TEST_CASE("on a post-mortem the palette reaches its parts, and does not offer where one already is") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  ui.go("#/pm/" + text_of(id) + "/context");
  ui.key('k', modifier_control);
  CHECK(std::ranges::count(options(ui), "Untitled") == 0);
  ui.type("searchbox", palette_field, "timeline");
  ui.key(key_enter);
  CHECK(ui.app.route() == "#/pm/" + text_of(id) + "/timeline");
  ui.key('k', modifier_control);
  ui.type("searchbox", palette_field, "share this");
  ui.key(key_enter);
  CHECK(ui.app.route() == "#/pm/" + text_of(id) + "/share");
}

TEST_CASE("a command is found without its accents, and by words in any order") {
  AppHarness ui;
  ui.viewport.language = Language::spanish;
  ui.frame();
  ui.key('k', modifier_control);
  ui.type("searchbox", "Escribe una orden o el nombre de un post-mortem", "pequeno tarjeta");
  CHECK(options(ui) == std::vector<std::string>{"Nueva tarjeta, para un incidente pequeño"});
}

TEST_CASE("the palette is empty when it is opened again") {
  AppHarness ui;
  ui.key('k', modifier_control);
  ui.type("searchbox", palette_field, "settings");
  ui.key(key_escape);
  ui.key('k', modifier_control);
  CHECK(ui.find("searchbox", palette_field).value.empty());
  CHECK(options(ui).size() > 3);
}

TEST_CASE("a palette that finds nothing says what to try") {
  AppHarness ui;
  ui.key('k', modifier_control);
  ui.type("searchbox", palette_field, "zzzz");
  CHECK(ui.count("option") == 0);
  CHECK(ui.shows("Nothing matches. Try fewer words"));
  ui.key(key_enter);
  CHECK(ui.count("dialog") == 1);
  ui.key(key_escape);
  CHECK(ui.count("dialog") == 0);
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
  ui.app.workspace().create();
  ui.frame();
  ui.focus("button", "Import");
  ui.press("button", "Import");
  ui.frame();
  CHECK(ui.focused() == "main \"Import\"");
}

TEST_CASE("what is typed into a new post-mortem at once is its title") {
  AppHarness ui;
  ui.press("button", "New post-mortem");
  ui.frame();
  CHECK(ui.focused() == "textbox \"Title\"");
}

TEST_CASE("an entry that is added has the focus in its first field") {
  AppHarness ui;
  ui.press("button", "New post-mortem");
  ui.frame();
  ui.press("button", "Add a system");
  ui.frame();
  CHECK(ui.focused() == "textbox \"System 1\"");
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
