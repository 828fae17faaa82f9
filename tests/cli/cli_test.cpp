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

#include "cli/native_time_zones.hpp"
#include "core/format/export_format.hpp"
#include "core/format/reader.hpp"
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
  for (const char* language : {"C", "es_ES.UTF-8"}) CHECK(has(run_tool("--help", language), "--to json|markdown "));
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

TEST_CASE("the coach prints a line of JSON for each finding, in Markdown and in our own files") {
  const Scratch scratch;
  const fs::path file = scratch.path / "review.md";
  std::ofstream(file) << "# Review\n\nWe failed to check the disk.\n\n> We failed to check it.\n\n## Action items\n\n- "
                         "Improve alerts\n";
  const Run run = run_tool("coach " + file.string());
  CHECK(run.exit_code == 0);
  CHECK(std::ranges::count(run.output, '\n') == 2);
  CHECK(has(
      run,
      R"("class":"omission","rule":"omission/failed-to","begin":13,"language":"en","sentence":"We failed to check the disk.")"));
  CHECK(has(run, R"("rewrite":"did not")"));
  CHECK(has(run, R"("class":"weak_action")"));
  CHECK(run_tool("coach").exit_code == 2);
  CHECK(run_tool("coach " + (scratch.path / "missing.md").string()).exit_code == 1);
  CHECK(run_tool("coach " + fixture("postmortem/smallest.postmortem.json")).exit_code == 0);
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
  CHECK(has(run_tool("check " + fixtures.string()), "This is a folder."));
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

TEST_CASE("a post-mortem is exported as a report in the document's language, whatever the tool speaks") {
  const std::string name = fixture("postmortem/unknown_keys_and_numbers.postmortem.json");
  const Run run = run_tool("export " + name + " --to markdown");
  CHECK(run.exit_code == 0);
  const auto postmortem = unrepeat::read_file(content_of(name));
  REQUIRE(postmortem);
  CHECK(run.output == unrepeat::find_export_format("markdown")->write(postmortem->bundle, unrepeat::NativeTimeZones()));
  CHECK(run.output.starts_with("# " + postmortem->bundle.postmortems.front().title));
  CHECK(run_tool("export " + name + " --to markdown", "es_ES.UTF-8").output == run.output);
}

TEST_CASE("exporting to a form that is not there names those that are") {
  const std::string call = "export " + fixture("postmortem/smallest.postmortem.json") + " --to pdf";
  CHECK(run_tool(call).exit_code == 2);
  CHECK(has(run_tool(call), "“pdf” is not a form to export to. There are: json, markdown."));
  CHECK(has(run_tool(call, "es"), "«pdf» no es una forma a la que exportar. Hay: json, markdown."));
}

TEST_CASE("what cannot be read is exported as nothing, with the reason") {
  const Run run = run_tool("export " + fixture("postmortem/newer_version.json") + " --to markdown 2>&1 >/dev/null");
  CHECK(run.exit_code == 1);
  CHECK(has(run, "error: This was made by a newer Unrepeat"));
  CHECK(run_tool("export " + fixture("postmortem/newer_version.json") + " --to markdown 2>/dev/null").output.empty());
}

TEST_CASE("every command says of a bad file what it is, in both languages") {
  const Scratch scratch;
  const auto path = [&](const char* name) { return (scratch.path / name).string(); };
  std::ofstream(path("empty.json"));
  std::ofstream(path("archive.zip"), std::ios::binary) << "PK\x03\x04 and so on";
  std::ofstream(path("large.json"));
  fs::resize_file(path("large.json"), 200'000'000);  // has no bytes on the disk
  const struct {
    std::string file;
    const char* english;
    const char* spanish;
  } bad_files[] = {
      {path("missing.json"), "The file cannot be read.", "El archivo no se puede leer."},
      {path("empty.json"), "The file is empty.", "El archivo está vacío."},
      {path("large.json"), "The file is larger than 64 MB", "El archivo supera 64 MB"},
  };
  for (const auto& bad : bad_files) {
    for (const char* command : {"check ", "import ", "export --to json "}) {
      CAPTURE(command + bad.file);
      const Run run = run_tool(command + bad.file);
      CHECK(run.exit_code == 1);
      CHECK_MESSAGE(has(run, bad.file + ": error: " + bad.english), run.output);
      CHECK(has(run_tool(command + bad.file, "es"), bad.file + ": error: " + bad.spanish));
    }
  }
}

TEST_CASE("only an import opens archives and folders") {
  const Scratch scratch;
  const fs::path folder = scratch.path / "empty";
  fs::create_directory(folder);
  const std::string archive = fixture("archive/encrypted.zip");
  for (const char* command : {"check ", "export --to json "}) {
    CHECK(has(run_tool(command + archive), archive + ": error: This is an archive or a compressed file."));
    CHECK(has(run_tool(command + archive, "es"), archive + ": error: Esto es un archivo comprimido."));
    CHECK(has(run_tool(command + folder.string()), folder.string() + ": error: This is a folder."));
  }
  CHECK(has(run_tool("import " + archive), archive + "/day.json: error: This is encrypted (204 bytes)."));
  CHECK(has(run_tool("import " + folder.string()), folder.string() + ": error: There is no file in this folder."));
  CHECK(run_tool("import " + folder.string()).exit_code == 1);
}

TEST_CASE("a folder is imported with all that is in it, and so is an archive") {
  const Scratch scratch;
  const fs::path folder = scratch.path / "evidence";
  fs::create_directories(folder / "status/page");
  fs::create_directories(folder / ".git");
  fs::create_directories(folder / "chat");
  fs::copy(fixture("statuspage/every_trap_in_one_page.json"), folder / "status/page");
  fs::copy(fixture("archive/slack_export.zip"), folder / "chat");
  std::ofstream(folder / ".git/HEAD") << "ref: x";
  fs::create_directory_symlink(folder, folder / "again");
  const Run run = run_tool("import " + folder.string() + "/");
  CHECK(run.exit_code == 0);
  CHECK(has(run, folder.string() + "/status/page/every_trap_in_one_page.json"));
  CHECK(has(run, folder.string() + "/chat/slack_export.zip/Shop export/inc-9/2026-05-05.json"));
  CHECK(has(run, folder.string() + ": warning: 2 entries were left out: hidden files, links,"));
  CHECK(has(run, "7 new, 0 the same, 0 differing, 0 not understood"));
}

TEST_CASE("an import never overwrites what somebody wrote: another version of a file stays beside the plan") {
  const Scratch scratch;
  const fs::path mine = scratch.path / "mine.postmortem.json";
  std::string text = content_of(fixture("postmortem/smallest.postmortem.json"));
  const std::string title = "\"title\": \"";
  text.insert(text.find(title) + title.size(), "Renamed: ");
  std::ofstream(mine) << text;
  const Run run =
      run_tool("import --all " + fixture("postmortem/smallest.postmortem.json") + " --out " + scratch.path.string());
  CHECK(has(run, "0 new, 0 the same, 1 differing, 0 not understood"));
  CHECK(has(run, "0 files written."));
  CHECK(content_of(mine) == text);
  // A file of that name which is something else keeps its name.
  const Scratch other;
  const std::string call = "import " + fixture("statuspage/one_incident.json") + " --out " + other.path.string();
  run_tool(call);
  const fs::path written = fs::directory_iterator(other.path)->path();
  std::ofstream(written) << "notes";
  run_tool(call);
  CHECK(content_of(written) == "notes");
  CHECK(std::distance(fs::directory_iterator(other.path), fs::directory_iterator{}) == 2);
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
  for (const char* folder : {"statuspage", "postmortem", "archive"}) {
    for (const auto& entry : fs::directory_iterator(fixtures / folder)) {
      CAPTURE(entry.path().string());
      const int exit_code = run_tool("import " + entry.path().string()).exit_code;
      CHECK((exit_code == 0 || exit_code == 1));
    }
  }
}

TEST_CASE("several files become one timeline in one file, and the same again adds nothing") {
  const Scratch scratch;
  const std::string golden = (fs::path(unrepeat::source_dir()) / "tests/corpus/golden/2-label-queue").string();
  const std::string into = (scratch.path / "labels.postmortem.json").string();
  const std::string call =
      "import " + golden + "/incident-86.json " + golden + "/alertmanager-posts.jsonl --into " + into;
  CHECK(run_tool(call).exit_code == 0);
  const auto first = unrepeat::read_postmortem(content_of(into));
  REQUIRE(first.has_value());
  CHECK(first->sources.size() == 2);
  CHECK(first->timeline.size() > 8);
  CHECK(run_tool(call).exit_code == 0);
  const auto again = unrepeat::read_postmortem(content_of(into));
  REQUIRE(again.has_value());
  CHECK(again->timeline == first->timeline);
  CHECK(run_tool("import " + golden + "/git-log.txt --into " + into).exit_code == 0);
  CHECK(unrepeat::read_postmortem(content_of(into))->sources.size() == 3);
  CHECK(run_tool("import x --into a --out b").exit_code == 2);
}

TEST_CASE("times without a zone are read in the zone that is given, and one that is none is refused") {
  const Scratch scratch;
  const std::string notes = (scratch.path / "notes.txt").string(), out = (scratch.path / "one.json").string();
  std::ofstream(notes) << "2026-03-08 11:01 - labels are late\n2026-03-08 11:30 - rolled back\n";
  CHECK(run_tool("import " + notes + " --zone America/New_York --out - > " + out).exit_code == 0);
  const auto read = unrepeat::read_postmortem(content_of(out));
  REQUIRE(read.has_value());
  CHECK(read->timeline.at(0).time.at == unrepeat::parse_instant("2026-03-08T15:01:00Z").value());
  const Run refused = run_tool("import " + notes + " --zone Atlantis/City");
  CHECK(refused.exit_code == 2);
  CHECK(has(refused, "Atlantis/City"));
}

TEST_CASE("the plan is also given as lines of JSON") {
  const Run run = run_tool("import --json " + fixture("statuspage/one_incident.json"));
  CHECK(run.exit_code == 0);
  CHECK(has(run, R"("entry":"new")"));
  CHECK(has(run, R"("kind":"statuspage")"));
}
