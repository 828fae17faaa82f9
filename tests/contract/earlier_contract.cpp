// What happened before is found by every engine, also what was kept before there was anything to find it with.
#include <set>

#include "tests/contract/engine_page.hpp"

using namespace unrepeat;
using namespace unrepeat::test;

namespace {

Postmortem pool_exhausted(const std::string& title, std::int64_t hours_before_noon) {
  Postmortem one = postmortem(title);
  one.context.summary = "Every worker of the checkout waited for a connection: the pool was exhausted.";
  one.systems.emplace_back().id = Id<AffectedSystem>::from(new_id());
  one.systems.back().name = "checkout";
  one.moments[MomentKind::impact_start] = {.state = MomentState::recorded,
                                           .time = Time{.at = noon - seconds(3600 * hours_before_noon)}};
  return one;
}

EarlierFound find_all(Page& page, const FindEarlier& request) {
  EarlierFound found = page.ask_for<EarlierFound>(request);
  while (found.left > 0) found = page.ask_for<EarlierFound>(request);
  return found;
}

}  // namespace

TEST_CASE("an earlier incident of the same kind is found with what both have in common and its open promises") {
  Page page;
  Postmortem first = pool_exhausted("Connection pool of checkout exhausted", 48);
  Action& open = first.actions.emplace_back();
  open.id = Id<Action>::from(new_id());
  open.title = "Alert on waiting connections";
  open.state = ActionState::committed;
  open.due = "2026-01-15";
  Action& kept = first.actions.emplace_back();
  kept.id = Id<Action>::from(new_id());
  kept.title = "Larger pool";
  kept.state = ActionState::verified;
  Action& dropped = first.actions.emplace_back();
  dropped.id = Id<Action>::from(new_id());
  dropped.title = "Two pools";
  dropped.state = ActionState::will_not_do;
  dropped.reason = "One that is watched is enough.";
  create(page, first);
  Postmortem other = postmortem("Certificate of the gateway expired");
  other.context.summary = "Browsers refused the gateway until a new certificate was there.";
  create(page, other);
  const Postmortem again = pool_exhausted("Checkout pool exhausted again", 2);
  create(page, again);
  const EarlierFound found = find_all(page, {.id = again.id, .title = {}});
  REQUIRE(found.rows.size() == 1);
  const EarlierRow& row = found.rows.front();
  CHECK(row.id == first.id);
  CHECK(row.is_telling);
  REQUIRE(row.signs.size() == 2);
  CHECK(row.signs[0] == LikenessSign{LikenessKind::system, "checkout"});
  REQUIRE(row.promises.size() == 1);
  CHECK(row.promises[0].title == "Alert on waiting connections");
  CHECK(row.verified == 1);
  REQUIRE(row.dropped.size() == 1);
  CHECK(row.dropped[0].title == "Two pools");
  CHECK(row.dropped[0].because == "One that is watched is enough.");
  CHECK_FALSE(found.is_cut);
  // What came later is not before.
  CHECK(find_all(page, {.id = first.id, .title = {}}).rows.empty());
}

TEST_CASE(
    "of something that has only a title yet, what is like it is found; also by another engine, and after a change") {
  auto place = std::make_shared<Place>();
  Postmortem first = pool_exhausted("Connection pool exhausted", 48);
  {
    Page page(place);
    create(page, first);
    CHECK(find_all(page, {.id = {}, .title = "connection pool"}).rows.size() == 1);
  }
  Page page(place);
  CHECK(find_all(page, {.id = {}, .title = "connection pool"}).rows.size() == 1);
  CHECK(find_all(page, {.id = {}, .title = "lighthouse"}).rows.empty());
  page.ask_for<PostmortemSaved>(retitle(loaded(page, first.id), "Lighthouse went dark"));
  CHECK(find_all(page, {.id = {}, .title = "lighthouse"}).rows.size() == 1);
}

