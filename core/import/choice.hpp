// An export is bigger than an incident: what of a plan is proposed to be taken, and what of a record is left out.
#pragma once

#include <cstdint>
#include <optional>

#include "core/import/plan.hpp"
#include "core/time/time_span.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// From the first to the last instant that its events and moments have; nothing where none has one.
[[nodiscard]] std::optional<TimeSpan> span_of(const Postmortem& record);

/// Where the records of several tools came together, one of them usually is the incident and the others are exports
/// that hold more: chosen stays what runs beside it, and of what is much longer only those hours are proposed. Sets
/// `chosen` of the entries, and `as_one` and `hours` of the plan; where nothing tells which incident it is, what the
/// importers chose stays.
void propose_choice(ImportPlan& plan);

/// How many of its events part_within() has.
[[nodiscard]] std::int64_t count_within(const Postmortem& record, const TimeSpan& hours);

/// The record without the events outside of these hours, and without what only they told: moments, windows, people;
/// nothing where all of it is within. An event without a place in time stays, since nothing tells that it is outside.
/// Its sources say what was chosen of them, and it is another record than the whole. `record` is as it was in the end:
/// only meanwhile its events are taken out, since a copy of a year of a channel is dear.
[[nodiscard]] std::optional<Postmortem> part_within(Postmortem& record, const TimeSpan& hours, const TimeZones& zones);

}  // namespace unrepeat
