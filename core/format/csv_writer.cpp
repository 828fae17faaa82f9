// Cells that every reader takes apart the same way.
#include "core/format/csv_writer.hpp"

#include <algorithm>

namespace unrepeat {

std::string safe_cell(std::string_view text) {
  static constexpr std::string_view signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  const std::string_view begin = text.substr(std::min(text.find_first_not_of("' "), text.size()));
  const bool is_formula = std::ranges::any_of(signs, [&](std::string_view sign) { return begin.starts_with(sign); });
  return (is_formula ? "'" : "") + std::string(text);
}

void CsvWriter::add_bare(std::string_view number) {
  if (!std::exchange(is_first_, false)) text_ += ',';
  text_ += number;
}

/// In quotes always: no reader that guesses the separator, or cuts blanks off, finds another cell.
void CsvWriter::add(std::string_view text) {
  add_bare("\"");
  for (const char letter : safe_cell(text)) text_.append(letter == '"' ? 2 : 1, letter);
  text_ += '"';
}

}  // namespace unrepeat
