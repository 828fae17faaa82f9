// Actions are promises: who, until when, and how we will know that it worked.
#include <algorithm>

#include "core/action/commands.hpp"
#include "core/action/promise.hpp"
#include "core/action/strength.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/actions/promise_words.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

CalendarDate today(const PartForm& form) {
  const auto offset = form.workspace.zones().offset_at(form.value.time_zone, form.workspace.now());
  return civil_time(form.workspace.now(), offset.value_or(UtcOffset{})).date;
}

/// What is written of why it is to have that state; kept, also where its form is closed, until it has it or somebody
/// says that they will not say it.
std::string& reason_for(FormMemory& memory, const std::string& path, ActionState wanted) {
  return memory.drafts[joined(joined(path, "reason"), spelling_of(wanted))];
}

/// Asked for before anything changes: a promise is not given up by the first letter of why.
void ask_reason(PartForm& form, const Action& action, const std::string& path, ActionState wanted) {
  Kit& kit = form.kit;
  const std::string at = joined(path, "reason");
  const bool is_dropped = wanted == ActionState::will_not_do;
  auto scope = kit.scope(joined(at, spelling_of(wanted)));
  form.take_focus(at);
  std::string& reason = reason_for(form.memory, path, wanted);
  const TextEdit edit = text_field(kit, kit.say(Text::editor_reason), reason,
                                   {.hint = !reason.empty() ? std::string_view{}
                                            : is_dropped    ? kit.say(Text::refusal_will_not_do_needs_reason)
                                                            : kit.say(Text::refusal_idea_needs_reason),
                                    .wording = Wording::prose,
                                    .multi_line = true,
                                    .required = true,
                                    .rows = 1});
  if (edit.changed || edit.committed) reason = edit.text;
  auto row = kit.row(8);
  const bool is_given_up = button(kit, kit.say(is_dropped ? Text::actions_give_up : Text::actions_no_promise),
                                  {.disabled = is_only_blanks(reason)});
  if (is_given_up) form.wants(joined(path, "state"), SetActionState{action.id, wanted, reason});
  if (!button(kit, kit.say(Text::kit_cancel), {.look = Look::quiet}) && !is_given_up) return;
  form.memory.unfolded[at] = form.memory.unfolded[joined(path, "idea again")] = false;
  reason.clear();
  kit.drop_edit(kit.id(kit.say(Text::editor_reason)));
  form.memory.wanted = joined(path, "state");
  kit.wake_in(0);
}

/// A state is refused as long as its check is missing, or says something else.
void draw_state(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  const std::string at = joined(path, "state");
  std::vector<std::string_view> names = form.names_of(type_of<ActionState>());
  if (action.state != ActionState::unknown) names.pop_back();
  bool& wants_reason = form.memory.unfolded[joined(path, "reason")];
  bool& is_idea_again = form.memory.unfolded[joined(path, "idea again")];
  bool& wants_verified = form.memory.unfolded[joined(path, "verified")];
  // What was asked for is done as soon as its check says so.
  if (wants_verified && !refusal_to_verify(action)) {
    wants_verified = false;
    form.wants(at, SetActionState{action.id, ActionState::verified, {}});
    kit.announce({}, true);
    kit.announce(kit.say(Text::actions_moved, beginning_of(action.title), kit.say(label_of(ActionState::verified))));
  }
  const std::size_t selected = static_cast<std::size_t>(!wants_reason   ? action.state
                                                        : is_idea_again ? ActionState::idea
                                                                        : ActionState::will_not_do);
  {
    auto scope = kit.scope(at);
    form.take_focus(at);
    const auto next = select(kit, form.label_of("state"), names, selected);
    // What it takes to verify it is said where that is asked for, and only while it is.
    if (!refusal_to_verify(action)) form.refusal(at);
    if (next) {
      const auto state = static_cast<ActionState>(*next);
      wants_reason = action.state != state && needs_reason(action.state, state);
      is_idea_again = wants_reason && state == ActionState::idea;
      wants_verified = false;
      if (wants_reason) {
        form.memory.wanted = joined(path, "reason");
      } else if (const auto lacking = refusal_to_verify(action); lacking && state == ActionState::verified) {
        kit.announce(kit.say(*lacking), true);
        ask_for_check(form.memory, action);
      } else {
        form.wants(at, SetActionState{action.id, state, {}});
      }
      kit.wake_in(0);
    }
  }
  if (wants_reason) return ask_reason(form, action, path, is_idea_again ? ActionState::idea : ActionState::will_not_do);
  if (action.state == ActionState::done && action.proof.empty())
    form.quick_add(joined(path, "proof"), "text", kit.say(Text::actions_shown), kit.say(Text::actions_shown_hint),
                   false);
  if (action.state != ActionState::will_not_do) return;
  auto scope = kit.scope(joined(path, "reason"));
  const TextEdit edit = text_field(kit, kit.say(Text::editor_reason), action.reason,
                                   {.wording = Wording::prose, .multi_line = true, .required = true, .rows = 1});
  if (edit.changed) form.wants(at, SetActionState{action.id, ActionState::will_not_do, std::string(edit.text)});
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
  const std::string at = joined(path, "due");
  auto scope = form.kit.scope(at);
  if (auto day = form.day(at, form.label_of("due"), action.due))
    form.wants(at, SetActionDue{action.id, std::move(*day)});
}

