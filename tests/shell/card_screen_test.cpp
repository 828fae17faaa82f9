// The two-minute card by role and name: Enter from field to field, and what is in the post-mortem afterwards.
#include <doctest/doctest.h>

#include "core/card/card.hpp"
#include "core/format/reader.hpp"
#include "core/template/built_in.hpp"
#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// The app with a new card on the screen.
struct OnCard : AppHarness {
  explicit OnCard(float width = 1280) {
    viewport.width = width;
    viewport.touch = width < 800;
    frame();
    REQUIRE(key('c'));
    id = PostmortemId::from(*uuid_from(app.route().substr(5, 36)));
  }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  /// Writes where the focus is, then Enter.
  void write(std::string_view name, std::string_view words) {
    CHECK(focused() == "textbox \"" + std::string(name) + "\"");
    type("textbox", name, words);
    kit.report_text_committed(find("textbox", name).id, true);
    frame();
  }
  PostmortemId id;
};

}  // namespace

TEST_CASE("a card is written with Enter from field to field, and kept in the library") {
  OnCard ui;
  ui.write("Title", "Labels late");
  ui.write("When it began", "11:50");
  ui.write("What happened", "The queue stood.");
  ui.write("What made it possible", "Nobody is told.");
  ui.write("What we change", "An alarm");
  CHECK(ui.app.route() == "#/");
  CHECK(ui.shows("Kept in the library: Labels late"));
  const Postmortem kept = ui.saved(ui.id);
  CHECK(kept.form == Form::card);
  CHECK(kept.title == "Labels late");
  CHECK(format_instant(*instant_of(kept, MomentKind::impact_start)) == "2026-11-23T11:50:00Z");
  CHECK(kept.context.summary == "The queue stood.");
  REQUIRE(kept.causes.factors.size() == 1);
  CHECK(kept.causes.factors.front().text == "Nobody is told.");
  CHECK(link_to_incident(kept.causes, kept.causes.factors.front().id) == CauseLinkKind::contributed_to);
  REQUIRE(kept.actions.size() == 1);
  CHECK(kept.actions.front().title == "An alarm");
  CHECK(kept.actions.front().state == ActionState::idea);
}

TEST_CASE("the card opens from the library as a card, and grows without retyping") {
  OnCard ui;
  ui.write("Title", "Labels late");
  ui.type("textbox", "What made it possible", "A default");
  ui.press("button", "Done");
  ui.go("#/pm/" + text_of(ui.id));
  CHECK(ui.find("textbox", "What made it possible").value == "A default");
  ui.press("button", "Full version");
  CHECK(ui.app.route() == "#/pm/" + text_of(ui.id) + "/context");
  CHECK(ui.value().form == Form::full);
  ui.go("#/pm/" + text_of(ui.id) + "/causes");
  CHECK(ui.shows("A default"));
  CHECK(ui.count("link", "Impact") == 1);
}

TEST_CASE("a chip says when it was and goes on to what happened") {
  OnCard ui;
  ui.press("button", "10 min ago");
  CHECK(format_instant(*instant_of(ui.value(), MomentKind::impact_start)) == "2026-11-23T11:50:00Z");
  CHECK(ui.focused() == "textbox \"What happened\"");
  ui.press("button", "Now");
  CHECK(instant_of(ui.value(), MomentKind::impact_start) == noon);
}

TEST_CASE("a time that cannot be read is asked back once, and kept as it is written by who goes on") {
  OnCard ui;
  ui.write("Title", "Late");
  ui.type("textbox", "When it began", "around lunch");
  ui.kit.report_text_committed(ui.find("textbox", "When it began").id, true);
  ui.frame();
  CHECK(ui.focused() == "textbox \"When it began\"");
  CHECK(ui.shows("button \"Keep it as written\""));
  ui.kit.report_text_committed(ui.find("textbox", "When it began").id, true);
  ui.frame();
  CHECK(ui.focused() == "textbox \"What happened\"");
  const Moment& moment = ui.value().moments[MomentKind::impact_start];
  REQUIRE(moment.time);
  CHECK(moment.time->written == "around lunch");
  CHECK_FALSE(moment.time->at);
}

TEST_CASE("the card is left with a time that cannot be read, and nothing of it is lost") {
  OnCard ui;
  ui.write("Title", "Late");
  ui.type("textbox", "When it began", "in the evening");
  ui.kit.report_text_committed(ui.find("textbox", "When it began").id, true);
  ui.frame();
  const PostmortemId id = ui.value().id;
  ui.press("button", "Done");
  CHECK(ui.app.workspace().open(id).value().moments[MomentKind::impact_start].time->written == "in the evening");
}

