// incident.io, FireHydrant and Rootly: what an incident tool says happened, and what it fills in by itself.
#include <algorithm>

#include "core/moment/commands.hpp"
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("timestamps of incident.io are events by their names; an empty one is a record at which nothing happened") {
  const ImportPlan plan = plan_of(std::string(incident_io_incident));
  const Postmortem thread = only_thread(plan);
  const std::string at = "/public_incident.incident_updated_v2/incident_timestamp_values/";
  CHECK(told(thread) ==
        Lines{"2026-05-04T09:50:00Z | 2026-05-04T09:50:00Z | impact |  | Impact started at | Impact started at | " +
                  at + "0",
              "2026-05-04T10:02:57.801578Z | 2026-05-04T10:02:57.801578Z | other |  | Reported at | Reported at | " +
                  at + "1",
              "2026-05-04T10:05:00Z | 2026-05-04T10:05:00Z | acknowledgement |  | Accepted at | Accepted at | " + at +
                  "2",
              "2026-05-04T10:30:00.5Z | 2026-05-04T10:30:00.5Z | mitigation |  | Fixed at | Fixed at | " + at + "3"});
  CHECK(moments_of(thread) == Lines{"impact_start 2026-05-04T09:50:00Z", "declared 2026-05-04T10:02:57.801578Z",
                                    "acknowledged 2026-05-04T10:05:00Z", "mitigated 2026-05-04T10:30:00.5Z"});
  CHECK(thread.severity->written == "Major");
  REQUIRE(thread.refs.size() == 2);
  CHECK(thread.refs[0].key == "01X");
  CHECK(thread.refs[1].key == "INC-7");
  CHECK(thread.context.summary == "Nobody sees a map");
  REQUIRE(thread.people.size() == 1);
  CHECK(thread.people[0].roles == std::vector<std::string>{"Lead"});
  REQUIRE(thread.fields.size() == 1);
  CHECK(thread.fields[0].label == "Time to fix");
  CHECK(thread.fields[0].value == "2400 s");
  CHECK(books_of(plan) == Books{.records = 6, .understood = 6, .listed = 0});
}

TEST_CASE("updates of incident.io are of the incident they name") {
  const std::string updates =
      "{\"incident_updates\": [{\"id\": \"u2\", \"incident_id\": \"01X\", \"created_at\": \"2026-05-04T10:20:00Z\", "
      "\"message\": \"Tiles come back\", \"new_incident_status\": {\"name\": \"Monitoring\"}, \"updater\": {\"user\": "
      "{\"name\": \"Pia Roth\"}}}, {\"id\": \"u1\", \"incident_id\": \"01X\", \"created_at\": "
      "\"2026-05-04T10:06:00Z\", "
      "\"message\": null, \"new_incident_status\": {\"name\": \"Fixing\"}}, \"none\"]}";
  const ImportPlan plan =
      plan_of({{"updates", updates}, {"incident", std::string(incident_io_incident)}}, ListedPostmortems{});
  const Postmortem thread = only_thread(plan);
  CHECK(thread.timeline.size() == 6);
  CHECK(told(thread.timeline[3]) ==
        "2026-05-04T10:06:00Z | 2026-05-04T10:06:00Z | other |  | Status: Fixing | update | /incident_updates/1");
  CHECK(told(thread.timeline[4]) ==
        "2026-05-04T10:20:00Z | 2026-05-04T10:20:00Z | communication | Pia Roth | Tiles come "
        "back | update | /incident_updates/0");
  CHECK(books_of(plan).listed == 1);
}

