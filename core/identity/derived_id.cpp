// An id from a digest.
#include "core/identity/derived_id.hpp"

#include <algorithm>

#include "core/identity/sha256.hpp"

namespace unrepeat {

Uuid derived_id(Instant at, std::string_view name) {
  const Sha256Digest digest = sha256(name);
  std::array<std::uint8_t, 10> bytes{};
  std::copy_n(digest.begin(), bytes.size(), bytes.begin());
  return make_uuid(std::max<std::int64_t>(at.microseconds / 1000, 0), bytes);
}

}  // namespace unrepeat