TEST_CASE("a time that cannot be read stays in its field with the reason") {
  OnCard ui;
  ui.write("Title", "Late");
  ui.type("textbox", "When it began", "in the evening");
  ui.kit.report_text_committed(ui.find("textbox", "When it began").id, true);
  ui.frame();
  CHECK(has(ui.find("textbox", "When it began").state, State::invalid));
  CHECK(ui.find("textbox", "When it began").value == "in the evening");
  ui.write("When it began", "9:00");
  CHECK(ui.focused() == "textbox \"What happened\"");
  CHECK(format_instant(*instant_of(ui.value(), MomentKind::impact_start)) == "2026-11-23T09:00:00Z");
}

TEST_CASE("of a near miss the card asks when it was noticed, and the time stays") {
  OnCard ui;
  ui.press("button", "Now");
  ui.press("combobox", "Kind");
  ui.press("option", "Near miss");
  CHECK(ui.value().kind == RecordKind::near_miss);
  CHECK(ui.count("textbox", "When it was noticed") == 1);
  CHECK(instant_of(ui.value(), MomentKind::detected) == noon);
  CHECK_FALSE(instant_of(ui.value(), MomentKind::impact_start));
}

TEST_CASE("a factor is there with its first letter and gone when its field is emptied and left") {
  OnCard ui;
  ui.type("textbox", "What made it possible", "A");
  REQUIRE(ui.value().causes.factors.size() == 1);
  const auto id = ui.value().causes.factors.front().id;
  ui.type("textbox", "What made it possible", "A default");
  CHECK(ui.value().causes.factors.front().id == id);
  CHECK(ui.value().causes.factors.front().text == "A default");
  ui.type("textbox", "What made it possible", "");
  ui.leave();
  CHECK(ui.value().causes.factors.empty());
  CHECK(ui.value().causes.links.empty());
}

TEST_CASE("a factor of which more is known is not removed with its words") {
  OnCard ui;
  ui.type("textbox", "What made it possible", "A default");
  const std::string path = "causes/factors/" + text_of(ui.value().causes.factors.front().id);
  ui.app.workspace().carry_out(ui.app.workspace().open(ui.id), path, SetField{path + "/category", "technical"});
  ui.type("textbox", "What made it possible", "");
  ui.leave();
  CHECK(ui.value().causes.factors.size() == 1);
}

TEST_CASE("that nothing changes has a reason, and is taken back by writing what does") {
  OnCard ui;
  ui.press("button", "Nothing changes");
  CHECK(ui.focused() == "textbox \"Nothing changes, because\"");
  ui.type("textbox", "Nothing changes, because", "It is mended");
  CHECK(ui.value().no_action_because == "It is mended");
  CHECK(ui.value().actions.empty());
}

TEST_CASE("a card in which nothing was written is gone when it is left") {
  OnCard ui;
  CHECK(ui.key(key_escape));
  CHECK(ui.app.route() == "#/");
  CHECK(ui.shows("Your library is empty"));
}

TEST_CASE("a card with a word in it stays when it is left") {
  OnCard ui;
  ui.type("textbox", "Title", "L");
  CHECK(ui.key(key_escape));
  CHECK(ui.app.route() == "#/");
  CHECK(ui.saved(ui.id).title == "L");
}

TEST_CASE("on a phone a card is handed to the system's sheet as it is on the page") {
  OnCard ui(380);
  ui.type("textbox", "Title", "Labels late");
  ui.press("button", "Share");
  REQUIRE(ui.page.shared.size() == 1);
  CHECK(ui.page.shared.front().name.ends_with("labels-late.postmortem.json"));
  const auto& bytes = ui.page.shared.front().bytes;
  const auto read = read_postmortem({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  REQUIRE(read.has_value());
  CHECK(read->title == "Labels late");
}

TEST_CASE("the letter opens no card while something lies over the library, or where letters are turned off") {
  AppHarness ui;
  ui.add_samples();
  ui.press("button", "Choose a template for a new one");
  CHECK_FALSE(ui.key('c'));
  ui.key(key_escape);
  ui.go("#/settings");
  ui.press("switch", "Single letters are shortcuts");
  ui.go("#/");
  CHECK_FALSE(ui.key('c'));
  CHECK_FALSE(ui.key('?', modifier_shift));
  CHECK(ui.app.route() == "#/");
}

TEST_CASE("a card of several factors says how many more there are") {
  OnCard ui;
  for (const char* words : {"A default", "No alarm"}) {
    const auto id = ui.page.ids.next_as<FactorId>();
    const auto commands = add_factor(id, words);
    ui.app.workspace().carry_out(ui.app.workspace().open(ui.id), "causes", commands);
  }
  ui.frame();
  CHECK(ui.find("textbox", "What made it possible").value == "A default");
  CHECK(ui.shows("1 more in the full version"));
}
