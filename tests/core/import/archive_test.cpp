// Archives and folders: what is packed is imported as if it were not, and what an archive says of itself is not
// believed.
#include "core/import/archive.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/format/writer.hpp"
#include "tests/core/import/archive_files.hpp"
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace std::string_literals;

namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::filesystem::path(source_dir()) / "tests/fixtures/archive" / name, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

ImportPlan plan_files(std::vector<ImportFile> files) {
  static const NativeTimeZones zones;
  return propose_import(files, {.zones = zones, .known = ListedPostmortems{}, .now = Instant{}});
}
ImportPlan plan_archive(const std::string& bytes, const std::string& name = "a.zip") {
  return plan_files({{.name = name, .bytes = bytes}});
}

/// "file: sentence", each problem in the order of the plan.
Lines complaints(const ImportPlan& plan, Language language = Language::english) {
  Lines lines;
  for (const FileProblem& one : plan.problems) lines.push_back(one.file + ": " + say(language, one.problem));
  return lines;
}
Lines complaints(const std::string& bytes, const std::string& name = "a.zip") {
  const ImportPlan plan = plan_archive(bytes, name);
  CHECK(plan.items.empty());
  for (const FileProblem& one : plan.problems) CHECK_FALSE(say(Language::spanish, one.problem).empty());
  return complaints(plan);
}

/// What a plan says, but for what its files are called in it.
Lines said(const ImportPlan& plan) {
  Lines lines;
  for (const ImportItem& item : plan.items)
    lines.push_back(item.kind + " | " + item.title + " | " + say(Language::english, item.reason) + " | " +
                    std::to_string(item.records) + " | " +
                    (item.postmortem ? write_postmortem(*item.postmortem) : std::string()));
  for (const FileProblem& one : plan.problems)
    lines.push_back(say(Language::english, one.problem) + one.problem.pointer + std::to_string(one.problem.line));
  return lines;
}

std::string day(const std::string& words) {
  return "[{\"type\": \"message\", \"user\": \"U01ANA\", \"ts\": \"1777888860.000200\", \"text\": \"" + words + "\"}]";
}

constexpr std::string_view pasted =
    "2026-05-04 10:01 UTC - orders fail\n2026-05-04 10:03 UTC - we roll back\n2026-05-04 10:09 UTC - all fine\n";

}  // namespace

// ---- what is packed is what it was

TEST_CASE("an archive of files gives the same plan as the files themselves") {
  struct Sample {
    std::string name;
    std::string_view content;
  };
  static const std::vector<Sample> samples{{"inc-9/2026-05-04.json", slack_day},
                                           {"oncall.json", grafana_oncall},
                                           {"alerts/post.json", alertmanager_post},
                                           {"issue.json", jira_issue},
                                           {"notes/pasted.txt", pasted},
                                           {"words.txt", "Nothing that has a time."},
                                           {"cut.json", "{\"a\": [1, 2"},
                                           {"empty.log", ""},
                                           {"entries.json", aws_status_entries}};
  CHECK(rc::check([] {
    std::vector<ImportFile> bare;
    std::vector<ZipFile> zipped;
    for (const Sample& sample : *rc::gen::container<std::vector<Sample>>(rc::gen::elementOf(samples))) {
      if (std::ranges::any_of(bare, [&](const ImportFile& one) { return one.name == sample.name; })) continue;
      bare.push_back({.name = sample.name, .bytes = sample.content});
      ZipFile file{.name = sample.name, .content = std::string(sample.content)};
      file.method = *rc::gen::element<std::uint16_t>(0, 8);
      file.has_large_numbers = *rc::gen::arbitrary<bool>();
      if (*rc::gen::inRange(0, 4) == 0) {
        file.content = gzip_of(sample.content);
        file.name += ".gz";
      }
      zipped.push_back(std::move(file));
    }
    if (bare.empty()) return;
    std::string archive = zip_of(zipped, *rc::gen::arbitrary<bool>() ? "a comment" : "", *rc::gen::arbitrary<bool>());
    const bool is_nested = std::ranges::none_of(zipped, [](const ZipFile& one) { return one.name.ends_with(".gz"); }) &&
                           *rc::gen::arbitrary<bool>();
    if (is_nested) archive = zip_of({{.name = "inner.zip", .content = archive}});
    const ImportPlan plan = plan_archive(archive);
    RC_ASSERT(said(plan) == said(plan_files(bare)));
    for (const ImportItem& item : plan.items)
      RC_ASSERT(item.file.starts_with(is_nested ? "a.zip/inner.zip/" : "a.zip/"));
  }));
}

