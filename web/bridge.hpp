// The one page where C++ and the browser meet: every function either side calls on the other, a sentence each. Nothing
// crosses elsewhere.
//
// Imports are given by TypeScript as members of the import module "unrepeat" (web/module.ts); an import that one of the
// two instances is not given (painting in the worker, say) throws when it is called. Pointers are offsets into the
// module's memory; what they point to is only valid during the call.
#pragma once

#include <cstddef>
#include <cstdint>

#define IMPORT(name) extern "C" __attribute__((import_module("unrepeat"), import_name(#name)))
#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace unrepeat::web {

/// What the browser says of one rasterised glyph.
struct GlyphShape {
  float advance;        ///< CSS pixels.
  float left;           ///< From the pen to the bitmap's left edge, CSS pixels.
  float top;            ///< From the baseline down to the bitmap's first row, CSS pixels; negative above it.
  float columns;        ///< Bitmap columns in one CSS pixel: more than rows where the bitmap is oversampled.
  int32_t width;        ///< In columns; 0 when there is nothing to draw.
  int32_t height;       ///< In device pixels.
  int32_t is_coloured;  ///< Not 0: the bitmap has colours of its own (emoji) and is not tinted.
};

// ---- canvas.ts: painting ----
/// Begins a picture of this many device pixels, cleared to one colour (0xAABBGGRR).
IMPORT(paint_begin) void paint_begin(int32_t width, int32_t height, float css_width, float css_height, uint32_t clear);
/// Makes (id 0) or updates a texture from straight-alpha RGBA; returns its id. `pitch` is in pixels.
IMPORT(paint_texture)
int32_t paint_texture(int32_t id, int32_t x, int32_t y, int32_t width, int32_t height, const void* pixels,
                      int32_t pitch);
/// Forgets a texture.
IMPORT(paint_texture_end) void paint_texture_end(int32_t id);
/// Uploads the vertices and the 16-bit indices that the next paint_triangles calls use.
IMPORT(paint_mesh) void paint_mesh(const void* vertices, size_t vertex_bytes, const void* indices, size_t index_bytes);
/// Draws indices [first, first + count) inside a clip rectangle in device pixels from the top left.
IMPORT(paint_triangles)
void paint_triangles(int32_t texture, size_t first, size_t count, size_t first_vertex, int32_t left, int32_t top,
                     int32_t right, int32_t bottom);

// ---- glyphs.ts: the browser's fonts ----
/// How far below the top of a line as high as `size` the baseline lies, in CSS pixels, on a whole device pixel: where
/// CSS puts it for `line-height: 1`. A line height that differs from the size by an even number therefore puts drawn
/// and edited text in the same place.
IMPORT(glyph_baseline) float glyph_baseline(int32_t face, float size, float density);
/// The advance of a code point in CSS pixels.
IMPORT(glyph_advance) float glyph_advance(int32_t face, float size, float density, uint32_t code_point);
/// Rasterises a code point at `density` device pixels for a CSS pixel, keeps its bitmap for glyph_pixels and fills
/// `shape`.
IMPORT(glyph_shape) void glyph_shape(int32_t face, float size, float density, uint32_t code_point, GlyphShape* shape);
/// Copies the bitmap of the last glyph_shape, RGBA, width × height.
IMPORT(glyph_pixels) void glyph_pixels(void* pixels);

// ---- shown_lines.ts: words that the page shows and nobody draws ----
/// Of the words that follow one another: how many bytes are of which face and size.
struct ShownRun {
  int32_t face;
  float size;
  uint32_t bytes;
};
/// How many lines the page needs for words in `width` CSS pixels.
IMPORT(shown_lines)
int32_t shown_lines(const ShownRun* runs, size_t run_count, const char* words, size_t size, float width,
                    float line_height);

// ---- ports.ts: what the app asks for on the page (shell/ports.hpp) ----
/// Milliseconds since 1970 UTC.
IMPORT(clock_now) double clock_now();
/// Fills with random bytes.
IMPORT(random_bytes) void random_bytes(void* bytes, size_t size);
/// Sends a request to the engine; `is_answered` is 0 for the one kind that gets no answer.
IMPORT(engine_send) void engine_send(double id, const void* bytes, size_t size, int32_t is_answered);
/// Asks the tab that has the library for it.
IMPORT(engine_use_here) void engine_use_here();
/// Starts the engine again after it failed.
IMPORT(engine_restart) void engine_restart();
/// Keeps a second copy of a request under its operation's id.
IMPORT(draft_keep) void draft_keep(const char* key, size_t key_size, const void* bytes, size_t size);
/// Drops the second copy.
IMPORT(draft_drop) void draft_drop(const char* key, size_t key_size);
/// Lets the person choose files, the files of a folder or images (shell/ports.hpp, `FileChoice`); they come by
/// page_file.
IMPORT(files_choose) void files_choose(int32_t what);
/// Whether a folder can be chosen.
IMPORT(files_have_folders) int32_t files_have_folders();
/// Offers a file to be kept.
IMPORT(file_offer)
void file_offer(const char* name, size_t name_size, const char* media_type, size_t media_type_size, const void* bytes,
                size_t size);
