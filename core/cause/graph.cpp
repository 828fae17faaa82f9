// Layers by the longest way to the incident, each with no more nodes than stand side by side. In a layer everything
// stands as the nearest thing it leads to, and then as the document has it: an order that nothing added can turn round.
#include "core/cause/graph.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>
#include <utility>

namespace unrepeat {
namespace {

constexpr std::size_t incident = 0;

/// Marks the edges that close a circle, going from cause to effect in document order, and collects the circles.
class CircleFinder {
 public:
  explicit CircleFinder(CauseGraph& graph) : graph_(graph), outgoing_(graph.node_count), state_(graph.node_count) {
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge) outgoing_[graph.edges[edge].from].push_back(edge);
    for (std::size_t node = 0; node < graph.node_count; ++node)
      if (state_[node] == State::unseen) visit(node);
  }

 private:
  enum class State : std::uint8_t { unseen, on_the_way, done };
  struct Step {
    std::size_t node;
    std::size_t next = 0;
  };

  void visit(std::size_t start) {
    std::vector<Step> way{{start}};
    state_[start] = State::on_the_way;
    while (!way.empty()) {
      Step& step = way.back();
      if (step.next == outgoing_[step.node].size()) {
        state_[step.node] = State::done;
        way.pop_back();
        continue;
      }
      GraphEdge& edge = graph_.edges[outgoing_[step.node][step.next++]];
      if (state_[edge.to] == State::on_the_way) {
        edge.closes_circle = true;
        keep_circle(way, edge.to);
      } else if (state_[edge.to] == State::unseen) {
        state_[edge.to] = State::on_the_way;
        way.push_back({edge.to});
      }
    }
  }

  void keep_circle(const std::vector<Step>& way, std::size_t first) {
    std::vector<std::size_t> circle;
    for (auto step = std::ranges::find(way, first, &Step::node); step != way.end(); ++step)
      circle.push_back(step->node);
    std::ranges::rotate(circle, std::ranges::min_element(circle));
    if (std::ranges::find(graph_.circles, circle) == graph_.circles.end()) graph_.circles.push_back(std::move(circle));
  }

  CauseGraph& graph_;
  std::vector<std::vector<std::size_t>> outgoing_;
  std::vector<State> state_;
};

/// What stands in a layer: a node, or the place where a trunk passes.
struct Item {
  std::optional<std::size_t> node;
  std::size_t trunk = 0;  ///< That passes; of a node, the one to what it stands below.
  std::size_t rank = 0;   ///< In its layer, of what it stands below.
  float centre = 0;
  float wanted = 0;  ///< Where its centre would be best.
};

/// Lines that pass side by side are no farther apart, and nearer where there is no more room.
constexpr float passing_distance = 12;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

class Layouter {
 public:
  Layouter(const CauseGraph& graph, std::span<const float> heights, std::span<const float> label_widths,
           const GraphRoom& room)
      : graph_(graph), heights_(heights), label_widths_(label_widths), room_(room) {
    most_side_by_side_ =
        std::max<std::size_t>(1, static_cast<std::size_t>((room.width + room.gap) / (room.node_width + room.gap)));
  }

  GraphLayout run() {
    choose_layers();
    choose_trunks();
    fill_layers();
    place();
    choose_ports();
    lower();
    trace();
    return std::move(layout_);
  }

