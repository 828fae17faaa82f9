// One table for each shape a figure has: incidents, bars, or a curve.
#include "core/learn/figure_file.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/format/csv_writer.hpp"
#include "core/learn/figure_words.hpp"
#include "core/learn/interval.hpp"

namespace unrepeat {
namespace {

constexpr std::int64_t minute = 60, day = 86'400, million = 1'000'000;

/// A quotient with as many places as say something, at most six. The library's own way through floating point takes
/// tables that are larger than all the figures.
std::string quotient_text(std::int64_t value, std::int64_t divisor) {
  const std::int64_t whole = value / divisor;
  const std::int64_t millionths = ((value % divisor) * million + divisor / 2) / divisor;
  std::string text = std::to_string(whole + millionths / million);
  if (std::string places = std::to_string(millionths % million); places != "0") {
    places.insert(0, std::string(6 - places.size(), '0'));
    places.erase(places.find_last_not_of('0') + 1);
    text += "." + places;
  }
  return text;
}

/// A table that says in each row what it is of, so that a row that is copied elsewhere still says it.
class FigureTable : public CsvWriter {
 public:
  FigureTable(const Figure& figure, const FigureScope& scope, const TimeZones& zones, Language language) {
    const auto date_of = [&](const std::optional<Instant>& at) {
      return at ? format_date(date_in(zones, scope.time_zone, *at)) : std::string();
    };
    for (const Text name : {Text::learn_csv_figure, Text::learn_csv_counted, Text::learn_csv_from,
                            Text::learn_csv_until, Text::learn_csv_filters, Text::learn_csv_left_out})
      names_.emplace_back(say(language, name));
    std::string left_out;
    for (const std::string& why : left_out_words(language, figure)) left_out += (left_out.empty() ? "" : ", ") + why;
    const bool has_ends = figure.kind == FigureKind::durations;
    values_ = {has_ends ? words_of(language, scope.ends) : std::string(say(language, label_of(figure.kind))),
               std::to_string(figure.count),
               date_of(figure.from),
               date_of(figure.until),
               filter_words(language, scope),
               left_out};
  }
  void end_heads() { end_with(names_); }
  void end_row() { end_with(values_); }

 private:
  void end_with(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) add(cell);
    CsvWriter::end_row();
  }