TEST_CASE("FireHydrant's milestones and events are read, with its times in either spelling") {
  const ImportPlan plan = plan_of(std::string(firehydrant_incident));
  const Postmortem thread = only_thread(plan);
  const std::string at = "/data/incident";
  CHECK(
      told(thread) ==
      Lines{"2026-05-04T09:00:00Z | 2026-05-04 09:00:00 UTC | impact |  | Started | started | " + at + "/milestones/0",
            "2026-05-04T10:04:40Z | 2026-05-04 10:04:40 UTC | other |  | Incident created: Mail is late | created | " +
                at,
            "2026-05-04T10:04:44Z | 2026-05-04 10:04:44 UTC | observation |  | Queue older than 30 min | event "
            "alert_linked,bot | " +
                at + "/events/1",
            "2026-05-04T10:05:30Z | 2026-05-04 10:05:30 UTC | acknowledgement |  | Acknowledged | acknowledged | " +
                at + "/milestones/1",
            "2026-05-04T10:20:00Z | 2026-05-04 10:20:00 +0000 | observation | Lev Orlow | The queue has one reader | "
            "event note | " +
                at + "/events/0",
            "2026-05-04T11:00:00Z | 2026-05-04 11:00:00 UTC | resolution |  | Resolved | resolved | " + at +
                "/milestones/2"});
  CHECK(moments_of(thread) == Lines{"impact_start 2026-05-04T09:00:00Z", "declared 2026-05-04T10:04:40Z",
                                    "acknowledged 2026-05-04T10:05:30Z", "resolved 2026-05-04T11:00:00Z"});
  CHECK(books_of(plan) == Books{.records = 6, .understood = 6, .listed = 1});
  CHECK(plan.items.front().reason.pointer == at + "/events/2");
}

TEST_CASE("a start that FireHydrant set when the incident was created is not proposed") {
  std::string text(firehydrant_incident);
  text.replace(text.find("2026-05-04 09:00:00"), 19, "2026-05-04 10:04:40");
  const Postmortem thread = only_thread(plan_of(text));
  CHECK(thread.moments[MomentKind::impact_start].state == MomentState::pending);
  CHECK(thread.moments[MomentKind::impact_start].basis == MomentBasis::tool_default);
  CHECK(
      std::ranges::none_of(thread.timeline, [](const TimelineEvent& one) { return one.text.starts_with("Incident"); }));
}

TEST_CASE("Rootly's times are events, its texts are read out of HTML, and what it sets by itself is noted") {
  const Postmortem thread = only_thread(plan_of(std::string(rootly_incident)));
  CHECK(thread.title == "Search can't be used");
  CHECK(thread.context.summary == "No results for anybody");
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:01:00Z | 2026-05-04T03:01:00.000-7:00 | detection |  | Status: detected | detected | /data",
          "2026-05-04T10:04:12.004Z | 2026-05-04T03:04:12.004-7:00 | other |  | Incident created: Search can't be used "
          "| created | /data",
          "2026-05-04T10:04:15.87Z | 2026-05-04T03:04:15.870-7:00 | acknowledgement |  | Status: acknowledged | "
          "acknowledged | /data",
          "2026-05-04T10:31:00Z | 2026-05-04T03:31:00.000-7:00 | mitigation |  | Index rebuilt | mitigated | /data",
          "2026-05-04T10:44:05.12Z | 2026-05-04T03:44:05.120-7:00 | resolution |  | Status: resolved | resolved | "
          "/data"});
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:01:00Z", "declared 2026-05-04T10:04:12.004Z",
                                    "mitigated 2026-05-04T10:31:00Z", "resolved 2026-05-04T10:44:05.12Z"});
  CHECK(thread.moments[MomentKind::impact_start].basis == MomentBasis::tool_default);
  CHECK(thread.timeline[2].time.note.starts_with("Acknowledged 3 s after the trigger"));
  CHECK(thread.severity->level == 1);
}

TEST_CASE("events of Rootly are text whatever markup they hold, and its own are marked") {
  const Postmortem thread = only_thread(plan_of(std::string(rootly_events)));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:04:20Z | 2026-05-04T03:04:20.000-7:00 | observation |  | Channel "
              "openedalert(1) | event,bot | /data/1",
              "2026-05-04T10:20:00Z | 2026-05-04T03:20:00.000-7:00 | observation | Uma Sen | Uma: the index "
              "is empty & old | event | /data/0"});
}

