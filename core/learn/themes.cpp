// Spellings and what they mean.
#include "core/learn/themes.hpp"

#include "core/text/fold.hpp"

namespace unrepeat {

std::string_view trimmed_theme(std::string_view tag) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = tag.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return tag.substr(first, tag.find_last_not_of(blanks) + 1 - first);
}

std::string folded_theme(std::string_view tag) {
  std::string folded;
  fold_word(trimmed_theme(tag), folded);
  return folded;
}

Themes themes_of(const std::vector<FactorWord>& words) {
  Themes themes;
  const auto add = [&](std::string_view spelling, const std::string& name) {
    if (std::string folded = folded_theme(spelling); !folded.empty()) themes.names.try_emplace(std::move(folded), name);
  };
  for (const FactorWord& word : words) add(word.name, word.name);
  for (const FactorWord& word : words) {
    // Two words whose names fold to the same are one theme, under the first one's name.
    const auto named = themes.names.find(folded_theme(word.name));
    if (named == themes.names.end()) continue;
    const std::string name = named->second;
    for (const std::string& synonym : word.synonyms) add(synonym, name);
  }
  return themes;
}

}  // namespace unrepeat
