// The kit: everything a person reads or operates goes through it. A widget draws, handles input and declares its
// semantics at once.
//
// A screen reads like the page it makes, from top to bottom:
//
//   void draw_sketch(const Model& model, Kit& kit, Actions& actions) {
//     auto page = scroll_region(kit, "page", kit.viewport_rect());      // closes at the end of the block, like every
//     scope heading(kit, 1, kit.say(Text::library_title));
//     {
//       auto row = kit.row();                                           // side by side; wraps when it is too narrow
//       text(kit, model.summary, {.style = Style::secondary});
//       kit.spacer();                                                   // what follows stands at the right
//       if (button(kit, kit.say(Text::library_new), {.look = Look::primary, .icon = Icon::plus})) actions.create();
//     }
//     for (const Item& item : model.items) {
//       auto scope = kit.scope(item.id);                                // names need to be unique only inside a scope
//       const TextEdit edit = text_field(kit, kit.say(Text::item_title), item.title);
//       if (edit.committed) actions.rename(item.id, edit.text);
//     }
//   }
//
// Widgets are free functions, one header a family: `text.hpp`, `button.hpp`, `field.hpp`, `choice.hpp`, `table.hpp`,
// `overlay.hpp`, `feedback.hpp`, `frame.hpp`. Nothing blocks and nothing calls back: a press is the return value of the
// frame in which it is handled.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/text/searched_words.hpp"
#include "core/text/text.hpp"
#include "shell/icon.hpp"
#include "shell/mirror_tree.hpp"
#include "shell/semantics.hpp"
#include "shell/theme.hpp"

namespace unrepeat::shell {

/// The faces, in the order in which they are added to the atlas.
enum class Face : uint8_t { regular, semibold, mono };

/// Text sizes and weights there are. No widget uses another.
enum class Style : uint8_t {
  body,
  strong,
  control,
  control_strong,
  secondary,
  secondary_strong,
  caption,
  caption_strong,
  mono,
  title,
  section,
  part
};
struct StyleRule {
  float size, line_height;
  Face face;
  Token token;
};

struct Viewport {
  float width = 1280, height = 800, pixel_ratio = 1;
  bool touch = false, reduced_motion = false;
  Scheme scheme = Scheme::light;
  bool more_contrast = false;
  std::optional<SystemColours> forced_colours{};
  Language language = Language::english;
  double now_s = 0;  ///< Any steady clock.
};

/// Keys as the page reports them: a code point for a character, or one of these.
enum Key : uint32_t {
  key_enter = 0x110000,
  key_escape,
  key_tab,
  key_up,
  key_down,
  key_left,
  key_right,
  key_home,
  key_end,
  key_page_up,
  key_page_down,
  key_delete,
  key_backspace
};
enum Modifier : uint32_t {
  modifier_shift = 1,
  modifier_control = 2,
  modifier_alt = 4
};  ///< Command counts as control.

struct Interaction {
  bool pressed = false, hovered = false, held = false, focused = false;
  bool ring = false;  ///< focused, and by the keyboard.
};

struct ProseCache;  // prose.cpp
class Kit;

/// How many lines a text takes that is being written, however long it is: only what a change reaches is broken anew.
class EditedLines {
 public:
  std::size_t count(Kit& kit, Style style, std::string_view words, float width);

 private:
  struct Measure {
    float size = 0, width = 0, pixel_ratio = 0;
    Face face{};
    bool operator==(const Measure&) const = default;
  };
  Measure measure_;
  std::string words_;
  std::vector<std::size_t> starts_;
  std::size_t shown_by_page_ = 0;  ///< As many lines the page says it takes; 0 where it is drawn.
};

/// Words of one face and size within a text that the page shows.
struct ShownPart {
  Face face;
  float size;
  std::string_view words;
};
/// How many lines the page needs for parts that follow one another: it alone knows how they are shaped and where they
/// may break.
using CountShownLines = std::size_t (*)(std::span<const ShownPart> parts, float width, float line_height);

class Kit {
 public:
  /// `add_fonts` adds the three faces, in the order of `Face`.
  explicit Kit(void (*add_fonts)(ImFontAtlas&));
  ~Kit();
  Kit(const Kit&) = delete;
  Kit& operator=(const Kit&) = delete;

