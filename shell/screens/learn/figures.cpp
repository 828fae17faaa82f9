// What is counted and left out is the core's; here is how it is drawn and where it leads.
#include "shell/screens/learn/figures.hpp"

#include <algorithm>
#include <array>

#include "core/learn/figure_words.hpp"
#include "core/time/date_words.hpp"
#include "shell/format.hpp"
#include "shell/widgets/chart.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr double million = 1'000'000;
/// Of marked incidents, so many are listed; the others are one press away.
constexpr std::size_t most_listed = 12;
constexpr std::int64_t fewest_in_box = 4;
/// Narrower, two lists of parts stand one below the other.
constexpr float least_parts = 320;
/// Until a menu that was over the card has gone.
constexpr int frames_until_picture = 6;

bool counts_promises(FigureKind kind) { return kind == FigureKind::open_age || kind == FigureKind::kept; }

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

/// What stands beside the bars of a figure, and how many the longest of them counts.
struct NamedBars {
  NamedBars(const Figure& figure, Language language) {
    for (const FigureBar& bar : figure.bars) {
      names.push_back(name_of_bar(language, bar.key));
      most = std::max(most, bar.count);
    }
  }
  float share_of(const FigureBar& bar) const { return static_cast<float>(bar.count) / static_cast<float>(most); }

  std::vector<std::string> names;
  std::int64_t most = 1;
};

/// In the order of their time, as the colours go from the alarm to the calm.
constexpr std::array phase_tones = {Tone::bad, Tone::warning, Tone::accent, Tone::good};

}  // namespace

std::string FigureCards::name_of(FigureKind kind) const {
  return kind == FigureKind::durations ? words_of(workspace_.language, scope_.ends)
                                       : std::string(kit_.say(label_of(kind)));
}

std::string FigureCards::day(const std::optional<Instant>& at, const std::string& zone) const {
  return at ? date_words(workspace_.language, *at, zone, workspace_.zones())
            : std::string(kit_.say(Text::library_unknown));
}

std::string FigureCards::of_count(std::int64_t count, FigureKind kind) const {
  return kit_.say(counts_promises(kind) ? Text::learn_promises : Text::learn_incidents, count);
}

void FigureCards::level(Id row, float height) {
  // Of the cards of a row the highest says how high all are; it is known when the row was drawn once.
  float& highest = highest_[row];
  highest = std::max(highest, height);
  if (const float known = kit_.remembered(row); are_level_ && known > height) kit_.space(known - height);
}

void FigureCards::finish() {
  for (const auto& [row, height] : highest_) kit_.settle(row, height);
}

void FigureCards::draw(FigureKind kind, std::string_view row) {
  const Figure* figure = figures_.figure(kind);
  Rect card;
  draw_card(row, [&] {
    card = kit_.card_rect();
    auto scope = kit_.scope(kit_.say(label_of(kind)));
    auto region = kit_.region(Role::group, name_of(kind));
    draw_head(kind, figure);
    if (figure == nullptr) {
      kit_.declare({.id = kit_.id("coming"),
                    .role = Role::status,
                    .name = kit_.say(Text::learn_coming),
                    .rect = kit_.place(0, 0)});
      kit_.fill(kit_.place(0, 120), kit_.colour(Token::faint_line), 4);
      return;
    }
    draw_counts(*figure);
    if (figure->count > 0) draw_chart(*figure);
    kit_.space(2);
    divider(kit_);
    text(kit_, conclusion_of(workspace_.language, *figure), {.style = Style::secondary, .max_width = 0});
  });
  card.height = kit_.content_bottom() - card.y;
  take_picture(kind, card);
}

