// The kit's seam: what is drawn is declared, what is pressed or typed arrives, what scrolls is clipped.
#include <doctest/doctest.h>
#include <imgui.h>
#include <rapidcheck.h>

#include <fstream>
#include <sstream>

#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"
#include "tests/shell/harness.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

std::string source(const char* path) {
  std::ifstream file(unrepeat::source_dir() + "/" + path);
  REQUIRE(file.good());
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("what stands at the right stays there when it grows and the window changes") {
  bool is_wide = false;
  Harness ui([&](Kit& kit) {
    auto row = kit.row(8);
    text(kit, "Library");
    kit.spacer();
    button(kit, is_wide ? "Import files" : "Go");
    button(kit, is_wide ? "New post-mortem" : "New");
  });
  is_wide = true;
  ui.frame();
  const Rect first = ui.find("button", "Import files").rect, last = ui.find("button", "New post-mortem").rect;
  CHECK(first.y == last.y);
  CHECK(last.right() == doctest::Approx(ui.viewport.width));
}

TEST_CASE("every text pair of the look reaches a contrast of 4.5, the focus ring 3") {
  CHECK(contrast(0x000000, 0xffffff) == doctest::Approx(21));
  CHECK(contrast(0x767676, 0xffffff) == doctest::Approx(4.54).epsilon(0.01));
  for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
    for (const TextPair& pair : text_pairs()) {
      CAPTURE(static_cast<int>(pair.text));
      CAPTURE(static_cast<int>(pair.on));
      CHECK(contrast(rgb(pair.text, scheme), rgb(pair.on, scheme)) >= 4.5);
    }
    for (const Token surface : {Token::background, Token::surface, Token::raised, Token::selection})
      for (const Token mark : {Token::accent, Token::control_line})
        CHECK(contrast(rgb(mark, scheme), rgb(surface, scheme)) >= 3.0);
  }
}

TEST_CASE("with more contrast every text but the meanings' colours reaches 7, and every line 3") {
  for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
    const Palette palette{.scheme = scheme, .more_contrast = true};
    for (const Token surface : {Token::background, Token::surface, Token::raised, Token::selection, Token::hover}) {
      for (const Token text : {Token::ink, Token::second, Token::third})
        CHECK(contrast(rgb(text, palette), rgb(surface, palette)) >= 7);
      for (const Token line : {Token::line, Token::field_line, Token::faint_line, Token::control_line, Token::accent})
        CHECK(contrast(rgb(line, palette), rgb(surface, palette)) >= 3);
    }
  }
}

TEST_CASE("where the system forces its colours there are no others, and every text pair has two of them") {
  constexpr SystemColours system{.canvas = 0x000000, .text = 0xffffff, .link = 0xffff00};
  const Palette palette{.forced = system};
  for (const TextPair& pair : text_pairs()) {
    const uint32_t text = rgb(pair.text, palette), on = rgb(pair.on, palette);
    CHECK(text != on);
    for (const uint32_t one : {text, on}) CHECK((one == system.canvas || one == system.text || one == system.link));
  }
}

TEST_CASE("a button is pressed by pointer and by assistive technology, once each") {
  int presses = 0;
  Harness ui([&](Kit& kit) { presses += button(kit, "Save", {.icon = Icon::check}); });
  ui.press("button", "Save");
  CHECK(presses == 1);
  ui.click("button", "Save");
  CHECK(presses == 2);
  ui.frame();
  CHECK(presses == 2);
}

TEST_CASE("a disabled button is there with its reason and cannot be pressed") {
  int presses = 0;
  Harness ui(
      [&](Kit& kit) { presses += button(kit, "Approve", {.disabled = true, .hint = "Two actions have no check."}); });
  CHECK(ui.shows("button \"Approve\" (Two actions have no check.) disabled"));
  ui.click("button", "Approve");
  ui.kit.report_press(ui.find("button", "Approve").id);
  ui.frame();
  CHECK(presses == 0);
}

