// Derived figures of one post-mortem.
#include "core/postmortem/summary.hpp"

#include <algorithm>

#include "core/action/commitment.hpp"
#include "core/moment/commands.hpp"

namespace unrepeat {
namespace {

std::optional<Instant> start_of(const Postmortem& postmortem) {
  std::optional<Instant> start;
  for (const ImpactWindow& window : postmortem.impact.windows)
    if (window.start.at && (!start || *window.start.at < *start)) start = window.start.at;
  if (start) return start;
  for (const MomentKind kind : {MomentKind::impact_start, MomentKind::detected})
    if (const auto at = instant_of(postmortem, kind)) return at;
  for (const TimelineEvent& event : postmortem.timeline)
    if (event.time.at && (!start || *event.time.at < *start)) start = event.time.at;
  return start;
}

std::optional<Duration> duration_from_moments(const Postmortem& postmortem) {
  const auto start = instant_of(postmortem, MomentKind::impact_start);
  auto end = instant_of(postmortem, MomentKind::mitigated);
  if (!end) end = instant_of(postmortem, MomentKind::resolved);
  if (!start || !end || *end < *start) return std::nullopt;
  return *end - *start;
}

}  // namespace

std::optional<Duration> duration_of(const std::vector<ImpactWindow>& windows) {
  std::vector<std::pair<Instant, Instant>> spans;
  for (const ImpactWindow& window : windows) {
    if (!window.start.at || !window.end || !window.end->at || *window.end->at < *window.start.at) return std::nullopt;
    spans.emplace_back(*window.start.at, *window.end->at);
  }
  if (spans.empty()) return std::nullopt;
  std::ranges::sort(spans);
  Duration total;
  Instant covered = spans.front().first;
  for (const auto& [start, end] : spans) {
    if (end <= covered) continue;
    total.microseconds += (end - std::max(start, covered)).microseconds;
    covered = end;
  }
  return total;
}

Summary summarise(const Postmortem& postmortem) {
  Summary summary;
  summary.started_at = start_of(postmortem);
  summary.impact =
      postmortem.impact.windows.empty() ? duration_from_moments(postmortem) : duration_of(postmortem.impact.windows);
  summary.actions = postmortem.actions.size();
  for (const Action& action : postmortem.actions) {
    if (is_open(action.state)) ++summary.open_actions;
    if (action.state == ActionState::done) ++summary.done_actions;
    if (!is_decided(action.state)) ++summary.undecided_actions;
  }
  summary.closed =
      postmortem.status.state == StatusState::approved && summary.open_actions + summary.undecided_actions == 0;
  return summary;
}

}  // namespace unrepeat
