// Groups of copies by union and find, with the one that counts always at their top.
#include "core/learn/said_relations.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace unrepeat {
namespace {

constexpr auto said_lists = std::to_array<std::vector<PostmortemId> IncidentFacts::*>(
    {&IncidentFacts::came_again, &IncidentFacts::duplicate_of, &IncidentFacts::same_incident,
     &IncidentFacts::unrelated});

}  // namespace

SaidRelations::SaidRelations(std::span<const IncidentFacts* const> library) {
  // Those that say something or have something said of them; null where they are not in the library.
  std::unordered_map<PostmortemId, const IncidentFacts*, IdHash> named;
  for (const IncidentFacts* one : library)
    for (const auto list : said_lists)
      for (const PostmortemId& other : one->*list) {
        named.try_emplace(one->id, nullptr);
        named.try_emplace(other, nullptr);
      }
  if (named.empty()) return;
  for (const IncidentFacts* one : library)
    if (const auto found = named.find(one->id); found != named.end()) found->second = one;
  std::erase_if(named, [](const auto& entry) { return entry.second == nullptr; });

  std::unordered_map<PostmortemId, PostmortemId, IdHash> above;
  for (const auto& [id, facts] : named) above.emplace(id, id);
  const auto top_of = [&](PostmortemId id) {
    while (above.at(id) != id) id = above.at(id) = above.at(above.at(id));
    return id;
  };
  // Where all of a circle are said to be duplicates, none is better than another by that.
  const auto rank_of = [&](const PostmortemId& id) {
    const IncidentFacts& facts = *named.at(id);
    const bool is_duplicate = std::ranges::any_of(
        facts.duplicate_of, [&](const PostmortemId& other) { return other != id && named.contains(other); });
    return std::tuple(facts.kind, is_duplicate, !facts.was_reviewed, facts.form != Form::full, id);
  };
  for (const auto& [id, facts] : named)
    for (const auto list : {&IncidentFacts::duplicate_of, &IncidentFacts::same_incident})
      for (const PostmortemId& other : facts->*list) {
        if (!named.contains(other)) continue;
        PostmortemId one = top_of(id), top = top_of(other);
        if (one == top) continue;
        if (rank_of(one) < rank_of(top)) std::swap(one, top);
        above.at(one) = top;
      }
  for (const auto& [id, facts] : named)
    if (const PostmortemId top = top_of(id); top != id) counted_.emplace(id, top);

  const auto add = [&](Lists& lists, const PostmortemId& one, const PostmortemId& other) {
    if (counted(one) != counted(other)) lists[counted(one)].push_back(counted(other));
  };
  for (const auto& [id, facts] : named) {
    for (const PostmortemId& other : facts->came_again) {
      if (!named.contains(other)) continue;
      add(before_, id, other);
      add(after_, other, id);
    }
    for (const PostmortemId& other : facts->unrelated) {
      if (!named.contains(other)) continue;
      add(unrelated_, id, other);
      add(unrelated_, other, id);
    }
  }
  for (Lists* lists : {&before_, &after_, &unrelated_})
    for (auto& [id, others] : *lists) {
      std::ranges::sort(others);
      const auto twice = std::ranges::unique(others);
      others.erase(twice.begin(), twice.end());
    }
}

PostmortemId SaidRelations::counted(const PostmortemId& id) const {
  const auto found = counted_.find(id);
  return found == counted_.end() ? id : found->second;
}

SaidRelations::Others SaidRelations::others(const Lists& lists, const PostmortemId& id) const {
  const auto found = lists.find(counted(id));
  if (found == lists.end()) return {};
  return found->second;
}

}  // namespace unrepeat
