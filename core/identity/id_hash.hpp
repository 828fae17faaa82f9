// Ids as keys of a table.
#pragma once

#include <cstddef>
#include <cstring>

#include "core/identity/id.hpp"

namespace unrepeat {

/// The last bytes of an id are random, or a hash; the first are a time.
struct IdHash {
  std::size_t operator()(const Uuid& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes.data() + id.bytes.size() - sizeof hash, sizeof hash);
    return hash;
  }
};

}  // namespace unrepeat
