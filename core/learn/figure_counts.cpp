// Figures that count incidents: how often, who noticed, what had a part in it, and whether it was reviewed.
#include <map>
#include <tuple>
#include <unordered_map>

#include "core/learn/figure_reading.hpp"
#include "core/learn/poisson.hpp"
#include "core/learn/sorted_values.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view detection_family = "detection:", factor_family = "factor:", theme_family = "theme:",
                           severity_family = "severity:", team_family = "team:", form_family = "form:";

void mark_once(FigureReading& reading, std::string key) {
  if (std::ranges::find(reading.marks, key, &FigureMark::key) == reading.marks.end())
    reading.marks.push_back({.key = std::move(key)});
}

std::string month_key(std::int64_t month) {
  const CalendarDate date{.year = static_cast<int>(month / 12), .month = static_cast<int>(month % 12) + 1, .day = 1};
  return "month:" + format_date(date).substr(0, std::string_view("yyyy-mm").size());
}

std::string theme_of(const std::string& tag, const Themes& themes) {
  std::string folded = folded_theme(tag);
  const auto known = themes.names.find(folded);
  return known == themes.names.end() ? folded : folded_theme(known->second);
}

CoveragePart coverage_of(const IncidentFacts& incident, const FigureScope& scope, const TimeZones& zones) {
  if (incident.was_reviewed) return CoveragePart::reviewed;
  if (incident.status == StatusState::not_required) return CoveragePart::not_required;
  if (const auto today = parse_date(scope.today); today && days_review_is_late(incident, *today, zones))
    return CoveragePart::late;
  return incident.is_unwritten ? CoveragePart::not_started : CoveragePart::written;
}

}  // namespace

// --- Incidents a month ---

void read_rate(FigureReading& reading, const ZoneCalendar& calendar) {
  mark_once(reading, month_key(calendar.month_of(*reading.incident->started_at)));
}

// What is looked at ends now, not with the last incident: that none has come since is known, too. Where the scope does
// not say its begin, it is the first day of the month of the first incident. Parts of months count by their days.
void finish_rate(Figure& figure, const FigureReadings& readings, const FigureScope& scope,
                 const ZoneCalendar& calendar) {
  const std::optional<Instant> from =
      scope.from || !figure.from ? scope.from : calendar.start_of_month(calendar.month_of(*figure.from));
  const Instant until = scope.until ? std::min(*scope.until, scope.now) : scope.now;
  if (!from || (*from >= until && figure.count == 0)) return;

  std::vector<FigureBar> counted = count_bars(readings, scope);
  put_in_order(counted, [](const FigureBar&) { return BarRank{}; });
  const Instant end = std::max(until - microseconds(1), figure.until.value_or(until - microseconds(1)));
  const std::int64_t last = calendar.month_of(end);
  figure.from = from;
  figure.until = end;
  auto next = counted.begin();
  for (std::int64_t month = calendar.month_of(*from); month <= last; ++month) {
    FigureBar bar{.key = month_key(month)};
    figure.bars.push_back(next != counted.end() && next->key == bar.key ? std::move(*next++) : std::move(bar));
  }

  // Of less than a month it would be a guess at what the rest of it will bring.
  constexpr double days_of_month = 30.4375, fewest_days = 28, thousand = 1000;
  const double exposure_days =
      static_cast<double>((until - *from).microseconds) / static_cast<double>(days(1).microseconds);
  if (exposure_days >= fewest_days) {
    const double months = exposure_days / days_of_month;
    figure.middle = rounded(static_cast<double>(figure.count) / months * thousand);
    const auto count = static_cast<std::size_t>(figure.count);
    if (const auto interval = poisson_interval(count, months); interval && count >= fewest_for_interval)
      figure.middle_interval = Range{rounded(interval->low * thousand), rounded(interval->high * thousand)};
  }

  std::vector<Instant> starts;
  for (const FigureReading& reading : readings)
    if (!reading.left_out) starts.push_back(*reading.incident->started_at);
  std::ranges::sort(starts);
  std::vector<double> gaps;
  for (std::size_t i = 1; i < starts.size(); ++i)
    gaps.push_back(static_cast<double>(seconds_between(starts[i - 1], starts[i])));
  if (const auto gap = median(SortedValues(std::move(gaps)))) figure.gap = rounded(*gap);
}

// --- Who or what noticed ---

void read_detection(FigureReading& reading) {
  mark_once(reading, key_for(detection_family, reading.incident->detection));
}

void finish_detection(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope);
  put_in_order(figure.bars, [](const FigureBar& bar) {
    return BarRank{.is_for_none = bar.key == key_for(detection_family, DetectionSource::unknown), .place = -bar.count};
  });
}

