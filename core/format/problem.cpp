// Problems as sentences and pointers.
#include "core/format/problem.hpp"

#include "core/text/utf8.hpp"

namespace unrepeat {

std::string say(Language language, const Problem& problem) {
  const std::vector<TextArgument> arguments(problem.arguments.begin(), problem.arguments.end());
  return say(language, problem.text, std::span<const TextArgument>(arguments));
}

std::string_view excerpt(std::string_view text) {
  constexpr std::size_t most_bytes = 60;
  if (text.size() <= most_bytes) return text;
  std::size_t end = most_bytes;
  while (end > 0 && is_utf8_continuation(text[end])) --end;
  return text.substr(0, end);
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
