// Charts are drawn of the kit's lines and surfaces alone: their colours are its tokens, their words its styles.
#include "shell/widgets/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

#include "core/time/instant.hpp"
#include "shell/widgets/button.hpp"

namespace unrepeat::shell {
namespace {

constexpr float dot = 8, small_dot = 5, plot_height = 200, foot_height = 22, tick_room = 30;
/// More dots than these are smaller and fainter, so that where they lie close shows,
constexpr std::size_t most_large_dots = 200;
/// and more than these are drawn as points, each place once.
constexpr std::size_t most_round_dots = 1'500;
constexpr float longest_press = 6;

constexpr double minute = 60, hour = 3'600, day = 86'400;
constexpr std::array steps = {1.0,        2.0,         5.0,         15.0,        30.0,      minute,      2 * minute,
                              5 * minute, 10 * minute, 20 * minute, 30 * minute, hour,      2 * hour,    4 * hour,
                              8 * hour,   12 * hour,   day,         2 * day,     4 * day,   7 * day,     14 * day,
                              30 * day,   90 * day,    180 * day,   365 * day,   730 * day, 1'825 * day, 3'650 * day};

std::string duration_words(double of_s) { return format_duration(seconds(static_cast<std::int64_t>(of_s))); }

float line_of(Kit& kit, Style style) { return kit.rule(style).line_height; }

/// The parts of a chart that are pressed. One of them is a stop for Tab, the arrow keys go on from there.
class ChartParts {
 public:
  /// `name` says what the chart is to those who do not see it.
  ChartParts(Kit& kit, std::string_view name, const Rect& rect)
      // What surrounds the chart may be called the same.
      : kit_(kit), id_(kit.id_of(Role::group, name) ^ 0xc4a7u), stop_(kit.remembered(id_ ^ 0x70a57u, 0)) {
    kit.declare_open({.id = id_, .role = Role::group, .name = name, .rect = rect});
  }
  ~ChartParts() {
    kit_.remembered(id_ ^ 0x70a57u) = stop_ < static_cast<float>(count_) ? stop_ : 0;
    kit_.declare_close();
  }
  ChartParts(const ChartParts&) = delete;

  /// The next one, which is the `index`th of what is shown; without a drawing of its own.
  Interaction part(std::string_view said, std::size_t index, const Rect& rect, std::string_view hint) {
    auto scope = kit_.scope(static_cast<std::uint64_t>(index));
    const Id id = kit_.id(said);
    const Interaction on = kit_.interact(id, rect);
    const auto place = static_cast<float>(count_++);
    if (kit_.focused() == id) stop_ = place;
    kit_.declare({.id = id,
                  .role = Role::button,
                  .name = said,
                  .description = hint,
                  .state = (place == stop_ ? State::tab_stop : State::focusable) | State::forwards_keys,
                  .rect = rect,
                  .related = id_});
    tooltip(kit_, id, hint.empty() ? said : hint, on, rect);
    return on;
  }

 private:
  Kit& kit_;
  Id id_;
  float stop_;
  std::size_t count_ = 0;
};

}  // namespace

DurationScale::DurationScale(double least_s, double most_s) : low_(steps.front()), high_(steps.back()) {
  const double least = std::max(1.0, least_s), most = std::max(least * 1.5, most_s);
  for (const double step : steps)
    if (step <= least) low_ = step;
  for (const double step : steps | std::views::reverse)
    if (step >= most) high_ = step;
  if (high_ <= low_) high_ = low_ * 2;
  const double least_apart = tick_room / plot_height;
  for (const double step : steps) {
    if (step < low_ || step > high_) continue;
    const bool is_end = step == high_;
    while (is_end && ticks_.size() > 1 && place_of(step) - place_of(ticks_.back()) < least_apart) ticks_.pop_back();
    if (ticks_.empty() || place_of(step) - place_of(ticks_.back()) >= least_apart) ticks_.push_back(step);
  }
}

double DurationScale::place_of(double of_s) const {
  return (std::log(std::max(1.0, of_s)) - std::log(low_)) / (std::log(high_) - std::log(low_));
}

// ---- dots -----------------------------------------------------------------------------------------------------------

namespace {

class DotDrawing {
 public:
  DotDrawing(Kit& kit, const DotChart& chart)
      : kit_(kit), chart_(chart), rect_(kit.place(0, plot_height + foot_height)) {}

