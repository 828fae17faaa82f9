// What changed, in words that a person would use.
#include "core/history/change_words.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "cli/native_time_zones.hpp"
#include "tests/core/desk.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;

namespace {

using Sentences = std::vector<std::string>;

struct Reader {
  Desk desk;
  NativeTimeZones zones;
  Postmortem before = desk.postmortem;

  /// What was done since the last time this was asked.
  Sentences said(Language language = Language::english) {
    ChangeWords words(language, zones);
    words.know(before);
    words.know(desk.postmortem);
    return words.sentences(difference(std::exchange(before, desk.postmortem), desk.postmortem));
  }
  std::vector<ThingWords> things() {
    ChangeWords words(Language::english, zones);
    words.know(before);
    words.know(desk.postmortem);
    return words.things(difference(std::exchange(before, desk.postmortem), desk.postmortem));
  }
  void set(std::string path, std::string value) {
    CHECK_FALSE(desk.carry(SetField{std::move(path), std::move(value)}));
  }
  std::string action(const std::string& title) {
    const std::string path = "actions/" + text_of(desk.add<Action>("actions"));
    set(path + "/title", title);
    return path;
  }
};

}  // namespace

TEST_CASE("a field is said with what it is now, prose that it changed, and what is gone that it is empty") {
  Reader reader;
  reader.set("title", "Checkout times out");
  CHECK(reader.said() == Sentences{"Title set to Checkout times out"});
  reader.set("context/summary", "The pool ran dry.");
  CHECK(reader.said() == Sentences{"Summary changed"});
  reader.set("context/summary", "");
  CHECK(reader.said(Language::spanish) == Sentences{"Resumen: vacío ahora"});
  reader.set("causes/summary", "Several things.");
  CHECK(reader.said() == Sentences{"Causes: Summary changed"});
  CHECK_FALSE(reader.desk.carry(SetStatus{StatusState::in_review, ""}));
  CHECK(reader.said() == Sentences{"Status set to In review"});
  CHECK_FALSE(reader.desk.carry(SetStatus{StatusState::draft, ""}));
  CHECK(reader.said() == Sentences{"Status set to Draft"});
}

TEST_CASE("entries that came or went are counted, and one is called by its name") {
  Reader reader;
  for (const char* title : {"Alert on pool wait", "Split the pool"}) reader.action(title);
  CHECK(reader.said() == Sentences{"2 actions added"});
  const std::string path = reader.action("Write a runbook");
  CHECK(reader.said() == Sentences{"1 action added: “Write a runbook”"});
  CHECK_FALSE(reader.desk.carry(RemoveEntry{path}));
  CHECK(reader.said(Language::spanish) == Sentences{"1 acción quitada: «Write a runbook»"});
  const auto event = reader.desk.add<TimelineEvent>("timeline");
  reader.set("timeline/" + text_of(event) + "/text", "Paged");
  CHECK(reader.said(Language::spanish) == Sentences{"1 hecho añadido: «Paged»"});
}

TEST_CASE("one field of one entry is said with the entry's name") {
  Reader reader;
  const std::string path = reader.action("Alert on pool wait");
  const auto id = Id<Action>::from(*uuid_from(path.substr(path.find('/') + 1)));
  static_cast<void>(reader.said());
  CHECK_FALSE(reader.desk.carry(AssignAction{id, {.person = "Ana"}}));
  CHECK(reader.said() == Sentences{"Owner of action “Alert on pool wait” set to Ana"});
  CHECK_FALSE(reader.desk.carry(SetActionDue{id, "2026-12-01"}));
  CHECK(reader.said(Language::spanish) == Sentences{"Fecha límite de acción «Alert on pool wait»: ahora 1 dic 2026"});
  CHECK_FALSE(reader.desk.carry(SetActionDue{id, "2026-12-02"}));
  CHECK_FALSE(reader.desk.carry(AssignAction{id, {.team = "Payments"}}));
  CHECK(reader.said() == Sentences{"Owner, Due of action “Alert on pool wait” changed"});
}

TEST_CASE("lines of a review are said with the list they are in") {
  Reader reader;
  const auto id = reader.desk.add<ReviewItem>("review/lucky");
  reader.set("review/lucky/" + text_of(id) + "/text", "It was a quiet hour");
  CHECK(reader.said() == Sentences{"Where we were lucky: 1 line added: “It was a quiet hour”"});
}

TEST_CASE(
    "a comparison has every field before and after, references by name and times in the zone of the post-mortem") {
  Reader reader;
  const std::string path = reader.action("Alert on pool wait");
  const auto factor = reader.desk.add<Factor>("causes/factors");
  reader.set("causes/factors/" + text_of(factor) + "/text", "Nobody watched the pool");
  const auto event = reader.desk.add<TimelineEvent>("timeline");
  static_cast<void>(reader.said());
  CHECK_FALSE(reader.desk.carry(SetReferences{path + "/addresses", {factor}}));
  CHECK_FALSE(reader.desk.carry(SetTime{"timeline/" + text_of(event) + "/time", {.at = noon}}));
  const auto things = reader.things();
  REQUIRE(things.size() == 2);
  CHECK(things[0].path == "timeline/" + text_of(event));
  REQUIRE(things[0].fields.size() == 1);
  CHECK(things[0].fields[0].after == "Mon 23 Nov 2026 09:00 -03:00");
  CHECK(things[1].fields[0].label == "Factors it answers");
  CHECK(things[1].fields[0].before.empty());
  CHECK(things[1].fields[0].after == "Nobody watched the pool");
}

TEST_CASE("what another program wrote is said to have changed, once") {
  Reader reader;
  reader.desk.postmortem.unknown.push_back({.after = "title", .key = "x_ticket", .json = "7"});
  CHECK(reader.said() == Sentences{"What another program wrote changed"});
}

TEST_CASE("whatever changed, there is something to say of it, in both languages") {
  const NativeTimeZones zones;
  CHECK(rc::check([&] {
    const Postmortem before = *test::generated_postmortem();
    Postmortem after = *test::generated_postmortem();
    after.id = before.id;
    const Change change = difference(before, after);
    for (const Language language : {Language::english, Language::spanish}) {
      ChangeWords words(language, zones);
      words.know(before);
      words.know(after);
      const auto things = words.things(change);
      RC_ASSERT(things.size() == change.edits.size());
      for (const ThingWords& thing : things) RC_ASSERT_FALSE(words.heading_of(thing).empty());
      const auto sentences = words.sentences(change);
      RC_ASSERT(sentences.empty() == change.edits.empty());
      for (const std::string& sentence : sentences) RC_ASSERT_FALSE(sentence.empty());
    }
  }));
}

TEST_CASE("what several changes come to says each thing once, and nothing of what is again as it was") {
  Reader reader;
  reader.set("title", "Before");
  std::vector<Change> changes;
  Postmortem last = reader.desk.postmortem;
  const auto step = [&] {
    changes.push_back(difference(last, reader.desk.postmortem));
    last = reader.desk.postmortem;
  };
  reader.set("title", "Half way");
  step();
  const std::string alert = reader.action("Alert");
  step();
  reader.set(alert + "/title", "Alert on the pool");
  step();
  reader.set("context/summary", "The pool ran dry.");
  step();
  reader.set("context/summary", "");
  step();
  reader.set("title", "After");
  step();
  const ChangeWords words(Language::english, reader.zones);
  CHECK(words.sentences(net_of(changes)) == Sentences{"Title set to After", "1 action added: “Alert on the pool”"});
  CHECK(net_of({}).edits.empty());
}
