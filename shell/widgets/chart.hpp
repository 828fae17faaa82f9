// Charts: dots of durations on a logarithmic scale, bars, one bar of shares, columns of months, curves of shares. Each
// says in words what it shows; what can be pressed leads to what stands behind it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// From one duration to another, by their logarithms; both in seconds, at least one.
class DurationScale {
 public:
  /// Wide enough for `least` and `most`, with whole steps at both ends.
  DurationScale(double least_s, double most_s);
  /// 0 at its beginning, 1 at its end; beyond where the duration is.
  [[nodiscard]] double place_of(double seconds) const;
  /// Where lines are drawn, in seconds: no more than have room.
  [[nodiscard]] std::span<const double> ticks() const { return ticks_; }

 private:
  double low_, high_;
  std::vector<double> ticks_;
};

struct ChartDot {
  double place = 0;   ///< From 0 to 1, from the left.
  double height = 0;  ///< From 0 to 1, from below: its place on the scale.
};
/// From quartile to quartile; heights as those of dots.
struct ChartBox {
  double lower = 0, median = 0, upper = 0;
  std::optional<std::pair<double, double>> interval{};  ///< Of the median.
};
/// A stretch of the time below the dots, with a box where there are enough.
struct ChartStretch {
  double from = 0, until = 1;  ///< From 0 to 1.
  std::string name;
  std::optional<ChartBox> box;
};
struct DotChart {
  std::string_view name = {};  ///< What it shows, for those who do not see it.
  std::string_view hint = {};
  const DurationScale& scale;
  std::span<const ChartDot> dots{};  ///< By place.
  std::span<const ChartStretch> stretches{};
  std::optional<std::pair<double, double>> marked{};  ///< Places that are marked.
  std::function<std::string(std::size_t dot)> words_of;
};
struct DotChartPress {
  std::optional<std::size_t> opened;                ///< A dot.
  std::optional<std::pair<double, double>> marked;  ///< What was dragged over.
};
/// Dots are walked through by Left and Right.
DotChartPress dot_chart(Kit& kit, const DotChart& chart);

struct ChartBar {
  std::string name = {};
  std::size_t named = 1;   ///< Of columns: so many, from this one on, have the name below them.
  std::string value = {};  ///< At the right end.
  float share = 0;         ///< Of the longest, 0 to 1.
  std::string said = {};   ///< All of it, for who hears it.
  std::string hint = {};   ///< More, on hovering.
  std::string trend = {};  ///< What it was and what it is, at the right edge.
};
/// A line for each; the one that was pressed.
std::optional<std::size_t> bar_chart(Kit& kit, std::string_view name, std::span<const ChartBar> bars);

struct ChartShare {
  std::string name = {};   ///< Stands in a legend.
  std::string value = {};  ///< Its beginning, or nothing, where it has no room.
  float share = 0;         ///< Of the whole, 0 to 1; drawn wide enough to be seen.
  std::string said = {};
  Tone tone = Tone::neutral;
};
/// One bar in pieces; the one that was pressed.
std::optional<std::size_t> share_bar(Kit& kit, std::string_view name, std::span<const ChartShare> shares);

/// Something that is counted in parts.
struct ChartShareRow {
  std::string name = {};
  std::string value = {};  ///< Beside its name: how many.
  std::string said = {};   ///< Both, for who hears them.
  std::vector<ChartShare> shares;
};
struct ChartSharePress {
  std::size_t row = 0, share = 0;
};
/// A bar in pieces for each, below one another; the piece that was pressed.
std::optional<ChartSharePress> share_rows(Kit& kit, std::string_view name, std::span<const ChartShareRow> rows);

/// Columns side by side, with the name of as many as have room below; the one that was pressed.
std::optional<std::size_t> column_chart(Kit& kit, std::string_view name, std::span<const ChartBar> columns);

struct ChartStep {
  double place = 0;  ///< From 0 to 1, from the left.
  double share = 0;  ///< From here on, 0 to 1.
  std::optional<std::pair<double, double>> interval{};
};
struct StepChart {
  std::string_view name = {};
  double begins_at = 0;  ///< The share at the left.
  std::span<const ChartStep> steps{};
  std::span<const std::pair<double, std::string>> ticks{};  ///< Places and what is said below them.
};
void step_chart(Kit& kit, const StepChart& chart);

}  // namespace unrepeat::shell
