// Exports of trackers: what of each issue is told, and what is said of files that are none.
#include "core/action/tracker_export.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "cli/native_time_zones.hpp"
#include "tests/core/sequence.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

const NativeTimeZones zones;

std::string fixture(const std::string& name) {
  std::ifstream file(source_dir() + "/tests/fixtures/tracker/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

TrackerExport read(std::string_view bytes, std::string_view zone = "Europe/Madrid") {
  return read_tracker_export(bytes, {.zones = zones, .zone = zone, .now = noon});
}

/// "OPS-12 | done | Done | Ana Ríos | 2026-03-20 | 2026-03-18T12:24:59.366Z".
std::vector<std::string> lines_of(const TrackerExport& file) {
  std::vector<std::string> lines;
  for (const TrackerIssue& issue : file.issues) {
    const auto state = issue.state ? spellings(*issue.state)[static_cast<std::size_t>(*issue.state)] : "?";
    std::string line = issue.key + " | " + std::string(state) + " | " + issue.words + " | " + issue.assignee + " | " +
                       issue.due + " | " + (issue.updated_at ? format_instant(*issue.updated_at) : "");
    lines.push_back(std::move(line));
  }
  return lines;
}

using Lines = std::vector<std::string>;

/// Each with its line.
std::vector<std::pair<std::uint32_t, Text>> problems_of(const TrackerExport& file) {
  std::vector<std::pair<std::uint32_t, Text>> problems;
  for (const Problem& problem : file.problems) problems.emplace_back(problem.line, problem.text);
  return problems;
}

/// The one error of a file of which nothing is taken.
Text error_of(std::string_view bytes) {
  const TrackerExport file = read(bytes);
  CHECK(file.issues.empty());
  CHECK_FALSE(file.kind);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems.front().severity == Problem::Severity::error);
  return file.problems.front().text;
}

std::string one_jira(const std::string& fields) { return R"({"issues":[{"key":"OPS-1","fields":{)" + fields + "}}]}"; }

}  // namespace

// ---- Jira

TEST_CASE("a search of Jira tells each issue by its part of the board, and why it was closed") {
  const TrackerExport file = read(fixture("jira_search.json"));
  CHECK(file.kind == TrackerFile::jira_json);
  CHECK(file.problems.empty());
  CHECK(lines_of(file) == Lines{
                              "OPS-12 | done | Done | Ana Ríos | 2026-03-20 | 2026-03-18T12:24:59.366Z",
                              "OPS-13 | in_progress | Waiting for vendor |  |  | 2026-03-17T18:00:00Z",
                              "OPS-14 | will_not_do | Won't Do | Ben | 2026-06-01 | 2026-03-16T10:00:00Z",
                              "OPS-15 | ? | Duplicate |  |  | 2026-03-16T10:00:00Z",
                              "OPS-16 | committed | Tareas por hacer |  | 2026-04-30 | 2026-03-16T10:00:00Z",
                              "OPS-17 | done | Verified |  |  | 2026-03-16T10:00:00Z",
                          });
  CHECK(file.issues[0].system == "jira");
  CHECK(file.issues[0].url == "https://acme.atlassian.net/browse/OPS-12");
  CHECK(file.issues[0].title == "Limit retries of the checkout client");
  CHECK_FALSE(file.issues[4].merely_open);
}

