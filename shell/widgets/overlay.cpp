// Menus, dialogs, toasts and the palette.
#include "shell/widgets/overlay.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shell/widgets/field.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr float list_padding = 4, screen_margin = 8;
constexpr float beside_name = 8, mark_width = 24;
/// A list that says what its names mean is at least so wide.
constexpr float least_width_of_definitions = 320;

float height_of_definition(Kit& kit, const MenuItem& item, float list_width) {
  if (item.definition.empty()) return 0;
  const float room = list_width - 2 * (list_padding + beside_name) - mark_width;
  return static_cast<float>(kit.break_lines(Style::caption, item.definition, room).size()) *
         kit.rule(Style::caption).line_height;
}

/// One entry of a list: `mark` is drawn in front, the detail at the right, what is meant by it below.
void draw_item(Kit& kit, const Rect& rect, const MenuItem& item, Icon mark, bool hot) {
  const ImU32 ink = kit.colour(item.disabled ? Token::third : item.danger ? Token::bad : Token::ink);
  if (hot && !item.disabled)
    kit.fill(rect, kit.colour(item.danger ? Token::bad_tint : Token::selection), metric::radius);
  float x = rect.x + beside_name;
  const StyleRule rule = kit.rule(Style::control);
  const Rect line{rect.x, rect.y, rect.width, item.definition.empty() ? rect.height : kit.control_height()};
  const float y = line.y + (line.height - rule.line_height) / 2;
  if (mark != Icon{})
    kit.draw_icon(mark, x, line.y + (line.height - 16) / 2, 16, item.danger ? ink : kit.colour(Token::second));
  x += mark_width;
  float right = rect.right() - beside_name;
  const float detail = kit.measure(Style::secondary, item.detail);
  // On a phone the name needs the room more.
  const bool fits = x + kit.measure(Style::control, item.name) + 12 + detail <= right;
  if (detail > 0 && (fits || rect.width > 420)) {
    right -= detail;
    kit.draw_line(Style::secondary, right, line.y + (line.height - kit.rule(Style::secondary).line_height) / 2,
                  kit.colour(Token::third), item.detail);
    right -= 12;
  }
  kit.draw_line(Style::control, x, y, ink, item.name, right - x);
  if (item.definition.empty()) return;
  float below = y + rule.line_height;
  for (const std::string_view words :
       kit.break_lines(Style::caption, item.definition, rect.right() - beside_name - x)) {
    kit.draw_line(Style::caption, x, below, kit.colour(Token::second), words);
    below += kit.rule(Style::caption).line_height;
  }
}

}  // namespace

