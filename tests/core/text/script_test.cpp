// Which words the page has to show, because they cannot be drawn one character after another.
#include "core/text/script.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;

TEST_CASE("scripts that join, stack or run from right to left need shaping") {
  for (const char* words :
       {"\u0645\u0631\u062d\u0628\u0627", "\u05e9\u05dc\u05d5\u05dd", "\u0928\u092e\u0938\u094d\u0924\u0947",
        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "e\u0301", "\U0001f469\u200d\U0001f680", "\U0001f1ea\U0001f1f8",
        "\U0001f44d\U0001f3fd", "in the middle \u05d0 of a line"})
    CHECK_MESSAGE(needs_shaping(words), words);
}

TEST_CASE("what is drawn one character after another does not") {
  for (const char* words :
       {"", "Checkout failed", "ni\u00f1o, \u0141\u00f3d\u017a", "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1",
        "\u041c\u043e\u0441\u043a\u0432\u0430", "\u65e5\u672c\u8a9e\u304c\u304e", "\ud55c\uad6d\uc5b4",
        "\u2013 \u2026 \u20ac", "\U0001f680", "\xed\xa0\x80", "\xf0\x9f"})
    CHECK_FALSE_MESSAGE(needs_shaping(words), words);
}
