// What holds of every property in the tests.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/source_dir.hpp"

TEST_CASE("the answer of every property is looked at: one that is not cannot fail") {
  std::size_t properties = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(unrepeat::source_dir() + "/tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::string call = std::string("rc::") + "check(";
      const std::size_t at = line.find(call);
      if (at == line.npos) continue;
      ++properties;
      CAPTURE(entry.path().string());
      CAPTURE(line);
      CHECK(line.find_first_not_of(' ') != at);
    }
  }
  CHECK(properties > 40);
}