  // ── the frame; called by App and by tests
  void begin_frame(const Viewport& viewport);
  void end_frame();
  /// The layout of this frame used a width that was not known yet: draw again before showing it.
  bool must_draw_again() const { return layout_changed_; }
  /// Seconds until something moves by itself; negative when nothing does.
  double next_wake_s() const { return wake_s_; }
  /// The tree's bytes when they differ from the last time it was asked; else empty.
  std::span<const std::byte> take_changed_tree();
  const Semantics& tree() const { return tree_; }
  ImGuiContext* context() const { return context_; }

  // ── what the page reports; takes effect in the next frame
  void report_focus(Id id, bool by_keyboard);
  void report_press(Id id) { actions_.push_back(id); }
  /// `is_composing`: an input method is not done with it; it takes its room and is nothing to save yet.
  void report_text(Id id, std::string_view text, bool is_composing = false);
  /// The field was left, or (`submitted`) Enter was pressed in it.
  void report_text_committed(Id id, bool submitted);
  void report_scroll(Id id, float y);
  void report_wheel(float x, float y, float pan, float zoom);
  /// The menu of what is at this place was asked for: by a long press, the right button, the menu key. True when it has
  /// one, or what it stands in.
  bool report_menu(Id id, float x, float y);
  /// A key pressed while `focused()` has the focus. True when the kit uses it, so that the page prevents its default.
  bool report_key(uint32_t key, uint32_t modifiers);

  // ── layout: widgets ask `place` for a rectangle; a column stacks, a row puts side by side and wraps
  class Scope {
   public:
    Scope(Kit& kit, void (Kit::*end)()) : kit_(&kit), end_(end) {}
    Scope(Scope&& other) noexcept : kit_(std::exchange(other.kit_, nullptr)), end_(other.end_) {}
    Scope(const Scope&) = delete;
    Scope& operator=(Scope&&) = delete;
    ~Scope() { close(); }
    void close() {
      if (kit_ != nullptr) (kit_->*end_)();
      kit_ = nullptr;
    }
    /// Leaves the ending to somebody else.
    void release() { kit_ = nullptr; }

   private:
    Kit* kit_;
    void (Kit::*end_)();
  };

