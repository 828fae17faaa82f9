// Words are quoted for FTS5, so that its operators are only words; scripts without spaces become phrases of single
// characters.
#include "core/store/search_text.hpp"

#include <cstdint>

#include "core/text/characters.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

/// Enough for a person; keeps a pasted page from becoming a query of a thousand words.
constexpr std::size_t most_words = 16;
constexpr std::size_t longest_word = 64;

/// Words are made of these; FTS5's tokenizer looks closer at what is beyond ASCII.
bool is_word_character(std::uint32_t code_point) {
  return code_point >= 0x80 || (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
         (code_point >= 'a' && code_point <= 'z');
}

class Expression {
 public:
  void end_word(bool in_quotes) {
    add(word_, in_quotes ? "\"" : "\"*");
    if (!spaced_.empty()) add(spaced_, "\"", "spaced : ");
    word_.clear();
    spaced_.clear();
  }
  void append(Character character) {
    std::string& part = is_unspaced(character.code_point) ? spaced_ : word_;
    if (part.size() >= longest_word) return;
    if (&part == &spaced_ && !spaced_.empty()) spaced_ += ' ';
    part += character.bytes;
  }
  /// Between two words inside quotes.
  void append_space() {
    if (!word_.empty() && word_.size() < longest_word) word_ += ' ';
  }
  std::string take() { return std::move(text_); }

 private:
  void add(std::string_view words, std::string_view end, std::string_view column = {}) {
    if (words.empty() || count_ == most_words) return;
    if (count_++ > 0) text_ += ' ';
    text_ += column;
    text_ += '"';
    text_ += words;
    text_ += end;
  }
  std::string text_;
  std::string word_;
  std::string spaced_;
  std::size_t count_ = 0;
};

}  // namespace

std::string spaced_scripts(std::string_view text) {
  std::string spaced;
  while (!text.empty()) {
    const Character character = first_character(text);
    text.remove_prefix(character.bytes.size());
    if (!is_unspaced(character.code_point)) continue;
    spaced += character.bytes;
    spaced += ' ';
  }
  return spaced;
}

std::string match_expression(std::string_view typed) {
  // A byte that is no UTF-8 would take the quote behind it along.
  const std::string valid = with_valid_utf8(typed);
  Expression expression;
  bool in_quotes = false;
  for (std::string_view rest = valid; !rest.empty();) {
    const Character character = first_character(rest);
    rest.remove_prefix(character.bytes.size());
    if (character.code_point == '"') {
      expression.end_word(in_quotes);
      in_quotes = !in_quotes;
    } else if (is_word_character(character.code_point)) {
      expression.append(character);
    } else if (in_quotes) {
      expression.append_space();
    } else {
      expression.end_word(false);
    }
  }
  expression.end_word(false);
  return expression.take();
}

std::string title_expression(std::string_view typed) {
  const std::string expression = match_expression(typed);
  return expression.empty() ? expression : "title : (" + expression + ')';
}

}  // namespace unrepeat
