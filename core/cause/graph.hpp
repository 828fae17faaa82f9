// The causes as a graph, and where its nodes stand: the incident at the top, below everything what led to it. Three
// laws hold for any links: neither nodes nor the labels of links overlap, no link crosses either of
// them, and nothing that is added turns round two that stand side by side.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/cause/cause.hpp"

namespace unrepeat {

/// From a cause to what it led to, as indices of nodes.
struct GraphEdge {
  std::size_t from;
  std::size_t to;
  CauseLinkKind kind;
  std::size_t link;            ///< Its index in `Causes::links`.
  bool closes_circle = false;  ///< Left out when nodes are put below one another: it would never end.
  bool operator==(const GraphEdge&) const = default;
};

/// Node 0 is the incident, node i + 1 the factor i. Links to entries that are not there are left out.
struct CauseGraph {
  std::size_t node_count = 1;
  std::vector<GraphEdge> edges;
  /// Nodes that lead to one another in a circle, each circle once, from its first node on.
  std::vector<std::vector<std::size_t>> circles;
};
CauseGraph graph_of(const Causes& causes);

/// Widths and heights are of whatever is drawn, in its unit.
struct GraphRoom {
  float width;       ///< Of all.
  float node_width;  ///< Of each node; at most `width`.
  float gap;         ///< Least distance of nodes side by side.
  float layer_gap;   ///< Height between two rows of nodes, for what leads from one to the other.
  float label_height = 0;
};

struct GraphPoint {
  float x, y;
  float bend = 0.5f;  ///< How far on the way to it from the point before, as a share of the height, a line turns.
  bool operator==(const GraphPoint&) const = default;
};

struct GraphLayout {
  struct Node {
    float x, y;         ///< Its top left corner.
    std::size_t layer;  ///< 0 is the incident's.
  };
  std::vector<Node> nodes;
  /// For each edge of the graph, from the upper edge of its cause to the lower edge of what it led to, upright at every
  /// node and label that it passes. What leads to one thing in one way meets on the way and ends in one place; nothing
  /// else does. One that leads downwards, because it closes a circle or leads to what leads nowhere, goes from the
  /// lower edge of its cause to the upper edge of the other.
  std::vector<std::vector<GraphPoint>> paths;
  /// For each edge, the top left corner of its label: above the node on whose upper edge it ends, round it.
  std::vector<GraphPoint> labels;
  /// Where what leads nowhere begins: below this line. Nothing without such a factor.
  std::optional<float> unlinked_top;
  float height = 0;
};

/// `heights` has one of each node, `label_widths` one of each edge: 0 for what has no label.
GraphLayout lay_out(const CauseGraph& graph, std::span<const float> heights, std::span<const float> label_widths,
                    const GraphRoom& room);

}  // namespace unrepeat
