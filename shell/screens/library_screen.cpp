// Every post-mortem as a line: search, views, sorting, choosing several. What is searched and shown is in the address,
// so that Back and a copied link say the same.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <vector>

#include "core/library/search_query.hpp"
#include "core/text/searched_words.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/route_filter.hpp"
#include "shell/screens/saved_views.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::LibrarySort;
using protocol::LibraryView;
using protocol::PostmortemRow;

constexpr std::int64_t lowest_severity = 5;

struct LibraryScreenState {
  bool is_selecting = false, shows_filters = false;
  std::vector<PostmortemId> selected;
  std::vector<PostmortemId> received;  ///< Of the selected, those that nobody adopted.

  void select_none() {
    selected.clear();
    received.clear();
  }
  void toggle(const PostmortemRow& row) {
    if (std::erase(selected, row.id) > 0) {
      std::erase(received, row.id);
      return;
    }
    selected.push_back(row.id);
    if (row.is_received) received.push_back(row.id);
  }
};

struct ViewName {
  LibraryView view;
  std::string_view parameter;
  Text name;
};
constexpr ViewName views[] = {
    {LibraryView::all, "", Text::library_view_all},
    {LibraryView::drafts, "drafts", Text::library_view_drafts},
    {LibraryView::in_review, "in-review", Text::library_view_in_review},
    {LibraryView::open_promises, "open-promises", Text::library_view_open_promises},
    {LibraryView::small, "small", Text::library_view_small},
    {LibraryView::examples, "examples", Text::library_view_examples},
};

enum class Column : std::uint8_t { select, severity, title, date, impact, promises, status };
constexpr std::size_t column_count = 7;

/// What a header sorts by, in the direction a first press gives.
struct SortName {
  LibrarySort sort;
  std::string_view parameter;
  Column column;
  bool descending_first;
  Text name;
};
constexpr SortName sorts[] = {
    {LibrarySort::started, "date", Column::date, true, Text::library_sort_newest},
    {LibrarySort::severity, "severity", Column::severity, false, Text::library_sort_severity},
    {LibrarySort::title, "title", Column::title, false, Text::library_sort_title},
    {LibrarySort::open_actions, "promises", Column::promises, true, Text::library_sort_promises},
};

struct SinceName {
  std::int64_t days;
  std::string_view parameter;
  Text name;
};
constexpr SinceName periods[] = {
    {30, "30", Text::library_last_month},
    {91, "91", Text::library_last_quarter},
    {365, "365", Text::library_last_year},
};

// ---- the address ----------------------------------------------------------------------------------------------------

LibraryQuery query_of(const Route& route, Instant now) {
  LibraryQuery query;
  query.search = route.parameter("q");
  if (!query.search.empty()) query.sort = LibrarySort::relevance;
  for (const ViewName& view : views)
    if (!view.parameter.empty() && view.parameter == route.parameter("view")) query.view = view.view;
  for (const SortName& sort : sorts) {
    if (sort.parameter != route.parameter("sort")) continue;
    query.sort = sort.sort;
    query.descending = sort.descending_first != (route.parameter("order") == "reversed");
  }
  const std::string_view severity = route.parameter("severity");
  if (severity.size() == 1 && severity[0] >= '1' && severity[0] <= '0' + lowest_severity)
    query.severities = {severity[0] - '0'};
  query.system = route.parameter("system");
  for (const SinceName& period : periods) {
    // From the beginning of a day, so that the question stays the same for a day.
    constexpr std::int64_t day = days(1).microseconds;
    if (period.parameter == route.parameter("since"))
      query.since = Instant{now.microseconds / day * day} - days(period.days);
  }
  return query;
}

