// Compared as the store's index compares: in small letters, and Latin ones without what stands above or below them.
#include "core/text/searched_words.hpp"

#include <algorithm>
#include <utility>

#include "core/text/characters.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t most_words = 16;
constexpr std::size_t longest_word = 64;

/// Words are made of these. Beyond ASCII everything is a letter but the blanks, signs and marks of common texts.
bool is_word_character(std::uint32_t code_point) {
  if (code_point < 0x80)
    return (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
           (code_point >= 'a' && code_point <= 'z');
  return (code_point >= 0xC0 || code_point == 0xAA || code_point == 0xB5 || code_point == 0xBA) && code_point != 0xD7 &&
         code_point != 0xF7 && !(code_point >= 0x2000 && code_point <= 0x206F) &&
         !(code_point >= 0x2190 && code_point <= 0x2BFF) && !(code_point >= 0x3000 && code_point <= 0x3004) &&
         !(code_point >= 0x3008 && code_point <= 0x3020) && !(code_point >= 0xFF01 && code_point <= 0xFF0F) &&
         !(code_point >= 0xFF1A && code_point <= 0xFF20);
}

/// U+0100 to U+017F without their marks; a blank where a letter is another one by itself.
constexpr std::string_view plain_letters =
    "aaaaaaccccccccdd  eeeeeeeeeegggggggghh  iiiiiiiii   jjkk llllll    nnnnnn   oooooo  rrrrrrssssssss"
    "tttt  uuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(plain_letters.size() == 0x80);

void append_folded(const Character& character, std::string& folded) {
  const std::uint32_t code_point = character.code_point;
  if (code_point == 0xF1 || code_point == 0xD1) {
    folded += 'n';
  } else if (code_point >= 0x100 && code_point <= 0x17F && plain_letters[code_point - 0x100] != ' ') {
    folded += plain_letters[code_point - 0x100];
  } else if (code_point >= 0x300 && code_point <= 0x36F) {
    // An accent that stands by itself.
  } else if ((code_point >= 0x391 && code_point <= 0x3A9) || (code_point >= 0x410 && code_point <= 0x42F)) {
    // Greek and Cyrillic: the small letter stands 32 further.
    const std::uint32_t small = code_point + 0x20;
    folded += static_cast<char>(0xC0 | small >> 6);
    folded += static_cast<char>(0x80 | (small & 0x3F));
  } else {
    fold_word(character.bytes, folded);
  }
}

struct Token {
  TextRange range;
  std::string folded;
};

/// Words, or the characters of scripts without spaces, one by one.
std::vector<Token> tokens_of(std::string_view text, bool unspaced) {
  std::vector<Token> tokens;
  bool is_inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_character(text.substr(at));
    const TextRange here{at, at + character.bytes.size()};
    at = here.end;
    if (unspaced) {
      if (is_unspaced(character.code_point)) tokens.push_back({here, std::string(character.bytes)});
      continue;
    }
    if (!is_word_character(character.code_point)) {
      is_inside = false;
      continue;
    }
    if (!is_inside) tokens.push_back({here, {}});
    is_inside = true;
    append_folded(character, tokens.back().folded);
    tokens.back().range.end = here.end;
  }
  return tokens;
}

class Terms {
 public:
  void end_word(bool in_quotes) {
    add({.words = std::move(word_), .is_whole = in_quotes});
    add({.words = std::move(spaced_), .is_unspaced = true});
    word_.clear();
    spaced_.clear();
  }
  void append(const Character& character) {
    std::string& part = is_unspaced(character.code_point) ? spaced_ : word_;
    if (part.size() >= longest_word) return;
    if (&part == &spaced_ && !spaced_.empty()) spaced_ += ' ';
    part += character.bytes;
  }
  /// Between two words inside quotes.
  void append_space() {
    if (!word_.empty() && word_.size() < longest_word) word_ += ' ';
  }
  std::vector<SearchTerm> take() { return std::move(terms_); }

 private:
  void add(SearchTerm term) {
    if (!term.words.empty() && terms_.size() < most_words) terms_.push_back(std::move(term));
  }
  std::vector<SearchTerm> terms_;
  std::string word_;
  std::string spaced_;
};

}  // namespace

std::vector<SearchTerm> search_terms(std::string_view typed) {
  // A byte that is no UTF-8 would take the quote behind it along.
  const std::string valid = with_valid_utf8(typed);
  Terms terms;
  bool in_quotes = false;
  for (std::string_view rest = valid; !rest.empty();) {
    const Character character = first_character(rest);
    rest.remove_prefix(character.bytes.size());
    // The index looks closer at what is beyond ASCII.
    const bool is_word = character.code_point >= 0x80 || is_word_character(character.code_point);
    if (character.code_point == '"') {
      terms.end_word(in_quotes);
      in_quotes = !in_quotes;
    } else if (is_word) {
      terms.append(character);
    } else if (in_quotes) {
      terms.append_space();
    } else {
      terms.end_word(false);
    }
  }
  terms.end_word(false);
  return terms.take();
}

SearchedWords::SearchedWords(std::string_view typed) {
  for (const SearchTerm& term : search_terms(typed)) {
    Term& one = terms_.emplace_back();
    one.is_whole = term.is_whole || term.is_unspaced;
    one.is_unspaced = term.is_unspaced;
    for (Token& token : tokens_of(term.words, term.is_unspaced)) one.tokens.push_back(std::move(token.folded));
    // Signs alone are no words.
    if (one.tokens.empty()) terms_.pop_back();
  }
}

/// Calls `take` with a term's place and a range that has it, term by term; it answers whether to look on for this term.
template <class Take>
void SearchedWords::look(std::string_view text, Take&& take) const {
  const bool has_words = std::ranges::any_of(terms_, [](const Term& term) { return !term.is_unspaced; });
  const bool has_unspaced = std::ranges::any_of(terms_, &Term::is_unspaced);
  const std::vector<Token> words = has_words ? tokens_of(text, false) : std::vector<Token>();
  const std::vector<Token> characters = has_unspaced ? tokens_of(text, true) : std::vector<Token>();
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const Term& term = terms_[i];
    const std::vector<Token>& tokens = term.is_unspaced ? characters : words;
    for (std::size_t at = 0; at + term.tokens.size() <= tokens.size(); ++at) {
      bool is_here = true;
      for (std::size_t k = 0; k < term.tokens.size() && is_here; ++k) {
        const bool may_go_on = k + 1 == term.tokens.size() && !term.is_whole;
        const std::string& there = tokens[at + k].folded;
        is_here = may_go_on ? there.starts_with(term.tokens[k]) : there == term.tokens[k];
      }
      if (!is_here) continue;
      if (!take(i, TextRange{tokens[at].range.begin, tokens[at + term.tokens.size() - 1].range.end})) break;
    }
  }
}

std::vector<TextRange> SearchedWords::in(std::string_view text) const {
  std::vector<TextRange> found;
  look(text, [&](std::size_t, const TextRange& range) {
    found.push_back(range);
    return true;
  });
  std::ranges::sort(found, {}, [](const TextRange& range) { return std::pair(range.begin, range.end); });
  std::vector<TextRange> joined;
  for (const TextRange& range : found) {
    if (!joined.empty() && range.begin < joined.back().end)
      joined.back().end = std::max(joined.back().end, range.end);
    else
      joined.push_back(range);
  }
  return joined;
}

std::size_t SearchedWords::count_in(std::string_view text) const {
  std::size_t count = 0;
  look(text, [&](std::size_t, const TextRange&) {
    ++count;
    return false;
  });
  return count;
}

}  // namespace unrepeat
