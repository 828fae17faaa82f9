// What the coach says of a post-mortem, where, what can be done about it, and what it never does.
#include "core/coach/coach.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

#include "core/describe/place.hpp"
#include "core/text/utf8.hpp"
#include "tests/core/desk.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;

namespace {

struct CoachedDesk : Desk {
  template <class T>
  Id<T> add(std::string list, std::string_view key, std::string value) {
    const auto id = Desk::add<T>(list);
    CHECK_FALSE(carry(SetField{path_of(path_of(list, id), key), std::move(value)}));
    return id;
  }

  std::vector<Finding> read(const CoachOptions& options = {}) { return Coach().read(postmortem, options); }
};

std::vector<Finding> read_text(std::string_view text, CoachZone zone = CoachZone::story) {
  return Coach().read({{"context/summary", text, zone}}, {});
}

std::string classes_of(const std::vector<Finding>& findings) {
  std::string names;
  for (const Finding& finding : findings) names += std::string(name_of(finding.class_)) + " ";
  return names;
}

std::string rewritten(std::string_view text, CoachZone zone = CoachZone::story) {
  const auto findings = read_text(text, zone);
  return findings.empty() ? "" : with_rewrite(text, findings.front());
}

/// What a person might write, and what breaks readers of text.
std::string any_prose() {
  using namespace std::string_literals;
  std::string text;
  const int pieces = *rc::gen::inRange(0, 12);
  for (int i = 0; i < pieces; ++i) {
    text += *rc::gen::oneOf(
        rc::gen::element("We failed to check the disk. "s, "the engineer forgot to tell us"s, "Se nos olvidó avisar. "s,
                         "¿Quién borró la tabla? "s, "Tom deleted it, "s, "\n\n"s, "\n- "s, "> "s, "`"s, "```\n"s,
                         "\""s, "“"s, "”"s, "«"s, "'"s, "’"s, "[a]("s, ")"s, "<"s, "-->"s, "| "s, "# Action items\n"s,
                         "Improve monitoring\n"s, "**"s, "https://x.org/we-failed-to "s, "日本語"s, "e\u0301"s, "😀"s,
                         "\\"s),
        rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  }
  return text;
}

}  // namespace

TEST_CASE("a finding says its class, its place, its words and what can stand for them") {
  CoachedDesk desk;
  const auto factor = desk.add<Factor>("causes/factors", "text", "Late. We failed to check the disk.");
  desk.add<Factor>("causes/factors", "text", "A muted alert.");
  const auto findings = desk.read();
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings.front();
  CHECK(finding.class_ == CoachClass::omission);
  CHECK(finding.rule == "omission/failed-to");
  CHECK(finding.path == path_of(path_of("causes/factors", factor), "text"));
  CHECK(finding.language == Language::english);
  CHECK(finding.excerpt == "failed to");
  CHECK(finding.range == TextRange{9, 18});
  CHECK(finding.sentence == TextRange{6, 34});
  CHECK(finding.rewrite == "did not");
  CHECK(with_rewrite("Late. We failed to check the disk.", finding) == "Late. We did not check the disk.");
  CHECK(with_rewrite("Another text", finding) == "Another text");
}

TEST_CASE("every class has a name, a reason and a suggestion in both languages") {
  for (std::size_t i = 0; i < coach_class_count; ++i) {
    const auto class_ = static_cast<CoachClass>(i);
    for (const Language language : {Language::english, Language::spanish})
      for (const Text text : {label_of(class_), reason_of(class_), suggestion_of(class_)})
        CHECK_FALSE(say(language, text).empty());
  }
  CHECK(say(Language::english, label_of(CoachClass::weak_action)) == "An action that promises little");
  CHECK(suggestion_of(CoachClass::weak_action) == Text::coach_try_weak_action);
  CHECK(reason_of(CoachClass::question) == Text::coach_why_question);
}

TEST_CASE("a rewrite keeps capitals and spaces in order") {
  CHECK(rewritten("Obviously, the flag was wrong. Obviously the team had no list.") ==
        "Obviously, the flag was wrong. The team had no list.");
  CHECK(rewritten("The operator carelessly deleted the folder.") == "The operator deleted the folder.");
  CHECK(rewritten("Carelessly, the operator went on.") == "The operator went on.");
  CHECK(rewritten("El operador olvidó activar la copia.") == "El operador no llegó a activar la copia.");
  CHECK(rewritten("Se nos olvidó renovar el certificado.").contains("olvidó"));
  CHECK(rewritten("Obviamente, el equipo no lo vio así.") == "El equipo no lo vio así.");
}

TEST_CASE("remediation is what was done, unless it says that it is a plan") {
  CHECK(read_text("## Remediation\n\n- Better monitoring\n").empty());
  CHECK(read_text("## Remediation plan\n\n- Better monitoring\n").size() == 1);
}

TEST_CASE("quotations, code, links and headings are never blamed") {
  for (const std::string_view text :
       {"> We failed to check the disk.", "He wrote: “We failed to check the disk.”", "Dijo: «Se nos olvidó avisar».",
        "The log says `we failed to check the disk` and stops.", "```\nWe failed to check the disk.\n```",
        "See [We failed to check the disk](https://example.org).", "# We failed to check the disk",
        "The mail said \"the engineer forgot to tell us\" and more.", "We failed\n===\n"}) {
    CAPTURE(text);
    CHECK(read_text(text).empty());
  }
}

TEST_CASE("actions are never blamed, and only actions are weak") {
  CHECK(read_text("We should have tested the restore.", CoachZone::actions).empty());
  CHECK(read_text("Improve monitoring").empty());
  CHECK(classes_of(read_text("Improve monitoring", CoachZone::actions)) == "weak_action ");
  CHECK(
      classes_of(read_text("We failed to check.\n\n## Action items\n\n- We failed to check\n- Improve monitoring\n")) ==
      "omission weak_action ");
  CoachedDesk desk;
  desk.add<Action>("actions", "title", "Be more careful");
  const auto findings = desk.read();
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().path == path_of(path_of("actions", desk.postmortem.actions[0].id), "title"));
}