  DotChartPress draw() {
    const Id id = kit_.id_of(Role::button, "dots");
    const Interaction on = kit_.interact(id, rect_);
    DotChartPress press;
    float& chosen = kit_.remembered(id, -1);
    if (kit_.focused() == id && !chart_.dots.empty()) walk(chosen);
    const bool has_chosen =
        kit_.focused() == id && chosen >= 0 && static_cast<std::size_t>(chosen) < chart_.dots.size();
    std::string name(chart_.name);
    if (has_chosen) name = chart_.words_of(static_cast<std::size_t>(chosen));
    kit_.declare({.id = id,
                  .role = Role::button,
                  .name = name,
                  .description = chart_.hint,
                  .state = State::tab_stop | State::forwards_keys,
                  .rect = rect_});
    const auto drag = kit_.drag_of(id, on);
    // Where nobody sees it, nobody points at it either.
    if (!kit_.is_visible(rect_) && !has_chosen && !on.pressed && !drag) return press;
    lay_out();
    draw_ground();
    draw_dots();
    draw_boxes();
    if (on.ring) kit_.draw_ring(plot_);
    if (has_chosen) show(static_cast<std::size_t>(chosen));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto under = on.hovered ? nearest(mouse.x, mouse.y) : std::nullopt;
    if (drag) {
      const bool is_press = std::abs(drag->x - drag->begun_x) < longest_press;
      if (!is_press) mark(place_at(drag->begun_x), place_at(drag->x));
      if (drag->ended && !is_press)
        press.marked = std::minmax(place_at(drag->begun_x), place_at(drag->x));
      else if (drag->ended && under)
        press.opened = under;
    } else if (on.pressed) {
      if (under)
        press.opened = under;
      else if (has_chosen)
        press.opened = static_cast<std::size_t>(chosen);
    }
    if (under && !has_chosen) show(*under);
    return press;
  }

 private:
  void lay_out() {
    float widest = 0;
    for (const double tick : chart_.scale.ticks())
      widest = std::max(widest, kit_.measure(Style::caption, duration_words(tick)));
    const float names = std::ceil(widest) + 12;
    plot_ = {rect_.x + names, rect_.y + 6, rect_.width - names - 4, plot_height - 12};
  }
  float x_of(double place) const { return plot_.x + dot + static_cast<float>(place) * (plot_.width - 2 * dot); }
  float y_of(double height) const { return plot_.bottom() - static_cast<float>(height) * plot_.height; }
  double place_at(float x) const {
    return std::clamp(static_cast<double>(x - plot_.x - dot) / static_cast<double>(plot_.width - 2 * dot), 0.0, 1.0);
  }

  void walk(float& chosen) {
    const float last = static_cast<float>(chart_.dots.size() - 1);
    const float before = chosen;
    if (kit_.shortcut(key_right, 0)) chosen = std::min(last, chosen + 1);
    if (kit_.shortcut(key_left, 0)) chosen = chosen < 0 ? last : std::max(0.f, chosen - 1);
    if (kit_.shortcut(key_home, 0)) chosen = 0;
    if (kit_.shortcut(key_end, 0)) chosen = last;
    if (chosen != before && chosen >= 0) {
      kit_.announce(chart_.words_of(static_cast<std::size_t>(chosen)));
      kit_.wake_in(0);
    }
  }

  std::optional<std::size_t> nearest(float x, float y) const {
    constexpr float reach = 12;
    std::optional<std::size_t> found;
    float least = reach * reach;
    for (std::size_t i = 0; i < chart_.dots.size(); ++i) {
      const float dx = x_of(chart_.dots[i].place) - x, dy = y_of(chart_.dots[i].height) - y;
      if (dx * dx + dy * dy < least) least = dx * dx + dy * dy, found = i;
    }
    return found;
  }

