// Puts numbers, and what is wrong with a written time, into words.
#include "shell/format.hpp"

#include <algorithm>
#include <cmath>

#include "core/text/utf8.hpp"

namespace unrepeat::shell {

std::string percent_words(Language language, double share) {
  const double percent = share * 100;
  const double scale = percent < 1 ? 1000 : percent < 100 ? 10 : 1;
  std::string words = std::to_string(std::round(percent * scale) / scale);
  words.erase(words.find_last_not_of('0') + 1);
  if (words.ends_with('.')) words.pop_back();
  if (language == Language::spanish) std::ranges::replace(words, '.', ',');
  // They stay in one line.
  return words + "\u00a0%";
}

std::string ordinal_words(Language language, std::int64_t number) {
  const std::string digits = std::to_string(number);
  if (language == Language::spanish) return digits + ".ª";
  const std::int64_t tens = number % 100, ones = number % 10;
  const bool is_teen = tens >= 11 && tens <= 13;
  return digits + (is_teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
}

std::string problem_words(Language language, const WrittenTimeProblem& problem) {
  constexpr Text sentences[] = {
      Text::editor_time_empty,        Text::editor_time_not_read,     Text::editor_time_no_such_day,
      Text::editor_time_no_such_time, Text::editor_time_which_day,    Text::editor_time_day_or_month,
      Text::editor_time_from_what,    Text::editor_time_zone_unknown, Text::timeline_time_ambiguous,
      Text::editor_time_never_shown,  Text::editor_time_shown_twice};
  return say(language, sentences[static_cast<std::size_t>(problem.error)], format_offset(problem.first_offset),
             format_offset(problem.second_offset));
}

std::string without_marks(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') continue;
    if (text.substr(i, 2) == "**")
      ++i;
    else
      words += text[i];
  }
  return words;
}

std::string beginning_of(std::string_view whole, std::size_t letters) {
  const std::string first_line = without_marks(whole.substr(0, whole.find('\n')));
  const std::string_view text = first_line;
  std::size_t end = 0;
  for (; end < text.size() && letters > 0; --letters) end += utf8_length_at(text, end);
  std::string out(text.substr(0, end));
  if (end < text.size()) out += "…";
  return out;
}

}  // namespace unrepeat::shell
