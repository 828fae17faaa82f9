// What a whole library says: figures, families, ideas that return, what presses; and promises changed together.
#include <algorithm>
#include <memory>
#include <span>
#include <tuple>

#include "core/format/value.hpp"
#include "core/learn/incident_facts.hpp"
#include "core/library/tracker_states.hpp"
#include "tests/contract/engine_page.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

constexpr const char* today = "2026-01-01";

/// Begun so many days before, mitigated after so many minutes.
Postmortem incident(const std::string& title, std::int64_t days_ago, std::int64_t minutes, const char* summary = "") {
  Postmortem one = postmortem(title);
  const Instant start = noon - days(days_ago);
  one.context.summary = summary;
  one.moments[MomentKind::impact_start] = Moment{.state = MomentState::recorded, .time = Time{.at = start}};
  one.moments[MomentKind::mitigated] =
      Moment{.state = MomentState::recorded, .time = Time{.at = start + seconds(60 * minutes)}};
  return one;
}

Action action(const char* title, ActionState state, const char* due = "") {
  Action one;
  one.id = Id<Action>::from(new_id());
  one.title = title;
  one.state = state;
  one.due = due;
  return one;
}

/// Asks until nothing is left to be read.
template <class Answer, class Request>
Answer all_of(Page& page, const Request& request) {
  for (;;) {
    auto answer = page.ask_for<Answer>(request);
    if (answer.left == 0) return answer;
  }
}

ReadFigure durations() { return {.kind = FigureKind::durations, .scope = {.now = noon + days(1), .today = today}}; }

}  // namespace

TEST_CASE("a figure counts what is in the library now: not what is in the bin, nor what nobody adopted") {
  Page page;
  const auto first = create(page, incident("Slow checkout", 3, 30));
  create(page, incident("Slow search", 2, 90));
  Postmortem received = incident("From elsewhere", 1, 10);
  received.origin.emplace().from = "Another team";
  create(page, received);
  auto read = all_of<FigureRead>(page, durations());
  CHECK(read.figure.count == 2);
  CHECK(read.not_adopted == 1);
  CHECK(read.figure.middle == 3'600);
  CHECK_FALSE(read.figure.middle_interval.has_value());

  const Uuid removal = new_id();
  page.ask_for<OperationDone>(RemovePostmortems{removal, {first}, noon, "Ana"});
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 1);
  page.ask_for<OperationDone>(UndoOperation{new_id(), removal, noon, "Ana"});
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 2);
}

TEST_CASE(
    "what was received counts once it is adopted, no more once that is taken back, and adopting it twice is once") {
  Page page;
  create(page, incident("Slow checkout", 3, 30));
  Postmortem received = incident("From elsewhere", 1, 10);
  received.actions = {action("Rotate the keys", ActionState::committed, today)};
  received.origin.emplace().from = "Another team";
  create(page, received);
  const auto counted = [&] { return all_of<FigureRead>(page, durations()).figure.count; };
  const auto promises = [&] { return page.ask_for<PromisePage>(ListPromises{.today = today, .now = noon}).total; };
  const auto not_adopted = [&] {
    return page.ask_for<PromisesCounted>(CountPromises{.of = {.today = today, .now = noon}}).not_adopted;
  };
  const auto is_received = [&] {
    const auto rows = page.ask_for<PostmortemPage>(ListPostmortems{.search = "is:received"}).rows;
    return rows.size() == 1 && rows[0].is_received && rows[0].id == received.id;
  };
  CHECK(counted() == 1);
  CHECK(promises() == 0);
  CHECK(not_adopted() == 1);
  CHECK(is_received());
  const AdoptPostmortems adopt{new_id(), {received.id}, noon, "Ana"};
  CHECK(page.ask_for<OperationDone>(adopt).count == 1);
  CHECK(page.ask_for<OperationDone>(adopt).count == 1);
  CHECK(page.ask_for<OperationDone>(AdoptPostmortems{new_id(), {received.id}, noon, "Ana"}).count == 0);
  CHECK(counted() == 2);
  CHECK(promises() == 1);
  CHECK(not_adopted() == 0);
  CHECK_FALSE(is_received());
  page.ask_for<OperationDone>(UndoOperation{new_id(), adopt.operation, noon, "Ana"});
  CHECK(counted() == 1);
  CHECK(promises() == 0);
  CHECK(not_adopted() == 1);
  CHECK(is_received());
}

