// The statements of the library. Every text of SQL that runs is a constant here or composed from constants here.
#include "core/store/library_store.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "core/format/json_writer.hpp"
#include "core/store/migrations.hpp"
#include "core/store/search_text.hpp"
#include "core/store/store_try.hpp"

namespace unrepeat {
namespace {

/// Of what is not ours nothing is promised here, as in the lists of promises.
#define HAS_OPEN_PROMISES "p.open_actions > 0 AND p.adopted"

/// What is in each view, in the order of ListView.
constexpr std::array<std::string_view, list_view_count> view_conditions = {
    "1",        "p.status IN ('not_started', 'draft')", "p.status = 'in_review'", HAS_OPEN_PROMISES, "p.form = 'card'",
    "p.example"};

std::string_view condition_of(ListView view) { return view_conditions[static_cast<std::size_t>(view)]; }

std::string_view order_of(SortKey key) {
  switch (key) {
    case SortKey::started_at: return "p.started_at";
    case SortKey::updated_at: return "p.updated_at";
    case SortKey::title: return "p.title COLLATE NOCASE";
    case SortKey::severity: return "p.severity";
    case SortKey::open_actions: return "p.open_actions";
    case SortKey::relevance: return "bm25(postmortem_fts, 8.0, 1.0, 2.0)";
  }
  return "p.started_at";
}

ListEntry entry_of(const Query& row, std::string excerpt) {
  ListEntry entry;
  entry.id = row.text(0);
  entry.title = row.text(1);
  entry.kind = row.text(2);
  entry.form = row.text(3);
  entry.status = row.text(4);
  entry.severity = row.optional_integer(5);
  entry.started_at = row.optional_integer(6);
  entry.duration = row.optional_integer(7);
  entry.team = row.text(8);
  entry.systems = row.text(9);
  entry.time_zone = row.text(10);
  entry.language = row.text(11);
  entry.adopted = row.integer(12) != 0;
  entry.example = row.integer(13) != 0;
  entry.open_actions = row.integer(14);
  entry.done_actions = row.integer(15);
  entry.total_actions = row.integer(16);
  entry.undecided_actions = row.integer(17);
  entry.updated_at = row.integer(18);
  entry.excerpt = std::move(excerpt);
  return entry;
}

/// How a filter of a search is asked for: a condition with its value as ?. A name is looked for among all there are
/// first, since only the core knows how names are compared; the value is then a list of them.
struct FilterStatements {
  std::string_view condition;
  std::string_view names{};
};
#define ONE_OF_THEM " IN (SELECT value FROM json_each(?))"
/// In the order of SearchField. Numbers are bound as text and compared as the columns' numbers.
constexpr auto filter_statements = std::to_array<FilterStatements>(
    {{"p.systems" ONE_OF_THEM, "SELECT DISTINCT systems FROM postmortem"},
     {"p.severity = ?"},
     {"p.status = ?"},
     {"p.kind = ?"},
     {"p.form = ?"},
     {"EXISTS (SELECT 1 FROM document AS d, json_each(d.json, '$.tags') AS t"
      " WHERE d.postmortem = p.number AND t.value" ONE_OF_THEM ")",
      "SELECT DISTINCT t.value FROM document AS d, json_each(d.json, '$.tags') AS t"},
     {"p.team" ONE_OF_THEM, "SELECT DISTINCT team FROM postmortem"},
     {"EXISTS (SELECT 1 FROM action AS a WHERE a.postmortem = p.number AND a.owner" ONE_OF_THEM ")",
      "SELECT DISTINCT owner FROM action"},
     {"(" HAS_OPEN_PROMISES ") = (? = 'yes')"},
     {"p.started_at >= ?"},
     {"p.started_at < ?"},
     {"EXISTS (SELECT 1 FROM document AS d, json_each(d.json, '$.sources') AS s"
      " WHERE d.postmortem = p.number AND s.value ->> 'kind'" ONE_OF_THEM ")",
      "SELECT DISTINCT s.value ->> 'kind' FROM document AS d, json_each(d.json, '$.sources') AS s"},
     {"EXISTS (SELECT 1 FROM action AS a WHERE a.postmortem = p.number"
      " AND a.state IN ('committed', 'in_progress') AND a.due <> '' AND a.due < ?)"},
     {"p.number IN (SELECT rowid FROM postmortem_fts WHERE postmortem_fts MATCH ?)"}});
static_assert(filter_statements.size() == search_field_count);
#define MATCHES_WORDS " AND postmortem_fts MATCH ?2"
#define MATCHES_TITLE " AND postmortem_fts MATCH ?5"
/// A condition on those found whose words are looked up once; the sign keeps it from being what all is read by.
#define IS_AMONG(matching) " AND +p.number IN (SELECT rowid FROM postmortem_fts WHERE 1" matching ")"
/// Words that stand in more than so many post-mortems tell them apart no more, and to weigh each takes longer than a
/// letter may: of these, those whose title has the words come first, and of either the latest.
constexpr std::int64_t most_weighed = 2'000;
/// The number of a list's first parameter that a filter has.
constexpr std::size_t first_narrowing = 8;
/// The value says nothing that is not in the condition.
constexpr std::string_view is_received = "p.adopted = 0 AND ? <> ''";
/// Of a title in a script without spaces, in whose words the index cannot tell the title from other texts.
constexpr std::string_view in_title = "instr(p.title, ?) > 0";

/// Those that a value means of the names that a statement lists, each row's as a line each: a list in JSON of the rows.
Stored<std::string> names_for(Database& database, std::string_view statement, std::string_view value) {
  Query rows{database, statement};
  std::string json;
  while (rows.next()) {
    const std::string row = rows.text(0);
    bool is_meant = false;
    for (std::string_view rest = row; !is_meant && !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
      is_meant = is_name_for(value, name);
    }
    if (!is_meant) continue;
    json += json.empty() ? '[' : ',';
    append_json_string(json, row);
  }
  STORE_TRY(rows.result());
  return json.empty() ? "[]" : json + ']';
}

/// Midnight before a day that is so many days after a date.
std::string midnight(CalendarDate date, std::int64_t days_after, UtcOffset clock) {
  return std::to_string(instant({.date = date_from_days(days_since_epoch(date) + days_after)}, clock).microseconds);
}

/// A condition and its value; an empty condition where there is nothing to ask for.
struct Narrowing {
  std::string_view condition;
  std::string value;
};

Stored<Narrowing> narrowing_of(Database& database, const ListQuery& query, const SearchFilter& filter) {
  const auto& [condition, names] = filter_statements[static_cast<std::size_t>(filter.field)];
  Narrowing narrowing{condition, filter.value};
  if (!names.empty()) {
    auto found = names_for(database, names, filter.value);
    if (!found) return std::unexpected(std::move(found.error()));
    narrowing.value = std::move(*found);
  } else if (filter.field == SearchField::since || filter.field == SearchField::until) {
    const auto days = days_of(filter.value);
    if (!days) return Narrowing{};
    narrowing.value = filter.field == SearchField::since ? midnight(days->first, 0, query.clock)
                                                         : midnight(days->last, 1, query.clock);
  } else if (filter.field == SearchField::is && filter.value == "received") {
    narrowing.condition = is_received;
  } else if (filter.field == SearchField::is) {
    narrowing.value = query.today;
  } else if (filter.field == SearchField::title) {
    if (!spaced_scripts(filter.value).empty()) return Narrowing{in_title, filter.value};
    narrowing.value = title_expression(filter.value);
    if (narrowing.value.empty()) return Narrowing{};
  }
  return narrowing;
}

/// What the filters of a query add to its conditions, and the values these take from a number on.
struct Narrowings {
  std::string sql;
  std::vector<std::string> values;
};

Stored<Narrowings> narrowings_of(Database& database, const ListQuery& query, std::size_t first_number) {
  Narrowings all;
  for (std::size_t field = 0; field < search_field_count; ++field) {
    std::string any;
    for (const SearchFilter& filter : query.filters) {
      if (filter.field != static_cast<SearchField>(field)) continue;
      auto narrowing = narrowing_of(database, query, filter);
      if (!narrowing) return std::unexpected(std::move(narrowing.error()));
      if (narrowing->condition.empty()) continue;
      std::string condition{narrowing->condition};
      condition.insert(condition.find('?') + 1, std::to_string(first_number + all.values.size()));
      all.values.push_back(std::move(narrowing->value));
      // What is not known is not what is excluded.
      if (filter.excluded) {
        all.sql += " AND (" + condition + ") IS NOT TRUE";
      } else if (filter.field == SearchField::title) {
        all.sql += " AND " + condition;
      } else {
        any += (any.empty() ? " AND (" : " OR ") + condition;
      }
    }
    if (!any.empty()) all.sql += any + ')';
  }
  return all;
}

/// How long an operation is still known after a later entry has taken its change in: much longer than it takes a page
/// to come back and send again what it did not see answered.
constexpr Duration taken_in_kept = minutes(10);

/// What lists show of a post-mortem, but for what every save changes.
#define LISTED                                                                                               \
  "title, kind, form, status, severity, started_at, duration, team, systems, time_zone, language, adopted, " \
  "open_actions, done_actions, total_actions, undecided_actions"
#define LISTED_VALUES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16"
constexpr std::string_view insert_listed = "INSERT INTO postmortem (" LISTED
                                           ", id, version, revision, updated_at, example)"
                                           " VALUES (" LISTED_VALUES ", ?17, 1, ?18, ?19, ?20) RETURNING number";
/// A letter typed into a text changes nothing of it, and then none of its indexes is written.
constexpr std::string_view update_listed =
    "UPDATE postmortem SET (" LISTED ", removed_at) = (" LISTED_VALUES ", NULL) WHERE number = ?17 AND (" LISTED
    ", removed_at) IS NOT (" LISTED_VALUES ", NULL)";

/// As the journal spells JournalKind.
constexpr auto journal_kinds =
    std::to_array<std::string_view>({"created", "changed", "removed", "restored", "template"});

Stored<std::vector<JournalEntry>> entries_of(Query& rows) {
  std::vector<JournalEntry> entries;
  while (rows.next()) {
    JournalEntry entry{rows.text(0), rows.integer(1), rows.text(2), rows.text(3)};
    const auto spelt = std::ranges::find(journal_kinds, rows.text(4));
    entry.kind = static_cast<JournalKind>(spelt - journal_kinds.begin());
    entry.postmortem = rows.text(5);
    entry.version = rows.integer(6);
    entry.step = rows.text(7);
    entries.push_back(std::move(entry));
  }
  STORE_TRY(rows.result());
  return entries;
}

Stored<void> remove_projections(Database& database, std::int64_t number) {
  STORE_TRY(Query(database, "DELETE FROM timeline_event WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM action WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM reason WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM factor WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM reference WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM outdated WHERE postmortem = ?", number).run());
  STORE_TRY(Query(database, "DELETE FROM terms WHERE postmortem = ?", number).run());
  return Query(database, "DELETE FROM postmortem_fts WHERE rowid = ?", number).run();
}

/// The day that is said of it: of what is done the day to look, of what is settled none.
constexpr std::string_view insert_action =
    "INSERT INTO action SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "removed_at IS NULL AND adopted, ?19, "
    "CASE WHEN ?5 = 'done' THEN ?11 WHEN ?5 IN ('verified', 'will_not_do') THEN '' ELSE ?10 END "
    "FROM postmortem WHERE number = ?1";

Stored<void> add_projections(Database& database, std::int64_t number, const PostmortemRecord& row) {
  std::int64_t place = 0;
  for (const TimelineEventRow& event : row.timeline) {
    STORE_TRY(Query(database, "INSERT INTO timeline_event VALUES (?, ?, ?, ?, ?, ?)", number, place++, event.id,
                    event.at, event.kind, event.text)
                  .run());
  }
  place = 0;
  for (const ActionRow& action : row.actions) {
    if (!action.reason.empty()) {
      STORE_TRY(Query(database, "INSERT INTO reason VALUES (?, ?, ?)", number, place, action.reason).run());
    }
    STORE_TRY(Query(database, insert_action, number, place++, action.id, action.title, action.state, action.kind,
                    action.effect, action.priority, action.owner, action.due, action.look_on, action.waiting_on,
                    action.slips, action.promised_at, action.changed_at, action.folded, action.theme, action.theme_key,
                    action.quiet_since)
                  .run());
  }
  place = 0;
  for (const FactorRow& factor : row.factors) {
    STORE_TRY(Query(database, "INSERT INTO factor VALUES (?, ?, ?, ?, ?, ?, ?)", number, place++, factor.id,
                    factor.kind, factor.category, factor.certainty, factor.text)
                  .run());
  }
  place = 0;
  for (const ReferenceRow& reference : row.references) {
    STORE_TRY(
        Query(database, "INSERT INTO reference VALUES (?, ?, ?, ?)", number, place++, reference.system, reference.key)
            .run());
  }
  return Query(database, "INSERT INTO postmortem_fts (rowid, title, body, spaced) VALUES (?, ?, ?, ?)", number,
               row.title, row.body, spaced_scripts(row.title) + spaced_scripts(row.body))
      .run();
}

}  // namespace

Stored<LibraryStore> LibraryStore::open(Database& database) {
  STORE_TRY(migrate(database));
  return LibraryStore{database};
}

Stored<std::optional<SaveReceipt>> LibraryStore::saved_before(std::string_view id, const JournalEntry& entry) {
  Query earlier{*database_, "SELECT version FROM journal WHERE operation = ? AND postmortem = ?", entry.operation, id};
  if (earlier.next()) return SaveReceipt{SaveOutcome::repeated, earlier.integer(0)};
  STORE_TRY(earlier.result());
  return std::nullopt;
}

Stored<void> LibraryStore::write_journal(std::string_view id, const JournalEntry& entry, JournalKind kind,
                                         std::int64_t version) {
  if (!entry.takes_in.empty()) {
    STORE_TRY(
        Query(*database_, "UPDATE journal SET change = '' WHERE operation = ? AND postmortem = ?", entry.takes_in, id)
            .run());
  } else if (kind == JournalKind::changed) {
    STORE_TRY(Query(*database_,
                    "DELETE FROM journal WHERE postmortem = ? AND kind = 'changed' AND change = '' AND at < ?", id,
                    entry.at - taken_in_kept.microseconds)
                  .run());
  }
  return Query(
             *database_,
             "INSERT INTO journal (operation, postmortem, kind, at, author, version, change, step) VALUES (?, ?, ?, ?, "
             "?, ?, ?, ?)",
             entry.operation, id, journal_kinds[static_cast<std::size_t>(kind)], entry.at, entry.author, version,
             entry.change, entry.step)
      .run();
}

Stored<LibraryStore::Written> LibraryStore::write(const DocumentRecord& row, const JournalEntry& entry) {
  auto earlier = saved_before(row.id, entry);
  if (!earlier) return std::unexpected(std::move(earlier.error()));
  if (*earlier) return Written{**earlier};

  Written written;
  JournalKind kind = JournalKind::created;
  {
    Query existing{*database_, "SELECT number, version, removed_at IS NOT NULL FROM postmortem WHERE id = ?", row.id};
    if (existing.next()) {
      written = {.receipt = {.version = existing.integer(1)}, .number = existing.integer(0)};
      kind = existing.integer(2) != 0 ? JournalKind::restored : JournalKind::changed;
    }
    STORE_TRY(existing.result());
  }
  ++written.receipt.version;
  const auto with_listed = [&](std::string_view sql, const auto&... others) {
    return Query(*database_, sql, row.title, row.kind, row.form, row.status, row.severity, row.started_at, row.duration,
                 row.team, row.systems, row.time_zone, row.language, row.adopted, row.open_actions, row.done_actions,
                 row.total_actions, row.undecided_actions, others...);
  };
  if (kind == JournalKind::created) {
    Query added = with_listed(insert_listed, row.id, row.revision, row.updated_at, row.example);
    if (added.next()) written.number = added.integer(0);
    STORE_TRY(added.run());
  } else {
    STORE_TRY(Query(*database_, "UPDATE postmortem SET version = ?2, revision = ?3, updated_at = ?4 WHERE number = ?1",
                    written.number, written.receipt.version, row.revision, row.updated_at)
                  .run());
    STORE_TRY(with_listed(update_listed, written.number).run());
  }
  STORE_TRY(Query(*database_, "INSERT INTO document VALUES (?1, ?2) ON CONFLICT (postmortem) DO UPDATE SET json = ?2",
                  written.number, row.document)
                .run());
  STORE_TRY(write_journal(row.id, entry, kind, written.receipt.version));
  return written;
}

Stored<SaveReceipt> LibraryStore::save(const PostmortemRecord& row, const JournalEntry& entry) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  const auto written = write(row, entry);
  if (!written) return std::unexpected(written.error());
  const SaveReceipt receipt = written->receipt;
  if (receipt.outcome == SaveOutcome::repeated) return receipt;
  if (receipt.version > 1) STORE_TRY(remove_projections(*database_, written->number));
  STORE_TRY(add_projections(*database_, written->number, row));
  STORE_TRY(transaction.commit());
  return receipt;
}

