// Undo, redo and the save queue.
#include "core/undo.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/command.hpp"
#include "core/engine/save_queue.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Typist {
  SequentialIds ids;
  Instant now = noon;
  Postmortem postmortem = new_postmortem({now, "", ids}, "en", "Etc/UTC");

  Change type(const char* title) {
    auto change = decide(postmortem, SetField{"title", title}, {now, "", ids});
    REQUIRE(change.has_value());
    REQUIRE(apply(postmortem, *change).has_value());
    return *change;
  }
};

}  // namespace

TEST_CASE("typing without a pause is one step, a pause begins another") {
  Typist typist;
  UndoHistory history;
  for (const char* title : {"C", "Ch", "Che"}) history.remember(typist.type(title));
  typist.now = typist.now + seconds(10);
  history.remember(typist.type("Checkout"));
  REQUIRE(apply(typist.postmortem, *history.undo()).has_value());
  CHECK(typist.postmortem.title == "Che");
  REQUIRE(apply(typist.postmortem, *history.undo()).has_value());
  CHECK(typist.postmortem.title.empty());
  CHECK_FALSE(history.can_undo());
  REQUIRE(apply(typist.postmortem, *history.redo()).has_value());
  CHECK(typist.postmortem.title == "Che");
}

TEST_CASE("doing something new forgets what was undone") {
  Typist typist;
  UndoHistory history;
  history.remember(typist.type("One"));
  REQUIRE(apply(typist.postmortem, *history.undo()).has_value());
  history.remember(typist.type("Two"));
  CHECK_FALSE(history.can_redo());
}

TEST_CASE("typing that goes on into another minute, and typing after undo or redo, is another step") {
  Typist typist;
  UndoHistory history;
  typist.now = noon + seconds(59);
  history.remember(typist.type("C"));
  typist.now = noon + seconds(60);
  history.remember(typist.type("Ch"));
  REQUIRE(apply(typist.postmortem, *history.undo()).has_value());
  CHECK(typist.postmortem.title == "C");
  REQUIRE(apply(typist.postmortem, *history.redo()).has_value());
  history.remember(typist.type("Che"));
  REQUIRE(apply(typist.postmortem, *history.undo()).has_value());
  CHECK(typist.postmortem.title == "Ch");
}

TEST_CASE("a letter that is taken out again at once leaves no step behind") {
  Typist typist;
  UndoHistory history;
  history.remember(typist.type("C"));
  history.remember(typist.type(""));
  CHECK_FALSE(history.can_undo());
}

TEST_CASE("what is done alone is taken back alone, right after typing and right before it") {
  Typist typist;
  SaveQueue queue(typist.ids);
  UndoHistory history;
  const auto did = [&](const char* title, StepKind step) {
    const Change change = typist.type(title);
    queue.add(change, step);
    if (step == StepKind::alone)
      history.remember_alone(change);
    else
      history.remember(change);
  };
  did("We failed to se", StepKind::done);
  did("We failed to see", StepKind::done);
  did("We did not see", StepKind::alone);
  did("We did not see it", StepKind::done);
  std::vector<Step> saved;
  while (const auto request = queue.next_at_once()) saved.push_back({request->step, request->change});
  REQUIRE(saved.size() == 3);
  CHECK(saved[1].kind == StepKind::alone);
  UndoHistory again(saved);
  for (UndoHistory* each : {&history, &again}) {
    Postmortem postmortem = typist.postmortem;
    for (const char* title : {"We did not see", "We failed to see", ""}) {
      REQUIRE(apply(postmortem, *each->undo()).has_value());
      CHECK(postmortem.title == title);
    }
    CHECK_FALSE(each->can_undo());
  }
}

TEST_CASE("steps that begin with something taken back can be done again from there") {
  Typist typist;
  const Change first = typist.type("One");
  const Step steps[] = {{StepKind::undone, inverse(first)}};
  UndoHistory history(steps);
  CHECK_FALSE(history.can_undo());
  REQUIRE(history.can_redo());
  CHECK(history.redo()->edits == first.edits);
}

