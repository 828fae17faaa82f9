// Rail, bottom bar, top bar, skip link.
#include "shell/widgets/frame.hpp"

#include <cmath>

#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

void draw_count(Kit& kit, const NavigationItem& item, float right, float middle) {
  if (item.count.empty()) return;
  const StyleRule rule = kit.rule(Style::caption_strong);
  const float words = std::ceil(kit.measure(Style::caption_strong, item.count));
  if (item.tone != Tone::neutral)
    kit.fill({right - words - 14, middle - 10, words + 14, 20}, kit.colour(tint_token(item.tone)), 10);
  const float x = item.tone == Tone::neutral ? right - words - 2 : right - words - 7;
  kit.draw_line(Style::caption_strong, x, middle - rule.line_height / 2, kit.colour(text_token(item.tone)), item.count);
}

Interaction declared(Kit& kit, const NavigationItem& item, const Rect& rect) {
  const Id id = kit.id(item.name);
  const Interaction on = kit.interact(id, rect);
  kit.declare({.id = id,
               .role = item.address.empty() ? Role::button : Role::link,
               .name = item.name,
               .value = item.address,
               .description = item.count.empty() ? item.description : item.count,
               .state = State::tab_stop | when(item.current, State::current),
               .rect = rect,
               .type = kit.type(Style::control)});
  return on;
}

/// A place as a tile: the icon over its name.
void draw_tile(Kit& kit, const NavigationItem& item, const Rect& rect) {
  const Interaction on = declared(kit, item, rect);
  const ImU32 ink = kit.colour(item.current ? Token::accent : on.hovered ? Token::ink : Token::second);
  kit.draw_icon(item.icon, rect.x + (rect.width - 20) / 2, rect.y + 9, 20, ink);
  const float words = std::min(kit.measure(Style::caption, item.name), rect.width - 4);
  kit.draw_line(Style::caption, std::round(rect.x + (rect.width - words) / 2), rect.y + 31, ink, item.name,
                rect.width - 4);
  if (item.tone != Tone::neutral && !item.count.empty())
    kit.fill({rect.x + rect.width / 2 + 8, rect.y + 7, 8, 8}, kit.colour(text_token(item.tone)), 4);
  if (on.ring) kit.draw_ring(rect.shrunk(4));
}

void draw_mark(Kit& kit, float x, float y) {
  kit.fill({x, y, 22, 22}, kit.colour(Token::accent), 5);
  ImDrawList& draw = kit.draw_list();
  draw.PathArcTo({x + 11, y + 11}, 5.5f, -0.5f, 4.2f, 24);
  draw.PathStroke(kit.colour(Token::on_accent), 0, 2);
}

void skip_link(Kit& kit) {
  const std::string_view words = kit.say(Text::kit_skip_to_content);
  const Id id = kit.id(words);
  const bool shown = kit.focused() == id;
  const Rect rect{8, 8, std::ceil(kit.measure(Style::control_strong, words)) + 24, kit.control_height()};
  kit.declare({.id = id,
               .role = Role::button,
               .name = words,
               .state = State::tab_stop | State::pass_through,
               .rect = shown ? rect : Rect{8, 8, 1, 1},
               .type = kit.type(Style::control_strong)});
  if (kit.take_press(id)) kit.focus_first_in(kit.id("main"));
  if (shown) {
    ImDrawList& above = kit.draw_above();
    above.AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, kit.colour(Token::accent), metric::radius);
    const StyleRule rule = kit.rule(Style::control_strong);
    above.AddText(kit.font(rule.face), rule.size, {rect.x + 12, rect.y + (rect.height - rule.size) / 2},
                  kit.colour(Token::on_accent), words.data(), words.data() + words.size());
  }
}

}  // namespace

Width width_of(const Viewport& viewport) {
  return viewport.width >= metric::three_columns ? Width::three_columns
         : viewport.width >= metric::two_columns ? Width::two_columns
                                                 : Width::one_column;
}

bool navigation_line(Kit& kit, const NavigationItem& item) {
  const Rect rect = kit.place(0, kit.control_height());
  const Interaction on = declared(kit, item, rect);
  if (item.current || on.hovered)
    kit.fill(rect, kit.colour(item.current ? Token::soft_accent : Token::hover), metric::radius);
  const float middle = rect.y + rect.height / 2;
  kit.draw_icon(item.icon, rect.x + 8, middle - 8, 16,
                kit.colour(item.current                                       ? Token::ink
                           : item.tone != Tone::neutral && item.count.empty() ? text_token(item.tone)
                                                                              : Token::second));
  const Style style = item.current ? Style::control_strong : Style::control;
  const StyleRule rule = kit.rule(style);
  const auto room_beside = [&](std::string_view count) {
    return rect.width - 42 - (count.empty() ? 0 : kit.measure(Style::caption_strong, count) + 22);
  };
  // The name is never cut for what is beside it: of that the number alone is shown, and the words are heard.
  NavigationItem shown = item;
  if (kit.measure(style, item.name) > room_beside(item.count)) shown.count = item.count.substr(0, item.count.find(' '));
  const float room = room_beside(shown.count);
  kit.draw_line(style, rect.x + 34, middle - rule.line_height / 2,
                kit.colour(item.current ? Token::ink : Token::second), item.name, room);
  draw_count(kit, shown, rect.right() - 8, middle);
  if (on.ring) kit.draw_ring(rect.shrunk(2), metric::radius - 2);
  return on.pressed;
}

