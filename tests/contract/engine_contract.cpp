// What the engine promises to whoever speaks its protocol. The same cases run natively and in the browser's worker.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/format/value.hpp"
#include "core/identity/sha256.hpp"
#include "core/library/objectives.hpp"
#include "core/postmortem/commands.hpp"
#include "tests/contract/engine_page.hpp"
#include "tests/image_files.hpp"

namespace unrepeat::test {
namespace {

std::int64_t count(Page& page, LibraryView view = LibraryView::all) {
  return page.ask_for<PostmortemPage>(ListPostmortems{.search = {}, .view = view, .severities = {}}).total;
}

/// A status page with so many incidents, as somebody would drop it.
PlanImport import_of(int count) {
  std::string text = R"({"page": {"id": "page", "name": "Shop", "time_zone": "Etc/UTC"}, "incidents": [)";
  for (int number = 0; number < count; ++number) {
    const std::string digits = std::to_string(number);
    if (number > 0) text += ',';
    text +=
        R"({"id": "incident)" + digits + R"(", "name": "Dropped )" + digits +
        R"(", "status": "resolved", "impact": "minor", "created_at": "2026-01-01T10:00:00Z",)"
        R"( "updated_at": "2026-01-01T11:00:00Z", "resolved_at": "2026-01-01T11:00:00Z", "incident_updates": [)"
        R"({"id": "update)" +
        digits +
        R"(", "status": "resolved", "body": "Fixed.",)"
        R"( "created_at": "2026-01-01T11:00:00Z", "updated_at": "2026-01-01T11:00:00Z", "display_at": "2026-01-01T11:00:00Z"}]})";
  }
  text += "]}";
  PlanImport plan;
  plan.files.push_back({"incidents.json", {text.begin(), text.end()}});
  plan.now = noon;
  return plan;
}

AcceptImport all_of(const ImportPlanned& planned) {
  AcceptImport accept{.operation = new_id(), .plan = planned.plan, .items = {}, .now = noon, .by = "Ana"};
  for (std::size_t item = 0; item < planned.items.size(); ++item)
    accept.items.push_back(static_cast<std::int64_t>(item));
  return accept;
}

Template team_template(const std::string& name) {
  Template one = new_template(Id<Template>::from(new_id()), "en");
  one.name = name;
  revise(one);
  return one;
}

SaveTemplate saving(const Template& one) {
  return {.operation = new_id(), .document = write_template(one), .now = noon, .by = "Ana"};
}

std::vector<std::string> names(Page& page) {
  std::vector<std::string> names;
  for (const std::string& document : page.ask_for<TemplatesRead>(ReadTemplates{}).documents)
    names.push_back(read_template(document).value().name);
  return names;
}

}  // namespace

TEST_CASE("an engine on a new place opens an empty library") {
  Page page;
  const auto opened = page.ask_for<LibraryOpened>(OpenLibrary{});
  CHECK(opened.storage == StorageKind::on_disk);
  CHECK(page.ask_for<PostmortemPage>(ListPostmortems{}).total == 0);
}

TEST_CASE("a creation that arrives again after changes does not bring the first state back") {
  Page page;
  const Postmortem first = postmortem("First");
  const CreatePostmortem creation{new_id(), write_postmortem(first)};
  page.ask(creation);
  page.ask_for<PostmortemSaved>(retitle(first, "Second"));
  CHECK(page.ask_for<PostmortemSaved>(creation).id == first.id);
  Postmortem after = loaded(page, first.id);
  CHECK(after.title == "Second");
  Change change = difference(after, [&] {
    Postmortem summarised = after;
    summarised.context.summary = "What happened";
    return summarised;
  }());
  change.at = noon;
  page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
  CHECK(loaded(page, first.id).title == "Second");
}

TEST_CASE("a change is applied to the stored document once, however often it is sent, also to another engine") {
  Page page;
  const Postmortem before = postmortem("Before");
  create(page, before);
  const SaveChange save = retitle(before, "After");
  page.ask_for<PostmortemSaved>(save);
  page.ask_for<PostmortemSaved>(save);
  page.open();
  page.ask_for<PostmortemSaved>(save);
  CHECK(loaded(page, before.id).title == "After");
}