std::optional<std::size_t> popup_list(Kit& kit, Id id, Role role, std::string_view name, const Rect& anchor,
                                      std::span<const MenuItem> items, std::optional<std::size_t> selected) {
  const float row = kit.control_height();
  float width = anchor.width, content = 2 * list_padding;
  for (const MenuItem& item : items) {
    width =
        std::max(width, kit.measure(Style::control, item.name) + kit.measure(Style::secondary, item.detail) + 24 + 40);
    content += row + (item.line_before ? 9 : 0);
    if (!item.definition.empty()) width = std::max(width, least_width_of_definitions);
  }
  const Viewport& view = kit.viewport();
  width = std::min(std::ceil(width), view.width - 2 * screen_margin);
  for (const MenuItem& item : items) content += height_of_definition(kit, item, width);
  const float below = view.height - anchor.bottom() - 4 - screen_margin, above = anchor.y - 4 - screen_margin;
  const bool goes_up = content > below && above > below;
  const float height = std::min(content, std::max(goes_up ? above : below, 2 * row));
  const bool is_at_right = anchor.x + anchor.width / 2 > view.width / 2;
  Rect panel{std::clamp(is_at_right ? anchor.right() - width : anchor.x, screen_margin,
                        std::max(screen_margin, view.width - width - screen_margin)),
             goes_up ? anchor.y - 4 - height : anchor.bottom() + 4, width, height};
  const auto item_id = [&](std::size_t index) { return id * 31 + static_cast<Id>(index) + 1; };
  if (const auto held = std::ranges::find(items, std::optional(true), &MenuItem::checked); held != items.end())
    selected = static_cast<std::size_t>(held - items.begin());
  const std::size_t first = selected.value_or(0);
  if (!kit.open_overlay(id, role, name, panel, false, items.empty() ? 0 : item_id(first))) return {};
  std::optional<std::size_t> chosen;
  {
    const bool scrolls = content > height;
    auto scope = kit.scope(static_cast<uint64_t>(id));
    auto body = scrolls ? scroll_region(kit, "items", panel, {.padding = list_padding, .gap = 0})
                        : kit.column(panel.shrunk(list_padding), 0);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const MenuItem& item = items[i];
      if (item.line_before) {
        kit.space(4);
        const Rect line = kit.place(0, 1);
        kit.fill(line, kit.colour(Token::line));
        kit.space(4);
      }
      const Rect rect = kit.place(0, row + height_of_definition(kit, item, width));
      const Interaction on = kit.interact(item_id(i), rect, item.disabled);
      const bool is_selected = selected == i;
      kit.declare({.id = item_id(i),
                   .role = role == Role::listbox ? Role::option
                           : item.checked        ? Role::menuitemradio
                                                 : Role::menuitem,
                   .name = item.name,
                   .description = item.definition.empty() ? item.detail : item.definition,
                   .state = (i == first ? State::tab_stop : State::focusable) |
                            when(is_selected, item.checked ? State::checked : State::selected) |
                            when(item.disabled, State::disabled),
                   .rect = rect,
                   .type = kit.type(Style::control)});
      const Icon mark = is_selected ? Icon::check : item.icon;
      draw_item(kit, rect, item, mark, on.hovered || on.focused);
      if (on.ring) kit.draw_ring(rect.shrunk(2));
      if (on.pressed) chosen = i;
    }
  }
  kit.close_overlay();
  if (chosen) {
    kit.dismiss_overlay();
    kit.wake_in(0);
  }
  return chosen;
}

std::optional<OpenMenu> open_menu(Kit& kit, std::string_view name, const ButtonOptions& options, bool icon_only) {
  const Id popup = kit.id(name) ^ 0x6d656e75u;
  bool open = kit.overlay_is_open(popup);
  ButtonOptions trigger = options;
  trigger.state |= State::has_menu | State::expandable | when(open, State::expanded);
  trigger.related = popup;
  Rect anchor;
  trigger.placed = &anchor;
  if (icon_only ? icon_button(kit, options.icon, name, trigger) : button(kit, name, trigger)) open = true;
  return open ? std::optional(OpenMenu{popup, anchor}) : std::nullopt;
}

std::optional<std::size_t> menu(Kit& kit, std::string_view name, std::span<const MenuItem> items,
                                const ButtonOptions& options, bool icon_only) {
  const auto open = open_menu(kit, name, options, icon_only);
  return open ? popup_list(kit, open->popup, Role::menu, name, open->anchor, items, {}) : std::nullopt;
}

std::optional<std::size_t> context_menu(Kit& kit, Id of, std::string_view name, std::span<const MenuItem> items) {
  const Id popup = of ^ 0x6d656e75u;
  if (const std::optional<Rect> at = kit.menu_asked_at(of)) {
    kit.remembered(popup) = at->x;
    kit.remembered(popup + 1) = at->y;
  } else if (!kit.overlay_is_open(popup)) {
    return {};
  }
  return popup_list(kit, popup, Role::menu, name, {kit.remembered(popup), kit.remembered(popup + 1), 1, 1}, items, {});
}

// ── dialogs

