// What the page is told: the packed nodes, and what of them it has to touch.
#include "shell/mirror_tree.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// Reads what was packed as the page does.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class Number = uint32_t>
  Number at(std::size_t place) const {
    Number value;
    std::memcpy(&value, bytes_.data() + place, sizeof value);
    return value;
  }
  std::size_t node(std::size_t index) const { return MirrorTree::header_size + index * MirrorTree::node_size; }
  std::size_t visit(std::size_t index) const { return node(at(0)) + index * MirrorTree::visit_size; }
  std::size_t gone(std::size_t index) const { return visit(at(64)) + index * 4; }
  std::string text(std::size_t place) const {
    const std::size_t arena = gone(at(68));
    return {reinterpret_cast<const char*>(bytes_.data()) + arena + at(place), at(place + 4)};
  }

 private:
  std::span<const std::byte> bytes_;
};

/// A page that keeps its elements as web/mirror.ts does: it touches what it is told to and nothing else.
struct Page {
  struct Element {
    Id parent = 0;
    std::string name;
    Role role{};
    bool is_in_page = true;
  };
  std::map<Id, Element> elements;
  std::map<Id, std::vector<Id>> children;
  std::size_t moves = 0, visits = 0;

  void take_out(Id id) {
    std::erase(children[elements[id].parent], id);
    elements[id].is_in_page = false;
  }

  void update(const Reader& packed) {
    moves = 0, visits = packed.at(64);
    for (std::size_t i = 0; i < packed.at(68); ++i) {
      const Id id = packed.at(packed.gone(i));
      take_out(id);
      elements.erase(id);
      // What stood inside stays inside, out of the page.
    }
    for (std::size_t i = 0; i < packed.at(64); ++i) {
      const std::size_t visit = packed.visit(i), node = packed.node(packed.at(visit));
      const Id id = packed.at(node), parent = packed.at(node + 4), before = packed.at(visit + 4);
      const uint32_t flags = packed.at(visit + 8);
      const bool is_new = !elements.contains(id);
      Element& element = elements[id];
      if (is_new) children[id].clear();
      if ((flags & MirrorTree::shown) != 0) {
        element.name = packed.text(node + 28);
        element.role = packed.at<Role>(node + 52);
      }
      if ((flags & MirrorTree::placed) == 0) continue;
      if (!is_new) take_out(id), ++moves;
      element.parent = parent;
      element.is_in_page = true;
      std::vector<Id>& siblings = children[parent];
      const auto left = std::ranges::find(siblings, before);
      RC_ASSERT(before == 0 || left != siblings.end());
      siblings.insert(before == 0 ? siblings.begin() : left + 1, id);
    }
  }

  /// The elements as lines, a depth and a name each, as a reader meets them.
  void lines(Id parent, int depth, std::vector<std::string>& out) const {
    const auto inside = children.find(parent);
    if (inside == children.end()) return;
    for (const Id id : inside->second) {
      const Element& element = elements.at(id);
      out.push_back(std::string(static_cast<std::size_t>(depth) * 2, ' ') + std::string(role_name(element.role)) + " " +
                    element.name);
      lines(id, depth + 1, out);
    }
  }
};

/// A made-up tree: every node has the parent and the words it is given, in this order.
struct Made {
  Id id = 0;
  int depth = 0;
  std::string name;
  Role role = Role::group;
};

Semantics tree_of(const std::vector<Made>& nodes) {
  Semantics tree;
  int depth = 0;
  for (const Made& node : nodes) {
    for (; depth > node.depth; --depth) tree.close();
    tree.open({.id = node.id, .role = node.role, .name = node.name});
    depth = node.depth + 1;
  }
  for (; depth > 0; --depth) tree.close();
  return tree;
}

std::vector<std::string> lines_of(const std::vector<Made>& nodes) {
  std::vector<std::string> out;
  for (const Made& node : nodes)
    out.push_back(std::string(static_cast<std::size_t>(node.depth) * 2, ' ') + std::string(role_name(node.role)) + " " +
                  node.name);
  return out;
}

std::vector<Made> rows(Id first, Id last) {
  std::vector<Made> nodes{{.id = 1, .name = "table"}};
  for (Id row = first; row < last; ++row) {
    nodes.push_back({.id = 100 + row * 2, .depth = 1, .name = "row"});
    nodes.push_back({.id = 101 + row * 2, .depth = 2, .name = "words"});
  }
  return nodes;
}

}  // namespace

TEST_CASE("the packed tree holds parent-relative rectangles and every string") {
  Semantics tree;
  tree.open({.id = 7, .role = Role::scroller, .name = "page", .rect = {100, 50, 200, 100}}, 30);
  tree.add({.id = 9, .role = Role::button, .name = "Sí", .state = State::tab_stop, .rect = {110, 60, 40, 32}});
  tree.close();
  MirrorTree mirror;
  REQUIRE(mirror.take(tree, {.writing_language = "fr"}));
  const Reader packed(mirror.bytes());
  CHECK(packed.at(0) == 2);
  CHECK(packed.at<float>(packed.node(1) + 12) == 10);
  CHECK(packed.at<float>(packed.node(1) + 16) == 40);  // 60 - 50 + 30
  CHECK(packed.text(packed.node(0) + 28) == "page");
  CHECK(packed.text(packed.node(1) + 28) == "Sí");
  CHECK(mirror.bytes().size() == packed.gone(0) + std::strlen("frpageSí"));
}

