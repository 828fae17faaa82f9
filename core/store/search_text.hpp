// What people type and write, made fit for the full-text index. No text that is typed can be an error.
#pragma once

#include <string>
#include <string_view>

namespace unrepeat {

/// The parts of `text` in scripts written without spaces (Chinese, Japanese, Thai, …), a space between all characters.
std::string spaced_scripts(std::string_view text);

/// FTS5's expression for what a person typed: every word must begin a word of the text, words in "quotes" follow each
/// other. Empty when there is nothing to look for.
std::string match_expression(std::string_view typed);

/// The same, of the title alone. Not for scripts without spaces, which have one column for all texts.
std::string title_expression(std::string_view typed);

}  // namespace unrepeat