/// "8 Mar 2026 14:02 · Ana · Due date: 10 Mar 2026 → 1 Apr 2026".
void draw_log(PartForm& form, const Action& action) {
  Kit& kit = form.kit;
  if (action.log.empty()) return;
  text(kit, form.label_of("log"), {.style = Style::secondary_strong});
  const auto words_of = [&](const LogEntry& entry, const std::string& value) {
    const auto states = spellings(ActionState{});
    const auto state = std::ranges::find(states, value);
    if (entry.field == LoggedField::state && state != states.end())
      return std::string(kit.say(label_of(static_cast<ActionState>(state - states.begin()))));
    if (value.empty()) return std::string(kit.say(Text::editor_not_said));
    return entry.field == LoggedField::due ? date_words(kit.viewport().language, value) : value;
  };
  for (const LogEntry& entry : action.log) {
    auto scope = kit.scope(text_of(entry.id));
    std::string line = form.words_of(entry.at);
    if (!entry.by.empty()) line += " · " + entry.by;
    line += " · " + kit.say(Text::editor_logged, kit.say(label_of(entry.field)), words_of(entry, entry.from),
                            words_of(entry, entry.to));
    if (!entry.note.empty()) line += " · " + entry.note;
    text(kit, line, {.style = Style::caption});
  }
}

}  // namespace

namespace {

/// The check that it takes to verify it: one that failed, else one that nobody has noted a result of, else one whose
/// result is of before it was last done, else the last; null without any.
const Check* check_asked_for(const Action& action) {
  const auto is_unsaid = [](const Check& check) { return !check.result; };
  const auto is_old = [&](const Check& check) { return is_of_before(action, check); };
  for (const auto check : {std::ranges::find_if(action.checks, has_failed),
                           std::ranges::find_if(action.checks, is_unsaid), std::ranges::find_if(action.checks, is_old)})
    if (check != action.checks.end()) return &*check;
  return action.checks.empty() ? nullptr : &action.checks.back();
}

/// Why it is not verified yet, beside what was brought into sight and has the focus.
void say_what_lacks(PartForm& form, const Action& action) {
  const auto wants = form.memory.unfolded.find(joined(joined("actions", action.id), "verified"));
  if (wants == form.memory.unfolded.end() || !wants->second) return;
  if (const auto lacking = refusal_to_verify(action))
    text(form.kit, form.kit.say(*lacking), {.style = Style::secondary, .tone = Tone::bad});
}

}  // namespace

