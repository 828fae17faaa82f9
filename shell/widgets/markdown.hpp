// Markdown taken apart (CommonMark with tables and bare addresses as links). What it holds is text and nothing else:
// raw HTML is words, and an address becomes a link only where it cannot run anything. Nothing here draws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unrepeat::shell {

/// Words of one look.
struct ProseRun {
  uint32_t begin = 0, end = 0;  ///< In `Prose::text`.
  bool strong = false, emphasis = false, code = false;
  int32_t link = -1;  ///< In `Prose::links`.
  bool looks_like(const ProseRun& other) const {
    return strong == other.strong && emphasis == other.emphasis && code == other.code && link == other.link;
  }
};

struct ProseBlock {
  enum class Kind : uint8_t { paragraph, heading, code, rule, quote, list, item, table, row, cell };
  Kind kind = Kind::paragraph;
  bool is_ordered = false;  ///< Of a list.
  bool is_tight = false;    ///< Of a list: its entries stand close together.
  bool is_header = false;   ///< Of a row.
  uint32_t number = 0;      ///< Level of a heading; first number of a list; position of an item, row or cell, from 1.
  uint32_t count = 0;       ///< Of items, rows or cells inside.
  uint32_t after = 0;       ///< Index of the first block that is not inside.
  uint32_t first_run = 0, end_run = 0;
};

/// Blocks in reading order, each followed by what is inside it.
struct Prose {
  std::string text;
  std::vector<std::string> links;
  std::vector<ProseRun> runs;
  std::vector<ProseBlock> blocks;

  std::string_view words(uint32_t begin, uint32_t end) const {
    return std::string_view(text).substr(begin, end - begin);
  }
  /// All of a block's words; blocks that hold others have none of their own.
  std::string_view words(const ProseBlock& block) const {
    return block.first_run == block.end_run ? std::string_view{}
                                            : words(runs[block.first_run].begin, runs[block.end_run - 1].end);
  }
};

/// What is too long or has too many parts to be worth it is one paragraph, as it was written.
Prose read_markdown(std::string_view markdown);

/// The same words, valid and without anything that works unseen: what is not UTF-8 becomes U+FFFD, control characters
/// their pictures, and what changes the direction of writing is named in its place.
std::string made_visible(std::string_view text);

}  // namespace unrepeat::shell
