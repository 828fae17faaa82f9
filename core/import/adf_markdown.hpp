// The document format of Atlassian's tools (ADF, JSON) as Markdown: headings, lists, tables, tasks and marks; of what
// has no words, its name.
#pragma once

#include <string>

#include "core/format/json_tree.hpp"

namespace unrepeat {

[[nodiscard]] bool is_adf(JsonNode node);
/// Everything that is written in it, in order.
[[nodiscard]] std::string markdown_from_adf(JsonNode document);

}  // namespace unrepeat
