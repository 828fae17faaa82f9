// Tags, progress, save state, empty states, banners.
#include "shell/widgets/feedback.hpp"

#include <cmath>

#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

void tag(Kit& kit, std::string_view words, Tone tone, Icon icon) {
  constexpr float height = 22, padding = 7;
  const Style style = Style::caption_strong;
  const StyleRule rule = kit.rule(style);
  const float mark = icon == Icon{} ? 0 : 18;
  const float width = std::ceil(kit.measure(style, words)) + 2 * padding + mark;
  const Rect rect = kit.place(width, height);
  const bool plain = tone == Tone::neutral;
  if (plain)
    kit.outline(rect, kit.colour(Token::field_line), 5);
  else
    kit.fill(rect, kit.colour(tint_token(tone)), 5);
  const ImU32 ink = kit.colour(text_token(tone));
  if (mark > 0) kit.draw_icon(icon, rect.x + padding - 1, rect.y + 4, 14, ink);
  kit.draw_line(style, rect.x + padding + mark, rect.y + (height - rule.line_height) / 2, ink, words,
                width - padding - mark);
  kit.declare({.id = kit.id_of(Role::text, words),
               .role = Role::text,
               .name = words,
               .state = when(kit.is_pressed_as_a_whole(), State::pass_through),
               .rect = {rect.x + padding + mark, rect.y + (height - rule.line_height) / 2, width - 2 * padding - mark,
                        rule.line_height},
               .type = kit.type(style)});
}

Tone severity_tone(int severity) {
  switch (severity) {
    case 1: return Tone::bad;
    case 2: return Tone::warning;
    case 3: return Tone::notice;
    default: return Tone::calm;
  }
}

void person(Kit& kit, std::string_view name) {
  constexpr float circle = 20;
  const StyleRule rule = kit.rule(Style::secondary);
  const float words = std::ceil(kit.measure(Style::secondary, name));
  const Rect rect = kit.place(circle + 8 + words, std::max(circle, rule.line_height));
  kit.fill({rect.x, rect.y, circle, circle}, kit.colour(Token::soft_accent), circle / 2);
  std::size_t first = name.empty() ? 0 : 1;
  while (first < name.size() && (static_cast<unsigned char>(name[first]) & 0xC0) == 0x80) ++first;
  const std::string_view letter = name.substr(0, first);
  kit.draw_line(Style::caption_strong, rect.x + std::round((circle - kit.measure(Style::caption_strong, letter)) / 2),
                rect.y + 1, kit.colour(Token::accent), letter);
  kit.draw_line(Style::secondary, rect.x + circle + 8, rect.y, kit.colour(Token::second), name,
                rect.width - circle - 8);
  kit.declare({.id = kit.id_of(Role::text, name),
               .role = Role::text,
               .name = name,
               .state = when(kit.is_pressed_as_a_whole(), State::pass_through),
               .rect = {rect.x + circle + 8, rect.y, words, rule.line_height},
               .type = kit.type(Style::secondary)});
}

bool progress(Kit& kit, std::string_view label, int32_t done, int32_t total) {
  auto scope = kit.scope(label);
  const std::string count = total > 0 ? kit.say(Text::kit_progress, done, total) : std::string();
  {
    auto row = kit.row(8, 0);
    text(kit, label, {.style = Style::secondary_strong});
    kit.spacer();
    text(kit, count, {.style = Style::secondary});
  }
  const Rect bar = kit.place(0, 6);
  kit.declare({.id = kit.id("bar"),
               .role = Role::progressbar,
               .name = label,
               .value = count,
               .rect = bar,
               .number = done,
               .limit = total});
  kit.fill(bar, kit.colour(Token::line), 3);
  const float part = total > 0 ? std::clamp(static_cast<float>(done) / static_cast<float>(total), 0.f, 1.f) : 0.f;
  if (part > 0) kit.fill({bar.x, bar.y, std::max(6.f, bar.width * part), bar.height}, kit.colour(Token::accent), 3);
  return button(kit, kit.say(Text::kit_cancel));
}

