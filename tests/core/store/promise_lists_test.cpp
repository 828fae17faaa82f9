// What a list of promises has, against looking at every promise by itself, whichever way the rows are come by.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/action/commands.hpp"
#include "core/action/promise.hpp"
#include "core/store/library_store.hpp"
#include "tests/core/generated_choice.hpp"

namespace unrepeat {
namespace {

const std::vector<std::string> states = {"idea",     "committed",   "in_progress", "done",
                                         "verified", "will_not_do", "unknown"};
const std::vector<std::string> owners = {"", "Ana", "ana", "Mei", "Zoë", "Ana, Payments", "Mei, Payments", "Anabel"};
const std::vector<std::string> dues = {"", "2026-01-31", "2026-02-01", "2026-02-02", "2026-02-09"};
const std::vector<std::string> titles = {"Alert on the pool", "alert later", "Runbook"};
const std::vector<std::string> priorities = {"", "normal", "high"};
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
const ActionClock clock_of_all = {.today = "2026-02-02",
                                  .soon_until = "2026-02-09",
                                  .stale_before = 5,
                                  .lately_from = 4,
                                  .breached_before = {never, 3, 6, never, 8}};

struct Kept {
  ActionRow row;
  std::optional<std::int64_t> started_at;
  std::optional<std::int64_t> severity;
};

std::string lowered(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

bool is_promised(const ActionRow& row) { return row.state == "committed" || row.state == "in_progress"; }

/// What is said of it in a list: of what is done the day to look, of what is settled none.
std::string day_of(const ActionRow& row) {
  if (row.state == "verified" || row.state == "will_not_do") return "";
  return row.state == "done" ? row.look_on : row.due;
}

bool is_in(ActionView view, const Kept& kept) {
  const ActionRow& row = kept.row;
  const ActionClock& clock = clock_of_all;
  switch (view) {
    case ActionView::open: return is_promised(row) || row.state == "done";
    case ActionView::overdue: return is_promised(row) && !row.due.empty() && row.due < clock.today;
    case ActionView::due_soon: return is_promised(row) && row.due >= clock.today && row.due < clock.soon_until;
    case ActionView::look_due: return row.state == "done" && !row.look_on.empty() && row.look_on <= clock.today;
    case ActionView::to_verify: return row.state == "done";
    case ActionView::slipped: return is_promised(row) && row.slips >= 2;
    case ActionView::stale: return is_promised(row) && row.quiet_since && *row.quiet_since < clock.stale_before;
    case ActionView::waiting: return is_promised(row) && !row.waiting_on.empty();
    case ActionView::ideas: return row.state == "idea" || row.state == "unknown";
    case ActionView::verified_lately:
      return row.state == "verified" && row.changed_at && *row.changed_at >= clock.lately_from;
    case ActionView::breached: {
      const auto since = row.promised_at ? row.promised_at : kept.started_at;
      return is_promised(row) && row.priority == "high" && kept.severity && since &&
             *since < clock.breached_before[static_cast<std::size_t>(*kept.severity - 1)];
    }
    case ActionView::dropped: return row.state == "will_not_do";
    case ActionView::all: return true;
  }
  return false;
}

/// Whether the filters of a query leave it, whatever its view.
bool is_left(const ActionQuery& query, const ActionRow& row) {
  const std::vector<std::string> names = names_in(row.owner);
  const bool is_owned = query.owner == has_none ? row.owner.empty()
                                                : row.owner == query.owner || std::ranges::contains(names, query.owner);
  return (query.owner.empty() || is_owned) && (query.effect.empty() || row.effect == query.effect) &&
         std::ranges::all_of(query.folded, [&](const std::string& term) { return row.folded.contains(term); });
}

/// Whether one comes before another as they are sorted; nothing of what a list's order does not tell.
bool comes_before(const Kept& one, const Kept& other, ActionSort sort, bool is_descending) {
  const auto compared = [&]<class Value>(const Value& mine, const Value& theirs, bool mine_known,
                                         bool theirs_known) -> int {
    if (mine_known != theirs_known) return mine_known ? -1 : 1;
    if (!mine_known || mine == theirs) return 0;
    return (mine < theirs) != is_descending ? -1 : 1;
  };
  const ActionRow &mine = one.row, &theirs = other.row;
  int order = 0;
  switch (sort) {
    case ActionSort::due:
      order = compared(day_of(mine), day_of(theirs), !day_of(mine).empty(), !day_of(theirs).empty());
      break;
    case ActionSort::owner:
      order = compared(lowered(mine.owner), lowered(theirs.owner), !mine.owner.empty(), !theirs.owner.empty());
      break;
    case ActionSort::title: order = compared(lowered(mine.title), lowered(theirs.title), true, true); break;
    case ActionSort::changed_at:
      order = compared(mine.quiet_since.value_or(0), theirs.quiet_since.value_or(0), mine.quiet_since.has_value(),
                       theirs.quiet_since.has_value());
      break;
    case ActionSort::slips: order = compared(mine.slips, theirs.slips, true, true); break;
    case ActionSort::started_at:
      order = compared(one.started_at.value_or(0), other.started_at.value_or(0), one.started_at.has_value(),
                       other.started_at.has_value());
      break;
    case ActionSort::promised_at:
      // What is settled has no age.
      order = compared(mine.promised_at.value_or(0), theirs.promised_at.value_or(0),
                       mine.promised_at && is_promised(mine), theirs.promised_at && is_promised(theirs));
      break;
    case ActionSort::state: break;
  }
  if (order != 0) return order < 0;
  if (sort == ActionSort::due) return false;
  return std::tuple(day_of(mine).empty(), day_of(mine)) < std::tuple(day_of(theirs).empty(), day_of(theirs));
}

ActionRow generated_promise(const std::string& id, const std::optional<std::int64_t>& started_at) {
  ActionRow row{.id = id,
                .title = one_of(titles),
                .state = one_of(states),
                .kind = "improvement",
                .effect = below(2) == 0 ? "detect" : "prevent",
                .priority = one_of(priorities),
                .owner = one_of(owners),
                .due = one_of(dues),
                .look_on = one_of(dues),
                .waiting_on = below(3) == 0 ? "the supplier" : "",
                .slips = below(4),
                .promised_at = std::nullopt,
                .changed_at = std::nullopt};
  if (below(2) == 0) row.changed_at = below(10);
  if (below(2) == 0) row.promised_at = below(10);
  row.quiet_since = row.changed_at ? row.changed_at : started_at;
  row.folded = lowered(row.title);
  if (row.state == "will_not_do") row.reason = "no longer needed for " + id;
  return row;
}

}  // namespace

TEST_CASE("a list of promises has what its view and filters ask for, in the order asked for, and nothing twice") {
  using enum ActionSort;
  std::vector<ActionView> views;
  for (std::size_t view = 0; view < action_view_count; ++view) views.push_back(static_cast<ActionView>(view));
  const std::vector<ActionSort> sorts = {due, owner, title, changed_at, slips, started_at, promised_at};
  std::size_t listed_some = 0;
  std::map<ActionView, std::size_t> had_some;
  CHECK(rc::check([&] {
    auto database = Database::open(":memory:");
    RC_ASSERT(database.has_value());
    auto store = LibraryStore::open(**database);
    RC_ASSERT(store.has_value());
    std::vector<Kept> ours;
    for (std::size_t number = 0, count = below<std::size_t>(7); number < count; ++number) {
      PostmortemRecord row;
      row.id = std::to_string(number);
      row.title = "Orders were late";
      row.document = "{}";
      row.adopted = below(5) != 0;
      if (below(4) != 0) row.started_at = below(10);
      if (below(4) != 0) row.severity = 1 + below(5);
      std::vector<Kept> promises;
      for (std::size_t left = below<std::size_t>(4); left > 0; --left) {
        row.actions.push_back(generated_promise(row.id + '-' + std::to_string(left), row.started_at));
        promises.push_back({row.actions.back(), row.started_at, row.severity});
      }
      RC_ASSERT(store->save(row, {"save" + row.id, 0, "Ana", ""}).has_value());
      const auto goes = below(6);
      if (goes < 2) RC_ASSERT(store->remove(row.id, {"remove" + row.id, 0, "Ana", ""}).has_value());
      if (goes == 1) RC_ASSERT(store->restore(row.id, {"restore" + row.id, 0, "Ana", ""}).has_value());
      if (goes != 0 && row.adopted) ours.insert(ours.end(), promises.begin(), promises.end());
    }
    for (int tries = 0; tries < 10; ++tries) {
      ActionQuery query{.view = one_of(views), .sort = one_of(sorts), .descending = below(2) == 0, .limit = 3};
      query.clock = clock_of_all;
      if (below(4) == 0)
        query.owner = one_of(std::vector<std::string>{"Ana", "Payments", "Ana, Payments", std::string(has_none)});
      if (below(4) == 0) query.effect = "detect";
      if (below(3) == 0) query.folded = {"alert"};
      if (below(6) == 0) query.folded.push_back(one_of(std::vector<std::string>{"o", "pool"}));
      std::vector<Kept> expected;
      for (const Kept& kept : ours) {
        if (is_in(query.view, kept) && is_left(query, kept.row)) expected.push_back(kept);
      }
      std::ranges::stable_sort(expected, [&](const Kept& one, const Kept& other) {
        return comes_before(one, other, query.sort, query.descending);
      });

      std::vector<std::string> listed;
      for (query.offset = 0; query.offset <= static_cast<std::int64_t>(expected.size()); query.offset += query.limit) {
        const auto page = store->actions(query);
        RC_ASSERT(page.has_value());
        RC_ASSERT(page->total == static_cast<std::int64_t>(expected.size()));
        for (const ActionEntry& entry : page->entries) {
          listed.push_back(entry.id);
          RC_ASSERT(entry.reason == (entry.state == "will_not_do" ? "no longer needed for " + entry.id : ""));
        }
      }

      std::vector<std::string> right;
      for (const Kept& kept : expected) right.push_back(kept.row.id);
      RC_ASSERT(listed == right);
      listed_some += !right.empty() && right.size() < ours.size();
      const auto counted = store->count_actions(query);
      RC_ASSERT(counted.has_value());
      for (const ActionView view : views) {
        const auto count = std::ranges::count_if(
            ours, [&](const Kept& kept) { return is_in(view, kept) && is_left(query, kept.row); });
        RC_ASSERT((*counted)[static_cast<std::size_t>(view)] == count);
        had_some[view] += count > 0;
      }
    }
  }));
  CHECK(listed_some > 100);
  for (const ActionView view : views) CHECK(had_some[view] > 0);
}

}  // namespace unrepeat
