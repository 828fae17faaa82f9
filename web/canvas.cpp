// ImGui's side of the canvas: what the page reports goes into ImGuiIO, what ImGui draws goes out triangle by triangle.
#include "web/bridge.hpp"

#include <cfloat>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/font_loader.hpp"
#include "web/trial.hpp"

namespace unrepeat::web {
namespace {

void update_texture(ImTextureData& texture) {
  auto id = static_cast<int32_t>(texture.TexID);
  switch (texture.Status) {
    case ImTextureStatus_WantCreate:
      id = paint_texture(0, 0, 0, texture.Width, texture.Height, texture.GetPixels(), texture.Width);
      texture.SetTexID(static_cast<ImTextureID>(id));
      texture.SetStatus(ImTextureStatus_OK);
      break;
    case ImTextureStatus_WantUpdates: {
      const ImTextureRect& rect = texture.UpdateRect;
      paint_texture(id, rect.x, rect.y, rect.w, rect.h, texture.GetPixelsAt(rect.x, rect.y), texture.Width);
      texture.SetStatus(ImTextureStatus_OK);
      break;
    }
    case ImTextureStatus_WantDestroy:
      if (texture.UnusedFrames == 0) break;
      paint_texture_end(id);
      texture.SetTexID(ImTextureID_Invalid);
      texture.SetStatus(ImTextureStatus_Destroyed);
      break;
    default: break;
  }
}

/// Text begins on whole CSS pixels. Where those are not whole device pixels, its glyphs, which are, would be smeared over two rows.
void align_text(const ImDrawData& picture) {
  const float scale = picture.FramebufferScale.y;
  if (scale == std::floor(scale)) return;
  const ImVec2 plain = ImGui::GetIO().Fonts->TexUvWhitePixel;
  for (ImDrawList* list : picture.CmdLists)
    for (ImDrawVert& vertex : list->VtxBuffer)
      if (vertex.uv.x != plain.x || vertex.uv.y != plain.y) vertex.pos.y = std::floor(vertex.pos.y * scale + 0.51f) / scale;
}

void paint(const ImDrawData& picture, int32_t width, int32_t height) {
  align_text(picture);
  for (ImTextureData* texture : *picture.Textures) update_texture(*texture);
  paint_begin(width, height, picture.DisplaySize.x, picture.DisplaySize.y, ImGui::GetColorU32(ImGuiCol_WindowBg));
  const float scale = picture.FramebufferScale.x;
  const auto pixel = [scale](float css) { return static_cast<int32_t>(std::lround(css * scale)); };
  for (const ImDrawList* list : picture.CmdLists) {
    paint_mesh(list->VtxBuffer.Data, static_cast<size_t>(list->VtxBuffer.size_in_bytes()), list->IdxBuffer.Data,
               static_cast<size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.ElemCount == 0 || command.UserCallback) continue;
      const ImVec4& clip = command.ClipRect;
      paint_triangles(static_cast<int32_t>(command.GetTexID()), command.IdxOffset, command.ElemCount, command.VtxOffset,
                      pixel(clip.x), pixel(clip.y), pixel(clip.z), pixel(clip.w));
    }
  }
}

// page.ts lists its named keys in the order of ImGui's enumeration.
static_assert(ImGuiKey_Escape - ImGuiKey_Tab == 14);

ImGuiKey key_from_page(int32_t key) {
  if (key < 0) return static_cast<ImGuiKey>(ImGuiKey_Tab - 1 - key);
  if (key >= 'a' && key <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (key - 'a'));
  if (key >= '0' && key <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (key - '0'));
  if (key == '/') return ImGuiKey_Slash;
  return ImGuiKey_None;
}

}  // namespace
}  // namespace unrepeat::web

using namespace unrepeat::web;

void page_start(int32_t is_apple) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigMacOSXBehaviors = is_apple != 0;
  // Every GPU that has WebGL2 in practice can do this; its own answer may be far more than a tab should use.
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Renderer_TextureMaxWidth = platform.Renderer_TextureMaxHeight = 4096;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_HasMouseCursors;
  add_browser_fonts(*io.Fonts);
}

double page_frame(double now_ms, int32_t width, int32_t height, float density) {
  static double last_ms = now_ms;
  static int last_cursor = ImGuiMouseCursor_Arrow;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width) / density, static_cast<float>(height) / density};
  io.DisplayFramebufferScale = {density, density};
  // After a long pause nothing may jump: an animation that just began sees at most a tenth of a second.
  io.DeltaTime = static_cast<float>(std::fmin(std::fmax(now_ms - last_ms, 1.0), 100.0) / 1000.0);
  last_ms = now_ms;
  ImGui::NewFrame();
  // ImGui tells only the font in use; the shell also draws with the others without pushing them.
  for (ImFont* font : io.Fonts->Fonts) font->CurrentRasterizerDensity = density;
  trial_screen();
  ImGui::Render();
  if (const int cursor = ImGui::GetMouseCursor(); cursor != last_cursor) paint_cursor(last_cursor = cursor);
  paint(*ImGui::GetDrawData(), width, height);
  // ImGui spreads quick inputs over several frames.
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) return 0;
  return -1;
}

void page_pointer_move(float x, float y, int32_t is_touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
}

void page_pointer_leave() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

void page_pointer_button(int32_t button, int32_t is_down) {
  if (button >= 0 && button < 3) ImGui::GetIO().AddMouseButtonEvent(button, is_down != 0);
}

void page_wheel(float x, float y) {
  // ImGui counts in notches of about a hundred pixels and upwards.
  ImGui::GetIO().AddMouseWheelEvent(-x / 100, -y / 100);
}

int32_t page_key(int32_t key, int32_t modifiers, int32_t is_down) {
  ImGuiIO& io = ImGui::GetIO();
  ImGuiKeyChord chord = key_from_page(key);
  constexpr ImGuiKey modifier_keys[] = {ImGuiMod_Shift, ImGuiMod_Ctrl, ImGuiMod_Alt, ImGuiMod_Super};
  for (int bit = 0; bit < 4; ++bit) io.AddKeyEvent(modifier_keys[bit], (modifiers >> bit & 1) != 0);
  if (chord == ImGuiKey_None) return 0;
  io.AddKeyEvent(static_cast<ImGuiKey>(chord), is_down != 0);
  // Somebody asked ImGui for this shortcut in the last frame.
  const bool is_apple = io.ConfigMacOSXBehaviors;
  chord |= (modifiers & 1 ? ImGuiMod_Shift : 0) | (modifiers & 4 ? ImGuiMod_Alt : 0);
  chord |= (modifiers & (is_apple ? 8 : 2) ? ImGuiMod_Ctrl : 0) | (modifiers & (is_apple ? 2 : 8) ? ImGuiMod_Super : 0);
  return ImGui::GetShortcutRoutingData(chord)->RoutingCurr != ImGuiKeyOwner_NoOwner;
}

void page_focus(int32_t is_focused) { ImGui::GetIO().AddFocusEvent(is_focused != 0); }

void page_textures_lost() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}