void FigureCards::draw_head(FigureKind kind, const Figure* figure) {
  auto row = kit_.row(8, kit_.control_height());
  heading(kit_, 2, kit_.say(label_of(kind)), Style::strong);
  if (kind == FigureKind::durations) {
    std::vector<std::string> names;
    std::size_t selected = 0;
    for (std::size_t i = 0; i < std::size(named_durations); ++i) {
      names.push_back(words_of(workspace_.language, named_durations[i]));
      if (named_durations[i] == scope_.ends) selected = i;
    }
    const std::vector<std::string_view> choices(names.begin(), names.end());
    if (const auto next = select(kit_, kit_.say(Text::learn_choose_ends), choices, selected, {.label_hidden = true})) {
      std::string ends(spelling_of(named_durations[*next].from));
      ends.append("-").append(spelling_of(named_durations[*next].to));
      app_.replace_route(Route(route_).set("ends", *next == 0 ? std::string() : ends).address());
    }
  }
  // In the picture that is taken there is no button: where it is from stands there.
  if (state_.picture == kind && state_.frames_to_picture <= 1) {
    kit_.spacer();
    text(kit_, kit_.say(Text::frame_app_name), {.style = Style::caption, .max_width = 0, .silent = true});
    return;
  }
  if (figure == nullptr || figure->count == 0) return;
  kit_.spacer();
  const bool is_durations = kind == FigureKind::durations;
  std::vector<MenuItem> items = {
      {.name = kit_.say(Text::learn_show_incidents), .icon = Icon::list},
      {.name = kit_.say(Text::learn_copy_picture), .icon = Icon::image},
      {.name = kit_.say(Text::learn_copy_csv), .icon = Icon::copy},
  };
  if (is_durations)
    items.push_back({.name = kit_.say(state_.shows_shares ? Text::learn_as_dots : Text::learn_as_shares),
                     .icon = Icon::chart_line,
                     .line_before = true});
  switch (
      menu(kit_, kit_.say(Text::learn_more, name_of(kind)), items, {.look = Look::quiet, .icon = Icon::ellipsis}, true)
          .value_or(items.size())) {
    case 0: show_behind(kind, {}); break;
    case 1: state_.picture = kind, state_.frames_to_picture = frames_until_picture, kit_.wake_in(0); break;
    case 2: workspace_.copy_figure(kind, scope_); break;
    case 3:
      if (is_durations) state_.shows_shares = !state_.shows_shares, kit_.wake_in(0);
      break;
    default: break;
  }
}

/// "29 incidents · 3 Mar 2026 to 9 Nov 2026 · 19 left out".
void FigureCards::draw_counts(const Figure& figure) {
  std::string words = of_count(figure.count, figure.kind);
  if (figure.from && figure.until)
    words += " · " + kit_.say(Text::learn_period_of, day(figure.from, workspace_.time_zone()),
                              day(figure.until, workspace_.time_zone()));
  auto row = kit_.row(8, kit_.control_height());
  text(kit_, words, {.style = Style::caption, .max_width = 0, .max_lines = 1});
  std::int64_t incidents = 0, promises = 0;
  std::vector<std::string> reasons, keys;
  for (const LeftOutCount& left : figure.left_out) {
    incidents += left.count;
    reasons.push_back(number_words(workspace_.language, left.count) + " " + std::string(kit_.say(label_of(left.why))));
    keys.push_back("left_out:" + std::string(spelling_of(left.why)));
  }
  for (const PromiseLeftOutCount& left : figure.promises_left_out) {
    promises += left.count;
    reasons.push_back(kit_.say(label_of(left.why), left.count));
    keys.push_back("promises_left_out:" + std::string(spelling_of(left.why)));
  }
  if (reasons.empty()) return;
  std::string said;
  std::vector<MenuItem> items;
  for (const std::string& reason : reasons) {
    said += (said.empty() ? "" : ", ") + reason;
    items.push_back({.name = reason});
  }
  const std::string shown = promises == 0    ? kit_.say(Text::learn_left_out, incidents)
                            : incidents == 0 ? kit_.say(Text::learn_left_out_promises, promises)
                                             : kit_.say(Text::learn_left_out_both, incidents, promises);
  const std::string name = kit_.say(Text::learn_show_left_out, shown, said);
  if (const auto chosen = menu(kit_, name, items, {.look = Look::quiet, .shown = shown}))
    show_behind(figure.kind, keys[*chosen]);
}

