// What is typed as an owner where promises are listed, and what becomes of a promise there.
#include "core/action/promise_change.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/postmortem/postmortem.hpp"
#include "tests/core/desk.hpp"

namespace unrepeat {
namespace {

/// A post-mortem that speaks of teams and an organisation wherever it may.
struct Owned : Desk {
  Owned() {
    postmortem.team = "Storefront";
    Party& party = postmortem.people.emplace_back();
    party.name = "Search";
    party.kind = PartyKind::team;
    Party& person = postmortem.people.emplace_back();
    person.name = "Mei";
    person.team = "Data";
    person.org = "Acme";
    postmortem.systems.emplace_back().owner_team = "Network";
    const auto other = add<Action>("actions");
    CHECK_FALSE(carry(AssignAction{other, {.team = "Platform"}}));
  }
  Action& action() { return *std::ranges::find(postmortem.actions, id, &Action::id); }
  Owner named(std::string_view words) { return owner_named(postmortem, action(), words); }
  /// As the list does it; how many steps of the log that is.
  std::size_t give_to(const char* words) {
    const std::size_t before = action().log.size();
    for (const Command& command : commands_for({.action = id, .owner = words}, postmortem)) CHECK_FALSE(carry(command));
    return action().log.size() - before;
  }

  Id<Action> id = add<Action>("actions");
};

const Owner of_three{.person = "Ana", .team = "Payments", .organisation = "Acme"};

}  // namespace

TEST_CASE("the words for whom a promise has change nothing of it") {
  for (const Owner& owner : {of_three, Owner{.team = "Payments"}, Owner{.organisation = "Elsewhere"},
                             Owner{.person = "Ana, the other one", .team = "Payments"}, Owner{}}) {
    Owned desk;
    desk.now = noon - hours(1);
    CHECK_FALSE(desk.carry(AssignAction{desk.id, owner}));
    desk.now = noon;
    CHECK(desk.named(name_of(owner)) == owner);
    CHECK(desk.give_to(name_of(owner).c_str()) == 0);
    CHECK(desk.action().owner.value_or(Owner{}) == owner);
  }
}

TEST_CASE("another person keeps the team and the organisation that the promise has") {
  Owned desk;
  CHECK(desk.named("Noor") == Owner{.person = "Noor"});
  CHECK_FALSE(desk.carry(AssignAction{desk.id, of_three}));
  CHECK(desk.named("Noor") == Owner{.person = "Noor", .team = "Payments", .organisation = "Acme"});
  CHECK(desk.named(" Noor, Iván ") == Owner{.person = "Noor, Iván", .team = "Payments", .organisation = "Acme"});
  CHECK_FALSE(desk.carry(AssignAction{desk.id, {.team = "Payments"}}));
  CHECK(desk.named("Noor") == Owner{.person = "Noor", .team = "Payments"});
}

TEST_CASE("a team or an organisation of which the post-mortem speaks is one, with a person before it or alone") {
  Owned desk;
  CHECK_FALSE(desk.carry(AssignAction{desk.id, of_three}));
  for (const char* team : {"Storefront", "Search", "Data", "Network", "Platform", "Payments"}) {
    CAPTURE(team);
    CHECK(desk.named(team) == Owner{.team = team});
    CHECK(desk.named("Noor, " + std::string(team)) == Owner{.person = "Noor", .team = team, .organisation = "Acme"});
  }
  CHECK(desk.named("Acme") == Owner{.organisation = "Acme"});
  CHECK(desk.named("Noor, Search, Acme") == Owner{.person = "Noor", .team = "Search", .organisation = "Acme"});
}

TEST_CASE("no words take the owner away") {
  Owned desk;
  CHECK_FALSE(desk.carry(AssignAction{desk.id, of_three}));
  CHECK(desk.named("") == Owner{});
  CHECK(desk.named(" ") == Owner{});
  desk.now = noon + hours(1);
  CHECK(desk.give_to("") == 1);
  CHECK_FALSE(desk.action().owner);
}

TEST_CASE("a promise that is not there is changed by nothing") {
  Owned desk;
  CHECK(commands_for({.action = desk.ids.next_as<Id<Action>>(), .owner = "Ana", .due = "2026-12-01"}, desk.postmortem)
            .empty());
}

}  // namespace unrepeat
