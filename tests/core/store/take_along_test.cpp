// What is taken along: the file opens as any database does and answers what a small library is known to hold, and the
// tables say the same, whatever somebody typed.
#include "core/store/take_along.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "core/action/promise_files.hpp"
#include "core/format/csv_writer.hpp"
#include "core/learn/figure.hpp"
#include "tests/contract/place.hpp"
#include "tests/core/sequence.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;

namespace {

using Cells = std::vector<std::string>;

Instant at(std::string_view written) { return *parse_instant(written); }

Moment recorded(std::string_view written) {
  return {.state = MomentState::recorded, .time = Time{.at = at(written)}, .basis = MomentBasis::recorded};
}

TakeAlong taken(const std::vector<Postmortem>& postmortems) {
  auto begun = TakeAlong::begin(noon);
  REQUIRE(begun.has_value());
  for (const Postmortem& postmortem : postmortems) REQUIRE(begun->add(postmortem).has_value());
  return std::move(*begun);
}

/// The file on a disk, opened by whoever has it.
class OpenedFile {
 public:
  explicit OpenedFile(const std::vector<Postmortem>& postmortems) {
    const auto bytes = taken(postmortems).database_file();
    REQUIRE(bytes.has_value());
    std::ofstream(place_.path(), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    auto opened = place_.open();
    REQUIRE(opened.has_value());
    database_ = std::move(*opened);
  }
  /// All rows, cells as text and "NULL".
  std::vector<Cells> ask(const std::string& sql, int columns) {
    std::vector<Cells> rows;
    Query query{*database_, sql};
    while (query.next()) {
      Cells& row = rows.emplace_back();
      for (int column = 0; column < columns; ++column)
        row.push_back(query.is_null(column) ? "NULL" : query.text(column));
    }
    REQUIRE(query.result().has_value());
    return rows;
  }
  /// The one row there is.
  Cells one(const std::string& sql, int columns) {
    const auto rows = ask(sql, columns);
    REQUIRE(rows.size() == 1);
    return rows.front();
  }

 private:
  test::Place place_;
  std::unique_ptr<Database> database_;
};

/// A night with everything that a view is of.
Postmortem checkout() {
  static SequentialIds ids;
  Postmortem one;
  one.id = ids.next_as<Id<Postmortem>>();
  one.title = "Checkout timed out";
  one.status.state = StatusState::approved;
  one.severity = Severity{};
  one.severity->level = 2;
  one.severity->written = "SEV-2";
  one.team = "Payments";
  one.time_zone = "Europe/Madrid";
  one.tags = {"database", "release"};
  one.detection.source = DetectionSource::customer;
  one.causes.state = CausesState::partly;
  one.history.created_at = at("2026-03-09T10:00:00Z");
  one.history.updated_at = at("2026-03-10T10:00:00.25Z");

  one.systems.push_back({.id = ids.next_as<Id<AffectedSystem>>(), .name = "checkout", .environment = "production"});
  one.systems.push_back({.id = ids.next_as<Id<AffectedSystem>>(), .name = "bank", .external = true});
  one.refs.push_back({.id = ids.next_as<Id<Reference>>(), .system = "jira", .key = "INC-7"});

  one.timeline.resize(2);
  TimelineEvent& began = one.timeline[0];
  began.id = ids.next_as<EventId>();
  began.kind = EventKind::change;
  began.text = "An index is built.";
  began.actor = "Ana";
  began.starred = true;
  began.tags = {"release"};
  began.time = {.at = at("2026-03-08T13:00:00Z"),
                .written = "2026-03-08 14:00",
                .offset = "+01:00",
                .precision = Precision::minute};
  began.evidence.emplace_back();
  TimelineEvent& hidden = one.timeline[1];
  hidden.id = ids.next_as<EventId>();
  hidden.text = "Lunch?";
  hidden.hidden = Hidden{.reason = "talk"};
  hidden.time = {.written = "later",
                 .earliest = at("2026-03-08T13:00:00Z"),
                 .latest = at("2026-03-08T15:00:00Z"),
                 .approximate = true};

  one.moments[MomentKind::cause_introduced] = {
      .state = MomentState::recorded, .event = began.id, .basis = MomentBasis::recorded};
  one.moments[MomentKind::impact_start] = recorded("2026-03-08T13:02:00Z");
  one.moments[MomentKind::detected] = recorded("2026-03-08T13:12:30Z");
  one.moments[MomentKind::notified] = {.state = MomentState::not_applicable, .note = "They saw it themselves."};
  one.moments[MomentKind::acknowledged] = {.state = MomentState::unknown};
  one.moments[MomentKind::mitigated] = recorded("2026-03-08T14:02:00Z");
  // Written down by somebody whose clock was behind.
  one.moments[MomentKind::resolved] = recorded("2026-03-08T13:01:00Z");
  one.moments[MomentKind::identified] = {.state = MomentState::recorded,
                                         .time = Time{.at = at("2026-03-08T13:30:00Z"), .precision = Precision::hour},
                                         .basis = MomentBasis::recorded};
  one.moments[MomentKind::communicated] = {.state = MomentState::recorded, .time = Time{.written = "around noon"}};

  Factor& factor = one.causes.factors.emplace_back();
  factor.id = ids.next_as<FactorId>();
  factor.kind = FactorKind::missing_guard;
  factor.category = FactorCategory::technical;
  factor.text = "Nothing limits how long a lock is waited for.";
  factor.tags = {"locks"};
  CauseLink& cause = one.causes.links.emplace_back();
  cause.id = ids.next_as<Id<CauseLink>>();
  cause.from = text_of(factor.id);
  cause.kind = CauseLinkKind::let_it_escalate;

  Action& action = one.actions.emplace_back();
  action.id = ids.next_as<ActionId>();
  action.title = "Limit the wait";
  action.state = ActionState::done;
  action.effect = Effect::prevent;
  action.owner = Owner{.person = "Ana", .team = "Payments"};
  action.due = "2026-05-01";
  action.addresses = {factor.id};
  action.checks.push_back({.criterion = "No wait above a second", .on = "2026-05-15", .result = CheckResult::worked});
  action.log.push_back({.id = ids.next_as<Id<LogEntry>>(),
                        .at = at("2026-03-09T10:00:00Z"),
                        .by = "Ana",
                        .from = "idea",
                        .to = "committed"});
  action.log.push_back({.id = ids.next_as<Id<LogEntry>>(),
                        .at = at("2026-04-01T10:00:00Z"),
                        .field = LoggedField::due,
                        .from = "2026-04-01",
                        .to = "2026-05-01",
                        .note = "Waits for the new driver"});

  Relation& again = one.related.emplace_back();
  again.id = ids.next_as<Id<Relation>>();
  again.kind = RelationKind::recurrence_of;
  again.target = ids.next_as<PostmortemId>();
  Relation& elsewhere = one.related.emplace_back();
  elsewhere.id = ids.next_as<Id<Relation>>();
  elsewhere.ref = "INC-3";
  elsewhere.note = "Same vendor";
  return one;
}

Postmortem untouched(std::string title = {}) {
  static SequentialIds ids;
  Postmortem one;
  one.id = ids.next_as<PostmortemId>();
  one.id.bytes.back() = 2;
  one.title = std::move(title);
  return one;
}

/// RFC 4180 to the letter: texts in quotes, numbers without, nothing where there is nothing, CRLF behind each row.
std::vector<Cells> rows_of(std::string_view csv) {
  REQUIRE(csv.starts_with("\xEF\xBB\xBF"));
  std::vector<Cells> rows(1);
  for (std::size_t at = 3; at < csv.size();) {
    std::string& cell = rows.back().emplace_back();
    if (csv[at] == '"') {
      for (++at; csv.substr(at, 1) != "\"" || csv.substr(at, 2) == "\"\""; ++at) {
        REQUIRE(at < csv.size());
        cell += csv[at];
        if (csv[at] == '"') ++at;
      }
      ++at;
    } else {
      const std::size_t end = csv.find_first_of(",\r", at);
      REQUIRE(end != csv.npos);
      cell = csv.substr(at, end - at);
      REQUIRE(cell.find_first_not_of("0123456789.e+-") == cell.npos);
      at = end;
    }
    const bool is_last = csv.substr(at, 2) == "\r\n";
    REQUIRE((is_last || csv.substr(at, 1) == ","));
    at += is_last ? 2 : 1;
    if (is_last && at < csv.size()) rows.emplace_back();
  }
  return rows;
}

std::vector<Cells> table_of(TakeAlong& along, TakenView view) {
  const auto csv = along.csv_of(view);
  REQUIRE(csv.has_value());
  return rows_of(*csv);
}

/// The cells below a header.
Cells column_of(const std::vector<Cells>& table, std::string_view header) {
  const auto found = std::ranges::find(table.front(), header);
  REQUIRE(found != table.front().end());
  Cells cells;
  for (std::size_t row = 1; row < table.size(); ++row)
    cells.push_back(table[row][static_cast<std::size_t>(found - table.front().begin())]);
  return cells;
}

}  // namespace

// ---- the file

TEST_CASE("the file that is taken along answers what a post-mortem says of itself") {
  const Postmortem one = checkout();
  OpenedFile file({one, untouched("Later")});
  CHECK(file.ask("SELECT count(*) FROM postmortems", 1) == std::vector<Cells>{{"2"}});
  CHECK(file.one("SELECT id, kind, form, status, closed, severity, severity_written, started_at, impact_minutes, "
                 "time_zone, detected_by, causes_state, data_loss, actions, open_actions, done_actions, team, "
                 "created_at, updated_at, sensitivity FROM postmortems WHERE title = 'Checkout timed out'",
                 20) == Cells{text_of(one.id),
                              "incident",
                              "full",
                              "approved",
                              "0",
                              "2",
                              "SEV-2",
                              "2026-03-08T13:02:00Z",
                              "60.0",
                              "Europe/Madrid",
                              "customer",
                              "partly",
                              "unknown",
                              "1",
                              "1",
                              "1",
                              "Payments",
                              "2026-03-09T10:00:00Z",
                              "2026-03-10T10:00:00.25Z",
                              "NULL"});
}

TEST_CASE("the file has the events as they were written beside where they stand on the clock") {
  OpenedFile file({checkout()});
  CHECK(file.ask("SELECT place, kind, text, actor, starred, hidden, hidden_because, evidence, happened_at, "
                 "unix_seconds, written, utc_offset, precision, approximate, earliest, latest FROM events "
                 "ORDER BY place",
                 16) ==
        std::vector<Cells>{{"1", "change", "An index is built.", "Ana", "1", "0", "NULL", "1", "2026-03-08T13:00:00Z",
                            "1772974800.0", "2026-03-08 14:00", "+01:00", "minute", "0", "NULL", "NULL"},
                           {"2", "other", "Lunch?", "NULL", "0", "1", "talk", "0", "NULL", "NULL", "later", "NULL",
                            "second", "1", "2026-03-08T13:00:00Z", "2026-03-08T15:00:00Z"}});
}

TEST_CASE("the file has the causes, what answers them and what came before as links that join") {
  const Postmortem one = checkout();
  OpenedFile file({one});
  CHECK(file.one("SELECT f.kind, f.category, f.certainty, f.text, l.kind, l.to_kind FROM factors f "
                 "JOIN links l ON l.from_id = f.id JOIN postmortems p ON p.id = l.to_id",
                 6) == Cells{"missing_guard", "technical", "likely", "Nothing limits how long a lock is waited for.",
                             "let_it_escalate", "incident"});
  CHECK(file.one("SELECT a.title, f.text FROM links l JOIN actions a ON a.id = l.from_id "
                 "JOIN factors f ON f.id = l.to_id WHERE l.kind = 'addresses'",
                 2) == Cells{"Limit the wait", "Nothing limits how long a lock is waited for."});
  CHECK(file.ask("SELECT from_id, kind, to_id, written, note FROM links WHERE from_kind = 'incident' ORDER BY place",
                 5) ==
        std::vector<Cells>{{text_of(one.id), "recurrence_of", text_of(*one.related[0].target), "NULL", "NULL"},
                           {text_of(one.id), "related", "NULL", "INC-3", "Same vendor"}});
}

TEST_CASE("the file has the promises and what became of them") {
  OpenedFile file({checkout()});
  CHECK(file.one("SELECT title, state, kind, effect, owner_person, owner_team, owner_organisation, due, times_put_off, "
                 "promised_at, changed_at, check_criterion, check_result, checked_at, look_on FROM actions",
                 15) == Cells{"Limit the wait", "done", "NULL", "prevent", "Ana", "Payments", "NULL", "2026-05-01", "1",
                              "2026-03-09T10:00:00Z", "2026-04-01T10:00:00Z", "No wait above a second", "worked",
                              "NULL", "NULL"});
  CHECK(file.ask("SELECT l.logged_at, l.author, l.field, l.from_value, l.to_value, l.note FROM action_log l "
                 "JOIN actions a ON a.id = l.action AND a.postmortem = l.postmortem ORDER BY l.place",
                 6) == std::vector<Cells>{{"2026-03-09T10:00:00Z", "Ana", "state", "idea", "committed", "NULL"},
                                          {"2026-04-01T10:00:00Z", "NULL", "due", "2026-04-01", "2026-05-01",
                                           "Waits for the new driver"}});
}

TEST_CASE("the file has systems, tags and the names that other systems have for an incident") {
  OpenedFile file({checkout()});
  CHECK(file.ask("SELECT name, environment, external FROM systems ORDER BY place", 3) ==
        std::vector<Cells>{{"checkout", "production", "0"}, {"bank", "NULL", "1"}});
  CHECK(
      file.ask("SELECT of_kind, tag FROM tags ORDER BY place", 2) ==
      std::vector<Cells>{{"incident", "database"}, {"incident", "release"}, {"event", "release"}, {"factor", "locks"}});
  CHECK(file.one("SELECT r.system, r.key, r.url, p.title FROM refs r JOIN postmortems p ON p.id = r.postmortem", 4) ==
        Cells{"jira", "INC-7", "NULL", "Checkout timed out"});
}

TEST_CASE("a moment has the time of its event, and of what is not recorded there is none") {
  OpenedFile file({checkout()});
  CHECK(file.ask("SELECT moment, state, happened_at, written, precision, approximate, note FROM moments "
                 "WHERE place < 5 ORDER BY place",
                 7) ==
        std::vector<Cells>{
            {"cause_introduced", "recorded", "2026-03-08T13:00:00Z", "2026-03-08 14:00", "minute", "0", "NULL"},
            {"impact_start", "recorded", "2026-03-08T13:02:00Z", "NULL", "second", "0", "NULL"},
            {"detected", "recorded", "2026-03-08T13:12:30Z", "NULL", "second", "0", "NULL"},
            {"notified", "not_applicable", "NULL", "NULL", "NULL", "NULL", "They saw it themselves."}});
}

TEST_CASE("a duration is the minutes between two moments, or says why there is none, and is never negative") {
  OpenedFile file({checkout()});
  const auto duration = [&](const std::string& from, const std::string& to) {
    return file.one("SELECT minutes, state, approximate FROM durations WHERE from_moment = '" + from +
                        "' AND to_moment = '" + to + "'",
                    3);
  };
  CHECK(duration("impact_start", "detected") == Cells{"10.5", "known", "0"});
  CHECK(duration("cause_introduced", "mitigated") == Cells{"62.0", "known", "0"});
  CHECK(duration("detected", "identified") == Cells{"17.5", "known", "1"});
  CHECK(duration("mitigated", "resolved") == Cells{"NULL", "out_of_order", "NULL"});
  CHECK(duration("detected", "notified") == Cells{"NULL", "not_applicable", "NULL"});
  CHECK(duration("detected", "acknowledged") == Cells{"NULL", "unknown", "NULL"});
  CHECK(duration("detected", "communicated") == Cells{"NULL", "unknown", "NULL"});
  CHECK(duration("detected", "declared") == Cells{"NULL", "pending", "NULL"});
  CHECK(duration("notified", "declared") == Cells{"NULL", "not_applicable", "NULL"});
  CHECK(duration("declared", "acknowledged") == Cells{"NULL", "unknown", "NULL"});
  CHECK(file.one("SELECT count(*) FROM durations WHERE minutes < 0 OR (minutes IS NULL) = (state = 'known')", 1) ==
        Cells{"0"});
}

TEST_CASE("a duration is known where a figure counts it, and else says why not as a figure does") {
  const Moment began = recorded("2026-03-08T13:02:00Z"), ended = recorded("2026-03-08T14:02:00Z");
  const Moment unknown{.state = MomentState::unknown}, pending{}, none{.state = MomentState::not_applicable};
  const Moment unplaced{.state = MomentState::recorded, .time = Time{.written = "around noon"}};
  const Moment noted{.basis = MomentBasis::tool_default, .note = "14:02: set by itself"};
  Moment of_tool = began;
  of_tool.basis = MomentBasis::tool_default;
  Moment tomorrow = ended;
  tomorrow.time->at = noon + days(1);
  const std::pair<Moment, Moment> all[] = {
      {began, ended},     {began, began},      {ended, began},     {began, tomorrow},
      {tomorrow, ended},  {of_tool, ended},    {ended, of_tool},   {of_tool, pending},
      {began, noted},     {pending, tomorrow}, {of_tool, unknown}, {began, unplaced},
      {unknown, pending}, {unknown, none},     {none, of_tool},    {of_tool, tomorrow},
  };
  std::vector<Postmortem> postmortems;
  std::vector<IncidentFacts> facts;
  SequentialIds ids;
  for (const auto& [start, end] : all) {
    Postmortem& one = postmortems.emplace_back();
    one.id = ids.next_as<PostmortemId>();
    one.moments[MomentKind::impact_start] = start;
    one.moments[MomentKind::mitigated] = end;
    facts.push_back(facts_of(one));
  }
  OpenedFile file(postmortems);
  const auto states = file.ask(
      "SELECT state, count(*), count(minutes), count(approximate) FROM durations "
      "WHERE from_moment = 'impact_start' AND to_moment = 'mitigated' GROUP BY state ORDER BY state",
      4);
  CHECK(states == std::vector<Cells>{{"in_future", "2", "0", "0"},
                                     {"known", "2", "2", "2"},
                                     {"not_applicable", "2", "0", "0"},
                                     {"out_of_order", "1", "0", "0"},
                                     {"pending", "2", "0", "0"},
                                     {"tool_default", "4", "0", "0"},
                                     {"unknown", "3", "0", "0"}});
  std::vector<const IncidentFacts*> library;
  for (const IncidentFacts& one : facts) library.push_back(&one);
  // Where it begins in the future, all of it does for a figure.
  std::erase_if(library, [](const IncidentFacts* one) { return one->started_at > noon; });
  const Figure figure =
      figure_of(FigureKind::durations, library, {.now = noon, .today = "2026-11-23"}, NativeTimeZones{});
  CHECK(figure.count == 2);
  for (const LeftOutCount& left : figure.left_out)
    for (const Cells& row : states)
      if (row[0] == spelling_of(left.why) && left.why != LeftOut::in_future)
        CHECK(row[1] == std::to_string(left.count));
  CHECK(figure.left_out.size() == 6);
}

TEST_CASE("of a post-mortem in which nobody recorded a moment every duration is pending") {
  OpenedFile file({untouched()});
  CHECK(file.ask("SELECT state, count(*) FROM moments GROUP BY state", 2) == std::vector<Cells>{{"pending", "12"}});
  CHECK(file.ask("SELECT state, count(*), count(minutes) FROM durations GROUP BY state", 3) ==
        std::vector<Cells>{{"pending", "66", "0"}});
  CHECK(file.one("SELECT title, started_at, impact_minutes, severity, open_actions FROM postmortems", 5) ==
        Cells{"NULL", "NULL", "NULL", "NULL", "0"});
}

TEST_CASE("what somebody typed is never a statement, and comes back from the file letter by letter") {
  using namespace std::string_literals;
  for (const std::string& title : {"'); DROP TABLE events; --"s, "\"quoted\" ; 'twice'"s, "=1+1"s, "two\r\nlines"s,
                                   "a\0b"s, "?1 :name @name"s, "本番 👩"s}) {
    Postmortem one = untouched(title);
    one.tags = {title};
    OpenedFile file({one});
    CHECK(file.one("SELECT title FROM postmortems", 1) == Cells{title});
    CHECK(file.one("SELECT tag FROM tags", 1) == Cells{title});
    CHECK(file.one("SELECT count(*) FROM events", 1) == Cells{"0"});
  }
}

TEST_CASE("every view and every column of the file is described in it, and nothing else is") {
  OpenedFile file({checkout()});
  const auto described = file.ask(
      "SELECT view_name, column_name, type, meaning FROM about WHERE column_name IS NOT NULL ORDER BY rowid", 4);
  const auto views = file.ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid", 1);
  CHECK(views.size() == taken_view_count);
  std::size_t found = 0;
  for (const Cells& view : views) {
    CAPTURE(view[0]);
    CHECK(std::ranges::find(spellings(TakenView{}), view[0]) != spellings(TakenView{}).end());
    const std::string named = " WHERE view_name = '" + view[0] + "' AND column_name IS NULL";
    CHECK(file.one("SELECT meaning FROM about" + named, 1)[0].ends_with("."));
    for (const Cells& column : file.ask("SELECT name FROM pragma_table_info('" + view[0] + "') ORDER BY cid", 1)) {
      CAPTURE(column[0]);
      REQUIRE(found < described.size());
      CHECK(described[found][0] == view[0]);
      CHECK(described[found][1] == column[0]);
      CHECK(described[found][3].ends_with("."));
      // A view's expressions have no declared type, so the cells are looked at.
      CHECK(file.one("SELECT count(*) FROM \"" + view[0] + "\" WHERE \"" + column[0] +
                         "\" IS NOT NULL AND upper(typeof(\"" + column[0] + "\")) <> '" + described[found][2] + "'",
                     1) == Cells{"0"});
      ++found;
    }
  }
  CHECK(found == described.size());
  CHECK(file.one("SELECT count(*) FROM about WHERE view_name IS NULL", 1) == Cells{"1"});
}

TEST_CASE("a post-mortem that is added twice fails and leaves what was there before") {
  const Postmortem one = checkout();
  TakeAlong along = taken({one});
  CHECK_FALSE(along.add(one).has_value());
  CHECK(table_of(along, TakenView::events).size() == 3);
  CHECK(along.add(untouched("Later")).has_value());
  CHECK(column_of(table_of(along, TakenView::postmortems), "title").size() == 2);
}

TEST_CASE("a library of nothing is a file with every view, and tables with a header alone") {
  OpenedFile file({});
  TakeAlong along = taken({});
  for (std::size_t i = 0; i + 1 < taken_view_count; ++i) {
    const auto view = static_cast<TakenView>(i);
    CHECK(file.one("SELECT count(*) FROM " + std::string(spellings(view)[i]), 1) == Cells{"0"});
    CHECK(table_of(along, view).size() == 1);
  }
}

// ---- the tables

TEST_CASE("a table of a view has the view's columns and says the same as the file") {
  const std::vector<Postmortem> postmortems = {checkout(), untouched("=1+1"), untouched("-5 \"replicas\",\nagain")};
  OpenedFile file(postmortems);
  TakeAlong along = taken(postmortems);
  for (std::size_t i = 0; i < taken_view_count; ++i) {
    const auto view = static_cast<TakenView>(i);
    const std::string name{spellings(view)[i]};
    CAPTURE(name);
    const auto columns =
        file.ask("SELECT column_name, type FROM about WHERE view_name = '" + name + "' AND column_name IS NOT NULL", 2);
    const auto table = table_of(along, view);
    Cells header;
    for (const Cells& column : columns) header.push_back(column[0]);
    CHECK(table.front() == header);
    auto rows = file.ask("SELECT * FROM " + name, static_cast<int>(header.size()));
    REQUIRE(table.size() == rows.size() + 1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < header.size(); ++column) {
        std::string& cell = rows[row][column];
        if (cell == "NULL") cell.clear();
        if (columns[column][1] == "TEXT") cell = safe_cell(cell);
      }
      CHECK(table[row + 1] == rows[row]);
    }
  }
  Cells titles = column_of(table_of(along, TakenView::postmortems), "title");
  std::ranges::sort(titles);
  CHECK(titles == Cells{"'-5 \"replicas\",\nagain", "'=1+1", "Checkout timed out"});
}

