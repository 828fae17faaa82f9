// Words and kinds are compared; times are left to whoever asks, since clocks may be wrong.
#include "core/timeline/likeness.hpp"

#include <algorithm>
#include <utility>

namespace unrepeat {

std::string plain_words(std::string_view text) {
  std::string words;
  for (const char letter : text) {
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter & 0x80) != 0;
    if (is_letter)
      words += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

std::set<std::string> telling_words(std::string_view text) {
  constexpr std::size_t shortest = 4;
  std::set<std::string> words;
  const std::string all = plain_words(text);
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(' ', begin), all.size());
    if (end - begin >= shortest) words.insert(all.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool may_be_one(EventKind a, EventKind b) {
  // Of the one kind nobody knows what it was.
  if (a == b || a == EventKind::other || b == EventKind::other) return true;
  constexpr std::pair<EventKind, EventKind> pairs[] = {
      {EventKind::detection, EventKind::notification},  {EventKind::detection, EventKind::observation},
      {EventKind::detection, EventKind::communication}, {EventKind::escalation, EventKind::notification},
      {EventKind::mitigation, EventKind::resolution},   {EventKind::mitigation, EventKind::observation},
      {EventKind::mitigation, EventKind::change},       {EventKind::resolution, EventKind::observation},
      {EventKind::finding, EventKind::observation},     {EventKind::change, EventKind::attempt},
      {EventKind::finding, EventKind::communication},   {EventKind::mitigation, EventKind::attempt}};
  return std::ranges::any_of(pairs, [&](const auto& pair) {
    return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
  });
}

bool are_alike(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t common = 0;
  for (const std::string& word : a) common += b.contains(word) ? 1 : 0;
  return common >= 2 && common * 3 >= std::min(a.size(), b.size());
}

bool share_a_source(const TimelineEvent& a, const TimelineEvent& b) {
  return std::ranges::any_of(a.evidence, [&](const Evidence& one) {
    return std::ranges::any_of(b.evidence, [&](const Evidence& other) { return one.source == other.source; });
  });
}

}  // namespace unrepeat
