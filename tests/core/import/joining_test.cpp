// Files of one plan that are of one thing, and plans that would be too large for anybody.
#include "core/import/joining.hpp"

#include <doctest/doctest.h>

#include <map>

#include "tests/core/import/import_fixture.hpp"

using namespace unrepeat;

namespace {

/// A day of a channel; each message is so many minutes after noon.
std::string day(const std::string& date, const std::vector<std::pair<std::string, int>>& said) {
  const std::int64_t noon_of_day = parse_instant(date + "T12:00:00Z").value().microseconds / 1'000'000;
  std::string json = "[";
  for (const auto& [words, minutes] : said) {
    if (json.size() > 1) json += ',';
    json += R"({"type":"message","user":"U0)" + std::to_string(minutes % 3) + R"(","ts":")" +
            std::to_string(noon_of_day + minutes * 60) + R"(.000100","text":")" + words + R"("})";
  }
  return json + "]";
}

std::vector<std::string> texts_of(const Postmortem& one) {
  std::vector<std::string> texts;
  for (const TimelineEvent& event : one.timeline) texts.push_back(event.text);
  return texts;
}

const ImportItem& only_item(const ImportPlan& plan) {
  REQUIRE(plan.items.size() == 1);
  REQUIRE(plan.items[0].postmortem);
  return plan.items[0];
}

}  // namespace

TEST_CASE("the days of a channel are one entry in the order of time, in whatever order they come") {
  const std::vector<NamedText> days = {{"ops/2026-03-03.json", day("2026-03-03", {{"third", 0}, {"fourth", 5}})},
                                       {"ops/2026-03-01.json", day("2026-03-01", {{"first", 1}})},
                                       {"ops/2026-03-02.json", day("2026-03-02", {{"second", 2}})}};
  const ImportPlan plan = plan_of(days, ListedPostmortems{});
  const ImportItem& item = only_item(plan);
  CHECK(texts_of(*item.postmortem) == std::vector<std::string>{"first", "second", "third", "fourth"});
  CHECK(item.records == 4);
  CHECK(item.understood == 4);
  CHECK(item.postmortem->sources.size() == 3);
  CHECK(item.postmortem->people.size() == 3);
  const ImportPlan turned = plan_of({days[2], days[1], days[0]}, ListedPostmortems{});
  CHECK(only_item(turned).postmortem->timeline == item.postmortem->timeline);
}

TEST_CASE("a day that came twice adds nothing but its second evidence") {
  const std::string once = day("2026-03-01", {{"first", 1}, {"second", 2}});
  const ImportPlan plan = plan_of({{"ops/a.json", once}, {"ops/b.json", once + "\n"}}, ListedPostmortems{});
  const Postmortem& one = *only_item(plan).postmortem;
  REQUIRE(one.timeline.size() == 2);
  CHECK(one.timeline[0].evidence.size() == 2);
}

TEST_CASE("a source of which nothing became an event is told of all the same") {
  const ImportPlan plan =
      plan_of({{"ops/2026-03-01.json", day("2026-03-01", {{"first", 1}})},
               {"ops/2026-03-02.json", R"([{"type":"message","subtype":"message_deleted","ts":"1772452800.000100"}])"}},
              ListedPostmortems{});
  CHECK(only_item(plan).postmortem->sources.size() == 2);
}

TEST_CASE("of records that are not understood a thousand are listed, and the rest is counted") {
  std::string json = "[";
  for (int i = 0; i < 1'500; ++i) json += R"({"nothing":)" + std::to_string(i) + "},";
  json += day("2026-03-01", {{"first", 1}}).substr(1);
  const ImportPlan plan = plan_of({{"ops/2026-03-01.json", json}}, ListedPostmortems{});
  std::int64_t records = 0, understood = 0;
  std::size_t listed = 0;
  for (const ImportItem& item : plan.items) {
    records += item.records;
    understood += item.understood;
    listed += item.state == ImportState::not_understood ? 1 : 0;
  }
  CHECK(records == 1'501);
  CHECK(understood == 1);
  CHECK(listed == 1'001);
  const ImportItem& rest = *std::ranges::find(plan.items, Text::import_more_not_understood,
                                              [](const ImportItem& item) { return item.reason.text; });
  CHECK(say(Language::english, rest.reason) ==
        "500 more records of this file were not understood either. The first 1000 stand above, each with its place.");
}

TEST_CASE("what one remark says of hundreds of records is said of two hundred, and then counted") {
  std::string json = "[";
  for (int i = 0; i < 450; ++i) {
    if (i > 0) json += ',';
    json +=
        R"({"type":"incident","id":"x)" + std::to_string(i) +
        R"(","name":"n","status":"resolved","impact":"minor","created_at":"2026-03-01T10:00:00Z","started_at":"then","incident_updates":[]})";
  }
  const ImportPlan plan =
      plan_of({{"page.json", R"({"page":{"id":"p","name":"P"},"incidents":)" + json + "]}"}}, ListedPostmortems{});
  std::map<Text, std::size_t> told;
  for (const FileProblem& one : plan.problems) ++told[one.problem.text];
  CHECK(told.contains(Text::import_more_warned));
  for (const auto& [text, count] : told) CHECK(count <= 200);
}
