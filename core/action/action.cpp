// Description of actions.
#include "core/action/action.hpp"

namespace unrepeat {

DESCRIBE(Owner, "owner", field<&Owner::person>("person"), field<&Owner::team>("team"),
         field<&Owner::organisation>("organisation"))

DESCRIBE(ActionLink, "action link", required<&ActionLink::id>("id"), field<&ActionLink::system>("system"),
         field<&ActionLink::key>("key"), field<&ActionLink::url>("url"), field<&ActionLink::title>("title"))

DESCRIBE(Proof, "proof", required<&Proof::id>("id"), field<&Proof::url>("url"),
         field<&Proof::image>("image", Presence::optional, TextRule::image), prose<&Proof::text>("text"))

DESCRIBE(Check, "check", required<&Check::id>("id"), prose<&Check::criterion>("criterion"),
         field<&Check::on>("on", Presence::optional, TextRule::date), field<&Check::result>("result"),
         field<&Check::by>("by"), field<&Check::at>("at"), prose<&Check::note>("note"))

DESCRIBE(LogEntry, "log entry", required<&LogEntry::id>("id"), required<&LogEntry::at>("at"),
         field<&LogEntry::by>("by"), required<&LogEntry::field>("field"), required<&LogEntry::from>("from"),
         required<&LogEntry::to>("to"), field<&LogEntry::note>("note"))

DESCRIBE(Action, "action", required<&Action::id>("id"), required<&Action::title>("title"), field<&Action::kind>("kind"),
         field<&Action::effect>("effect"), ruled<&Action::state>("state", Presence::always),
         ruled<&Action::reason>("reason"), ruled<&Action::owner>("owner"), field<&Action::waiting_on>("waiting_on"),
         field<&Action::priority>("priority"),
         field<&Action::due>("due", Presence::optional, TextRule::date, Access::ruled),
         field<&Action::addresses>("addresses"), field<&Action::links>("links"), field<&Action::proof>("proof"),
         field<&Action::checks>("checks"), prose<&Action::reopen_if>("reopen_if"), field<&Action::idea>("idea"),
         ruled<&Action::log>("log"))

}  // namespace unrepeat