TEST_CASE("a figure knows what was written after it was asked for, and lists the incidents behind it") {
  Page page;
  const Postmortem one = incident("Slow checkout", 3, 30);
  create(page, one);
  CHECK(all_of<FigureRead>(page, durations()).figure.incidents.front().title == "Slow checkout");
  page.ask_for<PostmortemSaved>(retitle(one, "Checkout was slow"));
  CHECK(all_of<FigureRead>(page, durations()).figure.incidents.front().title == "Checkout was slow");
  const ListBehind behind{.kind = FigureKind::durations, .scope = durations().scope, .key = ""};
  const auto found = page.ask_for<IncidentsBehind>(behind);
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].value == 1'800);
  CHECK(found.count == 1);
  CHECK(found.value == 1'800);
  const auto file = page.ask_for<Exported>(ExportFigure{FigureKind::durations, durations().scope, "en"});
  const std::string text(file.bytes.begin(), file.bytes.end());
  // One alone has no quartiles and no intervals: thirteen cells are empty.
  CHECK(text.find("\"Checkout was slow\",2025-12-29T12:00:00Z,,30,\"Dec 2025\",1" + std::string(14, ',') +
                  "\"Impact start → Mitigated\",\"1\",\"2025-12-29\",\"2025-12-29\",\"\",\"\"\r\n") !=
        std::string::npos);
}

TEST_CASE("what an earlier version kept of a library is worked out anew: times of a tool are in no duration any more") {
  const auto place = std::make_shared<Place>();
  Page page(place);
  Postmortem of_tool = incident("Opened by a tool", 3, 30);
  of_tool.moments[MomentKind::impact_start].basis = MomentBasis::tool_default;
  create(page, of_tool);
  create(page, incident("Slow search", 2, 90));
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 1);
  page.close();
  {
    auto database = place->open();
    REQUIRE(database.has_value());
    // As it was before facts told of tools.
    of_tool.moments[MomentKind::impact_start].basis.reset();
    const std::string facts = to_message_pack(facts_of(of_tool));
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(facts.data()), facts.size());
    REQUIRE(Query(**database,
                  "UPDATE terms SET facts = ?1 WHERE postmortem = (SELECT number FROM postmortem WHERE id = ?2)", bytes,
                  text_of(of_tool.id))
                .run()
                .has_value());
    REQUIRE((*database)
                ->execute("ALTER TABLE postmortem DROP COLUMN undecided_actions; PRAGMA user_version = 8")
                .has_value());
  }
  page.open();
  const Figure figure = all_of<FigureRead>(page, durations()).figure;
  CHECK(figure.count == 1);
  CHECK(figure.left_out == std::vector<LeftOutCount>{{LeftOut::tool_default, 1}});
}

