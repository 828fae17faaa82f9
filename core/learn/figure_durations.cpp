// How long it took, and where the time went.
#include <array>
#include <expected>
#include <numeric>
#include <utility>

#include "core/learn/bootstrap.hpp"
#include "core/learn/detectability.hpp"
#include "core/learn/figure_reading.hpp"
#include "core/learn/interval.hpp"

namespace unrepeat {
namespace {

constexpr auto phase_ends =
    std::to_array<MomentKind>({MomentKind::impact_start, MomentKind::detected, MomentKind::acknowledged,
                               MomentKind::mitigated, MomentKind::resolved});

/// What somebody asks of durations first: half an hour, two and eight, in seconds.
constexpr std::int64_t asked_limits[] = {1'800, 7'200, 28'800};

std::string phase_key(std::size_t phase) {
  return key_for("phase:", phase_ends[phase]) + key_for("-", phase_ends[phase + 1]);
}

MomentFact moment_fact(const IncidentFacts& incident, MomentKind kind) {
  const auto found = std::ranges::find(incident.moments, kind, &MomentFact::kind);
  return found == incident.moments.end() ? MomentFact{.kind = kind} : *found;
}

/// When each of these moments was; all of them in order. Else why not, the most final reason of all: what does not
/// apply never will, what is unknown was looked for, what a tool filled in stays until somebody knows better, what is
/// pending may still come. Times are doubted only where all
/// are there: first those later than now, then their order.
std::expected<std::vector<Instant>, LeftOut> times_of(const IncidentFacts& incident, std::span<const MomentKind> kinds,
                                                      Instant now) {
  std::vector<Instant> times;
  bool has_unknown = false, has_default = false, has_pending = false;
  for (const MomentKind kind : kinds) {
    const MomentFact moment = moment_fact(incident, kind);
    if (moment.state == MomentState::not_applicable) return std::unexpected(LeftOut::not_applicable);
    if (moment.state == MomentState::pending) {
      has_pending = true;
    } else if (moment.is_tool_default) {
      has_default = true;
    } else if (moment.state == MomentState::recorded && moment.at) {
      times.push_back(*moment.at);
    } else {
      has_unknown = true;
    }
  }
  if (has_unknown) return std::unexpected(LeftOut::unknown);
  if (has_default) return std::unexpected(LeftOut::tool_default);
  if (has_pending) return std::unexpected(LeftOut::pending);
  if (std::ranges::max(times) > now) return std::unexpected(LeftOut::in_future);
  if (!std::ranges::is_sorted(times)) return std::unexpected(LeftOut::out_of_order);
  return times;
}

/// As many values have the same intervals whenever they are looked at.
std::uint64_t seed_for(std::int64_t count) {
  constexpr std::uint64_t durations_seed = 0x6475726174696f6e;
  return durations_seed ^ static_cast<std::uint64_t>(count);
}

std::optional<Range> range_of_interval(const std::optional<Interval>& interval) {
  if (!interval) return std::nullopt;
  return Range{rounded(interval->low), rounded(interval->high)};
}

struct Columns {
  std::vector<FigurePeriod> periods;
  std::int64_t months = 0;  ///< Of each.
};

/// From the first incident on to the last one, also those without any. `incidents` stand by start, and there are some.
/// The medians of a period's resamples are drawn without the resamples, so that twelve intervals cost as much as twelve
/// of a few values (`draw_median`).
std::vector<FigurePeriod> periods_of(std::span<const FigureIncident> incidents, std::int64_t months,
                                     const ZoneCalendar& calendar) {
  std::vector<FigurePeriod> periods;
  const std::int64_t first = calendar.month_of(*incidents.front().started_at);
  const std::int64_t last = calendar.month_of(*incidents.back().started_at);
  std::size_t next = 0;
  for (std::int64_t column = first / months; column <= last / months; ++column) {
    FigurePeriod& period =
        periods.emplace_back(calendar.start_of_month(column * months), calendar.start_of_month((column + 1) * months));
    std::vector<double> values;
    for (; next < incidents.size() && *incidents[next].started_at < period.until; ++next)
      values.push_back(static_cast<double>(incidents[next].value));
    period.count = static_cast<std::int64_t>(values.size());
    const SortedValues sorted(std::move(values));
    const auto found = quartiles(sorted);
    if (!found) continue;
    period.interval = range_of_interval(median_interval(sorted, seed_for(period.count)));
    period.lower = rounded(found->lower);
    period.median = rounded(found->median);
    period.upper = rounded(found->upper);
  }
  return periods;
}

/// How many the whole columns have, which neither the scope nor now cuts: also those before the first incident and
/// after the last one that were looked at, which have none. Where no column is whole, of all that have any.
SortedValues counts_of(const Columns& columns, const FigureScope& scope, const ZoneCalendar& calendar) {
  const Instant until = scope.until ? std::min(*scope.until, scope.now) : scope.now;
  std::vector<double> any, whole;
  for (const FigurePeriod& period : columns.periods) {
    if (period.count > 0) any.push_back(static_cast<double>(period.count));
    if ((!scope.from || period.from >= *scope.from) && period.until <= until)
      whole.push_back(static_cast<double>(period.count));
  }
  if (!columns.periods.empty()) {
    const auto column_of = [&](Instant at) { return calendar.month_of(at) / columns.months; };
    const std::int64_t first = column_of(columns.periods.front().from), last = column_of(columns.periods.back().from);
    std::int64_t first_whole = scope.from ? column_of(*scope.from) : first;
    if (scope.from && calendar.start_of_month(first_whole * columns.months) < *scope.from) ++first_whole;
    const std::int64_t before = std::max(std::int64_t{0}, first - first_whole),
                       after = std::max(std::int64_t{0}, column_of(until) - 1 - last);
    whole.insert(whole.end(), static_cast<std::size_t>(before + after), 0.0);
  }
  return SortedValues(whole.empty() ? std::move(any) : std::move(whole));
}

std::int64_t usual_of(const SortedValues& counts) { return rounded(median(counts).value_or(0)); }

/// As FigurePeriod says.
Columns columns_of(std::span<const FigureIncident> incidents, const FigureScope& scope, const ZoneCalendar& calendar) {
  constexpr std::int64_t most_columns = 12;
  const auto end = std::ranges::find_if(incidents, [](const FigureIncident& one) { return !one.started_at; });
  incidents = incidents.first(static_cast<std::size_t>(end - incidents.begin()));
  if (incidents.empty()) return {};
  const std::int64_t first = calendar.month_of(*incidents.front().started_at);
  const std::int64_t last = calendar.month_of(*incidents.back().started_at);
  Columns shortest;
  for (std::int64_t months = 1;; months = months < 12 ? (months == 1 ? 3 : 12) : months + 12) {
    const std::int64_t columns = last / months - first / months + 1;
    if (columns > most_columns) continue;
    // Alone it would be compared with nothing.
    if (columns < 2 && shortest.months > 0) return shortest;
    Columns found{periods_of(incidents, months, calendar), months};
    if (columns < 2 || usual_of(counts_of(found, scope, calendar)) >= static_cast<std::int64_t>(fewest_for_interval))
      return found;
    if (shortest.months == 0) shortest = std::move(found);
  }
}

}  // namespace

void read_duration(FigureReading& reading, const FigureScope& scope) {
  const MomentKind ends[] = {scope.ends.from, scope.ends.to};
  const auto times = times_of(*reading.incident, ends, scope.now);
  if (times) {
    reading.value = seconds_between(times->front(), times->back());
  } else {
    reading.left_out = times.error();
  }
}

void finish_durations(Figure& figure, const FigureReadings& readings, const FigureScope& scope,
                      const ZoneCalendar& calendar) {
  std::vector<double> durations, with_logs;
  for (const FigureReading& reading : readings) {
    if (reading.left_out) continue;
    figure.incidents.push_back(figure_incident(reading, reading.value));
    durations.push_back(static_cast<double>(reading.value));
    with_logs.push_back(std::max(1.0, durations.back()));
    if (reading.value == 0) ++figure.zeros;
  }
  std::ranges::sort(figure.incidents, starts_before);
  const SortedValues values(std::move(durations)), above_zero(std::move(with_logs));
  const auto found = quartiles(values);
  if (!found) return;
  figure.lower = rounded(found->lower);
  figure.middle = rounded(found->median);
  figure.upper = rounded(found->upper);
  figure.geometric_mean = rounded(*geometric_mean(above_zero));
  figure.middle_interval = range_of_interval(median_interval(values, seed_for(figure.count)));
  figure.geometric_interval = range_of_interval(geometric_mean_interval(above_zero, seed_for(figure.count)));
  for (const ShareStep& step : cumulative_shares(values))
    figure.steps.push_back({.at = rounded(step.value), .share = rounded(step.share * million)});
  figure.steps = thin_out(std::move(figure.steps));
  for (const std::int64_t limit : asked_limits)
    figure.within.push_back(
        {.at = limit, .share = rounded(*share_within(values, static_cast<double>(limit)) * million)});
  Columns columns = columns_of(figure.incidents, scope, calendar);
  const SortedValues counts = counts_of(columns, scope, calendar);
  figure.periods = std::move(columns.periods);
  figure.months_each = columns.months;
  figure.per_period = usual_of(counts);
  figure.are_most_empty = figure.per_period == 0 && !counts.is_empty();
  if (figure.are_most_empty)
    figure.per_period =
        rounded(std::accumulate(counts.all().begin(), counts.all().end(), 0.0) / static_cast<double>(counts.size()));
  figure.per_period = std::max(std::int64_t{1}, figure.per_period);
  constexpr double real_cut = 0.3;
  const Comparison comparison{static_cast<std::size_t>(figure.per_period), real_cut};
  if (const auto unseen = share_looking_no_better(above_zero, comparison, seed_for(figure.count)))
    figure.unseen = rounded(*unseen * million);
}

void read_phases(FigureReading& reading, const FigureScope& scope) {
  const auto times = times_of(*reading.incident, phase_ends, scope.now);
  if (!times) {
    reading.left_out = times.error();
    return;
  }
  for (std::size_t phase = 0; phase + 1 < phase_ends.size(); ++phase)
    reading.marks.push_back({.key = phase_key(phase), .value = seconds_between((*times)[phase], (*times)[phase + 1])});
  reading.value = seconds_between(times->front(), times->back());
}

// Shares are rounded where each ends, so that together they are the whole.
void finish_phases(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope);
  std::int64_t all = 0;
  for (FigureBar& bar : figure.bars) {
    for (const FigureReading& reading : readings)
      for (const FigureMark& mark : reading.marks)
        if (mark.key == bar.key) bar.value += mark.value;
    all += bar.value;
  }
  std::int64_t up_to_here = 0, share_up_to_here = 0;
  for (FigureBar& bar : figure.bars) {
    up_to_here += bar.value;
    const std::int64_t share =
        all == 0 ? 0 : rounded(static_cast<double>(up_to_here) / static_cast<double>(all) * million);
    bar.value = share - std::exchange(share_up_to_here, share);
  }
}

}  // namespace unrepeat
