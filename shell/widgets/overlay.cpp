// Menus, dialogs, toasts and the palette.
#include "shell/widgets/overlay.hpp"

#include <imgui_internal.h>

#include <cmath>

#include "shell/widgets/field.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr float list_padding = 4, screen_margin = 8;

/// One line of a list: `mark` is drawn in front, the detail at the right.
void draw_item(Kit& kit, const Rect& rect, const MenuItem& item, Icon mark, bool hot) {
  const ImU32 ink = kit.colour(item.disabled ? Token::third : item.danger ? Token::bad : Token::ink);
  if (hot && !item.disabled) kit.fill(rect, kit.colour(item.danger ? Token::bad_tint : Token::hover), metric::radius);
  float x = rect.x + 8;
  const StyleRule rule = kit.rule(Style::control);
  const float y = rect.y + (rect.height - rule.line_height) / 2;
  if (mark != Icon{})
    kit.draw_icon(mark, x, rect.y + (rect.height - 16) / 2, 16, item.danger ? ink : kit.colour(Token::second));
  x += 24;
  float right = rect.right() - 8;
  if (!item.detail.empty()) {
    const float width = kit.measure(Style::secondary, item.detail);
    right -= width;
    kit.draw_line(Style::secondary, right, y, kit.colour(Token::third), item.detail);
    right -= 12;
  }
  kit.draw_line(Style::control, x, y, ink, item.name, right - x);
}

}  // namespace

std::optional<std::size_t> popup_list(Kit& kit, Id id, Role role, std::string_view name, const Rect& anchor,
                                      std::span<const MenuItem> items, std::optional<std::size_t> selected,
                                      bool& open) {
  if (!open) return {};
  const float row = kit.control_height();
  float width = anchor.width, content = 2 * list_padding;
  for (const MenuItem& item : items) {
    width =
        std::max(width, kit.measure(Style::control, item.name) + kit.measure(Style::secondary, item.detail) + 24 + 40);
    content += row + (item.line_before ? 9 : 0);
  }
  const Viewport& view = kit.viewport();
  width = std::min(std::ceil(width), view.width - 2 * screen_margin);
  const float below = view.height - anchor.bottom() - 4 - screen_margin, above = anchor.y - 4 - screen_margin;
  const bool goes_up = content > below && above > below;
  const float height = std::min(content, std::max(goes_up ? above : below, 2 * row));
  Rect panel{std::clamp(anchor.x, screen_margin, std::max(screen_margin, view.width - width - screen_margin)),
             goes_up ? anchor.y - 4 - height : anchor.bottom() + 4, width, height};
  const auto item_id = [&](std::size_t index) { return id * 31 + static_cast<Id>(index) + 1; };
  const std::size_t first = selected.value_or(0);
  if (!kit.open_overlay(id, role, name, panel, false, items.empty() ? 0 : item_id(first))) {
    open = false;
    return {};
  }
  std::optional<std::size_t> chosen;
  {
    const bool scrolls = content > height;
    auto scope = kit.scope(static_cast<uint64_t>(id));
    auto body = scrolls ? scroll_region(kit, "items", panel, {.padding = list_padding, .gap = 0})
                        : kit.column(panel.shrunk(list_padding), 0);
    const Role item_role = role == Role::listbox ? Role::option : Role::menuitem;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const MenuItem& item = items[i];
      if (item.line_before) {
        kit.space(4);
        const Rect line = kit.place(0, 1);
        kit.fill(line, kit.colour(Token::line));
        kit.space(4);
      }
      const Rect rect = kit.place(0, row);
      const Interaction on = kit.interact(item_id(i), rect, item.disabled);
      const bool is_selected = selected == i;
      kit.declare({.id = item_id(i),
                   .role = item_role,
                   .name = item.name,
                   .description = item.detail,
                   .state = (i == first ? State::tab_stop : State::focusable) | when(is_selected, State::selected) |
                            when(item.disabled, State::disabled),
                   .rect = rect,
                   .type = kit.type(Style::control)});
      const Icon mark = role == Role::listbox ? (is_selected ? Icon::check : Icon{}) : item.icon;
      draw_item(kit, rect, item, mark, on.hovered || on.focused);
      if (on.pressed) chosen = i;
    }
  }
  kit.close_overlay();
  if (chosen) {
    open = false;
    kit.wake_in(0);
  }
  return chosen;
}

std::optional<std::size_t> menu(Kit& kit, std::string_view name, std::span<const MenuItem> items,
                                const ButtonOptions& options, bool icon_only) {
  const Id popup = kit.id(name) ^ 0x6d656e75u;
  float& memory = kit.remembered(popup);
  bool open = memory != 0;
  ButtonOptions trigger = options;
  trigger.state |= State::has_menu | State::expandable | when(open, State::expanded);
  trigger.related = popup;
  Rect anchor;
  trigger.placed = &anchor;
  if (icon_only ? icon_button(kit, options.icon, name, trigger) : button(kit, name, trigger)) open = true;
  const auto chosen = popup_list(kit, popup, Role::menu, name, anchor, items, {}, open);
  kit.remembered(popup) = open ? 1 : 0;
  return chosen;
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
             std::round(narrow ? view.height - height : (view.height - height) / 3), width, height};
  panel.y += std::round((1 - appear) * 8);
  if (!kit.open_overlay(id, Role::dialog, title, panel, true)) return false;
  kit.push_dialog(panel, kit.open_scroller("dialog body", panel, 24, 12));
  heading(kit, 3, title);
  return true;
}

