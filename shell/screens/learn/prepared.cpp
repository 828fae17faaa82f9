// Every sentence of a card, every place of its chart.
#include "shell/screens/learn/prepared.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "core/learn/figure_words.hpp"
#include "core/learn/interval.hpp"
#include "core/text/vocabulary.hpp"
#include "core/time/date_words.hpp"
#include "shell/format.hpp"

namespace unrepeat::shell {
namespace {

constexpr double million = 1'000'000;
constexpr auto fewest_in_box = static_cast<std::int64_t>(fewest_for_interval);

class Preparing {
 public:
  Preparing(PreparedFigure& made, const Figure& figure, const FigureScope& scope, const Workspace& workspace)
      : made_(made), figure_(figure), scope_(scope), workspace_(workspace), language_(made.language) {}

  void prepare() {
    prepare_counts();
    prepare_left_out();
    made_.conclusion = conclusion_of(language_, figure_);
    switch (figure_.kind) {
      case FigureKind::durations:
        prepare_dots();
        prepare_shares_within();
        break;
      case FigureKind::phases: prepare_phases(); break;
      case FigureKind::rate: prepare_months(); break;
      case FigureKind::detection: prepare_bars("detection", false); break;
      case FigureKind::factors: prepare_bars("factor", true); break;
      case FigureKind::themes: prepare_bars("theme", true); break;
      case FigureKind::open_age: prepare_survival(); break;
      case FigureKind::kept:
        prepare_parts("effect", Text::learn_by_effect);
        prepare_parts("strength", Text::learn_by_strength);
        leave_out_idle_groups();
        break;
      case FigureKind::coverage:
        prepare_parts("severity", Text::learn_by_severity);
        prepare_parts("form", Text::learn_by_form);
        prepare_parts("team", Text::learn_by_team);
        leave_out_idle_groups();
        break;
    }
  }

 private:
  template <class... Arguments>
  std::string say(Text text, const Arguments&... arguments) const {
    return std::string(unrepeat::say(language_, text, arguments...));
  }
  std::string of_count(std::int64_t count) const {
    return say(counts_promises(figure_.kind) ? Text::learn_promises : Text::learn_incidents, count);
  }
  std::string day(Instant at) const { return date_words(language_, at, made_.time_zone, workspace_.zones()); }

  void prepare_counts() {
    made_.counts = of_count(figure_.count);
    if (figure_.from && figure_.until)
      made_.counts += " · " + say(Text::learn_period_of, day(*figure_.from), day(*figure_.until));
  }

  void prepare_left_out() {
    std::int64_t incidents = 0, promises = 0;
    for (const LeftOutCount& left : figure_.left_out) {
      incidents += left.count;
      made_.left_keys.push_back("left_out:" + std::string(spelling_of(left.why)));
    }
    for (const PromiseLeftOutCount& left : figure_.promises_left_out) {
      promises += left.count;
      made_.left_keys.push_back("promises_left_out:" + std::string(spelling_of(left.why)));
    }
    made_.reasons = left_out_words(language_, figure_);
    if (made_.reasons.empty()) return;
    made_.left_out = promises == 0    ? say(Text::learn_left_out, incidents)
                     : incidents == 0 ? say(Text::learn_left_out_promises, promises)
                                      : say(Text::learn_left_out_both, incidents, promises);
    // How many they are is said once.
    const bool is_alone = made_.reasons.size() == 1;
    std::string all;
    for (const std::string& reason : made_.reasons) all += (all.empty() ? "" : ", ") + reason;
    if (is_alone && promises == 0) all = say(label_of(figure_.kind, figure_.left_out.front().why));
    made_.left_out_why = is_alone && promises > 0 ? say(Text::learn_left_out_only, all)
                                                  : say(Text::learn_left_out_why, made_.left_out, all);
  }

  static ChartBox box_of(const DurationScale& scale, std::int64_t lower, std::int64_t median, std::int64_t upper,
                         const std::optional<Range>& interval) {
    const auto height = [&](std::int64_t seconds_of_it) { return scale.place_of(static_cast<double>(seconds_of_it)); };
    ChartBox box{height(lower), height(median), height(upper)};
    if (interval) box.interval = std::pair(height(interval->low), height(interval->high));
    return box;
  }

