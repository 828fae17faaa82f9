// The promises of the whole library: one scan of a narrow table joined with the lists' own rows.
#include <array>

#include "core/store/library_store.hpp"
#include "core/store/store_try.hpp"

namespace unrepeat {
namespace {

#define PROMISED "a.state IN ('committed', 'in_progress')"

/// What is in each view, in the order of ActionView. ?1 is today, ?2 the first day that is not soon, ?3 before when
/// nothing was changed, ?4 since when something is lately, ?5 to ?9 before when what is of priority is past its
/// objective, by severity.
constexpr std::array<std::string_view, action_view_count> view_conditions = {
    "a.state IN ('committed', 'in_progress', 'done')",
    PROMISED " AND a.due <> '' AND a.due < ?1",
    PROMISED " AND a.due >= ?1 AND a.due < ?2",
    "a.state = 'done' AND a.look_on <> '' AND a.look_on <= ?1",
    "a.state = 'done'",
    PROMISED " AND a.slips >= 2",
    PROMISED " AND ifnull(a.changed_at, p.started_at) < ?3",
    PROMISED " AND a.waiting_on <> ''",
    "a.state IN ('idea', 'unknown')",
    "a.state = 'verified' AND a.changed_at >= ?4",
    PROMISED
    " AND a.priority = 'high' AND ifnull(a.promised_at, p.started_at) <"
    " CASE p.severity WHEN 1 THEN ?5 WHEN 2 THEN ?6 WHEN 3 THEN ?7 WHEN 4 THEN ?8 WHEN 5 THEN ?9 END",
    "1",
};

#define OURS \
  " FROM action AS a JOIN postmortem AS p ON p.number = a.postmortem WHERE p.removed_at IS NULL AND p.adopted"

std::string_view order_of(ActionSort sort) {
  switch (sort) {
    case ActionSort::due: return "nullif(a.due, '')";
    case ActionSort::owner: return "nullif(a.owner, '') COLLATE NOCASE";
    case ActionSort::state:
      return "CASE a.state WHEN 'idea' THEN 0 WHEN 'unknown' THEN 1 WHEN 'committed' THEN 2 WHEN 'in_progress' THEN 3 "
             "WHEN 'done' THEN 4 WHEN 'verified' THEN 5 ELSE 6 END";
    case ActionSort::title: return "a.title COLLATE NOCASE";
    case ActionSort::changed_at: return "ifnull(a.changed_at, p.started_at)";
    case ActionSort::slips: return "a.slips";
    case ActionSort::started_at: return "p.started_at";
  }
  return "a.due";
}

/// A theme goes by its name of the vocabulary, which ?15 has by the key.
#define THEME_AT "instr(?15, char(10) || a.theme_key || char(9))"
#define AFTER_THEME THEME_AT " + length(a.theme_key) + 2"
#define THEME                               \
  "CASE WHEN a.theme_key = '' OR " THEME_AT \
  " = 0 THEN a.theme_key"                   \
  " ELSE substr(?15, " AFTER_THEME ", instr(substr(?15, " AFTER_THEME "), char(10)) - 1) END"

/// By what rows stand together; empty for no groups.
std::string_view group_of(ActionGrouping group) {
  switch (group) {
    case ActionGrouping::none: return {};
    case ActionGrouping::owner: return "a.owner";
    case ActionGrouping::system: return "substr(p.systems, 1, instr(p.systems || char(10), char(10)) - 1)";
    // The Monday of its week.
    case ActionGrouping::due_week: return "date(nullif(a.due, ''), 'weekday 0', '-6 days')";
    case ActionGrouping::kind: return "a.kind";
    case ActionGrouping::effect: return "a.effect";
    case ActionGrouping::theme: return THEME;
    case ActionGrouping::postmortem: return "p.id";
  }
  return {};
}

/// What a group is called that does not go by its key.
std::string_view title_of(ActionGrouping group) {
  if (group == ActionGrouping::postmortem) return "p.title";
  return group == ActionGrouping::theme ? "min(CASE WHEN " THEME_AT " = 0 THEN a.theme ELSE '' END)" : "''";
}

/// What has none comes last; post-mortems by their start, the last first.
std::string group_order(ActionGrouping group) {
  return group == ActionGrouping::postmortem ? "p.started_at DESC NULLS LAST, p.id"
                                             : "grouped = '', grouped COLLATE NOCASE, grouped";
}

ActionEntry entry_of(const Query& row) {
  ActionEntry entry;
  entry.id = row.text(0);
  entry.title = row.text(1);
  entry.state = row.text(2);
  entry.kind = row.text(3);
  entry.effect = row.text(4);
  entry.priority = row.text(5);
  entry.owner = row.text(6);
  entry.due = row.text(7);
  entry.look_on = row.text(8);
  entry.waiting_on = row.text(9);
  entry.slips = row.integer(10);
  entry.promised_at = row.optional_integer(11);
  entry.changed_at = row.optional_integer(12);
  entry.of.id = row.text(13);
  entry.of.title = row.text(14);
  entry.of.severity = row.optional_integer(15);
  entry.of.started_at = row.optional_integer(16);
  entry.of.systems = row.text(17);
  entry.of.time_zone = row.text(18);
  entry.of.example = row.integer(19) != 0;
  return entry;
}

}  // namespace

Stored<ActionPage> LibraryStore::actions(const ActionQuery& query) {
  std::string from = OURS " AND ";
  from += view_conditions[static_cast<std::size_t>(query.view)];
  if (!query.state.empty()) from += " AND a.state = ?10";
  if (!query.owner.empty()) from += " AND a.owner = ?11";
  if (!query.system.empty()) from += " AND instr(char(10) || p.systems || char(10), char(10) || ?12 || char(10)) > 0";
  if (!query.effect.empty()) from += " AND a.effect = ?13";
  if (!query.folded.empty()) from += " AND instr(a.folded, ?14) > 0";
  const ActionClock& clock = query.clock;
  const auto run = [&](std::string_view sql, std::int64_t limit, std::int64_t offset) {
    const auto& before = clock.breached_before;
    // The limit gives every statement the same parameters, of which a query may leave some unused.
    return Query(*database_, sql, clock.today, clock.soon_until, clock.stale_before, clock.lately_from, before[0],
                 before[1], before[2], before[3], before[4], query.state, query.owner, query.system, query.effect,
                 query.folded, query.theme_names, limit, offset);
  };
  const std::string_view group = group_of(query.group);
  ActionPage page;
  if (group.empty()) {
    Query count = run("SELECT count(*)" + from + " LIMIT ?16 OFFSET ?17", 1, 0);
    if (count.next()) page.total = count.integer(0);
    STORE_TRY(count.result());
  } else {
    std::string sql = "SELECT ifnull(";
    sql.append(group).append(", '') AS grouped, count(*), ");
    sql += title_of(query.group);
    sql += from + " GROUP BY grouped ORDER BY " + group_order(query.group) + " LIMIT ?16 OFFSET ?17";
    Query groups = run(sql, -1, 0);
    while (groups.next()) {
      page.groups.push_back({groups.text(0), groups.text(2), groups.integer(1)});
      page.total += groups.integer(1);
    }
    STORE_TRY(groups.result());
  }
  std::string sql =
      "SELECT a.id, a.title, a.state, a.kind, a.effect, a.priority, a.owner, a.due, a.look_on, a.waiting_on, a.slips, "
      "a.promised_at, a.changed_at, p.id, p.title, p.severity, p.started_at, p.systems, p.time_zone, p.example, "
      "ifnull(";
  sql += group.empty() ? "''" : group;
  sql += ", '') AS grouped";
  sql += from;
  sql += " ORDER BY ";
  if (!group.empty()) sql += group_order(query.group) + ", ";
  sql += order_of(query.sort);
  // What is not known comes last either way; the place makes the order whole.
  sql += query.descending ? " DESC" : " ASC";
  sql += " NULLS LAST, a.due = '', a.due, a.postmortem, a.place LIMIT ?16 OFFSET ?17";
  Query rows = run(sql, query.limit, query.offset);
  while (rows.next()) page.entries.push_back(entry_of(rows));
  STORE_TRY(rows.result());
  return page;
}

Stored<ActionCounts> LibraryStore::count_actions(const ActionClock& clock) {
  ActionCounts found;
  {
    std::string sql = "SELECT ";
    for (const std::string_view condition : view_conditions) {
      sql += "count(*) FILTER (WHERE ";
      sql += condition;
      sql += "), ";
    }
    const auto& before = clock.breached_before;
    Query counts{*database_, sql + "0" OURS, clock.today, clock.soon_until, clock.stale_before, clock.lately_from,
                 before[0],  before[1],      before[2],   before[3],        before[4]};
    if (counts.next())
      for (std::size_t view = 0; view < action_view_count; ++view)
        found.views[view] = counts.integer(static_cast<int>(view));
    STORE_TRY(counts.result());
  }
  std::string sql = "SELECT a.owner" OURS " AND a.owner <> '' AND ";
  sql += view_conditions[static_cast<std::size_t>(ActionView::open)];
  Query owners{*database_, sql + " GROUP BY a.owner ORDER BY count(*) DESC, a.owner"};
  while (owners.next()) found.owners.push_back(owners.text(0));
  STORE_TRY(owners.result());
  return found;
}

}  // namespace unrepeat