Stored<SaveReceipt> LibraryStore::save_document(const DocumentRecord& row, const JournalEntry& entry) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  const auto written = write(row, entry);
  if (!written) return std::unexpected(written.error());
  if (written->receipt.outcome == SaveOutcome::repeated) return written->receipt;
  STORE_TRY(Query(*database_, "INSERT INTO outdated VALUES (?) ON CONFLICT DO NOTHING", written->number).run());
  STORE_TRY(transaction.commit());
  return written->receipt;
}

Stored<std::vector<std::string>> LibraryStore::outdated() {
  Query rows{*database_, "SELECT p.id FROM outdated AS o JOIN postmortem AS p ON p.number = o.postmortem"};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<void> LibraryStore::bring_up_to_date(const PostmortemRecord& row) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  std::int64_t number = 0;
  {
    Query found{*database_, "SELECT number FROM postmortem WHERE id = ?", row.id};
    if (found.next()) number = found.integer(0);
    STORE_TRY(found.result());
  }
  if (number == 0) return std::unexpected(StoreError{StoreFailure::not_found, 0, row.id});
  STORE_TRY(remove_projections(*database_, number));
  STORE_TRY(add_projections(*database_, number, row));
  return transaction.commit();
}

Stored<std::int64_t> LibraryStore::rows_written() {
  Query row{*database_, "SELECT total_changes()"};
  std::int64_t count = 0;
  if (row.next()) count = row.integer(0);
  STORE_TRY(row.result());
  return count;
}

