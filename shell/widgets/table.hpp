// Rows: tables with headers that sort, and lists of things that are pressed as a whole. Only rows in view cost
// anything.
#pragma once

#include <optional>
#include <span>

#include "shell/widgets/kit.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {

struct TableColumn {
  std::string_view name = {};
  float width = 0;  ///< Pixels; 0: a share of the rest.
  bool sortable = false;
  bool at_right = false;
  float from = 0;  ///< Shown only when the table is at least this wide.
};

struct TableOptions {
  std::string_view name = {};
  std::span<const TableColumn> columns{};
  std::size_t row_count = 0;
  float row_height = 60;
  std::size_t sorted_by = SIZE_MAX;
  bool descending = false;
  int title_lines = 1;         ///< How many the words of a title may take.
  bool header_hidden = false;  ///< Heard, not shown: where the columns speak for themselves.
  float lead = 0;              ///< Room between the header and the first row, for what whoever calls draws there.
};

struct TableRow {
  bool pressed = false;  ///< By pointer anywhere in the row; the link in it is followed by the browser.
  bool hovered = false;
};

struct TableRowOptions {
  std::string_view address = {};  ///< Where its title leads; empty: the title is a button and `pressed` says when.
  bool selected = false;
  std::optional<bool> on{};  ///< Pressing it switches something, which is on or off.
};

/// A table being drawn. Home, End and the page keys lead from row to row, also to rows that are not drawn yet: the view
/// goes there, and the focus as soon as the row is here. Inside a scroll region only the rows in view are asked for:
///
///   Table table(kit, {.name = "Post-mortems", .columns = columns, .row_count = rows.size()});
///   if (table.sort_pressed) …
///   for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
///     if (table.row(i, id_hash, {.address = "#/pm/…"}).pressed) …
///     table.cell(23, [&] { severity_tag(kit, …); });
///     table.title_cell(42, title, [&] { text(kit, systems, {.style = Style::caption}); });
///   }
class Table {
 public:
  Table(Kit& kit, const TableOptions& options);
  ~Table();
  Table(const Table&) = delete;

  /// Begins the row with this index; `key` is the thing it shows, wherever it stands.
  TableRow row(std::size_t index, uint64_t key, const TableRowOptions& options = {});
  /// The next cell, its content `height` high and centred in the row.
  template <typename Draw>
  void cell(float height, Draw&& draw) {
    if (!begin_cell(height)) return;
    draw();
    end_cell();
  }
  /// The cell that names the row: its words are the link, `below` draws under it.
  template <typename Draw>
  void title_cell(float height, std::string_view title, Draw&& below) {
    if (!begin_cell(height, Role::rowheader)) return;
    draw_title(title);
    below();
    end_cell();
  }

  /// How wide the cell that comes next is, and how high the words of a title will be in it.
  float title_width() const { return column_ < columns_.size() ? columns_[column_].width : 0; }
  float title_height(std::string_view title);

  RowRange rows;
  std::optional<std::size_t> sort_pressed;  ///< The column whose header was pressed.

 private:
  struct Placed {
    float x = 0, width = 0;
    bool shown = true;
  };
  bool begin_cell(float height, Role role = Role::cell);
  void end_cell();
  void end_row();
  void draw_title(std::string_view title);
  /// Where a key leads from the row that has the focus.
  void hear_keys();
  void go_to_row(std::size_t index, float moved = 0);

  Kit& kit_;
  TableOptions options_;
  Id id_ = 0;
  std::vector<Placed> columns_;
  float top_ = 0;
  Rect row_rect_;
  std::size_t column_ = 0, index_ = 0;
  TableRowOptions row_;
  bool row_open_ = false;
  std::size_t row_node_ = 0;         ///< In this frame's tree.
  std::optional<std::size_t> here_;  ///< The row that has the focus, or something in it has.
  bool is_title_here_ = false;
  std::vector<std::pair<std::size_t, Id>> titles_;  ///< Of the rows that were drawn.
  TableRow state_;
  std::vector<Kit::Scope> scopes_;
};

/// Something pressed as a whole that holds more than words.
struct PressableOptions {
  float height = 0;                ///< Of its content; the padding is its own.
  std::optional<bool> selected{};  ///< Without it, it leads somewhere and is not switched.
  std::optional<bool> expanded{};  ///< What it folds or unfolds below.
  std::string_view description{};  ///< Tells it apart from others of its name.
  bool framed = true;              ///< A card; else a row of a list, with a line above it.
  bool holds_controls = false;     ///< Something in it is pressed by itself.
  Rect* placed = nullptr;          ///< Takes where it is, with its padding.
};
/// Draws its content inside.
template <typename Draw>
Interaction pressable(Kit& kit, std::string_view name, const PressableOptions& options, Draw&& draw);

Interaction begin_pressable(Kit& kit, std::string_view name, const PressableOptions& options);
void end_pressable(Kit& kit);

template <typename Draw>
Interaction pressable(Kit& kit, std::string_view name, const PressableOptions& options, Draw&& draw) {
  const Interaction on = begin_pressable(kit, name, options);
  draw();
  end_pressable(kit);
  return on;
}

}  // namespace unrepeat::shell