void sort_by(App& app, Route route, Column column, const LibraryQuery& shown) {
  const auto chosen = std::ranges::find(sorts, column, &SortName::column);
  if (chosen == std::end(sorts)) return;
  const bool is_turned = shown.sort == chosen->sort && shown.descending == chosen->descending_first;
  const bool is_usual = chosen->sort == LibrarySort::started && !is_turned && shown.search.empty();
  route.set("sort", is_usual ? "" : chosen->parameter).set("order", is_turned ? "reversed" : "");
  app.replace_route(route.address());
}

// ---- a row in words -------------------------------------------------------------------------------------------------

struct Words {
  std::string text;
  Tone tone = Tone::neutral;
};

Words what_it_was(Language language, const PostmortemRow& row) {
  if (row.kind != RecordKind::incident) return {std::string(say(language, label_of(row.kind))), Tone::calm};
  if (row.severity)
    return {say(language, Text::library_severity, *row.severity), severity_tone(static_cast<int>(*row.severity))};
  return {std::string(say(language, label_of(row.kind))), Tone::neutral};
}

Words promises(Language language, const PostmortemRow& row) {
  // Of what is not ours no promise is.
  if (row.is_received) return {std::string(say(language, Text::library_unknown)), Tone::neutral};
  if (row.actions == 0) return {std::string(say(language, Text::library_promises_none)), Tone::neutral};
  if (row.open_actions == 0 && row.undecided_actions == 0)
    return {std::string(say(language, Text::library_promises_verified)), Tone::good};
  if (row.open_actions == 0) return {say(language, Text::library_promises_ideas, row.undecided_actions), Tone::neutral};
  // What is done is open until somebody looked whether it worked.
  if (row.open_actions == row.done_actions)
    return {say(language, Text::library_promises_done, row.open_actions), Tone::neutral};
  return {say(language, Text::library_promises_open, row.open_actions, row.actions - row.undecided_actions),
          Tone::warning};
}

std::string date_of(const Workspace& workspace, const PostmortemRow& row) {
  if (!row.started_at) return std::string(say(workspace.language, Text::library_unknown));
  return date_words(workspace.language, *row.started_at, row.time_zone, workspace.zones());
}

std::string impact_of(Language language, const PostmortemRow& row) {
  if (!row.impact_minutes) return std::string(say(language, Text::library_unknown));
  return *row.impact_minutes == 0 ? "< 1 min" : format_duration(minutes(*row.impact_minutes));
}

std::string_view status_of(Language language, const PostmortemRow& row) {
  const bool is_closed = row.status == StatusState::approved && row.open_actions + row.undecided_actions == 0;
  return say(language, is_closed ? Text::library_closed : label_of(row.status));
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += " · ";
    out += name;
  }
  return out;
}

/// Stable while the row moves. Whoever wrote a file may have chosen its ids: every byte counts.
std::uint64_t key_of(const PostmortemId& id) {
  constexpr std::uint64_t begin = 0xcbf29ce484222325, prime = 0x100000001b3;  // FNV-1a
  std::uint64_t key = begin;
  for (const std::uint8_t byte : id.bytes) key = (key ^ byte) * prime;
  return key;
}

// ---- where a search matched -----------------------------------------------------------------------------------------

constexpr char match_begins = '\x02', match_ends = '\x03';

bool has_match(std::string_view excerpt) { return excerpt.find(match_begins) != excerpt.npos; }

/// In one line, without its marks: the kit tints the words by itself.
std::string words_of(std::string_view excerpt) {
  std::string words;
  for (const char c : excerpt)
    if (c != match_begins && c != match_ends) words += c == '\n' ? ' ' : c;
  return words;
}

// ---- the screen -----------------------------------------------------------------------------------------------------

class LibraryScreen {
 public:
  explicit LibraryScreen(App& app)
      : app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        state_(app.remembered<LibraryScreenState>()),
        route_(app.route()),
        query_(query_of(route_, workspace_.now())),
        found_by_(query_.search.empty() ? std::string() : parse_search(query_.search).words),
        words_(found_by_.empty() ? SearchedWords() : SearchedWords(found_by_)),
        is_narrow_(width_of(kit_.viewport()) == Width::one_column) {
    workspace_.set_day(query_);
  }

