// Description of the library, in the order in which a file is written.
#include "core/library/library.hpp"

namespace unrepeat {

DESCRIBE(SeverityName, "severity name",
         field<&SeverityName::level>("level", Presence::always, TextRule::severity_level),
         required<&SeverityName::name>("name"), field<&SeverityName::definition>("definition"))

DESCRIBE(Team, "team", required<&Team::id>("id"), required<&Team::name>("name"))

DESCRIBE(KnownSystem, "known system", required<&KnownSystem::id>("id"), required<&KnownSystem::name>("name"),
         field<&KnownSystem::aliases>("aliases"), field<&KnownSystem::owner_team>("owner_team"))

DESCRIBE(FactorWord, "factor word", required<&FactorWord::id>("id"), required<&FactorWord::name>("name"),
         field<&FactorWord::synonyms>("synonyms"), field<&FactorWord::category>("category"))

DESCRIBE(Idea, "idea", required<&Idea::id>("id"), required<&Idea::title>("title"), prose<&Idea::note>("note"))

DESCRIBE(Objective, "objective", field<&Objective::level>("level", Presence::always, TextRule::severity_level),
         field<&Objective::days>("days", Presence::always, TextRule::not_negative))

DESCRIBE(TrackerState, "state of a tracker", required<&TrackerState::words>("words"),
         required<&TrackerState::means>("means"))

DESCRIBE(SavedView, "saved view", required<&SavedView::id>("id"), required<&SavedView::name>("name"),
         required<&SavedView::query>("query"))

DESCRIBE(Library, "library", required<&Library::id>("id"), field<&Library::name>("name"),
         field<&Library::severities>("severities"), field<&Library::teams>("teams"),
         field<&Library::systems>("systems"), field<&Library::factors>("factors"), field<&Library::ideas>("ideas"),
         field<&Library::objectives>("objectives"), field<&Library::tracker_states>("tracker_states"),
         field<&Library::templates>("templates"), field<&Library::default_template>("default_template"),
         field<&Library::views>("views"))

DESCRIBE(Bundle, "bundle", field<&Bundle::library>("library"), required<&Bundle::postmortems>("postmortems"))

}  // namespace unrepeat
