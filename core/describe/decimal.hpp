// A number as a person or a tool wrote it: "1.10" stays "1.10". Arithmetic happens on `value()`, files keep `text`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unrepeat {

struct Decimal {
  /// A JSON number; empty means absent.
  std::string text;
  bool operator==(const Decimal&) const = default;

  bool empty() const { return text.empty(); }
  double value() const;
};

/// Reads a JSON number ("12", "-3.50", "1e6"); nothing else is a Decimal.
std::optional<Decimal> decimal_from(std::string_view text);
Decimal decimal_from_integer(std::int64_t value);
/// The number with its point so many places further to the right, or to the left, without rounding: 0.93 by 2 is 93.
/// As it is where it is written with an exponent.
Decimal shifted(const Decimal& number, int places);

}  // namespace unrepeat
