// What cannot be imported is refused by what it is, in a sentence, and nothing of it is taken.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

using namespace unrepeat;
using namespace std::string_literals;

namespace {

Text refusal(const std::string& text) {
  const ImportPlan plan = plan_of(text);
  CHECK(plan.items.empty());
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].file == "a file");
  CHECK(plan.problems[0].problem.severity == Problem::Severity::error);
  return plan.problems[0].problem.text;
}

}  // namespace

TEST_CASE("a file is refused for what it is") {
  CHECK(refusal("") == Text::problem_empty_file);
  CHECK(refusal(" \r\n\t ") == Text::problem_empty_file);
  CHECK(refusal("PK\x03\x04\x14\0\0\0"s) == Text::import_archive_cut_off);
  CHECK(refusal("\x1F\x8B\x08\0"s) == Text::import_unpack_cut_off);
  CHECK(refusal("BZh91AY") == Text::import_compressed);
  CHECK(refusal("\x89PNG\r\n\x1A\n\0\0\0\r"s) == Text::image_outside);
  CHECK(refusal("\x7F"
                "ELF\x02\x01\x01\0\0\0"s) == Text::import_not_text);
  CHECK(refusal("\n<!DOCTYPE html><html><head>") == Text::import_web_page);
  CHECK(refusal("<HTML lang=en>") == Text::import_web_page);
  CHECK(refusal("Just some words.\n14:02 UTC it broke\n") == Text::import_not_known);
  CHECK(refusal("{\"anything\": 1}") == Text::import_not_known);
  CHECK(refusal("[1, 2, 3]") == Text::import_not_known);
}

TEST_CASE("a truncated file says that it is cut off, and where") {
  const ImportPlan plan = plan_of(
      "{\"page\": {},\n \"incidents\": [\n  {\"id\": \"x\", \"name\": \"n\", \"status\": \"resolved\", "
      "\"incident_updates\": []},\n  {\"id\":");
  CHECK(plan.items.empty());
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].problem.text == Text::problem_truncated);
  CHECK(plan.problems[0].problem.line == 4);
}

