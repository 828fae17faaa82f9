// What a library keeps of how its post-mortems came about: steps that a reload can take back, and revisions.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/undo.hpp"
#include "tests/contract/engine_page.hpp"

namespace unrepeat::test {
namespace {

/// Somebody who edits one post-mortem.
struct Writer {
  Page page;
  Postmortem document = postmortem("Begun");
  Instant now = noon;
  std::string by = "Ana";

  Writer() { create(page, document); }

  /// Ten seconds after the last change, so that it is a step of its own.
  template <class Edit>
  void change(Edit edit, StepKind step = StepKind::done, std::int64_t restores = 0) {
    now = now + seconds(10);
    Postmortem after = document;
    edit(after);
    Change change = difference(document, after);
    save(std::move(change), step, restores);
  }
  void retitle(const std::string& title) {
    change([&](Postmortem& after) { after.title = title; });
  }
  void save(Change change, StepKind step, std::int64_t restores = 0) {
    change.at = now;
    change.by = by;
    page.ask_for<PostmortemSaved>(SaveChange{new_id(), change, step, restores});
    REQUIRE(apply(document, change).has_value());
  }
  void take_back() {
    now = now + seconds(10);
    save(*history().undo(), StepKind::undone);
  }
  UndoHistory history() { return UndoHistory(page.ask_for<PostmortemLoaded>(LoadPostmortem{document.id}).steps); }
  void rest() { now = now + minutes(11); }
  RevisionsRead revisions(std::int64_t before = 0, std::int64_t limit = 20) {
    return page.ask_for<RevisionsRead>(ReadRevisions{document.id, before, limit});
  }
  Postmortem revision(std::int64_t number) {
    auto read = read_postmortem(page.ask_for<RevisionRead>(ReadRevision{document.id, number}).document);
    REQUIRE(read.has_value());
    return *read;
  }
};

std::vector<RevisionKind> kinds_of(const RevisionsRead& read) {
  std::vector<RevisionKind> kinds;
  for (const RevisionRow& row : read.rows) kinds.push_back(row.kind);
  return kinds;
}

using Kinds = std::vector<RevisionKind>;

}  // namespace

TEST_CASE("what was done comes with the post-mortem, to another engine too, and is taken back step by step") {
  Writer writer;
  for (const char* title : {"One", "Two", "Three"}) writer.retitle(title);
  writer.page.open();
  UndoHistory history = writer.history();
  for (const char* title : {"Two", "One", "Begun"}) {
    writer.save(*history.undo(), StepKind::undone);
    CHECK(loaded(writer.page, writer.document.id).title == title);
  }
  CHECK_FALSE(history.can_undo());
}

TEST_CASE("what was done alone is a step of its own after a reload too, however quickly it followed") {
  Writer writer;
  const auto retitle_at_once = [&](const std::string& title, StepKind step) {
    Postmortem after = writer.document;
    after.title = title;
    writer.save(difference(writer.document, after), step);
  };
  retitle_at_once("We failed to see", StepKind::done);
  retitle_at_once("We did not see", StepKind::alone);
  retitle_at_once("We did not see it", StepKind::done);
  writer.page.open();
  for (const char* title : {"We did not see", "We failed to see", "Begun"}) {
    writer.take_back();
    CHECK(writer.document.title == title);
  }
  CHECK_FALSE(writer.history().can_undo());
}

TEST_CASE("what was taken back before a reload can be done again after it, until something new is done") {
  Writer writer;
  for (const char* title : {"One", "Two"}) writer.retitle(title);
  writer.take_back();
  writer.page.open();
  UndoHistory history = writer.history();
  REQUIRE(history.can_redo());
  writer.save(*history.redo(), StepKind::redone);
  CHECK(writer.document.title == "Two");
  CHECK_FALSE(writer.history().can_redo());
  writer.take_back();
  writer.retitle("New");
  CHECK_FALSE(writer.history().can_redo());
  CHECK(writer.history().can_undo());
}

TEST_CASE("a reload takes back two hundred steps, and no more than half a megabyte of them") {
  Writer writer;
  for (int i = 1; i <= 230; ++i) writer.retitle("Title " + std::to_string(i));
  UndoHistory history = writer.history();
  int count = 0;
  for (; history.can_undo(); ++count) static_cast<void>(history.undo());
  CHECK(count == 200);
  for (int i = 0; i < 8; ++i)
    writer.change([&](Postmortem& after) { after.context.summary = std::string(100'000, static_cast<char>('a' + i)); });
  history = writer.history();
  for (count = 0; history.can_undo(); ++count) static_cast<void>(history.undo());
  CHECK(count == 2);
}

TEST_CASE("a revision is kept after a rest, before somebody else goes on, and not while one person writes") {
  Writer writer;
  CHECK(kinds_of(writer.revisions()) == Kinds{RevisionKind::begun});
  CHECK(writer.revisions().rows.front().number == 0);
  writer.retitle("One");
  writer.retitle("Two");
  CHECK(writer.revisions().rows.size() == 2);  // how it began, and what was written since

  writer.rest();
  writer.retitle("Three");
  RevisionsRead read = writer.revisions();
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[0].number == 0);
  CHECK(read.rows[1].kind == RevisionKind::rested);
  CHECK(read.rows[1].by == "Ana");
  REQUIRE(read.rows[1].change.has_value());
  CHECK(read.rows[1].change->edits.front().after == "\"Two\"");
  CHECK(writer.revision(1).title == "Begun");
  CHECK(writer.revision(2).title == "Two");

  writer.by = "Ben";
  writer.retitle("Four");
  read = writer.revisions();
  REQUIRE(read.rows.size() == 4);
  CHECK(read.rows[0].by == "Ben");
  CHECK(read.rows[1].by == "Ana");
  CHECK(writer.revision(3).title == "Three");
}

TEST_CASE("a step of the status and an answer of an approver are revisions, the text before them too") {
  Writer writer;
  writer.retitle("One");
  writer.change([](Postmortem& after) { after.status.state = StatusState::in_review; });
  CHECK(kinds_of(writer.revisions()) == Kinds{RevisionKind::status, RevisionKind::rested, RevisionKind::begun});
  Approval approval;
  approval.id = Id<Approval>::from(new_id());
  approval.person = "Ben";
  writer.change([&](Postmortem& after) { after.approvals.push_back(approval); });
  CHECK(writer.revisions().rows.size() == 4);  // being asked is no answer
  writer.change([](Postmortem& after) { after.approvals.front().outcome = ApprovalOutcome::approved; });
  CHECK(writer.revisions().rows.front().number == 5);
  CHECK(writer.revisions().rows.front().kind == RevisionKind::status);
}

TEST_CASE("every revision reads as it did, however many came after it, and they are listed in pages") {
  Writer writer;
  std::vector<Postmortem> rested;
  for (int i = 0; i < 70; ++i) {
    writer.change([&](Postmortem& after) {
      TimelineEvent event;
      event.id = EventId::from(new_id());
      event.text = "Event " + std::to_string(i);
      after.timeline.push_back(event);
      if (i % 3 == 1) after.timeline.erase(after.timeline.begin());
      put_in_canonical_order(after);
    });
    writer.rest();
    rested.push_back(writer.document);
  }
  writer.retitle("The end");
  writer.page.open();
  for (std::size_t i = 0; i < rested.size(); ++i)
    CHECK(revision_of(writer.revision(static_cast<std::int64_t>(i) + 2)) == revision_of(rested[i]));

  std::int64_t before = 0, count = 0;
  do {
    const RevisionsRead read = writer.revisions(before, 30);
    for (const RevisionRow& row : read.rows) count += row.number != 0 ? 1 : 0;
    before = read.rows.back().number;
    CHECK(read.older == before - 1);
  } while (before > 1);
  CHECK(count == 71);

  // Kept whole, each would be as long as the post-mortem.
  std::size_t whole = 0;
  for (const Postmortem& one : rested) whole += write_postmortem(one).size();
  writer.page.close();
  const auto database = writer.page.place().open().value();
  Query kept{*database, "SELECT sum(length(document)) + sum(length(change)), sum(length(change)) FROM revision"};
  REQUIRE(kept.next());
  MESSAGE("bytes of 71 revisions: ", kept.integer(0), ", of these changes ", kept.integer(1), "; all whole: ", whole);
  CHECK(static_cast<std::size_t>(kept.integer(0)) * 4 < whole);
}

TEST_CASE("a revision that was never kept is refused") {
  Writer writer;
  writer.retitle("One");
  CHECK(writer.page.refusal_of(ReadRevision{writer.document.id, 500}) == FailureKind::refused);
}

TEST_CASE("what is restored is a new revision with its source, and one step that can be taken back") {
  Writer writer;
  writer.retitle("One");
  writer.rest();
  writer.retitle("Two");
  const Postmortem first = writer.revision(2);
  writer.change([&](Postmortem& after) { after.title = first.title; }, StepKind::done, 2);
  const RevisionsRead read = writer.revisions();
  CHECK(read.rows.front().kind == RevisionKind::restored);
  CHECK(read.rows.front().source == 2);
  CHECK(read.rows[1].kind == RevisionKind::rested);
  writer.page.open();
  writer.take_back();
  CHECK(loaded(writer.page, writer.document.id).title == "Two");
}

TEST_CASE("a revision that was damaged on the disk is refused, and the others are read") {
  Writer writer;
  for (const char* title : {"One", "Two", "Three"}) {
    writer.retitle(title);
    writer.rest();
  }
  writer.retitle("Four");
  writer.page.close();
  {
    const auto database = writer.page.place().open().value();
    REQUIRE(Query(*database, "UPDATE revision SET sha256 = 'x' WHERE number = 2").run().has_value());
  }
  writer.page.open();
  CHECK(writer.page.refusal_of(ReadRevision{writer.document.id, 2}) == FailureKind::refused);
  CHECK(writer.revision(1).title == "Begun");
  CHECK(writer.revision(3).title == "Two");
}

TEST_CASE("a library from before there were revisions keeps what it has as the first, and takes back what was done") {
  Writer writer;
  for (const char* title : {"One", "Two"}) writer.retitle(title);
  writer.page.close();
  {
    const auto database = writer.page.place().open().value();
    REQUIRE(database
                ->execute("DROP TABLE terms; DROP TABLE image; DROP TABLE revision; ALTER "
                          "TABLE journal DROP COLUMN "
                          "step; ALTER TABLE postmortem DROP COLUMN undecided_actions; PRAGMA user_version = 3")
                .has_value());
  }
  writer.page.open();
  CHECK(loaded(writer.page, writer.document.id).title == "Two");
  CHECK(writer.history().can_undo());
  writer.retitle("Three");
  CHECK(writer.revision(1).title == "Two");
  const RevisionsRead read = writer.revisions();
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[1].number == 1);
  CHECK(read.rows[1].kind == RevisionKind::begun);
}

}  // namespace unrepeat::test
