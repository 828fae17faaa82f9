// The review meeting: which one is held, how its clock runs, how it ends; and people by their roles.
#include "core/review/meeting.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/review/agreement.hpp"
#include "core/review/roles.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

struct MeetingDesk : Desk {
  void carry_all(const std::vector<Command>& commands) {
    for (const Command& command : commands) CHECK_FALSE(carry(command));
  }
  Id<Meeting> begin() {
    const auto id = ids.next_as<Id<Meeting>>();
    carry_all(begin_meeting(id, now));
    return id;
  }
  void name(std::string_view name, std::string_view role) {
    const auto id = add<Party>("people");
    const std::string path = "people/" + text_of(id);
    CHECK_FALSE(carry(SetField{path + "/name", std::string(name)}));
    if (!role.empty()) CHECK_FALSE(carry(SetTexts{path + "/roles", {std::string(role)}}));
  }
};

}  // namespace

TEST_CASE("a meeting is held from when it begins until it ends, and says how long it took") {
  MeetingDesk desk;
  CHECK(meeting_under_way(desk.postmortem, desk.now) == nullptr);
  const auto id = desk.begin();
  REQUIRE(meeting_under_way(desk.postmortem, desk.now + minutes(50)) != nullptr);
  CHECK(meeting_under_way(desk.postmortem, desk.now + minutes(50))->id == id);
  CHECK(last_meeting(desk.postmortem) == nullptr);

  desk.carry_all(end_meeting(desk.postmortem, desk.postmortem.meetings.front(), desk.now + minutes(52)));
  CHECK(desk.postmortem.meetings.front().minutes == 52);
  CHECK(meeting_under_way(desk.postmortem, desk.now + minutes(53)) == nullptr);
  CHECK(last_meeting(desk.postmortem)->id == id);
  CHECK(instant_of(desk.postmortem, MomentKind::reviewed) == desk.now);
}

TEST_CASE("what was said of when it was reviewed stays, and a short meeting took a minute") {
  MeetingDesk desk;
  Time before;
  before.at = desk.now - days(3);
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::reviewed, .time = before}));
  desk.begin();
  desk.carry_all(end_meeting(desk.postmortem, desk.postmortem.meetings.front(), desk.now - hours(1)));
  CHECK(desk.postmortem.meetings.front().minutes == 1);
  CHECK(instant_of(desk.postmortem, MomentKind::reviewed) == before.at);
}

TEST_CASE("a meeting that nobody ended is over the day after, and one to come is not held yet") {
  MeetingDesk desk;
  desk.begin();
  CHECK(meeting_under_way(desk.postmortem, desk.now + hours(13)) == nullptr);
  CHECK(meeting_under_way(desk.postmortem, desk.now - minutes(1)) == nullptr);
}

TEST_CASE("the clock of each item goes on where it stopped") {
  AgendaClock clock(Id<Meeting>{}, noon);
  clock.turn_to(AgendaItem::story, noon + minutes(4));
  clock.turn_to(AgendaItem::opening, noon + minutes(10));
  CHECK(clock.spent_on(AgendaItem::opening, noon + minutes(13)) == minutes(7));
  CHECK(clock.spent_on(AgendaItem::story, noon + minutes(13)) == minutes(6));
  CHECK(clock.spent_on(AgendaItem::causes, noon + minutes(13)) == Duration{});
  // A clock that was put back takes nothing away.
  CHECK(clock.spent_on(AgendaItem::opening, noon) == minutes(4));
  CHECK(planned_for_all() == minutes(60));
}

TEST_CASE("the clock that was kept as text goes on as if nothing had happened") {
  CHECK(rc::check([] {
    SequentialIds ids;
    AgendaClock clock(ids.next_as<Id<Meeting>>(), noon);
    Instant now = noon;
    for (const int item : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(agenda_count)))) {
      now = now + seconds(*rc::gen::inRange(0, 4'000));
      clock.turn_to(static_cast<AgendaItem>(item), now);
    }
    const auto read = AgendaClock::from(clock.text());
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->meeting() == clock.meeting());
    RC_ASSERT(read->current() == clock.current());
    for (std::size_t i = 0; i < agenda_count; ++i)
      RC_ASSERT(read->spent_on(static_cast<AgendaItem>(i), now + minutes(3)) ==
                clock.spent_on(static_cast<AgendaItem>(i), now + minutes(3)));
  }));
}

TEST_CASE("a text that is no clock is none, and no text breaks the reading") {
  SequentialIds ids;
  const std::string good = AgendaClock(ids.next_as<Id<Meeting>>(), noon).text();
  REQUIRE(AgendaClock::from(good));
  for (const std::string& bad :
       {std::string(), std::string("x"), good + " 1", good.substr(0, good.size() - 2),
        good.substr(0, 37) + "9" + good.substr(38), good.substr(0, 39) + "-" + good.substr(39),
        good + "999999999999999999999", std::string(good).replace(good.size() - 1, 1, "9223372036854775807")}) {
    CAPTURE(bad);
    CHECK_FALSE(AgendaClock::from(bad));
  }
  CHECK(rc::check([&] {
    std::string text = good;
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const auto read = AgendaClock::from(text);
    if (read) RC_ASSERT(read->spent_on(read->current(), noon + days(1)) >= Duration{});
  }));
}