  void draw(Rect content);

 private:
  const LibraryWindow& library() const { return workspace_.library(); }
  bool is_filtered() const {
    return !query_.search.empty() || !query_.severities.empty() || !query_.system.empty() || query_.since;
  }
  bool is_empty() const { return library().has_arrived() && library().count(LibraryView::all) == 0; }
  void draw_head();
  void draw_filters();
  void draw_views();
  bool has_words_for_select() const { return width_of(kit_.viewport()) == Width::three_columns; }
  void draw_select_button();
  void draw_card_button();
  /// What runs now is recorded.
  void draw_record_button();
  void draw_order();
  void draw_examples_line();
  void draw_empty_library();
  void draw_no_results();
  void draw_skeleton();
  float width_of_column(Text header, Style style, std::initializer_list<std::string_view> longest) const;
  void draw_table();
  void draw_wide_row(Table& table, const PostmortemRow& row);
  void draw_narrow_row(Table& table, const PostmortemRow& row);
  void draw_selection_bar(const Rect& bar);
  void draw_checkbox(const PostmortemRow& row);
  void draw_row_menu(const PostmortemRow& row);
  /// Where the search matched.
  void draw_excerpt(const PostmortemRow& row) {
    text(kit_, words_of(row.excerpt), {.style = Style::caption, .max_width = 0, .max_lines = 1});
  }
  bool has_words() const { return !words_.is_empty(); }
  /// Between a phone and a wide window the columns leave a title little room: it takes two lines.
  bool has_short_lines() const { return width_of(kit_.viewport()) == Width::two_columns; }
  float row_height() const {
    if (!is_narrow_) return has_short_lines() ? 82.f : 60.f;
    const float excerpt = has_words() ? kit_.rule(Style::caption).line_height : 0;
    return excerpt + (kit_.viewport().width < 360 ? 124.f : 100.f);
  }
  std::string_view title_of(const PostmortemRow& row) const {
    return row.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(row.title);
  }

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  LibraryScreenState& state_;
  Route route_;
  LibraryQuery query_;
  std::string found_by_;  ///< The words of the search, without its filters.
  SearchedWords words_;
  bool is_narrow_;
};

void LibraryScreen::draw_head() {
  auto row = kit_.row(is_narrow_ ? 0.f : 8.f);
  heading(kit_, 1, kit_.say(Text::library_title));
  // An empty library offers the same in its middle.
  if (is_empty()) return;
  // One line on a phone: New is its sign alone before anything else has to go.
  const std::string_view new_words = kit_.say(is_narrow_ ? Text::library_new_short : Text::library_new);
  constexpr float round_words = 56;
  const float side = kit_.control_height(),
              words = std::ceil(kit_.measure(Style::control_strong, new_words)) + round_words;
  const float room = kit_.available();
  const bool is_sign = is_narrow_ && 4 * side + words > room;
  const auto has_room_for = [&](float buttons) {
    return !is_narrow_ || buttons * side <= room - (is_sign ? side : words);
  };
  kit_.spacer();
  if (is_narrow_) draw_select_button();
  if (App::has_screen("#/import") && !is_narrow_ &&
      button(kit_, kit_.say(Text::library_import), {.icon = Icon::upload}))
    app_.go_to("#/import");
  if (has_room_for(3)) draw_record_button();
  draw_card_button();
  const ButtonOptions begin{.look = Look::primary, .icon = Icon::plus, .disabled = !workspace_.is_usable()};
  if (is_sign ? icon_button(kit_, begin.icon, new_words, begin) : button(kit_, new_words, begin))
    begin_postmortem(app_);
  if (has_room_for(4) && icon_button(kit_, Icon::chevron_down, kit_.say(Text::library_new_from),
                                     {.look = Look::quiet, .disabled = !workspace_.is_usable()}))
    begin_with_choice(app_);
}