TEST_CASE(
    "an incident that came again is a family with the promises that wait, unless somebody says it is not related") {
  Page page;
  const char* words = "Every worker of the checkout waited for a connection of the exhausted pool of postgres.";
  Postmortem first = incident("Connection pool of checkout exhausted", 40, 30, words);
  first.actions = {action("Alert on waiting connections", ActionState::committed),
                   action("Write it down", ActionState::will_not_do)};
  first.actions.back().reason = "Nobody would read it.";
  const auto first_id = create(page, first);
  const auto again = create(page, incident("Checkout pool of connections exhausted again", 3, 30, words));
  create(page, incident("Certificate of the gateway expired", 9, 30, "Browsers refused the gateway."));
  const auto found = all_of<FamiliesFound>(page, FindFamilies{.scope = durations().scope});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.count == 1);
  const FamilyRow& family = found.rows[0];
  REQUIRE(family.incidents.size() == 2);
  CHECK(family.incidents[0].id == first_id);
  CHECK(family.incidents[1].id == again);
  REQUIRE(family.promises.size() == 1);
  CHECK(family.promises[0].promise.title == "Alert on waiting connections");
  REQUIRE(family.dropped.size() == 1);
  CHECK(family.dropped[0].postmortem == first_id);
  CHECK(family.dropped[0].promise.title == "Write it down");
  CHECK(family.dropped[0].promise.because == "Nobody would read it.");
  CHECK_FALSE(family.signs.empty());
  CHECK(family.in_scope == 2);
  // Its history is told whole, and how much of it is of the period.
  FigureScope lately = durations().scope;
  lately.from = noon - days(30);
  const auto of_period = all_of<FamiliesFound>(page, FindFamilies{.scope = lately});
  REQUIRE(of_period.rows.size() == 1);
  CHECK(of_period.rows[0].incidents.size() == 2);
  CHECK(of_period.rows[0].in_scope == 1);
  // What nobody knows the start of is not of the last days, and another kind is not of this one.
  Postmortem undated = incident("Connection pool of checkout exhausted", 80, 30, words);
  undated.moments = {};
  create(page, undated);
  lately.from = noon - days(2);
  CHECK(all_of<FamiliesFound>(page, FindFamilies{.scope = lately}).rows.empty());
  FigureScope of_kind = durations().scope;
  of_kind.kind = RecordKind::near_miss;
  CHECK(all_of<FamiliesFound>(page, FindFamilies{.scope = of_kind}).rows.empty());
  of_kind.kind = RecordKind::incident;
  CHECK(all_of<FamiliesFound>(page, FindFamilies{.scope = of_kind}).rows.at(0).in_scope == 3);

  Postmortem before = loaded(page, again), after = before;
  Relation relation;
  relation.id = Id<Relation>::from(new_id());
  relation.target = first_id;
  relation.kind = RelationKind::not_related;
  after.related.push_back(relation);
  Change change = difference(before, after);
  change.at = noon;
  page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
  for (const FamilyRow& row : all_of<FamiliesFound>(page, FindFamilies{.scope = durations().scope}).rows)
    CHECK_FALSE((std::ranges::contains(row.incidents, first_id, &FigureIncident::id) &&
                 std::ranges::contains(row.incidents, again, &FigureIncident::id)));
}

TEST_CASE(
    "what presses of the post-mortems: reviews that are late, incidents without one, changes since the last visit") {
  Page page;
  Postmortem late = incident("Late review", 60, 30, "It was slow.");
  late.review_due = "2025-12-22";
  create(page, late);
  create(page, incident("Review without a day", 30, 30, "It was slow."));
  create(page, incident("Review not yet due", 5, 30, "It was slow."));
  // What tools recorded is no post-mortem yet.
  create(page, incident("Only times", 40, 30));
  Postmortem unwritten = incident("Nobody began", 12, 30);
  unwritten.status.state = StatusState::not_started;
  create(page, unwritten);
  Postmortem done = incident("Reviewed", 60, 30);
  done.status.state = StatusState::approved;
  create(page, done);
  const auto due = all_of<DueRead>(page, ReadDue{.today = today, .now = noon, .visited = {}});
  REQUIRE(due.reviews.size() == 2);
  CHECK(due.reviews[0].incident.title == "Late review");
  CHECK(due.reviews[0].incident.value == 10);
  CHECK(due.reviews[0].has_date);
  CHECK(due.reviews[1].incident.value == 30);
  REQUIRE(due.unwritten.size() == 2);
  CHECK(due.unwritten[0].incident.title == "Only times");
  CHECK(due.unwritten[1].incident.value == 12);
  CHECK(due.reviews_count == 2);
  CHECK(due.unwritten_count == 2);
  CHECK(due.changed_count == 0);
  page.ask_for<PostmortemSaved>(retitle(late, "Late review of the checkout"));
  const auto since = all_of<DueRead>(page, ReadDue{.today = today, .now = noon, .visited = noon});
  REQUIRE(since.changed.size() == 1);
  CHECK(since.changed[0].by == "Ana");
  CHECK_FALSE(since.changed[0].is_new);
  REQUIRE(since.changed[0].change.edits.size() == 1);
  CHECK(since.changed[0].change.edits[0].path == "title");
  CHECK(since.changed[0].change.edits[0].after == "\"Late review of the checkout\"");
}

