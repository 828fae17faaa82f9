// A file of every tool, as the tool writes it; companies, people and words are invented.
#pragma once

#include <string_view>

namespace unrepeat {

inline constexpr std::string_view alertmanager_post = R"json({
 "receiver": "night", "status": "firing", "version": "4", "groupKey": "{}:{job=\"api\"}", "truncatedAlerts": 0,
 "alerts": [
  {"status": "firing", "labels": {"alertname": "SlowAnswers", "service": "api", "severity": "critical"},
   "annotations": {"summary": "api answers in 9 s", "description": "p99 over 5 min <b>is</b> 9 s"},
   "startsAt": "2026-05-04T10:00:01.123456789Z", "endsAt": "0001-01-01T00:00:00Z",
   "generatorURL": "http://prometheus.example/graph?g0", "fingerprint": "aa00bb11"}
 ]})json";

inline constexpr std::string_view opsgenie_incident = R"json({"data": {
 "id": "9f1", "tinyId": "12", "message": "Tickets cannot be sold", "description": "Box office is down",
 "status": "resolved", "impactedServices": [], "priority": "P2",
 "createdAt": "2026-05-04T10:04:00.03Z", "updatedAt": "2026-05-04T11:00:00Z",
 "impactStartDate": "2026-05-04T09:58:00Z", "impactEndDate": "2026-05-04T10:40:00Z",
 "links": {"web": "https://ops.example/incident/9f1"},
 "timelines": [
  {"id": "t1", "type": "IncidentCreated", "eventTime": "2026-05-04T10:04:00.03Z",
   "actor": {"name": "noor@stage.example", "type": "user"}, "title": {"type": "text", "content": "Incident created"}},
  {"id": "t2", "type": "StakeholderUpdate", "eventTime": "2026-05-04T10:10:00Z",
   "actor": {"name": "noor@stage.example", "type": "user"}, "title": {"content": "Told the houses to sell by phone"}},
  {"id": "t3", "type": "ResponderAlertCreated", "eventTime": "2026-05-04T10:11:00Z",
   "actor": {"name": "System", "type": "system"}, "title": {"content": "Responder alert created"}},
  {"id": "t4", "type": "IncidentResolved", "eventTime": "2026-05-04T10:58:00.5Z",
   "actor": {"name": "noor@stage.example", "type": "user"}, "title": {"content": "Incident resolved"}}
 ]}, "took": 0.1, "requestId": "r"})json";

inline constexpr std::string_view opsgenie_logs = R"json({"data": [
 {"log": "Alert closed via web", "type": "alertAction", "owner": "ida@stage.example",
  "createdAt": "2026-05-04T10:59:00.9Z", "offset": "1777892340900_1777892340900140450"},
 {"log": "Viewed on [web]", "type": "alertRecipient", "owner": "ida@stage.example",
  "createdAt": "2026-05-04T10:03:10Z", "offset": "1777888990000_1"},
 {"log": "Alert acknowledged via web", "type": "alertAction", "owner": "ida@stage.example",
  "createdAt": "2026-05-04T10:03:20Z", "offset": "1777889000000_1"},
 {"log": "Sent [sms] notification to [ida@stage.example]", "type": "alertRecipient", "owner": "ida@stage.example",
  "createdAt": "2026-05-04T10:00:33.5Z", "offset": "1777888833500_1"},
 {"log": "Alert created via API", "type": "system", "owner": "System",
  "createdAt": "2026-05-04T10:00:31.03Z", "offset": "1777888831030_1"}
], "took": 0.1, "requestId": "r"})json";

inline constexpr std::string_view slack_day = R"json([
 {"type": "message", "user": "U01ANA", "text": "<@U01ANA> has joined the channel", "ts": "1777888800.000100",
  "subtype": "channel_join"},
 {"type": "message", "user": "U01ANA", "text": "Errors &gt; 5 % &amp; rising, <@U02BO> look at <https://graphs.example/d/1|the graph>",
  "ts": "1777888860.000200", "edited": {"user": "U01ANA", "ts": "1777888870.000000"}, "reply_count": 1},
 {"type": "message", "subtype": "bot_message", "bot_id": "B01", "username": "Pager", "text": "",
  "ts": "1777888861.000100", "attachments": [{"fallback": "Acknowledged: #9", "title": "#9"}]},
 {"type": "message", "user": "U02BO", "text": "it is the cache, see <#C09CACHE>", "ts": "1777888990.999999",
  "thread_ts": "1777888860.000200", "files": [{"name": "heap.png", "title": "heap"}]}
])json";