TEST_CASE(
    "what somebody said is not related, or put into the bin, is not told of; what was linked is, however unlike") {
  Page page;
  const Postmortem first = pool_exhausted("Connection pool exhausted", 48);
  const Postmortem second = pool_exhausted("Pool of connections exhausted", 24);
  create(page, first);
  create(page, second);
  Postmortem again = pool_exhausted("Connection pool exhausted again", 2);
  Relation& relation = again.related.emplace_back();
  relation.id = Id<Relation>::from(new_id());
  relation.target = first.id;
  relation.kind = RelationKind::not_related;
  create(page, again);
  EarlierFound found = find_all(page, {.id = again.id, .title = {}});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == second.id);
  page.ask_for<OperationDone>(RemovePostmortems{new_id(), {second.id}, noon, "Ana"});
  CHECK(find_all(page, {.id = again.id, .title = {}}).rows.empty());
  Postmortem copy = pool_exhausted("Connection pool exhausted again", 2);
  copy.related = again.related;
  copy.related.front().id = Id<Relation>::from(new_id());
  copy.related.front().kind = RelationKind::duplicate_of;
  create(page, copy);
  for (const EarlierRow& row : find_all(page, {.id = copy.id, .title = {}}).rows) CHECK(row.id != first.id);
}

TEST_CASE("what somebody linked came before, however unlike its words are, also where another one is not here") {
  Page page;
  const Postmortem first = postmortem("Lighthouse went dark");
  create(page, first);
  Postmortem again = pool_exhausted("Connection pool exhausted", 2);
  for (const Id<Postmortem>& target : {first.id, Id<Postmortem>::from(new_id())}) {
    Relation& relation = again.related.emplace_back();
    relation.id = Id<Relation>::from(new_id());
    relation.target = target;
    relation.kind = RelationKind::recurrence_of;
  }
  create(page, again);
  const EarlierFound found = find_all(page, {.id = again.id, .title = {}});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == first.id);
  CHECK(found.rows[0].is_telling);
  CHECK(found.rows[0].signs.front().kind == LikenessKind::said);
}

TEST_CASE("what is linked to what is linked came before, too, and what is said to be a recurrence of it did not") {
  Page page;
  const auto add = [&](const char* title, std::int64_t hours, std::optional<PostmortemId> of) {
    Postmortem one = postmortem(title);
    one.moments[MomentKind::impact_start] = {.state = MomentState::recorded,
                                             .time = Time{.at = noon - seconds(3600 * hours)}};
    if (of) {
      Relation& relation = one.related.emplace_back();
      relation.id = Id<Relation>::from(new_id());
      relation.kind = RelationKind::recurrence_of;
      relation.target = *of;
    }
    create(page, one);
    return one.id;
  };
  const PostmortemId first = add("Orders stood still", 90, {}), second = add("A queue of nothing", 60, first),
                     third = add("Mail in the dark", 30, second);
  // Nobody has said yet when it began.
  Postmortem last = postmortem("Everything waits");
  Relation& relation = last.related.emplace_back();
  relation.id = Id<Relation>::from(new_id());
  relation.kind = RelationKind::recurrence_of;
  relation.target = third;
  create(page, last);
  const auto told_of = [&](const PostmortemId& id) {
    std::set<PostmortemId> told;
    for (const EarlierRow& row : find_all(page, {.id = id, .title = {}}).rows)
      if (row.is_telling) told.insert(row.id);
    return told;
  };
  CHECK(told_of(last.id) == std::set<PostmortemId>{first, second, third});
  CHECK(told_of(third) == std::set<PostmortemId>{first, second});
  CHECK(told_of(first).empty());
}

