// What is counted and left out is the core's; here is how it is drawn and where it leads.
#include "shell/screens/learn/figures.hpp"

#include <algorithm>
#include <cmath>

#include "core/learn/figure_words.hpp"
#include "core/time/date_words.hpp"
#include "shell/widgets/chart.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/prose.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// Of marked incidents so many are listed; to look only at their period shows all.
constexpr std::size_t most_listed = 12;
/// So many bars of a chart, or rows of a group, are shown until somebody wants all.
constexpr std::size_t most_bars_at_first = 12, most_rows_at_first = 8;
constexpr std::string_view all_bars = "all bars";
/// Narrower, two lists of parts stand one below the other.
constexpr float least_parts = 320;
/// Before the one that is kept: in it words are measured that the page has not.
constexpr int frames_until_picture = 1;
/// Below this the moments stand in a line of their own.
constexpr float least_beside_ends = 380;

}  // namespace

std::string FigureCards::day(const std::optional<Instant>& at, const std::string& zone) const {
  return at ? date_words(workspace_.language, *at, zone, workspace_.zones())
            : std::string(kit_.say(Text::library_unknown));
}

void FigureCards::draw(FigureKind kind) {
  const float width = kit_.available();
  draw_card(kind);
  if (state_.picture == kind && figures_.figure(kind) != nullptr) take_picture(kind, width);
}

void FigureCards::draw_card(FigureKind kind) {
  const Figure* figure = figures_.figure(kind);
  auto card = kit_.card(16, 8);
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
  PreparedFigure& prepared = state_.prepared[static_cast<std::size_t>(kind)];
  prepare(prepared, *figure, figures_.edition(kind), scope_, workspace_, time_zone_);
  draw_counts(kind, prepared);
  if (figure->count > 0) draw_chart(*figure, prepared);
  kit_.space(2);
  divider(kit_);
  prose(kit_, "conclusion", prepared.conclusion,
        {.words = Style::secondary, .strong = Style::secondary_strong, .max_width = 0});
}

void FigureCards::draw_head(FigureKind kind, const Figure* figure) {
  const bool has_ends = kind == FigureKind::durations;
  const bool are_ends_below = has_ends && kit_.available() < least_beside_ends;
  {
    auto row = kit_.row(8, kit_.control_height());
    // What can be done with it stays in its line.
    const bool has_menu = figure != nullptr && figure->count > 0;
    heading(kit_, 2, kit_.say(label_of(kind)), Style::strong, has_menu ? kit_.control_height() + 8 : 0);
    if (has_ends && !are_ends_below) draw_ends(0);
    draw_menu(kind, has_menu);
  }
  if (are_ends_below)
    draw_ends(kit_.available());
  else
    close_up(kit_);
}

/// Between which moments.
void FigureCards::draw_ends(float width) {
  if (is_in_picture_) return text(kit_, words_of(workspace_.language, scope_.ends), {.style = Style::secondary});
  std::vector<std::string> names;
  std::size_t selected = 0;
  for (std::size_t i = 0; i < std::size(named_durations); ++i) {
    names.push_back(words_of(workspace_.language, named_durations[i]));
    if (named_durations[i] == scope_.ends) selected = i;
  }
  const std::vector<std::string_view> choices(names.begin(), names.end());
  const auto next =
      select(kit_, kit_.say(Text::learn_choose_ends), choices, selected, {.label_hidden = true, .width = width});
  if (!next) return;
  std::string ends(spelling_of(named_durations[*next].from));
  ends.append("-").append(spelling_of(named_durations[*next].to));
  app_.replace_route(Route(route_).set("ends", *next == 0 ? std::string() : ends).address());
}

