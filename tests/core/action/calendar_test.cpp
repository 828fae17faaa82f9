// The calendar file, read back by a strict reader of RFC 5545's content lines.
#include "core/action/calendar.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/action/promise.hpp"
#include "core/describe/place.hpp"
#include "core/text/utf8.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

/// Checks every line on the way: CRLF alone ends it, at most 75 bytes, no half character.
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    const std::string line = text.substr(at, end - at);
    CHECK(line.size() <= 75);
    CHECK(line.find_first_of("\r\n") == std::string::npos);
    CHECK(valid_utf8_prefix(line) == line.size());
    if (line.starts_with(' ')) {
      REQUIRE(!lines.empty());
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  return lines;
}

std::string unescaped(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      CHECK(value[i] != ';');
      CHECK(value[i] != ',');
      out += value[i];
      continue;
    }
    REQUIRE(++i < value.size());
    CHECK(std::string_view("\\;,n").contains(value[i]));
    out += value[i] == 'n' ? '\n' : value[i];
  }
  return out;
}

using Event = std::map<std::string, std::string>;

std::vector<Event> events_of(const std::string& text) {
  std::vector<Event> events;
  const auto lines = unfolded(text);
  REQUIRE(lines.size() > 3);
  CHECK(lines.front() == "BEGIN:VCALENDAR");
  CHECK(lines[1] == "VERSION:2.0");
  CHECK(lines.back() == "END:VCALENDAR");
  for (const std::string& line : lines) {
    if (line == "BEGIN:VEVENT") events.emplace_back();
    const std::size_t colon = line.find(':');
    REQUIRE(colon != std::string::npos);
    if (!events.empty() && !line.starts_with("BEGIN") && !line.starts_with("END"))
      CHECK(events.back().emplace(line.substr(0, colon), line.substr(colon + 1)).second);
  }
  return events;
}

struct Promises : Desk {
  Promises() {
    CHECK_FALSE(carry(SetField{"title", "Checkout; slow, \"again\""}));
    id = add<Action>("actions");
    const std::string path = path_of("actions", id);
    CHECK_FALSE(carry(SetField{path_of(path, "title"), "Alarma de antigüedad; cola, 本番"}));
    CHECK_FALSE(carry(AssignAction{id, {.person = "Ana", .team = "Payments"}}));
    CHECK_FALSE(carry(SetActionDue{id, "2026-12-31"}));
    check = add<Check>(path_of(path, "checks"));
    const std::string check_path = path_of(path_of(path, "checks"), check);
    CHECK_FALSE(carry(SetField{path_of(check_path, "criterion"), "It rings\nwithin a minute \\ in a drill"}));
    CHECK_FALSE(carry(SetField{path_of(check_path, "on"), "2027-01-14"}));
    CHECK_FALSE(carry(SetActionState{id, ActionState::committed, {}}));
  }
  ActionId id;
  Id<Check> check;
};

}  // namespace

TEST_CASE("a promise is in the calendar on the day it is due and on the day to look") {
  const Promises desk;
  CHECK(count_calendar_days(desk.postmortem) == 2);
  const auto events = events_of(write_calendar(desk.postmortem, noon));
  REQUIRE(events.size() == 2);
  CHECK(events[0].at("DTSTART;VALUE=DATE") == "20261231");
  CHECK(events[0].at("DTEND;VALUE=DATE") == "20270101");
  CHECK(unescaped(events[0].at("SUMMARY")) == "Due: Alarma de antigüedad; cola, 本番");
  CHECK(events[1].at("DTSTART;VALUE=DATE") == "20270114");
  CHECK(unescaped(events[1].at("DESCRIPTION")) ==
        "How we will know: It rings\nwithin a minute \\ in a drill\nOwner: Ana, Payments\n"
        "From the post-mortem: Checkout; slow, \"again\"");
}

TEST_CASE("a day keeps its UID when the file is written again, and the later file is the newer one") {
  Promises desk;
  const auto before = events_of(write_calendar(desk.postmortem, noon));
  CHECK_FALSE(desk.carry(SetActionDue{desk.id, "2027-02-01"}));
  const auto after = events_of(write_calendar(desk.postmortem, noon + minutes(2)));
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(before[i].at("UID") == after[i].at("UID"));
    CHECK(std::stoll(before[i].at("SEQUENCE")) < std::stoll(after[i].at("SEQUENCE")));
    CHECK(std::stoll(after[i].at("SEQUENCE")) <= 2147483647);
    CHECK(before[i].at("DTSTAMP") < after[i].at("DTSTAMP"));
  }
  CHECK(before[0].at("UID") != before[1].at("UID"));
  CHECK(after[0].at("DTSTART;VALUE=DATE") == "20270201");
  CHECK(after[0].at("DTSTAMP").size() == std::string_view("20260308T140200Z").size());
}

