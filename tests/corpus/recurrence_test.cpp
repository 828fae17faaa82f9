// Published post-mortems that tell a recurrence of one another, as a reader labelled them before there was anything to
// find them with: the right one is found, and unrelated ones are not told of. What the documents say of each other is
// taken out first.
#include "core/learn/recurrence.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "core/import/json_fields.hpp"
#include "core/learn/families.hpp"
#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

namespace unrepeat {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> published() {
  const char* set = std::getenv("UNREPEAT_CORPUS");
  const fs::path path = set != nullptr ? fs::path(set) : fs::path(source_dir()) / "../shared/corpus";
  return fs::is_directory(path / "markdown") ? std::optional(path / "markdown") : std::nullopt;
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Without links to other documents, and without the words that say that something came again.
std::string without_references(std::string text) {
  for (std::size_t begin = 0; (begin = text.find("[[", begin)) != text.npos;) {
    const std::size_t end = text.find("]]", begin);
    if (end == text.npos) break;
    text.erase(begin, end + 2 - begin);
  }
  for (const std::string_view word :
       {"再発", "同種", "同型", "前回", "先行", "直系", "続編", "前日談", "水平展開", "シリーズ", "度目", "形態",
        "second occurrence", "previous postmortem", "previous post-mortem", "almost identical", "another 503"})
    for (std::size_t at = 0; (at = text.find(word, at)) != text.npos;) text.erase(at, word.size());
  return text;
}

struct Documents {
  std::map<std::string, Postmortem> documents;
  TermIndex index;

  explicit Documents(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() != ".md") continue;
      const std::string name = entry.path().filename().string();
      const std::string text = without_references(content_of(entry.path()));
      const ImportPlan plan = plan_of({{name, text}}, ListedPostmortems{});
      Postmortem& one = documents[name];
      for (const ImportItem& item : plan.items)
        if (item.postmortem) one = *item.postmortem;
      if (one.title.empty()) {
        // What is not recognised as a post-mortem may be written as one all the same.
        const std::size_t begin = text.find("# ");
        one.title = begin == text.npos ? name : text.substr(begin + 2, text.find('\n', begin) - begin - 2);
        one.context.summary = text;
      }
      one.id = PostmortemId::from(
          make_uuid(static_cast<std::int64_t>(documents.size()), {static_cast<std::uint8_t>(documents.size()), 1}));
      index.put(one.id, TermVector(one));
    }
  }
  [[nodiscard]] std::string name_of(const PostmortemId& id) const {
    for (const auto& [name, one] : documents)
      if (one.id == id) return name;
    return {};
  }
};

struct Labels {
  std::string text = content_of(fs::path(source_dir()) / "tests/corpus/families.json");
  JsonTree tree = *parse_json(text);
  /// Of each later one, the earlier ones that it came after.
  std::map<std::string, std::set<std::string>> earlier;
  std::map<std::string, std::string> families;
  std::vector<std::pair<std::string, std::string>> unrelated;
  /// Those of which anything is said, in both orders.
  std::set<std::pair<std::string, std::string>> pairs;

  Labels() {
    for (const JsonNode pair : *array_at(tree.root(), "pairs")) {
      const std::string after(text_at(pair, "later")), before(text_at(pair, "earlier"));
      if (text_at(pair, "relation") == "recurrence") earlier[after].insert(before);
      pairs.insert({{after, before}, {before, after}});
    }
    for (const JsonNode family : *array_at(tree.root(), "families"))
      for (const JsonNode file : *array_at(family, "files"))
        families[std::string(file.text())] = text_at(family, "name");
    for (const JsonNode pair : *array_at(tree.root(), "unrelated")) {
      const auto first = pair.begin();
      auto second = pair.begin();
      unrelated.emplace_back((*first).text(), (*++second).text());
    }
  }
  [[nodiscard]] bool are_of_one_family(const std::string& one, const std::string& other) const {
    const auto mine = families.find(one), others = families.find(other);
    return mine != families.end() && others != families.end() && mine->second == others->second;
  }
  [[nodiscard]] bool are_of_one(const std::string& later, const std::string& other) const {
    return earlier.at(later).contains(other) || are_of_one_family(later, other);
  }
};

double likeness(const Documents& library, const std::string& a, const std::string& b) {
  const Postmortem& one = library.documents.at(a);
  const PostmortemId& other = library.documents.at(b).id;
  for (const TermIndex::Match& match : library.index.find(TermVector(one), one.id, library.index.size()))
    if (match.id == other) return match.likeness;
  return 0;
}

}  // namespace

TEST_CASE("an earlier incident of the same kind is among the first five, by the whole text and by the title alone") {
  const auto folder = published();
  if (!folder) {
    MESSAGE("skipped: there is no corpus beside the project");
    return;
  }
  const Documents library(*folder);
  const Labels labels;
  int asked = 0, found = 0, by_title = 0, banners = 0, pairs = 0;
  for (const auto& [later, earlier] : labels.earlier) {
    ++asked;
    const Postmortem& one = library.documents.at(later);
    Postmortem only_title;
    only_title.title = one.title;
    const auto is_among = [&](const Postmortem& question) {
      const auto matches = library.index.find(TermVector(question), one.id, 5);
      return std::ranges::any_of(
          matches, [&](const TermIndex::Match& match) { return labels.are_of_one(later, library.name_of(match.id)); });
    };
    found += is_among(one) ? 1 : 0;
    by_title += is_among(only_title) ? 1 : 0;
    for (const std::string& other : earlier) {
      ++pairs;
      banners += likeness(library, later, other) >= library.index.telling_likeness() ? 1 : 0;
    }
  }
  int false_banners = 0;
  for (const auto& [a, b] : labels.unrelated)
    false_banners += likeness(library, a, b) >= library.index.telling_likeness() ? 1 : 0;
  MESSAGE("among the first five ", found, " of ", asked, ", by title ", by_title, "; told of ", banners, " of ", pairs,
          " pairs; of unrelated ones ", false_banners, " of ", labels.unrelated.size());
  REQUIRE(asked == 36);
  CHECK(found * 100 >= asked * 85);
  CHECK(by_title * 100 >= asked * 60);
  CHECK(false_banners * 100 <= static_cast<int>(labels.unrelated.size()) * 5);
  CHECK(banners * 100 >= pairs * 70);
}

