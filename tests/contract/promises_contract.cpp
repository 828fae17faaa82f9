// The promises of a library are listed, counted and taken along by every engine.
#include <algorithm>
#include <map>

#include "tests/contract/engine_page.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

constexpr const char* today = "2026-01-01";

Action action(const char* title, ActionState state, const char* due, const char* person = "") {
  Action one;
  one.id = Id<Action>::from(new_id());
  one.title = title;
  one.state = state;
  one.due = due;
  if (*person != 0) one.owner.emplace().person = person;
  return one;
}

Postmortem with(const std::string& title, std::vector<Action> actions, const char* system = "checkout") {
  Postmortem one = postmortem(title);
  one.actions = std::move(actions);
  one.systems.emplace_back().id = Id<AffectedSystem>::from(new_id());
  one.systems.back().name = system;
  return one;
}

/// Two overdue, one due soon, one later, one to be looked at, one idea, one verified.
void fill(Page& page) {
  Action looked = action("Restore a backup", ActionState::done, "2025-12-01", "Ana");
  looked.checks.emplace_back().id = Id<Check>::from(new_id());
  looked.checks.back().on = "2025-12-31";
  create(page, with("Checkout timed out",
                    {action("Alert on the pool", ActionState::committed, "2025-12-20", "Ana"),
                     action("Roll back faster", ActionState::in_progress, "2025-11-20", "Mei"), looked}));
  Action waits = action("Replace the certificate", ActionState::committed, "2026-03-01", "Ana");
  waits.waiting_on = "the supplier";
  create(page, with("Certificado caducó",
                    {action("Renovación automática", ActionState::committed, "2026-01-05"), waits,
                     action("A page for everybody", ActionState::idea, ""),
                     action("Drain first", ActionState::verified, "2025-10-01")},
                    "edge"));
}