Rect navigation(Kit& kit, std::string_view app_name, std::span<const NavigationItem> items, std::string_view foot) {
  const Viewport& view = kit.viewport();
  skip_link(kit);
  auto scope = kit.scope("navigation");  // a place may be named like a button of the screen
  if (width_of(view) == Width::one_column) {
    const Rect bar{0, view.height - metric::bottom_bar, view.width, metric::bottom_bar};
    auto column = kit.column(bar, 0);
    auto landmark = kit.region(Role::navigation, app_name);
    kit.fill(bar, kit.colour(Token::surface));
    kit.fill({bar.x, bar.y, bar.width, 1}, kit.colour(Token::line));
    const float width = std::floor(bar.width / static_cast<float>(std::max<std::size_t>(items.size(), 1)));
    auto row = kit.row(0, bar.height);
    for (const NavigationItem& item : items) draw_tile(kit, item, kit.place(width, bar.height));
    return {0, 0, view.width, view.height - metric::bottom_bar};
  }
  if (width_of(view) == Width::two_columns) {
    const Rect rail{0, 0, metric::rail_of_tiles, view.height};
    kit.fill({rail.right() - 1, 0, 1, rail.height}, kit.colour(Token::line));
    auto column = kit.column({0, 16, rail.width - 1, 0}, 4);
    auto landmark = kit.region(Role::navigation, app_name);
    draw_mark(kit, std::floor((rail.width - 22) / 2), kit.place(0, 28).y + 3);
    kit.space(8);
    float below = 8;
    for (const NavigationItem& item : items) {
      if (item.at_end)
        below += metric::bottom_bar + 4;
      else
        draw_tile(kit, item, kit.place(0, metric::bottom_bar));
    }
    kit.move_pen(std::max(kit.pen_y() + 12, view.height - below));
    for (const NavigationItem& item : items)
      if (item.at_end) draw_tile(kit, item, kit.place(0, metric::bottom_bar));
    return {rail.width, 0, view.width - rail.width, view.height};
  }
  const Rect rail{0, 0, metric::rail, view.height};
  kit.fill({rail.right() - 1, 0, 1, rail.height}, kit.colour(Token::line));
  auto column = kit.column({8, 16, rail.width - 17, 0}, 2);
  auto landmark = kit.region(Role::navigation, app_name);
  {
    const Rect head = kit.place(0, 28);
    draw_mark(kit, head.x + 10, head.y + 3);
    const StyleRule rule = kit.rule(Style::strong);
    kit.draw_line(Style::strong, head.x + 41, head.y + (28 - rule.line_height) / 2, kit.colour(Token::ink), app_name);
    kit.space(8);
  }
  float foot_height = 12;
  for (const NavigationItem& item : items)
    if (item.at_end) foot_height += kit.control_height() + 2;
  if (!foot.empty()) foot_height += kit.rule(Style::caption).line_height * 3;
  for (const NavigationItem& item : items)
    if (!item.at_end) navigation_line(kit, item);
  kit.move_pen(std::max(kit.pen_y() + 12, view.height - foot_height));
  for (const NavigationItem& item : items)
    if (item.at_end) navigation_line(kit, item);
  if (!foot.empty()) {
    kit.space(4);
    auto inner = kit.inset(10, 8, 0);
    text(kit, foot, {.style = Style::caption, .max_lines = 3});
  }
  return {rail.width, 0, view.width - rail.width, view.height};
}

TopBar top_bar(Kit& kit, const Rect& pane, Rect& below) {
  const float padding = width_of(kit.viewport()) == Width::one_column ? 16 : 24;
  below = {pane.x, pane.y + metric::top_bar, pane.width, pane.height - metric::top_bar};
  kit.fill({pane.x, below.y - 1, pane.width, 1}, kit.colour(Token::line));
  auto column = kit.column({pane.x + padding, pane.y, pane.width - 2 * padding, metric::top_bar}, 0);
  return {std::move(column), kit.row(12, metric::top_bar - 1)};
}

Kit::Scope main_content(Kit& kit, std::string_view name, const Rect& rect) {
  return kit.open_main(kit.id("main"), name, rect);
}

}  // namespace unrepeat::shell
