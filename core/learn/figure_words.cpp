// The sentences beside the figures.
#include "core/learn/figure_words.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "core/describe/described_time.hpp"
#include "core/learn/interval.hpp"
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

constexpr std::int64_t millionths = 1'000'000;
constexpr auto fewest = static_cast<std::int64_t>(fewest_for_interval);
constexpr std::int64_t months_of_quarter = 3, months_of_year = 12;

template <class Choice>
std::string word_of(Language language, std::string_view what) {
  const auto choice = choice_spelt<Choice>(what);
  return std::string(choice ? say(language, label_of(*choice)) : what);
}

std::string kept_together(std::string_view words) {
  constexpr std::string_view unbroken = "\u00a0";
  std::string kept;
  for (const char letter : words) letter == ' ' ? kept.append(unbroken) : kept.append(1, letter);
  return kept;
}

/// "2.4" of thousandths.
std::string decimal_words(Language language, std::int64_t thousandths_of_it) {
  const std::int64_t tenths = (thousandths_of_it + 50) / 100;
  return std::to_string(tenths / 10) + (language == Language::spanish ? "," : ".") + std::to_string(tenths % 10);
}

std::int64_t count_of(const Figure& figure, std::string_view key) {
  const auto found = std::ranges::find(figure.bars, key, &FigureBar::key);
  return found == figure.bars.end() ? 0 : found->count;
}

/// Of the bars of a group, which divide all: how many are in one part.
template <class Part>
std::int64_t sum_of(const Figure& figure, std::string_view group, Part part) {
  std::int64_t sum = 0;
  for (const FigureBar& bar : figure.bars)
    if (parts_of(bar.key).of == group && bar.parts.size() > static_cast<std::size_t>(part))
      sum += bar.parts[static_cast<std::size_t>(part)];
  return sum;
}

std::string unseen_words(std::int64_t of_a_million) {
  const std::int64_t of_hundred = (of_a_million * 100 + millionths / 2) / millionths;
  return of_hundred == 0 ? "< 1" : std::to_string(of_hundred);
}

/// What its columns are.
Text columns_of(const Figure& figure) {
  switch (figure.months_each) {
    case 1: return Text::learn_unit_months;
    case months_of_quarter: return Text::learn_unit_quarters;
    case months_of_year: return Text::learn_unit_years;
    default: return Text::learn_unit_periods;
  }
}

std::string say_detection(Language language, const Figure& figure) {
  const std::int64_t unsaid = count_of(figure, "detection:unknown");
  if (unsaid == figure.count) return say(language, Text::learn_says_detection_none, figure.count);
  const std::int64_t monitored = count_of(figure, "detection:monitoring");
  return unsaid == 0 ? say(language, Text::learn_says_detection_all, monitored, figure.count)
                     : say(language, Text::learn_says_detection, monitored, figure.count - unsaid, unsaid);
}

std::string say_durations(Language language, const Figure& figure) {
  if (!figure.middle_interval || !figure.geometric_mean || !figure.geometric_interval)
    return say(language, Text::learn_says_few, figure.count);
  std::string words =
      say(language, Text::learn_says_median, duration_words(language, *figure.middle),
          duration_words(language, figure.middle_interval->low), duration_words(language, figure.middle_interval->high),
          duration_words(language, *figure.geometric_mean), duration_words(language, figure.geometric_interval->low),
          duration_words(language, figure.geometric_interval->high));
  if (figure.unseen)
    words += " " + say(language, figure.are_most_empty ? Text::learn_says_unseen_sparse : Text::learn_says_unseen,
                       figure.per_period, unseen_words(*figure.unseen), say(language, columns_of(figure)));
  return words;
}

