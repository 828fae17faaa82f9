// Jira, GitHub and ServiceNow: a ticket, its history and what was said in it.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("an issue of Jira, its history and its comments are one thread; offsets have no colon") {
  const ImportPlan plan = plan_of(std::string(jira_issue));
  const Postmortem thread = only_thread(plan);
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:00:12.251Z | 2026-05-04T04:00:12.251-0600 | other | Eve Park | Opened: Invoices are sent "
          "twice/Seen by @Rui | created | /fields",
          "2026-05-04T10:00:41.5Z | 2026-05-04T04:00:41.500-0600 | other | Eve Park | Rank:  → Ranked higher | "
          "history,bot | /changelog/histories/2",
          "2026-05-04T10:10:00Z | 2026-05-04T04:10:00.000-0600 | handover | Eve Park | assignee:  → Rui Sá | history | "
          "/changelog/histories/1",
          "2026-05-04T10:30:00Z | 2026-05-04T04:30:00.000-0600 | observation | Rui Sá | A retry without a key | "
          "comment "
          "| /fields/comment/comments/0",
          "2026-05-04T11:45:02.118Z | 2026-05-04T05:45:02.118-0600 | resolution | Rui Sá | status: In Progress → "
          "Done/resolution:  → Done | history | /changelog/histories/0"});
  // A ticket follows what happened: it proposes no moments.
  CHECK(moments_of(thread).empty());
  CHECK(thread.refs[0].key == "OPS-41");
  CHECK(books_of(plan) == Books{.records = 5, .understood = 5, .listed = 0});
}

TEST_CASE("a message of Jira that says no time of its own has the time at which it was sent") {
  const Postmortem thread = only_thread(plan_of(
      "{\"timestamp\": \"2026-05-04T10:30:00Z\", \"type\": \"jira.issueComment\", \"data\": {\"action\": \"created\", "
      "\"comment\": {\"id\": \"9\", \"body\": \"On it\", \"author\": {\"displayName\": \"Al\"}}, \"issue\": {\"key\": "
      "\"OPS-1\", \"fields\": {\"summary\": \"Login fails\"}}}}"));
  CHECK(thread.title == "Login fails");
  CHECK(told(thread) == Lines{"2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | observation | Al | On it | comment | "});
}

TEST_CASE("a history that is none is listed, and the rest of the issue is read") {
  std::string text(jira_issue);
  text.replace(text.find("\"histories\": ["), 14, "\"histories\": [\"x\", ");
  const ImportPlan plan = plan_of(text);
  CHECK(books_of(plan) == Books{.records = 5, .understood = 5, .listed = 1});
}

TEST_CASE("items of GitHub have their times where each kind keeps them") {
  const ImportPlan plan = plan_of(std::string(github_timeline));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:10:00Z | 2026-05-04T10:10:00Z | change | Kai Lind | Commit 0123456: cache: keep less//It "
              "grew. | "
              "committed | /0",
              "2026-05-04T10:11:00Z | 2026-05-04T10:11:00Z | other | kai | Label: incident | labeled,bot | /1",
              "2026-05-04T10:15:00Z | 2026-05-04T10:15:00Z | observation | zoe | Fine for tonight | reviewed | /2",
              "2026-05-04T10:16:00Z | 2026-05-04T10:16:00Z | observation | ci[bot] | Build passed | commented,bot | /3",
              "2026-05-04T10:17:00Z | 2026-05-04T10:17:00Z | change | kai | merged (kai) | merged | /4",
              "2026-05-04T10:19:00Z | 1777889940 | change | ci[bot] | deployed (ci[bot]) | deployed | /5"});
  CHECK(moments_of(thread).empty());
  CHECK(thread.title == "cache: keep less");
}

TEST_CASE("webhooks of one issue are one thread; a push is its commits") {
  const auto threads = threads_of(plan_of(
      "{\"action\": \"opened\", \"issue\": {\"number\": 4, \"title\": \"Blank\", \"id\": 1, \"created_at\": "
      "\"2026-05-04T10:00:00Z\"}, \"repository\": {\"full_name\": \"a/b\"}, \"sender\": {\"login\": \"kai\"}}\n"
      "{\"action\": \"created\", \"issue\": {\"number\": 4, \"title\": \"Blank\"}, \"comment\": {\"id\": 2, \"body\": "
      "\"mine "
      "too\", \"created_at\": \"2026-05-04T10:05:00Z\"}, \"repository\": {\"full_name\": \"a/b\"}, \"sender\": "
      "{\"login\": "
      "\"zoe\"}}\n"
      "{\"ref\": \"refs/heads/main\", \"commits\": [{\"id\": \"abcdef0123\", \"message\": \"fix\", \"timestamp\": "
      "\"2026-05-04T12:10:00+02:00\", \"author\": {\"name\": \"Kai\"}}, 7], \"repository\": {\"full_name\": \"a/b\"}, "
      "\"sender\": {\"login\": \"kai\"}}\n"));
  REQUIRE(threads.size() == 2);
  CHECK(told(threads[0]) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | other | kai | Opened: Blank | opened | 1",
              "2026-05-04T10:05:00Z | 2026-05-04T10:05:00Z | observation | zoe | mine too | created | 2"});
  CHECK(told(threads[1]) ==
        Lines{"2026-05-04T10:10:00Z | 2026-05-04T12:10:00+02:00 | change | Kai | Commit abcdef0: fix | "
              "committed | 3:/commits/0"});
}

TEST_CASE("ServiceNow's times have no zone: they are kept as written, and its notes are told one by one") {
  const ImportPlan plan = plan_of(std::string(servicenow_incident));
  const Postmortem thread = only_thread(plan);
  Lines lines = told(thread);
  std::ranges::sort(lines);
  CHECK(lines ==
        Lines{"no instant | 2026-05-04 10:10:39 | other |  | Opened: Cards are refused/All of them | opened | "
              "/result/0",
              "no instant | 2026-05-04 10:22:15 | observation | Ian Ray | It is the certificate./It ran out. | note "
              "| /result/0",
              "no instant | 2026-05-04 11:00:02 | observation | Nel Vos | Bank was told. | note | /result/0",
              "no instant | 2026-05-04 11:52:31 | resolution |  | Certificate renewed | resolved_at | /result/0"});
  CHECK(plan.problems.front().problem.text == Text::import_time_without_zone);
  CHECK(thread.systems.at(0).name == "Payments");
}
