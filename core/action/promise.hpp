// A promise as it stands among all promises of a library: what of an action and of its post-mortem is looked at there,
// and how it stands on a day.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/action/action.hpp"

namespace unrepeat {

struct Postmortem;

/// One line. Days are yyyy-mm-dd; empty where there is none.
struct Promise {
  Id<Postmortem> postmortem;
  std::string postmortem_title;
  std::optional<Instant> started_at;  ///< The incident.
  std::string time_zone;              ///< Of the post-mortem.
  std::optional<std::int64_t> severity;
  std::vector<std::string> systems;
  bool example = false;
  Id<Action> id;
  std::string title;
  ActionState state = ActionState::idea;
  std::optional<ActionKind> kind;
  std::optional<Effect> effect;
  std::optional<Priority> priority;
  std::string owner;  ///< As `name_of` says it.
  std::string due;
  std::string look_on;  ///< When to look whether it worked; empty once somebody did.
  std::string waiting_on;
  std::string reason;                  ///< Why it will not be done.
  std::int64_t slips = 0;              ///< How often its date was moved to a later one, or taken away.
  std::optional<Instant> promised_at;  ///< As `first_promise_of` says it.
  std::optional<Instant> changed_at;   ///< The last of its log.
  bool operator==(const Promise&) const = default;
};

DESCRIBED(Promise)

/// In a filter by owner or system: what has none. No name that is worth a filter is spelt like it.
inline constexpr std::string_view has_none = "-";

/// When somebody first said that it would be done.
struct FirstPromise {
  std::optional<Instant> at;
  bool is_undated = false;  ///< It was promised, and nobody noted when; then `at` is absent.
};
/// The first entry of its log that made it a promise (committed, in progress, done or verified), whatever it was
/// before; of what became an idea again and was promised anew it is still the first. What was a promise before its
/// first entry is undated, and so is what was dropped without any entry, since it may have been one. An idea that was
/// dropped never was.
FirstPromise first_promise_of(const Action& action);

/// Since when it is done, as its log tells: done or verified now, and the last time that it became so. Nothing for what
/// is not, or where nobody noted it.
std::optional<Instant> done_at(const Action& action);
/// Whether what the check says was said on an earlier day than the action was last done on; of what was done once and
/// is not now, than it was taken up again on. It tells nothing of what was done since. Days are those of UTC, so that
/// they are the same wherever they are read. What nobody noted the time of is of now.
bool is_of_before(const Action& action, const Check& check);

/// What the log and the checks of an action tell of it.
struct PromiseHistory {
  std::string look_on;
  std::int64_t slips = 0;
  std::optional<Instant> promised_at;
  std::optional<Instant> changed_at;
};
PromiseHistory history_of(const Action& action);

/// A day on which somebody is still to look whether it worked.
struct DayToLook {
  std::string day;               ///< yyyy-mm-dd.
  const Check* check = nullptr;  ///< Of the action; null where it has none and the day follows from the due date.
};
/// Those of the checks that nobody noted a result of; where none of these says a day, and nobody has looked since it
/// was done, the one that `day_to_look` says. Whatever the state of the action is.
std::vector<DayToLook> days_still_to_look(const Action& action);

/// How it stands, the most pressing first.
enum class PromiseStanding : std::uint8_t {
  overdue,
  look_due,  ///< Done, and today or earlier was the day to look.
  due_today,
  due_soon,  ///< Within a week.
  due_later,
  no_date,
  to_look,  ///< Done, and not yet looked at.
  idea,
  worked,
  dropped,
  unknown,
};

struct StandingOfPromise {
  PromiseStanding standing = PromiseStanding::unknown;
  std::int64_t days = 0;  ///< To the day it is due or looked at; how long ago that was where it is past.
};

/// Promised, and neither done nor dropped yet.
constexpr bool is_under_way(ActionState state) {
  return state == ActionState::committed || state == ActionState::in_progress;
}

/// So many days ahead are soon.
inline constexpr std::int64_t soon_days = 7;
/// So long without a change is a promise that nobody touches.
inline constexpr std::int64_t stale_days = 30;

/// How many days ago somebody promised what is not kept or dropped yet: 0 on the day it was promised. Nothing for what
/// is no open promise, whose day nobody noted, or was promised after today. Days begin when today does, `today_begins`,
/// where the person is, and have 24 hours: where clocks were changed since, an hour beside midnight counts to the day
/// beside.
std::optional<std::int64_t> age_in_days(const Promise& promise, Instant today_begins);

/// What was promised before this is past an objective of so many days: of a promise of day d with n days allowed, that
/// is so from day d + n + 1 on.
constexpr Instant past_objective_before(Instant today_begins, std::int64_t allowed_days) {
  return today_begins - days(allowed_days);
}

/// By how many of these days a promise of priority is open for longer than its severity allows; nothing for what is
/// within it, or has no objective. `objective_days` are by severity from 1 on; 0: none.
std::optional<std::int64_t> days_past_objective(const Promise& promise, std::span<const std::int64_t> objective_days,
                                                Instant today_begins);

/// `today` is the person's day.
StandingOfPromise standing_of(ActionState state, const std::string& due, const std::string& look_on,
                              CalendarDate today);

}  // namespace unrepeat