bool begin_dialog(Kit& kit, Id id, std::string_view title, float width) {
  const Viewport& view = kit.viewport();
  const bool narrow = view.width < 560;
  const float margin = narrow ? 0 : 24;
  width = std::min(width, view.width - 2 * margin);
  const float known = kit.remembered(id);
  const float height = std::min(std::max(known, 80.f), view.height - 2 * margin);
  if (!kit.overlay_is_open(id)) kit.start_ease(id);
  const float appear = kit.ease(id, true);
  Rect panel{std::round((view.width - width) / 2),
             std::round(narrow ? view.height - height : std::max(margin, (view.height - height) / 3)), width, height};
  panel.y += std::round((1 - appear) * 8);
  if (!kit.open_overlay(id, Role::dialog, title, panel, true)) return false;
  kit.push_dialog(panel, kit.open_scroller("dialog body", panel, 24, 12, true));
  {
    // Beside what closes it.
    auto beside = kit.inset(0, kit.control_height());
    heading(kit, 3, title);
  }
  return true;
}

void end_dialog(Kit& kit, Id id) {
  const float bottom = kit.content_bottom();
  const float content = bottom - (kit.scroller()->content_start) + 24;
  kit.settle(id, std::ceil(content));
  const Rect corner_rect = kit.dialog_corner();
  kit.pop_dialog();
  {
    // Last in the order of the page, so that the dialog's own first element takes the focus.
    // Nothing of what is scrolled is under it.
    kit.fill(corner_rect, kit.colour(Token::raised), metric::radius);
    auto corner = kit.column(corner_rect);
    auto scope = kit.scope(static_cast<uint64_t>(id));
    if (icon_button(kit, Icon::x, kit.say(Text::kit_close))) kit.dismiss_overlay(), kit.wake_in(0);
  }
  kit.close_overlay();
}

// ── toasts

namespace {

constexpr float toast_padding = 6;

/// Nothing of a notice is cut: its words take the lines they need, and its action goes below where they would be
/// narrow.
struct ToastLayout {
  float room = 0, words_height = 0, action_width = 0, height = 0;
  bool is_action_below = false;
};

ToastLayout layout_of(Kit& kit, const Toast& notice, float width) {
  constexpr float least_room = 200;
  ToastLayout layout;
  const float side = kit.control_height();
  if (!notice.action.empty()) layout.action_width = std::ceil(kit.measure(Style::control_strong, notice.action)) + 16;
  layout.room = width - 16 - side - 2 * toast_padding;
  layout.is_action_below = layout.action_width > 0 && layout.room - layout.action_width - toast_padding < least_room;
  if (!layout.is_action_below) layout.room -= layout.action_width + toast_padding;
  const std::size_t lines = kit.break_lines(Style::control, notice.text, layout.room).size();
  layout.words_height = static_cast<float>(lines) * kit.rule(Style::control).line_height;
  layout.height = std::max(side, layout.words_height) + 2 * toast_padding + (layout.is_action_below ? side : 0);
  return layout;
}

}  // namespace