  const Viewport& viewport() const { return viewport_; }
  Rect viewport_rect() const { return {0, 0, viewport_.width, viewport_.height}; }
  float control_height() const { return viewport_.touch ? metric::control_touch : metric::control; }
  /// The next free rectangle. Width 0 takes all there is; in a column a width above what there is is cut down.
  Rect place(float width, float height);
  /// Width that `place(0, …)` would give.
  float available() const;
  /// Width of a whole line of the innermost row or column.
  float row_width() const { return layout_.back().rect.width; }
  float pen_y() const { return layout_.back().y; }
  /// Where what `place` gives next begins.
  float pen_x() const { return layout_.back().row ? layout_.back().x : layout_.back().rect.x; }
  void space(float height);
  /// A column inside `rect`, for panes and for drawing at a chosen place. It takes no room in the surrounding layout.
  [[nodiscard]] Scope column(const Rect& rect, float gap = 8);
  /// A column of its own width at the pen, indented on both sides; takes the height it fills.
  [[nodiscard]] Scope inset(float left, float right, float gap = 8);
  /// Side by side from the left. `height` is the least height of a line, in which lower widgets are centred; 0 for text
  /// lines.
  [[nodiscard]] Scope row(float gap = 8, float height = -1);
  /// A row whose content stands in the middle, line by line.
  [[nodiscard]] Scope centred_row(float gap = 8);
  /// In a row: begins a new line when less than `width` is left.
  void make_room(float width);
  /// In a row: what follows stands at the right end.
  void spacer();
  bool has_content() const { return !layout_.back().empty; }
  bool in_row() const { return layout_.back().row; }
  /// Columns by shares of the width; one below the other when a column would be narrower than `least`.
  template <typename Draw>
  void split(std::initializer_list<float> shares, float gap, float least, Draw&& draw) {
    split(std::span(shares.begin(), shares.size()), gap, least, draw);
  }
  template <typename Draw>
  void split(std::span<const float> shares, float gap, float least, Draw&& draw) {
    const std::vector<Rect> columns = split_rects(shares, gap, least);
    const bool stacked = columns.empty();
    float bottom = pen_y();
    std::size_t index = 0;
    for ([[maybe_unused]] const float share : shares) {
      if (stacked) {
        auto one = inset(0, 0, 12);
        draw(index);
      } else {
        auto one = column(columns[index], 12);
        draw(index);
        bottom = std::max(bottom, content_bottom());
      }
      ++index;
    }
    if (!stacked) move_pen(bottom + layout_.back().gap);
  }
  /// Bottom of what the innermost column holds, without the gap after it.
  float content_bottom() const;
  void move_pen(float y) { layout_.back().y = y; }
  /// Where the innermost card begins and how wide it is; its height is known when it ends.
  const Rect& card_rect() const { return cards_.back().rect; }
  /// A bordered surface round what it holds.
  [[nodiscard]] Scope card(float padding = 16, float gap = 8);

  // ── names
  [[nodiscard]] Scope scope(std::string_view key);
  [[nodiscard]] Scope scope(uint64_t key);
  Id id(std::string_view name) const;
  /// For what is only read, so that words and a button of the same name do not meet.
  Id id_of(Role role, std::string_view words) const { return id(words) ^ (0x9e3779b1u * (static_cast<Id>(role) + 1)); }
  std::string_view say(Text text) const { return unrepeat::say(viewport_.language, text); }
  template <typename... Arguments>
    requires(sizeof...(Arguments) > 0)
  std::string say(Text text, const Arguments&... arguments) const {
    return unrepeat::say(viewport_.language, text, arguments...);
  }

  // ── semantics
  std::size_t declare(const Declaration& declaration) { return tree_.add(declaration); }
  /// The same for a node with others inside, up to `declare_close`.
  std::size_t declare_open(const Declaration& declaration) { return tree_.open(declaration); }
  void declare_close() { tree_.close(); }
  /// A landmark, list, group: what follows is inside. Its rectangle is what it comes to hold.
  /// `number` and `limit` as in `Declaration`.
  [[nodiscard]] Scope region(Role role, std::string_view name = {}, State state = {}, int32_t number = 0,
                             int32_t limit = 0);
  /// The entry of a list at this place, counted from 1, of so many, drawn or not.
  [[nodiscard]] Scope list_item(std::size_t place, std::size_t count) {
    return region(Role::listitem, {}, {}, static_cast<int32_t>(place), static_cast<int32_t>(count));
  }
  /// The language that people write in here where it is not the interface's, as a BCP 47 tag; until the frame ends.
  void set_writing_language(std::string_view tag);
  bool has_writing_language() const { return !mirror_.writing_language.empty(); }
  /// The main landmark: a column of its own in `rect`.
  [[nodiscard]] Scope open_main(Id id, std::string_view name, const Rect& rect);
  /// Focuses the first thing inside a node that Tab would reach.
  void focus_first_in(Id id);
  /// Focuses the first thing that is drawn from here on and that Tab would reach.
  void focus_what_follows() { focus_from_ = tree_.size(); }
  /// Puts a sentence into the page's live region; several of one frame are said one after the other.
  void announce(std::string_view sentence, bool assertive = false);
  /// Announces what stands on the screen when it appears there, and takes the sentence back when it is gone.
  void announce_shown(Id id, std::string_view sentence, bool assertive = false) {
    if (!stood_here(id)) announce_while_shown(id, sentence, assertive);
  }
  /// The same where it is known to have appeared: `stood_here(id)` is asked in every frame that shows it.
  void announce_while_shown(Id id, std::string_view sentence, bool assertive);
  /// Was this asked in the frame before, too? To be asked once a frame.
  bool stood_here(Id id);

