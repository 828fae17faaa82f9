// A table is of use when something was found in it: then all of it was read for that.
#include "core/import/named_things.hpp"

#include <utility>

#include "core/import/json_fields.hpp"

namespace unrepeat {
namespace {

/// Comments of an issue of a message of a log stand so deep.
constexpr std::size_t deepest_thing = 12;

}  // namespace

bool NamedThings::take_line(const JsonPlace& line) {
  const auto table = take(line.node, true, 0);
  if (table) tables_[*table].lines.push_back(line);
  return table.has_value();
}

std::optional<int> NamedThings::take(JsonNode node, bool is_line, std::size_t depth) {
  if (table_of_ == nullptr || depth == deepest_thing) return std::nullopt;
  if (node.kind() != JsonKind::object && node.kind() != JsonKind::array) return std::nullopt;
  std::optional<int> taken = node.kind() == JsonKind::object ? table_of_(node) : std::nullopt;
  if (taken) {
    for (const std::string_view key : keys_) {
      const std::string_view name = scalar_at(node, key);
      if (name.empty()) continue;
      auto& things = tables_[*taken].things;
      const auto known = things.find(name);
      if (known == things.end())
        things.emplace(name, node);
      else if (is_line)
        known->second = node;
    }
    // What a line is about says all of it.
    if (is_line) return taken;
  }
  for (const JsonNode child : node)
    if (const auto inner = take(child, is_line, depth + 1)) taken = inner;
  return taken;
}

std::optional<JsonNode> NamedThings::find(int table, std::string_view name) {
  const auto in = tables_.find(table);
  if (in == tables_.end()) return std::nullopt;
  const auto found = in->second.things.find(name);
  if (found == in->second.things.end()) return std::nullopt;
  if (!std::exchange(in->second.is_of_use, true)) newly_ += static_cast<std::int64_t>(in->second.lines.size());
  return found->second;
}

std::int64_t NamedThings::newly_of_use() { return std::exchange(newly_, 0); }

std::vector<JsonPlace> NamedThings::lines_of_no_use() const {
  std::vector<JsonPlace> lines;
  for (const auto& [number, table] : tables_)
    if (!table.is_of_use) lines.insert(lines.end(), table.lines.begin(), table.lines.end());
  return lines;
}

}  // namespace unrepeat
