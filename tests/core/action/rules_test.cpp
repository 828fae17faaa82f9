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