std::optional<ToastPress> toasts(Kit& kit, std::span<const Toast> notices) {
  std::optional<ToastPress> pressed;
  // A screen and the frame round it each have some: those that come later stand beside those before.
  const float before = kit.notices_height();
  if (before == 0) kit.cover_foot(0);
  if (notices.empty()) return pressed;
  const Viewport& view = kit.viewport();
  // Beside a dialog they stand in the corner, where none of its fields is.
  constexpr float margin = 16, widest = 460, beside_dialog = 288;
  const bool is_in_corner = kit.has_overlay() && view.width >= metric::two_columns;
  const float width = std::min(is_in_corner ? beside_dialog : widest, view.width - 2 * margin);
  const float bottom_edge = view.height - 24 - (view.width < metric::two_columns ? metric::bottom_bar : 0);
  std::vector<ToastLayout> layouts;
  float height = -8;
  for (const Toast& notice : notices) {
    layouts.push_back(layout_of(kit, notice, width));
    height += layouts.back().height + 8;
  }
  // Where a dialog takes the whole width it is at the foot: there they stand above it.
  const bool is_at_top = view.width < metric::two_columns && kit.has_overlay();
  if (!kit.has_overlay()) kit.cover_foot(before + height + 24);
  const Rect area{is_in_corner ? margin : std::round((view.width - width) / 2),
                  is_at_top ? 16.f + before : bottom_edge - before - height, width, height};
  kit.add_notices(height + 8);
  ImGui::SetNextWindowPos({area.x, area.y});
  ImGui::SetNextWindowSize({area.width, area.height});
  ImGui::Begin(before == 0 ? "toasts" : "toasts beside others", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::PushClipRect({0, 0}, {view.width, view.height}, false);
  auto all = kit.column(area, 8);
  auto group = kit.region(Role::complementary, kit.say(Text::kit_notifications), State::overlay);
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const Toast& notice = notices[i];
    const ToastLayout& layout = layouts[i];
    auto scope = kit.scope(notice.key);
    kit.announce_shown(kit.id("told"), notice.text, notice.assertive);
    const Rect rect = kit.place(0, layout.height);
    kit.draw_shadow(rect, metric::card_radius);
    kit.fill(rect, kit.colour(Token::ink), metric::card_radius);
    const float side = kit.control_height();
    const StyleRule rule = kit.rule(Style::control);
    float y = rect.y + toast_padding + std::max(0.f, std::round((side - layout.words_height) / 2));
    kit.declare({.id = kit.id_of(Role::text, "text"),
                 .role = Role::text,
                 .name = notice.text,
                 .rect = {rect.x + 16, y, layout.room, layout.words_height},
                 .type = kit.type(Style::control)});
    for (const std::string_view line : kit.break_lines(Style::control, notice.text, layout.room)) {
      kit.draw_line(Style::control, rect.x + 16, y, kit.colour(Token::background), line);
      y += rule.line_height;
    }
    if (!notice.action.empty()) {
      const float right =
          layout.is_action_below ? rect.right() - toast_padding : rect.right() - side - 2 * toast_padding;
      const float top = layout.is_action_below ? rect.bottom() - side - toast_padding : rect.y + toast_padding;
      auto at = kit.column({right - layout.action_width, top, layout.action_width, 0}, 0);
      if (button(kit, notice.action, {.look = Look::inverse})) pressed = ToastPress{notice.key, true};
    }
    auto corner = kit.column({rect.right() - side - toast_padding, rect.y + toast_padding, side, 0}, 0);
    if (icon_button(kit, Icon::x, kit.say(Text::kit_close), {.look = Look::inverse}))
      pressed = ToastPress{notice.key, false};
  }
  group.close();
  all.close();
  ImGui::PopClipRect();
  ImGui::End();
  return pressed;
}

// ── the palette

