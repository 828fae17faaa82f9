// What of a Markdown text is a person's own prose.
#include "core/coach/markdown_blocks.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace unrepeat;

namespace {

bool says_actions(std::string_view heading) { return heading.contains("Actions"); }

std::string prose_of(std::string_view text, CoachZone zone = CoachZone::story) {
  std::string all;
  for (const ProseBlock& block : find_prose_blocks(text, zone, says_actions)) {
    all += block.zone == CoachZone::actions ? "!" : "";
    all += std::string(text.substr(block.range.begin, block.range.end - block.range.begin)) + "|";
  }
  return all;
}

std::string unmasked(std::string text) {
  for (const TextRange& range : find_masked(text))
    for (std::size_t at = range.begin; at < range.end; ++at) text[at] = '_';
  return text;
}

}  // namespace

TEST_CASE("paragraphs, items of lists and rows of tables are blocks of prose") {
  CHECK(prose_of("One\ntwo\n\nThree") == "One\ntwo|Three|");
  CHECK(prose_of("- one\n  goes on\n- [x] two\n1. three") == "one\n  goes on|two|three|");
  CHECK(prose_of("| a | b |\n|---|---|\n| c | d |") == "| a | b ||| c | d ||");
}

TEST_CASE("headings, quotations, code and comments are no prose") {
  CHECK(prose_of("# One\ntext\n\nTwo\n---\ntext") == "text|text|");
  CHECK(prose_of("> quoted\ngoes on\n\nown") == "own|");
  CHECK(prose_of("- > quoted in a list\n\nown") == "own|");
  CHECK(prose_of("before\n```sh\ncode\n\ncode\n```\nafter") == "before|after|");
  CHECK(prose_of("    code\n    code\n\nown") == "own|");
  CHECK(prose_of("<!-- a\ncomment -->\nown") == "own|");
  CHECK(prose_of("---\ntitle: x\n---\nown") == "own|");
}

TEST_CASE("under a heading of actions everything is about actions, until a heading of the same rank") {
  CHECK(prose_of("a\n# Actions\nb\n## Soon\nc\n# Other\nd") == "a|!b|!c|d|");
  CHECK(prose_of("a\n\n**Actions**\n\nb\n\n## Other\n\nc") == "a|!b|c|");
  CHECK(prose_of("Actions:\n- a") == "!a|");
  CHECK(prose_of("a", CoachZone::actions) == "!a|");
}

TEST_CASE("code, links, addresses, tags and quotations inside a block are masked") {
  CHECK(unmasked("a `b c` d") == "a _____ d");
  CHECK(unmasked("a ``b ` c`` d") == "a _________ d");
  CHECK(unmasked("see [our words](https://x.org/a(b)) there") == "see " + std::string(31, '_') + " there");
  CHECK(unmasked("at https://example.org/a. Then") == "at _____________________. Then");
  CHECK(unmasked("a <b>c</b>") == "a ___c____");
  CHECK(unmasked("he said \"we failed\" then") == "he said ___________ then");
  CHECK(unmasked("dijo «fallamos» y") == "dijo ____________ y");
  CHECK(unmasked("a “b") == "a ____");
  CHECK(unmasked("it's a 5\" disk, isn't it") == "it's a 5\" disk, isn't it");
  CHECK(unmasked("the 'wrong' one") == "the _______ one");
  CHECK(unmasked("the team’s ‘fault’") == "the team’s ___________");
}
