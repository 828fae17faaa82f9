// The number of the last migration that ran is SQLite's user_version.
#include "core/store/migrations.hpp"

#include <iterator>

#include "embedded_migrations.hpp"

namespace unrepeat {

int newest_schema() { return static_cast<int>(std::size(embedded_migrations)); }

Stored<void> migrate(Database& database) {
  std::int64_t schema = 0;
  {
    // Closed before a migration: a table cannot be dropped while a statement is open.
    Query current{database, "PRAGMA user_version"};
    if (!current.next()) return std::unexpected(current.result().error_or(StoreError{}));
    schema = current.integer(0);
  }
  if (schema > newest_schema()) {
    return std::unexpected(StoreError{StoreFailure::newer, 0, "schema " + std::to_string(schema)});
  }
  for (int number = static_cast<int>(schema); number < newest_schema(); ++number) {
    Transaction transaction{database};
    if (!transaction.begun()) return transaction.begun();
    if (const auto done = database.execute(embedded_migrations[number]); !done) return done;
    const std::string mark = "PRAGMA user_version = " + std::to_string(number + 1);
    if (const auto done = database.execute(mark.c_str()); !done) return done;
    if (const auto done = transaction.commit(); !done) return done;
  }
  return {};
}

}  // namespace unrepeat