TEST_CASE("people are called by their roles, teams and tools by their names") {
  MeetingDesk desk;
  desk.name("Ana", "on-call engineer");
  desk.name("Ana Ruiz", "facilitator");
  desk.name("Bo", "");
  const auto said = [&](std::string_view name) { return called(desk.postmortem, Naming::roles, name, "Somebody"); };
  CHECK(said("Ana") == "on-call engineer");
  CHECK(said("Bo") == "Somebody");
  CHECK(said("alerting") == "alerting");
  CHECK(said("") == "");
  CHECK(called(desk.postmortem, Naming::names, "Ana", "Somebody") == "Ana");

  CHECK(with_names(desk.postmortem, Naming::roles, "Ana Ruiz asked Ana, not Anabel: Bo’s queue. Ana", "somebody") ==
        "facilitator asked on-call engineer, not Anabel: Bo’s queue. on-call engineer");
  CHECK(with_names(desk.postmortem, Naming::names, "Ana", "somebody") == "Ana");
}

TEST_CASE("names inside longer words stay whatever letters those have") {
  MeetingDesk desk;
  desk.name("Ana", "on-call");
  CHECK(with_names(desk.postmortem, Naming::roles, "Susana Anañ ñAna (Ana)", "x") == "Susana Anañ ñAna (on-call)");
}

TEST_CASE("what was agreed says who does what until when, what not and why, and what is open") {
  MeetingDesk desk;
  CHECK_FALSE(desk.carry(SetField{"title", "Checkout slow"}));
  CHECK(write_agreement(desk.postmortem, nullptr, Naming::names) ==
        "Review of “Checkout slow”\nNothing is agreed yet.\n");
  desk.name("Ana", "on-call engineer");
  desk.begin();
  const auto promise = desk.add<Action>("actions"), declined = desk.add<Action>("actions"),
             open = desk.add<Action>("actions");
  const auto path = [](const ActionId& id, std::string_view key) {
    return "actions/" + text_of(id) + "/" + std::string(key);
  };
  CHECK_FALSE(desk.carry(SetField{path(promise, "title"), "Alarm on queue age"}));
  CHECK_FALSE(desk.carry(AssignAction{promise, {.person = "Ana", .team = "Payments"}}));
  CHECK_FALSE(desk.carry(SetActionDue{promise, "2026-12-15"}));
  const auto check = desk.add<Check>(path(promise, "checks"));
  CHECK_FALSE(desk.carry(SetField{path(promise, "checks/") + text_of(check) + "/criterion", "It rings\nin a drill"}));
  CHECK_FALSE(desk.carry(SetActionState{promise, ActionState::committed, {}}));
  const auto done = desk.add<Action>("actions"), verified = desk.add<Action>("actions");
  CHECK_FALSE(desk.carry(SetField{path(done, "title"), "Page the second line too"}));
  CHECK_FALSE(desk.carry(SetActionState{done, ActionState::done, {}}));
  CHECK_FALSE(desk.carry(SetField{path(verified, "title"), "Name the dashboards"}));
  const auto result = desk.add<Check>(path(verified, "checks"));
  const std::string at = path(verified, "checks/") + text_of(result);
  CHECK_FALSE(desk.carry(SetField{at + "/criterion", "They are found"}));
  CHECK_FALSE(desk.carry(SetField{at + "/result", "worked"}));
  CHECK_FALSE(desk.carry(SetActionState{verified, ActionState::verified, {}}));
  CHECK_FALSE(desk.carry(SetField{path(declined, "title"), "Rewrite it"}));
  CHECK_FALSE(desk.carry(SetActionState{declined, ActionState::will_not_do, "It is replaced in spring"}));
  CHECK_FALSE(desk.carry(SetField{path(open, "title"), "Two regions"}));
  const auto question = desk.add<Question>("review/questions");
  CHECK_FALSE(desk.carry(SetField{"review/questions/" + text_of(question) + "/text", "Who gets the page at night?"}));
  CHECK_FALSE(
      desk.carry(SetTexts{"meetings/" + text_of(desk.postmortem.meetings.front().id) + "/parking_lot", {"The wiki"}}));
  const std::string agreed =
      "Review of “Checkout slow”\n"
      "\nWe will do:\n• Alarm on queue age ({0}, Payments, by 15 Dec 2026)\n  Check on 29 Dec 2026: It rings in a "
      "drill\n"
      "\nDone, to be checked:\n• Page the second line too (nobody yet, no date yet)\n"
      "\nDone, and it worked:\n• Name the dashboards\n"
      "\nNot now:\n• Rewrite it: It is replaced in spring\n"
      "\nStill to be decided:\n• Two regions\n"
      "\nOpen questions:\n• Who gets the page at night?\n"
      "\nFor later:\n• The wiki\n";
  const auto with = [&](std::string_view name) { return std::string(agreed).replace(agreed.find("{0}"), 3, name); };
  const Meeting& meeting = desk.postmortem.meetings.front();
  CHECK(write_agreement(desk.postmortem, &meeting, Naming::names) == with("Ana"));
  CHECK(write_agreement(desk.postmortem, &meeting, Naming::roles) == with("on-call engineer"));
}
