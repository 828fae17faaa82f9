// The moments set the range; an event a little before or after widens it, one far away is left out.
#include "core/postmortem/timeline_strip.hpp"

#include <algorithm>

#include "core/moment/commands.hpp"
#include "core/postmortem/gaps.hpp"

namespace unrepeat {
namespace {

struct Recorded {
  MomentKind kind;
  Instant at;
};

/// In the order in which they were; what was at one instant, in the order of a plain incident.
std::vector<Recorded> recorded_core_moments(const Postmortem& postmortem) {
  std::vector<Recorded> recorded;
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    const auto at = is_core(kind) ? instant_of(postmortem, kind) : std::nullopt;
    if (at) recorded.push_back({kind, *at});
  }
  std::ranges::stable_sort(recorded, {}, &Recorded::at);
  return recorded;
}

constexpr Duration steps[] = {minutes(1), minutes(2), minutes(5), minutes(10), minutes(15), minutes(30), hours(1),
                              hours(2),   hours(3),   hours(6),   hours(12),   days(1),     days(2),     days(7),
                              days(14),   days(30),   days(91),   days(365),   days(1826),  days(18262), days(182621)};

std::vector<Instant> ticks_between(Instant start, Instant end, Duration offset, std::size_t most) {
  const auto* step = std::ranges::find_if(steps, [&](Duration one) {
    return (end - start).microseconds / one.microseconds < static_cast<std::int64_t>(most);
  });
  if (step == std::end(steps)) return {};
  std::vector<Instant> ticks;
  const std::int64_t past =
      ((start + offset).microseconds % step->microseconds + step->microseconds) % step->microseconds;
  for (Instant at = past == 0 ? start : start + *step - microseconds(past); at <= end; at = at + *step)
    ticks.push_back(at);
  return ticks;
}

}  // namespace

std::vector<Phase> find_phases(const Postmortem& postmortem) {
  const std::vector<Recorded> recorded = recorded_core_moments(postmortem);
  const auto impossible = find_impossible_orders(postmortem);
  std::vector<Phase> phases;
  for (std::size_t i = 1; i < recorded.size(); ++i) {
    const Recorded &from = recorded[i - 1], &to = recorded[i];
    if (std::ranges::find(impossible, std::pair(to.kind, from.kind)) != impossible.end()) continue;
    phases.push_back({from.kind, to.kind, from.at, to.at});
  }
  return phases;
}

std::optional<TimelineStrip> strip_of(const Postmortem& postmortem, const TimeZones& zones, std::size_t most_ticks) {
  std::vector<Instant> marks;
  for (const Recorded& one : recorded_core_moments(postmortem)) marks.push_back(one.at);
  const bool has_moments = marks.size() > 1;
  if (!has_moments)
    for (const TimelineEvent& event : postmortem.timeline)
      if (event.time.at) marks.push_back(*event.time.at);
  if (marks.size() < 2) return std::nullopt;
  const auto [first, last] = std::ranges::minmax(marks);
  const Duration length = std::max(last - first, minutes(1));
  const Duration near = has_moments ? microseconds(length.microseconds / 4) : Duration{};

  TimelineStrip strip{.start = first, .end = first + length, .phases = find_phases(postmortem)};
  for (std::size_t i = 0; i < postmortem.timeline.size(); ++i) {
    const auto& at = postmortem.timeline[i].time.at;
    if (!at || *at < first - near || *at > first + length + near) {
      ++strip.left_out;
      continue;
    }
    strip.events.push_back(i);
    strip.start = std::min(strip.start, *at);
    strip.end = std::max(strip.end, *at);
  }
  const UtcOffset offset = zones.offset_at(postmortem.time_zone, strip.start).value_or(UtcOffset{});
  strip.ticks = ticks_between(strip.start, strip.end, seconds(offset.seconds), most_ticks);
  return strip;
}

}  // namespace unrepeat