 private:
  void choose_layers() {
    layout_.nodes.assign(graph_.node_count, {0, 0, 0});
    std::vector<std::vector<std::size_t>> targets(graph_.node_count), causes(graph_.node_count);
    for (const GraphEdge& edge : graph_.edges) {
      // Also what closes a circle leads to what it leads to.
      causes[edge.to].push_back(edge.from);
      if (!edge.closes_circle) targets[edge.from].push_back(edge.to);
    }
    // What leads to the incident, by whatever way.
    is_linked_.assign(graph_.node_count, false);
    is_linked_[incident] = true;
    for (std::vector<std::size_t> open{incident}; !open.empty();) {
      const std::size_t node = open.back();
      open.pop_back();
      for (const std::size_t cause : causes[node]) {
        if (is_linked_[cause]) continue;
        is_linked_[cause] = true;
        open.push_back(cause);
      }
    }
    std::vector<std::size_t> in_layer{1};
    const auto take = [&](std::size_t node, std::size_t least) {
      std::size_t layer = least;
      while (layer < in_layer.size() && in_layer[layer] >= most_side_by_side_) ++layer;
      if (layer >= in_layer.size()) in_layer.resize(layer + 1);
      ++in_layer[layer];
      layout_.nodes[node].layer = layer;
    };
    // Round by round, so that what is nearer to the incident takes its place first; within a round by the document.
    for (const bool linked : {true, false}) {
      const std::size_t first = linked ? 1 : in_layer.size();
      if (!linked) first_unlinked_ = first;
      std::vector<std::size_t> depth(graph_.node_count, 0), order;
      for (std::size_t node = 1; node < graph_.node_count; ++node)
        if (is_linked_[node] == linked) order.push_back(node);
      const auto targets_here = [&](std::size_t node) {
        std::vector<std::size_t> found;
        for (const std::size_t target : targets[node])
          if (target != incident && is_linked_[target] == linked) found.push_back(target);
        return found;
      };
      // Without circles the longest way is found after as many rounds as there are nodes, mostly after a few.
      for (bool changed = true; changed;) {
        changed = false;
        for (const std::size_t node : order)
          for (const std::size_t target : targets_here(node))
            if (depth[node] < depth[target] + 1) {
              depth[node] = depth[target] + 1;
              changed = true;
            }
      }
      std::ranges::stable_sort(order, {}, [&](std::size_t node) { return depth[node]; });
      for (const std::size_t node : order) {
        std::size_t least = first;
        for (const std::size_t target : targets_here(node)) least = std::max(least, layout_.nodes[target].layer + 1);
        take(node, least);
      }
      if (!linked && order.empty()) first_unlinked_.reset();
    }
    layers_.resize(in_layer.size());
  }

  /// An edge that is drawn: from a layer to one above it.
  bool goes_up(const GraphEdge& edge) const { return layout_.nodes[edge.from].layer > layout_.nodes[edge.to].layer; }

  /// What leads to one thing in one way is one trunk, named by its first edge: its lines meet and end together.
  void choose_trunks() {
    trunks_.resize(graph_.edges.size());
    std::map<std::pair<std::size_t, CauseLinkKind>, std::size_t> first;
    for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge)
      trunks_[edge] = goes_up(graph_.edges[edge])
                          ? first.try_emplace({graph_.edges[edge].to, graph_.edges[edge].kind}, edge).first->second
                          : edge;
  }
  /// Of an edge, the node that stands higher, and the other one.
  std::size_t upper_of(std::size_t edge) const {
    const GraphEdge& one = graph_.edges[edge];
    return goes_up(one) ? one.to : one.from;
  }
  std::size_t lower_of(std::size_t edge) const {
    const GraphEdge& one = graph_.edges[edge];
    return goes_up(one) ? one.from : one.to;
  }

