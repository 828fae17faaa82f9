// What somebody said that the post-mortems of a library are to each other. Several may tell of one incident: one of
// them counts, the others are copies, and what is said of a copy holds for the one that counts.
#pragma once

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/identity/id_hash.hpp"
#include "core/learn/incident_facts.hpp"

namespace unrepeat {

class SaidRelations {
 public:
  /// Of all that is ours and outside of the bin: a relation to anything else means nothing. The order does not count.
  explicit SaidRelations(std::span<const IncidentFacts* const> library);

  /// Of the post-mortems that tell of the same incident the one that counts, also where others are in between: before
  /// all an incident, which figures count, rather than what was taken for a near miss, a false alarm or a drill; then
  /// one that is not said to be a duplicate of another one, one that was reviewed, one in full, the smallest id. What
  /// nobody said that of counts itself.
  [[nodiscard]] PostmortemId counted(const PostmortemId& id) const;
  [[nodiscard]] bool does_count(const PostmortemId& id) const { return counted(id) == id; }

  using Others = std::span<const PostmortemId>;
  // Of an incident, by any post-mortem that tells of it: the ones that count of the others, by their ids.
  /// What it is said to be a recurrence of.
  [[nodiscard]] Others before(const PostmortemId& id) const { return others(before_, id); }
  /// What is said to be a recurrence of it.
  [[nodiscard]] Others after(const PostmortemId& id) const { return others(after_, id); }
  /// What is said not to be related to it, by either.
  [[nodiscard]] Others unrelated(const PostmortemId& id) const { return others(unrelated_, id); }

 private:
  using Lists = std::map<PostmortemId, std::vector<PostmortemId>>;
  [[nodiscard]] Others others(const Lists& lists, const PostmortemId& id) const;

  std::unordered_map<PostmortemId, PostmortemId, IdHash> counted_;  ///< Of copies alone.
  Lists before_, after_, unrelated_;
};

}  // namespace unrepeat
