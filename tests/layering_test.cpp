// The table of layers in ARCHITECTURE.md as data, held against every source file; and, rule by rule, against a file
// that breaks it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/source_dir.hpp"

namespace {

using Words = std::vector<std::string_view>;

struct SourceFile {
  std::string path;  ///< From the project's root.
  std::string text;
};

/// A C++ or TypeScript file taken apart, so that a word in a comment breaks no rule.
struct Parts {
  std::string code;                   ///< Comments and the contents of literals are blanked.
  std::vector<std::string> literals;  ///< What stands in each string literal.
  std::vector<std::string> includes;  ///< As written between <> or "".
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

Parts take_apart(const SourceFile& file) {
  const std::string& text = file.text;
  const bool is_cpp = !file.path.ends_with(".ts");
  Parts parts;
  std::size_t at = 0;
  const auto skip_to = [&](std::string_view end) {
    const std::size_t found = text.find(end, at);
    at = found == std::string::npos ? text.size() : found + end.size();
  };
  while (at < text.size()) {
    const std::string_view rest = std::string_view(text).substr(at);
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    if (rest.starts_with("//")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (rest.starts_with("/*")) {
      skip_to("*/");
    } else if (is_cpp && begins_line && rest.starts_with("#include ")) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      const std::size_t first = line.find_first_of("<\"");
      const std::size_t last = line.find_first_of(">\"", first + 1);
      if (last != std::string_view::npos) parts.includes.emplace_back(line.substr(first + 1, last - first - 1));
      at += line.size();
    } else if (is_cpp && rest.starts_with("R\"")) {
      const std::string end = ")" + std::string(rest.substr(2, rest.find('(') - 2)) + "\"";
      const std::size_t first = at + end.size() + 1;
      skip_to(end);
      parts.literals.push_back(text.substr(first, at - end.size() - first));
      parts.code += "\"\"";
    } else if (rest[0] == '"' || (!is_cpp && (rest[0] == '\'' || rest[0] == '`')) ||
               (rest[0] == '\'' && (at == 0 || !is_word(text[at - 1])))) {
      const std::size_t first = ++at;
      while (at < text.size() && text[at] != rest[0] && (text[at] != '\n' || rest[0] == '`'))
        at += text[at] == '\\' ? 2 : 1;
      at = std::min(at, text.size());
      parts.literals.push_back(text.substr(first, at - first));
      parts.code += "\"\"";
      ++at;
    } else {
      parts.code += rest[0];
      ++at;
    }
  }
  return parts;
}

/// Whether `word` stands in `text`, not as a part of a longer word.
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word(word.front()) || !is_word(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !is_word(word.back()) || !is_word(text[end]))) return true;
  }
  return false;
}

bool starts_with_any(std::string_view path, const Words& folders) {
  return std::ranges::any_of(folders, [&](std::string_view folder) { return path.starts_with(folder); });
}

/// A literal's first word, whatever space stands before it.
auto begins_with(std::string_view word) {
  return [word](std::string_view literal) {
    const std::size_t first = literal.find_first_not_of(" \n\t");
    return first != std::string_view::npos && literal.substr(first).starts_with(word);
  };
}

/// An include's whole name, or its beginning where `name` ends in '*'.
auto is_named(std::string_view name) {
  return [name](std::string_view include) {
    return name.ends_with('*') ? include.starts_with(name.substr(0, name.size() - 1)) : include == name;
  };
}

// --- The table ---

struct Layer {
  std::string_view folder;
  Words may_include;
};
const Layer layers[] = {
    {"core/", {"core/", "assets/"}},
    {"shell/", {"core/", "shell/", "assets/"}},
    {"web/", {"core/", "shell/", "web/", "assets/"}},
    {"cli/", {"core/", "cli/", "assets/"}},
    {"tests/", {"core/", "shell/", "web/", "cli/", "tests/", "assets/"}},
};

enum class Where { code, literal, include };

