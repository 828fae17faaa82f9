// What a sentence of a timeline tells, by its label or its words.
#include "core/import/event_words.hpp"

#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

namespace {

std::string label_of(std::string_view text) {
  const auto label = kind_by_label(text);
  if (!label) return {};
  std::string both(spellings(EventKind{})[static_cast<std::size_t>(label->kind)]);
  if (label->moment) both += ' ' + std::string(spellings(MomentKind{})[static_cast<std::size_t>(*label->moment)]);
  return both;
}

}  // namespace

TEST_CASE("a label in front says what an event is, in six languages, and words in bold say nothing") {
  CHECK(label_of("**検知**: 原因を特定した") == "detection detected");
  CHECK(label_of("**発生（問題4）**: 停止") == "impact impact_start");
  CHECK(label_of("**対応開始** — ログを見る") == "acknowledgement acknowledged");
  CHECK(label_of("**緩和 2**: 戻した") == "mitigation mitigated");
  CHECK(label_of("**Detected** by the alert") == "detection detected");
  CHECK(label_of("Resolved: all orders go through") == "resolution resolved");
  CHECK(label_of("**Detección:** llama un cliente") == "detection detected");
  CHECK(label_of("**Início:** a fila para") == "impact impact_start");
  CHECK(label_of("**Behoben**: alles läuft") == "resolution resolved");
  CHECK(label_of("**发现**：告警") == "detection detected");
  CHECK(label_of("**復旧予定**: 明日").empty());
  CHECK(label_of("**The pool** is full").empty());
  CHECK(label_of("Resolved the host name: it was wrong").empty());
  CHECK(label_of("Endpoints: two").empty());
}

TEST_CASE("what did not work is an attempt, a declaration is said of the incident, and again alone means nothing") {
  CHECK(kind_by_words("Rollback fails because of a permission") == EventKind::attempt);
  CHECK(kind_by_words("ロールバックに失敗") == EventKind::attempt);
  CHECK(kind_by_words("Rolled back to 4.7") == EventKind::mitigation);
  CHECK(kind_by_words("Incident declared, rollback next") == EventKind::communication);
  CHECK(kind_by_words("Incident declared resolved") == EventKind::resolution);
  CHECK(kind_by_words("Service fully restored") == EventKind::resolution);
  CHECK(kind_by_words("Set to zero again") == EventKind::other);
  CHECK(kind_by_words("The service is responding again") == EventKind::mitigation);
  CHECK(kind_by_words("The tool detects a difference") == EventKind::other);
  CHECK(kind_by_words("Issue detected by the probe") == EventKind::detection);
  CHECK(kind_by_words("The list is disclosed to the team") == EventKind::other);
  CHECK(kind_by_words("The second pool is scaled down") == EventKind::other);
  CHECK(kind_by_words("The shop is down") == EventKind::impact);
}

TEST_CASE("labels tell the moments of a report in Markdown before its fields and words do, the last that ends it") {
  const Postmortem report = thread_of(plan_of_text(
      "# Outage 2026-03-05\n\n**Detected at:** 2026-03-05 15:00 UTC\n\n## Timeline (UTC)\n\n- 14:00 alert about "
      "something else\n- 14:02 **Start of impact**: no orders\n- 14:09 **Detected**: a customer calls\n"
      "- 14:20 **Mitigated**: half of them\n- 14:30 **Mitigated**: all of them\n\n## Impact\n\nSome.\n"));
  const auto text_at = [&](MomentKind kind) {
    for (const TimelineEvent& event : report.timeline)
      if (event.id == report.moments[kind].event) return event.text;
    return std::string();
  };
  CHECK(text_at(MomentKind::impact_start) == "**Start of impact**: no orders");
  CHECK(report.moments[MomentKind::impact_start].basis == MomentBasis::estimated);
  CHECK(text_at(MomentKind::detected) == "**Detected**: a customer calls");
  CHECK(text_at(MomentKind::mitigated) == "**Mitigated**: all of them");
}
