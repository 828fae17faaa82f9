// What makes an idea a promise: an owner, a date and a check; or the reason why not now.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {

/// Somebody has said that it will be done, or why not.
constexpr bool is_decided(ActionState state) { return state != ActionState::idea && state != ActionState::unknown; }

/// The names of what an idea still needs before it can be committed to, in the order in which it is asked.
std::vector<Text> missing_for_commitment(const Action& action);

/// The day on which somebody looks whether it worked: the first check's, unless what it says is of before it was last
/// done; else two weeks after it was done; else two weeks after it is due. Empty where nothing of that is known.
std::string day_to_look(const Action& action);

/// Makes it a promise. Only where nothing is missing. A day to look that nobody said is not written: it follows from
/// the due date, and moves with that and with the day on which it is done.
std::vector<Command> commit_to(const Action& action);

/// A day to come, as a person types it: "2026-12-15", "15 Dec", "+7", "+10d", "+2 weeks". One without a year is the
/// next one there is; a number alone is of days. Nothing where no day can be read, or a time of day is.
std::optional<CalendarDate> read_coming_day(std::string_view text, const WrittenTimeContext& context);

}  // namespace unrepeat
