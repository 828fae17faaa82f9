// A line a person types into the timeline: "14:02 paged the database on-call".
#pragma once

#include "core/time/written_time.hpp"

namespace unrepeat {

struct EventLine {
  std::expected<Time, WrittenTimeProblem> start;
  std::optional<Time> end;   ///< Of "14:02–14:30 traffic moved to the other region".
  std::string_view written;  ///< What stands for the time, also where it is refused; a part of the line, perhaps none.
  std::string_view words;    ///< What happened.
};

/// The longest beginning that reads as a time, and the rest.
[[nodiscard]] EventLine read_event_line(std::string_view line, const WrittenTimeContext& context);

}  // namespace unrepeat
