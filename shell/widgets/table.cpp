// Tables and pressable rows.
#include "shell/widgets/table.hpp"

#include <algorithm>
#include <cmath>

#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {
constexpr float column_gap = 16, row_padding = 8;

/// What remembers the row, counted from 1, that gets the focus as soon as it is drawn; 0: none.
Id wanted_row(Id table) { return table ^ 0x3a27edu; }
}  // namespace

Table::Table(Kit& kit, const TableOptions& options) : kit_(kit), options_(options), id_(kit.id(options.name)) {
  const float width = kit.available();
  float fixed = 0;
  std::size_t shares = 0, shown = 0;
  for (const TableColumn& column : options.columns) {
    const bool is_shown = width >= column.from;
    columns_.push_back({0, column.width, is_shown});
    if (!is_shown) continue;
    ++shown;
    if (column.width > 0)
      fixed += column.width;
    else
      ++shares;
  }
  const float rest = width - 2 * row_padding - fixed - column_gap * static_cast<float>(shown > 0 ? shown - 1 : 0);
  const float top = kit.pen_y();
  const Rect start{kit.place(0, 0).x, top, width, 0};
  float x = start.x + row_padding;
  for (Placed& column : columns_) {
    if (!column.shown) continue;
    if (column.width == 0)
      column.width = std::max(0.f, std::floor(rest / static_cast<float>(std::max<std::size_t>(shares, 1))));
    column.x = x;
    x += column.width + column_gap;
  }
  const float header = options.header_hidden ? 0 : kit.control_height();
  // What has no box at all is passed over by some who read aloud.
  const float heard = std::max(header, 1.f);
  top_ = start.y + header + options.lead;
  const float height = options.row_height * static_cast<float>(options.row_count);
  kit.declare_open({.id = id_,
                    .role = Role::table,
                    .name = options.name,
                    .rect = {start.x, start.y, width, header + options.lead + height},
                    .number = static_cast<int32_t>(shown),
                    .limit = static_cast<int32_t>(options.row_count + 1)});
  scopes_.push_back(kit.scope(options.name));
  kit.declare_open({.id = kit.id("header"), .role = Role::row, .rect = {start.x, start.y, width, heard}, .number = 1});
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].shown) continue;
    const TableColumn& column = options.columns[i];
    const bool sorted = i == options.sorted_by;
    const Rect rect{columns_[i].x, start.y, columns_[i].width, heard};
    const Id cell = kit.id(column.name) ^ 0xcea1u;
    kit.declare_open({.id = cell,
                      .role = Role::columnheader,
                      // A button in it says it otherwise.
                      .name = column.sortable && !options.header_hidden ? std::string_view{} : column.name,
                      .state = when(sorted, options.descending ? State::descending : State::ascending),
                      .rect = rect,
                      .type = kit.type(Style::caption)});
    const StyleRule rule = kit.rule(Style::caption);
    const float words = kit.measure(Style::caption, column.name);
    const float left = column.at_right ? rect.right() - words : rect.x;
    ImU32 ink = kit.colour(sorted ? Token::ink : Token::third);
    if (column.sortable && !options.header_hidden) {
      const float inset = kit.viewport().touch ? 0 : 4;
      const Rect target{left - 4, rect.y + inset, words + 24, rect.height - 2 * inset};
      const Id id = kit.id(column.name);
      const Interaction on = kit.interact(id, target);
      kit.declare({.id = id,
                   .role = Role::button,
                   .name = column.name,
                   .state = State::tab_stop,
                   .rect = target,
                   .type = kit.type(Style::caption)});
      if (on.hovered) ink = kit.colour(Token::ink);
      if (on.pressed) sort_pressed = i;
      if (on.ring) kit.draw_ring(target, 3);
    }
    if (!options.header_hidden && words <= std::max(rect.width, 40.f)) {
      kit.draw_line(Style::caption, left, rect.y + (rect.height - rule.line_height) / 2, ink, column.name, rect.width);
      if (sorted)
        kit.draw_icon(options.descending ? Icon::arrow_down : Icon::arrow_up, left + words + 4,
                      rect.y + (rect.height - 12) / 2, 12, ink);
    }
    kit.declare_close();
  }
  kit.declare_close();
  kit.fill({start.x, start.y + header - 1, width, 1}, kit.colour(Token::line));
  if (options.lead > 0) kit.fill({start.x, top_ - 1, width, 1}, kit.colour(Token::line));
  kit.move_pen(top_);
  rows = shell::rows_in_view(kit, options.row_count, options.row_height);
  row_rect_ = {start.x, top_, width, options.row_height};
}

Table::~Table() {
  end_row();
  hear_keys();
  kit_.move_pen(top_);
  kit_.place(0, options_.row_height * static_cast<float>(options_.row_count));
  scopes_.clear();
  kit_.declare_close();
}