TEST_CASE("what somebody said to be written twice counts once from then on, also as a review, until it is taken back") {
  Page page;
  const Postmortem first = incident("Slow checkout", 30, 30, "Every worker waited for a connection of the pool.");
  const Postmortem copy = incident("Checkout was slow", 30, 31, "Every worker waited for a connection of the pool.");
  create(page, first);
  create(page, copy);
  const ReadDue due{.today = today, .now = noon, .visited = {}};
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 2);
  CHECK(all_of<DueRead>(page, due).reviews.size() == 2);
  CHECK(all_of<FamiliesFound>(page, FindFamilies{.scope = durations().scope}).rows.size() == 1);

  Postmortem said = copy;
  Relation& relation = said.related.emplace_back();
  relation.id = Id<Relation>::from(new_id());
  relation.target = first.id;
  relation.kind = RelationKind::duplicate_of;
  Change change = difference(copy, said);
  change.at = noon;
  page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
  const Figure figure = all_of<FigureRead>(page, durations()).figure;
  REQUIRE(figure.incidents.size() == 1);
  CHECK(figure.incidents[0].id == first.id);
  CHECK(figure.left_out == std::vector<LeftOutCount>{{LeftOut::duplicate, 1}});
  const auto reviews = all_of<DueRead>(page, due).reviews;
  REQUIRE(reviews.size() == 1);
  CHECK(reviews[0].incident.id == first.id);
  CHECK(all_of<FamiliesFound>(page, FindFamilies{.scope = durations().scope}).rows.empty());

  // What is in the bin makes no copy.
  const Uuid removal = new_id();
  page.ask_for<OperationDone>(RemovePostmortems{removal, {first.id}, noon, "Ana"});
  const Figure alone = all_of<FigureRead>(page, durations()).figure;
  REQUIRE(alone.incidents.size() == 1);
  CHECK(alone.incidents[0].id == copy.id);
  page.ask_for<OperationDone>(UndoOperation{new_id(), removal, noon, "Ana"});
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 1);

  change = difference(said, copy);
  change.at = noon + seconds(1);
  page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
  CHECK(all_of<FigureRead>(page, durations()).figure.count == 2);
}

TEST_CASE("more than is worked out at once is counted whole, also what changes meanwhile") {
  Page page;
  std::vector<Postmortem> all;
  for (int i = 0; i < 120; ++i) {
    all.push_back(incident("One of many " + std::to_string(i), i + 1, 30));
    create(page, all.back());
  }
  auto read = page.ask_for<FigureRead>(durations());
  CHECK(read.left > 0);
  CHECK(read.left < 120);
  // One that was read already, and one that is new.
  page.ask_for<PostmortemSaved>(retitle(all[0], "Told anew"));
  create(page, incident("A new one", 2, 30));
  read = all_of<FigureRead>(page, durations());
  CHECK(read.total == 121);
  CHECK(read.figure.count == 121);
  CHECK(std::ranges::count(read.figure.incidents, "Told anew", &FigureIncident::title) == 1);
}

TEST_CASE("as many reviews are late in Learn as are to be held in Actions") {
  Page page;
  const auto add = [&](const char* title, std::int64_t days_ago, const char* summary, const char* due,
                       Form form = Form::full) {
    Postmortem one = incident(title, days_ago, 30, summary);
    one.review_due = due;
    one.form = form;
    create(page, one);
  };
  add("Its day is past", 3, "It was slow.", "2025-12-31");
  add("Fifteen days ago", 15, "It was slow.", "");
  add("Fourteen days ago", 14, "It was slow.", "");
  add("A card", 60, "It was slow.", "2025-12-01", Form::card);
  add("Nobody wrote it", 60, "", "2025-12-01");
  const auto due = all_of<DueRead>(page, ReadDue{.today = today, .now = noon, .visited = {}});
  const Figure coverage = all_of<FigureRead>(page, ReadFigure{FigureKind::coverage, durations().scope}).figure;
  std::int64_t late = 0;
  for (const FigureBar& bar : coverage.bars)
    if (bar.key.starts_with("severity:")) late += bar.parts[static_cast<std::size_t>(CoveragePart::late)];
  CHECK(late == 2);
  CHECK(due.reviews.size() == 2);
}

