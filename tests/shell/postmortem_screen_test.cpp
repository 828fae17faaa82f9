// The post-mortem's screen, driven by role and name: what a person does there is in the document afterwards.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "cli/native_time_zones.hpp"
#include "core/format/writer.hpp"
#include "shell/app.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "tests/core/sequence.hpp"
#include "tests/shell/app_harness.hpp"
#include "tests/shell/harness.hpp"

namespace unrepeat::shell {
namespace {

/// A page whose engine never answers: everything that is typed has to be in the document on the page all the same.
class Page : public Clock, public EngineLine, public DraftBox, public Files, public Clipboard, public Pictures {
 public:
  Instant now() override { return at; }
  void send(std::int64_t, const Bytes&, bool) override {}
  void use_here() override {}
  void restart() override {}
  void keep(const Uuid&, const Bytes&) override { ++kept; }
  void drop(const Uuid&) override {}
  void choose(FileChoice) override {}
  [[nodiscard]] bool has_folders() const override { return false; }
  [[nodiscard]] bool can_paste() const override { return false; }
  void paste() override {}
  void show(std::string_view, const Bytes&) override {}
  void forget(std::uint32_t) override {}
  void offer(std::string_view, std::string_view, const Bytes&) override {}
  void share(std::string_view, std::string_view, const Bytes&) override {}
  void copy(std::string_view) override {}
  void copy_picture(const PictureOfPage&) override {}
  void fetch_examples() override {}

  Instant at = noon;
  SequentialIds ids;
  NativeTimeZones zones;
  App app{add_fixed_fonts, Ports{*this, ids, zones, *this, *this, *this, *this, *this}};
  int kept = 0;
};

class Editor {
 public:
  explicit Editor(std::string_view part) {
    page.app.kit().context()->IO.BackendFlags |=
        ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    viewport.height = 6000;
    id = page.app.workspace().create();
    go(part);
  }
  void go(std::string_view part) {
    page.app.set_route("#/pm/" + text_of(id) + "/" + std::string(part));
    frame();
  }
  void frame() {
    for (int i = 0; i < 4; ++i) {
      viewport.now_s += 0.02;
      page.app.frame(viewport);
      CHECK_MESSAGE(kit().tree().duplicate_ids() == 0, kit().tree().text());
    }
  }
  Kit& kit() { return page.app.kit(); }
  const Postmortem& value() { return page.app.workspace().open(id).value(); }
  bool shows(std::string_view words) { return kit().tree().text().find(words) != std::string::npos; }
  /// The one with this role and name.
  Semantics::Node find(std::string_view role, std::string_view name) {
    Semantics::Node found;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < kit().tree().size(); ++i)
      if (const auto node = kit().tree().node(i); role_name(node.role) == role && node.name == name)
        found = node, ++hits;
    REQUIRE_MESSAGE(hits == 1, std::string(role) << " " << std::string(name) << ": " << hits << " in\n"
                                                 << kit().tree().text());
    return found;
  }
  void press(std::string_view role, std::string_view name) {
    const auto node = find(role, name);
    kit().report_focus(node.id, true);
    kit().report_press(node.id);
    frame();
  }
  void choose(std::string_view field, std::string_view option) {
    press("combobox", field);
    press("option", option);
  }
  /// Types and leaves the field, or confirms with Enter.
  void type(std::string_view name, std::string_view words, bool enter = false) {
    const Id field = find("textbox", name).id;
    kit().report_focus(field, true);
    frame();
    kit().report_text(field, words);
    page.app.frame(viewport);
    kit().report_text_committed(field, enter);
    if (!enter) kit().report_focus(0, false);
    frame();
  }

  Page page;
  Viewport viewport;
  PostmortemId id;
};

}  // namespace

TEST_CASE("what was received says where from, is adopted where it is read, and that can be taken back") {
  AppHarness ui;
  Postmortem received;
  received.id = PostmortemId::from(ui.page.ids.next());
  received.title = "Slow checkout";
  received.origin.emplace().from = "Another team";
  ui.go("#/import");
  ui.drop("theirs.json", write_postmortem(received));
  ui.frame();
  ui.press("button", "Import 1");
  ui.frame();
  ui.go("#/pm/" + text_of(received.id) + "/context");
  CHECK(ui.shows(
      "Received · Another team. It is in no figure, no list of promises and no recurrence until somebody adopts it."));
  ui.press("button", "Adopt");
  CHECK_FALSE(ui.saved(received.id).origin.has_value());
  CHECK(ui.count("button", "Adopt") == 0);
  // What the screen offers back stands beside what the page does.
  const Rect of_page = ui.find("text", "1 post-mortem imported.").rect,
             of_screen = ui.find("text", "1 post-mortem adopted: it counts from now on.").rect;
  CHECK(of_page.bottom() < of_screen.y);
  ui.app.workspace().undo(ui.app.workspace().open(received.id));
  ui.frame();
  CHECK(ui.saved(received.id).origin.has_value());
  CHECK(ui.count("button", "Adopt") == 1);
}

TEST_CASE("what is typed into a field is in the document at once, and a copy is kept") {
  Editor editor("context");
  const int before = editor.page.kept;
  editor.type("Summary", "The pool ran dry.");
  CHECK(editor.value().context.summary == "The pool ran dry.");
  CHECK(editor.page.kept > before);
}

