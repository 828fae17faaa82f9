// Grafana: OnCall's steps, alerts of its alerting, incidents with their activity, annotations.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("steps of an alert group are told with who did them; a bare clock is of the day that the group knows") {
  const Postmortem thread = only_thread(plan_of(std::string(grafana_oncall)));
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:00:00.310771Z | 2026-05-04T10:00:00.310771+00:00 | detection |  | Triggered: [firing:2] Stock "
          "differs | alert group created | /0",
          "2026-05-04T10:00:01Z | 2026-05-04T10:00:01Z | notification |  | mia is notified: [firing:2] Stock differs | "
          "escalation | /1",
          "2026-05-04T10:00:04Z | 2026-05-04T10:00:04+00:00 | acknowledgement | rota | Acknowledged by rota: "
          "[firing:2] "
          "Stock differs | acknowledge | /2",
          "2026-05-04T10:06:00Z | 2026-05-04T10:06:00Z | acknowledgement | mia | Acknowledged by mia: [firing:2] Stock "
          "differs | acknowledge | /3",
          "2026-05-05T00:15:53Z | 00:15:53 | resolution | mia | Resolved by mia: [firing:2] Stock differs | resolve | "
          "/4"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00.310771Z", "notified 2026-05-04T10:00:01Z",
                                    "acknowledged 2026-05-04T10:06:00Z", "resolved 2026-05-05T00:15:53Z"});
  CHECK(thread.timeline[2].time.note.starts_with("Acknowledged 3 s after the trigger"));
}

TEST_CASE("an alert of Grafana's alerting is read like one of Prometheus, and is Grafana's") {
  const Postmortem thread = only_thread(plan_of(
      "{\"receiver\": \"x\", \"status\": \"resolved\", \"orgId\": 1, \"alerts\": [{\"status\": \"resolved\", "
      "\"labels\": "
      "{\"alertname\": \"Errors\"}, \"annotations\": {\"summary\": \"48 %\"}, \"startsAt\": "
      "\"2026-05-04T12:00:00+02:00\", "
      "\"endsAt\": \"2026-05-04T12:20:00+02:00\", \"fingerprint\": \"f\", \"valueString\": \"[ var='A' ]\"}]}"));
  CHECK(thread.sources[0].kind == "grafana");
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T12:00:00+02:00 | detection |  | Alert: Errors: 48 % | "
              "firing | /alerts/0",
              "2026-05-04T10:20:00Z | 2026-05-04T12:20:00+02:00 | resolution |  | Alert over: Errors: 48 % "
              "| resolved | /alerts/0"});
}

TEST_CASE("an incident and its notes are one thread, and annotations say what was deployed") {
  const auto threads = threads_of(
      plan_of("{\"type\": \"grafana.incident.declared\", \"timestamp\": \"2026-05-04T10:05:00Z\", \"data\": "
              "{\"incidentID\": \"i1\", "
              "\"title\": \"Slow pages\", \"severity\": \"minor\", \"createdTime\": \"2026-05-04T10:00:00Z\"}}\n"
              "{\"type\": \"grafana.incident.activityAdded\", \"timestamp\": \"2026-05-04T10:07:00Z\", \"data\": "
              "{\"activityItemID\": \"a1\", \"incidentID\": \"i1\", \"activityKind\": \"userNote\", \"body\": \"pool "
              "is empty\", "
              "\"createdTime\": \"2026-05-04T10:06:00Z\", \"user\": {\"name\": \"Liv\"}}}\n"
              "{\"type\": \"grafana.annotations\", \"timestamp\": \"2026-05-04T10:07:00Z\", \"data\": "
              "{\"annotations\": [{\"id\": 4, "
              "\"dashboardUID\": \"d\", \"time\": 1777888800000, \"text\": \"v2 to production\", \"tags\": "
              "[\"deploy\"]}]}}\n"));
  REQUIRE(threads.size() == 2);
  CHECK(told(threads[0]) ==
        Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | other |  | Incident created: Slow pages | declared | 1",
              "2026-05-04T10:06:00Z | 2026-05-04T10:06:00Z | observation | Liv | pool is empty | userNote | 2"});
  CHECK(moments_of(threads[0]) == Lines{"declared 2026-05-04T10:00:00Z"});
  CHECK(told(threads[1]) == Lines{"2026-05-04T10:00:00Z | 1777888800000 | change |  | v2 to production | annotation | "
                                  "3:/data/annotations/0"});
}

TEST_CASE("an incident of Grafana that is resolved says so, with its summary and its labels; a drill is one") {
  const Postmortem thread = only_thread(plan_of(
      R"({"type": "grafana.incident.resolved", "timestamp": "2026-05-04T11:00:01Z", "data": {"incidentID": "i2",
 "title": "Slow pages", "status": "resolved", "summary": "The pool is empty", "labels": [{"label": "web"}],
 "isDrill": true, "createdTime": "2026-05-04T10:00:00Z", "closedTime": "2026-05-04T11:00:00Z"}})"));
  CHECK(moments_of(thread) == Lines{"declared 2026-05-04T10:00:00Z", "resolved 2026-05-04T11:00:00Z"});
  CHECK(thread.context.summary == "The pool is empty");
  CHECK(thread.tags == std::vector<std::string>{"web"});
  CHECK(thread.kind == RecordKind::drill);
}

TEST_CASE("an alert that says no time was so when its message was sent, and its runbook is linked") {
  const Postmortem thread = only_thread(plan_of(
      R"({"type": "grafana.alert.firing", "timestamp": "2026-05-04T10:00:00Z", "data": {"ruleUid": "r", "alerts": [
 {"status": "firing", "labels": {"alertname": "Errors", "job": "shop"}, "annotations": {"summary": "many",
  "runbook_url": "https://books.example/errors"}}]}})"));
  CHECK(told(thread) == Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | detection |  | Alert: Errors: many | "
                              "firing | "});
  CHECK(thread.timeline[0].time.note == "It says no time of its own; this is when the message about it was sent.");
  CHECK(thread.systems.at(0).name == "shop");
  CHECK(thread.links.at(0).kind == LinkKind::runbook);
}