TEST_CASE("only what is still to be kept is in the calendar") {
  Promises desk;
  SUBCASE("what is an idea again is cancelled under the names it had") {
    const auto before = events_of(write_calendar(desk.postmortem, noon));
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::idea, "Somebody else's"}));
    CHECK(count_calendar_days(desk.postmortem) == 0);
    const auto after = events_of(write_calendar(desk.postmortem, noon + minutes(2)));
    REQUIRE(after.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(after[i].at("UID") == before[i].at("UID"));
      CHECK(after[i].at("DTSTART;VALUE=DATE") == before[i].at("DTSTART;VALUE=DATE"));
      CHECK(after[i].at("STATUS") == "CANCELLED");
      CHECK(std::stoll(after[i].at("SEQUENCE")) > std::stoll(before[i].at("SEQUENCE")));
    }
    CHECK(events_of(write_calendar(desk.postmortem, noon + days(121))).empty());
  }
  SUBCASE("an idea that was never promised has no day, not even when it is dropped") {
    const auto idea = desk.add<Action>("actions");
    CHECK_FALSE(desk.carry(SetActionDue{idea, "2026-12-01"}));
    CHECK(events_of(write_calendar(desk.postmortem, noon)).size() == 2);
    CHECK_FALSE(desk.carry(SetActionState{idea, ActionState::will_not_do, "Too dear"}));
    CHECK(events_of(write_calendar(desk.postmortem, noon)).size() == 2);
  }
  SUBCASE("what will not be done has no day") {
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::will_not_do, "Too dear"}));
    CHECK(count_calendar_days(desk.postmortem) == 0);
  }
  SUBCASE("what is done is only looked at") {
    CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
    CHECK(count_calendar_days(desk.postmortem) == 1);
    const auto events = events_of(write_calendar(desk.postmortem, noon));
    REQUIRE(events.size() == 2);
    CHECK(events[0].at("STATUS") == "CANCELLED");
    CHECK(events[1].at("UID").starts_with("check-"));
    CHECK_FALSE(events[1].contains("STATUS"));
  }
  SUBCASE("a day that a calendar has from before is cancelled under its UID, for some months") {
    const auto before = events_of(write_calendar(desk.postmortem, noon));
    CHECK_FALSE(desk.carry(SetActionDue{desk.id, {}}));
    const auto after = events_of(write_calendar(desk.postmortem, noon + days(100)));
    REQUIRE(after.size() == 2);
    CHECK(after[0].at("UID") == before[0].at("UID"));
    CHECK(after[0].at("DTSTART;VALUE=DATE") == "20261231");
    CHECK(after[0].at("STATUS") == "CANCELLED");
    CHECK(events_of(write_calendar(desk.postmortem, noon + days(300))).size() == 1);
  }
  SUBCASE("a check that has a result is over") {
    const std::string path = path_of(path_of(path_of("actions", desk.id), "checks"), desk.check);
    CHECK_FALSE(desk.carry(SetField{path_of(path, "result"), "worked"}));
    CHECK(count_calendar_days(desk.postmortem) == 1);
  }
}

