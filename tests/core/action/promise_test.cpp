// How a promise stands on a day, and what its log tells.
#include "core/action/promise.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/action/commands.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

constexpr CalendarDate today{.year = 2026, .month = 3, .day = 8};

PromiseStanding standing(ActionState state, const std::string& due, const std::string& look_on = {}) {
  return standing_of(state, due, look_on, today).standing;
}

LogEntry became(const char* from, const char* to, Instant when) {
  LogEntry entry;
  entry.at = when;
  entry.from = from;
  entry.to = to;
  return entry;
}

LogEntry moved(const char* from, const char* to) {
  LogEntry entry;
  entry.field = LoggedField::due;
  entry.from = from;
  entry.to = to;
  return entry;
}

}  // namespace

TEST_CASE("a promise is overdue the day after it was due, due on the day, and soon within a week") {
  using enum PromiseStanding;
  CHECK(standing(ActionState::committed, "2026-03-07") == overdue);
  CHECK(standing_of(ActionState::in_progress, "2026-02-28", {}, today).days == 8);
  CHECK(standing(ActionState::committed, "2026-03-08") == due_today);
  CHECK(standing(ActionState::committed, "2026-03-14") == due_soon);
  CHECK(standing(ActionState::committed, "2026-03-15") == due_later);
  CHECK(standing(ActionState::committed, {}) == no_date);
  CHECK(standing(ActionState::committed, "soon") == no_date);
}

TEST_CASE("what was done is looked at on its day, and neither an idea nor what was dropped is ever overdue") {
  using enum PromiseStanding;
  CHECK(standing(ActionState::done, "2026-01-01", "2026-03-08") == look_due);
  CHECK(standing_of(ActionState::done, {}, "2026-03-01", today).days == 7);
  CHECK(standing(ActionState::done, "2026-01-01", "2026-03-09") == to_look);
  CHECK(standing(ActionState::done, "2026-01-01") == to_look);
  CHECK(standing(ActionState::idea, "2026-01-01") == idea);
  CHECK(standing(ActionState::will_not_do, "2026-01-01") == dropped);
  CHECK(standing(ActionState::verified, "2026-01-01", "2026-01-02") == worked);
  CHECK(standing(ActionState::unknown, "2026-01-01") == unknown);
}