TEST_CASE("an address that is the same for every team of Jira is none") {
  const TrackerExport file = read(
      R"({"issues":[{"key":"OPS-1","self":"https://api.atlassian.com/ex/jira/7/rest/api/3/issue/1","fields":{"status":{"name":"Done"}}}]})");
  REQUIRE(file.issues.size() == 1);
  CHECK(file.issues[0].url.empty());
}

TEST_CASE("a table of Jira is read by the names of its columns, in any order, in English and Spanish") {
  const TrackerExport english = read(fixture("jira_table.csv"));
  CHECK(english.kind == TrackerFile::jira_table);
  CHECK(english.problems.empty());
  CHECK(lines_of(english) == Lines{
                                 "OPS-12 | done | Done | Ana Ríos | 2026-03-20 | 2026-03-18T08:24:00Z",
                                 "OPS-13 | in_progress | Waiting for vendor |  |  | 2026-03-17T17:00:00Z",
                                 "OPS-14 | will_not_do | Won't Do | Ben | 2026-06-01 | 2026-03-16T09:00:00Z",
                             });
  CHECK(english.issues[0].title == "Limit retries of the checkout client, everywhere");
  const TrackerExport spanish = read(fixture("jira_table_es.csv"));
  CHECK(spanish.kind == TrackerFile::jira_table);
  CHECK(spanish.problems.empty());
  CHECK(lines_of(spanish) == Lines{
                                 "OPS-12 | done | Hecho | Ana Ríos | 2026-03-20 | 2026-03-18T08:24:00Z",
                                 "OPS-13 | in_progress | En curso |  |  | 2026-03-17T17:00:00Z",
                                 "OPS-14 | will_not_do | Cancelada | Ben | 2026-06-01 | 2026-03-05T09:00:00Z",
                             });
}

TEST_CASE("pages one after another are one list, and a page that is not the last is said to be one of several") {
  const TrackerExport file = read(fixture("two_pages.json"));
  CHECK(lines_of(file) == Lines{"OPS-1 | done | Done |  |  | ", "OPS-2 | in_progress | In Progress |  |  | "});
  CHECK(problems_of(file) == std::vector<std::pair<std::uint32_t, Text>>{{2, Text::tracker_more_pages}});
  CHECK(file.problems[0].severity == Problem::Severity::warning);
  CHECK(file.problems[0].pointer == "/0");
  CHECK(file.problems[0].arguments == Lines{"1"});
}

// ---- GitHub

TEST_CASE("issues of GitHub are done or not planned by the reason they were closed for") {
  const TrackerExport file = read(fixture("github_rest.json"));
  CHECK(file.kind == TrackerFile::github_json);
  CHECK(file.problems.empty());
  CHECK(lines_of(file) == Lines{
                              "acme/shop#42 | done | closed | ben-k | 2026-03-20 | 2026-03-18T12:24:59Z",
                              "acme/shop#43 | will_not_do | not_planned |  |  | 2026-03-17T12:24:59Z",
                              "acme/shop#44 | committed | open |  |  | 2026-03-17T12:24:59Z",
                              "acme/shop#45 | done | merged |  |  | 2026-03-17T12:24:59Z",
                              "acme/shop#46 | ? | closed |  |  | 2026-03-17T12:24:59Z",
                          });
  CHECK(file.issues[0].url == "https://github.com/acme/shop/issues/42");
  CHECK(file.issues[2].url == "https://github.com/acme/shop/issues/44");
  CHECK(file.issues[2].merely_open);
}

TEST_CASE("what GitHub's command line lists is read the same") {
  const TrackerExport file = read(fixture("github_cli.json"));
  CHECK(file.problems.empty());
  CHECK(lines_of(file) == Lines{
                              "acme/shop#42 | done | CLOSED | Ben Kessler | 2026-03-20 | 2026-03-18T12:24:59Z",
                              "acme/shop#43 | will_not_do | NOT_PLANNED |  |  | 2026-03-17T12:24:59Z",
                              "acme/shop#44 | committed | OPEN |  |  | 2026-03-17T12:24:59Z",
                          });
}

TEST_CASE("a number without a repository is told and left out") {
  const TrackerExport file = read("[\n {\"number\": 7, \"title\": \"x\", \"state\": \"OPEN\"}\n]");
  CHECK(file.issues.empty());
  CHECK(problems_of(file) == std::vector<std::pair<std::uint32_t, Text>>{{2, Text::tracker_no_repository}});
  CHECK(file.problems[0].pointer == "/0");
  CHECK(say(Language::english, file.problems[0]).starts_with("The number 7 does not tell the repository."));
}

TEST_CASE("one issue by itself, and one a line, are lists too") {
  CHECK(read(one_jira(R"("status":{"name":"Done"})").substr(11)).issues.empty());  // cut off: no JSON
  CHECK(read(R"({"key":"OPS-1","fields":{"status":{"name":"Done"}}})").issues.size() == 1);
  CHECK(read("{\"number\":1,\"state\":\"OPEN\",\"url\":\"https://github.com/a/b/issues/1\"}\n"
             "{\"number\":2,\"state\":\"OPEN\",\"url\":\"https://github.com/a/b/issues/2\"}\n")
            .issues.size() == 2);
}

// ---- tables

TEST_CASE("a table of Linear is read with its texts over several lines") {
  const TrackerExport file = read(fixture("linear.csv"));
  CHECK(file.kind == TrackerFile::linear_table);
  CHECK(file.problems.empty());
  CHECK(lines_of(file) == Lines{
                              "PAY-7 | in_progress | In Review | ben@acme.example | 2026-03-20 | 2026-03-18T12:24:59Z",
                              "PAY-8 | will_not_do | Canceled |  |  | 2026-03-17T12:24:59Z",
                          });
  CHECK(file.issues[0].system == "linear");
}

TEST_CASE("a table that somebody keeps is read row by row, and rows without a key are told by their line") {
  const TrackerExport file = read(fixture("plain.csv"));
  CHECK(file.kind == TrackerFile::table);
  CHECK(lines_of(file) == Lines{
                              "OPS-12 | done | Hecho |  | 2026-03-20 | ",
                              "OPS-13 | done | ✅ Terminada | Ana |  | ",
                              "OPS-14 | ? | A saber | Ben |  | ",
                          });
  CHECK(file.issues[0].url == "https://tracker.acme.example/t/12");
  CHECK(file.issues[0].system.empty());
  CHECK(file.issues[2].title == "=HYPERLINK(\"https://evil.example\")");
  CHECK(problems_of(file) == std::vector<std::pair<std::uint32_t, Text>>{{5, Text::tracker_not_a_key},
                                                                         {6, Text::tracker_not_a_key},
                                                                         {7, Text::tracker_no_key}});
  CHECK(file.problems[0].arguments == Lines{"OPS 15"});
}

TEST_CASE("a key may be an address, or a number beside its repository or its address") {
  CHECK(lines_of(read("Issue,State\nhttps://github.com/acme/shop/issues/7,Open\n")) ==
        Lines{"acme/shop#7 | committed | Open |  |  | "});
  CHECK(lines_of(read("Number,Repository,State\n#7,acme/shop,Closed\n")) ==
        Lines{"acme/shop#7 | done | Closed |  |  | "});
  CHECK(lines_of(read("ID,URL,State\n7,https://github.com/acme/shop/issues/7,Closed\n")) ==
        Lines{"acme/shop#7 | done | Closed |  |  | "});
  CHECK(lines_of(read("URL,State\nhttps://acme.atlassian.net/browse/OPS-7,Closed\n")) ==
        Lines{"OPS-7 | done | Closed |  |  | "});
}

TEST_CASE("an address beside a key that is that of another issue is passed over") {
  const TrackerExport file = read("Key,Link,State\nOPS-7,https://github.com/acme/shop/issues/9,Closed\n");
  CHECK(lines_of(file) == Lines{"OPS-7 | done | Closed |  |  | "});
  CHECK(file.issues[0].url.empty());
}

TEST_CASE("which number is the day is told by the rows; where none tells, the date is left out and said") {
  CHECK(read("Key,Status,Due\nA-1,Done,03/04/2026\nA-2,Done,25/04/2026\n").issues[0].due == "2026-04-03");
  CHECK(read("Key,Status,Due\nA-1,Done,03/04/2026\nA-2,Done,04/25/2026\n").issues[0].due == "2026-03-04");
  const TrackerExport file = read("Key,Status,Due\nA-1,Done,03/04/2026\nA-2,Done,soon\n");
  CHECK(file.issues.size() == 2);
  CHECK(file.issues[0].due.empty());
  CHECK(problems_of(file) ==
        std::vector<std::pair<std::uint32_t, Text>>{{2, Text::tracker_due_not_read}, {3, Text::tracker_due_not_read}});
}

TEST_CASE("a due date is a day as it is written, in words too, and neither a time nor a month") {
  const auto due = [](const std::string& written) {
    return read("Key,Status,Due\nA-1,Done,\"" + written + "\"\n").issues.at(0).due;
  };
  CHECK(due("2026-03-20 00:00:00.0") == "2026-03-20");
  CHECK(due("2026-03-20T23:30:00-05:00") == "2026-03-20");
  CHECK(due("Mar 20, 2026") == "2026-03-20");
  CHECK(due("20 de marzo de 2026") == "2026-03-20");
  CHECK(due("20/mar/26") == "2026-03-20");
  for (const char* written : {"14:02", "March 2026", "Q1", "2026-02-30", "31/Feb/26", "=TODAY()"}) {
    CAPTURE(written);
    CHECK(due(written).empty());
  }
}

TEST_CASE("a time without a zone is the person's; without one of those it is not known") {
  const std::string table = "Key,Status,Updated\nA-1,Done,2026-03-18 09:24\n";
  CHECK(read(table).issues[0].updated_at == parse_instant("2026-03-18T08:24:00Z").value());
  const TrackerExport file = read(table, "");
  CHECK_FALSE(file.issues[0].updated_at);
  CHECK(problems_of(file) == std::vector<std::pair<std::uint32_t, Text>>{{2, Text::tracker_updated_not_read}});
}

// ---- what is no export

TEST_CASE("what is no export is refused with what is expected") {
  CHECK(error_of("") == Text::problem_empty_file);
  CHECK(error_of("   \n ") == Text::problem_empty_file);
  CHECK(error_of("Just words\nin two lines\n") == Text::tracker_not_an_export);
  CHECK(error_of("{\"format\":\"unrepeat/library\"}") == Text::tracker_not_an_export);
  CHECK(error_of("[]") == Text::tracker_no_issue);
  CHECK(error_of("{\"issues\":[],\"total\":0}") == Text::tracker_no_issue);
  CHECK(error_of("name,colour\nanna,red\n") == Text::tracker_no_key_column);
  CHECK(error_of("Key,Title\nOPS-1,x\n") == Text::tracker_no_state_column);
  CHECK(error_of("<!DOCTYPE html><html><body>Sign in</body></html>") == Text::import_web_page);
  CHECK(error_of(std::string("Key,Status\nOPS-1,Do\0ne\n", 23)) == Text::import_not_text);
  CHECK(error_of("PK\x03\x04rest") == Text::import_packed);
}

TEST_CASE("a table without rows has no issue") {
  const TrackerExport file = read("Key,Status\n");
  CHECK(file.issues.empty());
  CHECK(problems_of(file) == std::vector<std::pair<std::uint32_t, Text>>{{1, Text::tracker_no_issue}});
}

TEST_CASE("broken JSON is refused at its place, and nothing of it is taken") {
  CHECK(error_of("[\n {\"number\": 1, \"state\": \"OPEN\", \"url\": \"https://github.com/a/b/issues/1\"},\n {\"numb") ==
        Text::problem_truncated);
  CHECK(error_of("{\"issues\":[{\"key\":\"OPS-1\",\"key\":\"OPS-2\",\"fields\":{}}]}") == Text::problem_duplicate_key);
  CHECK(error_of(std::string(70, '[') + std::string(70, ']')) == Text::problem_too_deep);
}

TEST_CASE("members of another kind than expected say nothing, and what lacks a state is told") {
  const TrackerExport file = read(
      one_jira(R"("status":7,"summary":["x"],"assignee":"ana","duedate":{"a":1},"updated":false,"resolution":[])"));
  CHECK(lines_of(file) == Lines{"OPS-1 | ? |  |  |  | "});
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].text == Text::tracker_no_state);
  CHECK(file.problems[0].pointer == "/issues/0/fields");
  const TrackerExport odd = read(R"([1, "x", null, {"number": 1, "title": "x", "assignees": [7], "milestone": 3,
      "state": "OPEN", "url": "https://github.com/a/b/issues/1"}])");
  CHECK(lines_of(odd) == Lines{"a/b#1 | committed | OPEN |  |  | "});
  CHECK(odd.problems.size() == 3);
}

