// Another template: every word that somebody wrote is still there, and taking it back gives the same bytes.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/template/built_in.hpp"
#include "tests/core/sequence.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

std::multiset<std::string> words_of(const Postmortem& postmortem) {
  std::multiset<std::string> words;
  for (const Section& section : postmortem.sections)
    words.insert({"t:" + section.title, "p:" + section.prompt, "b:" + section.body});
  for (const CustomField& field : postmortem.fields)
    words.insert({"n:" + field.name, "l:" + field.label, "v:" + field.value});
  return words;
}

bool has_all(const std::multiset<std::string>& words, const std::multiset<std::string>& wanted) {
  return std::ranges::includes(words, wanted);
}

Postmortem without_template(Postmortem postmortem) {
  postmortem.template_.reset();
  postmortem.sections.clear();
  postmortem.fields.clear();
  postmortem.form = {};
  postmortem.history = {};
  return postmortem;
}

/// A post-mortem at a desk where templates are chosen.
struct Desk {
  SequentialIds ids;
  Postmortem postmortem = new_postmortem({noon, "", ids}, "en", "Etc/UTC");
  std::vector<Template> current = {};

  Change change_to(const Template& to) {
    auto change = decide(postmortem, ChangeTemplate{to, current}, {noon, "", ids});
    REQUIRE(change.has_value());
    REQUIRE(apply(postmortem, *change).has_value());
    current = {to};
    return *change;
  }
  void set(const std::string& path, const std::string& value) {
    auto change = decide(postmortem, SetField{path, value}, {noon, "", ids});
    REQUIRE(change.has_value());
    REQUIRE(apply(postmortem, *change).has_value());
  }
};

const Template& built_in(std::size_t index) { return built_in_templates(Language::english)[index]; }

}  // namespace

TEST_CASE("changing the template of any post-mortem loses no word, and undo gives the same bytes") {
  CHECK(rc::check([] {
    const Postmortem before = *generated_postmortem();
    const Template to = *generated<Template>();
    SequentialIds ids;
    const auto change = decide(before, ChangeTemplate{to}, {noon, "", ids});
    RC_ASSERT(change.has_value());
    Postmortem after = before;
    RC_ASSERT(apply(after, *change).has_value());
    RC_ASSERT(has_all(words_of(after), words_of(before)));
    RC_ASSERT(without_template(after) == without_template(before));
    RC_ASSERT(read_postmortem(write_postmortem(after)).has_value());
    RC_ASSERT(apply(after, inverse(*change)).has_value());
    after.history = before.history;
    RC_ASSERT(write_postmortem(after) == write_postmortem(before));
  }));
}