inline constexpr std::string_view grafana_oncall = R"json([
 {"event": {"type": "alert group created", "time": "2026-05-04T10:00:00.310771+00:00"}, "user": null,
  "alert_group": {"id": "G1", "state": "firing", "created_at": "2026-05-04T10:00:00.000310Z", "resolved_at": null,
   "acknowledged_at": null, "title": "[firing:2] Stock differs", "permalinks": {"web": "https://grafana.example/g/G1"}}},
 {"event": {"type": "escalation", "time": "2026-05-04T10:00:01Z"}, "user": null, "notified_users": [{"username": "mia"}],
  "alert_group": {"id": "G1", "state": "firing", "created_at": "2026-05-04T10:00:00.000310Z", "title": "x"}},
 {"event": {"type": "acknowledge", "time": "2026-05-04T10:00:04+00:00"}, "user": {"username": "rota"},
  "alert_group": {"id": "G1", "state": "acknowledged", "created_at": "2026-05-04T10:00:00.000310Z", "title": "x"}},
 {"event": {"type": "acknowledge", "time": "2026-05-04T10:06:00Z"}, "user": {"username": "mia"},
  "alert_group": {"id": "G1", "state": "acknowledged", "created_at": "2026-05-04T10:00:00.000310Z", "title": "x"}},
 {"event": {"type": "resolve", "time": "00:15:53"}, "user": {"username": "mia"},
  "alert_group": {"id": "G1", "state": "resolved", "created_at": "2026-05-04T10:00:00.000310Z",
   "resolved_at": "2026-05-05T00:15:53.100000Z", "title": "x"}}
])json";

inline constexpr std::string_view incident_io_incident = R"json({"event_type": "public_incident.incident_updated_v2",
 "public_incident.incident_updated_v2": {"id": "01X", "name": "Maps are blank", "reference": "INC-7",
  "summary": "Nobody sees a map", "permalink": "https://io.example/7", "created_at": "2026-05-04T10:02:57.801578Z",
  "severity": {"name": "Major"}, "incident_status": {"name": "Closed", "category": "closed"},
  "incident_role_assignments": [{"role": {"name": "Lead"}, "assignee": {"name": "Pia Roth"}}],
  "incident_timestamp_values": [
   {"incident_timestamp": {"name": "Impact started at"}, "value": {"value": "2026-05-04T09:50:00Z"}},
   {"incident_timestamp": {"name": "Reported at"}, "value": {"value": "2026-05-04T10:02:57.801578Z"}},
   {"incident_timestamp": {"name": "Accepted at"}, "value": {"value": "2026-05-04T10:05:00Z"}},
   {"incident_timestamp": {"name": "Fixed at"}, "value": {"value": "2026-05-04T10:30:00.5Z"}},
   {"incident_timestamp": {"name": "Closed at"}, "value": null}],
  "duration_metrics": [{"duration_metric": {"name": "Time to fix"}, "value_seconds": 2400}]}})json";

inline constexpr std::string_view firehydrant_incident = R"json({"data": {"event": "incident.updated", "incident": {
 "id": "fh-1", "name": "Mail is late", "number": 4, "created_at": "2026-05-04 10:04:40 UTC", "severity": "SEV2",
 "summary": "Mail leaves an hour late.", "current_milestone": "resolved",
 "role_assignments": [{"role": "Commander", "user_name": "Lev Orlow"}],
 "milestones": [
  {"type": "started", "name": "Started", "occurred_at": "2026-05-04 09:00:00 UTC", "duration": "PT0S"},
  {"type": "acknowledged", "name": "Acknowledged", "occurred_at": "2026-05-04 10:05:30 UTC", "duration": "PT1H5M"},
  {"type": "resolved", "name": "Resolved", "occurred_at": "2026-05-04 11:00:00 UTC", "duration": ""}],
 "events": [
  {"id": "e2", "incident_id": "fh-1", "type": "note", "occurred_at": "2026-05-04 10:20:00 +0000",
   "author": {"name": "Lev Orlow"}, "data": {"body": "The queue has one reader"}},
  {"id": "e1", "incident_id": "fh-1", "type": "alert_linked", "occurred_at": "2026-05-04 10:04:44 UTC",
   "author": {"name": "FireHydrant"}, "data": {"summary": "Queue older than 30 min"}},
  "not an event"]}},
 "timestamp": "2026-05-04T11:00:02.292043553Z", "type": "firehydrant.incident.updated"})json";

