// The semantics tree, its text for tests and its bytes for the page. Nothing here draws.
#include "shell/semantics.hpp"

#include <cmath>
#include <cstring>

#include "shell/fingerprint.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view role_names[] = {
#define ROLE(name) #name,
#include "shell/roles.def"
#undef ROLE
};

constexpr std::string_view state_names[] = {
#define STATE(name, bit) #name,
#include "shell/states.def"
#undef STATE
};

class Writer {
 public:
  explicit Writer(std::vector<std::byte>& out) : out_(out) {}

  template <typename Number>
  void put(Number number) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&number);
    out_.insert(out_.end(), bytes, bytes + sizeof number);
  }

 private:
  std::vector<std::byte>& out_;
};

}  // namespace

std::string_view role_name(Role role) {
  return role == Role::switch_ ? "switch" : role_names[static_cast<std::size_t>(role)];
}

void Semantics::clear() {
  nodes_.clear();
  open_.clear();
  arena_.clear();
  by_id_.assign(by_id_.empty() ? 256 : by_id_.size(), {0, 0});
  duplicate_ids_ = 0;
}

uint32_t Semantics::store(std::string_view text) {
  const auto at = static_cast<uint32_t>(arena_.size());
  arena_.append(text);
  return at;
}

std::size_t Semantics::add(const Declaration& declaration) {
  if (by_id_.size() < nodes_.size() * 2 + 2) {
    by_id_.assign(by_id_.empty() ? 256 : by_id_.size() * 2, {0, 0});
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      std::size_t slot = nodes_[i].id & (by_id_.size() - 1);
      while (by_id_[slot].first != 0) slot = (slot + 1) & (by_id_.size() - 1);
      by_id_[slot] = {nodes_[i].id, i};
    }
  }
  Node node{declaration};
  if (node.id == 0) node.id = 1;
  std::size_t slot = node.id & (by_id_.size() - 1);
  while (by_id_[slot].first != 0) {
    if (by_id_[slot].first == node.id) {
      // Words may well be there twice. Two things that are pressed may not: it is counted, and tests ask for the count.
      if (has(node.state, State::tab_stop | State::focusable)) ++duplicate_ids_;
      node.id = node.id * 16777619u + 1;
      slot = node.id & (by_id_.size() - 1);
    } else {
      slot = (slot + 1) & (by_id_.size() - 1);
    }
  }
  by_id_[slot] = {node.id, static_cast<uint32_t>(nodes_.size())};
  if (const std::size_t around = place_of(node.state); around < nodes_.size()) {
    node.parent = nodes_[around].id;
    node.depth = nodes_[around].depth + 1;
  }
  node.name_at = store(declaration.name);
  node.value_at = store(declaration.value);
  node.description_at = store(declaration.description);
  nodes_.push_back(node);
  return nodes_.size() - 1;
}

std::size_t Semantics::place_of(State state) {
  if (open_.empty()) return nodes_.size();
  if (!has(state, State::overlay)) return open_.back();
  if (!has(state, State::modal)) return nodes_.size();
  Node& outermost = nodes_[open_.front()];
  // What stands over the page lies over everything that comes after this landmark, too.
  outermost.state |= State::overlay;
  return open_.front();
}

std::size_t Semantics::open(const Declaration& declaration, float scroll) {
  const std::size_t index = add(declaration);
  nodes_[index].scroll = scroll;
  open_.push_back(index);
  return index;
}

void Semantics::close() { open_.pop_back(); }

Semantics::Node Semantics::node(std::size_t index) const {
  Node node = nodes_[index];
  node.name = stored(node.name_at, node.name.size());
  node.value = stored(node.value_at, node.value.size());
  node.description = stored(node.description_at, node.description.size());
  return node;
}

std::size_t Semantics::index_of(Id id) const {
  if (id == 0 || by_id_.empty()) return nodes_.size();
  for (std::size_t slot = id & (by_id_.size() - 1); by_id_[slot].first != 0; slot = (slot + 1) & (by_id_.size() - 1))
    if (by_id_[slot].first == id) return by_id_[slot].second;
  return nodes_.size();
}

