// The actions of post-mortems in Markdown, under whatever headings and columns: none is lost, and each says what it
// says.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

namespace {

/// "done | detect | Ana | 2026-03-20 | title", with what is absent left empty.
std::vector<std::string> lines_of_actions(const Postmortem& report) {
  std::vector<std::string> lines;
  for (const Action& action : report.actions)
    lines.push_back(std::string(spellings(ActionState{})[static_cast<std::size_t>(action.state)]) + " | " +
                    (action.effect ? std::string(spellings(Effect{})[static_cast<std::size_t>(*action.effect)]) : "") +
                    " | " + (action.owner ? action.owner->person : "") + " | " + action.due + " | " + action.title);
  return lines;
}

Postmortem report_with(const std::string& actions) {
  return thread_of(plan_of_text("# Outage 2026-03-08\n\n## Impact\n\nThe shop was closed.\n\n" + actions));
}

}  // namespace

TEST_CASE("what stands below an actions heading is actions, and the deeper heading says what they are good for") {
  const Postmortem report = report_with(
      "## Action items\n\n### Detection\n\n- Watch the queue\n\n### Prevent (done)\n\n- Cap the pool\n\n### Tooling\n\n"
      "Some day.\n\n- Write a script\n\n#### Mitigation\n\n- Drain by hand\n\n## What went well\n\n- The phone\n");
  CHECK(lines_of_actions(report) == std::vector<std::string>{
                                        "idea | detect |  |  | Watch the queue",
                                        "done | prevent |  |  | Cap the pool",
                                        "idea |  |  |  | Write a script (Tooling)",
                                        "idea | mitigate |  |  | Drain by hand",
                                    });
  CHECK(report.detection.detail.empty());
  REQUIRE(report.sections.size() == 1);
  CHECK(report.sections[0].title == "Tooling");
  CHECK(report.sections[0].body == "Some day.");
  REQUIRE(report.review.worked.size() == 1);
}

TEST_CASE("the column of a table that is headed so is the action: numbers go, codes stay, a category is an effect") {
  const Postmortem report = report_with(
      "## アクションアイテム\n\n| # | カテゴリ | アクション | 担当 | 期限 | ステータス |\n|---|---|---|---|---|---|\n"
      "| 1 | 予防 | 上限を付ける | 佐藤 | 2026-03-20 | **完了** |\n| 2 | 運用 | 手順を書く | — | 2026-03-27 | 未着手 "
      "|\n"
      "| D-1 | 検知 | 警告を出す | 高橋 | 来月 | 進行中 |\n");
  CHECK(lines_of_actions(report) == std::vector<std::string>{
                                        "done | prevent | 佐藤 | 2026-03-20 | 上限を付ける",
                                        "unknown |  |  | 2026-03-27 | 手順を書く (運用)",
                                        "in_progress | detect | 高橋 |  | 警告を出す (来月)",
                                    });
  CHECK(report.actions[0].links.empty());
  REQUIRE(report.actions[2].links.size() == 1);
  CHECK(report.actions[2].links[0].key == "D-1");
}

TEST_CASE("without a column of that name the longest is the action; a priority is one, and details are no date") {
  const Postmortem report = report_with(
      "## Follow-up\n\n| Team | Details | Priority | Due |\n|---|---|---|---|\n| Web | Add a limit to the pool of the "
      "shop | High | 2026-03-20 |\n| Data | Tell the vendor that it happened | Low | – |\n");
  CHECK(lines_of_actions(report) == std::vector<std::string>{
                                        "unknown |  |  | 2026-03-20 | Add a limit to the pool of the shop (Web)",
                                        "idea |  |  |  | Tell the vendor that it happened (Data) (Low)",
                                    });
  CHECK(report.actions[0].priority == Priority::high);
}

TEST_CASE("brackets at the end say how far it is before they say who; what is no name stays in the title") {
  const Postmortem report = report_with(
      "## Acciones\n\n- Limit the pool (done)\n- Watch it (wip, Ana de la Cruz)\n- Escribirlo (hecho, 2026-03-20)\n"
      "- 監視する（完了）\n- Ask them (issue created)\n- Write the page (platform)\n- Todo el equipo lo prueba\n");
  CHECK(lines_of_actions(report) == std::vector<std::string>{
                                        "done |  |  |  | Limit the pool",
                                        "in_progress |  | Ana de la Cruz |  | Watch it",
                                        "done |  |  | 2026-03-20 | Escribirlo",
                                        "done |  |  |  | 監視する",
                                        "idea |  |  |  | Ask them (issue created)",
                                        "unknown |  | platform |  | Write the page",
                                        "idea |  |  |  | Todo el equipo lo prueba",
                                    });
}

TEST_CASE("a state that says more is kept, and what is not complete is not done") {
  const Postmortem report = report_with(
      "## Tasks and action items\n\n| Task | Status |\n|---|---|\n| One | Done in the change of Monday |\n| Two | "
      "Incomplete |\n| Three | 未完了 |\n| Four | Not fixed |\n");
  CHECK(lines_of_actions(report) == std::vector<std::string>{
                                        "done |  |  |  | One (Done in the change of Monday)",
                                        "idea |  |  |  | Two",
                                        "idea |  |  |  | Three",
                                        "idea |  |  |  | Four",
                                    });
}

TEST_CASE("a legend below the actions is text, and an action that is too long for a title is kept whole as well") {
  const std::string words = "Rewrite " + std::string(400, 'x');
  const Postmortem report =
      report_with("## Action items\n\n- " + words + "\n\n### Definitions\n\n- Prevent: it cannot happen\n");
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions[0].title.size() < words.size());
  REQUIRE(report.sections.size() == 2);
  CHECK(report.sections[0].body == "- " + words);
  CHECK(report.sections[1].body == "- Prevent: it cannot happen");
}
