// Finds letters as whole words; the table of what they stand for is that of written times.
#include "core/time/zone_letters.hpp"

#include <algorithm>

#include "core/time/time_words.hpp"

namespace unrepeat {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string upper(std::string_view text) {
  std::string letters(text);
  for (char& letter : letters)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return letters;
}

std::string lower(std::string_view text) {
  std::string letters(text);
  for (char& letter : letters)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return letters;
}

/// The words of a text, one after another, until one is wanted.
template <class IsWanted>
std::optional<std::pair<std::size_t, std::size_t>> find_word(std::string_view text, const IsWanted& is_wanted) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > begin && is_wanted(text.substr(begin, end - begin))) return std::pair(begin, end);
    begin = std::max(end, begin + 1);
  }
  return std::nullopt;
}

}  // namespace

std::string ambiguous_letters_in(std::string_view written) {
  constexpr std::size_t longest = 300;
  const auto found = find_word(written.substr(0, longest), [](std::string_view word) {
    const ZoneLetters* zone = find_zone_letters(lower(word));
    return zone != nullptr && zone->count > 1;
  });
  return found ? upper(written.substr(found->first, found->second - found->first)) : std::string();
}

std::vector<UtcOffset> clocks_of_letters(std::string_view letters) {
  std::vector<UtcOffset> clocks;
  const ZoneLetters* zone = find_zone_letters(lower(letters));
  if (zone == nullptr || zone->count < 2) return clocks;
  for (std::size_t i = 0; i < zone->count; ++i) clocks.push_back({zone->minutes_ahead[i] * 60});
  return clocks;
}

std::string with_offset(std::string_view written, std::string_view letters, UtcOffset offset) {
  const std::string wanted = upper(letters);
  const auto found = find_word(written, [&](std::string_view word) { return upper(word) == wanted; });
  if (!found) return std::string(written);
  return std::string(written.substr(0, found->first)) + format_offset(offset) +
         std::string(written.substr(found->second));
}

ChosenClocks::ChosenClocks(std::string_view spelling) {
  while (!spelling.empty()) {
    const std::size_t end = std::min(spelling.find(' '), spelling.size());
    const std::string_view one = spelling.substr(0, end);
    spelling.remove_prefix(std::min(end + 1, spelling.size()));
    const std::size_t sign = one.find('=');
    if (sign == one.npos) continue;
    if (const auto offset = parse_offset(one.substr(sign + 1))) choose(one.substr(0, sign), *offset);
  }
}

std::string ChosenClocks::spelling() const {
  std::string spelling;
  for (const auto& [letters, offset] : chosen_) {
    if (!spelling.empty()) spelling += ' ';
    spelling += letters + '=' + format_offset(offset);
  }
  return spelling;
}

void ChosenClocks::choose(std::string_view letters, UtcOffset offset) {
  const std::vector<UtcOffset> clocks = clocks_of_letters(letters);
  if (std::ranges::find(clocks, offset) != clocks.end()) chosen_[upper(letters)] = offset;
}

std::optional<std::string> ChosenClocks::read(std::string_view written) const {
  if (chosen_.empty()) return std::nullopt;
  const std::string letters = ambiguous_letters_in(written);
  const auto chosen = chosen_.find(letters);
  if (chosen == chosen_.end()) return std::nullopt;
  return with_offset(written, letters, chosen->second);
}

}  // namespace unrepeat
