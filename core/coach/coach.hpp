// Reads what people wrote and says where it judges somebody, settles on one cause, says more than was measured, or
// promises nothing. It never scores anybody; what it finds is explained, can be replaced by one key, and set aside.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/coach/block_reader.hpp"
#include "core/coach/rule_book.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

struct CoachOptions {
  /// Off for teams that keep names in their post-mortems.
  bool asks_about_names = true;
};

/// What the text alone does not say.
struct CoachFacts {
  coach::Circumstances circumstances;
  struct Person {
    std::string name;  ///< As it is written.
    std::string role;  ///< May be empty.
  };
  std::vector<Person> people;
  bool is_all_degraded = false;  ///< There are impact windows, and none says more than degraded.
  std::string share;             ///< "12 %": the largest measured share, if that is known and below the whole.
  bool has_many_factors = false;
};
CoachFacts coach_facts_of(const Postmortem& postmortem);

/// One remark about a stretch of text. Dismissals name `rule`, `path` and `text_hash`.
struct Finding {
  CoachClass class_{};
  std::string rule;       ///< "omission/failed-to"
  std::string path;       ///< The field, as commands name it: "context/summary", "causes/factors/<id>/text".
  Language language{};    ///< Of the sentence.
  TextRange range;        ///< The words, as bytes of the field's text.
  TextRange sentence;     ///< Where they stand in it.
  std::string excerpt;    ///< The words.
  std::string text_hash;  ///< Of the sentence without regard to its spaces: while it is the same, a dismissal holds.
  std::optional<std::string> rewrite;  ///< What can stand for the words; empty takes them out.
  bool operator==(const Finding&) const = default;
};

/// What the class is called, why it is mentioned, and what to write instead.
Text label_of(CoachClass class_);
Text reason_of(CoachClass class_);
Text suggestion_of(CoachClass class_);

/// The field's text with the rewrite in it: capitals at the beginning of a sentence and spaces are put right. For a
/// SetField on `finding.path`. The text as it is where the finding has no rewrite or is about another text.
std::string with_rewrite(std::string_view text, const Finding& finding);

/// Whether somebody set this finding aside, and the sentence is still the same.
bool is_dismissed(const Postmortem& postmortem, const Finding& finding);

/// A field the coach reads.
struct CoachPassage {
  std::string path;
  std::string_view text;  ///< Valid as long as the post-mortem is not changed.
  CoachZone zone = CoachZone::story;
};
/// In the order of the six parts' fields. Evidence, comments and what is hidden are not read.
std::vector<CoachPassage> coach_passages_of(const Postmortem& postmortem);

/// Keeps what it found in each block of prose, so that a key press reads one block again and the others are looked up.
class Coach {
 public:
  /// All findings in the order of the text, dismissed ones left out. What was kept and is not in this text is
  /// forgotten.
  std::vector<Finding> read(const Postmortem& postmortem, const CoachOptions& options = {});
  /// The same for texts that are no post-mortem.
  std::vector<Finding> read(const std::vector<CoachPassage>& passages, const CoachFacts& facts,
                            const CoachOptions& options = {});
  /// How many blocks the last reading had to read, and how many there were; for tests and measurements.
  struct Effort {
    std::size_t read = 0;
    std::size_t all = 0;
  };
  const Effort& effort() const { return effort_; }

 private:
  struct Known {
    std::vector<coach::Hit> hits;
    std::vector<std::string> hashes;
    std::vector<std::optional<std::string>> rewrites;
    std::size_t size = 0;
    std::uint64_t reading = 0;
  };
  const Known& know(std::string_view block, CoachZone zone, std::uint64_t seed, const CoachFacts& facts);

  std::map<std::uint64_t, Known> known_;
  std::uint64_t reading_ = 0;
  Effort effort_;
};

}  // namespace unrepeat