  /// Where the name of a stretch begins.
  float name_at(std::size_t index) const {
    const ChartStretch& stretch = chart_.stretches[index];
    const float words = kit_.measure(Style::caption, stretch.name);
    const float middle = std::round((x_of(stretch.from) + x_of(stretch.until) - words) / 2);
    return std::clamp(middle, plot_.x, std::max(plot_.x, plot_.right() - words));
  }
  bool have_room(std::size_t step) const {
    constexpr float between = 8;
    float end = plot_.x - between;
    for (std::size_t i = 0; i < chart_.stretches.size(); i += step) {
      if (chart_.stretches[i].name.empty()) continue;
      if (name_at(i) < end + between) return false;
      end = name_at(i) + kit_.measure(Style::caption, chart_.stretches[i].name);
    }
    return true;
  }

  void draw_ground() {
    for (const double tick : chart_.scale.ticks()) {
      const float y = std::round(y_of(chart_.scale.place_of(tick)));
      kit_.fill({plot_.x, y, plot_.width, 1}, kit_.colour(Token::faint_line));
      kit_.draw_line(Style::caption, rect_.x, y - line_of(kit_, Style::caption) / 2, kit_.colour(Token::third),
                     duration_words(tick));
    }
    // As many names as have room, evenly.
    std::size_t step = 1;
    while (step < chart_.stretches.size() && !have_room(step)) ++step;
    for (std::size_t i = 0; i < chart_.stretches.size(); i += step)
      kit_.draw_line(Style::caption, name_at(i), plot_.bottom() + 12, kit_.colour(Token::third),
                     chart_.stretches[i].name);
    if (chart_.marked) mark(chart_.marked->first, chart_.marked->second);
  }

  /// Over the dots, which would cover them where they are many: a box has an edge, its lines a rim of the ground.
  void draw_boxes() {
    const ImU32 ground = kit_.colour(Token::surface), ink = kit_.colour(Token::ink);
    for (const ChartStretch& stretch : chart_.stretches) {
      if (!stretch.box) continue;
      const float all = x_of(stretch.until) - x_of(stretch.from), margin = std::min(all * 0.12f, 16.f);
      const float left = x_of(stretch.from) + margin, width = all - 2 * margin, top = y_of(stretch.box->upper);
      const Rect box{left, top, width, std::max(2.f, y_of(stretch.box->lower) - top)};
      kit_.fill(box, kit_.colour(Token::accent, 0.15f), 4);
      kit_.outline(box, kit_.colour(Token::accent, 0.5f), 4);
      const float y = std::round(y_of(stretch.box->median));
      kit_.fill({left - 1, y - 2, width + 2, 4}, ground, 2);
      if (stretch.box->interval) {
        const float middle = std::round(left + width / 2), cap = std::min(6.f, width / 4);
        const float high = std::round(y_of(stretch.box->interval->second)),
                    low = std::round(y_of(stretch.box->interval->first));
        kit_.fill({middle - 2, high - 2, 4, low - high + 4}, ground, 2);
        for (const float end : {high, low}) {
          kit_.fill({middle - cap - 1, end - 2, 2 * cap + 2, 4}, ground, 2);
          kit_.fill({middle - cap, end - 1, 2 * cap, 2}, ink);
        }
        kit_.fill({middle - 1, high, 2, low - high}, ink);
      }
      kit_.fill({left, y - 1, width, 2}, ink);
    }
  }

  void mark(double from, double until) {
    const auto [low, high] = std::minmax(from, until);
    const Rect band{x_of(low), plot_.y, x_of(high) - x_of(low), plot_.height};
    kit_.fill(band, kit_.colour(Token::accent, 0.12f), 3);
    kit_.outline(band, kit_.colour(Token::accent), 3);
  }

  void draw_dots() {
    const bool are_round = chart_.dots.size() <= most_round_dots, are_many = chart_.dots.size() > most_large_dots;
    const ImU32 ink = kit_.colour(Token::accent, are_many ? 0.4f : 0.7f);
    const float size = are_many ? small_dot : dot;
    // Where so many lie, what stands on the same pixels is drawn once.
    constexpr float cell = 2;
    const auto across = static_cast<std::size_t>(rect_.width / cell) + 1,
               down = static_cast<std::size_t>(rect_.height / cell) + 1;
    std::vector<bool> drawn(are_round ? 0 : across * down);
    for (const ChartDot& one : chart_.dots) {
      const float x = x_of(one.place), y = y_of(one.height);
      if (are_round) {
        kit_.fill({x - size / 2, y - size / 2, size, size}, ink, size / 2);
        continue;
      }
      const auto column = static_cast<std::size_t>(std::max(0.f, (x - rect_.x) / cell)),
                 row = static_cast<std::size_t>(std::max(0.f, (y - rect_.y) / cell));
      const std::size_t place = std::min(row, down - 1) * across + std::min(column, across - 1);
      if (drawn[place]) continue;
      drawn[place] = true;
      kit_.fill({x - 1.5f, y - 1.5f, 3, 3}, ink);
    }
  }

