// JSON of tools that have no importer of their own: what makes it an incident, and what does not.
#include "tests/core/import/told.hpp"

using namespace unrepeat;

TEST_CASE("an object that says when it began, how it is called and how it stands is an incident") {
  const ImportPlan plan = plan_of(
      R"({"type": "watcher.notice", "timestamp": "2026-05-04T10:00:09Z", "data": {"issue": {"id": "w1",
  "start": "2026-05-04T10:00:00Z", "end": "2026-05-04T10:30:00Z", "status": "critical", "summary": "Queue is long",
  "description": "Nobody reads it", "url": "https://watch.example/w1",
  "labels": [{"key": "service", "value": {"stringValue": "mail"}}, {"key": "env", "value": {"stringValue": "prod"}}],
  "checkrules": [{"name": "Age", "description": "older than 9 min"}]}}})");
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | detection |  | Alert: Queue is long/Nobody reads it/Age: "
              "older than 9 min | start | /data/issue",
              "2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | resolution |  | Alert over: Queue is long | end | "
              "/data/issue"});
  // An alert that is over does not say that the incident is.
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z"});
  CHECK(thread.severity->level == 1);
  CHECK(thread.systems.at(0).name == "mail");
  CHECK(thread.tags == std::vector<std::string>{"env: prod"});
  CHECK(thread.links.at(0).url == "https://watch.example/w1");
  CHECK(thread.context.summary == "Nobody reads it");
  CHECK(thread.sources.at(0).kind == "json");
}

TEST_CASE("an end that is empty is none") {
  CHECK(only_thread(plan_of(R"({"title": "Down", "start": "2026-05-04T10:00:00Z", "end": "", "state": "open"})"))
            .timeline.size() == 1);
}

TEST_CASE("in lines, each with a list of updates, each is an incident") {
  const ImportPlan plan = plan_of(
      "{\"id\": \"1\", \"title\": \"Slow\", \"started_at\": \"2026-05-04T09:50:00Z\", \"resolved_at\": "
      "\"2026-05-04T11:00:00Z\", \"impact\": \"major\", \"components\": [\"Shop\"], \"updates\": ["
      "{\"at\": \"2026-05-04T10:00:00Z\", \"status\": \"Investigating\", \"message\": \"We look\"}, "
      "{\"at\": \"2026-05-04T10:30:00Z\", \"status\": \"Monitoring\", \"message\": \"We wait\"}, "
      "{\"at\": \"2026-05-04T11:00:00Z\", \"status\": \"Resolved\", \"message\": \"Over\"}]}\n"
      "{\"id\": \"2\", \"title\": \"Mail\", \"started_at\": \"2026-05-05T10:00:00Z\", \"updates\": ["
      "{\"at\": \"2026-05-05T10:00:00Z\", \"status\": \"Investigating\", \"message\": \"We look\"}]}\n");
  const auto threads = threads_of(plan);
  REQUIRE(threads.size() == 2);
  CHECK(told(threads[0]) ==
        Lines{"2026-05-04T09:50:00Z | 2026-05-04T09:50:00Z | impact |  | Impact begins | started_at | 1",
              "2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | communication |  | We look | investigating | 1:/updates/0",
              "2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | mitigation |  | We wait | monitoring | 1:/updates/1",
              "2026-05-04T11:00:00Z | 2026-05-04T11:00:00Z | resolution |  | Over | resolved | 1:/updates/2"});
  CHECK(moments_of(threads[0]) == Lines{"impact_start 2026-05-04T09:50:00Z", "communicated 2026-05-04T10:00:00Z",
                                        "mitigated 2026-05-04T10:30:00Z", "resolved 2026-05-04T11:00:00Z"});
  CHECK(threads[0].severity->level == 2);
  CHECK(threads[0].systems.at(0).name == "Shop");
  // A start that is only the first update is what the tool fills in by itself.
  CHECK(threads[1].moments[MomentKind::impact_start].basis == MomentBasis::tool_default);
  CHECK(books_of(plan) == Books{.records = 6, .understood = 6, .listed = 0});
}

TEST_CASE("the same incident told again is the same events, with more evidence") {
  const std::string notice = R"({"id": "n1", "title": "Down", "start": "2026-05-04T10:00:00Z", "state": "open"})";
  const Postmortem thread = only_thread(plan_of(notice + "\n" + notice + "\n"));
  REQUIRE(thread.timeline.size() == 1);
  CHECK(thread.timeline[0].evidence.size() == 2);
}

TEST_CASE("settings, lists of things, appointments and what programs do and log are no incidents") {
  for (
      const std::string_view text :
      {R"({"name": "shop", "version": "1.2.3", "created_at": "2026-05-04T10:00:00Z", "status": "active"})",
       R"({"name": "build", "status": "completed", "started_at": "2026-05-04T10:00:00Z", "end": "2026-05-04T10:01:00Z"})",
       R"({"summary": "Lunch", "status": "confirmed", "start": "2026-05-04T12:00:00Z", "end": "2026-05-04T13:00:00Z"})",
       R"([{"title": "A book", "createdAt": "2026-05-04T10:00:00Z", "state": "sold"}])",
       R"({"title": "Errors", "for": "5m", "labels": {"severity": "critical"}, "updated": "2026-05-04T10:00:00Z"})"})
    CHECK(threads_of(plan_of(std::string(text))).empty());
  const ImportPlan log = plan_of(
      "{\"created_at\": \"2026-05-04T10:00:00Z\", \"title\": \"disk is full\", \"severity\": \"error\", \"status\": "
      "\"x\"}\n"
      "{\"created_at\": \"2026-05-04T10:01:00Z\", \"title\": \"disk is full\", \"severity\": \"error\", \"status\": "
      "\"x\"}\n");
  CHECK(kinds_of(log) == std::vector<std::string>{"json_lines"});
}
