// PagerDuty: what a list, a log and messages about one incident tell together.
#include "tests/core/import/told.hpp"

using namespace unrepeat;

namespace {

const std::string incident_of_list =
    R"({"id": "Q1", "incident_number": 8, "title": "Lift stands", "description": "Car 2 does not move", "status":
 "acknowledged", "urgency": "high", "created_at": "2026-05-04T10:00:00Z", "html_url": "https://pager.example/Q1",
 "service": {"summary": "Lifts"}, "priority": {"summary": "P2"},
 "assignments": [{"at": "2026-05-04T10:00:00Z", "assignee": {"type": "user_reference", "summary": "Ada Berg"}}],
 "last_status_change_at": "2026-05-04T10:06:00Z", "last_status_change_by": {"type": "user_reference", "summary": "Ada Berg"}})";

std::string message(std::string_view type, std::string_view data) {
  return "{\"type\": \"" + std::string(type) +
         "\", \"timestamp\": \"2026-05-04T10:20:00Z\", \"data\": " + std::string(data) + "}";
}

}  // namespace

TEST_CASE("an incident of a list is acknowledged when its state says so, and whom it was given to takes part") {
  const Postmortem thread = only_thread(plan_of("{\"incidents\": [" + incident_of_list + "]}"));
  CHECK(
      told(thread) ==
      Lines{"2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | detection |  | Triggered: Lift stands/Car 2 does not move | "
            "trigger | /incidents/0",
            "2026-05-04T10:06:00Z | 2026-05-04T10:06:00Z | acknowledgement | Ada Berg | Acknowledged by Ada Berg: Lift "
            "stands | acknowledge | /incidents/0"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z", "acknowledged 2026-05-04T10:06:00Z"});
  CHECK(thread.severity->level == 2);
  REQUIRE(thread.people.size() == 1);
  CHECK(thread.people[0].name == "Ada Berg");
}

TEST_CASE("a webhook about a later step tells the trigger as well, and the trigger that is told twice is one event") {
  const Postmortem thread = only_thread(plan_of(
      "{\"event\": {\"id\": \"e1\", \"event_type\": \"incident.triggered\", \"occurred_at\": "
      "\"2026-05-04T09:59:59.9Z\", \"agent\": {\"type\": \"service_reference\", \"summary\": \"Probe\"}, \"data\": "
      "{\"id\": \"Q1\", \"title\": \"Lift stands\"}}}\n"
      "{\"event\": {\"id\": \"e2\", \"event_type\": \"incident.resolved\", \"occurred_at\": "
      "\"2026-05-04T10:30:00Z\", \"agent\": {\"type\": \"user_reference\", \"summary\": \"Ada Berg\"}, \"data\": "
      "{\"id\": \"Q1\", \"title\": \"Lift stands\", \"created_at\": \"2026-05-04T10:00:01Z\"}}}\n"));
  CHECK(
      told(thread) ==
      Lines{"2026-05-04T09:59:59.9Z | 2026-05-04T09:59:59.9Z | detection |  | Triggered: Lift stands | trigger | "
            "1:/event,2:/event",
            "2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | resolution | Ada Berg | Resolved by Ada Berg: Lift stands | "
            "resolve | 2:/event"});
  // What raised it is no person.
  REQUIRE(thread.people.size() == 1);
  CHECK(thread.people[0].name == "Ada Berg");
}

TEST_CASE("what is opened again is not over") {
  const Postmortem thread = only_thread(plan_of(
      R"({"incidents": [{"id": "Q1", "number": 8, "title": "Lift stands", "status": "triggered", "urgency": "high",
 "created_at": "2026-05-04T10:00:00Z", "reopened_at": "2026-05-04T12:00:00Z", "resolved_at": "2026-05-04T11:00:00Z",
 "service": {"summary": "Lifts"}}]})"));
  CHECK(told(thread.timeline[2]) ==
        "2026-05-04T12:00:00Z | 2026-05-04T12:00:00Z | detection |  | Reopened: Lift stands | reopen | /incidents/0");
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z"});
}

TEST_CASE("a step that another tool passes on happened when its message says, by its agent") {
  const ImportPlan plan = plan_of(message("pagerduty.incident.annotated",
                                          "{\"agent\": {\"type\": \"user_reference\", \"summary\": \"Ada Berg\"}, "
                                          "\"annotation\": {\"content\": \"A fuse\"}, \"incident\": " +
                                              incident_of_list + "}"));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread).back() ==
        "2026-05-04T10:20:00Z | 2026-05-04T10:20:00Z | observation | Ada Berg | A fuse | annotate | ");
  CHECK(thread.timeline.front().kind == EventKind::detection);
  CHECK(books_of(plan) == Books{.records = 1, .understood = 1, .listed = 0});
}

TEST_CASE("an update for those who wait is a communication") {
  const Postmortem thread = only_thread(plan_of(
      message("pagerduty.incident.status_update_published",
              R"({"status_update": {"id": "s1", "message": "Use the stairs", "created_at": "2026-05-04T10:12:00Z",
 "sender": {"summary": "Ada Berg"}}, "incident": {"id": "Q1", "type": "incident_reference", "summary": "Lift stands"}})")));
  CHECK(thread.title == "Lift stands");
  CHECK(told(thread) == Lines{"2026-05-04T10:12:00Z | 2026-05-04T10:12:00Z | communication | Ada Berg | Use the stairs "
                              "| status_update | /data"});
}

TEST_CASE("where nothing has a name, the log says how it was raised") {
  const Postmortem thread = only_thread(plan_of(
      R"({"log_entries": [{"id": "L1", "type": "trigger_log_entry", "summary": "Triggered by mail", "created_at":
 "2026-05-04T10:00:00Z", "agent": {"type": "service_reference", "summary": "Lifts"}, "channel": {"type": "email"}}]})"));
  CHECK(thread.timeline.at(0).text == "Triggered by mail");
  CHECK(thread.people.empty());
}
