// Atlassian's document format and HTML as Markdown.
#include "core/import/adf_markdown.hpp"

#include <doctest/doctest.h>

#include "core/import/html_text.hpp"

namespace unrepeat {
namespace {

std::string markdown_of(std::string_view json) {
  const auto tree = parse_json(json);
  REQUIRE(tree);
  CHECK(is_adf(tree->root()));
  return markdown_from_adf(tree->root());
}

}  // namespace

TEST_CASE("headings, paragraphs, lists and marks of a document are those of Markdown") {
  CHECK(markdown_of(R"({"type":"doc","version":1,"content":[
    {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Root cause"}]},
    {"type":"paragraph","content":[{"type":"text","text":"The "},{"type":"text","text":"pool","marks":[{"type":"strong"}]},
      {"type":"text","text":" was full, see "},{"type":"text","text":"the panel","marks":[{"type":"link","attrs":{"href":"https://x.example/p"}}]}]},
    {"type":"bulletList","content":[
      {"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]},
        {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"within"}]}]}]}]},
      {"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"two"}]}]}]},
    {"type":"taskList","content":[
      {"type":"taskItem","attrs":{"state":"DONE"},"content":[{"type":"text","text":"Alert on it"}]},
      {"type":"taskItem","attrs":{"state":"TODO"},"content":[{"type":"mention","attrs":{"text":"@Ana"}},{"type":"text","text":" larger pool"}]}]}
  ]})") ==
        "## Root cause\n\nThe **pool** was full, see [the panel](https://x.example/p)\n\n- one\n  - within\n- two\n\n"
        "- [x] Alert on it\n- [ ] @Ana larger pool");
}

TEST_CASE("a table of a document is one of Markdown, its cells in one line each") {
  CHECK(markdown_of(R"({"type":"doc","content":[{"type":"table","content":[
    {"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"Time"}]}]},
      {"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"What"}]}]}]},
    {"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"14:02"}]}]},
      {"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"paged"}]},
        {"type":"paragraph","content":[{"type":"text","text":"a | b"}]}]}]}]}]})") ==
        "| Time | What |\n| --- | --- |\n| 14:02 | paged a / b |");
}

TEST_CASE("what is not known or not whole gives what can be read of it, and nothing is too deep") {
  CHECK(markdown_of(R"({"type":"doc","content":[{"type":"layoutSection","content":[{"type":"x"},3,null,
    {"type":"paragraph","content":[{"type":"text","text":"kept"},{"type":"date","attrs":{"timestamp":"1772964000000"}}]}]}]})") ==
        "kept2026-03-08");
  std::string deep = R"({"type":"doc","content":[)";
  for (int i = 0; i < 25; ++i) deep += R"({"type":"panel","content":[)";
  deep += R"({"type":"text","text":"at the bottom"})";
  for (int i = 0; i < 25; ++i) deep += "]}";
  CHECK(markdown_of(deep + "]}").contains("at the bottom"));
}

TEST_CASE("HTML of a report keeps its headings, ticks and tables as Markdown") {
  CHECK(markdown_from_html("<h2>What <em>happened</em></h2><p>It <strong>stood</strong> still.</p><ul><li><input "
                           "type=\"checkbox\" checked> done</li>"
                           "<li><input type=\"checkbox\"> "
                           "open</li></ul><table><tr><th>Time</th><th>What</th></tr><tr><td>14:02</"
                           "td><td>paged<br>again</td></tr></table>") ==
        "## What *happened*\n\nIt **stood** still.\n\n- [x]  done\n- [ ]  open\n\n| Time | What |\n| --- | --- |\n| "
        "14:02 | paged again |");
}

}  // namespace unrepeat
