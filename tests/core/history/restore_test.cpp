// Bringing an earlier revision back.
#include <algorithm>

#include "tests/core/desk.hpp"

using namespace unrepeat;

TEST_CASE("what is restored reads as it did, and what was said of it since stays") {
  Desk desk;
  CHECK_FALSE(desk.carry(SetField{"title", "Checkout times out"}));
  const auto action = desk.add<Action>("actions");
  const Postmortem earlier = desk.postmortem;

  CHECK_FALSE(desk.carry(SetField{"title", "Something else"}));
  CHECK_FALSE(desk.carry(RemoveEntry{"actions/" + text_of(action)}));
  CHECK_FALSE(desk.carry(SetStatus{StatusState::in_review, ""}));
  const auto comment = desk.add<Comment>("comments");
  const auto approval = desk.add<Approval>("approvals");

  CHECK_FALSE(desk.carry(RestoreRevision{earlier}));
  CHECK(desk.postmortem.title == "Checkout times out");
  REQUIRE(desk.postmortem.actions.size() == 1);
  CHECK(desk.postmortem.actions.front().id == action);
  CHECK(desk.postmortem.status.state == StatusState::in_review);
  CHECK(desk.postmortem.comments.front().id == comment);
  CHECK(desk.postmortem.approvals.front().id == approval);
}

TEST_CASE("another post-mortem is never restored into this one") {
  Desk desk, other;
  other.postmortem.id = other.ids.next_as<PostmortemId>();
  CHECK(desk.carry(RestoreRevision{other.postmortem}) == Text::refusal_not_there);
}
