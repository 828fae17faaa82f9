// The rules against tables of sentences: what is found and what is left alone, by class and language. The tables are
// text, so that whoever changes a rule writes sentences and no code.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "core/coach/coach.hpp"
#include "core/format/json_tree.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

struct Sentence {
  std::string class_name;
  bool is_found;
  std::string text;
};

std::vector<Sentence> sentences_of(const std::string& language) {
  std::ifstream file(source_dir() + ("/tests/core/coach/sentences_" + language + ".txt"));
  REQUIRE(file.good());
  std::vector<Sentence> sentences;
  std::string class_name;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("[")) class_name = line.substr(1, line.size() - 2);
    if (line.starts_with("+ ") || line.starts_with("- "))
      sentences.push_back({class_name, line[0] == '+', line.substr(2)});
  }
  return sentences;
}

/// A document in this language in which all impact is degraded and a share is known, so that every rule can speak.
std::vector<Finding> read(std::string_view text, Language language, CoachZone zone) {
  CoachFacts facts;
  facts.circumstances.document_language = language;
  facts.is_all_degraded = true;
  facts.share = "12 %";
  return Coach().read({{"context/summary", text, zone}}, facts);
}

bool has_class(const std::vector<Finding>& findings, std::string_view class_name) {
  return std::ranges::any_of(findings, [&](const Finding& finding) { return name_of(finding.class_) == class_name; });
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the coach's rules are written as its reader reads them") {
  for (const std::string& complaint : coach::complaints_about_rules()) FAIL_CHECK(complaint);
}

TEST_CASE("the coach finds what judges and leaves alone what describes, in every class and both languages") {
  for (const auto& [name, language] : {std::pair("en", Language::english), std::pair("es", Language::spanish)}) {
    std::map<std::string, int> found, left;
    for (const Sentence& sentence : sentences_of(name)) {
      const CoachZone zone = sentence.class_name == "weak_action" ? CoachZone::actions : CoachZone::story;
      CAPTURE(sentence.class_name);
      CAPTURE(sentence.text);
      CHECK(has_class(read(sentence.text, language, zone), sentence.class_name) == sentence.is_found);
      ++(sentence.is_found ? found : left)[sentence.class_name];
    }
    for (std::size_t i = 0; i < coach_class_count; ++i) {
      const std::string class_name(name_of(static_cast<CoachClass>(i)));
      CAPTURE(class_name);
      CHECK(found[class_name] >= 15);
      CHECK(left[class_name] >= 15);
    }
  }
}

// Written by somebody who did not know the rules. Only numbers are looked at: who reads the sentences and mends the
// rules by them has no measure any more.
TEST_CASE("the coach finds most of what somebody else wrote before there were rules") {
  const std::string json = content_of(source_dir() + std::string("/tests/corpus/coach_sentences.json"));
  if (json.empty()) {
    MESSAGE("tests/corpus/coach_sentences.json is not there: left out");
    return;
  }
  const auto tree = parse_json(json);
  REQUIRE(tree.has_value());
  int findable = 0, found = 0, innocent = 0, accused = 0;
  for (const JsonNode& node : tree->root()) {
    const Language language = language_from_tag(node.find("language")->text());
    const bool is_action = node.find("part")->text() == "actions";
    const auto findings = read(node.find("text")->text(), language, is_action ? CoachZone::actions : CoachZone::story);
    if (const JsonNode class_ = *node.find("class"); class_.kind() == JsonKind::string) {
      ++findable;
      found += has_class(findings, class_.text()) ? 1 : 0;
    } else {
      ++innocent;
      // The impact of these sentences is not known, so nothing can be said about overstatement.
      accused += std::ranges::any_of(findings,
                                     [](const Finding& finding) { return finding.class_ != CoachClass::overstatement; })
                     ? 1
                     : 0;
    }
  }
  MESSAGE("found " << found << " of " << findable << ", and " << accused << " of " << innocent << " that are innocent");
  CHECK(10 * found >= 7 * findable);
  CHECK(10 * accused <= innocent);
}
