// What core/store promises, on whatever storage is underneath. The same cases run natively and in the browser's worker.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/store/library_store.hpp"
#include "core/store/migrations.hpp"
#include "tests/contract/place.hpp"

namespace unrepeat::test {
namespace {

PostmortemRecord postmortem(const std::string& id, const std::string& title) {
  PostmortemRecord row;
  row.id = id;
  row.title = title;
  row.kind = "incident";
  row.form = "card";
  row.status = "draft";
  row.language = "en";
  row.document = "{\"title\": \"" + title + "\"}\n";
  row.body = "The queue grew until the workers stopped.";
  return row;
}

JournalEntry entry(const std::string& operation) { return {operation, 1'700'000'000'000'000, "Ana", "{}"}; }

/// A library that is open for the length of a case.
struct OpenLibrary {
  Place place;
  std::unique_ptr<Database> database;
  std::optional<LibraryStore> store;

  OpenLibrary() { open(); }
  void open() {
    auto opened = place.open();
    REQUIRE(opened.has_value());
    database = std::move(*opened);
    auto library = LibraryStore::open(*database);
    REQUIRE(library.has_value());
    store = *library;
  }
  void reopen() {
    store.reset();
    database.reset();
    open();
  }
  LibraryStore* operator->() { return &*store; }
  std::vector<std::string> found(const std::string& text) {
    const auto page = store->list({.text = text, .sort = SortKey::title, .descending = false});
    REQUIRE(page.has_value());
    std::vector<std::string> ids;
    for (const ListEntry& listed : page->entries) ids.push_back(listed.id);
    return ids;
  }
};

std::int64_t rows_of(Database& database, const std::string& table) {
  Query count{database, "SELECT count(*) FROM " + table};
  REQUIRE(count.next());
  return count.integer(0);
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a document saved alone is on disk at once, and its search entry follows when it is brought up to date") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "Checkout"), entry("1")).has_value());
  PostmortemRecord row = postmortem("a", "Payments");
  row.timeline.push_back({"event", {}, "observation", "The queue is empty."});
  const auto receipt = library->save_document(row, entry("2"));
  REQUIRE(receipt.has_value());
  CHECK(receipt->version == 2);
  CHECK(library->save_document(row, entry("2"))->outcome == SaveOutcome::repeated);

  library.reopen();

  CHECK(library->load("a")->document == row.document);
  CHECK(library->list({})->entries.front().title == "Payments");
  CHECK(*library->outdated() == Ids{"a"});
  CHECK(library.found("payments").empty());
  CHECK(rows_of(*library.database, "timeline_event") == 0);

  REQUIRE(library->bring_up_to_date(row).has_value());
  CHECK(library->outdated()->empty());
  CHECK(library.found("payments") == Ids{"a"});
  CHECK(library.found("checkout").empty());
  CHECK(rows_of(*library.database, "timeline_event") == 1);
}

TEST_CASE("a whole save leaves nothing outdated") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "Checkout"), entry("1")).has_value());
  REQUIRE(library->save_document(postmortem("a", "Payments"), entry("2")).has_value());
  REQUIRE(library->save(postmortem("a", "Delivery"), entry("3")).has_value());
  CHECK(library->outdated()->empty());
  CHECK(library.found("delivery") == Ids{"a"});
}

TEST_CASE("a saved post-mortem is there after closing and opening the library") {
  OpenLibrary library;
  const auto receipt = library->save(postmortem("a", "Checkout refused cards"), entry("1"));
  REQUIRE(receipt.has_value());
  CHECK(receipt->outcome == SaveOutcome::saved);
  CHECK(receipt->version == 1);

  library.reopen();

  const auto stored = library->load("a");
  REQUIRE(stored.has_value());
  CHECK(stored->document == "{\"title\": \"Checkout refused cards\"}\n");
  CHECK(stored->version == 1);
  CHECK_FALSE(stored->removed);
}

