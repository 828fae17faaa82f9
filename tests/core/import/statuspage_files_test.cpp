// Status pages as files: the project's own fixtures, and real exports where the corpus is there. Each update must be
// found again.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Elements of everything that is called incident_updates, found without any of the importer's ideas.
void collect_updates(JsonNode node, std::vector<JsonNode>& updates) {
  if (node.kind() != JsonKind::object && node.kind() != JsonKind::array) return;
  for (const JsonNode child : node) {
    if (node.kind() == JsonKind::array && node.key() == "incident_updates") {
      updates.push_back(child);
    } else {
      collect_updates(child, updates);
    }
  }
}

struct Counts {
  std::size_t incidents = 0;
  std::size_t updates = 0;
  bool operator==(const Counts&) const = default;
};

/// Imports a file, and checks that each of its updates is an event with its instant, its written time and its source.
Counts check_import(const std::filesystem::path& path) {
  const std::string content = content_of(path);
  const ImportPlan plan = plan_of({{path.filename().string(), content}}, ListedPostmortems{});
  CHECK_FALSE(plan.has_errors());

  Counts counts;
  std::vector<const TimelineEvent*> events;
  std::int64_t records = 0;
  std::int64_t not_understood = 0;
  for (const ImportItem& item : plan.items) {
    records += item.records;
    if (item.state == ImportState::not_understood) {
      not_understood += item.records;
      CHECK(item.reason.line > 0);
      continue;
    }
    REQUIRE(item.postmortem);
    ++counts.incidents;
    CHECK(item.understood == item.records);
    CHECK_FALSE(item.title.empty());
    for (const TimelineEvent& event : item.postmortem->timeline) {
      events.push_back(&event);
      REQUIRE(event.evidence.size() == 1);
      REQUIRE(item.postmortem->sources.size() >= 1);
      CHECK(event.evidence[0].source == item.postmortem->sources[0].id);
      CHECK_FALSE(event.evidence[0].record.empty());
      CHECK_FALSE(event.text.empty());
    }
  }
  counts.updates = events.size();

  const ImportFile file{path.filename().string(), content};
  ImportSource source(file);
  REQUIRE_FALSE(source.read());
  std::size_t updates = 0;
  std::int64_t names = 0;  // records of a connector's log beside its incidents
  for (const ImportDocument& document : source.documents()) {
    std::vector<JsonNode> found;
    collect_updates(document.tree.root(), found);
    if (source.is_lines() && found.empty() && document.tree.root().find("record")) ++names;
    for (const JsonNode update : found) {
      ++updates;
      const auto written = update.find("display_at") ? update.find("display_at") : update.find("created_at");
      const auto body = update.find("body");
      REQUIRE(written);
      REQUIRE(body);
      const auto event = std::ranges::find_if(events, [&](const TimelineEvent* candidate) {
        return candidate->time.written == written->text() &&
               candidate->evidence[0].quote.find(body->text().substr(0, 20)) != std::string::npos;
      });
      CAPTURE(written->text());
      REQUIRE(event != events.end());
      const auto timestamp = parse_timestamp(written->text());
      if (timestamp) CHECK((*event)->time.at == timestamp->instant());
    }
  }
  CHECK(counts.updates == updates);
  CHECK(records == static_cast<std::int64_t>(updates) + std::max(names, not_understood));
  return counts;
}

}  // namespace

TEST_CASE("every status page of the fixtures gives all its updates") {
  const std::filesystem::path folder = std::filesystem::path(unrepeat::source_dir()) / "tests/fixtures/statuspage";
  const std::pair<const char*, Counts> expected[] = {
      {"bare_list.json", {2, 5}},
      {"every_trap_in_one_page.json", {5, 14}},
      {"html_in_bodies.json", {1, 2}},
      {"incident_without_updates.json", {1, 0}},
      {"null_affected_components.json", {1, 2}},
      {"offset_changes_inside_the_incident.json", {1, 4}},
      {"one_a_line.log", {2, 5}},
      {"one_incident.json", {1, 3}},
      {"plain_page.json", {1, 3}},
      {"unreadable_time.json", {1, 2}},
      {"update_without_any_time.json", {1, 1}},
      {"update_without_display_at.json", {1, 3}},
      {"webhook.json", {1, 2}},
      {"wrapped_in_a_type.json", {1, 3}},
  };
  for (const auto& [name, counts] : expected) {
    CAPTURE(name);
    const Counts found = check_import(folder / name);
    CHECK(found.incidents == counts.incidents);
    CHECK(found.updates == counts.updates);
  }
}

TEST_CASE("an incident that a page lists twice is one entry") {
  const std::string content =
      content_of(std::filesystem::path(unrepeat::source_dir()) / "tests/fixtures/statuspage/same_incident_twice.json");
  const ImportPlan plan = plan_of(content);
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].postmortem->timeline.size() == 3);
}

TEST_CASE("HTML from a page is text that nothing would run") {
  const std::string content =
      content_of(std::filesystem::path(unrepeat::source_dir()) / "tests/fixtures/statuspage/html_in_bodies.json");
  const ImportPlan plan = plan_of(content);
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].title == "Sign-in loops");
  for (const TimelineEvent& event : plan.items[0].postmortem->timeline) {
    CHECK(event.text.find('<') == std::string::npos);
    CHECK(event.text.find("javascript:") == std::string::npos);
  }
}

TEST_CASE("every real export of a status page gives all its updates") {
  const char* named = std::getenv("UNREPEAT_CORPUS");
  const std::filesystem::path corpus =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(unrepeat::source_dir()).parent_path() / "shared" / "corpus";
  const std::filesystem::path folder = corpus / "sources" / "statuspage";
  if (!std::filesystem::is_directory(folder)) {
    MESSAGE("skipped: the corpus is not there (UNREPEAT_CORPUS, or ../shared/corpus)");
    return;
  }
  const std::pair<const char*, Counts> expected[] = {
      {"destination_test_resources_statuspage_all-streams.log", {5, 14}},
      {"statuspage-source_test_files_incidents.json", {3, 10}},
      {"example_output_create_incident.json", {1, 1}},
      {"example_output_get_incident.json", {1, 2}},
      {"example_output_update_incident.json", {1, 2}},
      {"clauth__tests_fixtures_incidents.json", {3, 5}},
      {"statuspage_fixtures_incident_update.json", {1, 2}},
  };
  std::size_t known = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const Counts found = check_import(entry.path());
    for (const auto& [end_of_name, counts] : expected) {
      if (!name.ends_with(end_of_name)) continue;
      CHECK(found.incidents == counts.incidents);
      CHECK(found.updates == counts.updates);
      ++known;
    }
  }
  CHECK(known == std::size(expected));
}
