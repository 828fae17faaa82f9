// A screen to look at the canvas with, until the shell has its own.
#include "web/trial.hpp"

#include <initializer_list>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/icon.hpp"

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID, const ImRect&, const ImGuiLastItemData*) {}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace unrepeat::web {

void trial_screen() {
  using shell::Icon;
  using shell::IconText;
  ImGui::StyleColorsLight();
  ImGuiStyle& style = ImGui::GetStyle();
  style.Colors[ImGuiCol_WindowBg] = ImVec4(0.984f, 0.984f, 0.98f, 1);
  style.Colors[ImGuiCol_Text] = ImVec4(0.11f, 0.106f, 0.102f, 1);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("trial", nullptr, ImGuiWindowFlags_NoDecoration);
  const auto& fonts = ImGui::GetIO().Fonts->Fonts;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  float y = 20;
  for (const float size : {12.f, 13.f, 15.f, 18.f, 22.f, 28.f}) {
    draw.AddText(fonts[0], size, {20, y}, ImGui::GetColorU32(ImGuiCol_Text), "Checkout times out after the pool is exhausted");
    draw.AddText(fonts[1], size, {660, y}, ImGui::GetColorU32(ImGuiCol_Text), "Cola detenida 27 Feb 2026");
    y += size + 14;
  }
  draw.AddText(fonts[2], 13, {20, y}, 0xff565a5c, "monospace 0123456789 {\"id\": 1}  l1I O0");
  draw.AddText(fonts[0], 15, {20, y + 30}, 0xff1c1b1a, "Ελληνικά Кириллица 日本語 한국어 中文  🔥🚀✅ … é ñ ü");
  float x = 20;
#define ICON(name, code_point) \
  draw.AddText(fonts[0], 16, {x, y + 64}, 0xff565a5c, IconText(Icon::name).text); \
  draw.AddText(fonts[0], 24, {x, y + 90}, 0xffd65735, IconText(Icon::name).text); \
  x += 34;
#include "assets/icons.def"
#undef ICON
  draw.AddRectFilled({20, y + 130}, {180, y + 162}, 0xffd65735, 6);
  draw.AddText(fonts[1], 15, {36, y + 138}, 0xffffffff, "New post-mortem");
  draw.AddRect({200, y + 130}, {360, y + 162}, 0xffe3e6e7, 6);
  draw.AddLine({20, y + 180}, {1000, y + 180}, 0xffe3e6e7);
  ImGui::SetCursorPos({400, y + 130});
  ImGui::Button("Button");
  ImGui::End();
}

}  // namespace unrepeat::web