TEST_CASE("a search finds what was saved a moment ago, and no longer what it replaced, also to another engine") {
  Page page;
  const Postmortem before = postmortem("Before");
  create(page, before);
  page.ask_for<PostmortemSaved>(retitle(before, "After"));
  page.open();
  const auto found = [&](const char* words) {
    return page.ask_for<PostmortemPage>(ListPostmortems{.search = words}).total;
  };
  CHECK(found("after") == 1);
  CHECK(found("before") == 0);
}

TEST_CASE("a change that does not fit the stored document is refused and nothing is overwritten") {
  Page page;
  const Postmortem before = postmortem("Before");
  create(page, before);
  page.ask_for<PostmortemSaved>(retitle(before, "Mine"));
  CHECK(page.refusal_of(retitle(before, "Theirs")) == FailureKind::refused);
  CHECK(loaded(page, before.id).title == "Mine");
}

TEST_CASE("what is typed letter by letter is one entry of the journal a minute, however long the text") {
  Page page;
  Postmortem written = postmortem("Typed");
  create(page, written);
  std::vector<SaveChange> saves;
  constexpr int letters = 600;  // twenty minutes, two seconds each
  for (int letter = 1; letter <= letters; ++letter) {
    Postmortem after = written;
    after.context.summary += 'x';
    Change change = difference(written, after);
    change.at = noon + seconds(2 * letter);
    change.by = "Ana";
    saves.push_back({new_id(), change});
    page.ask_for<PostmortemSaved>(saves.back());
    written = std::move(after);
  }
  // What was sent a moment ago is still known, and does nothing when it comes again.
  page.ask_for<PostmortemSaved>(saves[letters - 20]);
  CHECK(loaded(page, written.id).context.summary == written.context.summary);

  page.close();
  const auto database = page.place().open().value();
  Query journal{*database,
                "SELECT count(*), count(*) FILTER (WHERE change <> ''), sum(length(change)) FROM journal WHERE kind = "
                "'changed'"};
  REQUIRE(journal.next());
  CHECK(journal.integer(1) == 21);
  CHECK(journal.integer(0) < 350);  // the operations of the last ten minutes
  CHECK(journal.integer(2) < 21 * (2 * letters + 300));
}

TEST_CASE("typing by two people, in two fields, or after something else stays apart in the journal") {
  Page page;
  Postmortem document = postmortem("One");
  create(page, document);
  const auto save = [&](const std::string& by, auto edit) {
    Postmortem after = document;
    edit(after);
    Change change = difference(document, after);
    change.at = noon + seconds(1);
    change.by = by;
    page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
    document = std::move(after);
  };
  save("Ana", [](Postmortem& after) { after.title = "Two"; });
  save("Ben", [](Postmortem& after) { after.title = "Three"; });
  save("Ben", [](Postmortem& after) { after.team = "Payments"; });
  save("Ben", [](Postmortem& after) { after.title = "Four"; });
  const UndoOperation remove_and_back{.operation = new_id(), .undone = new_id(), .now = noon, .by = {}};
  page.ask_for<OperationDone>(
      RemovePostmortems{.operation = remove_and_back.undone, .ids = {document.id}, .now = noon, .by = {}});
  page.ask_for<OperationDone>(remove_and_back);
  save("Ben", [](Postmortem& after) { after.title = "Five"; });
  page.close();
  const auto database = page.place().open().value();
  Query journal{*database, "SELECT count(*) FROM journal WHERE kind = 'changed' AND change <> ''"};
  REQUIRE(journal.next());
  CHECK(journal.integer(0) == 5);
}

TEST_CASE("the list shows what a document says of itself") {
  Page page;
  Postmortem full = postmortem("Checkout refused cards");
  full.severity = Severity{{}, 2, ""};
  full.systems.push_back({.id = Id<AffectedSystem>::from(new_id()), .name = "Checkout"});
  full.systems.push_back({.id = Id<AffectedSystem>::from(new_id()), .name = "Gateway"});
  full.context.summary = "Every third card was refused.";
  ImpactWindow window;
  window.id = Id<ImpactWindow>::from(new_id());
  window.start.at = noon;
  window.end.emplace().at = noon + minutes(42);
  full.impact.windows.push_back(window);
  create(page, full);

  const auto listed = page.ask_for<PostmortemPage>(ListPostmortems{.search = "third card", .severities = {2}});
  REQUIRE(listed.rows.size() == 1);
  const PostmortemRow& row = listed.rows[0];
  CHECK(row.id == full.id);
  CHECK(row.title == full.title);
  CHECK(row.severity == 2);
  CHECK(row.systems == std::vector<std::string>{"Checkout", "Gateway"});
  CHECK(row.started_at == noon);
  CHECK(row.impact_minutes == 42);
  CHECK(row.excerpt.find("\x02"
                         "third\x03 \x02"
                         "card\x03") != std::string::npos);
}

