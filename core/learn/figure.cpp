// The figures: what every one of them says, and which incidents stand behind it.
#include "core/learn/figure.hpp"

#include <algorithm>
#include <array>

#include "core/learn/figure_reading.hpp"

namespace unrepeat {

DESCRIBE(DurationEnds, "duration_ends", required<&DurationEnds::from>("from"), required<&DurationEnds::to>("to"))
DESCRIBE(FigureScope, "figure_scope", field<&FigureScope::from>("from"), field<&FigureScope::until>("until"),
         field<&FigureScope::system>("system"), field<&FigureScope::severities>("severities"),
         field<&FigureScope::kind>("kind"), field<&FigureScope::tag>("tag"), required<&FigureScope::ends>("ends"),
         field<&FigureScope::time_zone>("time_zone"), field<&FigureScope::now>("now"),
         field<&FigureScope::today>("today"))
DESCRIBE(LeftOutCount, "left_out_count", required<&LeftOutCount::why>("why"), field<&LeftOutCount::count>("count"))
DESCRIBE(PromiseLeftOutCount, "promise_left_out_count", required<&PromiseLeftOutCount::why>("why"),
         field<&PromiseLeftOutCount::count>("count"))
DESCRIBE(FigureIncident, "figure_incident", field<&FigureIncident::id>("id"), field<&FigureIncident::title>("title"),
         field<&FigureIncident::started_at>("started_at"), field<&FigureIncident::time_zone>("time_zone"),
         field<&FigureIncident::severity>("severity"), field<&FigureIncident::value>("value"))
DESCRIBE(Range, "range", field<&Range::low>("low"), field<&Range::high>("high"))
DESCRIBE(FigureBar, "figure_bar", field<&FigureBar::key>("key"), field<&FigureBar::count>("count"),
         field<&FigureBar::before>("before"), field<&FigureBar::together>("together"),
         field<&FigureBar::value>("value"), field<&FigureBar::parts>("parts"))
DESCRIBE(FigureStep, "figure_step", field<&FigureStep::at>("at"), field<&FigureStep::share>("share"),
         field<&FigureStep::interval>("interval"))
DESCRIBE(FigurePeriod, "figure_period", required<&FigurePeriod::from>("from"), required<&FigurePeriod::until>("until"),
         field<&FigurePeriod::count>("count"), field<&FigurePeriod::lower>("lower"),
         field<&FigurePeriod::median>("median"), field<&FigurePeriod::upper>("upper"),
         field<&FigurePeriod::interval>("interval"))
DESCRIBE(Figure, "figure", field<&Figure::kind>("kind"), field<&Figure::count>("count"),
         field<&Figure::left_out>("left_out"), field<&Figure::promises_left_out>("promises_left_out"),
         field<&Figure::from>("from"), field<&Figure::until>("until"), field<&Figure::incidents>("incidents"),
         field<&Figure::bars>("bars"), field<&Figure::unlisted>("unlisted"), field<&Figure::steps>("steps"),
         field<&Figure::within>("within"), field<&Figure::periods>("periods"), field<&Figure::middle>("middle"),
         field<&Figure::geometric_mean>("geometric_mean"), field<&Figure::lower>("lower"),
         field<&Figure::upper>("upper"), field<&Figure::gap>("gap"), field<&Figure::middle_interval>("middle_interval"),
         field<&Figure::geometric_interval>("geometric_interval"), field<&Figure::zeros>("zeros"),
         field<&Figure::unseen>("unseen"), field<&Figure::months_each>("months_each"),
         field<&Figure::per_period>("per_period"), field<&Figure::are_most_empty>("are_most_empty"))

Figure figure_of(FigureKind kind, std::span<const IncidentFacts* const> library, const FigureScope& scope,
                 const TimeZones& zones, const Themes& themes) {
  const ZoneCalendar calendar(zones, scope.time_zone);
  const FigureReadings readings = read_library(kind, library, scope, calendar, themes);
  Figure figure{.kind = kind};
  std::array<std::int64_t, spellings_of_LeftOut.size()> left_out{};
  std::array<std::int64_t, spellings_of_PromiseLeftOut.size()> promises_left_out{};
  for (const FigureReading& reading : readings) {
    for (std::size_t why = 0; why < promises_left_out.size(); ++why)
      promises_left_out[why] += reading.promises_left_out[why];
    if (reading.left_out) {
      ++left_out[static_cast<std::size_t>(*reading.left_out)];
      continue;
    }
    ++figure.count;
    const std::optional<Instant>& start = reading.incident->started_at;
    if (!start) continue;
    figure.from = figure.from ? std::min(*figure.from, *start) : *start;
    figure.until = figure.until ? std::max(*figure.until, *start) : *start;
  }
  for (std::size_t why = 0; why < left_out.size(); ++why)
    if (left_out[why] > 0) figure.left_out.push_back({static_cast<LeftOut>(why), left_out[why]});
  for (std::size_t why = 0; why < promises_left_out.size(); ++why)
    if (promises_left_out[why] > 0)
      figure.promises_left_out.push_back({static_cast<PromiseLeftOut>(why), promises_left_out[why]});
  switch (kind) {
    case FigureKind::durations: finish_durations(figure, readings, scope, calendar); break;
    case FigureKind::phases: finish_phases(figure, readings, scope); break;
    case FigureKind::rate: finish_rate(figure, readings, scope, calendar); break;
    case FigureKind::detection: finish_detection(figure, readings, scope); break;
    case FigureKind::factors: finish_factors(figure, readings, scope); break;
    case FigureKind::themes: finish_themes(figure, readings, scope); break;
    case FigureKind::open_age: finish_open_age(figure, readings, scope); break;
    case FigureKind::kept: finish_kept(figure, readings, scope); break;
    case FigureKind::coverage: finish_coverage(figure, readings, scope); break;
  }
  return figure;
}

PartKey part_key(FigureKind kind, std::string_view key) {
  const std::size_t at = key.rfind('#');
  if (at == key.npos || (kind != FigureKind::kept && kind != FigureKind::coverage)) return {key, std::nullopt};
  const auto all = kind == FigureKind::kept ? spellings(KeptPart{}) : spellings(CoveragePart{});
  const auto found = std::ranges::find(all, key.substr(at + 1));
  if (found == all.end()) return {key, std::nullopt};
  return {key.substr(0, at), static_cast<std::size_t>(found - all.begin())};
}

std::vector<FigureIncident> incidents_behind(FigureKind kind, std::span<const IncidentFacts* const> library,
                                             const FigureScope& scope, const TimeZones& zones, std::string_view key,
                                             const Themes& themes) {
  constexpr std::string_view left_out_family = "left_out:", promises_family = "promises_left_out:";
  std::vector<FigureIncident> behind;
  const auto [bar, part] = part_key(kind, key);
  const auto passed = key.starts_with(promises_family)
                          ? choice_spelt<PromiseLeftOut>(key.substr(promises_family.size()))
                          : std::nullopt;
  const ZoneCalendar calendar(zones, scope.time_zone);
  for (const FigureReading& reading : read_library(kind, library, scope, calendar, themes)) {
    if (passed) {
      const std::int64_t count = reading.promises_left_out[static_cast<std::size_t>(*passed)];
      if (count > 0) behind.push_back(figure_incident(reading, count));
      continue;
    }
    if (reading.left_out) {
      if (key == key_for(left_out_family, reading.left_out)) behind.push_back(figure_incident(reading, 0));
      continue;
    }
    std::int64_t value = key.empty() ? reading.value : 0;
    bool is_behind = key.empty();
    for (const FigureMark& mark : reading.marks) {
      if (key.empty() || mark.key != bar || (part && mark.part != *part)) continue;
      is_behind = true;
      value = kind == FigureKind::open_age ? std::max(value, mark.value) : value + mark.value;
    }
    if (is_behind) behind.push_back(figure_incident(reading, value));
  }
  std::ranges::sort(behind, starts_before);
  std::reverse(behind.begin(), std::ranges::find(behind, std::optional<Instant>{}, &FigureIncident::started_at));
  return behind;
}

}  // namespace unrepeat
