// `git log` in its forms.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("git log as it prints by default: newest first, the hash a commit's name, its body kept") {
  const ImportPlan plan = plan_of_text(
      "commit 7d1c0f4be1a2c55e90ab34cd56ef7890a1b2c3d4 (HEAD -> main)\n"
      "Author: Ana Ríos <ana@shop.example>\n"
      "Date:   Sun Mar 8 14:30:12 2026 +0100\n"
      "\n"
      "    Revert \"pool: twenty connections\"\n"
      "\n"
      "    Because of 14:00.\n"
      "\n"
      "commit 2b9e6a7708f1d3c4b5a6978876655443322110ff\n"
      "Merge: 51aa0b1 0c0d9e2\n"
      "Author: Luis <luis@shop.example>\n"
      "Date:   Sun Mar 8 12:21:47 2026 -0300\n"
      "\n"
      "    pool: twenty connections\n");
  check_books(plan, 2);
  const Postmortem& log = thread_of(plan);
  CHECK(lines_of_events(log) == std::vector<std::string>{
                                    "2026-03-08T13:30:12Z | change | Ana Ríos | Commit 7d1c0f4b: Revert \"pool: twenty "
                                    "connections\"\n\nBecause of 14:00.",
                                    "2026-03-08T15:21:47Z | change | Luis | Commit 2b9e6a77: pool: twenty connections",
                                });
  CHECK(log.timeline[0].time.written == "Sun Mar 8 14:30:12 2026 +0100");
  CHECK(log.timeline[0].time.offset == "+01:00");
  CHECK(log.timeline[0].evidence.front().record == "1");
  CHECK(log.timeline[1].evidence.front().record == "9");
  CHECK(log.sources.front().kind == "git");
  CHECK(plan.problems.empty());
}

TEST_CASE("git log --pretty=fuller: a commit counts when it was committed") {
  const Postmortem log =
      thread_of(plan_of_text("commit 41be77a0c9d8e7f6a5b4c3d2e1f009182736455a\n"
                             "Author:     Ana <ana@shop.example>\n"
                             "AuthorDate: 2026-03-07 17:47:20 -0800\n"
                             "Commit:     Forge <noreply@forge.example>\n"
                             "CommitDate: 2026-03-08 05:50:33 +0100\n"
                             "\n"
                             "    reader: mirror\n"));
  CHECK(lines_of_events(log) ==
        std::vector<std::string>{"2026-03-08T04:50:33Z | change | Ana | Commit 41be77a0: reader: mirror"});
  CHECK(log.timeline[0].time.written == "2026-03-08 05:50:33 +0100");
}

TEST_CASE("a log that is cut off in the middle of a commit says so and keeps the rest") {
  const ImportPlan plan = plan_of_text(
      "commit 41be77a0c9d8e7f6a5b4c3d2e1f009182736455a\nAuthor: Ana <a@shop.example>\nDate:   "
      "2026-03-08T14:02:00+01:00\n\n    one\n\n"
      "commit 51be77a0c9d8e7f6a5b4c3d2e1f009182736455a\nAuthor: Ana <a@sh");
  check_books(plan, 2);
  CHECK(thread_of(plan).sources.front().records == 2);
  CHECK(thread_of(plan).sources.front().understood == 1);
  CHECK(thread_of(plan).timeline.size() == 1);
}

TEST_CASE("relative dates of git are kept as they are written") {
  const ImportPlan plan =
      plan_of_text("commit 41be77a0c9d8\nAuthor: Ana <a@shop.example>\nDate:   3 weeks ago\n\n    one\n");
  CHECK_FALSE(thread_of(plan).timeline[0].time.at);
  CHECK(thread_of(plan).timeline[0].time.written == "3 weeks ago");
  CHECK(warnings_of(plan) == std::vector<Text>{Text::import_time_unreadable});
}

TEST_CASE("prose about a commit is no git log") {
  CHECK(kind_of_text("commit to the plan\nAuthor: nobody\nDate: soon\n").empty());
}