TEST_CASE("a post-mortem of Rootly is one that somebody wrote; beside its incident it is a section") {
  const std::string report =
      "{\"id\": \"p1\", \"type\": \"incident_post_mortems\", \"attributes\": {\"title\": \"What we learnt\", "
      "\"content\": \"<h2>Root cause</h2><p>One index</p>\", \"resolved_at\": \"2026-05-04T10:40:00Z\", "
      "\"incident_id\": \"ro-1\"}}";
  const ImportPlan plan = plan_of("{\"data\": " + report + "}");
  const Postmortem alone = only_thread(plan);
  CHECK(alone.title == "What we learnt");
  CHECK(alone.causes.summary.contains("One index"));
  CHECK(alone.sources.front().kind == "rootly");
  CHECK(format_instant(*instant_of(alone, MomentKind::resolved)) == "2026-05-04T10:40:00Z");
  CHECK(std::ranges::any_of(plan.items, &ImportItem::is_written));
  const Postmortem beside = only_thread(
      plan_of("{\"data\": [" + report +
              ", {\"id\": \"ro-1\", \"type\": \"incidents\", \"attributes\": {\"title\": \"Search is empty\", "
              "\"created_at\": \"2026-05-04T10:00:00Z\"}}]}"));
  CHECK(beside.title == "Search is empty");
  REQUIRE(beside.sections.size() == 1);
  CHECK(beside.sections[0].title == "What we learnt");
  CHECK(beside.sections[0].body == "## Root cause\n\nOne index");
}

TEST_CASE("FireHydrant's tasks and follow-ups are actions, and it says where people meet") {
  const Postmortem thread = only_thread(plan_of(
      R"({"id": "fh-2", "name": "Mail is late", "number": 5, "created_at": "2026-05-04 10:00:00 UTC", "severity": "SEV2",
 "milestones": [{"type": "started", "occurred_at": "2026-05-04 10:00:00 UTC"}],
 "tasks": [{"id": "t1", "description": "Add a reader", "status": "in_progress"}],
 "follow_ups": [{"id": "f1", "title": "Alert on age", "status": "pending"}, {"id": "f2", "title": "Tell legal", "status": "done"}],
 "impacts": [{"type": "customer", "description": "Nobody gets mail"}], "labels": ["mail"],
 "conference_bridges": [{"name": "Room", "url": "https://meet.example/1"}],
 "last_note": "Queue shrinks", "updated_at": "2026-05-04 10:40:00 UTC"})"));
  REQUIRE(thread.actions.size() == 3);
  CHECK(thread.actions[0].title == "Add a reader");
  CHECK(thread.actions[0].state == ActionState::in_progress);
  CHECK(thread.actions[1].state == ActionState::idea);
  CHECK(thread.actions[2].state == ActionState::done);
  CHECK(thread.impact.text == "Nobody gets mail");
  CHECK(thread.tags == std::vector<std::string>{"mail"});
  REQUIRE(thread.links.size() == 1);
  CHECK(thread.links[0].kind == LinkKind::call);
  CHECK(thread.timeline.back().text == "Queue shrinks");
  CHECK(thread.timeline.back().time.note.starts_with("It says no time of its own"));
  // The milestone is all that tells of the creation; that it began then is what the tool says by itself.
  CHECK(moments_of(thread) == Lines{"declared 2026-05-04T10:00:00Z"});
  CHECK(thread.moments[MomentKind::impact_start].basis == MomentBasis::tool_default);
}

TEST_CASE("where FireHydrant does not say when an incident was created, a start at its message is a default too") {
  const Postmortem thread = only_thread(plan_of(
      R"({"type": "firehydrant.incident", "timestamp": "2026-05-04T10:00:00Z", "data": {"id": "fh-3", "name": "Slow",
 "number": 6, "milestones": [{"type": "started", "occurred_at": "2026-05-04T10:00:00Z"}]}})"));
  CHECK(moments_of(thread).empty());
  CHECK(thread.moments[MomentKind::impact_start].basis == MomentBasis::tool_default);
}
