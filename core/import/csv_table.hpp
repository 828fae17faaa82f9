// A table as text: rows of cells between commas, semicolons, tabs or bars, quoted as RFC 4180 says, with the line that
// each row begins on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unrepeat {

struct CsvCell {
  std::string value;     ///< As it reads, without quotes.
  std::string_view raw;  ///< As it stands in the file, quotes left out where they are around it.
};

struct CsvRow {
  std::uint32_t line = 0;
  std::string_view raw;
  std::vector<CsvCell> cells;
};

struct CsvTable {
  char separator = ',';
  std::vector<CsvRow> rows;  ///< The first is the header.
  bool has_too_many_cells = false;
};

/// At most so many rows; what is no table has rows of one cell. A table with more cells than `most_cells` is given up
/// where they are reached: a file of separators would else be dozens of times its own size.
[[nodiscard]] CsvTable read_csv(std::string_view text, std::size_t most_rows = SIZE_MAX,
                                std::size_t most_cells = SIZE_MAX);

}  // namespace unrepeat
