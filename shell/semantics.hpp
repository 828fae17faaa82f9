// What is on the screen in words: one tree a frame, made by the widgets; the page's mirror and the tests read nothing
// else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shell/id_table.hpp"

namespace unrepeat::shell {

/// Stable from frame to frame; also the ImGui id of the item. 0 is the page itself.
using Id = uint32_t;

/// Viewport coordinates, CSS pixels.
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  Rect shrunk(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  bool operator==(const Rect&) const = default;
};

/// ARIA roles, by their ARIA names. web/mirror.ts has the same list in the same order; a test compares the two.
enum class Role : uint8_t {
#define ROLE(name) name,
#include "shell/roles.def"
#undef ROLE
};
std::string_view role_name(Role role);

/// Bits of Node::state. web/mirror.ts has the same list in the same order; a test compares the two.
enum class State : uint32_t {
#define STATE(name, bit) name = 1u << bit,
#include "shell/states.def"
#undef STATE
};
constexpr State operator|(State a, State b) { return State(uint32_t(a) | uint32_t(b)); }
constexpr State operator&(State a, State b) { return State(uint32_t(a) & uint32_t(b)); }
constexpr State& operator|=(State& a, State b) { return a = a | b; }
constexpr bool has(State set, State one) { return (uint32_t(set) & uint32_t(one)) != 0; }
constexpr State when(bool condition, State state) { return condition ? state : State{}; }

/// How the node's text is set, so that the page's invisible copy lies exactly over the drawn one.
struct Type {
  uint8_t size = 0, line_height = 0;
  bool semibold = false, mono = false;
};

/// What a widget says of itself. Views need to live only until `add` returns.
struct Declaration {
  Id id = 0;
  Role role = Role::none;
  std::string_view name{};   ///< What it is called; the text itself for text.
  std::string_view value{};  ///< A field's text, a combobox's choice, a link's address.
  std::string_view
      description{};  ///< What is said after the name: a hint, the reason it is refused, a placeholder for fields.
  State state{};
  Rect rect{};
  Type type{};
  int32_t number = 0;    ///< heading level, row index, column count of a table, place in a list, progress value; for a
                         ///< scroller its content height.
  int32_t limit = 0;     ///< row count, progress maximum, size of a list; of words the page shows itself, 0xRRGGBBAA.
  bool silent = false;   ///< Seen, found and copied; what else says the same is what a screen reader hears.
  bool written = false;  ///< By people, in the language they write in here (`MirrorHeader::writing_language`).
  Id related = 0;        ///< what it controls or is described by; of words, the field that pressing them goes to.
};

class Semantics {
 public:
  struct Node : Declaration {
    Id parent = 0;
    float scroll = 0;  ///< of a scroller: how far its content is moved up.
    int depth = 0;
    uint32_t name_at = 0, value_at = 0, description_at = 0;
  };

  void clear();
  /// Adds a node under the innermost open one. The returned index stays valid until `clear`.
  std::size_t add(const Declaration& declaration);
  /// Adds and opens: what follows until `close` is inside. An overlay is a child of the page, or, when it shuts out the
  /// rest, of the landmark it is opened in, however deep: everything on a page belongs to a landmark.
  std::size_t open(const Declaration& declaration, float scroll = 0);
  void close();
  /// A node's content height is known only when its content has been declared.
  void set_content_height(std::size_t index, int32_t height) { nodes_[index].number = height; }
  Node& at(std::size_t index) { return nodes_[index]; }

  std::size_t size() const { return nodes_.size(); }
  /// A copy whose views point into this tree.
  Node node(std::size_t index) const;
  /// Index, or `size()` when there is none.
  std::size_t index_of(Id id) const;
  /// Things that can be focused and share their id with something else: their names want a scope.
  std::size_t duplicate_ids() const { return duplicate_ids_; }
  /// One line a node, indented: `button "New post-mortem" disabled`. For tests and for looking closer.
  std::string text() const;

 private:
  std::string_view stored(uint32_t at, std::size_t length) const { return std::string_view(arena_).substr(at, length); }
  uint32_t store(std::string_view text);
  /// What a new node with this state stands in; `size()`: the page.
  std::size_t place_of(State state);

  std::vector<Node> nodes_;
  std::vector<std::size_t> open_;
  IdTable by_id_;
  std::string arena_;
  std::size_t duplicate_ids_ = 0;
};

}  // namespace unrepeat::shell