TEST_CASE("an idea of several post-mortems is one with its weight, until somebody parts it") {
  Page page;
  Postmortem first = incident("One", 40, 30), second = incident("Two", 20, 30);
  first.actions = {action("Alert on the connection pool wait time", ActionState::committed)};
  second.actions = {action("Alert on wait time of the connection pool", ActionState::committed),
                    action("Rotate certificates", ActionState::committed)};
  create(page, first);
  const auto id = create(page, second);
  const auto ideas = all_of<IdeasFound>(page, FindIdeas{});
  REQUIRE(ideas.rows.size() == 1);
  CHECK(ideas.rows[0].weight == 2);
  CHECK(ideas.rows[0].kept == 0);
  CHECK(ideas.rows[0].promises.back().postmortem == id);
  const PromiseChange parted{.postmortem = id, .action = second.actions[0].id, .idea = "its-own"};
  page.ask_for<OperationDone>(ChangePromises{new_id(), {parted}, noon, "Ana"});
  CHECK(all_of<IdeasFound>(page, FindIdeas{}).rows.empty());
}

TEST_CASE("several promises change together or not at all, and together they are taken back") {
  Page page;
  Postmortem first = incident("One", 40, 30), second = incident("Two", 20, 30);
  first.actions = {action("Alert", ActionState::committed)};
  second.actions = {action("Drain", ActionState::committed)};
  create(page, first);
  create(page, second);
  const auto changes = [&](ActionState state, const char* reason) {
    std::vector<PromiseChange> both;
    for (const Postmortem* one : {&first, &second})
      both.push_back(
          {.postmortem = one->id, .action = one->actions[0].id, .state = state, .reason = reason, .owner = "Mei"});
    return both;
  };
  // What will not be done needs a reason: nothing at all is changed.
  CHECK(page.refusal_of(ChangePromises{new_id(), changes(ActionState::will_not_do, ""), noon, "Ana"}) ==
        FailureKind::refused);
  CHECK_FALSE(loaded(page, first.id).actions[0].owner.has_value());
  const Uuid operation = new_id();
  const ChangePromises request{operation, changes(ActionState::in_progress, ""), noon, "Ana"};
  CHECK(page.ask_for<OperationDone>(request).count == 2);
  // However often it is sent, it is done once.
  CHECK(page.ask_for<OperationDone>(request).count == 2);
  for (const Postmortem* one : {&first, &second}) {
    const Action changed = loaded(page, one->id).actions[0];
    CHECK(changed.state == ActionState::in_progress);
    CHECK(changed.owner->person == "Mei");
    CHECK(changed.log.size() == 2);
  }
  page.ask_for<OperationDone>(UndoOperation{new_id(), operation, noon, "Ana"});
  for (const Postmortem* one : {&first, &second}) CHECK(loaded(page, one->id).actions == one->actions);
}

TEST_CASE("an export of a tracker says what it would change, and changes nothing by itself") {
  Page page;
  Postmortem one = incident("One", 40, 30);
  one.actions = {action("Alert", ActionState::committed)};
  one.actions[0].links.emplace_back().id = Id<ActionLink>::from(new_id());
  one.actions[0].links[0].system = "jira";
  one.actions[0].links[0].key = "OPS-12";
  create(page, one);
  const std::string table = "Issue key,Summary,Status\r\nOPS-12,Alert,Done\r\nOPS-13,Other,Done\r\n";
  const PlanRefresh request{.files = {{.name = "jira.csv", .bytes = {table.begin(), table.end()}}},
                            .language = "en",
                            .time_zone = "Etc/UTC",
                            .now = noon};
  const auto planned = page.ask_for<RefreshPlanned>(request);
  REQUIRE(planned.items.size() == 2);
  CHECK(planned.items[0].outcome == RefreshOutcome::changes);
  CHECK(planned.items[0].state == ActionState::done);
  CHECK(planned.items[1].outcome == RefreshOutcome::no_promise);
  CHECK(loaded(page, one.id).actions[0].state == ActionState::committed);
}