TEST_CASE("a promise has an age in days from its own day on while it is open, and none where nobody noted the day") {
  // 2026-03-08T00:00:00Z.
  constexpr Instant midnight{1'772'928'000'000'000};
  constexpr Duration moment{1};
  const auto age_of = [&](Instant promised_at, ActionState state = ActionState::committed) {
    return age_in_days(Promise{.state = state, .promised_at = promised_at}, midnight);
  };
  CHECK(age_of(midnight) == 0);
  CHECK(age_of(midnight + hours(23)) == 0);
  CHECK(age_of(midnight + days(1) - moment) == 0);
  CHECK_FALSE(age_of(midnight + days(1)));
  CHECK(age_of(midnight - moment) == 1);
  CHECK(age_of(midnight - days(1)) == 1);
  CHECK(age_of(midnight - days(1) - moment) == 2);
  CHECK(age_of(midnight - days(40), ActionState::in_progress) == 40);
  for (const ActionState settled : {ActionState::done, ActionState::verified, ActionState::will_not_do})
    CHECK_FALSE(age_of(midnight - days(40), settled));
  CHECK_FALSE(age_in_days(Promise{.state = ActionState::committed}, midnight));
}

TEST_CASE("a promise is past its objective from the day after the last one that is allowed") {
  constexpr Instant midnight{1'772'928'000'000'000};
  constexpr Duration moment{1};
  const std::vector<std::int64_t> allowed = {15, 0};
  Promise promise{.severity = 1, .state = ActionState::in_progress, .priority = Priority::high};
  const auto past = [&](Instant promised_at) {
    promise.promised_at = promised_at;
    return days_past_objective(promise, allowed, midnight);
  };
  // Promised fifteen days ago, at whatever time: today is the last day.
  CHECK_FALSE(past(midnight - days(15) + hours(23)));
  CHECK_FALSE(past(midnight - days(15)));
  CHECK(past(midnight - days(15) - moment) == 1);
  CHECK(past(midnight - days(16)) == 1);
  CHECK(past(midnight - days(16) - moment) == 2);
  promise.severity = 2;
  CHECK_FALSE(past(midnight - days(400)));
  promise.severity = 3;
  CHECK_FALSE(past(midnight - days(400)));
  promise.severity = 1;
  promise.priority = Priority::normal;
  CHECK_FALSE(past(midnight - days(400)));
  // Where nobody noted the day of the promise, the incident counts.
  promise.priority = Priority::high;
  promise.started_at = midnight - days(16);
  promise.promised_at.reset();
  CHECK(days_past_objective(promise, allowed, midnight) == 1);
}

TEST_CASE("a promise was made when its log first says so, whatever it was before, and that does not move") {
  constexpr Instant first{1'772'971'200'000'000};
  Action action;
  action.state = ActionState::committed;
  for (const char* before : {"idea", "unknown", "will_not_do"})
    for (const char* after : {"committed", "in_progress", "done", "verified"}) {
      CAPTURE(before);
      CAPTURE(after);
      action.log = {became("idea", "will_not_do", first - days(1)), became(before, after, first),
                    became(after, "idea", first + days(1)), became("idea", "committed", first + days(2))};
      CHECK(first_promise_of(action).at == first);
      CHECK_FALSE(first_promise_of(action).is_undated);
      CHECK(history_of(action).promised_at == first);
    }
  // However the entries stand in the document.
  std::ranges::reverse(action.log);
  CHECK(first_promise_of(action).at == first);
}

TEST_CASE("what was a promise before its log begins was made on a day that nobody noted, and some never was one") {
  constexpr Instant when{1'772'971'200'000'000};
  Action action;
  action.state = ActionState::committed;
  CHECK(first_promise_of(action).is_undated);
  action.log = {became("committed", "idea", when), became("idea", "committed", when + days(1))};
  CHECK(first_promise_of(action).is_undated);
  CHECK_FALSE(first_promise_of(action).at);
  CHECK_FALSE(history_of(action).promised_at);
  action.state = ActionState::will_not_do;
  action.log = {became("idea", "will_not_do", when)};
  CHECK_FALSE(first_promise_of(action).is_undated);
  CHECK_FALSE(first_promise_of(action).at);
}

TEST_CASE("a date that is put off or taken away counts as a slip, not one that is set or brought forward") {
  Action action;
  action.log = {moved("", "2026-03-01"), moved("2026-03-01", "2026-04-01"), moved("2026-04-01", "2026-03-15"),
                moved("2026-03-15", ""), moved("", "2026-04-15"),           moved("2026-04-15", "2026-05-01")};
  CHECK(history_of(action).slips == 3);
}

TEST_CASE("a promise is done since it last became so, and what was verified is done since before that") {
  constexpr Instant first{1'772'971'200'000'000};
  Action action;
  action.state = ActionState::done;
  CHECK_FALSE(done_at(action));
  action.log = {became("committed", "done", first)};
  CHECK(done_at(action) == first);
  action.log.push_back(became("done", "verified", first + days(20)));
  action.log.push_back(became("verified", "done", first + days(30)));
  CHECK(done_at(action) == first);
  action.log.push_back(became("done", "in_progress", first + days(40)));
  action.log.push_back(became("in_progress", "verified", first + days(50)));
  action.state = ActionState::verified;
  CHECK(done_at(action) == first + days(50));
  // However the entries stand in the document.
  std::ranges::reverse(action.log);
  CHECK(done_at(action) == first + days(50));
  action.state = ActionState::in_progress;
  CHECK_FALSE(done_at(action));
}

TEST_CASE("what was done again is to be looked at again, two weeks after that, whatever was seen before") {
  // 2026-03-08T12:00:00Z.
  constexpr Instant noon_then{1'772'971'200'000'000};
  Action action;
  action.due = "2026-01-10";
  Check& check = action.checks.emplace_back();
  check.on = "2026-01-24";
  check.result = CheckResult::worked;
  check.at = noon_then - days(30);
  action.state = ActionState::done;
  action.log = {became("committed", "done", noon_then - days(40))};
  CHECK_FALSE(is_of_before(action, check));
  CHECK(history_of(action).look_on.empty());
  action.log.push_back(became("done", "in_progress", noon_then - days(1)));
  action.log.push_back(became("in_progress", "done", noon_then));
  CHECK(is_of_before(action, check));
  CHECK(history_of(action).look_on == "2026-03-22");
  // On the day itself, before or after.
  check.at = noon_then - hours(3);
  CHECK_FALSE(is_of_before(action, check));
  CHECK(history_of(action).look_on.empty());
  // Of what nobody dated, or nobody has said yet, nothing is known to be old.
  check.at.reset();
  CHECK_FALSE(is_of_before(action, check));
  check.at = noon_then - days(30);
  check.result.reset();
  CHECK_FALSE(is_of_before(action, check));
  CHECK(history_of(action).look_on == "2026-01-24");
}

TEST_CASE(
    "the day to look is the first check's without a result, else two weeks after it is due, and none once it was") {
  Action action;
  action.state = ActionState::done;
  action.due = "2026-03-01";
  CHECK(history_of(action).look_on == "2026-03-15");
  action.checks.resize(2);
  action.checks[0].on = "2026-04-01";
  action.checks[1].on = "2026-03-20";
  CHECK(history_of(action).look_on == "2026-03-20");
  action.checks[1].result = CheckResult::too_early;
  CHECK(history_of(action).look_on == "2026-04-01");
  action.checks[0].result = CheckResult::worked;
  CHECK(history_of(action).look_on.empty());
  action.checks.clear();
  action.state = ActionState::verified;
  CHECK(history_of(action).look_on.empty());
}