TEST_CASE("in the packed tree a cell with nothing but words is these words") {
  Semantics tree;
  tree.open({.id = 3, .role = Role::row, .rect = {0, 0, 300, 40}});
  tree.open({.id = 4, .role = Role::cell, .rect = {0, 0, 100, 40}});
  tree.add({.id = 5, .role = Role::text, .name = "SEV 2", .rect = {8, 10, 50, 20}, .type = {.size = 14}});
  tree.close();
  tree.open({.id = 6, .role = Role::cell, .rect = {100, 0, 100, 40}});
  tree.add({.id = 7, .role = Role::text, .name = "3 open", .rect = {108, 10, 50, 20}});
  tree.add({.id = 8, .role = Role::button, .name = "More", .rect = {160, 10, 30, 20}});
  tree.close();
  tree.open({.id = 9, .role = Role::cell, .rect = {200, 0, 100, 40}});
  tree.close();
  tree.close();
  MirrorTree mirror;
  REQUIRE(mirror.take(tree, {}));
  const Reader packed(mirror.bytes());
  std::vector<uint32_t> ids;
  for (uint32_t i = 0; i < packed.at(0); ++i) ids.push_back(packed.at(packed.node(i)));
  CHECK(ids == std::vector<uint32_t>{3, 4, 6, 7, 8, 9});
  const std::size_t cell = packed.node(1);
  CHECK(packed.at<float>(cell + 12) == 8);
  CHECK(packed.text(cell + 28) == "SEV 2");
  CHECK(packed.at<Role>(cell + 52) == Role::cell);
  CHECK(packed.at<uint8_t>(cell + 53) == 14);
}

TEST_CASE("the page is told nothing when nothing differs, and of colours without any node") {
  MirrorTree mirror;
  const Semantics tree = tree_of(rows(0, 5));
  CHECK(mirror.take(tree, {}));
  CHECK_FALSE(mirror.take(tree, {}));
  CHECK(mirror.take(tree, {.ink = 0x112233ff}));
  CHECK(Reader(mirror.bytes()).at(64) == 0);
  CHECK(mirror.take(tree, {.ink = 0x112233ff, .writing_language = "fr"}));
  CHECK_FALSE(mirror.take(tree, {.ink = 0x112233ff, .writing_language = "fr"}));
}

TEST_CASE("scrolling a long table touches the rows that come and go, and no other") {
  MirrorTree mirror;
  Page page;
  mirror.take(tree_of(rows(10, 40)), {});
  page.update(Reader(mirror.bytes()));
  mirror.take(tree_of(rows(11, 41)), {});
  const Reader packed(mirror.bytes());
  page.update(packed);
  CHECK(page.visits == 2);
  CHECK(packed.at(68) == 2);
  CHECK(page.moves == 0);
  std::vector<std::string> lines;
  page.lines(0, 0, lines);
  CHECK(lines == lines_of(rows(11, 41)));
}

TEST_CASE("what becomes another element takes what stands in it along, and what that stood in is forgotten") {
  MirrorTree mirror;
  Page page;
  std::vector<Made> nodes{
      {.id = 1, .role = Role::text}, {.id = 2, .depth = 1, .name = "a"}, {.id = 3, .depth = 1, .name = "b"}};
  mirror.take(tree_of(nodes), {});
  page.update(Reader(mirror.bytes()));
  nodes[0].role = Role::blockquote;
  mirror.take(tree_of(nodes), {});
  page.update(Reader(mirror.bytes()));
  std::vector<std::string> lines;
  page.lines(0, 0, lines);
  CHECK(lines == lines_of(nodes));
}

TEST_CASE("whatever comes, goes, moves and changes, the page shows the tree, and what stays in order is not moved") {
  CHECK(rc::check([] {
    MirrorTree mirror;
    Page page;
    std::vector<Made> before;
    const auto frames = *rc::gen::inRange(2, 7);
    for (int frame = 0; frame < frames; ++frame) {
      std::vector<Made> nodes;
      for (const Id id : *rc::gen::container<std::vector<Id>>(rc::gen::inRange<Id>(1, 14))) {
        if (std::ranges::find(nodes, id, &Made::id) != nodes.end()) continue;
        const int deepest = nodes.empty() ? 0 : std::min(nodes.back().depth + 1, 3);
        nodes.push_back({.id = id,
                         .depth = *rc::gen::inRange(0, deepest + 1),
                         .name = *rc::gen::element<std::string>("", "a", "b"),
                         .role = *rc::gen::weightedElement<Role>({{5, Role::group}, {1, Role::list}})});
      }
      const bool is_changed = mirror.take(tree_of(nodes), {});
      const bool is_same =
          lines_of(before) == lines_of(nodes) && std::ranges::equal(before, nodes, {}, &Made::id, &Made::id);
      RC_ASSERT(is_changed != is_same);
      page.update(Reader(mirror.bytes()));
      std::vector<std::string> lines;
      page.lines(0, 0, lines);
      RC_ASSERT(lines == lines_of(nodes));
      before = nodes;
    }
  }));
}

TEST_CASE("an element that stays among those it was with is not moved when others come and go") {
  CHECK(rc::check([] {
    // Two choices out of one order: whoever is in both stands in the same order in both.
    const auto choose = [] {
      std::vector<Made> nodes;
      for (Id id = 1; id < 30; ++id)
        if (*rc::gen::arbitrary<bool>()) nodes.push_back({.id = id, .name = "x"});
      return nodes;
    };
    MirrorTree mirror;
    Page page;
    mirror.take(tree_of(choose()), {});
    page.update(Reader(mirror.bytes()));
    mirror.take(tree_of(choose()), {});
    page.update(Reader(mirror.bytes()));
    RC_ASSERT(page.moves == 0u);
  }));
}
