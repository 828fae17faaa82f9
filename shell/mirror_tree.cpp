// Packs the tree and compares it with the one the page has.
#include "shell/mirror_tree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "shell/fingerprint.hpp"

namespace unrepeat::shell {
namespace {

template <typename Number>
void put(std::vector<std::byte>& out, Number number) {
  const auto* bytes = reinterpret_cast<const std::byte*>(&number);
  out.insert(out.end(), bytes, bytes + sizeof number);
}

/// A cell with nothing but words is these words: one element where rows come and go in every frame of scrolling. Takes
/// them into `cell`, the node at `index`; false where something else stands in it.
bool take_words(const Semantics& tree, std::size_t index, Semantics::Node& cell) {
  if (cell.role != Role::cell && cell.role != Role::rowheader && cell.role != Role::columnheader) return false;
  if (!cell.name.empty() || !cell.description.empty() || index + 1 >= tree.size()) return false;
  const Semantics::Node words = tree.node(index + 1);
  if (words.parent != cell.id || words.role != Role::text || words.silent || words.related != 0) return false;
  if (index + 2 < tree.size() && tree.node(index + 2).depth > cell.depth) return false;
  cell.name = words.name;
  cell.description = words.description;
  cell.state |= words.state;
  cell.rect = words.rect;
  cell.type = words.type;
  cell.limit = words.limit;
  cell.written = words.written;
  return true;
}

/// Another one means another element: a field of one line is not one of several, a heading not one of another level.
uint32_t kind_of(const Semantics::Node& node) {
  const bool is_multi_line = has(node.state, State::multi_line);
  const int level = node.role == Role::heading ? std::clamp(node.number, 1, 6) : 0;
  return static_cast<uint32_t>(node.role) | (is_multi_line ? 1u << 8 : 0) | static_cast<uint32_t>(level) << 9;
}

}  // namespace

bool MirrorTree::take(const Semantics& tree, const MirrorHeader& header) {
  std::swap(nodes_, old_);
  bytes_.assign(header_size, std::byte{0});
  arena_ = header.writing_language;
  write_nodes(tree);
  compare();
  const uint32_t visits = write_visits();

  enum : std::size_t { count_at = 0, visits_at = 16, gone_at = 17 };
  uint32_t words[header_size / 4] = {0,
                                     header.ink,
                                     header.hint,
                                     header.accent,
                                     header.selection,
                                     header.thumb,
                                     header.focus,
                                     header.focus_request,
                                     header.scroll,
                                     header.scroll_request,
                                     std::bit_cast<uint32_t>(header.scroll_to),
                                     header.focus_in_place,
                                     header.background,
                                     header.language,
                                     static_cast<uint32_t>(header.writing_language.size()),
                                     modal_};
  Fingerprint print;
  print.take(std::as_bytes(std::span(words)));
  print.take(std::as_bytes(std::span(header.writing_language)));
  const bool is_changed = visits > 0 || !gone_.empty() || print.value() != header_print_;
  header_print_ = print.value();
  words[count_at] = static_cast<uint32_t>(nodes_.size());
  words[visits_at] = visits;
  words[gone_at] = static_cast<uint32_t>(gone_.size());
  std::memcpy(bytes_.data(), words, header_size);
  for (const Id id : gone_) put(bytes_, id);
  const auto arena = std::as_bytes(std::span(arena_));
  bytes_.insert(bytes_.end(), arena.begin(), arena.end());
  return is_changed;
}

void MirrorTree::write_nodes(const Semantics& tree) {
  nodes_.clear();
  places_.clear();
  modal_ = 0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    Semantics::Node node = tree.node(i);
    if (take_words(tree, i, node)) ++i;
    if (has(node.state, State::modal)) modal_ = node.id;
    Rect origin;
    if (const std::size_t parent = tree.index_of(node.parent); parent < tree.size()) {
      const Semantics::Node above = tree.node(parent);
      origin = above.rect;
      origin.y -= above.scroll;
    }
    const std::size_t start = bytes_.size();
    Fingerprint print;
    put(bytes_, node.id);
    put(bytes_, node.parent);
    put(bytes_, static_cast<uint32_t>(node.state));
    // Whole hundredths: rounding noise of scrolled coordinates must not look like a change.
    for (const float number : {node.rect.x - origin.x, node.rect.y - origin.y, node.rect.width, node.rect.height})
      put(bytes_, std::round(number * 100) / 100);
    print.take(std::span(bytes_).subspan(start));
    for (const std::string_view text : {node.name, node.value, node.description}) {
      print.take(std::as_bytes(std::span(text)));
      put(bytes_, static_cast<uint32_t>(arena_.size()));
      put(bytes_, static_cast<uint32_t>(text.size()));
      arena_.append(text);
    }
    const std::size_t rest = bytes_.size();
    put(bytes_, static_cast<uint8_t>(node.role));
    put(bytes_, node.type.size);
    put(bytes_, node.type.line_height);
    put(bytes_, static_cast<uint8_t>((node.type.semibold ? 1 : 0) | (node.type.mono ? 2 : 0) | (node.silent ? 4 : 0) |
                                     (node.written ? 8 : 0)));
    put(bytes_, node.number);
    put(bytes_, node.limit);
    put(bytes_, node.related);
    print.take(std::span(bytes_).subspan(rest));
    places_.put(node.id, static_cast<uint32_t>(nodes_.size()));
    nodes_.push_back({.id = node.id, .parent = node.parent, .kind = kind_of(node), .print = print.value()});
  }
}

