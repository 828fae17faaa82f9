// The files and lines that leave the list of promises: read back by strict readers, safe whatever somebody typed, and
// the same as the files in tests/fixtures/promise/, which programs of others read in tests/promise_files.test.mjs.
// UNREPEAT_REWRITE=1 writes those anew.
#include "core/action/promise_files.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "core/action/calendar.hpp"
#include "core/format/csv_writer.hpp"
#include "tests/core/sequence.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

constexpr CalendarDate today{2026, 11, 23};
const NativeTimeZones zones;

using Cells = std::vector<std::string>;

/// RFC 4180 to the letter: cells in quotes, commas between them, CRLF behind each row.
std::vector<Cells> rows_of(std::string_view csv) {
  REQUIRE(csv.starts_with("\xEF\xBB\xBF"));
  std::vector<Cells> rows(1);
  for (std::size_t at = 3; at < csv.size();) {
    REQUIRE(csv[at] == '"');
    std::string& cell = rows.back().emplace_back();
    for (++at; csv.substr(at, 1) != "\"" || csv.substr(at, 2) == "\"\""; ++at) {
      REQUIRE(at < csv.size());
      cell += csv[at];
      if (csv[at] == '"') ++at;
    }
    ++at;
    const bool is_last = csv.substr(at, 2) == "\r\n";
    REQUIRE((is_last || csv.substr(at, 1) == ","));
    at += is_last ? 2 : 1;
    if (is_last && at < csv.size()) rows.emplace_back();
  }
  return rows;
}

bool begins_formula(std::string_view text) {
  for (const std::string_view sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})
    if (text.starts_with(sign)) return true;
  return false;
}

/// What was typed, as promise_files.hpp says it is had.
std::string typed(const std::string& cell) {
  const std::size_t begin = cell.find_first_not_of("' ");
  const bool is_made_safe =
      cell.starts_with("'") && begin != cell.npos && begins_formula(std::string_view(cell).substr(begin));
  return is_made_safe ? cell.substr(1) : cell;
}

Promise promise(std::string title, ActionState state, std::string due, std::string look_on = "") {
  static SequentialIds ids;
  Promise made{.postmortem_title = "Checkout timeouts", .time_zone = "UTC", .title = std::move(title), .state = state};
  made.id = ids.next_as<Id<Action>>();
  made.postmortem = ids.next_as<Id<Postmortem>>();
  made.owner = "Ana";
  made.due = std::move(due);
  made.look_on = std::move(look_on);
  return made;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    REQUIRE(end != text.npos);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string digest_of(const std::vector<Promise>& promises, Language language = Language::english) {
  return write_promise_digest(promises, today, language);
}

std::string list_of(const std::vector<Promise>& promises) {
  return write_promise_markdown(promises, Language::english);
}

rc::Gen<std::string> awkward_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                          "a", "1", "ñ", "=", "+", "-", "@", "＝", "'", " ", "\t", "\r\n", "\n", "\"", ",", ";", "\\",
                          "`", "*", "_", "[", "](x)", "<b>", "#", "|", "~", "&amp;", ".", "!", "👩")),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& piece : pieces) text += piece;
                        return text;
                      });
}

}  // namespace

// ---- the table

TEST_CASE("the table of promises has a row for each, in the language it is asked for") {
  Promise one = promise("Alert on pool wait time", ActionState::in_progress, "2026-11-17", "2026-12-01");
  one.priority = Priority::high;
  one.effect = Effect::detect;
  one.severity = 2;
  one.systems = {"checkout", "pool, west"};
  one.slips = 3;
  const auto english = rows_of(write_promise_csv(std::span(&one, 1), zones, Language::english));
  REQUIRE(english.size() == 2);
  CHECK(english[0] == Cells{"Promise", "State", "Owner", "Due", "Check on", "Waiting on", "Reason", "Priority", "Kind",
                            "Effect", "Times put off", "Promised on", "Last changed on", "Post-mortem", "Incident on",
                            "Severity", "Systems", "Promise ID", "Post-mortem ID"});
  CHECK(english[1] == Cells{"Alert on pool wait time", "In progress", "Ana", "2026-11-17", "2026-12-01", "", "", "High",
                            "", "Detect", "3", "", "", "Checkout timeouts", "", "2", "checkout; pool, west",
                            text_of(one.id), text_of(one.postmortem)});
  const auto spanish = rows_of(write_promise_csv(std::span(&one, 1), zones, Language::spanish));
  CHECK(spanish[0][0] == "Promesa");
  CHECK(spanish[1][1] == "En curso");
}

