// Members of a JSON object as an importer asks for them: there and of the right kind, or nothing.
#pragma once

#include <optional>
#include <string_view>

#include "core/format/json_tree.hpp"

namespace unrepeat {

/// The text; empty where there is none.
[[nodiscard]] inline std::string_view text_at(JsonNode object, std::string_view key) {
  const auto member = object.kind() == JsonKind::object ? object.find(key) : std::nullopt;
  return member && member->kind() == JsonKind::string ? member->text() : std::string_view();
}

/// A text or a number, as it is spelt.
[[nodiscard]] inline std::string_view scalar_at(JsonNode object, std::string_view key) {
  const auto member = object.kind() == JsonKind::object ? object.find(key) : std::nullopt;
  const bool is_scalar = member && (member->kind() == JsonKind::string || member->kind() == JsonKind::number);
  return is_scalar ? member->text() : std::string_view();
}

[[nodiscard]] inline std::optional<JsonNode> object_at(JsonNode object, std::string_view key) {
  const auto member = object.kind() == JsonKind::object ? object.find(key) : std::nullopt;
  return member && member->kind() == JsonKind::object ? member : std::nullopt;
}

[[nodiscard]] inline std::optional<JsonNode> array_at(JsonNode object, std::string_view key) {
  const auto member = object.kind() == JsonKind::object ? object.find(key) : std::nullopt;
  return member && member->kind() == JsonKind::array ? member : std::nullopt;
}

[[nodiscard]] inline bool has(JsonNode object, std::string_view key) {
  return object.kind() == JsonKind::object && object.find(key).has_value();
}

/// The first of these that holds a text.
template <class... Keys>
[[nodiscard]] std::string_view first_text(JsonNode object, Keys... keys) {
  std::string_view found;
  ((found = found.empty() ? text_at(object, keys) : found), ...);
  return found;
}

}  // namespace unrepeat
