// What an export changes in promises: which promise an issue is about, what is proposed, and what is left to a person.
#include "core/action/tracker_refresh.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "cli/native_time_zones.hpp"
#include "core/format/value.hpp"
#include "tests/core/desk.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;

namespace {

using enum RefreshOutcome;

Instant at(std::string_view written) { return parse_instant(written).value(); }

ActionLink link(std::string url, std::string system = "", std::string key = "") {
  ActionLink made;
  made.system = std::move(system);
  made.key = std::move(key);
  made.url = std::move(url);
  return made;
}

LinkedPromise promise(std::string title, ActionState state, std::vector<ActionLink> links) {
  static SequentialIds ids;
  Promise made{.title = std::move(title), .state = state};
  made.id = ids.next_as<Id<Action>>();
  made.postmortem = ids.next_as<Id<Postmortem>>();
  made.owner = "Ana";
  return {std::move(made), std::move(links)};
}

LinkedPromise keyed(ActionState state, std::string key = "OPS-12") {
  return promise("Limit retries", state, {link("", "jira", std::move(key))});
}

TrackerIssue issue(std::string key, std::optional<ActionState> state, std::string words = "Done") {
  TrackerIssue made;
  made.system = "jira";
  made.key = std::move(key);
  made.state = state;
  made.words = std::move(words);
  return made;
}

std::vector<RefreshItem> compared(const std::vector<TrackerIssue>& issues, const std::vector<LinkedPromise>& promises) {
  return compare(issues, promises, Language::english);
}

/// What one issue says of one promise.
RefreshItem item(const TrackerIssue& issue, const LinkedPromise& promise) {
  const auto items = compared({issue}, {promise});
  REQUIRE(items.size() == 1);
  return items.front();
}

std::vector<RefreshOutcome> outcomes(const std::vector<RefreshItem>& items) {
  std::vector<RefreshOutcome> all;
  for (const RefreshItem& one : items) all.push_back(one.outcome);
  return all;
}
using Outcomes = std::vector<RefreshOutcome>;

std::string title_of(const RefreshItem& item) { return item.promise ? item.promise->title : ""; }

}  // namespace

// ---- which promise

TEST_CASE("an issue finds its promise by its address, however that is written") {
  TrackerIssue of_github = issue("acme/shop#12", ActionState::done);
  of_github.system = "github";
  of_github.url = "https://github.com/acme/shop/issues/12";
  const auto items = compared(
      {of_github}, {promise("other", ActionState::committed, {link("https://github.com/acme/shop/issues/1")}),
                    promise("mine", ActionState::committed, {link("http://www.github.com/Acme/Shop/issues/12#top")})});
  CHECK(outcomes(items) == Outcomes{changes});
  CHECK(title_of(items[0]) == "mine");
}

TEST_CASE("an issue finds its promise by system and key in either case, also where only the address says the key") {
  const LinkedPromise by_key = promise("x", ActionState::committed, {link("", "Jira Cloud", "ops-12")});
  const LinkedPromise by_url = promise("x", ActionState::committed, {link("https://acme.atlassian.net/browse/OPS-12")});
  const LinkedPromise by_key_that_is_url =
      promise("x", ActionState::committed, {link("", "", "https://acme.atlassian.net/browse/OPS-12")});
  for (const LinkedPromise& one : {by_key, by_url, by_key_that_is_url})
    CHECK(item(issue("OPS-12", ActionState::done), one).outcome == changes);
  CHECK(item(issue("OPS-1", ActionState::done), by_key).outcome == no_promise);
}

TEST_CASE("a key that is unique finds its promise where nobody says which tracker it is of") {
  TrackerIssue of_table = issue("OPS-12", ActionState::done);
  of_table.system.clear();
  CHECK(item(of_table, keyed(ActionState::committed)).outcome == changes);
  CHECK(item(issue("OPS-12", ActionState::done), promise("x", ActionState::committed, {link("", "", "ops-12")}))
            .outcome == changes);
  CHECK(item(issue("OPS-12", ActionState::done), promise("x", ActionState::committed, {link("", "tickets", "OPS-12")}))
            .outcome == changes);
}