  /// What follows is set a size larger, to be read from the other end of a room.
  [[nodiscard]] Scope large_type();

  /// Inside something that is pressed as a whole: words let the pointer through.
  [[nodiscard]] Scope pressed_as_a_whole();
  void begin_pressed_column(const Rect& rect) {
    ++quiet_depth_;
    column(rect, 2).release();
  }
  void end_pressed_column() {
    end_column();
    --quiet_depth_;
  }
  bool is_pressed_as_a_whole() const { return quiet_depth_ > 0; }

  // ── input
  /// The one place where something is pressed: by pointer, or by an action queued for the id. Declare the node
  /// yourself.
  Interaction interact(Id id, const Rect& rect, bool disabled = false);
  /// The same for something that holds other things that are pressed: they win where they are.
  Interaction interact_behind(Id id, const Rect& rect);
  /// Something that is pressed and carried by the pointer.
  struct Drag {
    float x, y;       ///< Where the pointer is.
    float begun_x{};  ///< Where it was pressed.
    bool ended{};     ///< It was let go there.
  };
  enum class Fingers : uint8_t { scroll, drag };
  /// Of what `interact` said `on` of. A finger scrolls the page instead, unless it may drag what pans sideways.
  std::optional<Drag> drag_of(Id id, const Interaction& on, Fingers fingers = Fingers::scroll);
  /// The wheel turned over something that pans sideways (a group that is `horizontal`): sideways, or with Control.
  struct Wheel {
    float x = 0, y = 0;
    float pan = 0;   ///< Pixels to the right.
    float zoom = 1;  ///< Less is closer.
  };
  std::optional<Wheel> wheel_over(const Rect& rect) const {
    return wheel_ && rect.contains(wheel_->x, wheel_->y) ? wheel_ : std::nullopt;
  }
  /// What is carried is put back: to be let go means nothing then.
  void drop_what_is_carried();
  /// Whether something is carried over this place.
  bool is_carried_over(const Rect& rect) const;
  /// A press queued for the id, for what is declared later than it is handled.
  bool take_press(Id id) { return std::erase(actions_, id) > 0; }
  Id focused() const { return focus_; }
  bool focus_is_visible() const { return focus_by_keyboard_; }
  void request_focus(Id id);
  /// Out of what has it, so that letters are shortcuts.
  void focus_content() { request_focus(main_); }
  /// What was last asked to be focused, and the number of that request.
  std::pair<Id, uint32_t> requested_focus() const { return {mirror_.focus, mirror_.focus_request}; }
  /// True in the frame in which the shortcut was pressed; until it is asked for, the page keeps the key.
  bool shortcut(uint32_t key, uint32_t modifiers);
  /// The same of what does again what was taken back, by either of the keys that people know for it.
  bool redo_shortcut();
  bool shortcut_was_pressed() const { return !pressed_keys_.empty(); }

  /// Says that `id` has a menu of its own; where it was asked for, in the frame that handles it.
  std::optional<Rect> menu_asked_at(Id id);

