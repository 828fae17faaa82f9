// The command line tool as a person runs it: the built binary, its output and its exit code.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/source_dir.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path fixtures = fs::path(unrepeat::source_dir()) / "tests/fixtures";

struct Run {
  int exit_code;
  std::string output;
};

/// Standard output and error together, unless the arguments redirect one of them.
Run run_tool(const std::string& arguments, const std::string& language = "C") {
  // Errors go where the output goes at first; a redirection of the output in the arguments leaves them here.
  const std::string command = "LC_ALL=" + language + " " UNREPEAT_CLI " 2>&1 " + arguments;
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

std::string fixture(const char* name) { return (fixtures / name).string(); }

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that is gone after the test.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("unrepeat-cli-" + std::to_string(std::hash<const void*>{}(this)));
  Scratch() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
};

bool has(const Run& run, std::string_view text) { return run.output.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("help and version are there, in the language of the environment") {
  CHECK(run_tool("--help").exit_code == 0);
  CHECK(has(run_tool("--help"), "every problem of our own files"));
  CHECK(has(run_tool("--help", "es_MX.UTF-8"), "todos los problemas"));
  CHECK(has(run_tool("--version"), "unrepeat 0."));
}

TEST_CASE("a wrong call says what is wrong and ends with 2") {
  for (const char* arguments : {"", "frobnicate x", "check", "check --out x y", "import", "import x --out",
                                "export a b --to json", "export x", "export x --to klingon"}) {
    CAPTURE(arguments);
    CHECK(run_tool(arguments).exit_code == 2);
  }
  CHECK(has(run_tool("frobnicate"), "There is no command “frobnicate”."));
}

TEST_CASE("checking a good file ends with 0") {
  const Run run = run_tool("check " + fixture("postmortem/smallest.postmortem.json"));
  CHECK(run.exit_code == 0);
  CHECK(has(run, "1 file, 1 post-mortem, 0 errors, 0 warnings"));
}

TEST_CASE("checking names every problem with file, line and column, and ends with 1") {
  const std::string name = fixture("postmortem/five_problems_at_once.json");
  const Run run = run_tool("check " + name + " " + fixture("postmortem/smallest.postmortem.json"));
  CHECK(run.exit_code == 1);
  CHECK(has(run, name + ":6:11: error: “accident” is not one of: incident, near_miss, false_alarm, drill. (/kind)"));
  CHECK(has(run, name + ":18:5: error: The key “title” is missing here. (/actions/0)"));
  CHECK(has(run, "2 files, 1 post-mortem, "));
}

TEST_CASE("what is not there, or is a folder, is an error with its name") {
  CHECK(run_tool("check /no/such/file").exit_code == 1);
  CHECK(has(run_tool("check /no/such/file"), "/no/such/file: error: The file cannot be read."));
  CHECK(has(run_tool("import " + fixtures.string()), "This is a folder."));
}

TEST_CASE("standard input is a file") {
  const Run run = run_tool("check - < " + fixture("postmortem/smallest.postmortem.json"));
  CHECK(run.exit_code == 0);
}

TEST_CASE("without --out an import only shows its plan") {
  const Run run = run_tool("import " + fixture("statuspage/every_trap_in_one_page.json"));
  CHECK(run.exit_code == 0);
  CHECK(has(run, "new: Payments fail now and then: Not in your library yet: 4 events from a status page."));
  CHECK(has(run, "5 new, 0 the same, 0 differing, 0 not understood"));
  CHECK(has(run, "Nothing was written."));
}

TEST_CASE("an import into a folder gives files that check, and is the same the second time") {
  const Scratch scratch;
  const std::string page = fixture("statuspage/every_trap_in_one_page.json");
  const std::string out = scratch.path.string();
  CHECK(run_tool("import " + page + " --out " + out).exit_code == 0);
  CHECK(std::distance(fs::directory_iterator(scratch.path), fs::directory_iterator{}) == 5);
  CHECK(run_tool("check " + out + "/*.postmortem.json").exit_code == 0);
  const Run again = run_tool("import " + page + " --out " + out);
  CHECK(has(again, "0 new, 5 the same, 0 differing, 0 not understood"));
  CHECK(has(again, "0 files written."));
}

TEST_CASE("an import to standard output is one canonical file") {
  const Scratch scratch;
  const std::string one = (scratch.path / "one.postmortem.json").string();
  const std::string several = (scratch.path / "several.postmortems.json").string();
  run_tool("import " + fixture("statuspage/one_incident.json") + " --out - > " + one);
  run_tool("import " + fixture("statuspage/bare_list.json") + " --out - > " + several);
  for (const std::string& path : {one, several}) {
    CHECK(run_tool("check " + path).exit_code == 0);
  }
}

TEST_CASE("exporting what is canonical gives the same bytes") {
  const std::string name = fixture("postmortem/unknown_keys_and_numbers.postmortem.json");
  const Run run = run_tool("export " + name + " --to json");
  CHECK(run.exit_code == 0);
  CHECK(run.output == content_of(name));
}

TEST_CASE("what a file says never commands the terminal") {
  const Scratch scratch;
  const std::string path = (scratch.path / "page.json").string();
  std::ofstream(path) << R"({"name": "red \u001b[31m and \u009b31m", "status": "resolved", "incident_updates": []})";
  const Run run = run_tool("import " + path);
  CHECK(run.output.find('\x1b') == std::string::npos);
  CHECK(run.output.find("\u009b") == std::string::npos);
  CHECK(has(run, "red ?[31m and ?31m"));
}

TEST_CASE("every fixture is imported or refused, and never crashes the tool") {
  for (const char* folder : {"statuspage", "postmortem"}) {
    for (const auto& entry : fs::directory_iterator(fixtures / folder)) {
      CAPTURE(entry.path().string());
      const int exit_code = run_tool("import " + entry.path().string()).exit_code;
      CHECK((exit_code == 0 || exit_code == 1));
    }
  }
}