TEST_CASE("the same key of another tracker or another server is another issue") {
  TrackerIssue here = issue("OPS-12", ActionState::done);
  here.url = "https://acme.atlassian.net/browse/OPS-12";
  CHECK(
      item(here, promise("x", ActionState::committed, {link("https://globex.atlassian.net/browse/OPS-12")})).outcome ==
      no_promise);
  CHECK(item(here, promise("x", ActionState::committed, {link("", "linear", "OPS-12")})).outcome == no_promise);
  CHECK(item(here, promise("x", ActionState::committed,
                           {link("https://acme.atlassian.net/jira/boards/7?selectedIssue=OPS-12")}))
            .outcome == changes);
}

TEST_CASE("a number counts with its repository only") {
  TrackerIssue of_github = issue("acme/shop#12", ActionState::done);
  of_github.system = "github";
  CHECK(item(of_github, promise("x", ActionState::committed, {link("", "github", "#12")})).outcome == no_promise);
  CHECK(item(of_github, promise("x", ActionState::committed, {link("", "", "Acme/Shop#12")})).outcome == changes);
  CHECK(
      item(of_github, promise("x", ActionState::committed, {link("https://github.com/acme/web/issues/12")})).outcome ==
      no_promise);
  TrackerIssue of_table = issue("12", ActionState::done);
  of_table.system.clear();
  CHECK(item(of_table, promise("x", ActionState::committed, {link("", "", "12")})).outcome == no_promise);
}

TEST_CASE("a key that several promises have, and nothing tells which is meant, changes none of them") {
  TrackerIssue of_table = issue("OPS-12", ActionState::done);
  of_table.system.clear();
  const auto items = compared({of_table}, {keyed(ActionState::committed), keyed(ActionState::committed)});
  CHECK(outcomes(items) == Outcomes{ambiguous});
  CHECK_FALSE(change_for(items[0]));
  CHECK(say_outcome(Language::english, items[0]) ==
        "Several promises have this key: Limit retries; Limit retries. Write the address of the issue beside the right "
        "one.");
}

TEST_CASE("promises of several post-mortems that are surely kept by one issue each hear of it") {
  const auto items = compared({issue("OPS-12", ActionState::done)},
                              {keyed(ActionState::committed), keyed(ActionState::done), keyed(ActionState::verified)});
  CHECK(outcomes(items) == Outcomes{changes, same, settled});
}

// ---- what changes

TEST_CASE("done in a tracker is done, never verified, as a person does it in the list") {
  for (const ActionState state :
       {ActionState::idea, ActionState::committed, ActionState::in_progress, ActionState::unknown}) {
    const LinkedPromise one = keyed(state);
    const RefreshItem changed = item(issue("OPS-12", ActionState::done), one);
    CHECK(changed.outcome == changes);
    CHECK(changed.chosen);
    CHECK(changed.state == ActionState::done);
    CHECK(change_for(changed) ==
          PromiseChange{.postmortem = one.promise.postmortem, .action = one.promise.id, .state = ActionState::done});
  }
}

TEST_CASE("what will not be done is proposed with the tracker's words and waits for a person") {
  const RefreshItem dropped =
      item(issue("OPS-12", ActionState::will_not_do, "Won't Do"), keyed(ActionState::committed));
  CHECK(dropped.outcome == changes);
  CHECK_FALSE(dropped.chosen);
  CHECK(dropped.reason == "Closed in Jira as “Won't Do”.");
  // Another reason that was said for it in the preview.
  RefreshItem explained = dropped;
  explained.reason = "It costs too much.";
  REQUIRE(change_for(explained).has_value());
  CHECK(change_for(explained)->reason == "It costs too much.");
  TrackerIssue of_table = issue("OPS-12", ActionState::will_not_do, "Descartada");
  of_table.system.clear();
  const auto items = compare(std::vector{of_table}, std::vector{keyed(ActionState::committed)}, Language::spanish);
  CHECK(items[0].reason == "Cerrada en el gestor de tareas como «Descartada».");
}

TEST_CASE("a ticket that waits makes no promise of an idea, and one that is merely open leaves work alone") {
  TrackerIssue waiting = issue("OPS-12", ActionState::committed, "To Do");
  CHECK(item(waiting, keyed(ActionState::idea)).outcome == same);
  CHECK(item(waiting, keyed(ActionState::committed)).outcome == same);
  CHECK(item(waiting, keyed(ActionState::unknown)).state == ActionState::idea);
  CHECK(item(waiting, keyed(ActionState::in_progress)).state == ActionState::committed);
  waiting.merely_open = true;
  CHECK(item(waiting, keyed(ActionState::in_progress)).outcome == same);
  CHECK(item(waiting, keyed(ActionState::done)).state == ActionState::committed);
}

