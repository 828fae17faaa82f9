// What a template requires is what is said to be missing.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/command.hpp"
#include "core/postmortem/gaps.hpp"
#include "core/template/built_in.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

Postmortem begun_from(const Template& one) {
  SequentialIds ids;
  Postmortem postmortem = new_postmortem({noon, "", ids}, "en", "Etc/UTC");
  REQUIRE_FALSE(carry_out(postmortem, ChangeTemplate{one}, {noon, "", ids}).has_value());
  return postmortem;
}

std::vector<Text> texts_of(const std::vector<Gap>& gaps) {
  std::vector<Text> texts;
  for (const Gap& gap : gaps) texts.push_back(gap.text);
  return texts;
}

bool has(const std::vector<Gap>& gaps, Text text) { return std::ranges::find(gaps, text, &Gap::text) != gaps.end(); }

}  // namespace

TEST_CASE("the six parts require what is required without a template") {
  const Template& six = built_in_templates(Language::english)[0];
  const Postmortem postmortem = begun_from(six);
  CHECK(texts_of(find_gaps(postmortem, &six)) == texts_of(find_gaps(postmortem)));
}

TEST_CASE("a part that is not required has no gaps, but what cannot be is said") {
  const Template& learning = built_in_templates(Language::english)[3];
  Postmortem postmortem = begun_from(learning);
  CHECK(has(find_gaps(postmortem), Text::gap_factors));
  CHECK_FALSE(has(find_gaps(postmortem, &learning), Text::gap_factors));
  ImpactWindow window;
  window.start.at = noon;
  window.end.emplace().at = noon - minutes(5);
  postmortem.impact.windows.push_back(window);
  CHECK(has(find_gaps(postmortem, &learning), Text::gap_window_order));
}

TEST_CASE("a promise without an owner is said whether or not the template asks for promises") {
  const Template& learning = built_in_templates(Language::english)[3];
  Postmortem postmortem = begun_from(learning);
  CHECK_FALSE(has(find_gaps(postmortem, &learning), Text::gap_actions));
  postmortem.actions.push_back({.title = "Ring twice"});
  CHECK(has(find_gaps(postmortem, &learning), Text::gap_owner));
  CHECK(has(find_gaps(postmortem, &learning), Text::gap_due));
}

TEST_CASE("a required section and a required value are missing until they are written") {
  const Template& security = built_in_templates(Language::english)[4];
  Postmortem postmortem = begun_from(security);
  auto gaps = find_gaps(postmortem, &security);
  const auto section = std::ranges::find(gaps, Text::gap_section, &Gap::text);
  REQUIRE(section != gaps.end());
  CHECK(section->part == Part::timeline);
  CHECK(say(Language::english, *section) == "Nothing is written under “Containment”.");
  CHECK(std::ranges::count(gaps, Text::gap_field, &Gap::text) == 2);
  CHECK(std::ranges::is_sorted(gaps, {}, &Gap::part));
  for (Section& one : postmortem.sections) one.body = "Cut off at once.";
  for (CustomField& one : postmortem.fields) one.value = "yes";
  gaps = find_gaps(postmortem, &security);
  CHECK_FALSE(has(gaps, Text::gap_section));
  CHECK_FALSE(has(gaps, Text::gap_field));
}
