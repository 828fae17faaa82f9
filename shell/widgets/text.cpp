// Breaking text into lines the way the page does, and drawing it.
#include "shell/widgets/text.hpp"

#include <imgui_internal.h>

#include <cmath>

namespace unrepeat::shell {
namespace {

/// Scripts that are written without spaces: a line may end after any character.
bool is_ideographic(unsigned c) {
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

/// Closing punctuation and small kana stay with what is before them.
bool may_begin_line(unsigned c) {
  switch (c) {
    case 0x3001:
    case 0x3002:
    case 0x300d:
    case 0x300f:
    case 0x3011:
    case 0x3015:
    case 0x3009:
    case 0x300b:
    case 0x30fc:
    case 0x30fb:
    case 0x3041:
    case 0x3043:
    case 0x3045:
    case 0x3047:
    case 0x3049:
    case 0x3063:
    case 0x3083:
    case 0x3085:
    case 0x3087:
    case 0x308e:
    case 0x30a1:
    case 0x30a3:
    case 0x30a5:
    case 0x30a7:
    case 0x30a9:
    case 0x30c3:
    case 0x30e3:
    case 0x30e5:
    case 0x30e7:
    case 0x30ee:
    case 0xff01:
    case 0xff09:
    case 0xff0c:
    case 0xff0e:
    case 0xff1a:
    case 0xff1b:
    case 0xff1f:
    case 0xff3d:
    case 0xff5d: return false;
    default: return true;
  }
}

/// Opening brackets stay with what follows.
bool may_end_line(unsigned c) {
  return c != 0x300c && c != 0x300e && c != 0x3010 && c != 0x3014 && c != 0x3008 && c != 0x300a && c != 0xff08 &&
         c != 0xff3b && c != 0xff5b;
}

bool is_space(unsigned c) {
  return c == ' ' || c == '\t' || c == 0x3000 || (c >= 0x2000 && c <= 0x200b && c != 0x2007);
}

/// May a line end between the two?
bool may_break(unsigned before, unsigned after) {
  if (is_space(after)) return false;  // Spaces hang at the end of the line.
  if (is_space(before)) return true;
  if (before == '-' || before == 0x2013 || before == 0x2014 || before == 0x2010) return after > '9' || after < '0';
  if (is_ideographic(before) || is_ideographic(after))
    return may_end_line(before) && may_begin_line(after) && (is_ideographic(before) || may_end_line(after));
  return false;
}

}  // namespace

const std::vector<std::string_view>& Kit::break_lines(Style style, std::string_view words, float width) {
  const StyledPart part{style, words};
  return break_lines(std::span(&part, 1), width);
}

const std::vector<std::string_view>& Kit::break_lines(std::span<const StyledPart> parts, float width) {
  lines_.clear();
  const char* line = parts.front().words.data();
  const char* break_at = nullptr;  // Where the line can end, and how wide the text after it is by now.
  float line_width = 0, since_break = 0;
  unsigned before = 0;
  for (const StyledPart& part : parts) {
    const StyleRule one = rule(part.style);
    ImFontBaked* baked = font(one.face)->GetFontBaked(one.size);
    const char* at = part.words.data();
    const char* const end = at + part.words.size();
    while (at < end) {
      unsigned c = static_cast<unsigned char>(*at);
      const int length = c < 0x80 ? 1 : std::max(1, ImTextCharFromUtf8(&c, at, end));
      if (c == '\n') {
        lines_.emplace_back(line, at - line);
        line = at + length;
        break_at = nullptr;
        line_width = since_break = 0;
        before = 0;
        at += length;
        continue;
      }
      if (at > line && before != 0 && may_break(before, c)) {
        break_at = at;
        since_break = 0;
      }
      const float advance = baked->GetCharAdvance(static_cast<ImWchar>(c));
      if (line_width + advance > width + 0.01f && at > line && !is_space(c)) {
        const char* cut = break_at != nullptr && break_at > line
                              ? break_at
                              : at;  // A word wider than the line is cut where it must be.
        lines_.emplace_back(line, cut - line);
        line_width = cut == at ? 0 : since_break;
        line = cut;
        break_at = nullptr;
      }
      line_width += advance;
      since_break += advance;
      before = c;
      at += length;
    }
  }
  const std::string_view last = parts.back().words;
  lines_.emplace_back(line, last.data() + last.size() - line);
  return lines_;
}

void text(Kit& kit, std::string_view words, const TextOptions& options) {
  const StyleRule rule = kit.rule(options.style);
  const float natural = std::ceil(kit.measure(options.style, words));
  float room = kit.available();
  if (kit.in_row() && natural > room) room = std::max(room, kit.row_width());  // It will wrap to a line of its own.
  if (options.max_width > 0) room = std::min(room, options.max_width);
  if (options.max_width < 0 && rule.size <= 18) room = std::min(room, std::max(kit.prose_width(), 120.f));
  const bool one_line = natural <= room && words.find('\n') == words.npos;
  const auto lines = one_line ? std::vector<std::string_view>{words} : kit.break_lines(options.style, words, room);
  std::size_t shown = lines.size();
  if (options.max_lines > 0) shown = std::min(shown, static_cast<std::size_t>(options.max_lines));
  const float height = rule.line_height * static_cast<float>(shown);
  const float width = kit.in_row() ? (one_line ? natural : room) : room;
  Rect rect = kit.place(std::max(width, 1.f), height);
  if (options.at_right && one_line) rect = {rect.right() - natural, rect.y, natural, height};
  kit.declare({.id = kit.id_of(Role::text, words),
               .role = Role::text,
               .name = words,
               .state = when(kit.is_pressed_as_a_whole(), State::pass_through) | when(options.centred, State::centred),
               .rect = rect,
               .type = kit.type(options.style)});
  if (!kit.is_visible(rect)) return;
  const ImU32 ink = kit.colour(options.tone == Tone::neutral ? rule.token : text_token(options.tone));
  if (kit.leave_to_page(words, ink)) return;
  float y = rect.y;
  for (std::size_t i = 0; i < shown; ++i, y += rule.line_height) {
    std::string_view line = lines[i];
    const bool cut = i + 1 == shown && shown < lines.size();
    if (cut) line = words.substr(static_cast<std::size_t>(line.data() - words.data()));
    const float x = options.centred ? rect.x + std::round((rect.width - kit.measure(options.style, line)) / 2) : rect.x;
    kit.draw_line(options.style, x, y, ink, line, cut ? room : 0);
  }
}

namespace {

/// The level that is read out: as it looks, but never one skipped after the one before it.
int32_t read_level(const Kit& kit, int level) {
  for (std::size_t i = kit.tree().size(); i > 0; --i)
    if (const Semantics::Node node = kit.tree().node(i - 1); node.role == Role::heading)
      return std::min(level, node.number + 1);
  return level;
}

}  // namespace

void heading(Kit& kit, int level, std::string_view words, std::optional<Style> chosen) {
  constexpr Style styles[] = {Style::section, Style::section, Style::part, Style::strong};
  const Style style = chosen.value_or(styles[std::clamp(level, 1, 4) - 1]);
  // A heading belongs to what follows: more room above than below.
  if ((level == 2 || level == 3) && kit.has_content() && !kit.in_row()) kit.space(level == 2 ? 16 : 8);
  const StyleRule rule = kit.rule(style);
  const float natural = std::ceil(kit.measure(style, words));
  float room = kit.available();
  if (kit.in_row() && natural > room) room = kit.row_width();
  const auto lines = kit.break_lines(style, words, room);
  const Rect rect =
      kit.place(kit.in_row() ? std::min(natural, room) : room, rule.line_height * static_cast<float>(lines.size()));
  kit.declare({.id = kit.id_of(Role::heading, words),
               .role = Role::heading,
               .name = words,
               .rect = rect,
               .type = kit.type(style),
               .number = read_level(kit, level)});
  if (kit.leave_to_page(words, kit.colour(rule.token))) return;
  float y = rect.y;
  for (const std::string_view line : lines) {
    kit.draw_line(style, rect.x, y, kit.colour(rule.token), line);
    y += rule.line_height;
  }
}

void link(Kit& kit, std::string_view words, std::string_view address, Style style) {
  const StyleRule rule = kit.rule(style);
  const Rect rect = kit.place(std::ceil(kit.measure(style, words)), rule.line_height);
  const Id id = kit.id(words);
  const Interaction on = kit.interact(id, rect);
  kit.declare({.id = id,
               .role = Role::link,
               .name = words,
               .value = address,
               .state = State::tab_stop | when(!address.starts_with('#'), State::new_window),
               .rect = rect,
               .type = kit.type(style)});
  const ImU32 ink = kit.colour(on.hovered ? Token::accent_hover : Token::accent);
  if (!kit.leave_to_page(words, ink)) kit.draw_line(style, rect.x, rect.y, ink, words, rect.width);
  if (on.hovered) kit.fill({rect.x, rect.bottom() - 2, rect.width, 1}, ink);
  if (on.ring) kit.draw_ring(rect, 3);
}

void picture(Kit& kit, std::string_view what_it_shows, const Rect& rect) {
  kit.declare({.id = kit.id_of(Role::img, what_it_shows), .role = Role::img, .name = what_it_shows, .rect = rect});
}

void icon(Kit& kit, Icon which, Tone tone, float size) {
  const Rect rect = kit.place(size, size);
  kit.draw_icon(which, rect.x, rect.y, size, kit.colour(text_token(tone)));
}

void divider(Kit& kit) {
  const Rect rect = kit.place(0, metric::hairline);
  kit.fill(rect, kit.colour(Token::line));
}

}  // namespace unrepeat::shell