void LibraryScreen::draw_record_button() {
  if (icon_button(kit_, Icon::clock, kit_.say(Text::frame_record),
                  {.look = Look::quiet, .disabled = !workspace_.is_usable()}))
    app_.go_to("#/record");
}

void LibraryScreen::draw_card_button() {
  const std::string_view name = kit_.say(Text::library_new_card);
  const ButtonOptions options{.icon = Icon::file_text, .disabled = !workspace_.is_usable()};
  if (is_narrow_ ? icon_button(kit_, options.icon, name, options) : button(kit_, name, options)) begin_card(app_);
}

void LibraryScreen::draw_select_button() {
  const std::string_view name = kit_.say(Text::library_select);
  const ButtonOptions options{.look = Look::quiet,
                              .icon = Icon::square_check,
                              .state = State::toggle | when(state_.is_selecting, State::pressed)};
  if (!(has_words_for_select() ? button(kit_, name, options) : icon_button(kit_, options.icon, name, options))) return;
  state_.is_selecting = !state_.is_selecting;
  state_.select_none();
}

void LibraryScreen::draw_filters() {
  std::vector<std::string> level_names;
  for (std::int64_t level = 1; level <= lowest_severity; ++level)
    level_names.push_back(kit_.say(Text::library_severity, level));
  const std::vector<std::string_view> levels(level_names.begin(), level_names.end());
  // A system of the address that no post-mortem names any more can still be seen and taken away.
  std::vector<std::string_view> systems(library().systems().begin(), library().systems().end());
  if (!query_.system.empty() && std::ranges::find(systems, query_.system) == systems.end())
    systems.push_back(query_.system);
  std::string_view period_names[std::size(periods)], period_values[std::size(periods)];
  for (std::size_t i = 0; i < std::size(periods); ++i) {
    period_names[i] = kit_.say(periods[i].name);
    period_values[i] = periods[i].parameter;
  }
  constexpr std::string_view level_values[] = {"1", "2", "3", "4", "5"};
  static_assert(std::size(level_values) == lowest_severity);
  const RouteFilter filters[] = {
      {"severity", Text::library_severity_filter, Text::library_any_severity, levels, level_values},
      {"system", Text::library_system_filter, Text::library_any_system, systems, systems},
      {"since", Text::library_since_filter, Text::library_any_time, period_names, period_values},
  };

  search_and_filters(app_, route_, kit_.say(Text::library_search), kit_.say(Text::library_keys), filters,
                     state_.shows_filters, [&] {
                       draw_views();
                       draw_order();
                       draw_saved_views(app_, "#/");
                     });
}

/// On a narrow window the table has no headers to press.
void LibraryScreen::draw_order() {
  std::string_view names[std::size(sorts)];
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < std::size(sorts); ++i) {
    names[i] = kit_.say(sorts[i].name);
    if (sorts[i].sort == query_.sort) chosen = i;
  }
  if (const auto next = select(kit_, kit_.say(Text::library_order), names, chosen, {.label_hidden = true});
      next && next != chosen)
    sort_by(app_, route_, sorts[*next].column, query_);
}

