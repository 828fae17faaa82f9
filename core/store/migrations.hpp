// Brings a library to the schema this version knows. A migration is a file in migrations/, embedded when building and
// never edited after a release.
#pragma once

#include "core/store/database.hpp"

namespace unrepeat {

/// The schema this version writes.
int newest_schema();
/// Runs the migrations that are missing, each in a transaction. Fails with StoreFailure::newer, touching nothing, when
/// a newer version wrote the library.
Stored<void> migrate(Database& database);

}  // namespace unrepeat
