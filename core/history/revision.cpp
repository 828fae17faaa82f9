// Which changes make a revision by themselves.
#include "core/history/revision.hpp"

#include <algorithm>

#include "core/format/value.hpp"

namespace unrepeat {
namespace {

ApprovalOutcome outcome_of(const std::optional<std::string>& json) {
  const auto approval = read_value<Approval>(json.value_or("null"));
  return approval ? approval->outcome : ApprovalOutcome::pending;
}

}  // namespace

bool is_a_step(const Change& change) {
  return std::ranges::any_of(change.edits, [](const Edit& edit) {
    if (edit.path.starts_with("approvals/")) return outcome_of(edit.before) != outcome_of(edit.after);
    return edit.path == "status/state";
  });
}

}  // namespace unrepeat
