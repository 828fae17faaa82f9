// Actions are promises: who, until when, and how we will know that it worked.
#include <algorithm>

#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

CalendarDate today(const PartForm& form) {
  const auto offset = form.workspace.zones().offset_at(form.value.time_zone, form.workspace.now());
  return civil_time(form.workspace.now(), offset.value_or(UtcOffset{})).date;
}

struct Standing {
  Tone tone;
  std::string words;
};

/// How the promise stands, in human words.
Standing standing_of(const PartForm& form, const Action& action) {
  const Kit& kit = form.kit;
  if (action.state == ActionState::verified) return {Tone::good, std::string(kit.say(Text::editor_it_worked))};
  if (action.state == ActionState::will_not_do) return {Tone::neutral, std::string(kit.say(label_of(action.state)))};
  if (action.state == ActionState::done) return {Tone::warning, std::string(kit.say(Text::editor_to_be_verified))};
  const auto due = parse_date(action.due);
  if (!due) return {Tone::neutral, std::string(kit.say(Text::editor_no_date_yet))};
  const std::int64_t left = days_since_epoch(*due) - days_since_epoch(today(form));
  if (left < 0) return {Tone::bad, kit.say(Text::editor_overdue, -left)};
  if (left == 0) return {Tone::warning, std::string(kit.say(Text::editor_due_today))};
  if (left <= 7) return {Tone::warning, kit.say(Text::editor_due_in_days, left)};
  return {Tone::neutral, kit.say(Text::editor_due_on, date_words(kit.viewport().language, *due))};
}

/// A state is refused as long as its reason or its check is missing; the choice is kept, and the reason asked for.
void draw_state(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  const std::string at = joined(path, "state");
  std::vector<std::string_view> names = form.names_of(type_of<ActionState>());
  if (action.state != ActionState::unknown) names.pop_back();
  bool& wants_reason = form.memory.unfolded[joined(path, "reason")];
  std::string& reason = form.memory.drafts[joined(path, "reason")];
  const std::size_t selected =
      wants_reason ? static_cast<std::size_t>(ActionState::will_not_do) : static_cast<std::size_t>(action.state);
  {
    auto scope = kit.scope(at);
    if (const auto next = form.choice(at, form.label_of("state"), names, selected)) {
      const auto state = static_cast<ActionState>(*next);
      wants_reason = state == ActionState::will_not_do;
      if (wants_reason) reason = action.reason;
      if (!wants_reason || !reason.empty()) form.wants(at, SetActionState{action.id, state, reason});
      kit.wake_in(0);
    }
  }
  if (action.state != ActionState::will_not_do && !wants_reason) return;
  auto scope = kit.scope(joined(path, "reason"));
  const bool is_said = action.state == ActionState::will_not_do;
  const TextEdit edit =
      text_field(kit, kit.say(Text::editor_reason), is_said ? action.reason : reason,
                 {.hint = is_said ? std::string_view{} : kit.say(Text::refusal_will_not_do_needs_reason),
                  .multi_line = true,
                  .rows = 1});
  if (!edit.changed) return;
  reason = edit.text;
  form.wants(at, SetActionState{action.id, ActionState::will_not_do, reason});
}

void draw_owner(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  const std::string at = joined(path, "owner");
  auto scope = kit.scope(at);
  const Owner owner = action.owner.value_or(Owner{});
  struct Name {
    Text label;
    std::string Owner::* member;
  };
  constexpr Name names[] = {{Text::editor_owner_person, &Owner::person},
                            {Text::editor_owner_team, &Owner::team},
                            {Text::editor_owner_organisation, &Owner::organisation}};
  kit.split({1, 1, 1}, 12, 130, [&](std::size_t index) {
    const Name& one = names[index];
    const TextEdit edit = text_field(kit, kit.say(one.label), owner.*one.member);
    if (!edit.changed) return;
    Owner changed = owner;
    changed.*one.member = edit.text;
    form.wants(at, AssignAction{action.id, std::move(changed)});
  });
  form.refusal(at);
}

void draw_due(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  const std::string at = joined(path, "due");
  auto scope = kit.scope(at);
  const TextEdit edit = text_field(
      kit, form.label_of("due"), action.due,
      {.placeholder = kit.say(Text::editor_date_example), .error = form.open.refusal(at), .icon = Icon::calendar});
  if (edit.committed) form.wants(at, SetActionDue{action.id, std::string(edit.text)});
}

void draw_checks(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  const std::string list = joined(path, "checks");
  draw_entries(form, list, action.checks, Text::editor_check_number, [&](const Check&, const std::string& check) {
    form.field(joined(check, "criterion"), {.placeholder = Text::editor_check_prompt});
    form.fields(check, {"on", "result", "by"}, 130);
    form.field(joined(check, "note"), {.rows = 1});
  });
  if (action.checks.empty()) text(kit, kit.say(Text::editor_no_check), {.style = Style::secondary});
  draw_add_entry(form, list, Text::editor_add_check);
}

void draw_more(PartForm& form, const Action& action, const std::string& path) {
  if (!form.unfolded(path, form.kit.say(Text::editor_more))) return;
  form.fields(path, {"priority", "waiting_on", "reopen_if"}, 130);
  draw_entries(form, joined(path, "links"), action.links, Text::editor_ticket_number,
               [&](const ActionLink&, const std::string& ticket) {
                 form.fields(ticket, {"system", "key", "url", "title"}, 130);
               });
  draw_add_entry(form, joined(path, "links"), Text::editor_add_ticket);
  draw_entries(form, joined(path, "proof"), action.proof, Text::editor_proof_number,
               [&](const Proof&, const std::string& proof) { form.fields(proof, {"text", "url"}); });
  draw_add_entry(form, joined(path, "proof"), Text::editor_add_proof);
}

void draw_action(PartForm& form, const Action& action, const std::string& path, std::span<const Candidate> factors) {
  Kit& kit = form.kit;
  {
    auto row = kit.row(8);
    const Standing standing = standing_of(form, action);
    tag(kit, kit.say(label_of(action.state)), Tone::calm);
    text(kit, standing.words, {.style = Style::secondary_strong, .tone = standing.tone});
  }
  form.field(joined(path, "title"), {.placeholder = Text::editor_action_prompt});
  draw_owner(form, action, path);
  kit.split({1, 1}, 12, 150,
            [&](std::size_t index) { index == 0 ? draw_due(form, action, path) : draw_state(form, action, path); });
  form.fields(path, {"kind", "effect"});
  form.references(joined(path, "addresses"), factors);
  draw_checks(form, action, path);
  draw_more(form, action, path);
}

}  // namespace

void draw_actions(PartForm& form) {
  Kit& kit = form.kit;
  const auto& actions = form.value.actions;
  if (actions.empty() && form.value.no_action_because.empty())
    banner(kit, Tone::warning, kit.say(Text::editor_no_action));
  const std::vector<Candidate> factors = factor_candidates(form);
  draw_entries(form, "actions", actions, Text::editor_action_number,
               [&](const Action& action, const std::string& path) { draw_action(form, action, path, factors); });
  if (const auto line = form.adder("actions", kit.say(Text::editor_add_action), kit.say(Text::editor_action_prompt))) {
    form.add("actions", {{"title", *line}});
    form.memory.drafts["actions"].clear();
  }
  if (actions.empty() || !form.value.no_action_because.empty())
    form.field("no_action_because", {.hint = Text::editor_no_action_hint, .rows = 1});
}

}  // namespace unrepeat::shell