  /// The dot that is looked at, with its words.
  void show(std::size_t index) {
    const ChartDot& one = chart_.dots[index];
    const float x = x_of(one.place), y = y_of(one.height);
    kit_.fill({x - dot / 2, y - dot / 2, dot, dot}, kit_.colour(Token::accent), dot / 2);
    kit_.outline({x - dot / 2 - 3, y - dot / 2 - 3, dot + 6, dot + 6}, kit_.colour(Token::accent), dot / 2 + 3, 2);
    const std::string words = chart_.words_of(index);
    constexpr float padding = 8, most_width = 360;
    constexpr std::size_t most_lines = 3;
    const float line = line_of(kit_, Style::caption), room = std::min(most_width, rect_.width) - 2 * padding;
    const std::vector<std::string_view> lines = kit_.break_lines(Style::caption, words, room);
    const std::size_t count = std::min(lines.size(), most_lines);
    float widest = 0;
    for (std::size_t i = 0; i < count; ++i)
      widest = std::max(widest, std::min(room, kit_.measure(Style::caption, lines[i])));
    const float width = widest + 2 * padding, height = static_cast<float>(count) * line + padding;
    const Rect box{std::clamp(x - width / 2, rect_.x, rect_.right() - width),
                   y - dot - height < rect_.y ? y + dot + 2 : y - dot - height, width, height};
    kit_.fill(box, kit_.colour(Token::ink), 5);
    for (std::size_t i = 0; i < count; ++i) {
      // The last one has all that is left, and is cut.
      const bool is_last = i + 1 == count;
      const std::string_view said =
          is_last ? std::string_view(words).substr(static_cast<std::size_t>(lines[i].data() - words.data())) : lines[i];
      kit_.draw_line(Style::caption, box.x + padding, box.y + padding / 2 + static_cast<float>(i) * line,
                     kit_.colour(Token::background), said, is_last ? room : 0);
    }
  }

  Kit& kit_;
  const DotChart& chart_;
  Rect rect_, plot_;
};

}  // namespace

DotChartPress dot_chart(Kit& kit, const DotChart& chart) { return DotDrawing(kit, chart).draw(); }

// ---- bars -----------------------------------------------------------------------------------------------------------

/// Names take no more of the width of a chart than this, with the gap behind them.
constexpr float most_of_names = 0.42f, name_gap = 16, between_names = 8, bar_height = 14;
/// Narrower, bars stand below their names: those whose names would be cut, and all.
constexpr float least_beside_names = 420, least_beside_short_names = 380;

std::optional<std::size_t> bar_chart(Kit& kit, std::string_view name, std::span<const ChartBar> bars) {
  constexpr float value_room = 44;
  std::optional<std::size_t> pressed;
  float names = 0;
  for (const ChartBar& bar : bars) names = std::max(names, kit.measure(Style::secondary, bar.name));
  const float width = kit.available(), line = line_of(kit, Style::secondary);
  float trends = 0;
  for (const ChartBar& bar : bars) trends = std::max(trends, std::ceil(kit.measure(Style::caption, bar.trend)));
  // Where there is no room beside the names the bars stand below them.
  const bool are_below = names > width * most_of_names && width < least_beside_names;
  const float row_height = are_below ? line + bar_height + 12 : kit.viewport().touch ? metric::control_touch : 28;
  const Rect all = kit.place(0, row_height * static_cast<float>(bars.size()));
  names = are_below ? 0 : std::ceil(std::min(names, all.width * most_of_names)) + name_gap;
  ChartParts parts(kit, name, all);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const ChartBar& bar = bars[i];
    const Rect row{all.x, all.y + row_height * static_cast<float>(i), all.width, row_height};
    const Interaction on = parts.part(bar.said, i, row, bar.hint);
    if (on.pressed) pressed = i;
    if (!kit.is_visible(row)) continue;
    if (on.hovered) kit.fill({row.x - 6, row.y, row.width + 12, row.height}, kit.colour(Token::hover), 4);
    const float text_y = are_below ? row.y + 2 : row.y + (row.height - line) / 2;
    kit.draw_line(Style::secondary, row.x, text_y, kit.colour(Token::second), bar.name,
                  are_below ? row.width : names - 12);
    const float room = std::max(8.f, row.width - names - value_room - trends);
    const float length = std::max(bar.share > 0 ? 3.f : 0.f, bar.share * room);
    const float bar_y = are_below ? text_y + line + 2 : row.y + (row.height - bar_height) / 2;
    kit.fill({row.x + names, bar_y, length, bar_height}, kit.colour(Token::accent, 0.75f), 3);
    const float value_x = row.x + names + length + 8, value_y = bar_y + (bar_height - line) / 2;
    kit.draw_line(Style::secondary, value_x, value_y, kit.colour(Token::third), bar.value);
    if (!bar.trend.empty()) {
      const float caption_y = bar_y + (bar_height - line_of(kit, Style::caption)) / 2;
      kit.draw_line(Style::caption, row.right() - kit.measure(Style::caption, bar.trend), caption_y,
                    kit.colour(Token::third), bar.trend);
    }
    if (on.ring) kit.draw_ring(row, 4);
  }
  return pressed;
}

