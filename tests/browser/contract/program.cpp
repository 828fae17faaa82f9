// The contract's cases as a module for the browser's worker: libraries are files of the pool, the report goes to
// fd_write.
#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#include <doctest/doctest.h>

#include "tests/contract/place.hpp"
#include "web/bridge.hpp"

namespace unrepeat::test {

Place::Place() : vfs_("opfs-sahpool") {
  static int count = 0;
  path_ = "/contract-" + std::to_string(++count);
}

// The worker deletes the pool when all cases are done.
Place::~Place() = default;

}  // namespace unrepeat::test

/// Runs every case; 0 when all hold.
EXPORT(run_contract) int run_contract() {
  doctest::Context context;
  context.setOption("no-colors", true);
  context.setOption("no-exitcode", false);
  return context.run();
}