void Table::hear_keys() {
  const std::size_t last = options_.row_count - 1;
  float& wanted = kit_.remembered(wanted_row(id_), 0);
  if (wanted > 0) {
    const std::size_t focus = kit_.tree().index_of(kit_.focused());
    // Who went elsewhere meanwhile stays there.
    const bool waits = here_ || kit_.focused() == id_ || focus == kit_.tree().size();
    wanted = waits ? std::min(wanted, static_cast<float>(options_.row_count)) : 0;
  }
  if (!here_) return;
  const Kit::Scroller* scroller = kit_.scroller();
  const float view = scroller != nullptr ? scroller->rect.height : kit_.viewport().height;
  const auto page = static_cast<std::size_t>(std::max(1.f, std::floor(view / options_.row_height) - 1));
  const auto pressed = [&](uint32_t key) {
    const bool alone = is_title_here_ && kit_.shortcut(key, 0), with_control = kit_.shortcut(key, modifier_control);
    return alone || with_control;
  };
  if (pressed(key_home)) return go_to_row(0);
  if (pressed(key_end)) return go_to_row(last);
  const std::size_t before = *here_ - std::min(*here_, page), after = std::min(last, *here_ + page);
  const auto height_of = [&](std::size_t count) { return options_.row_height * static_cast<float>(count); };
  if (kit_.shortcut(key_page_up, 0)) return go_to_row(before, -height_of(*here_ - before));
  if (kit_.shortcut(key_page_down, 0)) return go_to_row(after, height_of(after - *here_));
}

/// `moved` is how far the content is to move up, so that the row stands where the one before it stood.
void Table::go_to_row(std::size_t index, float moved) {
  constexpr float margin = 16;
  const float header = index == 0 ? top_ - kit_.tree().node(kit_.tree().index_of(id_)).rect.y : 0;
  const float bottom = top_ + options_.row_height * static_cast<float>(index + 1);
  const float y = bottom - options_.row_height - header;
  if (const Kit::Scroller* scroller = kit_.scroller()) {
    const float above = y - moved - margin - scroller->rect.y,
                below = bottom - moved + margin - scroller->rect.bottom();
    moved += above < 0 ? above : std::max(0.f, below);
    if (moved != 0) kit_.request_scroll(scroller->id, std::max(0.f, std::round(scroller->y + moved)));
  }
  const auto drawn = std::ranges::find(titles_, index, &std::pair<std::size_t, Id>::first);
  if (drawn != titles_.end())
    kit_.request_focus(drawn->second);
  else
    kit_.remembered(wanted_row(id_), 0) = static_cast<float>(index + 1);
  kit_.wake_in(0);
}

TableRow Table::row(std::size_t index, uint64_t key, const TableRowOptions& options) {
  end_row();
  index_ = index;
  row_ = options;
  column_ = 0;
  row_open_ = true;
  row_rect_.y = top_ + options_.row_height * static_cast<float>(index);
  scopes_.push_back(kit_.scope(key));
  const Id id = kit_.id("row");
  const Interaction on = kit_.interact_behind(id, row_rect_);
  row_node_ = kit_.tree().size();
  state_ = {.pressed = on.pressed, .hovered = on.hovered};
  kit_.declare_open({.id = id,
                     .role = Role::row,
                     .state = when(options.selected, State::selected),
                     .rect = row_rect_,
                     .number = static_cast<int32_t>(index + 2)});
  if (options.selected || on.hovered)
    kit_.fill(row_rect_, kit_.colour(options.selected ? Token::selection : Token::hover), metric::radius);
  kit_.fill({row_rect_.x, row_rect_.bottom() - 1, row_rect_.width, 1}, kit_.colour(Token::line));
  // The row's title is declared later in the frame, but its press belongs to the row.
  const Id title = kit_.id("title");
  if (options.address.empty() && kit_.take_press(title)) state_.pressed = true;
  scopes_.push_back(kit_.pressed_as_a_whole());
  return state_;
}

void Table::end_row() {
  if (!row_open_) return;
  row_open_ = false;
  if (const std::size_t focus = kit_.tree().index_of(kit_.focused()); focus > row_node_ && focus < kit_.tree().size()) {
    here_ = index_;
    const Role role = kit_.tree().node(focus).role;
    is_title_here_ = std::ranges::contains(titles_, kit_.focused(), &std::pair<std::size_t, Id>::second);
    // What is written in moves by these keys itself.
    if (role == Role::textbox || role == Role::searchbox || role == Role::combobox) here_.reset();
  }
  kit_.declare_close();
  scopes_.pop_back();
  scopes_.pop_back();
}

bool Table::begin_cell(float height, Role role) {
  if (column_ >= columns_.size()) return false;
  const Placed& column = columns_[column_++];
  if (!column.shown) return false;
  const Rect rect{column.x, row_rect_.y, column.width, options_.row_height};
  kit_.declare_open({.id = kit_.id("cell") + static_cast<Id>(column_), .role = role, .rect = rect});
  // The same in every place that scrolling gives the row.
  const float top = rect.y + std::floor((rect.height - height) / 2);
  scopes_.push_back(kit_.column({rect.x, top, rect.width, 0}, 0));
  return true;
}