namespace {

/// How wide the pieces are: none that is of something is narrower than can be seen, and the widest makes room.
std::vector<float> widths_of(std::span<const ChartShare> shares, float width) {
  constexpr float least = 4;  // With the gap behind it.
  std::vector<float> widths;
  float too_much = 0;
  for (const ChartShare& share : shares) {
    const float exact = share.share * width;
    widths.push_back(share.share > 0 ? std::max(exact, least) : 0);
    too_much += widths.back() - exact;
  }
  if (!widths.empty()) *std::ranges::max_element(widths) -= too_much;
  return widths;
}

/// The pieces of one bar.
std::optional<std::size_t> draw_shares(Kit& kit, ChartParts& parts, std::span<const ChartShare> shares,
                                       const Rect& all) {
  constexpr float padding = 8, least_padding = 3;
  std::optional<std::size_t> pressed;
  const std::vector<float> widths = widths_of(shares, all.width);
  float x = all.x;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const ChartShare& share = shares[i];
    const Rect piece{x, all.y, widths[i], all.height};
    x = piece.right();
    if (piece.width <= 0) continue;
    const Interaction on = parts.part(share.said, i, piece, {});
    if (on.pressed) pressed = i;
    const Rect shown{piece.x, piece.y, std::max(1.f, piece.width - 1), piece.height};
    const bool is_neutral = share.tone == Tone::neutral;
    kit.fill(shown, kit.colour(is_neutral ? Token::surface : tint_token(share.tone)), 2);
    if (is_neutral || on.hovered)
      kit.outline(shown,
                  kit.colour(!on.hovered  ? Token::field_line
                             : is_neutral ? Token::third
                                          : text_token(share.tone)),
                  2);
    const ImU32 ink = kit.colour(share.tone == Tone::neutral ? Token::second : text_token(share.tone));
    if (!kit.is_visible(piece)) continue;
    // What it is stands in a legend; a number that has no room is in what is heard of the row.
    const std::string_view value = share.value, number = value.substr(0, value.find(' '));
    for (const std::string_view words : {value, number}) {
      const float beside = (piece.width - kit.measure(Style::caption_strong, words)) / 2;
      if (beside < least_padding) continue;
      kit.draw_line(Style::caption_strong, piece.x + std::min(beside, padding),
                    piece.y + (piece.height - line_of(kit, Style::caption_strong)) / 2, ink, words);
      break;
    }
    if (on.ring) kit.draw_ring(shown, 2);
  }
  return pressed;
}

}  // namespace

std::optional<std::size_t> share_bar(Kit& kit, std::string_view name, std::span<const ChartShare> shares) {
  const Rect all = kit.place(0, kit.viewport().touch ? metric::control_touch : 32);
  ChartParts parts(kit, name, all);
  return draw_shares(kit, parts, shares, all);
}