TEST_CASE("texts with any character, none, or a zero byte come back as they were") {
  OpenLibrary library;
  using Settings = std::vector<std::pair<std::string, std::string>>;
  for (const std::string& text : {std::string{}, std::string{"ñ 日本語 🎉 'quoted' \"twice\""},
                                  std::string{"before\0after", 12}, std::string(300'000, 'x')}) {
    REQUIRE(library->set_setting("text", text).has_value());
    CHECK(library->settings().value() == Settings{{"text", text}});
  }
}

TEST_CASE("bytes and numbers come back as they were") {
  OpenLibrary library;
  const std::vector<std::uint8_t> bytes{0, 255, 128, 0};
  REQUIRE(library.database->execute("CREATE TEMP TABLE anything (bytes BLOB)").has_value());
  REQUIRE(Query(*library.database, "INSERT INTO anything VALUES (?)", bytes).run().has_value());
  Query found{*library.database, "SELECT bytes, ?, ?, ? FROM anything", INT64_MIN, 0.1, nullptr};
  REQUIRE(found.next());
  CHECK(found.bytes(0) == bytes);
  CHECK(found.integer(1) == INT64_MIN);
  CHECK(found.real(2) == 0.1);
  CHECK(found.is_null(3));
  CHECK_FALSE(found.next());
}

TEST_CASE("an operation that is sent again changes nothing and gets the version it made") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "First"), entry("1")).has_value());
  REQUIRE(library->save(postmortem("a", "Second"), entry("2")).has_value());

  const auto again = library->save(postmortem("a", "First"), entry("1"));

  REQUIRE(again.has_value());
  CHECK(again->outcome == SaveOutcome::repeated);
  CHECK(again->version == 1);
  CHECK(library->load("a")->document == "{\"title\": \"Second\"}\n");
  CHECK(library->journal("a", 10)->size() == 2);
}

TEST_CASE(
    "an entry that takes an earlier one in holds the change of both, and the earlier operation is known for a while") {
  OpenLibrary library;
  const auto typed = [](const std::string& operation, std::int64_t minute, const std::string& change,
                        const std::string& takes_in = {}) {
    return JournalEntry{operation, minute * 60'000'000, "Ana", change, takes_in};
  };
  const PostmortemRecord row = postmortem("a", "Title");
  REQUIRE(library->save(row, typed("0", 0, "")).has_value());
  REQUIRE(library->save(row, typed("1", 1, "a to b")).has_value());
  REQUIRE(library->save(row, typed("2", 1, "a to c", "1")).has_value());
  CHECK(library->save(row, typed("1", 1, "a to b"))->outcome == SaveOutcome::repeated);
  const auto journal = library->journal("a", 10).value();
  REQUIRE(journal.size() == 3);
  CHECK(journal[0].change == "a to c");
  CHECK(journal[1].change.empty());

  REQUIRE(library->save(row, typed("3", 20, "c to d")).has_value());
  REQUIRE(library->save(row, typed("4", 20, "c to e", "3")).has_value());
  Ids operations;
  for (const JournalEntry& entry : library->journal("a", 10).value()) operations.push_back(entry.operation);
  CHECK(operations == Ids{"4", "3", "2", "0"});
}

TEST_CASE("a letter typed into a text is a commit of a few pages: nothing that a list shows is written again") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "Title");
  REQUIRE(library->save(row, entry("1")).has_value());
  REQUIRE(library->save_document(row, entry("2")).has_value());
  const auto pages_of = [&](const std::string& operation) {
    REQUIRE(library.database->shorten_log().has_value());
    REQUIRE(library->save_document(row, entry(operation)).has_value());
    Query log{*library.database, "PRAGMA wal_checkpoint(PASSIVE)"};
    REQUIRE(log.next());
    return log.integer(1);
  };
  row.document = "{\"title\": \"Title\", \"summary\": \"T\"}\n";
  const std::int64_t for_a_letter = pages_of("3");
  CHECK(for_a_letter > 0);
  CHECK(for_a_letter <= 7);
  row.title = "Titles";
  CHECK(pages_of("4") > for_a_letter);
  CHECK(library->list({}).value().entries.front().title == "Titles");
}

TEST_CASE("what is shortened away from the log is in the library") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "Checkout"), entry("1")).has_value());
  REQUIRE(library.database->shorten_log().has_value());
  REQUIRE(library->save(postmortem("b", "Payments"), entry("2")).has_value());
  REQUIRE(library.database->shorten_log().has_value());
  library.reopen();
  CHECK(library->list({}).value().total == 2);
  CHECK(library->load("b")->document == postmortem("b", "Payments").document);
}

