// Breaking text into lines the way the page does, and drawing it.
#include "shell/widgets/text.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/text/script.hpp"
#include "shell/fingerprint.hpp"

namespace unrepeat::shell {
namespace {

/// Scripts that are written without spaces, and emoji: a line may end after any character.
bool is_ideographic(unsigned c) {
  if (c == 0xff05 || c == 0xffe5) return false;  // They belong to a number, wide or not.
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x2600 && c <= 0x2603) ||
         (c >= 0x2763 && c <= 0x2764) || (c >= 0x1f300 && c <= 0x1f64f) || (c >= 0x1f680 && c <= 0x1f6ff) ||
         (c >= 0x1f900 && c <= 0x1faff);
}

bool is_one_of(std::u32string_view characters, unsigned c) { return characters.contains(static_cast<char32_t>(c)); }

bool is_ascii_alphanumeric(unsigned c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/// Letters and figures of scripts that are written with spaces: no line ends between two of them.
bool is_in_word(unsigned c) { return is_ascii_alphanumeric(c) || (c >= 0xc0 && c < 0x590); }

bool is_space(unsigned c) {
  return c == ' ' || c == '\t' || c == 0x3000 || (c >= 0x2000 && c <= 0x200b && c != 0x2007);
}

/// May a line end before `after`? Where browsers break, which is UAX #14 with their own table for ASCII: found by
/// asking one for every pair, so that a text has the same lines drawn and edited.
bool may_break(unsigned second_before, unsigned before, unsigned after) {
  if (is_space(after)) return false;  // Spaces hang at the end of the line.
  if (is_space(before)) return true;
  if (is_in_word(before) && is_in_word(after)) return false;
  if (before == '-' && after == '-') return true;
  // Closing punctuation stays with what is before it, opening brackets with what follows.
  if (is_one_of(
          U"!\"'),-./"
          U":;?]|}\u00b0\u00bb\u2010\u2013\u2018\u2019\u201c\u201d\u2026\u2103\u3001\u3002\u3005\u3009\u300b\u300d"
          U"\u300f\u3011\u3015\u301c\u303b\u309d\u309e\u30fb\u30fd\u30fe\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b"
          U"\uff1f\uff3d\uff5d",
          after))
    return false;
  if (is_one_of(U"'([{\u00a1\u00ab\u00bf\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\uff08\uff3b\uff5b\uffe5",
                before))
    return false;
  if (after == 0x2014) return before != 0x2014;
  if (is_one_of(U"?\u2013\u2014\u2026", before)) return true;
  // A date may be broken, the sign of a number may not.
  if (before == '-' || before == 0x2010) return after < '0' || after > '9' || is_ascii_alphanumeric(second_before);
  if (is_ideographic(after)) return !is_one_of(U"\"$+\\\u00a3\u00b1\u2019\u201d\u20ac\u2116", before);
  if (is_ideographic(before)) return after != '%';
  return is_one_of(U"([{<", after) && is_one_of(U"!\"#%&)*+,.:;=>\\]|}~", before);
}

/// Calls `take` with every line of the parts, which are one text, as long as it returns true. `before` is the character
/// in front of them if it is on the same line of the text.
template <typename Take>
void break_into(const Kit& kit, std::span<const Kit::StyledPart> parts, float width, unsigned before, Take take) {
  const char* line = parts.front().words.data();
  const char* break_at = nullptr;  // Where the line can end, and how wide the text after it is by now.
  float line_width = 0, since_break = 0;
  unsigned second_before = 0;
  for (const Kit::StyledPart& part : parts) {
    const StyleRule one = kit.rule(part.style);
    ImFontBaked* baked = kit.font(one.face)->GetFontBaked(one.size);
    const char* at = part.words.data();
    const char* const end = at + part.words.size();
    while (at < end) {
      unsigned c = static_cast<unsigned char>(*at);
      const int length = c < 0x80 ? 1 : std::max(1, ImTextCharFromUtf8(&c, at, end));
      if (c == '\n') {
        if (!take(std::string_view(line, at))) return;
        line = at + length;
        break_at = nullptr;
        line_width = since_break = 0;
        before = second_before = 0;
        at += length;
        continue;
      }
      if (at > line && before != 0 && may_break(second_before, before, c)) {
        break_at = at;
        since_break = 0;
      }
      const float advance = baked->GetCharAdvance(static_cast<ImWchar>(c));
      while (line_width + advance > width + 0.01f && at > line && !is_space(c)) {
        const char* cut = break_at != nullptr && break_at > line
                              ? break_at
                              : at;  // A word wider than the line is cut where it must be.
        if (!take(std::string_view(line, cut))) return;
        line_width = cut == at ? 0 : since_break;
        line = cut;
        break_at = nullptr;
      }
      line_width += advance;
      since_break += advance;
      second_before = std::exchange(before, c);
      at += length;
    }
  }
  const std::string_view last = parts.back().words;
  take(std::string_view(line, last.data() + last.size()));
}

}  // namespace

const std::vector<std::string_view>& Kit::break_lines(Style style, std::string_view words, float width) {
  const StyledPart part{style, words};
  return break_lines(std::span(&part, 1), width);
}

const std::vector<std::string_view>& Kit::break_lines(std::span<const StyledPart> parts, float width) {
  lines_.clear();
  break_into(*this, parts, width, 0, [&](std::string_view line) {
    lines_.push_back(line);
    return true;
  });
  return lines_;
}

std::size_t Kit::count_shown_lines(std::span<const StyledPart> parts, float width, float line_height,
                                   std::size_t otherwise) {
  if (count_in_page_ == nullptr) return otherwise;
  std::vector<ShownPart> shown;
  Fingerprint print;
  print.take_numbers(width, line_height, viewport_.pixel_ratio);
  for (const StyledPart& part : parts) {
    const StyleRule one = rule(part.style);
    shown.push_back({one.face, one.size, part.words});
    print.take_numbers(static_cast<uint32_t>(one.face), one.size);
    print.take(std::as_bytes(std::span(part.words)));
  }
  // Many more than a screen shows; what is written makes a new one at every letter.
  if (shown_lines_.size() > 1000) shown_lines_.clear();
  const auto [found, is_new] = shown_lines_.try_emplace(print.value(), 0);
  if (is_new) found->second = std::max<std::size_t>(1, count_in_page_(shown, width, line_height));
  return found->second;
}

std::size_t EditedLines::count(Kit& kit, Style style, std::string_view words, float width) {
  const StyleRule rule = kit.rule(style);
  const Measure measure{rule.size, width, kit.viewport().pixel_ratio, rule.face};
  if (measure != measure_) starts_.clear();
  measure_ = measure;
  const std::size_t shorter = std::min(words.size(), words_.size());
  const auto same_front = static_cast<std::size_t>(
      std::mismatch(words.begin(), words.begin() + shorter, words_.begin()).first - words.begin());
  if (!starts_.empty() && same_front == words.size() && words.size() == words_.size())
    return shown_by_page_ > 0 ? shown_by_page_ : starts_.size();
  std::size_t same_back = 0;
  while (same_back < shorter - same_front &&
         words[words.size() - 1 - same_back] == words_[words_.size() - 1 - same_back])
    ++same_back;

  // A line's end is decided by the word after it, which may be cut over a line of its own: two lines earlier nothing
  // has changed.
  const std::vector<std::size_t> old = std::exchange(starts_, {});
  const auto changed = std::upper_bound(old.begin(), old.end(), same_front);
  starts_.assign(old.begin(), old.begin() + std::max<std::ptrdiff_t>(changed - old.begin() - 3, 0));
  const std::size_t from = starts_.empty() ? 0 : old[starts_.size()];
  unsigned before = 0;
  if (from > 0) {
    const char* at = words.data() + from - 1;
    while (at > words.data() && (*at & 0xc0) == 0x80) --at;
    ImTextCharFromUtf8(&before, at, words.data() + from);
    if (before == '\n') before = 0;
  }
  const Kit::StyledPart part{style, words.substr(from)};
  break_into(kit, std::span(&part, 1), width, before, [&](std::string_view line) {
    const auto start = static_cast<std::size_t>(line.data() - words.data());
    // Where a line begins as one did before, with the same two characters in front of it, so do all that follow.
    if (start + same_back >= words.size() + 2 * 4) {
      const auto same = std::lower_bound(old.begin(), old.end(), start - words.size() + words_.size());
      if (same != old.end() && *same == start - words.size() + words_.size()) {
        for (auto one = same; one != old.end(); ++one) starts_.push_back(*one - words_.size() + words.size());
        return false;
      }
    }
    starts_.push_back(start);
    return true;
  });
  words_ = words;
  const Kit::StyledPart all{style, words};
  shown_by_page_ = needs_shaping(words) ? kit.count_shown_lines({&all, 1}, width, rule.line_height, starts_.size()) : 0;
  return shown_by_page_ > 0 ? shown_by_page_ : starts_.size();
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
  if (!one_line && needs_shaping(words)) {
    const Kit::StyledPart part{options.style, words};
    shown = kit.count_shown_lines({&part, 1}, room, rule.line_height, shown);
  }
  if (options.max_lines > 0) shown = std::min(shown, static_cast<std::size_t>(options.max_lines));
  const float height = rule.line_height * static_cast<float>(shown);
  const float width = kit.in_row() ? (one_line ? natural : room) : room;
  Rect rect = kit.place(std::max(width, 1.f), height);
  if (options.at_right && one_line) rect = {rect.right() - natural, rect.y, natural, height};
  const Role role = options.heading > 0 ? Role::heading : Role::text;
  kit.declare({.id = kit.id_of(role, words),
               .role = role,
               .name = words,
               .state = when(kit.is_pressed_as_a_whole(), State::pass_through) | when(options.centred, State::centred),
               .rect = rect,
               .type = kit.type(options.style),
               .number = options.heading > 0 ? read_level(kit, options.heading) : 0,
               .silent = options.silent});
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

void heading(Kit& kit, int level, std::string_view words, std::optional<Style> chosen, float beside) {
  constexpr Style styles[] = {Style::section, Style::section, Style::strong, Style::strong};
  const Style style = chosen.value_or(styles[std::clamp(level, 1, 4) - 1]);
  // A heading belongs to what follows: more room above than below.
  if ((level == 2 || level == 3) && kit.has_content() && !kit.in_row()) kit.space(level == 2 ? 16 : 8);
  const StyleRule rule = kit.rule(style);
  const float natural = std::ceil(kit.measure(style, words));
  float room = kit.available();
  if (kit.in_row() && natural > room - beside) room = kit.row_width() - beside;
  const auto lines = kit.break_lines(style, words, room);
  std::size_t shown = lines.size();
  if (shown > 1 && needs_shaping(words)) {
    const Kit::StyledPart part{style, words};
    shown = kit.count_shown_lines({&part, 1}, room, rule.line_height, shown);
  }
  const Rect rect =
      kit.place(kit.in_row() ? std::min(natural, room) : room, rule.line_height * static_cast<float>(shown));
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
  // It stands alone: a finger must meet it like a button. The page's element centres its words by their line height.
  const float least = kit.viewport().touch ? metric::control_touch : 0;
  const float width = std::ceil(kit.measure(style, words)), room = kit.available();
  // In a column it goes on below, like a text.
  const bool wraps = !kit.in_row() && width > room && room > 0;
  const std::size_t line_count = wraps ? kit.break_lines(style, words, room).size() : 1;
  const float height = rule.line_height * static_cast<float>(line_count);
  const Rect rect = kit.place(wraps ? room : std::max(width, least), std::max(height, least));
  float y = rect.y + (rect.height - height) / 2;
  Type type = kit.type(style);
  if (!wraps) type.line_height = static_cast<uint8_t>(rect.height);
  const Id id = kit.id(words);
  const Interaction on = kit.interact(id, rect);
  kit.declare({.id = id,
               .role = Role::link,
               .name = words,
               .value = address,
               .state = State::tab_stop | when(!address.starts_with('#'), State::new_window),
               .rect = rect,
               .type = type});
  const ImU32 ink = kit.colour(on.hovered ? Token::accent_hover : Token::accent);
  if (wraps) {
    for (const std::string_view line : kit.break_lines(style, words, room)) {
      kit.draw_line(style, rect.x, y, ink, line);
      if (on.hovered) kit.fill({rect.x, y + rule.line_height - 2, kit.measure(style, line), 1}, ink);
      y += rule.line_height;
    }
  } else {
    if (!kit.leave_to_page(words, ink)) kit.draw_line(style, rect.x, y, ink, words, rect.width);
    if (on.hovered) kit.fill({rect.x, y + rule.line_height - 2, rect.width, 1}, ink);
  }
  if (on.ring) kit.draw_ring(rect, 3);
}

void picture(Kit& kit, std::string_view what_it_shows, const Rect& rect) {
  kit.declare({.id = kit.id_of(Role::img, what_it_shows), .role = Role::img, .name = what_it_shows, .rect = rect});
}

bool image(Kit& kit, std::string_view what_it_shows, std::uint32_t texture, float width, float height, float most) {
  const float scale = std::min({1.f, kit.available() / width, most / height});
  const Rect rect = kit.place(std::max(1.f, std::floor(width * scale)), std::max(1.f, std::floor(height * scale)));
  picture(kit, what_it_shows, rect);
  if (!kit.is_visible(rect)) return false;
  if (texture != 0) {
    // What is drawn with dark lines on nothing is meant to lie on paper.
    kit.fill(rect, IM_COL32_WHITE);
    kit.draw_list().AddImage(ImTextureRef(static_cast<ImTextureID>(texture)), {rect.x, rect.y},
                             {rect.right(), rect.bottom()});
  }
  kit.outline(rect, kit.colour(Token::line));
  return true;
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