inline constexpr std::string_view rootly_incident = R"json({"data": {"id": "ro-1", "type": "incidents", "attributes": {
 "title": "Search can&#39;t be used", "summary": "<p>No results for <b>anybody</b></p>", "status": "resolved",
 "created_at": "2026-05-04T03:04:12.004-7:00", "started_at": "2026-05-04T03:04:12.004-7:00",
 "detected_at": "2026-05-04T03:01:00.000-7:00", "acknowledged_at": "2026-05-04T03:04:15.870-7:00",
 "mitigated_at": "2026-05-04T03:31:00.000-7:00", "resolved_at": "2026-05-04T03:44:05.120-7:00",
 "severity": {"data": {"attributes": {"name": "SEV1"}}}, "url": "https://rootly.example/1",
 "mitigation_message": "<p>Index <i>rebuilt</i></p>", "resolution_message": null}}})json";

inline constexpr std::string_view rootly_events = R"json({"data": [
 {"id": "re-1", "type": "incident_events", "attributes": {"event": "<p>Uma: the index is <b>empty</b> &amp; old</p>",
  "visibility": "internal", "occurred_at": "2026-05-04T03:20:00.000-7:00", "user": "Uma Sen"}},
 {"id": "re-2", "type": "incident_events", "attributes": {"event": "<p>Channel opened<script>alert(1)</script></p>",
  "visibility": "internal", "occurred_at": "2026-05-04T03:04:20.000-7:00", "user": null}}]})json";

inline constexpr std::string_view jira_issue = R"json({"id": "41", "key": "OPS-41",
 "changelog": {"histories": [
  {"id": "3", "author": {"displayName": "Rui Sá"}, "created": "2026-05-04T05:45:02.118-0600",
   "items": [{"field": "status", "fromString": "In Progress", "toString": "Done"},
             {"field": "resolution", "fromString": null, "toString": "Done"}]},
  {"id": "2", "author": {"displayName": "Eve Park"}, "created": "2026-05-04T04:10:00.000-0600",
   "items": [{"field": "assignee", "fromString": null, "toString": "Rui Sá"}]},
  {"id": "1", "author": {"displayName": "Eve Park"}, "created": "2026-05-04T04:00:41.500-0600",
   "items": [{"field": "Rank", "fromString": "", "toString": "Ranked higher"}]}]},
 "fields": {"summary": "Invoices are sent twice", "creator": {"displayName": "Eve Park"},
  "created": "2026-05-04T04:00:12.251-0600", "priority": {"name": "High"},
  "description": {"type": "doc", "content": [{"type": "paragraph", "content": [
   {"type": "text", "text": "Seen by "}, {"type": "mention", "attrs": {"text": "@Rui"}}]}]},
  "comment": {"comments": [{"id": "c1", "author": {"displayName": "Rui Sá"}, "body": "A retry without a key",
   "created": "2026-05-04T04:30:00.000-0600"}]}}})json";

inline constexpr std::string_view github_timeline = R"json([
 {"event": "committed", "sha": "0123456789abcdef", "node_id": "C_1", "message": "cache: keep less\n\nIt grew.",
  "author": {"name": "Kai Lind", "date": "2026-05-04T09:00:00Z"},
  "committer": {"name": "Kai Lind", "date": "2026-05-04T10:10:00Z"}},
 {"event": "labeled", "id": 1, "node_id": "LE_1", "actor": {"login": "kai"}, "created_at": "2026-05-04T10:11:00Z",
  "label": {"name": "incident"}},
 {"event": "reviewed", "id": 2, "node_id": "R_1", "user": {"login": "zoe"}, "body": "Fine for tonight",
  "submitted_at": "2026-05-04T10:15:00Z", "state": "approved"},
 {"event": "commented", "id": 3, "node_id": "I_1", "actor": {"login": "ci[bot]"}, "body": "Build passed",
  "created_at": "2026-05-04T10:16:00Z"},
 {"event": "merged", "id": 4, "node_id": "M_1", "actor": {"login": "kai"}, "created_at": "2026-05-04T10:17:00Z"},
 {"event": "deployed", "id": 5, "node_id": "D_1", "actor": {"login": "ci[bot]"}, "created_at": 1777889940}
])json";

inline constexpr std::string_view google_cloud_incidents = R"json([
 {"id": "gcAbc", "number": "77", "begin": "2026-05-04T09:30:00+00:00", "created": "2026-05-04T09:50:00+00:00",
  "end": "2026-05-04T11:02:00+00:00", "external_desc": "Reads fail in one region", "severity": "high",
  "affected_products": [{"title": "Object Store", "id": "os"}],
  "most_recent_update": {"when": "2026-05-04T11:15:00+00:00", "text": "Resolved.", "status": "AVAILABLE"},
  "updates": [
   {"when": "2026-05-04T11:15:00+00:00", "text": "Resolved.", "status": "AVAILABLE"},
   {"when": "2026-05-04T09:52:00+00:00", "text": "We see `503` on **reads**.", "status": "SERVICE_DISRUPTION"}]}
])json";