TEST_CASE("what is removed can be taken back, and that too") {
  Page page;
  const auto first = create(page, postmortem("First"));
  const auto second = create(page, postmortem("Second"));
  const RemovePostmortems remove{.operation = new_id(), .ids = {first, second}, .now = noon, .by = "Ana"};
  CHECK(page.ask_for<OperationDone>(remove).count == 2);
  CHECK(count(page) == 0);
  CHECK(page.refusal_of(LoadPostmortem{first}) == FailureKind::refused);

  const UndoOperation undo{.operation = new_id(), .undone = remove.operation, .now = noon, .by = "Ana"};
  CHECK(page.ask_for<OperationDone>(undo).count == 2);
  CHECK(page.ask_for<OperationDone>(undo).count == 2);
  CHECK(count(page) == 2);

  page.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = undo.operation, .now = noon, .by = {}});
  CHECK(count(page) == 0);
}

TEST_CASE("an import is nothing until it is accepted, then all of it, and one undo takes it back") {
  Page page;
  const auto planned = page.ask_for<ImportPlanned>(import_of(100));
  REQUIRE(planned.items.size() == 100);
  CHECK(count(page) == 0);

  const AcceptImport accept = all_of(planned);
  CHECK(page.ask_for<OperationDone>(accept).count == 100);
  CHECK(page.progress() > 0);
  CHECK(page.ask_for<OperationDone>(accept).count == 100);
  CHECK(count(page) == 100);

  page.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = accept.operation, .now = noon, .by = {}});
  CHECK(count(page) == 0);
}

TEST_CASE("while an import is planned it tells how far it is, in records, and never goes back") {
  Page page;
  const std::int64_t request = page.send(import_of(100));
  std::int64_t done = 0;
  while (page.step()) {
    const Progress& progress = page.latest_progress();
    CHECK(progress.done >= done);
    CHECK(progress.done <= progress.total);
    done = progress.done;
    if (progress.done > 0) CHECK(progress.total == 100);
  }
  CHECK(page.progress() > 4);
  CHECK(done > 50);
  CHECK(std::get<ImportPlanned>(page.answer_to(request)).items.size() == 100);
}

TEST_CASE("a plan that is stopped leaves nothing, at whatever step, and the one before it is still there") {
  Page page;
  const AcceptImport accept = all_of(page.ask_for<ImportPlanned>(import_of(2)));
  for (int steps = 0;; ++steps) {
    const std::int64_t request = page.send(import_of(100));
    for (int step = 0; step < steps; ++step) page.step();
    if (page.is_answered(request)) break;
    page.send(Cancel{request});
    REQUIRE(page.is_answered(request));
    CHECK(std::get<Failed>(page.answer_to(request)).kind == FailureKind::cancelled);
    CHECK_FALSE(page.step());
    if (steps == 5) CHECK(page.ask_for<OperationDone>(accept).count == 2);
    REQUIRE(steps < 100);
  }
  CHECK(count(page) == 2);
  CHECK(page.ask_for<ImportPlanned>(import_of(100)).items.size() == 100);
}

TEST_CASE("an import that is stopped in the middle leaves nothing") {
  Page page;
  const AcceptImport accept = all_of(page.ask_for<ImportPlanned>(import_of(100)));
  const std::int64_t request = page.send(accept);
  REQUIRE(page.step());
  REQUIRE(page.step());
  CHECK_FALSE(page.is_answered(request));
  page.send(Cancel{request});
  REQUIRE(page.is_answered(request));
  CHECK(std::get<Failed>(page.answer_to(request)).kind == FailureKind::cancelled);
  CHECK(count(page) == 0);
  // The plan is still there to be accepted.
  CHECK(page.ask_for<OperationDone>(accept).count == 100);
}

