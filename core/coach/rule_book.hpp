// The coach's rules as data: assets/language/<language>.json, read once. A linguist changes those files and no code.
//
// A file has
//   "common"   the commonest words of the language; by them the language of a paragraph is known
//   "headings" patterns of headings under which everything is about actions
//   "sets"     named lists of words, such as who can be a subject: "who": "we team @role"; a long one as several texts
//   "rules"    in the order in which they are asked; where two of them find the same words, the first one speaks
// A rule has
//   "id"       "<class>/<name>"; a dismissal names it, so it never changes
//   "find"     patterns, any of which finds
//   "unless"   patterns, any of which in the same sentence silences the rule
//   "question" true: only in a sentence that ends with a question mark
//   "needs"    "degraded" (every impact window says so) or "share" (a measured share below 100 %)
//   "rewrite"  what the words found can be replaced by; empty takes them out; {share} and {role} are filled in
// A pattern is a row of words with spaces between them, compared without regard to capitals and accents:
//   check            this word                       check|verify     one of these
//   check*  *ado     how a word begins, or ends      @who             a word of a set; also  @who|they
//   #                a word with a digit in it       #person          a name: of a person of this post-mortem, or a
//   given name;
//                                                    #person's the same with 's
//   +word            written with a capital          -not             any word but this one, which is not looked at
//   further
//   ...4             up to four words, whatever they are
//   very?  very{3}   this word or none; up to three of them
//   ^  $             the sentence begins, ends here; a sentence also begins after a colon, a dash or a closing bracket
//   ,                there may be a comma or the like here, which words otherwise do not reach across
//   [ ]              what is shown and replaced, where that is less than the whole
// A pattern has a word that must be there, and no gap before it: the reader looks patterns up by their first words.
// assets/language/shared.json has given names, and the commonest words of languages that the coach does not speak.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text.hpp"

namespace unrepeat {

enum class CoachClass : std::uint8_t {
  counterfactual,
  omission,
  human_error,
  judging,
  agent,
  single_cause,
  question,
  overstatement,
  weak_action
};
inline constexpr std::size_t coach_class_count = 9;
/// As rules, dismissals and the command line name it.
std::string_view name_of(CoachClass class_);

namespace coach {

using WordId = std::uint16_t;
inline constexpr WordId no_word = 0;
/// Stands for a word that is a person's name, and for such a name with ’s.
inline constexpr WordId named_person = 1;
inline constexpr WordId named_owner = 2;
inline constexpr WordId first_word = 3;

/// One step of a pattern.
struct Element {
  enum class Kind : std::uint8_t { word, anything, begin, end, pause, mark_begin, mark_end };
  Kind kind = Kind::word;
  bool is_negative = false;
  bool is_capital = false;
  bool has_digit = false;
  std::uint8_t least = 1;
  std::uint8_t most = 1;
  std::vector<WordId> words;  ///< Sorted.
  std::vector<std::string> beginnings;
  std::vector<std::string> endings;
};

using Pattern = std::vector<Element>;

enum class Need : std::uint8_t { nothing, degraded, share };

struct Rule {
  std::string id;
  CoachClass class_{};
  std::vector<Pattern> find;
  std::vector<Pattern> unless;
  bool is_question = false;
  Need need = Need::nothing;
  std::optional<std::string> rewrite;
};

/// Which pattern of which rule to try at a word.
struct Entry {
  std::uint16_t rule;
  std::uint16_t pattern;
};

struct LanguageRules {
  std::vector<Rule> rules;
  std::vector<Pattern> headings;
  std::map<WordId, std::vector<Entry>> entries;  ///< By the first word.
  std::vector<Entry> entries_anywhere;           ///< Whose first word has no fixed form.
};

inline constexpr std::size_t language_count = 2;
inline constexpr std::size_t name_bit = language_count + 1;

class RuleBook {
 public:
  /// Adds a language. What is wrong with it is said in `complaints`, for whoever writes rules; the rest is used.
  void add(Language language, std::string_view json, std::vector<std::string>& complaints);
  /// Given names, sets for every language, and the common words of others, in which the coach is silent. Comes first.
  void add_shared(std::string_view json, std::vector<std::string>& complaints);

  /// The number of a folded word; `no_word` for one that no rule knows.
  WordId find_word(std::string_view folded) const;
  /// Bit `language` is set for a common word of it, bit `language_count` for one of another language, `name_bit` for a
  /// given name.
  std::uint8_t marks_of(WordId word) const { return word < marks_.size() ? marks_[word] : 0; }
  const LanguageRules& rules_of(Language language) const { return rules_[static_cast<std::size_t>(language)]; }

 private:
  friend class RuleReader;
  WordId word(std::string_view folded);
  void mark(std::string_view marked, std::size_t bit);

  std::map<std::string, WordId, std::less<>> words_;
  std::vector<std::uint8_t> marks_;
  std::map<std::string, Element, std::less<>> sets_;
  LanguageRules rules_[language_count];
};

/// The rules of assets/language/. The first call reads them.
const RuleBook& rule_book();
/// What is wrong with them; a test holds it empty.
std::vector<std::string> complaints_about_rules();

}  // namespace coach
}  // namespace unrepeat