Stored<std::vector<std::string>> LibraryStore::without_terms() {
  Query rows{*database_,
             "SELECT p.id FROM postmortem AS p LEFT JOIN terms AS t ON t.postmortem = p.number"
             " WHERE t.number IS NULL AND p.removed_at IS NULL AND p.adopted"};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<void> LibraryStore::set_terms(std::string_view id, std::string_view vector, std::string_view facts) {
  const auto bytes_of = [](std::string_view text) {
    return std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  };
  return Query(*database_,
               "INSERT OR REPLACE INTO terms (postmortem, vector, facts)"
               " SELECT number, ?2, ?3 FROM postmortem WHERE id = ?1",
               id, bytes_of(vector), bytes_of(facts))
      .run();
}

namespace {

Stored<std::vector<TermsRow>> read_terms(Database& database, std::string_view sql, std::int64_t number,
                                         std::string TermsRow::* part) {
  Query rows{database, sql, number};
  std::vector<TermsRow> found;
  while (rows.next()) {
    const std::vector<std::uint8_t> bytes = rows.bytes(2);
    TermsRow& row = found.emplace_back();
    row.number = rows.integer(0);
    row.postmortem = rows.text(1);
    row.*part = {bytes.begin(), bytes.end()};
  }
  STORE_TRY(rows.result());
  return found;
}

}  // namespace

Stored<std::vector<TermsRow>> LibraryStore::terms_after(std::int64_t number) {
  return read_terms(*database_,
                    "SELECT t.number, p.id, t.vector FROM terms AS t JOIN postmortem AS p ON p.number = t.postmortem"
                    " WHERE t.number > ? ORDER BY t.number",
                    number, &TermsRow::vector);
}

Stored<std::vector<TermsRow>> LibraryStore::facts_after(std::int64_t number) {
  return read_terms(*database_,
                    "SELECT t.number, p.id, t.facts FROM terms AS t JOIN postmortem AS p ON p.number = t.postmortem"
                    " WHERE t.number > ? ORDER BY t.number",
                    number, &TermsRow::facts);
}

Stored<std::vector<std::string>> LibraryStore::not_ours() {
  Query rows{*database_, "SELECT id FROM postmortem WHERE removed_at IS NOT NULL OR NOT adopted"};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<std::int64_t> LibraryStore::count_not_adopted() {
  Query row{*database_, "SELECT count(*) FROM postmortem WHERE removed_at IS NULL AND NOT adopted"};
  std::int64_t count = 0;
  if (row.next()) count = row.integer(0);
  STORE_TRY(row.result());
  return count;
}

Stored<ChangedPage> LibraryStore::changed_after(std::int64_t at, std::int64_t limit) {
  // Of several at one instant the row that was written last tells who it was.
  Query rows{*database_,
             "SELECT p.id, p.title, j.at, j.author, last.is_new, count(*) OVER () FROM"
             " (SELECT postmortem, max(number) AS number, max(kind = 'created') AS is_new FROM journal WHERE at > ?1"
             " GROUP BY postmortem) AS last"
             " JOIN journal AS j ON j.number = last.number JOIN postmortem AS p ON p.id = j.postmortem"
             " WHERE p.removed_at IS NULL ORDER BY j.at DESC, j.number DESC LIMIT ?2",
             at, limit};
  ChangedPage page;
  while (rows.next()) {
    page.entries.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.text(3), rows.integer(4) != 0});
    page.total = rows.integer(5);
  }
  STORE_TRY(rows.result());
  return page;
}

