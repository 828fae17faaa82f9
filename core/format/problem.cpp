// Problems as sentences and pointers.
#include "core/format/problem.hpp"

namespace unrepeat {

std::string say(Language language, const Problem& problem) {
  const std::vector<TextArgument> arguments(problem.arguments.begin(), problem.arguments.end());
  return say(language, problem.text, std::span<const TextArgument>(arguments));
}

void append_pointer_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char character : key) {
    if (character == '~') {
      pointer += "~0";
    } else if (character == '/') {
      pointer += "~1";
    } else {
      pointer += character;
    }
  }
}

}  // namespace unrepeat
