// Places the blocks of a text one below the other, keeps that, and draws it.
#include "shell/widgets/prose.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <utility>

#include "core/text/script.hpp"
#include "shell/widgets/markdown.hpp"

namespace unrepeat::shell {
namespace {

using Kind = ProseBlock::Kind;

/// Words of one look on one line.
struct Piece {
  uint32_t run = 0;
  float x = 0, y = 0, width = 0;
  std::string_view words;
};

struct LaidBlock {
  Rect rect;
  uint32_t first_piece = 0, end_piece = 0;
  bool is_shaped = false;
};

}  // namespace

/// What is on the screen, laid out. Its origin is its left upper corner.
struct ProseCache {
  struct Entry {
    Id id = 0;
    std::string source;
    Prose prose;
    std::vector<LaidBlock> blocks;
    std::vector<Piece> pieces;
    Style plain = Style::body, strong = Style::strong;
    float width = -1, size = 0, pixel_ratio = 0, height = 0;
    int used_in_frame = 0;
  };
  std::vector<std::unique_ptr<Entry>> entries;
};

namespace {

using Entry = ProseCache::Entry;

constexpr float gap = 12, tight_gap = 2, after_heading = 4, bullet_indent = 22, quote_indent = 16;
constexpr float cell_x = 8, cell_y = 4, code_padding = 10;

Style style_of(const Entry& entry, const ProseBlock& block, const ProseRun& run) {
  if (block.kind == Kind::heading) return block.number == 1 ? Style::part : Style::strong;
  if (block.kind == Kind::code || run.code) return Style::mono;
  return run.strong || block.is_header ? entry.strong : entry.plain;
}

/// Of the lines of a block, whatever some words of it look like.
Style line_style(const Entry& entry, const ProseBlock& block) { return style_of(entry, block, {}); }

std::string number_of(const ProseBlock& list, const ProseBlock& item) {
  return std::to_string(list.number + item.number - 1) + ".";
}

/// How far below the top of a line of the first style the second one's line begins, so that both stand on one line.
float shift_to_baseline(const Kit& kit, const StyleRule& line, const StyleRule& words) {
  const auto baseline = [&](const StyleRule& rule) {
    return (rule.line_height - rule.size) / 2 + kit.font(rule.face)->GetFontBaked(rule.size)->Ascent;
  };
  return baseline(line) - baseline(words);
}

class Layout {
 public:
  Layout(Kit& kit, Entry& entry) : kit_(kit), entry_(entry), prose_(entry.prose) {}

  /// The blocks of [first, last), below one another; returns the bottom.
  float stack(uint32_t first, uint32_t last, float x, float y, float width, bool is_tight = false) {
    const ProseBlock* before = nullptr;
    for (uint32_t index = first; index < last; index = prose_.blocks[index].after) {
      const ProseBlock& block = prose_.blocks[index];
      if (before != nullptr) {
        // Paragraphs stand where they stand while they are written, with an empty line between them.
        const bool are_paragraphs = before->kind == Kind::paragraph && block.kind == Kind::paragraph;
        y += is_tight                        ? tight_gap
             : before->kind == Kind::heading ? after_heading
             : are_paragraphs                ? kit_.rule(entry_.plain).line_height
                                             : gap;
      }
      y = lay(index, x, y, width);
      before = &block;
    }
    return y;
  }

 private:
  float lay(uint32_t index, float x, float y, float width) {
    const ProseBlock& block = prose_.blocks[index];
    float bottom = y;
    switch (block.kind) {
      case Kind::paragraph:
      case Kind::heading: bottom = words(index, x, y, width); break;
      case Kind::code:
        bottom = words(index, x + code_padding, y + code_padding, width - 2 * code_padding) + code_padding;
        break;
      case Kind::rule: bottom = y + metric::hairline; break;
      case Kind::quote: bottom = stack(index + 1, block.after, x + quote_indent, y, width - quote_indent); break;
      case Kind::list: bottom = list(index, x, y, width); break;
      case Kind::table: bottom = table(index, x, y, width); break;
      case Kind::item:
      case Kind::row:
      case Kind::cell: break;  // laid by what holds them
    }
    entry_.blocks[index].rect = {x, y, width, bottom - y};
    return bottom;
  }

