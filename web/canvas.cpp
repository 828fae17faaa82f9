// The app on the page: what the page reports goes to the app and to ImGuiIO, what ImGui draws goes out triangle by
// triangle.
#include <algorithm>
#include <cfloat>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/app.hpp"
#include "shell/fingerprint.hpp"
#include "web/bridge.hpp"
#include "web/font_loader.hpp"
#include "web/page_ports.hpp"

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

/// Text begins on whole CSS pixels. Where those are not whole device pixels, its glyphs, which are, would be smeared
/// over two rows.
void align_text(std::span<ImDrawList* const> lists, float scale) {
  if (scale == std::floor(scale)) return;
  const ImVec2 plain = ImGui::GetIO().Fonts->TexUvWhitePixel;
  for (ImDrawList* list : lists)
    for (ImDrawVert& vertex : list->VtxBuffer)
      if (vertex.uv.x != plain.x || vertex.uv.y != plain.y)
        vertex.pos.y = std::floor(vertex.pos.y * scale + 0.51f) / scale;
}

uint64_t fingerprint_of(const ImDrawData& picture, int32_t width, int32_t height, ImU32 background) {
  shell::Fingerprint print;
  print.take_numbers(width, height, background, picture.FramebufferScale.x);
  for (const ImDrawList* list : picture.CmdLists) {
    print.take(std::as_bytes(std::span(list->VtxBuffer.Data, static_cast<size_t>(list->VtxBuffer.Size))));
    print.take(std::as_bytes(std::span(list->IdxBuffer.Data, static_cast<size_t>(list->IdxBuffer.Size))));
    for (const ImDrawCmd& command : list->CmdBuffer)
      print.take_numbers(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w,
                         static_cast<uint32_t>(command.GetTexID()), command.IdxOffset, command.ElemCount,
                         command.VtxOffset);
  }
  return print.value();
}

/// What is on the canvas; 0 if that is not known.
uint64_t painted = 0;

/// Whether any of them is drawn otherwise from now on.
bool update_textures(const ImVector<ImTextureData*>& textures) {
  const bool is_any_new = std::ranges::any_of(textures, [](const ImTextureData* texture) {
    return texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates;
  });
  for (ImTextureData* texture : textures) update_texture(*texture);
  return is_any_new;
}

/// `size` in pixels of CSS, each of which is `scale` of the canvas.
void paint_lists(std::span<ImDrawList* const> lists, ImVec2 size, float scale, int32_t width, int32_t height,
                 ImU32 background) {
  paint_begin(width, height, size.x, size.y, background);
  const auto pixel = [scale](float css) { return static_cast<int32_t>(std::lround(css * scale)); };
  for (const ImDrawList* list : lists) {
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

std::span<ImDrawList* const> lists_of(const ImDrawData& picture) {
  return {picture.CmdLists.Data, static_cast<size_t>(picture.CmdLists.Size)};
}

/// Most frames look like the one before: a letter typed into a field, a pointer that passes over nothing. The canvas
/// keeps what it shows, so they cost the graphics processor nothing.
void paint(const ImDrawData& picture, int32_t width, int32_t height, ImU32 background, bool is_texture_new) {
  align_text(lists_of(picture), picture.FramebufferScale.y);
  const uint64_t print = fingerprint_of(picture, width, height, background);
  if (print == painted && !is_texture_new) return;
  painted = print;
  paint_lists(lists_of(picture), picture.DisplaySize, picture.FramebufferScale.x, width, height, background);
}

/// Lives as long as the page.
shell::App* app = nullptr;
/// The name of the picture that is to be copied when this frame is painted; empty for none.
std::string copied_picture;

/// On the canvas for as long as it takes to copy it: the page is painted over it before anybody sees it.
void paint_and_copy(const shell::Kit::Picture& picture, float density, ImU32 background) {
  // So much every graphics processor has.
  constexpr float most_pixels = 4'096;
  const float scale = std::min(density, most_pixels / std::max({picture.width, picture.height, 1.f}));
  const auto pixels = [scale](float css) { return std::max(1, static_cast<int32_t>(std::lround(css * scale))); };
  ImDrawList* const lists[] = {picture.list};
  align_text(lists, scale);
  paint_lists(lists, {picture.width, picture.height}, scale, pixels(picture.width), pixels(picture.height), background);
  picture_copy(copied_picture.data(), copied_picture.size());
  painted = 0;
}

shell::Viewport viewport;
std::span<const std::byte> tree;
std::string wanted_route;

std::size_t count_shown_lines(std::span<const shell::ShownPart> parts, float width, float line_height) {
  std::vector<ShownRun> runs;
  std::string words;
  for (const shell::ShownPart& part : parts) {
    runs.push_back({static_cast<int32_t>(part.face), part.size, static_cast<uint32_t>(part.words.size())});
    words += part.words;
  }
  return static_cast<std::size_t>(
      shown_lines(runs.data(), runs.size(), words.data(), words.size(), width, line_height));
}

}  // namespace

void copy_picture_when_painted(std::string_view name) { copied_picture = name; }

shell::App& page_app() { return *app; }

shell::Workspace& page_workspace() { return app->workspace(); }

}  // namespace unrepeat::web

