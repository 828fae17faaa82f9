// The promises of the whole library: how many there are is found by one scan of a narrow index (action_in_views), which
// come first by an index that has them in order, and the rows themselves are read for what is shown.
#include <array>

#include "core/action/promise.hpp"
#include "core/format/json_writer.hpp"
#include "core/store/library_store.hpp"
#include "core/store/store_try.hpp"

namespace unrepeat {
namespace {

#define PROMISED "a.state IN ('committed', 'in_progress')"
/// Looked up for those promises alone of which it is asked: a join would do it for all.
#define OF_ITS_POSTMORTEM(what) "(SELECT " what " FROM postmortem WHERE number = a.postmortem)"

/// What is in each view, in the order of ActionView; the open ones are those of `is_open`. ?1 is today, ?2 the first
/// day that is not soon, ?3 before when nothing was changed, ?4 since when something is lately, ?5 to ?9 before when
/// what is of priority is past its objective, by severity.
constexpr std::array<std::string_view, action_view_count> view_conditions = {
    "a.state IN ('committed', 'in_progress', 'done')",
    PROMISED " AND a.due <> '' AND a.due < ?1",
    PROMISED " AND a.due >= ?1 AND a.due < ?2",
    "a.state = 'done' AND a.look_on <> '' AND a.look_on <= ?1",
    "a.state = 'done'",
    PROMISED " AND a.slips >= 2",
    PROMISED " AND a.quiet_since < ?3",
    PROMISED " AND a.waiting_on <> ''",
    "a.state IN ('idea', 'unknown')",
    "a.state = 'verified' AND a.changed_at >= ?4",
    PROMISED
    " AND a.priority = 'high' AND ifnull(a.promised_at, " OF_ITS_POSTMORTEM("started_at") ") <"
    " CASE " OF_ITS_POSTMORTEM("severity")
    " WHEN 1 THEN ?5 WHEN 2 THEN ?6 WHEN 3 THEN ?7 WHEN 4 THEN ?8 WHEN 5 THEN ?9 END",
    "a.state = 'will_not_do'",
    "1",
};

/// What is not known comes last either way; of what is alike the earliest first, by the day that is said of it, and the
/// place makes the order whole.
std::string order_of(ActionSort sort, bool is_descending) {
  const std::string_view direction = is_descending ? " DESC" : " ASC";
  const auto in = [&](std::string_view value) { return std::string(value).append(direction) + " NULLS LAST"; };
  const auto order = [&]() -> std::string {
    switch (sort) {
      case ActionSort::due: return "a.day = '', a.day" + std::string(direction);
      case ActionSort::owner: return "a.owner = '', a.owner COLLATE NOCASE" + std::string(direction);
      case ActionSort::state:
        return in(
            "CASE a.state WHEN 'idea' THEN 0 WHEN 'unknown' THEN 1 WHEN 'committed' THEN 2 WHEN 'in_progress' THEN 3 "
            "WHEN 'done' THEN 4 WHEN 'verified' THEN 5 ELSE 6 END");
      case ActionSort::title: return in("a.title COLLATE NOCASE");
      case ActionSort::changed_at: return in("a.quiet_since");
      case ActionSort::slips: return in("a.slips");
      case ActionSort::started_at: return in(OF_ITS_POSTMORTEM("started_at"));
      // What is settled has no age any more.
      case ActionSort::promised_at: return in("CASE WHEN " PROMISED " THEN a.promised_at END");
    }
    return {};
  }();
  return order + (sort == ActionSort::due ? "" : ", a.day = '', a.day") + ", a.postmortem, a.place";
}

/// The order that an index has is read until there are enough; the ones asked for most have one.
std::string_view index_of_order(const ActionQuery& query) {
  if (query.group != ActionGrouping::none || query.descending) return "";
  if (query.sort == ActionSort::due) return " INDEXED BY action_by_day";
  return query.sort == ActionSort::owner ? " INDEXED BY action_by_owner" : "";
}

/// Words are in the rows alone, which are read in their own order and not one by one as an index has them, which the
/// sign keeps out.
constexpr std::string_view ours = " WHERE a.ours = 1", ours_of_all_rows = " WHERE +a.ours = 1";
/// Where so many have the words, enough of them are soon met in an index's order all the same.
constexpr std::int64_t soon_met = 1'000;

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
    // All of them, as owners stand with all their names: a group that had the name of one would seem to have all of it.
    case ActionGrouping::system: return OF_ITS_POSTMORTEM("replace(systems, char(10), ', ')");
    // The Monday of its week.
    case ActionGrouping::due_week: return "date(nullif(a.due, ''), 'weekday 0', '-6 days')";
    case ActionGrouping::kind: return "a.kind";
    case ActionGrouping::effect: return "a.effect";
    case ActionGrouping::theme: return THEME;
    case ActionGrouping::postmortem: return "a.postmortem";
  }
  return {};
}

