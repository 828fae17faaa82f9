// The import screen shows how far a plan is, lets it be stopped, and says everything in the language that is spoken
// now.
#include <doctest/doctest.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// As a status page gives them.
std::string incidents(int count) {
  std::string text = "[";
  for (int number = 0; number < count; ++number) {
    if (number > 0) text += ',';
    text += R"({"id": "i)" + std::to_string(number) +
            R"(", "name": "Slow", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "b"}]})";
  }
  return text + "]";
}

/// Lets the engine do so many steps and hands over what it said.
void work(AppHarness& ui, int steps) {
  for (; !ui.page.requests.empty(); ui.page.requests.pop_front()) {
    const auto& [id, bytes] = ui.page.requests.front();
    ui.page.engine.submit(id, bytes.data(), bytes.size());
  }
  while (steps-- > 0 && ui.page.engine.step()) {
  }
  for (; !ui.page.answers.empty(); ui.page.answers.pop_front()) {
    const auto& [request, bytes, is_last] = ui.page.answers.front();
    ui.app.workspace().receive(request, bytes, is_last);
  }
  ui.app.kit().wake_in(0);
  ui.frame();
}

}  // namespace

TEST_CASE("while files are read the screen says how far it is, and Cancel leaves nothing") {
  AppHarness ui("#/import");
  ui.page.is_answering = false;
  ui.drop("incidents.json", incidents(200));
  work(ui, 5);
  CHECK(ui.find("progressbar", "Reading").limit == 200);
  CHECK(ui.find("progressbar", "Reading").number > 0);
  ui.press("button", "Cancel");
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.count("progressbar") == 0);
  CHECK(ui.shows("Bring in what you have"));
  CHECK_FALSE(ui.page.engine.step());
}

TEST_CASE("files that come while others are read take their place") {
  AppHarness ui("#/import");
  ui.page.is_answering = false;
  ui.drop("many.json", incidents(200));
  work(ui, 5);
  ui.drop("one.json", incidents(1));
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.shows("heading \"1 entry found\""));
}

TEST_CASE("an import that is cancelled while it is written leaves the plan as it was, and can be taken again") {
  AppHarness ui("#/import");
  ui.drop("incidents.json", incidents(200));
  ui.page.is_answering = false;
  ui.press("button", "Import 200");
  work(ui, 1);
  ui.press("button", "Cancel");
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.shows("heading \"200 entries found\""));
  ui.press("button", "Import 200");
  CHECK(ui.shows("200 post-mortems are in your library"));
}

TEST_CASE("files that come while others are written take their place") {
  AppHarness ui("#/import");
  ui.drop("many.json", incidents(200));
  ui.page.is_answering = false;
  ui.press("button", "Import 200");
  work(ui, 1);
  ui.drop("one.json", incidents(1));
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.shows("heading \"1 entry found\""));
}

TEST_CASE("what was found and what is wrong is said in the language that is chosen later") {
  AppHarness ui("#/import");
  ui.app.workspace().take_files(
      {{.name = "page.json", .bytes = {}, .size = 0}, {.name = "folder", .bytes = {}, .is_folder = true}});
  ui.frame();
  CHECK(ui.shows("The file is empty."));
  ui.go("#/settings");
  ui.press("radio", "Español");
  ui.go("#/import");
  CHECK(ui.shows("El archivo está vacío."));
  CHECK(ui.shows("Esto es una carpeta."));
  CHECK_FALSE(ui.shows("The file is empty."));
  ui.drop("one.json", incidents(1));
  CHECK(ui.shows("Aún no está en tu biblioteca: 1 evento de una página de estado."));
}

TEST_CASE("what the engine refuses is said in the language that is spoken then") {
  AppHarness ui("#/settings");
  ui.press("radio", "Español");
  ui.app.workspace().undo_operation(ui.page.ids.next());
  ui.frame();
  CHECK(ui.shows("No hay nada que deshacer."));
}
