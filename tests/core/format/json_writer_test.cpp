// The writer's two layouts, byte for byte.
#include "core/format/json_writer.hpp"

#include <doctest/doctest.h>

#include "core/format/json_tree.hpp"

using namespace unrepeat;
using namespace std::string_literals;

namespace {

std::string written(JsonWriter::Style style) {
  JsonWriter writer(style);
  writer.begin_object();
  writer.key("title");
  writer.string("a \"b\"\n");
  writer.key("empty");
  writer.begin_array();
  writer.end_array();
  writer.key("list");
  writer.begin_array();
  writer.number("1.10");
  writer.begin_object();
  writer.end_object();
  writer.null();
  writer.end_array();
  writer.key("unknown");
  writer.compact_json(R"({"x":[],"y\":,":{"z":[-0,true,"}"]},"w":{}})");
  writer.key("yes");
  writer.boolean(true);
  writer.end_object();
  return std::move(writer).finish();
}

}  // namespace

TEST_CASE("canonical JSON is indented by two spaces, empty containers stay closed, and one newline ends it") {
  CHECK(written(JsonWriter::Style::canonical) == R"({
  "title": "a \"b\"\n",
  "empty": [],
  "list": [
    1.10,
    {},
    null
  ],
  "unknown": {
    "x": [],
    "y\":,": {
      "z": [
        -0,
        true,
        "}"
      ]
    },
    "w": {}
  },
  "yes": true
}
)");
}

TEST_CASE("compact JSON has no white space") {
  CHECK(
      written(JsonWriter::Style::compact) ==
      R"({"title":"a \"b\"\n","empty":[],"list":[1.10,{},null],"unknown":{"x":[],"y\":,":{"z":[-0,true,"}"]},"w":{}},"yes":true})");
}

TEST_CASE("only what JSON demands is escaped") {
  std::string json;
  append_json_string(json, "/é\u2028\x7F\\\"\b\f\n\r\t\x01\x1F"s + "\0"s);
  CHECK(json == "\"/é\u2028\x7F\\\\\\\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000\"");
}

TEST_CASE("what is no UTF-8 is written so that it can be read again") {
  JsonWriter writer(JsonWriter::Style::compact);
  writer.string("cut \xE2\x80");
  const std::string json = std::move(writer).finish();
  CHECK(parse_json(json).has_value());
  CHECK(json.starts_with("\"cut \xEF\xBF\xBD"));
}
