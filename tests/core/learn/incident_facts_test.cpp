// What the figures are told of a post-mortem.
#include "core/learn/incident_facts.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cli/native_time_zones.hpp"
#include "core/format/value.hpp"
#include "core/learn/figure.hpp"
#include "tests/core/sequence.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;

namespace {

LogEntry became(const char* from, const char* to, Instant when) {
  LogEntry entry;
  entry.at = when;
  entry.field = LoggedField::state;
  entry.from = from;
  entry.to = to;
  return entry;
}

PromiseFact promise_with(ActionState state, std::vector<LogEntry> log) {
  Postmortem postmortem;
  Action& action = postmortem.actions.emplace_back();
  action.state = state;
  action.log = std::move(log);
  return facts_of(postmortem).promises.at(0);
}

Meeting meeting(std::optional<Instant> begun, std::optional<std::int64_t> lasted) {
  Meeting one;
  if (begun) one.at = Time{.at = begun};
  one.minutes = lasted;
  return one;
}

std::int64_t left_out_of_durations(const Postmortem& postmortem, LeftOut why) {
  const IncidentFacts facts = facts_of(postmortem);
  const IncidentFacts* const library[] = {&facts};
  const Figure figure = figure_of(FigureKind::durations, library, {.now = noon}, NativeTimeZones{});
  CHECK(figure.count == 0);
  REQUIRE(figure.left_out.size() == 1);
  return figure.left_out[0].why == why ? figure.left_out[0].count : 0;
}

}  // namespace

TEST_CASE("the facts say what the post-mortem says of itself") {
  SequentialIds ids;
  Postmortem postmortem;
  postmortem.id = ids.next_as<PostmortemId>();
  postmortem.title = "Pool exhausted";
  postmortem.kind = RecordKind::near_miss;
  postmortem.form = Form::card;
  postmortem.status.state = StatusState::in_review;
  postmortem.team = "Payments";
  postmortem.severity = Severity{};
  postmortem.severity->level = 2;
  postmortem.systems.emplace_back().name = "checkout";
  postmortem.systems.emplace_back();
  postmortem.tags = {"peak"};
  postmortem.time_zone = "America/Santiago";
  postmortem.review_due = "2026-12-01";
  postmortem.detection.source = DetectionSource::customer;
  const IncidentFacts facts = facts_of(postmortem);
  CHECK(facts.id == postmortem.id);
  CHECK(facts.title == "Pool exhausted");
  CHECK(facts.kind == RecordKind::near_miss);
  CHECK(facts.form == Form::card);
  CHECK(facts.status == StatusState::in_review);
  CHECK(facts.team == "Payments");
  CHECK(facts.severity == 2);
  CHECK(facts.systems == std::vector<std::string>{"checkout"});
  CHECK(facts.tags == std::vector<std::string>{"peak"});
  CHECK(facts.time_zone == "America/Santiago");
  CHECK(facts.review_due == "2026-12-01");
  CHECK(facts.detection == DetectionSource::customer);
  CHECK_FALSE(facts.started_at);
  CHECK_FALSE(facts.was_reviewed);
}

TEST_CASE("a moment is told with the time of its event, and the start is the earliest of the impact") {
  SequentialIds ids;
  Postmortem postmortem;
  TimelineEvent& event = postmortem.timeline.emplace_back();
  event.id = ids.next_as<EventId>();
  event.time.at = noon;
  postmortem.moments[MomentKind::detected].state = MomentState::recorded;
  postmortem.moments[MomentKind::detected].event = event.id;
  postmortem.moments[MomentKind::declared].state = MomentState::not_applicable;
  IncidentFacts facts = facts_of(postmortem);
  REQUIRE(facts.moments.size() == moment_count);
  CHECK(facts.moments[2] == MomentFact{MomentKind::detected, MomentState::recorded, noon});
  CHECK(facts.moments[4] == MomentFact{MomentKind::declared, MomentState::not_applicable, {}});
  CHECK(facts.moments[11] == MomentFact{MomentKind::reviewed, MomentState::pending, {}});
  CHECK(facts.started_at == noon);
  postmortem.impact.windows.emplace_back().start.at = noon - minutes(7);
  CHECK(facts_of(postmortem).started_at == noon - minutes(7));
}

