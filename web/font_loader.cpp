// ImGui's fonts are the browser's: every glyph is measured and rasterised by the page. No font file is ever loaded.
#include "web/font_loader.hpp"

#include <cstring>

#include "imgui.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"
#include "web/bridge.hpp"

namespace unrepeat::web {
namespace {

/// The browser finds a face for any character; only controls have no glyph at all.
bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar code_point) { return code_point >= 0x20; }

bool start_size(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
  baked->Ascent = glyph_baseline(static_cast<int32_t>(source->FontNo), baked->Size, baked->RasterizerDensity);
  baked->Descent = baked->Ascent - baked->Size;
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance_only) {
  if (code_point < 0x20) return false;
  const auto face = static_cast<int32_t>(source->FontNo);
  if (advance_only) {
    *advance_only = glyph_advance(face, baked->Size, baked->RasterizerDensity, code_point);
    return true;
  }
  const float density = baked->RasterizerDensity;
  GlyphShape shape{};
  glyph_shape(face, baked->Size, density, code_point, &shape);
  glyph->Codepoint = code_point & 0x3FFFFFF;
  glyph->AdvanceX = shape.advance;
  if (shape.width == 0) return true;

  const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, shape.width, shape.height);
  if (place == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
  ImVector<unsigned char>& pixels = atlas->Builder->TempBuffer;
  pixels.resize(shape.width * shape.height * 4);
  glyph_pixels(pixels.Data);

  glyph->X0 = shape.left;
  glyph->Y0 = baked->Ascent + shape.top;
  glyph->X1 = glyph->X0 + static_cast<float>(shape.width) / shape.columns;
  glyph->Y1 = glyph->Y0 + static_cast<float>(shape.height) / density;
  glyph->Visible = true;
  glyph->Colored = shape.is_coloured != 0;
  glyph->PackId = place;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.Data, ImTextureFormat_RGBA32,
                                     shape.width * 4);
  return true;
}

const ImFontLoader* browser_font_loader() {
  static ImFontLoader loader;
  loader.Name = "browser";
  loader.FontSrcContainsGlyph = contains_glyph;
  loader.FontBakedInit = start_size;
  loader.FontBakedLoadGlyph = load_glyph;
  return &loader;
}

}  // namespace

void add_browser_fonts(ImFontAtlas& atlas) {
  atlas.SetFontLoader(browser_font_loader());
  for (unsigned face = 0; face < 3; ++face) {
    ImFontConfig source;
    source.FontLoader = browser_font_loader();
    source.FontNo = face;
    source.SizePixels = 15;
    atlas.AddFont(&source);
  }
}

}  // namespace unrepeat::web

// IMGUI_ENABLE_FREETYPE is the one switch that leaves stb_truetype out; the loader it then asks for is ours.
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader() { return unrepeat::web::browser_font_loader(); }
}  // namespace ImGuiFreeType
