// What happened before: which earlier post-mortems tell something like this one, by which signs, and what came of what
// was promised then. A likeness is never shown as a number: whoever is shown a match is told what both have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/identity/id_hash.hpp"
#include "core/learn/terms.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

/// The terms of a post-mortem, or of the little that is known of one, as hashes with weights.
class TermVector {
 public:
  TermVector() = default;
  /// The title's terms count more. Names of people, evidence, comments and links are no terms.
  explicit TermVector(const Postmortem& postmortem);
  /// From to_bytes(); empty where the bytes are no such thing.
  explicit TermVector(std::string_view bytes);
  [[nodiscard]] std::string to_bytes() const;

  struct Entry {
    std::uint32_t term = 0;
    std::uint8_t weight = 0;    ///< In sixteenths.
    std::uint8_t sentence = 0;  ///< The only one that has it, counted from 1 on; 0 where that tells nothing.
    bool operator==(const Entry&) const = default;
  };
  /// By term.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// As hashes: those that alone have several terms.
  [[nodiscard]] const std::vector<std::uint32_t>& sentences() const { return sentences_; }
  bool operator==(const TermVector&) const = default;

 private:
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> sentences_;
};

/// The vectors of a library. A term that few have counts for more; one that is only in a sentence that several repeat
/// word for word, as those of a template, for less.
class TermIndex {
 public:
  struct Match {
    PostmortemId id;
    double likeness = 0;  ///< From 0 to 1: the cosine of the two vectors.
  };

  /// In place of what was there under this id.
  void put(const PostmortemId& id, const TermVector& vector);
  void remove(const PostmortemId& id);
  [[nodiscard]] std::size_t size() const { return vectors_.size(); }
  /// The likest, but for this one; only those that have anything in common with it.
  [[nodiscard]] std::vector<Match> find(const TermVector& question, const std::optional<PostmortemId>& but,
                                        std::size_t most) const;
  /// From here on a match is worth telling without being asked. In a small library, where the words of one team are in
  /// every post-mortem, it takes more.
  [[nodiscard]] double telling_likeness() const;
  /// How much it tells that two have this term.
  [[nodiscard]] double telling(std::uint32_t term) const;
  /// Whether so many say this, word for word, that it is of no one incident.
  [[nodiscard]] bool is_repeated(std::uint32_t sentence) const;

 private:
  friend class Neighbours;
  struct Vector {
    std::vector<TermVector::Entry> entries;
    std::vector<std::uint32_t> sentences;
  };
  [[nodiscard]] double telling_of(std::uint32_t having) const;
  /// For how much of what it tells it counts.
  [[nodiscard]] double share_of(const TermVector::Entry& entry, const std::vector<std::uint32_t>& sentences) const {
    return entry.sentence == 0 ? 1 : share_in(sentences[entry.sentence - 1]);
  }
  [[nodiscard]] double share_in(std::uint32_t sentence) const;

  /// Terms are numbered as they come, so that what each tells is looked up by its place.
  std::unordered_map<PostmortemId, Vector, IdHash> vectors_;
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
  std::vector<std::uint32_t> having_;                        // in how many each is, by its number
  std::unordered_map<std::uint32_t, std::uint32_t> saying_;  // in how many each sentence is
};

/// Something that two post-mortems have in common.
enum class LikenessKind : std::uint8_t {
  said,    ///< Somebody linked them.
  by_way,  ///< Somebody linked it with a third one; the words are the title of that.
  system,  ///< The words are the names of those shared, with commas.
  factor,  ///< The words are those of the earlier one.
  words,   ///< Those that tell most, with commas.
};
SPELL(LikenessKind, "said", "by_way", "system", "factor", "words")
struct LikenessSign {
  LikenessKind kind = LikenessKind::said;
  std::string words;
  bool operator==(const LikenessSign&) const = default;
};
DESCRIBED(LikenessSign)

/// In the order in which they convince.
[[nodiscard]] std::vector<LikenessSign> signs_between(const Postmortem& now, const Postmortem& earlier,
                                                      const TermIndex& index);

/// What somebody said these two are to each other, in either.
[[nodiscard]] std::optional<RelationKind> said_between(const Postmortem& now, const Postmortem& earlier);
/// Whether that leaves it an incident of its own that came before: neither the same one nor one that is not related.
[[nodiscard]] bool may_have_come_before(const std::optional<RelationKind>& said);

/// A promise that is neither kept nor dropped: also one that is done, until somebody looked whether it worked.
[[nodiscard]] bool is_waiting(ActionState state);
/// What ended it: an event that worked, else the resolution's words; empty where nothing says so.
[[nodiscard]] std::string what_worked(const Postmortem& postmortem);

}  // namespace unrepeat
