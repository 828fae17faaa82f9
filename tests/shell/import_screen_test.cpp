// The import screen shows how far a plan is, lets it be stopped, and says everything in the language that is spoken
// now.
#include <doctest/doctest.h>

#include "core/format/writer.hpp"
#include "shell/format.hpp"
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

protocol::FileContent file(const char* name, std::string_view content) {
  return {
      .name = name, .bytes = Bytes(content.begin(), content.end()), .size = static_cast<std::int64_t>(content.size())};
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
  CHECK(ui.shows("En esta carpeta no hay ningún archivo."));
  CHECK_FALSE(ui.shows("The file is empty."));
  ui.drop("one.json", incidents(1));
  CHECK(ui.shows("Aún no está en tu biblioteca: 1 hecho de una página de estado."));
}

TEST_CASE("what the engine refuses is said in the language that is spoken then") {
  AppHarness ui("#/settings");
  ui.press("radio", "Español");
  ui.app.workspace().undo_operation(ui.page.ids.next());
  ui.frame();
  CHECK(ui.shows("No hay nada que deshacer."));
}

TEST_CASE("what several tools recorded of one incident becomes one post-mortem, unless one says otherwise") {
  constexpr std::string_view page =
      R"({"page": {"id": "p", "name": "Shop", "time_zone": "Etc/UTC"}, "incidents": [{"id": "i1", "name": "Orders fail",)"
      R"( "status": "resolved", "impact": "major", "created_at": "2026-03-08T07:00:00Z", "updated_at": "2026-03-08T08:00:00Z",)"
      R"( "incident_updates": [{"id": "u1", "status": "investigating", "body": "We look into failing orders.",)"
      R"( "created_at": "2026-03-08T07:00:00Z", "display_at": "2026-03-08T07:00:00Z"}]}]})";
  constexpr std::string_view pager =
      R"({"log_entries": [{"id": "l1", "type": "trigger_log_entry", "summary": "Triggered", "created_at": "2026-03-08T06:58:00Z",)"
      R"( "incident": {"id": "Q1", "summary": "[#7] Orders fail"}}, {"id": "l2", "type": "acknowledge_log_entry",)"
      R"( "summary": "Acknowledged by Ana", "created_at": "2026-03-08T07:04:00Z", "agent": {"summary": "Ana", "type": "user_reference"},)"
      R"( "incident": {"id": "Q1", "summary": "[#7] Orders fail"}}]})";
  for (const bool as_one : {true, false}) {
    AppHarness ui("#/import");
    ui.app.workspace().take_files({file("incidents.json", page), file("log.json", pager)});
    ui.frame();
    CHECK(has(ui.find("checkbox", "As one post-mortem").state, State::checked));
    if (!as_one) ui.press("checkbox", "As one post-mortem");
    ui.press("button", "Import 2");
    ui.frame();
    const auto& ids = ui.app.workspace().import().ids;
    REQUIRE(ids.size() == (as_one ? 1 : 2));
    if (!as_one) continue;
    const Postmortem one = ui.saved(ids[0]);
    CHECK(one.timeline.size() == 3);
    CHECK(one.sources.size() == 2);
    CHECK(one.refs.size() == 2);
    CHECK(one.title == "Orders fail");
    // The same again adds nothing.
    ui.app.workspace().take_files({file("incidents.json", page), file("log.json", pager)});
    ui.frame();
    for (const protocol::PlanItem& item : ui.app.workspace().import().items)
      CHECK(item.state == protocol::PlanState::same);
  }
}

TEST_CASE("of a channel that is much older than the incident only its hours are taken, and the screen says so") {
  constexpr std::string_view pager =
      R"({"log_entries": [{"id": "l1", "type": "trigger_log_entry", "summary": "Triggered", "created_at": "2026-03-08T06:58:00Z",)"
      R"( "incident": {"id": "Q1", "summary": "[#7] Orders fail"}}, {"id": "l2", "type": "acknowledge_log_entry",)"
      R"( "summary": "Acknowledged by Ana", "created_at": "2026-03-08T07:04:00Z", "agent": {"summary": "Ana", "type": "user_reference"},)"
      R"( "incident": {"id": "Q1", "summary": "[#7] Orders fail"}}]})";
  constexpr std::string_view channel =
      R"([{"type": "message", "user": "U1", "text": "Lunch is here", "ts": "1755000000.000100"},)"
      R"( {"type": "message", "user": "U2", "text": "Orders fail for me", "ts": "1772953200.000100"}])";
  AppHarness ui("#/import");
  ui.app.workspace().take_files({file("log.json", pager), file("orders/2026-03-08.json", channel)});
  ui.frame();
  CHECK(has(ui.find("checkbox", "Only some hours of it").state, State::checked));
  CHECK(ui.shows("3 of 4 events are within. Nothing else is kept."));
  ui.press("button", "Import 2");
  ui.frame();
  REQUIRE(ui.app.workspace().import().ids.size() == 1);
  const Postmortem one = ui.saved(ui.app.workspace().import().ids[0]);
  CHECK(one.timeline.size() == 3);
  for (const TimelineEvent& event : one.timeline) CHECK_FALSE(event.text.contains("Lunch"));
  for (const Source& source : one.sources)
    if (source.kind == "slack") CHECK(source.chosen.contains("8 Mar 2026"));
  // The same choice again adds nothing.
  ui.app.workspace().take_files({file("log.json", pager), file("orders/2026-03-08.json", channel)});
  ui.frame();
  CHECK(ui.shows("3 of 4 events are within. Nothing else is kept."));
  ui.press("button", "Import 2");
  ui.frame();
  REQUIRE(ui.app.workspace().import().ids.size() == 1);
  CHECK(ui.app.workspace().import().ids[0] == one.id);
  CHECK(ui.saved(one.id).timeline.size() == 3);
}

TEST_CASE("hours with one end only go to the end of each record") {
  constexpr std::string_view channel =
      R"([{"type": "message", "user": "U1", "text": "Lunch is here", "ts": "1755000000.000100"},)"
      R"( {"type": "message", "user": "U2", "text": "Orders fail for me", "ts": "1772953200.000100"}])";
  AppHarness ui("#/import");
  ui.app.workspace().take_files({file("orders/2026-03-08.json", channel)});
  ui.frame();
  ui.app.workspace().choose_hours(parse_instant("2026-01-01T00:00:00Z").value(), std::nullopt);
  ui.frame();
  CHECK(ui.shows("1 of 2 events are within."));
  ui.press("button", "Import 1");
  ui.frame();
  REQUIRE(ui.app.workspace().import().ids.size() == 1);
  const Postmortem one = ui.saved(ui.app.workspace().import().ids[0]);
  REQUIRE(one.timeline.size() == 1);
  CHECK(one.timeline[0].text.contains("Orders fail"));
  CHECK(one.sources[0].chosen.ends_with("to Sun 8 Mar 2026 07:00 +00:00"));
}

TEST_CASE("a plan of many entries is searched, and what is chosen is chosen of what is shown") {
  AppHarness ui("#/import");
  ui.drop("incidents.json", incidents(30));
  ui.frame();
  ui.press("button", "Select none");
  ui.type("searchbox", "Search the entries", "nothing like it");
  CHECK(ui.shows("No entry has these words."));
  ui.type("searchbox", "Search the entries", "SLOW");
  ui.press("button", "Select all that are new");
  CHECK(ui.count("button", "Import 30") == 1);
}

TEST_CASE("a folder of post-mortems that somebody wrote comes as approved ones, unless one says otherwise") {
  const auto written = [](int number) {
    return "# Orders fail " + std::to_string(number) +
           "\n\n## Summary\nOrders failed for an hour.\n\n## Timeline\n- 2026-03-08 07:00 UTC: orders fail\n\n"
           "## Action items\n- [x] Alert on queue age\n- [ ] Try two regions\n";
  };
  for (const bool as_approved : {true, false}) {
    AppHarness ui("#/import");
    std::vector<protocol::FileContent> files;
    for (int number = 0; number < 6; ++number)
      files.push_back(file(("pm-" + std::to_string(number) + ".md").c_str(), written(number)));
    ui.app.workspace().take_files(std::move(files));
    ui.frame();
    CHECK(has(ui.find("checkbox", "They were finished elsewhere").state, State::checked));
    if (!as_approved) ui.press("checkbox", "They were finished elsewhere");
    ui.press("button", "Import 6");
    ui.frame();
    const auto& ids = ui.app.workspace().import().ids;
    REQUIRE(ids.size() == 6);
    const Postmortem one = ui.saved(ids[0]);
    CHECK((one.status.state == StatusState::approved) == as_approved);
    REQUIRE(one.actions.size() == 2);
    CHECK(one.actions[0].state == ActionState::done);
    CHECK(one.actions[1].state == ActionState::idea);
  }
}

TEST_CASE(
    "what is somebody else's is in no figure until it is adopted, and a file that comes again does not change that") {
  AppHarness ui("#/import");
  std::vector<protocol::FileContent> theirs;
  for (const char* title : {"Slow checkout", "Slow search"}) {
    Postmortem one;
    one.id = PostmortemId::from(ui.page.ids.next());
    one.title = title;
    theirs.push_back(file((std::string(title) + ".json").c_str(), write_postmortem(one)));
  }
  ui.app.workspace().take_files(theirs);
  ui.frame();
  ui.press("checkbox", "They are somebody else's incidents");
  ui.press("button", "Import 2");
  ui.frame();
  REQUIRE(ui.app.workspace().import().ids.size() == 2);
  const auto id = ui.app.workspace().import().ids[0];
  const auto origin = ui.saved(id).origin;
  REQUIRE(origin.has_value());
  CHECK(origin->from == "Slow checkout.json");
  CHECK(origin->received_at.has_value());

  ui.go("#/learn");
  CHECK(ui.shows("2 received post-mortems are in no figure until somebody adopts them."));
  ui.press("link", "Show them in the library");
  CHECK(ui.app.route() == "#/?q=is:received");
  ui.press("button", "Select");
  ui.press("checkbox", "Select " + ui.saved(id).title);
  ui.press("button", "Adopt");
  CHECK(ui.shows("1 post-mortem adopted: it counts from now on."));
  CHECK_FALSE(ui.saved(id).origin.has_value());

  ui.go("#/import");
  ui.app.workspace().take_files(theirs);
  ui.frame();
  REQUIRE(ui.app.workspace().import().items.size() == 2);
  for (const protocol::PlanItem& item : ui.app.workspace().import().items)
    CHECK(item.state == protocol::PlanState::same);
}

TEST_CASE("a folder is chosen and what was copied is pasted only where the browser can do that") {
  AppHarness ui("#/import");
  ui.press("button", "Choose a folder");
  ui.press("button", "Paste");
  CHECK(ui.page.asked_to_choose_folder == 1);
  CHECK(ui.page.asked_to_paste == 1);
  ui.page.is_able = false;
  ui.frame();
  CHECK(ui.count("button", "Choose a folder") == 0);
  CHECK(ui.count("button", "Paste") == 0);
}

TEST_CASE("words that are pasted are a file named by the time, in the library and where one imports") {
  constexpr std::string_view words = "2026-05-04 10:01 UTC - orders fail\n2026-05-04 10:03 UTC - we roll back\n";
  for (const char* place : {"#/", "#/import"}) {
    AppHarness ui(place);
    REQUIRE(ui.app.takes_pasted());
    ui.app.take_pasted(words);
    ui.frame();
    ui.frame();
    CHECK(ui.app.route() == "#/import");
    CHECK(ui.shows("heading \"1 entry found\""));
    CHECK(ui.shows("Pasted text " + time_of_day_words(noon, ui.app.workspace().time_zone(), ui.page.zones)));
  }
  AppHarness ui("#/settings");
  CHECK_FALSE(ui.app.takes_pasted());
  ui.app.take_pasted(words);
  ui.frame();
  CHECK(ui.app.workspace().imports_begun() == 0);
}

TEST_CASE("nothing to paste, and a browser that does not hand it over, are said") {
  AppHarness ui("#/import");
  ui.app.take_pasted(" \n");
  ui.frame();
  CHECK(ui.shows("There is no text to paste."));
  ui.app.take_pasted(std::nullopt);
  ui.frame();
  CHECK(ui.shows("The browser did not hand over what was copied. Paste it here with the keyboard."));
  CHECK(ui.app.workspace().imports_begun() == 0);
}

TEST_CASE("while a folder is read the screen says how far that is, and after Cancel nobody waits for its files") {
  AppHarness ui("#/import");
  CHECK_FALSE(ui.app.workspace().expect_files(false, 0, 0));
  CHECK(ui.app.workspace().expect_files(true, 0, 0));
  CHECK(ui.app.workspace().expect_files(false, 3, 8));
  ui.app.kit().wake_in(0);
  ui.frame();
  CHECK(ui.find("progressbar", "Reading").limit == 8);
  CHECK(ui.find("progressbar", "Reading").number == 3);
  ui.press("button", "Cancel");
  CHECK_FALSE(ui.app.workspace().expect_files(false, 4, 8));
  CHECK(ui.shows("Bring in what you have"));

  CHECK(ui.app.workspace().expect_files(true, 0, 0));
  ui.drop("one.json", incidents(1));
  CHECK(ui.shows("heading \"1 entry found\""));
}