  // ── drawing; what is out of sight is left out
  ImDrawList& draw_list() const;
  /// What is drawn until its end goes into a picture of its own, so wide and as high as it becomes, and not onto the
  /// page: nothing in it is pressed, read out or pointed at.
  [[nodiscard]] Scope picture(float width);
  /// The last one, until another begins; its corner at 0, 0.
  struct Picture {
    ImDrawList* list = nullptr;
    float width = 0, height = 0;
  };
  const Picture& last_picture() const { return picture_; }
  /// Over everything else: hints.
  ImDrawList& draw_above() const;
  uint32_t rgb_of(Token token) const {
    return rgb(token, {viewport_.scheme, viewport_.more_contrast, viewport_.forced_colours});
  }
  ImU32 colour(Token token, float alpha = 1) const;
  StyleRule rule(Style style) const;
  Type type(Style style) const;
  ImFont* font(Face face) const;
  float measure(Style style, std::string_view text) const;
  /// Words that ImGui cannot draw, since they are shaped or run from right to left, are shown by the page: the node
  /// that was just declared, which holds them and nothing else, becomes visible. False for all others, which are drawn.
  bool leave_to_page(std::string_view words, ImU32 ink);
  /// What is searched on this screen: until the frame ends it is tinted in what people wrote (`written_by_people`).
  void look_for(SearchedWords words) { searched_ = std::move(words); }
  /// What is drawn until the scope ends are words that people wrote.
  [[nodiscard]] Scope written_by_people() {
    ++written_depth_;
    return {*this, &Kit::end_written};
  }
  /// The first of the searched words that is drawn from here on in this frame moves into view.
  void show_first_found() { shows_found_ = !searched_.is_empty(); }
  /// Where that is still to be found: words that are not drawn, since they are out of sight, say here where they are.
  void meet_found(std::string_view words, const Rect& at);
  /// One line, its line box beginning at `y`; cut with an ellipsis when it is wider than `width` (0: never).
  void draw_line(Style style, float x, float y, ImU32 colour, std::string_view text, float width = 0);
  void draw_icon(Icon icon, float x, float y, float size, ImU32 colour);
  /// The colour as the page's mirror takes it for words it shows itself: `Declaration::limit`.
  static int32_t page_ink(ImU32 colour) {
    return static_cast<int32_t>((colour & 255) << 24 | (colour >> 8 & 255) << 16 | (colour >> 16 & 255) << 8 |
                                colour >> 24);
  }
  /// What is drawn until the scope ends is cut off outside `rect`.
  [[nodiscard]] Scope clip(const Rect& rect);
  void fill(const Rect& rect, ImU32 colour, float radius = 0);
  void outline(const Rect& rect, ImU32 colour, float radius = 0, float thickness = metric::hairline);
  void draw_ring(const Rect& rect, float radius = metric::radius);
  void draw_shadow(const Rect& rect, float radius);
  /// Lines of `text` at most `width` wide, as views into it; valid until the next call.
  const std::vector<std::string_view>& break_lines(Style style, std::string_view text, float width);
  /// Words of one style.
  struct StyledPart {
    Style style;
    std::string_view words;
  };
  /// The same for parts of one text that follow one another.
  const std::vector<std::string_view>& break_lines(std::span<const StyledPart> parts, float width);
  /// How many lines the words of the field that has the focus take.
  std::size_t count_edited_lines(Style style, std::string_view words, float width) {
    return edited_lines_.count(*this, style, words, width);
  }
  /// How many lines the page itself takes for a text that it shows (leave_to_page); `otherwise` where nobody counts
  /// them.
  std::size_t count_shown_lines(std::span<const StyledPart> parts, float width, float line_height,
                                std::size_t otherwise);
  void set_count_shown_lines(CountShownLines count) { count_in_page_ = count; }
  float prose_width() const;
  /// Is any of it inside the visible part of the innermost scroll region?
  bool is_visible(const Rect& rect) const;
  /// The same of what reaches from this height to that.
  bool is_between(float top, float bottom) const;

  // ── state a widget keeps between frames
  float& remembered(Id id, float first = 0);
  /// Remembers a measure that is known only after drawing; a new value draws the frame again.
  void settle(Id id, float measured);
  /// From 0 to 1 in 120 ms after `on` became true and back, at once with reduced motion.
  float ease(Id id, bool on);
  /// Lets the next `ease` begin at 0.
  void start_ease(Id id) { remembered(ease_key(id)) = 0; }
  void wake_in(double seconds);