TEST_CASE("a table of no promises is its header") {
  CHECK(rows_of(write_promise_csv({}, zones, Language::english)).size() == 1);
}

TEST_CASE("days in the table are those of the place where it happened") {
  Promise one = promise("Look", ActionState::committed, "");
  one.time_zone = "Asia/Tokyo";
  one.started_at = *parse_instant("2026-03-08T15:00:00Z");
  one.promised_at = *parse_instant("2026-03-09T14:59:59Z");
  one.changed_at = *parse_instant("2026-12-31T20:00:00Z");
  const auto row = rows_of(write_promise_csv(std::span(&one, 1), zones, Language::english))[1];
  CHECK(row[14] == "2026-03-09");
  CHECK(row[11] == "2026-03-09");
  CHECK(row[12] == "2027-01-01");
}

TEST_CASE("a cell that a spreadsheet would take for a formula has an apostrophe in front, and no other has") {
  CHECK(safe_cell("=1+1") == "'=1+1");
  CHECK(safe_cell("-5 replicas") == "'-5 replicas");
  CHECK(safe_cell("@oncall") == "'@oncall");
  CHECK(safe_cell("\t=1") == "'\t=1");
  CHECK(safe_cell("\r\n+1") == "'\r\n+1");
  CHECK(safe_cell("  =1") == "'  =1");
  CHECK(safe_cell("＝1") == "'＝1");
  CHECK(safe_cell("'=1") == "''=1");
  CHECK(safe_cell("'tis done") == "'tis done");
  CHECK(safe_cell("a=1") == "a=1");
  CHECK(safe_cell("").empty());
}

TEST_CASE("whatever somebody typed comes back from the table, and none of its cells begins a formula") {
  CHECK(rc::check([] {
    Promise one = promise(*awkward_text(), ActionState::idea, "");
    one.owner = *awkward_text();
    one.waiting_on = *awkward_text();
    one.postmortem_title = *awkward_text();
    const auto rows = rows_of(write_promise_csv(std::span(&one, 1), zones, Language::english));
    RC_ASSERT(rows.size() == 2);
    RC_ASSERT(rows[1].size() == rows[0].size());
    for (const std::string& cell : rows[1]) RC_ASSERT_FALSE(begins_formula(cell));
    RC_ASSERT(typed(rows[1][0]) == one.title);
    RC_ASSERT(typed(rows[1][2]) == one.owner);
    RC_ASSERT(typed(rows[1][5]) == one.waiting_on);
    RC_ASSERT(typed(rows[1][13]) == one.postmortem_title);
  }));
}

// ---- the list

TEST_CASE("a list by state names the owner, and keeps the order of what it is given") {
  Promise nobodys = promise("Shed load", ActionState::committed, "");
  nobodys.owner = "";
  CHECK(list_of({promise("Alert", ActionState::in_progress, "2026-11-17", "2026-12-01"), nobodys,
                 promise("Drill", ActionState::in_progress, "2026-12-24")}) ==
        "# Promises\n\n"
        "## In progress\n\n"
        "- Alert (Ana, due 17 Nov 2026, check on 1 Dec 2026), from “Checkout timeouts”\n"
        "- Drill (Ana, due 24 Dec 2026), from “Checkout timeouts”\n\n"
        "## Committed\n\n"
        "- Shed load (nobody yet), from “Checkout timeouts”\n");
}

TEST_CASE("a list says of what has no title and nobody that it has none") {
  Promise nobodys = promise("", ActionState::idea, "");
  nobodys.owner = " ";
  CHECK(list_of({nobodys, promise("Drill", ActionState::will_not_do, "2026-12-24")}) ==
        "# Promises\n\n"
        "## Idea\n\n"
        "- Untitled (nobody yet), from “Checkout timeouts”\n\n"
        "## Will not do\n\n"
        "- Drill (Ana, due 24 Dec 2026), from “Checkout timeouts”\n");
}

TEST_CASE("what will not be done says why, in the list and in the table") {
  Promise dropped = promise("Shed load", ActionState::will_not_do, "");
  dropped.reason = "=The pool is *gone*.";
  CHECK(list_of({dropped}).ends_with(
      "- Shed load (Ana), from “Checkout timeouts”. Because: \\=The pool is \\*gone\\*.\n"));
  const auto rows = rows_of(write_promise_csv(std::span(&dropped, 1), zones, Language::english));
  const auto at = std::ranges::find(rows[0], "Reason") - rows[0].begin();
  CHECK(rows[1][static_cast<std::size_t>(at)] == "'=The pool is *gone*.");
}

