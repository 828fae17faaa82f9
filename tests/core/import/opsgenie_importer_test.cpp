// Opsgenie and Jira Service Management: alerts, logs, incidents with their timelines, webhooks.
#include <algorithm>

#include "core/moment/commands.hpp"
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("an incident is told by its timeline, and by its own times where they say more") {
  const ImportPlan plan = plan_of(std::string(opsgenie_incident));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T09:58:00Z | 2026-05-04T09:58:00Z | impact |  | Impact begins | impact start | /data",
              "2026-05-04T10:04:00.03Z | 2026-05-04T10:04:00.03Z | other | noor@stage.example | Incident created | "
              "created | /data/timelines/0",
              "2026-05-04T10:10:00Z | 2026-05-04T10:10:00Z | communication | noor@stage.example | Told the houses to "
              "sell by phone | told | /data/timelines/1",
              "2026-05-04T10:11:00Z | 2026-05-04T10:11:00Z | escalation |  | Responder alert created | responder | "
              "/data/timelines/2",
              "2026-05-04T10:40:00Z | 2026-05-04T10:40:00Z | mitigation |  | Impact ends | impact end | /data",
              "2026-05-04T10:58:00.5Z | 2026-05-04T10:58:00.5Z | resolution | noor@stage.example | Incident resolved | "
              "resolved | /data/timelines/3"});
  CHECK(moments_of(thread) == Lines{"impact_start 2026-05-04T09:58:00Z", "declared 2026-05-04T10:04:00.03Z",
                                    "communicated 2026-05-04T10:10:00Z", "mitigated 2026-05-04T10:40:00Z",
                                    "resolved 2026-05-04T10:58:00.5Z"});
  CHECK(thread.title == "Tickets cannot be sold");
  CHECK(thread.severity->level == 2);
  CHECK(thread.links.front().url == "https://ops.example/incident/9f1");
  CHECK(books_of(plan) == Books{.records = 5, .understood = 5, .listed = 0});
}

TEST_CASE("an impact that begins when the incident was created was set by the tool") {
  std::string text(opsgenie_incident);
  text.replace(text.find("2026-05-04T09:58:00Z"), 20, "2026-05-04T10:04:00.03Z");
  const Postmortem thread = only_thread(plan_of(text));
  const Moment& start = thread.moments[MomentKind::impact_start];
  CHECK(start.state == MomentState::pending);
  CHECK(start.basis == MomentBasis::tool_default);
  CHECK(start.note == "2026-05-04T10:04:00.03Z: Opsgenie sets this by itself when the incident is created there.");
}

TEST_CASE("a log is read by what its lines say; its cursor is no zone") {
  const Postmortem thread = only_thread(plan_of(std::string(opsgenie_logs)));
  CHECK(
      told(thread) ==
      Lines{"2026-05-04T10:00:31.03Z | 2026-05-04T10:00:31.03Z | detection |  | Alert created via API | created | "
            "/data/4",
            "2026-05-04T10:00:33.5Z | 2026-05-04T10:00:33.5Z | notification | ida@stage.example | Sent [sms] "
            "notification to [ida@stage.example] | notified | /data/3",
            "2026-05-04T10:03:10Z | 2026-05-04T10:03:10Z | other | ida@stage.example | Viewed on [web] | bot | /data/1",
            "2026-05-04T10:03:20Z | 2026-05-04T10:03:20Z | acknowledgement | ida@stage.example | Alert acknowledged "
            "via web | acknowledged | /data/2",
            "2026-05-04T10:59:00.9Z | 2026-05-04T10:59:00.9Z | resolution | ida@stage.example | Alert closed via web "
            "| closed | /data/0"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:31.03Z", "notified 2026-05-04T10:00:33.5Z",
                                    "acknowledged 2026-05-04T10:03:20Z"});
}

