// The report: complete, in the document's language, and safe whatever somebody wrote.
#include "core/format/markdown.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "core/format/export_format.hpp"
#include "core/format/reader.hpp"
#include "core/text/field_label.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

/// Two hours ahead of UTC in "Here", which is the only zone it knows.
class OneZone : public TimeZones {
 public:
  std::optional<UtcOffset> offset_at(std::string_view zone, Instant) const override {
    return zone == "Here" ? std::optional(UtcOffset{7200}) : std::nullopt;
  }
  std::string local_zone() const override { return "Here"; }
};
const OneZone zones;

/// Puts a word of its own into every text, so that each can be looked for.
void mark_texts(const Type& type, void* value, TextRule rule, std::vector<std::string>& marks) {
  switch (type.shape) {
    case Shape::text:
      if (rule != TextRule::line && rule != TextRule::prose) return;
      marks.push_back("word" + std::to_string(marks.size()) + "q");
      *static_cast<std::string*>(value) = marks.back();
      return;
    case Shape::optional: return mark_texts(*type.element, type.optional->emplace(value), rule, marks);
    case Shape::list:
      for (std::size_t index = 0; index < 2; ++index)
        mark_texts(*type.element, insert_entry(type, value, index), rule, marks);
      return;
    case Shape::object:
      for (const Field& field : type.object().fields) {
        if (field.key != "data" && field.key != "language") mark_texts(*field.type, field.in(value), field.rule, marks);
      }
      return;
    case Shape::id: return generate(type, value, rule);
    default: return;
  }
}

void check_labels(const Object& object) {
  for (const Field& field : object.fields) {
    CAPTURE(field.key);
    CHECK(label_of_field(field.key));
    const Type* type = field.type;
    while (type->element != nullptr) type = type->element;
    if (type->shape == Shape::object) check_labels(type->object());
    if (type->shape == Shape::choice) CHECK(label_of_choice(*type, 0));
  }
}

std::string report_of(const Postmortem& postmortem) { return write_markdown(postmortem, zones); }

}  // namespace

TEST_CASE("every field of a post-mortem has a label, and every choice its words") {
  check_labels(object_of<Postmortem>());
}

TEST_CASE("everything a person wrote is in the report") {
  Postmortem postmortem;
  std::vector<std::string> marks;
  mark_texts(type_of<Postmortem>(), &postmortem, TextRule::line, marks);
  // Where a moment is an event, its time is the event's.
  for (Moment& moment : postmortem.moments.all) moment.event.reset();
  CHECK(marks.size() > 250);
  const std::string report = report_of(postmortem);
  for (const std::string& mark : marks) {
    CAPTURE(mark);
    CHECK(report.find(mark) != std::string::npos);
  }
}

