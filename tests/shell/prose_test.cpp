// Prose as it is read: what each piece of Markdown becomes in the tree, and what a hostile text can not do.
#include "shell/widgets/prose.hpp"

#include <doctest/doctest.h>

#include <string>

#include "shell/widgets/field.hpp"
#include "shell/widgets/markdown.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"
#include "tests/shell/harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

struct Page {
  std::string markdown;
  Harness ui{[this](Kit& kit) {
    auto page = scroll_region(kit, "page", kit.viewport_rect(), {.padding = 16});
    heading(kit, 1, "Post-mortem");
    heading(kit, 2, "Summary");
    prose(kit, "summary", markdown);
  }};
  explicit Page(std::string text) : markdown(std::move(text)) { ui.frame(); }
};

std::string repeated(std::string_view one, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += one;
  return all;
}

bool has_line_of(const Harness& ui, std::string_view part) { return ui.tree().find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a heading of prose stands below the page's headings, and no level is skipped") {
  Page page("# Impact\n\n### Money\n\nNone.");
  CHECK(page.ui.find("heading", "Impact").number == 3);
  CHECK(page.ui.find("heading", "Money").number == 4);
  CHECK(page.ui.count("text", "None.") == 1);
}

TEST_CASE("an entry of a list says its place, also in a list inside a list") {
  Page page("1. First\n2. Second\n   - Inner one\n   - Inner two\n   - Inner three\n");
  CHECK(page.ui.count("list") == 2);
  std::vector<std::pair<int, int>> places;
  for (std::size_t i = 0; i < page.ui.kit.tree().size(); ++i)
    if (const auto node = page.ui.kit.tree().node(i); node.role == Role::listitem)
      places.emplace_back(node.number, node.limit);
  CHECK(places == std::vector<std::pair<int, int>>{{1, 2}, {2, 2}, {1, 3}, {2, 3}, {3, 3}});
  const auto outer = page.ui.find("text", "Second"), inner = page.ui.find("text", "Inner one");
  CHECK(inner.rect.x > outer.rect.x);
  CHECK(inner.rect.y >= outer.rect.bottom());
}

TEST_CASE("marked words are parts of their paragraph, in order") {
  Page page("It was **very** *slow* in `checkout()` today.");
  CHECK(has_line_of(page.ui, "text\n"));
  CHECK(page.ui.count("span", "It was ") == 1);
  CHECK(page.ui.count("strong", "very") == 1);
  CHECK(page.ui.count("emphasis", "slow") == 1);
  CHECK(page.ui.count("code", "checkout()") == 1);
  CHECK(page.ui.find("strong", "very").rect.x >= page.ui.find("span", "It was ").rect.right() - 0.5f);
  CHECK(page.ui.find("code", "checkout()").parent == page.ui.find("strong", "very").parent);
}

TEST_CASE("a link leads to the web or to an address of mail, in a new tab; anything else is text") {
  Page page(
      "[Status](https://status.example.com/1) and [Ana](MAILTO:ana@example.com), bare https://example.com/a too.\n\n"
      "[run](javascript:alert(1)) [file](file:///etc/passwd) [data](data:text/html,x) [here](#/settings) [rel](/x)");
  CHECK(page.ui.find("link", "Status").value == "https://status.example.com/1");
  CHECK(has(page.ui.find("link", "Status").state, State::new_window));
  CHECK(page.ui.find("link", "Ana").value == "MAILTO:ana@example.com");
  CHECK(page.ui.find("link", "https://example.com/a").value == "https://example.com/a");
  CHECK(page.ui.count("link") == 3);
  CHECK(has_line_of(page.ui, "run (javascript:alert(1))"));
}

TEST_CASE("raw HTML and pictures are shown as words") {
  Page page(
      "<script>alert(1)</script>\n\nA <b onclick=x>bold</b> word &amp; &#60;sign&gt;. ![the "
      "graph](https://example.com/x.png)");
  CHECK(page.ui.count("text", "<script>alert(1)</script>") == 1);
  CHECK(page.ui.count("text", "A <b onclick=x>bold</b> word & <sign>. the graph") == 1);
  CHECK(page.ui.count("link") == 0);
  CHECK(page.ui.count("img") == 0);
}

TEST_CASE("a block of code keeps its lines and marks") {
  Page page("```sql\nSELECT *\n  FROM t;\n```\n");
  CHECK(page.ui.count("code", "SELECT *\n  FROM t;") == 1);
}

TEST_CASE("a table says how many rows and columns it has, and which cells are headers") {
  Page page("| Time | Rate |\n|---|---|\n| 11:02 | **8 %** |\n| 11:40 | 0 |\n");
  std::size_t rows = 0;
  for (std::size_t i = 0; i < page.ui.kit.tree().size(); ++i) {
    const auto node = page.ui.kit.tree().node(i);
    if (node.role == Role::table) {
      CHECK(node.limit == 3);
      CHECK(node.number == 2);
    }
    if (node.role == Role::row) CHECK(node.number == static_cast<int>(++rows));
  }
  CHECK(rows == 3);
  CHECK(page.ui.count("columnheader") == 2);
  CHECK(page.ui.count("cell") == 4);
  CHECK(page.ui.count("strong", "8 %") == 1);
}