TEST_CASE("a list and a digest of a part of the promises name each filter, in the language they are in") {
  const std::vector<Promise> promises{promise("Alert", ActionState::committed, "2026-11-20")};
  const PromiseFilter filter{.owner = "Ana", .system = "check*out", .effect = Effect::detect, .search = "pool\nsize"};
  CHECK(write_promise_digest(promises, today, Language::english, filter)
            .starts_with("Owner: Ana · System: check*out · Effect: Detect · Words: “pool size”\n1 overdue\n"));
  CHECK(write_promise_digest(promises, today, Language::spanish, {.owner = has_none})
            .starts_with("A cargo de: nadie todavía\n1 vencida\n"));
  CHECK(write_promise_digest({}, today, Language::english, {.system = has_none})
            .starts_with("System: none\nNothing is overdue"));
  CHECK(write_promise_markdown(promises, Language::english, {.system = "check*out"})
            .starts_with("# Promises\n\nSystem: check\\*out\n\n## Committed\n"));
  CHECK(write_promise_markdown({}, Language::english, {.owner = "Ana"}) ==
        "# Promises\n\nOwner: Ana\n\nThere is no promise in this list.\n");
}

TEST_CASE("a list of no promises says so") {
  CHECK(list_of({}) == "# Promises\n\nThere is no promise in this list.\n");
}

TEST_CASE("whatever somebody typed is text in the list, on a line of its own") {
  CHECK(rc::check([] {
    Promise one = promise(*awkward_text(), ActionState::idea, "");
    one.owner = *awkward_text();
    one.postmortem_title = *awkward_text();
    const auto lines = lines_of(list_of({one}));
    RC_ASSERT(lines.size() == 5u);
    RC_ASSERT(lines[2] == "## Idea");
    RC_ASSERT(lines[4].starts_with("- "));
    const std::string line = lines[4].substr(2);
    RC_ASSERT_FALSE(std::string_view(" -+=").contains(line.front()));
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '\\') {
        // What is escaped is a sign, never the end of the line.
        RC_ASSERT(++at < line.size());
        RC_ASSERT(std::ispunct(static_cast<unsigned char>(line[at])) != 0);
      } else {
        RC_ASSERT_FALSE(std::string_view("`*[]<>#|~&\r").contains(line[at]));
      }
    }
  }));
}

// ---- the lines for a chat

TEST_CASE("a digest counts what is pressing and tells the most pressing first") {
  Promise nobodys = promise("Shed load", ActionState::committed, "2026-11-23");
  nobodys.owner = "";
  CHECK(digest_of({promise("Later", ActionState::committed, "2026-11-30"),
                   promise("Soon", ActionState::committed, "2026-11-29"), nobodys,
                   promise("Tomorrow", ActionState::in_progress, "2026-11-24"),
                   promise("Look today", ActionState::done, "2026-11-01", "2026-11-23"),
                   promise("Look", ActionState::done, "2026-11-01", "2026-11-20"),
                   promise("A little late", ActionState::committed, "2026-11-22"),
                   promise("Alert on pool wait time", ActionState::in_progress, "2026-11-17"),
                   promise("Kept", ActionState::verified, "2026-01-01"),
                   promise("Dropped", ActionState::will_not_do, "2026-01-01"),
                   promise("Maybe", ActionState::idea, "2026-01-01")}) ==
        "2 overdue, 2 checks due, 3 due in the next 7 days\n"
        "• Alert on pool wait time — Ana, overdue 6 days (Checkout timeouts)\n"
        "• A little late — Ana, overdue 1 day (Checkout timeouts)\n"
        "• Look — Ana, check due 3 days ago (Checkout timeouts)\n"
        "• Look today — Ana, check due today (Checkout timeouts)\n"
        "• Shed load — nobody yet, due today (Checkout timeouts)\n"
        "• Tomorrow — Ana, due in 1 day (Checkout timeouts)\n"
        "• Soon — Ana, due in 6 days (Checkout timeouts)\n");
}

TEST_CASE("of promises for the same day those of high priority come first") {
  Promise high = promise("High", ActionState::committed, "2026-11-25");
  high.priority = Priority::high;
  const auto lines = lines_of(digest_of({promise("Plain", ActionState::committed, "2026-11-25"), high}));
  REQUIRE(lines.size() == 3);
  CHECK(lines[1].starts_with("• High"));
}