Stored<std::vector<std::string>> LibraryStore::removed_after(std::int64_t at, std::int64_t limit) {
  Query rows{*database_,
             "SELECT id FROM postmortem WHERE removed_at > ?1 AND adopted ORDER BY removed_at DESC, number LIMIT ?2",
             at, limit};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<StoredPostmortem> LibraryStore::load(std::string_view id) {
  Query found{*database_,
              "SELECT d.json, p.version, p.removed_at IS NOT NULL FROM postmortem AS p"
              " JOIN document AS d ON d.postmortem = p.number WHERE p.id = ?",
              id};
  if (found.next()) return StoredPostmortem{found.text(0), found.integer(1), found.integer(2) != 0};
  STORE_TRY(found.result());
  return std::unexpected(StoreError{StoreFailure::not_found, 0, std::string{id}});
}

Stored<std::optional<std::string>> LibraryStore::load_by_reference(std::string_view system, std::string_view key) {
  Query found{*database_,
              "SELECT d.json FROM reference AS r JOIN postmortem AS p ON p.number = r.postmortem"
              " JOIN document AS d ON d.postmortem = p.number"
              " WHERE r.key = ? AND r.system = ? AND p.removed_at IS NULL ORDER BY p.number LIMIT 1",
              key, system};
  if (found.next()) return found.text(0);
  STORE_TRY(found.result());
  return std::nullopt;
}

Stored<SaveReceipt> LibraryStore::set_removed(std::string_view id, const JournalEntry& entry,
                                              std::optional<std::int64_t> removed_at) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  const auto earlier = saved_before(id, entry);
  if (!earlier) return std::unexpected(earlier.error());
  if (*earlier) return **earlier;
  SaveReceipt receipt;
  {
    Query written{*database_,
                  "UPDATE postmortem SET removed_at = ?, version = version + 1 WHERE id = ? RETURNING version",
                  removed_at, id};
    if (written.next()) receipt.version = written.integer(0);
    STORE_TRY(written.run());
  }
  if (receipt.version == 0) return std::unexpected(StoreError{StoreFailure::not_found, 0, std::string{id}});
  STORE_TRY(Query(*database_,
                  "UPDATE action SET ours = p.removed_at IS NULL AND p.adopted FROM postmortem AS p"
                  " WHERE p.id = ? AND action.postmortem = p.number",
                  id)
                .run());
  STORE_TRY(write_journal(id, entry, removed_at ? JournalKind::removed : JournalKind::restored, receipt.version));
  STORE_TRY(transaction.commit());
  return receipt;
}