TEST_CASE("what is being written when the address changes stays where it was written, and is kept") {
  AppHarness ui;
  const PostmortemId one = ui.app.workspace().create(), other = ui.app.workspace().create();
  const auto at = [](const PostmortemId& id, std::string_view part) {
    return "#/pm/" + text_of(id) + "/" + std::string(part);
  };
  const auto write = [&](std::string_view name, std::string_view words) {
    ui.type("textbox", name, words.substr(0, words.size() - 1));
    // The last letter comes with the new address: no frame lies between them.
    ui.kit.report_text(ui.find("textbox", name).id, words);
  };
  for (const PostmortemId& id : {other, one}) ui.go(at(id, "context"));
  write("Summary", "Half a sentence");
  ui.go(at(other, "context"));
  CHECK(ui.find("textbox", "Summary").value.empty());
  ui.wait(2);
  CHECK(ui.saved(one).context.summary == "Half a sentence");
  CHECK(ui.saved(other).context.summary.empty());

  // What is read as a whole, from part to part.
  ui.go(at(one, "timeline"));
  write("Detected", "8 Mar 2026 14:02");
  ui.go(at(one, "impact"));
  ui.wait(2);
  CHECK(ui.saved(one).moments[MomentKind::detected].time->at == parse_instant("2026-03-08T14:02:00Z").value());

  // A line that is no entry yet.
  ui.go(at(one, "actions"));
  write("Add an action", "Alert on pool wait");
  ui.go(at(other, "actions"));
  CHECK(ui.find("textbox", "Add an action").value.empty());
  ui.wait(2);
  ui.go(at(one, "actions"));
  CHECK(ui.find("textbox", "Add an action").value == "Alert on pool wait");

  // A word that an input method is not done with.
  ui.go(at(one, "review"));
  ui.kit.report_text(ui.find("textbox", "Add to: Lessons").id, "確認", true);
  ui.go("#/settings");
  ui.go(at(one, "review"));
  CHECK(ui.find("textbox", "Add to: Lessons").value == "確認");
}

TEST_CASE("undo takes the last step back and redo does it again") {
  Editor editor("context");
  editor.type("Background", "A bank holiday.");
  editor.press("button", "Undo");
  CHECK(editor.value().context.background.empty());
  editor.press("button", "Redo");
  CHECK(editor.value().context.background == "A bank holiday.");
}

TEST_CASE("a line with a time and words becomes an event") {
  Editor editor("timeline");
  editor.type("Add an event", "8 Mar 2026 14:02 paged the database on-call", true);
  REQUIRE(editor.value().timeline.size() == 1);
  CHECK(editor.value().timeline[0].text == "paged the database on-call");
  CHECK(editor.value().timeline[0].time.at == parse_instant("2026-03-08T14:02:00Z").value());
  editor.type("Add an event", "14:10 it answered", true);
  REQUIRE(editor.value().timeline.size() == 2);
  CHECK(editor.value().timeline[1].time.at == parse_instant("2026-03-08T14:10:00Z").value());
}

TEST_CASE("a line without a time stays, is explained, and can be added as it is") {
  Editor editor("timeline");
  editor.type("Add an event", "somebody called", true);
  CHECK(editor.value().timeline.empty());
  CHECK(editor.find("textbox", "Add an event").value == "somebody called");
  CHECK(editor.shows("No time can be read here."));
  editor.press("button", "Add it without a time");
  REQUIRE(editor.value().timeline.size() == 1);
  CHECK(editor.value().timeline[0].text == "somebody called");
}

TEST_CASE("a time typed into a moment records it, and an impossible order is said") {
  Editor editor("timeline");
  editor.type("Mitigated", "8 Mar 2026 14:30");
  CHECK(editor.value().moments[MomentKind::mitigated].state == MomentState::recorded);
  editor.type("Resolved", "14:00");
  CHECK(editor.value().moments[MomentKind::resolved].time->at == parse_instant("2026-03-08T14:00:00Z").value());
  CHECK(editor.shows("“Mitigated” cannot be after “Resolved”."));
}

TEST_CASE("a number that is none stays in its field and is explained") {
  Editor editor("impact");
  editor.type("Revenue", "a lot");
  CHECK(editor.value().impact.business.revenue.empty());
  CHECK(editor.find("textbox", "Revenue").value == "a lot");
  CHECK(editor.shows("“a lot” is not a number."));
}

TEST_CASE("a window that ends before it starts is said, at the window and before approval, until it is mended") {
  Editor editor("impact");
  editor.press("button", "Add a window");
  editor.type("Start", "8 Mar 2026 12:00");
  editor.type("End", "8 Mar 2026 10:00");
  CHECK(editor.shows("It ends before it starts."));
  CHECK(editor.shows("1 window ends before it starts."));
  editor.type("End", "8 Mar 2026 13:00");
  CHECK_FALSE(editor.shows("before it starts"));
}

TEST_CASE("an optional object comes with its first field and goes with its last") {
  Editor editor("impact");
  editor.press("button", "More");
  editor.type("Objective", "0.999");
  REQUIRE(editor.value().impact.business.error_budget);
  editor.type("Objective", "");
  CHECK_FALSE(editor.value().impact.business.error_budget);
}