TEST_CASE("nesting beyond all measure is refused before it costs anything") {
  CHECK(refusal(std::string(5'000, '[')) == Text::problem_too_deep);
  CHECK(refusal(std::string(5'000, '[') + std::string(5'000, ']')) == Text::problem_too_deep);
  std::string objects;
  for (int i = 0; i < 5'000; ++i) objects += "{\"incidents\":";
  CHECK(refusal(objects) == Text::problem_too_deep);
}

TEST_CASE("a file beyond the limit is refused without being read") {
  CHECK(refusal_before_reading(200'000'000)->text == Text::problem_file_too_large);
  CHECK(refusal_before_reading(200'000'000)->arguments == std::vector<std::string>{"64"});
  CHECK_FALSE(refusal_before_reading(max_import_bytes));
}

TEST_CASE("one bad file does not keep the others out") {
  const ImportPlan plan =
      plan_of({{"bad.zip", "PK\x03\x04"},
               {"good.json",
                R"({"name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "b"}]})"}},
              ListedPostmortems{});
  CHECK(count(plan).new_ == 1);
  CHECK(plan.has_errors());
  CHECK(plan.items[0].file == "good.json");
}

TEST_CASE("an import is planned in steps: what is done only grows, up to all records") {
  std::string incidents;
  for (int number = 0; number < 100; ++number) {
    if (number > 0) incidents += ',';
    incidents +=
        R"({"id": ")" + std::to_string(number) +
        R"(", "name": "n", "status": "resolved", "incident_updates": [{"status": "resolved", "body": "b", "created_at": "2026-03-01T00:00:00Z"}]})";
  }
  const std::string page = "[" + incidents + "]";
  const NativeTimeZones zones;
  const ListedPostmortems known;
  ImportPlanning planning(
      {{.name = "a", .bytes = page}, {.name = "b", .bytes = "PK\x03\x04"}, {.name = "c", .bytes = page}},
      {.zones = zones, .known = known, .now = {}});
  CHECK(planning.total() == 3);
  std::size_t steps = 1;
  for (std::size_t done = 0; planning.step(); ++steps) {
    CHECK(planning.done() >= done);
    CHECK(planning.done() <= planning.total());
    done = planning.done();
  }
  CHECK(steps > 8);
  CHECK(planning.total() == 200);
  CHECK(planning.done() == 200);
  const ImportPlan plan = planning.take_plan();
  CHECK(plan.items.size() == 100);  // both files hold the same
  CHECK(plan.problems.size() == 1);
}

TEST_CASE("no files are an empty plan") {
  const NativeTimeZones zones;
  const ListedPostmortems known;
  CHECK(propose_import({}, {.zones = zones, .known = known, .now = {}}).items.empty());
}

TEST_CASE("whatever a bad file is, a sentence says it in both languages, with the file and the place") {
  const auto fixture = [](const char* name) {
    std::ifstream file(std::filesystem::path(source_dir()) / "tests/fixtures/postmortem" / name, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  std::string deep;
  for (int level = 1; level < 64; ++level) deep += "/0";
  const struct {
    std::string bytes;
    std::string place;  // line:column pointer, where there is one
    std::string english;
    std::string spanish;
  } bad_files[] = {
      {"", "0:0 ", "The file is empty.", "El archivo está vacío."},
      {"PK\x03\x04", "0:0 ",
       "This ZIP archive is cut off: of it 4 bytes are there, and the list of its files, which stands at the end, is "
       "not. Fetch it again.",
       "Este archivo ZIP está cortado: hay 4 bytes, y falta la lista de sus archivos, que está al final. Consíguelo "
       "otra "
       "vez."},
      {"{\n  \"a\": nope}", "2:8 /a", "A value is expected here, not nope.", "Aquí se espera un valor, no nope."},
      {fixture("truncated.json"), "", "The file ends before its content does. It may have been cut off.",
       "El archivo termina antes que su contenido. Puede que esté cortado."},
      {"[\n" + std::string(5'000, '['), "2:64 " + deep,
       "The values are nested deeper than 64 levels, which is the limit.",
       "Los valores están anidados a más de 64 niveles, que es el límite."},
      {R"({"format": "somebody/else", "version": 1})", "0:0 ",
       "Nothing here can be imported: neither a post-mortem, nor records with times that are understood.",
       "Aquí no hay nada que se pueda importar: ni un post-mortem ni registros con horas que se entiendan."},
      {R"({"format": "unrepeat/postmortems", "version": 1})", "1:12 /format",
       "This is not a file of Unrepeat: “format” has to be “unrepeat/postmortem”, “unrepeat/bundle”, "
       "“unrepeat/library” or “unrepeat/template”.",
       "Esto no es un archivo de Unrepeat: «format» debe ser «unrepeat/postmortem», «unrepeat/bundle», "
       "«unrepeat/library» o «unrepeat/template»."},
      {fixture("newer_version.json"), "3:14 /version",
       "This was made by a newer Unrepeat: it is version 2, and this one reads version 1.",
       "Esto se hizo con un Unrepeat más nuevo: es la versión 2 y este lee la versión 1."},
      {fixture("two_with_one_id.postmortems.json"), "",
       "The post-mortem 0199a000-0000-7000-8000-000000000001 is in this file twice. The first is on line 8 "
       "(/postmortems/0/id).",
       "El post-mortem 0199a000-0000-7000-8000-000000000001 está dos veces en este archivo. El primero está en la "
       "línea 8 "
       "(/postmortems/0/id)."},
  };
  for (const auto& bad : bad_files) {
    CAPTURE(bad.english);
    const ImportPlan plan = plan_of(bad.bytes);
    CHECK(plan.items.empty());
    REQUIRE(plan.problems.size() == 1);
    CHECK(plan.problems[0].file == "a file");
    const Problem& problem = plan.problems[0].problem;
    CHECK(say(Language::english, problem) == bad.english);
    CHECK(say(Language::spanish, problem) == bad.spanish);
    const std::string place =
        std::to_string(problem.line) + ':' + std::to_string(problem.column) + ' ' + problem.pointer;
    if (!bad.place.empty()) CHECK(place == bad.place);
  }
}