TEST_CASE("a quote holds what was said") {
  Page page("> We thought it was *us*.\n> \n> - It was not\n");
  CHECK(page.ui.count("blockquote") == 1);
  CHECK(page.ui.count("emphasis", "us") == 1);
  CHECK(page.ui.find("text", "It was not").depth > 2);
}

TEST_CASE("a line that a person ended stays ended") {
  Page page("first\nsecond\n\nthird");
  const auto text = page.ui.find("text", "first\nsecond");
  CHECK(text.rect.height == 2 * page.ui.kit.rule(Style::body).line_height);
  // An empty line is as high as it is while it is written.
  CHECK(page.ui.find("text", "third").rect.y == text.rect.bottom() + page.ui.kit.rule(Style::body).line_height);
}

TEST_CASE("prose is at most 72 characters wide") {
  Page page(repeated("word ", 100));
  for (const std::string_view line : page.ui.kit.break_lines(Style::body, page.markdown, page.ui.kit.prose_width()))
    CHECK(line.size() <= 73);  // A space may hang over.
  CHECK(page.ui.kit.tree().node(page.ui.kit.tree().size() - 3).rect.width <= page.ui.kit.prose_width());
}

TEST_CASE("a field of prose is read as Markdown until it is written, and pressing its words goes there") {
  std::string value = "Some **strong** words";
  Harness ui([&](Kit& kit) {
    auto page = scroll_region(kit, "page", kit.viewport_rect(), {.padding = 16});
    if (const TextEdit edit = text_field(kit, "Summary", value, {.wording = Wording::prose, .multi_line = true});
        edit.changed)
      value = edit.text;
  });
  ui.frame();
  const auto field = ui.find("textbox", "Summary");
  CHECK(field.value == value);
  CHECK(ui.find("strong", "strong").related == field.id);
  CHECK(ui.find("span", "Some ").rect.x >= field.rect.x);
  ui.focus("textbox", "Summary");
  ui.frame();
  CHECK(ui.count("strong") == 0);
  ui.type("textbox", "Summary", "# New");
  ui.leave();
  ui.frame();
  CHECK(ui.count("heading", "New") == 1);
  CHECK(value == "# New");
}

TEST_CASE("a changed text is laid out again, an unchanged one is not read") {
  Page page("before");
  page.markdown = "after";
  page.ui.frame();
  CHECK(page.ui.count("text", "after") == 1);
  CHECK(page.ui.count("text", "before") == 0);
  page.ui.kit.take_changed_tree();
  page.ui.frame();
  CHECK(page.ui.kit.take_changed_tree().empty());
}

TEST_CASE("ten thousand quotes in one another are shown as they were written") {
  Page page(repeated(">", 10'000) + " deep");
  CHECK(page.ui.kit.tree().size() < 100);
  CHECK(has_line_of(page.ui, "deep"));
}

TEST_CASE("ten thousand entries of a list do not become ten thousand nodes") {
  Page page(repeated("- a\n", 10'000));
  CHECK(page.ui.kit.tree().size() < 100);
}

TEST_CASE("a line of a megabyte is one paragraph") {
  Page page(repeated("*a", 500'000));
  CHECK(page.ui.kit.tree().size() < 20);
}

TEST_CASE("five thousand combining marks are left to the page, and the tree stays small") {
  Page page("e" + repeated("\u0301", 5'000));
  CHECK(page.ui.kit.tree().size() < 20);
  CHECK(has(page.ui.find("text", page.markdown).state, State::shaped));
}

TEST_CASE("what works unseen is shown, and what is not UTF-8 is replaced") {
  using namespace std::string_literals;
  CHECK(made_visible("a\0b"s) == "a\u2400b");
  CHECK(made_visible("pay\u202egpj.exe") == "pay‹U+202E›gpj.exe");
  CHECK(made_visible("\u2066x\u2069") == "‹U+2066›x‹U+2069›");
  CHECK(made_visible("\xed\xa0\x80.") == "\ufffd.");
  CHECK(made_visible("\xff"
                     "a\xc3") ==
        "\ufffd"
        "a\ufffd");
  CHECK(made_visible("a\r\nb\tc\x1b") == "a\nb\tc\u241b");
  Page page("One &#x202e; two &#0; three &#xd800;\0"s);
  CHECK(page.ui.count("text", "One ‹U+202E› two \ufffd three \ufffd\u2400") == 1);
}

TEST_CASE("words that need shaping are left to the page, wherever they stand in prose") {
  Page page("Error **\u0634\u0628\u0643\u0629** seen\n\n| \u05e9\u05dc\u05d5\u05dd |\n|---|\n| b |\n\nplain");
  CHECK(has(page.ui.find("strong", "\u0634\u0628\u0643\u0629").state, State::shaped));
  CHECK(has(page.ui.find("span", "Error ").state, State::shaped));
  CHECK(has(page.ui.find("text", "\u05e9\u05dc\u05d5\u05dd").state, State::shaped));
  CHECK_FALSE(has(page.ui.find("text", "plain").state, State::shaped));
}