void LibraryScreen::draw_views() {
  std::array<Tab, std::size(views)> shown;
  std::array<std::string, std::size(views)> counts;
  std::array<std::size_t, std::size(views)> places{};
  std::size_t used = 0, selected = 0;
  for (std::size_t i = 0; i < std::size(views); ++i) {
    const std::int64_t count = library().count(views[i].view);
    if (views[i].view == LibraryView::examples && count == 0 && query_.view != views[i].view) continue;
    if (library().has_arrived()) counts[used] = number_words(workspace_.language, count);
    if (views[i].view == query_.view) selected = used;
    shown[used] = {.name = kit_.say(views[i].name), .count = counts[used]};
    places[used++] = i;
  }
  std::optional<std::size_t> chosen;
  // What does not stand in one line is a choice.
  if (is_narrow_ || width_of_tabs(kit_, std::span(shown).first(used)) > kit_.available()) {
    std::vector<std::string> names;
    for (const Tab& view : std::span(shown).first(used))
      names.push_back(std::string(view.name).append(1, ' ').append(view.count));
    const std::vector<std::string_view> choices(names.begin(), names.end());
    std::optional<Kit::Scope> row;
    if (!kit_.in_row()) row.emplace(kit_.row());
    chosen = select(kit_, kit_.say(Text::library_views), choices, selected, {.label_hidden = true});
  } else {
    chosen = tabs(kit_, kit_.say(Text::library_views), std::span(shown).first(used), selected);
  }
  if (chosen) app_.replace_route(route_.set("view", views[places[*chosen]].parameter).address());
}

void LibraryScreen::draw_examples_line() {
  const std::int64_t count = library().count(LibraryView::examples);
  if (count == 0 || is_filtered() || (query_.view != LibraryView::all && query_.view != LibraryView::examples)) return;
  auto row = kit_.row(4);
  text(kit_, kit_.say(Text::library_are_examples, count), {.style = Style::secondary});
  if (button(kit_, kit_.say(Text::library_remove_examples, count), {.look = Look::quiet})) workspace_.remove_examples();
}

void LibraryScreen::draw_empty_library() {
  auto scope = kit_.scope("empty");
  empty_state(kit_, Icon::file_text, kit_.say(Text::library_empty_title), kit_.say(Text::library_empty), [&] {
    const float width = is_narrow_ ? kit_.row_width() : 0;
    if (button(kit_, kit_.say(Text::library_new), {.look = Look::primary, .icon = Icon::plus, .width = width}))
      begin_postmortem(app_);
    if (button(kit_, kit_.say(Text::library_new_card), {.icon = Icon::file_text, .width = width})) begin_card(app_);
    if (button(kit_, kit_.say(Text::frame_record), {.icon = Icon::clock, .width = width})) app_.go_to("#/record");
    if (App::has_screen("#/import") &&
        button(kit_, kit_.say(Text::library_import), {.icon = Icon::upload, .width = width}))
      app_.go_to("#/import");
    if (button(kit_, kit_.say(Text::library_add_examples),
               {.look = is_narrow_ ? Look::secondary : Look::quiet,
                .busy = workspace_.is_adding_examples(),
                .width = width}))
      workspace_.add_examples();
  });
}

void LibraryScreen::draw_no_results() {
  empty_state(kit_, Icon::search, kit_.say(Text::library_no_results_title),
              kit_.say(is_filtered() ? Text::library_no_results : Text::library_empty_view), [&] {
                if (button(kit_, kit_.say(Text::library_show_all))) app_.replace_route("#/");
              });
}

/// Lines where the rows will be, so that nothing jumps when they come.
void LibraryScreen::draw_skeleton() {
  const float height = row_height();
  kit_.declare({.id = kit_.id("loading"),
                .role = Role::status,
                .name = kit_.say(Text::library_loading),
                .rect = kit_.place(0, 0)});
  for (int i = 0; i < 6; ++i) {
    const Rect row = kit_.place(0, height - 8);
    const ImU32 ink = kit_.colour(Token::faint_line);
    kit_.fill({row.x + 8, row.y + 16, 44, 20}, ink, 5);
    kit_.fill({row.x + 96, row.y + 10, std::min(360.f, row.width - 104), 14}, ink, 4);
    kit_.fill({row.x + 96, row.y + 32, std::min(140.f, row.width - 104), 10}, ink, 4);
    kit_.fill({row.x, row.bottom() + 3, row.width, 1}, kit_.colour(Token::line));
  }
}

