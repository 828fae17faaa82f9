// A status page's incidents become post-mortems: in every envelope, with every update, and with what was not understood
// beside them.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/import/what_is_new.hpp"
#include "tests/core/import/import_fixture.hpp"

using namespace unrepeat;

namespace {

/// An incident in the project's own words; newest update first, as pages list them.
const std::string incident = R"({
  "id": "q1w2e3r4t5y6", "name": "Checkout is slow", "status": "resolved", "impact": "major",
  "created_at": "2026-03-29T01:40:00.120+01:00", "updated_at": "2026-03-29T04:00:05.000+02:00",
  "started_at": "2026-03-29T01:10:00.000+01:00", "monitoring_at": "2026-03-29T03:30:00.000+02:00",
  "resolved_at": "2026-03-29T04:00:00.000+02:00", "shortlink": "https://stspg.io/q1w2e3", "page_id": "p0p0p0",
  "incident_updates": [
    {"id": "u4", "status": "resolved", "body": "All payments pass again.", "display_at": "2026-03-29T04:00:00.000+02:00",
     "created_at": "2026-03-29T04:00:00.000+02:00", "affected_components": null},
    {"id": "u3", "status": "monitoring", "body": "A fix is out.", "display_at": "2026-03-29T03:30:00.000+02:00",
     "created_at": "2026-03-29T03:30:00.000+02:00",
     "affected_components": [{"code": "c1", "name": "Checkout", "old_status": "major_outage", "new_status": "operational"}]},
    {"id": "u2", "status": "identified", "body": "<p>A <b>card</b> network &amp; us.</p>", "created_at": "2026-03-29T03:05:00.000+02:00",
     "affected_components": [{"code": "c2", "name": "Cards", "old_status": "operational", "new_status": "partial_outage"}]},
    {"id": "u1", "status": "investigating", "body": "Payments take long.", "display_at": "2026-03-29T01:20:00.000+01:00",
     "created_at": "2026-03-29T01:40:00.200+01:00", "affected_components": []}
  ],
  "components": [{"id": "c1", "name": "Checkout", "status": "operational"}]
})";

const std::string page =
    R"({"id": "p0p0p0", "name": "Example Shop", "url": "https://status.example.com", "time_zone": "Europe/Madrid"})";

std::string page_with(const std::string& incidents) {
  return R"({"page": )" + page + R"(, "incidents": [)" + incidents + "]}";
}

const Postmortem& only(const ImportPlan& plan) {
  REQUIRE(plan.items.size() == 1);
  REQUIRE(plan.items.front().postmortem);
  return *plan.items.front().postmortem;
}

std::vector<Text> warnings(const ImportPlan& plan) {
  std::vector<Text> texts;
  for (const FileProblem& entry : plan.problems) texts.push_back(entry.problem.text);
  return texts;
}

}  // namespace

TEST_CASE("every update becomes an event, oldest first, with instant, written time and source") {
  const ImportPlan plan = plan_of(page_with(incident));
  CHECK(plan.problems.empty());
  const Postmortem& postmortem = only(plan);
  CHECK(postmortem.title == "Checkout is slow");
  CHECK(postmortem.time_zone == "Europe/Madrid");
  REQUIRE(postmortem.timeline.size() == 4);
  const TimelineEvent& first = postmortem.timeline[0];
  CHECK(first.text == "Payments take long.");
  CHECK(first.kind == EventKind::communication);
  CHECK(first.time.at == parse_instant("2026-03-29T00:20:00Z").value());
  CHECK(first.time.written == "2026-03-29T01:20:00.000+01:00");
  CHECK(first.time.offset == "+01:00");
  REQUIRE(first.evidence.size() == 1);
  CHECK(first.evidence[0].record == "/incidents/0/incident_updates/3");
  CHECK(first.evidence[0].quote.find("Payments take long.") != std::string::npos);
  CHECK(first.evidence[0].source == postmortem.sources.at(0).id);
  CHECK(postmortem.timeline[3].kind == EventKind::resolution);
  CHECK(postmortem.sources[0].kind == "statuspage");
  CHECK(postmortem.sources[0].records == 4);
  CHECK(postmortem.sources[0].understood == 4);
  CHECK(postmortem.sources[0].sha256.size() == 64);
}