void FigureCards::draw_chart(const Figure& figure) {
  switch (figure.kind) {
    case FigureKind::durations: return state_.shows_shares ? draw_shares(figure) : draw_dots(figure);
    case FigureKind::phases: return draw_phases(figure);
    case FigureKind::rate: return draw_months(figure);
    case FigureKind::detection: return draw_bars(figure, "detection");
    case FigureKind::factors: return draw_bars(figure, "factor", true);
    case FigureKind::themes: return draw_bars(figure, "theme", true);
    case FigureKind::open_age: return draw_open_age(figure);
    case FigureKind::kept:
      draw_legend(figure.kind);
      return kit_.split({1.f, 1.f}, 32, least_parts, [&](std::size_t column) {
        column == 0 ? draw_parts(figure, "effect", Text::learn_by_effect)
                    : draw_parts(figure, "strength", Text::learn_by_strength);
      });
    case FigureKind::coverage:
      draw_legend(figure.kind);
      return kit_.split({1.f, 1.f}, 32, least_parts, [&](std::size_t column) {
        if (column == 0) return draw_parts(figure, "severity", Text::learn_by_severity);
        draw_parts(figure, "form", Text::learn_by_form);
        draw_parts(figure, "team", Text::learn_by_team);
      });
  }
}

// ---- durations ------------------------------------------------------------------------------------------------------

std::string FigureCards::name_of_stretch(const FigurePeriod& period) const {
  const Instant middle = period.from + microseconds((period.until - period.from).microseconds / 2);
  const CalendarDate at = civil_time(middle, UtcOffset{static_cast<int>(scope_.utc_offset_s)}).date;
  const Duration length = period.until - period.from;
  if (length < days(40)) return month_words(workspace_.language, at);
  if (length < days(100)) return kit_.say(Text::learn_quarter, (at.month - 1) / 3 + 1, std::to_string(at.year));
  return std::to_string(at.year);
}

void FigureCards::draw_dots(const Figure& figure) {
  // Those without a start stand behind the others: they are counted, and have no place in time.
  const auto placed = static_cast<std::size_t>(
      std::ranges::count_if(figure.incidents, [](const FigureIncident& one) { return one.started_at.has_value(); }));
  const std::span<const FigureIncident> incidents = std::span(figure.incidents).first(placed);
  if (incidents.empty()) return;
  Instant first = *incidents.front().started_at, last = *incidents.back().started_at;
  if (!figure.periods.empty()) {
    first = std::min(first, figure.periods.front().from);
    last = std::max(last, figure.periods.back().until);
  }
  const double length = std::max(1.0, static_cast<double>((last - first).microseconds));
  const auto place_of = [&](Instant at) { return static_cast<double>((at - first).microseconds) / length; };
  std::vector<ChartDot> dots;
  for (const FigureIncident& incident : incidents)
    dots.push_back({place_of(*incident.started_at), std::max(1.0, static_cast<double>(incident.value))});
  std::vector<ChartStretch> stretches;
  const auto as_double = [](const std::optional<std::int64_t>& value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  };
  for (const FigurePeriod& period : figure.periods) {
    ChartStretch& stretch = stretches.emplace_back();
    stretch.from = place_of(period.from);
    stretch.until = place_of(period.until);
    stretch.name = name_of_stretch(period);
    // Of fewer there is nothing between the dots to be told.
    if (period.count < fewest_in_box) continue;
    stretch.lower = as_double(period.lower);
    stretch.median = as_double(period.median);
    stretch.upper = as_double(period.upper);
  }
  std::optional<std::pair<double, double>> marked;
  if (state_.marked) marked = std::pair(place_of(state_.marked->first), place_of(state_.marked->second));
  const std::string name = kit_.say(Text::learn_dots, day(first, workspace_.time_zone()),
                                    day(last, workspace_.time_zone()), name_of(FigureKind::durations));
  const DotChartPress press =
      dot_chart(kit_, {.name = name,
                       .hint = kit_.say(Text::learn_dots_hint),
                       .dots = dots,
                       .stretches = stretches,
                       .marked = marked,
                       .words_of = [&](std::size_t index) {
                         const FigureIncident& one = incidents[index];
                         return kit_.say(Text::learn_dot, one.title, day(one.started_at, one.time_zone),
                                         format_duration(seconds(one.value)));
                       }});
  if (press.opened) app_.go_to("#/pm/" + text_of(incidents[*press.opened].id));
  if (press.marked) {
    const auto at = [&](double place) { return first + microseconds(static_cast<std::int64_t>(place * length)); };
    state_.marked = std::pair(at(press.marked->first), at(press.marked->second));
    kit_.wake_in(0);
  }
  if (state_.marked) draw_marked(figure);
}

