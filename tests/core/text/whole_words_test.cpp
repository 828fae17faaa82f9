// Cutting a text behind a word.
#include "core/text/whole_words.hpp"

#include <doctest/doctest.h>

namespace unrepeat {

TEST_CASE("a text is cut behind a word, and never inside a number") {
  const auto cut = [](std::string_view text, std::size_t taken) { return text.substr(0, whole_words(text, taken)); };
  constexpr std::string_view title = "Alert when a lookup takes longer than 500 ms";
  CHECK(cut(title, 40) == "Alert when a lookup takes longer than");
  CHECK(cut(title, 41) == "Alert when a lookup takes longer than 500");
  CHECK(cut(title, 42) == "Alert when a lookup takes longer than 500");
  CHECK(cut(title, title.size()) == title);
  CHECK(cut(title, 1'000) == title);
  // What hangs behind the word goes along.
  CHECK(cut("checkout, payments and mail", 14) == "checkout");
  CHECK(cut("restore (weekly) from tape", 10) == "restore");
}

TEST_CASE("where a word takes most of the room, or there are no words, the text is cut where it has to be") {
  const auto taken = [](std::string_view text, std::size_t room) { return whole_words(text, room); };
  CHECK(taken("a misconfiguration", 12) == 12);
  CHECK(taken("misconfiguration", 5) == 5);
  CHECK(taken("データベース", 9) == 9);
  CHECK(taken("", 0) == 0);
  CHECK(taken(" x", 1) == 1);
  CHECK(taken("   ", 2) == 2);
}

}  // namespace unrepeat