TEST_CASE("a gzip file is the file in it, and is called so") {
  const ImportPlan plan = plan_archive(gzip_of(pasted), "notes/pasted.txt.gz");
  CHECK(said(plan) == said(plan_files({{.name = "notes/pasted.txt", .bytes = pasted}})));
  CHECK(plan.items.at(0).file == "notes/pasted.txt.gz");
  CHECK(said(plan_archive(gzip_of(pasted), "pasted.txt.GZ")) ==
        said(plan_files({{.name = "pasted.txt", .bytes = pasted}})));
  CHECK(said(plan_archive(gzip_of(pasted), "pasted")) == said(plan_files({{.name = "pasted", .bytes = pasted}})));
}

TEST_CASE("a chat's export is read whole from its ZIP, and the people and channels have their names") {
  const ImportPlan plan = plan_archive(fixture("slack_export.zip"), "Shop.zip");
  const auto threads = threads_of(plan);
  REQUIRE(threads.size() == 2);
  const auto incident = std::ranges::find(threads, "#inc-9", &Postmortem::title);
  REQUIRE(incident != threads.end());
  REQUIRE(incident->timeline.size() == 3);
  CHECK(incident->timeline[0].actor == "Bo");
  CHECK(incident->timeline[1].text == "@Bo we roll back");
  CHECK(incident->timeline[2].actor == "Ana Ruiz");
  CHECK(incident->sources.size() == 2);
  const auto entry = std::ranges::find(plan.items, "#inc-9", &ImportItem::title);
  CHECK(say(Language::english, entry->reason) == "Not in your library yet: 3 events.");
  CHECK(std::ranges::any_of(
      plan.items, [](const ImportItem& item) { return item.file.starts_with("Shop.zip/Shop export/inc-9/"); }));
  // Nothing else in it needs a look but the lists, in which nothing happened.
  for (const FileProblem& one : plan.problems) CHECK(one.problem.text == Text::import_source_nothing);

  // The same without a folder round it, and the lists at the end.
  const std::string flat = zip_of(
      {{.name = "inc-9/2026-05-04.json", .content = std::string(slack_day)},
       {.name = "users.json", .content = R"([{"id": "U01ANA", "name": "ana", "profile": {"real_name": "Ana R."}}])"}});
  CHECK(only_thread(plan_archive(flat)).timeline.at(1).actor == "Ana R.");
}

TEST_CASE("two exports that come together do not lend each other their names") {
  const auto export_of = [](const std::string& name) {
    return zip_of({{.name = name + "/2026-05-04.json", .content = day("by " + name)},
                   {.name = "users.json",
                    .content = R"([{"id": "U01ANA", "name": "x", "profile": {"real_name": ")" + name + R"("}}])"}});
  };
  const std::string first = export_of("ana"), second = export_of("bo");
  const auto threads = threads_of(plan_files({{.name = "1.zip", .bytes = first}, {.name = "2.zip", .bytes = second}}));
  REQUIRE(threads.size() == 2);
  for (const Postmortem& thread : threads) CHECK("#" + thread.timeline.at(0).actor == thread.title);
}

TEST_CASE("what other programs pack is read") {
  CHECK(only_thread(plan_archive(fixture("two_members.json.gz"), "day.json.gz")).timeline.size() == 2);
  CHECK(only_thread(plan_archive(fixture("large_numbers.zip"))).title == "#inc-9");
  const ImportPlan streamed = plan_archive(fixture("streamed.zip"));
  REQUIRE(streamed.items.size() == 2);
  CHECK(streamed.items[1].file == "a.zip/inc-9/Störung.txt");
  CHECK(streamed.problems.empty());
}

// ---- what cannot be taken