TEST_CASE("an ImGui item that declares nothing is found") {
  bool seeded = false;
  Harness ui([&](Kit& kit) {
    button(kit, "Declared");
    if (seeded) ImGui::Button("Undeclared");
  });
  CHECK(ui.undeclared == 0);
  ui.checks_items = false;
  seeded = true;
  ui.frame();
  CHECK(ui.undeclared > 0);
}

TEST_CASE("each letter of a field is reported and leaving it commits once") {
  std::string stored = "old", draft;
  int changes = 0, commits = 0;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "Title", stored);
    if (edit.changed) ++changes, draft = edit.text;
    if (edit.committed) ++commits, stored = edit.text;
  });
  ui.type("textbox", "Title", "Caída");
  CHECK(changes == 5);
  CHECK(draft == "Caída");
  CHECK(commits == 0);
  CHECK(ui.find("textbox", "Title").value == "Caída");
  ui.leave();
  CHECK(commits == 1);
  CHECK(stored == "Caída");
  ui.frame();
  CHECK(commits == 1);
}

TEST_CASE("a pause commits while the field keeps its focus and its text") {
  std::string stored;
  int commits = 0;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "Note", stored);
    if (edit.committed) ++commits, stored = edit.text;
  });
  ui.type("textbox", "Note", "paged");
  CHECK(ui.kit.next_wake_s() > 0);
  ui.wait(1);
  CHECK(commits == 1);
  CHECK(ui.focused() == "textbox \"Note\"");
  ui.leave();
  CHECK(commits == 1);
}

TEST_CASE("what was refused stays in the field until it is mended") {
  std::string stored = "11:02", error;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "When", stored, {.error = error});
    if (!edit.committed) return;
    error = edit.text == "25:99" ? "There is no such time." : "";
    if (error.empty()) stored = edit.text;
  });
  ui.type("textbox", "When", "25:99");
  ui.leave();
  CHECK(stored == "11:02");
  CHECK(ui.shows("textbox \"When\" = \"25:99\" (There is no such time.) invalid"));
  ui.type("textbox", "When", "11:03");
  ui.leave();
  CHECK(stored == "11:03");
  CHECK_FALSE(ui.shows("invalid"));
}

TEST_CASE("a focused field shows what was written elsewhere meanwhile, and not over what is being typed") {
  std::string stored;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "Title", stored);
    if (edit.changed) stored = edit.text;
  });
  ui.type("textbox", "Title", "Search");
  ui.wait(1);
  stored = "Search was slow";
  ui.frame();
  CHECK(ui.focused() == "textbox \"Title\"");
  CHECK(ui.find("textbox", "Title").value == "Search was slow");
}

TEST_CASE("when what has the focus goes away, the focus goes to what followed it, then to what stood before it") {
  std::vector<std::string> names{"one", "two", "three"};
  Harness ui([&](Kit& kit) {
    auto main = main_content(kit, "List", {0, 0, 400, 400});
    for (const std::string& name : std::vector(names))
      if (button(kit, name)) std::erase(names, name), kit.wake_in(0);
  });
  ui.focus("button", "two");
  ui.press("button", "two");
  CHECK(ui.focused() == "button \"three\"");
  ui.press("button", "three");
  CHECK(ui.focused() == "button \"one\"");
  ui.press("button", "one");
  CHECK(ui.focused() == "main \"List\"");
}

TEST_CASE("when a notice that has the focus goes away, the focus goes back to where it was before") {
  bool is_told = true;
  Harness ui([&](Kit& kit) {
    {
      auto main = main_content(kit, "List", {0, 0, 400, 400});
      button(kit, "one");
      button(kit, "two");
    }
    const Toast notice{.key = 1, .text = "Done", .action = "Undo"};
    if (is_told && toasts(kit, std::span(&notice, 1))) is_told = false, kit.wake_in(0);
  });
  ui.focus("button", "two");
  ui.focus("button", "Undo");
  ui.press("button", "Undo");
  CHECK(ui.focused() == "button \"two\"");
}

TEST_CASE("what has the focus stays in view when what stands above it grows") {
  float above = 100;
  Harness ui([&](Kit& kit) {
    auto page = scroll_region(kit, "page", {0, 0, 400, 300});
    kit.place(0, above);
    if (button(kit, "Add")) above += 1000, kit.wake_in(0);
  });
  ui.press("button", "Add");
  ui.frame();
  const Semantics::Node added = ui.find("button", "Add");
  CHECK(added.rect.y >= 0);
  CHECK(added.rect.bottom() <= 300);
}

