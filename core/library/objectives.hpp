// How soon priority actions are to be done: what a library says of it, by the severity of their incident.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/library/library.hpp"

namespace unrepeat {

/// Severities have as many levels.
inline constexpr std::size_t objective_levels = 5;
/// In days.
inline constexpr std::int64_t longest_objective = 999;

/// By severity from 1 on, in days; 0: none. Of what the library does not say: 15 and 30 days for the two worst levels,
/// and none for the others.
[[nodiscard]] std::vector<std::int64_t> objective_days(const Library& library);

/// 0 days: none for this level, which is not the same as to say nothing of it.
void set_objective(Library& library, std::int64_t level, std::int64_t days);

/// Days as a person types them, 0 for no words; nothing where that is no number from 1 to `longest_objective`.
[[nodiscard]] std::optional<std::int64_t> read_objective(std::string_view typed);

}  // namespace unrepeat
