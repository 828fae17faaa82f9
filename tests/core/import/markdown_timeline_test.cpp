// The timelines of post-mortems in Markdown: the time of each event, however it is written, and the day, the year and
// the zone that it stands under.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

namespace {

std::vector<std::string> events_of(const std::string& head, const std::string& timeline, const TextPlace& place = {}) {
  const ImportPlan plan =
      plan_of_text(head + "\n\n" + timeline + "\n\n## Impact\n\nOrders could not be placed.\n", place);
  std::vector<std::string> lines;
  for (const TimelineEvent& event : thread_of(plan).timeline)
    lines.push_back((event.time.at ? format_instant(*event.time.at).substr(0, 16) : std::string("-")) +
                    (event.time.precision == Precision::day ? " day | " : " | ") + event.text);
  return lines;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a column of times of day is the time, one of days its day, and the year is in the header") {
  CHECK(events_of("# Outage",
                  "## Timeline (UTC)\n\n| Day | Date (2025) | Time | Event |\n|---|---|---|---|\n| Sat | Mar 8 "
                  "| 14:02 | pool full |\n| Sun | Mar 9 | 00:10 | empty |") ==
        Lines{"2025-03-08T14:02 | pool full", "2025-03-09T00:10 | empty"});
  CHECK(events_of("# 障害",
                  "## タイムライン\n\n| 時刻 (JST) | UTC | 出来事 |\n|---|---|---|\n| 2026-03-08 14:02 | 05:02 "
                  "| 失敗 |\n| 2026-03-08 14:09 | 05:09 | 復旧 |") ==
        Lines{"2026-03-08T05:02 | 05:02 · 失敗", "2026-03-08T05:09 | 05:09 · 復旧"});
}

TEST_CASE("headings of days beside the timeline's go on with it, in the year of the report") {
  CHECK(events_of("# Report of May 12 2025: no room",
                  "## Timeline\n\n_All times in UTC_\n\n## May 12\n\n### 20:15\n\nFull."
                  "\n\n## May 13\n\n1:03\nEmpty\nagain") ==
        Lines{"2025-05-12T20:15 | Full.", "2025-05-13T01:03 | Empty\nagain"});
}

TEST_CASE("a day alone with text below is an event, one with times below is their day") {
  CHECK(events_of("# Outage",
                  "## Timeline (UTC)\n\n_2/13/2026_\n\n14:02 PM: pool full\n\nFebruary 14, 2026\nSomebody "
                  "looks\n\n- 2026-02-15[^1]:\n    The vendor answers\n- 2026-02-16: closed\n\n02/17/2026 - "
                  "told to all") == Lines{"2026-02-13T14:02 | pool full", "2026-02-14T00:00 day | Somebody looks",
                                          "2026-02-15T00:00 day | The vendor answers", "2026-02-16T00:00 day | closed",
                                          "2026-02-17T00:00 day | told to all"});
  CHECK(events_of("# Outage 2026-03-05", "## Timeline (UTC)\n\n- 14:02 pool full\n- 10-15 people call") ==
        Lines{"2026-03-05T14:02 | pool full\n- 10-15 people call"});
}

TEST_CASE("a day behind or before the clock, a zone behind it, and a time that is told twice") {
  CHECK(events_of("# Outage",
                  "## Timeline (UTC)\n\n14:45 PM Saturday Feb 14th 2026: first wave\n\n02/15/2026 - 15:38 UTC - "
                  "second wave\n\n- **2026-02-16 16:00** (17:00 CET): third wave") ==
        Lines{"2026-02-14T14:45 | first wave", "2026-02-15T15:38 | second wave", "2026-02-16T16:00 | third wave"});
  CHECK(events_of("# Outage", "## Timeline\n\n- 2026-02-16 7:09 AM Eastern: found\n- 2026-02-16 7:26 AM Eastern: gone")
            .front() == "2026-02-16T12:09 | Eastern: found");
}

TEST_CASE("a range may have any dash and no end, and a day keeps where its time is not known") {
  CHECK(
      events_of("# 障害",
                "## タイムライン（UTC）\n\n| 時刻 | 出来事 |\n|---|---|\n| 2026-02-15 23:28〜 | 失敗 |\n"
                "| 2026-02-16 00:30～01:45 | 調査 |\n| 2026-02-17 時刻不明 | 再起動 |\n| 2026-02-18（報告） | 電話 |\n"
                "| 2026-02-19 14:?? | 停止 |\n| 2026-02-20 以前 | 導入 |\n| 不明 | 承認 |") ==
      Lines{"2026-02-15T23:28 | 失敗", "2026-02-16T00:30 | 調査", "2026-02-17T00:00 day | 再起動",
            "2026-02-18T00:00 day | 電話", "2026-02-19T00:00 day | 停止", "- | 導入", "- | 承認"});
}

TEST_CASE("a title's leading day is the day of the report and no part of its name") {
  const Postmortem report = thread_of(plan_of_text(
      "# 2026-02-16, the pool is full\n\n## Timeline (UTC)\n\n- 14:02 full\n- 14:09 empty\n\n## Impact\n\nSome.\n"));
  CHECK(report.title == "the pool is full");
  CHECK(format_instant(*report.timeline.front().time.at) == "2026-02-16T14:02:00Z");
}

TEST_CASE("the zone of all times is that which the report names beside its other times, where it names one alone") {
  CHECK(events_of("# 障害\n\n**発生日時:** 2026-02-16 14:02 (JST)",
                  "## タイムライン\n\n- 2026-02-16 14:02 失敗\n- 14:09 電話")
            .front() == "2026-02-16T05:02 | 失敗");
}

TEST_CASE("a block of code and an image stay whole, with the event before them") {
  CHECK(
      events_of(
          "# Outage 2026-02-16",
          "## Timeline (UTC)\n\n- **14:02** it fails\n\n```\n14:02:03 ERROR full\n  at pool\n\n14:02:04 ERROR\n```\n\n"
          "<img src=\"https://pictures.example/a.png\">\n\n- **14:09** it works") ==
      Lines{"2026-02-16T14:02 | it fails\n```\n14:02:03 ERROR full\n  at pool\n\n14:02:04 ERROR\n```\n<img "
            "src=\"https://pictures.example/a.png\">",
            "2026-02-16T14:09 | it works"});
}
