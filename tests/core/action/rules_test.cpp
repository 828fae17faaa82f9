// What a state rests on, and what is asked where it is given up.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/core/desk.hpp"

namespace unrepeat {
namespace {

struct Promised : Desk {
  Promised() {
    CHECK_FALSE(carry(SetField{path + "/title", "Alarm on queue age"}));
    check = add<Check>(path + "/checks");
    CHECK_FALSE(carry(SetActionState{id, ActionState::committed, {}}));
  }
  const Action& action() const { return postmortem.actions.front(); }
  std::optional<Text> result(std::string_view word) {
    return carry(SetField{path + "/checks/" + text_of(check) + "/result", std::string(word)});
  }
  void verify() {
    CHECK_FALSE(result("worked"));
    CHECK_FALSE(carry(SetActionState{id, ActionState::verified, {}}));
  }

  Id<Action> id = add<Action>("actions");
  std::string path = "actions/" + text_of(id);
  Id<Check> check;
};

}  // namespace

TEST_CASE("a verification that fails opens the promise again, and the log says so") {
  for (const char* failed : {"no_effect", "made_worse"}) {
    Promised desk;
    SUBCASE("what was done") { CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}})); }
    SUBCASE("what was verified") { desk.verify(); }
    const std::string before(spelling_of(desk.action().state));
    CHECK_FALSE(desk.result(failed));
    CHECK(desk.action().state == ActionState::in_progress);
    CHECK(desk.action().log.back().from == before);
    CHECK(desk.action().log.back().to == "in_progress");
  }
}

TEST_CASE("what is verified and has no check that worked any more is done, and still to be verified") {
  Promised desk;
  desk.verify();
  SUBCASE("it was too early to say") { CHECK_FALSE(desk.result("too_early")); }
  SUBCASE("the check is taken out") {
    CHECK_FALSE(desk.carry(RemoveEntry{desk.path + "/checks/" + text_of(desk.check)}));
  }
  CHECK(desk.action().state == ActionState::done);
}

TEST_CASE("a check of what is not done yet, and one that failed before, change no state") {
  Promised desk;
  CHECK_FALSE(desk.result("no_effect"));
  CHECK(desk.action().state == ActionState::committed);
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  CHECK(desk.action().state == ActionState::done);
  CHECK_FALSE(desk.carry(SetField{desk.path + "/checks/" + text_of(desk.check) + "/criterion", "It rings."}));
  CHECK(desk.action().state == ActionState::done);
}

TEST_CASE(
    "what has a check that failed is not verified, even where another one worked, until that says something else") {
  Promised desk;
  const auto second = desk.add<Check>(desk.path + "/checks");
  const std::string result_of_second = desk.path + "/checks/" + text_of(second) + "/result";
  CHECK_FALSE(desk.result("worked"));
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  for (const char* failed : {"no_effect", "made_worse"}) {
    CAPTURE(failed);
    CHECK_FALSE(desk.carry(SetField{result_of_second, failed}));
    // It opens what was done, and what is open is not verified over it.
    CHECK(desk.action().state == ActionState::in_progress);
    CHECK(desk.carry(SetActionState{desk.id, ActionState::verified, {}}) == Text::refusal_verified_check_failed);
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
    CHECK(desk.carry(SetActionState{desk.id, ActionState::verified, {}}) == Text::refusal_verified_check_failed);
  }
  SUBCASE("it was too early to say") { CHECK_FALSE(desk.carry(SetField{result_of_second, "too_early"})); }
  SUBCASE("it worked after all") { CHECK_FALSE(desk.carry(SetField{result_of_second, "worked"})); }
  SUBCASE("the check is taken out") { CHECK_FALSE(desk.carry(RemoveEntry{desk.path + "/checks/" + text_of(second)})); }
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::verified, {}}));
  CHECK(desk.action().state == ActionState::verified);
}

TEST_CASE("what was done again is verified by what is seen since, not by a check of before") {
  Promised desk;
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  desk.now = desk.now + days(10);
  desk.verify();
  const auto verify = [&] { return desk.carry(SetActionState{desk.id, ActionState::verified, {}}); };
  desk.now = desk.now + days(60);
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::in_progress, {}}));
  // Neither while it is open again, nor when it is done.
  CHECK(verify() == Text::refusal_verified_check_of_before);
  desk.now = desk.now + days(5);
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  CHECK(verify() == Text::refusal_verified_check_of_before);
  CHECK(desk.action().state == ActionState::done);
  SUBCASE("the same check says the same, and is of now") {
    CHECK_FALSE(desk.result("worked"));
    CHECK(desk.action().checks.front().at == desk.now);
  }
  SUBCASE("another check says so") {
    const auto second = desk.add<Check>(desk.path + "/checks");
    CHECK_FALSE(desk.carry(SetField{desk.path + "/checks/" + text_of(second) + "/result", "worked"}));
  }
  SUBCASE("an import noted no time of it, so that nobody knows it to be old") {
    desk.postmortem.actions.front().checks.front().at.reset();
  }
  CHECK_FALSE(verify());
  CHECK(desk.action().state == ActionState::verified);
}

TEST_CASE("a check of the day on which it was done counts, also where it was noted first") {
  Promised desk;
  CHECK_FALSE(desk.result("worked"));
  desk.now = desk.now + minutes(1);
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::verified, {}}));
}

TEST_CASE("why something will not be done stays in the log when it is taken up again") {
  Promised desk;
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::will_not_do, "Too d"}));
  const std::size_t entries = desk.action().log.size();
  // Written on, it is the same step.
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::will_not_do, "Too dear."}));
  REQUIRE(desk.action().log.size() == entries);
  CHECK(desk.action().reason == "Too dear.");
  CHECK(desk.action().log.back().note == "Too dear.");
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::in_progress, {}}));
  CHECK(desk.action().reason.empty());
  REQUIRE(desk.action().log.size() == entries + 1);
  CHECK(desk.action().log[entries - 1].note == "Too dear.");
  CHECK(desk.action().log.back().note.empty());
}

TEST_CASE(
    "a reason that an earlier version or an import noted beside the log goes into it when that is taken up again") {
  Promised desk;
  SUBCASE("the log says when it was dropped") {
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::will_not_do, "Too dear."}));
    desk.postmortem.actions.front().log.back().note.clear();
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::committed, {}}));
    CHECK(desk.action().log[desk.action().log.size() - 2].note == "Too dear.");
    CHECK(desk.action().log.back().note.empty());
  }
  SUBCASE("there is no log") {
    Action& action = desk.postmortem.actions.front();
    action.state = ActionState::will_not_do;
    action.reason = "Too dear.";
    action.log.clear();
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::committed, {}}));
    REQUIRE(desk.action().log.size() == 1);
    CHECK(desk.action().log.back().note == "Too dear.");
  }
  CHECK(desk.action().reason.empty());
}

TEST_CASE("what was promised is an idea again only with a reason, which the log keeps") {
  Promised desk;
  CHECK(desk.carry(SetActionState{desk.id, ActionState::idea, " "}) == Text::refusal_idea_needs_reason);
  CHECK(desk.action().state == ActionState::committed);
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::idea, "Nobody has time."}));
  CHECK(desk.action().state == ActionState::idea);
  CHECK(desk.action().log.back().note == "Nobody has time.");
  // What never was one needs none.
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::idea, {}}));
}

}  // namespace unrepeat
