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

std::vector<Id> undeclared_items(const Kit& kit) {
  kit.context()->TestEngineHookItems = true;
  std::vector<Id> missing;
  if (recording().context != kit.context()) return missing;
  for (const Id id : recording().items)
    if (kit.tree().index_of(id) == kit.tree().size()) missing.push_back(id);
  return missing;
}

}  // namespace unrepeat::shell