TEST_CASE("projections and search follow the document") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "Checkout");
  row.timeline = {{"e1", 5, "detection", "Alert"}, {"e2", std::nullopt, "other", "Somebody asked"}};
  row.actions = {{"p1", "Add a limit", "committed", "prevent", "Ana", "2026-01-31"}};
  row.factors = {{"f1", "trigger", "technical", "confirmed", "A deploy"}};
  REQUIRE(library->save(row, entry("1")).has_value());
  CHECK(rows_of(*library.database, "timeline_event") == 2);
  CHECK(rows_of(*library.database, "action") == 1);
  CHECK(rows_of(*library.database, "factor") == 1);

  row.timeline.pop_back();
  row.actions.clear();
  row.body = "Nothing in common";
  REQUIRE(library->save(row, entry("2")).has_value());

  CHECK(rows_of(*library.database, "timeline_event") == 1);
  CHECK(rows_of(*library.database, "action") == 0);
  CHECK(rows_of(*library.database, "postmortem_fts") == 1);
  CHECK(library.found("workers").empty());
  CHECK(library.found("common") == Ids{"a"});
}

TEST_CASE("a post-mortem is found by what another system calls it, unless it is in the bin") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "A");
  row.references = {{"statuspage", "k1"}, {"jira", "OPS-1"}};
  REQUIRE(library->save(row, entry("1")).has_value());
  CHECK(library->load_by_reference("jira", "OPS-1").value() == row.document);
  CHECK_FALSE(library->load_by_reference("github", "OPS-1").value().has_value());
  REQUIRE(library->remove("a", entry("2")).has_value());
  CHECK_FALSE(library->load_by_reference("jira", "OPS-1").value().has_value());
}

TEST_CASE("words are found as they are typed, without accents, in any case and in any order") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "Caída de la pasarela");
  row.body = "La cola de pagos creció";
  REQUIRE(library->save(row, entry("1")).has_value());
  REQUIRE(library->save(postmortem("b", "Checkout"), entry("2")).has_value());
  for (const char* typed : {"ca", "caida", "CAÍDA", "pagos pasar", "\"cola de pagos\"", "crecio"}) {
    CAPTURE(typed);
    CHECK(library.found(typed) == Ids{"a"});
  }
  CHECK(library.found("\"pagos de cola\"").empty());
}

TEST_CASE("two characters of Japanese or Chinese are found in the middle of a sentence") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "決済システムの障害");
  row.body = "数据库连接池耗尽";
  REQUIRE(library->save(row, entry("1")).has_value());
  CHECK(library.found("障害") == Ids{"a"});
  CHECK(library.found("连接") == Ids{"a"});
  CHECK(library.found("接连").empty());
}

TEST_CASE("only signs, quotes or operators are no error and filter nothing") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "Checkout"), entry("1")).has_value());
  for (const char* typed : {"", "\"", "\"\"", "*", "()", "^-:", "\"* \"", "' OR 1=1 --"}) {
    CAPTURE(typed);
    CHECK(library->list({.text = typed}).has_value());
  }
  CHECK(library.found("* \"").size() == 1);
  for (const char* typed : {"AND", "NOT queue", "OR", "NEAR(a b)", "title:checkout", "a AND", "\xF0\x9F", "\xFF",
                            "\xFF\"queue", "…", "queue …"}) {
    CAPTURE(typed);
    CHECK(library->list({.text = typed}).has_value());
  }
  CHECK(library->list({.text = std::string(100'000, 'q')}).has_value());
}

TEST_CASE("an excerpt shows where the text was found") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "Checkout"), entry("1")).has_value());
  const auto page = library->list({.text = "work", .sort = SortKey::relevance});
  REQUIRE(page.has_value());
  REQUIRE(page->entries.size() == 1);
  CHECK(page->entries[0].excerpt == "The queue grew until the \x02workers\x03 stopped.");
}