void Table::end_cell() {
  scopes_.pop_back();
  kit_.declare_close();
}

float Table::title_height(std::string_view title) {
  const auto lines = static_cast<int>(kit_.break_lines(Style::strong, title, title_width()).size());
  return kit_.rule(Style::strong).line_height * static_cast<float>(std::clamp(lines, 1, options_.title_lines));
}

void Table::draw_title(std::string_view title) {
  const StyleRule rule = kit_.rule(Style::strong);
  std::vector<std::string_view> lines = kit_.break_lines(Style::strong, title, kit_.available());
  const auto most = static_cast<std::size_t>(options_.title_lines);
  if (lines.size() > most) {
    lines.resize(most);
    lines.back() = title.substr(static_cast<std::size_t>(lines.back().data() - title.data()));
  }
  const Rect line = kit_.place(0, rule.line_height * static_cast<float>(lines.size()));
  const float words = std::min(std::ceil(kit_.measure(Style::strong, title)), line.width);
  const Id id = kit_.id("title");
  const bool focused = kit_.focused() == id;
  // Where a key led before the row was here; and where the table holds the focus of a row that went, to the first.
  if (float& wanted = kit_.remembered(wanted_row(id_), 0);
      wanted == static_cast<float>(index_ + 1) || (wanted == 0 && titles_.empty() && kit_.focused() == id_)) {
    wanted = 0;
    kit_.request_focus(id);
    kit_.wake_in(0);
  }
  titles_.emplace_back(index_, id);
  // One of the rows is a stop for Tab: the focused one, else the first in view. The arrow keys go on from there.
  float& stop = kit_.remembered(id_ ^ 0x70a57u, 0);
  if (focused) stop = static_cast<float>(index_);
  const float first = static_cast<float>(rows.first);
  if (stop < first || stop >= static_cast<float>(rows.last)) stop = first;
  const bool is_link = !row_.address.empty();
  kit_.declare({.id = id,
                .role = is_link ? Role::link : Role::button,
                .name = title,
                .value = row_.address,
                .state = (static_cast<float>(index_) == stop ? State::tab_stop : State::focusable) |
                         State::forwards_keys | when(row_.on.has_value(), State::toggle) |
                         when(row_.on.value_or(false), State::pressed),
                .rect = {line.x, line.y, words, line.height},
                .type = kit_.type(Style::strong),
                .related = id_});
  if (kit_.leave_to_page(title, kit_.colour(rule.token))) lines.clear();
  float y = line.y;
  for (std::size_t i = 0; i < lines.size(); ++i, y += rule.line_height) {
    // Only the last line can be too long; the others may end in a space that hangs over.
    const float room = i + 1 == lines.size() ? line.width : 0;
    kit_.draw_line(Style::strong, line.x, y, kit_.colour(rule.token), lines[i], room);
  }
  if (focused && kit_.focus_is_visible()) kit_.draw_ring(row_rect_.shrunk(3));
}

Interaction begin_pressable(Kit& kit, std::string_view name, const PressableOptions& options) {
  const bool selected = options.selected.value_or(false);
  const float around = options.framed ? 12 : 8, above = options.framed ? 12 : 10;
  const Rect rect = kit.place(0, options.height + 2 * above);
  if (options.placed != nullptr) *options.placed = rect;
  const Id id = kit.id(name);
  // Where nothing in it is pressed by itself a press counts that comes without hovering before it: a finger's.
  const Interaction on = options.holds_controls ? kit.interact_behind(id, rect) : kit.interact(id, rect);
  kit.declare({.id = id,
               .role = Role::button,
               .name = name,
               .description = options.description,
               .state = State::tab_stop | when(options.selected.has_value(), State::toggle) |
                        when(selected, State::pressed) | when(options.expanded.has_value(), State::expandable) |
                        when(options.expanded.value_or(false), State::expanded),
               .rect = rect});
  if (options.framed || on.hovered)
    kit.fill(rect,
             kit.colour(selected     ? Token::selection
                        : on.hovered ? Token::hover
                                     : Token::surface),
             options.framed ? metric::card_radius : metric::radius);
  if (options.framed)
    kit.outline(rect, kit.colour(selected ? Token::accent : Token::line), metric::card_radius);
  else
    kit.fill({rect.x, rect.y, rect.width, metric::hairline}, kit.colour(Token::line));
  if (on.ring) kit.draw_ring(rect, options.framed ? metric::card_radius : metric::radius);
  kit.begin_pressed_column({rect.x + around, rect.y + above, rect.width - 2 * around, options.height});
  return on;
}

void end_pressable(Kit& kit) { kit.end_pressed_column(); }

}  // namespace unrepeat::shell
