// The rule of a promise, and how its days are read.
#include "core/action/commitment.hpp"

#include <algorithm>

#include "core/action/promise.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr int days_until_look = 14;

/// "+7", "+10d", "+2 weeks", "+1w 2d": how many days those are. Nothing where anything else is said: hours and minutes
/// are no distance to a day.
std::optional<std::int64_t> read_days_ahead(std::string_view text) {
  std::string folded;
  fold_word(text, folded);
  std::string_view rest = folded;
  const auto skip_blanks = [&] { rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size())); };
  const auto take = [&](std::string_view characters) {
    const std::string_view taken = rest.substr(0, rest.find_first_not_of(characters));
    rest.remove_prefix(taken.size());
    return taken;
  };
  skip_blanks();
  if (!rest.starts_with('+')) return std::nullopt;
  rest.remove_prefix(1);
  constexpr std::size_t most_digits = 4;
  std::int64_t total = 0;
  bool is_first = true;
  skip_blanks();
  do {
    const std::string_view digits = take("0123456789");
    if (digits.empty() || digits.size() > most_digits) return std::nullopt;
    std::int64_t count = 0;
    for (const char digit : digits) count = count * 10 + (digit - '0');
    skip_blanks();
    const std::string_view unit = take("abcdefghijklmnopqrstuvwxyz");
    const bool is_alone = unit.empty() && is_first && rest.empty();
    const bool are_days = is_alone || unit == "d" || unit == "day" || unit == "days" || unit == "dia" || unit == "dias";
    const bool are_weeks =
        unit == "w" || unit == "week" || unit == "weeks" || unit == "sem" || unit == "semana" || unit == "semanas";
    if (!are_days && !are_weeks) return std::nullopt;
    total += are_weeks ? 7 * count : count;
    is_first = false;
    skip_blanks();
  } while (!rest.empty());
  return total;
}

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
  const auto day_of = [&](Instant at) {
    return civil_time(at, context.zones.offset_at(context.zone, at).value_or(UtcOffset{})).date;
  };
  const CalendarDate today = day_of(context.now);
  const std::size_t first = text.find_first_not_of(' ');
  if (first != text.npos && text[first] == '+') {
    const auto ahead = read_days_ahead(text);
    return ahead ? std::optional(date_from_days(days_since_epoch(today) + *ahead)) : std::nullopt;
  }
  std::optional<CalendarDate> day;
  // A day without a year is the one nearest to what stands beside it: the second place lies after every day gone by.
  for (const int ahead : {181, 365}) {
    context.near = context.now + days(ahead);
    const auto read = read_written_time(text, context);
    if (!read || !read->at || read->precision != Precision::day) return std::nullopt;
    day = day_of(*read->at);
    if (*day >= today) break;
  }
  return day;
}

}  // namespace unrepeat
