// What a post-mortem still needs: what is missing, where it is mended, and what counts as an answer.
#include "core/postmortem/gaps.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/describe/place.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Desk {
  SequentialIds ids;
  Postmortem postmortem{.id = ids.next_as<PostmortemId>()};

  template <class Entry>
  Entry& add(std::vector<Entry>& list) {
    list.push_back({});
    list.back().id = ids.next_as<Id<Entry>>();
    return list.back();
  }
  const Gap* find(Text text) {
    gaps = find_gaps(postmortem);
    const auto found = std::ranges::find(gaps, text, &Gap::text);
    return found == gaps.end() ? nullptr : &*found;
  }
  bool has(Text text) { return find(text) != nullptr; }

  std::vector<Gap> gaps;
};

}  // namespace

TEST_CASE("every gap names a place that is there") {
  Desk desk;
  desk.add(desk.postmortem.actions);
  desk.add(desk.postmortem.causes.factors);
  desk.add(desk.postmortem.timeline);
  desk.add(desk.postmortem.impact.windows);
  desk.postmortem.severity.emplace().level = 1;
  for (const Gap& gap : find_gaps(desk.postmortem)) {
    CAPTURE(gap.path);
    CHECK_FALSE(gap.path.empty());
    CHECK(find_place(object_of<Postmortem>(), &desk.postmortem, gap.path).has_value());
    CHECK_FALSE(say(Language::english, gap).empty());
  }
}

TEST_CASE("a moment is missing until it is recorded, or said to be unknown or not applicable") {
  Desk desk;
  REQUIRE(desk.has(Text::gap_moment));
  CHECK(desk.find(Text::gap_moment)->path == "moments/impact_start");
  for (const MomentState state : {MomentState::recorded, MomentState::not_applicable, MomentState::unknown}) {
    for (Moment& moment : desk.postmortem.moments.all) moment.state = state;
    CHECK_FALSE(desk.has(Text::gap_moment));
  }
}

TEST_CASE("impact that is told needs a figure; a figure without a number says that nobody knows") {
  Desk desk;
  CHECK_FALSE(desk.has(Text::gap_figure));
  desk.postmortem.impact.text = "The checkout was slow.";
  CHECK(desk.has(Text::gap_figure));
  desk.add(desk.postmortem.impact.figures);
  CHECK(desk.has(Text::gap_figure));
  desk.postmortem.impact.figures[0].what = FigureOf::requests;
  CHECK_FALSE(desk.has(Text::gap_figure));
  desk.postmortem.impact.figures.clear();
  desk.add(desk.postmortem.impact.windows).share = {"0.2"};
  CHECK_FALSE(desk.has(Text::gap_figure));
}

TEST_CASE("how it was detected is a choice, or words") {
  Desk desk;
  CHECK(desk.has(Text::gap_detection));
  desk.postmortem.detection.detail = "Nobody knows any more.";
  CHECK_FALSE(desk.has(Text::gap_detection));
  desk.postmortem.detection = {};
  desk.postmortem.detection.source = DetectionSource::customer;
  CHECK_FALSE(desk.has(Text::gap_detection));
}

TEST_CASE("a factor needs an action, and an action a factor") {
  Desk desk;
  const Factor lock = desk.add(desk.postmortem.causes.factors);
  const Factor mute = desk.add(desk.postmortem.causes.factors);
  CHECK_FALSE(desk.has(Text::gap_factor_action));  // that there is no action is said already
  desk.add(desk.postmortem.actions).addresses = {lock.id};
  REQUIRE(desk.has(Text::gap_factor_action));
  CHECK(desk.find(Text::gap_factor_action)->path == path_of("causes/factors", mute.id));
  CHECK(desk.find(Text::gap_factor_action)->argument == "1");
  CHECK_FALSE(desk.has(Text::gap_action_factor));
  desk.add(desk.postmortem.actions);
  CHECK(desk.has(Text::gap_action_factor));
  desk.postmortem.actions[1].addresses = {mute.id};
  CHECK_FALSE(desk.has(Text::gap_factor_action));
  CHECK_FALSE(desk.has(Text::gap_action_factor));
}