TEST_CASE("a factor is written in one line and can be said to have let it escalate") {
  Editor editor("causes");
  editor.type("Add a factor", "Nobody was told", true);
  REQUIRE(editor.value().causes.factors.size() == 1);
  CHECK(editor.value().causes.factors[0].text == "Nobody was told");
  editor.choose("What it did to the incident", "let it escalate");
  CHECK(link_to_incident(editor.value().causes, editor.value().causes.factors[0].id) == CauseLinkKind::let_it_escalate);
}

namespace {
void close(Editor& editor) {
  editor.kit().report_key(key_escape, 0);
  editor.frame();
}
}  // namespace

TEST_CASE("the causes are asked why on and on, and stand as a graph that says what led to what") {
  Editor editor("causes");
  editor.type("Add a factor", "The pool was full", true);
  const auto factor = [&](std::size_t index) { return editor.value().causes.factors.at(index).id; };
  editor.press("tab", "Graph");
  CHECK(editor.find("button", "The pool was full").description == "Condition. no action yet");
  editor.press("button", "The incident");
  editor.type("Why: The incident", "Orders waited for a connection", true);
  close(editor);
  CHECK(link_to_incident(editor.value().causes, factor(1)) == CauseLinkKind::contributed_to);

  editor.press("button", "The pool was full");
  editor.choose("Add what it led to", "Orders waited for a connection");
  editor.choose("Orders waited for a connection", "let it escalate");
  close(editor);
  REQUIRE(editor.value().causes.links.size() == 2);
  const CauseLink& link = editor.value().causes.links[1];
  CHECK(link.from == text_of(factor(0)));
  CHECK(link.to == text_of(factor(1)));
  CHECK(link.kind == CauseLinkKind::let_it_escalate);
  CHECK(editor.find("button", "The pool was full").description ==
        "Condition. let it escalate: Orders waited for a connection. no action yet");
  CHECK(editor.find("button", "The pool was full").rect.y >
        editor.find("button", "Orders waited for a connection").rect.y);

  // By keys: up to what it led to, down to what led to it.
  editor.kit().report_focus(editor.find("button", "The pool was full").id, true);
  editor.frame();
  editor.kit().report_key(key_up, 0);
  editor.frame();
  CHECK(editor.kit().requested_focus().first == editor.find("button", "Orders waited for a connection").id);

  editor.press("tab", "Five whys");
  editor.type("Why: The pool was full", "Its size was a guess", true);
  CHECK(editor.value().causes.links.back().to == text_of(factor(0)));
  editor.press("tab", "By category");
  CHECK(editor.shows("heading \"Without a category\""));
}

TEST_CASE("asked why, what let it escalate stands apart from what made it possible, and says how") {
  Editor editor("causes");
  editor.type("Add a factor", "The pool was full", true);
  editor.choose("What it did to the incident", "contributed to");
  editor.press("tab", "Five whys");
  CHECK(editor.shows("heading \"What let it escalate\""));
  editor.type("What let it escalate", "Nobody was told", true);
  const Factor& told = editor.value().causes.factors.at(1);
  CHECK(told.text == "Nobody was told");
  CHECK(link_to_incident(editor.value().causes, told.id) == CauseLinkKind::let_it_escalate);
  editor.type("Why: Nobody was told", "No alert is set", true);
  editor.press("tab", "Graph");
  editor.press("button", "No alert is set");
  editor.choose("Nobody was told", "delayed detection");
  close(editor);
  editor.press("tab", "Five whys");
  // Below the heading that it belongs to; what is not usual there is said of it.
  CHECK(editor.find("heading", "What made it possible").rect.y < editor.find("textbox", "Factor 1").rect.y);
  CHECK(editor.find("textbox", "Factor 1").rect.y < editor.find("heading", "What let it escalate").rect.y);
  CHECK(editor.find("heading", "What let it escalate").rect.y < editor.find("textbox", "Factor 2").rect.y);
  CHECK(editor.find("textbox", "Factor 2").rect.y < editor.find("text", "delayed detection").rect.y);
  CHECK_FALSE(editor.shows("text \"let it escalate\""));
  CHECK_FALSE(editor.shows("What kept it from being worse"));
}

TEST_CASE("a cause carried onto what it leads to already keeps how it does") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  editor.choose("What it did to the incident", "let it escalate");
  editor.press("tab", "Graph");
  ImGuiIO& io = editor.kit().context()->IO;
  const Rect retries = editor.find("button", "Retries").rect, to = editor.find("button", "The incident").rect;
  io.AddMousePosEvent(retries.x + 20, retries.y + 20);
  editor.frame();
  io.AddMouseButtonEvent(0, true);
  editor.frame();
  io.AddMousePosEvent(to.x + 20, to.y + 20);
  editor.frame();
  io.AddMouseButtonEvent(0, false);
  editor.frame();
  const Causes& causes = editor.value().causes;
  CHECK(link_to_incident(causes, causes.factors[0].id) == CauseLinkKind::let_it_escalate);
}

