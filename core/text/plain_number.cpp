// Blanks group digits in every language; of point and comma, one does.
#include "core/text/plain_number.hpp"

#include <algorithm>

namespace unrepeat {
namespace {

constexpr std::string_view blanks[] = {" ", "\u00a0", "\u202f", "'", "’"};

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::string without_blanks(std::string_view written) {
  std::string number;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const auto* blank =
        std::ranges::find_if(blanks, [&](std::string_view one) { return written.substr(at).starts_with(one); });
    if (blank != std::end(blanks) && at > 0 && is_digit_at(written, at - 1) && is_digit_at(written, at + blank->size()))
      at += blank->size() - 1;
    else
      number += written[at];
  }
  return number;
}

/// One to three digits before the first, which are no lone zero, and three after each.
bool groups(std::string_view number, char sign) {
  const std::size_t first = number.find_first_of("0123456789");
  std::size_t at = number.find(sign);
  if (at == number.npos || first == number.npos || at <= first || at - first > 3 || number[first] == '0') return false;
  for (; at < number.size() && number[at] == sign; at += 4)
    for (std::size_t digit = 1; digit <= 3; ++digit)
      if (!is_digit_at(number, at + digit)) return false;
  return !is_digit_at(number, at) && number.find(sign, std::min(at, number.size())) == number.npos;
}

}  // namespace

std::string plain_number(Language language, std::string_view written) {
  std::string number = without_blanks(written);
  const char usual = language == Language::spanish ? '.' : ',', other = usual == '.' ? ',' : '.';
  // The other language's sign groups digits where it can do nothing else: there are several, or the usual one follows.
  const auto count = std::ranges::count(number, other);
  const bool is_followed = count == 1 && number.find(usual, number.find(other)) != number.npos;
  if (groups(number, usual))
    std::erase(number, usual);
  else if (groups(number, other) && (count > 1 || is_followed))
    std::erase(number, other);
  return number;
}

}  // namespace unrepeat