TEST_CASE("what takes something back is chosen only where the issue is known to be newer") {
  TrackerIssue reopened = issue("OPS-12", ActionState::in_progress, "In Progress");
  LinkedPromise one = keyed(ActionState::done);
  CHECK(item(reopened, one).outcome == changes);
  CHECK_FALSE(item(reopened, one).chosen);
  reopened.updated_at = at("2026-03-18T12:00:00Z");
  CHECK_FALSE(item(reopened, one).chosen);
  one.promise.changed_at = at("2026-03-17T12:00:00Z");
  CHECK(item(reopened, one).chosen);
}

TEST_CASE("a promise that was changed after the issue is shown and not chosen") {
  TrackerIssue old = issue("OPS-12", ActionState::done);
  old.updated_at = at("2026-03-17T12:00:00Z");
  LinkedPromise one = keyed(ActionState::committed);
  one.promise.changed_at = at("2026-03-17T12:00:00Z");
  CHECK(item(old, one).outcome == changes);
  one.promise.changed_at = at("2026-03-17T12:00:01Z");
  const RefreshItem shown = item(old, one);
  CHECK(shown.outcome == older);
  CHECK_FALSE(shown.chosen);
  const auto change = change_for(shown);
  REQUIRE(change.has_value());
  CHECK(change->state == ActionState::done);
}

TEST_CASE("a date moves while it is still to be kept, and none is taken away") {
  TrackerIssue moved = issue("OPS-12", ActionState::in_progress);
  moved.due = "2026-04-01";
  LinkedPromise one = keyed(ActionState::in_progress);
  one.promise.due = "2026-03-01";
  CHECK(item(moved, one).due == "2026-04-01");
  CHECK(item(moved, one).outcome == changes);
  moved.state = ActionState::done;
  CHECK(item(moved, one).due.empty());
  moved.state = ActionState::in_progress;
  moved.due.clear();
  CHECK(item(moved, one).outcome == same);
  moved.due = "soon";
  CHECK(item(moved, one).outcome == same);
}

TEST_CASE("whoever the issue is assigned to keeps a promise that nobody keeps, and no other") {
  TrackerIssue assigned = issue("OPS-12", ActionState::in_progress);
  assigned.assignee = "Ben";
  LinkedPromise one = keyed(ActionState::in_progress);
  CHECK(item(assigned, one).outcome == same);
  one.promise.owner.clear();
  CHECK(item(assigned, one).owner == "Ben");
}

TEST_CASE("verified and dropped promises are left alone, and words that are not understood change nothing") {
  for (const ActionState state : {ActionState::verified, ActionState::will_not_do}) {
    const RefreshItem left = item(issue("OPS-12", ActionState::in_progress), keyed(state));
    CHECK(left.outcome == settled);
    CHECK_FALSE(change_for(left));
  }
  TrackerIssue odd = issue("OPS-12", std::nullopt, "A saber");
  odd.due = "2026-04-01";
  const RefreshItem left = item(odd, keyed(ActionState::committed));
  CHECK(left.outcome == not_understood);
  CHECK_FALSE(change_for(left));
  CHECK(say_outcome(Language::spanish, left) == "«A saber» no dice cómo está la promesa.");
}

// ---- the same twice

TEST_CASE("of an issue that stands in the file twice the newer line counts") {
  TrackerIssue older_one = issue("OPS-12", ActionState::in_progress), newer = issue("ops-12", ActionState::done);
  older_one.updated_at = at("2026-03-17T12:00:00Z");
  newer.updated_at = at("2026-03-18T12:00:00Z");
  const auto promises = std::vector{keyed(ActionState::committed)};
  CHECK(outcomes(compared({older_one, newer}, promises)) == Outcomes{repeated, changes});
  CHECK(outcomes(compared({newer, older_one}, promises)) == Outcomes{changes, repeated});
  newer.updated_at.reset();
  CHECK(outcomes(compared({older_one, newer}, promises)) == Outcomes{several_issues, several_issues});
  newer.state = older_one.state;
  CHECK(outcomes(compared({older_one, newer}, promises)) == Outcomes{changes, repeated});
}