struct Rule {
  Where where;
  Words forbidden;  ///< Words of code, beginnings of literals, or names of includes ('*' stands for any ending).
  Words in;         ///< Paths begin so.
  Words except;     ///< But for those that begin so.
  std::string_view because;
};
const Words cpp_layers = {"core/", "shell/", "web/", "cli/"};
const Rule rules[] = {
    {Where::literal,
     {"SELECT ", "INSERT ", "UPDATE ", "DELETE FROM", "CREATE ", "DROP ", "ALTER ", "PRAGMA ", "BEGIN", "COMMIT",
      "ROLLBACK", "SAVEPOINT ", "WITH "},
     cpp_layers,
     // A calendar's components begin so, too.
     {"core/store/", "core/action/calendar.cpp"},
     "SQL stands in core/store only"},
    {Where::include, {"sqlite3.h"}, cpp_layers, {"core/store/", "web/sqlite"}, "only the store speaks to SQLite"},
    {Where::code,
     {"sqlite3_open_v2", "sqlite3_prepare_v2"},
     cpp_layers,
     {"core/store/", "web/sqlite"},
     "only the store speaks to SQLite"},
    {Where::include,
     {"nlohmann/*"},
     cpp_layers,
     {"core/format/", "core/import/", "core/engine/"},
     "JSON is read and written in three folders"},
    {Where::code,
     {"ImGui::", "ImDrawList"},
     cpp_layers,
     {"shell/widgets/", "shell/app.", "shell/theme.", "web/canvas", "web/font_loader"},
     "screens speak to the kit"},
    {Where::include,
     {"imgui*"},
     cpp_layers,
     {"shell/widgets/", "shell/app.", "shell/theme.", "web/canvas", "web/font_loader"},
     "screens speak to the kit"},
    {Where::include, {"emscripten*"}, cpp_layers, {"web/"}, "the browser stays in web"},
    {Where::code, {"__EMSCRIPTEN__", "EM_JS", "EM_ASM", "__wasm__"}, cpp_layers, {"web/"}, "the browser stays in web"},
    {Where::include,
     {"iostream", "ostream", "istream", "fstream", "format", "print", "regex", "sstream", "locale"},
     {"core/", "shell/"},
     {},
     "its size is downloaded by everybody"},
    {Where::include,
     {"thread", "mutex", "atomic", "condition_variable", "future", "filesystem", "random", "ctime", "unistd.h"},
     {"core/", "shell/"},
     {},
     "no clock, randomness, file or thread"},
    {Where::code,
     {"system_clock", "steady_clock", "high_resolution_clock", "utc_clock", "random_device", "mt19937", "rand", "fopen",
      "getenv"},
     {"core/", "shell/"},
     {},
     "no clock, randomness, file or thread"},
    {Where::code, {"dynamic_cast", "typeid"}, {"core/", "shell/", "web/"}, {}, "the page is built without RTTI"},
    {Where::code,
     {"innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment", "document.write",
      "eval", "new Function", "readText"},
     {"web/"},
     {},
     "what a file says is text, never markup or code"},
};

/// Every breach of the table in one file, a sentence each.
std::vector<std::string> breaches_in(const SourceFile& file) {
  std::vector<std::string> breaches;
  const auto breach = [&](std::string_view what, std::string_view why) {
    breaches.push_back(file.path + ": " + std::string(what) + " (" + std::string(why) + ")");
  };
  if (!file.text.starts_with("//") && !file.text.starts_with("#!") && !file.text.starts_with("/*")) {
    breach("no comment on the first line", "it says what the file is");
  }
  const Parts parts = take_apart(file);

  const auto layer =
      std::ranges::find_if(layers, [&](const Layer& each) { return file.path.starts_with(each.folder); });
  if (layer == std::end(layers)) {
    breach("no layer", "a source file belongs to one");
    return breaches;
  }
  for (const std::string& include : parts.includes) {
    const bool is_a_layers =
        std::ranges::any_of(layers, [&](const Layer& each) { return include.starts_with(each.folder); });
    if (is_a_layers && !starts_with_any(include, layer->may_include)) breach(include, "the layers' order");
    if (include.starts_with("..") || include.starts_with("./")) breach(include, "includes begin at the root");
    if (file.path.ends_with(".hpp") && include.starts_with("nlohmann/")) breach(include, "kept out of headers");
  }

  for (const Rule& rule : rules) {
    if (!starts_with_any(file.path, rule.in) || starts_with_any(file.path, rule.except)) continue;
    for (const std::string_view word : rule.forbidden) {
      const bool found = rule.where == Where::code      ? has_word(parts.code, word)
                         : rule.where == Where::literal ? std::ranges::any_of(parts.literals, begins_with(word))
                                                        : std::ranges::any_of(parts.includes, is_named(word));
      if (found) breach(word, rule.because);
    }
  }
  return breaches;
}

std::vector<SourceFile> source_files() {
  namespace fs = std::filesystem;
  const fs::path root = unrepeat::source_dir();
  std::vector<SourceFile> files;
  for (const Layer& layer : layers) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / layer.folder)) {
      const std::string suffix = entry.path().extension();
      if (suffix != ".cpp" && suffix != ".hpp" && suffix != ".ts" && suffix != ".mjs" && suffix != ".def") continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      files.push_back({fs::relative(entry.path(), root), {std::istreambuf_iterator<char>(stream), {}}});
    }
  }
  return files;
}

}  // namespace

TEST_CASE("every source file keeps to its layer") {
  const std::vector<SourceFile> files = source_files();
  CHECK(files.size() > 50);
  for (const SourceFile& file : files) {
    for (const std::string& breach : breaches_in(file)) FAIL_CHECK(breach);
  }
}