std::optional<ChartSharePress> share_rows(Kit& kit, std::string_view name, std::span<const ChartShareRow> rows) {
  constexpr float gap = 6;
  const float height = kit.viewport().touch ? metric::control_touch : 24, line = line_of(kit, Style::secondary);
  std::optional<ChartSharePress> pressed;
  // The same for all that stand below one another.
  float widest = 0;
  for (const ChartShareRow& row : rows)
    widest = std::max(widest, kit.measure(Style::secondary, row.name) + between_names +
                                  kit.measure(Style::secondary, row.value) + name_gap);
  const float least_width = widest > kit.available() * most_of_names ? least_beside_names : least_beside_short_names;
  const bool are_below = kit.available() < least_width;
  const float above = are_below ? line + 2 : 0, row_height = above + height + (are_below ? 2 * gap : gap);
  const Rect all = kit.place(0, row_height * static_cast<float>(rows.size()) - gap);
  const float names = are_below ? 0 : std::floor(all.width * most_of_names);
  ChartParts parts(kit, name, all);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ChartShareRow& row = rows[i];
    const float y = all.y + row_height * static_cast<float>(i);
    const Rect bar{all.x + names, y + above, all.width - names, height};
    if (kit.is_visible({bar.x, y, bar.width, above + height})) {
      const float text_y = are_below ? y : y + (height - line) / 2;
      const float value_x = (are_below ? bar.right() : bar.x - name_gap) - kit.measure(Style::secondary, row.value);
      kit.draw_line(Style::secondary, all.x, text_y, kit.colour(Token::second), row.name,
                    value_x - all.x - between_names);
      kit.draw_line(Style::secondary, value_x, text_y, kit.colour(Token::third), row.value);
    }
    auto scope = kit.scope(static_cast<std::uint64_t>(i));
    kit.declare_open({.id = kit.id_of(Role::group, row.said), .role = Role::group, .name = row.said, .rect = bar});
    if (const auto share = draw_shares(kit, parts, row.shares, bar)) pressed = ChartSharePress{i, *share};
    kit.declare_close();
  }
  return pressed;
}

namespace {

/// Below a chart of columns.
struct ColumnName {
  std::size_t column;
  float at, end;
};

/// As many names as have room: one of more columns takes the place of one of fewer, else the first has it.
std::vector<ColumnName> names_below(Kit& kit, std::span<const ChartBar> columns, const Rect& all, float step) {
  // What would have to be moved far would stand below another.
  constexpr float most_moved = 12, between = 10;
  std::vector<ColumnName> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ChartBar& column = columns[i];
    if (column.name.empty()) continue;
    const float words = kit.measure(Style::caption, column.name);
    const float middle = all.x + step * static_cast<float>(i) + (step * static_cast<float>(column.named) - words) / 2;
    const float at = std::clamp(middle, all.x, std::max(all.x, all.right() - words));
    if (std::abs(at - middle) > most_moved) continue;
    const bool has_room = names.empty() || at >= names.back().end + between;
    if (!has_room && columns[names.back().column].named >= column.named) continue;
    if (!has_room) names.pop_back();
    names.push_back({i, at, at + words});
  }
  return names;
}

}  // namespace

