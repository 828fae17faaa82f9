// The published schema and the model say the same: keys in their order, types, what is required, defaults, values of
// choices.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/library/library.hpp"
#include "core/postmortem/postmortem.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using Json = nlohmann::ordered_json;

namespace {

Json read_schema(const std::string& name) {
  std::ifstream file(unrepeat::source_dir() + "/assets/schema/" + name + ".schema.json", std::ios::binary);
  REQUIRE_MESSAGE(file, name);
  return Json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// Compares one node of the schema with what the model knows about it; collects every disagreement.
class Comparison {
 public:
  /// `postmortem` is the schema of post-mortems, from which the others borrow.
  explicit Comparison(const Json& schema, const Json& postmortem) : schema_(schema), postmortem_(postmortem) {}

  void compare_object(const std::string& path, const Json& node, const Object& object,
                      const std::vector<std::string>& envelope = {}) {
    expect(path, node.value("type", "") == "object", "is an object in the model");
    std::vector<std::string> expected_keys = envelope;
    std::set<std::string> expected_required(envelope.begin(), envelope.end());
    for (const Field& field : object.fields) {
      expected_keys.emplace_back(field.key);
      if (field.presence == Presence::always) expected_required.emplace(field.key);
    }
    std::vector<std::string> keys;
    const Json& properties = node.at("properties");
    for (const auto& property : properties.items()) keys.push_back(property.key());
    expect(path, keys == expected_keys, "has the keys " + joined(keys) + ", the model " + joined(expected_keys));

    const auto required =
        node.contains("required") ? node.at("required").get<std::set<std::string>>() : std::set<std::string>();
    expect(path, required == expected_required,
           "requires " + joined(required) + ", the model " + joined(expected_required));

    for (const Field& field : object.fields) {
      const auto property = properties.find(std::string(field.key));
      if (property != properties.end()) compare_field(path + "/" + std::string(field.key), *property, field);
    }
  }

  const std::vector<std::string>& disagreements() const { return disagreements_; }
  int compared() const { return compared_; }

 private:
  void compare_field(const std::string& path, const Json& node, const Field& field) {
    const bool has_default = field.presence == Presence::optional && field.type->shape != Shape::optional;
    compare_type(path, node, *field.type, field.rule, has_default);
  }

  void compare_type(const std::string& path, const Json& node, const Type& type, TextRule rule, bool has_default) {
    ++compared_;
    expect(path, !node.value("description", "").empty(), "is not described");
    std::string reference = node.value("$ref", "");
    constexpr std::string_view borrowed = "urn:unrepeat:postmortem:1";
    const bool is_borrowed = reference.starts_with(borrowed);
    if (is_borrowed) reference.erase(0, borrowed.size());
    const Json& owner = is_borrowed ? postmortem_ : schema_;
    const Json& target = reference.starts_with("#/") ? owner.at(Json::json_pointer(reference.substr(1))) : node;
    const std::string type_name = target.value("type", "");
    switch (type.shape) {
      case Shape::text:
        if (rule == TextRule::date || rule == TextRule::sha256 || rule == TextRule::image) {
          expect(path, reference == (rule == TextRule::date ? "#/$defs/date" : "#/$defs/sha256"),
                 "has another rule in the model");
        } else if (rule == TextRule::cause_end) {
          expect(
              path,
              target.at("oneOf").at(0).at("const") == "incident" && target.at("oneOf").at(1).at("$ref") == "#/$defs/id",
              "is \"incident\" or an id in the model");
        } else {
          expect(path, type_name == "string" && reference.empty(), "is a text in the model");
        }
        break;
      case Shape::boolean:
        expect(path, type_name == "boolean", "is a boolean in the model");
        if (has_default) expect(path, target.value("default", true) == false, "is false unless it is written");
        break;
      case Shape::integer:
        expect(path, type_name == "integer", "is an integer in the model");
        compare_range(path, target, rule);
        if (has_default) expect(path, target.value("default", 1) == 0, "is 0 unless it is written");
        break;
      case Shape::decimal:
        expect(path, type_name == "number", "is a number in the model");
        compare_range(path, target, rule);
        break;
      case Shape::instant: expect(path, reference == "#/$defs/instant", "is an instant in the model"); break;
      case Shape::offset:
        expect(path, type_name == "string" && target.contains("pattern"), "is an offset in the model");
        break;
      case Shape::id: expect(path, reference == "#/$defs/id", "is an id in the model"); break;
      case Shape::bytes: expect(path, false, "is bytes, which do not travel in files"); break;
      case Shape::choice:
        compare_choice(path, target, type, has_default, node.value("default", target.value("default", "")));
        break;
      case Shape::object:
        // A template is compared where its own schema is.
        if (reference == "urn:unrepeat:template:1")
          expect(path, &type.object() == &object_of<Template>(), "is another thing in the model");
        else
          compare_object(path, target, type.object());
        break;
      case Shape::list:
        expect(path, type_name == "array", "is a list in the model");
        if (target.contains("items")) compare_type(path + "[]", target.at("items"), *type.element, rule, false);
        break;
      case Shape::optional: compare_type(path, node, *type.element, rule, false); break;
    }
  }

  void compare_range(const std::string& path, const Json& target, TextRule rule) {
    constexpr double boundless = std::numeric_limits<double>::infinity();
    const NumberRange range = range_of(rule);
    const bool agrees =
        target.value("minimum", -boundless) == range.least && target.value("maximum", boundless) == range.most;
    expect(path, agrees, "may be another number in the model");
  }

  void compare_choice(const std::string& path, const Json& target, const Type& type, bool has_default,
                      const std::string& default_value) {
    if (!target.contains("oneOf")) {
      expect(path, false, "is a choice in the model");
      return;
    }
    std::set<std::string> values;
    for (const Json& value : target.at("oneOf")) {
      values.insert(value.at("const").get<std::string>());
      expect(path, !value.value("description", "").empty(), "has a value that is not described");
    }
    const std::set<std::string> choices(type.choices.begin(), type.choices.end());
    expect(path, values == choices, "is one of " + joined(values) + ", in the model of " + joined(choices));
    const std::string expected = has_default ? std::string(type.choices.front()) : std::string();
    expect(path, default_value == expected,
           "has the default \"" + default_value + "\", in the model \"" + expected + "\"");
  }

  void expect(const std::string& path, bool agrees, const std::string& disagreement) {
    if (!agrees) disagreements_.push_back(path + " " + disagreement);
  }

  template <class Words>
  static std::string joined(const Words& words) {
    std::string list;
    for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
    return "{" + list + "}";
  }

  const Json& schema_;
  const Json& postmortem_;
  std::vector<std::string> disagreements_;
  int compared_ = 0;
};

std::string lines(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& line : list) text += "\n  " + line;
  return text;
}

}  // namespace