TEST_CASE("an offset that changes inside one page is kept event by event") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  CHECK(postmortem.timeline[0].time.offset == "+01:00");
  CHECK(postmortem.timeline[3].time.offset == "+02:00");
  CHECK(postmortem.timeline[3].time.at == parse_instant("2026-03-29T02:00:00Z").value());
}

TEST_CASE("an update without a public time has the time of posting, and says so") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  const TimelineEvent& identified = postmortem.timeline[1];
  CHECK(identified.time.at == parse_instant("2026-03-29T01:05:00Z").value());
  CHECK(identified.time.note == say(Language::english, Text::import_note_posting_time));
  CHECK(postmortem.timeline[0].time.note ==
        say(Language::english, Text::import_note_posted, "2026-03-29T01:40:00.200+01:00"));
  CHECK(postmortem.timeline[3].time.note.empty());
}

TEST_CASE("HTML in a body becomes text") {
  CHECK(only(plan_of(page_with(incident))).timeline[1].text.starts_with("A card network & us.\n"));
}

TEST_CASE("impact becomes a severity that keeps what was written") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  REQUIRE(postmortem.severity);
  CHECK(postmortem.severity->level == 2);
  CHECK(postmortem.severity->written == "major");
}

TEST_CASE("components become systems, each once") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  REQUIRE(postmortem.systems.size() == 2);
  CHECK(postmortem.systems[0].name == "Checkout");
  CHECK(postmortem.systems[1].name == "Cards");
}

TEST_CASE("the incident keeps its reference and its address") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  REQUIRE(postmortem.refs.size() == 1);
  CHECK(postmortem.refs[0].system == "statuspage");
  CHECK(postmortem.refs[0].key == "q1w2e3r4t5y6");
  REQUIRE(postmortem.links.size() == 1);
  CHECK(postmortem.links[0].kind == LinkKind::status_page);
  CHECK(postmortem.links[0].url == "https://stspg.io/q1w2e3");
  CHECK(postmortem.links[0].title == "Example Shop");
}

TEST_CASE("moments are proposed with where they come from") {
  const Postmortem postmortem = only(plan_of(page_with(incident)));
  const Moment& start = postmortem.moments[MomentKind::impact_start];
  CHECK(start.state == MomentState::recorded);
  CHECK(start.basis == MomentBasis::recorded);
  CHECK(start.time->at == parse_instant("2026-03-29T00:10:00Z").value());
  CHECK(postmortem.moments[MomentKind::communicated].event == postmortem.timeline[0].id);
  CHECK(postmortem.moments[MomentKind::identified].event == postmortem.timeline[1].id);
  CHECK(postmortem.moments[MomentKind::mitigated].event == postmortem.timeline[2].id);
  CHECK(postmortem.moments[MomentKind::mitigated].basis == MomentBasis::estimated);
  CHECK(postmortem.moments[MomentKind::resolved].event == postmortem.timeline[3].id);
  CHECK(postmortem.moments[MomentKind::detected].state == MomentState::pending);
}

TEST_CASE("a start that the page set by itself is noted, and not proposed") {
  std::string text = page_with(incident);
  text.replace(text.find("2026-03-29T01:10:00.000"), 23, "2026-03-29T01:40:00.115");
  const Moment start = only(plan_of(text)).moments[MomentKind::impact_start];
  CHECK(start.state == MomentState::pending);
  CHECK_FALSE(start.time);
  CHECK(start.basis == MomentBasis::tool_default);
  CHECK(start.note == "2026-03-29T01:40:00.115+01:00: The status page set this when the incident was created there.");
}

TEST_CASE("a start that moved with the first update is the page's own as well") {
  std::string text = page_with(incident);
  const std::string first = only(plan_of(text)).timeline.front().time.written;
  const std::size_t start = text.find("\"started_at\": \"") + 15;
  text.replace(start, text.find('"', start) - start, first);
  const Moment moment = only(plan_of(text)).moments[MomentKind::impact_start];
  CHECK(moment.state == MomentState::pending);
  CHECK(moment.basis == MomentBasis::tool_default);
}

TEST_CASE("a start that was only noted is taken from whoever knows it") {
  std::string text = page_with(incident);
  text.replace(text.find("2026-03-29T01:10:00.000"), 23, "2026-03-29T01:40:00.115");
  Postmortem noted = only(plan_of(text));
  CHECK(add_what_is_new(noted, only(plan_of(page_with(incident)))) == 1);
  CHECK(noted.moments[MomentKind::impact_start].state == MomentState::recorded);
  CHECK(noted.moments[MomentKind::impact_start].note.empty());
}