TEST_CASE(
    "a factor that is ruled out, a guard that held and a trigger need no action, nor does any where it says why") {
  Desk desk;
  desk.add(desk.postmortem.causes.factors).certainty = Certainty::ruled_out;
  desk.add(desk.postmortem.causes.factors).kind = FactorKind::guard_held;
  desk.add(desk.postmortem.causes.factors).kind = FactorKind::trigger;
  desk.add(desk.postmortem.actions);
  CHECK_FALSE(desk.has(Text::gap_factor_action));
  desk.add(desk.postmortem.causes.factors);
  CHECK(desk.has(Text::gap_factor_action));
  desk.postmortem.no_action_because = "The system is switched off in May.";
  CHECK_FALSE(desk.has(Text::gap_factor_action));
}

TEST_CASE("after a severe incident something prevents, something detects and something mitigates") {
  Desk desk;
  desk.postmortem.severity.emplace().level = 2;
  CHECK_FALSE(desk.has(Text::gap_prevent));  // that there is no action is said already
  desk.add(desk.postmortem.actions).effect = Effect::prevent;
  CHECK_FALSE(desk.has(Text::gap_prevent));
  CHECK(desk.has(Text::gap_detect));
  CHECK(desk.has(Text::gap_mitigate));
  desk.add(desk.postmortem.actions).effect = Effect::detect;
  desk.add(desk.postmortem.actions).effect = Effect::mitigate;
  CHECK_FALSE(desk.has(Text::gap_detect));
  CHECK_FALSE(desk.has(Text::gap_mitigate));
  desk.postmortem.actions.resize(1);
  desk.postmortem.severity->level = 3;
  CHECK_FALSE(desk.has(Text::gap_detect));
}

TEST_CASE("a card is not asked for what only the full form has") {
  Desk desk;
  desk.postmortem.form = Form::card;
  desk.postmortem.severity.emplace().level = 1;
  desk.postmortem.impact.text = "The checkout was slow.";
  desk.add(desk.postmortem.causes.factors);
  desk.add(desk.postmortem.actions);
  for (const Text text : {Text::gap_moment, Text::gap_figure, Text::gap_detection, Text::gap_factor_action,
                          Text::gap_action_factor, Text::gap_prevent, Text::gap_worked})
    CHECK_FALSE(desk.has(text));
  CHECK(desk.has(Text::gap_owner));
}

TEST_CASE("an event that ends before it starts is said, with its place") {
  Desk desk;
  desk.postmortem.kind = RecordKind::incident;
  auto& event = desk.add(desk.postmortem.timeline);
  event.time.at = noon;
  event.end.emplace();
  event.end->at = noon + seconds(1);
  CHECK_FALSE(desk.has(Text::gap_event_order));
  desk.postmortem.timeline.front().end->at = noon - seconds(1);
  REQUIRE(desk.has(Text::gap_event_order));
  CHECK(desk.find(Text::gap_event_order)->path == "timeline/" + text_of(desk.postmortem.timeline.front().id));
}

TEST_CASE("a person who stands alone as the cause is asked about, and no longer with a second factor") {
  Desk desk;
  desk.add(desk.postmortem.people).name = "Ilse Brandt";
  desk.add(desk.postmortem.causes.factors).text = "Ilse wrapped the old identifier";
  REQUIRE(desk.has(Text::gap_person_alone));
  CHECK(desk.find(Text::gap_person_alone)->argument == "Ilse wrapped the old identifier");
  desk.add(desk.postmortem.causes.factors).text = "Nothing compared the two";
  CHECK_FALSE(desk.has(Text::gap_person_alone));
  desk.postmortem.causes.factors.back().certainty = Certainty::ruled_out;
  CHECK(desk.has(Text::gap_person_alone));
  desk.postmortem.causes.factors.front().text = "Ilsebill is the name of the server";
  CHECK_FALSE(desk.has(Text::gap_person_alone));
}