using namespace unrepeat;
using namespace unrepeat::web;

void page_start() {
  app = new shell::App(add_browser_fonts, page_ports());
  app->kit().set_count_shown_lines(count_shown_lines);
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  // Every GPU that has WebGL2 in practice can do this; its own answer may be far more than a tab should use.
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Renderer_TextureMaxWidth = platform.Renderer_TextureMaxHeight = 4096;
}

void page_environment(int32_t has_touch, int32_t is_dark, int32_t is_motion_reduced, int32_t is_contrast_raised,
                      int32_t is_spanish) {
  viewport.touch = has_touch != 0;
  viewport.scheme = is_dark ? shell::Scheme::dark : shell::Scheme::light;
  viewport.reduced_motion = is_motion_reduced != 0;
  viewport.more_contrast = is_contrast_raised != 0;
  viewport.language = is_spanish ? Language::spanish : Language::english;
}

void page_system_colours(int32_t are_forced, uint32_t canvas, uint32_t text, uint32_t link) {
  viewport.forced_colours.reset();
  if (are_forced != 0) viewport.forced_colours = shell::SystemColours{canvas, text, link};
}

void page_route(const char* route, size_t size) { app->set_route({route, size}); }

double page_frame(double now_ms, int32_t width, int32_t height, float density) {
  viewport.width = static_cast<float>(width) / density;
  viewport.height = static_cast<float>(height) / density;
  viewport.pixel_ratio = density;
  viewport.now_s = now_ms / 1000;
  app->frame(viewport);
  const ImU32 background = app->kit().colour(shell::Token::background);
  const bool is_texture_new = update_textures(*ImGui::GetDrawData()->Textures);
  if (!copied_picture.empty()) paint_and_copy(app->kit().last_picture(), density, background);
  copied_picture.clear();
  paint(*ImGui::GetDrawData(), width, height, background, is_texture_new);
  // ImGui spreads quick inputs over several frames.
  if (app->kit().context()->InputEventsQueue.Size > 0) return 0;
  const double wake_s = app->next_wake_s();
  return wake_s < 0 ? -1 : wake_s * 1000;
}

const void* page_tree() {
  tree = app->kit().take_changed_tree();
  return tree.empty() ? nullptr : tree.data();
}
size_t page_tree_size() { return tree.size(); }

const char* page_wanted_route() {
  wanted_route = app->take_wanted_route();
  return wanted_route.empty() ? nullptr : wanted_route.data();
}
size_t page_wanted_route_size() { return wanted_route.size(); }
int32_t page_wanted_route_replaces() { return app->wanted_route_replaces(); }

void page_pointer_move(float x, float y, int32_t is_touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
}

void page_pointer_leave() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

void page_pointer_button(int32_t button, int32_t is_down) {
  if (button >= 0 && button < 3) ImGui::GetIO().AddMouseButtonEvent(button, is_down != 0);
}

void page_textures_lost() {
  painted = 0;
  page_workspace().forget_pictures();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void mirror_focused(uint32_t id, int32_t is_by_keyboard) { app->kit().report_focus(id, is_by_keyboard != 0); }
void mirror_pressed(uint32_t id) { app->kit().report_press(id); }
int32_t mirror_menu(uint32_t id, float x, float y) { return app->kit().report_menu(id, x, y); }
void mirror_edited(uint32_t id, const char* text, size_t size, int32_t is_composing) {
  app->kit().report_text(id, {text, size}, is_composing != 0);
}
void mirror_committed(uint32_t id, int32_t is_submitted) { app->kit().report_text_committed(id, is_submitted != 0); }
void mirror_scrolled(uint32_t id, float y) { app->kit().report_scroll(id, y); }
void mirror_wheeled(float x, float y, float pan, float zoom) { app->kit().report_wheel(x, y, pan, zoom); }
int32_t mirror_key(uint32_t key, uint32_t modifiers) { return app->kit().report_key(key, modifiers); }
