// JSON text and MessagePack as a tree: what is accepted, what is refused by which name, and where.
#include "core/format/json_tree.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/format/json_writer.hpp"
#include "core/format/message_pack_writer.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::string compact(const JsonTree& tree) {
  JsonWriter writer(JsonWriter::Style::compact);
  write_node(writer, tree.root());
  return std::move(writer).finish();
}

std::string canonical(const JsonTree& tree) {
  JsonWriter writer(JsonWriter::Style::canonical);
  write_node(writer, tree.root());
  return std::move(writer).finish();
}

std::string compact_of(std::string_view text) {
  const auto tree = parse_json(text);
  REQUIRE_MESSAGE(tree, say(Language::english, tree.error()));
  return compact(*tree);
}

Problem refusal_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto tree = parse_json(text, limits);
  REQUIRE_FALSE(tree);
  return tree.error();
}

std::string repeat(std::string_view part, std::size_t count) {
  std::string text;
  text.reserve(part.size() * count);
  for (std::size_t number = 0; number < count; ++number) text += part;
  return text;
}

/// Where the corpus is, or nothing. It is data of other people and no part of the project.
std::filesystem::path corpus() {
  const char* named = std::getenv("UNREPEAT_CORPUS");
  return named != nullptr ? std::filesystem::path(named)
                          : std::filesystem::path(unrepeat::source_dir()).parent_path() / "shared" / "corpus";
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A JSON value of bounded size, as text; every kind, escapes, odd numbers, keys that differ little.
rc::Gen<std::string> json_text(int depth) {
  const auto scalar =
      rc::gen::element<std::string>("null", "true", "false", "0", "-0", "1.10", "-1e-7",
                                    "1E400000000000000000000"s.substr(0, 4), "123456789012345678901234567890", R"("")",
                                    R"("plain")", R"("\"\\\/\b\f\n\r\t")", R"("\u0000é\ud83d\ude00")", R"("日本語")");
  if (depth == 0) return scalar;
  const auto items = rc::gen::scale(0.3, rc::gen::container<std::vector<std::string>>(json_text(depth - 1)));
  const auto array = rc::gen::map(items, [](const std::vector<std::string>& values) {
    std::string text = "[ ";
    for (const auto& value : values) text += (text.size() > 2 ? ",\n" : "") + value;
    return text + "]";
  });
  const auto object = rc::gen::map(items, [](const std::vector<std::string>& values) {
    std::string text = "{";
    for (const auto& value : values) {
      const std::string number = std::to_string(text.size());
      text += (text.size() > 1 ? " ," : "") + R"("k\n)"s + number + "\" :\t" + value;
    }
    return text + "}";
  });
  return rc::gen::oneOf(scalar, array, object);
}

}  // namespace

TEST_CASE("a tree gives every value its kind, text, key and children") {
  const std::string text = R"({"a": [1, "two\n", true, null, {}], "b": {"c": -0}})";
  const auto tree = parse_json(text);
  REQUIRE(tree);
  const JsonNode root = tree->root();
  CHECK(root.kind() == JsonKind::object);
  CHECK(root.size() == 2);
  const JsonNode list = root.find("a").value();
  CHECK(list.kind() == JsonKind::array);
  std::vector<std::string> texts;
  for (const JsonNode item : list) texts.emplace_back(item.text());
  CHECK(texts == std::vector<std::string>{"1", "two\n", "true", "null", ""});
  CHECK(root.find("b")->find("c")->text() == "-0");
  CHECK(root.find("b")->key() == "b");
  CHECK_FALSE(root.find("c"));
}

TEST_CASE("a number keeps the spelling it was written with") {
  const auto same = [](const std::string& text) { CHECK(compact_of(text) == text); };
  same("[-0,1.10,1e5,1E+5,0.000,123456789012345678901234567890,-9223372036854775809]");
}

TEST_CASE("a place counts lines and code points, a pointer escapes what it has to") {
  const std::string text = "{\n  \"é~/\": [\"日本\", 7]\n}";
  const auto tree = parse_json(text);
  REQUIRE(tree);
  const JsonNode list = *tree->root().begin();
  const JsonNode seven = *std::next(list.begin());
  const LineIndex lines(text);
  CHECK(tree->pointer_to(tree->root()).empty());
  CHECK(tree->pointer_to(seven) == "/é~0~1/1");
  CHECK(lines.place_of(seven.position()).line == 2);
  CHECK(lines.place_of(seven.position()).column == 17);
  CHECK(lines.place_of(list.key_position()).column == 3);
}

