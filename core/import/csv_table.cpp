// The separator is the one that parts the first line most often, outside quotes.
#include "core/import/csv_table.hpp"

#include <algorithm>
#include <array>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

char separator_of(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::array<std::size_t, candidates.size()> counts{};
  bool is_quoted = false;
  for (const char letter : text) {
    if (letter == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (letter == '\n') break;
    if (const std::size_t which = candidates.find(letter); which != candidates.npos) ++counts[which];
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

/// One cell from `at` on, which stands behind it then.
CsvCell read_cell(std::string_view text, std::size_t& at, char separator, std::uint32_t& line) {
  CsvCell cell;
  if (at < text.size() && text[at] == '"') {
    const std::size_t begin = ++at;
    for (; at < text.size(); ++at) {
      if (text[at] == '\n') ++line;
      if (text[at] == '"') {
        if (at + 1 >= text.size() || text[at + 1] != '"') break;
        ++at;
      }
      cell.value += text[at];
    }
    cell.raw = text.substr(begin, at - begin);
    if (at < text.size()) ++at;
    // What stands behind the quote is kept too.
    while (at < text.size() && text[at] != separator && text[at] != '\n') cell.value += text[at++];
  } else {
    const std::size_t begin = at;
    while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
    cell.raw = text.substr(begin, at - begin);
    cell.value = cell.raw;
  }
  while (cell.value.ends_with('\r')) cell.value.pop_back();
  while (cell.raw.ends_with('\r')) cell.raw.remove_suffix(1);
  return cell;
}

}  // namespace

CsvTable read_csv(std::string_view text, std::size_t most_rows, std::size_t most_cells) {
  CsvTable table;
  if (text.starts_with("\ufeff")) text.remove_prefix(3);
  table.separator = separator_of(text);
  std::uint32_t line = 1;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size() && table.rows.size() < most_rows;) {
    CsvRow row{.line = line, .raw = {}, .cells = {}};
    const std::size_t begin = at;
    for (;;) {
      if (++cells > most_cells) {
        table.has_too_many_cells = true;
        return table;
      }
      row.cells.push_back(read_cell(text, at, table.separator, line));
      if (at >= text.size() || text[at] == '\n') break;
      ++at;
      if (at >= text.size()) {
        row.cells.push_back({});
        break;
      }
    }
    row.raw = text.substr(begin, at - begin);
    while (row.raw.ends_with('\r')) row.raw.remove_suffix(1);
    ++at;
    ++line;
    if (!is_blank(row.raw)) table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace unrepeat