std::optional<std::size_t> column_chart(Kit& kit, std::string_view name, std::span<const ChartBar> columns) {
  constexpr float chart_height = 110, value_height = 18;
  std::optional<std::size_t> pressed;
  const Rect all = kit.place(0, chart_height + foot_height);
  ChartParts parts(kit, name, all);
  const float step = columns.empty() ? all.width : std::min(64.f, all.width / static_cast<float>(columns.size()));
  const float width = std::max(1.f, std::min(32.f, step * 0.7f));
  kit.fill({all.x, all.y + chart_height, all.width, 1}, kit.colour(Token::line));
  // Where the numbers have no room over their columns, a line says how high the highest is.
  const auto highest = std::ranges::max_element(columns, {}, &ChartBar::share);
  const bool are_numbered = std::ranges::all_of(
      columns, [&](const ChartBar& column) { return kit.measure(Style::caption, column.value) < step; });
  if (highest != columns.end() && highest->share > 0 && !are_numbered) {
    const float y = all.y + chart_height - highest->share * (chart_height - value_height);
    kit.fill({all.x, y, all.width, 1}, kit.colour(Token::faint_line));
    kit.draw_line(Style::caption, all.x, y - value_height + 2, kit.colour(Token::third), highest->value);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ChartBar& column = columns[i];
    const Rect place{all.x + step * static_cast<float>(i), all.y, step, all.height};
    const float height = column.share * (chart_height - value_height);
    const Rect bar{place.x + (step - width) / 2, all.y + chart_height - height, width, height};
    const Interaction on = parts.part(column.said, i, place, {});
    if (on.pressed) pressed = i;
    if (!kit.is_visible(all)) continue;
    if (on.hovered) kit.fill({place.x, all.y, step, chart_height}, kit.colour(Token::hover), 3);
    if (height > 0) kit.fill(bar, kit.colour(Token::accent, 0.75f), std::min(3.f, width / 2));
    const float value = kit.measure(Style::caption, column.value);
    if (height > 0 && are_numbered)
      kit.draw_line(Style::caption, bar.x + (width - value) / 2, bar.y - value_height + 2, kit.colour(Token::third),
                    column.value);
    if (on.ring) kit.draw_ring({place.x, place.y, place.width, chart_height}, 3);
  }
  if (!kit.is_visible(all)) return pressed;
  for (const ColumnName& below : names_below(kit, columns, all, step))
    kit.draw_line(Style::caption, below.at, all.y + chart_height + 5, kit.colour(Token::third),
                  columns[below.column].name);
  return pressed;
}

// ---- curves ---------------------------------------------------------------------------------------------------------

void step_chart(Kit& kit, const StepChart& chart) {
  constexpr float chart_height = 160;
  const Rect all = kit.place(0, chart_height + foot_height);
  kit.declare({.id = kit.id_of(Role::img, chart.name), .role = Role::img, .name = chart.name, .rect = all});
  if (!kit.is_visible(all)) return;
  const float names = std::ceil(kit.measure(Style::caption, "100 %")) + 10;
  const Rect plot{all.x + names, all.y + 8, all.width - names - 4, chart_height - 12};
  const auto x_of = [&](double place) { return plot.x + static_cast<float>(place) * plot.width; };
  const auto y_of = [&](double share) { return plot.bottom() - static_cast<float>(share) * plot.height; };
  for (const int percent : {0, 25, 50, 75, 100}) {
    const float y = std::round(y_of(percent / 100.0));
    kit.fill({plot.x, y, plot.width, 1}, kit.colour(Token::faint_line));
    if (percent % 50 == 0)
      kit.draw_line(Style::caption, all.x, y - line_of(kit, Style::caption) / 2, kit.colour(Token::third),
                    std::to_string(percent) + " %");
  }
  float end = plot.x - 20;
  for (const auto& [place, words] : chart.ticks) {
    const float width = kit.measure(Style::caption, words);
    const float at = std::clamp(x_of(place) - width / 2, plot.x, plot.right() - width);
    if (at < end + 10) continue;
    kit.fill({std::round(x_of(place)), plot.y, 1, plot.height}, kit.colour(Token::faint_line));
    kit.draw_line(Style::caption, at, plot.bottom() + 6, kit.colour(Token::third), words);
    end = at + width;
  }
  double share = chart.begins_at;
  float x = plot.x;
  std::optional<std::pair<double, double>> interval;
  const auto go_to = [&](float until) {
    if (interval)
      kit.fill({x, y_of(interval->second), std::max(0.f, until - x), y_of(interval->first) - y_of(interval->second)},
               kit.colour(Token::soft_accent));
    kit.fill({x, y_of(share) - 1, std::max(1.f, until - x + 1), 2}, kit.colour(Token::accent));
  };
  for (const ChartStep& step : chart.steps) {
    const float next = x_of(step.place);
    go_to(next);
    const auto [low, high] = std::minmax(share, step.share);
    kit.fill({next - 1, y_of(high) - 1, 2, y_of(low) - y_of(high) + 2}, kit.colour(Token::accent));
    x = next, share = step.share, interval = step.interval;
  }
  go_to(plot.right());
}

}  // namespace unrepeat::shell
