// Markdown as the coach reads it: what is a person's own prose, and what is quoted, code, a link or a heading.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/text_range.hpp"

namespace unrepeat {

/// What a text is about: the past, or what is to be done.
enum class CoachZone : std::uint8_t { story, actions };

/// A paragraph, an item of a list or a row of a table: what is read by itself, and read again when it changes.
struct ProseBlock {
  TextRange range;
  CoachZone zone = CoachZone::story;
};

/// The prose of a text, in its order. Quotations, code, comments and headings are in no block. Under a heading for
/// which `announces_actions` answers true everything is about actions, until a heading of the same rank.
std::vector<ProseBlock> find_prose_blocks(std::string_view text, CoachZone zone,
                                          bool (*announces_actions)(std::string_view heading));

/// What inside a block is not the writer's own words: code, links, HTML, and what stands between quotation marks. In
/// order, without overlap. A typographic mark that is not closed quotes up to the end, since whoever writes may not be
/// done.
std::vector<TextRange> find_masked(std::string_view block);

}  // namespace unrepeat
