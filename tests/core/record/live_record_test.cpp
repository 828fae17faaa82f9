// What is recorded while an incident runs is the post-mortem, and its clock is not moved under it.
#include "core/record/live_record.hpp"

#include <doctest/doctest.h>

#include "core/text/vocabulary.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

void carry(Desk& desk, const std::vector<Command>& commands) {
  for (const Command& command : commands) CHECK_FALSE(desk.carry(command));
}

}  // namespace

TEST_CASE("a name and a colon say who; a time or a sentence with a colon does not") {
  CHECK(read_note("Ana: restarts the workers").actor == "Ana");
  CHECK(read_note("Ana: restarts the workers").text == "restarts the workers");
  CHECK(read_note("  Ana María Ruiz : looks at it ").actor == "Ana María Ruiz");
  for (const char* written :
       {"14:02 somebody calls", "https://status.example.com is red", "Two things failed, we think: the pool",
        "the deploy of this morning was: green", "Ana:", "only words"}) {
    CAPTURE(written);
    CHECK(read_note(written).actor.empty());
    CHECK(read_note(written).text == written);
  }
}

TEST_CASE("a moment is an event of now that has its name, in the language of the document, and its kind") {
  Desk desk;
  desk.postmortem.language = "es";
  carry(desk, record_moment(desk.postmortem, MomentKind::detected, noon + Duration{300'000}, desk.ids));
  REQUIRE(desk.postmortem.timeline.size() == 1);
  CHECK(desk.postmortem.timeline[0].text == say(Language::spanish, label_of(MomentKind::detected)));
  CHECK(desk.postmortem.timeline[0].kind == EventKind::detection);
  CHECK(desk.postmortem.timeline[0].time.at == noon);
  CHECK(instant_of(desk.postmortem, MomentKind::detected) == noon);
}

TEST_CASE("the phase that runs is that of the moment recorded last, and after the end there is none") {
  Desk desk;
  CHECK_FALSE(running_since(desk.postmortem));
  carry(desk, record_moment(desk.postmortem, MomentKind::detected, noon, desk.ids));
  carry(desk, record_moment(desk.postmortem, MomentKind::acknowledged, noon + seconds(60), desk.ids));
  CHECK(running_since(desk.postmortem) == MomentKind::acknowledged);
  carry(desk, record_note({"Ana", "restarts it"}, EventKind::attempt, noon + seconds(90), desk.ids));
  CHECK(desk.postmortem.timeline.back().actor == "Ana");
  CHECK(running_since(desk.postmortem) == MomentKind::acknowledged);
  carry(desk, record_moment(desk.postmortem, MomentKind::resolved, noon + seconds(600), desk.ids));
  CHECK_FALSE(running_since(desk.postmortem));
}

TEST_CASE("a clock that is put back is said and not believed; one that went ahead is") {
  LiveClock clock(noon, 100);
  CHECK_FALSE(clock.moved(noon + seconds(61), 160));
  CHECK(clock.at(160) == noon + seconds(60));

  // Put back by an hour: events go on from before, and it is said once.
  CHECK(clock.moved(noon + seconds(120 - 3600), 220) == seconds(-3600));
  CHECK(clock.at(220) == noon + seconds(120));
  CHECK_FALSE(clock.moved(noon + seconds(180 - 3600), 280));
  CHECK(clock.at(280) == noon + seconds(180));

  // Put right again: nothing jumps.
  CHECK(clock.moved(noon + seconds(240), 340) == seconds(3600));
  CHECK(clock.at(340) == noon + seconds(240));

  // It slept for ten minutes.
  CHECK(clock.moved(noon + seconds(900), 400) == seconds(600));
  CHECK(clock.at(400) == noon + seconds(900));
}
