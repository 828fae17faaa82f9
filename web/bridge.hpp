// The one page where C++ and the browser meet: every function either side calls on the other, a sentence each. Nothing crosses elsewhere.
//
// Imports are given by TypeScript as members of the import module "unrepeat" (web/module.ts); an import that one of the two
// instances is not given (painting in the worker, say) throws when it is called. Pointers are offsets into the module's memory;
// what they point to is only valid during the call.
#pragma once

#include <cstddef>
#include <cstdint>

#define IMPORT(name) extern "C" __attribute__((import_module("unrepeat"), import_name(#name)))
#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace unrepeat::web {

/// What the browser says of one rasterised glyph.
struct GlyphShape {
  float advance;  ///< CSS pixels.
  float left;     ///< From the pen to the bitmap's left edge, CSS pixels.
  float top;      ///< From the baseline down to the bitmap's first row, CSS pixels; negative above it.
  float columns;  ///< Bitmap columns in one CSS pixel: more than rows where the bitmap is oversampled.
  int32_t width;  ///< In columns; 0 when there is nothing to draw.
  int32_t height; ///< In device pixels.
  int32_t is_coloured;  ///< Not 0: the bitmap has colours of its own (emoji) and is not tinted.
};

// ---- canvas.ts: painting ----
/// Begins a picture of this many device pixels, cleared to one colour (0xAABBGGRR).
IMPORT(paint_begin) void paint_begin(int32_t width, int32_t height, float css_width, float css_height, uint32_t clear);
/// Makes (id 0) or updates a texture from straight-alpha RGBA; returns its id. `pitch` is in pixels.
IMPORT(paint_texture)
int32_t paint_texture(int32_t id, int32_t x, int32_t y, int32_t width, int32_t height, const void* pixels, int32_t pitch);
/// Forgets a texture.
IMPORT(paint_texture_end) void paint_texture_end(int32_t id);
/// Uploads the vertices and the 16-bit indices that the next paint_triangles calls use.
IMPORT(paint_mesh) void paint_mesh(const void* vertices, size_t vertex_bytes, const void* indices, size_t index_bytes);
/// Draws indices [first, first + count) inside a clip rectangle in device pixels from the top left.
IMPORT(paint_triangles)
void paint_triangles(int32_t texture, size_t first, size_t count, size_t first_vertex, int32_t left, int32_t top, int32_t right,
                     int32_t bottom);
/// Shows the pointer as ImGui's cursor number says.
IMPORT(paint_cursor) void paint_cursor(int32_t cursor);

// ---- glyphs.ts: the browser's fonts ----
/// How far below the top of a line as high as `size` the baseline lies, in CSS pixels, on a whole device pixel: where CSS puts it for
/// `line-height: 1`. A line height that differs from the size by an even number therefore puts drawn and edited text in the same place.
IMPORT(glyph_baseline) float glyph_baseline(int32_t face, float size, float density);
/// The advance of a code point in CSS pixels.
IMPORT(glyph_advance) float glyph_advance(int32_t face, float size, float density, uint32_t code_point);
/// Rasterises a code point at `density` device pixels for a CSS pixel, keeps its bitmap for glyph_pixels and fills `shape`.
IMPORT(glyph_shape) void glyph_shape(int32_t face, float size, float density, uint32_t code_point, GlyphShape* shape);
/// Copies the bitmap of the last glyph_shape, RGBA, width × height.
IMPORT(glyph_pixels) void glyph_pixels(void* pixels);

// ---- sqlite.ts: SQLite's heap, in the worker only (its functions themselves are imported in sqlite.cpp) ----
/// Copies bytes into SQLite's heap.
IMPORT(sqlite_write) void sqlite_write(int32_t remote, const void* local, int32_t size);
/// Copies bytes out of SQLite's heap.
IMPORT(sqlite_read) void sqlite_read(int32_t remote, void* local, int32_t size);
/// The length of a text in SQLite's heap that ends in a zero.
IMPORT(sqlite_length) int32_t sqlite_length(int32_t remote);
/// What to name as the destructor of bytes that SQLite shall free with sqlite3_free.
IMPORT(sqlite_deallocator) int32_t sqlite_deallocator();
/// Not 0: the last write that failed did so because the browser gives the page no more space.
IMPORT(sqlite_is_full) int32_t sqlite_is_full();

}  // namespace unrepeat::web

// ---- canvas.cpp, called by page.ts ----
/// Makes the shell. Called once, before everything else. `is_apple`: the Command key does what Control does elsewhere.
EXPORT(page_start) void page_start(int32_t is_apple);
/// Draws one frame at `now_ms` on a canvas of this many device pixels; returns after how many milliseconds the shell wants the
/// next one although nobody touches anything, negative for never.
EXPORT(page_frame) double page_frame(double now_ms, int32_t width, int32_t height, float density);
/// The pointer moved (CSS pixels from the host's top left). `is_touch`: a finger, which hovers nowhere.
EXPORT(page_pointer_move) void page_pointer_move(float x, float y, int32_t is_touch);
/// The pointer is nowhere over the page.
EXPORT(page_pointer_leave) void page_pointer_leave();
/// A button (0 left, 1 right, 2 middle) went down or up.
EXPORT(page_pointer_button) void page_pointer_button(int32_t button, int32_t is_down);
/// The wheel turned, in CSS pixels, positive is down and right.
EXPORT(page_wheel) void page_wheel(float x, float y);
/// A key went down or up: its character in lower case, or minus one minus its place in page.ts's `named_keys`. `modifiers`: 1 shift, 2 control,
/// 4 alt, 8 meta. Returns whether it is a shortcut of the screen that is shown, and so not the browser's.
EXPORT(page_key) int32_t page_key(int32_t key, int32_t modifiers, int32_t is_down);
/// The page gained or lost the keyboard: on losing, all keys are up.
EXPORT(page_focus) void page_focus(int32_t is_focused);
/// The GPU forgot every texture: the next frame uploads them again.
EXPORT(page_textures_lost) void page_textures_lost();
