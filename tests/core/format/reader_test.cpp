// Our own files: what is read is written back byte for byte, and every mistake in a file is named with its place.
#include "core/format/reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/format/json_writer.hpp"
#include "core/format/value.hpp"
#include "core/format/writer.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

const std::string small_file = R"({
  "format": "unrepeat/postmortem",
  "version": 1,
  "id": "018f3a52-7c1e-7abc-9def-000000000001",
  "title": "Checkout times out",
  "kind": "incident",
  "form": "full",
  "language": "en",
  "time_zone": "Europe/Madrid",
  "status": {
    "state": "draft"
  },
  "timeline": [
    {
      "id": "018f3a52-7c1e-7abc-9def-000000000002",
      "time": {
        "at": "2026-03-08T14:02:00Z"
      },
      "kind": "change",
      "text": "Release 812"
    }
  ],
  "actions": [
    {
      "id": "018f3a52-7c1e-7abc-9def-000000000003",
      "title": "Test it",
      "state": "idea",
      "due": "2026-04-01"
    }
  ],
  "history": {
    "created_at": "2026-03-09T08:00:00Z",
    "updated_at": "2026-03-09T08:00:00Z"
  }
}
)";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::vector<Problem> problems_of(const std::string& bytes) {
  const auto reading = read_file(bytes);
  return reading ? reading->warnings : reading.error();
}

/// Writes the tree again with one more member, before the `skip`-th place where a member could stand.
void write_with_member(JsonWriter& writer, JsonNode node, std::size_t& skip, std::string_view key) {
  const auto maybe_member = [&] {
    if (skip-- != 0) return;
    writer.key(key);
    writer.compact_json(R"({"kept":[1.10,-0]})");
  };
  if (node.kind() == JsonKind::object) {
    writer.begin_object();
    for (const JsonNode member : node) {
      maybe_member();
      writer.key(member.key());
      write_with_member(writer, member, skip, key);
    }
    maybe_member();
    writer.end_object();
  } else if (node.kind() == JsonKind::array) {
    writer.begin_array();
    for (const JsonNode item : node) write_with_member(writer, item, skip, key);
    writer.end_array();
  } else {
    write_node(writer, node);
  }
}

}  // namespace

TEST_CASE("a canonical file is written back byte for byte") {
  const auto postmortem = read_postmortem(small_file);
  REQUIRE(postmortem);
  CHECK(postmortem->title == "Checkout times out");
  CHECK(postmortem->timeline.at(0).kind == EventKind::change);
  CHECK(write_postmortem(*postmortem) == small_file);
  CHECK(problems_of(small_file).empty());
}

TEST_CASE("every post-mortem is read as it was written, and written as it was read") {
  CHECK(rc::check([] {
    const Postmortem postmortem = *generated_postmortem();
    const std::string bytes = write_postmortem(postmortem);
    const auto again = read_postmortem(bytes);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == postmortem);
    RC_ASSERT(write_postmortem(*again) == bytes);
  }));
}

TEST_CASE("a key this version does not know survives anywhere, in its place") {
  CHECK(rc::check([] {
    const std::string bytes = write_postmortem(*generated_postmortem());
    const auto tree = parse_json(bytes);
    RC_ASSERT(tree.has_value());
    JsonWriter writer(JsonWriter::Style::canonical);
    std::size_t skip =
        *rc::gen::inRange<std::size_t>(0, static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), ':')) / 2);
    write_with_member(writer, tree->root(), skip, "from_the_future");
    const std::string extended = std::move(writer).finish();
    const auto postmortem = read_postmortem(extended);
    RC_ASSERT(postmortem.has_value());
    RC_ASSERT(write_postmortem(*postmortem) == extended);
  }));
}

TEST_CASE("a value goes through JSON and MessagePack unchanged, numbers and unknown keys as they were spelt") {
  CHECK(rc::check([] {
    const Postmortem postmortem = *generated_postmortem();
    const auto from_json = read_value<Postmortem>(write_value(postmortem));
    RC_ASSERT(from_json.has_value());
    RC_ASSERT(*from_json == postmortem);
    const auto from_message = from_message_pack<Postmortem>(to_message_pack(postmortem));
    RC_ASSERT(from_message.has_value());
    RC_ASSERT(*from_message == postmortem);
  }));
}

TEST_CASE("bundles and libraries are read as they were written") {
  CHECK(rc::check([] {
    Bundle bundle = *generated<Bundle>();
    for (Postmortem& postmortem : bundle.postmortems) put_in_canonical_order(postmortem);
    const std::string bytes = write_bundle(bundle);
    const auto reading = read_file(bytes);
    RC_ASSERT(reading.has_value());
    RC_ASSERT(reading->bundle == bundle);
    if (bundle.library) {
      const auto library = read_file(write_library(*bundle.library));
      RC_ASSERT(library.has_value());
      RC_ASSERT(library->bundle.library == bundle.library);
    }
  }));
}