Stored<SaveReceipt> LibraryStore::remove(std::string_view id, const JournalEntry& entry) {
  return set_removed(id, entry, entry.at);
}

Stored<SaveReceipt> LibraryStore::restore(std::string_view id, const JournalEntry& entry) {
  return set_removed(id, entry, std::nullopt);
}

Stored<ListPage> LibraryStore::list(const ListQuery& query) {
  const std::string match = match_expression(query.text);
  const std::string title_match = title_expression(query.text);
  // ",1,2," so that any number of levels is one parameter.
  std::string severities;
  for (const std::int64_t level : query.severities) severities += ',' + std::to_string(level);
  severities += ',';
  const SortKey sort = match.empty() && query.sort == SortKey::relevance ? SortKey::started_at : query.sort;

  std::string narrowed;
  if (query.view != ListView::all) narrowed.append(" AND ").append(condition_of(query.view));
  if (!query.severities.empty()) narrowed += " AND instr(?1, ',' || p.severity || ',') > 0";
  if (!query.system.empty())
    narrowed += " AND instr(char(10) || p.systems || char(10), char(10) || ?3 || char(10)) > 0";
  if (query.since) narrowed += " AND p.started_at >= ?4";
  Stored<Narrowings> narrowings;
  if (!query.filters.empty()) narrowings = narrowings_of(*database_, query, first_narrowing);
  if (!narrowings) return std::unexpected(narrowings.error());
  narrowed += narrowings->sql;
  const std::string wanted = " WHERE p.removed_at IS " + std::string(query.removed ? "NOT NULL" : "NULL") + narrowed;
  // Every statement has the same parameters, of which a query may leave some unused.
  const auto bind = [&](Query& statement, std::int64_t limit, std::int64_t offset) {
    for (const std::string& text : {severities, match, query.system}) statement.bind(text);
    statement.bind(query.since);
    statement.bind(title_match);
    statement.bind(limit);
    statement.bind(offset);
    for (const std::string& value : narrowings->values) statement.bind(value);
  };
  const auto count = [&](const std::string& from) -> Stored<std::int64_t> {
    Query row{*database_, "SELECT count(*) FROM " + from + " LIMIT ?6 OFFSET ?7"};
    bind(row, 1, 0);
    const std::int64_t number = row.next() ? row.integer(0) : 0;
    STORE_TRY(row.result());
    return number;
  };
  // Those that have the words are many, and what is left out of them is mostly little.
  std::string found = "postmortem_fts WHERE rowid ";
  found += query.removed ? "IN" : "NOT IN";
  found += " (SELECT number FROM postmortem WHERE removed_at IS NOT NULL)";
  if (!narrowed.empty())
    found += " AND rowid NOT IN (SELECT p.number FROM postmortem AS p WHERE (1" + narrowed + ") IS NOT TRUE)";
  const auto count_matching = [&](std::string_view matching) { return count(found + std::string(matching)); };

  std::vector<std::int64_t> numbers;
  // What is not known comes last either way; the number makes the order whole, so that no page repeats or skips an
  // entry.
  const auto take = [&](const std::string& from, SortKey key, bool is_descending, std::int64_t offset) -> Stored<void> {
    std::string sql = "SELECT p.number FROM " + from + " ORDER BY ";
    sql.append(order_of(key)).append(is_descending ? " DESC" : " ASC");
    Query rows{*database_, sql + " NULLS LAST, p.number LIMIT ?6 OFFSET ?7"};
    bind(rows, query.limit - static_cast<std::int64_t>(numbers.size()), offset);
    while (rows.next()) numbers.push_back(rows.integer(0));
    return rows.result();
  };

  ListPage page;
  const std::string listed = "postmortem AS p" + wanted;
  const auto total = match.empty() ? count(listed) : count_matching(MATCHES_WORDS);
  if (!total) return std::unexpected(total.error());
  page.total = *total;
  if (match.empty()) {
    STORE_TRY(take(listed, sort, query.descending, query.offset));
  } else if (sort != SortKey::relevance) {
    STORE_TRY(take(listed + IS_AMONG(MATCHES_WORDS), sort, query.descending, query.offset));
  } else if (page.total <= most_weighed || !query.descending) {
    STORE_TRY(take("postmortem_fts JOIN postmortem AS p ON p.number = postmortem_fts.rowid" + wanted + MATCHES_WORDS,
                   sort, !query.descending, query.offset));
  } else {
    const auto titles = count_matching(MATCHES_TITLE);
    if (!titles) return std::unexpected(titles.error());
    if (query.offset < *titles)
      STORE_TRY(take(listed + IS_AMONG(MATCHES_TITLE), SortKey::started_at, true, query.offset));
    STORE_TRY(take(listed + IS_AMONG(MATCHES_WORDS) + " AND NOT (1" IS_AMONG(MATCHES_TITLE) ")", SortKey::started_at,
                   true, std::max<std::int64_t>(0, query.offset - *titles)));
  }

  std::string shown = "[";
  for (const std::int64_t number : numbers) {
    if (shown.size() > 1) shown += ',';
    shown += std::to_string(number);
  }
  shown += ']';
  std::map<std::int64_t, std::string> excerpts;
  if (!match.empty()) {
    Query rows{*database_,
               "SELECT rowid, snippet(postmortem_fts, 1, char(2), char(3), '…', 16) FROM postmortem_fts"
               " WHERE postmortem_fts MATCH ? AND +rowid" ONE_OF_THEM,
               match, shown};
    while (rows.next()) excerpts[rows.integer(0)] = rows.text(1);
    STORE_TRY(rows.result());
  }
  Query rows{*database_,
             "SELECT p.id, p.title, p.kind, p.form, p.status, p.severity, p.started_at, p.duration, p.team, p.systems, "
             "p.time_zone, p.language, p.adopted, p.example, p.open_actions, p.done_actions, p.total_actions, "
             "p.undecided_actions, p.updated_at, p.number FROM json_each(?) AS shown JOIN postmortem AS p ON p.number "
             "= shown.value"
             " ORDER BY shown.key",
             shown};
  while (rows.next()) page.entries.push_back(entry_of(rows, excerpts[rows.integer(19)]));
  STORE_TRY(rows.result());
  return page;
}

