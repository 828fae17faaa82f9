// What an approval is bound to, and what the next step lacks.
#include "core/postmortem/approval.hpp"

#include <algorithm>

#include "core/postmortem/summary.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

struct Reading : Desk {
  std::string path;

  void ask(const std::string& person) {
    path = "approvals/" + text_of(add<Approval>("approvals"));
    set(path + "/person", person);
  }
  void set(const std::string& field, std::string value) { CHECK_FALSE(carry(SetField{field, std::move(value)})); }
  Standing standing() { return standing_of(postmortem.approvals.back(), approved_content_of(postmortem)); }
  std::vector<std::string> needs() {
    std::vector<std::string> said;
    for (const Need& need : next_step(postmortem, find_gaps(postmortem), approved_content_of(postmortem)).needs)
      said.push_back(say(Language::english, need));
    return said;
  }
  bool needs(std::string_view words) {
    const std::vector<std::string> said = needs();
    return std::ranges::find(said, words) != said.end();
  }
  std::optional<StatusState> next() {
    return next_step(postmortem, find_gaps(postmortem), approved_content_of(postmortem)).to;
  }
};

}  // namespace

TEST_CASE("an approval is of the text as it is, until the text changes") {
  Reading reading;
  reading.ask("Ana");
  CHECK(reading.standing() == Standing::unsaid);
  reading.set(reading.path + "/outcome", "approved");
  CHECK(reading.standing() == Standing::current);
  CHECK(reading.postmortem.approvals.back().revision.size() == 64);

  reading.set("context/summary", "The pool ran dry.");
  CHECK(reading.standing() == Standing::earlier);
  CHECK_FALSE(reading.needs("Ana approved an earlier revision; changed since."));  // a draft is not asked for it yet
  CHECK_FALSE(reading.carry(SetStatus{StatusState::in_review, ""}));
  CHECK(reading.needs("Ana approved an earlier revision; changed since."));

  reading.set("context/summary", "");
  CHECK(reading.standing() == Standing::current);
}

TEST_CASE("what goes on by itself after an approval does not change what was approved") {
  Reading reading;
  const auto action = reading.add<Action>("actions");
  const auto check = reading.add<Check>("actions/" + text_of(action) + "/checks");
  reading.ask("Ana");
  reading.set(reading.path + "/outcome", "approved");

  CHECK_FALSE(reading.carry(SetStatus{StatusState::approved, ""}));
  CHECK_FALSE(reading.carry(SetActionState{action, ActionState::done, ""}));
  reading.set("actions/" + text_of(action) + "/checks/" + text_of(check) + "/result", "worked");
  reading.add<Comment>("comments");
  reading.ask("Ben");
  CHECK(standing_of(reading.postmortem.approvals.front(), approved_content_of(reading.postmortem)) ==
        Standing::current);

  CHECK_FALSE(reading.carry(SetActionDue{action, "2026-12-01"}));
  CHECK(standing_of(reading.postmortem.approvals.front(), approved_content_of(reading.postmortem)) ==
        Standing::earlier);
}

TEST_CASE("approving again is of the text as it is now, and taking an answer back is of none") {
  Reading reading;
  reading.ask("Ana");
  reading.set(reading.path + "/outcome", "approved");
  reading.set("title", "Checkout times out");
  const std::string earlier = reading.postmortem.approvals.back().revision;
  reading.now = reading.now + minutes(5);
  reading.set(reading.path + "/outcome", "pending");
  CHECK(reading.postmortem.approvals.back().revision.empty());
  CHECK_FALSE(reading.postmortem.approvals.back().at);
  reading.set(reading.path + "/outcome", "approved");
  CHECK(reading.postmortem.approvals.back().revision != earlier);
  CHECK(reading.postmortem.approvals.back().at == reading.now);
  CHECK(reading.standing() == Standing::current);
}

TEST_CASE("an approval that came with a file without a revision says that none is known") {
  Reading reading;
  reading.ask("Ana");
  reading.postmortem.approvals.back().outcome = ApprovalOutcome::approved;
  CHECK(reading.standing() == Standing::unbound);
}

TEST_CASE("the next step is named with what it lacks, and never held back") {
  Reading reading;
  CHECK_FALSE(reading.carry(SetStatus{StatusState::not_started, ""}));
  CHECK(reading.next() == StatusState::draft);
  CHECK(reading.needs().empty());
  CHECK_FALSE(reading.carry(SetStatus{StatusState::draft, ""}));
  CHECK(reading.next() == StatusState::in_review);
  CHECK(reading.needs("Nobody owns this post-mortem yet."));
  CHECK(reading.needs("There is no date for the review."));
  CHECK(reading.needs("Nobody is asked to review or approve it yet."));
  CHECK_FALSE(reading.carry(SetStatus{StatusState::in_review, ""}));
  CHECK(reading.next() == StatusState::approved);
  reading.ask("Ana");
  CHECK(reading.needs("Ana has not answered yet."));
  reading.set(reading.path + "/outcome", "changes_wanted");
  CHECK(reading.needs("Ana wants changes."));
  reading.add<Comment>("comments");
  CHECK(reading.needs("1 comment is open."));
  // All of it is only said.
  CHECK_FALSE(reading.carry(SetStatus{StatusState::approved, ""}));
  CHECK_FALSE(reading.next());
  CHECK_FALSE(reading.carry(SetStatus{StatusState::not_required, "A drill"}));
  CHECK(reading.needs().empty());
}

TEST_CASE("closed is never set: it is so while it is approved and every action is verified or given up") {
  Reading reading;
  const auto is_closed = [&] { return next_step(reading.postmortem, {}, "").is_closed; };
  const auto action = reading.add<Action>("actions");
  const auto other = reading.add<Action>("actions");
  CHECK_FALSE(reading.carry(SetStatus{StatusState::approved, ""}));
  CHECK_FALSE(is_closed());
  CHECK_FALSE(reading.carry(SetActionState{action, ActionState::will_not_do, "Replaced"}));
  CHECK(reading.needs("1 action is neither verified nor given up."));
  CHECK_FALSE(reading.carry(SetActionState{other, ActionState::done, ""}));
  CHECK_FALSE(is_closed());
  reading.postmortem.actions.back().state = ActionState::verified;
  CHECK(is_closed());
  CHECK_FALSE(reading.carry(SetStatus{StatusState::in_review, ""}));
  CHECK_FALSE(is_closed());
}
