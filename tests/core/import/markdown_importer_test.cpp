// Post-mortems written as Markdown, in several layouts and languages: everything in its place, nothing lost.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE(
    "a post-mortem in English: front matter, a table of times in a zone of its own, actions in a table, the rest a "
    "section") {
  const ImportPlan plan = plan_of_text(
      "---\r\ntitle: \"Checkout is down\"\r\ndate: 2026-03-08\r\nseverity: SEV-2\r\n---\r\n\r\n"
      "# Post-mortem\r\n\r\nWritten by all of us.\r\n\r\n"
      "## Summary\r\n\r\nThe pool was full.\r\n\r\n"
      "## Timeline (UTC)\r\n\r\n| Time | What |\r\n|---|---|\r\n| 23:50 | deploy of 4.8 |\r\n| **00:10** | alert: pool "
      "full |\r\n| unknown | somebody calls |\r\n\r\n"
      "## Root cause\r\n\r\nTwenty connections.\r\n\r\n### Why\r\n\r\nNobody looked.\r\n\r\n"
      "## What went well\r\n\r\n- The alert.\r\n- The phone.\r\n\r\n"
      "## Fun facts\r\n\r\nIt rained.\r\n\r\n"
      "## Action items\r\n\r\n| Action | Owner | Due | Ticket | Status |\r\n|---|---|---|---|---|\r\n"
      "| Alert at 80 % | Ana | 2026-03-20 | [OPS-12](https://t.example/OPS-12) | Done |\r\n| Ask the vendor | | | | "
      "|\r\n| Write it down | Luis | soon | | open |\r\n");
  check_books(plan, 3);
  const Postmortem& report = thread_of(plan);
  CHECK(report.title == "Checkout is down");
  CHECK(report.context.summary == "The pool was full.");
  CHECK(report.causes.summary == "Twenty connections.\n\n### Why\n\nNobody looked.");
  REQUIRE(report.severity);
  CHECK(report.severity->level == 2);
  CHECK(lines_of_events(report) == std::vector<std::string>{
                                       "2026-03-08T23:50:00Z | change |  | deploy of 4.8",
                                       "2026-03-09T00:10:00Z | detection |  | alert: pool full",
                                       "- | other |  | somebody calls",
                                   });
  CHECK(report.timeline[1].time.written == "00:10");
  CHECK(report.timeline[1].time.zone == "Etc/UTC");
  CHECK(report.timeline[2].time.written == "unknown");
  CHECK(report.timeline[0].evidence.front().record == "19");
  REQUIRE(report.review.worked.size() == 2);
  CHECK(report.review.worked[1].text == "The phone.");
  REQUIRE(report.actions.size() == 3);
  CHECK(report.actions[0].title == "Alert at 80 %");
  CHECK(report.actions[0].owner->person == "Ana");
  CHECK(report.actions[0].due == "2026-03-20");
  CHECK(report.actions[0].links.front().url == "https://t.example/OPS-12");
  CHECK(report.actions[0].links.front().key == "OPS-12");
  CHECK(report.actions[0].state == ActionState::done);
  CHECK(report.actions[1].state == ActionState::idea);
  CHECK(report.actions[2].title == "Write it down (soon)");
  CHECK(report.actions[2].state == ActionState::unknown);
  REQUIRE(report.sections.size() == 2);
  CHECK(report.sections[0].body == "Written by all of us.");
  CHECK(report.sections[1].title == "Fun facts");
  CHECK(report.sections[1].body == "It rained.");
  CHECK(report.sources.front().kind == "markdown");
}

TEST_CASE("bullets under days in Spanish: a range, an hour that is about, an afternoon; fields in one line") {
  const ImportPlan plan = plan_of_text(
      "# Surtido sin existencias\n\n**Duración:** 1 h 45 min · **Severidad:** 2\n\n"
      "## Línea de tiempo (hora de Madrid)\n\n### Sábado 7 de marzo\n\n- **(tarde)** Se aprueba el cambio\n\n"
      "### Domingo 8 de marzo\n\n- **02:00-04:30** Corre la carga\n- **~17:05** Primeros pedidos (aprox)\n- 17:16 – "
      "Ana avisa en el grupo\n  con una foto\n\n"
      "## Causas\n\nSe cuenta dos veces.\n\n## Acciones\n\n- [x] Comparar cada 15 minutos (Ana, 2026-03-20)\n- [ ] "
      "Pensarlo\n",
      {.now = "2026-03-12T09:00:00Z", .language = Language::spanish});
  const Postmortem& report = thread_of(plan);
  CHECK(lines_of_events(report) == std::vector<std::string>{
                                       "2026-03-06T23:00:00Z | decision |  | Se aprueba el cambio",
                                       "2026-03-08T01:00:00Z | change |  | Corre la carga",
                                       "2026-03-08T16:05:00Z | other |  | Primeros pedidos (aprox)",
                                       "2026-03-08T16:16:00Z | detection |  | Ana avisa en el grupo\ncon una foto",
                                   });
  CHECK(report.timeline[0].time.precision == Precision::day);
  CHECK(report.timeline[0].time.written == "(tarde)");
  CHECK(report.timeline[1].time.written == "02:00-04:30");
  REQUIRE(report.timeline[1].end);
  CHECK(report.timeline[1].end->at == parse_instant("2026-03-08T03:30:00Z").value());
  CHECK(report.timeline[2].time.approximate);
  REQUIRE(report.fields.size() == 2);
  CHECK(report.fields[0].label == "Duración");
  CHECK(report.fields[0].value == "1 h 45 min");
  REQUIRE(report.actions.size() == 2);
  CHECK(report.actions[0].owner->person == "Ana");
  CHECK(report.actions[0].due == "2026-03-20");
  CHECK(report.actions[0].state == ActionState::done);
  CHECK(report.actions[1].state == ActionState::idea);
}