std::string say_phases(Language language, const Figure& figure) {
  const auto most = std::ranges::max_element(figure.bars, {}, &FigureBar::value);
  if (most == figure.bars.end()) return std::string(say(language, Text::learn_says_none));
  std::vector<std::int64_t> parts;
  for (const FigureBar& bar : figure.bars) parts.push_back(bar.value);
  const std::vector<std::int64_t> percents = whole_percents(parts);
  const auto percent_of = [&](const FigureBar& bar) {
    return percents[static_cast<std::size_t>(&bar - &figure.bars[0])];
  };
  const auto ends_of = [&](const FigureBar& bar) {
    const std::string_view ends = parts_of(bar.key).what;
    const std::size_t between = std::min(ends.find('-'), ends.size() - 1);
    return std::pair(word_of<MomentKind>(language, ends.substr(0, between)),
                     word_of<MomentKind>(language, ends.substr(between + 1)));
  };
  // What is as much in whole percents is not told apart.
  const auto alike = std::ranges::find_if(
      figure.bars, [&](const FigureBar& bar) { return &bar != &*most && percent_of(bar) == percent_of(*most); });
  const auto [from, to] = ends_of(*most);
  std::string words;
  if (alike == figure.bars.end()) {
    words = say(language, Text::learn_says_phases, from, to, percent_of(*most));
  } else {
    const auto [other_from, other_to] = ends_of(*alike);
    words = alike < most
                ? say(language, Text::learn_says_phases_alike, other_from, other_to, from, to, percent_of(*most))
                : say(language, Text::learn_says_phases_alike, from, to, other_from, other_to, percent_of(*most));
  }
  return words;
}

std::string say_rate(Language language, const Figure& figure) {
  if (figure.count < fewest) return say(language, Text::learn_says_few, figure.count);
  if (!figure.middle || !figure.middle_interval) return say(language, Text::learn_says_short, figure.count);
  std::string words =
      say(language, Text::learn_says_rate, decimal_words(language, *figure.middle),
          decimal_words(language, figure.middle_interval->low), decimal_words(language, figure.middle_interval->high));
  if (figure.gap) words += " " + say(language, Text::learn_says_gap, duration_words(language, *figure.gap));
  return words;
}

/// How many incidents name at least one of the first bars: of the fewest that four of five do, where those are at most
/// half of all, else of three. Nothing where that would be all of them.
std::string say_together(Language language, const Figure& figure) {
  constexpr std::ptrdiff_t otherwise = 3;
  const std::ptrdiff_t named =
      std::ranges::count_if(figure.bars, [](const FigureBar& bar) { return !parts_of(bar.key).what.empty(); });
  const auto enough =
      std::ranges::find_if(figure.bars, [&](const FigureBar& bar) { return bar.together * 5 >= figure.count * 4; });
  std::ptrdiff_t first = enough - figure.bars.begin() + 1;
  if (first * 2 > named) first = otherwise;
  if (figure.count < fewest || first >= named) return {};
  const std::int64_t together = figure.bars[static_cast<std::size_t>(first - 1)].together;
  return first == 1 ? say(language, Text::learn_says_first_one, together, figure.count)
                    : say(language, Text::learn_says_first, first, together, figure.count);
}

/// Of bars with an arrow.
std::string say_bars(Language language, const Figure& figure, Text what) {
  std::string words(say(language, what));
  if (const std::string together = say_together(language, figure); !together.empty()) words += " " + together;
  if (std::ranges::any_of(figure.bars, has_trend)) words.append(" ").append(say(language, Text::learn_says_arrow));
  return words;
}

std::string say_open_age(Language language, const Figure& figure) {
  const std::int64_t open = count_of(figure, "promises:open");
  if (figure.middle)
    return say(language, Text::learn_says_open_age, duration_words(language, *figure.middle), open, figure.count);
  return say(language, Text::learn_says_open_age_long, open, figure.count);
}

/// What is to be seen.
std::string say_seen(Language language, const Figure& figure) {
  switch (figure.kind) {
    case FigureKind::durations: return say_durations(language, figure);
    case FigureKind::phases: return say_phases(language, figure);
    case FigureKind::rate: return say_rate(language, figure);
    case FigureKind::detection: return say_detection(language, figure);
    case FigureKind::factors: return say_bars(language, figure, Text::learn_says_factors);
    case FigureKind::themes: return say_bars(language, figure, Text::learn_says_themes);
    case FigureKind::open_age: return say_open_age(language, figure);
    case FigureKind::kept:
      return say(language, Text::learn_says_kept, sum_of(figure, "effect", KeptPart::verified), figure.count,
                 sum_of(figure, "effect", KeptPart::broken));
    case FigureKind::coverage:
      return say(language, Text::learn_says_coverage, sum_of(figure, "severity", CoveragePart::reviewed), figure.count,
                 sum_of(figure, "severity", CoveragePart::late));
  }
  return {};
}