  void prepare_dots() {
    // Those without a start stand behind the others: they are counted, and have no place in time.
    const auto placed = static_cast<std::size_t>(
        std::ranges::count_if(figure_.incidents, [](const FigureIncident& one) { return one.started_at.has_value(); }));
    const std::span<const FigureIncident> incidents = std::span(figure_.incidents).first(placed);
    if (incidents.empty()) return;
    Instant first = *incidents.front().started_at, last = *incidents.back().started_at;
    if (!figure_.periods.empty()) {
      first = std::min(first, figure_.periods.front().from);
      last = std::max(last, figure_.periods.back().until);
    }
    made_.first = first, made_.last = last;
    const double length = std::max(1.0, static_cast<double>((last - first).microseconds));
    const auto place_of = [&](Instant at) { return static_cast<double>((at - first).microseconds) / length; };
    const auto [least, most] = std::ranges::minmax(incidents, {}, &FigureIncident::value);
    const DurationScale scale(static_cast<double>(least.value), static_cast<double>(most.value));
    made_.dots.reserve(incidents.size());
    for (const FigureIncident& incident : incidents)
      made_.dots.push_back({place_of(*incident.started_at), scale.place_of(static_cast<double>(incident.value))});
    for (const FigurePeriod& period : figure_.periods) {
      ChartStretch& stretch = made_.stretches.emplace_back();
      stretch.from = place_of(period.from);
      stretch.until = place_of(period.until);
      stretch.name = name_of_period(language_, figure_, period);
      // Of fewer there is nothing between the dots to be told.
      if (period.count < fewest_in_box || !period.lower || !period.median || !period.upper) continue;
      stretch.box = box_of(scale, *period.lower, *period.median, *period.upper, period.interval);
    }
    // Where no column has enough of them, all together have.
    const auto has_box = [](const ChartStretch& one) { return one.box.has_value(); };
    if (std::ranges::none_of(made_.stretches, has_box) && figure_.count >= fewest_in_box && figure_.lower &&
        figure_.middle && figure_.upper)
      made_.stretches.push_back(
          {.from = 0,
           .until = 1,
           .name = {},
           .box = box_of(scale, *figure_.lower, *figure_.middle, *figure_.upper, figure_.middle_interval)});
    made_.has_boxes = std::ranges::any_of(made_.stretches, has_box);
    made_.scale = scale;
    made_.dots_said =
        say(Text::learn_dots, day(first), day(last), name_of_figure(language_, FigureKind::durations, scope_.ends));
  }

  void prepare_shares_within() {
    if (figure_.steps.empty()) return;
    const DurationScale scale(std::max(1.0, static_cast<double>(figure_.steps.front().at)),
                              static_cast<double>(figure_.steps.back().at));
    for (const FigureStep& step : figure_.steps)
      made_.steps.push_back({scale.place_of(static_cast<double>(step.at)), static_cast<double>(step.share) / million});
    for (const double tick : scale.ticks())
      made_.ticks.emplace_back(scale.place_of(tick), format_duration(seconds(static_cast<std::int64_t>(tick))));
    made_.curve_said = say(Text::learn_shares, name_of_figure(language_, FigureKind::durations, scope_.ends));
    for (const FigureStep& step : figure_.within)
      made_.within += (made_.within.empty() ? "" : " · ") +
                      say(Text::learn_share_within, whole_percent(step.share), duration_words(language_, step.at));
  }

  void prepare_phases() {
    // In the order of their time, as the colours go from the alarm to the calm.
    constexpr std::array tones = {Tone::bad, Tone::warning, Tone::accent, Tone::good};
    std::vector<std::int64_t> parts;
    for (const FigureBar& bar : figure_.bars) parts.push_back(bar.value);
    const std::vector<std::int64_t> percents = whole_percents(parts);
    for (const FigureBar& bar : figure_.bars) {
      std::string name = name_of_bar(language_, bar.key);
      std::string value = std::to_string(percents[made_.shares.size()]) + " %";
      std::string said = say(Text::learn_bar, name, value);
      made_.shares.push_back({.name = std::move(name),
                              .value = std::move(value),
                              .share = static_cast<float>(static_cast<double>(bar.value) / million),
                              .said = std::move(said),
                              .tone = tones[made_.shares.size() % tones.size()]});
      made_.bar_keys.push_back(bar.key);
    }
  }

  std::string unlisted() const {
    return figure_.unlisted > 0 ? say(Text::learn_unlisted, figure_.unlisted) : std::string();
  }

  float share_of(const FigureBar& bar) const {
    const auto most = std::ranges::max(figure_.bars, {}, &FigureBar::count).count;
    return static_cast<float>(bar.count) / static_cast<float>(std::max(std::int64_t{1}, most));
  }

  void prepare_bars(std::string_view of, bool has_halves) {
    made_.unlisted = unlisted();
    for (const FigureBar& bar : figure_.bars) {
      if (bar.count == 0 || parts_of(bar.key).of != of) continue;
      ChartBar& made = made_.bars.emplace_back();
      made.name = name_of_bar(language_, bar.key);
      made.value = number_words(language_, bar.count);
      made.share = share_of(bar);
      made.said = say(Text::learn_bar, made.name, of_count(bar.count));
      if (has_halves) {
        const std::int64_t after = bar.count - bar.before;
        made.hint = say(has_trend(bar) ? Text::learn_trend : Text::learn_trend_few, bar.before, after);
        if (has_trend(bar)) made.trend = say(Text::learn_trend_short, bar.before, after);
      }
      made_.bar_keys.push_back(bar.key);
    }
  }

