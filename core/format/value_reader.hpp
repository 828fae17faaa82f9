// The walk that reads a described value from a tree and collects every problem; private to core/format.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/describe/describe.hpp"
#include "core/format/json_tree.hpp"
#include "core/format/problem.hpp"

namespace unrepeat {

class ValueReader {
 public:
  enum class Input : std::uint8_t { text, message };

  /// `text` is what the tree was parsed from; it places the problems.
  ValueReader(const JsonTree& tree, Input input, std::string_view text) : tree_(tree), text_(text), input_(input) {}

  /// `value` has its default when this is called.
  void read(const Type& type, JsonNode node, void* value, TextRule rule = TextRule::line);
  void read_object(const Object& object, JsonNode node, void* value);

  void add_error(Text text, JsonNode node, std::initializer_list<std::string_view> arguments = {}) {
    add(Problem::Severity::error, text, node, arguments);
  }
  /// An error at `second` that names the place of `first`.
  void add_repeated(Text text, JsonNode first, JsonNode second, std::string_view what);

  bool has_error() const { return has_error_; }
  std::vector<Problem> take_problems() { return std::move(problems_); }

 private:
  void add(Problem::Severity severity, Text text, JsonNode node, std::initializer_list<std::string_view> arguments);

  struct PlacedId {
    Uuid id;
    JsonNode node;
    const Type* kind;  ///< The type of the id: one for each kind of entry.
  };
  /// What names something in the same file, by id or by its text.
  struct PlacedReference {
    Uuid id;
    JsonNode node;
    const Type* kind = nullptr;  ///< Of the entries that may be named; null for any.
    TextRule rule = TextRule::line;
  };

  void read_text(JsonNode node, std::string& text, TextRule rule);
  void check_range(JsonNode node, double number, TextRule rule);
  void read_choice(const Type& type, JsonNode node, std::uint8_t& choice);
  void read_list(const Type& type, JsonNode node, void* list, TextRule rule);
  /// Whether this is an object of a format and version that can be read; adds the problem if not.
  bool check_envelope(std::string_view format, JsonNode node);
  /// Ends the scope of a file's ids: one used twice is an error, a reference to nothing or to another kind of entry a
  /// warning.
  void check_ids(const Object& object, void* value);
  void check_reference(const PlacedReference& reference, const Object& object, void* value);
  void keep_unknown(std::vector<UnknownKey>& unknown, std::string_view after, JsonNode node);
  /// True if the node has this kind; else the problem is added.
  bool is(JsonNode node, JsonKind kind, Text expectation);
  LineIndex::Place place_of(std::size_t position);

  const JsonTree& tree_;
  std::string_view text_;
  Input input_;
  std::optional<LineIndex> lines_;
  std::vector<Problem> problems_;
  bool has_error_ = false;
  std::vector<PlacedId> ids_;
  std::vector<PlacedReference> references_;
};

}  // namespace unrepeat