TEST_CASE("a time that a tool set by itself is told as that, unless there is no time") {
  Postmortem postmortem;
  Moment& start = postmortem.moments[MomentKind::impact_start];
  start.basis = MomentBasis::tool_default;
  start.note = "14:02: set by itself";
  CHECK_FALSE(facts_of(postmortem).moments[1].is_tool_default);  // Noted, and not taken.
  start.state = MomentState::recorded;
  start.time = Time{.at = noon};
  CHECK(facts_of(postmortem).moments[1].is_tool_default);
  start.basis = MomentBasis::estimated;
  CHECK_FALSE(facts_of(postmortem).moments[1].is_tool_default);
}

TEST_CASE("a post-mortem without moments and one in a zone that nobody knows are left out and told") {
  Postmortem postmortem;
  CHECK(left_out_of_durations(postmortem, LeftOut::pending) == 1);
  for (const MomentKind kind : {MomentKind::impact_start, MomentKind::mitigated}) {
    postmortem.moments[kind].state = MomentState::recorded;
    postmortem.moments[kind].time = Time{.written = "14:02", .zone = "Mars/Olympus"};
  }
  CHECK(left_out_of_durations(postmortem, LeftOut::unknown) == 1);
}

TEST_CASE("a post-mortem was reviewed once it is approved, has the moment, or a meeting about it has ended") {
  CHECK_FALSE(facts_of({}).was_reviewed);
  Postmortem approved;
  approved.status.state = StatusState::approved;
  CHECK(facts_of(approved).was_reviewed);
  Postmortem recorded;
  recorded.moments[MomentKind::reviewed].state = MomentState::recorded;
  CHECK(facts_of(recorded).was_reviewed);
  Postmortem met;
  met.meetings = {meeting(noon, std::nullopt)};  // Begun, or planned.
  CHECK_FALSE(facts_of(met).was_reviewed);
  met.meetings = {meeting(noon, 45)};
  CHECK(facts_of(met).was_reviewed);
}

TEST_CASE("a promise was made when it first was more than an idea, and an idea that was dropped never was one") {
  CHECK_FALSE(promise_with(ActionState::committed, {}).promised_at);
  const PromiseFact kept = promise_with(
      ActionState::committed, {became("idea", "committed", noon), became("committed", "idea", noon + hours(1)),
                               became("idea", "committed", noon + hours(2))});
  CHECK(kept.promised_at == noon);
  CHECK_FALSE(kept.settled_at);
  const PromiseFact dropped = promise_with(ActionState::will_not_do, {became("idea", "will_not_do", noon)});
  CHECK_FALSE(dropped.promised_at);
  CHECK(dropped.settled_at == noon);
}

TEST_CASE("what was more than an idea before anything was noted of it was promised on a day that nobody knows") {
  using enum ActionState;
  CHECK(promise_with(committed, {}).is_undated);
  CHECK(promise_with(verified, {}).is_undated);
  CHECK(promise_with(will_not_do, {}).is_undated);
  CHECK_FALSE(promise_with(idea, {}).is_undated);
  CHECK_FALSE(promise_with(unknown, {}).is_undated);
  // Done is not when it was promised.
  const PromiseFact kept = promise_with(verified, {became("in_progress", "verified", noon)});
  CHECK(kept.is_undated);
  CHECK_FALSE(kept.promised_at);
  CHECK(kept.settled_at == noon);
  CHECK_FALSE(promise_with(committed, {became("idea", "committed", noon)}).is_undated);
  CHECK_FALSE(promise_with(will_not_do, {became("idea", "will_not_do", noon)}).is_undated);
  CHECK_FALSE(promise_with(committed, {became("unknown", "committed", noon)}).is_undated);
  // However the entries stand in the document.
  CHECK_FALSE(promise_with(in_progress,
                           {became("committed", "in_progress", noon), became("idea", "committed", noon - hours(1))})
                  .is_undated);
  LogEntry moved = became("2026-01-01", "2026-02-01", noon);
  moved.field = LoggedField::due;
  CHECK(promise_with(committed, {moved}).is_undated);
}

