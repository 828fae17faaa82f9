// The corpus of real exports, which is beside the project and not in it: every file of `sources/` is read, and a table
// is printed of what was understood. It does not get worse.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

namespace unrepeat {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> corpus() {
  const char* set = std::getenv("UNREPEAT_CORPUS");
  const fs::path path = set != nullptr ? fs::path(set) : fs::path(source_dir()) / "../shared/corpus";
  return fs::is_directory(path / "sources") ? std::optional(path) : std::nullopt;
}

struct Row {
  std::int64_t files = 0;
  std::int64_t taken = 0;  ///< Files of which something became an entry, by the importer of their kind.
  std::int64_t records = 0, understood = 0;
  std::map<std::string, std::int64_t> reasons;
};

/// Folders are named after what is in them, which is not always what a kind is called here; a tool without an importer
/// of its own is read as JSON.
std::string kind_of_folder(const std::string& folder) {
  if (folder == "dash0") return "json";
  return folder == "github_timeline" ? "github" : folder;
}

Row read_folder(const fs::path& folder) {
  Row row;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const ImportPlan plan = plan_of({{entry.path().filename().string(), text}}, ListedPostmortems{});
    ++row.files;
    bool is_taken = false;
    for (const ImportItem& item : plan.items) {
      row.records += item.records;
      row.understood += item.understood;
      if (item.state == ImportState::not_understood) row.reasons[say(Language::english, item.reason)] += item.records;
      is_taken = is_taken || (item.postmortem && item.kind == kind_of_folder(folder.filename().string()));
      if (item.postmortem) CHECK(item.records == item.understood);
    }
    row.taken += is_taken ? 1 : 0;
    for (const FileProblem& one : plan.problems)
      if (one.problem.severity == Problem::Severity::error) ++row.reasons[say(Language::english, one.problem)];
  }
  return row;
}

/// What was once read. A kind may only become better: more files, more records, fewer that are not understood.
struct Kept {
  std::string_view kind;
  std::int64_t taken, understood, not_understood;
};
constexpr Kept kept[] = {
    {"alertmanager", 21, 42, 0}, {"dash0", 1, 1, 0},       {"firehydrant", 2, 4, 0}, {"github_timeline", 15, 16, 0},
    {"grafana", 7, 8, 0},        {"incident_io", 1, 1, 0}, {"jira", 10, 232, 12},    {"newrelic", 1, 1, 0},
    {"opsgenie", 7, 8, 0},       {"pagerduty", 15, 20, 0}, {"rootly", 4, 4, 0},      {"sentry", 1, 1, 0},
    {"servicenow", 2, 2, 0},     {"squadcast", 2, 33, 0},  {"statuspage", 7, 54, 1},
};

}  // namespace

TEST_CASE("of the real exports no less is understood than before") {
  const auto path = corpus();
  if (!path) {
    MESSAGE("skipped: the corpus of real exports is not here (UNREPEAT_CORPUS)");
    return;
  }
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(*path / "sources"))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::ranges::sort(folders);
  MESSAGE("kind | files | taken | records | understood | not understood | reasons");
  for (const fs::path& folder : folders) {
    const std::string kind = folder.filename().string();
    const Row row = read_folder(folder);
    std::string reasons;
    for (const auto& [reason, count] : row.reasons) reasons += " " + std::to_string(count) + " × " + reason;
    const std::int64_t not_understood = row.records - row.understood;
    MESSAGE(kind << " | " << row.files << " | " << row.taken << " | " << row.records << " | " << row.understood << " | "
                 << not_understood << " |" << reasons);
    const auto before = std::ranges::find(kept, kind, &Kept::kind);
    if (before == std::end(kept)) continue;
    CAPTURE(kind);
    CHECK(row.taken >= before->taken);
    CHECK(row.understood >= before->understood);
    CHECK(not_understood <= before->not_understood);
  }
}

}  // namespace unrepeat
