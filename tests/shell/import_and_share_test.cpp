// Import and Share: what was dropped is shown before anything is written, what cannot be read says where, and a file
// goes out.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/shell/app_harness.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

constexpr std::string_view sample_title = "Some baskets were empty after signing in";

std::string sample() {
  std::ifstream file(source_dir() + "/assets/samples/2026-11-12-baskets-emptied-after-signing-in.postmortem.json",
                     std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a dropped file is shown on its screen, and nothing is written until it is taken; Undo takes it back") {
  AppHarness ui;
  ui.drop("baskets.json", sample());
  CHECK(ui.app.route() == "#/import");
  CHECK(ui.shows("1 entry found"));
  CHECK(ui.app.workspace().library().size() == 0);
  ui.press("button", "Import 1");
  CHECK(ui.app.workspace().library().size() == 1);
  CHECK(ui.shows("1 post-mortem imported."));
  ui.press("button", "Undo");
  CHECK(ui.app.workspace().library().size() == 0);
}

TEST_CASE("the number of events ends where its column ends") {
  AppHarness ui("#/import");
  ui.drop("baskets.json", sample());
  const Rect header = ui.find("columnheader", "Events").rect;
  const auto events = std::to_string(ui.app.workspace().import().items[0].events);
  CHECK(ui.find("text", events).rect.right() == doctest::Approx(header.right()).epsilon(0.001));
}

TEST_CASE("a file that is cut off says where, and aloud") {
  AppHarness ui("#/import");
  ui.drop("broken.json", "{\n  \"title\": \"Half\",\n  \"timeline\": [");
  CHECK(ui.shows("broken.json, line 3"));
  CHECK(ui.shows("Nothing to import"));
  CHECK(ui.shows("alert \"broken.json: "));
}

TEST_CASE("an entry can be left out, and with none chosen there is nothing to press") {
  AppHarness ui("#/import");
  ui.drop("baskets.json", sample());
  ui.press("checkbox", "Take “" + std::string(sample_title) + "”");
  CHECK(has(ui.find("button", "Import 0").state, State::disabled));
}

TEST_CASE("nothing of import and share is wider than a narrow window") {
  for (const Language language : {Language::english, Language::spanish}) {
    AppHarness ui("#/import");
    ui.viewport.width = 320;
    ui.viewport.touch = true;
    ui.viewport.language = language;
    const auto fits = [&] {
      for (std::size_t i = 0; i < ui.kit.tree().size(); ++i) {
        const auto node = ui.kit.tree().node(i);
        CAPTURE(std::string(node.name));
        CHECK(node.rect.right() <= 320.5f);
      }
    };
    ui.frame();
    fits();
    ui.drop("baskets.json", sample());
    fits();
    ui.app.workspace().accept_import();
    ui.frame();
    fits();
    ui.go("#/pm/" + text_of(ui.app.workspace().import().ids.at(0)) + "/share");
    fits();
  }
}

TEST_CASE("a post-mortem goes out in either form, and the way back is a link") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  ui.go("#/pm/" + text_of(id) + "/share");
  ui.press("button", "Download JSON");
  ui.press("button", "Download Markdown");
  REQUIRE(ui.page.offered.size() == 2);
  CHECK(ui.page.offered[0].name.ends_with(".json"));
  CHECK(ui.page.offered[1].name.ends_with(".md"));
  CHECK(ui.find("link", "Back to the post-mortem").value == "#/pm/" + text_of(id));
}

TEST_CASE("a file has what was typed just before it was asked for, also where nothing of it was saved yet") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  OpenPostmortem& postmortem = ui.app.workspace().open(id);
  for (const char* title : {"C", "Ch", "Checkout"})
    ui.app.workspace().carry_out(postmortem, "title", SetField{"title", title});
  ui.app.workspace().export_as(protocol::ExportFormat::json, {id});
  ui.app.workspace().export_as(protocol::ExportFormat::markdown, {});
  ui.page.settle(ui.app.workspace());
  REQUIRE(ui.page.offered.size() == 2);
  for (const auto& file : ui.page.offered)
    CHECK(std::string(file.bytes.begin(), file.bytes.end()).find("Checkout") != std::string::npos);
  CHECK_FALSE(ui.app.workspace().is_exporting());
}

TEST_CASE("what the disk does not take is in the file all the same") {
  AppHarness ui;
  const PostmortemId id = ui.app.workspace().create();
  ui.page.settle(ui.app.workspace());
  OpenPostmortem& postmortem = ui.app.workspace().open(id);
  ui.app.workspace().carry_out(postmortem, "title", SetField{"title", "Checkout"});
  ui.app.workspace().export_as(protocol::ExportFormat::json, {id});
  ui.page.fill_disk_for_next();
  ui.page.settle(ui.app.workspace());
  CHECK(postmortem.saving() == SavingState::not_saved);
  REQUIRE(ui.page.offered.size() == 1);
  const Bytes& bytes = ui.page.offered[0].bytes;
  CHECK(std::string(bytes.begin(), bytes.end()).find("\"title\": \"Checkout\"") != std::string::npos);
  CHECK_FALSE(ui.app.workspace().is_exporting());
}

TEST_CASE("a post-mortem that is not there cannot be shared, and says so") {
  AppHarness ui("#/pm/01997000-0000-7000-8000-00000000dead/share");
  CHECK(ui.count("button", "Download JSON") == 0);
  ui.press("button", "Go to the library");
  CHECK(ui.app.route() == "#/");
}