TEST_CASE("what a reader took for a family is one, and hardly anything else is") {
  const auto folder = published();
  if (!folder) {
    MESSAGE("skipped: there is no corpus beside the project");
    return;
  }
  const Documents library(*folder);
  const Labels labels;
  std::vector<IncidentFacts> facts;
  std::map<PostmortemId, std::string> names;
  for (const auto& [name, one] : library.documents) {
    facts.push_back(facts_of(one));
    names[one.id] = name;
  }
  std::vector<const IncidentFacts*> incidents;
  for (const IncidentFacts& one : facts) incidents.push_back(&one);
  FamilyFinder finder(incidents, library.index);
  while (finder.step(100)) {
  }
  std::map<std::string, std::size_t> family_of;
  std::size_t families = 0, largest = 0;
  for (const Family& family : finder.families()) {
    largest = std::max(largest, family.size());
    for (const IncidentFacts* member : family) family_of[names.at(member->id)] = families;
    ++families;
  }
  const auto are_together = [&](const std::string& one, const std::string& other) {
    const auto mine = family_of.find(one), others = family_of.find(other);
    return mine != family_of.end() && others != family_of.end() && mine->second == others->second;
  };
  int labelled = 0, found = 0, unlabelled = 0, beside = 0;
  for (auto one = names.begin(); one != names.end(); ++one)
    for (auto other = std::next(one); other != names.end(); ++other) {
      const bool is_together = are_together(one->second, other->second);
      if (labels.are_of_one_family(one->second, other->second)) {
        ++labelled;
        found += is_together ? 1 : 0;
      } else if (!labels.pairs.contains({one->second, other->second})) {
        ++unlabelled;
        beside += is_together ? 1 : 0;
      }
    }
  const auto unrelated =
      std::ranges::count_if(labels.unrelated, [&](const auto& pair) { return are_together(pair.first, pair.second); });
  MESSAGE(families, " families, the largest of ", largest, "; of ", labelled, " pairs of one labelled family ", found,
          " are in one, of ", unlabelled, " others ", beside, ", of ", labels.unrelated.size(), " unrelated ones ",
          unrelated);
  REQUIRE(labelled == 84);
  CHECK(found >= 60);
  CHECK(beside <= 75);
  CHECK(unrelated <= 1);
  CHECK(largest <= 12);
}

namespace {

struct Fact {
  std::string company, words, url;
};

std::vector<Fact> facts_in(const fs::path& path, const char* of_title) {
  const std::string text = content_of(path);
  const auto tree = parse_json(text);
  REQUIRE(tree.has_value());
  std::vector<Fact> facts;
  for (const JsonNode one : tree->root()) {
    std::string url(text_at(one, "url"));
    // The same page, however it is reached.
    if (const std::size_t archived = url.rfind("://"); archived != url.npos) url.erase(0, archived + 3);
    while (url.ends_with('/')) url.pop_back();
    facts.push_back({std::string(text_at(one, "company")), std::string(text_at(one, of_title)), std::move(url)});
  }
  return facts;
}

}  // namespace

TEST_CASE("of two lists of the same incidents the pairs are found without their addresses where their facts differ") {
  const auto folder = published();
  if (!folder) {
    MESSAGE("skipped: there is no corpus beside the project");
    return;
  }
  const std::vector<Fact> there = facts_in(folder->parent_path() / "icco_facts.json", "title"),
                          asked = facts_in(folder->parent_path() / "danluu_facts.json", "category");
  TermIndex index;
  std::vector<PostmortemId> ids;
  for (const Fact& fact : there) {
    Postmortem one;
    one.title = fact.company + ": " + fact.words;
    one.id = ids.emplace_back(PostmortemId::from(
        make_uuid(static_cast<std::int64_t>(ids.size()), {static_cast<std::uint8_t>(ids.size()), 1})));
    index.put(one.id, TermVector(one));
  }
  // Whatever is looked at, nothing tells one of them from another that says the same.
  int alone = 0, found = 0, first = 0, alike = 0;
  for (const Fact& fact : asked) {
    const bool is_alone = std::ranges::count(asked, fact.company, &Fact::company) == 1;
    Postmortem question;
    question.title = fact.company + ": " + fact.words;
    const auto right = std::ranges::find(there, fact.url, &Fact::url);
    REQUIRE(right != there.end());
    const PostmortemId& id = ids[static_cast<std::size_t>(right - there.begin())];
    const auto matches = index.find(TermVector(question), std::nullopt, 5);
    const bool is_among = std::ranges::contains(matches, id, &TermIndex::Match::id);
    alike += !is_alone && is_among ? 1 : 0;
    if (!is_alone) continue;
    ++alone;
    found += is_among ? 1 : 0;
    first += !matches.empty() && matches.front().id == id ? 1 : 0;
  }
  MESSAGE("whose company stands once: ", found, " of ", alone, " among the first five, ", first,
          " first; of the others ", alike, " of ", asked.size() - static_cast<std::size_t>(alone));
  REQUIRE(alone == 57);
  CHECK(found * 100 >= alone * 95);
  CHECK(first * 100 >= alone * 85);
}

}  // namespace unrepeat