/// What a group is called that does not go by its key.
std::string_view title_of(ActionGrouping group) {
  if (group == ActionGrouping::postmortem) return OF_ITS_POSTMORTEM("title");
  return group == ActionGrouping::theme ? "min(CASE WHEN " THEME_AT " = 0 THEN a.theme ELSE '' END)" : "''";
}

/// What has none comes last; post-mortems by their start, the last first.
std::string group_order(ActionGrouping group) {
  return group == ActionGrouping::postmortem ? OF_ITS_POSTMORTEM("started_at") " DESC NULLS LAST, a.postmortem"
                                             : "grouped = '', grouped COLLATE NOCASE, grouped";
}

std::string json_array_of(const std::vector<std::string>& texts) {
  JsonWriter json(JsonWriter::Style::compact);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return std::move(json).finish();
}

ActionRow row_of(const Query& row) {
  ActionRow entry;
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
  return entry;
}

ActionEntry entry_of(const Query& row) {
  ActionEntry entry{row_of(row)};
  entry.of.id = row.text(13);
  entry.of.title = row.text(14);
  entry.of.severity = row.optional_integer(15);
  entry.of.started_at = row.optional_integer(16);
  entry.of.systems = row.text(17);
  entry.of.time_zone = row.text(18);
  entry.of.example = row.integer(19) != 0;
  entry.reason = row.text(20);
  return entry;
}

/// What narrows a list beside its view, to stand behind that; its parameters are those of `ask`.
std::string filters_of(const ActionQuery& query) {
  std::string filters;
  if (!query.state.empty()) filters += " AND a.state = ?10";
  // A person of a team is found by either name, and by both.
  if (query.owner == has_none)
    filters += " AND a.owner = ''";
  else if (!query.owner.empty())
    filters += " AND instr(', ' || a.owner || ', ', ', ' || ?11 || ', ') > 0";
  if (query.system == has_none)
    filters += " AND " OF_ITS_POSTMORTEM("systems") " = ''";
  else if (!query.system.empty())
    filters += " AND instr(char(10) || " OF_ITS_POSTMORTEM("systems") " || char(10), char(10) || ?12 || char(10)) > 0";
  if (!query.effect.empty()) filters += " AND a.effect = ?13";
  // Every one of them, wherever it stands: the list is taken apart once, not for each row.
  for (std::size_t term = 0; term < query.folded.size(); ++term)
    filters += " AND instr(a.folded, json_extract(?14, '$[" + std::to_string(term) + "]')) > 0";
  return filters;
}

/// `sql` ends in " LIMIT ?16 OFFSET ?17", which gives every statement the same parameters; it may leave others unused.
Query ask(Database& database, const ActionQuery& query, std::string_view sql, std::int64_t limit, std::int64_t offset) {
  const ActionClock& clock = query.clock;
  const auto& before = clock.breached_before;
  return Query(database, sql, clock.today, clock.soon_until, clock.stale_before, clock.lately_from, before[0],
               before[1], before[2], before[3], before[4], query.state, query.owner, query.system, query.effect,
               json_array_of(query.folded), query.theme_names, limit, offset);
}

}  // namespace

