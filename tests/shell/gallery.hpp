// Every widget on one page, so that tests can draw all of them in every theme, width and language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct Gallery {
  std::string title = "Checkout times out after the connection pool is exhausted", note, query, event;
  std::vector<std::string> systems{"checkout", "postgres"};
  bool checked = true, on = false, dialog_open = false, palette_open = false;
  std::size_t tab = 0, part = 1, sorted_by = 2;
  bool descending = true;
  std::optional<std::size_t> severity = 0, radio = 1;
  std::size_t row_count = 10000;
  std::vector<uint64_t> toasts;
  std::string last;  ///< What was pressed last.
};
void draw_gallery(Kit& kit, Gallery& state);

}  // namespace unrepeat::shell
