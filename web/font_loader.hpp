// ImGui's fonts are the browser's: every glyph is measured and rasterised by the page. No font file is ever loaded.
#pragma once

struct ImFontAtlas;

namespace unrepeat::web {

/// Adds the three faces, in this order: text, strong text, monospace. web/style.css names the families.
void add_browser_fonts(ImFontAtlas& atlas);

}  // namespace unrepeat::web