TEST_CASE("any sequence of templates keeps every word that was written, and undone it was never there") {
  CHECK(rc::check([] {
    std::vector<Template> templates(built_in_templates(Language::english));
    for (int i = 0; i < 2; ++i) templates.push_back(*generated<Template>());
    // One that names things as another does, with other words.
    templates.push_back(copy_of(built_in(4), Id<Template>::from(make_uuid(1'799'000'000'000, {7})), "Our own"));
    for (TemplateSection& section : templates.back().sections) section.title += " (ours)", section.body = "Begin here";
    for (TemplateField& field : templates.back().fields) field.type = CustomFieldType::text;

    Desk desk;
    desk.change_to(templates[0]);
    const std::string first = write_postmortem(desk.postmortem);
    std::multiset<std::string> written;
    std::vector<Change> changes;
    const auto steps = *rc::gen::inRange(1, 8);
    for (int step = 0; step < steps; ++step) {
      const Postmortem before = desk.postmortem;
      for (const Section& section : before.sections) {
        if (*rc::gen::inRange(0, 3) != 0) continue;
        const std::string word = "body " + std::to_string(written.size());
        // Written over: the word before it is gone because somebody wanted so.
        if (const auto old = written.find("b:" + section.body); old != written.end()) written.erase(old);
        auto change =
            decide(desk.postmortem, SetField{"sections/" + text_of(section.id) + "/body", word}, {noon, "", desk.ids});
        RC_ASSERT(change.has_value());
        RC_ASSERT(apply(desk.postmortem, *change).has_value());
        changes.push_back(*change);
        written.insert("b:" + word);
      }
      for (const CustomField& field : before.fields) {
        if (*rc::gen::inRange(0, 3) != 0) continue;
        const std::string number = std::to_string(1000 + written.size());
        const std::string word = field.type == CustomFieldType::number ? number
                                 : field.type == CustomFieldType::date ? number + "-01-01"
                                                                       : "value " + number;
        if (const auto old = written.find("v:" + field.value); old != written.end()) written.erase(old);
        auto change =
            decide(desk.postmortem, SetField{"fields/" + text_of(field.id) + "/value", word}, {noon, "", desk.ids});
        RC_ASSERT(change.has_value());
        RC_ASSERT(apply(desk.postmortem, *change).has_value());
        changes.push_back(*change);
        written.insert("v:" + word);
      }
      changes.push_back(desk.change_to(templates[*rc::gen::inRange<std::size_t>(0, templates.size())]));
      RC_ASSERT(has_all(words_of(desk.postmortem), written));
      RC_ASSERT(read_postmortem(write_postmortem(desk.postmortem)).has_value());
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
      RC_ASSERT(apply(desk.postmortem, inverse(*change)).has_value());
    RC_ASSERT(write_postmortem(desk.postmortem) == first);
  }));
}

TEST_CASE("going through all templates and back without writing leaves nothing behind") {
  Desk desk;
  desk.change_to(built_in(0));
  const std::string first = write_postmortem(desk.postmortem);
  for (const Template& one : built_in_templates(Language::english)) desk.change_to(one);
  desk.change_to(built_in(0));
  CHECK(write_postmortem(desk.postmortem) == first);
}

TEST_CASE("what was written stays behind the new template's own, and finds its place again") {
  Desk desk;
  desk.change_to(built_in(2));
  const std::string trigger = "sections/" + text_of(built_in(2).sections[0].id);
  desk.set(trigger + "/body", "An index was being built.");
  desk.change_to(built_in(4));
  CHECK(desk.postmortem.sections.size() == 5);
  CHECK(desk.postmortem.sections.back().body == "An index was being built.");
  CHECK(is_left_over(desk.postmortem.sections.back(), &built_in(4)));
  CHECK_FALSE(is_left_over(desk.postmortem.sections.front(), &built_in(4)));
  desk.change_to(built_in(2));
  CHECK(desk.postmortem.sections.size() == 2);
  CHECK(desk.postmortem.sections.front().body == "An index was being built.");
  CHECK(desk.postmortem.template_->name == "SRE-book shape");
}

TEST_CASE("a heading that somebody changed is theirs") {
  Desk desk;
  desk.change_to(built_in(2));
  desk.set("sections/" + text_of(built_in(2).sections[0].id) + "/title", "What set it off");
  desk.change_to(built_in(0));
  REQUIRE(desk.postmortem.sections.size() == 1);
  CHECK(desk.postmortem.sections[0].title == "What set it off");
}

TEST_CASE("an empty section that somebody commented on stays") {
  Desk desk;
  desk.change_to(built_in(2));
  Comment comment;
  comment.id = desk.ids.next_as<Id<Comment>>();
  comment.on = "sections/" + text_of(built_in(2).sections[0].id);
  desk.postmortem.comments.push_back(comment);
  desk.change_to(built_in(0));
  CHECK(desk.postmortem.sections.size() == 1);
}

TEST_CASE("a card that gets another template is what that is for") {
  Desk desk;
  desk.change_to(built_in(1));
  CHECK(desk.postmortem.form == Form::card);
  desk.change_to(built_in(0));
  CHECK(desk.postmortem.form == Form::full);
}

TEST_CASE("a template that names a section as something else is named is refused") {
  Desk desk;
  Template bad = built_in(2);
  Factor factor;
  factor.id = Id<Factor>::from(bad.sections[0].id);
  desk.postmortem.causes.factors.push_back(factor);
  const auto change = decide(desk.postmortem, ChangeTemplate{bad}, {noon, "", desk.ids});
  REQUIRE_FALSE(change.has_value());
  CHECK(change.error().text == Text::refusal_template_id_in_use);
}
