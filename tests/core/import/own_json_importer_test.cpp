// Our own files come back as what they are: new, the same, another version, or refused whole.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

std::string fixture(const char* name) {
  std::ifstream file(std::filesystem::path(source_dir()) / "tests/fixtures/postmortem" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string smallest = fixture("smallest.postmortem.json");

Postmortem another(std::uint8_t number) {
  Postmortem postmortem = read_postmortem(smallest).value();
  postmortem.id = Id<Postmortem>::from(make_uuid(1'760'000'000'000, {number}));
  postmortem.title = "Number " + std::to_string(number);
  return postmortem;
}

}  // namespace

TEST_CASE("a post-mortem that the library does not have is new") {
  const ImportPlan plan = plan_of(smallest);
  CHECK(plan.problems.empty());
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].state == ImportState::new_);
  CHECK(plan.items[0].chosen);
  CHECK(plan.items[0].kind == "unrepeat");
  CHECK(write_postmortem(*plan.items[0].postmortem) == smallest);
}

TEST_CASE("a bundle gives an entry for each post-mortem, with its place") {
  Bundle bundle;
  for (std::uint8_t number = 1; number <= 3; ++number) bundle.postmortems.push_back(another(number));
  const ImportPlan plan = plan_of(write_bundle(bundle));
  CHECK(plan.problems.empty());
  REQUIRE(plan.items.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(plan.items[i].title == bundle.postmortems[i].title);
    CHECK(plan.items[i].reason.pointer == "/postmortems/" + std::to_string(i));
    CHECK(plan.items[i].reason.line > 0);
  }
  CHECK(plan.items[0].reason.line < plan.items[1].reason.line);
}

TEST_CASE("a bundle without a post-mortem says that there is nothing in it") {
  const ImportPlan plan = plan_of(write_bundle(Bundle{}));
  CHECK(plan.items.empty());
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::import_source_nothing);
}

TEST_CASE("what the library has is the same, whenever it was saved") {
  ListedPostmortems library;
  library.all.push_back(read_postmortem(smallest).value());
  library.all[0].history.updated_at = parse_instant("2026-03-01T00:00:00Z").value();
  const ImportPlan plan = plan_of({{"mine.json", smallest}}, library);
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].state == ImportState::same);
  CHECK_FALSE(plan.items[0].chosen);
}

TEST_CASE("another version differs, and is never proposed by itself") {
  ListedPostmortems library;
  library.all.push_back(read_postmortem(smallest).value());
  library.all[0].title = "Renamed here";
  library.all[0].history.updated_at = parse_instant("2001-01-01T00:00:00Z").value();
  CHECK(plan_of({{"x", smallest}}, library).items.at(0).reason.text == Text::import_own_differs_newer);
  library.all[0].history.updated_at = parse_instant("2999-01-01T00:00:00Z").value();
  const ImportPlan plan = plan_of({{"x", smallest}}, library);
  CHECK(plan.items.at(0).state == ImportState::differs);
  CHECK(plan.items.at(0).reason.text == Text::import_own_differs);
  CHECK_FALSE(plan.items.at(0).chosen);
}

TEST_CASE("one post-mortem in two files is one entry when they agree") {
  const ImportPlan plan = plan_of({{"a", smallest}, {"b", smallest}}, ListedPostmortems{});
  CHECK(plan.items.size() == 1);
  CHECK(count(plan).new_ == 1);
}

TEST_CASE("two post-mortems with one id are not chosen between: each names the other's file") {
  Postmortem other = read_postmortem(smallest).value();
  other.title = "Other words";
  const std::vector<NamedText> files{{"a.json", smallest}, {"b.json", write_postmortem(other)}, {"c.json", smallest}};
  for (const std::size_t used : {std::size_t{2}, std::size_t{3}}) {
    const ImportPlan plan =
        plan_of({files.begin(), files.begin() + static_cast<std::ptrdiff_t>(used)}, ListedPostmortems{});
    REQUIRE(plan.items.size() == used);
    for (const ImportItem& item : plan.items) {
      CHECK(item.state == ImportState::not_understood);
      CHECK_FALSE(item.chosen);
      CHECK_FALSE(item.postmortem);
      CHECK(item.reason.text == Text::import_two_with_one_id);
    }
    CHECK(plan.items[0].reason.arguments[1] == "b.json");
    CHECK(plan.items[1].reason.arguments[1] == "a.json");
  }
}

