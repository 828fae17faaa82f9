// Words are quoted for FTS5, so that its operators are only words; scripts without spaces are phrases of single
// characters.
#include "core/store/search_text.hpp"

#include "core/text/characters.hpp"
#include "core/text/searched_words.hpp"

namespace unrepeat {

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
  std::string expression;
  for (const SearchTerm& term : search_terms(typed)) {
    if (!expression.empty()) expression += ' ';
    if (term.is_unspaced) expression += "spaced : ";
    expression.append(1, '"').append(term.words).append(term.is_unspaced || term.is_whole ? "\"" : "\"*");
  }
  return expression;
}

std::string title_expression(std::string_view typed) {
  const std::string expression = match_expression(typed);
  return expression.empty() ? expression : "title : (" + expression + ')';
}

}  // namespace unrepeat
