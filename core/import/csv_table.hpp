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
};

/// At most so many rows; what is no table has rows of one cell.
[[nodiscard]] CsvTable read_csv(std::string_view text, std::size_t most_rows = SIZE_MAX);

}  // namespace unrepeat