TEST_CASE("where no check says a day, the calendar has the one on which the list of promises asks to look") {
  Promises desk;
  const std::string checks = path_of(path_of("actions", desk.id), "checks");
  const auto look_of = [&] {
    Event found;
    for (const Event& event : events_of(write_calendar(desk.postmortem, noon)))
      if (event.at("UID").starts_with("check-") && !event.contains("STATUS")) found = event;
    REQUIRE(found.contains("UID"));
    const std::string look_on = history_of(desk.postmortem.actions.front()).look_on;
    CHECK(found.at("DTSTART;VALUE=DATE") == look_on.substr(0, 4) + look_on.substr(5, 2) + look_on.substr(8, 2));
    return found;
  };
  const Event said = look_of();
  // Two weeks after it is due, under the name of the check.
  CHECK_FALSE(desk.carry(SetField{path_of(path_of(checks, desk.check), "on"), ""}));
  CHECK_FALSE(desk.carry(SetActionDue{desk.id, "2026-12-20"}));
  const Event derived = look_of();
  CHECK(derived.at("UID") == said.at("UID"));
  CHECK(derived.at("DTSTART;VALUE=DATE") == "20270103");
  // It was too early: the same day still waits.
  CHECK_FALSE(desk.carry(SetField{path_of(path_of(checks, desk.check), "on"), "2026-11-20"}));
  CHECK_FALSE(desk.carry(SetField{path_of(path_of(checks, desk.check), "result"), "too_early"}));
  CHECK(look_of().at("DTSTART;VALUE=DATE") == "20261120");
  CHECK_FALSE(desk.carry(RemoveEntry{path_of(checks, desk.check)}));
  const Event of_action = look_of();
  CHECK(of_action.at("UID") != said.at("UID"));
  // Without a date that follows from it there is no such day, and both are cancelled.
  CHECK_FALSE(desk.carry(SetActionDue{desk.id, {}}));
  const auto events = events_of(write_calendar(desk.postmortem, noon));
  REQUIRE(events.size() == 2);
  CHECK(events[1].at("UID") == of_action.at("UID"));
  for (const Event& event : events) CHECK(event.at("STATUS") == "CANCELLED");
}

TEST_CASE("what was done long after its date is looked at two weeks after that, in the calendar as in the lists") {
  Promises desk;
  const std::string check = path_of(path_of(path_of("actions", desk.id), "checks"), desk.check);
  CHECK_FALSE(desk.carry(SetField{path_of(check, "on"), ""}));
  desk.now = parse_instant("2027-04-10T09:00:00Z").value();
  CHECK_FALSE(desk.carry(SetActionState{desk.id, ActionState::done, {}}));
  CHECK(history_of(desk.postmortem.actions.front()).look_on == "2027-04-24");
  const auto events = events_of(write_calendar(desk.postmortem, desk.now));
  REQUIRE(events.size() == 2);
  CHECK(events[0].at("STATUS") == "CANCELLED");
  CHECK(events[1].at("UID").starts_with("check-" + text_of(desk.check)));
  CHECK(events[1].at("DTSTART;VALUE=DATE") == "20270424");
  CHECK_FALSE(events[1].contains("STATUS"));
  // A day that somebody said stands.
  CHECK_FALSE(desk.carry(SetField{path_of(check, "on"), "2027-05-20"}));
  CHECK(history_of(desk.postmortem.actions.front()).look_on == "2027-05-20");
}

TEST_CASE("what was taken out of a post-mortem is cancelled by whoever knows how it was, and nothing else is") {
  Promises desk;
  const auto before = events_of(write_calendar(desk.postmortem, noon));
  const Action as_it_was = desk.postmortem.actions.front();
  const auto after = [&] {
    CalendarWriter writer(Language::english, noon + minutes(2));
    writer.add(desk.postmortem);
    writer.cancel_gone(desk.postmortem, as_it_was);
    // However often it is told of.
    writer.cancel_gone(desk.postmortem, as_it_was);
    return events_of(std::move(writer).finish());
  };
  SUBCASE("nothing was") {
    for (const Event& event : after()) CHECK_FALSE(event.contains("STATUS"));
  }
  SUBCASE("a check was") {
    CHECK_FALSE(desk.carry(RemoveEntry{path_of(path_of(path_of("actions", desk.id), "checks"), desk.check)}));
    const auto events = after();
    // The date stays, and the day to look follows from it.
    REQUIRE(events.size() == 3);
    CHECK(events[0].at("UID") == before[0].at("UID"));
    CHECK_FALSE(events[0].contains("STATUS"));
    CHECK_FALSE(events[1].contains("STATUS"));
    CHECK(events[2].at("UID") == before[1].at("UID"));
    CHECK(events[2].at("STATUS") == "CANCELLED");
  }
  SUBCASE("the action was") {
    CHECK_FALSE(desk.carry(RemoveEntry{path_of("actions", desk.id)}));
    const auto events = after();
    REQUIRE(events.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(events[i].at("UID") == before[i].at("UID"));
      CHECK(events[i].at("STATUS") == "CANCELLED");
    }
  }
  SUBCASE("the post-mortem was") {
    CalendarWriter writer(Language::english, noon + minutes(2));
    writer.cancel(desk.postmortem);
    const auto events = events_of(std::move(writer).finish());
    REQUIRE(events.size() == 2);
    for (const Event& event : events) CHECK(event.at("STATUS") == "CANCELLED");
  }
}

