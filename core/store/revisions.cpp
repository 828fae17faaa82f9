// Revisions of a post-mortem on disk. Only now and then one is whole: whoever reads another takes back, from the next
// whole one, what was changed since.
#include "core/store/library_store.hpp"
#include "core/store/store_try.hpp"

namespace unrepeat {
namespace {

/// Every so many revisions one keeps its document, so that none is far from one that is whole.
constexpr std::int64_t whole_every = 32;

#define OF_POSTMORTEM "postmortem = (SELECT number FROM postmortem WHERE id = ?1)"
#define REVISION "number, sha256, at, author, kind, source, change"

RevisionEntry entry_of(const Query& row) {
  RevisionEntry entry;
  entry.number = row.integer(0);
  entry.sha256 = row.text(1);
  entry.at = row.integer(2);
  entry.author = row.text(3);
  entry.kind = row.text(4);
  entry.source = row.integer(5);
  entry.change = row.text(6);
  return entry;
}

}  // namespace

Stored<std::int64_t> LibraryStore::add_revision(std::string_view id, const RevisionEntry& entry) {
  Transaction transaction{*database_};
  STORE_TRY(transaction.begun());
  std::int64_t number = 0;
  {
    Query added{*database_,
                "INSERT INTO revision SELECT p.number, 1 + ifnull((SELECT max(r.number) FROM revision AS r WHERE "
                "r.postmortem = p.number), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM postmortem AS p WHERE p.id = ?1 "
                "RETURNING number",
                id,
                entry.sha256,
                entry.at,
                entry.author,
                entry.kind,
                entry.source,
                entry.change,
                entry.document};
    if (added.next()) number = added.integer(0);
    STORE_TRY(added.run());
  }
  if (number == 0) return std::unexpected(StoreError{StoreFailure::not_found, 0, std::string{id}});
  if ((number - 1) % whole_every != 1) {
    STORE_TRY(
        Query(*database_, "UPDATE revision SET document = '' WHERE " OF_POSTMORTEM " AND number = ?2", id, number - 1)
            .run());
  }
  STORE_TRY(transaction.commit());
  return number;
}

Stored<std::optional<RevisionEntry>> LibraryStore::newest_revision(std::string_view id) {
  Query found{*database_,
              "SELECT " REVISION ", document FROM revision WHERE " OF_POSTMORTEM " ORDER BY number DESC LIMIT 1", id};
  if (found.next()) {
    RevisionEntry entry = entry_of(found);
    entry.document = found.text(7);
    return entry;
  }
  STORE_TRY(found.result());
  return std::nullopt;
}

Stored<std::vector<RevisionEntry>> LibraryStore::revisions(std::string_view id, std::int64_t before,
                                                           std::int64_t limit) {
  Query rows{*database_,
             "SELECT " REVISION " FROM revision WHERE " OF_POSTMORTEM " AND number < ?2 ORDER BY number DESC LIMIT ?3",
             id, before, limit};
  std::vector<RevisionEntry> entries;
  while (rows.next()) entries.push_back(entry_of(rows));
  STORE_TRY(rows.result());
  return entries;
}

Stored<std::vector<RevisionEntry>> LibraryStore::revisions_to_whole(std::string_view id, std::int64_t number) {
  Query rows{*database_,
             "SELECT " REVISION ", document FROM revision WHERE " OF_POSTMORTEM
             " AND number >= ?2 AND number <= (SELECT min(number) FROM revision WHERE " OF_POSTMORTEM
             " AND number >= ?2 AND document <> '') ORDER BY number DESC",
             id, number};
  std::vector<RevisionEntry> entries;
  while (rows.next()) {
    entries.push_back(entry_of(rows));
    entries.back().document = rows.text(7);
  }
  STORE_TRY(rows.result());
  return entries;
}

Stored<std::vector<JournalEntry>> LibraryStore::changes(std::string_view id, std::int64_t limit, std::int64_t after) {
  return read_journal(id, " AND kind = 'changed' AND change <> ''", limit, after);
}

}  // namespace unrepeat
