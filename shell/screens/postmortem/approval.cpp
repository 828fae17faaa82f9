// Where it stands, what the next step still lacks, and who read which revision of it.
#include "core/postmortem/approval.hpp"

#include <algorithm>

#include "core/postmortem/summary.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

Tone tone_of(StatusState state) {
  switch (state) {
    case StatusState::approved: return Tone::good;
    case StatusState::in_review: return Tone::accent;
    case StatusState::not_required: return Tone::neutral;
    default: return Tone::calm;
  }
}

/// The hash of what is approved, made anew only when the post-mortem reads otherwise.
const std::string& content_of(PartForm& form) {
  auto& [edition, content] = form.memory.content;
  if (content.empty() || edition != form.open.edition()) {
    edition = form.open.edition();
    content = approved_content_of(form.value);
  }
  return content;
}

Text text_of_move(StatusState to) {
  switch (to) {
    case StatusState::draft: return Text::approval_move_draft;
    case StatusState::in_review: return Text::approval_move_review;
    default: return Text::approval_move_approved;
  }
}

void draw_needs(PartForm& form, const NextStep& next) {
  Kit& kit = form.kit;
  auto list = kit.region(Role::list, kit.say(Text::approval_missing));
  for (std::size_t i = 0; i < next.needs.size(); ++i) {
    const Need& need = next.needs[i];
    auto scope = kit.scope(i);
    auto item = kit.list_item(i + 1, next.needs.size());
    const float top = kit.pen_y(), left = kit.place(0, 0).x;
    {
      auto mark = kit.column({left, top + 3, 16, 16}, 0);
      icon(kit, Icon::circle_dot, Tone::neutral, 16);
    }
    kit.move_pen(top);
    auto beside = kit.inset(24, 0, 0);
    const std::string words = say(kit.viewport().language, need);
    const std::string_view route = part_of_path(need.path);
    if (route == "approval")
      text(kit, words);
    else
      link(kit, words, "#/pm/" + text_of(form.value.id) + "/" + std::string(route), Style::body);
  }
}

void draw_next(PartForm& form) {
  Kit& kit = form.kit;
  const NextStep next = next_step(form.value, find_gaps(form.value, form.asked), content_of(form));
  const StatusState state = form.value.status.state;
  {
    auto row = kit.row(8, 22);
    tag(kit, kit.say(label_of(state)), tone_of(state));
    if (next.is_closed) tag(kit, kit.say(Text::library_closed), Tone::good, Icon::check);
  }
  if (next.is_closed) text(kit, kit.say(Text::approval_closed_explained), {.style = Style::secondary});
  if (state == StatusState::not_required && !form.value.status.reason.empty())
    text(kit, form.value.status.reason, {.style = Style::secondary});
  if (next.to) heading(kit, 3, kit.say(Text::approval_next, kit.say(label_of(*next.to))));
  if (!next.needs.empty()) {
    text(kit, kit.say(next.to ? Text::approval_missing : Text::approval_closes_by_itself), {.style = Style::secondary});
    draw_needs(form, next);
  } else if (next.to) {
    text(kit, kit.say(Text::approval_ready), {.style = Style::secondary});
  }
  if (next.to && button(kit, kit.say(text_of_move(*next.to)), {.look = Look::primary}))
    form.wants("status", SetStatus{*next.to, {}});
  form.refusal("status");
}

struct Said {
  std::string words;
  Tone tone;
};

Said said_by(const PartForm& form, const Approval& approval, Standing standing) {
  const Kit& kit = form.kit;
  const bool is_yes = approval.outcome == ApprovalOutcome::approved;
  if (standing == Standing::earlier)
    return {std::string(kit.say(is_yes ? Text::approval_earlier : Text::approval_earlier_wish)), Tone::warning};
  std::string words(kit.say(label_of(approval.outcome)));
  if (standing == Standing::unsaid) return {words, Tone::neutral};
  if (standing == Standing::current) words += " · " + std::string(kit.say(Text::approval_as_it_is));
  return {words, is_yes ? Tone::good : Tone::warning};
}