void LibraryScreen::draw_checkbox(const PostmortemRow& row) {
  const bool is_selected = std::ranges::contains(state_.selected, row.id);
  if (checkbox(kit_, kit_.say(Text::library_choose, title_of(row)), is_selected, {.label_hidden = true}))
    state_.toggle(row);
}

/// What else can be done with it.
void LibraryScreen::draw_row_menu(const PostmortemRow& row) {
  enum class Deed : std::uint8_t { select, adopt, export_file, remove };
  std::vector<Deed> deeds;
  std::vector<MenuItem> items;
  const auto add = [&](Deed deed, MenuItem item) {
    deeds.push_back(deed);
    items.push_back(item);
  };
  add(Deed::select, {.name = kit_.say(Text::library_select), .icon = Icon::square_check});
  if (row.is_received) add(Deed::adopt, {.name = kit_.say(Text::received_adopt), .icon = Icon::check});
  add(Deed::export_file,
      {.name = kit_.say(Text::library_export), .icon = Icon::download, .disabled = workspace_.is_exporting()});
  add(Deed::remove,
      {.name = kit_.say(Text::library_remove), .icon = Icon::trash_2, .danger = true, .line_before = true});
  const auto chosen = context_menu(kit_, kit_.id("row"), title_of(row), items);
  if (!chosen) return;
  switch (deeds[*chosen]) {
    case Deed::adopt: return workspace_.adopt({row.id});
    case Deed::export_file: return workspace_.export_as(protocol::ExportFormat::json, {row.id});
    case Deed::remove: return workspace_.remove({row.id});
    case Deed::select: break;
  }
  if (!state_.is_selecting) state_.select_none();
  state_.is_selecting = true;
  if (!std::ranges::contains(state_.selected, row.id)) state_.toggle(row);
}

void LibraryScreen::draw_wide_row(Table& table, const PostmortemRow& row) {
  const Language language = workspace_.language;
  table.cell(22, [&] {
    const Words words = what_it_was(language, row);
    tag(kit_, words.text, words.tone);
  });
  auto written = kit_.written_by_people();
  table.title_cell(table.title_height(title_of(row)) + 19, title_of(row), [&] {
    if (has_match(row.excerpt)) return draw_excerpt(row);
    std::vector<std::string> words = row.systems;
    if (row.is_received) words.insert(words.begin(), std::string(kit_.say(Text::received_tag)));
    if (!words.empty()) text(kit_, joined(words), {.style = Style::caption, .max_width = 0, .max_lines = 1});
  });
  written.close();
  const auto words_cell = [&](std::string_view words, Tone tone = Tone::neutral) {
    table.cell(19,
               [&] { text(kit_, words, {.style = Style::secondary, .tone = tone, .max_width = 0, .max_lines = 1}); });
  };
  words_cell(date_of(workspace_, row));
  words_cell(impact_of(language, row));
  const Words kept = promises(language, row);
  words_cell(kept.text, kept.tone);
  words_cell(status_of(language, row));
}

void LibraryScreen::draw_narrow_row(Table& table, const PostmortemRow& row) {
  const float below = row_height() - 24 - 2 * kit_.rule(Style::strong).line_height;
  auto written = kit_.written_by_people();
  table.title_cell(table.title_height(title_of(row)) + below, title_of(row), [&] {
    if (has_match(row.excerpt)) draw_excerpt(row);
    written.close();
    kit_.space(4);
    const Words kind = what_it_was(workspace_.language, row), kept = promises(workspace_.language, row);
    auto line = kit_.row(8, 22);
    tag(kit_, kind.text, kind.tone);
    if (row.is_received) tag(kit_, kit_.say(Text::received_tag), Tone::calm);
    text(kit_, date_of(workspace_, row), {.style = Style::secondary});
    if (row.actions > 0 && !row.is_received) text(kit_, kept.text, {.style = Style::secondary, .tone = kept.tone});
  });
}