TEST_CASE("taking what is there already changes nothing, and can be taken back with the rest") {
  Page page;
  page.ask_for<OperationDone>(all_of(page.ask_for<ImportPlanned>(import_of(1))));
  const AcceptImport accept = all_of(page.ask_for<ImportPlanned>(import_of(2)));
  CHECK(page.ask_for<OperationDone>(accept).count == 2);
  page.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = accept.operation, .now = noon, .by = {}});
  CHECK(count(page) == 1);
}

TEST_CASE("examples are removed in one step that can be taken back") {
  Page page;
  create(page, postmortem("Ours"));
  AcceptImport accept = all_of(page.ask_for<ImportPlanned>(import_of(3)));
  accept.as_examples = true;
  page.ask_for<OperationDone>(accept);
  CHECK(count(page, LibraryView::examples) == 3);
  const RemoveExamples remove{.operation = new_id(), .now = noon, .by = {}};
  CHECK(page.ask_for<OperationDone>(remove).count == 3);
  CHECK(count(page) == 1);
  page.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = remove.operation, .now = noon, .by = {}});
  CHECK(count(page, LibraryView::examples) == 3);
}

TEST_CASE(
    "an empty folder, an empty file and one that is too large are named, each with its reason, and the others are "
    "planned") {
  Page page;
  PlanImport request = import_of(1);
  request.files.push_back({.name = "folder", .bytes = {}, .is_folder = true});
  request.files.push_back({.name = "empty.json", .bytes = {}});
  request.files.push_back({.name = "large.json", .bytes = {}, .size = 200'000'000});
  const auto planned = page.ask_for<ImportPlanned>(request);
  CHECK(planned.items.size() == 1);
  REQUIRE(planned.problems.size() == 3);
  for (const PlacedProblem& problem : planned.problems) CHECK(problem.error);
  CHECK(planned.problems[0].file == "folder");
  CHECK(planned.problems[1].file == "empty.json");
  CHECK(planned.problems[2].file == "large.json");
  CHECK(say(Language::english, planned.problems[0].text).starts_with("There is no file in this folder."));
  CHECK(say(Language::english, planned.problems[1].text) == "The file is empty.");
  CHECK(say(Language::english, planned.problems[2].text) == "The file is larger than 64 MB, which is the limit.");
  // What is shown is said in the language that is spoken then.
  CHECK(say(Language::spanish, planned.problems[1].text) == "El archivo está vacío.");
}

TEST_CASE("a plan that another one has replaced is refused") {
  Page page;
  const AcceptImport first = all_of(page.ask_for<ImportPlanned>(import_of(1)));
  page.ask_for<ImportPlanned>(import_of(1));
  CHECK(page.refusal_of(first) == FailureKind::refused);
  CHECK(count(page) == 0);
}

TEST_CASE("what is exported is the canonical file") {
  Page page;
  const Postmortem only = postmortem("Only");
  create(page, only);
  const auto one = page.ask_for<Exported>(ExportPostmortems{});
  CHECK(one.name == "2026-01-01-only.postmortem.json");
  CHECK(std::string(one.bytes.begin(), one.bytes.end()) == write_postmortem(only));
  create(page, postmortem("Another"));
  const auto both = page.ask_for<Exported>(ExportPostmortems{});
  const auto bundle = read_file({reinterpret_cast<const char*>(both.bytes.data()), both.bytes.size()});
  REQUIRE(bundle.has_value());
  CHECK(bundle->bundle.postmortems.size() == 2);
}

TEST_CASE("settings are kept") {
  Page page;
  page.ask_for<OperationDone>(WriteSetting{new_id(), "theme", "dark"});
  page.open();
  CHECK(page.ask_for<SettingsRead>(ReadSettings{}).settings == std::vector<Setting>{{"theme", "dark"}});
}

TEST_CASE("templates are kept in the order they were made, and each step can be taken back") {
  Page page;
  const Template first = team_template("First"), second = team_template("Second");
  for (const Template* one : {&second, &first}) page.ask_for<OperationDone>(saving(*one));
  CHECK(names(page) == std::vector<std::string>{"First", "Second"});
  Template renamed = first;
  renamed.name = "Renamed";
  const SaveTemplate rename = saving(renamed);
  CHECK(page.ask_for<OperationDone>(rename).templates == 1);
  CHECK(page.ask_for<OperationDone>(rename).templates == 1);
  const RemoveTemplate removal{.operation = new_id(), .id = second.id, .now = noon, .by = "Ana"};
  page.ask_for<OperationDone>(removal);
  page.open();
  CHECK(names(page) == std::vector<std::string>{"Renamed"});
  const auto undone = page.ask_for<OperationDone>(
      UndoOperation{.operation = new_id(), .undone = removal.operation, .now = noon, .by = {}});
  CHECK(undone.templates == 1);
  CHECK(undone.count == 0);
  page.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = rename.operation, .now = noon, .by = {}});
  CHECK(names(page) == std::vector<std::string>{"First", "Second"});
}