TEST_CASE("every envelope gives the same post-mortem") {
  const Postmortem expected = only(plan_of(page_with(incident)));
  std::string in_one_line;
  for (const char c : incident) {
    if (c != '\n') in_one_line += c;
  }
  const std::vector<std::string> envelopes{
      incident,
      "[" + incident + "]",
      R"({"meta": {"generated_at": "2026-03-29T02:00:06Z"}, "page": )" + page + R"(, "incident": )" + incident + "}",
      R"({"type": "statuspage.incident", "data": )" + incident + R"(, "timestamp": "2026-03-29T02:00:06Z"})",
      R"({"incident": )" + incident + "}",
      "\xEF\xBB\xBF" + page_with(incident),
      "Syncing\n{\"log\": {\"level\": \"INFO\"}}\n{\"record\": {\"stream\": \"incidents\", \"data\": " + in_one_line +
          "}}\nDone\n",
      "{\"log\": \"begins\"}\n{\"data\": " + in_one_line + "}\n",
      "2026-03-29 INFO got " + in_one_line + "\n"};
  for (const std::string& envelope : envelopes) {
    CAPTURE(envelope.substr(0, 60));
    const ImportPlan plan = plan_of(envelope);
    const auto item = std::ranges::find(plan.items, ImportState::new_, &ImportItem::state);
    REQUIRE(item != plan.items.end());
    CHECK(item->postmortem->id == expected.id);
    REQUIRE(item->postmortem->timeline.size() == expected.timeline.size());
    for (std::size_t i = 0; i < expected.timeline.size(); ++i) {
      CHECK(item->postmortem->timeline[i].id == expected.timeline[i].id);
      CHECK(item->postmortem->timeline[i].time == expected.timeline[i].time);
      CHECK(item->postmortem->timeline[i].text == expected.timeline[i].text);
    }
  }
}

TEST_CASE("evidence in a log names line and place") {
  std::string in_one_line;
  for (const char c : incident) {
    if (c != '\n') in_one_line += c;
  }
  const ImportPlan plan = plan_of("started\n{\"log\": 1}\n{\"data\": " + in_one_line + "}\n");
  const auto item = std::ranges::find(plan.items, ImportState::new_, &ImportItem::state);
  REQUIRE(item != plan.items.end());
  CHECK(item->postmortem->timeline[3].evidence[0].record == "3:/data/incident_updates/0");
  CHECK(item->reason.line == 3);
}

TEST_CASE("what is not understood is listed with its place, and the counts add up") {
  const std::string odd =
      R"({"id": "odd", "name": "Odd", "status": "resolved", "impact": "minor", "created_at": "2026-03-01T00:00:00Z",
    "incident_updates": [{"status": "resolved", "body": "Fine.", "display_at": "2026-03-01T01:00:00Z"}, 7, {"id": "nothing"}, null]})";
  const ImportPlan plan = plan_of(page_with(odd + ", null, {\"id\": \"no name\"}"));
  std::int64_t records = 0;
  std::int64_t understood = 0;
  std::vector<std::string> places;
  for (const ImportItem& item : plan.items) {
    records += item.records;
    understood += item.understood;
    if (item.state == ImportState::not_understood) places.push_back(item.reason.pointer);
  }
  CHECK(places == std::vector<std::string>{"/incidents/0/incident_updates/1", "/incidents/0/incident_updates/2",
                                           "/incidents/0/incident_updates/3", "/incidents/1", "/incidents/2"});
  CHECK(records == 6);
  CHECK(understood == 1);
  for (const ImportItem& item : plan.items) CHECK(item.reason.line > 0);
}

