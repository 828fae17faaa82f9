// Which words are marked when two texts are compared.
#include "core/history/word_difference.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace unrepeat;

namespace {

std::string marked(std::string_view text, const std::vector<TextRange>& ranges) {
  std::string shown;
  std::size_t at = 0;
  for (const TextRange& range : ranges) {
    shown += text.substr(at, range.begin - at);
    shown += "[" + std::string(text.substr(range.begin, range.end - range.begin)) + "]";
    at = range.end;
  }
  return shown + std::string(text.substr(at));
}

std::string without(std::string_view text, const std::vector<TextRange>& ranges) {
  std::string rest;
  std::size_t at = 0;
  for (const TextRange& range : ranges) {
    rest += text.substr(at, range.begin - at);
    at = range.end;
  }
  return rest + std::string(text.substr(at));
}

struct Both {
  std::string before, after;
};

Both compared(std::string_view before, std::string_view after) {
  const WordDifference difference = compare_words(before, after);
  return {marked(before, difference.removed), marked(after, difference.added)};
}

}  // namespace

TEST_CASE("whole words are marked, and what stands around them is not") {
  const Both both = compared("The pool ran dry at noon.", "The pool ran out at noon, twice.");
  CHECK(both.before == "The pool ran [dry] at noon.");
  CHECK(both.after == "The pool ran [out] at noon[, twice].");
}

TEST_CASE("several words that changed one after the other are marked as one") {
  const Both both = compared("Ana saw it first", "Ana Ruiz heard of it first");
  CHECK(both.after == "Ana [Ruiz heard of] it first");
  CHECK(compared("one two three", "four five three").before == "[one two] three");
}

TEST_CASE("in a script without spaces the characters are marked") {
  const Both both = compared("接続が切れた", "接続が遅れた");
  CHECK(both.before == "接続が[切]れた");
  CHECK(both.after == "接続が[遅]れた");
}

TEST_CASE("an accent is no end of a word") {
  CHECK(compared("la conexión cayó", "la conexión volvió").before == "la conexión [cayó]");
}

TEST_CASE("equal texts have no mark, and an empty one makes the other new") {
  CHECK(compared("Same", "Same").before == "Same");
  CHECK(compared("", "All of it").after == "[All of it]");
  CHECK(compared("All of it", "").before == "[All of it]");
  CHECK(compared("", "").before.empty());
}

TEST_CASE("texts that have hardly anything in common are exchanged, however long they are") {
  std::string before, after;
  for (int i = 0; i < 20'000; ++i) {
    before += "before" + std::to_string(i) + " ";
    after += "after" + std::to_string(i) + " ";
  }
  const WordDifference difference = compare_words(before, after);
  CHECK(difference.removed.size() == 1);
  CHECK(difference.added.size() == 1);
}

TEST_CASE("without what is marked both texts read the same, whatever bytes they are") {
  CHECK(rc::check([] {
    const auto piece = rc::gen::element<std::string>("pool", " ", "ran", "dry", "\n", ",", "ñ", "接", "\xff", "", "  ");
    const auto text = [&] {
      std::string all;
      for (const std::string& one : *rc::gen::container<std::vector<std::string>>(piece)) all += one;
      return all;
    };
    const std::string before = text(), after = text();
    const WordDifference difference = compare_words(before, after);
    RC_ASSERT(without(before, difference.removed) == without(after, difference.added));
  }));
}
