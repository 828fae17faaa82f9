// What each incident says of a figure, before anything is counted. A figure and the incidents behind it are made of the
// same readings, so that they cannot disagree. Private to core/learn.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/learn/figure.hpp"

namespace unrepeat {

/// One thing that a bar counts: at most one of an incident for each bar; of promises one for each.
struct FigureMark {
  std::string key;         ///< Of the bar.
  std::int64_t value = 0;  ///< phases, open_age: seconds; kept: one promise.
  std::size_t part = 0;    ///< Of the bar.
};

struct FigureReading {
  const IncidentFacts* incident = nullptr;
  std::optional<LeftOut> left_out;  ///< Then nothing else of it counts.
  std::int64_t value = 0;           ///< As FigureIncident::value.
  std::vector<FigureMark> marks;
  /// By PromiseLeftOut, of figures that count promises: also of an incident that is left out because it has no others.
  std::array<std::int64_t, spellings_of_PromiseLeftOut.size()> promises_left_out{};
};
using FigureReadings = std::vector<FigureReading>;

/// The months of a zone. When one begins is asked of the zone once, not for each incident: the browser takes its time
/// to answer.
class ZoneCalendar {
 public:
  /// Both outlive it.
  ZoneCalendar(const TimeZones& zones, std::string_view zone) : zones_(zones), zone_(zone) {}

  /// Since the year 0, as a calendar there shows it.
  [[nodiscard]] std::int64_t month_of(Instant at) const;
  [[nodiscard]] Instant start_of_month(std::int64_t month) const;
  [[nodiscard]] const TimeZones& zones() const { return zones_; }

 private:
  const TimeZones& zones_;
  std::string_view zone_;
  mutable std::map<std::int64_t, Instant> starts_;
};

/// Of all incidents that the scope does not leave outside.
[[nodiscard]] FigureReadings read_library(FigureKind kind, std::span<const IncidentFacts* const> library,
                                          const FigureScope& scope, const ZoneCalendar& calendar, const Themes& themes);

// What one incident says, once it is known to be in the period and of the kind: either why it is left out, or its value
// and its marks.
void read_duration(FigureReading& reading, const FigureScope& scope);
void read_phases(FigureReading& reading, const FigureScope& scope);
void read_rate(FigureReading& reading, const ZoneCalendar& calendar);
void read_detection(FigureReading& reading);
void read_factors(FigureReading& reading);
void read_themes(FigureReading& reading, const Themes& themes);
void read_open_age(FigureReading& reading, const FigureScope& scope);
void read_kept(FigureReading& reading, const FigureScope& scope);
void read_coverage(FigureReading& reading, const FigureScope& scope, const TimeZones& zones);
/// Keys are folded until all are read; then each becomes the vocabulary's name, or the spelling that most factors have.
void name_themes(FigureReadings& readings, const Themes& themes);

// What all of them say together. What holds for every figure (count, left_out, from, until) is already in it.
void finish_durations(Figure& figure, const FigureReadings& readings, const FigureScope& scope,
                      const ZoneCalendar& calendar);
void finish_phases(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_rate(Figure& figure, const FigureReadings& readings, const FigureScope& scope,
                 const ZoneCalendar& calendar);
void finish_detection(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_factors(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_themes(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_open_age(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_kept(Figure& figure, const FigureReadings& readings, const FigureScope& scope);
void finish_coverage(Figure& figure, const FigureReadings& readings, const FigureScope& scope);

/// The marks of those that are not left out, counted by their keys, in the order in which keys are met. Each has as
/// many `parts`.
[[nodiscard]] std::vector<FigureBar> count_bars(const FigureReadings& readings, const FigureScope& scope,
                                                std::size_t parts = 0);
/// Where a bar stands among the others: by its family, for none of it last, by a place of its own. Then by its key.
struct BarRank {
  std::size_t family = 0;
  bool is_for_none = false;
  std::int64_t place = 0;
  auto operator<=>(const BarRank&) const = default;
};
void put_in_order(std::vector<FigureBar>& bars, BarRank (*rank_of)(const FigureBar& bar));
[[nodiscard]] FigureIncident figure_incident(const FigureReading& reading, std::int64_t value);
/// By start, those without one after the others; then by id, so that there is but one order.
[[nodiscard]] bool starts_before(const FigureIncident& a, const FigureIncident& b);

// --- Units and keys ---

inline constexpr double million = 1'000'000;
[[nodiscard]] std::int64_t rounded(double value);
/// Whole seconds, cut off.
[[nodiscard]] std::int64_t seconds_between(Instant from, Instant to);

/// False where either is no day.
[[nodiscard]] bool is_day_before(const std::string& day, const std::string& other);

template <class Choice>
std::string key_for(std::string_view family, Choice choice) {
  return std::string(family) + std::string(spelling_of(choice));
}
template <class Choice>
std::string key_for(std::string_view family, std::optional<Choice> choice) {
  return choice ? key_for(family, *choice) : std::string(family);
}
/// Where a key stands among those of its family, in the order of the enumerators; the one for none comes last.
template <class Choice>
std::int64_t place_in_family(std::string_view key, std::string_view family) {
  const auto all = spellings(Choice{});
  return std::ranges::find(all, key.substr(family.size())) - all.begin();
}

/// A curve has no more steps than can be drawn apart: of more, as many as that are kept, evenly spread and always with
/// the first and the last. What is kept is as it was.
inline constexpr std::size_t most_steps = 400;
[[nodiscard]] std::vector<FigureStep> thin_out(std::vector<FigureStep> steps);

/// Of themes and of teams there may be any number; the most frequent are shown.
inline constexpr std::size_t most_bars = 40;

}  // namespace unrepeat
