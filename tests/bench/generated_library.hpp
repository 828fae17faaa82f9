// A library of any size for measurements: always the same for the same plan, and as varied as real ones are.
#pragma once

#include "core/library/library.hpp"

namespace unrepeat::bench {

/// What a library is to be like.
struct LibraryPlan {
  int size = 0;
  /// Each post-mortem has at least so many promises; without that every other one has one.
  int promises = 0;
  /// Another part of a library that is too large for one file: as many other post-mortems.
  int part = 0;
  /// As teams leave it behind: half of the incidents have all their moments, one in six came again, causes have themes,
  /// and old promises are mostly kept. Without that no two have more in common than chance gives them.
  bool is_lived_in = false;
};

/// Between 3 and 4 KB a post-mortem when written, and half a kilobyte more a promise.
Bundle generated_library(const LibraryPlan& plan);

}  // namespace unrepeat::bench
