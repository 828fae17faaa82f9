// The timeline as it is drawn: what lies between the recorded moments, when it was felt, where the events stand, what
// the axis says. Nothing is invented: what has no instant is counted, not placed, and a length that cannot be is left
// out. Places are pixels from the left end of the picture; what lies outside it has some beyond its ends.
#pragma once

#include <optional>
#include <vector>

#include "core/postmortem/postmortem.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// The time from one recorded moment to the next, always named by both ends.
struct Phase {
  MomentKind from;
  MomentKind to;
  Instant start;
  Instant end;
  bool operator==(const Phase&) const = default;
};

/// Between the recorded ones of the six core moments, in the order in which they were. Two that stand in an order that
/// cannot be make no phase; `find_impossible_orders` says so.
std::vector<Phase> find_phases(const Postmortem& postmortem);

/// What of all time is looked at.
struct TimeRange {
  Instant start;
  Instant end;
  [[nodiscard]] Duration length() const { return end - start; }
  /// 0 at the start, 1 at the end.
  [[nodiscard]] double share_of(Instant at) const {
    return static_cast<double>((at - start).microseconds) / static_cast<double>(length().microseconds);
  }
  [[nodiscard]] Instant at_share(double share) const;
  bool operator==(const TimeRange&) const = default;
};

/// What is looked at first: the moments and the events near them. Nothing where neither two moments nor two events have
/// an instant.
std::optional<TimeRange> first_range(const Postmortem& postmortem);
/// From the first to the last thing that has an instant; nothing where that is none.
std::optional<TimeRange> whole_range(const Postmortem& postmortem);
/// Longer or shorter by a factor, from ten seconds to about a century; what stands at `around` stays where it is.
TimeRange zoomed(const TimeRange& range, double factor, Instant around);
/// Earlier or later by this part of its length.
TimeRange moved(const TimeRange& range, double share);

/// What the rows of events are: all in one, one for each kind, one for each source.
enum class LaneBy : std::uint8_t { nothing, kind, source };

/// Events that stand in one place: one, or as many as would be on top of each other.
struct TimelineMark {
  double left = 0, right = 0;       ///< The same for what has no length.
  std::size_t row = 0;              ///< Of its lane: 0 for what has no length, more for what has.
  std::vector<std::size_t> events;  ///< As indices into the timeline, in order.
};

struct TimelineLane {
  std::optional<EventKind> kind;
  std::optional<std::size_t> source;  ///< As an index; none of both: all events, or those without a source.
  std::vector<TimelineMark> marks;    ///< From left to right.
  std::size_t rows = 1;
};

struct TimelineBand {
  Phase phase;
  double left = 0, right = 0;
};

/// A stretch of impact.
struct TimelineWindow {
  std::size_t window = 0;  ///< As an index.
  double left = 0, right = 0;
  std::size_t row = 0;
  bool is_open = false;     ///< Nobody said when it ended.
  bool is_relapse = false;  ///< It began after `resolved`.
};

struct TimelineFlag {
  MomentKind moment;
  Instant at;
  double x = 0;
  bool is_impossible = false;  ///< It stands in an order with another that cannot be.
};

struct TimelineTick {
  Instant at;
  double x = 0;
};

struct TimelinePicture {
  TimeRange range;
  std::vector<TimelineTick> ticks;  ///< Full seconds, minutes, hours, days, weeks, months of the post-mortem's zone.
  Duration tick_step{};             ///< About, where it is months: 30 days and more, 365 and more for years.
  std::vector<TimelineBand> bands;
  std::vector<TimelineFlag> flags;  ///< All recorded moments, in order of time.
  std::vector<TimelineWindow> windows;
  std::size_t window_rows = 0;  ///< The same at every scale, as are the rows of lanes.
  std::vector<TimelineLane> lanes;
  std::vector<ClockChange> clock_changes;  ///< As long as some weeks are seen at most.
  std::size_t before = 0, after = 0;       ///< Events outside the range.
  std::size_t unplaced = 0;                ///< Events without an instant.
};

/// How much room marks need to be told apart, and pressed.
struct MarkRoom {
  double least_between = 12;  ///< Nearer than this, events become one mark,
  double fold_width = 36;     ///< which takes in everything within this.
};
TimelinePicture picture_of(const Postmortem& postmortem, const TimeZones& zones, const TimeRange& range, LaneBy by,
                           double width, const MarkRoom& room = {});

/// The instant at a place, drawn to another event or moment that stands within a few pixels, else to the finest full
/// step of the clock that is some pixels wide. `moved` is the event that is moved.
struct SnappedInstant {
  Instant at;
  Precision precision;
};
SnappedInstant snapped(const Postmortem& postmortem, const TimeZones& zones, const TimeRange& range, double width,
                       double x, const Id<TimelineEvent>& moved);
/// That step.
Duration snap_step(const TimeRange& range, double width);

}  // namespace unrepeat