TEST_CASE("a list is sorted by what is asked, with the unknown last, in pages that neither repeat nor skip") {
  OpenLibrary library;
  for (int number = 0; number < 25; ++number) {
    PostmortemRecord row = postmortem("id" + std::to_string(number), "Title " + std::to_string(number));
    if (number % 5 != 0) row.started_at = number / 2;
    REQUIRE(library->save(row, entry(std::to_string(number))).has_value());
  }
  for (const bool descending : {true, false}) {
    std::vector<ListEntry> all;
    for (std::int64_t offset = 0; offset < 25; offset += 10) {
      const auto page = library->list({.descending = descending, .offset = offset, .limit = 10});
      REQUIRE(page.has_value());
      CHECK(page->total == 25);
      all.insert(all.end(), page->entries.begin(), page->entries.end());
    }
    REQUIRE(all.size() == 25);
    CHECK(std::ranges::is_sorted(all, [&](const ListEntry& a, const ListEntry& b) {
      if (!a.started_at || !b.started_at) return a.started_at.has_value() && !b.started_at.has_value();
      return descending ? *a.started_at > *b.started_at : *a.started_at < *b.started_at;
    }));
    std::ranges::sort(all, {}, &ListEntry::id);
    CHECK(std::ranges::adjacent_find(all, {}, &ListEntry::id) == all.end());
  }
}

TEST_CASE("a system, by its whole name, and a day narrow a list, and the systems there are come most used first") {
  OpenLibrary library;
  PostmortemRecord both = postmortem("a", "A");
  both.systems = "check\npostgres";
  both.started_at = 1000;
  PostmortemRecord one = postmortem("b", "B");
  one.systems = "postgres";
  one.started_at = 2000;
  PostmortemRecord none = postmortem("c", "C");
  none.systems = "";
  none.started_at = std::nullopt;
  for (const PostmortemRecord& row : {both, one, none}) REQUIRE(library->save(row, entry(row.id)).has_value());

  CHECK(library->list({.system = "postgres"})->total == 2);
  CHECK(library->list({.system = "check"})->total == 1);
  CHECK(library->list({.system = "post"})->total == 0);
  CHECK(library->list({.since = 2000})->total == 1);
  CHECK(library->list({.since = 1000})->total == 2);
  CHECK(library->list({.system = "postgres", .since = 1500})->entries[0].id == "b");
  CHECK(library->count()->systems == Ids{"postgres", "check"});
  REQUIRE(library->remove("a", entry("remove")).has_value());
  CHECK(library->count()->systems == Ids{"postgres"});
}

TEST_CASE("views, severities and text narrow a list together, and every view has its count") {
  OpenLibrary library;
  PostmortemRecord draft = postmortem("a", "A");
  draft.severity = 1;
  PostmortemRecord reviewed = postmortem("b", "B");
  reviewed.status = "in_review";
  reviewed.severity = 1;
  reviewed.open_actions = 2;
  PostmortemRecord sample = postmortem("c", "C");
  sample.form = "full";
  sample.status = "approved";
  sample.example = true;
  for (const PostmortemRecord& row : {draft, reviewed, sample}) REQUIRE(library->save(row, entry(row.id)).has_value());

  CHECK(library->list({.severities = {1}})->total == 2);
  CHECK(library->list({.severities = {1, 2}, .text = "queue"})->total == 2);
  CHECK(library->list({.view = ListView::drafts, .severities = {2}})->total == 0);
  const auto both = library->list({.view = ListView::in_review, .severities = {1}, .text = "queue"});
  REQUIRE(both->entries.size() == 1);
  CHECK(both->entries[0].id == "b");
  const auto counts = library->count();
  for (const auto& [view, ids] : {std::pair{ListView::all, Ids{"a", "b", "c"}},
                                  {ListView::drafts, Ids{"a"}},
                                  {ListView::in_review, Ids{"b"}},
                                  {ListView::open_promises, Ids{"b"}},
                                  {ListView::small, Ids{"a", "b"}},
                                  {ListView::examples, Ids{"c"}}}) {
    CHECK(library->ids(view).value() == ids);
    CHECK(library->list({.view = view})->total == static_cast<std::int64_t>(ids.size()));
    CHECK((*counts)[view] == static_cast<std::int64_t>(ids.size()));
  }
}

TEST_CASE("what was received and is not ours has no open promises here") {
  OpenLibrary library;
  PostmortemRecord ours = postmortem("a", "A"), received = postmortem("b", "B");
  ours.open_actions = received.open_actions = 2;
  received.adopted = false;
  for (const PostmortemRecord& row : {ours, received}) REQUIRE(library->save(row, entry(row.id)).has_value());
  CHECK(library->ids(ListView::open_promises).value() == Ids{"a"});
  CHECK((*library->count())[ListView::open_promises] == 1);
  for (const auto& [typed, id] : {std::pair{"open-actions:yes", "a"}, {"open-actions:no", "b"}}) {
    const SearchQuery search = parse_search(typed);
    const auto page = library->list({.text = search.words, .filters = search.filters, .today = "2026-02-01"});
    REQUIRE(page.has_value());
    REQUIRE(page->entries.size() == 1);
    CHECK(page->entries[0].id == id);
  }
}

