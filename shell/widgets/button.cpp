// Buttons with words and buttons with an icon.
#include "shell/widgets/button.hpp"

#include <imgui_internal.h>

#include <cmath>

namespace unrepeat::shell {
namespace {

struct Paint {
  ImU32 fill, line, ink;
};

bool has_no_frame(Look look) {
  return look == Look::quiet || look == Look::inverse || look == Look::title || look == Look::note;
}

Paint paint_of(Kit& kit, const ButtonOptions& options, const Interaction& on) {
  const bool hot = on.hovered || on.held || has(options.state, State::pressed) || has(options.state, State::expanded);
  Paint paint{};
  switch (options.look) {
    case Look::primary:
      paint = {kit.colour(hot ? Token::accent_hover : Token::accent), 0, kit.colour(Token::on_accent)};
      break;
    case Look::secondary:
      paint = {kit.colour(hot ? Token::hover : Token::surface), kit.colour(Token::field_line), kit.colour(Token::ink)};
      break;
    case Look::title: paint = {hot ? kit.colour(Token::hover) : 0, 0, kit.colour(Token::ink)}; break;
    case Look::quiet:
    case Look::note: paint = {hot ? kit.colour(Token::hover) : 0, 0, kit.colour(Token::second)}; break;
    case Look::inverse:
      paint = {on.hovered ? kit.colour(Token::background, 0.14f) : 0, 0, kit.colour(Token::background)};
      break;
    case Look::danger:
      paint = {kit.colour(hot ? Token::bad_tint : Token::surface), kit.colour(Token::field_line),
               kit.colour(Token::bad)};
      break;
  }
  if (options.tone != Tone::neutral) paint.ink = kit.colour(text_token(options.tone));
  if (has(options.state, State::pressed))
    paint.ink = kit.colour(Token::accent), paint.fill = kit.colour(Token::soft_accent);
  if (options.disabled || options.busy) {
    const bool is_bare = has_no_frame(options.look);
    paint.ink = kit.colour(Token::third, is_bare ? 0.55f : 1);
    paint.fill = is_bare ? 0 : kit.colour(Token::hover);
    if (paint.line != 0) paint.line = kit.colour(Token::line);
  }
  return paint;
}

bool draw_button(Kit& kit, std::string_view name, const ButtonOptions& options, bool icon_only) {
  const bool is_note = options.look == Look::note;
  const Style style = is_note ? Style::secondary : Style::control_strong;
  const StyleRule rule = kit.rule(style);
  const float height = kit.control_height();
  constexpr float icon_size = 16, icon_gap = 8, menu_mark = 14;
  const float padding = is_note ? 0 : has_no_frame(options.look) ? 8 : 12;
  const std::string_view shown = options.shown.empty() ? name : options.shown;
  const float words = icon_only ? 0 : std::ceil(kit.measure(style, shown));
  const float mark = options.icon == Icon{} ? 0 : icon_size + (icon_only ? 0 : icon_gap);
  const float behind = is_note && has(options.state, State::has_menu) ? 4 + menu_mark : 0;
  const float width = options.width > 0 ? options.width : icon_only ? height : words + mark + behind + 2 * padding;
  const Rect rect = kit.place(width, height);
  if (options.placed != nullptr) *options.placed = rect;
  const Id id = kit.id(options.key.empty() ? name : options.key);
  const Interaction on = kit.interact(id, rect, options.disabled || options.busy);
  kit.declare({.id = id,
               .role = Role::button,
               .name = name,
               .description = options.hint,
               .state = options.state | State::tab_stop | when(options.disabled, State::disabled) |
                        when(options.busy, State::busy),
               .rect = rect,
               .type = kit.type(style),
               .related = options.related});
  const Paint paint = paint_of(kit, options, on);
  // Small words stand in their line, and what shows where the pointer is reaches around them.
  const Rect around = is_note ? Rect{rect.x - 4, rect.y, rect.width + 8, rect.height} : rect;
  if (paint.fill != 0) kit.fill(around, paint.fill, metric::radius);
  if (paint.line != 0) kit.outline(rect, paint.line, metric::radius);
  const float content = std::min(words + mark + behind, rect.width);
  float x = std::round(rect.x + (rect.width - content) / 2);
  if (options.icon != Icon{}) {
    kit.draw_icon(options.icon, x, rect.y + (rect.height - icon_size) / 2, icon_size, paint.ink);
    x += mark;
  }
  if (!icon_only)
    kit.draw_line(style, x, rect.y + (rect.height - rule.line_height) / 2, paint.ink, shown, rect.right() - behind - x);
  if (behind > 0)
    kit.draw_icon(Icon::chevron_down, x + content - mark - menu_mark, rect.y + (rect.height - menu_mark) / 2, menu_mark,
                  paint.ink);
  if (on.ring) kit.draw_ring(around);
  tooltip(kit, id, options.hint.empty() && icon_only ? name : options.hint, on, rect);
  return on.pressed;
}

}  // namespace

void tooltip(Kit& kit, Id id, std::string_view words, const Interaction& on, const Rect& rect) {
  // After half a second of resting: the pointer only passes over most things.
  if (words.empty() || (!on.hovered && !on.ring) || on.held) {
    kit.remembered(id ^ 0x7007u) = 0;
    return;
  }
  float& rested = kit.remembered(id ^ 0x7007u);
  rested += ImGui::GetIO().DeltaTime;
  if (rested < 0.5f) {
    kit.wake_in(0.1);
    return;
  }
  constexpr float most_width = 360, padding = 8;
  const StyleRule rule = kit.rule(Style::caption);
  const auto& lines =
      kit.break_lines(Style::caption, words, std::min(most_width, kit.viewport().width - 8 - 2 * padding));
  float widest = 0;
  for (const std::string_view line : lines) widest = std::max(widest, kit.measure(Style::caption, line));
  const float width = widest + 2 * padding, height = rule.line_height * static_cast<float>(lines.size()) + padding;
  Rect box{std::clamp(rect.x + (rect.width - width) / 2, 4.f, std::max(4.f, kit.viewport().width - width - 4)),
           rect.bottom() + 6, width, height};
  if (box.bottom() > kit.viewport().height) box.y = std::max(4.f, rect.y - 6 - height);
  ImDrawList& above = *ImGui::GetForegroundDrawList();
  above.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, kit.colour(Token::ink), 5);
  float y = box.y + (padding + rule.line_height - rule.size) / 2;
  for (const std::string_view line : lines) {
    above.AddText(kit.font(rule.face), rule.size, {box.x + padding, y}, kit.colour(Token::background), line.data(),
                  line.data() + line.size());
    y += rule.line_height;
  }
}

bool button(Kit& kit, std::string_view name, const ButtonOptions& options) {
  return draw_button(kit, name, options, false);
}

bool icon_button(Kit& kit, Icon icon, std::string_view name, const ButtonOptions& options) {
  ButtonOptions with_icon = options;
  with_icon.icon = icon;
  if (options.look == Look::secondary) with_icon.look = Look::quiet;
  return draw_button(kit, name, with_icon, true);
}

void key_hint(Kit& kit, std::string_view keys) {
  const float width = std::ceil(kit.measure(Style::mono, keys)) + 12;
  const Rect rect = kit.place(width, 20);
  kit.outline(rect, kit.colour(Token::line), 4);
  kit.draw_line(Style::mono, rect.x + 6, rect.y + 0.5f, kit.colour(Token::second), keys);
}

}  // namespace unrepeat::shell