TEST_CASE("a place is found far into a long line and at the very end") {
  const std::string text = repeat("é", 10'000) + "\n" + repeat("x", 8'192);
  const LineIndex lines(text);
  CHECK(lines.place_of(2 * 9'999).column == 10'000);
  CHECK(lines.place_of(20'001).line == 2);
  CHECK(lines.place_of(text.size()).column == 8'193);
}

TEST_CASE("every malformed text is refused by its own name, with its line, column and pointer") {
  struct Case {
    std::string text;
    Text name;
    uint32_t line, column;
    std::string pointer;
    std::string argument;
  };
  const std::vector<Case> cases = {
      {"", Text::problem_empty_file, 1, 1, "", ""},
      {" \n\t", Text::problem_empty_file, 1, 1, "", ""},
      {"\xEF\xBB\xBF{}", Text::problem_byte_order_mark, 1, 1, "", ""},
      {"\xFF\xFE{\0}\0"s, Text::problem_byte_order_mark, 1, 1, "", ""},
      {"{}\0"s, Text::problem_nul_character, 1, 3, "", ""},
      {"123\0"s, Text::problem_nul_character, 1, 4, "", ""},
      {"[\"a\",\n \"\xC3(\"]", Text::problem_invalid_utf8, 2, 3, "", ""},
      {"[\"\xED\xA0\x80\"]", Text::problem_invalid_utf8, 1, 3, "", ""},
      {"{\"a\": 1,\n \"b\": 2, \"a\": 3}", Text::problem_duplicate_key, 2, 10, "", "a"},
      {R"({"a": 1, "\u0061": 3})", Text::problem_duplicate_key, 1, 20, "", "a"},
      {R"([{"x":[{"a":1,"a":1}]}])", Text::problem_duplicate_key, 1, 15, "/0/x/0", "a"},
      {"[NaN]", Text::problem_not_a_number, 1, 2, "", "NaN"},
      {R"({"a": -Infinity})", Text::problem_not_a_number, 1, 7, "/a", "-Infinity"},
      {"[nan]", Text::problem_not_a_number, 1, 2, "", "nan"},
      {"[1e999]", Text::problem_number_out_of_range, 1, 2, "", "1e999"},
      {"{\"a\": [1,", Text::problem_truncated, 1, 10, "/a", ""},
      {"[\"abc", Text::problem_truncated, 1, 6, "", ""},
      {"tru", Text::problem_truncated, 1, 4, "", ""},
      {"{} {}", Text::problem_trailing_content, 1, 4, "", ""},
      {"1 x", Text::problem_trailing_content, 1, 3, "", ""},
      {"[1,]", Text::problem_expected_value, 1, 4, "", "]"},
      {"[1,,2]", Text::problem_expected_value, 1, 4, "", ","},
      {"[truth]", Text::problem_expected_value, 1, 2, "", "truth"},
      {"{\"a\": /* */ 1}", Text::problem_expected_value, 1, 7, "/a", "/"},
      {"[1 2]", Text::problem_expected_comma_or_bracket, 1, 4, "", "2"},
      {"[01]", Text::problem_expected_comma_or_bracket, 1, 3, "", "1"},
      {"[1 \"two\"]", Text::problem_expected_comma_or_bracket, 1, 4, "", "\"two\""},
      {"{\"a\":1 \"b\":2}", Text::problem_expected_comma_or_brace, 1, 8, "", "\"b\""},
      {"{\"a\" 1}", Text::problem_expected_colon, 1, 6, "/a", "1"},
      {"{a: 1}", Text::problem_expected_key, 1, 2, "", "a"},
      {"{\"a\":1,}", Text::problem_expected_key, 1, 8, "", "}"},
      {"[\"a\nb\"]", Text::problem_control_in_text, 1, 4, "", ""},
      {R"(["\x"])", Text::problem_bad_escape, 1, 4, "", ""},
      {R"(["\ud800"])", Text::problem_bad_escape, 1, 9, "", ""},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.text);
    const Problem problem = refusal_of(expected.text);
    CAPTURE(say(Language::english, problem));
    CHECK(problem.text == expected.name);
    CHECK(problem.line == expected.line);
    CHECK(problem.column == expected.column);
    CHECK(problem.pointer == expected.pointer);
    if (!expected.argument.empty()) CHECK(problem.arguments.at(0) == expected.argument);
  }
}

TEST_CASE("64 levels are read, 65 are refused, four million do no harm") {
  CHECK(parse_json(repeat("[", 64) + repeat("]", 64)));
  CHECK(refusal_of(repeat("[", 65) + repeat("]", 65)).text == Text::problem_too_deep);
  CHECK(refusal_of(repeat("{\"a\":", 65) + "1" + repeat("}", 65)).text == Text::problem_too_deep);
  CHECK(refusal_of(repeat("[", 4'000'000)).text == Text::problem_too_deep);
}

TEST_CASE("a text of 1 MB is read, a longer one is refused, as value, key and number") {
  const std::string longest = repeat("x", 1u << 20);
  CHECK(parse_json("[\"" + longest + "\"]"));
  CHECK(refusal_of("[\"x" + longest + "\"]").text == Text::problem_text_too_long);
  CHECK(refusal_of("{\"x" + longest + "\":1}").text == Text::problem_text_too_long);
  CHECK(refusal_of("[0." + repeat("1", 1u << 20) + "]").text == Text::problem_text_too_long);
}

TEST_CASE("what stands under \"data\" may be as long as an image in Base64, and no longer") {
  const std::string longest = repeat("x", 14u << 20);
  CHECK(parse_json("{\"data\": \"" + longest + "\"}"));
  CHECK(refusal_of("{\"data\": \"x" + longest + "\"}").text == Text::problem_text_too_long);
  CHECK(refusal_of("{\"dat\": \"" + longest + "\"}").text == Text::problem_text_too_long);
  CHECK(refusal_of("{\"data\": [\"" + longest + "\"]}").text == Text::problem_text_too_long);
}

TEST_CASE("four million values are read, one more is refused") {
  CHECK(parse_json("[" + repeat("0,", 3'999'998) + "0]"));
  CHECK(refusal_of("[" + repeat("0,", 3'999'999) + "0]").text == Text::problem_too_many_values);
}

TEST_CASE("64 MB are read, one byte more is refused before anything is parsed") {
  std::string text = "[" + repeat(" ", (64u << 20) - 2) + "]";
  CHECK(parse_json(text));
  CHECK(refusal_of(text + " ").text == Text::problem_file_too_large);
}

TEST_CASE("200,000 keys in one object are compared without quadratic time") {
  std::string text = "{";
  for (int number = 0; number < 200'000; ++number) text += "\"" + std::to_string(number) + "\":0,";
  CHECK(parse_json(text + "\"x\":0}"));
  CHECK(refusal_of(text + "\"77\":0}").arguments.at(0) == "77");
}

TEST_CASE("what JSON parsers commonly get wrong") {
  const auto folder = corpus() / "jsontestsuite";
  if (!std::filesystem::is_directory(folder)) {
    MESSAGE("skipped: the corpus is not there (UNREPEAT_CORPUS, or ../shared/corpus)");
    return;
  }
  int accepted = 0, refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const std::string text = content_of(entry.path());
    const auto tree = parse_json(text);
    if (name.starts_with("y_object_duplicated_key")) {
      REQUIRE_FALSE(tree);
      CHECK(tree.error().text == Text::problem_duplicate_key);
    } else if (name.starts_with("y_")) {
      CHECK(tree);
      ++accepted;
    } else if (name.starts_with("n_")) {
      CHECK_FALSE(tree);
      ++refused;
    }
  }
  CHECK(accepted > 60);
  CHECK(refused > 120);
}

TEST_CASE("writing what was read is a fixed point, compact and canonical") {
  CHECK(rc::check([] {
    const std::string text = *json_text(3);
    const auto tree = parse_json(text);
    RC_ASSERT(tree.has_value());
    const std::string once = canonical(*tree);
    const auto again = parse_json(once);
    RC_ASSERT(again.has_value());
    RC_ASSERT(canonical(*again) == once);
    RC_ASSERT(compact(*again) == compact(*tree));
    // An independent reader sees the same value.
    RC_ASSERT(nlohmann::json::parse(text) == nlohmann::json::parse(once));
    JsonWriter from_compact(JsonWriter::Style::canonical);
    from_compact.compact_json(compact(*tree));
    RC_ASSERT(std::move(from_compact).finish() == once);
  }));
}

TEST_CASE("a text with bytes changed, cut or doubled is read or refused with a place inside it") {
  CHECK(rc::check([] {
    std::string text = *json_text(3);
    const auto edits =
        *rc::gen::container<std::vector<std::pair<uint32_t, char>>>(rc::gen::arbitrary<std::pair<uint32_t, char>>());
    for (const auto& [where, byte] : edits) {
      if (text.empty()) break;
      const std::size_t at = where % text.size();
      if (where % 3 == 0) {
        text[at] = byte;
      } else if (where % 3 == 1) {
        text.erase(at, 1 + where % 5);
      } else {
        text.insert(at, text.substr(at / 2, where % 7));
      }
    }
    const auto tree = parse_json(text);
    if (tree) {
      RC_ASSERT(parse_json(compact(*tree)).has_value());
    } else {
      const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
      RC_ASSERT(tree.error().line >= 1u);
      RC_ASSERT(tree.error().line <= lines);
      RC_ASSERT(tree.error().column >= 1u);
      RC_ASSERT(tree.error().column <= text.size() + 1);
    }
  }));
}

TEST_CASE(
    "a MessagePack message is the same tree as its JSON text, whoever encoded it; fractions have no place in one") {
  CHECK(rc::check([] {
    const auto value = nlohmann::json::parse(*json_text(3));
    const auto parts = value.flatten();
    const bool has_fraction =
        value.is_number_float() || std::ranges::any_of(parts, [](const auto& part) { return part.is_number_float(); });
    const auto bytes = nlohmann::json::to_msgpack(value);
    const auto tree =
        tree_from_message_pack(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    RC_ASSERT(tree.has_value() == !has_fraction);
    if (tree) RC_ASSERT(nlohmann::json::parse(compact(*tree)) == value);
  }));
}

TEST_CASE("binary values in a message are kept byte for byte") {
  const std::string message =
      "\x81\xA1"
      "b\xC4\x04\x00\xFF\"\x80"s;
  const auto tree = tree_from_message_pack(message);
  REQUIRE(tree);
  const JsonNode blob = tree->root().find("b").value();
  CHECK(blob.kind() == JsonKind::bytes);
  CHECK(blob.text() == "\x00\xFF\"\x80"s);
}

TEST_CASE("long bytes lie behind the message and are the same bytes; one that lies about where they are is refused") {
  std::string of_everything;
  for (int byte = 0; byte < 3 * 4096; ++byte) of_everything += static_cast<char>(byte * 7);
  const std::string just_long(4096, '\xC1'), just_short(4095, '\xC1');
  MessagePackWriter writer;
  writer.begin_array();
  writer.bytes(of_everything);
  writer.string("between");
  writer.bytes(just_short);
  writer.bytes(just_long);
  writer.end_array();
  const std::string message = std::move(writer).finish();
  CHECK(message.ends_with(of_everything + just_long));

  const auto texts = [](std::string_view source) {
    std::vector<std::string> all;
    if (const auto tree = tree_from_message_pack(source))
      for (const JsonNode item : tree->root()) all.emplace_back(item.text());
    return all;
  };
  CHECK(texts(message) == std::vector<std::string>{of_everything, "between", just_short, just_long});

  // Cut anywhere, or with a size or a beginning that reaches beyond the end.
  for (const std::size_t size : {std::size_t{1}, std::size_t{5}, std::size_t{9}, message.size() - 1})
    CHECK(texts(message.substr(0, size)).empty());
  const std::size_t reference = message.find("\xD8\x01"sv);
  REQUIRE(reference != message.npos);
  for (const std::size_t place :
       {std::size_t{1}, std::size_t{8}, reference + 2, reference + 5, reference + 10, reference + 15}) {
    std::string lying = message;
    lying[place] = '\xFF';
    CHECK(texts(lying).empty());
  }
  std::string of_another_type = message;
  of_another_type[reference + 1] = '\x02';
  CHECK(texts(of_another_type).empty());
}

TEST_CASE(
    "a hostile message is refused: too deep, cut off, lying about its length, not UTF-8, NaN, keys that are numbers") {
  const auto refused = [](std::string_view message) {
    const auto tree = tree_from_message_pack(message);
    return tree ? Text::common_problem_count : tree.error().text;
  };
  CHECK(refused(repeat("\x91", 20'000)) == Text::problem_too_deep);
  CHECK(refused("") == Text::problem_not_message_pack);
  CHECK(refused("\x92\x01") == Text::problem_not_message_pack);
  CHECK(refused("\xDD\xFF\xFF\xFF\xFF\x01") == Text::problem_not_message_pack);
  CHECK(refused("\xDB\xFF\xFF\xFF\xFFx") == Text::problem_not_message_pack);
  CHECK(refused("\xC1") == Text::problem_not_message_pack);
  CHECK(refused("\x01\x01") == Text::problem_not_message_pack);
  CHECK(refused("\x81\x01\x01") == Text::problem_not_message_pack);
  CHECK(refused("\xA2\xC3\x28") == Text::problem_invalid_utf8);
  CHECK(refused("\xCB\x7F\xF8\x00\x00\x00\x00\x00\x00"s) == Text::problem_not_message_pack);
  CHECK(refused("\x82\xA1"
                "a\x01\xA1"
                "a\x02") == Text::problem_duplicate_key);
}

TEST_CASE("a message with bytes changed or cut is read or refused") {
  CHECK(rc::check([] {
    auto bytes = nlohmann::json::to_msgpack(nlohmann::json::parse(*json_text(3)));
    const auto edits = *rc::gen::container<std::vector<std::pair<uint32_t, uint8_t>>>(
        rc::gen::arbitrary<std::pair<uint32_t, uint8_t>>());
    for (const auto& [where, byte] : edits) {
      bytes[where % bytes.size()] = byte;
      if (where % 3 == 0 && bytes.size() > 1) bytes.pop_back();
    }
    const auto tree =
        tree_from_message_pack(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    if (tree) RC_ASSERT(parse_json(compact(*tree)).has_value());
  }));
}
