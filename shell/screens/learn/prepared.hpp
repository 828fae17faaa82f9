// What a card shows and says of its figure: made once for each answer, since a page of ten thousand incidents has as
// many dots and is drawn anew whenever it is scrolled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/learn/figure.hpp"
#include "shell/widgets/chart.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

/// What is counted in parts, by one of its properties.
struct PreparedGroup {
  Text name;
  std::vector<ChartShareRow> rows;
  std::vector<std::string> keys;  ///< Of the bars, as many.
  std::string unlisted;           ///< "3 more are not listed."; empty where all are.
};

struct PreparedFigure {
  /// What it was made of and for: of another answer, in another language or zone it is made anew.
  std::int64_t edition = 0;
  Language language = Language::english;
  std::string time_zone;
  DurationEnds ends;

  std::string counts;                  ///< "29 incidents · 3 Mar 2026 to 9 Nov 2026".
  std::string left_out;                ///< "19 incidents left out"; empty where none is.
  std::string left_out_why;            ///< The same with the reasons.
  std::vector<std::string> reasons;    ///< One by one,
  std::vector<std::string> left_keys;  ///< and what names those behind each (`incidents_behind`).
  std::string conclusion;

  std::vector<ChartBar> bars;
  std::vector<std::string> bar_keys;  ///< Of the bars, or of the shares.
  std::string unlisted;               ///< As of a group.
  std::vector<ChartShare> shares;
  std::vector<PreparedGroup> groups;

  std::string dots_said;
  std::optional<DurationScale> scale;
  std::vector<ChartDot> dots;  ///< Of the first so many incidents, which have a place in time.
  std::vector<ChartStretch> stretches;
  bool has_boxes = false;  ///< One of them has.
  Instant first, last;     ///< The ends of what is drawn.

  std::string curve_said;
  std::vector<ChartStep> steps;
  std::vector<std::pair<double, std::string>> ticks;
  std::string within;  ///< "41 % within 30 min · …".
};

/// The name of a figure: of durations their two moments.
std::string name_of_figure(Language language, FigureKind kind, const DurationEnds& ends);
Tone tone_of_part(FigureKind kind, std::size_t part);
Text label_of_part(FigureKind kind, std::size_t part);
std::string_view spelling_of_part(FigureKind kind, std::size_t part);

/// Brings it up to date with the answer.
void prepare(PreparedFigure& prepared, const Figure& figure, std::int64_t edition, const FigureScope& scope,
             const Workspace& workspace, const std::string& time_zone);

}  // namespace unrepeat::shell
