// The rule of a promise, and how its days are read.
#include "core/action/commitment.hpp"

#include <algorithm>

#include "core/action/promise.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr int days_until_look = 14;

}  // namespace

std::vector<Text> missing_for_commitment(const Action& action) {
  std::vector<Text> missing;
  if (is_only_blanks(action.title)) missing.push_back(Text::field_title);
  if (!action.owner || is_only_blanks(name_of(*action.owner))) missing.push_back(Text::field_owner);
  if (action.due.empty()) missing.push_back(Text::field_due);
  if (std::ranges::all_of(action.checks, [](const Check& check) { return is_only_blanks(check.criterion); }))
    missing.push_back(Text::field_criterion);
  return missing;
}

std::string day_to_look(const Action& action) {
  if (!action.checks.empty() && !action.checks.front().on.empty() && !is_of_before(action, action.checks.front()))
    return action.checks.front().on;
  std::optional<CalendarDate> since;
  if (const auto done = done_at(action))
    since = civil_time(*done).date;
  else
    since = parse_date(action.due);
  return since ? format_date(date_from_days(days_since_epoch(*since) + days_until_look)) : std::string();
}

std::vector<Command> commit_to(const Action& action) { return {SetActionState{action.id, ActionState::committed, {}}}; }

std::optional<CalendarDate> read_coming_day(std::string_view text, const WrittenTimeContext& given) {
  WrittenTimeContext context = given;
  const std::size_t first = text.find_first_not_of(' ');
  const bool is_distance = first != text.npos && text[first] == '+';
  const auto day_of = [&](Instant at) {
    return civil_time(at, context.zones.offset_at(context.zone, at).value_or(UtcOffset{})).date;
  };
  const CalendarDate today = day_of(context.now);
  std::optional<CalendarDate> day;
  // A day without a year is the one nearest to what stands beside it: the second place lies after every day gone by.
  for (const int ahead : {181, 365}) {
    context.near = is_distance ? context.now : context.now + days(ahead);
    const auto read = read_written_time(text, context);
    if (!read || !read->at || (!is_distance && read->precision != Precision::day)) return std::nullopt;
    day = day_of(*read->at);
    if (*day >= today) break;
  }
  return day;
}

}  // namespace unrepeat
