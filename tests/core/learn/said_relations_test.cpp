// Of the copies of one incident one counts, whatever order they are read in, and what was said of any holds for it.
#include "core/learn/said_relations.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Shelf {
  SequentialIds ids;
  std::deque<IncidentFacts> all;

  IncidentFacts& add() {
    IncidentFacts& one = all.emplace_back();
    one.id = ids.next_as<PostmortemId>();
    return one;
  }
  [[nodiscard]] std::vector<const IncidentFacts*> view() const {
    std::vector<const IncidentFacts*> pointers;
    for (const IncidentFacts& one : all) pointers.push_back(&one);
    return pointers;
  }
  [[nodiscard]] SaidRelations said() const { return SaidRelations(view()); }
};

std::set<PostmortemId> set_of(SaidRelations::Others others) { return {others.begin(), others.end()}; }

}  // namespace

TEST_CASE("what is said to be a duplicate gives way to what it is said to be one of, also by way of a third") {
  Shelf shelf;
  const PostmortemId first = shelf.add().id;
  IncidentFacts& second = shelf.add();
  IncidentFacts& third = shelf.add();
  second.duplicate_of = {third.id};
  second.was_reviewed = true;
  third.same_incident = {first};
  const SaidRelations said = shelf.said();
  CHECK(said.counted(first) == first);
  CHECK(said.counted(second.id) == first);
  CHECK(said.counted(third.id) == first);
  CHECK(said.does_count(first));
  CHECK_FALSE(said.does_count(second.id));
}

TEST_CASE("of what tells of the same incident counts what was reviewed, then what is in full, then the first id") {
  Shelf shelf;
  IncidentFacts& first = shelf.add();
  IncidentFacts& second = shelf.add();
  first.same_incident = {second.id};
  CHECK(shelf.said().counted(second.id) == first.id);
  first.form = Form::card;
  CHECK(shelf.said().counted(first.id) == second.id);
  first.was_reviewed = true;
  CHECK(shelf.said().counted(second.id) == first.id);
}

TEST_CASE("a circle of duplicates counts once, and what is not in the library makes no copy") {
  Shelf shelf;
  IncidentFacts& first = shelf.add();
  IncidentFacts& second = shelf.add();
  first.duplicate_of = {second.id};
  second.duplicate_of = {first.id, second.id};
  CHECK(shelf.said().counted(second.id) == first.id);
  CHECK(shelf.said().does_count(first.id));
  IncidentFacts& third = shelf.add();
  third.duplicate_of = {shelf.ids.next_as<PostmortemId>()};
  third.came_again = third.duplicate_of;
  CHECK(shelf.said().does_count(third.id));
  CHECK(shelf.said().before(third.id).empty());
}

TEST_CASE("a link to a copy is one to what counts of it, both ways, and copies are no recurrence of each other") {
  Shelf shelf;
  const PostmortemId first = shelf.add().id;
  IncidentFacts& copy = shelf.add();
  IncidentFacts& again = shelf.add();
  IncidentFacts& other = shelf.add();
  copy.duplicate_of = {first};
  copy.came_again = {first};
  again.came_again = {copy.id};
  other.unrelated = {copy.id};
  const SaidRelations said = shelf.said();
  CHECK(set_of(said.before(again.id)) == std::set{first});
  CHECK(set_of(said.after(first)) == std::set{again.id});
  CHECK(set_of(said.after(copy.id)) == std::set{again.id});
  CHECK(said.before(copy.id).empty());
  CHECK(set_of(said.unrelated(first)) == std::set{other.id});
  CHECK(set_of(said.unrelated(other.id)) == std::set{first});
}

TEST_CASE("of all that tell of one incident exactly one counts, the best of them, in whatever order they are read") {
  CHECK(rc::check([] {
    Shelf shelf;
    const int count = *rc::gen::inRange(1, 14);
    for (int i = 0; i < count; ++i) {
      IncidentFacts& one = shelf.add();
      one.was_reviewed = *rc::gen::arbitrary<bool>();
      one.form = *rc::gen::arbitrary<bool>() ? Form::full : Form::card;
      one.kind = *rc::gen::element(RecordKind::incident, RecordKind::near_miss, RecordKind::false_alarm);
    }
    const auto any = [&] { return shelf.all[*rc::gen::inRange<std::size_t>(0, shelf.all.size())].id; };
    for (IncidentFacts& one : shelf.all) {
      if (*rc::gen::inRange(0, 3) == 0) one.duplicate_of.push_back(any());
      if (*rc::gen::inRange(0, 4) == 0) one.same_incident.push_back(any());
    }
    // By hand: what is reached from each, until nothing more is.
    const auto together = [&](const IncidentFacts& from) {
      std::set<PostmortemId> reached = {from.id};
      for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const IncidentFacts& one : shelf.all)
          for (const auto* list : {&one.duplicate_of, &one.same_incident})
            for (const PostmortemId& other : *list)
              if (reached.contains(one.id) || reached.contains(other)) reached.insert({one.id, other});
      }
      return reached;
    };
    const auto rank_of = [](const IncidentFacts& one) {
      const bool gives_way =
          std::ranges::any_of(one.duplicate_of, [&](const PostmortemId& id) { return id != one.id; });
      return std::tuple(one.kind, gives_way, !one.was_reviewed, one.form == Form::card, one.id);
    };
    auto view = shelf.view();
    for (std::size_t i = view.size(); i > 1; --i) std::swap(view[i - 1], view[*rc::gen::inRange<std::size_t>(0, i)]);
    const SaidRelations said(view);
    for (const IncidentFacts& one : shelf.all) {
      const auto all = together(one);
      const IncidentFacts* best = nullptr;
      for (const IncidentFacts& other : shelf.all)
        if (all.contains(other.id) && (best == nullptr || rank_of(other) < rank_of(*best))) best = &other;
      RC_ASSERT(said.counted(one.id) == best->id);
    }
  }));
}