TEST_CASE("understood and not understood are all records, whatever stands among them") {
  const std::string update = R"({"status": "resolved", "body": "Fine.", "display_at": "2026-03-01T01:00:00Z"})";
  const std::vector<std::string> records{update,
                                         update,
                                         "null",
                                         "7",
                                         "{}",
                                         R"({"id": "x"})",
                                         R"({"body": "only words"})",
                                         R"({"status": "odd", "display_at": 3})"};
  CHECK(rc::check([&] {
    std::int64_t total = 0;
    std::string incidents;
    const auto incident_count = *rc::gen::inRange(1, 5);
    for (int number = 0; number < incident_count; ++number) {
      const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(records));
      total += static_cast<std::int64_t>(chosen.size());
      std::string updates;
      for (const std::string& record : chosen) updates += (updates.empty() ? "" : ",") + record;
      // Sometimes one incident twice, whose entries become one.
      const auto id = std::to_string(*rc::gen::inRange(0, 3));
      if (number > 0) incidents += ',';
      incidents += R"({"id": ")" + id +
                   R"(", "name": "n", "status": "resolved", "created_at": "2026-03-01T00:00:00Z", )" +
                   R"("incident_updates": [)" + updates + "]}";
    }
    const ImportPlan plan = plan_of(page_with(incidents));
    std::int64_t understood = 0, not_understood = 0;
    for (const ImportItem& item : plan.items) {
      understood += item.understood;
      if (item.state == ImportState::not_understood) not_understood += item.records;
    }
    RC_ASSERT(understood + not_understood == total);
  }));
}

TEST_CASE("an update whose time cannot be placed is kept as written, with a warning") {
  const std::string text = page_with(
      R"({"id": "t", "name": "Times", "status": "resolved", "impact": "none", "created_at": "2026-03-01T00:00:00Z",
    "incident_updates": [{"id": "a", "status": "resolved", "body": "x", "display_at": "yesterday"}, {"id": "b", "status": "resolved", "body": "y"},
    {"id": "c", "status": "resolved", "body": "z", "display_at": "2026-07-01T12:00:00"},
    {"id": "d", "status": "resolved", "body": "z", "display_at": "2026-10-25T02:30:00"}]})");
  const ImportPlan plan = plan_of(text);
  const Postmortem& postmortem = only(plan);
  REQUIRE(postmortem.timeline.size() == 4);
  CHECK(warnings(plan) ==
        std::vector<Text>{Text::import_time_unreadable, Text::import_no_time, Text::import_time_in_doubt});
  const auto event = [&](std::string_view written) {
    const auto found = std::ranges::find(postmortem.timeline, written,
                                         [](const TimelineEvent& candidate) { return candidate.time.written; });
    REQUIRE(found != postmortem.timeline.end());
    return *found;
  };
  CHECK_FALSE(event("yesterday").time.at);
  CHECK(event("2026-07-01T12:00:00").time.at == parse_instant("2026-07-01T10:00:00Z").value());
  CHECK(event("2026-07-01T12:00:00").time.zone == "Europe/Madrid");
  CHECK_FALSE(event("2026-10-25T02:30:00").time.at);
  CHECK(event("2026-10-25T02:30:00").time.earliest == parse_instant("2026-10-25T00:30:00Z").value());
}

TEST_CASE("a zone is never assumed where the page names none") {
  const ImportPlan plan = plan_of(
      R"({"name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "z", "display_at": "2026-07-01T12:00:00"}]})");
  CHECK_FALSE(only(plan).timeline[0].time.at);
  CHECK(warnings(plan) == std::vector<Text>{Text::import_time_without_zone});
}

TEST_CASE("planned maintenance is offered but not proposed") {
  const ImportPlan plan =
      plan_of(page_with(R"({"id": "m", "name": "Database move", "status": "completed", "impact": "maintenance",
    "created_at": "2026-03-01T00:00:00Z", "started_at": "2026-03-01T00:00:00Z",
    "incident_updates": [{"id": "a", "status": "completed", "body": "Done.", "display_at": "2026-03-02T01:00:00Z"}]})"));
  CHECK_FALSE(plan.items.at(0).chosen);
  CHECK_FALSE(only(plan).severity);
  CHECK(only(plan).tags == std::vector<std::string>{"maintenance"});
  CHECK(only(plan).moments[MomentKind::impact_start].state == MomentState::pending);
  CHECK(only(plan).moments[MomentKind::resolved].event == only(plan).timeline[0].id);
}

TEST_CASE("an impact or a status that pages do not have is kept and said") {
  const ImportPlan plan = plan_of(page_with(
      R"({"id": "w", "name": "Odd", "status": "resolved", "impact": "catastrophic", "created_at": "2026-03-01T00:00:00Z",
    "incident_updates": [{"id": "a", "status": "surprise", "body": "Hm.", "display_at": "2026-03-02T01:00:00Z"}]})"));
  CHECK(warnings(plan) ==
        std::vector<Text>{Text::import_statuspage_unknown_impact, Text::import_statuspage_unknown_status});
  CHECK_FALSE(only(plan).severity);
  REQUIRE(only(plan).fields.size() == 1);
  CHECK(only(plan).fields[0].value == "catastrophic");
  CHECK(only(plan).timeline[0].kind == EventKind::communication);
  CHECK(only(plan).timeline[0].tags == std::vector<std::string>{"surprise"});
}