/// The incidents of the part of the time that somebody dragged over.
void FigureCards::draw_marked(const Figure& figure) {
  const auto [from, until] = *state_.marked;
  std::vector<const FigureIncident*> found;
  for (const FigureIncident& incident : figure.incidents)
    if (incident.started_at && *incident.started_at >= from && *incident.started_at <= until)
      found.push_back(&incident);
  {
    auto row = kit_.row(8);
    text(kit_, kit_.say(Text::learn_marked, found.size()), {.style = Style::secondary_strong});
    text(kit_, kit_.say(Text::learn_period_of, day(from, workspace_.time_zone()), day(until, workspace_.time_zone())),
         {.style = Style::secondary, .max_width = 0});
    kit_.spacer();
    if (button(kit_, kit_.say(Text::learn_look_at_marked), {.look = Look::quiet})) {
      const auto date = [&](Instant at) {
        return format_date(civil_time(at, UtcOffset{static_cast<int>(scope_.utc_offset_s)}).date);
      };
      state_.marked.reset();
      return app_.go_to(Route(route_).set("from", date(from)).set("until", date(until)).set("period", {}).address());
    }
    if (icon_button(kit_, Icon::x, kit_.say(Text::learn_unmark), {.look = Look::quiet})) {
      state_.marked.reset();
      kit_.wake_in(0);
      return;
    }
  }
  auto list = kit_.region(Role::list, kit_.say(Text::learn_marked, found.size()));
  for (std::size_t i = 0; i < std::min(found.size(), most_listed); ++i) {
    auto item = kit_.list_item(i + 1, found.size());
    auto scope = kit_.scope(text_of(found[i]->id));
    auto row = kit_.row(8, 0);
    link(kit_, found[i]->title, "#/pm/" + text_of(found[i]->id));
    text(kit_, day(found[i]->started_at, found[i]->time_zone) + " · " + format_duration(seconds(found[i]->value)),
         {.style = Style::caption, .max_width = 0});
  }
}