/// Hands a file to another app by the system's sheet, or offers it where there is none.
IMPORT(file_share)
void file_share(const char* name, size_t name_size, const char* media_type, size_t media_type_size, const void* bytes,
                size_t size);
/// Copies words; what came of it comes by page_copied.
IMPORT(words_copy) void words_copy(const char* words, size_t size);
/// Copies what is on the canvas at this moment, or saves it under this name; what came of it comes by page_copied.
IMPORT(picture_copy)
void picture_copy(const char* name, size_t name_size);
/// Whether what was copied may be asked for.
IMPORT(words_can_be_pasted) int32_t words_can_be_pasted();
/// Asks the browser for what was copied; it comes by page_pasted.
IMPORT(words_paste) void words_paste();
/// Fetches the sample library; it comes by page_file.
IMPORT(examples_fetch) void examples_fetch();

// ---- pictures.ts: images that the browser decodes ----
/// Decodes an image file; what came of it comes by page_picture under the same name.
IMPORT(picture_show) void picture_show(const char* name, size_t name_size, const void* bytes, size_t size);

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

// ---- engine.ts: answers, in the worker only ----
/// Posts an answer to request `id`, after the last of which (`is_last`) there is no other.
IMPORT(engine_answer) void engine_answer(double id, const void* bytes, size_t size, int32_t is_last);

// ---- time_zones.ts: on the page and in the worker ----
/// How many seconds a zone (IANA name) is ahead of UTC at `at_ms` milliseconds since 1970 UTC; NaN for a zone that is
/// not known.
IMPORT(zone_offset) double zone_offset(const char* zone, size_t size, double at_ms);
/// Writes the name of this device's zone, at most `capacity` bytes, and returns how many it wrote.
IMPORT(zone_local) size_t zone_local(char* zone, size_t capacity);

}  // namespace unrepeat::web

// ---- engine.cpp, called by engine.ts ----
/// Opens the library: in the browser's storage, or in memory where that was refused, with what the browser said.
EXPORT(engine_open) void engine_open(int32_t is_in_memory, const char* why, size_t why_size);
/// Takes a request (core/engine/protocol.hpp) with the id it carries.
EXPORT(engine_submit) void engine_submit(double id, const uint8_t* bytes, size_t size);
/// Does the next piece of work; returns whether there is more.
EXPORT(engine_step) int32_t engine_step();
/// What can wait until nobody waits; to be called when no request came for a while.
EXPORT(engine_rest) void engine_rest();
/// Closes the library: its files can be opened elsewhere.
EXPORT(engine_close) void engine_close();

// ---- canvas.cpp, called by page.ts ----
/// Makes the app. Called once, before everything else.
EXPORT(page_start) void page_start();
/// What the browser and the person's system say of themselves; again whenever one of them changes.
EXPORT(page_environment)
void page_environment(int32_t has_touch, int32_t is_dark, int32_t is_motion_reduced, int32_t is_contrast_raised,
                      int32_t is_spanish);
/// The system forces its own colours (0xRRGGBB), or (`are_forced` 0) no longer.
EXPORT(page_system_colours)
void page_system_colours(int32_t are_forced, uint32_t canvas, uint32_t text, uint32_t link);
/// The address bar shows this route ("#/pm/…", UTF-8).
EXPORT(page_route) void page_route(const char* route, size_t size);
/// Draws one frame at `now_ms` on a canvas of this many device pixels; returns after how many milliseconds the app
/// wants the next one although nobody touches anything, negative for never.
EXPORT(page_frame) double page_frame(double now_ms, int32_t width, int32_t height, float density);
/// The semantics of the frame just drawn (shell/semantics.hpp, `pack`) if they differ from those given last, else null.
EXPORT(page_tree) const void* page_tree();
/// Bytes of the last page_tree.
EXPORT(page_tree_size) size_t page_tree_size();
/// Where the app wants the address bar to go, once; null when it stays.
EXPORT(page_wanted_route) const char* page_wanted_route();
/// Bytes of the last page_wanted_route.
EXPORT(page_wanted_route_size) size_t page_wanted_route_size();
/// Not 0: it stands in place of the address before it, so that Back does not go through every letter of a search.
EXPORT(page_wanted_route_replaces) int32_t page_wanted_route_replaces();
/// The pointer moved (CSS pixels from the host's top left). `is_touch`: a finger, which hovers nowhere.
EXPORT(page_pointer_move) void page_pointer_move(float x, float y, int32_t is_touch);
/// The pointer is nowhere over the page.
EXPORT(page_pointer_leave) void page_pointer_leave();
/// A button (0 left, 1 right, 2 middle) went down or up.
EXPORT(page_pointer_button) void page_pointer_button(int32_t button, int32_t is_down);
/// The GPU forgot every texture: the next frame uploads them again.
EXPORT(page_textures_lost) void page_textures_lost();

