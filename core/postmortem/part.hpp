// The six parts of a post-mortem, in the order in which they are asked.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/describe/describe.hpp"

namespace unrepeat {

enum class Part : std::uint8_t { context, timeline, impact, causes, review, actions };
SPELL(Part, "context", "timeline", "impact", "causes", "review", "actions")
inline constexpr std::size_t part_count = 6;

}  // namespace unrepeat
