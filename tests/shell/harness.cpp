// Plays the page's part: hands focus requests back, keeps time, lets textures pass for uploaded.
#include "tests/shell/harness.hpp"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "shell/widgets/hooks.hpp"

namespace unrepeat::shell {

void add_fixed_fonts(ImFontAtlas& atlas) {
  static ImFontLoader loader;
  loader.Name = "fixed";
  loader.FontSrcContainsGlyph = [](ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 0x20; };
  loader.FontBakedInit = [](ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = baked->Size * 0.8f;
    baked->Descent = baked->Size * -0.2f;
    return true;
  };
  loader.FontBakedLoadGlyph = [](ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar c, ImFontGlyph* glyph,
                                 float* advance_only) {
    const float advance = baked->Size * 0.6f;
    if (advance_only != nullptr) {
      *advance_only = advance;
    } else {
      glyph->Codepoint = c & 0x3FFFFFF;
      glyph->AdvanceX = advance;
    }
    return true;
  };
  for (int face = 0; face < 3; ++face) {
    ImFontConfig source;
    source.FontLoader = &loader;
    source.FontNo = static_cast<ImU32>(face);
    source.SizePixels = 15;
    atlas.AddFont(&source);
  }
}

Harness::Harness(std::function<void(Kit&)> draw)
    : own_kit_(std::make_unique<Kit>(add_fixed_fonts)),
      kit(*own_kit_),
      draw_frame_([this, draw](const Viewport& viewport_now) {
        kit.begin_frame(viewport_now);
        draw(kit);
        kit.end_frame();
      }) {
  begin();
}

Harness::Harness(Kit& kit_of_app, std::function<void(const Viewport&)> draw_frame)
    : kit(kit_of_app), draw_frame_(std::move(draw_frame)) {}

void Harness::begin() {
  kit.context()->IO.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  undeclared_items(kit);
  frame();
}

void Harness::once() {
  viewport.now_s += 1.0 / 60;
  draw_frame_(viewport);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
    texture->SetTexID(1);
  }
  const std::vector<Id> missing = undeclared_items(kit);
  undeclared += missing.size();
  if (checks_items) CHECK_MESSAGE(missing.empty(), "an item without a semantics node that has a role and a name");
  CHECK_MESSAGE(kit.tree().duplicate_ids() == 0, kit.tree().text());
  if (const auto [id, request] = kit.requested_focus();
      request != focus_request_ && kit.tree().index_of(id) < kit.tree().size()) {
    focus_request_ = request;
    kit.report_focus(id, true);
    asked_ = true;
  }
}

void Harness::frame() {
  for (int i = 0; i < 60; ++i) {
    asked_ = false;
    once();
    const double wake = kit.next_wake_s();
    if (i >= 1 && !kit.must_draw_again() && !asked_ && (wake < 0 || wake > 0.02)) return;
  }
  FAIL("the screen does not come to rest");
}

void Harness::wait(double seconds) {
  viewport.now_s += seconds;
  frame();
}

Semantics::Node Harness::find(std::string_view role, std::string_view name) const {
  const Semantics& nodes = kit.tree();
  Semantics::Node found;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (const Semantics::Node node = nodes.node(i); role_name(node.role) == role && node.name == name)
      found = node, ++hits;
  REQUIRE_MESSAGE(hits == 1, "looking for " << std::string(role) << " \"" << std::string(name) << "\" found " << hits
                                            << " in\n"
                                            << tree());
  return found;
}

std::size_t Harness::count(std::string_view role, std::string_view name) const {
  std::size_t hits = 0;
  for (std::size_t i = 0; i < kit.tree().size(); ++i)
    if (const Semantics::Node node = kit.tree().node(i);
        role_name(node.role) == role && (name.empty() || node.name == name))
      ++hits;
  return hits;
}

void Harness::press(std::string_view role, std::string_view name) {
  const Semantics::Node node = find(role, name);
  REQUIRE_MESSAGE(!has(node.state, State::disabled), "it is disabled: " << std::string(name));
  if (node.role == Role::link) followed = node.value;
  kit.report_focus(node.id, true);
  kit.report_press(node.id);
  frame();
}

void Harness::click(std::string_view role, std::string_view name) {
  const Semantics::Node node = find(role, name);
  if (node.role == Role::link) followed = node.value;
  click_at(node.rect.x + node.rect.width / 2, node.rect.y + node.rect.height / 2);
}

void Harness::click_at(float x, float y) {
  ImGuiIO& io = kit.context()->IO;
  io.AddMousePosEvent(x, y);
  once();
  io.AddMouseButtonEvent(0, true);
  once();
  io.AddMouseButtonEvent(0, false);
  frame();
}

void Harness::drag(float from_x, float from_y, float to_x, float to_y, bool at_once) {
  ImGuiIO& io = kit.context()->IO;
  io.AddMousePosEvent(from_x, from_y);
  once();
  io.AddMouseButtonEvent(0, true);
  once();
  // Not in one leap: what is dragged sees the way.
  for (const float share : {0.25f, 0.5f, 1.f}) {
    io.AddMousePosEvent(from_x + (to_x - from_x) * share, from_y + (to_y - from_y) * share);
    if (!at_once) once();
  }
  io.AddMouseButtonEvent(0, false);
  frame();
}

void Harness::focus(std::string_view role, std::string_view name) {
  const Id next = find(role, name).id;
  if (next == kit.focused()) return;
  leave();
  kit.report_focus(next, true);
  frame();
}

void Harness::type(std::string_view role, std::string_view name, std::string_view text) {
  focus(role, name);
  const Id id = find(role, name).id;
  kit.report_text(id, "");
  for (std::size_t length = 1; length <= text.size(); ++length) {
    if (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) continue;
    kit.report_text(id, text.substr(0, length));
    once();
  }
  frame();
}

void Harness::leave() {
  if (kit.focused() == 0) return;
  kit.report_text_committed(kit.focused(), false);
  kit.report_focus(0, false);
  frame();
}

bool Harness::key(uint32_t key, uint32_t modifiers) {
  bool used = kit.report_key(key, modifiers);
  const std::size_t index = kit.tree().index_of(kit.focused());
  if (!used && index < kit.tree().size()) {
    const Semantics::Node node = kit.tree().node(index);
    const bool field = node.role == Role::textbox || node.role == Role::searchbox ||
                       (node.role == Role::combobox && has(node.state, State::forwards_keys));
    if (field) {
      if (key == key_enter &&
          (!has(node.state, State::multi_line) || (has(node.state, State::submits) && modifiers == 0)))
        kit.report_text_committed(node.id, true);
    } else if (key == key_enter || (key == ' ' && node.role != Role::link)) {
      if (node.role == Role::link) followed = node.value;
      kit.report_press(node.id);
    }
  }
  frame();
  return used;
}

void Harness::scroll(std::string_view name, float y) {
  kit.report_scroll(find("scroller", name).id, y);
  frame();
}

std::string Harness::focused() const {
  const std::size_t index = kit.tree().index_of(kit.focused());
  if (index == kit.tree().size()) return "nothing";
  const Semantics::Node node = kit.tree().node(index);
  return std::string(role_name(node.role)) + " \"" + std::string(node.name) + '"';
}

}  // namespace unrepeat::shell
