// The semantics tree and its text for tests. Nothing here draws.
#include "shell/semantics.hpp"

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

}  // namespace

std::string_view role_name(Role role) {
  return role == Role::switch_ ? "switch" : role_names[static_cast<std::size_t>(role)];
}

void Semantics::clear() {
  nodes_.clear();
  open_.clear();
  arena_.clear();
  by_id_.clear();
  duplicate_ids_ = 0;
}

uint32_t Semantics::store(std::string_view text) {
  const auto at = static_cast<uint32_t>(arena_.size());
  arena_.append(text);
  return at;
}

std::size_t Semantics::add(const Declaration& declaration) {
  Node node{declaration};
  if (node.id == 0) node.id = 1;
  while (by_id_.find(node.id) != IdTable::none) {
    // Words may well be there twice. Two things that are pressed may not: it is counted, and tests ask for the count.
    if (has(node.state, State::tab_stop | State::focusable)) ++duplicate_ids_;
    node.id = node.id * 16777619u + 1;
  }
  by_id_.put(node.id, static_cast<uint32_t>(nodes_.size()));
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
  const uint32_t index = by_id_.find(id);
  return index == IdTable::none ? nodes_.size() : index;
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

}  // namespace unrepeat::shell
