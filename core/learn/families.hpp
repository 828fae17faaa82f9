// Incidents that came again, as families: those that somebody linked, and those that tell so much of the same that it
// is worth telling. Never are two of one that somebody said are not related.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
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
  /// Reads at most so many of the index; false when none is left. Whoever asks before waits for the rest.
  bool read(std::size_t most);
  /// Those at least so like, the likest first, but for those of which one or two words make it; `least` is above 0.
  [[nodiscard]] std::vector<TermIndex::Match> of(const PostmortemId& id, double least);
  /// Of one to each of the others; 0 where either is not in the index.
  [[nodiscard]] std::vector<double> between(const PostmortemId& one, std::span<const PostmortemId> others);

 private:
  struct Posting {
    std::uint32_t owner = 0;
    float worth = 0;
  };
  /// Of a term that one has.
  struct Worth {
    std::uint32_t term = 0;
    float worth = 0;
  };
  [[nodiscard]] std::span<const Worth> worths_of(std::uint32_t place) const {
    return std::span(worths_).subspan(begins_[place], begins_[place + 1] - begins_[place]);
  }

  const TermIndex& index_;
  std::vector<PostmortemId> ids_;
  std::vector<double> told_;
  std::vector<Worth> worths_;
  std::vector<std::size_t> begins_ = {0};  ///< Of those that are read, and where the next one begins.
  std::vector<double> lengths_;
  std::unordered_map<PostmortemId, std::uint32_t, IdHash> places_;
  std::vector<std::vector<Posting>> postings_;
  // Between two calls all zero.
  std::vector<double> asked_;
  std::vector<float> partial_;
};

/// Its members by their start, the first first; at least two.
using Family = std::vector<const IncidentFacts*>;

/// Compares each incident with those that are like it, then joins them into families, the likest first, as long as
/// every member is like the others. What somebody linked is together from the start, the links to what started first
/// before the others; but neither a link nor a likeness brings two together of which somebody said that they are not
/// related. Of several that tell of one incident the one that counts is a member, with the links of all of them.
class FamilyFinder {
 public:
  /// Of the whole library; a false alarm or a drill is nothing that came again. All of them stay where they are, and
  /// the index as it is.
  FamilyFinder(std::span<const IncidentFacts* const> library, const TermIndex& index);
  /// Of size(), so many are compared; families are joined when all are.
  [[nodiscard]] std::size_t taken() const { return next_; }
  [[nodiscard]] std::size_t size() const { return incidents_.size(); }
  [[nodiscard]] bool is_done() const { return next_ == incidents_.size() && next_edge_ == edges_.size() && !joining_; }
  /// Compares at most so many, or reads or joins as many as take about as long; false when nothing is left.
  bool step(std::size_t most);
  /// Those that came most often first; of these the one that came last.
  [[nodiscard]] std::vector<Family> families() const;
  /// At least so like is every member that nobody linked to the others of its family, on average.
  [[nodiscard]] double least_likeness() const { return least_; }

 private:
  struct Edge {
    std::int32_t likeness = 0;  ///< In millionths, so that the order of adding makes no difference.
    std::uint32_t one = 0, other = 0;
  };
  void compare(std::uint32_t place);
  /// Two families that are compared, a member of the first at a time: the largest take longer than one step.
  struct Joining {
    std::uint32_t one = 0, other = 0;
    std::vector<PostmortemId> ids, others;
    std::vector<double> to_others, to_ones;  ///< Of each, added up.
    double all = 0;
    std::size_t next = 0;
  };
  /// What the edge asks to be compared, if anything.
  [[nodiscard]] std::optional<Joining> begin_to_join(const Edge& edge);
  /// Whether the first's next member can be with the others.
  [[nodiscard]] bool compare_next(Joining& joining);
  /// Joins them where all are still like each other.
  void end_joining(const Joining& joining);
  [[nodiscard]] bool are_parted(std::uint32_t one, std::uint32_t other) const;
  void join(std::uint32_t one, std::uint32_t other);

  std::vector<const IncidentFacts*> incidents_;
  std::unordered_map<PostmortemId, std::uint32_t, IdHash> places_;
  std::optional<Neighbours> neighbours_;  ///< Gone when all is done.
  double least_;
  std::size_t next_ = 0, next_edge_ = 0;
  std::optional<Joining> joining_;
  std::vector<Edge> edges_;
  std::vector<std::vector<std::uint32_t>> unrelated_;  ///< To each, those somebody said it of, in either.
  std::vector<bool> is_linked_;
  std::vector<std::vector<std::uint32_t>> families_;  ///< Empty once it has joined another.
  std::vector<std::uint32_t> family_of_;
  std::vector<double> likeness_;  ///< Of each to the other members of its family, added up.
  /// Families that were compared and left apart; one that grows becomes another one.
  std::unordered_set<std::uint64_t> apart_;
};

}  // namespace unrepeat