TEST_CASE("the history made from what was saved takes back the same steps, whatever was done before") {
  CHECK(rc::check([] {
    Typist typist;
    UndoHistory history;
    std::vector<Step> saved;
    const auto count = *rc::gen::inRange(0, 40);
    for (int i = 0; i < count; ++i) {
      typist.now = typist.now + seconds(3);
      const int what = *rc::gen::inRange(0, 4);
      if (what < 2) {
        const Change change = typist.type(std::to_string(*rc::gen::inRange(0, 5)).c_str());
        history.remember(change);
        saved.push_back({StepKind::done, change});
      } else if (auto change = what == 2 ? history.undo() : history.redo()) {
        change->at = typist.now;
        RC_ASSERT(apply(typist.postmortem, *change).has_value());
        saved.push_back({what == 2 ? StepKind::undone : StepKind::redone, *change});
      }
    }
    UndoHistory again(saved);
    while (true) {
      RC_ASSERT(history.can_undo() == again.can_undo());
      RC_ASSERT(history.can_redo() == again.can_redo());
      if (!history.can_redo()) break;
      RC_ASSERT(history.redo()->edits == again.redo()->edits);
    }
    while (history.can_undo()) RC_ASSERT(history.undo()->edits == again.undo()->edits);
    RC_ASSERT_FALSE(again.can_undo());
  }));
}

TEST_CASE("what is taken back while the disk is busy is never made one with what was typed") {
  Typist typist;
  SaveQueue queue(typist.ids);
  queue.add(typist.type("C"));
  queue.next();
  const Change second = typist.type("Ch");
  queue.add(second);
  queue.add(inverse(second), StepKind::undone);
  queue.add(typist.type("Cho"));
  CHECK(queue.size() == 4);
}

TEST_CASE("while a change is on its way, what is typed waits as one") {
  Typist typist;
  SaveQueue queue(typist.ids);
  queue.add(typist.type("C"));
  const auto sent = queue.next();
  REQUIRE(sent.has_value());
  const auto second = queue.add(typist.type("Ch"));
  const auto third = queue.add(typist.type("Che"));
  CHECK(second.operation == third.operation);
  CHECK_FALSE(queue.next().has_value());
  CHECK(queue.acknowledge(sent->operation));
  const auto newest = queue.next();
  REQUIRE(newest.has_value());
  CHECK(newest->change.edits[0].after == "\"Che\"");
  CHECK(newest->change.edits[0].before == "\"C\"");
}

TEST_CASE("what was not saved is sent again under the same operation") {
  Typist typist;
  SaveQueue queue(typist.ids);
  queue.add(typist.type("C"));
  const auto sent = queue.next();
  queue.retry();
  const auto again = queue.next();
  REQUIRE(again.has_value());
  CHECK(again->operation == sent->operation);
  CHECK_FALSE(queue.empty());
  CHECK(queue.acknowledge(again->operation));
  CHECK(queue.empty());
}

TEST_CASE("what is typed after a failed save never goes under the operation that failed, which may be on disk") {
  Typist typist;
  SaveQueue queue(typist.ids);
  const Uuid first = queue.add(typist.type("C")).operation;
  queue.next();
  queue.retry();
  const Uuid second = queue.add(typist.type("Ch")).operation;
  CHECK(second != first);
  CHECK(queue.add(typist.type("Che")).operation == second);
  CHECK(queue.next()->operation == first);
}

TEST_CASE("without time to wait everything is sent, and acknowledged in any order") {
  Typist typist;
  SaveQueue queue(typist.ids);
  queue.add(typist.type("C"));
  const auto sent = queue.next();
  queue.add(typist.type("Ch"));
  const auto rest = queue.next_at_once();
  REQUIRE(rest.has_value());
  CHECK(rest->change.edits[0].after == "\"Ch\"");
  CHECK_FALSE(queue.next_at_once().has_value());
  queue.retry();
  CHECK(queue.acknowledge(rest->operation));
  CHECK(queue.next()->operation == sent->operation);
  CHECK(queue.acknowledge(sent->operation));
  CHECK(queue.empty());
}

TEST_CASE("an acknowledgement nobody waits for changes nothing") {
  Typist typist;
  SaveQueue queue(typist.ids);
  queue.add(typist.type("C"));
  CHECK_FALSE(queue.acknowledge(typist.ids.next()));
  CHECK(queue.size() == 1);
}
