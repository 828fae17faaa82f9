// Puts numbers, and what is wrong with a written time, into words.
#include "shell/format.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {

std::string number_words(Language language, std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  const bool is_spanish = language == Language::spanish;
  if (is_spanish && digits.size() - first <= 4) return digits;
  const std::string_view separator = is_spanish ? "\u202f" : ",";
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, separator);
  return digits;
}

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

std::string problem_words(Language language, const WrittenTimeProblem& problem) {
  constexpr Text sentences[] = {
      Text::editor_time_empty,        Text::editor_time_not_read,     Text::editor_time_no_such_day,
      Text::editor_time_no_such_time, Text::editor_time_which_day,    Text::editor_time_day_or_month,
      Text::editor_time_from_what,    Text::editor_time_zone_unknown, Text::timeline_time_ambiguous,
      Text::editor_time_never_shown,  Text::editor_time_shown_twice};
  return say(language, sentences[static_cast<std::size_t>(problem.error)], format_offset(problem.first_offset),
             format_offset(problem.second_offset));
}

std::string plain_number(Language language, std::string_view written) {
  // Blanks group digits in every language; of the two signs, one does.
  std::string number;
  for (std::size_t at = 0; at < written.size(); ++at) {
    constexpr std::string_view blanks[] = {" ", "\u00a0", "\u202f", "'", "’"};
    const auto* blank =
        std::ranges::find_if(blanks, [&](std::string_view one) { return written.substr(at).starts_with(one); });
    const auto is_digit = [&](std::size_t place) {
      return place < written.size() && written[place] >= '0' && written[place] <= '9';
    };
    if (blank != std::end(blanks) && at > 0 && is_digit(at - 1) && is_digit(at + blank->size()))
      at += blank->size() - 1;
    else
      number += written[at];
  }
  const auto count = [&](char sign) { return std::ranges::count(number, sign); };
  const char grouping = language == Language::spanish ? '.' : ',', other = grouping == '.' ? ',' : '.';
  const auto groups = [&](char sign) {
    std::size_t at = number.find(sign);
    const std::size_t first = number.find_first_of("0123456789");
    // One to three digits, not a lone zero, and then threes.
    if (at == number.npos || first == number.npos || at <= first || at - first > 3 || number[first] == '0')
      return false;
    while (at != number.npos) {
      std::size_t digits = 0;
      while (at + 1 + digits < number.size() && number[at + 1 + digits] >= '0' && number[at + 1 + digits] <= '9')
        ++digits;
      const std::size_t next = number.find(sign, at + 1);
      if (digits != 3 || (next != number.npos && next != at + 4)) return false;
      at = next;
    }
    return true;
  };
  for (const char sign : {grouping, other}) {
    const bool is_certain = count(sign) > 1 || (count(sign) == 1 && count(sign == '.' ? ',' : '.') == 1 &&
                                                number.find(sign) < number.find(sign == '.' ? ',' : '.'));
    if (groups(sign) && (sign == grouping || is_certain)) {
      std::erase(number, sign);
      break;
    }
  }
  return number;
}

}  // namespace unrepeat::shell