TEST_CASE("a bad archive is refused in a sentence that says what is wrong") {
  const std::string good = zip_of({{.name = "a.json", .content = day("x")}});
  CHECK(complaints("PK\x05\x06"s + std::string(18, '\0')) == Lines{"a.zip: There is no file in this archive."});
  CHECK(complaints(zip_of({{.name = "folder/", .content = ""}})) == Lines{"a.zip: There is no file in this archive."});
  CHECK(complaints(good.substr(0, good.size() - 30)) ==
        Lines{"a.zip: This ZIP archive is cut off: of it " + std::to_string(good.size() - 30) +
              " bytes are there, and the list of its files, which stands at the end, is not. Fetch it again."});
  CHECK(complaints("PK\x03\x04").size() == 1);
  std::string split = good;
  split[split.size() - 18] = 1;
  CHECK(complaints(split) == Lines{"a.zip: This is a part of a ZIP archive that was split. Join its parts first."});
  std::string lost = good;
  lost[lost.size() - 6] = '\x70';
  CHECK(complaints(lost) ==
        Lines{"a.zip: The list of files in this ZIP archive is damaged after 0 entries. What comes after "
              "that is not read."});
  CHECK(complaints(zip_of({{.name = "[Content_Types].xml", .content = "<Types/>"},
                           {.name = "word/document.xml", .content = "<w/>"}}),
                   "report.docx") == Lines{"report.docx: This is a document of an office program. Save its text, or "
                                           "its table as CSV, and choose that."});
  for (const std::string& other :
       {"7z\xBC\xAF\x27\x1C"s, "BZh91AY"s, "Rar!\x1A\x07"s, "\xFD"s + "7zXZ", std::string(257, 'x') + "ustar"})
    CHECK(complaints(other, "a.bin") == Lines{"a.bin: This file is packed in a way that is not read here. Unpack it "
                                              "first, or pack it as a ZIP archive."});
}

TEST_CASE("a bad file in an archive is refused in a sentence with its name and size, and the others are taken") {
  const std::string text = day("x");
  const std::string size = std::to_string(text.size()) + " bytes";
  const auto file = [&](const std::string& name) { return ZipFile{.name = name, .content = text}; };
  const auto refusal_of = [&](ZipFile bad) {
    const ImportPlan plan = plan_archive(zip_of({file("inc-1/a.json"), std::move(bad), file("inc-2/b.json")}));
    CHECK(plan.items.size() == 2);
    CHECK(plan.has_errors());
    REQUIRE(plan.problems.size() == 1);
    CHECK(say(Language::spanish, plan.problems[0].problem) != say(Language::english, plan.problems[0].problem));
    return complaints(plan).at(0);
  };
  for (const std::string& name :
       {"../up.json"s, "a/../../up.json"s, "/etc/up.json"s, "C:/up.json"s, "..\\up.json"s, "\\\\host\\up.json"s})
    CHECK(refusal_of(file(name)).ends_with("Its name leads out of the archive. It is left out (" + size + ")."));
  CHECK(refusal_of(file("..\\up.json")).starts_with("a.zip/../up.json: "));

  ZipFile encrypted = file("e.json");
  encrypted.flags = 1;
  CHECK(refusal_of(encrypted) ==
        "a.zip/e.json: This is encrypted (" + size + "). Unpack the archive with its password first.");
  ZipFile other = file("m.json");
  other.method = 9;
  CHECK(refusal_of(other) == "a.zip/m.json: This is packed by a method that is not read here (Deflate64; " + size +
                                 "). Unpack the archive, or pack it as an ordinary ZIP.");
  other.method = 77;
  CHECK(refusal_of(other).contains("(77; " + size + ")"));

  ZipFile bomb = file("bomb.json");
  bomb.size = std::uint64_t{3} << 30;
  CHECK(refusal_of(bomb) == "a.zip/bomb.json: Unpacked this is 3072 MB; of one file at most 64 MB are read.");
  ZipFile liar{.name = "liar.json", .content = std::string(5'000'000, ' ')};
  liar.size = 1'000;
  CHECK(refusal_of(liar) ==
        "a.zip/liar.json: This unpacks to more than the 1000 bytes that the archive says. Nothing of it is taken.");
  liar.size = 5'000'001;
  CHECK(refusal_of(liar) == "a.zip/liar.json: This is damaged: it unpacks only up to 4883 KB. Nothing of it is taken.");

  for (const std::uint16_t method : {std::uint16_t{0}, std::uint16_t{8}}) {
    ZipFile changed = file("c.json");
    changed.method = method;
    changed.checksum = 7;
    CHECK(refusal_of(changed) == "a.zip/c.json: This is damaged: its checksum says that the " + size +
                                     " which came out are not what was packed. Nothing of it is taken.");
  }
  ZipFile cut = file("cut.json");
  cut.bytes = packed(text).substr(0, 20);
  CHECK(refusal_of(cut).starts_with("a.zip/cut.json: This is cut off: what is packed ends after "));
  ZipFile broken = file("broken.json");
  broken.bytes = "\xFF\xFF\xFF";
  CHECK(refusal_of(broken) ==
        "a.zip/broken.json: This is damaged: it unpacks only up to 0 bytes. Nothing of it is taken.");
  ZipFile nowhere = file("nowhere.json");
  nowhere.place = 1'000'000;
  CHECK(refusal_of(nowhere).starts_with("a.zip/nowhere.json: This is damaged: "));
}