void FigureCards::draw_shares(const Figure& figure) {
  if (figure.steps.empty()) return;
  const double least = std::max(1.0, static_cast<double>(figure.steps.front().at)),
               most = static_cast<double>(figure.steps.back().at);
  const DurationScale scale(least, most);
  std::vector<ChartStep> steps;
  for (const FigureStep& step : figure.steps)
    steps.push_back({scale.place_of(static_cast<double>(step.at)), static_cast<double>(step.share) / million});
  std::vector<std::pair<double, std::string>> ticks;
  for (const double tick : scale.ticks())
    ticks.emplace_back(scale.place_of(tick), format_duration(seconds(static_cast<std::int64_t>(tick))));
  step_chart(kit_,
             {.name = kit_.say(Text::learn_shares, name_of(FigureKind::durations)), .steps = steps, .ticks = ticks});
  // What somebody asks of it first.
  std::string within;
  for (const std::int64_t limit : {std::int64_t{1'800}, std::int64_t{7'200}, std::int64_t{28'800}}) {
    std::int64_t share = 0;
    for (const FigureStep& step : figure.steps)
      if (step.at <= limit) share = step.share;
    within += (within.empty() ? "" : " · ") +
              kit_.say(Text::learn_share_within, whole_percent(share), format_duration(seconds(limit)));
  }
  text(kit_, within, {.style = Style::secondary, .max_width = 0});
}

// ---- the others -----------------------------------------------------------------------------------------------------

void FigureCards::draw_phases(const Figure& figure) {
  std::vector<std::string> names;
  for (const FigureBar& bar : figure.bars) names.push_back(name_of_bar(workspace_.language, bar.key));
  std::vector<ChartShare> shares;
  for (std::size_t i = 0; i < figure.bars.size(); ++i) {
    const std::string value = whole_percent(figure.bars[i].value);
    shares.push_back({.name = names[i],
                      .value = value,
                      .share = static_cast<float>(static_cast<double>(figure.bars[i].value) / million),
                      .said = kit_.say(Text::learn_bar, names[i], value),
                      .tone = phase_tones[i % phase_tones.size()]});
  }
  if (share_bar(kit_, kit_.say(label_of(figure.kind)), shares)) show_behind(figure.kind, {});
  for (std::size_t i = 0; i < shares.size(); ++i) {
    auto row = kit_.row(6, 24);
    tag(kit_, shares[i].value, shares[i].tone);
    text(kit_, names[i], {.style = Style::secondary, .max_width = 0, .silent = true});
  }
}

void FigureCards::draw_bars(const Figure& figure, std::string_view of, bool has_halves) {
  const NamedBars named(figure, workspace_.language);
  std::vector<ChartBar> bars;
  std::vector<std::size_t> places;
  constexpr std::size_t most_bars = 12;
  for (std::size_t i = 0; i < figure.bars.size() && bars.size() < most_bars; ++i) {
    const FigureBar& bar = figure.bars[i];
    if (bar.count == 0 || parts_of(bar.key).of != of) continue;
    std::string said = kit_.say(Text::learn_bar, named.names[i], of_count(bar.count, figure.kind));
    std::string halves;
    if (has_halves) {
      halves = kit_.say(Text::learn_trend, bar.before, bar.count - bar.before);
      said += "; " + halves;
    }
    bars.push_back({.name = named.names[i],
                    .value = number_words(workspace_.language, bar.count),
                    .share = named.share_of(bar),
                    .said = std::move(said),
                    .hint = std::move(halves)});
    places.push_back(i);
  }
  if (const auto pressed = bar_chart(kit_, kit_.say(label_of(figure.kind)), bars))
    show_behind(figure.kind, figure.bars[places[*pressed]].key);
}

void FigureCards::draw_months(const Figure& figure) {
  const NamedBars named(figure, workspace_.language);
  std::vector<ChartBar> columns;
  for (std::size_t i = 0; i < figure.bars.size(); ++i) {
    const FigureBar& bar = figure.bars[i];
    columns.push_back({.name = named.names[i],
                       .value = number_words(workspace_.language, bar.count),
                       .share = named.share_of(bar),
                       .said = kit_.say(Text::learn_month, named.names[i], of_count(bar.count, figure.kind))});
  }
  if (const auto pressed = column_chart(kit_, kit_.say(Text::learn_months), columns))
    show_behind(figure.kind, figure.bars[*pressed].key);
}

void FigureCards::draw_open_age(const Figure& figure) {
  if (figure.steps.empty()) return;
  const double most = std::max(1.0, static_cast<double>(figure.steps.back().at) * 1.05);
  std::vector<ChartStep> steps;
  for (const FigureStep& step : figure.steps) {
    ChartStep& one = steps.emplace_back(static_cast<double>(step.at) / most, static_cast<double>(step.share) / million);
    if (step.interval)
      one.interval = std::pair(static_cast<double>(step.interval->low) / million,
                               static_cast<double>(step.interval->high) / million);
  }
  std::vector<std::pair<double, std::string>> ticks;
  constexpr double day_s = 86'400;
  for (const double step : {1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0}) {
    if (step * day_s * 6 < most) continue;
    for (double at = 0; at * day_s <= most; at += step)
      ticks.emplace_back(at * day_s / most, format_duration(seconds(static_cast<std::int64_t>(at * day_s))));
    break;
  }
  step_chart(kit_, {.name = kit_.say(Text::learn_survival), .begins_at = 1, .steps = steps, .ticks = ticks});
}

/// What the tints of the bars below are.
void FigureCards::draw_legend(FigureKind kind) {
  auto row = kit_.row(8, 24);
  for (std::size_t part = 0; part < (kind == FigureKind::kept ? kept_parts : coverage_parts); ++part)
    tag(kit_, kit_.say(label_of_part(kind, part)), tone_of_part(kind, part));
}

void FigureCards::draw_parts(const Figure& figure, std::string_view of, Text name) {
  const auto is_of = [&](const FigureBar& bar) { return parts_of(bar.key).of == of && bar.count > 0; };
  if (std::ranges::none_of(figure.bars, is_of)) return;
  heading(kit_, 3, kit_.say(name), Style::caption_strong);
  constexpr std::size_t most_lines = 8;
  std::size_t lines = 0;
  for (const FigureBar& bar : figure.bars) {
    if (!is_of(bar) || lines++ == most_lines) continue;
    auto scope = kit_.scope(bar.key);
    const std::string title = name_of_bar(workspace_.language, bar.key);
    {
      auto row = kit_.row(8, 0);
      text(kit_, title, {.style = Style::secondary, .max_width = 0, .max_lines = 1});
      kit_.spacer();
      text(kit_, number_words(workspace_.language, bar.count), {.style = Style::secondary});
    }
    std::vector<ChartShare> shares;
    for (std::size_t part = 0; part < bar.parts.size(); ++part) {
      const std::string_view words = kit_.say(label_of_part(figure.kind, part));
      const std::string count = number_words(workspace_.language, bar.parts[part]);
      shares.push_back({.name = {},
                        .value = count + " " + std::string(words),
                        .share = static_cast<float>(bar.parts[part]) / static_cast<float>(bar.count),
                        .said = kit_.say(Text::learn_bar, title, count + " " + std::string(words)),
                        .tone = tone_of_part(figure.kind, part)});
    }
    if (const auto pressed = share_bar(kit_, title, shares, 24))
      show_behind(figure.kind, bar.key + "#" + std::string(spelling_of_part(figure.kind, *pressed)));
  }
}

// ---- a picture of it, and what is behind it
// --------------------------------------------------------------------------

void FigureCards::take_picture(FigureKind kind, const Rect& rect) {
  if (state_.picture != kind) return;
  kit_.wake_in(0);
  // All of it has to be in sight; the last frame draws it without its buttons.
  if (state_.frames_to_picture == frames_until_picture) scroll_into_view(kit_, rect);
  if (state_.frames_to_picture-- > 0) return;
  state_.picture.reset();
  const float top = std::max(rect.y, 0.f), bottom = std::min(rect.bottom(), kit_.viewport().height);
  workspace_.copy_picture({.name = "unrepeat-" + std::string(spelling_of(kind)) + ".png",
                           .x = rect.x,
                           .y = top,
                           .width = rect.width,
                           .height = bottom - top});
}

void FigureCards::draw_theme(const std::string& theme) {
  const Library& knowledge = workspace_.knowledge();
  const auto is_it = [&](const FactorWord& word) { return folded_theme(word.name) == folded_theme(theme); };
  const auto word = std::ranges::find_if(knowledge.factors, is_it);
  if (word != knowledge.factors.end()) {
    for (const std::string& synonym : word->synonyms) {
      if (!button(kit_, kit_.say(Text::learn_theme_part, synonym), {.look = Look::quiet, .icon = Icon::x})) continue;
      Library changed = knowledge;
      auto& own = *std::ranges::find_if(changed.factors, is_it);
      std::erase(own.synonyms, synonym);
      const std::string parted = synonym;
      return workspace_.set_knowledge(std::move(changed), kit_.say(Text::learn_theme_parted, parted));
    }
  }
  const Figure* themes = figures_.figure(FigureKind::themes);
  if (themes == nullptr) return;
  std::vector<std::string_view> others;
  for (const FigureBar& bar : themes->bars)
    if (const BarKey key = parts_of(bar.key); key.of == "theme" && key.what != theme) others.push_back(key.what);
  if (others.empty()) return;
  const auto chosen = select(kit_, kit_.say(Text::learn_theme_with, theme), others, std::nullopt,
                             {.placeholder = kit_.say(Text::learn_themes_together)});
  if (!chosen) return;
  // The other one's name stays; what was counted as this one goes along.
  Library changed = knowledge;
  const std::string into(others[*chosen]);
  std::vector<std::string> along{theme};
  for (const FactorWord& one : changed.factors)
    if (is_it(one)) along.insert(along.end(), one.synonyms.begin(), one.synonyms.end());
  std::erase_if(changed.factors, is_it);
  auto at = std::ranges::find_if(changed.factors,
                                 [&](const FactorWord& one) { return folded_theme(one.name) == folded_theme(into); });
  if (at == changed.factors.end()) {
    FactorWord made;
    made.id = workspace_.ports().ids.next_as<unrepeat::Id<FactorWord>>();
    made.name = into;
    at = changed.factors.insert(changed.factors.end(), std::move(made));
  }
  at->synonyms.insert(at->synonyms.end(), along.begin(), along.end());
  workspace_.set_knowledge(std::move(changed), kit_.say(Text::learn_theme_joined, theme, into));
  app_.replace_route(Route(route_).set("behind", {}).address());
}

void FigureCards::draw_behind() {
  const auto wanted = behind_of(route_);
  if (!wanted) return;
  const BehindFigure& behind = workspace_.list_behind(wanted->kind, scope_, wanted->key);
  // It opens with what is in it, so that the focus goes there.
  if (behind.rows() == nullptr) return;
  std::string title = name_of(wanted->kind);
  if (const BarKey key = parts_of(wanted->key); key.of == "left_out") {
    if (const auto why = choice_spelt<LeftOut>(key.what))
      title = kit_.say(Text::learn_behind_of, title, kit_.say(label_of(*why)));
  } else if (key.of == "promises_left_out") {
    if (const auto why = choice_spelt<PromiseLeftOut>(key.what)) {
      std::int64_t count = 0;
      for (const FigureIncident& one : *behind.rows()) count += one.value;
      title = kit_.say(Text::learn_behind_of, title, kit_.say(label_of(*why), count));
    }
  } else if (!wanted->key.empty()) {
    const auto [bar, part] = part_key(wanted->kind, wanted->key);
    std::string name = name_of_bar(workspace_.language, bar);
    if (part) name = kit_.say(Text::learn_part, name, kit_.say(label_of_part(wanted->kind, *part)));
    title = kit_.say(Text::learn_behind_of, title, name);
  }
  const auto close = [&] { app_.replace_route(Route(route_).set("behind", {}).address()); };
  if (!dialog(kit_, kit_.say(Text::learn_behind, title), 680, [&] {
        if (const BarKey key = parts_of(wanted->key); key.of == "theme") draw_theme(std::string(key.what));
        const std::vector<FigureIncident>& rows = *behind.rows();
        if (rows.empty()) return text(kit_, kit_.say(Text::learn_behind_none), {.style = Style::secondary});
        const bool has_durations = wanted->kind == FigureKind::durations && parts_of(wanted->key).of != "left_out";
        const bool counts_promises =
            wanted->kind == FigureKind::kept || parts_of(wanted->key).of == "promises_left_out";
        text(kit_, kit_.say(Text::learn_incidents, rows.size()), {.style = Style::secondary});
        const std::string last = has_durations ? name_of(FigureKind::durations) : std::string();
        const TableColumn columns[] = {
            {.name = kit_.say(Text::learn_csv_incident)},
            {.name = kit_.say(Text::field_severity), .width = 80, .from = 480},
            {.name = has_durations ? std::string_view(last) : kit_.say(Text::library_column_date), .width = 130},
        };
        Table table(kit_, {.name = kit_.say(Text::learn_behind, title),
                           .columns = columns,
                           .row_count = rows.size(),
                           .row_height = 56});
        for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
          const FigureIncident& one = rows[i];
          const std::string address = "#/pm/" + text_of(one.id);
          if (table.row(i, std::hash<std::string>{}(address), {.address = address}).pressed) app_.go_to(address);
          table.title_cell(table.title_height(one.title) + (has_durations ? 19.f : 0.f), one.title, [&] {
            if (has_durations)
              text(kit_, day(one.started_at, one.time_zone), {.style = Style::caption, .max_width = 0, .max_lines = 1});
          });
          table.cell(23, [&] {
            if (one.severity)
              tag(kit_, kit_.say(Text::library_severity, *one.severity),
                  severity_tone(static_cast<int>(*one.severity)));
          });
          table.cell(19, [&] {
            const std::string said = has_durations                      ? format_duration(seconds(one.value))
                                     : counts_promises && one.value > 0 ? kit_.say(Text::learn_promises, one.value)
                                                                        : day(one.started_at, one.time_zone);
            text(kit_, said, {.style = Style::secondary, .max_width = 0, .max_lines = 1});
          });
        }
      }))
    close();
}

}  // namespace unrepeat::shell
