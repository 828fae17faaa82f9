// What a library knows beyond its post-mortems. It travels in every bundle and backup.
#pragma once

#include "core/action/issue_state.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/template/template.hpp"

namespace unrepeat {

/// The team's word for a severity level.
struct SeverityName : Extensible {
  std::int64_t level = 3;
  std::string name;
  std::string definition;
  bool operator==(const SeverityName&) const = default;
};

struct Team : Extensible {
  Id<Team> id;
  std::string name;
  bool operator==(const Team&) const = default;
};

/// One system with all the names it goes by in different files.
struct KnownSystem : Extensible {
  Id<KnownSystem> id;
  std::string name;
  std::vector<std::string> aliases;
  std::string owner_team;
  bool operator==(const KnownSystem&) const = default;
};

/// A word of the vocabulary by which factors are compared.
struct FactorWord : Extensible {
  Id<FactorWord> id;
  std::string name;
  std::vector<std::string> synonyms;
  std::optional<FactorCategory> category;
  bool operator==(const FactorWord&) const = default;
};

/// A name for the actions that are one idea: those that have its id in `Action::idea`. The app tells them apart by that
/// id alone and writes no names; those of a file are kept.
struct Idea : Extensible {
  Id<Idea> id;
  std::string title;
  std::string note;
  bool operator==(const Idea&) const = default;
};

/// In how many days priority actions after an incident of a severity are to be done (core/library/objectives.hpp).
struct Objective : Extensible {
  std::int64_t level = 1;  ///< Of the incident, 1 (worst) to 5.
  std::int64_t days = 0;   ///< 0: there is none for this level.
  bool operator==(const Objective&) const = default;
};

/// What a state of the team's own board means where an export of its tracker is read (core/library/tracker_states.hpp).
struct TrackerState : Extensible {
  std::string words;  ///< As the tracker writes them.
  IssueMeaning means = IssueMeaning::nothing;
  bool operator==(const TrackerState&) const = default;
};

struct SavedView : Extensible {
  Id<SavedView> id;
  std::string name;
  std::string query;  ///< As in the address of the screen.
  bool operator==(const SavedView&) const = default;
};

struct Library : Extensible {
  Id<Library> id;
  std::string name;
  std::vector<SeverityName> severities;
  std::vector<Team> teams;
  std::vector<KnownSystem> systems;
  std::vector<FactorWord> factors;
  std::vector<Idea> ideas;
  std::vector<Objective> objectives;
  std::vector<TrackerState> tracker_states;
  std::vector<Template> templates;  ///< Those the team made; what comes with the app is not here.
  std::string default_template;     ///< The id of the one that post-mortems begin from; empty for the six parts.
  std::vector<SavedView> views;
  bool operator==(const Library&) const = default;
};

/// Several post-mortems in one file; a backup when the library is in it.
struct Bundle : Extensible {
  std::optional<Library> library;
  std::vector<Postmortem> postmortems;
  bool operator==(const Bundle&) const = default;
};

DESCRIBED(SeverityName)
DESCRIBED(Team)
DESCRIBED(KnownSystem)
DESCRIBED(FactorWord)
DESCRIBED(Idea)
DESCRIBED(Objective)
DESCRIBED(TrackerState)
DESCRIBED(SavedView)
DESCRIBED(Library)
DESCRIBED(Bundle)

}  // namespace unrepeat