TEST_CASE("a file in any order and layout becomes canonical when it is written") {
  const std::string untidy =
      R"({"history":{"updated_at":"2026-03-09T08:00:00Z","created_at":"2026-03-09T08:00:00Z"},"version":1,
  "form":"full","id":"018f3a52-7c1e-7abc-9def-000000000001","title":"Checkout times out","tags":[],"kind":"incident","language":"en",
  "status":{"state":"draft"},"time_zone":"Europe/Madrid","format":"unrepeat/postmortem",
  "timeline":[{"kind":"change","text":"Release 812","starred":false,"id":"018f3a52-7c1e-7abc-9def-000000000002","time":{"at":"2026-03-08T14:02:00Z"}}],
  "actions":[{"title":"Test it","state":"idea","due":"2026-04-01","id":"018f3a52-7c1e-7abc-9def-000000000003"}]})";
  const auto postmortem = read_postmortem(untidy);
  REQUIRE(postmortem);
  CHECK(write_postmortem(*postmortem) == small_file);
}

TEST_CASE("the timeline is written by instant, then rank, then id, whatever order it is held in") {
  CHECK(rc::check([] {
    const Postmortem ordered = *generated_postmortem();
    Postmortem shuffled = ordered;
    std::reverse(shuffled.timeline.begin(), shuffled.timeline.end());
    RC_ASSERT(write_postmortem(shuffled) == write_postmortem(ordered));
    RC_ASSERT(revision_of(shuffled) == revision_of(ordered));
  }));
}

TEST_CASE("a revision names the content and nothing of its history") {
  auto postmortem = *read_postmortem(small_file);
  const std::string revision = revision_of(postmortem);
  CHECK(revision.size() == 64);
  postmortem.history.parents = {revision};
  postmortem.history.updated_at.microseconds += 1;
  CHECK(revision_of(postmortem) == revision);
  postmortem.title += ".";
  CHECK(revision_of(postmortem) != revision);
}

TEST_CASE("every mistake in a file is named with its pointer, line and column") {
  struct Case {
    std::string_view what, with;
    Text name;
    std::string pointer;
    uint32_t line, column;
    std::string argument;
  };
  const std::vector<Case> cases = {
      {"\"Checkout times out\"", "7", Text::problem_expected_text, "/title", 5, 12, ""},
      {"\"incident\"", "\"accident\"", Text::problem_unknown_choice, "/kind", 6, 11, "accident"},
      {"\"title\": \"Checkout times out\",\n", "", Text::problem_missing_key, "", 1, 1, "title"},
      {"\"state\": \"draft\"", "\"x\": 1", Text::problem_missing_key, "/status", 10, 13, "state"},
      {"018f3a52-7c1e-7abc-9def-000000000002", "7", Text::problem_not_an_id, "/timeline/0/id", 15, 13, "7"},
      {"2026-03-08T14:02:00Z", "2026-03-08T14:02:00", Text::problem_not_an_instant, "/timeline/0/time/at", 17, 15,
       "2026-03-08T14:02:00"},
      {"2026-04-01", "2026-04-31", Text::problem_not_a_date, "/actions/0/due", 28, 14, "2026-04-31"},
      {"{\n    \"state\": \"draft\"\n  }", "[]", Text::problem_expected_object, "/status", 10, 13, ""},
      {"\"due\": \"2026-04-01\"", "\"checks\": {}", Text::problem_expected_list, "/actions/0/checks", 28, 17, ""},
      {"\"text\": \"Release 812\"", "\"rank\": 1.5", Text::problem_expected_integer, "/timeline/0/rank", 20, 15, ""},
      {"\"text\": \"Release 812\"", "\"rank\": 9223372036854775808", Text::problem_expected_integer, "/timeline/0/rank",
       20, 15, ""},
      {"\"text\": \"Release 812\"", "\"starred\": \"yes\"", Text::problem_expected_boolean, "/timeline/0/starred", 20,
       18, ""},
      {"\"text\": \"Release 812\"", "\"outcome\": null", Text::problem_expected_text, "/timeline/0/outcome", 20, 18,
       ""},
      {"\"actions\": [", "\"impact\": {\"windows\": 1}, \"actions\": [", Text::problem_expected_list, "/impact/windows",
       23, 25, ""},
      {"\"updated_at\"", "\"revision\": \"ABC\", \"updated_at\"", Text::problem_not_a_sha256, "/history/revision", 33,
       17, "ABC"},
      {"000000000003", "000000000002", Text::problem_repeated_id, "/actions/0/id", 25, 13,
       "018f3a52-7c1e-7abc-9def-000000000002"},
      {"unrepeat/postmortem", "unrepeat/postmortems", Text::problem_unknown_file, "/format", 2, 13, ""},
      {"\"version\": 1", "\"version\": 2", Text::problem_newer_version, "/version", 3, 14, "2"},
      {"\"version\": 1", "\"version\": 0", Text::problem_wrong_version, "/version", 3, 14, "1"},
      {"\"version\": 1,", "", Text::problem_wrong_version, "", 1, 1, "1"},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.with);
    const std::string bytes = replaced(small_file, expected.what, expected.with);
    REQUIRE_FALSE(read_file(bytes));
    const auto problems = problems_of(bytes);
    CHECK(problems.size() == 1);
    CAPTURE(say(Language::english, problems[0]));
    CHECK(problems[0].severity == Problem::Severity::error);
    CHECK(problems[0].text == expected.name);
    CHECK(problems[0].pointer == expected.pointer);
    CHECK(problems[0].line == expected.line);
    CHECK(problems[0].column == expected.column);
    if (!expected.argument.empty()) CHECK(problems[0].arguments.at(0) == expected.argument);
  }
}