TEST_CASE("a section of actions is read as actions, and a settled action is not read") {
  CoachedDesk desk;
  const auto section = desk.add<Section>("sections", "title", "Follow-up actions");
  desk.carry(SetField{path_of(path_of("sections", section), "body"), "We failed to check.\n\nImprove monitoring."});
  CHECK(classes_of(desk.read()) == "weak_action ");
  desk.carry(SetField{path_of(path_of("sections", section), "title"), "Notes"});
  CHECK(classes_of(desk.read()) == "omission ");
  desk.carry(RemoveEntry{path_of("sections", section)});
  const auto action = desk.add<Action>("actions", "title", "Be more careful");
  CHECK(classes_of(desk.read()) == "weak_action ");
  desk.carry(SetActionState{action, ActionState::will_not_do, "It is no action"});
  CHECK(desk.read().empty());
}

TEST_CASE("the language is that of the paragraph, and other languages are left alone") {
  const auto findings = read_text("We failed to check the disk.\n\nSe nos olvidó avisar a soporte.");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].language == Language::english);
  CHECK(findings[1].language == Language::spanish);
  CHECK(read_text("O engenheiro não verificou o disco e o erro humano foi a causa da falha.").empty());
  CHECK(read_text("Der Ingenieur hat es nicht bemerkt, und das war ein Fehler.").empty());
  CHECK(read_text("担当者が failed to check したため we failed to 障害になった。").empty());
}

TEST_CASE(
    "a name as the cause is found by given names and by the people of the post-mortem, unless a team keeps names") {
  CoachedDesk desk;
  desk.carry(SetField{"context/summary", "Zebulon dropped the table."});
  CHECK(desk.read().empty());
  const auto person = desk.add<Party>("people", "name", "Zebulon Quirk");
  desk.carry(SetTexts{path_of(path_of("people", person), "roles"), {"database engineer"}});
  const auto findings = desk.read();
  REQUIRE(classes_of(findings) == "agent ");
  CHECK(with_rewrite(desk.postmortem.context.summary, findings.front()) == "The database engineer dropped the table.");
  CHECK(desk.read({.asks_about_names = false}).empty());
}

