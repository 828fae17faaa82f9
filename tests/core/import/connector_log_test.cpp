// What a connector writes line by line: records among what only names things, and among its own chatter.
#include "tests/core/import/told.hpp"

using namespace unrepeat;

namespace {

std::string record(std::string_view data) {
  return "{\"type\": \"RECORD\", \"record\": {\"stream\": \"s\", \"data\": " + std::string(data) + "}}\n";
}

const std::string chatter =
    "{\"type\": \"LOG\", \"log\": {\"level\": \"INFO\", \"message\": \"syncing\"}}\n"
    "{\"type\": \"STATE\", \"state\": {\"data\": {}}}\n";

std::int64_t count_warned(const ImportPlan& plan, Text text) {
  return std::ranges::count_if(plan.problems, [&](const FileProblem& one) { return one.problem.text == text; });
}

const std::string issue_of_account = record(
    R"({"key": "OPS-1", "self": "https://acme.example/rest/api/3/issue/1",
  "fields": {"summary": "Tills are slow", "created": "2026-05-04T10:00:00.000+0000", "issuetype": {"name": "Incident"},
   "creator": {"accountId": "a1"}, "assignee": {"accountId": "a2"}, "customfield_7": "Two shops", "customfield_8": "x",
   "components": [{"name": "Till"}], "labels": ["retail"]},
  "changelog": {"histories": [
   {"id": "1", "created": "2026-05-04T10:20:00.000+0000", "author": {"accountId": "a3"},
    "items": [{"field": "Sprint", "fromString": "", "toString": "7"}]},
   {"id": "2", "created": "2026-05-04T11:00:00.000+0000", "author": {"accountId": "a2"},
    "items": [{"field": "status", "fromString": "Open", "toString": "Served"}]},
   {"id": "3", "created": "2026-05-04T11:05:00.000+0000", "author": {"accountId": "a2"},
    "items": [{"field": "Fix Version", "to": "31", "fromString": "", "toString": "3.1"}]}]}})");
const std::string names_of_jira =
    record(R"({"accountId": "a1", "accountType": "atlassian", "displayName": "Ina Moe"})") +
    record(R"({"accountId": "a2", "accountType": "atlassian", "displayName": "Ole Dahl"})") +
    record(R"({"accountId": "a3", "accountType": "app", "displayName": "Planner"})") +
    record(R"({"id": "9", "name": "Served", "statusCategory": {"key": "done"}})") +
    record(
        R"({"id": "customfield_7", "key": "customfield_7", "name": "Who is hit", "custom": true, "navigable": true})") +
    record(
        R"({"id": "customfield_8", "key": "customfield_8", "name": "Epic Link", "custom": true, "navigable": true})") +
    record(R"({"id": "31", "name": "3.1", "released": true, "releaseDate": "2026-05-05"})");

std::string one_line_of(std::string text) {
  // A record stands in one line.
  std::string line;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] != '\n' || at + 1 == text.size() || text.substr(at + 1, 8) == "{\"type\":") line += text[at];
  return line;
}

}  // namespace

TEST_CASE("what only names things in a log of Jira is read for the issues that need the names") {
  const ImportPlan plan = plan_of(one_line_of(issue_of_account + names_of_jira));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00.000+0000 | other | Ina Moe | Opened: Tills are slow | "
              "created | 1:/record/data/fields",
              "2026-05-04T10:20:00Z | 2026-05-04T10:20:00.000+0000 | other | Planner | Sprint:  → 7 | history,bot | "
              "1:/record/data/changelog/histories/0",
              "2026-05-04T11:00:00Z | 2026-05-04T11:00:00.000+0000 | resolution | Ole Dahl | status: Open → Served | "
              "history | 1:/record/data/changelog/histories/1",
              "2026-05-04T11:05:00Z | 2026-05-04T11:05:00.000+0000 | other | Ole Dahl | Fix Version:  → 3.1 "
              "(2026-05-05) | history,bot | 1:/record/data/changelog/histories/2"});
  CHECK(moments_of(thread) == Lines{"declared 2026-05-04T10:00:00Z", "resolved 2026-05-04T11:00:00Z"});
  REQUIRE(thread.people.size() == 2);
  CHECK(thread.people[0].name == "Ole Dahl");
  CHECK(thread.people[1].name == "Ina Moe");
  CHECK(thread.systems.at(0).name == "Till");
  CHECK(thread.tags == std::vector<std::string>{"retail"});
  CHECK(thread.links.at(0).url == "https://acme.example/browse/OPS-1");
  REQUIRE(thread.fields.size() == 1);
  CHECK(thread.fields[0].label == "Who is hit");
  CHECK(thread.fields[0].value == "Two shops");
  CHECK(books_of(plan) == Books{.records = 11, .understood = 11, .listed = 0});
}

