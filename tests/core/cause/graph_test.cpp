// Causes as a graph: what its layout promises for any links.
#include "core/cause/graph.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

constexpr std::size_t incident = 0;
constexpr GraphRoom room{.width = 640, .node_width = 190, .gap = 20, .layer_gap = 48, .label_height = 18};

/// `links` are pairs of nodes: 0 is the incident, i the i-th factor.
Causes causes_of(std::size_t factors, const std::vector<std::pair<std::size_t, std::size_t>>& links) {
  SequentialIds ids;
  Causes causes;
  for (std::size_t i = 0; i < factors; ++i) {
    Factor& factor = causes.factors.emplace_back();
    factor.id = ids.next_as<Id<Factor>>();
    factor.text = "Factor " + std::to_string(i + 1);
  }
  const auto name = [&](std::size_t node) {
    return node == incident ? std::string("incident") : text_of(causes.factors[node - 1].id);
  };
  for (const auto& [from, to] : links) {
    CauseLink& link = causes.links.emplace_back();
    link.id = ids.next_as<Id<CauseLink>>();
    link.from = name(from);
    link.to = name(to);
    // Of several kinds.
    link.kind = static_cast<CauseLinkKind>((causes.links.size() - 1) % 3);
  }
  return causes;
}

float height_of(std::size_t node) { return 60 + static_cast<float>(node % 3) * 20; }

/// Of most links, and not all of them the same.
float label_width_of(std::size_t edge) { return edge % 3 == 0 ? 0 : 70 + static_cast<float>(edge % 5) * 10; }

GraphLayout laid_out(const CauseGraph& graph, const GraphRoom& in = room, float (*label_width)(std::size_t) = nullptr) {
  std::vector<float> heights, labels;
  for (std::size_t node = 0; node < graph.node_count; ++node) heights.push_back(height_of(node));
  for (std::size_t edge = 0; edge < graph.edges.size(); ++edge)
    labels.push_back(label_width == nullptr ? 0 : label_width(edge));
  return lay_out(graph, heights, labels, in);
}

bool stand_in_one_place(const GraphPoint& a, const GraphPoint& b) { return a.x == b.x && a.y == b.y; }

std::vector<std::pair<std::size_t, std::size_t>> any_links(std::size_t factors) {
  const auto node = rc::gen::inRange<std::size_t>(0, factors + 1);
  return *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(rc::gen::pair(node, node));
}

}  // namespace

TEST_CASE("a cause stands below what it led to, and the incident at the top in the middle") {
  const CauseGraph graph = graph_of(causes_of(3, {{1, 0}, {2, 1}, {3, 1}}));
  const GraphLayout layout = laid_out(graph);
  CHECK(layout.nodes[incident].y == 0);
  CHECK(layout.nodes[incident].x == 225);
  CHECK(layout.nodes[1].y == 60 + 48);
  CHECK(layout.nodes[2].y == layout.nodes[3].y);
  CHECK(layout.nodes[2].y == layout.nodes[1].y + 80 + 48);
  // Two causes of one thing stand on either side of it.
  CHECK((layout.nodes[2].x + layout.nodes[3].x) / 2 == layout.nodes[1].x);
  CHECK_FALSE(layout.unlinked_top.has_value());
}

TEST_CASE("a link is a path from the top of the cause to the foot of what it led to, round what stands between") {
  const CauseGraph graph = graph_of(causes_of(3, {{1, 0}, {2, 1}, {2, 0}, {3, 2}}));
  const GraphLayout layout = laid_out(graph);
  REQUIRE(layout.paths.size() == 4);
  const auto& direct = layout.paths[0];
  CHECK(direct.front() == GraphPoint{layout.nodes[1].x + 95, layout.nodes[1].y});
  CHECK(direct.back().y == 60);
  const auto& round = layout.paths[2];
  REQUIRE(round.size() == 4);
  CHECK((round[1].x <= layout.nodes[1].x || round[1].x >= layout.nodes[1].x + 190));
}

