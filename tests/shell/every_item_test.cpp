// Every screen, met by the pointer everywhere. The harness fails on what ImGui lets be hovered or pressed and is not in
// the tree with a role and a name; this brings the pointer there, and the other way round: what the tree says can be
// pressed is met where it says it is.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

class Sweep : public AppHarness {
 public:
  void meet(float x, float y) {
    kit.context()->IO.AddMousePosEvent(x, y);
    once();
  }

  /// In steps smaller than anything that is pressed is high.
  void everywhere() {
    constexpr float step = 34;
    for (float y = step / 2; y < viewport.height; y += step)
      for (float x = step / 2; x < viewport.width; x += step) meet(x, y);
  }

  void everything() {
    for (const Semantics::Node& node : operable()) {
      // Twice: what lies over something else wins from the second frame on.
      for (int frame = 0; frame < 2; ++frame)
        meet(node.rect.x + node.rect.width / 2, node.rect.y + node.rect.height / 2);
      CAPTURE(std::string(node.name));
      CHECK_MESSAGE(is_met(node), "it is not met by the pointer where the tree has it");
    }
  }

 private:
  /// Itself, or what it stands in and is pressed with: a row.
  bool is_met(const Semantics::Node& node) const {
    const Semantics& nodes = kit.tree();
    shell::Id id = node.id;
    while (id != kit.context()->HoveredId && id != 0) id = nodes.node(nodes.index_of(id)).parent;
    return id != 0;
  }
  std::vector<Semantics::Node> operable() const {
    std::vector<Semantics::Node> found;
    const Semantics& nodes = kit.tree();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Semantics::Node node = nodes.node(i);
      if (!has(node.state, State::tab_stop) && !has(node.state, State::focusable)) continue;
      if (node.role == Role::main || node.role == Role::dialog || node.role == Role::scroller || node.rect.width < 2)
        continue;
      const float x = node.rect.x + node.rect.width / 2, y = node.rect.y + node.rect.height / 2;
      bool is_seen = viewport_has(x, y);
      for (std::size_t above = nodes.index_of(node.parent); above < nodes.size();
           above = nodes.index_of(nodes.node(above).parent))
        if (nodes.node(above).role == Role::scroller) is_seen = is_seen && nodes.node(above).rect.contains(x, y);
      if (is_seen) found.push_back(node);
    }
    return found;
  }
  bool viewport_has(float x, float y) const { return x >= 0 && y >= 0 && x < viewport.width && y < viewport.height; }
};

}  // namespace

TEST_CASE(
    "whatever the pointer can meet on any screen has a role and a name, and what can be pressed is met where it is "
    "said to be") {
  Sweep ui;
  ui.viewport.height = 1200;
  const auto look = [&](std::string_view route) {
    CAPTURE(std::string(route));
    ui.go(route);
    ui.everywhere();
    ui.everything();
  };
  look("#/");
  ui.add_samples();
  const std::string id = "#/pm/" + text_of(ui.app.workspace().library().row(0)->id);
  for (const std::string_view part :
       {"context", "timeline", "impact", "causes", "review", "actions", "discussion", "approval", "history", "share"})
    look(id + "/" + std::string(part));
  for (const std::string_view route : {"#/", "#/?q=checkout", "#/?q=zzzz", "#/import", "#/settings", "#/no/such/page"})
    look(route);
}
