// What one telling of a post-mortem has that another has not: of two files, or of a file and the library.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/import/importer.hpp"

namespace unrepeat {

/// Adds to `existing` the entries whose ids it has not. Says how many.
template <class Entry>
std::size_t add_missing(std::vector<Entry>& existing, const std::vector<Entry>& incoming) {
  std::set<decltype(Entry::id)> ids;
  for (const Entry& entry : existing) ids.insert(entry.id);
  std::size_t added = 0;
  for (const Entry& entry : incoming) {
    if (!ids.insert(entry.id).second) continue;
    existing.push_back(entry);
    ++added;
  }
  return added;
}

/// Whether two say the same, whenever and wherever they were saved.
[[nodiscard]] bool says_the_same(const Postmortem& a, const Postmortem& b);

/// The same reason, at the place where the entry stands.
void give_reason(ImportItem& item, Text text, std::vector<std::string> arguments = {});

/// Adds what `incoming` knows and `existing` does not: events, sources and systems by id, moments that were pending.
/// What a person wrote stays. Says how many things were added; none means that it is the same.
std::size_t add_what_is_new(Postmortem& existing, const Postmortem& incoming);
/// The moments of `incoming` where `existing` has none or what a tool put by itself. Says how many.
std::size_t add_new_moments(Postmortem& existing, const Postmortem& incoming);

/// Sets what an entry means to the library: new, the same, more of one that is there.
void compare_with_library(ImportItem& item, const KnownPostmortems& known);

}  // namespace unrepeat
