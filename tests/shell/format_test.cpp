// Ranks are said as people of each language write them.
#include "shell/format.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;
using namespace unrepeat::shell;

TEST_CASE("the third, the eleventh and the twenty-second time are written as each language does") {
  for (const auto& [number, words] :
       {std::pair(1, "1st"), std::pair(2, "2nd"), std::pair(3, "3rd"), std::pair(4, "4th"), std::pair(11, "11th"),
        std::pair(13, "13th"), std::pair(22, "22nd"), std::pair(111, "111th")})
    CHECK(ordinal_words(Language::english, number) == words);
  CHECK(ordinal_words(Language::spanish, 4) == "4.ª");
}