TEST_CASE("a heading for every event, Japanese, Chinese, German and Portuguese headings") {
  const Postmortem heads =
      thread_of(plan_of_text("# Outage 2026-03-08\n\n## Timeline\n\n### 14:02 UTC pool is full\n\nAll twenty.\n\n### "
                             "14:10 UTC\n\nrolled back\n\n## Impact\n\nSome.\n"));
  CHECK(lines_of_events(heads) ==
        std::vector<std::string>{"2026-03-08T14:02:00Z | other |  | pool is full\nAll twenty.",
                                 "2026-03-08T14:10:00Z | mitigation |  | rolled back"});
  const Postmortem japanese =
      thread_of(plan_of_text("# 障害報告\n\n| 項目 | 内容 |\n|---|---|\n| 発生日時 | 2026-03-08 14:06 頃 |\n\n## "
                             "タイムライン（JST）\n\n| 時刻 | 出来事 |\n|---|---|\n| 13：40 | デプロイ |\n"
                             "| 14:06頃 | 失敗が始まった |\n| 午後2時56分 | 復旧 |\n| 不明 | 承認 |\n\n## "
                             "再発防止策\n\n- [ ] 警告を出す（高橋、8月7日まで）\n",
                             {.zone = "Asia/Tokyo", .now = "2026-03-12T09:00:00Z"}));
  CHECK(lines_of_events(japanese) == std::vector<std::string>{
                                         "2026-03-08T04:40:00Z | change |  | デプロイ",
                                         "2026-03-08T05:06:00Z | impact |  | 失敗が始まった",
                                         "2026-03-08T05:56:00Z | resolution |  | 復旧",
                                         "- | decision |  | 承認",
                                     });
  CHECK(japanese.actions.front().owner->person == "高橋");
  CHECK(japanese.actions.front().due == "2026-08-07");
  CHECK(kind_of_text(
            "# 故障\n\n## 时间线\n\n- 2026年3月8日 14:02 告警\n- 2026年3月8日 14:09 恢复\n\n## 影响\n\n很多\n") ==
        "markdown");
  CHECK(kind_of_text("# Ausfall\n\n## Zeitleiste\n\n- 08.03.2026 14:02 Uhr: Alarm\n\n## Ursache\n\nViel\n") ==
        "markdown");
  CHECK(kind_of_text("# Queda\n\n## Linha do tempo\n\n- 2026-03-08 14:02 caiu\n\n## Impacto\n\nMuito\n") == "markdown");
}

TEST_CASE("a blank template is known as empty and is not chosen") {
  const ImportPlan plan = plan_of_text(
      "# [Title]\n\n## Summary\n\n<what happened>\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | ... |\n| | "
      "|\n\n## Impact\n\n<!-- how many\nusers -->\n\n"
      "## Action items\n\n- [ ] \n- [ ] TBD\n");
  REQUIRE(plan.items.size() == 1);
  CHECK_FALSE(plan.items.front().chosen);
  CHECK(plan.items.front().reason.text == Text::import_source_nothing);
}

TEST_CASE("templates are known by what they ask for: dates that are letters, sentences in brackets, Latin") {
  const auto is_chosen = [](const std::string& text) {
    const ImportPlan plan = plan_of_text(text);
    REQUIRE(plan.items.size() == 1);
    REQUIRE(plan.items.front().kind == "markdown");
    return plan.items.front().chosen;
  };
  CHECK_FALSE(is_chosen(
      "# Name - DD/MM/YYYY\n\n## Timeline\n\nSay what happened here.\n\n## Root cause\n\nWhy it happened.\n"));
  CHECK_FALSE(
      is_chosen("# Report\n\nOwner: <Your name here>\n\n## Impact\n\n<Short words\nover lines.>\n\n## Root "
                "cause\n\n<Put all causes here.>\n"));
  CHECK_FALSE(is_chosen("# NAME\n\n## Timeline\n\n12:45 PM DATE: Thing 1\n\n## Impact\n\nLorem ipsum dolor\n"));
  CHECK(is_chosen("# Outage\n\n## Timeline\n\n2026-03-08 14:02 UTC: down\n\n## Impact\n\nSome, from hh:mm on\n"));
  CHECK(is_chosen("# Outage\n\n## Root cause\n\nThe pool.\n\n## Impact\n\nAll of them.\n"));
}