TEST_CASE("a promise with several issues follows them where they say the same, and else waits for a person") {
  const std::vector promises{
      promise("x", ActionState::committed, {link("", "jira", "OPS-12"), link("", "jira", "OPS-13")})};
  CHECK(outcomes(compared({issue("OPS-12", ActionState::done), issue("OPS-13", ActionState::done)}, promises)) ==
        Outcomes{changes, repeated});
  const auto items =
      compared({issue("OPS-12", ActionState::done), issue("OPS-13", ActionState::in_progress)}, promises);
  CHECK(outcomes(items) == Outcomes{several_issues, several_issues});
  CHECK_FALSE(change_for(items[0]));
}

TEST_CASE("a state that only the team knows asks what it means, and once that is said the preview follows") {
  TrackerIssue one = issue("OPS-12", std::nullopt, "Waiting for vendor");
  one.asks_meaning = true;
  one.due = "2026-05-01";
  TrackerIssue known = issue("OPS-13", std::nullopt, "Duplicate");
  auto items = compared({one, known}, {keyed(ActionState::committed), keyed(ActionState::committed, "OPS-13")});
  CHECK(outcomes(items) == Outcomes{not_understood, not_understood});
  CHECK(understand(items, "waiting FOR vendor", IssueMeaning::in_progress, Language::english) ==
        std::vector<std::size_t>{0});
  CHECK(outcomes(items) == Outcomes{changes, not_understood});
  CHECK(items[0].state == ActionState::in_progress);
  CHECK(items[0].due == "2026-05-01");
  CHECK(items[0].chosen);
  understand(items, "Waiting for vendor", IssueMeaning::will_not_do, Language::english);
  CHECK(items[0].state == ActionState::will_not_do);
  CHECK(items[0].reason == "Closed in Jira as “Waiting for vendor”.");
  CHECK(items[0].due.empty());
  CHECK_FALSE(items[0].chosen);
  understand(items, "Waiting for vendor", IssueMeaning::nothing, Language::english);
  CHECK(outcomes(items) == Outcomes{not_understood, not_understood});
  CHECK(items[0].reason.empty());
  CHECK(understand(items, "Duplicate", IssueMeaning::done, Language::english).empty());
}

TEST_CASE("what is open keeps a promise in work, and what a file says itself is not asked") {
  TrackerIssue one = issue("OPS-12", std::nullopt, "Parked");
  one.asks_meaning = true;
  auto items = compared({one}, {keyed(ActionState::in_progress)});
  understand(items, "Parked", IssueMeaning::open, Language::english);
  CHECK(outcomes(items) == Outcomes{same});
  understand(items, "Parked", IssueMeaning::done, Language::english);
  CHECK(items[0].state == ActionState::done);
}

// ---- all of it

