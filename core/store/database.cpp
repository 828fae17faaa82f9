// SQLite's C API behind Database, Query and Transaction.
#include "core/store/database.hpp"

#include <sqlite3.h>

namespace unrepeat {
namespace {

/// More statement texts than the store has; lists composed from sort and filter come and go within it.
constexpr std::size_t kept_statements = 64;

StoreFailure failure_of(int extended_code) {
  switch (extended_code & 0xff) {
    case SQLITE_FULL: return StoreFailure::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return StoreFailure::corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY: return StoreFailure::refused;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StoreFailure::busy;
    default: return StoreFailure::broken;
  }
}

StoreError error_of(sqlite3* connection) {
  const int code = sqlite3_extended_errcode(connection);
  return {failure_of(code), code, sqlite3_errmsg(connection)};
}

}  // namespace

Stored<std::unique_ptr<Database>> Database::open(const std::string& path, const std::string& vfs) {
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                     vfs.empty() ? nullptr : vfs.c_str());
  if (opened != SQLITE_OK) {
    StoreError error{failure_of(opened), opened, connection ? sqlite3_errmsg(connection) : "out of memory"};
    sqlite3_close_v2(connection);
    return std::unexpected(std::move(error));
  }
  sqlite3_extended_result_codes(connection, 1);
  std::unique_ptr<Database> database{new Database(connection)};
  // Exclusive comes first: without it WAL needs shared memory, which the browser's storage does not have.
  const auto prepared = database->execute(
      "PRAGMA page_size = 4096; PRAGMA locking_mode = exclusive; PRAGMA journal_mode = wal; PRAGMA synchronous = full;"
      // A letter is a commit, and the one that finds the log full waits for all of it: the log is shortened while
      // nobody waits (shorten_log), and here only if that never came.
      "PRAGMA wal_autocheckpoint = 5000;"
      // An import dirties many pages; with the default 2 MB they would be written and read back on the way.
      "PRAGMA cache_size = -32768; PRAGMA foreign_keys = on; PRAGMA trusted_schema = off; PRAGMA temp_store = memory;");
  if (!prepared) return std::unexpected(prepared.error());
  return database;
}

Database::~Database() {
  for (const auto& prepared : statements_) sqlite3_finalize(prepared->statement);
  sqlite3_close_v2(connection_);
}

Stored<void> Database::execute(const char* sql) {
  if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return std::unexpected(error());
  return {};
}

Stored<void> Database::shorten_log() { return Query(*this, "PRAGMA wal_checkpoint(PASSIVE)").run(); }

Stored<void> Database::empty_log() { return Query(*this, "PRAGMA wal_checkpoint(TRUNCATE)").run(); }

std::int64_t Database::changed_rows() const { return sqlite3_changes(connection_); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

Stored<std::vector<std::uint8_t>> Database::serialise() {
  sqlite3_int64 size = 0;
  unsigned char* const bytes = sqlite3_serialize(connection_, "main", &size, 0);
  if (!bytes) return std::unexpected(StoreError{StoreFailure::broken, SQLITE_NOMEM, "out of memory"});
  std::vector<std::uint8_t> file(bytes, bytes + size);
  sqlite3_free(bytes);
  return file;
}

StoreError Database::error() const { return error_of(connection_); }

PreparedStatement* Database::prepare(std::string_view sql) {
  for (const auto& prepared : statements_) {
    if (!prepared->in_use && prepared->sql == sql) return prepared.get();
  }
  auto prepared = std::make_unique<PreparedStatement>(std::string{sql});
  const int code = sqlite3_prepare_v3(connection_, prepared->sql.c_str(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared->statement, nullptr);
  if (code != SQLITE_OK) return nullptr;
  if (statements_.size() >= kept_statements) {
    for (auto& kept : statements_) {
      if (kept->in_use) continue;
      sqlite3_finalize(kept->statement);
      kept = std::move(prepared);
      return kept.get();
    }
  }
  return statements_.emplace_back(std::move(prepared)).get();
}

Query::Query(Database& database, std::string_view sql, Prepared)
    : database_(database), prepared_(database.prepare(sql)) {
  if (prepared_) {
    prepared_->in_use = true;
  } else {
    error_ = database.error();
  }
}

Query::~Query() {
  if (!prepared_) return;
  sqlite3_reset(prepared_->statement);
  sqlite3_clear_bindings(prepared_->statement);
  prepared_->in_use = false;
}

void Query::check(int code) {
  if (code != SQLITE_OK && !error_) error_ = database_.error();
}

void Query::bind(std::int64_t value) {
  if (!error_) check(sqlite3_bind_int64(prepared_->statement, ++bound_, value));
}

void Query::bind(double value) {
  if (!error_) check(sqlite3_bind_double(prepared_->statement, ++bound_, value));
}

void Query::bind(std::string_view text) {
  // A view of nothing has no address, and SQLite would take it for NULL.
  const char* const start = text.empty() ? "" : text.data();
  if (!error_) {
    check(sqlite3_bind_text(prepared_->statement, ++bound_, start, static_cast<int>(text.size()), SQLITE_TRANSIENT));
  }
}

void Query::bind(std::span<const std::uint8_t> bytes) {
  const void* const start = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  if (!error_) {
    check(sqlite3_bind_blob(prepared_->statement, ++bound_, start, static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
  }
}

void Query::bind(std::nullptr_t) {
  if (!error_) check(sqlite3_bind_null(prepared_->statement, ++bound_));
}

bool Query::next() {
  if (error_) return false;
  const int code = sqlite3_step(prepared_->statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) error_ = database_.error();
  return false;
}

Stored<void> Query::run() {
  while (next()) {
  }
  return result();
}

Stored<void> Query::result() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(prepared_->statement, column); }

double Query::real(int column) const { return sqlite3_column_double(prepared_->statement, column); }

bool Query::is_null(int column) const { return sqlite3_column_type(prepared_->statement, column) == SQLITE_NULL; }

std::string Query::text(int column) const {
  const auto* const start = reinterpret_cast<const char*>(sqlite3_column_text(prepared_->statement, column));
  if (!start) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(prepared_->statement, column))};
}

std::vector<std::uint8_t> Query::bytes(int column) const {
  const auto* const start = static_cast<const std::uint8_t*>(sqlite3_column_blob(prepared_->statement, column));
  if (!start) return {};
  return {start, start + sqlite3_column_bytes(prepared_->statement, column)};
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

Transaction::Transaction(Database& database)
    : database_(database), begun_(Query(database, "SAVEPOINT step").run()), open_(begun_.has_value()) {}

Transaction::~Transaction() {
  // A full disk may have undone everything by itself already; undoing again would only be a second error.
  if (open_ && database_.in_transaction()) static_cast<void>(database_.execute("ROLLBACK TO step; RELEASE step"));
}

Stored<void> Transaction::commit() {
  if (!begun_) return begun_;
  if (const auto done = Query(database_, "RELEASE step").run(); !done) return done;
  open_ = false;
  return {};
}

}  // namespace unrepeat
