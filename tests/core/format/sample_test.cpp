// The sample library through the real reader and writer: what a new user sees first is canonical to the byte.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::filesystem::path> sample_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(source_dir()) / "assets/samples")) {
    if (entry.path().filename().string().ends_with(".postmortem.json")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::filesystem::path fixture_folder() { return std::filesystem::path(source_dir()) / "tests/fixtures/postmortem"; }

std::string fixture(const std::string& name) { return bytes_of(fixture_folder() / name); }

std::string first_problem(const std::vector<Problem>& problems) {
  return problems.empty() ? "" : problems.front().pointer + ": " + say(Language::english, problems.front());
}

}  // namespace

TEST_CASE("a sample that is read and written is the same bytes, and its revision is right") {
  const auto files = sample_files();
  CHECK(files.size() == 12);
  for (const auto& path : files) {
    CAPTURE(path.filename().string());
    const std::string bytes = bytes_of(path);
    const auto postmortem = read_postmortem(bytes);
    REQUIRE_MESSAGE(postmortem.has_value(), first_problem(postmortem.error()));
    const bool same = write_postmortem(*postmortem) == bytes;
    CHECK(same);
    CHECK(revision_of(*postmortem) == postmortem->history.revision);
  }
}

TEST_CASE("a fixture with unknown keys and unusual numbers is written back to the byte") {
  for (const char* name : {"smallest.postmortem.json", "unknown_keys_and_numbers.postmortem.json"}) {
    CAPTURE(name);
    const std::string bytes = fixture(name);
    const auto postmortem = read_postmortem(bytes);
    REQUIRE_MESSAGE(postmortem.has_value(), first_problem(postmortem.error()));
    const bool same = write_postmortem(*postmortem) == bytes;
    CHECK(same);
  }
}

TEST_CASE("a reference that names nothing is a warning, and everything is kept") {
  for (const char* name : {"action_addresses_nothing.json", "moment_names_no_event.json"}) {
    CAPTURE(name);
    const auto reading = read_file(fixture(name));
    REQUIRE(reading.has_value());
    CHECK(reading->warnings.size() == 1);
    const bool same = write_postmortem(reading->bundle.postmortems.at(0)) == fixture(name);
    CHECK(same);
  }
}

TEST_CASE("a fixture with something wrong is refused, with the place") {
  int refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixture_folder())) {
    const std::string name = entry.path().filename().string();
    const bool is_read = name.ends_with(".postmortem.json") || name == "action_addresses_nothing.json" ||
                         name == "moment_names_no_event.json";
    if (is_read) continue;
    CAPTURE(name);
    const auto reading = read_file(fixture(name));
    CHECK(!reading.has_value());
    if (reading) continue;
    REQUIRE(!reading.error().empty());
    CHECK(reading.error().front().line > 0);
    if (name == "five_problems_at_once.json") CHECK(reading.error().size() == 5);
    ++refused;
  }
  CHECK(refused == 21);
}
