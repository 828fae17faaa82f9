// Decimal: the JSON number grammar, nothing looser.
#include "core/describe/decimal.hpp"

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

Decimal decimal_from_integer(std::int64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return Decimal{std::string(buffer, end)};
}

}  // namespace unrepeat