TEST_CASE("an unknown choice lists the ones there are, a repeated id names its first place") {
  const auto choice = problems_of(replaced(small_file, "\"incident\"", "\"accident\""));
  CHECK(choice[0].arguments.at(1) == "incident, near_miss, false_alarm, drill");
  const auto repeated = problems_of(replaced(small_file, "000000000003", "000000000002"));
  CHECK(repeated[0].arguments.at(1) == "15");
  CHECK(repeated[0].arguments.at(2) == "/timeline/0/id");
}

TEST_CASE("all mistakes of a file are reported together, up to a bound") {
  std::string bytes = replaced(small_file, "\"Checkout times out\"", "7");
  bytes = replaced(bytes, "\"draft\"", "\"drafty\"");
  CHECK(problems_of(bytes).size() == 2);
  std::string tags = "\"tags\": [0";
  for (int number = 0; number < 1000; ++number) tags += ",0";
  const auto many = problems_of(replaced(small_file, "\"time_zone\"", tags + "], \"time_zone\""));
  CHECK(many.size() == 201);
  CHECK(many.back().text == Text::problem_and_more);
}

TEST_CASE("a reference to nothing is a warning and loses nothing") {
  const std::string bytes =
      replaced(small_file, "\"text\": \"Release 812\"",
               "\"text\": \"Release 812\",\n      \"folded_into\": \"018f3a52-7c1e-7abc-9def-00000000000f\"");
  const auto reading = read_file(bytes);
  REQUIRE(reading);
  REQUIRE(reading->warnings.size() == 1);
  CHECK(reading->warnings[0].severity == Problem::Severity::warning);
  CHECK(reading->warnings[0].text == Text::problem_dangling_reference);
  CHECK(reading->warnings[0].pointer == "/timeline/0/folded_into");
  CHECK(write_postmortem(reading->bundle.postmortems[0]) == bytes);
}

TEST_CASE("a reference to an entry of another kind is a warning that says where that entry is") {
  const std::string event = "018f3a52-7c1e-7abc-9def-000000000002", action = "018f3a52-7c1e-7abc-9def-000000000003";
  const std::string factors =
      R"("causes": {"factors": [{"id": "018f3a52-7c1e-7abc-9def-000000000004", "kind": "condition", "certainty": "likely", "events": [")" +
      event + "\", \"" + action +
      R"("]}], "links": [{"id": "018f3a52-7c1e-7abc-9def-000000000005", "from": "018f3a52-7c1e-7abc-9def-000000000004", "to": ")" +
      event + R"(", "kind": "contributed_to"}]}, "moments": {"detected": {"state": "recorded", "event": ")" + action +
      R"("}}, "history")";
  const std::string bytes = replaced(small_file, "\"history\"", factors);
  const auto problems = problems_of(bytes);
  std::vector<std::string> places;
  for (const Problem& problem : problems) {
    CHECK(problem.severity == Problem::Severity::warning);
    CHECK(problem.text == Text::problem_other_kind);
    places.push_back(problem.pointer);
  }
  std::ranges::sort(places);
  CHECK(places ==
        std::vector<std::string>{"/causes/factors/0/events/1", "/causes/links/0/to", "/moments/detected/event"});
  CHECK(say(Language::english, problems.at(0)) ==
        "The id " + action +
            " belongs to another kind of entry than is expected here. It is on line 25 (/actions/0/id).");
}

