// The moments set the range that is looked at first; an event a little before or after widens it, one far away waits
// outside.
#include "core/postmortem/timeline_picture.hpp"

#include <algorithm>
#include <cmath>

#include "core/moment/commands.hpp"
#include "core/postmortem/gaps.hpp"
#include "core/timeline/extents.hpp"

namespace unrepeat {
namespace {

struct Recorded {
  MomentKind kind;
  Instant at;
};

/// In the order in which they were; what was at one instant, in the order of a plain incident.
std::vector<Recorded> recorded_moments(const Postmortem& postmortem, bool only_core) {
  std::vector<Recorded> recorded;
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    const auto at = is_core(kind) || !only_core ? instant_of(postmortem, kind) : std::nullopt;
    if (at) recorded.push_back({kind, *at});
  }
  std::ranges::stable_sort(recorded, {}, &Recorded::at);
  return recorded;
}

constexpr Duration steps[] = {seconds(1), seconds(2), seconds(5),  seconds(10), seconds(15), seconds(30), minutes(1),
                              minutes(2), minutes(5), minutes(10), minutes(15), minutes(30), hours(1),    hours(2),
                              hours(3),   hours(6),   hours(12),   days(1),     days(2),     days(7),     days(14),
                              days(30),   days(91),   days(365),   days(1826),  days(3652),  days(18262), days(182621)};
constexpr Duration shortest = seconds(10), longest = days(36525);
/// Years beyond those that files hold have no calendar.
constexpr Instant first_instant{-62'135'596'800'000'000}, last_instant{253'402'300'799'000'000};

/// The finest step of which `length` has not more than `most`.
Duration step_for(Duration length, double most) {
  const auto* step = std::ranges::find_if(steps, [&](Duration one) {
    return static_cast<double>(length.microseconds) < most * static_cast<double>(one.microseconds);
  });
  return step == std::end(steps) ? *(std::end(steps) - 1) : *step;
}

/// How far past a full step of the clock an instant is; weeks begin on Mondays.
Duration past_full(Instant at, Duration offset, Duration step) {
  const Duration first_monday = step.microseconds % days(7).microseconds == 0 ? days(4) : Duration{};
  const int64_t past = (at + offset - first_monday).microseconds % step.microseconds;
  return microseconds(past < 0 ? past + step.microseconds : past);
}

/// From this step on the axis counts months, of which none is as long as the next.
constexpr Duration month_step = days(30);
int months_of(Duration step) {
  return static_cast<int>(std::lround(static_cast<double>(step.microseconds) / 1e6 / 86'400 / 30.4369));
}

Duration offset_at(const TimeZones& zones, std::string_view zone, Instant at) {
  return seconds(zones.offset_at(zone, at).value_or(UtcOffset{}).seconds);
}

bool is_drawn(const TimelineEvent& event) { return !event.hidden && !event.folded_into; }

/// Where an event is drawn from and to; a known range is drawn as long as it is.
std::optional<TimeRange> extent_of(const TimelineEvent& event) {
  const Time& time = event.time;
  const auto start = time.at ? time.at : time.earliest ? time.earliest : time.latest;
  if (!start) return std::nullopt;
  std::optional<Instant> end;
  if (event.end) end = event.end->at;
  if (!end && !time.at && time.earliest) end = time.latest;
  return TimeRange{*start, end && *end > *start ? *end : *start};
}

class Drawing {
 public:
  Drawing(const Postmortem& postmortem, const TimeZones& zones, const TimeRange& range, double width,
          const MarkRoom& room)
      : postmortem_(postmortem), zones_(zones), range_(range), width_(width), room_(room) {}

  TimelinePicture draw(LaneBy by) {
    TimelinePicture picture{.range = range_};
    add_ticks(picture);
    for (const Phase& phase : find_phases(postmortem_))
      picture.bands.push_back({phase, x_of(phase.start), x_of(phase.end)});
    add_flags(picture);
    add_windows(picture);
    add_lanes(picture, by);
    // Where hours are told apart, and days; in a year there are two of them that say nothing.
    if (range_.length() <= days(60))
      picture.clock_changes = find_clock_changes(zones_, postmortem_.time_zone, range_.start, range_.end);
    return picture;
  }

 private:
  /// Kept within what can be drawn; beyond the ends the place no longer matters.
  double x_of(Instant at) const { return std::clamp(range_.share_of(at) * width_, -1e6, 1e6); }

  void add_ticks(TimelinePicture& picture) const {
    constexpr double least_between = 88;
    const Duration step = step_for(range_.length(), std::max(2.0, width_ / least_between));
    picture.tick_step = step;
    if (step >= month_step) return add_months(picture, months_of(step));
    for (Instant at = range_.start; at <= range_.end;) {
      const Duration past = past_full(at, offset_at(zones_, postmortem_.time_zone, at), step);
      if (past == Duration{}) picture.ticks.push_back({at, x_of(at)});
      // From full step to full step: where the clocks change, they stay full ones.
      at = at + (past == Duration{} ? step : step - past);
    }
  }

  /// The first days of every so many months.
  void add_months(TimelinePicture& picture, int step) const {
    const UtcOffset offset = zones_.offset_at(postmortem_.time_zone, range_.start).value_or(UtcOffset{});
    const CalendarDate first = civil_time(range_.start, offset).date;
    const int last_year = 9999;
    for (int month = (first.year * 12 + first.month - 1) / step * step; month / 12 <= last_year; month += step) {
      if (month < 12) continue;
      const CivilTime midnight{.date = {month / 12, month % 12 + 1, 1}};
      const auto found = local_to_instant(zones_, postmortem_.time_zone, midnight);
      const Instant at = found ? found->earlier : instant(midnight);
      if (at > range_.end) return;
      if (at >= range_.start) picture.ticks.push_back({at, x_of(at)});
    }
  }

  void add_flags(TimelinePicture& picture) const {
    const auto impossible = find_impossible_orders(postmortem_);
    for (const Recorded& moment : recorded_moments(postmortem_, false))
      picture.flags.push_back({.moment = moment.kind,
                               .at = moment.at,
                               .x = x_of(moment.at),
                               .is_impossible = std::ranges::any_of(impossible, [&](const auto& pair) {
                                 return pair.first == moment.kind || pair.second == moment.kind;
                               })});
  }

  /// What stands in rows does so by its time, not by its pixels: at every scale in the same one.
  static Extent extent_in_time(const TimeRange& range) {
    return {static_cast<double>(range.start.microseconds), static_cast<double>(range.end.microseconds)};
  }

  void add_windows(TimelinePicture& picture) const {
    const auto resolved = instant_of(postmortem_, MomentKind::resolved);
    const auto whole = whole_range(postmortem_);
    std::vector<Extent> extents;
    for (std::size_t i = 0; i < postmortem_.impact.windows.size(); ++i) {
      const ImpactWindow& window = postmortem_.impact.windows[i];
      if (!window.start.at || is_reversed(window)) continue;
      const bool is_open = !window.end || !window.end->at;
      const Instant end = is_open ? std::max(whole->end, *window.start.at) : *window.end->at;
      extents.push_back(extent_in_time({*window.start.at, end}));
      picture.windows.push_back({.window = i,
                                 .left = x_of(*window.start.at),
                                 .right = x_of(end),
                                 .is_open = is_open,
                                 .is_relapse = resolved && *window.start.at > *resolved});
    }
    // Both in order of time.
    std::ranges::stable_sort(picture.windows, {}, [&](const TimelineWindow& one) {
      return *postmortem_.impact.windows[one.window].start.at;
    });
    std::ranges::stable_sort(extents, {}, &Extent::left);
    const std::vector<std::size_t> rows = rows_without_overlap(extents, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      picture.windows[i].row = rows[i];
      picture.window_rows = std::max(picture.window_rows, rows[i] + 1);
    }
  }

  std::size_t source_of(const TimelineEvent& event) const {
    for (const Evidence& evidence : event.evidence) {
      if (!evidence.source) continue;
      const auto source = std::ranges::find(postmortem_.sources, *evidence.source, &Source::id);
      if (source != postmortem_.sources.end()) return static_cast<std::size_t>(source - postmortem_.sources.begin());
    }
    return postmortem_.sources.size();
  }

  void add_lanes(TimelinePicture& picture, LaneBy by) const {
    const std::size_t lane_count = by == LaneBy::kind     ? spellings(EventKind{}).size()
                                   : by == LaneBy::source ? postmortem_.sources.size() + 1
                                                          : 1;
    std::vector<std::vector<std::size_t>> events(lane_count);
    for (std::size_t i = 0; i < postmortem_.timeline.size(); ++i) {
      const TimelineEvent& event = postmortem_.timeline[i];
      if (!is_drawn(event)) continue;
      const auto extent = extent_of(event);
      if (!extent) {
        ++picture.unplaced;
        continue;
      }
      if (extent->end < range_.start) ++picture.before;
      if (extent->start > range_.end) ++picture.after;
      const std::size_t lane = by == LaneBy::kind     ? static_cast<std::size_t>(event.kind)
                               : by == LaneBy::source ? source_of(event)
                                                      : 0;
      events[lane].push_back(i);
    }
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      if (events[lane].empty()) continue;
      TimelineLane& drawn = picture.lanes.emplace_back();
      if (by == LaneBy::kind) drawn.kind = static_cast<EventKind>(lane);
      if (by == LaneBy::source && lane < postmortem_.sources.size()) drawn.source = lane;
      add_marks(drawn, events[lane]);
    }
  }

  /// What is too short to be seen as long stands with what has no length, and has its row for when it is looked at more
  /// closely: so no row comes or goes with the scale.
  void add_marks(TimelineLane& lane, const std::vector<std::size_t>& events) const {
    constexpr std::size_t most_rows = 3;
    struct Lasting {
      std::size_t event;
      TimeRange range;
    };
    std::vector<std::pair<double, std::size_t>> points;
    std::vector<Lasting> lasting;
    for (const std::size_t index : events) {
      const TimeRange extent = *extent_of(postmortem_.timeline[index]);
      const double left = x_of(extent.start), right = x_of(extent.end);
      if (right - left < room_.least_between) points.emplace_back(left, index);
      if (extent.start < extent.end) lasting.push_back({index, extent});
    }
    std::vector<double> places;
    for (const auto& [place, index] : points) places.push_back(place);
    for (const Fold& fold : fold_places(places, room_.least_between, room_.fold_width)) {
      TimelineMark& mark = lane.marks.emplace_back();
      mark.left = mark.right = places[fold.first];
      if (fold.last - fold.first > 1) mark.right = mark.left + room_.fold_width - 4;
      for (std::size_t i = fold.first; i < fold.last; ++i) mark.events.push_back(points[i].second);
    }
    std::ranges::stable_sort(lasting, {}, [](const Lasting& one) { return one.range.start; });
    std::vector<Extent> extents;
    for (const Lasting& one : lasting) extents.push_back(extent_in_time(one.range));
    const std::vector<std::size_t> rows = rows_without_overlap(extents, 0);
    std::optional<std::size_t> overflow;
    for (std::size_t i = 0; i < lasting.size(); ++i) {
      const std::size_t row = std::min(rows[i], most_rows) + 1;
      lane.rows = std::max(lane.rows, row + 1);
      const double left = x_of(lasting[i].range.start), right = x_of(lasting[i].range.end);
      if (right - left < room_.least_between) continue;
      if (row > most_rows && overflow) {
        // What does not fit any more is one mark, as long as all of them.
        TimelineMark& last = lane.marks[*overflow];
        last.right = std::max(last.right, right);
        last.events.push_back(lasting[i].event);
        continue;
      }
      if (row > most_rows) overflow = lane.marks.size();
      lane.marks.push_back({.left = left, .right = right, .row = row, .events = {lasting[i].event}});
    }
    std::ranges::stable_sort(lane.marks, {}, &TimelineMark::left);
  }

  const Postmortem& postmortem_;
  const TimeZones& zones_;
  TimeRange range_;
  double width_;
  MarkRoom room_;
};

}  // namespace

Instant TimeRange::at_share(double share) const {
  return start + microseconds(std::llround(share * static_cast<double>(length().microseconds)));
}

std::vector<Phase> find_phases(const Postmortem& postmortem) {
  const std::vector<Recorded> recorded = recorded_moments(postmortem, true);
  const auto impossible = find_impossible_orders(postmortem);
  std::vector<Phase> phases;
  for (std::size_t i = 1; i < recorded.size(); ++i) {
    const Recorded &from = recorded[i - 1], &to = recorded[i];
    if (std::ranges::find(impossible, std::pair(to.kind, from.kind)) != impossible.end()) continue;
    phases.push_back({from.kind, to.kind, from.at, to.at});
  }
  return phases;
}

std::optional<TimeRange> first_range(const Postmortem& postmortem) {
  std::vector<Instant> marks;
  for (const Recorded& one : recorded_moments(postmortem, true)) marks.push_back(one.at);
  const bool has_moments = marks.size() > 1;
  if (!has_moments)
    for (const TimelineEvent& event : postmortem.timeline)
      if (event.time.at && is_drawn(event)) marks.push_back(*event.time.at);
  if (marks.size() < 2) return std::nullopt;
  const auto [first, last] = std::ranges::minmax(marks);
  const Duration length = std::max(last - first, minutes(1));
  const Duration near = has_moments ? microseconds(length.microseconds / 4) : Duration{};
  TimeRange range{first, first + length};
  for (const TimelineEvent& event : postmortem.timeline) {
    const auto& at = event.time.at;
    if (!at || !is_drawn(event) || *at < first - near || *at > first + length + near) continue;
    range.start = std::min(range.start, *at);
    range.end = std::max(range.end, *at);
  }
  return range;
}

std::optional<TimeRange> whole_range(const Postmortem& postmortem) {
  std::optional<TimeRange> range;
  const auto take = [&](const std::optional<Instant>& at) {
    if (!at) return;
    if (!range) range = TimeRange{*at, *at};
    range->start = std::min(range->start, *at);
    range->end = std::max(range->end, *at);
  };
  for (const Recorded& moment : recorded_moments(postmortem, false)) take(moment.at);
  for (const TimelineEvent& event : postmortem.timeline) {
    if (!is_drawn(event)) continue;
    if (const auto extent = extent_of(event)) take(extent->start), take(extent->end);
  }
  for (const ImpactWindow& window : postmortem.impact.windows) {
    take(window.start.at);
    if (window.end) take(window.end->at);
  }
  if (range) range->end = std::max(range->end, range->start + minutes(1));
  return range;
}

TimeRange zoomed(const TimeRange& range, double factor, Instant around) {
  const double share = range.share_of(around);
  const double wanted = static_cast<double>(range.length().microseconds) * factor;
  const double length =
      std::clamp(wanted, static_cast<double>(shortest.microseconds), static_cast<double>(longest.microseconds));
  const Duration whole = microseconds(std::llround(length));
  const Instant start =
      std::clamp(around - microseconds(std::llround(share * length)), first_instant, last_instant - whole);
  return {start, start + whole};
}

TimeRange moved(const TimeRange& range, double share) {
  const Duration by = microseconds(std::llround(share * static_cast<double>(range.length().microseconds)));
  if (range.start + by < first_instant || range.end + by > last_instant) return range;
  return {range.start + by, range.end + by};
}

TimelinePicture picture_of(const Postmortem& postmortem, const TimeZones& zones, const TimeRange& range, LaneBy by,
                           double width, const MarkRoom& room) {
  return Drawing(postmortem, zones, range, width, room).draw(by);
}

Duration snap_step(const TimeRange& range, double width) {
  constexpr double least_pixels = 4;
  return step_for(range.length(), std::max(1.0, width / least_pixels));
}

SnappedInstant snapped(const Postmortem& postmortem, const TimeZones& zones, const TimeRange& range, double width,
                       double x, const Id<TimelineEvent>& moved) {
  constexpr double near = 5;
  const Instant at = range.at_share(x / width);
  std::optional<Instant> nearest;
  const auto consider = [&](const std::optional<Instant>& other) {
    if (!other || std::abs(range.share_of(*other) * width - x) > near) return;
    if (!nearest || std::abs((*other - at).microseconds) < std::abs((*nearest - at).microseconds)) nearest = other;
  };
  for (const TimelineEvent& event : postmortem.timeline)
    if (event.id != moved && is_drawn(event)) consider(event.time.at);
  for (const Recorded& moment : recorded_moments(postmortem, false))
    if (postmortem.moments[moment.kind].event != moved) consider(moment.at);
  const Duration step = snap_step(range, width);
  const Precision precision = step < minutes(1) ? Precision::second : Precision::minute;
  if (nearest) return {*nearest, precision};
  const Duration past = past_full(at, offset_at(zones, postmortem.time_zone, at), step);
  return {past + past >= step ? at + (step - past) : at - past, precision};
}

}  // namespace unrepeat