Stored<ActionPage> LibraryStore::actions(const ActionQuery& query) {
  const std::string condition =
      std::string(view_conditions[static_cast<std::size_t>(query.view)]).append(filters_of(query));
  const bool asks_words =
      !query.folded.empty() || query.sort == ActionSort::title || query.group == ActionGrouping::theme;
  const auto from_rows = [&](std::string_view index, bool reads_all) {
    return std::string(" FROM action AS a").append(index).append(reads_all ? ours_of_all_rows : ours) + " AND (" +
           condition + ')';
  };
  const std::string from = from_rows("", asks_words);
  const auto run = [&](std::string_view asked, std::int64_t limit, std::int64_t offset) {
    return ask(*database_, query, asked, limit, offset);
  };
  const std::string_view group = group_of(query.group);
  ActionPage page;
  const bool are_grouped = !group.empty();
  // Who reads on has the groups.
  if (are_grouped && query.offset == 0) {
    const bool by_postmortem = query.group == ActionGrouping::postmortem;
    std::string sql = "SELECT ";
    sql += by_postmortem ? OF_ITS_POSTMORTEM("id") : "ifnull(" + std::string(group) + ", '')";
    sql.append(" AS grouped, count(*), ").append(title_of(query.group));
    sql += from + " GROUP BY " + (by_postmortem ? "a.postmortem" : "grouped") + " ORDER BY " + group_order(query.group);
    Query groups = run(sql + " LIMIT ?16 OFFSET ?17", -1, 0);
    while (groups.next()) {
      page.groups.push_back({groups.text(0), groups.text(2), groups.integer(1)});
      page.total += groups.integer(1);
    }
    STORE_TRY(groups.result());
  } else {
    Query count = run("SELECT count(*)" + from + " LIMIT ?16 OFFSET ?17", 1, 0);
    if (count.next()) page.total = count.integer(0);
    STORE_TRY(count.result());
  }
  const std::string order =
      " ORDER BY " + (are_grouped ? group_order(query.group) + ", " : "") + order_of(query.sort, query.descending);
  std::string sql =
      "SELECT a.id, a.title, a.state, a.kind, a.effect, a.priority, a.owner, a.due, a.look_on, a.waiting_on, a.slips, "
      "a.promised_at, a.changed_at, p.id, p.title, p.severity, p.started_at, p.systems, p.time_zone, p.example, "
      "CASE a.state WHEN 'will_not_do' THEN (SELECT text FROM reason WHERE postmortem = a.postmortem AND place = "
      "a.place) "
      "END"
      " FROM (SELECT a.postmortem, a.place, ifnull(";
  sql += are_grouped ? group : "''";
  const std::string_view index = asks_words && page.total < soon_met ? "" : index_of_order(query);
  sql.append(", '') AS grouped").append(from_rows(index, asks_words && index.empty())).append(order);
  sql +=
      " LIMIT ?16 OFFSET ?17) AS shown CROSS JOIN action AS a ON a.postmortem = shown.postmortem AND a.place ="
      " shown.place JOIN postmortem AS p ON p.number = a.postmortem";
  sql += order;
  Query rows = run(sql, query.limit, query.offset);
  while (rows.next()) page.entries.push_back(entry_of(rows));
  STORE_TRY(rows.result());
  return page;
}

Stored<ActionCounts> LibraryStore::count_actions(const ActionQuery& query) {
  std::string sql = "SELECT ";
  for (const std::string_view condition : view_conditions) {
    sql += "count(*) FILTER (WHERE ";
    sql += condition;
    sql += "), ";
  }
  sql.append("0 FROM action AS a").append(query.folded.empty() ? ours : ours_of_all_rows).append(filters_of(query));
  Query counts = ask(*database_, query, sql + " LIMIT ?16 OFFSET ?17", 1, 0);
  ActionCounts found{};
  if (counts.next())
    for (std::size_t view = 0; view < action_view_count; ++view) found[view] = counts.integer(static_cast<int>(view));
  STORE_TRY(counts.result());
  return found;
}

Stored<std::vector<ActionOwner>> LibraryStore::owners_of_actions() {
  Query owners{*database_, "SELECT a.owner, count(*) FROM action AS a WHERE a.ours = 1 GROUP BY a.owner"};
  std::vector<ActionOwner> found;
  while (owners.next()) found.push_back({owners.text(0), owners.integer(1)});
  STORE_TRY(owners.result());
  return found;
}

}  // namespace unrepeat
