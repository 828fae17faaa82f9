// What a file says it is decides what it is read as.
#include "core/format/reader.hpp"

#include <algorithm>
#include <utility>

#include "core/format/file_format.hpp"
#include "core/format/value_reader.hpp"

namespace unrepeat {
namespace {

/// No two things of a list may have one name: which of them should count?
void check_names(ValueReader& reader, JsonNode list, std::string_view key, Text sentence) {
  std::vector<JsonNode> names;
  for (const JsonNode one : list) {
    if (const auto name = one.find(key)) names.push_back(*name);
  }
  std::ranges::stable_sort(names, {}, &JsonNode::text);
  for (std::size_t index = 1; index < names.size(); ++index) {
    if (names[index].text() == names[index - 1].text()) {
      reader.add_repeated(sentence, names[index - 1], names[index], names[index].text());
    }
  }
}

/// What the description of a template does not say.
void check_template(ValueReader& reader, JsonNode node) {
  if (const auto parts = node.find("parts")) {
    bool is_any_shown = false;
    for (const std::string_view name : spellings(Part{})) {
      const auto part = parts->find(name);
      const auto hidden = part ? part->find("hidden") : std::nullopt;
      is_any_shown |= !hidden || !hidden->is_true();
    }
    if (!is_any_shown) reader.add_error(Text::problem_no_part_shown, *parts);
  }
  const auto fields = node.find("fields");
  if (!fields || fields->kind() != JsonKind::array) return;
  check_names(reader, *fields, "name", Text::problem_repeated_field);
  for (const JsonNode field : *fields) {
    const auto type = field.find("type"), choices = field.find("choices");
    const bool is_choice = type && type->text() == "choice";
    const bool has_any = choices && choices->kind() == JsonKind::array && choices->begin() != choices->end();
    if (is_choice && !has_any) reader.add_error(Text::problem_no_choices, field);
  }
}

void check_library(ValueReader& reader, JsonNode library) {
  const auto templates = library.find("templates");
  if (!templates || templates->kind() != JsonKind::array) return;
  check_names(reader, *templates, "id", Text::problem_repeated_template);
  for (const JsonNode one : *templates) check_template(reader, one);
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
    if (const auto list = root.find("postmortems")) check_names(reader, *list, "id", Text::problem_repeated_postmortem);
    if (const auto library = root.find("library")) check_library(reader, *library);
  } else if (name == format_of(object_of<Library>())) {
    reader.read_object(object_of<Library>(), root, &reading.bundle.library.emplace());
    check_library(reader, root);
  } else if (name == format_of(object_of<Template>())) {
    reader.read_object(object_of<Template>(), root, &reading.template_.emplace());
    check_template(reader, root);
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

std::expected<Template, std::vector<Problem>> read_template(std::string_view bytes) {
  const auto tree = parse_json(bytes);
  if (!tree) return std::unexpected(std::vector{tree.error()});
  Template read;
  ValueReader reader(*tree, ValueReader::Input::text, bytes);
  reader.read_object(object_of<Template>(), tree->root(), &read);
  check_template(reader, tree->root());
  if (reader.has_error()) return std::unexpected(reader.take_problems());
  return read;
}

}  // namespace unrepeat
