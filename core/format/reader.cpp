// What a file says it is decides what it is read as.
#include "core/format/reader.hpp"

#include <algorithm>
#include <utility>

#include "core/format/file_format.hpp"
#include "core/format/value_reader.hpp"

namespace unrepeat {
namespace {

/// No two post-mortems of a file may have one id: which of them should count?
void check_postmortems(ValueReader& reader, JsonNode list) {
  std::vector<JsonNode> ids;
  for (const JsonNode postmortem : list) {
    if (const auto id = postmortem.find("id")) ids.push_back(*id);
  }
  std::ranges::stable_sort(ids, {}, &JsonNode::text);
  for (std::size_t index = 1; index < ids.size(); ++index) {
    if (ids[index].text() == ids[index - 1].text()) {
      reader.add_repeated(Text::problem_repeated_postmortem, ids[index - 1], ids[index], ids[index].text());
    }
  }
}

}  // namespace

bool is_unrepeat_file(const JsonTree& tree) {
  const auto format = tree.root().find(format_key);
  return format && format->text().starts_with("unrepeat/");
}

std::expected<FileReading, std::vector<Problem>> read_file(std::string_view bytes) {
  const auto tree = parse_json(bytes);
  if (!tree) return std::unexpected(std::vector{tree.error()});
  return read_file(*tree, bytes);
}

std::expected<FileReading, std::vector<Problem>> read_file(const JsonTree& tree, std::string_view bytes) {
  FileReading reading;
  ValueReader reader(tree, ValueReader::Input::text, bytes);
  const JsonNode root = tree.root();
  const auto format = root.find(format_key);
  const std::string_view name = format ? format->text() : std::string_view();
  if (name == format_of(object_of<Bundle>())) {
    reader.read_object(object_of<Bundle>(), root, &reading.bundle);
    if (const auto list = root.find("postmortems")) check_postmortems(reader, *list);
  } else if (name == format_of(object_of<Library>())) {
    reader.read_object(object_of<Library>(), root, &reading.bundle.library.emplace());
  } else if (name == format_of(object_of<Postmortem>())) {
    reader.read_object(object_of<Postmortem>(), root, &reading.bundle.postmortems.emplace_back());
  } else {
    reader.add_error(Text::problem_unknown_file, format.value_or(root));
  }
  if (reader.has_error()) return std::unexpected(reader.take_problems());
  for (Postmortem& postmortem : reading.bundle.postmortems) put_in_canonical_order(postmortem);
  reading.warnings = reader.take_problems();
  return reading;
}

std::expected<Postmortem, std::vector<Problem>> read_postmortem(std::string_view bytes) {
  const auto tree = parse_json(bytes);
  if (!tree) return std::unexpected(std::vector{tree.error()});
  Postmortem postmortem;
  ValueReader reader(*tree, ValueReader::Input::text, bytes);
  reader.read_object(object_of<Postmortem>(), tree->root(), &postmortem);
  if (reader.has_error()) return std::unexpected(reader.take_problems());
  put_in_canonical_order(postmortem);
  return postmortem;
}

}  // namespace unrepeat