  float list(uint32_t index, float x, float y, float width) {
    const ProseBlock& block = prose_.blocks[index];
    float indent = bullet_indent;
    for (uint32_t item = index + 1; item < block.after && block.is_ordered; item = prose_.blocks[item].after)
      indent = std::max(indent, std::ceil(kit_.measure(entry_.plain, number_of(block, prose_.blocks[item]))) + 8);
    for (uint32_t item = index + 1; item < block.after; item = prose_.blocks[item].after) {
      if (item != index + 1) y += block.is_tight ? tight_gap : gap;
      const float bottom =
          std::max(stack(item + 1, prose_.blocks[item].after, x + indent, y, width - indent, block.is_tight),
                   y + kit_.rule(entry_.plain).line_height);
      entry_.blocks[item].rect = {x + indent, y, width - indent, bottom - y};
      y = bottom;
    }
    return y;
  }

  float natural_width(const ProseBlock& cell) {
    float width = 0;
    for (uint32_t run = cell.first_run; run < cell.end_run; ++run) {
      const ProseRun& one = prose_.runs[run];
      width += kit_.measure(style_of(entry_, cell, one), prose_.words(one.begin, one.end));
    }
    return std::ceil(width) + 2 * cell_x;
  }

  /// As wide as the words are; where that is too much, the wide columns share what the others leave.
  std::vector<float> column_widths(uint32_t index, float width) {
    const ProseBlock& table = prose_.blocks[index];
    std::vector<float> natural(std::max<std::size_t>(table.number, 1), 2 * cell_x), widths;
    for (uint32_t at = index + 1; at < table.after; ++at)
      if (const ProseBlock& cell = prose_.blocks[at]; cell.kind == Kind::cell && cell.number <= natural.size())
        natural[cell.number - 1] = std::max(natural[cell.number - 1], natural_width(cell));
    float share = width / static_cast<float>(natural.size());
    for (int round = 0; round < 4; ++round) {
      float rest = width;
      std::size_t wide = 0;
      for (const float one : natural) one <= share ? void(rest -= one) : void(++wide);
      if (wide == 0) break;
      share = std::max(share, rest / static_cast<float>(wide));
    }
    for (const float one : natural) widths.push_back(std::floor(std::min(one, share)));
    return widths;
  }

  float table(uint32_t index, float x, float y, float width) {
    const ProseBlock& block = prose_.blocks[index];
    const std::vector<float> widths = column_widths(index, width);
    for (uint32_t row = index + 1; row < block.after; row = prose_.blocks[row].after) {
      float bottom = y + kit_.rule(entry_.plain).line_height + 2 * cell_y, left = x;
      std::size_t column = 0;
      for (uint32_t cell = row + 1; cell < prose_.blocks[row].after && column < widths.size(); ++cell, ++column) {
        const float words_width = std::max(1.f, widths[column] - 2 * cell_x);
        bottom = std::max(bottom, words(cell, left + cell_x, y + cell_y, words_width) + cell_y);
        left += widths[column];
      }
      left = x;
      column = 0;
      for (uint32_t cell = row + 1; cell < prose_.blocks[row].after && column < widths.size(); ++cell, ++column) {
        entry_.blocks[cell].rect = {left, y, widths[column], bottom - y};
        left += widths[column];
      }
      entry_.blocks[row].rect = {x, y, left - x, bottom - y};
      y = bottom;
    }
    return y;
  }

  float words(uint32_t index, float x, float y, float width) {
    const ProseBlock& block = prose_.blocks[index];
    LaidBlock& laid = entry_.blocks[index];
    laid.first_piece = laid.end_piece = static_cast<uint32_t>(entry_.pieces.size());
    if (block.first_run == block.end_run) return y;
    laid.is_shaped = needs_shaping(prose_.words(block));
    std::vector<Kit::StyledPart> parts;
    for (uint32_t run = block.first_run; run < block.end_run; ++run) {
      const ProseRun& one = prose_.runs[run];
      parts.push_back({style_of(entry_, block, one), prose_.words(one.begin, one.end)});
    }
    const float line_height = kit_.rule(line_style(entry_, block)).line_height, top = y;
    std::size_t part = 0, lines = 0;
    for (const std::string_view line : kit_.break_lines(parts, std::max(width, 1.f))) {
      const char* at = line.data();
      const char* const end = at + line.size();
      float pen = x;
      while (part < parts.size()) {
        const std::string_view whole = parts[part].words;
        const char* const part_end = whole.data() + whole.size();
        const char* const piece_end = std::min(part_end, end);
        if (at < piece_end) {
          const std::string_view words_here(at, piece_end);
          const float piece_width = kit_.measure(parts[part].style, words_here);
          entry_.pieces.push_back({block.first_run + static_cast<uint32_t>(part), pen, y, piece_width, words_here});
          pen += piece_width;
        }
        at = std::max(at, piece_end);
        if (part_end > end) break;
        ++part;
      }
      y += line_height;
      ++lines;
    }
    laid.end_piece = static_cast<uint32_t>(entry_.pieces.size());
    if (laid.is_shaped)
      y = top +
          line_height * static_cast<float>(kit_.count_shown_lines(parts, std::max(width, 1.f), line_height, lines));
    return y;
  }

