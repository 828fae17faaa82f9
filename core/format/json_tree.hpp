// Any JSON text or MessagePack message as one flat tree. Hostile input ends in one Problem; numbers keep their
// spelling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/format/problem.hpp"

namespace unrepeat {

/// Enforced while parsing: what is beyond them is never built.
struct JsonLimits {
  std::size_t levels = 64;
  std::size_t bytes = 64u << 20;
  std::size_t values = 4'000'000;
  std::size_t string_bytes = 1u << 20;  ///< Of one string or key; not of MessagePack's binary values.
  std::size_t data_bytes = 14u << 20;   ///< Of a string under the key "data": Base64 of at most 10 MB.
};

enum class JsonKind : uint8_t { null, boolean, number, string, bytes, array, object };

class JsonTree;

/// One value in a tree. A cheap handle, valid as long as its tree.
class JsonNode {
 public:
  JsonKind kind() const;
  /// A string's text, a number's spelling, `true`, `false` or `null`, the content of bytes; empty for array and object.
  std::string_view text() const;
  bool is_true() const { return kind() == JsonKind::boolean && text() == "true"; }
  /// The key it stands under; empty in an array.
  std::string_view key() const;
  /// Children of an array or object.
  std::size_t size() const;
  /// The member with this key, if this is an object that has it. Looks at every member until it is found.
  std::optional<JsonNode> find(std::string_view key) const;
  /// Where the value, or its key, begins in the text.
  std::size_t position() const;
  std::size_t key_position() const;

  class Iterator {
   public:
    using value_type = JsonNode;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const JsonTree* tree, uint32_t index) : tree_(tree), index_(index) {}
    JsonNode operator*() const { return JsonNode(tree_, index_); }
    Iterator& operator++();
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const JsonTree* tree_ = nullptr;
    uint32_t index_ = 0;
  };
  /// The children, in the order they were written.
  Iterator begin() const;
  Iterator end() const;

 private:
  friend class JsonTree;
  friend class JsonTreeBuilder;
  JsonNode(const JsonTree* tree, uint32_t index) : tree_(tree), index_(index) {}
  const JsonTree* tree_;
  uint32_t index_;
};

/// Keeps views into the text it was parsed from (parse_json), which must outlive it; a message is copied.
class JsonTree {
 public:
  JsonNode root() const { return JsonNode(this, 0); }
  /// The RFC 6901 pointer of a node of this tree.
  std::string pointer_to(JsonNode node) const;

 private:
  friend class JsonNode;
  friend class JsonTreeBuilder;

  // A slice lies in the text, or, with the highest bit of its begin set, in `unescaped_`.
  struct Slice {
    uint32_t begin = 0;
    uint32_t size = 0;
  };
  struct Node {
    Slice text;  // of an array or object: size is the number of children
    Slice key;
    uint32_t position = 0;
    uint32_t end = 0;  // the index after its last descendant; its first child follows it directly
    JsonKind kind = JsonKind::null;
  };

  std::string_view view(Slice slice) const;

  std::string_view source_;
  std::string unescaped_;
  std::vector<Node> nodes_;
};

/// Lines and columns of a text. Made once, when there is a first problem to place; a look-up reads at most a few KB.
class LineIndex {
 public:
  struct Place {
    uint32_t line = 1;
    uint32_t column = 1;  ///< In code points; bytes that are not UTF-8 count as they come.
  };

  /// `text` must outlive the index.
  explicit LineIndex(std::string_view text);
  Place place_of(std::size_t byte) const;

 private:
  std::string_view text_;
  std::vector<Place> marks_;  // the place of every 4096th byte
};

class JsonWriter;

std::expected<JsonTree, Problem> parse_json(std::string_view text, const JsonLimits& limits = {});

/// The same tree from a MessagePack message. Extension types are bytes; floating-point numbers and keys that are not
/// strings are refused.
std::expected<JsonTree, Problem> tree_from_message_pack(std::string_view message, const JsonLimits& limits = {});

/// Writes the value as it was read: same order, same spelling of numbers. Bytes are not JSON and are written as null.
void write_node(JsonWriter& writer, JsonNode node);
std::string compact_json_of(JsonNode node);

}  // namespace unrepeat
