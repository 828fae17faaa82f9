// New Relic, Sentry and Squadcast: what was raised, and what became of it.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("messages of New Relic about one issue are its beginning and its end") {
  const ImportPlan plan = plan_of(std::string(newrelic_messages));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 1777888800000 | detection |  | Alert: Errors above 50/Shop | activated | /0,/1",
              "2026-05-04T11:00:00Z | 1777892400000 | resolution |  | Alert over: Errors above 50 | closed | /1"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z"});
  CHECK(books_of(plan) == Books{.records = 2, .understood = 2, .listed = 0});
}

TEST_CASE("the older channels of New Relic are read as well") {
  const Postmortem thread = only_thread(plan_of(
      "{\"incident_id\": 5, \"policy_name\": \"Shop\", \"condition_name\": \"Slow\", \"current_state\": \"open\", "
      "\"timestamp\": 1777888800000}\n"
      "{\"incident_id\": 5, \"policy_name\": \"Shop\", \"condition_name\": \"Slow\", \"current_state\": "
      "\"acknowledged\", "
      "\"timestamp\": 1777889100000}\n"));
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:00:00Z | 1777888800000 | detection |  | Alert: Slow/Shop | activated | 1",
          "2026-05-04T10:05:00Z | 1777889100000 | acknowledgement |  | Acknowledged by somebody: Slow | acknowledged | "
          "2"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z", "acknowledged 2026-05-04T10:05:00Z"});
}

TEST_CASE("Sentry says when an issue was first seen, and who resolved it") {
  const Postmortem thread = only_thread(plan_of(std::string(sentry_message)));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:01:18.32Z | 2026-05-04T10:01:18.320000Z | detection |  | Alert: TypeError: "
              "undefined/cart.js | created | ",
              "2026-05-04T10:45:00Z | 2026-05-04T10:45:00Z | resolution | Abe Lin | Resolved by Abe Lin: "
              "TypeError: undefined | resolved | "});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:01:18.32Z"});
  CHECK(thread.systems.at(0).name == "web");
}

TEST_CASE("a metric alert of Sentry begins, is noticed and ends") {
  const Postmortem thread = only_thread(plan_of(
      "{\"action\": \"critical\", \"data\": {\"description_title\": \"Errors\", \"metric_alert\": {\"id\": \"3\", "
      "\"date_started\": \"2026-05-04T10:00:00Z\", \"date_detected\": \"2026-05-04T10:02:00Z\", \"date_closed\": "
      "null}}}"));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | impact |  | Alert: Errors | date_started | ",
              "2026-05-04T10:02:00Z | 2026-05-04T10:02:00Z | detection |  | Triggered: Errors | date_detected | "});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:02:00Z"});
}

TEST_CASE("Squadcast's log tells the steps, its fields tell what the log does not, and the year 1 is no time") {
  const ImportPlan plan = plan_of(std::string(squadcast_incidents));
  const Postmortem thread = only_thread(plan);
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:00:01.68Z | 2026-05-04T10:00:01.68Z | detection |  | Triggered: Disk full | triggered | "
          "/0/logs/0",
          "2026-05-04T10:02:00.97Z | 2026-05-04T10:02:00.97Z | handover |  | Passed on to Max | reassigned | /0/logs/1",
          "2026-05-04T10:08:00.443Z | 2026-05-04T10:08:00.443Z | acknowledgement |  | Acknowledged by somebody: Disk "
          "full | acknowledged | /0"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:01.68Z", "acknowledged 2026-05-04T10:08:00.443Z"});
  REQUIRE(thread.impact.stated.size() == 1);
  CHECK(thread.impact.stated[0].written == "tta (ms): 478000");
  CHECK(books_of(plan) == Books{.records = 3, .understood = 3, .listed = 0});
}

TEST_CASE("an issue of Sentry has a level and somebody it is given to; one of New Relic says what was broken") {
  std::string text(sentry_message);
  text.replace(text.find("\"id\": \"55\""), 10,
               "\"id\": \"55\", \"level\": \"fatal\", \"assignedTo\": {\"type\": \"user\", \"name\": \"Jo Ek\"}");
  const Postmortem thread = only_thread(plan_of(text));
  CHECK(thread.severity->level == 1);
  CHECK(thread.people.at(0).name == "Jo Ek");
  CHECK(only_thread(plan_of(R"({"issueId": "NR2", "issueUrl": "https://one.example/NR2", "title": "Slow", "state":
 "ACTIVATED", "policyName": ["Shop"], "conditionName": ["Latency"], "createdAt": 1777888800000})"))
            .timeline.at(0)
            .text == "Alert: Slow\nShop / Latency");
}
