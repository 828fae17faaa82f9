// The sentences: complete in both languages, asking for the same arguments, and filled in as they say.
#include "core/text/text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace unrepeat;

namespace {

const char* const names[] = {
#define TEXT(name, english, spanish) #name,
#include "assets/strings/all.def"
#undef TEXT
};

/// The argument numbers a sentence uses; -1 stands for a brace that is not a well-formed placeholder.
std::set<int> placeholders(std::string_view sentence) {
  std::set<int> found;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    if (sentence[at] == '}') found.insert(-1);
    if (sentence[at] != '{') continue;
    const std::size_t close = sentence.find('}', at);
    const std::string_view inside = close == std::string_view::npos ? "" : sentence.substr(at + 1, close - at - 1);
    const bool number = !inside.empty() && inside[0] >= '0' && inside[0] <= '9';
    const bool forms = inside.size() > 1 && inside[1] == ':' && inside.find('|') != std::string_view::npos;
    found.insert(number && (inside.size() == 1 || forms) ? inside[0] - '0' : -1);
    if (close == std::string_view::npos) break;
    at = close;
  }
  return found;
}

}  // namespace

TEST_CASE("every sentence is there in both languages and uses the same placeholders, from {0} up") {
  REQUIRE(text_count > 0);
  for (std::size_t index = 0; index < text_count; ++index) {
    CAPTURE(names[index]);
    const auto english = say(Language::english, static_cast<Text>(index));
    const auto spanish = say(Language::spanish, static_cast<Text>(index));
    CHECK_FALSE(english.empty());
    CHECK_FALSE(spanish.empty());
    const std::set<int> used = placeholders(english);
    CHECK(used == placeholders(spanish));
    int expected = 0;
    for (int number : used) CHECK(number == expected++);
  }
}

TEST_CASE("no sentence exclaims, and none is padded with spaces") {
  for (std::size_t index = 0; index < text_count; ++index) {
    for (Language language : {Language::english, Language::spanish}) {
      const auto sentence = say(language, static_cast<Text>(index));
      CAPTURE(names[index]);
      CHECK(sentence.find('!') == std::string_view::npos);
      CHECK(sentence.find("¡") == std::string_view::npos);
      CHECK(sentence.front() != ' ');
      CHECK(sentence.back() != ' ');
    }
  }
}

TEST_CASE("a sentence takes texts and numbers, each where its number stands") {
  CHECK(say(Language::english, Text::problem_duplicate_key, "title", 12) ==
        "The key “title” is here twice in one object. It was first used on line 12.");
  CHECK(say(Language::spanish, Text::problem_duplicate_key, std::string("title"), 12u) ==
        "La clave «title» está dos veces en un mismo objeto. La primera está en la línea 12.");
}

TEST_CASE("long numbers are grouped the way each language groups them, in sentences too") {
  CHECK(number_words(Language::english, 12480) == "12,480");
  CHECK(number_words(Language::english, -1234567) == "-1,234,567");
  CHECK(number_words(Language::english, 999) == "999");
  CHECK(number_words(Language::spanish, 1234) == "1234");
  CHECK(number_words(Language::spanish, 12480) == "12\u202f480");
  CHECK(say(Language::english, Text::common_problem_count, 12480) == "12,480 problems");
  CHECK(say(Language::spanish, Text::common_problem_count, 12480u) == "12\u202f480 problemas");
  // What only has digits stays as it is.
  CHECK(say(Language::english, Text::problem_number_out_of_range, "2026") ==
        "The number 2026 is too large to be stored.");
}

TEST_CASE("a counted word is singular for exactly one") {
  CHECK(say(Language::english, Text::common_problem_count, 0) == "0 problems");
  CHECK(say(Language::english, Text::common_problem_count, 1) == "1 problem");
  CHECK(say(Language::spanish, Text::common_problem_count, 11) == "11 problemas");
}

TEST_CASE("an argument that looks like a placeholder stays as it is") {
  CHECK(say(Language::english, Text::problem_number_out_of_range, "{0}{1}") ==
        "The number {0}{1} is too large to be stored.");
}

TEST_CASE("a language tag with a region is spoken in its language, an unknown one in English") {
  CHECK(language_from_tag("es") == Language::spanish);
  CHECK(language_from_tag("ES-mx") == Language::spanish);
  CHECK(language_from_tag("en-GB") == Language::english);
  CHECK(language_from_tag("est") == Language::english);
  CHECK(language_from_tag("") == Language::english);
}