TEST_CASE("nothing is taken from a file with an error") {
  for (const char* name :
       {"bundle_with_one_bad_one.postmortems.json", "two_with_one_id.postmortems.json", "five_problems_at_once.json",
        "newer_version.json", "wrong_format.json", "duplicate_key.json", "truncated.json", "byte_order_mark.json",
        "invalid_utf8.json", "trailing_text.json", "empty.json", "not_json.json"}) {
    CAPTURE(name);
    const ImportPlan plan = plan_of(fixture(name));
    CHECK(plan.items.empty());
    CHECK(plan.has_errors());
  }
}

TEST_CASE("our own file in another encoding is refused by name, where a foreign one would be read") {
  const ImportPlan plan = plan_of("\xEF\xBB\xBF" + smallest);
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::problem_byte_order_mark);
}

TEST_CASE("a library in a bundle is said to be left out") {
  Bundle bundle;
  bundle.library.emplace();
  bundle.library->id = Id<Library>::from(make_uuid(1'760'000'000'000, {9}));
  bundle.library->name = "Ours";
  bundle.postmortems.push_back(another(1));
  const ImportPlan plan = plan_of(write_bundle(bundle));
  CHECK(plan.items.size() == 1);
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::import_library_left_out);
  CHECK_FALSE(plan.has_errors());
}

TEST_CASE("the days for priority actions of a library in a bundle are proposed, and that is said") {
  Bundle bundle;
  bundle.library.emplace();
  bundle.library->id = Id<Library>::from(make_uuid(1'760'000'000'000, {9}));
  Objective& objective = bundle.library->objectives.emplace_back();
  objective.level = 2;
  objective.days = 45;
  bundle.postmortems.push_back(another(1));
  const ImportPlan plan = plan_of(write_bundle(bundle));
  CHECK(plan.objectives == bundle.library->objectives);
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::import_objectives);
  CHECK_FALSE(plan.has_errors());
}

TEST_CASE("what states of trackers mean in a library of a bundle is proposed, and that is said") {
  Bundle bundle;
  bundle.library.emplace();
  bundle.library->id = Id<Library>::from(make_uuid(1'760'000'000'000, {9}));
  TrackerState& state = bundle.library->tracker_states.emplace_back();
  state.words = "Parked";
  state.means = IssueMeaning::open;
  bundle.postmortems.push_back(another(1));
  const ImportPlan plan = plan_of(write_bundle(bundle));
  CHECK(plan.tracker_states == bundle.library->tracker_states);
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::import_tracker_states);
}

TEST_CASE("a template alone is proposed as one, and a broken one named with its place") {
  Template one = new_template(Id<Template>::from(make_uuid(1'760'000'000'000, {9})), "en");
  one.name = "Our review";
  const ImportPlan plan = plan_of(write_template(one));
  REQUIRE(plan.items.size() == 1);
  CHECK(plan.items[0].template_ == one);
  CHECK(plan.items[0].title == "Our review");
  CHECK(plan.items[0].reason.text == Text::import_new_template);
  CHECK_FALSE(plan.items[0].postmortem.has_value());
  std::string broken = write_template(one);
  broken.replace(broken.find("\"causes\""), 8, "\"reasons\"");
  const ImportPlan refused = plan_of(broken);
  CHECK(refused.items.empty());
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0].problem.text == Text::problem_missing_key);
  CHECK(refused.problems[0].problem.pointer == "/parts");
}

TEST_CASE("what an import of a status page makes is a file of ours") {
  const ImportPlan plan = plan_of(
      R"({"id": "x", "name": "Slow", "status": "resolved", "impact": "catastrophic", "created_at": "2026-03-01T00:00:00Z",
    "started_at": "2026-03-01T00:00:00Z", "shortlink": "https://example.com/x", "postmortem_body": "## Why", "components": [{"name": "API"}],
    "incident_updates": [{"status": "identified", "body": "a\nb", "display_at": "no time"}, {"status": "resolved", "body": "", "created_at": "2026-03-01T01:00:00+01:00"}]})");
  REQUIRE(plan.items.size() == 1);
  const std::string written = write_postmortem(*plan.items[0].postmortem);
  const auto read = read_postmortem(written);
  if (!read) MESSAGE(say(Language::english, read.error().front()) << " " << read.error().front().pointer);
  REQUIRE(read);
  CHECK(*read == *plan.items[0].postmortem);
  const ImportPlan again = plan_of(written);
  CHECK(again.items.at(0).kind == "unrepeat");
}