inline constexpr std::string_view aws_status_entries = R"json([
 {"date": "1777939080", "status": "1", "service": "fn-us-west-2", "service_name": "Functions (Oregon)",
  "summary": "[RESOLVED] Increased errors",
  "description": "<div><span class=\"yellowfg\"> 4:58 PM PDT</span>&nbsp;We see errors &amp; time-outs, some since 4:40 PM PDT.</div><div><span class=\"yellowfg\">11:40 PM PDT</span>&nbsp;Retries help.</div><div><span class=\"yellowfg\">12:20 AM PDT</span>&nbsp;The issue has been resolved.</div>"}
])json";

inline constexpr std::string_view newrelic_messages = R"json([
 {"data": {"issueId": "NR1", "issueUrl": "https://one.example/NR1", "title": "Errors above 50", "priority": "CRITICAL",
   "state": "ACTIVATED", "policyName": "Shop", "createdAt": 1777888800000, "updatedAt": 1777888801000},
  "timestamp": "2026-05-04T10:00:03Z", "type": "newrelic.issue"},
 {"data": {"issueId": "NR1", "issueUrl": "https://one.example/NR1", "title": "Errors above 50", "priority": "CRITICAL",
   "state": "CLOSED", "policyName": "Shop", "createdAt": 1777888800000, "closedAt": 1777892400000},
  "timestamp": "2026-05-04T11:00:02Z", "type": "newrelic.issue"}
])json";

inline constexpr std::string_view servicenow_incident = R"json({"result": [{"sys_id": "s1", "number": "INC0001",
 "short_description": "Cards are refused", "description": "All of them", "opened_at": "2026-05-04 10:10:39",
 "resolved_at": "2026-05-04 11:52:31", "close_notes": "Certificate renewed",
 "business_service": {"display_value": "Payments", "value": "b1"},
 "comments_and_work_notes": "2026-05-04 11:00:02 - Nel Vos (Additional comments)\nBank was told.\n\n2026-05-04 10:22:15 - Ian Ray (Work notes)\nIt is the certificate.\nIt ran out.\n"}]})json";

inline constexpr std::string_view sentry_message =
    R"json({"action": "resolved", "actor": {"type": "user", "name": "Abe Lin"},
 "data": {"issue": {"id": "55", "shortId": "WEB-1", "title": "TypeError: undefined", "culprit": "cart.js",
  "firstSeen": "2026-05-04T10:01:18.320000Z", "lastSeen": "2026-05-04T10:40:00Z", "project": {"slug": "web"},
  "web_url": "https://sentry.example/55"}}, "timestamp": "2026-05-04T10:45:00Z", "type": "issue"})json";

inline constexpr std::string_view squadcast_incidents =
    R"json([{"id": "sq1", "title": "Disk full", "status": "resolved",
 "service": "Archive", "alert_source": "API", "created_at": "2026-05-04T10:00:01.715Z",
 "acknowledged_at": "2026-05-04T10:08:00.443Z", "resolved_at": "0001-01-01T00:00:00Z",
 "tta (ms)": 478000, "ttr (ms)": 0, "url": "https://squad.example/sq1",
 "logs": [
  {"action": "triggered", "assignedTo": "policy", "time": "2026-05-04T10:00:01.68Z", "reason": ""},
  {"action": "reassigned", "assignedTo": "user", "time": "2026-05-04T10:02:00.97Z", "reason": "Passed on to Max"}]}])json";

struct ToolFixture {
  std::string_view kind, text;
};
inline constexpr ToolFixture tool_fixtures[] = {
    {"alertmanager", alertmanager_post},
    {"opsgenie", opsgenie_incident},
    {"opsgenie", opsgenie_logs},
    {"slack", slack_day},
    {"grafana", grafana_oncall},
    {"incident_io", incident_io_incident},
    {"firehydrant", firehydrant_incident},
    {"rootly", rootly_incident},
    {"rootly", rootly_events},
    {"jira", jira_issue},
    {"github", github_timeline},
    {"google_cloud", google_cloud_incidents},
    {"aws_status", aws_status_entries},
    {"newrelic", newrelic_messages},
    {"servicenow", servicenow_incident},
    {"sentry", sentry_message},
    {"squadcast", squadcast_incidents},
};

}  // namespace unrepeat
