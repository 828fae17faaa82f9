// Approvals rest on what was read, not on what became of it: a promise that is kept changes no approval.
#include "core/postmortem/approval.hpp"

#include <algorithm>

#include "core/format/writer.hpp"
#include "core/postmortem/summary.hpp"

namespace unrepeat {
namespace {

constexpr Text parts[] = {Text::editor_part_context, Text::editor_part_timeline, Text::editor_part_impact,
                          Text::editor_part_causes,  Text::editor_part_review,   Text::editor_part_actions};
static_assert(std::size(parts) == part_count);

void need_parts(NextStep& next, std::span<const Gap> gaps) {
  for (std::size_t i = 0; i < part_count; ++i) {
    const auto part = static_cast<Part>(i);
    const auto missing = static_cast<std::size_t>(std::ranges::count(gaps, part, &Gap::part));
    if (missing > 0)
      next.needs.push_back(
          {.text = Text::approval_need_part, .count = missing, .part = part, .path = std::string(spellings(part)[i])});
  }
}

void need_people(NextStep& next, const Postmortem& postmortem) {
  if (postmortem.owner.empty()) next.needs.push_back({.text = Text::approval_need_owner, .path = "owner"});
  if (postmortem.review_due.empty())
    next.needs.push_back({.text = Text::approval_need_review_due, .path = "review_due"});
  if (postmortem.approvals.empty()) next.needs.push_back({.text = Text::approval_need_people, .path = "approvals"});
}

/// What somebody said of the text, where it is not yet a yes to it as it is now.
void need_answers(NextStep& next, const Postmortem& postmortem, std::string_view content) {
  for (const Approval& approval : postmortem.approvals) {
    std::optional<Text> text;
    if (approval.outcome == ApprovalOutcome::pending) text = Text::approval_need_answer;
    if (approval.outcome == ApprovalOutcome::changes_wanted) text = Text::approval_need_changes;
    if (approval.outcome == ApprovalOutcome::approved && standing_of(approval, content) == Standing::earlier)
      text = Text::approval_need_again;
    if (text)
      next.needs.push_back({.text = *text, .name = approval.person, .path = "approvals/" + text_of(approval.id)});
  }
}

void need_comments(NextStep& next, const Postmortem& postmortem) {
  const auto open = static_cast<std::size_t>(std::ranges::count(postmortem.comments, false, &Comment::resolved));
  if (open > 0) next.needs.push_back({.text = Text::approval_need_comments, .count = open, .path = "comments"});
}

}  // namespace

std::string approved_content_of(const Postmortem& postmortem) {
  Postmortem content = postmortem;
  content.status = {};
  content.owner.clear();
  content.review_due.clear();
  content.origin.reset();
  content.moments[MomentKind::reviewed] = {};
  content.meetings.clear();
  content.comments.clear();
  content.dismissed.clear();
  content.approvals.clear();
  for (Action& action : content.actions) {
    action.state = {};
    action.reason.clear();
    action.waiting_on.clear();
    action.links.clear();
    action.proof.clear();
    action.log.clear();
    for (Check& check : action.checks) {
      check.result.reset();
      check.by.clear();
      check.at.reset();
      check.note.clear();
    }
  }
  return revision_of(content);
}

Standing standing_of(const Approval& approval, std::string_view content) {
  if (approval.outcome == ApprovalOutcome::pending) return Standing::unsaid;
  if (approval.revision.empty()) return Standing::unbound;
  return approval.revision == content ? Standing::current : Standing::earlier;
}

std::string say(Language language, const Need& need) {
  if (need.part)
    return say(language, need.text, say(language, parts[static_cast<std::size_t>(*need.part)]), need.count);
  if (need.count > 0) return say(language, need.text, need.count);
  const std::string_view somebody = say(language, Text::approval_somebody);
  return say(language, need.text, need.name.empty() ? somebody : std::string_view(need.name));
}

NextStep next_step(const Postmortem& postmortem, std::span<const Gap> gaps, std::string_view content) {
  NextStep next;
  const Summary summary = summarise(postmortem);
  next.is_closed = summary.closed;
  switch (postmortem.status.state) {
    case StatusState::not_started: next.to = StatusState::draft; break;
    case StatusState::draft:
      next.to = StatusState::in_review;
      need_parts(next, gaps);
      need_people(next, postmortem);
      break;
    case StatusState::in_review:
      next.to = StatusState::approved;
      need_parts(next, gaps);
      need_people(next, postmortem);
      need_answers(next, postmortem, content);
      need_comments(next, postmortem);
      break;
    case StatusState::approved:
      need_answers(next, postmortem, content);
      if (const std::size_t left = summary.open_actions + summary.undecided_actions; left > 0)
        next.needs.push_back({.text = Text::approval_need_actions, .count = left, .path = "actions"});
      break;
    case StatusState::not_required: break;
  }
  return next;
}

}  // namespace unrepeat