/// That there are too few of them, where `say_seen` does not say it in place of all else.
std::optional<Text> said_of_few(FigureKind kind) {
  switch (kind) {
    case FigureKind::durations:
    case FigureKind::rate: return std::nullopt;
    case FigureKind::open_age:
    case FigureKind::kept: return Text::learn_says_few_promises;
    default: return Text::learn_says_few_counted;
  }
}

/// What may not be concluded, where `say_seen` does not end with it.
std::optional<Text> limit_of(FigureKind kind) {
  switch (kind) {
    case FigureKind::durations:
    case FigureKind::phases:
    case FigureKind::rate: return std::nullopt;
    case FigureKind::detection: return Text::learn_says_detection_limit;
    case FigureKind::factors: return Text::learn_says_factors_limit;
    case FigureKind::themes: return Text::learn_says_themes_limit;
    case FigureKind::open_age: return Text::learn_says_open_age_limit;
    case FigureKind::kept: return Text::learn_says_kept_limit;
    case FigureKind::coverage: return Text::learn_says_coverage_limit;
  }
  return std::nullopt;
}

}  // namespace

static_assert(static_cast<int>(Text::learn_left_out_of_order) - static_cast<int>(Text::learn_left_other_kind) ==
              static_cast<int>(LeftOut::out_of_order));
static_assert(static_cast<int>(Text::learn_passed_out_of_order) - static_cast<int>(Text::learn_passed_unsaid) ==
              static_cast<int>(PromiseLeftOut::out_of_order));
static_assert(static_cast<int>(Text::learn_figure_coverage) - static_cast<int>(Text::learn_figure_durations) ==
              static_cast<int>(FigureKind::coverage));
static_assert(static_cast<int>(Text::learn_kept_dropped) - static_cast<int>(Text::learn_kept_verified) ==
              static_cast<int>(KeptPart::dropped));

Text label_of(FigureKind kind, LeftOut why) {
  if (why != LeftOut::nothing_said) return word_for(Text::learn_left_other_kind, why);
  return kind == FigureKind::factors  ? Text::learn_left_no_factor
         : kind == FigureKind::themes ? Text::learn_left_no_theme
                                      : Text::learn_left_no_promise;
}

std::vector<std::string> left_out_words(Language language, const Figure& figure) {
  std::vector<std::string> words;
  for (const LeftOutCount& left : figure.left_out) {
    const std::string_view why = say(language, label_of(figure.kind, left.why));
    words.push_back(left.why == LeftOut::nothing_said ? say(language, Text::learn_left_with, left.count, why)
                                                      : number_words(language, left.count) + " " + std::string(why));
  }
  for (const PromiseLeftOutCount& left : figure.promises_left_out)
    words.push_back(say(language, label_of(left.why), left.count));
  return words;
}

// A mean of days is not known to the minute. What was measured is not cut, as time that still passes is.
std::string duration_words(Language language, std::int64_t seconds_of_it) {
  constexpr std::int64_t minute = 60, hour = 3600, day = 86'400;
  const auto nearest = [&](std::int64_t step) { return (seconds_of_it + step / 2) / step; };
  // The units are those in which it is shown.
  const std::int64_t step = seconds_of_it < 10 * minute ? 1 : seconds_of_it < day ? minute : hour;
  const std::int64_t shown = nearest(step) * step;
  return kept_together(shown < 14 * day ? format_duration(seconds(shown)) : nearest_span_words(language, nearest(day)));
}

Text label_of(CoveragePart part) {
  static_assert(static_cast<int>(Text::learn_cover_not_required) - static_cast<int>(Text::learn_cover_reviewed) ==
                static_cast<int>(CoveragePart::not_required));
  return word_for(Text::learn_cover_reviewed, part);
}

std::string words_of(Language language, const DurationEnds& ends) {
  return say(language, Text::learn_ends, say(language, label_of(ends.from)), say(language, label_of(ends.to)));
}

std::string name_of_period(Language language, const Figure& figure, const FigurePeriod& period) {
  // Well within it, whatever the zone.
  constexpr Duration within = days(14);
  const CalendarDate first = civil_time(period.from + within).date, last = civil_time(period.until - within).date;
  if (figure.months_each == 1) return month_words(language, first);
  if (figure.months_each == months_of_quarter)
    return say(language, Text::learn_quarter, (first.month - 1) / months_of_quarter + 1, std::to_string(first.year));
  const std::string year = std::to_string(first.year);
  return first.year == last.year ? year : year + "–" + std::to_string(last.year);
}