void end_dialog(Kit& kit, Id id) {
  const Rect panel = kit.dialog_panel();
  const float bottom = kit.content_bottom();
  const float content = bottom - (kit.scroller()->content_start) + 24;
  kit.settle(id, std::ceil(content));
  kit.pop_dialog();
  {
    // Last in the order of the page, so that the dialog's own first element takes the focus.
    const float side = kit.control_height();
    auto corner = kit.column({panel.right() - side - 16, panel.y + 20, side, side});
    auto scope = kit.scope(static_cast<uint64_t>(id));
    if (icon_button(kit, Icon::x, kit.say(Text::kit_close))) kit.dismiss_overlay(), kit.wake_in(0);
  }
  kit.close_overlay();
}

// ── toasts

std::optional<ToastPress> toasts(Kit& kit, std::span<const Toast> notices) {
  std::optional<ToastPress> pressed;
  if (notices.empty()) return pressed;
  const Viewport& view = kit.viewport();
  const float width = std::min(420.f, view.width - 2 * 16);
  const float bottom_edge = view.height - 24 - (view.width < metric::two_columns ? metric::bottom_bar : 0);
  const float row = kit.control_height() + 12;
  const float height = static_cast<float>(notices.size()) * (row + 8) - 8;
  const Rect area{std::round((view.width - width) / 2), bottom_edge - height, width, height};
  ImGui::SetNextWindowPos({area.x, area.y});
  ImGui::SetNextWindowSize({area.width, area.height});
  ImGui::Begin("toasts", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::PushClipRect({0, 0}, {view.width, view.height}, false);
  auto all = kit.column(area, 8);
  auto group = kit.region(Role::complementary, kit.say(Text::kit_notifications), State::overlay);
  for (const Toast& notice : notices) {
    auto scope = kit.scope(notice.key);
    if (float& told = kit.remembered(kit.id("told")); told == 0) {
      told = 1;
      kit.announce(notice.text, notice.assertive);
    }
    const Rect rect = kit.place(0, row);
    kit.draw_shadow(rect, metric::card_radius);
    kit.fill(rect, kit.colour(Token::ink), metric::card_radius);
    const StyleRule rule = kit.rule(Style::control);
    auto inside = kit.column({rect.x + 16, rect.y, rect.width - 22, rect.height}, 0);
    auto line = kit.row(4, row);
    const float action_width = notice.action.empty() ? 0 : kit.measure(Style::control_strong, notice.action) + 24;
    const float room = rect.width - 22 - action_width - kit.control_height() - 8;
    const Rect words = kit.place(room, rule.line_height);
    kit.draw_line(Style::control, words.x, words.y, kit.colour(Token::background), notice.text, room);
    kit.declare({.id = kit.id_of(Role::text, "text"),
                 .role = Role::text,
                 .name = notice.text,
                 .rect = words,
                 .type = kit.type(Style::control)});
    if (!notice.action.empty() && button(kit, notice.action, {.look = Look::inverse}))
      pressed = ToastPress{notice.key, true};
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
  constexpr std::size_t most = 10;
  const float list = row * static_cast<float>(std::clamp<std::size_t>(items.size(), 1, most)) + 8;
  const float field = kit.control_height() + 24;
  const Rect panel{std::round((view.width - width) / 2), std::round(std::max(16.f, view.height * 0.14f)), width,
                   std::min(field + list + 8, view.height - 32)};
  auto scope = kit.scope(static_cast<uint64_t>(id));
  if (!kit.open_overlay(id, Role::dialog, label, panel, true, kit.id(label))) {
    result.closed = true;
    return result;
  }
  float& active = kit.remembered(id ^ 1);
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
    if (edit.submitted && !items.empty()) result.chosen = static_cast<std::size_t>(active);
  }
  {
    const Rect area{panel.x + 4, panel.y + field, panel.width - 8, panel.bottom() - panel.y - field - 4};
    auto body = scroll_region(kit, "matches", area, {.padding = 4, .gap = 0});
    kit.declare_open({.id = kit.id("list"), .role = Role::listbox, .name = label, .rect = area});
    if (items.empty()) text(kit, kit.say(Text::kit_no_matches), {.style = Style::secondary});
    for (std::size_t i = 0; i < items.size(); ++i) {
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
      if (is_active && result.query_changed == false && kit.shortcut_was_pressed()) scroll_into_view(kit, rect);
      if (on.pressed) result.chosen = i;
    }
    kit.declare_close();
  }
  kit.close_overlay();
  return result;
}

}  // namespace unrepeat::shell
