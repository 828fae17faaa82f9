// Defines the hooks ImGui calls for every item when IMGUI_ENABLE_TEST_ENGINE is set. There is no test engine behind
// them.
#include "shell/widgets/hooks.hpp"

#include <imgui_internal.h>

namespace {

struct Recording {
  ImGuiContext* context = nullptr;
  int frame = -1;
  std::vector<ImGuiID> items;
};

Recording& recording() {
  static Recording one;
  return one;
}

}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
  Recording& one = recording();
  if (one.context != context || one.frame != context->FrameCount) one.items.clear();
  one.context = context;
  one.frame = context->FrameCount;
  // Windows report themselves and the parts of their title bars; ours have none and are not operated.
  const ImGuiWindow* window = context->CurrentWindow;
  if (window != nullptr && (window->IsFallbackWindow || id == window->ID || id == window->MoveId)) return;
  one.items.push_back(id);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace unrepeat::shell {

namespace {

/// A row is called by its cells.
bool is_declared(const Semantics& tree, Id id) {
  const std::size_t index = tree.index_of(id);
  if (index == tree.size()) return false;
  const Semantics::Node node = tree.node(index);
  return node.role != Role::none && (!node.name.empty() || node.role == Role::row);
}

}  // namespace

std::vector<Id> undeclared_items(const Kit& kit) {
  ImGuiContext& context = *kit.context();
  context.TestEngineHookItems = true;
  std::vector<Id> missing;
  if (recording().context != &context) return missing;
  for (const Id id : recording().items)
    if (!is_declared(kit.tree(), id)) missing.push_back(id);
  // What was not added as an item can be under the pointer all the same.
  for (const Id id : {context.HoveredId, context.ActiveId}) {
    const bool is_window = context.HoveredWindow != nullptr && id == context.HoveredWindow->MoveId;
    if (id != 0 && !is_window && !is_declared(kit.tree(), id)) missing.push_back(id);
  }
  return missing;
}

}  // namespace unrepeat::shell