TEST_CASE("links end side by side on a node, in the order in which what they come from stands") {
  const CauseGraph graph = graph_of(causes_of(3, {{3, 0}, {1, 0}, {2, 0}, {2, 1}}));
  const GraphLayout layout = laid_out(graph);
  const auto& paths = layout.paths;
  CHECK(paths[1].back().x < paths[0].back().x);
  CHECK(paths[1].back().x + 16 <= paths[2].back().x);
  for (const std::size_t edge : {0u, 1u, 2u}) {
    CHECK(paths[edge].back().x > layout.nodes[incident].x);
    CHECK(paths[edge].back().x < layout.nodes[incident].x + 190);
  }
  // One that leads to two begins in two places, as one that two lead to ends in two.
  CHECK(paths[2].front().x != paths[3].front().x);
}

TEST_CASE("what leads to one thing in one way meets on the way there, and ends in one place") {
  // Three in a row have room; what comes from the second row passes them.
  CauseGraph graph = graph_of(causes_of(5, {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}}));
  for (GraphEdge& edge : graph.edges)
    edge.kind = edge.from < 4 ? CauseLinkKind::contributed_to : CauseLinkKind::let_it_escalate;
  const GraphLayout layout = laid_out(graph);
  CHECK(layout.nodes[4].layer == 2);
  for (const std::size_t edge : {1u, 2u}) CHECK(stand_in_one_place(layout.paths[edge].back(), layout.paths[0].back()));
  CHECK(stand_in_one_place(layout.paths[4].back(), layout.paths[3].back()));
  CHECK_FALSE(stand_in_one_place(layout.paths[3].back(), layout.paths[0].back()));
  // Past the first row they are one line.
  const auto& one = layout.paths[3];
  const auto& other = layout.paths[4];
  REQUIRE(one.size() == other.size());
  for (std::size_t i = 1; i < one.size(); ++i) CHECK(stand_in_one_place(one[i], other[i]));
  for (std::size_t i = 2; i < one.size(); ++i) CHECK(one[i] == other[i]);
  CHECK_FALSE(stand_in_one_place(one.front(), other.front()));
}

TEST_CASE("lines that go far to one side between the same rows turn at heights of their own") {
  CauseGraph graph = graph_of(causes_of(6, {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}}));
  for (GraphEdge& edge : graph.edges)
    edge.kind = edge.from < 4 ? CauseLinkKind::contributed_to : static_cast<CauseLinkKind>(edge.from - 3);
  const GraphLayout layout = laid_out(graph);
  std::vector<float> bends;
  for (const std::size_t edge : {3u, 4u, 5u}) bends.push_back(layout.paths[edge].back().bend);
  std::ranges::sort(bends);
  CHECK(std::ranges::adjacent_find(bends) == bends.end());
  CHECK(bends.front() > 0);
  CHECK(bends.back() < 1);
}

TEST_CASE("nodes of full rows stand in columns, whatever passes beside them") {
  const CauseGraph graph =
      graph_of(causes_of(9, {{1, 0}, {2, 0}, {3, 0}, {4, 1}, {5, 1}, {6, 0}, {7, 0}, {8, 2}, {9, 3}}));
  const GraphLayout layout = laid_out(graph);
  std::vector<std::vector<float>> rows(layout.nodes.back().layer + 1);
  for (std::size_t node = 1; node < graph.node_count; ++node)
    rows[layout.nodes[node].layer].push_back(layout.nodes[node].x);
  for (std::vector<float>& row : rows) std::ranges::sort(row);
  CHECK(rows[1].size() == 3);
  CHECK(rows[2] == rows[1]);
  CHECK(rows[3] == rows[1]);
}

TEST_CASE("a label stands on its link, above the cause, and the row makes room for it") {
  const CauseGraph graph = graph_of(causes_of(2, {{1, 0}, {2, 1}}));
  const GraphLayout bare = laid_out(graph),
                    named = laid_out(graph, room, [](std::size_t edge) { return edge == 0 ? 120.f : 0.f; });
  CHECK(named.nodes[1].y == bare.nodes[1].y + room.label_height);
  CHECK(named.nodes[2].y == bare.nodes[2].y + room.label_height);
  CHECK(named.labels[0] == GraphPoint{named.paths[0].front().x - 60, named.nodes[1].y - room.label_height});
}

