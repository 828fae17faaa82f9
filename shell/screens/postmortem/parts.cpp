// The order of the parts, and what several of them share.
#include "shell/screens/postmortem/parts.hpp"

#include "core/text/utf8.hpp"

namespace unrepeat::shell {
namespace {

constexpr PartPage pages[] = {
    {Part::context, "context", Text::editor_part_context, Text::editor_part_context, draw_context},
    {Part::timeline, "timeline", Text::editor_part_timeline, Text::editor_part_timeline, draw_timeline},
    {Part::impact, "impact", Text::editor_part_impact, Text::editor_part_impact, draw_impact},
    {Part::causes, "causes", Text::editor_part_causes, Text::editor_part_causes, draw_causes},
    {Part::review, "review", Text::editor_part_review, Text::editor_worked_and_not, draw_review},
    {Part::actions, "actions", Text::editor_part_actions, Text::editor_part_actions, draw_actions},
    {std::nullopt, "evidence", Text::evidence_title, Text::evidence_title, draw_evidence_page},
    {std::nullopt, "discussion", Text::editor_part_discussion, Text::editor_part_discussion, draw_discussion},
    {std::nullopt, "approval", Text::approval_short, Text::approval_title, draw_approval},
    {std::nullopt, "history", Text::history_title, Text::history_title, draw_history},
};
static_assert(std::size(pages) == part_count + 4);

}  // namespace

std::span<const PartPage> part_pages() { return pages; }

std::string without_marks(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') continue;
    if (text.substr(i, 2) == "**")
      ++i;
    else
      words += text[i];
  }
  return words;
}

std::string beginning_of(std::string_view whole, std::size_t letters) {
  const std::string first_line = without_marks(whole.substr(0, whole.find('\n')));
  const std::string_view text = first_line;
  std::size_t end = 0;
  for (; end < text.size() && letters > 0; --letters) end += utf8_length_at(text, end);
  std::string out(text.substr(0, end));
  if (end < text.size()) out += "…";
  return out;
}

}  // namespace unrepeat::shell
