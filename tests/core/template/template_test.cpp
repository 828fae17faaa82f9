// Templates as files: what is read is written back byte for byte, what is none is refused by name and place; and the
// ones that come with the app.
#include "core/template/template.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/template/built_in.hpp"
#include "tests/generate.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string fixture(const std::string& name) {
  return bytes_of(source_dir() + "/tests/fixtures/template/" + name + ".json");
}

struct Refused {
  Text text;
  std::string pointer;
  std::int64_t line, column;
  bool operator==(const Refused&) const = default;
};

Refused first_problem_of(const std::string& bytes) {
  const auto read = read_file(bytes);
  REQUIRE_FALSE(read.has_value());
  const Problem& problem = read.error().front();
  CHECK_FALSE(say(Language::spanish, problem).empty());
  return {problem.text, problem.pointer, problem.line, problem.column};
}

}  // namespace

TEST_CASE("a template that is written and read is the same, and so are its bytes") {
  CHECK(rc::check([] {
    const Template one = *generated<Template>();
    const std::string bytes = write_template(one);
    const auto read = read_file(bytes);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->template_ == one);
    RC_ASSERT(read->bundle == Bundle{});
    RC_ASSERT(write_template(*read->template_) == bytes);
  }));
}

TEST_CASE("a file that is no template, or not all of one, is refused by name and place") {
  CHECK(read_template(fixture("smallest")).has_value());
  CHECK(first_problem_of(fixture("not_a_template")) == Refused{Text::problem_unknown_file, "/format", 2, 13});
  CHECK(first_problem_of(fixture("newer_version")) == Refused{Text::problem_newer_version, "/version", 3, 14});
  CHECK(first_problem_of(fixture("part_missing")) == Refused{Text::problem_missing_key, "/parts", 8, 12});
  CHECK(first_problem_of(fixture("id_twice")) == Refused{Text::problem_repeated_id, "/fields/0/id", 24, 13});
  CHECK(first_problem_of(fixture("name_twice")) == Refused{Text::problem_repeated_field, "/fields/1/name", 30, 15});
  CHECK(first_problem_of(fixture("type_unknown")) == Refused{Text::problem_unknown_choice, "/fields/0/type", 26, 15});
  CHECK(first_problem_of(fixture("choice_without_choices")) == Refused{Text::problem_no_choices, "/fields/0", 23, 5});
  CHECK(first_problem_of(fixture("required_is_a_text")) ==
        Refused{Text::problem_expected_boolean, "/sections/0/required", 20, 19});
  CHECK(first_problem_of(fixture("nothing_shown")) == Refused{Text::problem_no_part_shown, "/parts", 8, 12});
}

TEST_CASE("the missing part of a template is named") {
  const auto read = read_template(fixture("part_missing"));
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().front().arguments == std::vector<std::string>{"causes"});
}

TEST_CASE("two templates of a library may name their sections alike, but not themselves") {
  Library library;
  library.id = Id<Library>::from(make_uuid(1'760'000'000'000, {9}));
  const Template original = read_template(fixture("smallest")).value();
  library.templates = {original, copy_of(original, Id<Template>::from(make_uuid(1'760'000'000'001, {9})), "Copy")};
  const auto read = read_file(write_library(library));
  REQUIRE(read.has_value());
  CHECK(read->bundle.library == library);
  library.templates[1].id = original.id;
  const Refused refused = first_problem_of(write_library(library));
  CHECK(refused.text == Text::problem_repeated_template);
  CHECK(refused.pointer == "/templates/1/id");
}

TEST_CASE("a revision names the words of a template, whatever it was called before") {
  Template one = read_template(fixture("smallest")).value();
  revise(one);
  const std::string first = one.revision;
  revise(one);
  CHECK(one.revision == first);
  one.sections[0].prompt = "What set it off?";
  revise(one);
  CHECK(one.revision != first);
}

TEST_CASE("six templates come with the app, written canonically") {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/assets/templates")) {
    CAPTURE(entry.path().filename().string());
    const std::string bytes = bytes_of(entry.path());
    const auto read = read_template(bytes);
    REQUIRE_MESSAGE(read.has_value(), say(Language::english, read.error().front()));
    const bool same = write_template(*read) == bytes;
    CHECK(same);
    ++count;
  }
  CHECK(count == 12);
  CHECK(built_in_templates(Language::english).size() == 6);
  CHECK(built_in_templates(Language::spanish).size() == 6);
}

TEST_CASE("a built-in template is the same in both languages but for its words") {
  const auto without_words = [](Template one) {
    one.name = one.description = one.language = {};
    for (TemplatePart& part : one.parts.all) {
      part.prompt = part.prompt.empty() ? "" : "…";
      part.guidance = part.guidance.empty() ? "" : "…";
    }
    for (TemplateSection& section : one.sections) section.title = section.prompt = section.body = {};
    for (TemplateField& field : one.fields) {
      field.label = {};
      for (std::string& choice : field.choices) choice = {};
    }
    return one;
  };
  for (std::size_t i = 0; i < 6; ++i) {
    const Template& english = built_in_templates(Language::english)[i];
    const Template& spanish = built_in_templates(Language::spanish)[i];
    CHECK(english.language == "en");
    CHECK(spanish.language == "es");
    CHECK(without_words(english) == without_words(spanish));
    CHECK(find_built_in(text_of(english.id), Language::spanish) == &spanish);
  }
}

TEST_CASE("a part that a template shows says what to write there") {
  for (const Language language : {Language::english, Language::spanish})
    for (const Template& one : built_in_templates(language))
      for (const TemplatePart& part : one.parts.all) CHECK(part.hidden == part.prompt.empty());
}

TEST_CASE("the built-in templates are what they are for") {
  const auto& all = built_in_templates(Language::english);
  for (const TemplatePart& part : all[0].parts.all) CHECK((part.required && !part.hidden));
  CHECK(built_in_card(Language::english).form == Form::card);
  // A learning review asks for no cause.
  CHECK(all[3].parts[Part::causes].hidden);
  CHECK_FALSE(all[3].parts[Part::causes].required);
}

TEST_CASE("what is written is shown, also where the template hides the part") {
  Template hides = new_template({}, "en");
  hides.parts[Part::causes].hidden = true;
  Postmortem postmortem;
  CHECK_FALSE(is_shown(postmortem, &hides, Part::causes));
  CHECK(is_shown(postmortem, &hides, Part::impact));
  CHECK(is_shown(postmortem, nullptr, Part::causes));
  postmortem.causes.summary = "The index was being built.";
  CHECK(is_shown(postmortem, &hides, Part::causes));
  // A card that has grown shows all parts.
  hides.form = Form::card;
  postmortem.causes = {};
  CHECK(is_shown(postmortem, &hides, Part::causes));
}