  Kit& kit_;
  Entry& entry_;
  const Prose& prose_;
};

/// What was laid out for this place, again only if the text or its room has changed.
const Entry& laid_out(Kit& kit, Id id, std::string_view markdown, float width, const ProseOptions& options = {}) {
  auto& cache = kit.prose_cache();
  if (cache == nullptr) cache = std::make_shared<ProseCache>();
  const int frame = ImGui::GetFrameCount();
  auto found = std::ranges::find(cache->entries, id, [](const auto& entry) { return entry->id; });
  if (found == cache->entries.end()) {
    // What has left the screen makes room for what comes.
    std::erase_if(cache->entries, [&](const auto& entry) { return entry->used_in_frame + 2 < frame; });
    cache->entries.push_back(std::make_unique<Entry>(Entry{.id = id}));
    found = std::prev(cache->entries.end());
  }
  Entry& entry = **found;
  entry.used_in_frame = frame;
  const float size = kit.rule(options.words).size, pixel_ratio = kit.viewport().pixel_ratio;
  if (entry.width < 0 || entry.source != markdown) {
    entry.source = markdown;
    entry.prose = read_markdown(markdown);
    entry.width = -1;
  }
  if (std::exchange(entry.plain, options.words) != options.words ||
      std::exchange(entry.strong, options.strong) != options.strong)
    entry.width = -1;
  if (entry.width == width && entry.size == size && entry.pixel_ratio == pixel_ratio) return entry;
  entry.width = width;
  entry.size = size;
  entry.pixel_ratio = pixel_ratio;
  entry.pieces.clear();
  entry.blocks.assign(entry.prose.blocks.size(), {});
  entry.height = Layout(kit, entry).stack(0, static_cast<uint32_t>(entry.prose.blocks.size()), 0, 0, width);
  return entry;
}

class Drawing {
 public:
  Drawing(Kit& kit, const Entry& entry, const Rect& at, Id field)
      : kit_(kit), entry_(entry), prose_(entry.prose), at_(at), field_(field) {
    for (std::size_t i = kit.tree().size(); i > 0 && page_level_ == 0; --i)
      if (const Semantics::Node node = kit.tree().node(i - 1); node.role == Role::heading) page_level_ = node.number;
    last_level_ = page_level_;
    // Nothing but words: the field has them too, and once is enough. A finger that explores the screen meets the words.
    is_said_by_field_ =
        field != 0 && !kit.viewport().touch &&
        std::ranges::all_of(prose_.blocks, [](const ProseBlock& one) { return one.kind == Kind::paragraph; }) &&
        std::ranges::none_of(prose_.runs, [](const ProseRun& one) { return one.link >= 0; });
  }

  void draw(uint32_t first, uint32_t last) {
    for (uint32_t index = first; index < last; index = prose_.blocks[index].after) one(index);
  }

 private:
  Rect rect_of(uint32_t index) const { return moved(entry_.blocks[index].rect); }
  Rect moved(Rect rect) const {
    rect.x += at_.x;
    rect.y += at_.y;
    return rect;
  }
  Id id_of(uint32_t number, char kind) const {
    const uint32_t key[] = {number, static_cast<uint32_t>(kind)};
    return kit_.id({reinterpret_cast<const char*>(key), sizeof key});
  }