// ---- page_ports.cpp, called by ports.ts ----
/// Where the library is (shell/workspace.hpp, `LibraryState`), and what the browser said of trouble.
EXPORT(page_library) void page_library(int32_t state, const char* trouble, size_t size);
/// An answer of the engine; empty bytes when it died of the request.
EXPORT(page_answer) void page_answer(double id, const uint8_t* bytes, size_t size, int32_t is_last);
/// A second copy that an earlier page left behind.
EXPORT(page_left_behind) void page_left_behind(const uint8_t* bytes, size_t size);
/// What of a folder is no evidence, by its path in it: 0 is evidence, 1 is counted, 2 is not even that.
EXPORT(page_leaves_out) int32_t page_leaves_out(const char* path, size_t size);
/// Files are on their way (Workspace::expect_files). 0: nobody waits for them any more.
EXPORT(page_files_coming) int32_t page_files_coming(int32_t they_begin, double done, double total);
/// One of the files that were dropped, chosen, pasted or fetched (protocol::FileContent): the first since
/// page_files_end begins a new lot.
EXPORT(page_file)
void page_file(const char* name, size_t name_size, const uint8_t* bytes, size_t byte_count, double size,
               int32_t is_folder, double left_out);
/// Those so far are not wanted any more.
EXPORT(page_files_forget) void page_files_forget();
/// Whether pasted words are taken where the person is.
EXPORT(page_takes_pasted) int32_t page_takes_pasted();
/// Words that were pasted, or (`is_given` 0) that the browser does not give them.
EXPORT(page_pasted) void page_pasted(const char* words, size_t size, int32_t is_given);
/// That were all; `are_examples` if they are the sample library, which none means could not be fetched.
EXPORT(page_files_end) void page_files_end(int32_t are_examples);
/// Whether the words were copied.
EXPORT(page_copied) void page_copied(int32_t outcome);
/// An image is a texture of the canvas now (paint_texture_end forgets it), and so many pixels large. Width 0: it could
/// not be decoded; only texture 0: the context is lost.
EXPORT(page_picture) void page_picture(const char* name, size_t name_size, int32_t texture, float width, float height);
/// The library is about to go to another tab: send what is not saved.
EXPORT(page_flush) void page_flush();

// ---- canvas.cpp, called for mirror.ts: what happened to an element, by the id of its node ----
/// It has the focus; id 0: none has.
EXPORT(mirror_focused) void mirror_focused(uint32_t id, int32_t is_by_keyboard);
/// It was pressed, by a key or by assistive technology.
EXPORT(mirror_pressed) void mirror_pressed(uint32_t id);
/// Its menu was asked for, at this place; returns whether it has one, and so the browser's own must not open.
EXPORT(mirror_menu) int32_t mirror_menu(uint32_t id, float x, float y);
/// A field now holds this text (UTF-8). `is_composing`: an input method is not done with it.
EXPORT(mirror_edited) void mirror_edited(uint32_t id, const char* text, size_t size, int32_t is_composing);
/// A field was left, or Enter was pressed in it (`is_submitted`).
EXPORT(mirror_committed) void mirror_committed(uint32_t id, int32_t is_submitted);
/// A scroll region was scrolled to `y` CSS pixels.
EXPORT(mirror_scrolled) void mirror_scrolled(uint32_t id, float y);
/// The wheel turned at this place over something that pans sideways: by `pan` pixels to the right, its length by
/// `zoom`.
EXPORT(mirror_wheeled) void mirror_wheeled(float x, float y, float pan, float zoom);
/// A key was pressed (shell/widgets/kit.hpp, `Key` and `Modifier`); returns whether the app uses it, and so the browser
/// must not.
EXPORT(mirror_key) int32_t mirror_key(uint32_t key, uint32_t modifiers);