TEST_CASE("a filter of every field narrows a list") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "Payment API down");
  row.severity = 1;
  row.started_at = instant({.date = {2026, 1, 15}, .hour = 12}).microseconds;
  row.team = "Guardia";
  row.systems = "pagos\nPasarela";
  row.open_actions = 1;
  row.actions = {{.id = "p", .state = "committed", .owner = "Ana García", .due = "2026-01-31"}};
  row.document = R"({"tags": ["dns"], "sources": [{"kind": "slack"}]})";
  REQUIRE(library->save(row, entry("1")).has_value());
  const auto total = [&](std::string_view typed) {
    const SearchQuery search = parse_search(typed);
    CHECK(search.problems.empty());
    const auto page = library->list({.text = search.words, .filters = search.filters, .today = "2026-02-01"});
    REQUIRE(page.has_value());
    return page->total;
  };
  for (const char* typed : {"sistema:PASARELA",
                            "sev:1-2",
                            "estado:borrador",
                            "kind:incident",
                            "forma:tarjeta",
                            "tag:dns",
                            "team:guard",
                            "owner:garcia",
                            "open-actions:yes",
                            "since:2026-01-15",
                            "until:2026-01-15",
                            "source:slack",
                            "is:overdue",
                            "-is:received",
                            "is:received,overdue",
                            "title:api",
                            "title:\"down payment\"",
                            "payment title:***",
                            "-title:pagos",
                            "-sev:2,3",
                            "system:nobody,pagos"}) {
    CAPTURE(typed);
    CHECK(total(typed) == 1);
  }
  for (const char* typed : {"sistema:sarela", "sev:2-3", "-estado:borrador", "-kind:incident", "form:full",
                            "tag:dn,ds -tag:dns", "team:ops", "-owner:ana", "open-actions:no", "since:2026-01-16",
                            "until:2026-01-14", "source:jira", "-is:overdue", "is:received", "title:api,gateway",
                            "title:\"' OR 1=1 --\"", "-title:api", "system:\"pagos') --\""}) {
    CAPTURE(typed);
    CHECK(total(typed) == 0);
  }
}

TEST_CASE("an example stays one when it is edited") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "A");
  row.example = true;
  REQUIRE(library->save(row, entry("1")).has_value());
  row.example = false;
  REQUIRE(library->save(row, entry("2")).has_value());
  CHECK(library->ids(ListView::examples).value() == Ids{"a"});
}

TEST_CASE("what lists show is what was saved") {
  OpenLibrary library;
  PostmortemRecord row = postmortem("a", "Checkout");
  row.severity = 2;
  row.started_at = -5;
  row.duration = 60'000'000;
  row.team = "Payments";
  row.systems = "checkout\ngateway";
  row.time_zone = "Europe/Madrid";
  row.example = true;
  row.done_actions = 1;
  row.adopted = false;
  row.open_actions = 2;
  row.total_actions = 4;
  row.undecided_actions = 1;
  row.updated_at = 99;
  REQUIRE(library->save(row, entry("1")).has_value());
  const ListedPostmortem& expected = row;
  const ListedPostmortem listed = library->list({})->entries.at(0);
  CHECK(listed == expected);
}

TEST_CASE("what is removed is in the bin alone, can be restored, and both are in the journal") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "A"), entry("1")).has_value());
  REQUIRE(library->save(postmortem("b", "B"), entry("2")).has_value());
  REQUIRE(library->remove("a", entry("3")).has_value());
  CHECK(library->remove("a", entry("3"))->outcome == SaveOutcome::repeated);
  CHECK(library.found("") == Ids{"b"});
  CHECK(library.found("queue") == Ids{"b"});
  CHECK(library->list({.removed = true})->entries.at(0).id == "a");
  CHECK(library->load("a")->removed);
  CHECK(library->count().value()[ListView::all] == 1);
  CHECK(library->count()->removed == 1);

  REQUIRE(library->restore("a", entry("4")).has_value());

  CHECK(library.found("") == Ids{"a", "b"});
  const auto journal = library->journal("a", 10);
  REQUIRE(journal->size() == 3);
  CHECK(journal->at(0).operation == "4");
  CHECK(journal->at(0).kind == JournalKind::restored);
  CHECK(journal->at(1).kind == JournalKind::removed);
  CHECK(journal->at(2).kind == JournalKind::created);
  CHECK(journal->at(0).version == 3);
  CHECK(journal->at(0).author == "Ana");
  CHECK(library->remove("nobody", entry("5")).error().failure == StoreFailure::not_found);
}

