// The two-minute card: five fields that are the ordinary ones of a post-mortem, so that it grows without retyping.
#pragma once

#include <expected>
#include <vector>

#include "core/command.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {

/// The moment that a card asks for: when it began, or where nobody felt anything, when it was noticed.
MomentKind moment_of_card(RecordKind kind);

/// What stands there: the time of an event, a time of its own, or nothing.
std::optional<Time> when_of_card(const Postmortem& postmortem);

/// "22:10–22:35": when it began, and when all was well again; nothing where it is no such span.
std::vector<Command> set_span_of_card(const Postmortem& postmortem, std::string_view text,
                                      const WrittenTimeContext& context);
/// A time that has been: a time of day alone is the last one that clocks showed, so "23:50" at 00:20 is yesterday. Also
/// "10 min ago". `context.near` and `context.is_past` are not looked at.
std::expected<Time, WrittenTimeProblem> read_past_time(std::string_view text, const WrittenTimeContext& context);

/// The minute that a clock shows now, or showed so many minutes ago.
Time whole_minute(Instant now, std::int64_t minutes_ago);

/// Records it, or takes it away where it is empty.
std::vector<Command> set_when_of_card(const Postmortem& postmortem, const Time& when);

/// Says what it was. The time that stands on the card stays there, whatever its moment is called then.
std::vector<Command> set_kind_of_card(const Postmortem& postmortem, RecordKind kind);

/// A new factor, linked to the incident as what made it possible.
std::vector<Command> add_factor(const Id<Factor>& id, std::string_view text);

/// Whether nothing is written into it yet, beside what every new one has.
bool is_untouched(const Postmortem& postmortem);

}  // namespace unrepeat
