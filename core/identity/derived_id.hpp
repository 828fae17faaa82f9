// Ids that two people get alike: who imports the same record from the same tool names it the same, so their files
// merge.
#pragma once

#include <string_view>

#include "core/identity/id.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

/// A version 7 UUID whose random part is the digest of `name`. `name` says everything that makes the thing what it is
/// ("statuspage/incident/kctbh9vrtdwd"); `at` is a time that belongs to it and will not change.
[[nodiscard]] Uuid derived_id(Instant at, std::string_view name);

}  // namespace unrepeat
