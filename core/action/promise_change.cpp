// Names are told apart by what the post-mortem calls a team or an organisation anywhere.
#include "core/action/promise_change.hpp"

#include <algorithm>

#include "core/describe/place.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {

DESCRIBE(PromiseChange, "promise_change", field<&PromiseChange::postmortem>("postmortem"),
         field<&PromiseChange::action>("action"), field<&PromiseChange::state>("state"),
         field<&PromiseChange::reason>("reason"), field<&PromiseChange::shown>("shown"),
         field<&PromiseChange::owner>("owner"), field<&PromiseChange::due>("due"), field<&PromiseChange::idea>("idea"))

namespace {

bool is_team(const Postmortem& postmortem, std::string_view name) {
  return postmortem.team == name ||
         std::ranges::any_of(postmortem.people,
                             [&](const Party& party) {
                               return party.team == name || (party.kind == PartyKind::team && party.name == name);
                             }) ||
         std::ranges::contains(postmortem.systems, name, &AffectedSystem::owner_team) ||
         std::ranges::any_of(postmortem.actions,
                             [&](const Action& one) { return one.owner && one.owner->team == name; });
}

bool is_organisation(const Postmortem& postmortem, std::string_view name) {
  return std::ranges::any_of(postmortem.people,
                             [&](const Party& party) {
                               return party.org == name ||
                                      (party.kind == PartyKind::organisation && party.name == name);
                             }) ||
         std::ranges::any_of(postmortem.actions,
                             [&](const Action& one) { return one.owner && one.owner->organisation == name; });
}

}  // namespace

Owner owner_named(const Postmortem& postmortem, const Action& action, std::string_view words) {
  const Owner before = action.owner.value_or(Owner{});
  if (words == name_of(before)) return before;
  Owner owner;
  for (const std::string& written : names_in(words)) {
    const std::string_view name = without_blanks_around(written);
    if (name.empty()) continue;
    if (owner.team.empty() && is_team(postmortem, name))
      owner.team = name;
    else if (owner.organisation.empty() && is_organisation(postmortem, name))
      owner.organisation = name;
    else
      owner.person.append(owner.person.empty() ? "" : ", ").append(name);
  }
  if (owner.person.empty()) return owner;
  if (owner.team.empty()) owner.team = before.team;
  if (owner.organisation.empty()) owner.organisation = before.organisation;
  return owner;
}

std::vector<Command> commands_for(const PromiseChange& change, const Postmortem& postmortem) {
  std::vector<Command> commands;
  const auto action = std::ranges::find(postmortem.actions, change.action, &Action::id);
  if (action == postmortem.actions.end()) return commands;
  if (change.idea) commands.push_back(SetField{path_of(path_of("actions", change.action), "idea"), *change.idea});
  if (change.owner && *change.owner != (action->owner ? name_of(*action->owner) : std::string()))
    commands.push_back(AssignAction{.action = change.action, .owner = owner_named(postmortem, *action, *change.owner)});
  if (change.due) commands.push_back(SetActionDue{change.action, *change.due});
  if (change.state) commands.push_back(SetActionState{change.action, *change.state, change.reason, change.shown});
  return commands;
}

}  // namespace unrepeat
