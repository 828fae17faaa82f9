// A library of any size for measurements: always the same for the same size, and as varied as real ones are.
#pragma once

#include "core/library/library.hpp"

namespace unrepeat::bench {

/// Between 3 and 4 KB a post-mortem when written.
Bundle generated_library(int size);

}  // namespace unrepeat::bench