  std::vector<std::string> names_, values_;
};

/// What lies in the middle of so many durations, in seconds.
struct Middle {
  std::int64_t count = 0;
  std::optional<std::int64_t> lower, median, upper;
  std::optional<Range> interval;
};
constexpr Text middle_heads[] = {Text::learn_csv_lower, Text::learn_csv_median, Text::learn_csv_median_low,
                                 Text::learn_csv_median_high, Text::learn_csv_upper};
constexpr Text geometric_heads[] = {Text::learn_csv_geometric, Text::learn_csv_geometric_low,
                                    Text::learn_csv_geometric_high};

std::optional<std::int64_t> end_of(const std::optional<Range>& interval, std::int64_t Range::* end) {
  return interval ? std::optional((*interval).*end) : std::nullopt;
}

/// Of too few nothing is told, as on the screen.
void add_minutes(FigureTable& table, std::int64_t count, std::span<const std::optional<std::int64_t>> values) {
  const bool is_told = count >= static_cast<std::int64_t>(fewest_for_interval);
  for (const std::optional<std::int64_t>& value : values)
    table.add_bare(is_told && value ? quotient_text(*value, minute) : std::string());
}

/// In the order of `middle_heads`.
void add_middle(FigureTable& table, const Middle& middle) {
  const std::optional<std::int64_t> values[] = {middle.lower, middle.median, end_of(middle.interval, &Range::low),
                                                end_of(middle.interval, &Range::high), middle.upper};
  add_minutes(table, middle.count, values);
}

void write_incidents(FigureTable& table, const Figure& figure, const FigureScope& scope, Language language) {
  table.add(say(language, Text::learn_csv_incident));
  table.add(say(language, Text::learn_csv_started));
  table.add(say(language, Text::field_severity));
  table.add(say(language, Text::learn_csv_minutes, say(language, label_of(scope.ends.from)),
                say(language, label_of(scope.ends.to))));
  table.add(say(language, Text::learn_csv_stretch));
  table.add(say(language, Text::learn_csv_in_stretch));
  for (const Text head : middle_heads) table.add(say(language, Text::learn_csv_of_stretch, say(language, head)));
  for (const Text head : middle_heads) table.add(say(language, Text::learn_csv_of_all, say(language, head)));
  for (const Text head : geometric_heads) table.add(say(language, Text::learn_csv_of_all, say(language, head)));
  table.end_heads();
  const Middle all{figure.count, figure.lower, figure.middle, figure.upper, figure.middle_interval};
  const std::optional<std::int64_t> geometric[] = {figure.geometric_mean,
                                                   end_of(figure.geometric_interval, &Range::low),
                                                   end_of(figure.geometric_interval, &Range::high)};
  // Both stand by time; those without a start come last, and are in no column.
  auto period = figure.periods.begin();
  for (const FigureIncident& incident : figure.incidents) {
    while (period != figure.periods.end() && (!incident.started_at || *incident.started_at >= period->until)) ++period;
    const bool is_placed = period != figure.periods.end();
    table.add(incident.title);
    table.add_bare(incident.started_at ? format_instant(*incident.started_at) : std::string());
    table.add_bare(incident.severity ? std::to_string(*incident.severity) : std::string());
    table.add_bare(quotient_text(incident.value, minute));
    table.add(is_placed ? name_of_period(language, figure, *period) : std::string());
    table.add_bare(is_placed ? std::to_string(period->count) : std::string());
    add_middle(table, is_placed ? Middle{period->count, period->lower, period->median, period->upper, period->interval}
                                : Middle{});
    add_middle(table, all);
    add_minutes(table, figure.count, geometric);
    table.end_row();
  }
}

void write_curve(FigureTable& table, const Figure& figure, Language language) {
  table.add(say(language, Text::learn_csv_days));
  for (const Text head : {Text::learn_csv_share, Text::learn_csv_low, Text::learn_csv_high})
    table.add(say(language, head));
  table.end_heads();
  for (const FigureStep& step : figure.steps) {
    table.add_bare(quotient_text(step.at, day));
    table.add_bare(quotient_text(step.share, million));
    for (std::int64_t Range::* end : {&Range::low, &Range::high})
      table.add_bare(step.interval ? quotient_text((*step.interval).*end, million) : std::string());
    table.end_row();
  }
}

void write_bars(FigureTable& table, const Figure& figure, Language language) {
  const bool has_halves = figure.kind == FigureKind::factors || figure.kind == FigureKind::themes;
  std::vector<Text> parts;
  for (std::size_t part = 0; figure.kind == FigureKind::kept && part < kept_parts; ++part)
    parts.push_back(label_of(static_cast<KeptPart>(part)));
  for (std::size_t part = 0; figure.kind == FigureKind::coverage && part < coverage_parts; ++part)
    parts.push_back(label_of(static_cast<CoveragePart>(part)));
  if (!parts.empty()) table.add(say(language, Text::learn_csv_by));
  table.add(say(language, Text::learn_csv_what));
  table.add(say(language, Text::learn_csv_count));
  if (has_halves) {
    table.add(say(language, Text::learn_csv_before));
    table.add(say(language, Text::learn_csv_together));
  }
  if (figure.kind == FigureKind::phases) table.add(say(language, Text::learn_csv_share));
  for (const Text part : parts) table.add(say(language, part));
  table.end_heads();
  for (const FigureBar& bar : figure.bars) {
    if (!parts.empty()) table.add(say(language, group_of_bar(bar.key)));
    table.add(name_of_bar(language, bar.key));
    table.add_bare(std::to_string(bar.count));
    if (has_halves) {
      table.add_bare(std::to_string(bar.before));
      table.add_bare(std::to_string(bar.together));
    }
    if (figure.kind == FigureKind::phases) table.add_bare(quotient_text(bar.value, million));
    for (std::size_t part = 0; part < parts.size(); ++part)
      table.add_bare(part < bar.parts.size() ? std::to_string(bar.parts[part]) : std::string());
    table.end_row();
  }
}

}  // namespace

std::string write_figure_csv(const Figure& figure, const FigureScope& scope, const TimeZones& zones,
                             Language language) {
  FigureTable table(figure, scope, zones, language);
  if (figure.kind == FigureKind::durations)
    write_incidents(table, figure, scope, language);
  else if (figure.kind == FigureKind::open_age)
    write_curve(table, figure, language);
  else
    write_bars(table, figure, language);
  return std::move(table).finish();
}

}  // namespace unrepeat
