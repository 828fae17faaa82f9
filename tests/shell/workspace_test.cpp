// The page's state against the real engine: what is acknowledged is saved, and nothing else is called saved.
#include "shell/workspace.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/format/reader.hpp"
#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// A workspace with an open, empty library.
struct Desk {
  InProcess page;
  Workspace workspace{page.ports()};
  Desk() {
    workspace.set_library_state(LibraryState::on_disk, "");
    page.settle(workspace);
  }
  OpenPostmortem& make() { return workspace.open(workspace.create()); }
};

}  // namespace

TEST_CASE("what is typed is saving until the library acknowledges it, and only then the second copy goes") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
  CHECK(desk.page.kept.empty());
  REQUIRE(desk.workspace.carry_out(postmortem, "title", SetField{"title", "Checkout"}));
  CHECK(postmortem.value().title == "Checkout");
  CHECK(postmortem.saving() == SavingState::saving);
  CHECK(desk.page.kept.size() == 1);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
  CHECK(desk.page.kept.empty());
}

TEST_CASE("that it is saved is told when typing pauses, and that it is being saved at once") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  const auto told = [&] { return desk.workspace.told(postmortem.saving()); };
  desk.workspace.tick(10);
  CHECK(told() == SavingState::saved);
  double now_s = 10;
  for (const char* title : {"C", "Ch", "Che", "Chec"}) {
    desk.workspace.carry_out(postmortem, "title", SetField{"title", title});
    CHECK(told() == SavingState::saving);
    desk.page.settle(desk.workspace);
    CHECK(postmortem.saving() == SavingState::saved);
    CHECK(told() == SavingState::saving);
    desk.workspace.tick(now_s += 0.2);
    CHECK(told() == SavingState::saving);
  }
  const double pause_s = desk.workspace.next_wake_s();
  REQUIRE(pause_s > 0);
  desk.workspace.tick(now_s + pause_s);
  CHECK(told() == SavingState::saved);
}

TEST_CASE("while one change is on its way the newest text follows it, nothing in between") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  for (const char* title : {"C", "Ch", "Che", "Chec"})
    desk.workspace.carry_out(postmortem, "title", SetField{"title", title});
  CHECK(desk.page.requests.size() == 1);
  CHECK(desk.page.kept.size() == 2);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
}

TEST_CASE("typing sends nothing but what is saved; the list is asked for again when it is looked at") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  desk.workspace.carry_out(postmortem, "title", SetField{"title", "Checkout"});
  desk.page.settle(desk.workspace);
  desk.workspace.tick(1);
  CHECK(desk.page.requests.empty());
  CHECK(desk.workspace.library().row(0)->title.empty());

  desk.workspace.look_for({});
  CHECK(desk.page.requests.size() == 1);
  desk.page.settle(desk.workspace);
  CHECK(desk.workspace.library().row(0)->title == "Checkout");
  desk.workspace.look_for({});
  CHECK(desk.page.requests.empty());
}

TEST_CASE("what an earlier page left behind is saved when the page starts, and shown") {
  Desk first;
  OpenPostmortem& postmortem = first.make();
  first.page.settle(first.workspace);
  const PostmortemId id = postmortem.value().id;
  first.workspace.carry_out(postmortem, "title", SetField{"title", "Typed just before the end"});
  const auto kept = first.page.kept;
  REQUIRE(kept.size() == 1);
  // The page is gone; its library is not, and the next page finds the copy.
  first.page.requests.clear();
  Workspace second{first.page.ports()};
  for (const auto& [operation, request] : kept) second.take_left_behind(request);
  second.set_library_state(LibraryState::on_disk, "");
  first.page.settle(second);
  CHECK(second.open(id).value().title == "Typed just before the end");
  CHECK(first.page.kept.empty());
}

TEST_CASE("a new post-mortem is saved before what is typed into it, also when the first try fails") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.workspace.carry_out(postmortem, "title", SetField{"title", "Checkout"});
  CHECK(postmortem.saving() == SavingState::saving);
  CHECK(desk.page.kept.size() == 2);
  REQUIRE(desk.page.requests.size() == 1);
  desk.page.fill_disk_for_next();
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::not_saved);
  CHECK(desk.workspace.why_not_saved() == say(Language::english, Text::engine_storage_full));
  CHECK(postmortem.value().title == "Checkout");
  desk.workspace.carry_out(postmortem, "title", SetField{"title", "Checkout slow"});
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
  CHECK(desk.page.kept.empty());
  CHECK(desk.workspace.lost_edits().empty());
}

TEST_CASE("what could not be saved is tried again by itself, and can be had as a file meanwhile") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  desk.workspace.carry_out(postmortem, "title", SetField{"title", "Checkout"});
  desk.page.fill_disk_for_next();
  desk.workspace.tick(100);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::not_saved);
  desk.workspace.offer_unsaved();
  REQUIRE(desk.page.offered.size() == 1);
  const auto read = read_postmortem(
      {reinterpret_cast<const char*>(desk.page.offered[0].bytes.data()), desk.page.offered[0].bytes.size()});
  REQUIRE(read.has_value());
  CHECK(read->title == "Checkout");
  const double wake = desk.workspace.next_wake_s();
  CHECK(wake > 0);
  desk.workspace.tick(100 + wake);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
  desk.workspace.tick(200);
  CHECK(desk.workspace.next_wake_s() < 0);
}

