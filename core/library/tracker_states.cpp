// A state stands once in the list, as issues compare their words.
#include "core/library/tracker_states.hpp"

#include <algorithm>

#include "core/action/issue_state.hpp"

namespace unrepeat {

std::optional<IssueMeaning> meaning_of(const Library& library, std::string_view words) {
  const std::string key = issue_state_key(words);
  // Of words that a file has twice the first counts, as they do when they are set.
  for (const TrackerState& state : library.tracker_states)
    if (!key.empty() && issue_state_key(state.words) == key) return state.means;
  return std::nullopt;
}

void set_meaning(Library& library, std::string_view words, IssueMeaning meaning) {
  const std::string key = issue_state_key(words);
  if (key.empty() || words.size() > longest_tracker_state) return;
  auto& states = library.tracker_states;
  auto state = std::ranges::find(states, key, [](const TrackerState& one) { return issue_state_key(one.words); });
  if (state == states.end()) {
    while (states.size() >= most_tracker_states) states.erase(states.begin());
    TrackerState added;
    added.words = words;
    state = states.insert(states.end(), std::move(added));
  }
  state->means = meaning;
}

void take_meanings(Library& library, std::span<const TrackerState> others) {
  for (const TrackerState& other : others)
    if (library.tracker_states.size() < most_tracker_states && !meaning_of(library, other.words))
      set_meaning(library, other.words, other.means);
}

}  // namespace unrepeat
