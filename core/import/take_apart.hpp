// A message or a status update may be a small report by itself: "14:02 … 14:30 …". It can be taken apart.
#pragma once

#include <optional>

#include "core/identity/id.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/time/time_zone.hpp"
#include "core/timeline/commands.hpp"

namespace unrepeat {

/// The command that does so; nothing for an event that tells fewer than two times of its own. A time without a zone is
/// read in the event's, or else in the post-mortem's.
[[nodiscard]] std::optional<TakeEventApart> take_apart(const Postmortem& postmortem, const TimelineEvent& event,
                                                       const TimeZones& zones, IdSource& ids);

}  // namespace unrepeat
