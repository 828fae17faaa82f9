// What the fields of a report in Markdown say of it, wherever they stand: as a table, as a list, under a heading.
#include "core/import/markdown_fields.hpp"

#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

namespace {

/// "impact_start-detected 12", in minutes.
std::vector<std::string> stated_in(const Postmortem& report) {
  std::vector<std::string> lines;
  for (const StatedDuration& one : report.impact.stated)
    lines.push_back(std::string(spellings(MomentKind{})[static_cast<std::size_t>(one.from)]) + '-' +
                    std::string(spellings(MomentKind{})[static_cast<std::size_t>(one.to)]) + ' ' + one.value.text);
  return lines;
}

}  // namespace

TEST_CASE("a table of metadata under its own heading is fields: severity, moments and the time it took") {
  const Postmortem report = thread_of(plan_of_text(
      "# 障害報告\n\n## メタデータ\n\n| 項目 | 内容 |\n|---|---|\n| 発生日時 | 2026-03-08 14:06 (JST)（推定） |\n"
      "| 検知日時 | 2026-03-08 14:20 JST ※電話 |\n| 復旧日時 | 2026-03-08 15:00 |\n| 影響時間 | 約 54 分 |\n"
      "| 重大度 | SEV-3（一部の機能だけが遅くなり、ほかは正常に動いていた） |\n\n"
      "## タイムライン（JST）\n\n- 14:06 失敗が始まった\n- 14:30 前の版に戻した\n\n## 影響\n\nすべての利用者の注文。\n",
      {.zone = "Asia/Tokyo"}));
  CHECK(report.language == "ja");
  CHECK(report.fields.size() == 5);
  CHECK(report.sections.empty());
  REQUIRE(report.severity);
  CHECK(report.severity->level == 3);
  CHECK(report.severity->written == "SEV-3");
  const Moment& start = report.moments[MomentKind::impact_start];
  CHECK(start.event == report.timeline[0].id);
  CHECK(start.basis == MomentBasis::estimated);
  const Moment& detected = report.moments[MomentKind::detected];
  REQUIRE(detected.time);
  CHECK(detected.time->at == parse_instant("2026-03-08T05:20:00Z").value());
  CHECK(detected.time->written == "2026-03-08 14:20 JST");
  CHECK(report.moments[MomentKind::mitigated].time->at == parse_instant("2026-03-08T06:00:00Z").value());
  CHECK(stated_in(report) == std::vector<std::string>{"impact_start-resolved 54"});
}

TEST_CASE("a list of pairs is fields only where one of them is known; those who attended are people") {
  const Postmortem report = thread_of(plan_of_text(
      "# Outage 2026-03-08\n\n## Impact\n\nThe shop.\n\n## Root cause\n\nThe pool.\n\n## Stats\n\n- Category: shop\n"
      "- Time to detection: 12 minutes\n- Time to recovery: 4 hours 42 minutes\n- Time to repair: N/A\n\n"
      "## Attendees\n\n- AB, CD\n- Ana (scribe)\n- **Commander:** Luis\n\nOthers came later.\n\n"
      "## Ideas\n\n- Pool: larger\n- Phone: louder\n"));
  CHECK(stated_in(report) == std::vector<std::string>{"impact_start-detected 12", "impact_start-resolved 282"});
  CHECK(report.fields.size() == 4);
  REQUIRE(report.people.size() == 4);
  CHECK(report.people[1].name == "CD");
  CHECK(report.people[2].name == "Ana");
  CHECK(report.people[2].roles == std::vector<std::string>{"scribe"});
  CHECK(report.people[3].name == "Luis");
  CHECK(report.people[3].roles == std::vector<std::string>{"Commander"});
  REQUIRE(report.sections.size() == 2);
  CHECK(report.sections[0].body == "Others came later.");
  CHECK(report.sections[1].body == "- Pool: larger\n- Phone: louder");
}

TEST_CASE("a severity is known by the word in front, in the words of six languages") {
  const auto level_of = [](std::string_view value) {
    const auto severity = severity_written(value);
    return severity ? severity->level : 0;
  };
  CHECK(level_of("SEV-3（一部）") == 3);
  CHECK(level_of("**Sev 2**") == 2);
  CHECK(level_of("P1") == 1);
  CHECK(level_of("P0") == 1);
  CHECK(level_of("4") == 4);
  CHECK(level_of("Major (all customers)") == 2);
  CHECK(level_of("crítica") == 1);
  CHECK(level_of("média") == 3);
  CHECK(level_of("niedrig") == 4);
  CHECK(level_of("严重") == 1);
  CHECK(level_of("12 people") == 0);
  CHECK(level_of("2026-03-08") == 0);
  CHECK(level_of("nobody could say whether it was high or low") == 0);
}

TEST_CASE("how long something took is read as it is written") {
  CHECK(seconds_written("4 hours 42 minutes") == 16'920);
  CHECK(seconds_written("約 1 時間 7 分") == 4'020);
  CHECK(seconds_written("≈ 6h 50m (until Ana came)") == 24'600);
  CHECK(seconds_written("1 h 45 min") == 6'300);
  CHECK(seconds_written("2日16時間30分") == 232'200);
  CHECK(seconds_written("1.5 hours") == 5'400);
  CHECK(seconds_written("3 Tage") == 259'200);
  CHECK(seconds_written("2 horas y 5 minutos") == 7'500);
  CHECK(seconds_written("45 分钟") == 2'700);
  CHECK_FALSE(seconds_written("N/A"));
  CHECK_FALSE(seconds_written("21:45 to 23:28"));
  CHECK_FALSE(seconds_written("3 people"));
}

TEST_CASE("the language of a text is told by its letters or its smallest words, or not at all") {
  CHECK(language_written("予約サイトで予約の確定ができなくなった。失敗は多かった。") == "ja");
  CHECK(language_written("二〇二六年三月八日网站无法下单，所有用户都受到影响，团队随后恢复了服务。") == "zh");
  CHECK(language_written("The pool of the shop was full and nobody was there to see the alert of the night. It is the "
                         "pool.") == "en");
  CHECK(language_written("El equipo vio la alerta y se reinició el servicio con la versión anterior. Los pedidos se "
                         "perdieron y las colas se llenaron.") == "es");
  CHECK(language_written("O serviço não respondeu e a equipe foi avisada em poucos minutos. Os pedidos e as filas da "
                         "loja não foram perdidos, e a causa foi encontrada em casa.") == "pt");
  CHECK(language_written("Der Dienst war nicht erreichbar und die Warteschlange wurde mit der alten Version geleert. "
                         "Das ist nicht gut, und die Ursache ist ein Fehler.") == "de");
  CHECK(language_written("Pool: 20").empty());
}