Stored<LibraryCounts> LibraryStore::count() {
  std::string sql = "SELECT (SELECT count(*) FROM postmortem WHERE removed_at IS NOT NULL)";
  for (const std::string_view condition : view_conditions) {
    sql += ", count(*) FILTER (WHERE ";
    sql += condition;
    sql += ")";
  }
  Query counts{*database_, sql + " FROM postmortem AS p WHERE p.removed_at IS NULL"};
  LibraryCounts found;
  if (counts.next()) {
    found.removed = counts.integer(0);
    for (std::size_t view = 0; view < list_view_count; ++view)
      found.views[view] = counts.integer(static_cast<int>(view) + 1);
  }
  STORE_TRY(counts.result());
  Query lists{*database_,
              "SELECT systems, count(*) FROM postmortem WHERE removed_at IS NULL AND systems <> '' GROUP BY systems"};
  std::map<std::string, std::int64_t, std::less<>> names;
  while (lists.next()) {
    const std::string lines = lists.text(0);
    for (std::string_view rest = lines; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
      names[std::string(name)] += lists.integer(1);
    }
  }
  STORE_TRY(lists.result());
  for (auto& [name, uses] : names) found.systems.push_back(name);
  std::ranges::stable_sort(found.systems, std::greater{}, [&](const std::string& name) { return names[name]; });
  return found;
}