TEST_CASE("updates of one instant keep the order in which the page told them") {
  const Postmortem postmortem = only(plan_of(R"({"name": "n", "status": "resolved", "incident_updates": [
    {"id": "late", "status": "resolved", "body": "3", "display_at": "2026-07-01T12:00:00Z"},
    {"id": "x", "status": "monitoring", "body": "2", "display_at": "2026-07-01T12:00:00Z"},
    {"id": "a", "status": "investigating", "body": "1", "display_at": "2026-07-01T12:00:00Z"}]})"));
  CHECK(postmortem.timeline[0].text == "1");
  CHECK(postmortem.timeline[1].text == "2");
  CHECK(postmortem.timeline[2].text == "3");
}

TEST_CASE("two updates that are alike in everything are both kept") {
  const Postmortem postmortem = only(plan_of(R"({"name": "n", "status": "resolved", "incident_updates": [
    {"status": "resolved", "body": "3", "display_at": "2026-07-01T12:00:00Z"}, {"status": "resolved", "body": "3", "display_at": "2026-07-01T12:00:00Z"}]})"));
  REQUIRE(postmortem.timeline.size() == 2);
  CHECK(postmortem.timeline[0].id != postmortem.timeline[1].id);
}

TEST_CASE("an incident that the library has is the same, whatever was written into it since") {
  ListedPostmortems library;
  library.all.push_back(only(plan_of(page_with(incident))));
  library.all[0].title = "Slow payments in the night of the clock change";
  library.all[0].timeline[0].text = "We told customers.";
  library.all[0].moments[MomentKind::resolved].note = "We checked.";
  const ImportPlan plan = plan_of({{"again.json", "[" + incident + "]"}}, library);
  CHECK(plan.items.at(0).state == ImportState::same);
  CHECK_FALSE(plan.items.at(0).chosen);
  CHECK(plan.items.at(0).reason.text == Text::import_same);
}

TEST_CASE("an incident is found by its reference where it got another id") {
  ListedPostmortems library;
  library.all.push_back(only(plan_of(page_with(incident))));
  library.all[0].id = Id<Postmortem>::from(make_uuid(1, {1, 2, 3}));
  CHECK(plan_of({{"again.json", incident}}, library).items.at(0).state == ImportState::same);
}

TEST_CASE("updates that came since are added, and what was written stays") {
  const Postmortem whole = only(plan_of(page_with(incident)));
  ListedPostmortems library;
  library.all.push_back(whole);
  Postmortem& earlier = library.all[0];
  earlier.sources[0].id = Id<Source>::from(make_uuid(1, {4}));  // of an earlier export
  earlier.timeline.pop_back();
  earlier.moments[MomentKind::resolved] = {};
  earlier.timeline[0].text = "We told customers.";
  const ImportPlan plan = plan_of({{"later.json", page_with(incident)}}, library);
  CHECK(plan.items.at(0).state == ImportState::differs);
  CHECK(plan.items.at(0).chosen);
  CHECK(plan.items.at(0).reason.arguments == std::vector<std::string>{"2"});
  const Postmortem& proposed = only(plan);
  CHECK(proposed.id == earlier.id);
  CHECK(proposed.timeline.size() == 4);
  CHECK(proposed.timeline[0].text == "We told customers.");
  CHECK(proposed.moments[MomentKind::resolved] == whole.moments[MomentKind::resolved]);
}

TEST_CASE("what somebody removed is not proposed again from the same file, and the plan says that it would come back") {
  ListedPostmortems library;
  library.all.push_back(only(plan_of(page_with(incident))));
  library.all[0].timeline.pop_back();
  library.all[0].timeline.pop_back();
  const ImportPlan plan = plan_of({{"again.json", page_with(incident)}}, library);
  CHECK(plan.items.at(0).state == ImportState::differs);
  CHECK_FALSE(plan.items.at(0).chosen);
  CHECK(say(Language::english, plan.items.at(0).reason) ==
        "Your library has it. 2 things from this file were removed there, and would come back.");
  CHECK(only(plan).timeline.size() == 4);
}