TEST_CASE("each rule of the layers refuses a file that breaks it, and only there") {
  struct Seed {
    std::string_view path, text;
    std::string_view allowed_in;  ///< Where the same text breaks nothing; empty if nowhere.
  };
  const Seed seeds[] = {
      {"core/action/rules.cpp", "#include \"shell/theme.hpp\"\n", "shell/app.cpp"},
      {"core/action/rules.cpp", "#include \"web/bridge.hpp\"\n", "web/page.cpp"},
      {"core/action/rules.cpp", "#include \"tests/main.hpp\"\n", "tests/a_test.cpp"},
      {"shell/app.cpp", "#include \"web/bridge.hpp\"\n", "web/page.cpp"},
      {"cli/main.cpp", "#include \"shell/app.hpp\"\n", "shell/app.cpp"},
      {"core/action/rules.cpp", "#include \"../cause/cause.hpp\"\n", ""},
      {"shell/screens/library_screen.cpp", "auto q = \"SELECT id FROM postmortem\";\n", "core/store/library_store.cpp"},
      {"core/engine/engine.cpp", "auto q = R\"(\n  DELETE FROM postmortem)\";\n", "core/store/library_store.cpp"},
      {"web/worker.ts", "database.exec(`PRAGMA journal_mode=wal`);\n", ""},
      {"core/engine/engine.cpp", "#include <sqlite3.h>\n", "core/store/database.cpp"},
      {"web/page.cpp", "int a = sqlite3_prepare_v2(b);\n", "web/sqlite.cpp"},
      {"core/action/rules.cpp", "#include <nlohmann/json.hpp>\n", "core/format/reader.cpp"},
      {"core/format/reader.hpp", "#include <nlohmann/json_fwd.hpp>\n", ""},
      {"shell/screens/library_screen.cpp", "void draw() { ImGui::Button(\"x\"); }\n", "shell/widgets/button.cpp"},
      {"shell/screens/library_screen.cpp", "#include <imgui.h>\n", "shell/widgets/button.cpp"},
      {"web/page.cpp", "#include <imgui_internal.h>\n", "web/canvas.cpp"},
      {"shell/app.cpp", "#include <emscripten.h>\n", "web/page.cpp"},
      {"shell/app.cpp", "#ifdef __EMSCRIPTEN__\n#endif\n", "web/page.cpp"},
      {"core/text/text.cpp", "#include <sstream>\n", "cli/main.cpp"},
      {"shell/app.cpp", "#include <format>\n", "cli/main.cpp"},
      {"core/engine/engine.cpp", "#include <thread>\n", "cli/main.cpp"},
      {"core/time/instant.cpp", "auto now = std::chrono::system_clock::now();\n", "cli/main.cpp"},
      {"core/identity/id.cpp", "int a = std::rand();\n", "cli/main.cpp"},
      {"shell/app.cpp", "auto a = dynamic_cast<B*>(c);\n", "cli/main.cpp"},
      {"web/mirror.ts", "node.innerHTML = name;\n", ""},
      {"web/page.ts", "const a = eval(text);\n", ""},
      {"tools/odd.cpp", "int a = 1;\n", "cli/odd.cpp"},
  };
  for (const Seed& seed : seeds) {
    const std::string text = "// What it is.\n" + std::string(seed.text);
    CAPTURE(seed.path);
    CAPTURE(seed.text);
    CHECK(breaches_in({std::string(seed.path), text}).size() == 1);
    if (!seed.allowed_in.empty()) CHECK(breaches_in({std::string(seed.allowed_in), text}).empty());
  }
  CHECK(breaches_in({"core/action/rules.cpp", "int first_line = 1;\n"}).size() == 1);
}

TEST_CASE("every word that a rule forbids is found") {
  for (const Rule& rule : rules) {
    const std::string folder(rule.in.front() == "core/" ? "core/odd/" : rule.in.front());
    for (const std::string_view word : rule.forbidden) {
      const std::string name(word.substr(0, word.find('*')));
      const std::string text = rule.where == Where::code      ? name + "\n"
                               : rule.where == Where::literal ? "\"" + name + " x\"\n"
                                                              : "#include <" + name + ">\n";
      CAPTURE(text);
      CHECK_FALSE(breaches_in({folder + "odd.cpp", "// What it is.\n" + text}).empty());
    }
  }
}

TEST_CASE("words in comments, in longer words and in people's sentences break no rule") {
  for (const std::string_view text : {
           "// ImGui:: and innerHTML are not for screens.\n",
           "/* SELECT * FROM postmortem */\n",
           "bool operand = brand(grandparent);\n",
           "auto name = \"Select a date\"; auto more = \"They ask: SELECT what?\";\n",
           "int thousands = 1'000; auto word = \"// ImGui:: inside a literal\"; int more = 2'000;\n",
           "auto quote = '\"'; // innerHTML\n",
           "auto escaped = \"a \\\" // \"; int eval_count = 1;\n",
       }) {
    CAPTURE(text);
    CHECK(breaches_in({"shell/screens/odd_screen.cpp", "// What it is.\n" + std::string(text)}).empty());
  }
}