TEST_CASE("a comment is about an entry or a place, a proof's image is one of the file's") {
  const std::string hash(64, 'a');
  const auto with = [&](const std::string& on, const std::string& proof) {
    return replaced(
        replaced(
            small_file, "\"state\": \"idea\"",
            R"("state": "idea", "proof": [{"id": "018f3a52-7c1e-7abc-9def-000000000006", "image": ")" + proof + "\"}]"),
        "\"history\"",
        R"("comments": [{"id": "018f3a52-7c1e-7abc-9def-000000000007", "on": ")" + on +
            R"(", "by": "Ana", "at": "2026-03-09T08:00:00Z"}], "images": [{"id": "018f3a52-7c1e-7abc-9def-000000000008", "sha256": ")" +
            hash + R"(", "media_type": "image/png"}], "history")");
  };
  for (const char* on : {"018f3a52-7c1e-7abc-9def-000000000003", "018f3a52-7c1e-7abc-9def-000000000001",
                         "context/summary", "timeline/018f3a52-7c1e-7abc-9def-000000000002/text"}) {
    CAPTURE(on);
    CHECK(problems_of(with(on, hash)).empty());
  }
  for (const auto& [on, text] : {std::pair{"018f3a52-7c1e-7abc-9def-00000000000f", Text::problem_dangling_reference},
                                 std::pair{"context/sumary", Text::problem_no_such_place}}) {
    const auto problems = problems_of(with(on, hash));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].severity == Problem::Severity::warning);
    CHECK(problems[0].text == text);
    CHECK(problems[0].pointer == "/comments/0/on");
  }
  const auto problems = problems_of(with("context", std::string(64, 'b')));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].severity == Problem::Severity::warning);
  CHECK(problems[0].text == Text::problem_no_such_image);
  CHECK(problems[0].pointer == "/actions/0/proof/0/image");
}

TEST_CASE("a reference to another post-mortem needs nothing here") {
  const std::string bytes = replaced(
      small_file, "\"history\"",
      R"("related": [{"id": "018f3a52-7c1e-7abc-9def-000000000009", "target": "018f3a52-7c1e-7abc-9def-0000000000ff", "kind": "related"}],
  "history")");
  CHECK(problems_of(bytes).empty());
}

TEST_CASE(
    "a bundle with one post-mortem twice is refused with both places; two post-mortems may share their entries' ids") {
  const std::string other = replaced(small_file, "000000000001", "0000000000aa");
  const auto bundle = [](const std::string& first, const std::string& second) {
    return R"({"format": "unrepeat/bundle", "version": 1, "postmortems": [)" + first + "," + second + "]}";
  };
  CHECK(read_file(bundle(small_file, other)));
  const auto problems = problems_of(bundle(small_file, small_file));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].text == Text::problem_repeated_postmortem);
  CHECK(problems[0].pointer == "/postmortems/1/id");
  CHECK(problems[0].arguments.at(2) == "/postmortems/0/id");
  const auto newer = problems_of(bundle(small_file, replaced(other, "\"version\": 1", "\"version\": 9")));
  REQUIRE(newer.size() == 1);
  CHECK(newer[0].text == Text::problem_newer_version);
}

TEST_CASE("what is no file of ours says which formats are") {
  for (const char* bytes : {"[]", "{}", "7", R"({"format": 1})", R"({"format": "other"})"}) {
    const auto problems = problems_of(bytes);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].text == Text::problem_unknown_file);
  }
}

TEST_CASE("a damaged file is read or refused, never half-read") {
  CHECK(rc::check([] {
    std::string bytes = write_postmortem(*generated_postmortem());
    const auto edits =
        *rc::gen::container<std::vector<std::pair<uint32_t, char>>>(rc::gen::arbitrary<std::pair<uint32_t, char>>());
    for (const auto& [where, byte] : edits) bytes[where % bytes.size()] = byte;
    const auto reading = read_file(bytes);
    if (reading) {
      for (const Postmortem& postmortem : reading->bundle.postmortems) {
        RC_ASSERT(read_postmortem(write_postmortem(postmortem)) == postmortem);
      }
    } else {
      RC_ASSERT(!reading.error().empty());
    }
  }));
}

TEST_CASE("a file is named by the day the impact began and the title in plain letters") {
  auto postmortem = *read_postmortem(small_file);
  CHECK(file_stem(postmortem) == "2026-03-08-checkout-times-out");
  postmortem.title = "  Caída del año: ¿50 % de error? 日本 / ../..  ";
  CHECK(file_stem(postmortem) == "2026-03-08-caida-del-ano-50-de-error");
  postmortem.title = "日本";
  postmortem.timeline.clear();
  CHECK(file_stem(postmortem) == "2026-03-09");
}
