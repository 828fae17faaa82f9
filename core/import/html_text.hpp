// HTML that a tool wrote, as plain text. Nothing of it is ever run or shown as HTML, so this need not be a parser, only
// readable.
#pragma once

#include <string>
#include <string_view>

namespace unrepeat {

/// Tags of HTML go, blocks become lines, list items get a dash, a link keeps its address, character references become
/// characters. What only looks like a tag ("the <host> is down", "a < b") stays: it is what somebody wrote.
[[nodiscard]] std::string text_from_html(std::string_view html);
/// The same with headings, emphasis, code, ticked boxes and tables as Markdown has them.
[[nodiscard]] std::string markdown_from_html(std::string_view html);

}  // namespace unrepeat