TEST_CASE("Enter hands a field over, so that it can be emptied for the next entry") {
  std::string draft;
  std::vector<std::string> added;
  Harness ui([&](Kit& kit) {
    const TextEdit edit = text_field(kit, "New event", draft);
    if (edit.changed) draft = edit.text;
    if (edit.submitted) added.emplace_back(edit.text), draft.clear();
  });
  ui.type("textbox", "New event", "paged the database on-call");
  ui.key(key_enter);
  CHECK(added == std::vector<std::string>{"paged the database on-call"});
  CHECK(ui.find("textbox", "New event").value.empty());
  CHECK(ui.focused() == "textbox \"New event\"");
}

TEST_CASE("text breaks at spaces, cuts only what does not fit a line, and keeps every character") {
  Harness ui([](Kit&) {});
  const auto lines = [&](std::string_view words, float width) {
    std::vector<std::string> out;
    for (const std::string_view line : ui.kit.break_lines(Style::body, words, width)) out.emplace_back(line);
    return out;
  };
  // Nine pixels a character.
  CHECK(lines("one two three", 72) == std::vector<std::string>{"one two ", "three"});
  CHECK(lines("abcdefghijkl", 45) == std::vector<std::string>{"abcde", "fghij", "kl"});
  CHECK(lines("a\n\nb", 90) == std::vector<std::string>{"a", "", "b"});
  CHECK(lines("日本語、です", 27) == std::vector<std::string>{"日本", "語、で", "す"});
  CHECK(lines("", 90) == std::vector<std::string>{""});
}

TEST_CASE("after any edit of what is being written its lines are those of the whole text") {
  Harness ui([](Kit&) {});
  CHECK(rc::check([&] {
    const auto piece = rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                                        std::vector<std::string>{"a", "bcd", "longer-than-a-line", " ", "  ", "\n", "-",
                                                                 "(", "?", "7", "é", "日", "。", "\xf0\x9f\x98\x80"})),
                                    [](const std::vector<std::string>& parts) {
                                      std::string whole;
                                      for (const std::string& part : parts) whole += part;
                                      return whole;
                                    });
    const float width = static_cast<float>(*rc::gen::inRange(10, 120));
    EditedLines lines;
    std::string words;
    const auto whole_character = [&](std::size_t at) {
      while (at < words.size() && (words[at] & 0xc0) == 0x80) ++at;
      return at;
    };
    for (int edit = *rc::gen::inRange(1, 8); edit > 0; --edit) {
      const std::size_t from = whole_character(*rc::gen::inRange<std::size_t>(0, words.size() + 1));
      const std::size_t to = whole_character(*rc::gen::inRange<std::size_t>(from, words.size() + 1));
      words.replace(from, to - from, *piece);
      RC_ASSERT(lines.count(ui.kit, Style::body, words, width) == ui.kit.break_lines(Style::body, words, width).size());
    }
  }));
}

TEST_CASE(
    "a line ends where browsers end it: after a hyphen, a dash or a question mark, before a bracket, not before a "
    "point") {
  Harness ui([](Kit&) {});
  // The line is full there: it ends there, or where it could end before.
  const auto breaks_between = [&](const std::string& before, const std::string& after) {
    const std::string line = "x xxx" + before;
    const std::string words = line + after + "xxx";
    const std::string_view first =
        ui.kit.break_lines(Style::body, words, ui.kit.measure(Style::body, line) + 1).front();
    return first.size() == line.size();
  };
  for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{{"-", "y"},
                                                                                      {"6-", "0"},
                                                                                      {"?", "q"},
                                                                                      {"\u2014", "y"},
                                                                                      {"", "\u2014"},
                                                                                      {"\u2026", "y"},
                                                                                      {",", "{"},
                                                                                      {"&", "("},
                                                                                      {"-", "-"},
                                                                                      {"\u65e5", "\u672c"},
                                                                                      {"\u30b5", "\u30fc"},
                                                                                      {"/", "\u65e5"}})
    CHECK_MESSAGE(breaks_between(before, after), before, after);
  for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{{"/", "y"},
                                                                                      {".", "y"},
                                                                                      {":", "/"},
                                                                                      {"=", "y"},
                                                                                      {"(", "y"},
                                                                                      {"y", ")"},
                                                                                      {"y", "?"},
                                                                                      {"\u00bf", "y"},
                                                                                      {"\u300c", "\u65e5"},
                                                                                      {"\u65e5", "\u3002"},
                                                                                      {"10", "%"},
                                                                                      {"\u20ac", "1"}})
    CHECK_FALSE_MESSAGE(breaks_between(before, after), before, after);
}

