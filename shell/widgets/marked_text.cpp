// Words between the marks and under them are pieces of one text, so that its lines are those of any paragraph.
#include "shell/widgets/marked_text.hpp"

#include "core/text/script.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

struct Run {
  std::string_view words;
  bool is_marked = false;
};

std::vector<Run> runs_of(std::string_view words, std::span<const TextRange> marked) {
  std::vector<Run> runs;
  std::size_t at = 0;
  for (const TextRange& range : marked) {
    if (range.begin > at) runs.push_back({words.substr(at, range.begin - at), false});
    runs.push_back({words.substr(range.begin, range.end - range.begin), true});
    at = range.end;
  }
  if (at < words.size()) runs.push_back({words.substr(at), false});
  return runs;
}

/// Where a run stands on one line.
struct Piece {
  std::size_t run;
  Rect rect;
  std::string_view words;
};

}  // namespace

void marked_text(Kit& kit, std::string_view key, std::string_view words, std::span<const TextRange> marked, Mark mark) {
  if (marked.empty() || words.empty()) return text(kit, words, {.max_width = 0});
  const std::vector<Run> runs = runs_of(words, marked);
  std::vector<Kit::StyledPart> parts;
  for (const Run& run : runs) parts.push_back({Style::body, run.words});
  const float width = std::max(1.f, kit.available()), line_height = kit.rule(Style::body).line_height;
  const std::vector<std::string_view> lines = kit.break_lines(parts, width);
  const bool is_shaped = needs_shaping(words);
  const std::size_t count = is_shaped ? kit.count_shown_lines(parts, width, line_height, lines.size()) : lines.size();
  const Rect all = kit.place(width, line_height * static_cast<float>(count));

  std::vector<Piece> pieces;
  float y = all.y;
  std::size_t run = 0;
  for (const std::string_view line : lines) {
    const char *at = line.data(), *const end = at + line.size();
    float x = all.x;
    while (run < runs.size()) {
      const char* const run_end = runs[run].words.data() + runs[run].words.size();
      if (const char* const piece_end = std::min(run_end, end); at < piece_end) {
        const std::string_view here(at, piece_end);
        const float piece_width = kit.measure(Style::body, here);
        pieces.push_back({run, {x, y, piece_width, line_height}, here});
        x += piece_width;
        at = piece_end;
      }
      if (run_end > end) break;
      at = std::max(at, run_end);
      ++run;
    }
    y += line_height;
  }

  auto scope = kit.scope(key);
  const ImU32 ink = kit.colour(Token::ink);
  const ImU32 line_ink = kit.colour(mark == Mark::removed ? Token::bad : Token::good);
  kit.declare_open({.id = kit.id("all"),
                    .role = Role::text,
                    .state = when(is_shaped, State::shaped),
                    .rect = all,
                    .type = kit.type(Style::body),
                    .limit = is_shaped ? Kit::page_ink(ink) : 0,
                    .written = true});
  const Role role = mark == Mark::removed ? Role::deletion : Role::insertion;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Rect rect;
    for (const Piece& piece : pieces) {
      if (piece.run != i) continue;
      if (rect.width == 0) rect = piece.rect;
      // On several lines: where it begins, down to where it ends.
      rect.height = piece.rect.bottom() - rect.y;
    }
    Type type = kit.type(Style::body);
    type.line_height = type.size;
    kit.declare({.id = kit.id(std::to_string(i)),
                 .role = runs[i].is_marked ? role : Role::span,
                 .name = runs[i].words,
                 .state = when(is_shaped, State::shaped),
                 .rect = rect,
                 .type = type,
                 .limit = is_shaped ? Kit::page_ink(ink) : 0});
  }
  kit.declare_close();
  // The page shows them itself, marks and all.
  if (is_shaped) return;
  const ImU32 tint = kit.colour(tint_token(mark == Mark::removed ? Tone::bad : Tone::good));
  for (const Piece& piece : pieces) {
    if (!kit.is_visible(piece.rect)) continue;
    const Rect& at = piece.rect;
    const bool is_marked = runs[piece.run].is_marked;
    if (is_marked) kit.fill({at.x - 1, at.y + 1, at.width + 2, at.height - 2}, tint, 3);
    kit.draw_line(Style::body, at.x, at.y, ink, piece.words);
    if (!is_marked) continue;
    const float from_top = mark == Mark::removed ? at.height / 2 : at.height - 4;
    kit.fill({at.x, at.y + from_top, at.width, 1.5f}, line_ink);
  }
}

}  // namespace unrepeat::shell