TEST_CASE("in the graph a cause is as high as its words need, and a link's kind makes room for its label") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  editor.choose("What it did to the incident", "contributed to");
  editor.press("tab", "Graph");
  const Rect low = editor.find("button", "Retries").rect;
  editor.press("button", "Retries");
  editor.choose("The incident", "let it escalate");
  close(editor);
  CHECK(editor.find("button", "Retries").rect.y > low.y);
  CHECK(editor.find("button", "Retries").rect.height == low.height);
  editor.press("button", "Retries");
  editor.type("Factor 1", "Clients sent every request that had not been answered again at once and up to three times");
  close(editor);
  CHECK(editor
            .find("button",
                  "Clients sent every request that had not been answered again at once and up to three "
                  "times")
            .rect.height > low.height);
}

TEST_CASE("in the graph the marks of Markdown are no words") {
  Editor editor("causes");
  editor.type("Add a factor", "`tidy` got an **empty** list", true);
  editor.press("tab", "Graph");
  CHECK(editor.shows("button \"tidy got an empty list\""));
}

TEST_CASE("a cause that is carried onto another and let go there led to it; let go beside it, nothing happened") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  editor.type("Add a factor", "Load", true);
  editor.press("tab", "Graph");
  ImGuiIO& io = editor.kit().context()->IO;
  const auto carry = [&](const Rect& from, float x, float y) {
    io.AddMousePosEvent(from.x + 20, from.y + 20);
    editor.frame();
    io.AddMouseButtonEvent(0, true);
    editor.frame();
    io.AddMousePosEvent(x, y);
    editor.frame();
    io.AddMouseButtonEvent(0, false);
    editor.frame();
  };
  const Rect retries = editor.find("button", "Retries").rect, load = editor.find("button", "Load").rect;
  carry(retries, 5, load.y + 400);
  CHECK(editor.value().causes.links.empty());
  carry(retries, load.x + 10, load.y + 10);
  REQUIRE(editor.value().causes.links.size() == 1);
  CHECK(editor.value().causes.links[0].from == text_of(editor.value().causes.factors[0].id));
  CHECK(editor.value().causes.links[0].to == text_of(editor.value().causes.factors[1].id));
  CHECK_FALSE(editor.shows("dialog"));
}

TEST_CASE("what a kind, a category, a certainty and a link mean stands at their choice") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  const auto meaning = [&](std::string_view field, std::string_view option) {
    editor.press("combobox", field);
    const std::string words(editor.find("option", option).description);
    close(editor);
    return words;
  };
  CHECK(meaning("Kind", "Missing guard") == "A safeguard that did not exist.");
  CHECK(meaning("Category", "Not said").empty());
  CHECK(meaning("Category", "Reaction time") == "How quickly a signal became an action.");
  CHECK(meaning("Certainty", "Suspected") == "Somebody named it, and little speaks for or against it yet.");
  CHECK(meaning("What it did to the incident", "Not said").empty());
  CHECK(meaning("What it did to the incident", "let it escalate") == "It did not begin this, but let it grow or last.");
  editor.choose("What it did to the incident", "contributed to");
  editor.press("tab", "Graph");
  editor.press("button", "Retries");
  CHECK(meaning("The incident", "limited it") == "It kept this from reaching further or lasting longer.");
}

TEST_CASE("a factor says in its line what it led to besides the incident") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  editor.type("Add a factor", "Load", true);
  editor.press("tab", "Graph");
  editor.press("button", "Retries");
  editor.choose("Add what it led to", "Load");
  editor.choose("Load", "delayed the response");
  close(editor);
  editor.press("tab", "List");
  CHECK(editor.shows("text \"Condition · delayed the response: Load\""));
}

TEST_CASE("causes that lead to one another in a circle are named") {
  Editor editor("causes");
  editor.type("Add a factor", "Retries", true);
  editor.type("Add a factor", "Load", true);
  editor.press("tab", "Graph");
  editor.press("button", "Retries");
  editor.choose("Add what it led to", "Load");
  close(editor);
  editor.press("button", "Load");
  editor.choose("Add what it led to", "Retries");
  close(editor);
  CHECK(editor.shows("These lead to one another in a circle: Retries → Load → Retries."));
}

TEST_CASE("the coach says why words read as blame, offers others, and is told to leave them with a reason") {
  Editor editor("context");
  editor.type("Summary", "We obviously shipped it too late. It was human error.");
  CHECK(editor.shows("complementary \"Worth a second look\""));
  editor.press("button", "Take out “obviously”");
  CHECK(editor.value().context.summary == "We shipped it too late. It was human error.");
  CHECK_FALSE(editor.shows("button \"“obviously”\""));

  editor.press("button", "“human error”");
  CHECK(editor.kit().requested_focus().first == editor.find("textbox", "Summary").id);

  editor.press("button", "Leave it…");
  editor.type("It stays, because", "It is the name of a category.", true);
  REQUIRE(editor.value().dismissed.size() == 1);
  CHECK(editor.value().dismissed[0].reason == "It is the name of a category.");
  CHECK_FALSE(editor.shows("Worth a second look"));
  // Another sentence is another matter.
  editor.type("Summary", "It was human error by the operator.");
  CHECK(editor.shows("“human error”"));

  editor.go("actions");
  CHECK(editor.shows("link \"Context: 1\""));
}

