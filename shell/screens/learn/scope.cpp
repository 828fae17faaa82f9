// Whatever stands in the address is somebody's input: what cannot be read is as if it were not there.
#include "shell/screens/learn/scope.hpp"

#include <algorithm>

#include "core/describe/described_time.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view separator = "-";

/// "impact_start-mitigated".
DurationEnds ends_of(std::string_view written) {
  const std::size_t between = std::min(written.find(separator), written.size());
  const auto from = choice_spelt<MomentKind>(written.substr(0, between));
  const auto to = choice_spelt<MomentKind>(written.substr(std::min(between + 1, written.size())));
  return from && to && from != to ? DurationEnds{*from, *to} : DurationEnds{};
}

/// Of the month that is so many before this day's.
CalendarDate first_of_month(CalendarDate day, int before) {
  const int all = day.year * 12 + (day.month - 1) - before;
  return {all / 12, all % 12 + 1, 1};
}

}  // namespace

std::optional<std::pair<CalendarDate, CalendarDate>> days_of(const Route& route) {
  const auto from = parse_date(route.parameter("from")), until = parse_date(route.parameter("until"));
  if (!from || !until || days_since_epoch(*until) < days_since_epoch(*from)) return std::nullopt;
  return std::pair(*from, *until);
}

FigureScope scope_of(const Route& route, const Workspace& workspace) {
  FigureScope scope;
  const auto [today, begins] = workspace.today();
  scope.today = today;
  // To the day, so that the same question stays the same.
  scope.now = begins + days(1);
  scope.utc_offset_s =
      workspace.zones().offset_at(workspace.time_zone(), workspace.now()).value_or(UtcOffset{}).seconds;
  scope.system = route.parameter("system");
  scope.tag = route.parameter("tag");
  scope.kind = choice_spelt<RecordKind>(route.parameter("kind"));
  scope.ends = ends_of(route.parameter("ends"));
  if (const std::string_view level = route.parameter("severity");
      level.size() == 1 && level[0] >= '1' && level[0] <= '5')
    scope.severities = {level[0] - '0'};
  const auto begin_of = [&](CalendarDate day) {
    const Instant midnight{days_since_epoch(day) * days(1).microseconds};
    return midnight - seconds(scope.utc_offset_s);
  };
  if (const auto chosen = days_of(route)) {
    scope.from = begin_of(chosen->first);
    scope.until = begin_of(chosen->second) + days(1);
    return scope;
  }
  LearnPeriod period = LearnPeriod::year;
  for (const LearnPeriodName& one : learn_periods)
    if (one.parameter == route.parameter("period")) period = one.period;
  const CalendarDate day = parse_date(today).value_or(CalendarDate{});
  switch (period) {
    // Whole months, this one among them: the first of a row of columns is no shorter than the others.
    case LearnPeriod::year: scope.from = begin_of(first_of_month(day, 11)); break;
    case LearnPeriod::quarter: scope.from = begin_of(first_of_month(day, 2)); break;
    case LearnPeriod::this_year: scope.from = begin_of({day.year, 1, 1}); break;
    case LearnPeriod::last_year:
      scope.from = begin_of({day.year - 1, 1, 1});
      scope.until = begin_of({day.year, 1, 1});
      break;
    case LearnPeriod::all: break;
  }
  return scope;
}

std::optional<BehindWanted> behind_of(const Route& route) {
  const std::string_view wanted = route.parameter("behind");
  const std::size_t between = std::min(wanted.find(separator), wanted.size());
  const auto kind = choice_spelt<FigureKind>(wanted.substr(0, between));
  if (!kind) return std::nullopt;
  return BehindWanted{*kind, std::string(wanted.substr(std::min(between + 1, wanted.size())))};
}

std::string address_of_behind(const Route& route, FigureKind kind, std::string_view key) {
  std::string wanted(spelling_of(kind));
  wanted.append(separator).append(key);
  return Route(route).set("behind", wanted).address();
}

}  // namespace unrepeat::shell