BarKey parts_of(std::string_view key) {
  const std::size_t colon = std::min(key.find(':'), key.size());
  return {key.substr(0, colon), key.substr(std::min(colon + 1, key.size()))};
}

std::string name_of_bar(Language language, std::string_view key) {
  const auto [of, what] = parts_of(key);
  const auto or_none = [&](Text none, auto&& named) {
    return what.empty() ? std::string(say(language, none)) : named();
  };
  if (of == "phase") {
    const std::size_t between = std::min(what.find('-'), what.size());
    return say(language, Text::learn_ends, word_of<MomentKind>(language, what.substr(0, between)),
               word_of<MomentKind>(language, what.substr(std::min(between + 1, what.size()))));
  }
  if (of == "month") {
    const auto first = parse_date(std::string(what) + "-01");
    return first ? month_words(language, *first) : std::string(what);
  }
  if (of == "detection") return word_of<DetectionSource>(language, what);
  if (of == "factor") return or_none(Text::learn_no_category, [&] { return word_of<FactorCategory>(language, what); });
  if (of == "effect") return or_none(Text::learn_no_effect, [&] { return word_of<Effect>(language, what); });
  if (of == "strength") return or_none(Text::learn_no_strength, [&] { return word_of<Strength>(language, what); });
  if (of == "severity")
    return or_none(Text::learn_no_severity, [&] { return say(language, Text::library_severity, what); });
  if (of == "form") return word_of<Form>(language, what);
  if (of == "team") return or_none(Text::learn_no_team, [&] { return std::string(what); });
  return std::string(what);
}

Text group_of_bar(std::string_view key) {
  const std::string_view of = parts_of(key).of;
  return of == "effect"     ? Text::learn_by_effect
         : of == "strength" ? Text::learn_by_strength
         : of == "severity" ? Text::learn_by_severity
         : of == "form"     ? Text::learn_by_form
                            : Text::learn_by_team;
}

std::string filter_words(Language language, const FigureScope& scope) {
  std::string words;
  const auto add = [&](std::string_view more) {
    if (!more.empty()) words.append(words.empty() ? "" : " · ").append(more);
  };
  add(scope.system);
  for (const std::int64_t level : scope.severities) add(say(language, Text::library_severity, std::to_string(level)));
  if (scope.kind) add(say(language, label_of(*scope.kind)));
  add(scope.tag);
  return words;
}

bool has_trend(const FigureBar& bar) { return bar.count >= fewest; }

std::string whole_percent(std::int64_t of_a_million) {
  return std::to_string((of_a_million * 100 + millionths / 2) / millionths) + " %";
}

std::vector<std::int64_t> whole_percents(std::span<const std::int64_t> parts) {
  constexpr std::int64_t percent = millionths / 100;
  std::vector<std::int64_t> percents;
  std::vector<std::size_t> by_loss;
  std::int64_t total = 0, shown = 0;
  for (const std::int64_t part : parts) {
    by_loss.push_back(percents.size());
    percents.push_back(part / percent);
    total += part;
    shown += percents.back();
  }
  std::ranges::stable_sort(by_loss, std::greater{}, [&](std::size_t place) { return parts[place] % percent; });
  std::int64_t missing = (total + percent / 2) / percent - shown;
  for (const std::size_t place : by_loss)
    if (missing-- > 0) ++percents[place];
  return percents;
}

std::string conclusion_of(Language language, const Figure& figure) {
  if (figure.count == 0 && !(figure.left_out.empty() && figure.promises_left_out.empty()))
    return std::string(say(language, Text::learn_says_left_out));
  const bool has_none = figure.count == 0;
  if (has_none && figure.kind == FigureKind::themes) return std::string(say(language, Text::learn_says_no_themes));
  if (has_none) return std::string(say(language, Text::learn_says_none));
  std::string words = say_seen(language, figure);
  if (const auto few = said_of_few(figure.kind); few && figure.count < fewest)
    words += " " + say(language, *few, figure.count);
  if (const auto limit = limit_of(figure.kind)) words.append(" ").append(say(language, *limit));
  return words;
}

}  // namespace unrepeat