TEST_CASE("what a library knows of the states of a board is known when the next export is compared") {
  Page page;
  Postmortem one = incident("Orders were late", 1, 30);
  one.actions = {action("Alert", ActionState::committed)};
  one.actions[0].links.emplace_back().id = Id<ActionLink>::from(new_id());
  one.actions[0].links[0].system = "jira";
  one.actions[0].links[0].key = "OPS-12";
  create(page, one);
  const std::string table = "Issue key,Summary,Status\r\nOPS-12,Alert,Waiting for vendor\r\n";
  const PlanRefresh request{.files = {{.name = "jira.csv", .bytes = {table.begin(), table.end()}}},
                            .language = "en",
                            .time_zone = "Etc/UTC",
                            .now = noon};
  const auto before = page.ask_for<RefreshPlanned>(request);
  REQUIRE(before.items.size() == 1);
  CHECK(before.items[0].outcome == RefreshOutcome::not_understood);
  CHECK(before.items[0].issue.asks_meaning);
  Library library;
  library.id = Id<Library>::from(new_id());
  set_meaning(library, "waiting for vendor", IssueMeaning::in_progress);
  page.ask_for<OperationDone>(WriteSetting{new_id(), "library", write_value(library)});
  const auto after = page.ask_for<RefreshPlanned>(request);
  REQUIRE(after.items.size() == 1);
  CHECK(after.items[0].state == ActionState::in_progress);
  CHECK(after.items[0].issue.asks_meaning);
}

TEST_CASE(
    "an export of a tracker is compared after the library was read, which tells how far it is and can be stopped") {
  Page page;
  for (int i = 0; i < 100; ++i) create(page, incident("One of many", i, 30));
  const std::string table = "Issue key,Summary,Status\r\nOPS-12,Alert,Done\r\n";
  const PlanRefresh request{.files = {{.name = "jira.csv", .bytes = {table.begin(), table.end()}}},
                            .language = "en",
                            .time_zone = "Etc/UTC",
                            .now = noon};
  const std::int64_t id = page.send(request);
  while (page.progress() == 0) REQUIRE(page.step());
  CHECK(page.latest_progress().total == 100);
  CHECK(page.latest_progress().done < 100);
  page.send(Cancel{id});
  while (page.step()) {
  }
  CHECK(std::get<Failed>(page.answer_to(id)).kind == FailureKind::cancelled);
  CHECK(page.ask_for<RefreshPlanned>(request).items.size() == 1);
}

TEST_CASE("promises stand in groups with their numbers, what belongs nowhere last") {
  Page page;
  Postmortem one = incident("One", 40, 30);
  one.actions = {action("Alert", ActionState::committed, "2026-01-06"),
                 action("Drain", ActionState::committed, "2026-01-08"), action("Rotate", ActionState::committed)};
  one.actions[0].owner.emplace().person = "Mei";
  one.actions[1].owner.emplace().person = "ana";
  create(page, one);
  ListPromises query{.group = PromiseGrouping::owner, .today = today, .now = noon};
  auto read = page.ask_for<PromisePage>(query);
  REQUIRE(read.groups.size() == 3);
  CHECK(std::tuple(read.groups[0].key, read.groups[1].key, read.groups[2].key) == std::tuple("ana", "Mei", ""));
  CHECK(read.rows[0].title == "Drain");
  CHECK(read.total == 3);
  query.group = PromiseGrouping::due_week;
  read = page.ask_for<PromisePage>(query);
  REQUIRE(read.groups.size() == 2);
  CHECK(read.groups[0].key == "2026-01-05");
  CHECK(read.groups[0].count == 2);
}