TEST_CASE("a dropped export refreshes the promises of a post-mortem, once") {
  const NativeTimeZones zones;
  std::ifstream file(source_dir() + "/tests/fixtures/tracker/jira_search.json", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const TrackerExport read = read_tracker_export(bytes, {.zones = zones, .zone = "UTC", .now = noon});

  Desk desk;
  for (const char* key : {"OPS-12", "OPS-13", "OPS-14", "OPS-16"}) {
    const auto id = desk.add<Action>("actions");
    Action& action = desk.postmortem.actions.back();
    REQUIRE(action.id == id);
    action.state = ActionState::committed;
    action.due = "2026-03-10";
    ActionLink& made = action.links.emplace_back();
    made.id = desk.ids.next_as<Id<ActionLink>>();
    made.url = "https://acme.atlassian.net/browse/" + std::string(key);
  }
  const auto promises = [&] {
    std::vector<LinkedPromise> all;
    for (const Action& action : desk.postmortem.actions) {
      Promise one{.postmortem = desk.postmortem.id, .id = action.id, .title = action.title, .state = action.state};
      one.owner = action.owner ? name_of(*action.owner) : "";
      one.due = action.due;
      one.changed_at = history_of(action).changed_at;
      all.push_back({std::move(one), action.links});
    }
    return all;
  };
  const auto items = compared(read.issues, promises());
  CHECK(outcomes(items) == Outcomes{changes, changes, changes, no_promise, changes, no_promise});
  for (const RefreshItem& one : items)
    if (const auto change = change_for(one))
      for (const Command& command : commands_for(*change, desk.postmortem)) CHECK_FALSE(desk.carry(command));

  const auto& actions = desk.postmortem.actions;
  CHECK(actions[0].state == ActionState::done);
  CHECK(actions[0].owner->person == "Ana Ríos");
  CHECK(actions[0].due == "2026-03-10");
  CHECK(actions[1].state == ActionState::in_progress);
  CHECK(actions[2].state == ActionState::will_not_do);
  CHECK(actions[2].reason == "Closed in Jira as “Won't Do”.");
  CHECK(actions[3].state == ActionState::committed);
  CHECK(actions[3].due == "2026-04-30");
  CHECK(history_of(actions[3]).slips == 1);

  const auto again = compared(read.issues, promises());
  CHECK(outcomes(again) == Outcomes{same, same, settled, no_promise, same, no_promise});
}

TEST_CASE("a line of the preview comes through the protocol as it was") {
  TrackerIssue told = issue("OPS-12", ActionState::will_not_do, "Won't Do");
  told.updated_at = noon;
  told.due = "2026-04-01";
  LinkedPromise one = keyed(ActionState::committed);
  one.promise.systems = {"checkout"};
  RefreshItem sent = item(told, one);
  sent.among = {"a", "b"};
  const auto received = from_message_pack<RefreshItem>(to_message_pack(sent));
  REQUIRE(received.has_value());
  CHECK(*received == sent);
}

TEST_CASE("no promise is changed twice, and every issue has its line, whatever is compared") {
  CHECK(rc::check([] {
    const auto key = rc::gen::element<std::string>("OPS-1", "ops-1", "OPS-2", "acme/shop#1", "#1", "1", "", "PAY-1");
    const auto system = rc::gen::element<std::string>("jira", "Jira", "github", "linear", "", "desk");
    const auto url =
        rc::gen::element<std::string>("", "", "https://a.example/browse/OPS-1", "https://b.example/browse/OPS-1",
                                      "https://a.example/browse/OPS-2", "https://github.com/acme/shop/issues/1",
                                      "https://linear.app/a/issue/PAY-1", "javascript:1", "https://x.example");
    const auto time = rc::gen::map(
        rc::gen::inRange(0, 4), [](int hour) { return hour == 0 ? std::nullopt : std::optional(noon + hours(hour)); });
    std::vector<TrackerIssue> issues;
    const int issue_count = *rc::gen::inRange(0, 8);
    for (int count = 0; count < issue_count; ++count) {
      TrackerIssue one = issue(*key, *rc::gen::element<std::optional<ActionState>>(
                                         std::nullopt, ActionState::committed, ActionState::in_progress,
                                         ActionState::done, ActionState::will_not_do));
      one.system = *system;
      one.url = *url;
      one.merely_open = *rc::gen::arbitrary<bool>();
      one.updated_at = *time;
      one.due = *rc::gen::element<std::string>("", "2026-03-08", "2026-03-09");
      one.assignee = *rc::gen::element<std::string>("", "Ben");
      issues.push_back(std::move(one));
    }
    std::vector<LinkedPromise> promises;
    const int promise_count = *rc::gen::inRange(0, 6);
    for (int count = 0; count < promise_count; ++count) {
      std::vector<ActionLink> links;
      const int link_count = *rc::gen::inRange(0, 4);
      for (int made = 0; made < link_count; ++made) links.push_back(link(*url, *system, *key));
      LinkedPromise one = promise(
          "x",
          *rc::gen::element(ActionState::idea, ActionState::committed, ActionState::in_progress, ActionState::done,
                            ActionState::verified, ActionState::will_not_do, ActionState::unknown),
          links);
      one.promise.changed_at = *time;
      one.promise.owner = *rc::gen::element<std::string>("", "Ana");
      promises.push_back(std::move(one));
    }
    const auto items = compared(issues, promises);
    std::map<Id<Action>, int> changed;
    std::size_t next = 0;
    for (const RefreshItem& one : items) {
      const bool is_change = one.outcome == changes || one.outcome == older;
      RC_ASSERT(is_change == change_for(one).has_value());
      RC_ASSERT(!one.chosen || one.outcome == changes);
      RC_ASSERT(one.state != ActionState::verified && one.state != ActionState::unknown);
      RC_ASSERT((one.state == ActionState::will_not_do) == !one.reason.empty());
      RC_ASSERT(!say_outcome(Language::english, one).empty());
      if (is_change) RC_ASSERT(++changed[one.promise->id] == 1);
      while (next < issues.size() && issues[next] != one.issue) ++next;
      RC_ASSERT(next < issues.size());
    }
    RC_ASSERT(items.size() >= issues.size());
  }));
}
