// Text of which some words are marked as gone or as new: struck out or underlined, on a tint, and said as such.
#pragma once

#include <span>

#include "core/history/word_difference.hpp"
#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

enum class Mark : uint8_t { removed, added };

/// A paragraph; `key` is its name among its neighbours, `marked` are ranges of `words` in order.
void marked_text(Kit& kit, std::string_view key, std::string_view words, std::span<const TextRange> marked, Mark mark);

}  // namespace unrepeat::shell