TEST_CASE("the schema and the model describe the same post-mortem") {
  const Json schema = read_schema("postmortem");
  Comparison comparison(schema, schema);
  comparison.compare_object("", schema, object_of<Postmortem>(), {"format", "version"});
  CHECK_MESSAGE(comparison.disagreements().empty(), lines(comparison.disagreements()));
  CHECK(comparison.compared() > 200);
}

TEST_CASE("the schema and the model describe the same library") {
  const Json postmortem = read_schema("postmortem");
  const Json schema = read_schema("library");
  Comparison comparison(schema, postmortem);
  comparison.compare_object("", schema, object_of<Library>(), {"format", "version"});
  CHECK_MESSAGE(comparison.disagreements().empty(), lines(comparison.disagreements()));
  CHECK(comparison.compared() > 40);
}

TEST_CASE("the schema and the model describe the same template") {
  const Json schema = read_schema("template"), postmortem = read_schema("postmortem");
  Comparison comparison(schema, postmortem);
  comparison.compare_object("", schema, object_of<Template>(), {"format", "version"});
  CHECK_MESSAGE(comparison.disagreements().empty(), lines(comparison.disagreements()));
  CHECK(comparison.compared() > 40);
}

TEST_CASE("a difference between schema and model is noticed") {
  const Json schema = read_schema("postmortem");
  const auto disagreements_after = [&](auto change) {
    Json changed = schema;
    change(changed);
    Comparison comparison(changed, changed);
    comparison.compare_object("", changed, object_of<Postmortem>(), {"format", "version"});
    return comparison.disagreements().size();
  };
  CHECK(disagreements_after([](Json& s) { s["properties"].erase("actions"); }) == 1);
  CHECK(disagreements_after([](Json& s) { s["properties"]["severity"]["properties"]["level"]["maximum"] = 6; }) == 1);
  CHECK(disagreements_after([](Json& s) { s["$defs"]["action"]["required"] = {"id"}; }) == 1);
  CHECK(disagreements_after([](Json& s) { s["properties"]["kind"]["oneOf"].erase(0); }) == 1);
  CHECK(disagreements_after([](Json& s) { s["$defs"]["event"]["properties"]["rank"]["type"] = "string"; }) == 1);
  CHECK(disagreements_after([](Json& s) {
          s["$defs"]["check"]["properties"]["on"] = {{"type", "string"}, {"description", "A day."}};
        }) == 1);
  CHECK(disagreements_after([](Json& s) { s["properties"]["causes"]["properties"]["state"]["default"] = "known"; }) ==
        1);
}
