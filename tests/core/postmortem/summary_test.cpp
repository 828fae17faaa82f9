// What the library list says of a post-mortem.
#include "core/postmortem/summary.hpp"

#include <doctest/doctest.h>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

ImpactWindow window(Instant start, std::optional<Instant> end) {
  ImpactWindow result;
  result.start.at = start;
  if (end) result.end = Time{.at = end};
  return result;
}

}  // namespace

TEST_CASE("overlapping impact windows are counted once") {
  CHECK(duration_of({window(noon, noon + hours(1)), window(noon + minutes(30), noon + minutes(90))}) == minutes(90));
  CHECK(duration_of({window(noon + hours(3), noon + hours(4)), window(noon, noon + hours(1))}) == hours(2));
  CHECK(duration_of({window(noon, noon + hours(4)), window(noon + hours(1), noon + hours(2))}) == hours(4));
}

TEST_CASE("an impact that has not ended, or ends before it starts, has no duration") {
  CHECK_FALSE(duration_of({window(noon, std::nullopt)}).has_value());
  CHECK_FALSE(duration_of({window(noon, noon - hours(1))}).has_value());
  CHECK_FALSE(duration_of({}).has_value());
}

TEST_CASE("without windows the duration is impact start to mitigated") {
  Postmortem postmortem;
  postmortem.moments[MomentKind::impact_start].state = MomentState::recorded;
  postmortem.moments[MomentKind::impact_start].time = Time{.at = noon};
  postmortem.moments[MomentKind::resolved].state = MomentState::recorded;
  postmortem.moments[MomentKind::resolved].time = Time{.at = noon + hours(2)};
  CHECK(summarise(postmortem).impact == hours(2));
  postmortem.moments[MomentKind::mitigated].state = MomentState::recorded;
  postmortem.moments[MomentKind::mitigated].time = Time{.at = noon + hours(1)};
  CHECK(summarise(postmortem).impact == hours(1));
  CHECK(summarise(postmortem).started_at == noon);
}

TEST_CASE("closed is derived: approved, and every promise verified or dropped with a reason") {
  Postmortem postmortem;
  postmortem.status.state = StatusState::approved;
  CHECK(summarise(postmortem).closed);
  postmortem.actions.emplace_back().state = ActionState::done;
  CHECK_FALSE(summarise(postmortem).closed);
  CHECK(summarise(postmortem).open_actions == 1);
  CHECK(summarise(postmortem).done_actions == 1);
  postmortem.actions[0].state = ActionState::verified;
  CHECK(summarise(postmortem).closed);
}

TEST_CASE("an idea is not open, since nobody promised it, and what has one left is not closed") {
  Postmortem postmortem;
  postmortem.status.state = StatusState::approved;
  for (const ActionState state :
       {ActionState::idea, ActionState::unknown, ActionState::committed, ActionState::in_progress, ActionState::done,
        ActionState::verified, ActionState::will_not_do})
    postmortem.actions.emplace_back().state = state;
  const Summary all = summarise(postmortem);
  CHECK(all.actions == 7);
  CHECK(all.open_actions == 3);
  CHECK(all.done_actions == 1);
  CHECK(all.undecided_actions == 2);
  postmortem.actions.resize(1);
  CHECK(summarise(postmortem).open_actions == 0);
  CHECK_FALSE(summarise(postmortem).closed);
}
