// What an idea needs to be a promise, and how the days of one are read.
#include "core/action/commitment.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cli/native_time_zones.hpp"
#include "core/describe/place.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

const NativeTimeZones zones;

std::string read(std::string_view text) {
  const WrittenTimeContext context{
      .zones = zones, .zone = "Europe/Madrid", .now = parse_instant("2026-11-28T17:00:00Z").value()};
  const auto day = read_coming_day(text, context);
  return day ? format_date(*day) : "refused";
}

}  // namespace

TEST_CASE("an idea needs an owner, a date and a check before it is committed to") {
  Desk desk;
  const auto id = desk.add<Action>("actions");
  const std::string path = path_of("actions", id);
  const auto missing = [&] { return missing_for_commitment(desk.postmortem.actions.front()); };
  CHECK(missing() == std::vector{Text::field_title, Text::field_owner, Text::field_due, Text::field_criterion});
  CHECK_FALSE(desk.carry(SetField{path_of(path, "title"), "Alarm on queue age"}));
  CHECK_FALSE(desk.carry(AssignAction{id, {.team = "Payments"}}));
  CHECK_FALSE(desk.carry(SetActionDue{id, "2026-12-15"}));
  CHECK(missing() == std::vector{Text::field_criterion});
  const auto check = desk.add<Check>(path_of(path, "checks"));
  CHECK(missing() == std::vector{Text::field_criterion});
  CHECK_FALSE(
      desk.carry(SetField{path_of(path_of(path_of(path, "checks"), check), "criterion"), "It rings in a drill"}));
  CHECK(missing().empty());

  for (const Command& command : commit_to(desk.postmortem.actions.front())) CHECK_FALSE(desk.carry(command));
  const Action& action = desk.postmortem.actions.front();
  CHECK(action.state == ActionState::committed);
  // Nobody said when to look: two weeks after it is due, across the end of the year, as long as that is so.
  CHECK(action.checks.front().on.empty());
  CHECK(day_to_look(action) == "2026-12-29");
  CHECK_FALSE(desk.carry(SetActionDue{id, "2026-12-20"}));
  CHECK(day_to_look(desk.postmortem.actions.front()) == "2027-01-03");
}

TEST_CASE("the day to look that somebody chose stays") {
  Action action;
  action.due = "2026-12-15";
  CHECK(day_to_look(action) == "2026-12-29");
  action.checks.push_back({});
  action.checks.front().on = "2027-03-01";
  CHECK(day_to_look(action) == "2027-03-01");
  CHECK(day_to_look(Action{}) == "");
}

TEST_CASE("where nobody said when to look, that is two weeks after it was done, however long after its date") {
  Desk desk;
  desk.now = parse_instant("2026-01-01T12:00:00Z").value();
  const auto id = desk.add<Action>("actions");
  const auto day = [&] { return day_to_look(desk.postmortem.actions.front()); };
  CHECK_FALSE(desk.carry(SetActionDue{id, "2026-01-10"}));
  CHECK_FALSE(desk.carry(SetActionState{id, ActionState::committed, {}}));
  CHECK(day() == "2026-01-24");
  desk.now = parse_instant("2026-06-20T23:30:00Z").value();
  CHECK_FALSE(desk.carry(SetActionState{id, ActionState::done, {}}));
  CHECK(day() == "2026-07-04");
  // Taken up again it is looked at by its date, and by when it is done the next time.
  CHECK_FALSE(desk.carry(SetActionState{id, ActionState::in_progress, {}}));
  CHECK(day() == "2026-01-24");
  desk.now = parse_instant("2026-08-01T08:00:00Z").value();
  CHECK_FALSE(desk.carry(SetActionState{id, ActionState::done, {}}));
  CHECK(day() == "2026-08-15");
  // As does what an import knows to be done, and not since when.
  desk.postmortem.actions.front().log.clear();
  CHECK(day() == "2026-01-24");
  const auto check = desk.add<Check>(path_of(path_of("actions", id), "checks"));
  CHECK_FALSE(
      desk.carry(SetField{path_of(path_of(path_of(path_of("actions", id), "checks"), check), "on"), "2026-02-02"}));
  CHECK(day() == "2026-02-02");
}

TEST_CASE("ideas and what an import did not know are undecided, everything else is") {
  CHECK_FALSE(is_decided(ActionState::idea));
  CHECK_FALSE(is_decided(ActionState::unknown));
  CHECK(is_decided(ActionState::committed));
  CHECK(is_decided(ActionState::will_not_do));
}

TEST_CASE("a day to come is read as people write it, in English and Spanish") {
  CHECK(read("2026-12-15") == "2026-12-15");
  CHECK(read("15 Dec") == "2026-12-15");
  CHECK(read("15 de diciembre") == "2026-12-15");
  CHECK(read("+10d") == "2026-12-08");
  // A number alone is of days.
  CHECK(read("+7") == "2026-12-05");
  CHECK(read("+0") == "2026-11-28");
  CHECK(read("+400") == "2028-01-02");
  for (const char* text : {"+1w", "+7d", " + 7 days ", "+1 semana", "+7 Días", "+1 WEEK"}) {
    CAPTURE(text);
    CHECK(read(text) == "2026-12-05");
  }
  CHECK(read("+1w 3d") == "2026-12-08");
  // One without a year is the next one, never one that has gone by.
  CHECK(read("15 jun") == "2027-06-15");
  CHECK(read("27 Nov") == "2027-11-27");
  CHECK(read("28 Nov") == "2026-11-28");
  // A year that is written is taken as it is.
  CHECK(read("15 Jun 2026") == "2026-06-15");
  for (const char* text : {"14:02", "soon", "", "31 Feb", "03/04/2027", "15 Dec 14:00", "2026-12", "+", "-3", "+-3",
                           "+7m", "+5h", "+7 soon", "+12345", "+1 2", "+1w 2", "7"}) {
    CAPTURE(text);
    CHECK(read(text) == "refused");
  }
}

TEST_CASE("a day without a year is within a year from today") {
  CHECK(rc::check([] {
    const Instant now{*rc::gen::inRange<std::int64_t>(1'600'000'000, 1'900'000'000) * 1'000'000};
    const int month = *rc::gen::inRange(1, 13), day = *rc::gen::inRange(1, 29);
    const std::string date = format_date({2026, month, day});
    constexpr std::string_view months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                           "jul", "aug", "sep", "oct", "nov", "dec"};
    const WrittenTimeContext context{.zones = zones, .zone = "UTC", .now = now};
    const auto read = read_coming_day(std::to_string(day) + " " + std::string(months[month - 1]), context);
    RC_ASSERT(read.has_value());
    const std::int64_t ahead = days_since_epoch(*read) - days_since_epoch(civil_time(now).date);
    RC_ASSERT(ahead >= 0);
    RC_ASSERT(ahead <= 366);
  }));
}