TEST_CASE("the days for priority actions travel with the whole library, and are taken by one that says none") {
  Page page;
  create(page, postmortem("Only"));
  const auto knowledge_of = [](Page& one) {
    for (const Setting& setting : one.ask_for<SettingsRead>(ReadSettings{}).settings)
      if (setting.key == "library")
        if (auto read = read_value<Library>(setting.value)) return *read;
    return Library{};
  };
  const auto keep = [](Page& one, std::int64_t days) {
    Library library;
    library.id = Id<Library>::from(new_id());
    set_objective(library, 1, days);
    one.ask_for<OperationDone>(WriteSetting{new_id(), "library", write_value(library)});
  };
  keep(page, 7);
  const auto file = page.ask_for<Exported>(ExportPostmortems{});
  const auto read = read_file({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()});
  REQUIRE(read.has_value());
  REQUIRE(read->bundle.library.has_value());
  CHECK(objective_days(*read->bundle.library).front() == 7);

  PlanImport import;
  import.files.push_back({"library.json", file.bytes});
  import.now = noon;
  Page without, with;
  keep(with, 21);
  for (Page* other : {&without, &with}) other->ask_for<OperationDone>(all_of(other->ask_for<ImportPlanned>(import)));
  CHECK(objective_days(knowledge_of(without)).front() == 7);
  CHECK(objective_days(knowledge_of(with)).front() == 21);
}

TEST_CASE("days for priority actions that an earlier version kept as a setting belong to what the library knows") {
  const auto place = std::make_shared<Place>();
  Page page(place);
  Library views;
  views.id = Id<Library>::from(new_id());
  views.name = "Ours";
  page.ask_for<OperationDone>(WriteSetting{new_id(), "library", write_value(views)});
  page.ask_for<OperationDone>(WriteSetting{new_id(), "objective_days", "20,0,45,0,0"});
  page.close();
  {
    auto database = place->open();
    REQUIRE(database.has_value());
    REQUIRE((*database)
                ->execute("ALTER TABLE postmortem DROP COLUMN undecided_actions; PRAGMA user_version = 14")
                .has_value());
  }
  page.open();
  const auto settings = page.ask_for<SettingsRead>(ReadSettings{}).settings;
  REQUIRE(settings.size() == 1);
  CHECK(settings[0].key == "library");
  const auto read = read_value<Library>(settings[0].value);
  REQUIRE(read.has_value());
  CHECK(read->name == "Ours");
  CHECK(objective_days(*read) == std::vector<std::int64_t>{20, 0, 45, 0, 0});
}

TEST_CASE("a library of an earlier version that counted ideas as open promises counts anew what is open") {
  const auto place = std::make_shared<Place>();
  Page page(place);
  Postmortem one = postmortem("Mixed");
  for (const ActionState state :
       {ActionState::idea, ActionState::unknown, ActionState::committed, ActionState::done, ActionState::verified}) {
    one.actions.emplace_back().id = Id<Action>::from(new_id());
    one.actions.back().title = spelling_of(state);
    one.actions.back().state = state;
  }
  create(page, one);
  Postmortem ideas = postmortem("Ideas alone");
  ideas.actions.assign(1, one.actions.front());
  create(page, ideas);
  create(page, postmortem("Nothing promised"));
  page.close();
  {
    auto database = place->open();
    REQUIRE(database.has_value());
    REQUIRE((*database)
                ->execute("UPDATE postmortem SET open_actions = total_actions; DELETE FROM action;"
                          "ALTER TABLE postmortem DROP COLUMN undecided_actions; PRAGMA user_version = 16")
                .has_value());
  }
  page.open();
  CHECK(count(page, LibraryView::open_promises) == 1);
  for (const PostmortemRow& row : page.ask_for<PostmortemPage>(ListPostmortems{}).rows) {
    CAPTURE(row.title);
    const bool is_mixed = row.title == "Mixed";
    CHECK(row.open_actions == (is_mixed ? 2 : 0));
    CHECK(row.undecided_actions == (is_mixed ? 2 : row.title == "Ideas alone" ? 1 : 0));
  }
  CHECK(page.ask_for<PromisePage>(ListPromises{.today = "2026-01-01", .now = noon}).total == 2);
}

