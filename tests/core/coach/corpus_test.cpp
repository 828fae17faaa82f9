// The coach on post-mortems that others published: what it says there, drawn by a fixed seed and judged by a reader.
// Verdicts are kept by file, place and rule, without the sentences, which are not ours. UNREPEAT_SAMPLE=FILE writes
// what is drawn with its words, for whoever judges.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "core/coach/coach.hpp"
#include "core/format/json_tree.hpp"
#include "core/text/utf8.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t seed = 20261128;
constexpr std::size_t most_of_a_class = 20;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Found {
  std::string file, text;
  Finding finding;
  std::uint64_t draw = 0;  ///< Its place in the urn: the same on every machine, whatever else is found.

  std::string key() const { return file + " " + std::to_string(finding.range.begin) + " " + finding.rule; }
};

std::uint64_t draw_of(const std::string& key) {
  std::uint64_t state = seed;
  for (const char c : key) {
    state = (state ^ static_cast<unsigned char>(c)) * 0x9E3779B97F4A7C15u;
    state ^= state >> 29;
  }
  return state;
}

std::vector<Found> find_in_corpus(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<Found> found;
  for (const fs::path& path : files) {
    std::string text = content_of(path);
    text.resize(valid_utf8_prefix(text));
    for (Finding& finding : Coach().read({{.path = "", .text = text}}, {})) {
      Found one{.file = path.filename().string(), .text = text, .finding = std::move(finding)};
      one.draw = draw_of(one.key());
      found.push_back(std::move(one));
    }
  }
  return found;
}

/// Up to so many of each class.
std::vector<Found> draw(std::vector<Found> found) {
  std::ranges::sort(found, {}, [](const Found& one) { return std::pair(one.finding.class_, one.draw); });
  std::map<CoachClass, std::size_t> count;
  std::erase_if(found, [&](const Found& one) { return ++count[one.finding.class_] > most_of_a_class; });
  return found;
}

/// The lines around the words: whoever judges needs what they stand in, and no more.
std::string lines_around(const Found& one) {
  constexpr std::size_t enough = 300;
  const TextRange& sentence = one.finding.sentence;
  const std::size_t before =
      sentence.begin < enough ? std::string::npos : one.text.rfind('\n', sentence.begin - enough);
  const std::size_t after = one.text.find('\n', std::min(sentence.end + enough, one.text.size()));
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return one.text.substr(begin, (after == std::string::npos ? one.text.size() : after) - begin);
}

void write_for_a_judge(const std::vector<Found>& sample, const char* name) {
  std::ofstream out(name);
  std::size_t number = 0;
  for (const Found& one : sample)
    out << "#" << ++number << " [" << name_of(one.finding.class_) << "] " << one.key()
        << "\nWORDS: " << one.finding.excerpt << "\nREASON: " << say(Language::english, reason_of(one.finding.class_))
        << "\nINSTEAD: " << say(Language::english, suggestion_of(one.finding.class_)) << "\nTEXT:\n"
        << lines_around(one) << "\n\n";
}

}  // namespace

TEST_CASE("what the coach says about published post-mortems is right, as a reader judged it") {
  const char* named = std::getenv("UNREPEAT_CORPUS");
  const fs::path folder =
      fs::path(named != nullptr ? named : source_dir() + std::string("/../shared/corpus")) / "markdown";
  if (!fs::is_directory(folder)) {
    MESSAGE("skipped: the corpus is not there (UNREPEAT_CORPUS, or ../shared/corpus)");
    return;
  }
  const std::vector<Found> sample = draw(find_in_corpus(folder));
  CHECK_MESSAGE(!sample.empty(), "nothing is found in any of them");
  if (const char* name = std::getenv("UNREPEAT_SAMPLE")) write_for_a_judge(sample, name);

  const std::string json = content_of(source_dir() + std::string("/tests/corpus/coach_verdicts.json"));
  const auto tree = parse_json(json);
  REQUIRE(tree.has_value());
  std::map<std::string, bool> verdicts;
  for (const JsonNode& node : tree->root()) {
    const auto text_of = [&](std::string_view key) { return std::string(node.find(key)->text()); };
    verdicts[text_of("file") + " " + text_of("begin") + " " + text_of("rule")] = node.find("is_right")->is_true();
  }

  struct Count {
    std::size_t right = 0, all = 0;
  };
  std::map<CoachClass, Count> counts;
  Count whole;
  for (const Found& one : sample) {
    const auto verdict = verdicts.find(one.key());
    CHECK_MESSAGE(verdict != verdicts.end(), one.key() << " was not judged: UNREPEAT_SAMPLE=FILE writes it");
    if (verdict == verdicts.end()) continue;
    for (Count* count : {&counts[one.finding.class_], &whole}) {
      count->right += verdict->second ? 1 : 0;
      ++count->all;
    }
  }
  for (const auto& [class_, count] : counts) {
    CAPTURE(name_of(class_));
    MESSAGE(name_of(class_) << ": " << count.right << " of " << count.all << " right");
    if (count.all >= 10) CHECK(100 * count.right >= 85 * count.all);
  }
  CHECK(100 * whole.right >= 90 * whole.all);
}
