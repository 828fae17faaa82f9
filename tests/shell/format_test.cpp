// Numbers are said as people of each language write them.
#include "shell/format.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;
using namespace unrepeat::shell;

TEST_CASE("long numbers are grouped the way each language groups them") {
  CHECK(number_words(Language::english, 12480) == "12,480");
  CHECK(number_words(Language::english, -1234567) == "-1,234,567");
  CHECK(number_words(Language::english, 999) == "999");
  CHECK(number_words(Language::spanish, 1234) == "1234");
  CHECK(number_words(Language::spanish, 12480) == "12\u202f480");
}

TEST_CASE("the third, the eleventh and the twenty-second time are written as each language does") {
  for (const auto& [number, words] :
       {std::pair(1, "1st"), std::pair(2, "2nd"), std::pair(3, "3rd"), std::pair(4, "4th"), std::pair(11, "11th"),
        std::pair(13, "13th"), std::pair(22, "22nd"), std::pair(111, "111th")})
    CHECK(ordinal_words(Language::english, number) == words);
  CHECK(ordinal_words(Language::spanish, 4) == "4.ª");
}