TEST_CASE("what is no template is not kept, and it is said why") {
  Page page;
  const auto failed =
      page.ask_for<Failed>(SaveTemplate{.operation = new_id(), .document = "{}", .now = noon, .by = {}});
  CHECK(failed.kind == FailureKind::refused);
  CHECK(names(page).empty());
}

TEST_CASE("the library's templates and its default travel with the whole of it, and come back by an import") {
  Page page;
  create(page, postmortem("Only"));
  const Template ours = team_template("Ours");
  page.ask_for<OperationDone>(saving(ours));
  page.ask_for<OperationDone>(WriteSetting{new_id(), "template", text_of(ours.id)});
  const auto file = page.ask_for<Exported>(ExportPostmortems{});
  const auto read = read_file({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()});
  REQUIRE(read.has_value());
  REQUIRE(read->bundle.library.has_value());
  CHECK(read->bundle.library->templates == std::vector{ours});
  CHECK(read->bundle.library->default_template == text_of(ours.id));
  // Every time under the same name.
  const auto again = page.ask_for<Exported>(ExportPostmortems{});
  CHECK(again.bytes == file.bytes);

  Page other;
  PlanImport import;
  import.files.push_back({"library.json", file.bytes});
  import.now = noon;
  const auto planned = other.ask_for<ImportPlanned>(import);
  REQUIRE(planned.items.size() == 2);
  CHECK(planned.problems.empty());
  CHECK(planned.items[1].is_template);
  CHECK(planned.items[1].title == "Ours");
  CHECK(planned.items[1].place == "/library/templates/0");
  const AcceptImport accept = all_of(planned);
  const auto done = other.ask_for<OperationDone>(accept);
  CHECK(done.count == 1);
  CHECK(done.templates == 1);
  CHECK(names(other) == std::vector<std::string>{"Ours"});
  const auto settings = other.ask_for<SettingsRead>(ReadSettings{}).settings;
  CHECK(std::ranges::find(settings, Setting{"template", text_of(ours.id)}) != settings.end());
  CHECK(other.ask_for<ImportPlanned>(import).items[1].state == PlanState::same);

  other.ask_for<OperationDone>(UndoOperation{.operation = new_id(), .undone = accept.operation, .now = noon, .by = {}});
  CHECK(names(other).empty());
  CHECK(count(other) == 0);
}