void MirrorTree::compare() {
  gone_.clear();
  for (Node& node : nodes_) node.was = IdTable::none;
  for (uint32_t i = 0; i < old_.size(); ++i) {
    const uint32_t now = places_.find(old_[i].id);
    if (now == IdTable::none || nodes_[now].kind != old_[i].kind)
      gone_.push_back(old_[i].id);
    else
      nodes_[now].was = i;
  }
  // Where the chain of settled children of each parent begins and ends, the page's own behind all nodes.
  first_settled_.assign(nodes_.size() + 1, IdTable::none);
  last_settled_.assign(nodes_.size() + 1, IdTable::none);
  for (const Node& old : old_) {
    const uint32_t now = places_.find(old.id);
    if (now == IdTable::none) continue;
    Node& node = nodes_[now];
    const uint32_t parent = place_of_parent(node);
    const bool is_parent_there = parent == nodes_.size() || nodes_[parent].was != IdTable::none;
    node.is_settled = node.was != IdTable::none && old.parent == node.parent && is_parent_there;
    if (!node.is_settled) continue;
    uint32_t& last = last_settled_[parent];
    (last == IdTable::none ? first_settled_[parent] : nodes_[last].next_settled) = now;
    last = now;
  }
}

uint32_t MirrorTree::write_visits() {
  uint32_t visits = 0;
  before_.assign(nodes_.size() + 1, 0);
  for (uint32_t i = 0; i < nodes_.size(); ++i) {
    Node& node = nodes_[i];
    const uint32_t parent = place_of_parent(node);
    uint32_t& stands_here = first_settled_[parent];
    while (stands_here != IdTable::none && nodes_[stands_here].is_moved) stands_here = nodes_[stands_here].next_settled;
    const bool is_in_place = stands_here == i;
    if (is_in_place)
      stands_here = node.next_settled;
    else
      node.is_moved = true;
    const bool differs = !node.is_settled || old_[node.was].print != node.print;
    if (differs || !is_in_place) {
      put(bytes_, i);
      put(bytes_, before_[parent]);
      put(bytes_, (differs ? shown : 0) | (is_in_place ? 0 : placed));
      ++visits;
    }
    before_[parent] = node.id;
  }
  return visits;
}

uint32_t MirrorTree::place_of_parent(const Node& node) const {
  const uint32_t parent = places_.find(node.parent);
  return parent == IdTable::none ? static_cast<uint32_t>(nodes_.size()) : parent;
}

}  // namespace unrepeat::shell
