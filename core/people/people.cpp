// Description of people and systems.
#include "core/people/people.hpp"

namespace unrepeat {

DESCRIBE(Party, "person", required<&Party::id>("id"), required<&Party::name>("name"), required<&Party::kind>("kind"),
         field<&Party::roles>("roles"), field<&Party::team>("team"), field<&Party::org>("org"))

DESCRIBE(AffectedSystem, "system", required<&AffectedSystem::id>("id"), required<&AffectedSystem::name>("name"),
         field<&AffectedSystem::environment>("environment"), field<&AffectedSystem::region>("region"),
         field<&AffectedSystem::owner_team>("owner_team"), field<&AffectedSystem::external>("external"))

}  // namespace unrepeat