TEST_CASE("of a long series those that came before are told of whatever came later, and that there are more") {
  Page page;
  std::vector<PostmortemId> series;
  for (std::int64_t hours = 900; hours > 0; hours -= 15) {
    const Postmortem one = pool_exhausted("Connection pool of checkout exhausted", hours);
    create(page, one);
    series.push_back(one.id);
  }
  REQUIRE(series.size() == 60);
  // Most of the series came later than its fourth.
  const EarlierFound fourth = find_all(page, {.id = series[3], .title = {}});
  std::set<PostmortemId> told;
  for (const EarlierRow& row : fourth.rows) told.insert(row.id);
  CHECK(told == std::set<PostmortemId>(series.begin(), series.begin() + 3));
  CHECK_FALSE(fourth.is_cut);
  const EarlierFound last = find_all(page, {.id = series.back(), .title = {}});
  CHECK(last.rows.size() == 24);
  CHECK(last.is_cut);
}

TEST_CASE("one ordinary word in common is told of to who looks, and announced to nobody") {
  Page page;
  create(page, postmortem("Machine"));
  const EarlierFound found = find_all(page, {.id = {}, .title = "Coffee machine"});
  for (const EarlierRow& row : found.rows) CHECK_FALSE(row.is_telling);
}

TEST_CASE("a library of many is looked through a part at a time") {
  Page page;
  for (int i = 0; i < 60; ++i) create(page, pool_exhausted("Connection pool exhausted " + std::to_string(i), 100 + i));
  const EarlierFound first = page.ask_for<EarlierFound>(FindEarlier{.id = {}, .title = "connection pool"});
  CHECK(first.left > 0);
  CHECK_FALSE(first.rows.empty());
  CHECK(find_all(page, {.id = {}, .title = "connection pool"}).left == 0);
}

namespace {

Postmortem begun(const char* title, std::int64_t days_ago) {
  Postmortem one = postmortem(title);
  one.moments[MomentKind::impact_start] = {.state = MomentState::recorded, .time = Time{.at = noon - days(days_ago)}};
  return one;
}

void relate(Postmortem& one, RelationKind kind, const PostmortemId& target) {
  Relation& relation = one.related.emplace_back();
  relation.id = Id<Relation>::from(new_id());
  relation.kind = kind;
  relation.target = target;
}

}  // namespace

TEST_CASE(
    "a title that is like one of a series tells of all of it, and which of it is only linked to what is like it") {
  Page page;
  Postmortem first = begun("Lighthouse went dark", 90);
  first.actions.push_back({.id = Id<Action>::from(new_id()), .title = "Two lamps", .state = ActionState::committed});
  create(page, first);
  Postmortem second = pool_exhausted("Connection pool of checkout exhausted", 600);
  relate(second, RelationKind::recurrence_of, first.id);
  create(page, second);
  Postmortem third = begun("Gateway certificate expired", 9);
  relate(third, RelationKind::recurrence_of, second.id);
  create(page, third);
  const EarlierFound found = find_all(page, {.id = {}, .title = "Connection pool of checkout exhausted again"});
  std::set<PostmortemId> told;
  std::size_t promises = 0;
  for (const EarlierRow& row : found.rows) {
    if (!row.is_telling) continue;
    told.insert(row.id);
    promises += row.promises.size();
    CHECK_FALSE(row.is_said);
    if (row.id == second.id) continue;
    REQUIRE_FALSE(row.signs.empty());
    CHECK(row.signs.front() == LikenessSign{LikenessKind::by_way, second.title});
  }
  CHECK(told == std::set<PostmortemId>{first.id, second.id, third.id});
  CHECK(promises == 1);
}

TEST_CASE("of an earlier incident that is written twice one post-mortem is told of") {
  Page page;
  const Postmortem first = pool_exhausted("Connection pool of checkout exhausted", 600);
  create(page, first);
  Postmortem copy = pool_exhausted("Checkout: connection pool exhausted", 600);
  relate(copy, RelationKind::duplicate_of, first.id);
  create(page, copy);
  const Postmortem again = pool_exhausted("Connection pool of checkout exhausted again", 2);
  create(page, again);
  const EarlierFound found = find_all(page, {.id = again.id, .title = {}});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == first.id);
}