TEST_CASE("saving what is in the bin takes it out of it") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "A"), entry("1")).has_value());
  REQUIRE(library->remove("a", entry("2")).has_value());
  REQUIRE(library->save(postmortem("a", "A"), entry("3")).has_value());
  CHECK(library.found("") == Ids{"a"});
  CHECK(library->operation("3")->at(0).kind == JournalKind::restored);
}

TEST_CASE("what a transaction did not reach the end of never happened") {
  OpenLibrary library;
  {
    const Transaction import{*library.database};
    REQUIRE(import.begun().has_value());
    REQUIRE(library->save(postmortem("a", "A"), entry("1")).has_value());
    REQUIRE(library->save(postmortem("b", "B"), entry("1")).has_value());
  }
  CHECK(library.found("").empty());
  CHECK(library->operation("1")->empty());
  CHECK_FALSE(library.database->in_transaction());
}

TEST_CASE("a statement that fails says why and leaves the library usable") {
  OpenLibrary library;
  const auto broken = Query(*library.database, "SELECT 1 FROM nowhere").run();
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().failure == StoreFailure::broken);
  CHECK(broken.error().message == "no such table: nowhere");
  REQUIRE(library->set_setting("theme", "dark").has_value());
  const auto refused = Query(*library.database, "INSERT INTO setting VALUES (?, ?)", "theme", "light").run();
  REQUIRE_FALSE(refused.has_value());
  CHECK(library->settings()->at(0).second == "dark");
}

TEST_CASE("a template is kept, changed and taken out once an operation, and the journal has what was before") {
  OpenLibrary library;
  REQUIRE(library->set_template("t2", "{\"name\": \"Two\"}", entry("one")) == SaveOutcome::saved);
  REQUIRE(library->set_template("t1", "{\"name\": \"One\"}", entry("two")) == SaveOutcome::saved);
  CHECK(library->set_template("t1", "{\"name\": \"Late\"}", entry("two")) == SaveOutcome::repeated);
  REQUIRE(library->set_template("t2", "{\"name\": \"Changed\"}", entry("three")) == SaveOutcome::saved);
  library.reopen();
  CHECK(library->templates() == std::vector<std::string>{"{\"name\": \"One\"}", "{\"name\": \"Changed\"}"});
  REQUIRE(library->set_template("t2", "", entry("four")) == SaveOutcome::saved);
  CHECK(library->templates()->size() == 1);
  CHECK(library->load_template("t2")->empty());
  const auto last = library->operation("four");
  REQUIRE(last.has_value());
  REQUIRE(last->size() == 1);
  CHECK(last->front().kind == JournalKind::template_);
  CHECK(last->front().change == "{\"name\": \"Changed\"}");
}

TEST_CASE("a library of a newer version is refused and left alone") {
  OpenLibrary library;
  REQUIRE(library->save(postmortem("a", "A"), entry("1")).has_value());
  REQUIRE(library.database->execute("PRAGMA user_version = 1000").has_value());
  library.store.reset();
  library.database.reset();

  const auto reopened = library.place.open();
  REQUIRE(reopened.has_value());
  const auto refused = LibraryStore::open(**reopened);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().failure == StoreFailure::newer);
  CHECK(rows_of(**reopened, "postmortem") == 1);
}

TEST_CASE("a library is written durably and alone") {
  OpenLibrary library;
  const auto pragma = [&](const char* sql) {
    Query value{*library.database, sql};
    REQUIRE(value.next());
    return value.text(0);
  };
  CHECK(pragma("PRAGMA journal_mode") == "wal");
  CHECK(pragma("PRAGMA synchronous") == "2");
  CHECK(pragma("PRAGMA locking_mode") == "exclusive");
  CHECK(pragma("PRAGMA integrity_check") == "ok");
}

}  // namespace unrepeat::test