bool save_state(Kit& kit, SaveState state, std::string_view why) {
  if (state == SaveState::not_saved) {
    const std::string words = kit.say(Text::kit_not_saved, why);
    tag(kit, words, Tone::bad, Icon::triangle_alert);
    return button(kit, kit.say(Text::kit_try_again), {.look = Look::quiet});
  }
  const std::string_view words = kit.say(state == SaveState::saved ? Text::kit_saved : Text::kit_saving);
  const StyleRule rule = kit.rule(Style::secondary);
  const float width = std::ceil(kit.measure(Style::secondary, words));
  const Rect rect = kit.place(width + 22, rule.line_height);
  const ImU32 ink = kit.colour(state == SaveState::saved ? Token::good : Token::third);
  kit.draw_icon(state == SaveState::saved ? Icon::check : Icon::ellipsis, rect.x, rect.y + (rule.line_height - 16) / 2,
                16, ink);
  kit.draw_line(Style::secondary, rect.x + 22, rect.y, ink, words);
  kit.declare({.id = kit.id_of(Role::status, "save state"),
               .role = Role::status,
               .name = words,
               .rect = {rect.x + 22, rect.y, width, rule.line_height},
               .type = kit.type(Style::secondary)});
  return false;
}

void draw_empty_state(Kit& kit, Icon icon, std::string_view title, std::string_view sentence) {
  const float side = std::max(0.f, (kit.available() - 420) / 2);
  auto centre = kit.inset(side, side, 8);
  kit.space(32);
  const Rect mark = kit.place(0, 40);
  kit.fill({mark.x + (mark.width - 40) / 2, mark.y, 40, 40}, kit.colour(Token::soft_accent), 12);
  kit.draw_icon(icon, mark.x + (mark.width - 20) / 2, mark.y + 10, 20, kit.colour(Token::accent));
  kit.space(4);
  text(kit, title, {.style = Style::strong, .max_width = 0, .centred = true, .heading = 2});
  text(kit, sentence, {.style = Style::secondary, .max_width = 0, .centred = true});
  kit.space(4);
}

bool banner(Kit& kit, Tone tone, std::string_view words, std::string_view action) {
  auto scope = kit.scope(words);
  // A notice is a part of its screen and no news.
  if (tone != Tone::notice) kit.announce_shown(kit.id("told"), words, tone == Tone::bad);
  const float action_width = action.empty() ? 0 : std::ceil(kit.measure(Style::control_strong, action)) + 36;
  const float icon_room = 28, padding = 12;
  const bool is_action_below = action_width > 0 && kit.available() < 560;
  const float room = std::max(80.f, kit.available() - (is_action_below ? 0 : action_width) - icon_room - 2 * padding);
  const StyleRule rule = kit.rule(Style::control);
  const float lines = static_cast<float>(kit.break_lines(Style::control, words, room).size());
  const float words_height = lines * rule.line_height;
  const float height = is_action_below
                           ? words_height + kit.control_height() + 3 * padding
                           : std::max(words_height + 2 * padding, action.empty() ? 0 : kit.control_height() + 12);
  const Rect rect = kit.place(0, height);
  kit.fill(rect, kit.colour(tint_token(tone)), metric::card_radius);
  kit.draw_icon(tone == Tone::good                           ? Icon::check
                : tone == Tone::bad || tone == Tone::warning ? Icon::triangle_alert
                                                             : Icon::info,
                rect.x + padding, rect.y + padding + 2, 16, kit.colour(text_token(tone)));
  const float top = is_action_below ? rect.y + padding : std::round(rect.y + (height - words_height) / 2);
  {
    auto column = kit.column({rect.x + padding + icon_room, top, room, 0}, 0);
    text(kit, words, {.style = Style::control, .max_width = 0});
  }
  if (action.empty()) return false;
  if (is_action_below) {
    auto column = kit.column({rect.x + padding + icon_room, top + words_height + padding, room, 0}, 0);
    return button(kit, action, {.width = action_width - 6});
  }
  auto column = kit.column(
      {rect.right() - action_width, std::round(rect.y + (height - kit.control_height()) / 2), action_width - 6, 0}, 0);
  return button(kit, action, {.width = action_width - 6});
}

}  // namespace unrepeat::shell
