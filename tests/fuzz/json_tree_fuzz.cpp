// Throws bytes at the two parsers. What is accepted must be written and read again to the same bytes; the rest must be
// refused with a place. The first byte chooses: 'm' a MessagePack message, anything else a text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/format/json_tree.hpp"
#include "core/format/json_writer.hpp"

using namespace unrepeat;

namespace {

std::string written(const JsonTree& tree) {
  JsonWriter writer(JsonWriter::Style::compact);
  write_node(writer, tree.root());
  return std::move(writer).finish();
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool message = data[0] == 'm';
  const auto tree = message ? tree_from_message_pack(input) : parse_json(input);
  if (!tree) {
    require(message || (tree.error().line > 0 && tree.error().column > 0));
    require(!say(Language::spanish, tree.error()).empty());
    return 0;
  }
  const std::string once = written(*tree);
  const auto again = parse_json(once);
  require(again && written(*again) == once);
  return 0;
}