TEST_CASE("one hint at a single cause, and none where there are several factors") {
  CoachedDesk desk;
  desk.carry(SetField{"context/summary", "The only cause was a lock."});
  desk.carry(SetField{"causes/summary", "It was caused solely by a lock."});
  desk.add<Factor>("causes/factors", "text", "A lock.");
  auto findings = desk.read();
  REQUIRE(classes_of(findings) == "single_cause ");
  CHECK(with_rewrite(desk.postmortem.context.summary, findings.front()) == "One of the causes was a lock.");
  desk.carry(SetField{"context/summary", ""});
  desk.carry(SetField{"causes/summary", ""});
  findings = desk.read();
  REQUIRE(classes_of(findings) == "single_cause ");
  CHECK(findings.front().rule == "single_cause/only-factor");
  desk.add<Factor>("causes/factors", "text", "A full queue.");
  desk.carry(SetField{"causes/summary", "It was caused solely by a lock."});
  CHECK(desk.read().empty());
}

TEST_CASE("an overstatement is one only beside figures that say less") {
  CoachedDesk desk;
  desk.carry(SetField{"impact/text", "An outage of two hours. All users saw an error."});
  CHECK(desk.read().empty());
  const auto window = desk.ids.next_as<Id<ImpactWindow>>();
  desk.carry(AddEntry{"impact/windows", window});
  desk.carry(SetField{path_of(path_of("impact/windows", window), "share"), "0.125"});
  const auto findings = desk.read();
  REQUIRE(classes_of(findings) == "overstatement overstatement ");
  CHECK(with_rewrite(desk.postmortem.impact.text, findings[0]) ==
        "A degradation of two hours. All users saw an error.");
  CHECK(with_rewrite(desk.postmortem.impact.text, findings[1]) ==
        "An outage of two hours. 12.5 % of users saw an error.");
  desk.carry(SetField{path_of(path_of("impact/windows", window), "level"), "full"});
  desk.carry(SetField{path_of(path_of("impact/windows", window), "share"), "1"});
  CHECK(desk.read().empty());
}

TEST_CASE("what nobody tells as the story is not read") {
  CoachedDesk desk;
  desk.carry(SetField{"impact/potential", "We should have lost all orders, and we could have tested it."});
  const auto comment = desk.ids.next_as<Id<Comment>>();
  desk.carry(AddEntry{"comments", comment});
  desk.carry(SetField{path_of(path_of("comments", comment), "text"), "We failed to check."});
  CHECK(desk.read().empty());
}

TEST_CASE("a dismissal needs a reason, hides its finding while the sentence is the same, and can be taken back") {
  CoachedDesk desk;
  desk.carry(SetField{"context/summary", "Late. We failed to check the disk."});
  const Finding finding = desk.read().at(0);
  const auto dismissal = [&](std::string reason) {
    return DismissFinding{desk.ids.next_as<Id<Dismissal>>(), finding.rule, finding.path, finding.text_hash,
                          std::move(reason)};
  };
  CHECK(desk.carry(dismissal(" ")) == Text::refusal_dismissal_needs_reason);
  CHECK(desk.carry(dismissal("two\nlines")) == Text::refusal_one_line);
  CHECK_FALSE(desk.carry(dismissal("The audit asks for it")));
  CHECK(desk.carry(dismissal("Again")) == Text::refusal_id_in_use);
  REQUIRE(desk.postmortem.dismissed.size() == 1);
  CHECK(desk.postmortem.dismissed[0].by == "Ana");
  CHECK(desk.postmortem.dismissed[0].at == noon);
  CHECK(desk.read().empty());
  // Another sentence changes, and spaces do.
  desk.carry(SetField{"context/summary", "Very late. We failed\nto check the disk."});
  CHECK(desk.read().empty());
  desk.carry(SetField{"context/summary", "We failed to check the second disk."});
  CHECK(desk.read().size() == 1);
  desk.carry(SetField{"context/summary", "We failed to check the disk."});
  CHECK(desk.read().empty());
  CHECK_FALSE(desk.carry(RemoveEntry{path_of("dismissed", desk.postmortem.dismissed[0].id)}));
  CHECK(desk.read().size() == 1);
  CHECK(desk.carry(DismissFinding{desk.ids.next_as<Id<Dismissal>>(), "x", "timeline/nowhere", "", "because"}) ==
        Text::refusal_not_there);
}