TEST_CASE("one key takes what is offered for the text that is written, and it is taken back by itself") {
  Editor editor("context");
  const auto take = [&] {
    const bool is_used = editor.kit().report_key(key_enter, modifier_alt);
    editor.frame();
    return is_used;
  };
  const Id summary = editor.find("textbox", "Summary").id;
  editor.kit().report_focus(summary, true);
  editor.frame();
  CHECK_FALSE(take());
  editor.kit().report_text(summary, "We obviously failed to see it.");
  editor.frame();
  CHECK(editor.shows("button \"Take out “obviously”\""));
  CHECK(take());
  CHECK(editor.value().context.summary == "We failed to see it.");
  CHECK(editor.find("textbox", "Summary").value == "We failed to see it.");
  CHECK(editor.shows("status \"“obviously” is taken out.\""));
  CHECK(take());
  CHECK(editor.value().context.summary == "We did not see it.");
  CHECK(editor.shows("status \"It says “did not” now.\""));
  CHECK_FALSE(take());
  // Typed on at once, it is still a step of its own.
  editor.kit().report_text(summary, "We did not see it, at first.");
  editor.frame();
  for (const std::string_view words :
       {"We did not see it.", "We failed to see it.", "We obviously failed to see it.", ""}) {
    editor.press("button", "Undo");
    CHECK(editor.value().context.summary == words);
  }
  // In another field there is nothing to take.
  editor.type("Summary", "It was obviously late.");
  editor.kit().report_focus(editor.find("textbox", "Background").id, true);
  editor.frame();
  CHECK_FALSE(take());
}

TEST_CASE("items are written one after the other, and one that is taken out can be had back") {
  Editor editor("review");
  editor.type("Add to: Lessons", "Ask early", true);
  editor.type("Add to: Lessons", "Ask twice", true);
  REQUIRE(editor.value().review.lessons.size() == 2);
  editor.press("button", "Details: Ask early");
  editor.press("button", "Remove Ask early");
  CHECK(editor.value().review.lessons.size() == 1);
  CHECK(editor.shows("Removed: Ask early"));
}

TEST_CASE("a day is written as people write it, and what is none stays in its field until it is one") {
  Editor editor("approval");
  editor.type("Review due", "1 Dec 2026");
  CHECK(editor.value().review_due == "2026-12-01");
  CHECK(editor.shows("1 Dec 2026"));
  editor.type("Review due", "when we can");
  CHECK(editor.value().review_due == "2026-12-01");
  CHECK(editor.find("textbox", "Review due").value == "when we can");
  CHECK(editor.shows("“when we can” is not a date."));
  editor.type("Review due", "2026-12-03");
  CHECK(editor.value().review_due == "2026-12-03");
  CHECK_FALSE(editor.shows("is not a date."));
  editor.type("Review due", "");
  CHECK(editor.value().review_due.empty());
}

TEST_CASE("the language of a document is chosen by its own name, and one that is not among them stays") {
  Editor editor("context");
  editor.press("button", "About this post-mortem");
  CHECK(editor.find("combobox", "Language").value == "English");
  editor.choose("Language", "Español");
  CHECK(editor.value().language == "es");
}

TEST_CASE("an action gets an owner, a date and a check; without any the screen says so") {
  Editor editor("actions");
  CHECK(editor.shows("There is no action yet."));
  editor.type("Add an action", "Alert on pool wait time", true);
  REQUIRE(editor.value().actions.size() == 1);
  editor.type("Owner", "Ana");
  editor.type("Due", "2026-12-01");
  editor.press("button", "Add a check");
  editor.type("Check 1", "The alert fires in the drill");
  const Action& action = editor.value().actions[0];
  CHECK(action.owner->person == "Ana");
  CHECK(action.due == "2026-12-01");
  CHECK(action.checks.at(0).criterion == "The alert fires in the drill");
}

TEST_CASE("will not do waits until its reason is written and confirmed") {
  Editor editor("actions");
  editor.type("Add an action", "Rewrite it", true);
  editor.choose("State", "Will not do");
  CHECK(editor.value().actions[0].state == ActionState::idea);
  editor.type("Will not be done, because", "The vendor");
  CHECK(editor.value().actions[0].state == ActionState::idea);
  editor.press("button", "Cancel");
  CHECK(editor.value().actions[0].state == ActionState::idea);
  editor.choose("State", "Will not do");
  editor.type("Will not be done, because", "The vendor fixed it");
  editor.press("button", "Will not be done");
  CHECK(editor.value().actions[0].state == ActionState::will_not_do);
  CHECK(editor.value().actions[0].reason == "The vendor fixed it");
}

TEST_CASE("a moment takes the time of an event, and the event is called by it") {
  Editor editor("timeline");
  editor.type("Add an event", "8 Mar 2026 14:02 errors rise", true);
  editor.press("button", "Details: Impact start");
  editor.choose("The time of an event", "14:02 errors rise");
  const Moment& moment = editor.value().moments[MomentKind::impact_start];
  CHECK(moment.event == editor.value().timeline[0].id);
  CHECK(moment_at(editor.value(), editor.value().timeline[0].id) == MomentKind::impact_start);
  editor.type("Note", "from the dashboard");
  CHECK(editor.value().moments[MomentKind::impact_start].note == "from the dashboard");
}

