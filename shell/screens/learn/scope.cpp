// Whatever stands in the address is somebody's input: what cannot be read is as if it were not there, and told.
#include "shell/screens/learn/scope.hpp"

#include <algorithm>

#include "core/describe/described_time.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/learn/families.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view separator = "-";

/// "impact_start-mitigated".
std::optional<DurationEnds> ends_of(std::string_view written) {
  const std::size_t between = std::min(written.find(separator), written.size());
  const auto from = choice_spelt<MomentKind>(written.substr(0, between));
  const auto to = choice_spelt<MomentKind>(written.substr(std::min(between + 1, written.size())));
  if (!from || !to || from == to) return std::nullopt;
  return DurationEnds{*from, *to};
}

std::optional<std::int64_t> severity_of(std::string_view written) {
  if (written.size() != 1 || written[0] < '1' || written[0] > '5') return std::nullopt;
  return written[0] - '0';
}

std::optional<LearnPeriod> period_of(std::string_view written) {
  const auto found = std::ranges::find(learn_periods, written, &LearnPeriodName::parameter);
  return found == std::end(learn_periods) ? std::nullopt : std::optional(found->period);
}

constexpr KnownParameter known_parameters[] = {
    {"period", Text::learn_period,
     [](const Route&, std::string_view written) { return period_of(written).has_value(); }},
    {"from", Text::learn_first_day, [](const Route& route, std::string_view) { return days_of(route).has_value(); }},
    {"until", Text::learn_last_day, [](const Route& route, std::string_view) { return days_of(route).has_value(); }},
    {"system", Text::library_system_filter, [](const Route&, std::string_view) { return true; }},
    {"severity", Text::library_severity_filter,
     [](const Route&, std::string_view written) { return severity_of(written).has_value(); }},
    {"kind", Text::learn_kind,
     [](const Route&, std::string_view written) { return choice_spelt<RecordKind>(written).has_value(); }},
    {"tag", Text::learn_tag, [](const Route&, std::string_view) { return true; }},
    {"ends", Text::learn_moments, [](const Route&, std::string_view written) { return ends_of(written).has_value(); }},
    {"behind", Text::learn_opened, [](const Route& route, std::string_view) { return behind_of(route).has_value(); }},
    {family_parameter, Text::learn_families,
     [](const Route&, std::string_view written) { return uuid_from(written).has_value(); }},
};

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

std::span<const KnownParameter> parameters_of_learn() { return known_parameters; }

FigureScope scope_of(const Route& route, const Workspace& workspace) {
  FigureScope scope;
  scope.time_zone = workspace.time_zone();
  const auto begin_of = [&](CalendarDate day) { return start_of_day(workspace.zones(), scope.time_zone, day); };
  const CalendarDate day = date_in(workspace.zones(), scope.time_zone, workspace.now());
  scope.today = format_date(day);
  // To the day, so that the same question stays the same.
  scope.now = workspace.end_of_today();
  scope.system = route.parameter("system");
  scope.tag = route.parameter("tag");
  scope.kind = choice_spelt<RecordKind>(route.parameter("kind"));
  scope.ends = ends_of(route.parameter("ends")).value_or(DurationEnds{});
  if (const auto level = severity_of(route.parameter("severity"))) scope.severities = {*level};
  if (const auto chosen = days_of(route)) {
    scope.from = begin_of(chosen->first);
    scope.until = begin_of(date_from_days(days_since_epoch(chosen->second) + 1));
    return scope;
  }
  const LearnPeriod period = period_of(route.parameter("period")).value_or(LearnPeriod::year);
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