TEST_CASE("before the library goes to another tab everything typed is on its way, not only the first change") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.page.settle(desk.workspace);
  for (const char* title : {"C", "Ch", "Che"}) desk.workspace.carry_out(postmortem, "title", SetField{"title", title});
  CHECK(desk.page.requests.size() == 1);
  desk.workspace.flush();
  CHECK(desk.page.requests.size() == 2);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.saving() == SavingState::saved);
}

TEST_CASE("a refused value changes nothing and says why at its place") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  CHECK_FALSE(desk.workspace.carry_out(postmortem, "review_due", SetField{"review_due", "soon"}));
  CHECK_FALSE(postmortem.refusal("review_due").empty());
  CHECK(postmortem.value().review_due.empty());
  CHECK(desk.workspace.carry_out(postmortem, "review_due", SetField{"review_due", "2026-12-01"}));
  CHECK(postmortem.refusal("review_due").empty());
}

TEST_CASE("undo and redo are saved like anything else") {
  Desk desk;
  OpenPostmortem& postmortem = desk.make();
  desk.workspace.carry_out(postmortem, "title", SetField{"title", "One"});
  desk.workspace.undo(postmortem);
  CHECK(postmortem.value().title.empty());
  desk.workspace.redo(postmortem);
  desk.page.settle(desk.workspace);
  CHECK(postmortem.value().title == "One");
  CHECK(postmortem.saving() == SavingState::saved);
}

TEST_CASE("removing can be taken back") {
  Desk desk;
  const PostmortemId id = desk.workspace.create();
  desk.page.settle(desk.workspace);
  desk.workspace.remove({id});
  desk.page.settle(desk.workspace);
  desk.workspace.tick(0);
  desk.page.settle(desk.workspace);
  CHECK(desk.workspace.library().size() == 0);
  REQUIRE(desk.workspace.notices().size() == 1);
  desk.workspace.undo_operation(*desk.workspace.notices()[0].undoes);
  desk.page.settle(desk.workspace);
  CHECK(desk.workspace.library().size() == 1);
}

TEST_CASE("notices never pile up: the newest three pass, and what went wrong stays and is said once") {
  Desk desk;
  desk.workspace.notify("The disk is full.", std::nullopt, true);
  for (const char* said : {"one", "two", "three", "four"}) desk.workspace.notify(said);
  desk.workspace.notify("The disk is full.", std::nullopt, true);
  std::vector<std::string> shown;
  for (const auto& notice : desk.workspace.notices()) shown.push_back(notice.text);
  CHECK(shown == std::vector<std::string>{"two", "three", "four", "The disk is full."});
}

TEST_CASE("settings come back with the next page") {
  Desk desk;
  desk.workspace.set_theme(ThemeChoice::dark);
  desk.page.settle(desk.workspace);
  Workspace next{desk.page.ports()};
  next.set_library_state(LibraryState::on_disk, "");
  desk.page.settle(next);
  CHECK(next.theme() == ThemeChoice::dark);
}

TEST_CASE(
    "undo and redo reach across reloads: after any row of steps the post-mortem reads as it did at each of them") {
  CHECK(rc::check([] {
    InProcess page;
    std::optional<Workspace> workspace;
    const auto load = [&] {
      workspace.emplace(page.ports());
      workspace->set_library_state(LibraryState::on_disk, "");
      page.settle(*workspace);
    };
    load();
    const PostmortemId id = workspace->create();
    page.settle(*workspace);
    const auto value = [&] {
      Postmortem read = workspace->open(id).value();
      read.history = {};
      return read;
    };
    // Every state there was on the way here, and at which of them it stands.
    std::vector<Postmortem> states{value()};
    std::size_t at = 0;
    const int count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i) {
      page.at = page.at + seconds(10);
      OpenPostmortem& open = workspace->open(id);
      const int what = *rc::gen::inRange(0, 8);
      bool is_done = false;
      if (what < 2) {
        is_done = workspace->carry_out(open, "title", SetField{"title", "Title " + std::to_string(i)});
      } else if (what == 2) {
        is_done = workspace->carry_out(open, "timeline", AddEntry{"timeline", page.ids.next()});
      } else if (what == 3 && !open.value().timeline.empty()) {
        const std::string path = "timeline/" + text_of(open.value().timeline.front().id);
        is_done = workspace->carry_out(open, path, RemoveEntry{path});
      } else if (what == 4 || what == 5) {
        RC_ASSERT(open.can_undo() == (at > 0));
        workspace->undo(open);
        if (at > 0) --at;
      } else if (what == 6) {
        RC_ASSERT(open.can_redo() == (at + 1 < states.size()));
        workspace->redo(open);
        if (at + 1 < states.size()) ++at;
      } else {
        page.settle(*workspace);
        load();
        static_cast<void>(workspace->open(id));
        page.settle(*workspace);
      }
      if (is_done) {
        states.resize(at + 1);
        states.push_back(value());
        ++at;
      }
      RC_ASSERT(value() == states[at]);
    }
  }));
}