TEST_CASE("a moment that does not apply keeps the reason") {
  Editor editor("timeline");
  editor.press("button", "Details: Notified");
  editor.choose("What is known", "Not applicable");
  editor.type("Note", "Whoever saw it acted");
  CHECK(editor.value().moments[MomentKind::notified].state == MomentState::not_applicable);
  CHECK(editor.value().moments[MomentKind::notified].note == "Whoever saw it acted");
}

TEST_CASE("the drawn timeline says in words what it shows: both ends of every length, and how many events") {
  Editor editor("timeline");
  editor.type("Impact start", "8 Mar 2026 14:00");
  editor.type("Resolved", "14:30");
  editor.type("Add an event", "14:02 paged the database on-call", true);
  editor.find("group", "Timeline from 14:00 to 14:30, 1 event. Impact start → Resolved: 30 min");
}

TEST_CASE("an event shows its time in the post-mortem's zone, and in its details what was written and UTC") {
  Editor editor("timeline");
  editor.page.app.workspace().carry_out(editor.page.app.workspace().open(editor.id), "time_zone",
                                        SetField{"time_zone", "America/Santiago"});
  editor.type("Add an event", "8 Mar 2026 14:02 errors rise", true);
  editor.find("text", "14:02");
  editor.press("button", "Details: errors rise");
  CHECK(editor.shows("written as 8 Mar 2026 14:02 · 17:02 UTC"));
}

TEST_CASE("evidence is added to an event") {
  Editor editor("timeline");
  editor.type("Add an event", "8 Mar 2026 14:02 errors rise", true);
  editor.press("button", "Details: errors rise");
  editor.press("button", "Add evidence");
  editor.type("Evidence 1", "dashboard, panel 4");
  CHECK(editor.value().timeline[0].evidence.at(0).record == "dashboard, panel 4");
}

TEST_CASE("what let it escalate stands apart from what made it possible") {
  Editor editor("causes");
  editor.type("Add a factor", "The limit was old", true);
  // Nobody has said yet what it did.
  CHECK(editor.shows("heading \"Not linked to the incident yet\""));
  CHECK_FALSE(editor.shows("heading \"What made it possible\""));
  editor.choose("What it did to the incident", "contributed to");
  CHECK(editor.shows("heading \"What made it possible\""));
  editor.choose("What it did to the incident", "let it escalate");
  CHECK_FALSE(editor.shows("heading \"What made it possible\""));
  CHECK(editor.shows("heading \"What let it escalate\""));
}

TEST_CASE("sections, values, references and related post-mortems are added under Context") {
  Editor editor("context");
  editor.press("button", "Add one that is not in this library");
  editor.type("Related post-mortem 1", "The outage of the supplier");
  editor.choose("Kind", "Caused by");
  editor.press("button", "Details: The outage of the supplier");
  CHECK(editor.value().related.at(0).kind == RelationKind::caused_by);
  CHECK(editor.value().related[0].title == "The outage of the supplier");
  editor.press("button", "More");
  editor.press("button", "Add a section");
  editor.type("Section 1", "For the auditor");
  editor.type("Content", "Nothing left the building.");
  CHECK(editor.value().sections.at(0).title == "For the auditor");
  CHECK(editor.value().sections[0].body == "Nothing left the building.");
  editor.press("button", "Add a value");
  editor.type("Value 1", "Ticket class");
  editor.type("Value", "P1");
  CHECK(editor.value().fields.at(0).label == "Ticket class");
  CHECK(editor.value().fields[0].value == "P1");
  editor.press("button", "Add a reference");
  editor.type("Reference 1", "INC-204");
  CHECK(editor.value().refs.at(0).key == "INC-204");
}

TEST_CASE("a comment is signed, answered, resolved and reopened") {
  Editor editor("discussion");
  editor.page.app.workspace().write_setting("name", "Ana");
  editor.choose("On", "Causes");
  editor.type("Add a comment", "Is that all?", true);
  REQUIRE(editor.value().comments.size() == 1);
  CHECK(editor.value().comments[0].on == "causes");
  CHECK(editor.value().comments[0].at == noon);
  CHECK(editor.value().comments[0].by == "Ana");
  editor.type("Reply", "There is more.", true);
  CHECK(editor.value().comments[0].replies.at(0).text == "There is more.");
  editor.go("causes");
  editor.find("link", "1 open comment on this part");
  editor.go("discussion");
  editor.press("button", "Resolve");
  CHECK(editor.value().comments[0].resolved);
  editor.go("causes");
  CHECK_FALSE(editor.shows("open comment"));
  editor.go("discussion");
  editor.press("button", "Resolved: 1");
  editor.press("button", "Reopen");
  CHECK_FALSE(editor.value().comments[0].resolved);
}