TEST_CASE("a promise was settled when it last became so, as long as it is") {
  std::vector<LogEntry> log = {became("idea", "committed", noon), became("committed", "verified", noon + hours(1)),
                               became("verified", "in_progress", noon + hours(2))};
  CHECK_FALSE(promise_with(ActionState::in_progress, log).settled_at);
  log.push_back(became("in_progress", "verified", noon + hours(3)));
  LogEntry& moved = log.emplace_back(became("2026-01-01", "2026-02-01", noon + hours(4)));
  moved.field = LoggedField::due;
  CHECK(promise_with(ActionState::verified, log).settled_at == noon + hours(3));
  // From an import: the last that is known of it.
  CHECK(promise_with(ActionState::verified, {moved}).settled_at == noon + hours(4));
  CHECK_FALSE(promise_with(ActionState::verified, {}).settled_at);
}

TEST_CASE("a promise is told with its strength, its priority and its idea") {
  Postmortem postmortem;
  Action& action = postmortem.actions.emplace_back();
  action.title = "Remove the shared pool";
  action.idea = "0192";
  action.due = "2026-12-01";
  action.effect = Effect::prevent;
  action.priority = Priority::high;
  const PromiseFact promise = facts_of(postmortem).promises.at(0);
  CHECK(promise.title == "Remove the shared pool");
  CHECK(promise.idea == "0192");
  CHECK(promise.due == "2026-12-01");
  CHECK(promise.effect == Effect::prevent);
  CHECK(promise.strength == strength_of(action));
  CHECK(promise.strength.has_value());
  CHECK(promise.is_priority);
}

TEST_CASE("a factor that was ruled out is none") {
  Postmortem postmortem;
  Factor& kept = postmortem.causes.factors.emplace_back();
  kept.category = FactorCategory::process;
  kept.tags = {"Retry storm"};
  postmortem.causes.factors.emplace_back().certainty = Certainty::ruled_out;
  CHECK(facts_of(postmortem).factors == std::vector<FactorFact>{{FactorCategory::process, {"Retry storm"}}});
}

TEST_CASE("what somebody said of other post-mortems is told") {
  SequentialIds ids;
  Postmortem postmortem;
  const auto relate = [&](RelationKind kind) {
    Relation& relation = postmortem.related.emplace_back();
    relation.kind = kind;
    return *(relation.target = ids.next_as<PostmortemId>());
  };
  const PostmortemId again = relate(RelationKind::recurrence_of);
  const PostmortemId unrelated = relate(RelationKind::not_related);
  const PostmortemId same = relate(RelationKind::same_incident);
  const PostmortemId twice = relate(RelationKind::duplicate_of);
  relate(RelationKind::related);
  postmortem.related.emplace_back().kind = RelationKind::recurrence_of;  // Of one that is not in any library.
  const IncidentFacts facts = facts_of(postmortem);
  CHECK(facts.came_again == std::vector{again});
  CHECK(facts.unrelated == std::vector{unrelated});
  CHECK(facts.same_incident == std::vector{same});
  CHECK(facts.duplicate_of == std::vector{twice});
}

TEST_CASE("the facts of any post-mortem are the same after they were kept as bytes") {
  CHECK(rc::check([] {
    const IncidentFacts facts = facts_of(*test::generated_postmortem());
    const auto kept = from_message_pack<IncidentFacts>(to_message_pack(facts));
    RC_ASSERT(kept.has_value());
    RC_ASSERT(*kept == facts);
  }));
}