TEST_CASE("files that share their bytes are refused but for the first") {
  const std::string text = day("x");
  ZipFile second{.name = "inc-2/b.json", .content = text};
  second.place = 0;
  const ImportPlan plan = plan_archive(zip_of({{.name = "inc-1/a.json", .content = text}, second}));
  CHECK(plan.items.size() == 1);
  CHECK(complaints(plan) == Lines{"a.zip/inc-2/b.json: This stands in the archive where another file stands (" +
                                  std::to_string(text.size()) + " bytes). Nothing of it is taken."});
}

TEST_CASE("what other programs encrypt, or pack by other methods, is said to be so") {
  CHECK(complaints(fixture("encrypted.zip")) ==
        Lines{"a.zip/day.json: This is encrypted (204 bytes). Unpack the archive with its password first."});
  const ImportPlan plan = plan_archive(fixture("other_methods.zip"));
  CHECK(plan.items.size() == 1);
  REQUIRE(plan.problems.size() == 2);
  CHECK(complaints(plan)[0].contains("(bzip2; 204 bytes)"));
  CHECK(complaints(plan)[1].contains("(LZMA; 204 bytes)"));
}

TEST_CASE("a bad gzip file is refused in a sentence, and what only follows it is no harm") {
  const std::string text = day("x"), good = gzip_of(text);
  CHECK(complaints(good.substr(0, good.size() - 9), "a.gz")
            .at(0)
            .starts_with("a.gz: This is cut off: what is packed ends after "));
  CHECK(complaints("\x1F\x8B\x08\0"s, "a.gz") ==
        Lines{"a.gz: This is cut off: what is packed ends after 0 bytes. Nothing of it is taken."});
  CHECK(complaints("\x1F\x8B\x07 what is this", "a.gz") ==
        Lines{"a.gz: This is damaged: it unpacks only up to 0 bytes. Nothing of it is taken."});
  std::string changed = good;
  changed[changed.size() - 8] ^= 1;
  CHECK(complaints(changed, "a.gz")
            .at(0)
            .contains("its checksum says that the " + std::to_string(text.size()) + " bytes"));
  CHECK(complaints(gzip_of(std::string(max_import_bytes + 1, ' ')), "a.gz") ==
        Lines{"a.gz: This unpacks to more than 64 MB, the most that is read of one file."});

  const ImportPlan padded = plan_archive(good + std::string(512, '\0'), "a.gz");
  CHECK(padded.items.size() == 1);
  CHECK(padded.problems.empty());
  const ImportPlan trailed = plan_archive(good + "and more", "a.gz");
  CHECK(trailed.items.size() == 1);
  CHECK(complaints(trailed) ==
        Lines{"a.gz: After what is packed, 8 bytes follow that belong to nothing. They are not read."});
  CHECK_FALSE(trailed.has_errors());
}

TEST_CASE("a gzip file of a great many members is read as one") {
  std::string members;
  for (int i = 0; i < 20'000; ++i) members += gzip_of("");
  members += gzip_of(day("x").substr(0, 30)) + gzip_of(day("x").substr(30));
  CHECK(only_thread(plan_archive(members, "a.json.gz")).timeline.size() == 1);
}

TEST_CASE("an archive in an archive is opened, and one in that is not") {
  const std::string text = day("x");
  const std::string inner =
      zip_of({{.name = "inc-1/a.json", .content = text}, {.name = "inc-2/b.json.gz", .content = gzip_of(text)}});
  const std::string outer = zip_of({{.name = "inner.zip", .content = inner}});
  const ImportPlan plan = plan_archive(outer);
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].file == "a.zip/inner.zip/inc-1/a.json");
  CHECK(complaints(plan) == Lines{"a.zip/inner.zip/inc-2/b.json.gz: This is an archive in an archive in an archive (" +
                                  std::to_string(gzip_of(text).size()) + " bytes). Unpack the outer one first."});
}