TEST_CASE("headings are known by many words: what needs improvement is no action, what is recommended is one") {
  const Postmortem report = thread_of(plan_of_text(
      "# 障害 2026-03-08\n\n## サマリー\n\n止まった。\n\n## 寄与要因\n\n- 上限がない\n\n## 改善が必要なこと\n\n- "
      "電話\n\n"
      "## What didn’t go so well?\n\n- The phone\n\n## What did go well\n\n- Ana\n\n## Takeaways\n\n- Look twice\n\n"
      "## Recommendations\n\n- Limit the pool\n"));
  CHECK(report.context.summary == "止まった。");
  REQUIRE(report.causes.factors.size() == 1);
  CHECK(report.causes.factors[0].text == "上限がない");
  REQUIRE(report.review.did_not_work.size() == 2);
  CHECK(report.review.did_not_work[1].text == "The phone");
  CHECK(report.review.lessons.size() == 1);
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions[0].title == "Limit the pool");
}

TEST_CASE("causes under several headings are told together, and each contributing factor is one") {
  const Postmortem report = thread_of(plan_of_text(
      "# Outage 2026-03-08\n\n## Impact\n\nSome.\n\n## Root cause analysis\n\n### Direct cause\n\nThe pool.\n\n### "
      "Five "
      "whys\n\n1. Why? Nobody looked.\n\n### Contributing factors\n\n- No limit\n  on the pool\n- No alert\n\nAnd the "
      "night.\n"));
  CHECK(report.causes.summary == "### Direct cause\n\nThe pool.\n\n### Five whys\n\n1. Why? Nobody looked.");
  REQUIRE(report.causes.factors.size() == 2);
  CHECK(report.causes.factors[0].text == "No limit\non the pool");
  CHECK(report.causes.factors[1].text == "No alert");
  REQUIRE(report.sections.size() == 1);
  CHECK(report.sections[0].body == "And the night.");
}

TEST_CASE("the zone of a timeline is an offset, letters, or a word beside the word for time") {
  const auto first_at = [](const std::string& heading) {
    const Postmortem report = thread_of(plan_of_text("# Outage 2026-03-05\n\n## " + heading +
                                                     "\n\n- 14:02 pool full\n- 14:05 alert\n\n## Impact\n\nSome.\n"));
    return format_instant(*report.timeline.front().time.at);
  };
  CHECK(first_at("Timeline (UTC+2)") == "2026-03-05T12:02:00Z");
  CHECK(first_at("Timeline (UTC−7)") == "2026-03-05T21:02:00Z");
  CHECK(first_at("Timeline (GMT)") == "2026-03-05T14:02:00Z");
  CHECK(first_at("Timeline, all times EET") == "2026-03-05T12:02:00Z");
  CHECK(first_at("Timeline (all times PT )") == "2026-03-05T22:02:00Z");
  CHECK(first_at("Timeline (ET)") == "2026-03-05T19:02:00Z");
  CHECK(first_at("Timeline (Eastern time)") == "2026-03-05T19:02:00Z");
  CHECK(first_at("Timeline of the PT team") == "2026-03-05T13:02:00Z");
}

TEST_CASE("a report with one known heading is known by its title or by the times below its timeline") {
  CHECK(kind_of_text("# Outage of the shop\n\n## What was hit\n\nOrders.\n\n## What we do\n\nWe look.\n") ==
        "markdown");
  CHECK(kind_of_text("---\ntitle: \"Post-mortem of March\"\n---\n\nIt was down.\n\n## Lessons\n\nMany.\n") ==
        "markdown");
  CHECK(kind_of_text("# La noche del martes\n\n## Cronología\n\n- 14:02 caída\n- 14:09 vuelve\n") == "markdown");
  CHECK(kind_of_text("# Moving to version 3\n\n## Stop the node\n\nstop\n\n## Start the node\n\nstart\n").empty());
  CHECK(kind_of_text("# Incident response guide\n\n## Roles\n\nMany.\n\n## Tools\n\nFew.\n").empty());
}

TEST_CASE("a letter with headings is no post-mortem, and neither is a read-me") {
  CHECK(kind_of_text("# Hello\n\n## How to build\n\nmake\n\n## Licence\n\nMIT\n").empty());
}
