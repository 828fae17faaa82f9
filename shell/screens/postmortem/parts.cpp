// The order of the parts, and what several of them share.
#include "shell/screens/postmortem/parts.hpp"

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

}  // namespace unrepeat::shell
