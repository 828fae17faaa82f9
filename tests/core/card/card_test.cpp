// The two-minute card: when it was, by what somebody types at night, and that it is the ordinary post-mortem it grows
// into.
#include "core/card/card.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cli/native_time_zones.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

const NativeTimeZones zones;

WrittenTimeContext at(std::string_view now, std::string_view zone = "UTC") {
  return {.zones = zones, .zone = zone, .now = parse_instant(now).value()};
}

std::string read(std::string_view text, const WrittenTimeContext& context) {
  const auto time = read_past_time(text, context);
  return time ? format_instant(time->at.value()) : "refused";
}

}  // namespace

TEST_CASE("a time of day alone is the last one that clocks showed") {
  const auto after_midnight = at("2026-03-09T00:20:00Z");
  CHECK(read("23:50", after_midnight) == "2026-03-08T23:50:00Z");
  CHECK(read("00:10", after_midnight) == "2026-03-09T00:10:00Z");
  CHECK(read("0:20", after_midnight) == "2026-03-09T00:20:00Z");
  // A clock on a wall may be a little ahead.
  CHECK(read("00:22", after_midnight) == "2026-03-09T00:22:00Z");
  CHECK(read("00:40", after_midnight) == "2026-03-08T00:40:00Z");
}

TEST_CASE("which day it is depends on where the post-mortem is") {
  const auto santiago = at("2026-06-10T02:30:00Z", "America/Santiago");  // 22:30 of the ninth
  CHECK(read("22:10", santiago) == "2026-06-10T02:10:00Z");
  CHECK(read("23:10", santiago) == "2026-06-09T03:10:00Z");
  CHECK(read("02:10 UTC", santiago) == "2026-06-10T02:10:00Z");
  CHECK(read("02:50 UTC", santiago) == "2026-06-09T02:50:00Z");
}

TEST_CASE("a day that is written is taken as it is, and what cannot be read is explained") {
  const auto now = at("2026-03-09T00:20:00Z");
  CHECK(read("7 Mar 23:50", now) == "2026-03-07T23:50:00Z");
  CHECK(read("7 mar 23:50", now) == "2026-03-07T23:50:00Z");
  CHECK(read_past_time("in the evening", now).error().error == WrittenTimeError::not_a_time);
  CHECK(read_past_time("25:00", now).error().error == WrittenTimeError::no_such_time);
  CHECK(read_past_time("", now).error().error == WrittenTimeError::empty);
}

TEST_CASE("now, and so many minutes ago, are whole minutes, in both languages") {
  const auto now = at("2026-03-09T00:20:41.5Z");
  for (const char* text : {"now", "ahora"}) CHECK(read(text, now) == "2026-03-09T00:20:00Z");
  for (const char* text : {"10 min ago", "hace 10 min", "Hace 10 minutos", "-10m", "-10"}) {
    CAPTURE(text);
    CHECK(read(text, now) == "2026-03-09T00:10:00Z");
    CHECK(read_past_time(text, now)->precision == Precision::minute);
  }
  CHECK(read_past_time("10 min ago", now)->written == "10 min ago");
  CHECK(format_instant(*whole_minute(now.now, 10).at) == "2026-03-09T00:10:00Z");
}

TEST_CASE("a time of day is never more than a day ago and never to come, but for clocks that differ") {
  CHECK(rc::check([] {
    const Instant now{*rc::gen::inRange<std::int64_t>(1'600'000'000, 1'900'000'000) * 1'000'000};
    const int hour = *rc::gen::inRange(0, 24), minute = *rc::gen::inRange(0, 60);
    const std::string text = std::to_string(hour) + (minute < 10 ? ":0" : ":") + std::to_string(minute);
    const WrittenTimeContext context{.zones = zones, .zone = "Asia/Kolkata", .now = now};
    const auto time = read_past_time(text, context);
    RC_ASSERT(time.has_value());
    RC_ASSERT(*time->at <= now + minutes(5));
    RC_ASSERT(now - *time->at < hours(24));
  }));
}

TEST_CASE("a card asks when it began, and of what nobody felt, when it was noticed") {
  Desk desk;
  Time noon_time;
  noon_time.at = noon;
  for (const Command& command : set_when_of_card(desk.postmortem, noon_time)) CHECK_FALSE(desk.carry(command));
  CHECK(instant_of(desk.postmortem, MomentKind::impact_start) == noon);
  // The time stays where it is read when it turns out to have been a near miss, and comes back.
  for (const Command& command : set_kind_of_card(desk.postmortem, RecordKind::near_miss))
    CHECK_FALSE(desk.carry(command));
  CHECK(desk.postmortem.kind == RecordKind::near_miss);
  CHECK(instant_of(desk.postmortem, MomentKind::detected) == noon);
  CHECK(desk.postmortem.moments[MomentKind::impact_start].state == MomentState::pending);
  for (const Command& command : set_kind_of_card(desk.postmortem, RecordKind::drill)) CHECK_FALSE(desk.carry(command));
  CHECK(instant_of(desk.postmortem, MomentKind::impact_start) == noon);
  CHECK(when_of_card(desk.postmortem)->at == noon);
  for (const Command& command : set_when_of_card(desk.postmortem, Time{})) CHECK_FALSE(desk.carry(command));
  CHECK_FALSE(when_of_card(desk.postmortem));
}

TEST_CASE("saying what it was never writes over a moment that is recorded") {
  Desk desk;
  Time early, late;
  early.at = noon;
  late.at = noon + minutes(3);
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::impact_start, .time = early}));
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::detected, .time = late}));
  for (const Command& command : set_kind_of_card(desk.postmortem, RecordKind::false_alarm))
    CHECK_FALSE(desk.carry(command));
  CHECK(instant_of(desk.postmortem, MomentKind::impact_start) == noon);
  CHECK(instant_of(desk.postmortem, MomentKind::detected) == noon + minutes(3));
}

TEST_CASE("what made it possible is a factor that contributed to the incident") {
  Desk desk;
  const auto id = desk.ids.next_as<Id<Factor>>();
  for (const Command& command : add_factor(id, "The limit was a default")) CHECK_FALSE(desk.carry(command));
  CHECK(desk.postmortem.causes.factors.front().text == "The limit was a default");
  CHECK(link_to_incident(desk.postmortem.causes, id) == CauseLinkKind::contributed_to);
}

TEST_CASE("a new card is untouched until something is written") {
  Desk desk;
  CHECK(is_untouched(desk.postmortem));
  CHECK_FALSE(desk.carry(SetField{"kind", "drill"}));
  CHECK(is_untouched(desk.postmortem));
  CHECK_FALSE(desk.carry(SetField{"context/summary", "Slow"}));
  CHECK_FALSE(is_untouched(desk.postmortem));
}

TEST_CASE("a span says when it began and when all was well again") {
  Desk desk;
  const auto context = at("2026-03-09T00:50:00Z");
  const auto commands = set_span_of_card(desk.postmortem, "22:10 – 22:35", context);
  REQUIRE(commands.size() == 2);
  for (const Command& command : commands) CHECK_FALSE(desk.carry(command));
  CHECK(instant_of(desk.postmortem, moment_of_card(desk.postmortem.kind)) ==
        parse_instant("2026-03-08T22:10:00Z").value());
  CHECK(instant_of(desk.postmortem, MomentKind::resolved) == parse_instant("2026-03-08T22:35:00Z").value());
  CHECK(set_span_of_card(desk.postmortem, "22:10", context).empty());
  CHECK(set_span_of_card(desk.postmortem, "yesterday or so", context).empty());
}