/// As wide as its header, with the arrow of the order, and the longest that usually stands there.
float LibraryScreen::width_of_column(Text header, Style style, std::initializer_list<std::string_view> longest) const {
  float width = kit_.measure(Style::caption, kit_.say(header)) + 20;
  for (const std::string_view words : longest) width = std::max(width, kit_.measure(style, words));
  return std::ceil(width);
}

void LibraryScreen::draw_table() {
  const auto name = [&](Text column) { return kit_.say(column); };
  const Language language = workspace_.language;
  constexpr float tag_padding = 14;
  const auto date = [&](std::int64_t seconds) {
    return date_words(language, Instant{seconds * 1'000'000}, "UTC", workspace_.zones());
  };
  const float kind =
      tag_padding + width_of_column(Text::library_column_severity, Style::caption_strong,
                                    {name(label_of(RecordKind::near_miss)), name(label_of(RecordKind::false_alarm)),
                                     name(label_of(RecordKind::drill))});
  const TableColumn wide[column_count] = {
      {.name = name(Text::library_column_select),
       .width = !state_.is_selecting    ? 1.f
                : kit_.viewport().touch ? metric::control_touch
                                        : 18.f,
       .from = state_.is_selecting ? 0 : 1e9f},
      {.name = name(Text::library_column_severity), .width = kind, .sortable = true},
      {.name = name(Text::library_column_title), .sortable = true},
      {.name = name(Text::library_column_date),
       .width =
           width_of_column(Text::library_column_date, Style::secondary, {date(1'779'926'400), date(1'790'553'600)}),
       .sortable = true},
      {.name = name(Text::library_column_impact),
       .width = width_of_column(Text::library_column_impact, Style::secondary, {format_duration(minutes(1439))}),
       .from = 760},
      {.name = name(Text::library_column_promises),
       .width = width_of_column(Text::library_column_promises, Style::secondary,
                                {kit_.say(Text::library_promises_open, 10, 12),
                                 kit_.say(Text::library_promises_done, 10), kit_.say(Text::library_promises_verified)}),
       .sortable = true},
      {.name = name(Text::library_column_status),
       .width = width_of_column(Text::library_column_status, Style::secondary,
                                {name(label_of(StatusState::not_required)), name(label_of(StatusState::in_review)),
                                 name(label_of(StatusState::not_started))}),
       .from = 860},
  };
  const TableColumn narrow[] = {wide[0], wide[2]};
  const auto sorted = std::ranges::find(sorts, query_.sort, &SortName::sort);
  Table table(
      kit_, {.name = name(Text::library_table),
             .columns = is_narrow_ ? std::span<const TableColumn>(narrow) : wide,
             .row_count = library().size(),
             .row_height = row_height(),
             .sorted_by = sorted == std::end(sorts) || is_narrow_ ? SIZE_MAX : static_cast<std::size_t>(sorted->column),
             .descending = query_.descending,
             .title_lines = is_narrow_ || has_short_lines() ? 2 : 1,
             .header_hidden = is_narrow_});
  if (table.sort_pressed) sort_by(app_, route_, static_cast<Column>(*table.sort_pressed), query_);
  workspace_.show_rows(table.rows.first, table.rows.last);
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const PostmortemRow* row = library().row(i);
    if (row == nullptr) continue;
    // What was searched is looked for there, too.
    const std::string address = Route("#/pm/" + text_of(row->id)).set("find", found_by_).address();
    const bool is_selected = std::ranges::find(state_.selected, row->id) != state_.selected.end();
    if (table.row(i, key_of(row->id), {.address = address, .selected = is_selected}).pressed) app_.go_to(address);
    table.cell(kit_.viewport().touch ? metric::control_touch : 28, [&] { draw_checkbox(*row); });
    if (is_narrow_)
      draw_narrow_row(table, *row);
    else
      draw_wide_row(table, *row);
    draw_row_menu(*row);
  }
}

