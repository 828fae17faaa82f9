// What the Learn screen looks at, as its address says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/learn/figure.hpp"
#include "shell/route.hpp"
#include "shell/screens/unread_address.hpp"
#include "shell/widgets/kit.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

/// What a person may choose of time, in the order in which it is offered.
enum class LearnPeriod : std::uint8_t { year, quarter, this_year, last_year, all };
struct LearnPeriodName {
  LearnPeriod period;
  std::string_view parameter;
  Text name;
};
inline constexpr LearnPeriodName learn_periods[] = {
    {LearnPeriod::year, "", Text::learn_period_year},
    {LearnPeriod::quarter, "3m", Text::learn_period_quarter},
    {LearnPeriod::this_year, "this-year", Text::learn_period_this_year},
    {LearnPeriod::last_year, "last-year", Text::learn_period_last_year},
    {LearnPeriod::all, "all", Text::learn_period_all},
};

/// Two days of the address, both within; absent where it names none.
std::optional<std::pair<CalendarDate, CalendarDate>> days_of(const Route& route);

/// All that an address may say here.
std::span<const KnownParameter> parameters_of_learn();

FigureScope scope_of(const Route& route, const Workspace& workspace);

/// What opens over the figures: of which one, and which part of it (`incidents_behind`).
struct BehindWanted {
  FigureKind kind;
  std::string key;
};
std::optional<BehindWanted> behind_of(const Route& route);
std::string address_of_behind(const Route& route, FigureKind kind, std::string_view key);

}  // namespace unrepeat::shell