TEST_CASE("an alert is an event when it was created, and its report states durations in milliseconds") {
  // As Jira Service Management misspells it.
  const Postmortem thread = only_thread(plan_of(
      "{\"data\": {\"id\": \"a-1\", \"tinyId\": \"7\", \"message\": \"Queue deep\", \"description\": \"20,000\", "
      "\"priority\": \"P1\", \"lastOccuredAt\": \"2026-05-04T10:30:00Z\", \"createdAt\": \"2026-05-04T10:00:00.03Z\", "
      "\"report\": {\"ackTime\": 95000, \"closeTime\": 5191640, \"acknowledgedBy\": \"x\"}}}"));
  CHECK(told(thread) == Lines{"2026-05-04T10:00:00.03Z | 2026-05-04T10:00:00.03Z | detection |  | Alert: Queue "
                              "deep/20,000 | created | /data",
                              "2026-05-04T10:01:35.03Z | 2026-05-04T10:00:00.03Z | acknowledgement |  | Acknowledged "
                              "by x: Queue deep | acknowledged | /data",
                              "2026-05-04T11:26:31.67Z | 2026-05-04T10:00:00.03Z | resolution |  | Alert over: Queue "
                              "deep | closed | /data"});
  REQUIRE(thread.impact.stated.size() == 2);
  CHECK(thread.impact.stated[0].to == MomentKind::acknowledged);
  CHECK(thread.impact.stated[0].value.text == "1.58");
  CHECK(thread.impact.stated[0].written == "ackTime: 95000");
  CHECK(thread.impact.stated[1].to == MomentKind::resolved);
}

TEST_CASE("webhooks of one alert are one thread, each step at its time") {
  const Postmortem thread = only_thread(
      plan_of("{\"action\": \"Create\", \"alert\": {\"alertId\": \"a1\", \"tinyId\": \"3\", \"message\": \"Disk\", "
              "\"createdAt\": "
              "1777888800123}}\n"
              "{\"action\": \"Acknowledge\", \"alert\": {\"alertId\": \"a1\", \"message\": \"Disk\", \"createdAt\": "
              "1777888800123, \"updatedAt\": 1777888803000000000, \"username\": \"flo@x.example\"}}\n"
              "{\"action\": \"AddNote\", \"alert\": {\"alertId\": \"a1\", \"message\": \"Disk\", \"updatedAt\": "
              "1777888900000, \"username\": \"flo@x.example\", \"note\": \"logs were kept twice\"}}\n"
              "{\"timestamp\": \"2026-05-04T10:09:00Z\", \"type\": \"jira.alert\", \"data\": {\"action\": \"close\", "
              "\"alert\": "
              "{\"alertId\": \"a1\", \"message\": \"Disk\"}}}\n"));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:00.123Z | 1777888800123 | detection |  | Alert: Disk | created | 1",
              "2026-05-04T10:00:03Z | 1777888803000000000 | acknowledgement | flo@x.example | Acknowledged by "
              "flo@x.example: Disk | acknowledged | 2",
              "2026-05-04T10:01:40Z | 1777888900000 | observation | flo@x.example | logs were kept twice | note | 3",
              "2026-05-04T10:09:00Z | 2026-05-04T10:09:00Z | resolution |  | Alert over: Disk | closed | 4"});
  // Three seconds after it was raised nobody has looked.
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00.123Z"});
  CHECK(thread.timeline[1].time.note.starts_with("Acknowledged 2 s after the trigger"));
}

TEST_CASE("an entry that is none is listed with its place, and the rest is read") {
  std::string text(opsgenie_incident);
  text.replace(text.find("\"timelines\": ["), 14, "\"timelines\": [7, null, ");
  const ImportPlan plan = plan_of(text);
  CHECK(books_of(plan) == Books{.records = 5, .understood = 5, .listed = 2});
  CHECK(only_thread(plan).timeline.size() == 6);
  CHECK(plan.items[0].reason.pointer == "/data/timelines/0");
}

TEST_CASE("a post-mortem written there comes with its text, its actions and its times, as one that somebody wrote") {
  const ImportPlan plan =
      plan_of(R"({"data":{"postmortemId":"pm-7","title":"Orders stood still","severity":"P2","status":"closed",
    "startTime":"2026-03-08T14:00:00Z","respondTime":"2026-03-08T14:05:00Z","resolveTime":"2026-03-08T15:00:00Z",
    "executiveSummary":"Orders stood still for an hour.",
    "content":{"type":"doc","version":1,"content":[
      {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Root cause"}]},
      {"type":"paragraph","content":[{"type":"text","text":"The pool was full."}]},
      {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Action items"}]},
      {"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"DONE"},"content":[{"type":"text","text":"Alert on the pool"}]},
        {"type":"taskItem","attrs":{"state":"TODO"},"content":[{"type":"text","text":"Larger pool"}]}]}]}}})");
  const ImportItem* item = nullptr;
  for (const ImportItem& one : plan.items)
    if (one.postmortem) item = &one;
  REQUIRE(item != nullptr);
  CHECK(item->is_written);
  CHECK(item->kind == "opsgenie");
  const Postmortem& read = *item->postmortem;
  CHECK(read.title == "Orders stood still");
  CHECK(read.context.summary == "Orders stood still for an hour.");
  CHECK(read.severity->level == 2);
  CHECK(read.sources.front().kind == "opsgenie");
  CHECK(read.refs.front().key == "pm-7");
  REQUIRE(read.actions.size() == 2);
  CHECK(read.actions[0].title == "Alert on the pool");
  CHECK(read.actions[0].state == ActionState::done);
  CHECK(read.actions[1].state != ActionState::done);
  CHECK(format_instant(*instant_of(read, MomentKind::impact_start)) == "2026-03-08T14:00:00Z");
  CHECK(format_instant(*instant_of(read, MomentKind::resolved)) == "2026-03-08T15:00:00Z");
}

