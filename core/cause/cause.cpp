// Description of the causes.
#include "core/cause/cause.hpp"

namespace unrepeat {

DESCRIBE(Factor, "factor", required<&Factor::id>("id"), required<&Factor::kind>("kind"),
         field<&Factor::category>("category"), required<&Factor::certainty>("certainty"), prose<&Factor::text>("text"),
         field<&Factor::tags>("tags"), field<&Factor::evidence>("evidence"), field<&Factor::events>("events"))

DESCRIBE(CauseLink, "cause link", required<&CauseLink::id>("id"),
         field<&CauseLink::from>("from", Presence::always, TextRule::cause_end),
         field<&CauseLink::to>("to", Presence::always, TextRule::cause_end), required<&CauseLink::kind>("kind"),
         field<&CauseLink::evidence>("evidence"))

DESCRIBE(Causes, "causes", field<&Causes::state>("state"), prose<&Causes::summary>("summary"),
         field<&Causes::factors>("factors"), field<&Causes::links>("links"))

}  // namespace unrepeat