TEST_CASE("a digest tells ten promises and counts the others") {
  std::vector<Promise> many(10, promise("Alert", ActionState::committed, "2026-11-20"));
  CHECK(lines_of(digest_of(many)).size() == 11);
  many.push_back(promise("The last one", ActionState::committed, "2026-11-26"));
  many.push_back(promise("Not pressing", ActionState::committed, "2027-11-26"));
  const auto lines = lines_of(digest_of(many));
  REQUIRE(lines.size() == 12);
  CHECK(lines[0] == "10 overdue, 1 due in the next 7 days");
  CHECK(lines[11] == "and 1 more");
}

TEST_CASE("a digest of nothing pressing is one sentence") {
  const std::string english = "Nothing is overdue, no check is due, and nothing is due in the next 7 days.\n";
  CHECK(digest_of({}) == english);
  CHECK(digest_of({promise("Later", ActionState::committed, "2026-11-30"), promise("Open", ActionState::committed, ""),
                   promise("To look", ActionState::done, "", "2026-11-24")}) == english);
}

TEST_CASE("a digest in Spanish speaks Spanish, of one as of several") {
  CHECK(digest_of({promise("Alarma", ActionState::committed, "2026-11-22"),
                   promise("Mirar", ActionState::done, "", "2026-11-22"),
                   promise("Simulacro", ActionState::committed, "2026-11-24")},
                  Language::spanish) ==
        "1 vencida, 1 comprobación pendiente, 1 vence en los próximos 7 días\n"
        "• Alarma — Ana, vencida hace 1 día (Checkout timeouts)\n"
        "• Mirar — Ana, por comprobar desde hace 1 día (Checkout timeouts)\n"
        "• Simulacro — Ana, vence en 1 día (Checkout timeouts)\n");
}

TEST_CASE("a promise is one line of a digest, whatever line breaks are in its words") {
  Promise one = promise("Two\r\nlines", ActionState::committed, "2026-11-23");
  one.owner = "Ana\nPayments";
  one.postmortem_title = "\n";
  const auto lines = lines_of(digest_of({one}));
  REQUIRE(lines.size() == 2);
  CHECK(lines[1] == "• Two  lines — Ana Payments, due today (Untitled)");
}

// ---- for programs of others

TEST_CASE("the files of promises are those that other programs are known to read") {
  const auto check_file = [](const std::string& name, const std::string& content) {
    const std::string path = source_dir() + "/tests/fixtures/promise/" + name;
    if (std::getenv("UNREPEAT_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << content;
    std::ifstream file(path, std::ios::binary);
    const std::string known{std::istreambuf_iterator<char>(file), {}};
    CHECK_MESSAGE(content == known, path);
  };
  SequentialIds ids;
  CalendarWriter calendar(Language::english, noon);
  std::vector<Promise> promises;
  for (const std::string title :
       {"=HYPERLINK(\"https://example.org\";\"pay\")", "Ring, on two lines;\nwith a \\n and \"quotes\"", "-5 replicas",
        "'=begins with an apostrophe", "Alarma de antigüedad 本番 👩 <b>**x**</b>"}) {
    Postmortem postmortem;
    postmortem.id = ids.next_as<Id<Postmortem>>();
    postmortem.title = "Checkout; slow, \"again\"";
    Action& action = postmortem.actions.emplace_back();
    action.id = ids.next_as<Id<Action>>();
    action.title = title;
    action.state = ActionState::committed;
    action.owner = Owner{.person = "Ana", .team = "Payments"};
    action.due = "2026-12-31";
    Check& check = action.checks.emplace_back();
    check.id = ids.next_as<Id<Check>>();
    check.on = "2027-01-14";
    check.criterion = "It rings\nwithin a minute";
    calendar.add(postmortem);
    promises.push_back({.postmortem = postmortem.id,
                        .postmortem_title = postmortem.title,
                        .time_zone = "UTC",
                        .id = action.id,
                        .title = title,
                        .state = action.state,
                        .owner = "Ana, Payments",
                        .due = action.due,
                        .look_on = check.on});
  }
  check_file("promises.ics", std::move(calendar).finish());
  check_file("promises.csv", write_promise_csv(promises, zones, Language::english));
  check_file("promises.md", write_promise_markdown(promises, Language::english));
}
