// Numbers as people type them in each language.
#include "core/text/plain_number.hpp"

#include <doctest/doctest.h>

#include <tuple>

using namespace unrepeat;

TEST_CASE("a number is read as it is written in the language, and only what groups its digits goes") {
  using enum Language;
  for (const auto& [language, written, plain] :
       {std::tuple(english, "12,000", "12000"),        std::tuple(english, "2,310", "2310"),
        std::tuple(english, "1,234,567", "1234567"),   std::tuple(english, "12 000", "12000"),
        std::tuple(english, "12.5", "12.5"),           std::tuple(english, "12,5", "12,5"),
        std::tuple(english, "0,125", "0,125"),         std::tuple(english, "1,234.5", "1234.5"),
        std::tuple(english, "1.234,5", "1234,5"),      std::tuple(english, "-12,000", "-12000"),
        std::tuple(english, "1.500", "1.500"),         std::tuple(english, "1,2345", "1,2345"),
        std::tuple(english, "1,000 %", "1000 %"),      std::tuple(spanish, "12.000", "12000"),
        std::tuple(spanish, "12\u202f480", "12480"),   std::tuple(spanish, "12,000", "12,000"),
        std::tuple(spanish, "0.125", "0.125"),         std::tuple(spanish, "1.234.567,8", "1234567,8"),
        std::tuple(spanish, "about ten", "about ten"), std::tuple(spanish, "", "")}) {
    CAPTURE(written);
    CHECK(plain_number(language, written) == plain);
  }
}
