// Cutting and mending text at its bytes.
#include "core/text/utf8.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;

TEST_CASE("a text is cut where a character ends") {
  CHECK(whole_beginning("abc", 3) == "abc");
  CHECK(whole_beginning("abc", 2) == "ab");
  CHECK(whole_beginning("a——", 5) == "a—");
  CHECK(whole_beginning("a——", 4) == "a—");
  CHECK(whole_beginning("a——", 3) == "a");
  CHECK(whole_beginning("—", 2).empty());
}

TEST_CASE("bytes that are no UTF-8 become the sign for that, each of them") {
  CHECK(with_valid_utf8("año") == "año");
  CHECK(with_valid_utf8("a\xE2\x80") == "a\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(with_valid_utf8("\xFF—") == "\xEF\xBF\xBD—");
}

TEST_CASE("blanks around a text are taken off, and a text of nothing else is found out") {
  CHECK(without_blanks_around(" \ta b\r\n") == "a b");
  CHECK(without_blanks_around("a") == "a");
  CHECK(without_blanks_around(" \n ").empty());
  CHECK(is_only_blanks(""));
  CHECK(is_only_blanks(" \t\r\n"));
  CHECK_FALSE(is_only_blanks(" . "));
}
