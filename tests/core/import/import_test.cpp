// What cannot be imported is refused by what it is, in a sentence, and nothing of it is taken.
#include <doctest/doctest.h>

#include "tests/core/import/import_fixture.hpp"

using namespace unrepeat;
using namespace std::string_literals;

namespace {

Text refusal(const std::string& text) {
  const ImportPlan plan = plan_of(text);
  CHECK(plan.items.empty());
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].file == "a file");
  CHECK(plan.problems[0].problem.severity == Problem::Severity::error);
  return plan.problems[0].problem.text;
}

}  // namespace

TEST_CASE("a file is refused for what it is") {
  CHECK(refusal("") == Text::problem_empty_file);
  CHECK(refusal(" \r\n\t ") == Text::problem_empty_file);
  CHECK(refusal("PK\x03\x04\x14\0\0\0"s) == Text::import_zip);
  CHECK(refusal("\x1F\x8B\x08\0"s) == Text::import_compressed);
  CHECK(refusal("\x89PNG\r\n\x1A\n\0\0\0\r"s) == Text::import_not_text);
  CHECK(refusal("\n<!DOCTYPE html><html><head>") == Text::import_web_page);
  CHECK(refusal("<HTML lang=en>") == Text::import_web_page);
  CHECK(refusal("Just some words.\n14:02 UTC it broke\n") == Text::import_not_known);
  CHECK(refusal("{\"anything\": 1}") == Text::import_not_known);
  CHECK(refusal("[1, 2, 3]") == Text::import_not_known);
}

TEST_CASE("a truncated file says that it is cut off, and where") {
  const ImportPlan plan = plan_of(
      "{\"page\": {},\n \"incidents\": [\n  {\"id\": \"x\", \"name\": \"n\", \"status\": \"resolved\", "
      "\"incident_updates\": []},\n  {\"id\":");
  CHECK(plan.items.empty());
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::problem_truncated);
  CHECK(plan.problems[0].problem.line == 4);
}

TEST_CASE("nesting beyond all measure is refused before it costs anything") {
  CHECK(refusal(std::string(5'000, '[')) == Text::problem_too_deep);
  CHECK(refusal(std::string(5'000, '[') + std::string(5'000, ']')) == Text::problem_too_deep);
  std::string objects;
  for (int i = 0; i < 5'000; ++i) objects += "{\"incidents\":";
  CHECK(refusal(objects) == Text::problem_too_deep);
}

TEST_CASE("a folder and a file beyond the limit are refused without being read") {
  CHECK(refusal_before_reading(0, true)->text == Text::import_folder);
  CHECK(refusal_before_reading(200'000'000, false)->text == Text::problem_file_too_large);
  CHECK(refusal_before_reading(200'000'000, false)->arguments == std::vector<std::string>{"64"});
  CHECK_FALSE(refusal_before_reading(max_import_bytes, false));
}

TEST_CASE("one bad file does not keep the others out") {
  const ImportPlan plan =
      plan_of({{"bad.zip", "PK\x03\x04"},
               {"good.json",
                R"({"name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "b"}]})"}},
              ListedPostmortems{});
  CHECK(count(plan).new_ == 1);
  CHECK(plan.has_errors());
  CHECK(plan.items[0].file == "good.json");
}

TEST_CASE("an import that is cancelled proposes nothing") {
  struct StopAt : ImportProgress {
    std::size_t calls_left;
    explicit StopAt(std::size_t calls) : calls_left(calls) {}
    bool reached(std::size_t, std::size_t) override { return calls_left-- > 0; }
  };
  const std::string text =
      R"({"name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "b"}]})";
  const std::vector<ImportFile> files{{"a", text}, {"b", text}};
  const NativeTimeZones zones;
  const ListedPostmortems known;
  for (std::size_t calls = 0; calls < 5; ++calls) {
    StopAt progress(calls);
    const ImportPlan plan = propose_import(files, {.zones = zones, .known = known, .now = {}, .progress = &progress});
    CHECK(plan.items.empty());
    CHECK(plan.problems.empty());
  }
  StopAt progress(5);
  CHECK(propose_import(files, {.zones = zones, .known = known, .now = {}, .progress = &progress}).items.size() == 1);
}
