// What the figures know of a post-mortem: so little that those of a whole library fit into memory, and all that a
// figure needs. Worked out from the document, never written by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/action/strength.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

struct MomentFact {
  MomentKind kind = MomentKind::impact_start;
  MomentState state = MomentState::pending;  ///< Recorded without a time it can be placed at: `at` is absent.
  std::optional<Instant> at;
  bool is_tool_default = false;  ///< The time is one that a tool set by itself: nobody measured it.
  bool operator==(const MomentFact&) const = default;
};

/// One that is not ruled out.
struct FactorFact {
  std::optional<FactorCategory> category;
  std::vector<std::string> tags;  ///< As written.
  bool operator==(const FactorFact&) const = default;
};

struct PromiseFact {
  ActionState state = ActionState::idea;
  std::optional<Effect> effect;
  std::optional<Strength> strength;
  std::string title;
  std::string idea;  ///< As in Action.
  std::string due;   ///< yyyy-mm-dd; empty without one.
  bool is_priority = false;
  std::optional<Instant> promised_at;  ///< As FirstPromise has it.
  bool is_undated = false;             ///< It was promised, and nobody noted when.
  std::optional<Instant> settled_at;   ///< When it became verified or will-not-do, as long as it is.
  Id<Action> id;
  std::vector<ActionLink> links;  ///< To issues of trackers.
  bool operator==(const PromiseFact&) const = default;
};

struct IncidentFacts {
  Id<Postmortem> id;
  std::string title;
  RecordKind kind = RecordKind::incident;
  Form form = Form::full;
  StatusState status = StatusState::draft;
  std::string team;
  std::optional<std::int64_t> severity;
  std::vector<std::string> systems;
  std::vector<std::string> tags;
  std::string time_zone;
  std::optional<Instant> started_at;  ///< As Summary has it.
  std::string review_due;             ///< yyyy-mm-dd; empty without one.
  bool was_reviewed = false;          ///< Approved, or its review was held.
  bool is_unwritten = false;          ///< Not begun, or a draft that tells of no causes, lessons or promises.
  std::vector<MomentFact> moments;    ///< All of them, in the order of MomentKind.
  DetectionSource detection = DetectionSource::unknown;
  std::vector<FactorFact> factors;
  std::vector<PromiseFact> promises;
  // What it says of others, as it stands there: SaidRelations knows what follows from it.
  std::vector<Id<Postmortem>> came_again;     ///< Those it is a recurrence of.
  std::vector<Id<Postmortem>> duplicate_of;   ///< Those it was written a second time for.
  std::vector<Id<Postmortem>> same_incident;  ///< Those that tell of the same incident.
  std::vector<Id<Postmortem>> unrelated;
  bool operator==(const IncidentFacts&) const = default;
};

DESCRIBED(MomentFact)
DESCRIBED(FactorFact)
DESCRIBED(PromiseFact)
DESCRIBED(IncidentFacts)

[[nodiscard]] IncidentFacts facts_of(const Postmortem& postmortem);

/// A review nobody set a day for is late so many days after its incident began.
inline constexpr std::int64_t days_to_review = 14;
/// The day it began on the clocks of its own zone, in UTC where that is not known; nothing where nobody knows when it
/// was.
[[nodiscard]] std::optional<CalendarDate> day_of_start(const IncidentFacts& incident, const TimeZones& zones);
/// By how many days the review of what is written in full is late; nothing where none is asked for, where it was held,
/// or where it has time.
[[nodiscard]] std::optional<std::int64_t> days_review_is_late(const IncidentFacts& incident, const CalendarDate& today,
                                                              const TimeZones& zones);

}  // namespace unrepeat