  void one(uint32_t index) {
    const ProseBlock& block = prose_.blocks[index];
    const Rect rect = rect_of(index);
    const Id id = id_of(index, 'b');
    switch (block.kind) {
      case Kind::paragraph: words(index, Role::text); return;
      case Kind::heading:
        // Below the page's own headings, and never one skipped.
        last_level_ = std::min({page_level_ + static_cast<int>(block.number), last_level_ + 1, 6});
        words(index, Role::heading, last_level_);
        return;
      case Kind::code:
        if (kit_.is_visible(rect)) kit_.fill(rect, kit_.colour(Token::hover), metric::radius);
        words(index, Role::code);
        return;
      case Kind::rule:
        kit_.declare({.id = id, .role = Role::separator, .rect = rect});
        kit_.fill(rect, kit_.colour(Token::line));
        return;
      case Kind::quote:
        kit_.declare_open({.id = id, .role = Role::blockquote, .rect = rect});
        kit_.fill({rect.x, rect.y, 3, rect.height}, kit_.colour(Token::line), 1.5f);
        break;
      case Kind::list: kit_.declare_open({.id = id, .role = Role::list, .rect = rect}); break;
      case Kind::table:
        kit_.declare_open({.id = id,
                           .role = Role::table,
                           .rect = rect,
                           .number = static_cast<int32_t>(block.number),
                           .limit = static_cast<int32_t>(block.count)});
        break;
      case Kind::row:
        kit_.declare_open({.id = id, .role = Role::row, .rect = rect, .number = static_cast<int32_t>(block.number)});
        kit_.fill({rect.x, rect.bottom() - 1, rect.width, 1}, kit_.colour(Token::line));
        break;
      case Kind::cell:
        kit_.declare_open({.id = id, .role = block.is_header ? Role::columnheader : Role::cell, .rect = rect});
        if (block.first_run < block.end_run) words(index, Role::text);
        kit_.declare_close();
        return;
      case Kind::item: break;  // opened by its list
    }
    if (block.kind == Kind::list)
      for (uint32_t item = index + 1; item < block.after; item = prose_.blocks[item].after) list_item(block, item);
    else
      draw(index + 1, block.after);
    kit_.declare_close();
  }

  void list_item(const ProseBlock& list, uint32_t index) {
    const ProseBlock& item = prose_.blocks[index];
    const Rect rect = rect_of(index);
    kit_.declare_open({.id = id_of(index, 'b'),
                       .role = Role::listitem,
                       .rect = rect,
                       .number = static_cast<int32_t>(item.number),
                       .limit = static_cast<int32_t>(list.count)});
    if (kit_.is_visible(rect)) {
      const StyleRule rule = kit_.rule(entry_.plain);
      if (list.is_ordered) {
        const std::string number = number_of(list, item);
        kit_.draw_line(entry_.plain, rect.x - 8 - kit_.measure(entry_.plain, number), rect.y,
                       kit_.colour(Token::second), number);
      } else {
        kit_.fill({rect.x - 14, rect.y + std::round(rule.line_height / 2) - 2, 5, 5}, kit_.colour(Token::third), 2.5f);
      }
    }
    draw(index + 1, item.after);
    kit_.declare_close();
  }

  Token ink_of(const ProseBlock& block, const ProseRun& run) const {
    if (run.link >= 0) return Token::accent;
    // Stands out also from words that stand back.
    return run.strong ? Token::ink : kit_.rule(style_of(entry_, block, run)).token;
  }

  /// A block's words: one node if they look alike, else one for each look, inside it.
  void words(uint32_t index, Role role, int32_t level = 0) {
    const ProseBlock& block = prose_.blocks[index];
    const LaidBlock& laid = entry_.blocks[index];
    if (block.first_run == block.end_run) return;
    const StyleRule rule = kit_.rule(line_style(entry_, block));
    Rect rect = rect_of(index);
    if (block.kind == Kind::code) rect = rect.shrunk(code_padding);
    if (block.kind == Kind::cell)
      rect = {rect.x + cell_x, rect.y + cell_y, rect.width - 2 * cell_x, rect.height - 2 * cell_y};
    Declaration node{
        .id = id_of(index, 't'),
        .role = role,
        .state = when(laid.is_shaped, State::shaped),
        .rect = rect,
        .type = kit_.type(line_style(entry_, block)),
        .number = level,
        .limit = laid.is_shaped ? Kit::page_ink(kit_.colour(kit_.rule(line_style(entry_, block)).token)) : 0,
        .silent = is_said_by_field_,
        .written = field_ != 0,
        .related = field_};
    const ProseRun& first = prose_.runs[block.first_run];
    const bool is_plain = block.end_run - block.first_run == 1 && first.link < 0 && !first.emphasis &&
                          style_of(entry_, block, first) == line_style(entry_, block);
    if (is_plain) {
      node.name = prose_.words(block);
      kit_.declare(node);
    } else {
      kit_.declare_open(node);
      for (uint32_t run = block.first_run; run < block.end_run; ++run) declare_run(block, laid, run);
      kit_.declare_close();
    }
    kit_.meet_found(prose_.words(block), rect);
    if (!kit_.is_visible(rect)) return;
    for (uint32_t i = laid.first_piece; i < laid.end_piece; ++i)
      draw_piece(block, rule, entry_.pieces[i], laid.is_shaped);
  }