TEST_CASE("what is said has lines and is Markdown; its field says how a line is begun, and a button confirms it too") {
  Editor editor("discussion");
  editor.page.app.workspace().write_setting("name", "Ana");
  const Id field = editor.find("textbox", "Add a comment").id;
  editor.kit().report_focus(field, true);
  editor.frame();
  const auto node = editor.find("textbox", "Add a comment");
  CHECK(has(node.state, State::multi_line));
  CHECK(has(node.state, State::submits));
  CHECK(node.description == "Enter adds it, Shift+Enter begins a new line.");
  editor.kit().report_text(field, "Two things:\n- the *first*\n- the second");
  editor.frame();
  editor.press("button", "Add a comment");
  REQUIRE(editor.value().comments.size() == 1);
  CHECK(editor.value().comments[0].text == "Two things:\n- the *first*\n- the second");
  CHECK(editor.find("textbox", "Add a comment").value.empty());
  CHECK(editor.kit().requested_focus().first == field);
  CHECK(editor.shows("emphasis \"first\""));
}

TEST_CASE("on a phone, whose keyboard has no Shift+Enter, Enter breaks the line and the button confirms") {
  Editor editor("discussion");
  editor.page.app.workspace().write_setting("name", "Ana");
  editor.viewport.width = 380;
  editor.viewport.touch = true;
  editor.frame();
  CHECK_FALSE(has(editor.find("textbox", "Add a comment").state, State::submits));
  editor.type("Add a comment", "One\nTwo");
  editor.press("button", "Add a comment");
  CHECK(editor.value().comments.at(0).text == "One\nTwo");
}

TEST_CASE("what somebody set aside is read with its reason, and can be taken out") {
  AppHarness ui;
  Postmortem sent = new_postmortem({noon, "", ui.page.ids}, "en", "UTC");
  const Uuid finding = ui.page.ids.next();
  sent.dismissed.push_back({.id = unrepeat::Id<Dismissal>::from(finding),
                            .rule = "should-have",
                            .on = "context/summary",
                            .text_hash = "00",
                            .reason = "It is a quote",
                            .by = "Ana",
                            .at = noon});
  ui.drop("sent.json", write_postmortem(sent));
  ui.press("button", "Import 1");
  ui.go("#/pm/" + text_of(sent.id) + "/discussion");
  ui.find("group", "It is a quote");
  CHECK(ui.shows("Ana · "));
  CHECK(ui.shows("should-have"));
  ui.press("button", "Remove It is a quote");
  CHECK(ui.app.workspace().open(sent.id).value().dismissed.empty());
}

TEST_CASE("what is missing is called by what the status makes of it") {
  Editor editor("context");
  editor.find("heading", "Before it can be approved");
  editor.choose("Status", "Approved");
  editor.find("heading", "Approved without");
  editor.choose("Status", "Not required");
  editor.type("Not required, because", "A drill");
  editor.find("heading", "Not required, and not written");
  CHECK_FALSE(editor.shows("Before it can be approved"));
}

TEST_CASE("no heading stands twice on a page") {
  Editor editor("context");
  for (const PartPage& page : part_pages()) {
    editor.go(page.route);
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < editor.kit().tree().size(); ++i) {
      const auto node = editor.kit().tree().node(i);
      if (node.role != Role::heading) continue;
      CHECK_MESSAGE(std::ranges::find(seen, node.name) == seen.end(), std::string(node.name));
      seen.emplace_back(node.name);
    }
  }
}

TEST_CASE("on a phone status and part stay in reach, unless there is too little height for the text beside them") {
  Editor editor("context");
  editor.viewport.width = 380;
  const auto scrolls = [&](std::string_view name) {
    editor.frame();
    const Id field = editor.find("combobox", name).id;
    const auto& tree = editor.kit().tree();
    for (std::size_t at = tree.index_of(field); at < tree.size(); at = tree.index_of(tree.node(at).parent))
      if (tree.node(at).role == Role::scroller) return true;
    return false;
  };
  editor.viewport.height = 700;
  CHECK_FALSE(scrolls("Status"));
  CHECK_FALSE(scrolls("Parts"));
  editor.viewport.height = 320;
  CHECK(scrolls("Status"));
  CHECK(scrolls("Parts"));
}

TEST_CASE("your name is asked for once, when there is something to sign, and not of those who read") {
  Editor editor("discussion");
  CHECK_FALSE(editor.shows("Your name"));
  editor.type("Add a comment", "Is that all?", true);
  CHECK(editor.value().comments.empty());
  editor.type("Your name", "Ana", true);
  CHECK(editor.value().comments.at(0).by == "Ana");
  CHECK(editor.value().comments[0].text == "Is that all?");
  CHECK_FALSE(editor.shows("Your name"));
  editor.type("Add a comment", "And more.", true);
  CHECK(editor.value().comments.at(1).by == "Ana");
}

TEST_CASE("whoever confirms once more without a name stays unnamed, and is not asked again") {
  Editor editor("discussion");
  editor.type("Add a comment", "Is that all?", true);
  editor.press("button", "Add a comment");
  CHECK(editor.value().comments.at(0).by.empty());
  editor.type("Add a comment", "And more.", true);
  CHECK(editor.value().comments.size() == 2);
}

TEST_CASE("meetings are written down") {
  Editor editor("discussion");
  editor.press("button", "Add a meeting");
  editor.type("At", "9 Mar 2026 10:00");
  editor.type("Minutes", "1045");
  CHECK(editor.value().meetings.at(0).minutes == 1045);
  CHECK(editor.kit().tree().text().find("1,045 min") != std::string::npos);
  CHECK(editor.value().meetings[0].at->at == parse_instant("2026-03-09T10:00:00Z").value());
}

