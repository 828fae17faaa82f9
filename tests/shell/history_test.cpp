// History, approval and comments, driven by role and name against the real engine.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/shell/app_harness.hpp"

namespace unrepeat::shell {
namespace {

/// Somebody who writes one post-mortem and looks at what became of it.
struct Reader : AppHarness {
  PostmortemId id;

  Reader() {
    viewport.height = 6000;
    app.workspace().write_setting("name", "Ana");
    id = app.workspace().create();
    page.settle(app.workspace());
  }
  void see(std::string_view part) { go("#/pm/" + text_of(id) + "/" + std::string(part)); }
  OpenPostmortem& open() { return app.workspace().open(id); }
  const Postmortem& value() { return open().value(); }
  void set(const std::string& path, std::string text) {
    REQUIRE(app.workspace().carry_out(open(), path, SetField{path, std::move(text)}));
    page.settle(app.workspace());
  }
  std::string add(const std::string& list, const std::string& key, const std::string& words) {
    const Uuid one = page.ids.next();
    REQUIRE(app.workspace().carry_out(open(), list, AddEntry{list, one}));
    const std::string path = list + "/" + text_of(one);
    set(path + "/" + key, words);
    return path;
  }
  /// The whole name of what begins like this.
  std::string beginning_with(std::string_view role, std::string_view beginning) const {
    for (std::size_t i = 0; i < kit.tree().size(); ++i)
      if (const auto node = kit.tree().node(i); role_name(node.role) == role && node.name.starts_with(beginning))
        return std::string(node.name);
    return {};
  }
  void rest() { page.at = page.at + minutes(11); }
  void enter(std::string_view field, std::string_view words) {
    type("textbox", field, words);
    key(key_enter);
    leave();
    frame();
  }
};

}  // namespace

TEST_CASE("the history says who wrote what and when, and compares any revision with what is now, word by word") {
  Reader ui;
  ui.set("context/summary", "The pool ran dry at noon.");
  ui.rest();
  ui.set("context/summary", "The pool ran out at noon.");
  ui.see("history");
  CHECK(ui.shows("As it is now"));
  CHECK(ui.shows("Revision 2"));
  CHECK(ui.shows("Ana"));
  CHECK(ui.shows("Summary changed"));
  ui.press("button", "Compare with now: revision 2");
  ui.frame();
  // Whoever works by keys goes on in what came, and never in a field that can be written in.
  CHECK(ui.focused() == "button \"Back to the revisions\"");
  ui.find("heading", "Summary");
  CHECK(ui.count("deletion", "dry") == 1);
  CHECK(ui.count("insertion", "out") == 1);
  ui.press("combobox", "Older");
  ui.press("option", ui.beginning_with("option", "Revision 1 · "));
  ui.frame();
  CHECK(ui.shows("Nothing"));
  ui.press("button", "Back to the revisions");
  CHECK(ui.shows("What changed since"));
  CHECK(ui.focused().starts_with("button \"What changed"));
}

TEST_CASE("a revision is restored as a new one, and the notice takes it back at once") {
  Reader ui;
  ui.set("title", "Checkout times out");
  ui.rest();
  ui.set("title", "Something else");
  ui.see("history");
  ui.press("button", "Restore revision 2");
  ui.frame();
  CHECK(ui.value().title == "Checkout times out");
  CHECK(ui.shows("restored from revision 2"));
  CHECK(ui.saved(ui.id).title == "Checkout times out");
  // The bar has an Undo too: this is the notice's.
  ui.app.workspace().undo(ui.open());
  ui.frame();
  CHECK(ui.saved(ui.id).title == "Something else");
}

TEST_CASE("a comment is made where the thing is, counted there, and leads back to it from the discussion") {
  Reader ui;
  const std::string action = ui.add("actions", "title", "Alert on pool wait");
  ui.see("actions");
  ui.press("button", "Details: Alert on pool wait");
  ui.press("button", "Comment");
  ui.enter("Add a comment", "Who has the pager then?");
  REQUIRE(ui.value().comments.size() == 1);
  CHECK(ui.value().comments[0].on == action.substr(action.find('/') + 1));
  CHECK(ui.value().comments[0].by == "Ana");
  ui.find("button", "1 comment");
  ui.enter("Reply", "Ben has.");
  CHECK(ui.value().comments[0].replies.at(0).text == "Ben has.");

  ui.press("button", "Details: Alert on pool wait");
  CHECK(ui.shows("1 comment"));  // also while it is folded
  ui.see("discussion");
  ui.press("link", "Go to Alert on pool wait");
  ui.frame();
  CHECK(ui.app.route().starts_with("#/pm/" + text_of(ui.id) + "/actions/"));
  CHECK(ui.focused() == "textbox \"Action 1\"");
  ui.press("button", "Resolve");
  CHECK(ui.value().comments[0].resolved);
  ui.find("button", "Comment");
}

TEST_CASE("a comment on something that is gone says so and stays") {
  Reader ui;
  const std::string action = ui.add("actions", "title", "Alert on pool wait");
  ui.add("comments", "text", "Who?");
  ui.set("comments/" + text_of(ui.value().comments[0].id) + "/on", action.substr(action.find('/') + 1));
  REQUIRE(ui.app.workspace().carry_out(ui.open(), action, RemoveEntry{action}));
  ui.see("discussion");
  CHECK(ui.shows("on something that is no longer there"));
  CHECK(ui.shows("Who?"));
}

TEST_CASE("the next step is named with what it lacks, leads there, and is never held back") {
  Reader ui;
  ui.see("approval");
  ui.find("heading", "Next step: In review");
  ui.find("link", "Timeline: 7 missing");
  CHECK(ui.shows("Nobody owns this post-mortem yet."));
  ui.press("button", "Move to review");
  CHECK(ui.value().status.state == StatusState::in_review);
  ui.press("button", "Mark as approved");
  CHECK(ui.value().status.state == StatusState::approved);
  CHECK(ui.count("heading", "Next step: Approved") == 0);
  CHECK(ui.shows("Closed"));
}

TEST_CASE("an approval of an earlier revision says so, and is given again to the text as it is now") {
  Reader ui;
  ui.set("title", "Checkout times out");
  ui.see("approval");
  ui.press("button", "Approve as Ana");
  REQUIRE(ui.value().approvals.size() == 1);
  CHECK(ui.value().approvals[0].role == ApprovalRole::approver);
  CHECK(ui.shows("Approved · of the text as it is now"));
  CHECK(ui.count("button", "Approve as Ana") == 0);

  ui.rest();
  ui.set("title", "Checkout times out again");
  ui.frame();
  CHECK(ui.shows("Approved an earlier revision; changed since."));
  ui.press("link", "See what changed");
  ui.frame();
  ui.find("heading", "Title");
  CHECK(ui.count("insertion", " again") == 1);
  ui.see("approval");
  ui.press("button", "Approve as it is now");
  CHECK(ui.shows("Approved · of the text as it is now"));
}

TEST_CASE("an approval is somebody's: without a name it is asked for first") {
  Reader ui;
  ui.app.workspace().write_setting("name", "");
  ui.see("approval");
  ui.press("button", "Approve");
  CHECK(ui.value().approvals.empty());
  ui.enter("Your name", "Ben");
  REQUIRE(ui.value().approvals.size() == 1);
  CHECK(ui.value().approvals[0].person == "Ben");
  CHECK(ui.value().approvals[0].outcome == ApprovalOutcome::approved);
}

TEST_CASE("Control+Z in a field in which nothing was typed takes the last step of the post-mortem back") {
  Reader ui;
  ui.set("context/summary", "The pool ran dry.");
  ui.see("context");
  ui.focus("textbox", "Background");
  ui.frame();
  CHECK(ui.key('z', modifier_control));
  ui.frame();
  CHECK(ui.value().context.summary.empty());
  ui.type("textbox", "Background", "A bank holiday");
  CHECK_FALSE(ui.key('z', modifier_control));
}

}  // namespace unrepeat::shell
