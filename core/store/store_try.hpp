// How the statements of the library end at the first that fails.
#pragma once

#include <expected>
#include <utility>

/// A failed step ends the function with its failure.
#define STORE_TRY(step) \
  if (auto done = (step); !done) return std::unexpected(std::move(done).error())