TEST_CASE("a calendar in Spanish speaks Spanish") {
  Promises desk;
  CHECK_FALSE(desk.carry(SetField{"language", "es"}));
  CHECK(unescaped(events_of(write_calendar(desk.postmortem, noon))[0].at("SUMMARY")).starts_with("Vence: "));
}

TEST_CASE("promises of several post-mortems are in one calendar, each under the UID it has in a file of its own") {
  Promises first, second;
  // Both desks began with the same ids.
  second.postmortem.title = "Labels, late";
  second.postmortem.actions.front().id = second.ids.next_as<ActionId>();
  second.postmortem.actions.front().checks.front().id = second.ids.next_as<Id<Check>>();
  CalendarWriter writer(Language::spanish, noon);
  writer.add(first.postmortem);
  writer.add(second.postmortem);
  CHECK(writer.day_count() == 4);

  const auto events = events_of(std::move(writer).finish());
  REQUIRE(events.size() == 4);
  const auto alone = events_of(write_calendar(second.postmortem, noon));
  std::set<std::string> uids;
  for (const Event& event : events) {
    uids.insert(event.at("UID"));
    CHECK(unescaped(event.at("SUMMARY")).ends_with("Alarma de antigüedad; cola, 本番"));
  }
  CHECK(uids.size() == 4);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(events[2 + i].at("UID") == alone[i].at("UID"));
    CHECK(unescaped(events[i].at("DESCRIPTION")).ends_with("Del post-mortem: Checkout; slow, \"again\""));
    CHECK(unescaped(events[2 + i].at("DESCRIPTION")).ends_with("Del post-mortem: Labels, late"));
  }
  CHECK(unescaped(events[2].at("SUMMARY")).starts_with("Vence: "));
}

TEST_CASE("a calendar of chosen promises has the days of no other") {
  Promises desk;
  const auto other = desk.add<Action>("actions");
  CHECK_FALSE(desk.carry(SetActionDue{other, "2026-12-01"}));
  CHECK_FALSE(desk.carry(SetActionState{other, ActionState::in_progress, {}}));
  CHECK(count_calendar_days(desk.postmortem) == 4);
  CalendarWriter writer(Language::english, noon);
  writer.add(desk.postmortem, desk.postmortem.actions.back());
  CHECK(writer.day_count() == 2);
  const auto events = events_of(std::move(writer).finish());
  REQUIRE(events.size() == 2);
  for (const Event& event : events) CHECK(event.at("UID").contains(text_of(other)));
}

TEST_CASE("a title of several lines is one value of one event") {
  Promises desk;
  // As an import may bring it.
  desk.postmortem.actions.front().title = "Ring\r\nEND:VEVENT\nBEGIN:VEVENT; a, b \\n c";
  const auto events = events_of(write_calendar(desk.postmortem, noon));
  REQUIRE(events.size() == 2);
  CHECK(unescaped(events[0].at("SUMMARY")) == "Due: Ring\nEND:VEVENT\nBEGIN:VEVENT; a, b \\n c");
}

TEST_CASE("any line folds into lines of 75 bytes without cutting a character, and unfolds to itself") {
  CHECK(rc::check([] {
    const auto letters = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "ñ", "本", "👩", " ", "\\n", ";"));
    std::string line = "SUMMARY:";
    for (const std::string& one : letters) line += one;
    const auto lines = unfolded(fold_calendar_line(line));
    RC_ASSERT(lines.size() == 1);
    RC_ASSERT(lines.front() == line);
  }));
}

TEST_CASE("any text comes back from being escaped, with one kind of line break and without control characters") {
  CHECK(rc::check([] {
    const std::string text =
        *rc::gen::container<std::string>(rc::gen::element('a', ';', ',', '\\', '\n', ':', '"', ' '));
    RC_ASSERT(unescaped(escape_calendar_text(text)) == text);
  }));
  CHECK(escape_calendar_text("a\r\nb\rc\x01\x7f\t") == "a\\nb\\nc ");
}
