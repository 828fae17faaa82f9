// Descriptions of a change and its edits.
#include "core/change.hpp"

namespace unrepeat {

DESCRIBE(Edit, "edit", required<&Edit::path>("path"), field<&Edit::before>("before"), field<&Edit::after>("after"),
         field<&Edit::before_index>("before_index"), field<&Edit::after_index>("after_index"))

DESCRIBE(Change, "change", required<&Change::postmortem>("postmortem"), field<&Change::by>("by"),
         required<&Change::at>("at"), required<&Change::edits>("edits"))

}  // namespace unrepeat