TEST_CASE("labels that have no room side by side above a node stand in rows") {
  const CauseGraph graph = graph_of(causes_of(3, {{1, 0}, {2, 0}, {3, 0}, {3, 1}, {3, 2}}));
  const GraphLayout layout = laid_out(graph, room, [](std::size_t edge) { return edge < 2 ? 0.f : 110.f; });
  CHECK(layout.labels[2].y != layout.labels[3].y);
  CHECK(layout.labels[3].y != layout.labels[4].y);
  CHECK(layout.nodes[3].y == layout.nodes[1].y + 100 + room.layer_gap + 3 * room.label_height);
}

TEST_CASE("causes that lead to one another in a circle are named once and drawn all the same") {
  const CauseGraph graph = graph_of(causes_of(4, {{1, 0}, {2, 1}, {3, 2}, {2, 3}, {4, 4}}));
  REQUIRE(graph.circles.size() == 1);
  CHECK(graph.circles[0] == std::vector<std::size_t>{2, 3});
  CHECK(graph.edges.size() == 4);
  CHECK(std::ranges::count(graph.edges, true, &GraphEdge::closes_circle) == 1);
  CHECK(laid_out(graph).paths.size() == 4);
}

TEST_CASE("what leads nowhere stands below everything else, by itself") {
  const GraphLayout layout = laid_out(graph_of(causes_of(3, {{1, 0}, {3, 2}})));
  REQUIRE(layout.unlinked_top.has_value());
  CHECK(layout.nodes[1].y < *layout.unlinked_top);
  CHECK(layout.nodes[2].y > *layout.unlinked_top);
  CHECK(layout.nodes[3].y > layout.nodes[2].y);
}

TEST_CASE("a link to what is not there is left out") {
  Causes causes = causes_of(1, {{1, 0}});
  causes.links[0].to = "0198d3a0-0000-7000-8000-000000000000";
  CHECK(graph_of(causes).edges.empty());
}

TEST_CASE("property: no two nodes overlap, all are in the room, and causes are lower than what they led to") {
  CHECK(rc::check([] {
    const std::size_t factors = *rc::gen::inRange<std::size_t>(0, 61);
    const CauseGraph graph = graph_of(causes_of(factors, any_links(factors)));
    const float width = static_cast<float>(*rc::gen::inRange(190, 1200));
    const GraphRoom in{.width = width, .node_width = 190, .gap = 20, .layer_gap = 48, .label_height = 18};
    const GraphLayout layout = laid_out(graph, in, label_width_of);
    for (std::size_t a = 0; a < graph.node_count; ++a) {
      const GraphLayout::Node& one = layout.nodes[a];
      RC_ASSERT(std::isfinite(one.x) && one.x >= -0.1f && one.x + in.node_width <= width + 0.1f);
      RC_ASSERT(one.y + height_of(a) <= layout.height + 0.1f);
      for (std::size_t b = a + 1; b < graph.node_count; ++b) {
        const GraphLayout::Node& other = layout.nodes[b];
        const bool apart = one.x + in.node_width <= other.x + 0.1f || other.x + in.node_width <= one.x + 0.1f ||
                           one.y + height_of(a) <= other.y || other.y + height_of(b) <= one.y;
        RC_ASSERT(apart);
      }
    }
    // What leads to the incident is never below what leads nowhere.
    const auto leads_nowhere = [&](std::size_t node) {
      return layout.nodes[node].y >= layout.unlinked_top.value_or(INFINITY);
    };
    for (const GraphEdge& edge : graph.edges)
      if (!edge.closes_circle && edge.from != incident && leads_nowhere(edge.from) == leads_nowhere(edge.to))
        RC_ASSERT(layout.nodes[edge.from].y > layout.nodes[edge.to].y);
  }));
}