TEST_CASE("a key in JSON that is none is told and left out") {
  const TrackerExport file = read(R"({"issues":[{"key":"OPS 1","fields":{"status":{"name":"Done"}}}]})");
  CHECK(file.issues.empty());
  CHECK(file.kind == TrackerFile::jira_json);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].text == Text::tracker_not_a_key);
  CHECK(file.problems[0].pointer == "/issues/0/key");
}

// ---- hostile files

TEST_CASE("a table of a hundred thousand columns is read, one of millions of cells is refused") {
  std::string header = "Key,Status", row = "OPS-1,Done";
  for (int column = 0; column < 100'000; ++column) header += ",c", row += ",";
  CHECK(lines_of(read(header + '\n' + row + '\n')) == Lines{"OPS-1 | done | Done |  |  | "});
  CHECK(error_of("Key,Status\n" + std::string(most_tracker_cells, ',')) == Text::tracker_too_many_cells);
}

TEST_CASE("many problems of one kind are counted after the first ones") {
  std::string table = "Key,Status\n";
  for (int row = 0; row < 1'000; ++row) table += "not a key,Done\n";
  const TrackerExport file = read(table);
  REQUIRE(file.problems.size() == 11);
  CHECK(file.problems.back().text == Text::problem_and_more);
  CHECK(file.problems.back().arguments == Lines{"10"});
  std::string list = "[";
  for (int at = 0; at < 100'000; ++at) list += "{},";
  CHECK(read(list + "{}]").problems.size() <= 12);
}

TEST_CASE("issues beyond the limit are left out and said to be") {
  std::string table = "Key,Status\n";
  for (std::size_t row = 0; row <= most_tracker_issues; ++row) table += "OPS-" + std::to_string(row) + ",Done\n";
  const TrackerExport file = read(table);
  CHECK(file.issues.size() == most_tracker_issues);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].text == Text::tracker_too_many_issues);
}

TEST_CASE("text that is no UTF-8 is read as the older code page, and UTF-16 by its mark") {
  CHECK(lines_of(read("Clave;Estado;Responsable\nOPS-1;Hecho;Ana R\xEDos\n")) ==
        Lines{"OPS-1 | done | Hecho | Ana Ríos |  | "});
  std::string wide = "\xFF\xFE";
  for (const char letter : std::string_view("Key,Status\nOPS-1,Done\n")) wide += letter, wide += '\0';
  CHECK(lines_of(read(wide)) == Lines{"OPS-1 | done | Done |  |  | "});
  CHECK(lines_of(read("\xEF\xBB\xBFKey,Status\nOPS-1,Done\n")) == Lines{"OPS-1 | done | Done |  |  | "});
}

TEST_CASE("texts are one line and cut where they are endless") {
  const TrackerExport file = read("Key,Status,Title\nOPS-1,Done,\"two\nlines\x01" + std::string(5'000, 'x') + "\"\n");
  REQUIRE(file.issues.size() == 1);
  CHECK(file.issues[0].title.starts_with("two lines xx"));
  CHECK(file.issues[0].title.size() == 1'000);
  CHECK(read("Key,Status\n" + std::string(500, 'A') + ",Done\n").issues.empty());
  CHECK(read("Key,Status,Due\nOPS-1,Done," + std::string(100'000, '9') + "\n").issues.size() == 1);
}

TEST_CASE("a header may be said twice: the first column of that name counts") {
  CHECK(lines_of(read("Key,Status,Status,Key\nOPS-1,Done,Open,OPS-2\n")) == Lines{"OPS-1 | done | Done |  |  | "});
}

TEST_CASE("a file that was damaged anywhere gives issues with keys, or problems, and nothing else") {
  const Lines names{"jira_search.json", "jira_table.csv", "github_cli.json",
                    "github_rest.json", "linear.csv",     "plain.csv"};
  std::vector<std::string> files;
  for (const std::string& name : names) files.push_back(fixture(name));
  CHECK(rc::check([&] {
    std::string bytes = *rc::gen::elementOf(files);
    const int damages = *rc::gen::inRange(1, 6);
    for (int count = 0; count < damages; ++count) {
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          bytes[at] = *rc::gen::element('"', '{', '}', '[', ',', ';', '\t', '\n', '\0', '\xFF', '=', '/', '1');
          break;
        case 1: bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 40)); break;
        default: bytes.insert(at, bytes.substr(*rc::gen::inRange<std::size_t>(0, bytes.size()), 30)); break;
      }
      if (bytes.empty()) bytes = "x";
    }
    const TrackerExport file = read(bytes);
    RC_ASSERT(!file.issues.empty() || !file.problems.empty());
    for (const TrackerIssue& issue : file.issues) {
      RC_ASSERT(!issue.key.empty() || !issue.url.empty());
      RC_ASSERT(issue.due.empty() || parse_date(issue.due));
      RC_ASSERT(issue.state != ActionState::verified && issue.state != ActionState::unknown);
    }
    for (const Problem& problem : file.problems) RC_ASSERT(!say(Language::spanish, problem).empty());
  }));
}