  void prepare_months() {
    // Of more only the years are named.
    constexpr std::size_t most_named = 24;
    std::string_view year;
    std::size_t year_at = 0;
    for (const FigureBar& bar : figure_.bars) {
      ChartBar& made = made_.bars.emplace_back();
      made.name = name_of_bar(language_, bar.key);
      made.value = number_words(language_, bar.count);
      made.share = share_of(bar);
      made.said = say(Text::learn_month, made.name, of_count(bar.count));
      made_.bar_keys.push_back(bar.key);
      if (figure_.bars.size() <= most_named) continue;
      const std::string_view month = parts_of(bar.key).what, of_year = month.substr(0, month.find('-'));
      if (of_year != year) {
        year = of_year;
        year_at = made_.bars.size() - 1;
        made.name = year;
      } else {
        made.name.clear();
        ++made_.bars[year_at].named;
      }
    }
  }

  void prepare_survival() {
    if (figure_.steps.empty()) return;
    const double most = std::max(1.0, static_cast<double>(figure_.steps.back().at) * 1.05);
    for (const FigureStep& step : figure_.steps) {
      ChartStep& one =
          made_.steps.emplace_back(static_cast<double>(step.at) / most, static_cast<double>(step.share) / million);
      if (step.interval)
        one.interval = std::pair(static_cast<double>(step.interval->low) / million,
                                 static_cast<double>(step.interval->high) / million);
    }
    constexpr double day_s = 86'400;
    for (const double step : {1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0}) {
      if (step * day_s * 6 < most) continue;
      for (double at = 0; at * day_s <= most; at += step)
        made_.ticks.emplace_back(at * day_s / most,
                                 at == 0 ? "0" : format_duration(seconds(static_cast<std::int64_t>(at * day_s))));
      break;
    }
    made_.curve_said = say(Text::learn_survival);
  }

  void prepare_parts(std::string_view of, Text name) {
    PreparedGroup group{.name = name, .rows = {}, .keys = {}, .unlisted = {}};
    if (name == Text::learn_by_team) group.unlisted = unlisted();
    for (const FigureBar& bar : figure_.bars) {
      if (parts_of(bar.key).of != of || bar.count == 0) continue;
      group.keys.push_back(bar.key);
      ChartShareRow& line = group.rows.emplace_back();
      line.name = name_of_bar(language_, bar.key);
      line.value = number_words(language_, bar.count);
      line.said = say(Text::learn_bar, line.name, of_count(bar.count));
      for (std::size_t part = 0; part < bar.parts.size(); ++part) {
        std::string number = number_words(language_, bar.parts[part]);
        std::string said = say(Text::learn_bar, line.name, number + " " + say(label_of_part(figure_.kind, part)));
        line.shares.push_back({.value = std::move(number),
                               .share = static_cast<float>(bar.parts[part]) / static_cast<float>(bar.count),
                               .said = std::move(said),
                               .tone = tone_of_part(figure_.kind, part)});
      }
    }
    if (!group.rows.empty()) made_.groups.push_back(std::move(group));
  }

  /// Where all of them are of one form, or nothing was said of any, the only line says what another group says, too.
  void leave_out_idle_groups() {
    const auto is_idle = [](const PreparedGroup& group) {
      if (group.keys.size() > 1) return false;
      const auto [of, what] = parts_of(group.keys.front());
      return what.empty() || of == "form";
    };
    if (std::ranges::all_of(made_.groups, is_idle))
      made_.groups.resize(std::min<std::size_t>(made_.groups.size(), 1));
    else
      std::erase_if(made_.groups, is_idle);
  }

  PreparedFigure& made_;
  const Figure& figure_;
  const FigureScope& scope_;
  const Workspace& workspace_;
  Language language_;
};

}  // namespace

std::string name_of_figure(Language language, FigureKind kind, const DurationEnds& ends) {
  return kind == FigureKind::durations ? words_of(language, ends) : std::string(say(language, label_of(kind)));
}

Tone tone_of_part(FigureKind kind, std::size_t part) {
  constexpr std::array kept = {Tone::good, Tone::accent, Tone::neutral, Tone::bad, Tone::calm};
  constexpr std::array coverage = {Tone::good, Tone::accent, Tone::bad, Tone::warning, Tone::calm};
  static_assert(kept.size() == kept_parts && coverage.size() == coverage_parts);
  return kind == FigureKind::kept ? kept[part] : coverage[part];
}

Text label_of_part(FigureKind kind, std::size_t part) {
  return kind == FigureKind::kept ? label_of(static_cast<KeptPart>(part)) : label_of(static_cast<CoveragePart>(part));
}

std::string_view spelling_of_part(FigureKind kind, std::size_t part) {
  return kind == FigureKind::kept ? spelling_of(static_cast<KeptPart>(part))
                                  : spelling_of(static_cast<CoveragePart>(part));
}

void prepare(PreparedFigure& prepared, const Figure& figure, std::int64_t edition, const FigureScope& scope,
             const Workspace& workspace, const std::string& time_zone) {
  if (prepared.edition == edition && prepared.language == workspace.language && prepared.time_zone == time_zone &&
      prepared.ends == scope.ends)
    return;
  prepared = {.edition = edition, .language = workspace.language, .time_zone = time_zone, .ends = scope.ends};
  Preparing(prepared, figure, scope, workspace).prepare();
}

}  // namespace unrepeat::shell