TEST_CASE("property: labels overlap neither each other nor a node, and no link crosses a node or what is another's") {
  CHECK(rc::check([] {
    const std::size_t factors = *rc::gen::inRange<std::size_t>(0, 61);
    const CauseGraph graph = graph_of(causes_of(factors, any_links(factors)));
    const float width = static_cast<float>(*rc::gen::inRange(190, 1200));
    const GraphRoom in{.width = width, .node_width = 190, .gap = 20, .layer_gap = 48, .label_height = 18};
    const GraphLayout layout = laid_out(graph, in, label_width_of);
    struct Box {
      float left, top, right, bottom;
      std::size_t node;  ///< It belongs to.
    };
    std::vector<Box> boxes;
    for (std::size_t node = 0; node < graph.node_count; ++node)
      boxes.push_back({layout.nodes[node].x, layout.nodes[node].y, layout.nodes[node].x + in.node_width,
                       layout.nodes[node].y + height_of(node), node});
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge) {
      if (label_width_of(edge) == 0) continue;
      const auto [from, to] = std::pair(graph.edges[edge].from, graph.edges[edge].to);
      const GraphPoint at = layout.labels[edge];
      boxes.push_back({at.x, at.y, at.x + label_width_of(edge), at.y + in.label_height,
                       layout.nodes[from].layer > layout.nodes[to].layer ? from : to});
    }
    for (std::size_t a = 0; a < boxes.size(); ++a)
      for (std::size_t b = std::max(a + 1, graph.node_count); b < boxes.size(); ++b)
        RC_ASSERT(boxes[a].right <= boxes[b].left + 0.1f || boxes[b].right <= boxes[a].left + 0.1f ||
                  boxes[a].bottom <= boxes[b].top + 0.1f || boxes[b].bottom <= boxes[a].top + 0.1f);
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge) {
      const GraphEdge& one = graph.edges[edge];
      const auto& path = layout.paths[edge];
      for (std::size_t i = 1; i < path.size(); ++i) {
        // A bend stays between its ends.
        const auto [left, right] = std::minmax(path[i - 1].x, path[i].x);
        const auto [top, bottom] = std::minmax(path[i - 1].y, path[i].y);
        for (const Box& box : boxes) {
          if (box.node == one.from || box.node == one.to) continue;
          RC_ASSERT(right <= box.left + 0.1f || left >= box.right - 0.1f || bottom <= box.top + 12.1f ||
                    top >= box.bottom - 0.1f);
        }
      }
    }
    // Only what leads to one thing in one way ends in one place.
    for (std::size_t a = 0; a < graph.edges.size(); ++a)
      for (std::size_t b = a + 1; b < graph.edges.size(); ++b)
        if (graph.edges[a].to != graph.edges[b].to || graph.edges[a].kind != graph.edges[b].kind)
          RC_ASSERT(!stand_in_one_place(layout.paths[a].back(), layout.paths[b].back()));
  }));
}

TEST_CASE("property: what is added turns round no two that stand side by side before and after") {
  CHECK(rc::check([] {
    const std::size_t factors = *rc::gen::inRange<std::size_t>(1, 40);
    // Without circles: a cause comes later in the document than what it led to.
    std::vector<std::pair<std::size_t, std::size_t>> links;
    for (std::size_t node = 1; node <= factors; ++node)
      for (const std::size_t to : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, node)))
        if (links.size() < 120) links.emplace_back(node, to);
    const GraphLayout before = laid_out(graph_of(causes_of(factors, links)));
    links.emplace_back(factors + 1, *rc::gen::inRange<std::size_t>(0, factors + 1));
    const GraphLayout after = laid_out(graph_of(causes_of(factors + 1, links)));
    for (std::size_t a = 0; a <= factors; ++a) {
      for (std::size_t b = 0; b <= factors; ++b) {
        if (before.nodes[a].layer != before.nodes[b].layer || after.nodes[a].layer != after.nodes[b].layer) continue;
        if (before.nodes[a].layer != after.nodes[a].layer) continue;
        RC_ASSERT((before.nodes[a].x < before.nodes[b].x) == (after.nodes[a].x < after.nodes[b].x));
      }
    }
  }));
}

TEST_CASE("what leads to the incident in a circle stands among what leads there") {
  const CauseGraph graph = graph_of(causes_of(2, {{1, 2}, {2, incident}, {2, 1}}));
  const GraphLayout layout = laid_out(graph);
  CHECK_FALSE(layout.unlinked_top.has_value());
}
