// The figures of the Learn screen: each says how many incidents it counts, which it leaves out and why, and what may be
// concluded. Durations are in whole seconds and always between two named moments; shares are in millionths.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/learn/incident_facts.hpp"
#include "core/learn/themes.hpp"

namespace unrepeat {

enum class FigureKind : std::uint8_t {
  durations,  ///< A dot for each incident: how long it took between two moments.
  phases,     ///< Where the time went.
  rate,       ///< Incidents a month: a bar for each of the period, also for those without any.
  detection,  ///< Who or what noticed.
  factors,    ///< Incidents by the categories of their factors.
  themes,     ///< The same by the factors' tags.
  open_age,   ///< How long promises stay open.
  kept,       ///< What became of promises, by their effect and their strength.
  coverage,   ///< Incidents with and without a review, by severity and team.
};
SPELL(FigureKind, "durations", "phases", "rate", "detection", "factors", "themes", "open_age", "kept", "coverage")

/// Else it counts incidents.
[[nodiscard]] constexpr bool counts_promises(FigureKind kind) {
  return kind == FigureKind::open_age || kind == FigureKind::kept;
}

/// Two moments, named wherever their duration is shown.
struct DurationEnds {
  MomentKind from = MomentKind::impact_start;
  MomentKind to = MomentKind::mitigated;
  bool operator==(const DurationEnds&) const = default;
};
/// Those a person may choose among.
inline constexpr DurationEnds named_durations[] = {
    {MomentKind::impact_start, MomentKind::mitigated},
    {MomentKind::impact_start, MomentKind::detected},
    {MomentKind::detected, MomentKind::notified},
    {MomentKind::notified, MomentKind::acknowledged},
    {MomentKind::impact_start, MomentKind::resolved},
    {MomentKind::acknowledged, MomentKind::mobilised},
    {MomentKind::cause_introduced, MomentKind::impact_start},
    {MomentKind::resolved, MomentKind::reviewed},
};

/// Which incidents a figure looks at.
struct FigureScope {
  std::optional<Instant> from, until;  ///< Of their start; `until` is the first instant outside.
  std::string system;                  ///< Its name; empty: all.
  std::vector<std::int64_t> severities;
  std::optional<RecordKind> kind;  ///< Nothing: incidents.
  std::string tag;
  DurationEnds ends;
  std::string time_zone;  ///< Of the months and quarters, as in the IANA database; empty: UTC.
  Instant now;
  std::string today;  ///< The person's day, yyyy-mm-dd.
  bool operator==(const FigureScope&) const = default;
};

/// Whether it is one of those: by its start, its system, its severity and its tag. Its kind is another question.
[[nodiscard]] bool is_in(const FigureScope& scope, const IncidentFacts& incident);

/// Why an incident of the library is not in a figure. Of several moments the most final reason is told: what does not
/// apply, then what is unknown, then what a tool filled in, then what is pending; times are doubted only where all are
/// there.
enum class LeftOut : std::uint8_t {
  other_kind,      ///< A near miss, a false alarm, a drill; or not the kind that was chosen.
  duplicate,       ///< Another post-mortem of the library that tells of the same incident counts. Promises count each:
                   ///< somebody has to keep them, wherever they are written.
  no_start,        ///< Nobody knows when it was.
  in_future,       ///< It starts, or one of these moments is, later than now.
  unknown,         ///< A moment is not known, or recorded without a time.
  tool_default,    ///< The time of a moment is one that a tool set by itself, which measures nothing.
  pending,         ///< A moment was not asked yet.
  not_applicable,  ///< A moment does not apply.
  out_of_order,    ///< The second moment is before the first.
  nothing_said,    ///< It says nothing of what the figure counts: no factor, no promise.
};
SPELL(LeftOut, "other_kind", "duplicate", "no_start", "in_future", "unknown", "tool_default", "pending",
      "not_applicable", "out_of_order", "nothing_said")

struct LeftOutCount {
  LeftOut why = LeftOut::other_kind;
  std::int64_t count = 0;
  bool operator==(const LeftOutCount&) const = default;
};

/// Why a promise is not in a figure that counts promises. Ideas are none, and neither counted nor left out.
enum class PromiseLeftOut : std::uint8_t {
  unsaid,        ///< Of what was imported nobody said how it stands.
  undated,       ///< open_age: nobody noted when it was promised.
  end_undated,   ///< open_age: it is settled, and nobody noted when.
  in_future,     ///< open_age: it was promised or settled later than now.
  out_of_order,  ///< open_age: it was settled before it was promised.
};
SPELL(PromiseLeftOut, "unsaid", "undated", "end_undated", "in_future", "out_of_order")

struct PromiseLeftOutCount {
  PromiseLeftOut why = PromiseLeftOut::unsaid;
  std::int64_t count = 0;
  bool operator==(const PromiseLeftOutCount&) const = default;
};

/// An incident behind a figure.
struct FigureIncident {
  Id<Postmortem> id;
  std::string title;
  std::optional<Instant> started_at;
  std::string time_zone;
  std::optional<std::int64_t> severity;
  std::int64_t value = 0;  ///< Of it alone: seconds (durations, phases; open_age: of the oldest promise), kept
                           ///< promises; else 0.
  bool operator==(const FigureIncident&) const = default;
};

struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool operator==(const Range&) const = default;
};

