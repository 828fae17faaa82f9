// Rules of actions: what a state needs, and the log of what was promised.
#include <algorithm>
#include <ranges>

#include "core/action/commands.hpp"
#include "core/action/issue_name.hpp"
#include "core/action/promise.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

/// Typing a name or trying dates is one step of the log, not one per key.
constexpr Duration one_step = minutes(5);
constexpr std::string_view between_names = ", ";

Action* find_action(Postmortem& postmortem, const Id<Action>& id) {
  const auto action = std::ranges::find(postmortem.actions, id, &Action::id);
  return action == postmortem.actions.end() ? nullptr : &*action;
}

void log(Action& action, LoggedField field, std::string from, std::string to, const CommandContext& context) {
  if (from == to) return;
  if (!action.log.empty()) {
    LogEntry& last = action.log.back();
    if (last.field == field && last.by == context.by && last.to == from && context.now - last.at <= one_step &&
        field != LoggedField::state) {
      last.to = std::move(to);
      last.at = context.now;
      if (last.from == last.to) action.log.pop_back();
      return;
    }
  }
  LogEntry entry;
  entry.id = context.ids.next_as<Id<LogEntry>>();
  entry.at = context.now;
  entry.by = context.by;
  entry.field = field;
  entry.from = std::move(from);
  entry.to = std::move(to);
  action.log.push_back(std::move(entry));
}

bool has_worked(const Check& check) { return check.result == CheckResult::worked; }

void set_state(Action& action, ActionState state, const CommandContext& context) {
  log(action, LoggedField::state, std::string(spelling_of(action.state)), std::string(spelling_of(state)), context);
  action.state = state;
}

/// The entry of the log since which it will not be done; null where there is none.
LogEntry* entry_that_dropped(Action& action) {
  for (LogEntry& entry : action.log | std::views::reverse)
    if (entry.field == LoggedField::state) return entry.to == spelling_of(ActionState::will_not_do) ? &entry : nullptr;
  return nullptr;
}

}  // namespace

bool has_failed(const Check& check) {
  return check.result == CheckResult::no_effect || check.result == CheckResult::made_worse;
}

std::optional<Text> refusal_to_verify(const Action& action) {
  if (std::ranges::any_of(action.checks, has_failed)) return Text::refusal_verified_check_failed;
  if (std::ranges::none_of(action.checks, has_worked)) return Text::refusal_verified_needs_check;
  const bool has_current = std::ranges::any_of(
      action.checks, [&](const Check& one) { return has_worked(one) && !is_of_before(action, one); });
  if (!has_current) return Text::refusal_verified_check_of_before;
  return std::nullopt;
}

bool needs_reason(ActionState from, ActionState to) {
  return to == ActionState::will_not_do || (to == ActionState::idea && is_promise(from));
}

void reopen_what_failed(const Postmortem& before, Postmortem& after, const CommandContext& context) {
  for (Action& action : after.actions) {
    if (action.state != ActionState::done && action.state != ActionState::verified) continue;
    const auto was = std::ranges::find(before.actions, action.id, &Action::id);
    if (was == before.actions.end() || was->state != action.state || was->checks == action.checks) continue;
    const bool fails = std::ranges::any_of(action.checks, [&](const Check& check) {
      const auto known = std::ranges::find(was->checks, check.id, &Check::id);
      return has_failed(check) && (known == was->checks.end() || known->result != check.result);
    });
    if (fails)
      set_state(action, ActionState::in_progress, context);
    else if (action.state == ActionState::verified && std::ranges::any_of(was->checks, has_worked) &&
             std::ranges::none_of(action.checks, has_worked))
      set_state(action, ActionState::done, context);
  }
}

Ruling carry_out(Postmortem& postmortem, const SetActionState& command, const CommandContext& context) {
  Action* action = find_action(postmortem, command.action);
  if (action == nullptr) return Refusal{Text::refusal_not_there, {}};
  if (command.state == ActionState::unknown) return Refusal{Text::refusal_not_editable, {}};
  if (command.state == ActionState::will_not_do && is_only_blanks(command.reason))
    return Refusal{Text::refusal_will_not_do_needs_reason, {}};
  const bool is_taken_back = command.state == ActionState::idea && needs_reason(action->state, command.state);
  if (is_taken_back && is_only_blanks(command.reason)) return Refusal{Text::refusal_idea_needs_reason, {}};
  if (const auto lacking = refusal_to_verify(*action); lacking && command.state == ActionState::verified)
    return Refusal{*lacking, {}};
  const bool was_dropped = action->state == ActionState::will_not_do;
  const bool is_dropped = command.state == ActionState::will_not_do;
  // An earlier version noted the reason beside the log alone, and an import may bring no log.
  LogEntry* const dropped = was_dropped && !is_dropped ? entry_that_dropped(*action) : nullptr;
  if (dropped != nullptr && dropped->note.empty()) dropped->note = action->reason;
  std::string note = is_taken_back ? command.reason : std::string();
  if (was_dropped && !is_dropped && dropped == nullptr) note = action->reason;
  set_state(*action, command.state, context);
  if (!note.empty()) action->log.back().note = std::move(note);
  // Whoever goes on writing it writes there, too.
  if (LogEntry* const entry = is_dropped ? entry_that_dropped(*action) : nullptr) entry->note = command.reason;
  if (command.state == ActionState::done && !is_only_blanks(command.shown)) {
    Proof& proof = action->proof.emplace_back();
    proof.id = context.ids.next_as<Id<Proof>>();
    (read_web_address(command.shown) ? proof.url : proof.text) = command.shown;
  }
  action->reason = is_dropped ? command.reason : "";
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const AssignAction& command, const CommandContext& context) {
  Action* action = find_action(postmortem, command.action);
  if (action == nullptr) return Refusal{Text::refusal_not_there, {}};
  const std::string before = action->owner ? name_of(*action->owner) : "";
  Owner owner = command.owner;
  if (action->owner) owner.unknown = action->owner->unknown;
  action->owner = owner == Owner{} ? std::nullopt : std::optional(owner);
  log(*action, LoggedField::owner, before, name_of(command.owner), context);
  return std::nullopt;
}

Ruling carry_out(Postmortem& postmortem, const SetActionDue& command, const CommandContext& context) {
  Action* action = find_action(postmortem, command.action);
  if (action == nullptr) return Refusal{Text::refusal_not_there, {}};
  if (!command.due.empty() && !parse_date(command.due)) return Refusal{Text::refusal_not_a_date, {command.due}};
  log(*action, LoggedField::due, action->due, command.due, context);
  action->due = command.due;
  return std::nullopt;
}

std::string name_of(const Owner& owner) {
  std::string name;
  for (const std::string* part : {&owner.person, &owner.team, &owner.organisation}) {
    if (part->empty()) continue;
    if (!name.empty()) name += between_names;
    name += *part;
  }
  return name;
}

std::vector<std::string> names_in(std::string_view owner) {
  std::vector<std::string> names;
  for (const auto name : std::views::split(owner, between_names))
    if (!name.empty()) names.emplace_back(std::string_view(name));
  return names;
}

}  // namespace unrepeat