TEST_CASE("more than a great deal does not come out of archives, and what comes after them is taken") {
  const std::string text = day("x");
  std::vector<ZipFile> files;
  for (int i = 0; i < 9; ++i)
    files.push_back({.name = "logs/" + std::to_string(i), .content = std::string(400'000, ' ')});
  const std::string archive = zip_of(files);
  static const NativeTimeZones zones;
  const ListedPostmortems known;
  ImportPlanning planning({{.name = "a.zip", .bytes = archive}, {.name = "inc-1/a.json", .bytes = text}},
                          {.zones = zones, .known = known, .now = {}}, 1'000'000);
  while (planning.step()) {
  }
  CHECK(planning.done() == planning.total());
  const ImportPlan plan = planning.take_plan();
  CHECK(plan.items.size() == 1);
  CHECK(complaints(plan).back() ==
        "a.zip/logs/2: More than 977 KB came out of archives at once. This file and 6 more are left out.");
}

// ---- names

TEST_CASE("names in archives are read in whatever way they are written") {
  const auto name_of = [](ZipFile file) {
    file.content = day("x");
    const ImportPlan plan = plan_archive(zip_of({file}));
    REQUIRE(plan.items.size() == 1);
    return plan.items[0].file;
  };
  CHECK(name_of({.name = "inc/St\x94rung.json", .content = {}}) == "a.zip/inc/Störung.json");
  CHECK(name_of({.name = "inc/Störung.json", .content = {}, .flags = 0x0800}) == "a.zip/inc/Störung.json");
  CHECK(name_of({.name = "inc/障害.json", .content = {}}) == "a.zip/inc/障害.json");
  CHECK(name_of({.name = "inc/\xFF\x80.json", .content = {}, .flags = 0x0800}) == "a.zip/inc/\u00A0Ç.json");
  CHECK(name_of({.name = "inc\\day.json", .content = {}}) == "a.zip/inc/day.json");
  CHECK(name_of({.name = "inc/a\nb\x1B[31m.json", .content = {}}) == "a.zip/inc/a\uFFFDb\uFFFD[31m.json");
  const std::string raw = "inc/?.json", better = "inc/障.json";
  ZipFile both{.name = raw, .content = {}};
  both.extra = little(0x7075, 2) + little(5 + better.size(), 2) + "\x01" + little(checksum_of(raw), 4) + better;
  CHECK(name_of(both) == "a.zip/inc/障.json");
  both.extra[6] ^= 1;  // made for another name
  CHECK(name_of(both) == "a.zip/inc/?.json");
}

// ---- what is beside the evidence

TEST_CASE("hidden files and tools' own are left out and counted, what systems put there is not even that") {
  const std::string text = day("x");
  std::vector<ZipFile> files{{.name = "inc-1/a.json", .content = text}};
  for (const char* name : {".git/HEAD", "web/node_modules/x/package.json", "inc-1/.hidden.json",
                           "__MACOSX/inc-1/._a.json", "inc-1/.DS_Store", "Thumbs.db"})
    files.push_back({.name = name, .content = text});
  ZipFile link{.name = "inc-1/link.json", .content = "/etc/passwd"};
  link.attributes = 0xA1FFu << 16;
  files.push_back(link);
  const ImportPlan plan = plan_archive(zip_of(files));
  CHECK(plan.items.size() == 1);
  CHECK(
      complaints(plan) ==
      Lines{"a.zip: 4 entries were left out: hidden files, links, and what tools keep for themselves, such as .git and "
            "node_modules."});
  CHECK_FALSE(plan.has_errors());
}

TEST_CASE("pictures and other files that are no text are summed by kind, and so is what is refused again and again") {
  const std::string text = day("x");
  std::vector<ZipFile> files{{.name = "inc-1/a.json", .content = text}};
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    files.push_back({.name = "shots/" + number + ".png", .content = "\x89PNG\r\n\x1A\n\0\0\0\r"s});
    files.push_back({.name = "bin/" + number,
                     .content = "\x7F"
                                "ELF\x02\x01\x01\0\0\0"s});
    files.push_back({.name = "src/" + number + ".txt", .content = "Nothing that has a time."});
  }
  const Lines expected{
      "a.zip: 40 pictures in it are left out, the first is “shots/0.png”. Pictures are added to a post-mortem itself.",
      "a.zip: 40 files in it are not text, the first is “bin/0”. They are left out.",
      "a.zip/src/0.txt: " + std::string(say(Language::english, Text::import_not_known)),
      "a.zip/src/1.txt: " + std::string(say(Language::english, Text::import_not_known)),
      "a.zip/src/2.txt: " + std::string(say(Language::english, Text::import_not_known)),
      "a.zip: 37 more files in it are left out for the same reason as “src/0.txt”."};
  const ImportPlan plan = plan_archive(zip_of(files));
  CHECK(plan.items.size() == 1);
  CHECK(complaints(plan) == expected);

  // A folder is no other than an archive of it.
  std::vector<ImportFile> bare{{.name = "a.zip", .is_folder = true, .size = files.size()}};
  std::vector<std::string> names;
  for (ZipFile& file : files) names.push_back("a.zip/" + file.name);
  for (std::size_t i = 0; i < files.size(); ++i) bare.push_back({.name = names[i], .bytes = files[i].content});
  Lines of_folder = complaints(plan_files(bare));
  for (std::string& line : of_folder)
    while (line.contains("“a.zip/")) line.erase(line.find("“a.zip/") + 3, 6);
  CHECK(of_folder == expected);
  // Beside the folder a file is by itself.
  bare.push_back({.name = "loose.txt", .bytes = "Nothing that has a time."});
  CHECK(plan_files(bare).problems.back().file == "loose.txt");
}

// ---- folders, and what was not read

TEST_CASE("a folder says what it has not, and what of it was left out") {
  CHECK(complaints(plan_files({{.name = "logs", .is_folder = true}})) ==
        Lines{"logs: There is no file in this folder."});
  CHECK(complaints(plan_files({{.name = "logs", .is_folder = true, .size = 1, .left_out = 1},
                               {.name = "logs/inc-1/a.json", .bytes = slack_day}})) ==
        Lines{"logs: 1 entry was left out: hidden files, links, and what tools keep for themselves, such as .git and "
              "node_modules."});
  CHECK(complaints(plan_files({{.name = "logs", .is_folder = true, .size = 100'001}})) ==
        Lines{"logs: There are more than 100000 files in it. Those after the first 100000 are left out."});
}

TEST_CASE("a file that was not read says why, by its size and by how it begins") {
  const auto complaint = [](std::string_view beginning, std::uint64_t size) {
    return complaints(plan_files({{.name = "f", .bytes = beginning, .size = size}})).at(0);
  };
  CHECK(complaint("", 0) == "f: The file is empty.");
  CHECK(complaint("{\"a\": 1", 70 << 20) == "f: The file is larger than 64 MB, which is the limit.");
  CHECK(complaint("PK\x03\x04", 300 << 20) == "f: The file is larger than 128 MB, which is the limit.");
  CHECK(complaint("PK\x03\x04", 70 << 20)
            .starts_with("f: This was not read: it is gone from the disk, or more than 128 MB came at once."));
  CHECK(complaint("", 5).starts_with("f: This was not read: "));
}

// ---- in pieces

TEST_CASE("a large file comes out in small steps, and each is progress") {
  const std::string archive = zip_of({{.name = "large.log", .content = std::string(20 << 20, 'x')},
                                      {.name = "stored.log", .content = std::string(10 << 20, 'x'), .method = 0}});
  const std::string members = gzip_of(std::string(10 << 20, 'x'));
  const NativeTimeZones zones;
  const ListedPostmortems known;
  ImportPlanning planning({{.name = "a.zip", .bytes = archive}, {.name = "b.gz", .bytes = members}},
                          {.zones = zones, .known = known, .now = {}});
  std::size_t steps = 1, times_it_grew = 0;
  for (std::size_t done = 0; planning.step(); ++steps) {
    CHECK(planning.done() >= done);
    CHECK(planning.done() <= planning.total());
    times_it_grew += planning.done() > done;
    done = planning.done();
  }
  CHECK(steps > 80);
  CHECK(times_it_grew >= 40);
  CHECK(planning.done() == planning.total());
}