PaletteResult palette(Kit& kit, std::string_view label, std::string_view query, std::span<const PaletteItem> items) {
  PaletteResult result;
  const Id id = kit.id(label) ^ 0x9a1e77eu;
  const Viewport& view = kit.viewport();
  const float width = std::min(600.f, view.width - 32), row = kit.control_height() + 4;
  constexpr float most_rows = 11, section_height = 30;
  const auto begins_section = [&](std::size_t i) {
    return !items[i].section.empty() && (i == 0 || items[i].section != items[i - 1].section);
  };
  const float words =
      kit.rule(Style::secondary).line_height *
      static_cast<float>(kit.break_lines(Style::secondary, kit.say(Text::kit_no_matches), width - 32).size());
  float content = items.empty() ? words + 24 : 0;
  for (std::size_t i = 0; i < items.size(); ++i) content += row + (begins_section(i) ? section_height : 0);
  const float list = std::min(content, row * most_rows) + 8;
  const float field = kit.control_height() + 24, foot = view.touch ? 0 : 34;
  const float top = view.width < metric::two_columns ? 16 : std::round(std::max(16.f, view.height * 0.12f));
  const Rect panel{std::round((view.width - width) / 2), top, width,
                   std::min(field + list + 8 + foot, view.height - top - 16)};
  auto scope = kit.scope(static_cast<uint64_t>(id));
  // What was typed the last time is done with.
  const bool is_opening = !kit.overlay_is_open(id);
  if (is_opening) kit.drop_edit(kit.id(label));
  if (!kit.open_overlay(id, Role::dialog, label, panel, true, kit.id(label))) {
    result.closed = true;
    return result;
  }
  // Not kept as a reference: what is drawn below may remember more, and then that moves.
  float active = is_opening ? 0 : kit.remembered(id ^ 1);
  const float last = items.empty() ? 0 : static_cast<float>(items.size() - 1);
  if (kit.shortcut(key_down, 0)) active = active >= last ? 0 : active + 1;
  if (kit.shortcut(key_up, 0)) active = active <= 0 ? last : active - 1;
  active = std::clamp(active, 0.f, last);
  const auto option_id = [&](std::size_t index) { return id * 31 + static_cast<Id>(index) + 7; };
  {
    auto column = kit.column({panel.x + 12, panel.y + 12, panel.width - 24, 0}, 8);
    const TextEdit edit = text_field(kit, label, query,
                                     {.placeholder = label,
                                      .label_hidden = true,
                                      .forwards_keys = true,
                                      .icon = Icon::search,
                                      .role = Role::searchbox,
                                      .related = items.empty() ? 0 : option_id(static_cast<std::size_t>(active))});
    result.query = edit.text;
    result.query_changed = edit.changed;
    if (edit.changed) active = 0;
    kit.remembered(id ^ 1) = active;
    if (edit.submitted && !items.empty()) result.chosen = static_cast<std::size_t>(active);
  }
  {
    kit.fill({panel.x, panel.y + field - 4, panel.width, 1}, kit.colour(Token::line));
    const Rect area{panel.x + 4, panel.y + field, panel.width - 8, panel.height - field - 4 - foot};
    auto body = scroll_region(kit, "matches", area, {.padding = 4, .gap = 0});
    if (items.empty()) {
      auto beside = kit.inset(8, 8);
      kit.space(8);
      text(kit, kit.say(Text::kit_no_matches), {.style = Style::secondary, .max_width = 0});
    }
    if (!items.empty()) kit.declare_open({.id = kit.id("list"), .role = Role::listbox, .name = label, .rect = area});
    std::optional<Kit::Scope> section;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (begins_section(i)) {
        section.reset();
        section.emplace(kit.region(Role::group, items[i].section));
        const Rect above = kit.place(0, section_height);
        kit.draw_line(Style::caption_strong, above.x + 8, above.y + 8, kit.colour(Token::third), items[i].section,
                      above.width - 16);
      }
      const Rect rect = kit.place(0, row);
      const Interaction on = kit.interact(option_id(i), rect);
      const bool is_active = i == static_cast<std::size_t>(active);
      kit.declare({.id = option_id(i),
                   .role = Role::option,
                   .name = items[i].name,
                   .description = items[i].detail,
                   .state = State::focusable | when(is_active, State::selected),
                   .rect = rect,
                   .type = kit.type(Style::control)});
      draw_item(kit, rect, {.name = items[i].name, .detail = items[i].detail}, items[i].icon, on.hovered || is_active);
      if (is_active) kit.outline(rect, kit.colour(Token::accent), metric::radius);
      if (is_active && result.query_changed == false && kit.shortcut_was_pressed()) scroll_into_view(kit, rect);
      if (on.pressed) result.chosen = i;
    }
    section.reset();
    if (!items.empty()) kit.declare_close();
  }
  if (foot > 0) {
    kit.fill({panel.x, panel.bottom() - foot, panel.width, 1}, kit.colour(Token::line));
    auto below = kit.column({panel.x + 16, panel.bottom() - foot + 9, panel.width - 32, 0}, 0);
    text(kit, kit.say(Text::kit_palette_keys), {.style = Style::caption, .max_width = 0, .max_lines = 1});
  }
  kit.close_overlay();
  return result;
}

}  // namespace unrepeat::shell
