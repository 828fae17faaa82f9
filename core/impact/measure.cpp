// Windows are cut where any of them begins or ends; each piece counts for the worst that lies over it.
#include "core/impact/measure.hpp"

#include <algorithm>
#include <cmath>

#include "core/moment/commands.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {
namespace {

/// Windows with both ends in order, and the pieces of time between all of their ends.
struct Pieces {
  std::vector<const ImpactWindow*> windows;
  std::vector<Instant> cuts;
  bool is_open = false;
};

Pieces cut(const Impact& impact) {
  Pieces pieces;
  for (const ImpactWindow& window : impact.windows) {
    if (!window.start.at) continue;
    if (!window.end || !window.end->at) {
      pieces.is_open = true;
      continue;
    }
    if (*window.end->at < *window.start.at) continue;
    pieces.windows.push_back(&window);
    pieces.cuts.push_back(*window.start.at);
    pieces.cuts.push_back(*window.end->at);
  }
  std::ranges::sort(pieces.cuts);
  return pieces;
}

/// Calls `take(length, windows over it)` for each piece.
template <typename Take>
void for_each_piece(const Pieces& pieces, Take&& take) {
  for (std::size_t i = 1; i < pieces.cuts.size(); ++i) {
    const Instant start = pieces.cuts[i - 1], end = pieces.cuts[i];
    if (start == end) continue;
    std::vector<const ImpactWindow*> over;
    for (const ImpactWindow* window : pieces.windows)
      if (*window->start.at <= start && *window->end->at >= end) over.push_back(window);
    if (!over.empty()) take(end - start, over);
  }
}

}  // namespace

std::optional<ImpactLength> measure_impact(const Impact& impact) {
  const Pieces pieces = cut(impact);
  if (pieces.windows.empty()) return std::nullopt;
  ImpactLength length{.total = {}, .is_open = pieces.is_open};
  for_each_piece(pieces, [&](Duration piece, const std::vector<const ImpactWindow*>& over) {
    const ImpactLevel worst = (*std::ranges::max_element(over, {}, &ImpactWindow::level))->level;
    length.total = length.total + piece;
    Duration& level = length.by_level[static_cast<std::size_t>(worst)];
    level = level + piece;
  });
  return length;
}

std::optional<BurnedBudget> measure_budget(const Impact& impact) {
  const auto& budget = impact.business.error_budget;
  if (!budget || budget->objective.text.empty() || !budget->window_days || *budget->window_days <= 0)
    return std::nullopt;
  const double objective = budget->objective.value();
  const Pieces pieces = cut(impact);
  if (!(objective >= 0 && objective < 1) || pieces.windows.empty()) return std::nullopt;
  BurnedBudget burned{.is_lower_bound = pieces.is_open};
  double spent = 0;
  for_each_piece(pieces, [&](Duration piece, const std::vector<const ImpactWindow*>& over) {
    double share = 0;
    for (const ImpactWindow* window : over) {
      if (!window->share.text.empty())
        share = std::max(share, std::clamp(window->share.value(), 0.0, 1.0));
      else if (window->level == ImpactLevel::full)
        share = 1;
      else
        burned.is_lower_bound = true;
    }
    spent += share * static_cast<double>(piece.microseconds);
  });
  const double allowed =
      (1 - objective) * static_cast<double>(*budget->window_days) * static_cast<double>(days(1).microseconds);
  burned.share = spent / allowed;
  return burned;
}

std::optional<double> share_of(const ImpactFigure& figure) {
  if (!figure.share.text.empty()) return figure.share.value();
  if (figure.affected.text.empty() || figure.total.text.empty() || figure.total.value() <= 0) return std::nullopt;
  return figure.affected.value() / figure.total.value();
}

std::optional<Duration> recorded_duration(const Postmortem& postmortem, const StatedDuration& stated) {
  const auto from = instant_of(postmortem, stated.from), to = instant_of(postmortem, stated.to);
  if (!from || !to) return std::nullopt;
  return *to - *from;
}

bool differs(const StatedDuration& stated, Duration recorded) {
  const double minutes_recorded = static_cast<double>(recorded.microseconds) / 60e6;
  const double apart = std::abs(minutes_recorded - stated.value.value());
  return apart > 1 && apart > 0.05 * std::abs(minutes_recorded);
}

}  // namespace unrepeat
