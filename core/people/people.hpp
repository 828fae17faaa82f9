// Who and what took part: people (names, no accounts) and systems.
#pragma once

#include "core/describe/describe.hpp"

namespace unrepeat {

enum class PartyKind : std::uint8_t { person, team, organisation, service };
SPELL(PartyKind, "person", "team", "organisation", "service")

struct Party : Extensible {
  Id<Party> id;
  std::string name;
  PartyKind kind = PartyKind::person;
  std::vector<std::string> roles;
  std::string team;
  std::string org;
  bool operator==(const Party&) const = default;
};

/// The same system across files is the normalised name plus the library's aliases.
struct AffectedSystem : Extensible {
  Id<AffectedSystem> id;
  std::string name;
  std::string environment;
  std::string region;
  std::string owner_team;
  bool external = false;
  bool operator==(const AffectedSystem&) const = default;
};

DESCRIBED(Party)
DESCRIBED(AffectedSystem)

}  // namespace unrepeat