/// Yes to the text as it is now, also of somebody who said so of an earlier one.
std::vector<Command> approve(const std::string& path) {
  const std::string outcome = joined(path, "outcome");
  return {SetField{outcome, "pending"}, SetField{outcome, "approved"}};
}

void draw_approval_entry(PartForm& form, const Approval& approval, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("approvals", approval.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_approval_number, number);
  auto group = kit.region(Role::group, name);
  const Standing standing = standing_of(approval, content_of(form));
  const Said said = said_by(form, approval, standing);
  std::string detail(kit.say(label_of(approval.role)));
  if (approval.at) detail += " · " + form.words_of(*approval.at);
  if (!approval.note.empty()) detail += " · " + beginning_of(approval.note);
  const bool is_new = form.memory.added == approval.id;
  if (is_new) form.memory.added = {}, kit.focus_what_follows();
  if (form.line(path, {.name = name,
                       .key = "person",
                       .words = approval.person,
                       .prompt = kit.say(Text::editor_approval_prompt),
                       .mark = said.words,
                       .tone = said.tone,
                       .detail = detail})) {
    auto inset = kit.inset(12, 0, 12);
    form.lines(path, "role outcome|note");
    if (standing == Standing::unbound) text(kit, kit.say(Text::approval_unbound), {.style = Style::secondary});
    if (standing == Standing::earlier) {
      auto row = kit.row(12);
      if (button(kit, kit.say(Text::approval_again), {.icon = Icon::check})) form.wants(path, approve(path));
      if (approval.at)
        link(kit, kit.say(Text::approval_see_history),
             "#/pm/" + text_of(form.value.id) + "/history/" + text_of(approval.id));
    }
    form.ending(path, approval.person.empty() ? name : approval.person, {});
  }
  divider(kit);
}

void approve_as(PartForm& form, const std::string& name) {
  const auto own = std::ranges::find(form.value.approvals, name, &Approval::person);
  if (own != form.value.approvals.end()) {
    const std::string path = joined("approvals", own->id);
    form.memory.wanted = path;
    return form.wants(path, approve(path));
  }
  form.memory.wanted =
      joined("approvals", form.add("approvals", {{"person", name}, {"role", "approver"}, {"outcome", "approved"}}));
}

void draw_approve_buttons(PartForm& form) {
  Kit& kit = form.kit;
  const std::string name = form.workspace.setting("name");
  const auto own = std::ranges::find(form.value.approvals, name, &Approval::person);
  const bool is_approved = !name.empty() && own != form.value.approvals.end() &&
                           standing_of(*own, content_of(form)) == Standing::current &&
                           own->outcome == ApprovalOutcome::approved;
  {
    auto row = kit.row(8);
    if (!is_approved &&
        button(kit,
               name.empty() ? std::string(kit.say(Text::approval_approve)) : kit.say(Text::approval_approve_as, name),
               {.icon = Icon::check, .key = "approve"})) {
      // An approval is somebody's: without a name it is not given.
      if (name.empty()) {
        form.memory.has_asked_name = false;
        needs_name(form, "approve");
      } else {
        approve_as(form, name);
      }
    }
    if (button(kit, kit.say(Text::editor_add_approval), {.look = Look::quiet, .icon = Icon::plus}))
      form.memory.added = form.add("approvals");
  }
  if (const auto given = ask_name(form, "approve"); given && !given->empty()) approve_as(form, *given);
}

}  // namespace

void draw_approval(PartForm& form) {
  Kit& kit = form.kit;
  draw_next(form);
  kit.space(8);
  form.lines("", "owner review_due");
  heading(kit, 3, form.label_of("approvals"));
  std::size_t number = 0;
  for (const Approval& approval : form.value.approvals) draw_approval_entry(form, approval, ++number);
  draw_approve_buttons(form);
}

}  // namespace unrepeat::shell
