// The words that somebody searches: read from what was typed, looked for in texts. The store's index asks for the same
// ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_range.hpp"

namespace unrepeat {

/// Something that a text must have.
struct SearchTerm {
  std::string words;  ///< As they were typed, with one blank between.
  /// They stood in quotes: the last one is whole. Otherwise a word only begins so.
  bool is_whole = false;
  /// In a script without spaces: its characters follow one another.
  bool is_unspaced = false;
  bool operator==(const SearchTerm&) const = default;
};

/// What was typed, taken apart; at most sixteen, which keeps a pasted page from becoming a query of a thousand words.
/// No text that is typed can be an error.
[[nodiscard]] std::vector<SearchTerm> search_terms(std::string_view typed);

class SearchedWords {
 public:
  SearchedWords() = default;
  explicit SearchedWords(std::string_view typed);
  [[nodiscard]] bool is_empty() const { return terms_.empty(); }
  /// Where `text` has them, whatever letters are large or accented: in their order, none over another.
  [[nodiscard]] std::vector<TextRange> in(std::string_view text) const;
  /// How many of the terms `text` has.
  [[nodiscard]] std::size_t count_in(std::string_view text) const;

 private:
  struct Term {
    std::vector<std::string> tokens;  ///< As they are compared.
    bool is_whole = false, is_unspaced = false;
  };
  template <class Take>
  void look(std::string_view text, Take&& take) const;
  std::vector<Term> terms_;
};

}  // namespace unrepeat
