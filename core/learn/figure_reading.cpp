// Which incidents a figure looks at, and what all figures have in common.
#include "core/learn/figure_reading.hpp"

#include <cmath>
#include <unordered_map>

#include "core/learn/said_relations.hpp"

namespace unrepeat {
namespace {

template <class T>
bool holds(const std::vector<T>& all, const T& one) {
  return std::ranges::find(all, one) != all.end();
}

/// Why no figure of this kind has it, whatever it says.
std::optional<LeftOut> left_out_of_any(FigureKind kind, const IncidentFacts& incident, const FigureScope& scope,
                                       const SaidRelations& said) {
  if (incident.kind != scope.kind.value_or(RecordKind::incident)) return LeftOut::other_kind;
  if (!counts_promises(kind) && !said.does_count(incident.id)) return LeftOut::duplicate;
  const bool is_start_needed = scope.from || scope.until || kind == FigureKind::rate;
  if (!incident.started_at) return is_start_needed ? std::optional(LeftOut::no_start) : std::nullopt;
  if (*incident.started_at > scope.now) return LeftOut::in_future;
  return std::nullopt;
}

/// The middle of the period that was looked at: the scope's, as far as it has passed, else that of the incidents.
std::optional<Instant> half_time(const FigureReadings& readings, const FigureScope& scope) {
  std::optional<Instant> from, until;
  for (const FigureReading& reading : readings) {
    if (reading.left_out || !reading.incident->started_at) continue;
    const Instant at = *reading.incident->started_at;
    from = from ? std::min(*from, at) : at;
    until = until ? std::max(*until, at) : at;
  }
  if (scope.from) from = scope.from;
  if (scope.until) until = std::min(*scope.until, scope.now);
  if (!from || !until) return std::nullopt;
  return *from + Duration{(*until - *from).microseconds / 2};
}

}  // namespace

/// What is outside is neither counted nor left out.
bool is_in(const FigureScope& scope, const IncidentFacts& incident) {
  if (incident.started_at &&
      ((scope.from && *incident.started_at < *scope.from) || (scope.until && *incident.started_at >= *scope.until)))
    return false;
  return (scope.system.empty() || holds(incident.systems, scope.system)) &&
         (scope.tag.empty() || holds(incident.tags, scope.tag)) &&
         (scope.severities.empty() || (incident.severity && holds(scope.severities, *incident.severity)));
}

FigureReadings read_library(FigureKind kind, std::span<const IncidentFacts* const> library, const FigureScope& scope,
                            const ZoneCalendar& calendar, const Themes& themes) {
  const SaidRelations said(library);
  FigureReadings readings;
  for (const IncidentFacts* incident : library) {
    if (!is_in(scope, *incident)) continue;
    FigureReading& reading = readings.emplace_back(
        FigureReading{.incident = incident, .left_out = left_out_of_any(kind, *incident, scope, said)});
    if (reading.left_out) continue;
    switch (kind) {
      case FigureKind::durations: read_duration(reading, scope); break;
      case FigureKind::phases: read_phases(reading, scope); break;
      case FigureKind::rate: read_rate(reading, calendar); break;
      case FigureKind::detection: read_detection(reading); break;
      case FigureKind::factors: read_factors(reading); break;
      case FigureKind::themes: read_themes(reading, themes); break;
      case FigureKind::open_age: read_open_age(reading, scope); break;
      case FigureKind::kept: read_kept(reading, scope); break;
      case FigureKind::coverage: read_coverage(reading, scope, calendar.zones()); break;
    }
  }
  if (kind == FigureKind::themes) name_themes(readings, themes);
  return readings;
}

std::vector<FigureBar> count_bars(const FigureReadings& readings, const FigureScope& scope, std::size_t parts) {
  const std::optional<Instant> half = half_time(readings, scope);
  std::vector<FigureBar> bars;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const FigureReading& reading : readings) {
    if (reading.left_out) continue;
    const bool is_before = half && reading.incident->started_at && *reading.incident->started_at < *half;
    for (const FigureMark& mark : reading.marks) {
      const auto [place, is_new] = places.try_emplace(mark.key, bars.size());
      if (is_new) bars.push_back({.key = mark.key, .parts = std::vector<std::int64_t>(parts)});
      FigureBar& bar = bars[place->second];
      ++bar.count;
      if (is_before) ++bar.before;
      if (mark.part < parts) ++bar.parts[mark.part];
    }
  }
  return bars;
}

void put_in_order(std::vector<FigureBar>& bars, BarRank (*rank_of)(const FigureBar&)) {
  std::ranges::sort(bars, [&](const FigureBar& a, const FigureBar& b) {
    const BarRank rank = rank_of(a), other_rank = rank_of(b);
    return rank != other_rank ? rank < other_rank : a.key < b.key;
  });
}

FigureIncident figure_incident(const FigureReading& reading, std::int64_t value) {
  const IncidentFacts& incident = *reading.incident;
  return {incident.id, incident.title, incident.started_at, incident.time_zone, incident.severity, value};
}

bool starts_before(const FigureIncident& a, const FigureIncident& b) {
  if (a.started_at.has_value() != b.started_at.has_value()) return a.started_at.has_value();
  return a.started_at != b.started_at ? a.started_at < b.started_at : a.id < b.id;
}

std::int64_t rounded(double value) { return static_cast<std::int64_t>(std::llround(value)); }

std::int64_t seconds_between(Instant from, Instant to) { return (to - from).microseconds / seconds(1).microseconds; }

// No clock is a whole day from UTC: it is the month there, or the one beside it.
std::int64_t ZoneCalendar::month_of(Instant at) const {
  const CalendarDate date = civil_time(at).date;
  const std::int64_t month = std::int64_t{date.year} * 12 + date.month - 1;
  if (at < start_of_month(month)) return month - 1;
  return at >= start_of_month(month + 1) ? month + 1 : month;
}

Instant ZoneCalendar::start_of_month(std::int64_t month) const {
  const auto [known, is_new] = starts_.try_emplace(month);
  if (is_new)
    known->second = start_of_day(
        zones_, zone_, {.year = static_cast<int>(month / 12), .month = static_cast<int>(month % 12) + 1, .day = 1});
  return known->second;
}

bool is_day_before(const std::string& day, const std::string& other) {
  const auto date = parse_date(day), other_date = parse_date(other);
  return date && other_date && *date < *other_date;
}

std::vector<FigureStep> thin_out(std::vector<FigureStep> steps) {
  if (steps.size() <= most_steps) return steps;
  std::vector<FigureStep> kept;
  for (std::size_t i = 0; i < most_steps; ++i) kept.push_back(steps[i * (steps.size() - 1) / (most_steps - 1)]);
  return kept;
}

}  // namespace unrepeat
