// A figure as a table that leaves: CSV, as promises leave (core/action/promise_files.hpp says how).
#pragma once

#include <string>

#include "core/learn/figure.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// Durations are in minutes, ages in days, shares from 0 to 1, all with a point. Each row ends with the figure, how
/// many it counts, its period and its filters; that of a duration also tells what is in the middle of its column and of
/// all, with the intervals, where those are enough to have any.
std::string write_figure_csv(const Figure& figure, const FigureScope& scope, const TimeZones& zones, Language language);

}  // namespace unrepeat