void LibraryScreen::draw_selection_bar(const Rect& bar) {
  kit_.fill(bar, kit_.colour(Token::surface));
  kit_.fill({bar.x, bar.y, bar.width, 1}, kit_.colour(Token::line));
  const float padding = page_padding(kit_);
  auto column = kit_.column({bar.x + padding, bar.y, bar.width - 2 * padding, bar.height}, 0);
  auto scope = kit_.scope("selection");
  auto row = kit_.row(is_narrow_ ? 4.f : 8.f, bar.height);
  const bool has_none = state_.selected.empty();
  const auto press = [&](Text name, const ButtonOptions& options) {
    return is_narrow_ ? icon_button(kit_, options.icon, kit_.say(name), options)
                      : button(kit_, kit_.say(name), options);
  };
  text(kit_, kit_.say(Text::library_selected, state_.selected.size()), {.style = Style::control});
  kit_.spacer();
  if (press(Text::library_clear_selection, {.look = Look::quiet, .icon = is_narrow_ ? Icon::x : Icon{}})) {
    state_.is_selecting = false;
    state_.select_none();
  }
  if (!state_.received.empty() && press(Text::received_adopt, {.icon = Icon::check})) {
    workspace_.adopt(state_.received);
    state_.is_selecting = false;
    state_.select_none();
  }
  if (press(Text::library_export, {.icon = Icon::download, .disabled = has_none, .busy = workspace_.is_exporting()}))
    workspace_.export_as(protocol::ExportFormat::json, state_.selected);
  if (press(Text::library_remove, {.look = Look::danger, .icon = Icon::trash_2, .disabled = has_none})) {
    workspace_.remove(state_.selected);
    state_.is_selecting = false;
    state_.select_none();
  }
}

void LibraryScreen::draw(Rect content) {
  workspace_.look_for(query_);
  kit_.look_for(words_);
  if (letter_pressed(app_, 'c') && workspace_.is_usable()) begin_card(app_);
  if (letter_pressed(app_, 'r') && workspace_.is_usable()) app_.go_to("#/record");
  if (is_empty()) state_ = {};
  Rect bar = content;
  if (state_.is_selecting) {
    bar.y = content.bottom() - metric::top_bar;
    bar.height = metric::top_bar;
    content.height -= metric::top_bar;
  }
  {
    auto page = scroll_region(kit_, "library", content, {.padding = page_padding(kit_), .gap = 12});
    draw_head();
    if (is_empty()) {
      draw_empty_library();
    } else if (!library().has_arrived() && workspace_.library_state() == LibraryState::elsewhere) {
      empty_state(kit_, Icon::database, kit_.say(Text::frame_foot_elsewhere), kit_.say(Text::library_elsewhere), [] {});
    } else {
      draw_filters();
      for (const protocol::Sentence& problem : library().search_problems())
        text(kit_, unrepeat::say(workspace_.language, problem),
             {.style = Style::secondary, .tone = Tone::warning, .max_width = 0});
      if (!is_narrow_) {
        auto row = kit_.row(8);
        {
          const float words = kit_.measure(Style::control_strong, kit_.say(Text::library_select)) + 24;
          const float beside = 2 * (kit_.control_height() + 8) + (has_words_for_select() ? words : 0);
          auto left = kit_.inset(0, beside, 0);
          draw_views();
        }
        kit_.spacer();
        draw_saved_views(app_, "#/");
        draw_select_button();
      }
      draw_examples_line();
      if (!library().has_arrived())
        draw_skeleton();
      else if (library().size() == 0)
        draw_no_results();
      else
        draw_table();
    }
  }
  if (state_.is_selecting) draw_selection_bar(bar);
  draw_view_name(app_);
}

}  // namespace

void draw_library_screen(App& app) {
  page_frame(app, NavigationPlace::library, app.kit().say(Text::library_title),
             [&](const Rect& content) { LibraryScreen(app).draw(content); });
}

}  // namespace unrepeat::shell