TEST_CASE("a row wraps when it is too narrow and puts what follows a spacer at the right") {
  Harness ui([](Kit& kit) {
    auto row = kit.row();
    button(kit, "Left");
    kit.spacer();
    button(kit, "Right");
  });
  CHECK(ui.find("button", "Right").rect.right() == doctest::Approx(ui.viewport.width));
  CHECK(ui.find("button", "Left").rect.y == ui.find("button", "Right").rect.y);
  ui.viewport.width = 100;
  ui.frame();
  CHECK(ui.find("button", "Right").rect.y > ui.find("button", "Left").rect.y);
}

TEST_CASE("a checkbox whose words are longer than a line takes the lines they need, in a row too") {
  constexpr std::string_view sentence = "The index was built without the option that lets writes go on meanwhile";
  for (const bool is_in_row : {false, true}) {
    Harness ui([&](Kit& kit) {
      auto column = kit.column({0, 0, 240, 0});
      std::optional<Kit::Scope> row;
      if (is_in_row) row.emplace(kit.row());
      checkbox(kit, "Short", false);
      checkbox(kit, sentence, true);
      checkbox(kit, "Last", false);
    });
    const Rect one = ui.find("checkbox", "Short").rect, words = ui.find("checkbox", sentence).rect;
    CHECK(words.right() <= 240);
    CHECK(words.height > 2 * one.height);
    CHECK(words.y >= one.bottom());
    CHECK(ui.find("checkbox", "Last").rect.y >= words.bottom());
  }
}

TEST_CASE("scrolling moves what is drawn and sends nothing to the page") {
  Harness ui([](Kit& kit) {
    auto scroll = scroll_region(kit, "page", {0, 0, 400, 300});
    for (int i = 0; i < 40; ++i) {
      auto scope = kit.scope(static_cast<uint64_t>(i));
      text(kit, "A line");
    }
    button(kit, "Last");
  });
  const float before = ui.find("button", "Last").rect.y;
  CHECK(ui.find("scroller", "page").number > 300);
  CHECK_FALSE(ui.kit.take_changed_tree().empty());
  CHECK(ui.kit.take_changed_tree().empty());
  ui.scroll("page", 100);
  CHECK(ui.find("button", "Last").rect.y == doctest::Approx(before - 100));
  CHECK(ui.kit.take_changed_tree().empty());
}

TEST_CASE("what is scrolled out of sight cannot be clicked") {
  int presses = 0;
  Harness ui([&](Kit& kit) {
    auto scroll = scroll_region(kit, "page", {0, 100, 400, 100});
    kit.space(200);
    presses += button(kit, "Below");
  });
  ui.click("button", "Below");
  CHECK(presses == 0);
  ui.scroll("page", 132);
  ui.click("button", "Below");
  CHECK(presses == 1);
}

TEST_CASE("the mirror's lists of roles and states are those of the kit") {
  const std::string mirror = source("web/mirror.ts");
  std::string roles, states;
#define ROLE(name) roles += roles.empty() ? #name : " " #name;
#include "shell/roles.def"
#undef ROLE
#define STATE(name, bit) states += (states.empty() ? "" : " ") + std::string(#name) + ":" #bit;
#include "shell/states.def"
#undef STATE
  CHECK_MESSAGE(mirror.find("'" + roles + "'") != std::string::npos, roles);
  CHECK_MESSAGE(mirror.find("'" + states + "'") != std::string::npos, states);
}
