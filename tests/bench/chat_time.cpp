// What bringing in a large chat costs: chat_time FOLDER reads every file below it as one Slack export and prints how
// long planning and making one timeline of it took, how many events it has and the most memory at a time, as JSON.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "core/import/combine.hpp"
#include "core/import/importer.hpp"

namespace unrepeat::bench {
namespace {

struct EmptyLibrary : KnownPostmortems {
  std::optional<Postmortem> find(const Id<Postmortem>&) const override { return std::nullopt; }
  std::optional<Postmortem> find_by_reference(std::string_view, std::string_view) const override {
    return std::nullopt;
  }
};

/// In the unit of the system: kilobytes.
long most_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace
}  // namespace unrepeat::bench

int main(int argc, char** argv) {
  using namespace unrepeat;
  if (argc < 2) {
    std::fputs("chat_time FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder(argv[1]);
  std::deque<std::string> contents;
  std::vector<ImportFile> files;
  std::deque<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    contents.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    names.push_back(std::filesystem::relative(entry.path(), folder).generic_string());
    files.push_back({.name = names.back(), .bytes = contents.back(), .size = contents.back().size()});
  }
  const NativeTimeZones zones;
  const bench::EmptyLibrary known;
  const ImportContext context{.zones = zones, .known = known, .now = Instant{1'767'268'800'000'000}};
  const auto start = std::chrono::steady_clock::now();
  const auto since_start = [&] {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  };
  ImportPlan plan = propose_import(files, context);
  const double planned = since_start();
  std::vector<Postmortem> threads;
  for (ImportItem& item : plan.items)
    if (item.postmortem) threads.push_back(std::move(*item.postmortem));
  const std::size_t events = threads.empty() ? 0 : combine(std::move(threads)).postmortem.timeline.size();
  std::printf("{\"plan_ms\": %.1f, \"import_ms\": %.1f, \"events\": %zu, \"peak_kb\": %ld}\n", planned, since_start(),
              events, bench::most_memory());
  return events == 0 ? 1 : 0;
}