Stored<std::vector<std::string>> LibraryStore::ids(ListView view) {
  std::string sql = "SELECT p.id FROM postmortem AS p WHERE p.removed_at IS NULL AND ";
  sql += condition_of(view);
  Query rows{*database_, sql + " ORDER BY p.number"};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<std::vector<JournalEntry>> LibraryStore::read_journal(std::string_view id, std::string_view also,
                                                             std::int64_t limit, std::int64_t after) {
  const std::string sql =
      "SELECT operation, at, author, change, kind, postmortem, version, step FROM journal WHERE postmortem = ?1 AND "
      "at > ?3" +
      std::string(also) + " ORDER BY number DESC LIMIT ?2";
  Query rows{*database_, sql, id, limit, after};
  return entries_of(rows);
}

Stored<std::vector<JournalEntry>> LibraryStore::journal(std::string_view id, std::int64_t limit) {
  return read_journal(id, "", limit, INT64_MIN);
}

Stored<std::vector<JournalEntry>> LibraryStore::changes_of_actions(std::int64_t after, std::int64_t limit) {
  // As Change is written.
  Query rows{*database_,
             "SELECT operation, at, author, change, kind, postmortem, version, step FROM journal WHERE at > ?1"
             " AND kind = 'changed' AND instr(change, '\"path\":\"actions/') > 0 ORDER BY number DESC LIMIT ?2",
             after, limit};
  return entries_of(rows);
}

Stored<std::vector<JournalEntry>> LibraryStore::operation(std::string_view operation) {
  Query rows{*database_,
             "SELECT operation, at, author, change, kind, postmortem, version, step FROM journal WHERE operation = ? "
             "ORDER BY number",
             operation};
  return entries_of(rows);
}

Stored<std::vector<std::pair<std::string, std::string>>> LibraryStore::settings() {
  Query rows{*database_, "SELECT key, value FROM setting ORDER BY key"};
  std::vector<std::pair<std::string, std::string>> found;
  while (rows.next()) found.emplace_back(rows.text(0), rows.text(1));
  STORE_TRY(rows.result());
  return found;
}

Stored<void> LibraryStore::set_setting(std::string_view key, std::string_view value) {
  return Query(*database_, "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", key, value)
      .run();
}

Stored<void> LibraryStore::keep_image(std::string_view sha256, std::span<const std::uint8_t> bytes) {
  return Query(*database_, "INSERT INTO image VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING", sha256, bytes).run();
}

Stored<bool> LibraryStore::has_image(std::string_view sha256) {
  Query row{*database_, "SELECT 1 FROM image WHERE sha256 = ?1", sha256};
  const bool is_there = row.next();
  STORE_TRY(row.result());
  return is_there;
}

Stored<std::optional<std::vector<std::uint8_t>>> LibraryStore::load_image(std::string_view sha256) {
  Query row{*database_, "SELECT bytes FROM image WHERE sha256 = ?1", sha256};
  std::optional<std::vector<std::uint8_t>> bytes;
  if (row.next()) bytes = row.bytes(0);
  STORE_TRY(row.result());
  return bytes;
}

Stored<std::vector<std::string>> LibraryStore::templates() {
  Query rows{*database_, "SELECT json FROM template ORDER BY id"};
  std::vector<std::string> found;
  while (rows.next()) found.push_back(rows.text(0));
  STORE_TRY(rows.result());
  return found;
}

Stored<std::string> LibraryStore::load_template(std::string_view id) {
  Query found{*database_, "SELECT json FROM template WHERE id = ?", id};
  std::string json;
  if (found.next()) json = found.text(0);
  STORE_TRY(found.result());
  return json;
}

Stored<SaveOutcome> LibraryStore::set_template(std::string_view id, std::string_view json, const JournalEntry& entry) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  const auto earlier = saved_before(id, entry);
  if (!earlier) return std::unexpected(earlier.error());
  if (*earlier) return SaveOutcome::repeated;
  auto before = load_template(id);
  if (!before) return std::unexpected(std::move(before.error()));
  if (json.empty()) {
    STORE_TRY(Query(*database_, "DELETE FROM template WHERE id = ?", id).run());
  } else {
    STORE_TRY(
        Query(*database_, "INSERT INTO template VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET json = ?2", id, json)
            .run());
  }
  JournalEntry written = entry;
  written.change = std::move(*before);
  STORE_TRY(write_journal(id, written, JournalKind::template_, 0));
  STORE_TRY(transaction.commit());
  return SaveOutcome::saved;
}

}  // namespace unrepeat