  void fill_layers() {
    for (std::size_t node = 0; node < graph_.node_count; ++node) {
      Item item{.node = node, .trunk = nowhere};
      for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge) {
        if (graph_.edges[edge].from != node || !goes_up(graph_.edges[edge])) continue;
        if (item.trunk == nowhere || layer_of_target(edge) > layer_of_target(item.trunk)) item.trunk = trunks_[edge];
      }
      layers_[layout_.nodes[node].layer].push_back(item);
    }
    for (std::size_t trunk = 0; trunk < graph_.edges.size(); ++trunk) {
      if (trunks_[trunk] != trunk) continue;
      std::size_t lowest = 0;
      for (std::size_t edge = trunk; edge < graph_.edges.size(); ++edge)
        if (trunks_[edge] == trunk) lowest = std::max(lowest, layout_.nodes[lower_of(edge)].layer);
      for (std::size_t layer = layout_.nodes[upper_of(trunk)].layer + 1; layer < lowest; ++layer)
        layers_[layer].push_back({.trunk = trunk});
    }
  }
  std::size_t layer_of_target(std::size_t edge) const { return layout_.nodes[graph_.edges[edge].to].layer; }

  /// The place in the layer above where the trunk arrives or passes.
  std::size_t rank_above(std::size_t trunk, std::size_t layer) const {
    const std::vector<Item>& above = layers_[layer - 1];
    const std::size_t upper = upper_of(trunk);
    return static_cast<std::size_t>(
        std::ranges::find_if(above,
                             [&](const Item& one) { return one.node ? *one.node == upper : one.trunk == trunk; }) -
        above.begin());
  }

  /// Side by side; how high is known when the labels are placed.
  void place() {
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
      std::vector<Item>& items = layers_[layer];
      for (Item& item : items) {
        item.rank = layer == 0 || item.trunk == nowhere ? nowhere : rank_above(item.trunk, layer);
        item.wanted = wish_of(item, layer);
      }
      // Equals stay in the order of the document, and what passes after what stands.
      std::ranges::stable_sort(items, {}, &Item::rank);
      spread(items);
      for (const Item& item : items)
        if (item.node) layout_.nodes[*item.node].x = item.centre - room_.node_width / 2;
    }
  }

  /// Below the middle of what it leads to; with nothing above it in the middle.
  float wish_of(const Item& item, std::size_t layer) const {
    const auto centre_above = [&](std::size_t trunk) { return layers_[layer - 1][rank_above(trunk, layer)].centre; };
    if (layer == 0 || item.trunk == nowhere) return room_.width / 2;
    if (!item.node) return centre_above(item.trunk);
    float sum = 0, count = 0;
    for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge) {
      if (graph_.edges[edge].from != *item.node || !goes_up(graph_.edges[edge])) continue;
      sum += centre_above(trunks_[edge]);
      ++count;
    }
    return sum / count;
  }

  /// Nodes stand as near to where they are wanted as the order and the widths allow: neighbours that would meet become
  /// one block at the mean of their wishes. What passes takes its way between them and beside them, and moves none.
  void spread(std::vector<Item>& items) const {
    const float extent = room_.node_width + room_.gap;
    const auto columns = static_cast<float>(most_side_by_side_);
    const float margin = std::max(0.f, (room_.width + room_.gap - columns * extent) / 2);
    struct Block {
      std::size_t first;
      float start, extent, weight;
    };
    std::vector<Block> blocks;
    std::vector<std::size_t> nodes;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].node) continue;
      blocks.push_back({nodes.size(), items[i].wanted - room_.node_width / 2, extent, 1});
      nodes.push_back(i);
      while (blocks.size() > 1) {
        Block& before = blocks[blocks.size() - 2];
        const Block last = blocks.back();
        if (before.start + before.extent <= last.start) break;
        before.start =
            (before.start * before.weight + (last.start - before.extent) * last.weight) / (before.weight + last.weight);
        before.extent += last.extent;
        before.weight += last.weight;
        blocks.pop_back();
      }
    }
    float least = margin;
    for (Block& block : blocks) {
      block.start = std::max(block.start, least);
      least = block.start + block.extent;
    }
    float most = room_.width + room_.gap - margin;
    for (Block& block : blocks | std::views::reverse) {
      block.start = std::min(block.start, most - block.extent);
      most = block.start;
    }
    for (const Block& block : blocks) {
      const auto count = static_cast<std::size_t>(block.weight);
      for (std::size_t i = 0; i < count; ++i)
        items[nodes[block.first + i]].centre = block.start + static_cast<float>(i) * extent + room_.node_width / 2;
    }
    float left = 0;
    for (std::size_t i = 0; i < items.size();) {
      if (items[i].node) {
        left = items[i++].centre + room_.node_width / 2;
        continue;
      }
      const std::size_t first = i;
      while (i < items.size() && !items[i].node) ++i;
      const float right = i < items.size() ? items[i].centre - room_.node_width / 2 : room_.width;
      pass(std::span(items).subspan(first, i - first), left, right);
    }
  }

  /// What passes between two nodes, side by side and as near to where it comes from as there is room.
  static void pass(std::span<Item> items, float left, float right) {
    const float distance = std::min(passing_distance, (right - left) / static_cast<float>(items.size() + 1));
    float least = left + distance;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const float most = right - distance * static_cast<float>(items.size() - i);
      items[i].centre = std::max(least, std::min(items[i].wanted, most));
      least = items[i].centre + distance;
    }
  }

  float middle_of(std::size_t node) const { return layout_.nodes[node].x + room_.node_width / 2; }

  /// Where an edge passes the layer next to this end of it, or the middle of its other node.
  float seen_from(std::size_t edge, std::size_t here, std::size_t there) const {
    const std::size_t layer = layout_.nodes[here].layer, other = layout_.nodes[there].layer;
    if (layer != other + 1 && other != layer + 1)
      for (const Item& item : layers_[layer > other ? layer - 1 : layer + 1])
        if (!item.node && item.trunk == trunks_[edge]) return item.centre;
    return middle_of(there);
  }

  /// On each side of a node its lines end in the order in which they come, so that none crosses another there.
  void choose_ports() {
    struct End {
      std::size_t edge;
      float towards;
    };
    std::vector<std::vector<End>> above(graph_.node_count), below(graph_.node_count);
    /// Of each trunk: what its edges come from, in sum, and how many they are.
    std::vector<std::pair<float, float>> sources(graph_.edges.size());
    for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge) {
      const auto [from, to] = std::pair(graph_.edges[edge].from, graph_.edges[edge].to);
      const std::size_t upper = leads_down(edge) ? from : to, lower = leads_down(edge) ? to : from;
      above[lower].push_back({edge, seen_from(edge, lower, upper)});
      auto& [sum, count] = sources[trunks_[edge]];
      sum += seen_from(edge, upper, lower);
      ++count;
    }
    for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge) {
      if (trunks_[edge] != edge) continue;
      const std::size_t upper = leads_down(edge) ? graph_.edges[edge].from : graph_.edges[edge].to;
      below[upper].push_back({edge, sources[edge].first / sources[edge].second});
    }
    upper_ports_.assign(graph_.edges.size(), 0);
    lower_ports_.assign(graph_.edges.size(), 0);
    layout_.labels.assign(graph_.edges.size(), {0, 0});
    label_rows_.assign(layers_.size(), 0);
    for (std::size_t node = 0; node < graph_.node_count; ++node) {
      std::ranges::stable_sort(above[node], {}, &End::towards);
      std::ranges::stable_sort(below[node], {}, &End::towards);
      const float usual = usual_distance(below[node].size());
      for (std::size_t i = 0; i < below[node].size(); ++i)
        upper_ports_[below[node][i].edge] =
            middle_of(node) + usual * (static_cast<float>(i) - half(below[node].size()));
      std::vector<std::size_t> edges;
      for (const End& end : above[node]) edges.push_back(end.edge);
      place_labels(node, edges);
    }
  }

  bool leads_down(std::size_t edge) const { return !goes_up(graph_.edges[edge]); }
  static float half(std::size_t count) { return static_cast<float>(count - 1) / 2; }
  float usual_distance(std::size_t count) const {
    constexpr float usual = 48, corner = 16;
    if (count < 2) return 0;
    return std::min(usual, (room_.node_width - 2 * corner) / static_cast<float>(count - 1));
  }

  /// Labels side by side, each round its edge; where they have no room so, as many rows of them as it takes.
  void place_labels(std::size_t node, std::span<const std::size_t> edges) {
    constexpr float apart = 8, unlabelled = 24;
    const float left = layout_.nodes[node].x, right = left + room_.node_width;
    const auto extent_of = [&](std::size_t edge) {
      return label_widths_[edge] > 0 ? label_widths_[edge] + apart : unlabelled;
    };
    float all = 0;
    for (const std::size_t edge : edges) all += extent_of(edge);
    const bool fits = all - apart <= room_.node_width;
    float x = middle_of(node) - all / 2;
    std::vector<float> ends;  // Of each row of labels.
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const std::size_t edge = edges[i];
      lower_ports_[edge] =
          fits ? x + extent_of(edge) / 2
               : middle_of(node) + usual_distance(edges.size()) * (static_cast<float>(i) - half(edges.size()));
      x += extent_of(edge);
      const float width = label_widths_[edge];
      if (width <= 0) continue;
      const float at = std::max(left, std::min(lower_ports_[edge] - width / 2, right - width));
      std::size_t row = 0;
      while (row < ends.size() && ends[row] + apart > at) ++row;
      if (row == ends.size()) ends.push_back(0);
      ends[row] = at + width;
      // In rows above the node, until it is known where that stands.
      layout_.labels[edge] = {at, static_cast<float>(row + 1)};
    }
    std::size_t& rows = label_rows_[layout_.nodes[node].layer];
    rows = std::max(rows, ends.size());
  }

  /// Layer below layer, each with its labels above it.
  void lower() {
    float y = 0;
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
      if (first_unlinked_ == layer) {
        layout_.unlinked_top = y;
        y += room_.layer_gap;
      }
      label_tops_.push_back(y);
      y += room_.label_height * static_cast<float>(label_rows_[layer]);
      float height = 0;
      for (const Item& item : layers_[layer]) {
        if (!item.node) continue;
        layout_.nodes[*item.node].y = y;
        height = std::max(height, heights_[*item.node]);
      }
      bottoms_.push_back(y + height);
      y += height + room_.layer_gap;
    }
    layout_.height = y - room_.layer_gap;
    for (std::size_t edge = 0; edge < graph_.edges.size(); ++edge) {
      const std::size_t lower = leads_down(edge) ? graph_.edges[edge].to : graph_.edges[edge].from;
      GraphPoint& label = layout_.labels[edge];
      label.y = layout_.nodes[lower].y - label.y * room_.label_height;
    }
  }

  void trace() {
    // Less than this is no way to bend on.
    constexpr float least = 12;
    for (std::size_t index = 0; index < graph_.edges.size(); ++index) {
      const std::size_t upper = upper_of(index), lower = lower_of(index);
      const GraphLayout::Node &below = layout_.nodes[lower], &above = layout_.nodes[upper];
      // From the lower node up; what leads down goes the same way.
      std::vector<GraphPoint>& path = layout_.paths.emplace_back();
      path.push_back({lower_ports_[index], below.y});
      if (label_tops_[below.layer] < below.y) path.push_back({lower_ports_[index], label_tops_[below.layer]});
      for (std::size_t layer = below.layer; layer-- > above.layer + 1;)
        for (const Item& item : layers_[layer])
          if (!item.node && item.trunk == trunks_[index]) {
            path.push_back({item.centre, bottoms_[layer]});
            path.push_back({item.centre, label_tops_[layer]});
          }
      const float port = upper_ports_[trunks_[index]], foot = above.y + heights_[upper];
      if (foot + least < bottoms_[above.layer]) path.push_back({port, bottoms_[above.layer]});
      path.push_back({port, foot});
    }
    spread_bends();
    for (std::size_t index = 0; index < graph_.edges.size(); ++index)
      if (leads_down(index)) {
        std::vector<GraphPoint>& path = layout_.paths[index];
        std::ranges::reverse(path);
        // A bend belongs to the point that it leads to.
        for (std::size_t i = path.size() - 1; i > 0; --i) path[i].bend = 1 - path[i - 1].bend;
      }
  }

  /// Lines that go far to one side between the same two layers would lie on each other half way: each has a height of
  /// its own there, those from farther outside above, so that none crosses another.
  void spread_bends() {
    constexpr float far = 40;
    struct Bend {
      GraphPoint* to;
      float from_x;
      std::size_t trunk;
    };
    std::map<std::pair<float, bool>, std::vector<Bend>> between;  // By where they end, and from which side they come.
    for (std::size_t index = 0; index < graph_.edges.size(); ++index) {
      std::vector<GraphPoint>& path = layout_.paths[index];
      for (std::size_t i = 1; i < path.size(); ++i)
        if (std::abs(path[i].x - path[i - 1].x) > far)
          between[{path[i].y, path[i].x < path[i - 1].x}].push_back({&path[i], path[i - 1].x, trunks_[index]});
    }
    for (auto& [where, bends] : between) {
      const bool from_right = where.second;
      std::ranges::stable_sort(bends, {}, [&](const Bend& one) { return from_right ? one.from_x : -one.from_x; });
      std::size_t count = 0;
      for (std::size_t i = 0; i < bends.size(); ++i) count += i == 0 || bends[i].from_x != bends[i - 1].from_x ? 1 : 0;
      std::size_t place = 0;
      for (std::size_t i = 0; i < bends.size(); ++i) {
        place += i == 0 || bends[i].from_x != bends[i - 1].from_x ? 1 : 0;
        bends[i].to->bend = static_cast<float>(place) / static_cast<float>(count + 1);
      }
    }
  }

  const CauseGraph& graph_;
  std::span<const float> heights_, label_widths_;
  const GraphRoom& room_;
  std::size_t most_side_by_side_;
  std::vector<bool> is_linked_;
  std::optional<std::size_t> first_unlinked_;
  std::vector<std::size_t> trunks_;  ///< Of each edge.
  std::vector<std::vector<Item>> layers_;
  std::vector<float> upper_ports_,
      lower_ports_;                      ///< Of each edge, on the lower edge of the one and the upper of the other.
  std::vector<std::size_t> label_rows_;  ///< Of each layer, as what follows.
  std::vector<float> label_tops_, bottoms_;
  GraphLayout layout_;
};

}  // namespace

CauseGraph graph_of(const Causes& causes) {
  CauseGraph graph;
  graph.node_count = causes.factors.size() + 1;
  std::map<std::string, std::size_t, std::less<>> nodes{{"incident", incident}};
  for (std::size_t i = 0; i < causes.factors.size(); ++i) nodes.emplace(text_of(causes.factors[i].id), i + 1);
  for (std::size_t i = 0; i < causes.links.size(); ++i) {
    const CauseLink& link = causes.links[i];
    const auto from = nodes.find(link.from), to = nodes.find(link.to);
    if (from == nodes.end() || to == nodes.end() || from == to) continue;
    graph.edges.push_back({.from = from->second, .to = to->second, .kind = link.kind, .link = i});
  }
  const CircleFinder find(graph);
  return graph;
}

GraphLayout lay_out(const CauseGraph& graph, std::span<const float> heights, std::span<const float> label_widths,
                    const GraphRoom& room) {
  return Layouter(graph, heights, label_widths, room).run();
}

}  // namespace unrepeat