TEST_CASE("the report has the six parts in order, in the language of the document") {
  Postmortem postmortem;
  postmortem.title = "Caída";
  postmortem.language = "es";
  postmortem.context.summary = "Nada respondía.";
  postmortem.timeline.emplace_back().text = "Alarma";
  postmortem.impact.text = "Unas cien personas.";
  postmortem.causes.summary = "Un índice.";
  postmortem.review.worked.emplace_back().text = "La guardia.";
  postmortem.actions.emplace_back().title = "Probarlo";
  const std::string report = report_of(postmortem);
  std::size_t at = 0;
  for (const char* heading : {"# Caída\n", "\n## Contexto\n", "\n## Cronología\n", "\n## Impacto\n", "\n## Causas\n",
                              "\n## Lo que funcionó y lo que no\n", "\n## Acciones\n"}) {
    CAPTURE(heading);
    const std::size_t found = report.find(heading, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  CHECK(report.find("Lecciones") == std::string::npos);
}

TEST_CASE("the timeline and the actions are tables, times in the document's zone beside what was written") {
  Postmortem postmortem;
  postmortem.time_zone = "Here";
  TimelineEvent& event = postmortem.timeline.emplace_back();
  event.time.at = *parse_instant("2026-03-08T14:02:05Z");
  event.time.written = "16:02";
  event.time.precision = Precision::minute;
  event.kind = EventKind::mitigation;
  event.text = "Rolled back\n`a | b`";
  event.actor = "Ilse";
  Action& action = postmortem.actions.emplace_back();
  action.title = "Test | it";
  action.owner = Owner{{}, "Ilse", "Checkout", ""};
  action.due = "2026-04-01";
  const std::string report = report_of(postmortem);
  CHECK(report.find("| Time | Kind | What | Who |\n| --- | --- | --- | --- |\n"
                    "| 2026-03-08 16:02 +02:00; “16:02” | Mitigation | Rolled back<br>`a \\| b` | Ilse |\n") !=
        std::string::npos);
  CHECK(report.find("| Action | Owner | Due | State |\n| --- | --- | --- | --- |\n"
                    "| Test \\| it | Ilse, Checkout | 2026-04-01 | Idea |\n") != std::string::npos);
}

TEST_CASE("what was written of a time is left out where it says the same") {
  Postmortem postmortem;
  postmortem.time_zone = "Here";
  for (const char* written : {"2026-03-08 16:02", "2026-03-08T14:02:05Z"}) {
    TimelineEvent& event = postmortem.timeline.emplace_back();
    event.time.at = *parse_instant("2026-03-08T14:02:05Z");
    event.time.written = written;
  }
  CHECK(report_of(postmortem).find("“") == std::string::npos);
}

TEST_CASE("a title is shown as it was typed, whatever it looks like") {
  CHECK(markdown_from_line("a | b # c <script>alert(1)</script> *x* [l](u) `y` &amp; \\") ==
        "a \\| b \\# c \\<script\\>alert(1)\\</script\\> \\*x\\* \\[l\\](u) \\`y\\` \\&amp; \\\\");
  CHECK(markdown_from_line("snake_case _em_") == "snake_case \\_em\\_");
  CHECK(markdown_from_line("1. first") == "1\\. first");
  CHECK(markdown_from_line("- x - y") == "\\- x - y");
  CHECK(markdown_from_line("2026-03-08, 10.5 %") == "2026-03-08, 10.5 %");
  CHECK(markdown_from_line("two\r\nlines") == "two  lines");
}

TEST_CASE("prose keeps its Markdown and loses its HTML") {
  CHECK(markdown_from_prose("**Bold** [link](https://example.org)\n\n- item") ==
        "**Bold** [link](https://example.org)\n\n- item\n");
  CHECK(markdown_from_prose("<script>x</script> a < b \\<i>") == "\\<script>x\\</script> a \\< b \\<i>\n");
  CHECK(markdown_from_prose("`vector<int>` and <https://example.org/a>") ==
        "`vector<int>` and <https://example.org/a>\n");
  CHECK(markdown_from_prose("`open <b>\nclosed` <i>") == "`open \\<b>\nclosed` \\<i>\n");
  CHECK(markdown_from_prose("```\nif (a < b)\n```\na < b") == "```\nif (a < b)\n```\na \\< b\n");
  CHECK(markdown_from_prose("   ~~~~\nx <b>\n~~~\ny") == "~~~~\nx <b>\n~~~\ny\n~~~~\n");
}

TEST_CASE("a link is a link only with a scheme that is safe") {
  Postmortem postmortem;
  postmortem.links.push_back({{}, {}, LinkKind::chat, "https://example.org/a", "Chat"});
  postmortem.links.push_back({{}, {}, LinkKind::chat, "javascript:alert(1)", "Trap"});
  postmortem.links.push_back({{}, {}, LinkKind::chat, "https://example.org/> <script>", "Trap"});
  const std::string report = report_of(postmortem);
  CHECK(report.find("<https://example.org/a>") != std::string::npos);
  CHECK(report.find("<javascript") == std::string::npos);
  CHECK(report.find("<script") == report.find("\\<script") + 1);
}

TEST_CASE("any post-mortem makes a report without raw HTML outside code") {
  CHECK(rc::check([] {
    const std::string report = report_of(*generated_postmortem());
    RC_ASSERT(report.starts_with("# "));
    RC_ASSERT(report.ends_with("\n"));
    for (std::size_t at = report.find("<script"); at != std::string::npos; at = report.find("<script", at + 1)) {
      RC_ASSERT(report[at - 1] == '\\');
    }
  }));
}

TEST_CASE("formats are found by name and write one post-mortem or several") {
  REQUIRE(export_formats().size() >= 2);
  const ExportFormat* json = find_export_format("json");
  REQUIRE(json != nullptr);
  CHECK(json == &export_formats()[0]);
  CHECK(find_export_format("docx") == nullptr);
  CHECK(rc::check([json] {
    Bundle bundle;
    bundle.postmortems.push_back(*generated_postmortem());
    for (int count = 0; count < 2; ++count) {
      const auto reading = read_file(json->write(bundle, zones));
      RC_ASSERT(reading.has_value());
      RC_ASSERT(reading->bundle == bundle);
      bundle.postmortems.push_back(*generated_postmortem());
    }
  }));
}