TEST_CASE("lines that name what nobody asks for, and others without a record, are counted in one entry") {
  const ImportPlan plan = plan_of(one_line_of(
      record(R"({"id": 4, "name": "Board"})") + record(R"({"id": "31", "name": "3.1", "released": true})") +
      record(R"({"key": "OPS-2", "fields": {"summary": "Slow", "created": "2026-05-04T10:00:00.000+0000"}})")));
  CHECK(books_of(plan) == Books{.records = 1, .understood = 1, .listed = 2});
  const auto listed = std::ranges::find(plan.items, ImportState::not_understood, &ImportItem::state);
  REQUIRE(listed != plan.items.end());
  CHECK(listed->reason.text == Text::import_lines_without_record);
  CHECK(listed->reason.line == 1);
}

TEST_CASE("what a connector says of its own work is told once, and is no record") {
  const ImportPlan plan = plan_of(chatter + one_line_of(issue_of_account) + chatter);
  CHECK(books_of(plan).listed == 0);
  CHECK(count_warned(plan, Text::import_connector_lines) == 1);
}

TEST_CASE("a log of Squadcast says who did what by its users, and which policy is notified by its services") {
  const std::string incident = record(
      R"({"id": "i1", "title": "No heat", "description": "Three halls", "status": "resolved", "alert_source": "API",
  "created_at": "2026-05-04T10:00:00.700Z", "tags": {"severity": {"value": "high"}, "hall": {"value": "3"}},
  "logs": [{"action": "triggered", "assignedTo": "escalationpolicy", "id": "p1", "time": "2026-05-04T10:00:00.6Z"},
   {"action": "reassigned", "assignedTo": "user", "id": "u2", "time": "2026-05-04T10:04:00Z"},
   {"action": "acknowledged", "assignedTo": "user", "id": "u1", "time": "2026-05-04T10:05:00Z"},
   {"action": "note_created", "assignedTo": "user", "id": "u1", "time": "2026-05-04T10:06:00Z", "reason": "x created a note",
    "additionalInfo": {"note": "Valve 3 is shut"}}], "assignee": "Bo Lund"})");
  const std::string alert =
      record(R"({"incident_id": "i1", "message": "No heat", "time_of_creation": "2026-05-04T10:00:01.9Z"})");
  const ImportPlan plan = plan_of(one_line_of(
      alert + incident + record(R"({"id": "u1", "first_name": "Eli", "last_name": "Aas"})") +
      record(
          R"({"id": "s1", "name": "Halls", "escalation_policy_id": "p1", "escalation_policy": {"name": "Night"}})")));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00.6Z | 2026-05-04T10:00:00.6Z | detection |  | Triggered: No heat/Night is notified | "
              "triggered | 2:/record/data/logs/0,1:/record/data",
              "2026-05-04T10:04:00Z | 2026-05-04T10:04:00Z | handover |  | Assigned to Bo Lund: No heat | reassigned | "
              "2:/record/data/logs/1",
              "2026-05-04T10:05:00Z | 2026-05-04T10:05:00Z | acknowledgement | Eli Aas | Acknowledged by Eli Aas: No "
              "heat | acknowledged | 2:/record/data/logs/2",
              "2026-05-04T10:06:00Z | 2026-05-04T10:06:00Z | observation | Eli Aas | Valve 3 is shut | note_created | "
              "2:/record/data/logs/3"});
  CHECK(thread.context.summary == "Three halls");
  CHECK(thread.severity->level == 2);
  CHECK(thread.tags == std::vector<std::string>{"hall: 3"});
  CHECK(books_of(plan) == Books{.records = 8, .understood = 8, .listed = 0});
}

TEST_CASE("a log of a status page names its page and its components beside the incidents") {
  const std::string incident = record(
      R"({"id": "n1", "page_id": "p", "name": "Slow", "status": "resolved", "impact": "minor",
  "created_at": "2026-05-04T10:00:00Z", "shortlink": "https://page.example/n1", "components": [{"id": "c1", "name": "Shop"}],
  "incident_updates": [{"id": "u1", "status": "resolved", "body": "Over", "created_at": "2026-05-04T11:00:00Z"}]})");
  const std::string page = record(R"({"id": "p", "name": "Acme", "time_zone": "Europe/Oslo"})");
  const std::string component = record(R"({"id": "c1", "page_id": "p", "name": "Web shop", "group_id": null})");
  const auto uptime = [](std::string_view down, std::string_view about) {
    return record(
        "{\"id\": \"c1\", \"name\": \"Web shop\", \"range_start\": \"2026-05-04\", \"uptime_percentage\": 99, "
        "\"major_outage\": " +
        std::string(down) + ", \"related_events\": [{\"id\": \"" + std::string(about) + "\"}]}");
  };
  const ImportPlan plan = plan_of(one_line_of(chatter + incident + page + component + uptime("1800", "n1") +
                                              uptime("0", "n9") + uptime("60", "n9")));
  const Postmortem thread = only_thread(plan);
  CHECK(thread.time_zone == "Europe/Oslo");
  CHECK(thread.links.at(0).title == "Acme");
  CHECK(thread.systems.at(0).name == "Web shop");
  REQUIRE(thread.impact.stated.size() == 1);
  CHECK(thread.impact.stated[0].value.text == "30");
  // A day on which another incident was is not of this one.
  CHECK(books_of(plan) == Books{.records = 5, .understood = 5, .listed = 1});
  CHECK(count_warned(plan, Text::import_connector_lines) == 1);
}