  // ── for the widgets that span frames
  std::shared_ptr<ProseCache>& prose_cache() { return prose_cache_; }
  struct Edit {
    Id id = 0;
    std::string text{};
    bool changed = false;    ///< since the last frame
    bool pending = false;    ///< since it was last committed
    bool composing = false;  ///< an input method is not done with it: neither changed nor committed
    bool committed = false, submitted = false;
    bool open = true;            ///< typed since it was last left or confirmed
    bool handed_over = false;    ///< by Enter: from now on the value given is what stands there
    std::optional<Id> stored{};  ///< the value given, hashed, since the text was last taken over
    double changed_at_s = 0;
  };
  /// The edit of a field that is being edited or was left with text nobody has accepted yet; null when there is none.
  Edit* edit(Id id);
  void drop_edit(Id id);
  /// Every text that is being written counts as left in the next frame. False when there is none.
  bool hand_in_edits();
  struct Scroller {
    Id id = 0;
    float y = 0;
    std::size_t node = 0;
    Rect rect{};
    float content_start = 0;
    bool focusable_inside = false;
    bool fades = false;  ///< At its foot, where more of it follows.
  };
  Scope open_scroller(std::string_view name, const Rect& rect, float padding, float gap, bool fades = false);
  /// So many pixels at the foot of the page are covered by what lies on it: its content can be scrolled out from under
  /// that.
  void cover_foot(float height) { covered_foot_ = height; }
  /// How high the notices are that were drawn in this frame, and are to be drawn beside.
  [[nodiscard]] float notices_height() const { return notices_height_; }
  void add_notices(float height) { notices_height_ += height; }
  void request_scroll(Id id, float y);
  const Scroller* scroller() const { return scrollers_.empty() ? nullptr : &scrollers_.back(); }
  /// An overlay covers the page: a menu, a list of choices, a dialog. False when it was asked to close (Escape, press
  /// outside).
  bool open_overlay(Id id, Role role, std::string_view name, const Rect& panel, bool dims_page, Id first_focus = 0);
  void close_overlay();
  // A dialog opens in one call and ends in another.
  void push_dialog(const Rect& panel, Scope body) { dialogs_.push_back({panel, std::move(body)}); }
  const Rect& dialog_panel() const { return dialogs_.back().panel; }
  /// Where what closes it stands, over what is scrolled.
  Rect dialog_corner() const;
  void pop_dialog() { dialogs_.pop_back(); }
  bool overlay_is_open(Id id) const;
  bool has_overlay() const { return !overlays_.empty(); }
  /// Asks the innermost overlay to close.
  void dismiss_overlay();
  void dismiss_all_overlays();

 private:
  struct Layout {
    Rect rect{};
    float x = 0, y = 0, gap = 8;
    float start_y = 0;
    bool row = false;
    float line_height = 0, least_height = 0;  // rows
    Id spacer_id = 0;
    float spacer_x = -1, spacer_from = 0, spacer_line = 0, centre_from = -1;
    Id centred_line = 0;
    bool empty = true;
  };
  struct Overlay {
    Id id = 0, return_focus = 0;
    bool seen = false, closing = false, wants_focus = true;
    std::size_t node = 0;
  };
  struct Dialog {
    Rect panel;
    Scope body;
  };
  struct OpenRegion {
    std::size_t node = 0;
    Rect start;
  };
  struct Card {
    Rect rect{};
    float padding = 0;
    ImDrawListSplitter* splitter = nullptr;
  };

  Interaction interact_as(Id id, const Rect& rect, bool disabled, int button_flags);
  void end_column();
  void end_inset();
  void end_row();
  void end_scope() { seeds_.pop_back(); }
  void end_region();
  void end_main();
  void begin_centred_line();
  void end_centred_line();
  void end_centred_row();
  void end_card();
  void end_clip();
  void end_picture();
  void end_scroller();
  static Id ease_key(Id id) { return id ^ 0x45a5eu; }
  void end_quiet() { --quiet_depth_; }
  void end_written() { --written_depth_; }
  void draw_fade(const Rect& rect);
  void tint_found(const StyleRule& style, ImFont* face, float x, float y, std::string_view text);
  void end_large_type() { --large_type_depth_; }
  std::vector<Rect> split_rects(std::span<const float> shares, float gap, float least);
  bool move_in_composite(std::size_t node, uint32_t key);