// --- What had a part in it ---

namespace {

/// An incident may name several: it is counted where the first bar stands that it names, and from there on.
void count_together(std::vector<FigureBar>& bars, const FigureReadings& readings) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t place = 0; place < bars.size(); ++place) places.emplace(bars[place].key, place);
  for (const FigureReading& reading : readings) {
    if (reading.left_out) continue;
    std::size_t first = bars.size();
    for (const FigureMark& mark : reading.marks)
      if (const auto found = places.find(mark.key); found != places.end()) first = std::min(first, found->second);
    if (first < bars.size()) ++bars[first].together;
  }
  for (std::size_t place = 1; place < bars.size(); ++place) bars[place].together += bars[place - 1].together;
}

}  // namespace

void read_factors(FigureReading& reading) {
  for (const FactorFact& factor : reading.incident->factors)
    mark_once(reading, key_for(factor_family, factor.category));
  if (reading.marks.empty()) reading.left_out = LeftOut::nothing_said;
}

void finish_factors(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope);
  put_in_order(figure.bars, [](const FigureBar& bar) {
    return BarRank{.is_for_none = bar.key == factor_family, .place = -bar.count};
  });
  count_together(figure.bars, readings);
}

void read_themes(FigureReading& reading, const Themes& themes) {
  for (const FactorFact& factor : reading.incident->factors)
    for (const std::string& tag : factor.tags)
      if (const std::string theme = theme_of(tag, themes); !theme.empty())
        mark_once(reading, std::string(theme_family) + theme);
  if (reading.marks.empty()) reading.left_out = LeftOut::nothing_said;
}

void name_themes(FigureReadings& readings, const Themes& themes) {
  std::unordered_map<std::string, std::map<std::string_view, std::size_t>> spellings_of_theme;
  for (const FigureReading& reading : readings) {
    if (reading.left_out) continue;
    for (const FactorFact& factor : reading.incident->factors)
      for (const std::string& tag : factor.tags) ++spellings_of_theme[theme_of(tag, themes)][trimmed_theme(tag)];
  }
  std::unordered_map<std::string, std::string> names;
  for (const auto& [theme, spelt] : spellings_of_theme) {
    const auto known = themes.names.find(theme);
    const auto& most = *std::ranges::max_element(
        spelt, [](const auto& a, const auto& b) { return std::tie(a.second, b.first) < std::tie(b.second, a.first); });
    names[std::string(theme_family) + theme] =
        std::string(theme_family) + (known == themes.names.end() ? std::string(most.first) : known->second);
  }
  for (FigureReading& reading : readings)
    for (FigureMark& mark : reading.marks) mark.key = names[mark.key];
}

void finish_themes(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope);
  put_in_order(figure.bars, [](const FigureBar& bar) { return BarRank{.place = -bar.count}; });
  if (figure.bars.size() > most_bars) {
    figure.unlisted = static_cast<std::int64_t>(figure.bars.size() - most_bars);
    figure.bars.resize(most_bars);
  }
  count_together(figure.bars, readings);
}

// --- Whether it was reviewed ---

void read_coverage(FigureReading& reading, const FigureScope& scope, const TimeZones& zones) {
  const IncidentFacts& incident = *reading.incident;
  const auto part = static_cast<std::size_t>(coverage_of(incident, scope, zones));
  const std::string severity = incident.severity ? std::to_string(*incident.severity) : std::string();
  for (std::string key : {std::string(severity_family) + severity, std::string(team_family) + incident.team,
                          key_for(form_family, incident.form)})
    reading.marks.push_back({.key = std::move(key), .part = part});
}

void finish_coverage(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope, coverage_parts);
  put_in_order(figure.bars, [](const FigureBar& bar) {
    if (bar.key.starts_with(severity_family)) return BarRank{.is_for_none = bar.key == severity_family};
    if (bar.key.starts_with(team_family)) return BarRank{1, bar.key == team_family, -bar.count};
    return BarRank{.family = 2, .place = place_in_family<Form>(bar.key, form_family)};
  });
  const auto is_of_team = [](const FigureBar& bar) { return bar.key.starts_with(team_family); };
  // Where nobody says a team, that none has one is no news.
  const auto first = std::ranges::find_if(figure.bars, is_of_team);
  const bool is_said = first != figure.bars.end() && first->key != team_family;
  std::size_t left = is_said ? most_bars : 0;
  const std::size_t erased = std::erase_if(figure.bars, [&](const FigureBar& bar) {
    if (!is_of_team(bar)) return false;
    if (left == 0) return true;
    --left;
    return false;
  });
  if (is_said) figure.unlisted = static_cast<std::int64_t>(erased);
}

}  // namespace unrepeat
