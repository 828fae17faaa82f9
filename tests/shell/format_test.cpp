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