/// Something that is counted, as a bar or a line of a table.
struct FigureBar {
  /// Names it for `incidents_behind`: what kind of thing, a colon, and which; nothing where there is none of it (no
  /// category, no team). phase:impact_start-detected, month:2026-03, detection:, factor:, theme:, promises:open,
  /// promises:settled, effect:, strength:, severity:2, team:, form:card.
  std::string key;
  std::int64_t count = 0;           ///< Incidents; for `open_age` and `kept` promises.
  std::int64_t before = 0;          ///< Of `count`, those of the first half of the period that was looked at.
  std::int64_t together = 0;        ///< factors, themes: incidents that name this one or one before it.
  std::int64_t value = 0;           ///< phases: millionths of all time.
  std::vector<std::int64_t> parts;  ///< kept, coverage: how `count` divides; see KeptPart, CoveragePart.
  bool operator==(const FigureBar&) const = default;
};

enum class KeptPart : std::uint8_t { verified, done, open, broken, dropped };  ///< `broken` is open and past its date.
SPELL(KeptPart, "verified", "done", "open", "broken", "dropped")
inline constexpr std::size_t kept_parts = 5;
enum class CoveragePart : std::uint8_t {
  reviewed,
  written,      ///< Not reviewed, and not late; also every card.
  late,         ///< Written in full, and the day on which it should have been reviewed is past (`days_review_is_late`).
  not_started,  ///< Not written, whatever day was set for its review.
  not_required,
};
SPELL(CoveragePart, "reviewed", "written", "late", "not_started", "not_required")
inline constexpr std::size_t coverage_parts = 5;

/// A step of a curve: durations (their distribution) and open_age.
struct FigureStep {
  std::int64_t at = 0;     ///< Seconds.
  std::int64_t share = 0;  ///< Millionths.
  std::optional<Range> interval;
  bool operator==(const FigureStep&) const = default;
};

/// A column: a month, a quarter, a year or several: the shortest of which there are at most twelve and that usually
/// have the fewest that tell something, or the shortest at all where none has. They go from that of the first incident
/// to that of the last one; what is usual is told by those around them, too, as far as they were looked at.
struct FigurePeriod {
  Instant from, until;
  std::int64_t count = 0;
  std::optional<std::int64_t> lower, median, upper;  ///< Quartiles, in seconds.
  std::optional<Range> interval;                     ///< Of the median, 95 %; nothing below eight.
  bool operator==(const FigurePeriod&) const = default;
};

struct Figure {
  FigureKind kind = FigureKind::durations;
  std::int64_t count = 0;              ///< n: of incidents; for open_age and kept of promises.
  std::vector<LeftOutCount> left_out;  ///< Why, and how many; those outside the period or the filters are neither.
  /// open_age, kept: the same of the promises of all incidents that are not of another kind, nor in the future.
  std::vector<PromiseLeftOutCount> promises_left_out;
  /// The first and the last start of what is in it; rate: the first and the last instant that was looked at.
  std::optional<Instant> from, until;
  std::vector<FigureIncident> incidents;  ///< durations only: each dot, by start.
  std::vector<FigureBar> bars;
  std::int64_t unlisted = 0;  ///< themes, coverage: themes or teams beyond the most frequent, which have no bar.
  std::vector<FigureStep> steps;
  /// durations: the share of all that took at most so long, for what somebody asks first. Never read off `steps`, which
  /// are thinned.
  std::vector<FigureStep> within;
  std::vector<FigurePeriod> periods;
  /// durations: median, geometric mean, quartiles. open_age: the age by which half is settled. rate: incidents a month,
  /// in thousandths, unless less than 28 days were looked at; and the median gap between two in seconds.
  std::optional<std::int64_t> middle, geometric_mean, lower, upper, gap;
  std::optional<Range> middle_interval, geometric_interval;  ///< 95 %; nothing below eight values.
  /// durations: those of less than a second, which have no logarithm; they count as one second there.
  std::int64_t zeros = 0;
  /// durations: in how many of a million pairs of periods with `per_period` incidents each a real cut of 30 % would
  /// look no better.
  std::optional<std::int64_t> unseen;
  std::int64_t months_each = 0;  ///< durations: how many months each of `periods` has: one, three or whole years.
  /// durations: the median count of the whole columns that were looked at, also of those without any; at least one.
  std::int64_t per_period = 0;
  bool are_most_empty = false;  ///< durations: more than half of them have none; `per_period` is then their mean.
  bool operator==(const Figure&) const = default;
};

DESCRIBED(DurationEnds)
DESCRIBED(FigureScope)
DESCRIBED(LeftOutCount)
DESCRIBED(PromiseLeftOutCount)
DESCRIBED(FigureIncident)
DESCRIBED(Range)
DESCRIBED(FigureBar)
DESCRIBED(FigureStep)
DESCRIBED(FigurePeriod)
DESCRIBED(Figure)

/// Of the whole library, since what counts of several copies does not depend on the scope. The order of the incidents
/// does not count. `themes` is for themes alone.
[[nodiscard]] Figure figure_of(FigureKind kind, std::span<const IncidentFacts* const> library, const FigureScope& scope,
                               const TimeZones& zones, const Themes& themes = {});

/// A part of a bar: behind its key a "#" and the part's spelling. Without one it is the bar itself.
struct PartKey {
  std::string_view key;
  std::optional<std::size_t> part;
};
[[nodiscard]] PartKey part_key(FigureKind kind, std::string_view key);

/// The incidents behind one bar, or behind a part of one (`part_key`), behind the whole figure (an empty key), or those
/// left out of it ("left_out:" and the reason's spelling), or those with promises that are ("promises_left_out:" and
/// theirs; their value is how many); by start, the last first. Empty for a key that is none.
[[nodiscard]] std::vector<FigureIncident> incidents_behind(FigureKind kind,
                                                           std::span<const IncidentFacts* const> library,
                                                           const FigureScope& scope, const TimeZones& zones,
                                                           std::string_view key, const Themes& themes = {});

}  // namespace unrepeat
