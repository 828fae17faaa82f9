// Decimal: the JSON number grammar, nothing looser.
#include "core/describe/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace unrepeat {

double Decimal::value() const { return std::strtod(text.c_str(), nullptr); }

std::optional<Decimal> decimal_from(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - begin;
  };
  if (at < text.size() && text[at] == '-') ++at;
  const bool leading_zero = at < text.size() && text[at] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (leading_zero && whole > 1)) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return std::nullopt;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  return Decimal{std::string(text)};
}

Decimal shifted(const Decimal& number, int places) {
  std::string_view text = number.text;
  if (text.empty() || text.find_first_of("eE") != text.npos) return number;
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  if (point < text.size()) digits += text.substr(point + 1);
  auto place = static_cast<std::ptrdiff_t>(point) + places;
  if (place <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - place), '0');
    place = 1;
  }
  if (place > static_cast<std::ptrdiff_t>(digits.size())) digits.resize(static_cast<std::size_t>(place), '0');
  std::string whole = digits.substr(0, static_cast<std::size_t>(place)),
              part = digits.substr(static_cast<std::size_t>(place));
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  part.erase(part.find_last_not_of('0') + 1);
  Decimal moved;
  moved.text = (is_negative ? "-" : "") + whole + (part.empty() ? "" : "." + part);
  return moved;
}

Decimal decimal_from_integer(std::int64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return Decimal{std::string(buffer, end)};
}

}  // namespace unrepeat