TEST_CASE("a table is the same in whatever order its post-mortems were added") {
  const Postmortem one = checkout(), other = untouched("Later");
  TakeAlong first = taken({one, other}), second = taken({other, one});
  for (const TakenView view : {TakenView::postmortems, TakenView::durations, TakenView::events})
    CHECK(table_of(first, view) == table_of(second, view));
}

TEST_CASE("numbers are bare in a table, texts that look like numbers are in quotes, and what is not known is empty") {
  Postmortem one = untouched("007");
  one.severity = Severity{};
  TakeAlong along = taken({one});
  const auto csv = along.csv_of(TakenView::postmortems);
  REQUIRE(csv.has_value());
  CHECK(csv->find("\"" + text_of(one.id) + "\",\"007\",\"incident\",\"full\",\"draft\",0,3,,,,\"Etc/UTC\"") !=
        csv->npos);
}

TEST_CASE("whatever a library holds can be taken along") {
  CHECK(rc::check([] {
    const Postmortem one = *test::generated_postmortem();
    TakeAlong along = taken({one});
    RC_ASSERT(column_of(table_of(along, TakenView::postmortems), "title") == Cells{safe_cell(one.title)});
    const auto events = table_of(along, TakenView::events);
    RC_ASSERT(events.size() == one.timeline.size() + 1);
    for (std::size_t i = 0; i < one.timeline.size(); ++i) {
      RC_ASSERT(column_of(events, "text")[i] == safe_cell(one.timeline[i].text));
      RC_ASSERT(column_of(events, "id")[i] == text_of(one.timeline[i].id));
    }
    RC_ASSERT(table_of(along, TakenView::actions).size() == one.actions.size() + 1);
    RC_ASSERT(table_of(along, TakenView::durations).size() == 67u);
    for (const std::string& minutes : column_of(table_of(along, TakenView::durations), "minutes"))
      RC_ASSERT_FALSE(minutes.starts_with("-"));
  }));
}