void FigureCards::draw_menu(FigureKind kind, bool has_menu) {
  // In a picture there is no button: where it is from stands there.
  if (is_in_picture_) {
    kit_.spacer();
    // And what it is of, which on the screen stands above all of them.
    std::string from = filter_words(workspace_.language, scope_);
    from += (from.empty() ? "" : " · ") + std::string(kit_.say(Text::frame_app_name));
    text(kit_, from, {.style = Style::caption, .max_width = 0, .silent = true});
    return;
  }
  if (!has_menu) return;
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

void FigureCards::draw_counts(FigureKind kind, const PreparedFigure& prepared) {
  constexpr float between = 12, beside_words = 24;
  const float both =
      kit_.measure(Style::secondary, prepared.counts) + kit_.measure(Style::secondary, prepared.left_out);
  const bool is_below = !prepared.reasons.empty() && both + between + beside_words > kit_.available();
  const auto draw_counted = [&] {
    text(kit_, prepared.counts, {.style = Style::secondary, .max_width = 0, .max_lines = 1});
  };
  if (is_below) {
    {
      auto line = kit_.row(between, kit_.control_height());
      draw_counted();
    }
    close_up(kit_);
  }
  auto row = kit_.row(between, kit_.control_height());
  if (!is_below) draw_counted();
  if (prepared.reasons.empty()) return;
  std::vector<MenuItem> items;
  for (const std::string& reason : prepared.reasons) items.push_back({.name = reason});
  // With the reasons, where they have room.
  const float taken = is_below ? 0 : kit_.measure(Style::secondary, prepared.counts) + between;
  const float room = kit_.row_width() - taken - beside_words;
  const bool fits = kit_.measure(Style::secondary, prepared.left_out_why) <= room;
  if (const auto chosen = menu(kit_, prepared.left_out_why, items,
                               {.look = Look::note, .shown = fits ? prepared.left_out_why : prepared.left_out}))
    show_behind(kind, prepared.left_keys[*chosen]);
}

void FigureCards::draw_chart(const Figure& figure, const PreparedFigure& prepared) {
  switch (figure.kind) {
    case FigureKind::durations: return state_.shows_shares ? draw_shares(prepared) : draw_dots(figure, prepared);
    case FigureKind::phases: return draw_phases(prepared);
    case FigureKind::rate: return draw_months(prepared);
    case FigureKind::detection:
    case FigureKind::factors:
    case FigureKind::themes: return draw_bars(figure.kind, prepared);
    case FigureKind::open_age: return draw_open_age(prepared);
    case FigureKind::kept:
    case FigureKind::coverage:
      draw_legend(figure.kind, prepared.groups);
      return draw_groups(figure.kind, prepared.groups);
  }
}

// ---- durations ------------------------------------------------------------------------------------------------------

void FigureCards::draw_dots(const Figure& figure, const PreparedFigure& prepared) {
  if (!prepared.scale) return;
  const Instant first = prepared.first;
  const double length = std::max(1.0, static_cast<double>((prepared.last - first).microseconds));
  std::optional<std::pair<double, double>> marked;
  if (state_.marked) {
    const auto place_of = [&](Instant at) { return static_cast<double>((at - first).microseconds) / length; };
    marked = std::pair(place_of(state_.marked->first), place_of(state_.marked->second));
  }
  const DotChartPress press =
      dot_chart(kit_, {.name = prepared.dots_said,
                       .hint = kit_.say(Text::learn_dots_hint),
                       .scale = *prepared.scale,
                       .dots = prepared.dots,
                       .stretches = prepared.stretches,
                       .marked = marked,
                       .words_of = [&](std::size_t index) {
                         const FigureIncident& one = figure.incidents[index];
                         return kit_.say(Text::learn_dot, one.title, day(one.started_at, one.time_zone),
                                         format_duration(seconds(one.value)));
                       }});
  if (prepared.has_boxes) text(kit_, kit_.say(Text::learn_box_legend), {.style = Style::caption, .max_width = 0});
  if (press.opened) app_.go_to("#/pm/" + text_of(figure.incidents[*press.opened].id));
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
    text(kit_, kit_.say(Text::learn_period_of, day(from, time_zone_), day(until, time_zone_)),
         {.style = Style::secondary, .max_width = 0});
    kit_.spacer();
    if (button(kit_, kit_.say(Text::learn_look_at_marked), {.look = Look::quiet})) {
      const auto date = [&](Instant at) { return format_date(date_in(workspace_.zones(), scope_.time_zone, at)); };
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

void FigureCards::draw_shares(const PreparedFigure& prepared) {
  if (prepared.steps.empty()) return;
  step_chart(kit_, {.name = prepared.curve_said, .steps = prepared.steps, .ticks = prepared.ticks});
  text(kit_, prepared.within, {.style = Style::secondary, .max_width = 0});
}

// ---- the others -----------------------------------------------------------------------------------------------------

void FigureCards::draw_phases(const PreparedFigure& prepared) {
  if (const auto pressed = share_bar(kit_, kit_.say(label_of(FigureKind::phases)), prepared.shares))
    show_behind(FigureKind::phases, prepared.bar_keys[*pressed]);
  constexpr float between_columns = 16, beside_tag = 6, tag_padding = 14;
  float widest = 0;
  for (const ChartShare& share : prepared.shares)
    widest = std::max(widest, kit_.measure(Style::caption_strong, share.value) + tag_padding + beside_tag +
                                  kit_.measure(Style::secondary, share.name));
  const auto draw_names = [&](std::span<const ChartShare> shares) {
    auto column = kit_.inset(0, 0);
    for (const ChartShare& share : shares) {
      auto scope = kit_.scope(share.name);
      auto row = kit_.row(beside_tag, 24);
      tag(kit_, share.value, share.tone);
      text(kit_, share.name, {.style = Style::secondary, .max_width = 0, .silent = true});
    }
  };
  const std::span<const ChartShare> all(prepared.shares);
  const std::size_t half = (all.size() + 1) / 2;
  if (kit_.available() < 2 * std::ceil(widest) + between_columns) return draw_names(all);
  kit_.split({1.f, 1.f}, between_columns, 0,
             [&](std::size_t column) { draw_names(column == 0 ? all.first(half) : all.subspan(half)); });
}

void FigureCards::draw_bars(FigureKind kind, const PreparedFigure& prepared) {
  const std::size_t count = prepared.bars.size(), shown = shown_of(kit_, count, most_bars_at_first, all_bars);
  if (const auto pressed = bar_chart(kit_, kit_.say(label_of(kind)), std::span(prepared.bars).first(shown)))
    show_behind(kind, prepared.bar_keys[*pressed]);
  show_more(kit_, count, shown, all_bars);
  draw_unlisted(count == shown ? prepared.unlisted : std::string());
}

void FigureCards::draw_unlisted(const std::string& words) {
  if (!words.empty()) text(kit_, words, {.style = Style::caption, .max_width = 0});
}

void FigureCards::draw_months(const PreparedFigure& prepared) {
  if (const auto pressed = column_chart(kit_, kit_.say(Text::learn_months), prepared.bars))
    show_behind(FigureKind::rate, prepared.bar_keys[*pressed]);
}

void FigureCards::draw_open_age(const PreparedFigure& prepared) {
  if (prepared.steps.empty()) return;
  step_chart(kit_, {.name = prepared.curve_said, .begins_at = 1, .steps = prepared.steps, .ticks = prepared.ticks});
}

/// What the tints of the bars below are.
void FigureCards::draw_legend(FigureKind kind, std::span<const PreparedGroup> groups) {
  auto row = kit_.row(8, 24);
  for (std::size_t part = 0; part < (kind == FigureKind::kept ? kept_parts : coverage_parts); ++part) {
    const bool occurs = std::ranges::any_of(groups, [&](const PreparedGroup& group) {
      return std::ranges::any_of(group.rows, [&](const ChartShareRow& line) { return line.shares[part].share > 0; });
    });
    if (occurs) tag(kit_, kit_.say(label_of_part(kind, part)), tone_of_part(kind, part));
  }
}

void FigureCards::draw_groups(FigureKind kind, std::span<const PreparedGroup> groups) {
  constexpr float between_groups = 16, between_columns = 32;
  const auto draw_all = [&](std::span<const PreparedGroup> all) {
    auto column = kit_.inset(0, 0, between_groups);
    for (const PreparedGroup& group : all) {
      auto one = kit_.inset(0, 0, 6);
      draw_group(kind, group);
    }
  };
  if (kit_.available() < 2 * least_parts + between_columns || groups.size() < 2) return draw_all(groups);
  // The first group beside all others.
  kit_.split({1.f, 1.f}, between_columns, least_parts,
             [&](std::size_t column) { draw_all(column == 0 ? groups.first(1) : groups.subspan(1)); });
}

void FigureCards::draw_group(FigureKind kind, const PreparedGroup& group) {
  auto scope = kit_.scope(kit_.say(group.name));
  heading(kit_, 3, kit_.say(group.name), Style::caption_strong);
  const std::size_t count = group.rows.size(), shown = shown_of(kit_, count, most_rows_at_first, all_bars);
  if (const auto pressed = share_rows(kit_, kit_.say(group.name), std::span(group.rows).first(shown)))
    show_behind(kind, group.keys[pressed->row] + "#" + std::string(spelling_of_part(kind, pressed->share)));
  show_more(kit_, count, shown, all_bars);
  draw_unlisted(count == shown ? group.unlisted : std::string());
}

// ---- a picture of it, and what is behind it -------------------------------------------------------------------------

void FigureCards::take_picture(FigureKind kind, float width) {
  kit_.wake_in(0);
  is_in_picture_ = true;
  auto picture = kit_.picture(width);
  draw_card(kind);
  picture.close();
  is_in_picture_ = false;
  if (state_.frames_to_picture-- > 0) return;
  state_.picture.reset();
  workspace_.copy_picture({.name = "unrepeat-" + std::string(spelling_of(kind)) + ".png",
                           .width = kit_.last_picture().width,
                           .height = kit_.last_picture().height});
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
  const protocol::IncidentsBehind* behind = workspace_.list_behind(wanted->kind, scope_, wanted->key).found();
  // It opens with what is in it, so that the focus goes there.
  if (behind == nullptr) return;
  std::string title = name_of(wanted->kind);
  if (const BarKey key = parts_of(wanted->key); key.of == "left_out") {
    if (const auto why = choice_spelt<LeftOut>(key.what))
      title = kit_.say(Text::learn_behind_of, title, kit_.say(label_of(wanted->kind, *why)));
  } else if (key.of == "promises_left_out") {
    if (const auto why = choice_spelt<PromiseLeftOut>(key.what))
      title = kit_.say(Text::learn_behind_of, title, kit_.say(label_of(*why), behind->value));
  } else if (!wanted->key.empty()) {
    const auto [bar, part] = part_key(wanted->kind, wanted->key);
    std::string name = name_of_bar(workspace_.language, bar);
    if (part) name = kit_.say(Text::learn_part, name, kit_.say(label_of_part(wanted->kind, *part)));
    title = kit_.say(Text::learn_behind_of, title, name);
  }
  const auto close = [&] { app_.replace_route(Route(route_).set("behind", {}).address()); };
  if (!dialog(kit_, kit_.say(Text::learn_behind, title), 680, [&] {
        if (const BarKey key = parts_of(wanted->key); key.of == "theme") draw_theme(std::string(key.what));
        const std::vector<FigureIncident>& rows = behind->rows;
        if (rows.empty()) return text(kit_, kit_.say(Text::learn_behind_none), {.style = Style::secondary});
        const bool has_durations = (wanted->kind == FigureKind::durations || wanted->kind == FigureKind::phases) &&
                                   parts_of(wanted->key).of != "left_out";
        const bool counts_promises =
            wanted->kind == FigureKind::kept || parts_of(wanted->key).of == "promises_left_out";
        text(kit_,
             rows.size() < static_cast<std::size_t>(behind->count)
                 ? kit_.say(Text::learn_behind_first, behind->count, rows.size())
                 : kit_.say(Text::learn_incidents, behind->count),
             {.style = Style::secondary});
        const bool is_narrow = width_of(kit_.viewport()) == Width::one_column;
        const TableColumn columns[] = {
            {.name = kit_.say(Text::learn_csv_incident)},
            {.name = kit_.say(Text::field_severity), .width = 80, .from = 480},
            {.name = kit_.say(has_durations ? label_of(FigureKind::durations) : Text::library_column_date),
             .width = 130,
             .from = 480},
        };
        const auto said_of = [&](const FigureIncident& one) {
          return has_durations                      ? format_duration(seconds(one.value))
                 : counts_promises && one.value > 0 ? kit_.say(Text::learn_promises, one.value)
                                                    : day(one.started_at, one.time_zone);
        };
        // What has no column of its own there.
        const auto below_title = [&](const FigureIncident& one) {
          std::string words = has_durations ? day(one.started_at, one.time_zone) : std::string();
          if (!is_narrow) return words;
          // As everywhere: the day, how severe, how long.
          if (!has_durations) words = said_of(one);
          if (one.severity) words += " · " + kit_.say(Text::library_severity, *one.severity);
          return has_durations ? words + " · " + said_of(one) : words;
        };
        Table table(kit_, {.name = kit_.say(Text::learn_behind, title),
                           .columns = columns,
                           .row_count = rows.size(),
                           .row_height = is_narrow       ? 106.f
                                         : has_durations ? 80.f
                                                         : 64.f,
                           .title_lines = is_narrow ? 3 : 2});
        for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
          const FigureIncident& one = rows[i];
          const std::string address = "#/pm/" + text_of(one.id);
          if (table.row(i, std::hash<std::string>{}(address), {.address = address}).pressed) app_.go_to(address);
          const std::string below = below_title(one);
          table.title_cell(table.title_height(one.title) + (below.empty() ? 0.f : 19.f), one.title, [&] {
            if (!below.empty()) text(kit_, below, {.style = Style::caption, .max_width = 0, .max_lines = 1});
          });
          table.cell(23, [&] {
            if (one.severity)
              tag(kit_, kit_.say(Text::library_severity, *one.severity),
                  severity_tone(static_cast<int>(*one.severity)));
          });
          table.cell(19,
                     [&] { text(kit_, said_of(one), {.style = Style::secondary, .max_width = 0, .max_lines = 1}); });
        }
      }))
    close();
}

}  // namespace unrepeat::shell
