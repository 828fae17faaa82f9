// A level stands once in the list, the worst first.
#include "core/library/objectives.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::array<std::int64_t, objective_levels> first_objectives = {15, 30, 0, 0, 0};

bool is_objective(std::int64_t days) { return days >= 1 && days <= longest_objective; }

}  // namespace

std::vector<std::int64_t> objective_days(const Library& library) {
  std::vector<std::int64_t> days(first_objectives.begin(), first_objectives.end());
  // Of a level that a file has twice the first counts, as it does when it is set.
  for (const Objective& objective : library.objectives | std::views::reverse)
    if (objective.level >= 1 && objective.level <= std::ssize(days))
      days[static_cast<std::size_t>(objective.level - 1)] = is_objective(objective.days) ? objective.days : 0;
  return days;
}

void set_objective(Library& library, std::int64_t level, std::int64_t days) {
  auto objective = std::ranges::find(library.objectives, level, &Objective::level);
  if (objective == library.objectives.end()) {
    Objective added;
    added.level = level;
    objective = library.objectives.insert(std::ranges::upper_bound(library.objectives, level, {}, &Objective::level),
                                          std::move(added));
  }
  objective->days = is_objective(days) ? days : 0;
}

std::optional<std::int64_t> read_objective(std::string_view typed) {
  const std::string_view text = without_blanks_around(typed);
  if (text.empty()) return 0;
  std::int64_t days = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), days);
  const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_number && is_objective(days) ? std::optional(days) : std::nullopt;
}

}  // namespace unrepeat