TEST_CASE("promises stand by the theme of what they address, and words of one theme together") {
  Page page;
  Postmortem one = incident("One", 40, 30);
  one.actions = {action("Alert", ActionState::committed), action("Drain", ActionState::committed),
                 action("Rotate", ActionState::committed), action("Train", ActionState::committed)};
  for (const auto& [place, tag] :
       {std::pair(0U, " Deploy safety"), std::pair(1U, "release guardrails"), std::pair(2U, "Certificates")}) {
    Factor& factor = one.causes.factors.emplace_back();
    factor.id = Id<Factor>::from(new_id());
    factor.tags = {"  ", tag};
    one.actions[place].addresses = {Id<Factor>::from(new_id()), factor.id};
  }
  create(page, one);
  const ListPromises query{.group = PromiseGrouping::theme, .today = today, .now = noon};
  const auto groups = [&] {
    std::vector<std::tuple<std::string, std::string, std::int64_t>> found;
    for (const PromiseGroup& group : page.ask_for<PromisePage>(query).groups)
      found.emplace_back(group.key, group.title, group.count);
    return found;
  };
  using Groups = decltype(groups());
  CHECK(groups() == Groups{{"certificates", "Certificates", 1},
                           {"deploy safety", "Deploy safety", 1},
                           {"release guardrails", "release guardrails", 1},
                           {"", "", 1}});
  Library knowledge;
  knowledge.id = Id<Library>::from(new_id());
  FactorWord& word = knowledge.factors.emplace_back();
  word.id = Id<FactorWord>::from(new_id());
  word.name = "Releases";
  word.synonyms = {"deploy SAFETY", "release guardrails"};
  page.ask_for<OperationDone>(WriteSetting{.operation = new_id(), .key = "library", .value = write_value(knowledge)});
  CHECK(groups() == Groups{{"certificates", "Certificates", 1}, {"Releases", "", 2}, {"", "", 1}});
  const auto rows = page.ask_for<PromisePage>(query).rows;
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].title == "Rotate");
  CHECK(rows[3].title == "Train");
}

TEST_CASE("what is of priority and open for longer than its severity allows is past its objective") {
  Page page;
  Postmortem one = incident("One", 40, 30);
  one.severity.emplace().level = 1;
  one.actions = {action("Alert", ActionState::committed), action("Drain", ActionState::committed)};
  one.actions[0].priority = Priority::high;
  create(page, one);
  ListPromises query{.view = PromiseView::breached, .today = today, .now = noon, .objective_days = {15, 30}};
  CHECK(page.ask_for<PromisePage>(query).total == 1);
  query.objective_days = {60, 30};
  CHECK(page.ask_for<PromisePage>(query).total == 0);
  query.objective_days = {};
  CHECK(page.ask_for<PromisePage>(query).total == 0);
}

TEST_CASE("the library is taken along step by step, without what nobody adopted, and that can be stopped") {
  Page page;
  for (int i = 0; i < 60; ++i) create(page, incident("One of many", i, 30));
  Postmortem received = incident("From elsewhere", 1, 10);
  received.origin.emplace().from = "Another team";
  create(page, received);
  const auto table = page.ask_for<Exported>(TakeLibrary{.view = TakenView::postmortems, .now = noon});
  CHECK(page.progress() >= 2);
  const std::string text(table.bytes.begin(), table.bytes.end());
  CHECK(std::ranges::count(text, '\n') == 61);
  CHECK(text.find("From elsewhere") == std::string::npos);
  const auto file = page.ask_for<Exported>(TakeLibrary{});
  CHECK(std::string(file.bytes.begin(), file.bytes.begin() + 15) == "SQLite format 3");
  const std::int64_t id = page.send(TakeLibrary{});
  page.step();
  page.send(Cancel{id});
  while (page.step()) {
  }
  CHECK(std::get<Failed>(page.answer_to(id)).kind == FailureKind::cancelled);
}