TEST_CASE("what was received and not adopted came before nothing of ours") {
  Page page;
  Postmortem theirs = pool_exhausted("Connection pool of checkout exhausted", 600);
  create(page, theirs);
  const Postmortem again = pool_exhausted("Connection pool of checkout exhausted again", 2);
  create(page, again);
  CHECK(find_all(page, {.id = again.id, .title = {}}).rows.size() == 1);
  page.ask_for<PostmortemSaved>(SaveChange{
      .operation = new_id(),
      .change = {.postmortem = theirs.id,
                 .by = {},
                 .at = noon,
                 .edits = {{.path = "origin", .before = std::nullopt, .after = R"({"from":"Another team"})"}}}});
  CHECK(find_all(page, {.id = again.id, .title = {}}).rows.empty());
}

TEST_CASE(
    "the series that an earlier incident is one of came before, but for what came later, and may be said to have") {
  Page page;
  const Postmortem first = begun("Lighthouse went dark", 90);
  create(page, first);
  Postmortem sibling = begun("Mail in the lantern", 60), later = begun("Grain in the silo", 5),
             now = begun("Everything waits", 30);
  for (Postmortem* one : {&sibling, &later, &now}) {
    relate(*one, RelationKind::recurrence_of, first.id);
    create(page, *one);
  }
  const EarlierFound found = find_all(page, {.id = now.id, .title = {}});
  REQUIRE(found.rows.size() == 2);
  CHECK(found.rows[0].id == first.id);
  CHECK(found.rows[0].is_said);
  CHECK(found.rows[0].signs.front().kind == LikenessKind::said);
  CHECK(found.rows[1].id == sibling.id);
  CHECK(found.rows[1].is_telling);
  CHECK_FALSE(found.rows[1].is_said);
  CHECK(found.rows[1].signs.front() == LikenessSign{LikenessKind::by_way, first.title});
  CHECK_FALSE(found.is_cut);
}

TEST_CASE("what is said of a copy holds for the incident: its own copies and what is not related are not told of") {
  Page page;
  const Postmortem first = pool_exhausted("Connection pool of checkout exhausted", 600);
  create(page, first);
  Postmortem copy = pool_exhausted("Checkout: connection pool exhausted", 600);
  relate(copy, RelationKind::same_incident, first.id);
  create(page, copy);
  Postmortem again = pool_exhausted("Connection pool of checkout exhausted again", 2);
  create(page, again);
  Postmortem of_again = pool_exhausted("Checkout: connection pool exhausted again", 2);
  relate(of_again, RelationKind::duplicate_of, again.id);
  create(page, of_again);
  CHECK(find_all(page, {.id = again.id, .title = {}}).rows.size() == 1);
  // What a copy of now says holds for it, too.
  const Postmortem before = of_again;
  relate(of_again, RelationKind::not_related, copy.id);
  Change change = difference(before, of_again);
  change.at = noon;
  page.ask_for<PostmortemSaved>(SaveChange{new_id(), change});
  CHECK(find_all(page, {.id = again.id, .title = {}}).rows.empty());
}

TEST_CASE("a link to a copy is one to the incident, which is told of as linked") {
  Page page;
  const Postmortem first = postmortem("Lighthouse went dark");
  create(page, first);
  Postmortem copy = postmortem("No light in the tower");
  relate(copy, RelationKind::duplicate_of, first.id);
  create(page, copy);
  Postmortem again = pool_exhausted("Connection pool exhausted", 2);
  relate(again, RelationKind::recurrence_of, copy.id);
  create(page, again);
  const EarlierFound found = find_all(page, {.id = again.id, .title = {}});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == first.id);
  CHECK(found.rows[0].is_said);
  CHECK(found.rows[0].signs.front().kind == LikenessKind::said);
}