  ImGuiContext* context_ = nullptr;
  Viewport viewport_;
  double last_frame_s_ = -1, wake_s_ = -1;
  Semantics tree_;
  Semantics tree_beside_;  // the page's while a picture is drawn
  std::vector<Scroller> scrollers_beside_;
  std::unique_ptr<ImDrawList> picture_list_;
  Picture picture_;
  bool is_in_picture_ = false;
  MirrorTree mirror_tree_;
  MirrorHeader mirror_;
  std::vector<Layout> layout_;
  std::vector<Id> seeds_;
  std::vector<OpenRegion> regions_;
  std::vector<Card> cards_;
  std::vector<ImDrawListSplitter*> splitters_;
  float covered_foot_ = 0, notices_height_ = 0;
  std::vector<Scroller> scrollers_;
  std::vector<Overlay> overlays_;
  std::vector<std::size_t> open_overlays_;
  std::vector<Dialog> dialogs_;
  std::vector<Id> actions_;
  std::vector<Id> with_menu_;
  Id menu_of_ = 0;
  Rect menu_at_;
  std::vector<Edit> edits_;
  std::vector<std::pair<uint32_t, uint32_t>> pressed_keys_, shortcuts_, known_shortcuts_;
  std::vector<std::string_view> lines_;
  EditedLines edited_lines_;
  CountShownLines count_in_page_ = nullptr;
  std::unordered_map<uint64_t, std::size_t> shown_lines_;  // by a fingerprint of words, faces and room
  std::shared_ptr<ProseCache> prose_cache_;
  ImGuiStorage memory_;
  Id focus_ = 0, pending_focus_ = 0, main_ = 0, dragged_ = 0, held_ = 0;
  /// Everything that could have the focus in the last frame, in order, and the landmark or overlay it stood in.
  struct Stop {
    Id id = 0, root = 0;
    bool is_written_in = false;
    Id table = 0;     ///< That it stands in; 0: none.
    int32_t row = 0;  ///< Of that, as its node says.
  };
  /// What in the table of a stop takes its place, where its row is not drawn any more; 0: nothing.
  Id nearest_row(const Stop& lost) const;
  std::vector<Stop> stops_;
  Id had_focus_ = 0;
  Id focus_elsewhere_ = 0;  ///< Had the focus last in another landmark or overlay.
  void keep_focus();
  void keep_in_view();
  void find_place();
  void keep_place();
  uint32_t row_count_ = 0;
  int quiet_depth_ = 0;
  std::optional<Wheel> wheel_;
  int large_type_depth_ = 0;
  Id focus_inside_ = 0;
  SearchedWords searched_;
  int written_depth_ = 0;
  bool shows_found_ = false;
  std::optional<std::size_t> focus_from_;  // an index in this frame's tree
  Id in_view_ = 0;  // what had the focus in the last frame, if it could be seen, and how far its scroller stood
  float in_view_at_ = 0;
  /// What stood where in a scroller before the page became wider or narrower.
  struct Place {
    Id scroller = 0, node = 0;
    float below_top = 0;
  };
  std::vector<Place> places_;
  std::vector<float> scroller_paddings_;
  bool focus_by_keyboard_ = false, layout_changed_ = false, scroll_pending_ = false;
  struct Announcement {
    std::string sentence;
    int frame = -1;  ///< In which it was made.
    Id shown = 0;    ///< What it is about, as long as that is shown; 0 if it stands for itself.
  };
  Announcement polite_, assertive_;
};

}  // namespace unrepeat::shell
