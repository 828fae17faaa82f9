// The frame: where things go, what is pressed, what has the focus. Widgets are in the other files of this folder.
#include "shell/widgets/kit.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <iterator>
#include <utility>

#include "core/text/script.hpp"
#include "core/text/whole_words.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                                         ImGuiWindowFlags_NoFocusOnAppearing;

constexpr StyleRule style_rules[] = {
    // Line heights differ from sizes by an even number: only then drawn and edited text share their pixels.
    {15, 23, Face::regular, Token::ink},    {15, 23, Face::semibold, Token::ink},
    {14, 20, Face::regular, Token::ink},    {14, 20, Face::semibold, Token::ink},
    {13, 19, Face::regular, Token::second}, {13, 19, Face::semibold, Token::second},
    {12, 18, Face::regular, Token::third},  {12, 18, Face::semibold, Token::third},
    {13, 19, Face::mono, Token::second},    {28, 36, Face::semibold, Token::ink},
    {22, 30, Face::semibold, Token::ink},   {18, 26, Face::semibold, Token::ink},
};

bool is_item(Role role) {
  return role == Role::tab || role == Role::radio || role == Role::menuitem || role == Role::menuitemradio ||
         role == Role::option || role == Role::row;
}

}  // namespace

Kit::Kit(void (*add_fonts)(ImFontAtlas&)) : context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  // The kit closes what it opens; mending what does not would be looked for at every window of every frame.
  io.ConfigErrorRecovery = false;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  io.ConfigInputTrickleEventQueue = true;
  add_fonts(*io.Fonts);
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.AntiAliasedLinesUseTex = false;
}

Kit::~Kit() {
  for (ImDrawListSplitter* splitter : splitters_) IM_DELETE(splitter);
  // It knows what the context holds.
  picture_list_.reset();
  ImGui::DestroyContext(context_);
}

// ── the frame

void Kit::begin_frame(const Viewport& viewport) {
  ImGui::SetCurrentContext(context_);
  if (viewport.width != viewport_.width) find_place();
  viewport_ = viewport;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {viewport.width, viewport.height};
  io.DisplayFramebufferScale = {viewport.pixel_ratio, viewport.pixel_ratio};
  // After a long pause nothing may jump: an animation that just began sees at most a tenth of a second.
  const double elapsed = last_frame_s_ < 0 ? 0.016 : viewport.now_s - last_frame_s_;
  io.DeltaTime = static_cast<float>(std::clamp(elapsed, 0.0001, 0.1));
  last_frame_s_ = viewport.now_s;
  wake_s_ = -1;
  layout_changed_ = false;
  notices_height_ = 0;
  tree_.clear();
  mirror_.writing_language.clear();
  layout_.clear();
  known_shortcuts_.swap(shortcuts_);
  shortcuts_.clear();
  with_menu_.clear();
  for (Overlay& overlay : overlays_) overlay.seen = false;
  row_count_ = 0;
  ImGui::NewFrame();
  // ImGui tells only the font in use; the kit also draws with the others without pushing them.
  for (ImFont* face : io.Fonts->Fonts) face->CurrentRasterizerDensity = viewport.pixel_ratio;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("page", nullptr, bare_window | ImGuiWindowFlags_NoBringToFrontOnFocus);
  seeds_.assign(1, 0x9e3779b9u);
  Layout page;
  page.rect = viewport_rect();
  layout_.push_back(page);
  fill(page.rect, colour(Token::background));
}

