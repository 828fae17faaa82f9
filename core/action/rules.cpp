// Rules of actions: what a state needs, and the log of what was promised.
#include <algorithm>
#include <ranges>

#include "core/action/commands.hpp"
#include "core/action/issue_name.hpp"
#include "core/postmortem/postmortem.hpp"

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

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\r") == std::string_view::npos; }

}  // namespace

Ruling carry_out(Postmortem& postmortem, const SetActionState& command, const CommandContext& context) {
  Action* action = find_action(postmortem, command.action);
  if (action == nullptr) return Refusal{Text::refusal_not_there, {}};
  if (command.state == ActionState::unknown) return Refusal{Text::refusal_not_editable, {}};
  if (command.state == ActionState::will_not_do && is_blank(command.reason))
    return Refusal{Text::refusal_will_not_do_needs_reason, {}};
  if (command.state == ActionState::verified &&
      std::ranges::none_of(action->checks, [](const Check& check) { return check.result == CheckResult::worked; }))
    return Refusal{Text::refusal_verified_needs_check, {}};
  const auto spell = [](ActionState state) { return std::string(spelling_of(state)); };
  log(*action, LoggedField::state, spell(action->state), spell(command.state), context);
  if (command.state == ActionState::done && !is_blank(command.shown)) {
    Proof& proof = action->proof.emplace_back();
    proof.id = context.ids.next_as<Id<Proof>>();
    (read_web_address(command.shown) ? proof.url : proof.text) = command.shown;
  }
  action->state = command.state;
  action->reason = command.state == ActionState::will_not_do ? command.reason : "";
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