std::string Semantics::text() const {
  // Said by their effect, or of no interest to a reader.
  constexpr State silent = State::tab_stop | State::focusable | State::overlay | State::pass_through |
                           State::forwards_keys | State::toggle | State::horizontal | State::centred | State::prompts |
                           State::shaped | State::rendered;
  std::string out;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node one = node(i);
    out.append(static_cast<std::size_t>(one.depth) * 2, ' ');
    out += role_name(one.role);
    if (!one.name.empty()) (out += " \"").append(one.name) += '"';
    if (!one.value.empty()) (out += " = \"").append(one.value) += '"';
    if (!one.description.empty()) (out += " (").append(one.description) += ')';
    for (std::size_t bit = 0; bit < std::size(state_names); ++bit)
      if (has(one.state, State(1u << bit)) && !has(silent, State(1u << bit))) (out += ' ').append(state_names[bit]);
    out += '\n';
  }
  return out;
}

namespace {

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

}  // namespace

void pack(const Semantics& tree, const MirrorHeader& header, std::vector<std::byte>& out) {
  out.clear();
  out.reserve(60 + tree.size() * 80);
  Writer writer(out);
  const std::size_t count = tree.size();
  uint32_t packed = 0;
  writer.put(packed);
  writer.put(header.ink);
  writer.put(header.hint);
  writer.put(header.accent);
  writer.put(header.selection);
  writer.put(header.thumb);
  writer.put(header.focus);
  writer.put(header.focus_request);
  writer.put(header.scroll);
  writer.put(header.scroll_request);
  writer.put(header.scroll_to);
  writer.put(header.focus_in_place);
  writer.put(header.background);
  writer.put(header.language);
  writer.put(static_cast<uint32_t>(header.writing_language.size()));
  std::string arena = header.writing_language;
  for (std::size_t i = 0; i < count; ++i) {
    Semantics::Node node = tree.node(i);
    if (take_words(tree, i, node)) ++i;
    ++packed;
    Rect origin;
    if (const std::size_t parent = tree.index_of(node.parent); parent < count) {
      const Semantics::Node above = tree.node(parent);
      origin = above.rect;
      origin.y -= above.scroll;
    }
    const std::size_t start = out.size();
    Fingerprint print;
    writer.put(node.id);
    writer.put(node.parent);
    writer.put(static_cast<uint32_t>(node.state));
    // Whole hundredths: rounding noise of scrolled coordinates must not look like a change.
    for (const float number : {node.rect.x - origin.x, node.rect.y - origin.y, node.rect.width, node.rect.height})
      writer.put(std::round(number * 100) / 100);
    print.take(std::span(out).subspan(start));
    for (const std::string_view text : {node.name, node.value, node.description}) {
      print.take(std::as_bytes(std::span(text)));
      writer.put(static_cast<uint32_t>(arena.size()));
      writer.put(static_cast<uint32_t>(text.size()));
      arena.append(text);
    }
    const std::size_t rest = out.size();
    writer.put(static_cast<uint8_t>(node.role));
    writer.put(node.type.size);
    writer.put(node.type.line_height);
    writer.put(static_cast<uint8_t>((node.type.semibold ? 1 : 0) | (node.type.mono ? 2 : 0) | (node.silent ? 4 : 0) |
                                    (node.written ? 8 : 0)));
    writer.put(node.number);
    writer.put(node.limit);
    writer.put(node.related);
    print.take(std::span(out).subspan(rest));
    writer.put(print.value());
  }
  std::memcpy(out.data(), &packed, sizeof packed);
  const std::size_t at = out.size();
  out.resize(at + arena.size());
  if (!arena.empty()) std::memcpy(out.data() + at, arena.data(), arena.size());
}

}  // namespace unrepeat::shell