TEST_CASE("bytes that are no request are answered, and the engine goes on") {
  Page page;
  Bytes nested(20'001, 0x91);
  nested.back() = 0xC0;
  std::int64_t id = 1000;
  for (const Bytes& bytes : {Bytes{}, Bytes{0xC1}, nested, encode(Message<Request>{7, ReadSettings{}})}) {
    page.engine().submit(++id, bytes.data(), bytes.size());
    REQUIRE(page.is_answered(id));
    CHECK(std::get<Failed>(page.answer_to(id)).kind == FailureKind::malformed);
  }
  CHECK(page.ask_for<PostmortemPage>(ListPostmortems{}).total == 0);
}

TEST_CASE("a request that has not begun is cancelled at once") {
  Page page;
  const std::int64_t request = page.send(CreatePostmortem{new_id(), write_postmortem(postmortem("Never"))});
  page.send(Cancel{request});
  CHECK(std::get<Failed>(page.answer_to(request)).kind == FailureKind::cancelled);
  CHECK(count(page) == 0);
}

TEST_CASE("every request to a library of a newer version is told so") {
  Page page;
  page.close();
  {
    auto database = page.place().open();
    REQUIRE(database.has_value());
    REQUIRE((*database)->execute("PRAGMA user_version = 1000").has_value());
  }
  page.open();
  CHECK(page.refusal_of(OpenLibrary{}) == FailureKind::newer_schema);
  CHECK(page.refusal_of(CreatePostmortem{new_id(), write_postmortem(postmortem("Never"))}) ==
        FailureKind::newer_schema);
}

namespace {

Bytes octets(const std::string& text) { return {text.begin(), text.end()}; }

/// Created with an image that the engine keeps.
Postmortem with_image(Page& page, const std::string& image) {
  const auto kept = page.ask_for<ImageKept>(KeepImage{octets(image)});
  Postmortem one = postmortem("Checkout");
  Image& entry = one.images.emplace_back();
  entry.id = Id<Image>::from(new_id());
  entry.sha256 = kept.sha256;
  entry.media_type = kept.media_type;
  entry.alt = "Queue depth";
  create(page, one);
  return one;
}

std::string text_of_export(Page& page, ExportPostmortems request) {
  const auto file = page.ask_for<Exported>(request);
  return {file.bytes.begin(), file.bytes.end()};
}

ImportPlanned plan_of(Page& page, const std::string& file) {
  PlanImport plan;
  plan.files.push_back({"one.postmortem.json", octets(file)});
  plan.now = noon;
  return page.ask_for<ImportPlanned>(plan);
}

}  // namespace

TEST_CASE("an image is kept by what it is, once, also for the next engine") {
  Page page;
  const std::string image = png_of(7, 5, std::string(100'000, 'x'));
  const auto kept = page.ask_for<ImageKept>(KeepImage{octets(image)});
  CHECK(kept.sha256 == sha256_text(image));
  CHECK(kept.media_type == "image/png");
  CHECK(page.ask_for<ImageKept>(KeepImage{octets(image)}) == kept);
  page.open();
  CHECK(page.ask_for<ImageRead>(ReadImage{kept.sha256}).bytes == octets(image));
  CHECK(page.ask_for<ImageRead>(ReadImage{std::string(64, '0')}).bytes.empty());
  CHECK(page.refusal_of(KeepImage{octets("GIF89a")}) == FailureKind::refused);
}

TEST_CASE("a file takes its images along, or leaves them out, and is the same revision") {
  Page page;
  const Postmortem one = with_image(page, png_of(7, 5));
  const std::string with = text_of_export(page, {.ids = {one.id}});
  const std::string without = text_of_export(page, {.ids = {one.id}, .with_images = false});
  const Postmortem full = read_postmortem(with).value(), bare = read_postmortem(without).value();
  CHECK_FALSE(full.images.at(0).data.empty());
  CHECK(bare.images.at(0).data.empty());
  CHECK(bare.images.at(0).alt == "Queue depth");
  CHECK(full.history.revision == bare.history.revision);
  CHECK(loaded(page, one.id).images.at(0).data.empty());
}

TEST_CASE("a library that gets a file with images has them, and a second time it is the same") {
  Page from;
  const std::string image = png_of(7, 5);
  const Postmortem one = with_image(from, image);
  const std::string with = text_of_export(from, {.ids = {one.id}});
  const std::string without = text_of_export(from, {.ids = {one.id}, .with_images = false});
  Page to;
  const auto read = [&] { return to.ask_for<ImageRead>(ReadImage{one.images.at(0).sha256}).bytes; };
  to.ask_for<OperationDone>(all_of(plan_of(to, without)));
  CHECK(read().empty());
  // Nothing but the image is new.
  const ImportPlanned brings = plan_of(to, with);
  CHECK(brings.items.at(0).state == PlanState::differs);
  to.ask_for<OperationDone>(all_of(brings));
  CHECK(read() == octets(image));
  CHECK(loaded(to, one.id).images.at(0).data.empty());
  CHECK(plan_of(to, with).items.at(0).state == PlanState::same);
  CHECK(text_of_export(to, {.ids = {one.id}}).find("\"data\"") != std::string::npos);
}

TEST_CASE("a picture that is not what its file says is left out with its place, and the words stay") {
  Page page;
  const Postmortem one = with_image(page, png_of(7, 5));
  std::string file = text_of_export(page, {.ids = {one.id}});
  const std::string data = "\"data\": \"";
  file[file.find(data) + data.size() + 4] ^= 1;
  const ImportPlanned planned = plan_of(page, file);
  REQUIRE(planned.problems.size() == 1);
  CHECK(planned.problems[0].pointer == "/images/0/data");
  CHECK(planned.problems[0].line > 0);
  CHECK_FALSE(planned.problems[0].error);
  CHECK(planned.items.at(0).state == PlanState::same);
}

}  // namespace unrepeat::test
