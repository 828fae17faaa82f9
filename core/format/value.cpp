// Described values as compact JSON and as MessagePack.
#include "core/format/value.hpp"

#include <utility>

#include "core/format/json_tree.hpp"
#include "core/format/value_reader.hpp"
#include "core/format/value_writer.hpp"

namespace unrepeat {
namespace {

/// A message carries whole files and documents, between two instances of this program: as much as comes at once
/// (max_archive_bytes).
constexpr JsonLimits message_limits{.bytes = 144u << 20, .string_bytes = 64u << 20};

Reading read_tree(const Type& type, void* value, const std::expected<JsonTree, Problem>& tree, ValueReader::Input input,
                  std::string_view text) {
  if (!tree) return std::unexpected(std::vector{tree.error()});
  clear(type, value);
  ValueReader reader(*tree, input, text);
  reader.read(type, tree->root(), value);
  if (reader.has_error()) return std::unexpected(reader.take_problems());
  return {};
}

template <class Writer>
std::string written(Writer writer, const Type& type, const void* value) {
  ValueWriter(writer).write(type, value);
  return std::move(writer).finish();
}

}  // namespace

std::string write_value(const Type& type, const void* value) {
  return written(JsonWriter(JsonWriter::Style::compact), type, value);
}

Reading read_value(const Type& type, void* value, std::string_view json) {
  return read_tree(type, value, parse_json(json), ValueReader::Input::text, json);
}

std::string to_message_pack(const Type& type, const void* value) { return written(MessagePackWriter(), type, value); }

void append_message_pack(const Type& type, const void* value, Bytes& message) {
  MessagePackWriter writer;
  ValueWriter(writer).write(type, value);
  writer.append_to(message);
}

Reading from_message_pack(const Type& type, void* value, std::string_view message) {
  return read_tree(type, value, tree_from_message_pack(message, message_limits), ValueReader::Input::message, {});
}

}  // namespace unrepeat