  void declare_run(const ProseBlock& block, const LaidBlock& laid, uint32_t index) {
    const ProseRun& run = prose_.runs[index];
    const bool is_link = run.link >= 0;
    Rect rect;
    for (uint32_t i = laid.first_piece; i < laid.end_piece; ++i) {
      const Piece& piece = entry_.pieces[i];
      if (piece.run != index) continue;
      const float line_height = kit_.rule(line_style(entry_, block)).line_height;
      if (rect.width == 0) rect = moved({piece.x, piece.y, piece.width, line_height});
      // On several lines: where it begins, down to where it ends.
      rect.height = at_.y + piece.y + line_height - rect.y;
    }
    Type type = kit_.type(style_of(entry_, block, run));
    // Smaller words must not make the line higher.
    type.line_height = type.size;
    const Id id = id_of(index, 'r');
    if (is_link && field_ == 0) kit_.interact(id, rect);
    kit_.declare(
        {.id = id,
         .role = is_link        ? Role::link
                 : run.code     ? Role::code
                 : run.strong   ? Role::strong
                 : run.emphasis ? Role::emphasis
                                : Role::span,
         .name = prose_.words(run.begin, run.end),
         .value = is_link ? std::string_view(prose_.links[static_cast<std::size_t>(run.link)]) : std::string_view{},
         .state = when(is_link, State::tab_stop | State::new_window) | when(laid.is_shaped, State::shaped),
         .rect = rect,
         .type = type,
         .limit = laid.is_shaped ? Kit::page_ink(kit_.colour(ink_of(block, run))) : 0,
         .related = is_link ? 0 : field_});
  }

  void draw_piece(const ProseBlock& block, const StyleRule& line, const Piece& piece, bool is_shaped) {
    const ProseRun& run = prose_.runs[piece.run];
    const Style style = style_of(entry_, block, run);
    const Rect rect = moved({piece.x, piece.y, piece.width, line.line_height});
    const ImU32 ink = kit_.colour(ink_of(block, run));
    if (run.link >= 0) {
      const Id id = id_of(piece.run, 'r');
      if (!is_shaped) kit_.fill({rect.x, rect.bottom() - 3, rect.width, 1}, ink);
      if (kit_.focused() == id && kit_.focus_is_visible()) kit_.draw_ring(rect, 3);
    }
    // The page's own node is seen there instead.
    if (is_shaped) return;
    if (run.code) kit_.fill({rect.x - 1, rect.y + 2, rect.width + 2, rect.height - 4}, kit_.colour(Token::hover), 3);
    const int from = kit_.draw_list().VtxBuffer.Size;
    kit_.draw_line(style, rect.x, rect.y + shift_to_baseline(kit_, line, kit_.rule(style)), ink, piece.words);
    if (run.emphasis) slant(from, rect.y + line.line_height / 2);
  }

  /// There is no italic face; upright letters that lean keep their widths.
  void slant(int from, float middle) {
    for (int i = from; i < kit_.draw_list().VtxBuffer.Size; ++i) {
      ImDrawVert& vertex = kit_.draw_list().VtxBuffer[i];
      vertex.pos.x += (middle - vertex.pos.y) * 0.2f;
    }
  }

  Kit& kit_;
  const Entry& entry_;
  const Prose& prose_;
  Rect at_;
  Id field_;
  int page_level_ = 0, last_level_ = 0;
  bool is_said_by_field_ = false;
};

}  // namespace

namespace {

void draw_laid_out(Kit& kit, Id id, const Entry& entry, const Rect& at, Id field) {
  auto scope = kit.scope(static_cast<uint64_t>(id));
  Drawing(kit, entry, at, field).draw(0, static_cast<uint32_t>(entry.prose.blocks.size()));
}

}  // namespace

float prose_height(Kit& kit, Id id, std::string_view markdown, float width) {
  return laid_out(kit, id, markdown, width).height;
}

void draw_prose(Kit& kit, Id id, std::string_view markdown, const Rect& at, Id field) {
  draw_laid_out(kit, id, laid_out(kit, id, markdown, at.width), at, field);
}

void prose(Kit& kit, std::string_view key, std::string_view markdown, const ProseOptions& options) {
  const Id id = kit.id(key);
  const float most = options.max_width < 0 ? kit.prose_width() : options.max_width;
  const float width = most == 0 ? kit.available() : std::min(kit.available(), most);
  const Entry& entry = laid_out(kit, id, markdown, width, options);
  draw_laid_out(kit, id, entry, kit.place(width, entry.height), 0);
}

}  // namespace unrepeat::shell
