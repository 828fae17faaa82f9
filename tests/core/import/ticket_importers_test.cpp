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

TEST_CASE("what ServiceNow stores is in UTC: where states are numbers and references ids, its times are") {
  const Postmortem thread = only_thread(plan_of(
      R"({"result": [{"sys_id": "s2", "number": "INC0002", "short_description": "No mail", "opened_at": "2026-05-04 10:00:00",
 "work_start": "2026-05-04 10:20:00", "sys_updated_on": "2026-05-04 11:00:00", "state": "2", "priority": "2",
 "assigned_to": "46d44a1b2f123010a9ad2572f699b6a7", "opened_by": {"link": "https://now.example/u/1", "value": "u1"},
 "business_service": "27d32778c0a8000b00db970eeaa60f16", "cause": "A full disk", "business_impact": "Two offices",
 "work_notes": "Cleaned it"}]})"));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04 10:00:00 | other |  | Opened: No mail | opened | /result/0",
              "2026-05-04T10:20:00Z | 2026-05-04 10:20:00 | acknowledgement |  | Acknowledged by somebody: No mail | "
              "work_start | /result/0",
              "2026-05-04T11:00:00Z | 2026-05-04 11:00:00 | observation |  | Cleaned it | note | /result/0"});
  CHECK(thread.timeline[0].time.note == "It names no zone; ServiceNow writes such times in UTC.");
  CHECK(thread.timeline[2].time.note.starts_with("It says no time of its own"));
  CHECK(thread.moments[MomentKind::acknowledged].basis == MomentBasis::estimated);
  CHECK(thread.severity->level == 2);
  CHECK(thread.causes.summary == "A full disk");
  CHECK(thread.impact.text == "Two offices");
  // An id is no name.
  CHECK(thread.people.empty());
  CHECK(thread.systems.empty());
}

TEST_CASE("where ServiceNow gives both what it shows and what it stores, the time that is stored counts") {
  const Postmortem thread = only_thread(plan_of(
      R"({"result": {"sys_id": "s3", "number": {"display_value": "INC0003", "value": "INC0003"},
 "short_description": {"display_value": "No mail", "value": "No mail"}, "priority": {"display_value": "3 - Moderate", "value": "3"},
 "assigned_to": {"display_value": "Nel Vos", "value": "u1"},
 "opened_at": {"display_value": "2026-05-04 12:00:00", "value": "2026-05-04 10:00:00"}}})"));
  CHECK(thread.timeline.at(0).time.at == parse_instant("2026-05-04T10:00:00Z").value());
  CHECK(thread.people.at(0).name == "Nel Vos");
  CHECK(thread.severity->written == "3 - Moderate");
}

TEST_CASE("an issue of which only a state is known was not opened then, and one without a state tells nothing") {
  const Postmortem thread = only_thread(plan_of(
      R"({"key": "OPS-3", "fields": {"summary": "Slow", "updated": "2026-05-04T10:00:00.000+0000",
 "status": {"name": "Shipped", "statusCategory": {"key": "done"}}}})"));
  CHECK(told(thread) == Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00.000+0000 | resolution |  | Status: Shipped: "
                              "Slow | state | /fields"});
  CHECK(only_thread(plan_of(R"({"key": "OPS-3", "fields": {"updated": "2026-05-04T10:00:00.000+0000"}})"))
            .timeline.empty());
}

TEST_CASE("an incident of Jira that is opened again is not resolved by what was done before") {
  const auto history = [](std::string_view id, std::string_view hour, std::string_view from, std::string_view to) {
    return R"({"id": ")" + std::string(id) + R"(", "created": "2026-05-04T)" + std::string(hour) +
           R"(:00:00.000+0000", "items": [{"field": "status", "fromString": ")" + std::string(from) +
           R"(", "toString": ")" + std::string(to) + R"("}]})";
  };
  const std::string before =
      R"({"key": "OPS-4", "fields": {"summary": "Slow", "created": "2026-05-04T10:00:00.000+0000", "issuetype": {"name":
 "Incident"}, "status": {"name": "Done", "statusCategory": {"key": "done"}}}, "changelog": {"histories": [)";
  const std::string once = before + history("1", "11", "Open", "Done") + ", " + history("2", "12", "Done", "Open");
  CHECK(moments_of(only_thread(plan_of(once + "]}}"))) == Lines{"declared 2026-05-04T10:00:00Z"});
  CHECK(moments_of(only_thread(plan_of(once + ", " + history("3", "13", "Open", "Done") + "]}}"))) ==
        Lines{"declared 2026-05-04T10:00:00Z", "resolved 2026-05-04T13:00:00Z"});
}

TEST_CASE("a message that an incident of Jira was created declares it, however little it says") {
  const Postmortem thread = only_thread(plan_of(
      R"({"type": "jira.incident.created", "timestamp": "2026-05-04T10:00:00Z", "data": {"id": "7", "key": "OPS-7",
 "self": "https://acme.example/rest/api/3/issue/7"}})"));
  CHECK(thread.title == "OPS-7");
  CHECK(thread.links.at(0).url == "https://acme.example/browse/OPS-7");
  CHECK(moments_of(thread) == Lines{"declared 2026-05-04T10:00:00Z"});
}

TEST_CASE("a push whose message says when is an event of its own, and accounts of programs are no people") {
  const Postmortem thread = only_thread(plan_of(
      R"({"type": "github.push", "timestamp": "2026-05-04T10:30:00Z", "data": {"ref": "refs/heads/main", "after": "b2",
 "commits": [{"id": "abcdef0123", "message": "fix", "timestamp": "2026-05-04T09:00:00Z", "author": {"name": "Kai"}}],
 "repository": {"full_name": "a/b"}, "sender": {"login": "shipper", "type": "Bot"}}})"));
  CHECK(told(thread) ==
        Lines{"2026-05-04T09:00:00Z | 2026-05-04T09:00:00Z | change | Kai | Commit abcdef0: fix | committed | "
              "/data/commits/0",
              "2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | change | shipper | 1 commit pushed to main | push | "});
  REQUIRE(thread.people.size() == 1);
  CHECK(thread.people[0].name == "Kai");
}

TEST_CASE("deployments are of their repository, and an issue says who closed it") {
  CHECK(only_thread(plan_of(R"([{"id": 1, "environment": "prod", "created_at": "2026-05-04T10:00:00Z", "ref": "v2",
 "creator": {"login": "kai"}, "repository_url": "https://api.github.com/repos/acme/shop"}])"))
            .title == "acme/shop");
  const Postmortem issue = only_thread(plan_of(
      R"({"number": 4, "title": "Blank", "user": {"login": "zoe"}, "state": "closed", "created_at": "2026-05-04T10:00:00Z",
 "closed_at": "2026-05-04T12:00:00Z", "closed_by": {"login": "kai"}, "html_url": "https://github.com/a/b/issues/4"})"));
  CHECK(issue.timeline.back().actor == "kai");
}