std::vector<std::string> titles(Page& page, ListPromises query) {
  query.today = today;
  query.now = noon;
  std::vector<std::string> found;
  for (const Promise& row : page.ask_for<PromisePage>(query).rows) found.push_back(row.title);
  return found;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("promises of all post-mortems are listed by what presses, the most pressing first") {
  Page page;
  fill(page);
  CHECK(titles(page, {.view = PromiseView::overdue}) == Titles{"Roll back faster", "Alert on the pool"});
  CHECK(titles(page, {.view = PromiseView::due_soon}) == Titles{"Renovación automática"});
  CHECK(titles(page, {.view = PromiseView::look_due}) == Titles{"Restore a backup"});
  CHECK(titles(page, {.view = PromiseView::waiting}) == Titles{"Replace the certificate"});
  CHECK(titles(page, {.view = PromiseView::ideas}) == Titles{"A page for everybody"});
  CHECK(titles(page, {}).size() == 5);
  CHECK(titles(page, {.view = PromiseView::all}).size() == 7);
  const auto counted = page.ask_for<PromisesCounted>(CountPromises{.of = {.today = today, .now = noon}});
  CHECK(counted.views == std::vector<std::int64_t>{5, 2, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 7});
  CHECK(counted.owners == Titles{"Ana", "Mei"});
}

TEST_CASE("whoever ever promised something can be looked for, who has most first, and what has nobody or no system") {
  Page page;
  fill(page);
  create(page, with("Long ago",
                    {action("Split the queue", ActionState::verified, "2025-01-10", "Zoë"),
                     action("Retry later", ActionState::verified, "2025-01-11", "Zoë")},
                    ""));
  const auto counted = page.ask_for<PromisesCounted>(CountPromises{.of = {.today = today, .now = noon}});
  CHECK(counted.owners == Titles{"Ana", "Zoë", "Mei"});
  CHECK(counted.without_owner == 3);
  CHECK(titles(page, {.view = PromiseView::all, .owner = std::string(has_none)}).size() == 3);
  CHECK(titles(page, {.view = PromiseView::all, .system = std::string(has_none)}).size() == 2);
}

TEST_CASE(
    "what will not be done is a view of its own and has its reason, in tables too, until it is to be done again") {
  Page page;
  Action dropped = action("Rewrite the scheduler", ActionState::will_not_do, "2026-01-20", "Ana");
  dropped.reason = "The supplier replaces it.";
  const Postmortem one = with("Orders late", {dropped, action("Alert", ActionState::committed, "2026-01-02", "Ana")});
  create(page, one);
  CHECK(titles(page, {.view = PromiseView::dropped}) == Titles{"Rewrite the scheduler"});
  const auto rows = page.ask_for<PromisePage>(ListPromises{.view = PromiseView::all, .today = today, .now = noon}).rows;
  REQUIRE(rows.size() == 2);
  for (const Promise& row : rows)
    CHECK(row.reason == (row.state == ActionState::will_not_do ? "The supplier replaces it." : ""));
  const auto table =
      page.ask_for<Exported>(ExportPromises{.of = {.view = PromiseView::dropped, .today = today, .now = noon},
                                            .file = PromiseFile::csv,
                                            .language = "en",
                                            .now = noon});
  const std::string csv(table.bytes.begin(), table.bytes.end());
  CHECK(csv.contains("\"The supplier replaces it.\""));
  page.ask_for<OperationDone>(
      ChangePromises{.operation = new_id(),
                     .changes = {{.postmortem = one.id, .action = dropped.id, .state = ActionState::committed}},
                     .now = noon,
                     .by = "Ana"});
  CHECK(titles(page, {.view = PromiseView::dropped}).empty());
}

TEST_CASE("a digest of a part of the promises says which part") {
  Page page;
  fill(page);
  const auto digest = [&](ListPromises of) {
    of.today = today;
    of.now = noon;
    const auto file = page.ask_for<Exported>(
        ExportPromises{.of = std::move(of), .file = PromiseFile::digest, .language = "en", .now = noon});
    return std::string(file.bytes.begin(), file.bytes.end());
  };
  CHECK(digest({.owner = "Ana", .system = "checkout"}).starts_with("Owner: Ana · System: checkout\n1 overdue"));
  CHECK(digest({}).starts_with("2 overdue"));
}

TEST_CASE("a person of a team is found by either name, and the views are counted of what the filters leave") {
  Page page;
  fill(page);
  Action shared = action("Rotate the keys", ActionState::committed, "2025-12-30", "Ana");
  shared.owner->team = "Payments";
  Action of_team = action("Write the runbook", ActionState::committed, "2026-01-02", "Zoë");
  of_team.owner->team = "Payments";
  create(page, with("Keys expired", {shared, of_team}, "vault"));
  CHECK(titles(page, {.owner = "Payments"}) == Titles{"Rotate the keys", "Write the runbook"});
  CHECK(titles(page, {.view = PromiseView::overdue, .owner = "Ana"}) == Titles{"Alert on the pool", "Rotate the keys"});
  CHECK(titles(page, {.owner = "Ana, Payments"}) == Titles{"Rotate the keys"});
  CHECK(titles(page, {.owner = "Pay"}).empty());
  const auto all = page.ask_for<PromisesCounted>(CountPromises{.of = {.today = today, .now = noon}});
  CHECK(all.owners == Titles{"Ana", "Payments", "Mei", "Zoë"});
  const auto counted = page.ask_for<PromisesCounted>(
      CountPromises{.of = {.owner = "Payments", .today = today, .now = noon}, .with_owners = false});
  CHECK(counted.views == std::vector<std::int64_t>{2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2});
  CHECK(counted.owners.empty());
  const auto of_words = page.ask_for<PromisesCounted>(
      CountPromises{.of = {.system = "vault", .search = "runbook", .today = today, .now = noon}});
  CHECK(of_words.views.back() == 1);
}

TEST_CASE(
    "promises are narrowed by state, owner, system and words however they are accented, and sorted; pages follow") {
  Page page;
  fill(page);
  CHECK(titles(page, {.state = ActionState::committed, .owner = "Ana"}) ==
        Titles{"Alert on the pool", "Replace the certificate"});
  CHECK(titles(page, {.system = "edge"}) == Titles{"Renovación automática", "Replace the certificate"});
  CHECK(titles(page, {.search = "RENOVACION"}) == Titles{"Renovación automática"});
  CHECK(titles(page, {.search = "caduco"}).size() == 2);
  CHECK(titles(page, {.search = "100% ' \" %"}).empty());
  const ListPromises by_title{.sort = PromiseSort::title, .descending = true, .today = today, .now = noon, .limit = 2};
  CHECK(titles(page, by_title) == Titles{"Roll back faster", "Restore a backup"});
  ListPromises next = by_title;
  next.offset = 2;
  CHECK(titles(page, next).front() == "Replace the certificate");
  const auto row =
      page.ask_for<PromisePage>(ListPromises{.view = PromiseView::overdue, .today = today, .now = noon}).rows.front();
  CHECK(row.postmortem_title == "Checkout timed out");
  CHECK(row.systems == Titles{"checkout"});
  CHECK(row.owner == "Mei");
}

TEST_CASE("promises stand in groups: what has none comes last, post-mortems the latest first, and rows follow") {
  Page page;
  fill(page);
  const auto began = [](Postmortem one, const char* at) {
    ImpactWindow window;
    window.id = Id<ImpactWindow>::from(new_id());
    window.start.at = *parse_instant(at);
    window.start.written = at;
    one.impact.windows.push_back(window);
    return one;
  };
  create(page, began(with("Earlier", {action("Old", ActionState::committed, "")}), "2025-03-01T10:00:00Z"));
  const auto latest = create(
      page,
      began(with("Later",
                 {action("New", ActionState::committed, "2026-01-06", "ana"), action("Newer", ActionState::done, "")},
                 ""),
            "2025-09-01T10:00:00Z"));
  const auto page_of = [&](PromiseGrouping group) {
    return page.ask_for<PromisePage>(
        ListPromises{.view = PromiseView::all, .group = group, .today = today, .now = noon});
  };
  using Groups = std::vector<std::pair<std::string, std::int64_t>>;
  const auto groups = [&](PromiseGrouping group) {
    Groups found;
    for (const PromiseGroup& one : page_of(group).groups)
      found.emplace_back(one.title.empty() ? one.key : one.title, one.count);
    return found;
  };
  CHECK(groups(PromiseGrouping::owner) == Groups{{"Ana", 3}, {"ana", 1}, {"Mei", 1}, {"", 5}});
  CHECK(groups(PromiseGrouping::system) == Groups{{"checkout", 4}, {"edge", 4}, {"", 2}});
  CHECK(groups(PromiseGrouping::due_week) == Groups{{"2025-09-29", 1},
                                                    {"2025-11-17", 1},
                                                    {"2025-12-01", 1},
                                                    {"2025-12-15", 1},
                                                    {"2026-01-05", 2},
                                                    {"2026-02-23", 1},
                                                    {"", 3}});
  CHECK(groups(PromiseGrouping::postmortem) ==
        Groups{{"Later", 2}, {"Earlier", 1}, {"Checkout timed out", 3}, {"Certificado caducó", 4}});
  const PromisePage by_postmortem = page_of(PromiseGrouping::postmortem);
  CHECK(by_postmortem.groups.front().key == text_of(latest));
  CHECK(by_postmortem.total == 10);
  std::vector<std::string> rows;
  for (const Promise& row : by_postmortem.rows) rows.push_back(row.title);
  CHECK(std::vector(rows.begin(), rows.begin() + 4) == Titles{"New", "Newer", "Old", "Roll back faster"});
  // What is not known to have changed counts from the start of its post-mortem.
  CHECK(titles(page, {.view = PromiseView::stale}) == Titles{"New", "Old"});
  CHECK(titles(page, {.view = PromiseView::all, .sort = PromiseSort::started, .descending = true}).front() == "New");
  CHECK(titles(page, {.view = PromiseView::all, .sort = PromiseSort::changed}).front() == "Old");
}

TEST_CASE(
    "a group has the name of all systems that its promises are about, so that it counts no system for the whole") {
  Page page;
  const auto about = [&](const char* title, std::initializer_list<const char*> systems) {
    Postmortem one = postmortem(title);
    one.actions = {action(title, ActionState::committed, "")};
    for (const char* system : systems) {
      one.systems.emplace_back().id = Id<AffectedSystem>::from(new_id());
      one.systems.back().name = system;
    }
    create(page, one);
  };
  about("Both", {"checkout", "payments"});
  about("One", {"checkout"});
  about("Another", {"checkout"});
  const PromisePage grouped =
      page.ask_for<PromisePage>(ListPromises{.group = PromiseGrouping::system, .today = today, .now = noon});
  REQUIRE(grouped.groups.size() == 2);
  CHECK(grouped.groups[0].key == "checkout");
  CHECK(grouped.groups[0].count == 2);
  CHECK(grouped.groups[1].key == "checkout, payments");
  CHECK(grouped.groups[1].count == 1);
  CHECK(grouped.total == 3);
  REQUIRE(grouped.rows.size() == 3);
  CHECK(grouped.rows[2].title == "Both");
  // Whoever asks for one system is shown all that is about it.
  CHECK(titles(page, {.system = "checkout"}).size() == 3);
  CHECK(titles(page, {.system = "payments"}) == Titles{"Both"});
}

TEST_CASE(
    "a change shows at once; what is in the bin, or came from others and is not adopted, is nobody's promise here") {
  auto place = std::make_shared<Place>();
  Postmortem one = with("One", {action("Kept", ActionState::committed, "2025-12-01")});
  {
    Page page(place);
    create(page, one);
    Postmortem received = with("Received", {action("Theirs", ActionState::committed, "2025-12-01")});
    received.origin.emplace();
    create(page, received);
    CHECK(titles(page, {.view = PromiseView::overdue}) == Titles{"Kept"});
    page.ask_for<PostmortemSaved>(
        SaveChange{.operation = new_id(),
                   .change = {.postmortem = one.id,
                              .by = {},
                              .at = noon,
                              .edits = {{.path = "actions/" + text_of(one.actions[0].id) + "/due",
                                         .before = "\"2025-12-01\"",
                                         .after = "\"2026-12-01\""}}}});
    CHECK(titles(page, {.view = PromiseView::overdue}).empty());
  }
  Page page(place);
  CHECK(titles(page, {}) == Titles{"Kept"});
  page.ask_for<OperationDone>(RemovePostmortems{.operation = new_id(), .ids = {one.id}, .now = noon, .by = {}});
  CHECK(titles(page, {}).empty());
}

TEST_CASE("what was done long after its date is to be looked at two weeks after it was done") {
  Page page;
  Action late = action("Late", ActionState::done, "2025-10-01");
  LogEntry& entry = late.log.emplace_back();
  entry.id = Id<LogEntry>::from(new_id());
  entry.at = *parse_instant("2025-12-30T10:00:00Z");
  entry.from = "in_progress";
  entry.to = "done";
  create(page, with("Checkout timed out", {late}));
  CHECK(titles(page, {.view = PromiseView::look_due}).empty());
  ListPromises asked{.view = PromiseView::to_verify, .today = today, .now = noon};
  auto listed = page.ask_for<PromisePage>(asked);
  REQUIRE(listed.rows.size() == 1);
  CHECK(listed.rows[0].look_on == "2026-01-13");
  asked.view = PromiseView::look_due;
  asked.today = "2026-01-13";
  CHECK(page.ask_for<PromisePage>(asked).total == 1);
}

TEST_CASE("the library has open promises where Actions has, in every state and however they are asked for") {
  Page page;
  const auto states = spellings(ActionState{});
  for (std::size_t i = 0; i < states.size(); ++i) {
    const std::string spelt(states[i]);
    Action one = action(spelt.c_str(), static_cast<ActionState>(i), "");
    if (one.state == ActionState::will_not_do) one.reason = "Too dear";
    create(page, with(spelt, {one}));
  }
  Postmortem received = with("received", {action("received", ActionState::committed, "")});
  received.origin.emplace().from = "Another team";
  create(page, received);
  const auto library = [&](ListPostmortems query) {
    query.sort = LibrarySort::title;
    query.descending = false;
    Titles found;
    std::int64_t count = 0;
    for (const PostmortemRow& row : page.ask_for<PostmortemPage>(query).rows) {
      found.push_back(row.title);
      count += row.open_actions;
    }
    CHECK(count == std::ssize(found));
    return found;
  };
  Titles open = titles(page, {.view = PromiseView::open});
  std::ranges::sort(open);
  CHECK(open == Titles{"committed", "done", "in_progress"});
  CHECK(library({.view = LibraryView::open_promises}) == open);
  CHECK(library({.search = "open-actions:yes"}) == open);
  for (std::size_t i = 0; i < states.size(); ++i)
    CHECK(is_open(static_cast<ActionState>(i)) == std::ranges::contains(open, states[i]));
}

TEST_CASE("promises leave as a calendar, a table, a list and a text for a chat; without a day there is no calendar") {
  Page page;
  fill(page);
  const auto file = [&](PromiseFile kind, PromiseView view) {
    const auto exported = page.ask_for<Exported>(ExportPromises{
        .of = {.view = view, .today = today, .now = noon, .limit = 1}, .file = kind, .language = "en", .now = noon});
    return std::string(exported.bytes.begin(), exported.bytes.end());
  };
  const std::string calendar = file(PromiseFile::calendar, PromiseView::open);
  CHECK(calendar.starts_with("BEGIN:VCALENDAR"));
  std::size_t events = 0;
  for (std::size_t at = calendar.find("BEGIN:VEVENT"); at != calendar.npos; at = calendar.find("BEGIN:VEVENT", at + 1))
    ++events;
  // Each of the four that are promised has its date and the day to look, and what is done its day to look.
  CHECK(events == 9);
  CHECK(file(PromiseFile::csv, PromiseView::overdue).find("Roll back faster") != std::string::npos);
  CHECK(file(PromiseFile::markdown, PromiseView::open).find("Replace the certificate") != std::string::npos);
  CHECK(file(PromiseFile::digest, PromiseView::open).starts_with("2 overdue"));
  CHECK(page.refusal_of(ExportPromises{.of = {.view = PromiseView::ideas, .today = today, .now = noon},
                                       .file = PromiseFile::calendar,
                                       .language = "en",
                                       .now = noon}) == FailureKind::refused);
}

TEST_CASE("a calendar that is exported again cancels what was taken out, given up or removed, for some months") {
  Page page;
  Action stays = action("Alert on the pool", ActionState::committed, "2026-01-20");
  stays.checks.emplace_back().id = Id<Check>::from(new_id());
  stays.checks.back().on = "2026-02-03";
  const Action taken_out = action("Roll back faster", ActionState::committed, "2026-01-10");
  const Action never_promised = action("A page for everybody", ActionState::idea, "2026-01-11");
  const Action of_removed = action("Drain first", ActionState::in_progress, "2026-01-12");
  const Postmortem one = with("Checkout timed out", {stays, taken_out, never_promised});
  create(page, one);
  const auto removed = create(page, with("A drill", {of_removed}));
  // Whether it is cancelled, by UID.
  const auto calendar = [&](Instant now, PromiseView view) {
    const auto exported = page.ask_for<Exported>(ExportPromises{.of = {.view = view, .today = today, .now = noon},
                                                                .file = PromiseFile::calendar,
                                                                .language = "en",
                                                                .now = now});
    const std::string text(exported.bytes.begin(), exported.bytes.end());
    std::map<std::string, bool> days;
    for (std::size_t at = text.find("UID:"); at != text.npos; at = text.find("UID:", at + 1)) {
      const std::size_t end = text.find("END:VEVENT", at);
      days[text.substr(at + 4, text.find('@', at) - at - 4)] = text.substr(at, end - at).contains("CANCELLED");
    }
    return days;
  };
  const auto due = [](const Action& promise) { return "due-" + text_of(promise.id); };
  const std::string look = "check-" + text_of(stays.checks[0].id), look_of_stays = "check-" + text_of(stays.id);
  const auto derived = [](const Action& promise) { return "check-" + text_of(promise.id); };
  using Days = std::map<std::string, bool>;
  CHECK(calendar(noon, PromiseView::open) == Days{{due(stays), false},
                                                  {look, false},
                                                  {due(taken_out), false},
                                                  {derived(taken_out), false},
                                                  {due(of_removed), false},
                                                  {derived(of_removed), false}});
  Postmortem after = one;
  after.actions[0].checks.clear();
  after.actions.resize(1);
  Change change = difference(one, after);
  change.at = noon + seconds(1);
  page.ask_for<PostmortemSaved>(SaveChange{.operation = new_id(), .change = change});
  page.ask_for<OperationDone>(RemovePostmortems{.operation = new_id(), .ids = {removed}, .now = noon, .by = {}});
  const Days cancelled = {{due(taken_out), true},
                          {derived(taken_out), true},
                          {look, true},
                          {due(of_removed), true},
                          {derived(of_removed), true}};
  Days expected = cancelled;
  expected[due(stays)] = expected[look_of_stays] = false;
  CHECK(calendar(noon + minutes(1), PromiseView::open) == expected);
  // Whatever is looked at; and what is not, and still to be kept, is not cancelled.
  CHECK(calendar(noon + minutes(1), PromiseView::ideas) == cancelled);
  CHECK(calendar(noon + days(121), PromiseView::open) == Days{{due(stays), false}, {look_of_stays, false}});
}

TEST_CASE("the promises that are listed as past their objective are those that say so, on every day around the limit") {
  Page page;
  const Instant midnight = noon - hours(12);
  std::vector<Action> promises;
  for (std::int64_t ago = 13; ago <= 18; ++ago)
    for (const Duration time : {Duration{0}, Duration{1}, hours(12), days(1) - Duration{1}}) {
      Action& one = promises.emplace_back(action("Alert", ActionState::committed, ""));
      one.priority = Priority::high;
      LogEntry& entry = one.log.emplace_back();
      entry.id = Id<LogEntry>::from(new_id());
      entry.at = midnight - days(ago) + time;
      entry.from = "idea";
      entry.to = "committed";
    }
  Postmortem one = with("Checkout timed out", promises);
  one.severity.emplace().level = 2;
  create(page, one);
  for (std::int64_t allowed = 12; allowed <= 19; ++allowed) {
    CAPTURE(allowed);
    const ListPromises query{
        .view = PromiseView::all, .today = today, .now = midnight, .objective_days = {1, allowed}, .limit = 100};
    const auto rows = page.ask_for<PromisePage>(query).rows;
    REQUIRE(rows.size() == promises.size());
    const auto say_so = std::ranges::count_if(rows, [&](const Promise& promise) {
      return days_past_objective(promise, query.objective_days, query.now).has_value();
    });
    const auto counted = page.ask_for<PromisesCounted>(CountPromises{.of = query});
    CHECK(counted.views[static_cast<std::size_t>(PromiseView::breached)] == say_so);
    // Four of each day that is more than so many days ago.
    CHECK(say_so == 4 * std::clamp<std::int64_t>(18 - allowed, 0, 6));
  }
}

TEST_CASE("what was verified is among the lately verified for seven days, and no longer") {
  Page page;
  Action verified = action("Restore a backup", ActionState::verified, "2025-12-01", "Ana");
  verified.checks.emplace_back().id = Id<Check>::from(new_id());
  verified.checks.back().result = CheckResult::worked;
  const auto log = [&](const char* from, const char* to, Instant at) {
    LogEntry& entry = verified.log.emplace_back();
    entry.id = Id<LogEntry>::from(new_id());
    entry.at = at;
    entry.from = from;
    entry.to = to;
  };
  const Instant midnight = noon - hours(12);
  log("idea", "committed", midnight - days(60));
  log("committed", "done", midnight - days(20));
  log("done", "verified", midnight);
  // Of what nobody noted the day of, nobody knows that it was lately.
  create(page, with("Backups", {verified, action("Drain first", ActionState::verified, "2025-10-01")}));
  const auto is_listed = [&](Instant now) {
    const ListPromises query{.view = PromiseView::verified_lately, .today = today, .now = now};
    const auto rows = page.ask_for<PromisePage>(query).rows;
    const auto counted = page.ask_for<PromisesCounted>(CountPromises{.of = query});
    CHECK(counted.views[static_cast<std::size_t>(PromiseView::verified_lately)] == std::ssize(rows));
    return rows.size() == 1 && rows[0].title == "Restore a backup";
  };
  CHECK(is_listed(midnight));
  CHECK(is_listed(midnight + days(6)));
  CHECK(is_listed(midnight + days(7)));
  CHECK_FALSE(is_listed(midnight + days(7) + Duration{1}));
  CHECK_FALSE(is_listed(midnight + days(8)));
}

TEST_CASE("where a file cannot have all promises it has those that press most, and how many are left out is said") {
  Page page;
  fill(page);
  const auto exported = [&](PromiseFile file, std::int64_t most) {
    return page.ask_for<Exported>(ExportPromises{.of = {.view = PromiseView::all,
                                                        .sort = PromiseSort::title,
                                                        .descending = true,
                                                        .group = PromiseGrouping::owner,
                                                        .today = today,
                                                        .now = noon},
                                                 .file = file,
                                                 .language = "en",
                                                 .now = noon,
                                                 .most = most});
  };
  const auto titles_in = [](const Exported& file) {
    const std::string text(file.bytes.begin(), file.bytes.end());
    Titles found;
    for (std::size_t at = text.find("\r\n\""); at != text.npos; at = text.find("\r\n\"", at + 1))
      found.push_back(text.substr(at + 3, text.find('"', at + 3) - at - 3));
    return found;
  };
  const Exported whole = exported(PromiseFile::csv, 7);
  CHECK(whole.promises_left_out == 0);
  CHECK(titles_in(whole) == Titles{"Restore a backup", "Replace the certificate", "Alert on the pool",
                                   "Roll back faster", "Renovación automática", "Drain first", "A page for everybody"});
  const Exported cut = exported(PromiseFile::csv, 3);
  CHECK(cut.promises_left_out == 4);
  CHECK(titles_in(cut) == Titles{"Roll back faster", "Alert on the pool", "Restore a backup"});
  // All that is open are five; what presses is among the first.
  const Exported digest = exported(PromiseFile::digest, 4);
  CHECK(digest.promises_left_out == 1);
  CHECK(std::string(digest.bytes.begin(), digest.bytes.end())
            .starts_with("2 overdue, 1 check due, 1 due in the next 7 days\n"));
}