void Kit::end_frame() {
  searched_ = {};
  shows_found_ = false;
  // What was carried may be gone before it was let go.
  if (!ImGui::GetIO().MouseDown[0]) dragged_ = held_ = 0;
  wheel_.reset();
  for (Announcement* said : {&polite_, &assertive_})
    if (said->shown != 0 && remembered(said->shown) != static_cast<float>(ImGui::GetFrameCount())) *said = {};
  declare({.id = ImHashStr("status"), .role = Role::status, .name = polite_.sentence, .state = State::overlay});
  declare({.id = ImHashStr("alert"), .role = Role::alert, .name = assertive_.sentence, .state = State::overlay});
  ImGui::End();
  // An overlay that was not drawn again is closed: the focus goes back to where it came from.
  for (std::size_t i = overlays_.size(); i-- > 0;) {
    if (overlays_[i].seen) continue;
    // What was opened from it stays, and goes back to where it came from.
    if (i + 1 < overlays_.size())
      overlays_[i + 1].return_focus = overlays_[i].return_focus;
    else
      request_focus(overlays_[i].return_focus);
    overlays_.erase(overlays_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  if (focus_inside_ != 0) focus_from_ = tree_.index_of(std::exchange(focus_inside_, 0));
  for (std::size_t i = std::exchange(focus_from_, std::nullopt).value_or(tree_.size()); i < tree_.size(); ++i) {
    if (!has(tree_.at(i).state, State::tab_stop)) continue;
    request_focus(tree_.at(i).id);
    // A list that closes with this does not take it back.
    for (Overlay& overlay : overlays_)
      if (overlay.closing) overlay.return_focus = tree_.at(i).id;
    break;
  }
  keep_focus();
  keep_in_view();
  keep_place();
  actions_.clear();
  menu_of_ = 0;
  pressed_keys_.clear();
  for (Edit& edit : edits_) edit.changed = false;
  ImGui::Render();
  mirror_.ink = rgb_of(Token::ink) << 8 | 255;
  mirror_.hint = rgb_of(Token::third) << 8 | 255;
  mirror_.accent = rgb_of(Token::accent) << 8 | 255;
  mirror_.selection = rgb_of(Token::accent) << 8 | 64;
  mirror_.thumb = rgb_of(Token::control_line) << 8 | 160;
  mirror_.background = rgb_of(Token::background) << 8 | 255;
  mirror_.language = static_cast<uint32_t>(viewport_.language);
}

/// Who works with the keyboard must not be thrown back to the beginning when what they pressed is gone: the focus goes
/// to what followed it, or stood before it; from a notice that is gone, to where it was before; and where nothing of
/// that is left, to the content of the page as a whole.
void Kit::keep_focus() {
  const auto is_there = [&](Id id) { return id != 0 && tree_.index_of(id) < tree_.size(); };
  const auto stop_of = [&](Id id) { return std::ranges::find(stops_, id, &Stop::id); };
  if (focus_ != 0 && focus_ != had_focus_) {
    const auto now = stop_of(focus_), before = stop_of(had_focus_);
    if (now != stops_.end() && before != stops_.end() && now->root != before->root) focus_elsewhere_ = had_focus_;
    had_focus_ = focus_;
  }
  if (focus_ != 0 && !is_there(focus_) && !is_there(pending_focus_)) {
    const auto lost = stop_of(focus_);
    // Whoever pressed a button and types on must not find the letters in a field.
    const auto stands = [&](const Stop& stop) {
      return stop.root == lost->root && is_there(stop.id) && (lost->is_written_in || !stop.is_written_in);
    };
    Id next = is_there(main_) ? main_ : 0;
    if (const Id row = lost == stops_.end() ? 0 : nearest_row(*lost); row != 0) {
      next = row;
    } else if (lost != stops_.end()) {
      const auto after = std::find_if(lost, stops_.end(), stands);
      const auto before = std::find_if(std::reverse_iterator(lost), stops_.rend(), stands);
      if (after != stops_.end())
        next = after->id;
      else if (before != stops_.rend())
        next = before->id;
      else if (!is_there(lost->root) && is_there(focus_elsewhere_))
        next = focus_elsewhere_;
    }
    request_focus(next);
    mirror_.focus_in_place = 1;
  }
  for (const Id held : {focus_, pending_focus_}) {
    const std::size_t index = tree_.index_of(held);
    if (index == tree_.size() || (held != main_ && tree_.at(index).role != Role::table)) continue;
    tree_.at(index).state |= State::focusable;
  }
  stops_.clear();
  Id root = 0, table = 0;
  int table_depth = 0;
  int32_t row = 0;
  for (std::size_t i = 0; i < tree_.size(); ++i) {
    const Semantics::Node& node = tree_.at(i);
    if (node.depth == 0 || has(node.state, State::modal)) root = node.id;
    if (node.depth <= table_depth) table = 0;
    if (node.role == Role::table) table = node.id, table_depth = node.depth, row = 0;
    if (table != 0 && node.role == Role::row) row = node.number;
    if (has(node.state, State::tab_stop) || has(node.state, State::focusable))
      stops_.push_back({node.id, root, node.role == Role::textbox || node.role == Role::searchbox, table, row});
  }
}

/// Rows go when they are scrolled out of sight: who walks along them goes on from the nearest that is drawn, and until
/// one is, from the table itself.
Id Kit::nearest_row(const Stop& lost) const {
  // The first row is the header's.
  if (lost.table == 0 || lost.row <= 1 || tree_.index_of(lost.table) == tree_.size()) return 0;
  Id nearest = 0;
  int32_t row = 0;
  for (std::size_t i = tree_.index_of(lost.table) + 1; i < tree_.size(); ++i) {
    const Semantics::Node node = tree_.node(i);
    if (node.role == Role::row && node.parent == lost.table) row = node.number;
    if (node.related != lost.table || !has(node.state, State::forwards_keys)) continue;
    if (row == lost.row) return 0;
    if (row < lost.row || nearest == 0) nearest = node.id;
  }
  return nearest == 0 ? lost.table : nearest;
}

/// When what stands above it grows, what has the focus would be pushed out of sight.
void Kit::keep_in_view() {
  const Id was_in_view = std::exchange(in_view_, 0);
  const std::size_t index = tree_.index_of(focus_);
  if (index == tree_.size()) return;
  const Rect& rect = tree_.at(index).rect;
  std::size_t above = tree_.index_of(tree_.at(index).parent);
  while (above < tree_.size() && tree_.at(above).role != Role::scroller) above = tree_.index_of(tree_.at(above).parent);
  if (above == tree_.size()) return;
  const Semantics::Node& scroller = tree_.at(above);
  const float y = scroller.scroll;
  if (rect.bottom() > scroller.rect.y && rect.y < scroller.rect.bottom()) {
    in_view_ = focus_;
    in_view_at_ = y;
  } else if (was_in_view == focus_ && in_view_at_ == y) {
    constexpr float margin = 16;
    const bool is_above = rect.y < scroller.rect.y;
    request_scroll(scroller.id,
                   std::max(0.f, std::round(is_above ? y + rect.y - margin - scroller.rect.y
                                                     : y + rect.bottom() + margin - scroller.rect.bottom())));
    layout_changed_ = true;
  }
}

/// What has the focus, or else what stands first in view.
void Kit::find_place() {
  places_.clear();
  for (std::size_t i = 0; i < tree_.size(); ++i) {
    const Semantics::Node& scroller = tree_.at(i);
    if (scroller.role != Role::scroller || scroller.scroll == 0) continue;
    std::size_t found = tree_.size();
    for (std::size_t inside = i + 1; inside < tree_.size() && tree_.at(inside).depth > scroller.depth; ++inside) {
      const Rect& rect = tree_.at(inside).rect;
      if (rect.y < scroller.rect.y || rect.y >= scroller.rect.bottom()) continue;
      if (found == tree_.size() || tree_.at(inside).id == focus_) found = inside;
    }
    if (found < tree_.size())
      places_.push_back({scroller.id, tree_.at(found).id, tree_.at(found).rect.y - scroller.rect.y});
  }
}

/// Turned, or in a window of another width, the page shows what it showed.
void Kit::keep_place() {
  for (const Place& place : std::exchange(places_, {})) {
    const std::size_t above = tree_.index_of(place.scroller), index = tree_.index_of(place.node);
    if (above == tree_.size() || index == tree_.size()) continue;
    const Semantics::Node& scroller = tree_.at(above);
    const Rect& rect = tree_.at(index).rect;
    const float wanted = std::max(0.f, std::min(place.below_top, scroller.rect.height - rect.height));
    const float moved = std::round(rect.y - scroller.rect.y - wanted);
    if (moved == 0) continue;
    request_scroll(place.scroller, std::max(0.f, scroller.scroll + moved));
    layout_changed_ = true;
    return;
  }
}

std::span<const std::byte> Kit::take_changed_tree() {
  if (!mirror_tree_.take(tree_, mirror_)) return {};
  return mirror_tree_.bytes();
}

// ── what the page reports

void Kit::report_focus(Id id, bool by_keyboard) {
  focus_ = id;
  pending_focus_ = 0;
  focus_by_keyboard_ = by_keyboard;
}

void Kit::report_text(Id id, std::string_view text, bool is_composing) {
  Edit* found = edit(id);
  if (found == nullptr) {
    edits_.push_back({.id = id});
    found = &edits_.back();
  }
  found->text = text;
  found->open = true;
  found->composing = is_composing;
  if (is_composing) return;
  found->stored.reset();
  found->changed = found->pending = true;
  found->committed = false;
  found->changed_at_s = viewport_.now_s;
}

void Kit::report_text_committed(Id id, bool submitted) {
  Edit* found = edit(id);
  if (found == nullptr) {
    // Enter in a field nobody has typed in still means something: search for what stands there.
    const std::size_t index = tree_.index_of(id);
    if (!submitted || index == tree_.size()) return;
    edits_.push_back({.id = id, .text = std::string(tree_.node(index).value)});
    found = &edits_.back();
  }
  found->committed = true;
  found->submitted |= submitted;
}

void Kit::report_scroll(Id id, float y) { remembered(id) = y; }

bool Kit::report_menu(Id id, float x, float y) {
  std::size_t index = tree_.index_of(id);
  while (index < tree_.size() && std::ranges::find(with_menu_, tree_.at(index).id) == with_menu_.end())
    index = tree_.index_of(tree_.at(index).parent);
  if (index == tree_.size()) return false;
  menu_of_ = tree_.at(index).id;
  menu_at_ = {x, y, 1, 1};
  return true;
}

bool Kit::report_key(uint32_t key, uint32_t modifiers) {
  for (const auto& known : shortcuts_)
    if (known == std::pair(key, modifiers)) {
      pressed_keys_.push_back(known);
      return true;
    }
  if (!overlays_.empty() &&
      (key == key_escape || (key == key_tab && tree_.index_of(overlays_.back().id) < tree_.size() &&
                             tree_.node(tree_.index_of(overlays_.back().id)).role != Role::dialog))) {
    dismiss_overlay();
    return true;
  }
  // A held key repeats faster than frames are drawn: go on from where the focus is about to be.
  std::size_t index = tree_.index_of(pending_focus_);
  if (index == tree_.size()) index = tree_.index_of(focus_);
  if (modifiers != 0 || index == tree_.size()) return false;
  // What opens a list opens it by the key that would walk through it.
  const State state = tree_.at(index).state;
  if ((key == key_down || key == key_up) && has(state, State::has_menu) && !has(state, State::expanded) &&
      !has(state, State::disabled)) {
    report_press(tree_.at(index).id);
    return true;
  }
  return move_in_composite(index, key);
}

/// Arrow keys inside a tab list, radio group, menu or list of choices, along the rows of a table and the parts of a
/// chart: the focus moves to a neighbour. Choosing follows the focus in tabs and radio buttons.
bool Kit::move_in_composite(std::size_t index, uint32_t key) {
  const Semantics::Node node = tree_.node(index);
  const bool is_chosen_by_focus = node.role == Role::tab || node.role == Role::radio;
  const bool is_related = node.related != 0 && has(node.state, State::forwards_keys) &&
                          (node.role == Role::link || node.role == Role::button);
  if (!is_item(node.role) && !is_related) return false;
  // The parts of a chart stand beside or below one another; a row's title stands in a cell of its own.
  const std::size_t around = tree_.index_of(node.parent);
  const bool is_in_row = around < tree_.size() && tree_.node(around).role == Role::rowheader;
  const bool across = is_chosen_by_focus || (is_related && !is_in_row);
  int step = 0;
  if (key == key_down || (across && key == key_right)) step = 1;
  if (key == key_up || (across && key == key_left)) step = -1;
  const bool is_letter =
      (node.role == Role::menuitem || node.role == Role::menuitemradio || node.role == Role::option) && key > ' ' &&
      key < key_enter;
  if (step == 0 && key != key_home && key != key_end && !is_letter) return false;
  if (node.role == Role::tab && (key == key_up || key == key_down)) return false;
  // The neighbours: same role, same composite. A row's title stands deeper than what the rows have in common.
  const Id composite = is_related ? node.related : node.parent;
  std::vector<Id> items;
  std::size_t here = 0;
  for (std::size_t i = 0; i < tree_.size(); ++i) {
    const Semantics::Node other = tree_.node(i);
    if (other.role != node.role || has(other.state, State::disabled)) continue;
    if ((is_related ? other.related : other.parent) != composite) continue;
    if (other.id == node.id) here = items.size();
    items.push_back(other.id);
  }
  if (items.empty()) return false;
  const std::size_t count = items.size();
  std::size_t next = key == key_home ? 0 : count - 1;
  if (is_letter) {
    // To the next that begins with it, and round again.
    next = here;
    for (std::size_t i = 1; i < count && next == here; ++i) {
      const std::string_view name = tree_.node(tree_.index_of(items[(here + i) % count])).name;
      unsigned first = 0;
      ImTextCharFromUtf8(&first, name.data(), name.data() + name.size());
      if (first >= 'A' && first <= 'Z') first += 'a' - 'A';
      if (first == key) next = (here + i) % count;
    }
  }
  if (step != 0) {
    // Rows and parts end; everything else goes round.
    if (is_related && (step < 0 ? here == 0 : here + 1 == count)) return true;
    next = (here + count + static_cast<std::size_t>(step)) % count;
  }
  request_focus(items[next]);
  focus_by_keyboard_ = true;
  if (is_chosen_by_focus) report_press(items[next]);
  return true;
}

// ── layout

float Kit::available() const {
  const Layout& at = layout_.back();
  if (!at.row) return at.rect.width;
  return std::max(0.f, at.rect.right() - at.x);
}

Rect Kit::place(float width, float height) {
  Layout& at = layout_.back();
  if (!at.row) {
    const Rect rect{at.rect.x, at.y, width <= 0 ? at.rect.width : std::min(width, at.rect.width), height};
    at.y += height + at.gap;
    at.empty = false;
    return rect;
  }
  if (width <= 0) width = available();
  make_room(width);
  width = std::min(width, at.rect.width);
  const float line = std::max(at.least_height, height);
  const Rect rect{at.x, std::round(at.y + (at.least_height > height ? (at.least_height - height) / 2 : 0)), width,
                  height};
  at.line_height = std::max(at.line_height, line);
  at.x += width + at.gap;
  at.empty = false;
  return rect;
}

void Kit::make_room(float width) {
  Layout& at = layout_.back();
  const bool is_centred = at.centre_from >= 0;
  if (!at.row || at.x + width <= at.rect.right() + 0.5f || at.x <= (is_centred ? at.centre_from : at.rect.x)) return;
  if (is_centred) end_centred_line();
  // What follows the spacer has grown since it was measured: it may fit once it begins further left.
  if (at.spacer_x >= 0 && at.spacer_line == at.y &&
      at.spacer_from + (at.x - at.spacer_x) + width <= at.rect.right() + 0.5f)
    settle(at.spacer_id, at.x - at.spacer_x + width);
  at.x = at.rect.x;
  at.y += at.line_height + std::min(at.gap, 8.f);
  at.line_height = 0;
  if (is_centred) begin_centred_line();
  at.spacer_x = -1;  // The row has wrapped: nothing stands at the right.
}

void Kit::space(float height) {
  Layout& at = layout_.back();
  if (at.row)
    at.x += height;
  else
    at.y += height;
}

Kit::Scope Kit::column(const Rect& rect, float gap) {
  Layout next;
  next.rect = rect;
  next.x = rect.x;
  next.y = next.start_y = rect.y;
  next.gap = gap;
  layout_.push_back(next);
  return {*this, &Kit::end_column};
}

void Kit::end_column() { layout_.pop_back(); }

float Kit::content_bottom() const {
  const Layout& at = layout_.back();
  if (at.row) return at.y + at.line_height;
  return at.empty ? at.y : at.y - at.gap;
}

Kit::Scope Kit::inset(float left, float right, float gap) {
  const Layout& at = layout_.back();
  const Rect rect{(at.row ? at.x : at.rect.x) + left, at.y, available() - left - right, 0};
  auto scope = column(rect, gap);
  scope.release();
  return {*this, &Kit::end_inset};
}

void Kit::end_inset() {
  const float bottom = content_bottom();
  const Layout inner = layout_.back();
  layout_.pop_back();
  Layout& at = layout_.back();
  if (inner.empty && bottom == inner.start_y) return;
  at.empty = false;
  if (at.row) {
    at.line_height = std::max(at.line_height, bottom - at.y);
    at.x = inner.rect.right() + at.gap;
  } else {
    at.y = bottom + at.gap;
  }
}

Kit::Scope Kit::row(float gap, float height) {
  const Layout& at = layout_.back();
  Layout next;
  next.rect = {at.row ? at.x : at.rect.x, at.y, available(), 0};
  next.x = next.rect.x;
  next.y = next.start_y = at.y;
  next.gap = gap;
  next.row = true;
  next.least_height = height < 0 ? control_height() : height;
  next.spacer_id = ImHashData(&row_count_, sizeof row_count_, seeds_.back());
  ++row_count_;
  layout_.push_back(next);
  return {*this, &Kit::end_row};
}

Kit::Scope Kit::centred_row(float gap) {
  row(gap).release();
  begin_centred_line();
  return {*this, &Kit::end_centred_row};
}

void Kit::begin_centred_line() {
  Layout& at = layout_.back();
  const float content = remembered(at.spacer_id + at.centred_line);
  if (content > 0) at.x += std::round(std::max(0.f, at.rect.width - content) / 2);
  at.centre_from = at.x;
}

void Kit::end_centred_line() {
  Layout& at = layout_.back();
  settle(at.spacer_id + at.centred_line++, std::max(0.f, at.x - at.gap - at.centre_from));
}

void Kit::end_centred_row() {
  end_centred_line();
  end_row();
}

void Kit::spacer() {
  Layout& at = layout_.back();
  const float rest = remembered(at.spacer_id);
  at.spacer_from = at.x;
  if (rest > 0) at.x = std::max(at.x, at.rect.right() - rest);
  at.spacer_x = at.x;
  at.spacer_line = at.y;
}

void Kit::end_row() {
  const Layout row = layout_.back();
  if (row.spacer_x >= 0 && row.spacer_line == row.y) settle(row.spacer_id, row.x - row.gap - row.spacer_x);
  layout_.pop_back();
  Layout& at = layout_.back();
  if (row.empty) return;
  const float bottom = row.y + row.line_height;
  at.empty = false;
  if (at.row) {
    at.line_height = std::max(at.line_height, bottom - at.y);
    at.x = row.x;
  } else {
    at.y = bottom + at.gap;
  }
}

std::vector<Rect> Kit::split_rects(std::span<const float> shares, float gap, float least) {
  const float width = available() - gap * static_cast<float>(shares.size() - 1);
  float sum = 0, smallest = width;
  for (const float share : shares) sum += share;
  for (const float share : shares) smallest = std::min(smallest, width * share / sum);
  std::vector<Rect> rects;
  if (smallest < least) return rects;
  float x = layout_.back().rect.x;
  for (const float share : shares) {
    rects.push_back({x, pen_y(), std::floor(width * share / sum), 0});
    x += rects.back().width + gap;
  }
  return rects;
}

Kit::Scope Kit::card(float padding, float gap) {
  // What is inside is drawn first and measured; the surface is put under it at the end.
  if (cards_.size() == splitters_.size()) splitters_.push_back(IM_NEW(ImDrawListSplitter));
  ImDrawListSplitter* splitter = splitters_[cards_.size()];
  splitter->Split(&draw_list(), 2);
  splitter->SetCurrentChannel(&draw_list(), 1);
  const Layout& at = layout_.back();
  const float x = at.row ? at.x : at.rect.x;
  cards_.push_back({{x, at.y, available(), 0}, padding, splitter});
  column({x + padding, at.y + padding, available() - 2 * padding, 0}, gap).release();
  return {*this, &Kit::end_card};
}

void Kit::end_card() {
  const float bottom = content_bottom();
  layout_.pop_back();
  Card card = cards_.back();
  cards_.pop_back();
  card.rect.height = bottom + card.padding - card.rect.y;
  card.splitter->SetCurrentChannel(&draw_list(), 0);
  fill(card.rect, colour(Token::surface), metric::card_radius);
  outline(card.rect, colour(Token::line), metric::card_radius);
  card.splitter->Merge(&draw_list());
  place(card.rect.width, card.rect.height);
}

// ── names

Id Kit::id(std::string_view name) const {
  // Of size 0, ImHashStr reads up to a NUL, which an empty view need not have.
  const Id id = ImHashStr(name.empty() ? "" : name.data(), name.size(), seeds_.back());
  return id == 0 ? 1 : id;
}

Kit::Scope Kit::scope(std::string_view key) {
  seeds_.push_back(id(key));
  return {*this, &Kit::end_scope};
}

Kit::Scope Kit::scope(uint64_t key) {
  seeds_.push_back(ImHashData(&key, sizeof key, seeds_.back()));
  return {*this, &Kit::end_scope};
}

// ── semantics

Kit::Scope Kit::region(Role role, std::string_view name, State state, int32_t number, int32_t limit) {
  const Layout& at = layout_.back();
  const Rect start{at.row ? at.x : at.rect.x, at.y, available(), 0};
  const std::size_t node = tree_.open({.id = id_of(role, name),
                                       .role = role,
                                       .name = name,
                                       .state = state,
                                       .rect = start,
                                       .number = number,
                                       .limit = limit});
  regions_.push_back({node, start});
  return {*this, &Kit::end_region};
}

void Kit::end_region() {
  const OpenRegion region = regions_.back();
  regions_.pop_back();
  Rect& rect = tree_.at(region.node).rect;
  rect.height = std::max(0.f, content_bottom() - rect.y);
  tree_.close();
}

Kit::Scope Kit::open_main(Id id, std::string_view name, const Rect& rect) {
  main_ = id;
  tree_.open({.id = id, .role = Role::main, .name = name, .rect = rect});
  column(rect).release();
  return {*this, &Kit::end_main};
}

void Kit::end_main() {
  end_column();
  tree_.close();
}

void Kit::focus_first_in(Id id) { focus_inside_ = id; }

void Kit::set_writing_language(std::string_view tag) {
  // "es" is Spanish of anywhere, as the interface is.
  constexpr std::string_view interface_tags[] = {"en", "es"};
  const std::string_view interface = interface_tags[static_cast<std::size_t>(viewport_.language)];
  if (tag != interface) mirror_.writing_language = tag;
}
void Kit::report_wheel(float x, float y, float pan, float zoom) {
  // Several between two frames are one.
  wheel_ = Wheel{x, y, pan + (wheel_ ? wheel_->pan : 0), zoom * (wheel_ ? wheel_->zoom : 1)};
}

std::optional<Kit::Drag> Kit::drag_of(Id id, const Interaction& on, Fingers fingers) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 at = io.MousePos, from = io.MouseClickedPos[0];
  constexpr float begins_after = 6;
  const bool scrolls = io.MouseSource == ImGuiMouseSource_TouchScreen && fingers == Fingers::scroll;
  // Who is quick lets go before a frame has seen it move.
  const bool was_held = held_ == id && io.MouseReleased[0];
  if (on.held) held_ = id;
  if ((on.held || was_held) && !scrolls && std::hypot(at.x - from.x, at.y - from.y) > begins_after) dragged_ = id;
  if (dragged_ != id) return std::nullopt;
  // Let go nowhere: the press became something else.
  if (!ImGui::IsMousePosValid(&at)) {
    dragged_ = 0;
    return std::nullopt;
  }
  const Drag drag{at.x, at.y, from.x, !io.MouseDown[0]};
  if (drag.ended) dragged_ = 0;
  return drag;
}

void Kit::drop_what_is_carried() {
  dragged_ = held_ = 0;
  ImGui::ClearActiveID();
}

bool Kit::is_carried_over(const Rect& rect) const {
  const ImVec2 at = ImGui::GetIO().MousePos;
  return dragged_ != 0 && rect.contains(at.x, at.y);
}

void Kit::announce(std::string_view sentence, bool assertive) {
  Announcement& said = assertive ? assertive_ : polite_;
  const int frame = ImGui::GetFrameCount();
  if (said.frame == frame) {
    said.sentence += ' ';
    said.sentence += sentence;
    return;
  }
  // The same sentence twice is news: a live region only speaks when its text differs.
  said = {said.sentence == sentence ? std::string(sentence) + "\u00a0" : std::string(sentence), frame};
  // What was said before is over.
  (assertive ? polite_ : assertive_).sentence.clear();
}

void Kit::announce_while_shown(Id id, std::string_view sentence, bool assertive) {
  announce(sentence, assertive);
  (assertive ? assertive_ : polite_).shown = id;
}

bool Kit::stood_here(Id id) {
  // Exact for more frames than anybody draws in one sitting.
  const auto frame = static_cast<float>(ImGui::GetFrameCount());
  return std::exchange(remembered(id, -1), frame) == frame - 1;
}

Kit::Scope Kit::large_type() {
  ++large_type_depth_;
  return {*this, &Kit::end_large_type};
}

Kit::Scope Kit::pressed_as_a_whole() {
  ++quiet_depth_;
  return {*this, &Kit::end_quiet};
}

// ── input

Interaction Kit::interact(Id id, const Rect& rect, bool disabled) {
  return interact_as(id, rect, disabled, ImGuiButtonFlags_None);
}

Interaction Kit::interact_behind(Id id, const Rect& rect) {
  return interact_as(id, rect, false, ImGuiButtonFlags_AllowOverlap);
}

Rect Kit::dialog_corner() const {
  constexpr float beside = 16, middle = 36;
  const Rect& panel = dialogs_.back().panel;
  const float side = control_height();
  return {panel.right() - side - beside, panel.y + middle - side / 2, side, side};
}

Interaction Kit::interact_as(Id id, const Rect& rect, bool disabled, int button_flags) {
  Interaction result;
  if (is_in_picture_) return result;
  // What is scrolled under it is not pressed there; a list that opens over both is.
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const bool is_in_dialog = !dialogs_.empty() && open_overlays_.size() == dialogs_.size();
  const bool is_covered = is_in_dialog && dialog_corner().contains(pointer.x, pointer.y);
  const ImRect box({rect.x, rect.y}, {rect.right(), rect.bottom()});
  ImGui::ItemAdd(box, id, nullptr,
                 (button_flags & ImGuiButtonFlags_AllowOverlap) != 0 ? ImGuiItemFlags{ImGuiItemFlags_AllowOverlap}
                                                                     : ImGuiItemFlags{});
  const bool clicked = !is_covered && ImGui::ButtonBehavior(box, id, &result.hovered, &result.held, button_flags);
  const bool queued = take_press(id);
  result.pressed = clicked || queued;
  result.focused = focus_ == id;
  result.ring = result.focused && focus_by_keyboard_;
  if (disabled) result.pressed = result.hovered = result.held = false;
  if (!scrollers_.empty()) scrollers_.back().focusable_inside = true;
  return result;
}

std::optional<Rect> Kit::menu_asked_at(Id id) {
  with_menu_.push_back(id);
  if (menu_of_ != id) return {};
  menu_of_ = 0;
  return menu_at_;
}

void Kit::request_focus(Id id) {
  if (id == 0) return;
  mirror_.focus = pending_focus_ = id;
  mirror_.focus_in_place = 0;
  ++mirror_.focus_request;
}

bool Kit::shortcut(uint32_t key, uint32_t modifiers) {
  shortcuts_.emplace_back(key, modifiers);
  return std::find(pressed_keys_.begin(), pressed_keys_.end(), std::pair(key, modifiers)) != pressed_keys_.end();
}

bool Kit::redo_shortcut() {
  const bool has_shifted = shortcut('z', modifier_control | modifier_shift), has_y = shortcut('y', modifier_control);
  return has_shifted || has_y;
}

// ── drawing

ImDrawList& Kit::draw_above() const { return *ImGui::GetForegroundDrawList(); }

ImDrawList& Kit::draw_list() const { return is_in_picture_ ? *picture_list_ : *ImGui::GetWindowDrawList(); }

Kit::Scope Kit::picture(float width) {
  constexpr float highest = 8'192;
  if (!picture_list_) picture_list_ = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
  picture_list_->_ResetForNewFrame();
  picture_list_->PushTexture(context_->IO.Fonts->TexRef);
  picture_list_->PushClipRect({0, 0}, {width, highest});
  picture_ = {.list = picture_list_.get(), .width = width};
  is_in_picture_ = true;
  std::swap(tree_, tree_beside_);
  std::swap(scrollers_, scrollers_beside_);
  column({0, 0, width, 0}).release();
  return {*this, &Kit::end_picture};
}

void Kit::end_picture() {
  picture_.height = std::ceil(content_bottom());
  end_column();
  picture_list_->PopClipRect();
  picture_list_->PopTexture();
  is_in_picture_ = false;
  std::swap(tree_, tree_beside_);
  std::swap(scrollers_, scrollers_beside_);
  tree_beside_.clear();
  scrollers_beside_.clear();
}

Kit::Scope Kit::clip(const Rect& rect) {
  draw_list().PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
  return {*this, &Kit::end_clip};
}

void Kit::end_clip() { draw_list().PopClipRect(); }

ImFont* Kit::font(Face face) const { return context_->IO.Fonts->Fonts[static_cast<int>(face)]; }

ImU32 Kit::colour(Token token, float alpha) const {
  const uint32_t value = rgb_of(token);
  return IM_COL32(value >> 16 & 255, value >> 8 & 255, value & 255, static_cast<int>(std::lround(alpha * 255)));
}

StyleRule Kit::rule(Style style) const {
  StyleRule rule = style_rules[static_cast<std::size_t>(style)];
  // A long title would be all there is to see of a small page.
  if (style == Style::title && viewport_.width < metric::two_columns)
    rule = style_rules[static_cast<std::size_t>(Style::section)];
  if (large_type_depth_ > 0) {
    // The next size there is, whose line still shares its pixels with the page's.
    constexpr std::pair<float, float> larger[] = {{12, 15}, {13, 18}, {14, 18}, {15, 22}, {18, 22}, {22, 28}};
    for (const auto& [from, to] : larger)
      if (rule.size == from) {
        rule.size = to;
        rule.line_height = to + 8;
        break;
      }
  }
  // Below 16 pixels iOS zooms into a field that is touched; what is read keeps step with what is written.
  if (viewport_.touch && rule.size >= 14 && rule.size < 16) {
    rule.line_height = 24;
    rule.size = 16;
  }
  return rule;
}

Type Kit::type(Style style) const {
  const StyleRule one = rule(style);
  return {static_cast<uint8_t>(one.size), static_cast<uint8_t>(one.line_height), one.face == Face::semibold,
          one.face == Face::mono};
}

float Kit::measure(Style style, std::string_view text) const {
  if (text.empty()) return 0;
  const StyleRule one = rule(style);
  return font(one.face)->CalcTextSizeA(one.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

void Kit::draw_line(Style style, float x, float y, ImU32 ink, std::string_view text, float width) {
  if (text.empty()) return;
  const StyleRule one = rule(style);
  if (needs_shaping(text)) {
    // Seen and not heard: what is heard is the node of the widget these words are a part of.
    const Rect line{x, y, width > 0 ? width : std::ceil(measure(style, text)), one.line_height};
    declare({.id = ImHashData(&line, sizeof line, seeds_.back()),
             .role = Role::presentation,
             .name = text,
             .state = State::shaped | State::pass_through,
             .rect = line,
             .type = type(style),
             .limit = page_ink(ink)});
    return;
  }
  // What nobody sees is not measured either.
  if (!is_between(y, y + one.line_height)) return;
  ImFont* face = font(one.face);
  const ImVec2 at(x, y + (one.line_height - one.size) / 2);
  const char* end = text.data() + text.size();
  if (width > 0 && measure(style, text) > width + 0.5f) {
    const float room = width - measure(style, "…");
    face->CalcTextSizeA(one.size, room, 0, text.data(), end, &end);
    end = text.data() + whole_words(text, static_cast<std::size_t>(end - text.data()));
    const float used = face->CalcTextSizeA(one.size, FLT_MAX, 0, text.data(), end).x;
    draw_list().AddText(face, one.size, {at.x + used, at.y}, ink, "…");
  }
  if (!searched_.is_empty() && written_depth_ > 0)
    tint_found(one, face, x, y, {text.data(), static_cast<std::size_t>(end - text.data())});
  draw_list().AddText(face, one.size, at, ink, text.data(), end);
}

void Kit::tint_found(const StyleRule& style, ImFont* face, float x, float y, std::string_view text) {
  const auto width_of = [&](std::size_t begin, std::size_t end) {
    return face->CalcTextSizeA(style.size, FLT_MAX, 0, text.data() + begin, text.data() + end).x;
  };
  for (const TextRange& range : searched_.in(text)) {
    const Rect words{x + width_of(0, range.begin) - 1, y + 1, width_of(range.begin, range.end) + 2,
                     style.line_height - 2};
    fill(words, colour(Token::notice_tint), 2);
    // Seen where tints are not.
    fill({words.x, words.bottom() - 1, words.width, 1}, colour(Token::notice));
  }
}

void Kit::meet_found(std::string_view words, const Rect& at) {
  if (!shows_found_ || searched_.count_in(words) == 0) return;
  shows_found_ = false;
  // Of what is higher than a screen its beginning.
  constexpr float most = 160;
  scroll_into_view(*this, {at.x, at.y, at.width, std::min(at.height, most)});
}

bool Kit::leave_to_page(std::string_view words, ImU32 ink) {
  if (!needs_shaping(words)) return false;
  Semantics::Node& node = tree_.at(tree_.size() - 1);
  node.state |= State::shaped;
  if (node.role != Role::textbox && node.role != Role::searchbox) node.limit = page_ink(ink);
  return true;
}

void Kit::draw_icon(Icon icon, float x, float y, float size, ImU32 ink) {
  if (icon == Icon{} || !is_visible({x, y, size, size})) return;
  font(Face::regular)->RenderChar(&draw_list(), size, {std::round(x), std::round(y)}, ink, static_cast<ImWchar>(icon));
}

void Kit::fill(const Rect& rect, ImU32 ink, float radius) {
  if (is_visible(rect)) draw_list().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, ink, radius);
}

void Kit::outline(const Rect& rect, ImU32 ink, float radius, float thickness) {
  const float half = thickness / 2;
  if (!is_visible(rect.shrunk(-half - 1))) return;
  draw_list().AddRect({rect.x + half - 0.5f, rect.y + half - 0.5f},
                      {rect.right() - half + 0.5f, rect.bottom() - half + 0.5f}, ink, radius, 0, thickness);
}

void Kit::draw_ring(const Rect& rect, float radius) { outline(rect.shrunk(-2), colour(Token::accent), radius + 2, 2); }

void Kit::draw_shadow(const Rect& rect, float radius) {
  // Twelve faint layers: a soft edge without a texture of its own.
  const float strength = viewport_.scheme == Scheme::dark ? 0.05f : 0.008f;
  for (int layer = 12; layer >= 1; --layer) {
    Rect grown = rect.shrunk(-static_cast<float>(layer) * 1.5f);
    grown.y += 6;
    fill(grown, colour(Token::shadow, strength), radius + static_cast<float>(layer) * 1.5f);
  }
}

float Kit::prose_width() const {
  return std::ceil(measure(Style::body, "abcdefghijklmnopqrstuvwxyz ") / 27 *
                   static_cast<float>(metric::prose_characters));
}

bool Kit::is_between(float top, float bottom) const {
  return bottom > draw_list().GetClipRectMin().y && top < draw_list().GetClipRectMax().y;
}

bool Kit::is_visible(const Rect& rect) const {
  const ImVec2 low = draw_list().GetClipRectMin(), high = draw_list().GetClipRectMax();
  return rect.bottom() > low.y && rect.y < high.y && rect.right() > low.x && rect.x < high.x;
}

// ── state between frames

float& Kit::remembered(Id id, float first) { return *memory_.GetFloatRef(id, first); }

void Kit::settle(Id id, float measured) {
  float& known = remembered(id);
  if (std::abs(known - measured) < 0.01f) return;
  known = measured;
  layout_changed_ = true;
}

float Kit::ease(Id id, bool on) {
  float& progress = remembered(ease_key(id), on ? 1.f : 0.f);
  const float target = on ? 1.f : 0.f;
  if (viewport_.reduced_motion) progress = target;
  if (progress != target) {
    const float step = ImGui::GetIO().DeltaTime / metric::motion_s;
    progress = on ? std::min(1.f, progress + step) : std::max(0.f, progress - step);
    wake_in(0);
  }
  const float rest = 1 - progress;
  return 1 - rest * rest * rest;
}

void Kit::wake_in(double seconds) { wake_s_ = wake_s_ < 0 ? seconds : std::min(wake_s_, seconds); }

Kit::Edit* Kit::edit(Id id) {
  for (Edit& one : edits_)
    if (one.id == id) return &one;
  return nullptr;
}

void Kit::drop_edit(Id id) {
  std::erase_if(edits_, [&](const Edit& one) { return one.id == id; });
}

bool Kit::hand_in_edits() {
  bool has_any = false;
  for (Edit& one : edits_) {
    if (std::exchange(one.composing, false)) one.changed = one.pending = true;
    if (!one.changed && !one.pending) continue;
    one.committed = has_any = true;
  }
  return has_any;
}

// ── scroll regions

Kit::Scope Kit::open_scroller(std::string_view name, const Rect& rect, float padding, float gap, bool fades) {
  Scroller next;
  next.id = id(name);
  next.rect = rect;
  next.fades = fades;
  next.y = remembered(next.id);
  // What is in it may ask for another place, which it then has from the next frame on.
  if (mirror_.scroll == next.id && std::exchange(scroll_pending_, false))
    next.y = remembered(next.id) = std::max(0.f, mirror_.scroll_to);
  next.node = tree_.open({.id = next.id, .role = Role::scroller, .name = name, .rect = rect}, next.y);
  next.content_start = rect.y - next.y;
  scrollers_.push_back(next);
  ImGui::PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
  column({rect.x + padding, rect.y + padding - next.y, rect.width - 2 * padding, 0}, gap).release();
  scroller_paddings_.push_back(padding);
  return {*this, &Kit::end_scroller};
}

void Kit::end_scroller() {
  float bottom = content_bottom();
  layout_.pop_back();
  const Scroller one = scrollers_.back();
  if (one.fades && bottom > one.rect.bottom()) draw_fade(one.rect);
  ImGui::PopClipRect();
  scrollers_.pop_back();
  const bool is_page = overlays_.empty() && scrollers_.empty() && one.rect.bottom() >= viewport_.height - covered_foot_;
  if (is_page) bottom += covered_foot_;
  const float height = std::ceil(bottom + scroller_paddings_.back() - one.content_start);
  scroller_paddings_.pop_back();
  tree_.set_content_height(one.node, static_cast<int32_t>(height));
  if (!one.focusable_inside && height > one.rect.height) tree_.at(one.node).state |= State::tab_stop;
  if (!scrollers_.empty()) scrollers_.back().focusable_inside |= one.focusable_inside;
  // Content that shrank must not leave an empty view behind; the page's scroller clamps by itself in the same way.
  const float limit = std::max(0.f, height - one.rect.height);
  if (one.y > limit) {
    remembered(one.id) = limit;
    layout_changed_ = true;
  }
  tree_.close();
}

void Kit::draw_fade(const Rect& rect) {
  constexpr float height = 32;
  const float inset = metric::card_radius;
  const ImU32 solid = colour(Token::raised), clear = solid & ~IM_COL32_A_MASK;
  draw_list().AddRectFilledMultiColor({rect.x + inset, rect.bottom() - height}, {rect.right() - inset, rect.bottom()},
                                      clear, clear, solid, solid);
}

void Kit::request_scroll(Id id, float y) {
  mirror_.scroll = id;
  mirror_.scroll_to = y;
  ++mirror_.scroll_request;
  scroll_pending_ = true;
}

// ── overlays

bool Kit::overlay_is_open(Id id) const {
  return std::ranges::any_of(overlays_, [&](const Overlay& one) { return one.id == id && !one.closing; });
}

void Kit::dismiss_overlay() {
  if (!overlays_.empty()) overlays_.back().closing = true;
}

void Kit::dismiss_all_overlays() {
  for (Overlay& overlay : overlays_) overlay.closing = true;
}

bool Kit::open_overlay(Id id, Role role, std::string_view name, const Rect& panel, bool dims_page, Id first_focus) {
  auto found = std::ranges::find(overlays_, id, &Overlay::id);
  if (found == overlays_.end()) {
    found = overlays_.insert(found, {.id = id, .return_focus = focus_});
    if (first_focus != 0) {
      request_focus(first_focus);
      found->wants_focus = false;
    }
  }
  Overlay& overlay = *found;
  if (overlay.closing) return false;
  overlay.seen = true;

  char window_name[16];
  ImFormatString(window_name, sizeof window_name, "overlay%08x", id);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin(window_name, nullptr, bare_window);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  if (dims_page) fill(viewport_rect(), colour(Token::shadow, viewport_.scheme == Scheme::dark ? 0.55f : 0.28f));
  const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::IsWindowHovered() &&
                       !panel.contains(ImGui::GetMousePos().x, ImGui::GetMousePos().y);
  if (outside && !dims_page) overlay.closing = true;
  // The backdrop lies over the page's elements, so that they are neither pressed nor reached by Tab.
  tree_.open({.id = id ^ 0xbac0d209u,
              .role = Role::presentation,
              .state = State::overlay | State::modal,
              .rect = viewport_rect()});
  overlay.node = tree_.open({.id = id, .role = role, .name = name, .state = State::focusable, .rect = panel});
  open_overlays_.push_back(static_cast<std::size_t>(found - overlays_.begin()));
  draw_shadow(panel, metric::card_radius);
  fill(panel, colour(Token::raised), metric::card_radius);
  outline(panel, colour(Token::line), metric::card_radius);
  return true;
}

void Kit::close_overlay() {
  // What was just opened takes the focus with its first element.
  Overlay& overlay = overlays_[open_overlays_.back()];
  open_overlays_.pop_back();
  // Something in it asked for it.
  if (focus_from_ && *focus_from_ > overlay.node) overlay.wants_focus = false;
  // Not before it has its height: what scrolls now may not scroll then.
  if (overlay.wants_focus && !layout_changed_) {
    Id first = overlay.id;
    for (std::size_t i = overlay.node + 1; i < tree_.size(); ++i) {
      if (!has(tree_.node(i).state, State::tab_stop)) continue;
      first = tree_.node(i).id;
      break;
    }
    request_focus(first);
    overlay.wants_focus = false;
  }
  tree_.close();
  tree_.close();
  ImGui::End();
}

}  // namespace unrepeat::shell
