// An export is bigger than an incident: what is proposed of it, and what is left out.
#include "core/import/choice.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "cli/native_time_zones.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

constexpr Duration hour = seconds(3600);

struct Drop {
  SequentialIds ids;
  ImportPlan plan;

  ImportItem& record(const std::string& kind, const std::string& file, Instant first, Instant last) {
    ImportItem& item = plan.items.emplace_back();
    item.kind = kind;
    item.file = file;
    item.is_record = item.chosen = true;
    Postmortem& one = item.postmortem.emplace();
    one.id = ids.next_as<Id<Postmortem>>();
    one.sources.emplace_back().kind = kind;
    event(one, first, "Ana");
    event(one, last, "Ben");
    return item;
  }
  TimelineEvent& event(Postmortem& one, Instant at, const std::string& actor) {
    TimelineEvent& event = one.timeline.emplace_back();
    event.id = ids.next_as<EventId>();
    event.time.at = at;
    event.actor = actor;
    return event;
  }
  bool is_chosen(std::size_t index) const { return plan.items[index].chosen; }
};

}  // namespace

TEST_CASE("of a page with many incidents the one beside the page is proposed, and with it as one") {
  Drop drop;
  drop.record("pagerduty", "incident.json", noon, noon + hour);
  for (int day = -3; day <= 3; ++day)
    drop.record("statuspage", "incidents.json", noon + seconds(86'400 * day), noon + seconds(86'400 * day) + hour);
  propose_choice(drop.plan);
  CHECK(drop.is_chosen(0));
  CHECK(std::ranges::count_if(drop.plan.items, &ImportItem::chosen) == 2);
  CHECK(drop.is_chosen(4));
  CHECK(drop.plan.as_one);
  CHECK_FALSE(drop.plan.hours);
}

TEST_CASE("of a channel that is much older than the incident only the hours around it are proposed") {
  Drop drop;
  drop.record("pagerduty", "incident.json", noon, noon + hour);
  drop.record("slack", "orders.json", noon - seconds(86'400 * 200), noon + seconds(86'400 * 3));
  propose_choice(drop.plan);
  REQUIRE(drop.plan.hours);
  CHECK(drop.plan.as_one);
  CHECK(drop.plan.hours->contains(noon));
  CHECK(drop.plan.hours->contains(noon + hour));
  CHECK(drop.plan.hours->length() < hour + hour + hour + hour + hour);
}

TEST_CASE("a file of one record was meant, whatever its clock says, and then no one incident is proposed") {
  Drop drop;
  drop.record("pagerduty", "incident.json", noon, noon + hour);
  drop.record("opsgenie", "alert.json", noon + seconds(86'400 * 9), noon + seconds(86'400 * 9));
  propose_choice(drop.plan);
  CHECK(drop.is_chosen(1));
  CHECK_FALSE(drop.plan.as_one);
}

TEST_CASE("files of one kind, and what the library has, stay as they were chosen") {
  Drop drop;
  drop.record("statuspage", "a.json", noon, noon + hour);
  drop.record("statuspage", "b.json", noon + seconds(86'400 * 90), noon + seconds(86'400 * 90));
  drop.record("pagerduty", "c.json", noon, noon).chosen = false;
  propose_choice(drop.plan);
  CHECK(drop.is_chosen(0));
  CHECK(drop.is_chosen(1));
  CHECK_FALSE(drop.is_chosen(2));
  CHECK_FALSE(drop.plan.as_one);
}

TEST_CASE("an incident that the library has already takes in what is new beside it") {
  Drop drop;
  ImportItem& known = drop.record("pagerduty", "incident.json", noon, noon + hour);
  known.state = ImportState::same;
  known.chosen = false;
  drop.record("statuspage", "incidents.json", noon, noon + hour);
  propose_choice(drop.plan);
  CHECK(drop.is_chosen(0));
  CHECK(drop.plan.as_one);
  drop.plan.items[1].chosen = false;
  drop.plan.items[0].chosen = false;
  drop.plan.as_one = false;
  propose_choice(drop.plan);
  CHECK_FALSE(drop.is_chosen(0));
  CHECK_FALSE(drop.plan.as_one);
}

TEST_CASE("what is outside of the hours is left out, with the moments and the people that only it told") {
  Drop drop;
  const NativeTimeZones zones;
  Postmortem& one = *drop.record("slack", "orders.json", noon - hour, noon).postmortem;
  one.people.emplace_back().name = "Ana";
  one.people.emplace_back().name = "Ben";
  one.people.emplace_back().name = "Cleo";
  one.moments[MomentKind::detected] = {.state = MomentState::recorded, .event = one.timeline[0].id};
  one.moments[MomentKind::resolved] = {.state = MomentState::recorded, .event = one.timeline[1].id};
  one.timeline[1].same_as = {one.timeline[0].id};
  TimelineEvent& unplaced = one.timeline.emplace_back();
  unplaced.id = drop.ids.next_as<EventId>();
  Postmortem whole = one;
  const TimeSpan hours{noon, noon + hour};
  CHECK(count_within(whole, hours) == 2);
  auto part = part_within(whole, hours, zones);
  REQUIRE(part.has_value());
  CHECK(whole == one);
  one = std::move(*part);
  REQUIRE(one.timeline.size() == 2);
  CHECK(one.timeline[0].time.at == noon);
  CHECK(one.timeline[0].same_as.empty());
  CHECK(one.moments[MomentKind::detected].state == MomentState::pending);
  CHECK(one.moments[MomentKind::resolved].state == MomentState::recorded);
  REQUIRE(one.people.size() == 2);
  CHECK(one.people[0].name == "Ben");
  CHECK(one.people[1].name == "Cleo");
  CHECK(one.sources[0].chosen == "Mon 23 Nov 2026 12:00 +00:00 to Mon 23 Nov 2026 13:00 +00:00");
  CHECK(one.id != whole.id);

  CHECK(part_within(whole, hours, zones) == one);
  CHECK_FALSE(part_within(whole, {noon - hour, noon}, zones).has_value());
}
