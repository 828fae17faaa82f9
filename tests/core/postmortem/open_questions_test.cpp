// After an import a person is asked what no record tells, and only that.
#include "core/postmortem/open_questions.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

bool asks(const Postmortem& postmortem, Text text) {
  const auto open = open_questions(postmortem);
  return std::ranges::find(open, text, &OpenQuestion::text) != open.end();
}

}  // namespace

TEST_CASE("a post-mortem that nobody imported asks nothing; one from records asks at most five things") {
  Desk desk;
  CHECK(open_questions(desk.postmortem).empty());
  desk.add<Source>("sources");
  CHECK(open_questions(desk.postmortem).size() == 5);
}

TEST_CASE("a question is closed by its answer, also by saying that nobody knows") {
  Desk desk;
  desk.add<Source>("sources");
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::impact_start, .state = MomentState::unknown}));
  CHECK_FALSE(asks(desk.postmortem, Text::open_felt));
  CHECK_FALSE(
      desk.carry(SetMoment{.kind = MomentKind::mitigated, .state = MomentState::recorded, .time = Time{.at = noon}}));
  CHECK_FALSE(asks(desk.postmortem, Text::open_mitigated));
  CHECK_FALSE(desk.carry(SetField{"detection/source", "customer"}));
  CHECK_FALSE(asks(desk.postmortem, Text::open_noticed));
  CHECK_FALSE(desk.carry(SetField{"resolution/text", "Rolled back"}));
  CHECK_FALSE(desk.carry(SetField{"impact/text", "Nobody could pay"}));
  CHECK(open_questions(desk.postmortem).empty());
}

TEST_CASE("the moments that records gave are told from those that a person wrote") {
  Desk desk;
  const auto source = desk.add<Source>("sources");
  const auto told = desk.add<TimelineEvent>("timeline"), written = desk.add<TimelineEvent>("timeline");
  for (TimelineEvent& event : desk.postmortem.timeline)
    if (event.id == told) event.evidence.emplace_back().source = source;
  desk.postmortem.moments[MomentKind::detected] = {.state = MomentState::recorded, .event = told};
  desk.postmortem.moments[MomentKind::notified] = {.state = MomentState::recorded, .event = written};
  CHECK(moments_from_records(desk.postmortem) == std::vector{MomentKind::detected});
}
