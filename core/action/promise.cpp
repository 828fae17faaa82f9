// What the lists of promises are made of.
#include "core/action/promise.hpp"

#include <algorithm>
#include <utility>

#include "core/action/commitment.hpp"

namespace unrepeat {

DESCRIBE(Promise, "promise", field<&Promise::postmortem>("postmortem"),
         field<&Promise::postmortem_title>("postmortem_title"), field<&Promise::started_at>("started_at"),
         field<&Promise::time_zone>("time_zone"), field<&Promise::severity>("severity"),
         field<&Promise::systems>("systems"), field<&Promise::example>("example"), field<&Promise::id>("id"),
         field<&Promise::title>("title"), field<&Promise::state>("state"), field<&Promise::kind>("kind"),
         field<&Promise::effect>("effect"), field<&Promise::priority>("priority"), field<&Promise::owner>("owner"),
         field<&Promise::due>("due"), field<&Promise::look_on>("look_on"), field<&Promise::waiting_on>("waiting_on"),
         field<&Promise::reason>("reason"), field<&Promise::slips>("slips"),
         field<&Promise::promised_at>("promised_at"), field<&Promise::changed_at>("changed_at"))

namespace {

ActionState state_spelt(std::string_view spelling) {
  return choice_spelt<ActionState>(spelling).value_or(ActionState::unknown);
}

constexpr bool is_done(ActionState state) { return state == ActionState::done || state == ActionState::verified; }

/// When it was last done, and when it was last taken up again after that; in the order of time.
struct Doing {
  std::optional<Instant> done_at;
  std::optional<Instant> reopened_at;
};

Doing doing_of(const Action& action) {
  std::vector<const LogEntry*> entries;
  for (const LogEntry& entry : action.log)
    if (entry.field == LoggedField::state) entries.push_back(&entry);
  // However they stand in the document.
  std::ranges::stable_sort(entries, {}, &LogEntry::at);
  Doing doing;
  for (const LogEntry* entry : entries) {
    const bool was_done = is_done(state_spelt(entry->from)), is_done_then = is_done(state_spelt(entry->to));
    if (is_done_then && !was_done) doing = {.done_at = entry->at, .reopened_at = std::nullopt};
    if (was_done && !is_done_then) doing.reopened_at = entry->at;
  }
  return doing;
}

}  // namespace

std::optional<Instant> done_at(const Action& action) {
  const Doing doing = doing_of(action);
  return is_done(action.state) && !doing.reopened_at ? doing.done_at : std::nullopt;
}

bool is_of_before(const Action& action, const Check& check) {
  if (!check.result || !check.at) return false;
  const std::optional<Instant> since = is_done(action.state) ? done_at(action) : doing_of(action).reopened_at;
  return since && civil_time(*check.at).date < civil_time(*since).date;
}

std::vector<DayToLook> days_still_to_look(const Action& action) {
  std::vector<DayToLook> days;
  for (const Check& check : action.checks)
    if (!check.result && !check.on.empty()) days.push_back({check.on, &check});
  const bool is_looked_at = std::ranges::any_of(action.checks, [&](const Check& check) {
    return check.result && *check.result != CheckResult::too_early && !is_of_before(action, check);
  });
  if (!days.empty() || is_looked_at) return days;
  if (std::string day = day_to_look(action); !day.empty())
    days.push_back({std::move(day), action.checks.empty() ? nullptr : &action.checks.front()});
  return days;
}

FirstPromise first_promise_of(const Action& action) {
  FirstPromise promise;
  const LogEntry* first = nullptr;
  for (const LogEntry& entry : action.log) {
    if (entry.field != LoggedField::state) continue;
    if (first == nullptr || entry.at < first->at) first = &entry;
    if (is_promise(state_spelt(entry.to)) && (!promise.at || entry.at < *promise.at)) promise.at = entry.at;
  }
  // What it was before the first entry it has been since a day that nobody noted.
  const ActionState before = first == nullptr ? action.state : state_spelt(first->from);
  promise.is_undated = is_promise(before) || (first == nullptr && before == ActionState::will_not_do);
  if (promise.is_undated) promise.at.reset();
  return promise;
}

PromiseHistory history_of(const Action& action) {
  PromiseHistory history{.promised_at = first_promise_of(action).at};
  if (!is_settled(action.state))
    for (const DayToLook& look : days_still_to_look(action))
      if (history.look_on.empty() || look.day < history.look_on) history.look_on = look.day;
  for (const LogEntry& entry : action.log) {
    history.changed_at = std::max(history.changed_at, std::optional(entry.at));
    // Without a date it is put off for longer than by any other one.
    const bool is_put_off = !entry.from.empty() && (entry.to.empty() || entry.to > entry.from);
    if (entry.field == LoggedField::due && is_put_off) ++history.slips;
  }
  return history;
}

namespace {

/// How many days before today that was; below 0 after it.
std::int64_t days_before(Instant today_begins, Instant at) {
  constexpr std::int64_t day = days(1).microseconds;
  const std::int64_t before = (today_begins - at).microseconds;
  return before > 0 ? (before + day - 1) / day : before / day;
}

}  // namespace

std::optional<std::int64_t> age_in_days(const Promise& promise, Instant today_begins) {
  if (!is_under_way(promise.state) || !promise.promised_at) return std::nullopt;
  const std::int64_t age = days_before(today_begins, *promise.promised_at);
  return age < 0 ? std::nullopt : std::optional(age);
}

std::optional<std::int64_t> days_past_objective(const Promise& promise, std::span<const std::int64_t> objective_days,
                                                Instant today_begins) {
  const auto since = promise.promised_at ? promise.promised_at : promise.started_at;
  if (!is_under_way(promise.state) || promise.priority != Priority::high || !promise.severity || !since)
    return std::nullopt;
  const std::int64_t level = *promise.severity - 1;
  if (level < 0 || level >= std::ssize(objective_days)) return std::nullopt;
  const std::int64_t allowed = objective_days[static_cast<std::size_t>(level)];
  if (allowed <= 0 || *since >= past_objective_before(today_begins, allowed)) return std::nullopt;
  return days_before(today_begins, *since) - allowed;
}

StandingOfPromise standing_of(ActionState state, const std::string& due, const std::string& look_on,
                              CalendarDate today) {
  using enum PromiseStanding;
  const auto days_to = [&](const std::string& day) -> std::optional<std::int64_t> {
    const auto date = parse_date(day);
    if (!date) return std::nullopt;
    return days_since_epoch(*date) - days_since_epoch(today);
  };
  switch (state) {
    case ActionState::idea: return {idea};
    case ActionState::verified: return {worked};
    case ActionState::will_not_do: return {dropped};
    case ActionState::unknown: return {unknown};
    case ActionState::done: {
      const auto left = days_to(look_on);
      if (!left) return {to_look};
      return *left <= 0 ? StandingOfPromise{look_due, -*left} : StandingOfPromise{to_look, *left};
    }
    case ActionState::committed:
    case ActionState::in_progress: break;
  }
  const auto left = days_to(due);
  if (!left) return {no_date};
  if (*left < 0) return {overdue, -*left};
  if (*left == 0) return {due_today};
  return {*left < soon_days ? due_soon : due_later, *left};
}

}  // namespace unrepeat
