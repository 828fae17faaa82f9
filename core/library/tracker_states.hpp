// What the states of a team's own board mean: a person says it once, where an export of the tracker is looked through.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "core/library/library.hpp"

namespace unrepeat {

/// A library keeps as many; where one more is said, the one that was said first goes.
inline constexpr std::size_t most_tracker_states = 200;
/// In bytes; nobody is asked for the meaning of a longer one.
inline constexpr std::size_t longest_tracker_state = 200;

/// What these words were said to mean, however they are written; nothing where nobody said it.
[[nodiscard]] std::optional<IssueMeaning> meaning_of(const Library& library, std::string_view words);

/// Words that are empty or too long are left out.
void set_meaning(Library& library, std::string_view words, IssueMeaning meaning);

/// Those of another library whose words this one does not know yet.
void take_meanings(Library& library, std::span<const TrackerState> others);

}  // namespace unrepeat
