// SQLite as values: connection, query and transaction close themselves, failures are StoreError. SQL text stays in
// core/store/. The calls are SQLite's C API: libsqlite3 natively, thunks into sqlite-wasm in the browser
// (web/sqlite.cpp).
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace unrepeat {

/// What a person can be told, and do, about a failure; `code` in StoreError has the detail.
enum class StoreFailure : std::uint8_t {
  full,       ///< The disk or the browser's quota is full: nothing was written, the library is intact.
  corrupt,    ///< The file is not a sound library.
  refused,    ///< The place cannot be opened or written.
  busy,       ///< Somebody else holds the library.
  newer,      ///< A newer version of Unrepeat wrote the library.
  not_found,  ///< There is no such entry.
  broken,     ///< Anything else: a defect of ours.
};

struct StoreError {
  StoreFailure failure = StoreFailure::broken;
  int code = 0;         ///< SQLite's extended result code.
  std::string message;  ///< SQLite's English words, for a report; never shown alone.
};

template <class T>
using Stored = std::expected<T, StoreError>;

/// One SQL statement text, compiled once per connection and kept.
struct PreparedStatement {
  std::string sql;
  sqlite3_stmt* statement = nullptr;
  bool in_use = false;
};

/// A connection. Moves; queries keep its address, so it must not move while one is open.
class Database {
 public:
  /// Opens or creates the library at `path` (":memory:" for one in memory), alone (exclusive), durably (WAL, full
  /// sync). `vfs` is SQLite's name of the storage underneath; empty for the default one.
  static Stored<std::unique_ptr<Database>> open(const std::string& path, const std::string& vfs = {});
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs statements without values or rows.
  Stored<void> execute(const char* sql);
  /// Moves what it can from the log into the library's file, so that what is written next goes over the log's
  /// beginning. A commit does not wait for that unless nobody asked for it for very long.
  Stored<void> shorten_log();
  /// Moves everything from the log into the library's file and makes the log empty: whoever opens the library after its
  /// page was just closed reads all of it.
  Stored<void> empty_log();
  /// How many rows the last statement inserted, changed or deleted.
  std::int64_t changed_rows() const;
  /// Whether a transaction is open.
  bool in_transaction() const;
  /// The bytes that the database's file has, or would have.
  Stored<std::vector<std::uint8_t>> serialise();

 private:
  friend class Query;
  explicit Database(sqlite3* connection) : connection_(connection) {}
  StoreError error() const;
  PreparedStatement* prepare(std::string_view sql);

  sqlite3* connection_;
  std::vector<std::unique_ptr<PreparedStatement>> statements_;
};

/// One run of a statement: construct with its values, then `next()` for rows or `run()` for none.
/// A failure ends the rows; `result()` says whether there was one.
class Query {
 public:
  template <class... Values>
  Query(Database& database, std::string_view sql, const Values&... values) : Query(database, sql, Prepared{}) {
    (bind(values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  void bind(std::int64_t value);
  void bind(int value) { bind(std::int64_t{value}); }
  void bind(bool value) { bind(std::int64_t{value}); }
  void bind(double value);
  /// The text is copied.
  void bind(std::string_view text);
  void bind(const std::string& text) { bind(std::string_view{text}); }
  void bind(const char* text) { bind(std::string_view{text}); }
  void bind(std::span<const std::uint8_t> bytes);
  void bind(std::nullptr_t);
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(nullptr);
    }
  }

  /// Goes to the next row; false at the end or on failure.
  bool next();
  /// Runs to the end.
  Stored<void> run();
  /// How it has gone so far.
  Stored<void> result() const;

  std::int64_t integer(int column) const;
  double real(int column) const;
  bool is_null(int column) const;
  std::string text(int column) const;
  std::vector<std::uint8_t> bytes(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;

 private:
  struct Prepared {};
  Query(Database& database, std::string_view sql, Prepared);
  void check(int code);

  Database& database_;
  PreparedStatement* prepared_;
  int bound_ = 0;
  std::optional<StoreError> error_;
};

/// Everything until `commit()` happens together or, when it is not reached, not at all. Nests: an inner one is a part
/// of the outer one.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// Whether it began.
  const Stored<void>& begun() const { return begun_; }
  /// Returns after the disk has it, if it is the outermost.
  Stored<void> commit();

 private:
  Database& database_;
  Stored<void> begun_;
  bool open_;
};

}  // namespace unrepeat