void ask_for_check(FormMemory& memory, const Action& action) {
  const std::string path = joined("actions", action.id), checks = joined(path, "checks");
  memory.unfolded[joined(path, "verified")] = true;
  const Check* const check = check_asked_for(action);
  go_to_path(memory, check == nullptr ? checks : joined(joined(checks, check->id), "result"));
}

void draw_asked_of_check(PartForm& form, const void* entry, std::string_view) {
  const auto* const check = static_cast<const Check*>(entry);
  for (const Action& action : form.value.actions)
    if (check_asked_for(action) == check) say_what_lacks(form, action);
}

void forget_what_is_asked(FormMemory& memory, const unrepeat::Id<Action>& action) {
  const std::string path = joined("actions", action);
  memory.unfolded.erase(joined(path, "verified"));
  // What was written of why stays in sight.
  const auto is_blank = [&](ActionState wanted) { return is_only_blanks(reason_for(memory, path, wanted)); };
  const auto again = memory.unfolded.find(joined(path, "idea again"));
  const bool is_idea_again = again != memory.unfolded.end() && again->second;
  if (is_blank(is_idea_again ? ActionState::idea : ActionState::will_not_do))
    memory.unfolded.erase(joined(path, "reason"));
}

void draw_action_details(PartForm& form, const Action& action, const std::string& path) {
  Kit& kit = form.kit;
  draw_owner(form, action, path);
  kit.split({1, 1}, 12, 150,
            [&](std::size_t index) { index == 0 ? draw_due(form, action, path) : draw_state(form, action, path); });
  form.lines(path, "kind effect|addresses");
  text(kit, form.label_of("checks"), {.style = Style::secondary_strong});
  if (action.checks.empty()) {
    text(kit, kit.say(Text::editor_no_check), {.style = Style::secondary});
    say_what_lacks(form, action);
  }
  form.field(joined(path, "checks"));
  form.ending(path, beginning_of(action.title), "priority waiting_on|reopen_if|links|proof");
  draw_log(form, action);
}

namespace {

void draw_action(PartForm& form, const Action& action, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("actions", action.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_action_number, number);
  auto group = kit.region(Role::group, name);
  const PromiseWords standing =
      words_of(kit, standing_of(action.state, action.due, history_of(action).look_on, today(form)), action.due, {});
  std::string detail(kit.say(label_of(action.state)));
  if (action.owner) detail += " · " + name_of(*action.owner);
  if (const auto strength = strength_of(action)) detail += " · " + std::string(kit.say(label_of(*strength)));
  if (!action.waiting_on.empty()) detail += " · " + kit.say(Text::editor_waits_on, action.waiting_on);
  if (form.line(path, {.name = name,
                       .key = "title",
                       .words = action.title,
                       .prompt = kit.say(Text::editor_action_prompt),
                       .mark = standing.words,
                       .tone = standing.tone,
                       .detail = detail})) {
    auto inset = kit.inset(12, 0, 12);
    draw_action_details(form, action, path);
  }
  divider(kit);
}

}  // namespace

void draw_actions(PartForm& form) {
  Kit& kit = form.kit;
  const auto& actions = form.value.actions;
  const bool has_none =
      std::ranges::all_of(actions, [](const Action& action) { return action.state == ActionState::will_not_do; });
  if (has_none && form.value.no_action_because.empty()) banner(kit, Tone::warning, kit.say(Text::editor_no_action));
  std::size_t number = 0;
  for (const Action& action : actions) draw_action(form, action, ++number);
  form.quick_add("actions", "title", kit.say(Text::editor_add_action),
                 form.prompt_of(Part::actions, Text::editor_action_prompt), true);
  if (has_none || !form.value.no_action_because.empty())
    form.field("no_action_because", {.hint = Text::editor_no_action_hint, .rows = 1});
  kit.space(8);
  link(kit, kit.say(Text::meeting_open), "#/pm/" + text_of(form.value.id) + "/meeting", Style::secondary);
}

}  // namespace unrepeat::shell