TEST_CASE("an entry that is removed takes what was set aside in it along") {
  CoachedDesk desk;
  const auto factor = desk.add<Factor>("causes/factors", "text", "We failed to check the disk.");
  desk.add<Factor>("causes/factors", "text", "A muted alert.");
  const Finding finding = desk.read().at(0);
  CHECK_FALSE(desk.carry(DismissFinding{desk.ids.next_as<Id<Dismissal>>(), finding.rule, finding.path,
                                        finding.text_hash, "The audit asks for it"}));
  CHECK_FALSE(desk.carry(RemoveEntry{path_of("causes/factors", factor)}));
  CHECK(desk.postmortem.dismissed.empty());
}

TEST_CASE("a key press reads one block again") {
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += "Paragraph " + std::to_string(i) + " says that we failed to check the disk of the node.\n\n";
  Coach coach;
  const auto read = [&] { return coach.read({{.path = "context/summary", .text = text}}, {}); };
  CHECK(read().size() == 200);
  CHECK(coach.effort().read == 200);
  text.insert(text.find("Paragraph 100") + 9, "s");
  const auto findings = read();
  CHECK(findings.size() == 200);
  CHECK(coach.effort().all == 200);
  CHECK(coach.effort().read == 1);
  CHECK(findings == Coach().read({{.path = "context/summary", .text = text}}, {}));
}

TEST_CASE("any bytes are read: places lie on borders of characters, outside of what is masked") {
  CHECK(rc::check([] {
    const std::string text = any_prose();
    const CoachZone zone = *rc::gen::element(CoachZone::story, CoachZone::actions);
    for (const Finding& finding : read_text(text, zone)) {
      RC_ASSERT(finding.range.begin < finding.range.end);
      RC_ASSERT(finding.range.end <= text.size());
      RC_ASSERT(finding.sentence.begin <= finding.range.begin);
      RC_ASSERT(finding.range.end <= finding.sentence.end);
      RC_ASSERT(finding.sentence.end <= text.size());
      RC_ASSERT(text.substr(finding.range.begin, finding.range.end - finding.range.begin) == finding.excerpt);
      if (valid_utf8_prefix(text) == text.size()) {
        RC_ASSERT(valid_utf8_prefix(finding.excerpt) == finding.excerpt.size());
        RC_ASSERT(valid_utf8_prefix(with_rewrite(text, finding)) == with_rewrite(text, finding).size());
      }
      bool is_in_block = false;
      for (const ProseBlock& block : find_prose_blocks(text, zone, [](std::string_view) { return false; })) {
        if (finding.range.begin < block.range.begin || finding.range.end > block.range.end) continue;
        is_in_block = true;
        const std::string_view words(text.data() + block.range.begin, block.range.end - block.range.begin);
        for (const TextRange& masked : find_masked(words))
          RC_ASSERT(finding.range.end <= block.range.begin + masked.begin ||
                    finding.range.begin >= block.range.begin + masked.end);
      }
      RC_ASSERT(is_in_block);
    }
  }));
}

TEST_CASE("reading again after edits finds what reading from the start finds") {
  CHECK(rc::check([] {
    Coach coach;
    std::string text = any_prose();
    for (int i = 0; i < 4; ++i) {
      const std::vector<CoachPassage> passages = {{.path = "context/summary", .text = text}};
      RC_ASSERT(coach.read(passages, {}) == Coach().read(passages, {}));
      text.insert(text.empty() ? 0 : *rc::gen::inRange<std::size_t>(0, text.size()), any_prose());
    }
  }));
}

TEST_CASE("any post-mortem is read, and every finding names a field that is there") {
  CHECK(rc::check([] {
    Postmortem postmortem = *test::generated_postmortem();
    for (const Finding& finding : Coach().read(postmortem)) {
      const auto place = find_place(object_of<Postmortem>(), &postmortem, finding.path);
      RC_ASSERT(place.has_value());
      RC_ASSERT((place->value != nullptr));
      RC_ASSERT(static_cast<const std::string*>(place->value)->size() >= finding.range.end);
    }
  }));
}

TEST_CASE("no rewrite is offered that the coach would mention again") {
  CoachedDesk desk;
  desk.add<Factor>("causes/factors", "text", "We failed to read the runbook.");
  desk.add<Factor>("causes/factors", "text", "A muted alert.");
  for (const Finding& finding : desk.read()) CHECK_FALSE(finding.rewrite.has_value());
  desk.add<Factor>("causes/factors", "text", "We failed to check the disk.");
  CHECK(std::ranges::any_of(desk.read(), [](const Finding& finding) { return finding.rewrite == "did not"; }));
}