TEST_CASE("one incident in several files is one entry, the later word wins") {
  std::string earlier = incident;
  earlier.replace(earlier.find("2026-03-29T04:00:05.000+02:00"), 29, "2026-03-29T01:40:01.000+01:00");
  earlier.replace(earlier.find("Checkout is slow"), 16, "Something is off");
  earlier.replace(earlier.find("\"u4\""), 4, "\"u0\"");
  for (const bool in_order : {true, false}) {
    const ImportPlan plan = plan_of(
        {{"a.json", in_order ? earlier : incident}, {"b.json", in_order ? incident : earlier}}, ListedPostmortems{});
    CHECK(only(plan).title == "Checkout is slow");
    CHECK(only(plan).timeline.size() == 5);
    CHECK(only(plan).sources.size() == 2);
  }
}

TEST_CASE("a page without incidents says so") {
  CHECK(warnings(plan_of(page_with(""))) == std::vector<Text>{Text::import_statuspage_no_incidents});
}

TEST_CASE("a quote is at most 2,000 characters and stays whole characters") {
  std::string body;
  for (int i = 0; i < 3'000; ++i) body += "ñ";
  const Postmortem postmortem = only(plan_of(
      R"({"name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": ")" + body + "\"}]}"));
  std::size_t characters = 0;
  for (const char c : postmortem.timeline[0].evidence[0].quote)
    characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  CHECK(characters == 2'000);
  CHECK(postmortem.timeline[0].text == body);
}

TEST_CASE("the words that an import writes are in the person's language") {
  const ImportPlan plan = plan_of({{"x", page_with(incident)}}, ListedPostmortems{}, Language::spanish);
  CHECK(only(plan).language == "es");
  CHECK(only(plan).timeline[0].audience == "público");
}

TEST_CASE("cutting an export anywhere never takes part of it") {
  const std::string whole = page_with(incident);
  CHECK(rc::check([&] {
    const std::size_t size = *rc::gen::inRange<std::size_t>(0, whole.size());
    const ImportPlan plan = plan_of(whole.substr(0, size));
    RC_ASSERT(plan.items.empty());
    RC_ASSERT(plan.has_errors());
  }));
}

TEST_CASE("what an update changes of the components is told with it, and says when it was over") {
  const std::string text =
      R"({"incidents": [{"id": "k1", "name": "Slow", "status": "resolved", "impact": "major", "created_at":
 "2026-05-04T10:00:00Z", "started_at": "2026-05-04T10:00:00Z", "incident_updates": [
 {"id": "3", "status": "resolved", "body": "Over", "display_at": "2026-05-04T11:00:00Z", "affected_components": [
  {"code": "c", "name": "API", "old_status": "operational", "new_status": "operational"}]},
 {"id": "2", "status": "identified", "body": "A cable", "display_at": "2026-05-04T10:40:00Z", "affected_components": [
  {"code": "c", "name": "API", "old_status": "partial_outage", "new_status": "operational"}]},
 {"id": "1", "status": "investigating", "body": "We look", "display_at": "2026-05-04T09:50:00Z", "affected_components": [
  {"code": "c", "name": "API", "old_status": "operational", "new_status": "partial_outage"}]}]}]})";
  const Postmortem postmortem = only(plan_of(text));
  CHECK(postmortem.timeline[0].text == "We look\nAPI: operational → partial outage");
  CHECK(postmortem.timeline[2].text == "Over");
  CHECK(postmortem.moments[MomentKind::mitigated].event == postmortem.timeline[1].id);
  CHECK(postmortem.moments[MomentKind::mitigated].basis == MomentBasis::estimated);
  // Whoever posts an update changes them: that is no record of the beginning.
  CHECK(postmortem.moments[MomentKind::impact_start].state == MomentState::pending);
}

TEST_CASE("a start after the page had told of it is noted, and not proposed") {
  const Postmortem postmortem = only(plan_of(
      R"({"incidents": [{"id": "k2", "name": "Slow", "status": "investigating", "impact": "minor", "created_at":
 "2026-05-04T10:00:00Z", "started_at": "2026-05-05T08:00:00Z", "incident_updates": [
 {"id": "1", "status": "investigating", "body": "We look", "display_at": "2026-05-04T10:00:00Z"}]}]})"));
  const Moment& start = postmortem.moments[MomentKind::impact_start];
  CHECK(start.state == MomentState::pending);
  CHECK(start.note.contains("after the page itself had told of it"));
}
