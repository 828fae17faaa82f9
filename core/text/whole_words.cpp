// Goes back to the last space.
#include "core/text/whole_words.hpp"

namespace unrepeat {

std::size_t whole_words(std::string_view text, std::size_t taken) {
  constexpr std::string_view hanging = " ,;:(";
  if (taken >= text.size()) return text.size();
  std::size_t end = text[taken] == ' ' ? taken : text.substr(0, taken).rfind(' ');
  if (end == std::string_view::npos || end * 2 < taken) return taken;
  while (end > 0 && hanging.contains(text[end - 1])) --end;
  return end == 0 ? taken : end;
}

}  // namespace unrepeat
