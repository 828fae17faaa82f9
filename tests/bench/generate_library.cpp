// Writes a generated library as a bundle: generate_library SIZE > FILE.
#include <cstdio>
#include <cstdlib>

#include "core/format/writer.hpp"
#include "tests/bench/generated_library.hpp"

int main(int argc, char** argv) {
  const int size = argc == 2 ? std::atoi(argv[1]) : 0;
  if (size <= 0) {
    std::fputs("generate_library SIZE > FILE\n", stderr);
    return 2;
  }
  const std::string text = unrepeat::write_bundle(unrepeat::bench::generated_library(size));
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
