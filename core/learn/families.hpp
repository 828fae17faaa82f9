// Incidents that came again, as families: those that somebody linked, and those that tell so much of the same that it
// is worth telling. One that somebody said is not related stays out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/identity/id_hash.hpp"
#include "core/learn/incident_facts.hpp"
#include "core/learn/recurrence.hpp"

namespace unrepeat {

/// The likest of each in a library that is looked at as a whole. Only those are compared that share a rare term, which
/// makes it thousands of times faster than asking the index for each.
class Neighbours {
 public:
  /// The index outlives it and does not change meanwhile.
  explicit Neighbours(const TermIndex& index);
  /// Those at least so like, the likest first; `least` is above 0.
  [[nodiscard]] std::vector<TermIndex::Match> of(const PostmortemId& id, double least);
  /// From 0 to 1; 0 where one of both is not in the index.
  [[nodiscard]] double between(const PostmortemId& one, const PostmortemId& other) const;

 private:
  using Entries = std::vector<TermVector::Entry>;
  struct Posting {
    std::uint32_t owner = 0;
    float worth = 0;
  };
  [[nodiscard]] double worth_of(const TermVector::Entry& entry) const { return entry.weight * told_[entry.term]; }

  std::vector<PostmortemId> ids_;
  std::vector<const Entries*> entries_;
  std::vector<double> lengths_;
  std::unordered_map<PostmortemId, std::uint32_t, IdHash> places_;
  std::vector<double> told_;
  std::vector<std::vector<Posting>> postings_;
  // Between two calls of `of` all zero.
  std::vector<double> asked_;
  std::vector<float> partial_;
};

/// Its members by their start, the first first; at least two.
using Family = std::vector<const IncidentFacts*>;

/// Takes incidents in the order of their start, a few at a time.
class FamilyFinder {
 public:
  /// All of them stay where they are, and the index as it is.
  FamilyFinder(std::vector<const IncidentFacts*> incidents, const TermIndex& index);
  [[nodiscard]] std::size_t taken() const { return next_; }
  [[nodiscard]] std::size_t size() const { return incidents_.size(); }
  /// Takes at most so many; false when none is left.
  bool step(std::size_t most);
  /// Those that came most often first; of these the one that came last.
  [[nodiscard]] std::vector<Family> families() const;

 private:
  void take(std::uint32_t place);
  void join(std::uint32_t place, std::uint32_t family);

  std::vector<const IncidentFacts*> incidents_;
  std::unordered_map<PostmortemId, std::uint32_t, IdHash> places_;
  Neighbours neighbours_;
  double telling_;
  std::size_t next_ = 0;
  std::vector<std::vector<std::uint32_t>> families_;  ///< Empty once it has joined another.
  std::vector<std::uint32_t> family_of_;
};

}  // namespace unrepeat