TEST_CASE("a line of the review takes a category, and its events and factors") {
  Editor editor("causes");
  editor.type("Add a factor", "Nobody was told", true);
  editor.go("review");
  editor.type("Add to: What didn’t work", "It took an hour", true);
  editor.press("button", "Details: It took an hour");
  editor.choose("Category", "Reaction time");
  editor.press("checkbox", "Nobody was told");
  const ReviewItem& item = editor.value().review.did_not_work.at(0);
  CHECK(item.category == FactorCategory::reaction_time);
  CHECK(item.factors == std::vector{editor.value().causes.factors[0].id});
}

TEST_CASE("what an action waits for, what reopens it and its proof stand under More, and its log is read") {
  Editor editor("actions");
  editor.type("Add an action", "Alert on pool wait time", true);
  editor.choose("State", "In progress");
  CHECK(editor.shows("State: Idea → In progress"));
  editor.press("button", "More");
  editor.type("Waiting on", "the vendor");
  editor.type("Reopen if", "it fires twice a week");
  editor.press("button", "Add proof that it was done");
  editor.type("Proof 1", "See the drill");
  const Action& action = editor.value().actions[0];
  CHECK(action.waiting_on == "the vendor");
  CHECK(action.reopen_if == "it fires twice a week");
  CHECK(action.proof.at(0).text == "See the drill");
}

TEST_CASE("actions that will all not be done are no action") {
  Editor editor("actions");
  editor.type("Add an action", "Rewrite it", true);
  CHECK_FALSE(editor.shows("There is no action yet."));
  editor.choose("State", "Will not do");
  editor.type("Will not be done, because", "The vendor fixed it");
  editor.press("button", "Will not be done");
  CHECK(editor.shows("There is no action yet."));
  editor.type("No action, because", "The vendor fixed it");
  CHECK_FALSE(editor.shows("There is no action yet."));
}

TEST_CASE("a button that is called by what it opens stays the same one while that changes") {
  Editor editor("impact");
  editor.press("button", "Add a window");
  const Id before = editor.find("button", "Details: Window 1").id;
  editor.type("Start", "8 Mar 2026 14:00");
  editor.type("End", "8 Mar 2026 15:30");
  CHECK(editor.find("button", "Details: 14:00 → 15:30: 1 h 30 min").id == before);
}

TEST_CASE("an entry that is added takes the focus with its first field") {
  Editor editor("context");
  editor.press("button", "Add a link");
  CHECK(editor.kit().requested_focus().first == editor.find("textbox", "Link 1").id);
}

TEST_CASE("nothing that is operated is cut off at 320 pixels") {
  Editor editor("context");
  editor.viewport.width = 320;
  for (const PartPage& page : part_pages()) {
    editor.go(page.route);
    for (std::size_t i = 0; i < editor.kit().tree().size(); ++i) {
      const auto node = editor.kit().tree().node(i);
      if (!has(node.state, State::tab_stop)) continue;
      CHECK_MESSAGE(node.rect.right() <= 320, std::string(node.name) << " in " << std::string(page.route));
    }
  }
}

TEST_CASE("on a phone Share stands in the menu of the bar, which does not scroll away") {
  Editor editor("context");
  editor.viewport.width = 380;
  editor.frame();
  editor.press("button", "Post-mortem menu");
  editor.press("menuitem", "Share");
  CHECK(editor.page.app.take_wanted_route() == "#/pm/" + text_of(editor.id) + "/share");
}

TEST_CASE("in the narrowest window everything of the bar stands in one line, and undo is in the menu") {
  Editor editor("context");
  editor.type("Background", "A bank holiday.");
  editor.viewport.width = 320;
  editor.viewport.touch = true;
  for (const Language language : {Language::spanish, Language::english}) {
    editor.viewport.language = language;
    editor.frame();
    const Rect menu = editor.find("button", say(language, Text::editor_menu)).rect;
    CHECK(menu.bottom() <= metric::top_bar);
    CHECK(menu.right() <= 320);
  }
  editor.press("button", "Post-mortem menu");
  editor.press("menuitem", "Undo");
  CHECK(editor.value().context.background.empty());
}

TEST_CASE("an address of a post-mortem that is none says so") {
  Editor editor("context");
  editor.page.app.set_route("#/pm/nonsense");
  editor.frame();
  CHECK(editor.shows("This post-mortem is not in your library"));
}

TEST_CASE("what is missing leads to where it is mended, again and again") {
  AppHarness ui;
  ui.viewport.width = 1280;
  ui.viewport.height = 3000;
  const PostmortemId id = ui.app.workspace().create();
  const std::string address = "#/pm/" + text_of(id) + "/";
  ui.go(address + "context");
  for (int i = 0; i < 2; ++i) {
    ui.press("link", "“Detected” has no time yet.");
    CHECK(ui.focused() == "textbox \"Detected\"");
    CHECK(ui.app.route() == address + "timeline");
    ui.leave();
  }
  ui.press("link", "There is no action, and nothing says why.");
  CHECK(ui.focused() == "textbox \"Add an action\"");
}

}  // namespace unrepeat::shell