TEST_CASE("the text of a post-mortem may be the JSON of its document, or plain") {
  const ImportPlan plan = plan_of(R"({"postmortemId":"pm-8","title":"Late labels",
    "content":"{\"type\":\"doc\",\"content\":[{\"type\":\"heading\",\"attrs\":{\"level\":2},\"content\":[{\"type\":\"text\",\"text\":\"Impact\"}]},{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"12 orders\"}]}]}"})");
  const auto item = std::ranges::find_if(plan.items, [](const ImportItem& one) { return one.postmortem.has_value(); });
  REQUIRE(item != plan.items.end());
  const Postmortem& read = *item->postmortem;
  CHECK(read.title == "Late labels");
  CHECK(read.impact.text == "12 orders");
}

TEST_CASE("what Opsgenie only counts of an alert is told at that time, and estimated") {
  const Postmortem thread = only_thread(plan_of(
      R"({"data": {"id": "a9", "tinyId": "9", "alias": "x", "message": "Doors shut", "entity": "gate-4", "tags": ["night"],
 "acknowledged": true, "createdAt": "2026-05-04T10:00:00Z", "owner": "mo@gate.example",
 "responders": [{"type": "team", "name": "Gates"}, {"type": "user", "name": "Ida"}],
 "report": {"ackTime": 90000, "acknowledgedBy": "mo@gate.example", "closeTime": 600000}}})"));
  REQUIRE(thread.timeline.size() == 3);
  CHECK(thread.timeline[1].time.at == parse_instant("2026-05-04T10:01:30Z").value());
  CHECK(thread.timeline[1].time.note == "Opsgenie counted 90 s since the time above.");
  CHECK(thread.timeline[2].kind == EventKind::resolution);
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:00Z", "acknowledged 2026-05-04T10:01:30Z"});
  CHECK(thread.moments[MomentKind::acknowledged].basis == MomentBasis::estimated);
  CHECK(thread.systems.at(0).name == "gate-4");
  CHECK(thread.tags == std::vector<std::string>{"night"});
  REQUIRE(thread.people.size() == 3);
  CHECK(thread.people[1].name == "Gates");
  CHECK(thread.people[1].kind == PartyKind::team);
  CHECK(thread.people[2].kind == PartyKind::person);
}

TEST_CASE(
    "people, teams and services that stand in an incident of Opsgenie as ids have the names that a log gives them") {
  const ImportPlan plan = plan_of(
      "{\"id\": \"i4\", \"tinyId\": \"4\", \"message\": \"Gates shut\", \"createdAt\": \"2026-05-04T10:00:00Z\", "
      "\"impactedServices\": [\"s1\"], \"responders\": [{\"type\": \"user\", \"id\": \"u1\"}, {\"type\": \"team\", "
      "\"id\": \"t1\"}]}\n"
      "{\"id\": \"u1\", \"username\": \"ida@gate.example\", \"fullName\": \"Ida Foss\"}\n"
      "{\"id\": \"t1\", \"name\": \"Gates\", \"members\": []}\n"
      "{\"id\": \"s1\", \"name\": \"Entrance\", \"teamId\": \"t1\"}\n"
      "{\"id\": \"r1\", \"name\": \"Night rota\"}\n");
  const Postmortem thread = only_thread(plan);
  REQUIRE(thread.people.size() == 2);
  CHECK(thread.people[0].name == "Ida Foss");
  CHECK(thread.people[1].kind == PartyKind::team);
  CHECK(thread.systems.at(0).name == "Entrance");
  CHECK(books_of(plan) == Books{.records = 4, .understood = 4, .listed = 1});
}
