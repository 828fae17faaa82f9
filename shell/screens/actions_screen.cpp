// Every promise of the library: views that count what is pressing, a board or a table, and a promise opened in place.
// What is shown is in the address, so that Back and a copied link say the same.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/actions/promise_words.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/route_filter.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseSort;
using protocol::PromiseView;
using ActionId = unrepeat::Id<Action>;

struct ActionsScreenState {
  bool shows_filters = false;
  /// What is written into a promise that is open, by its post-mortem.
  std::map<Uuid, FormMemory> memories;
  /// The post-mortem that was written to last from here, and its edition after it: only that step is offered back here.
  std::pair<PostmortemId, std::uint64_t> written;
};

struct ViewName {
  PromiseView view;
  std::string_view parameter;
  Text name;
  Tone tone = Tone::neutral;  ///< Of its count where there is something.
};
constexpr ViewName views[] = {
    {PromiseView::open, "", Text::actions_view_open},
    {PromiseView::overdue, "overdue", Text::actions_view_overdue, Tone::bad},
    {PromiseView::due_soon, "this-week", Text::actions_view_due_soon},
    {PromiseView::look_due, "check-due", Text::actions_view_look_due, Tone::warning},
    {PromiseView::to_verify, "to-verify", Text::actions_view_to_verify},
    {PromiseView::slipped, "slipped", Text::actions_view_slipped},
    {PromiseView::stale, "stale", Text::actions_view_stale},
    {PromiseView::waiting, "waiting", Text::actions_view_waiting},
    {PromiseView::ideas, "ideas", Text::actions_view_ideas},
    {PromiseView::verified_lately, "verified", Text::actions_view_verified},
    {PromiseView::all, "all", Text::actions_view_all},
};

enum class Column : std::uint8_t { promise, state, owner, due, moved, changed };

struct SortName {
  PromiseSort sort;
  std::string_view parameter;
  Column column;
  bool descending_first;
};
constexpr SortName sorts[] = {
    {PromiseSort::due, "due", Column::due, false},       {PromiseSort::title, "title", Column::promise, false},
    {PromiseSort::state, "state", Column::state, false}, {PromiseSort::owner, "owner", Column::owner, false},
    {PromiseSort::slips, "moved", Column::moved, true},  {PromiseSort::changed, "changed", Column::changed, false},
};

/// What the columns of the board hold.
constexpr std::array board_states = {ActionState::committed, ActionState::in_progress, ActionState::done,
                                     ActionState::verified};
static_assert(board_states.size() + 1 == promise_window_count);
/// A column is read, not scrolled through: the table has all.
constexpr std::size_t most_cards = 30;
constexpr std::size_t table_window = 0;

/// Between the two ids of a promise in the address.
constexpr char id_separator = '.';

std::uint64_t key_of(const ActionId& id) {
  std::uint64_t key = 0;
  for (const std::uint8_t byte : id.bytes) key = key * 1'099'511'628'211u + byte;
  return key;
}

class ActionsScreen {
 public:
  explicit ActionsScreen(App& app)
      : app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        state_(app.remembered<ActionsScreenState>()),
        route_(app.route()),
        counts_(workspace_.promise_counts()),
        query_(read_query()),
        is_narrow_(width_of(kit_.viewport()) == Width::one_column) {}

  void draw(const Rect& content) {
    workspace_.count_promises(true);
    auto page = scroll_region(kit_, "page", content, {.padding = page_padding(kit_), .gap = 12});
    draw_head();
    const bool is_empty = counts_.has_arrived() && counts_.of(PromiseView::all) == 0;
    if (is_empty) {
      draw_empty();
    } else if (!counts_.has_arrived() && workspace_.library_state() == LibraryState::elsewhere) {
      empty_state(kit_, Icon::database, kit_.say(Text::frame_foot_elsewhere), kit_.say(Text::library_elsewhere), [] {});
    } else {
      draw_filters();
      if (!is_narrow_) draw_views();
      if (is_board())
        draw_board();
      else
        draw_table();
    }
    draw_open_promise();
    if (const auto refused = workspace_.take_refused_promise()) open_promise(*refused);
  }

 private:
  PromiseQuery read_query() const;
  bool is_board() const {
    return !is_narrow_ && route_.parameter("as") != "table" && query_.view != PromiseView::ideas;
  }
  bool is_filtered() const {
    return !query_.search.empty() || !query_.owner.empty() || !query_.system.empty() || query_.effect;
  }
  void draw_head();
  void draw_take_menu();
  void draw_empty();
  void draw_filters();
  void draw_views();
  void draw_none();
  void draw_skeleton();
  void draw_board();
  void draw_column(std::size_t column);
  void draw_card(const Promise& promise);
  void draw_table();
  void draw_wide_row(Table& table, const Promise& promise);
  void draw_narrow_row(Table& table, const Promise& promise);
  void draw_state_menu(const Promise& promise);
  void draw_card_menu(const Promise& promise);
  std::optional<ActionState> state_from(std::optional<std::size_t> chosen, const Promise& promise);
  void draw_open_promise();
  bool draw_promise(OpenPostmortem& open, const ActionId& id);
  void open_promise(const Workspace::WishedState& refused);
  std::string address_of(const Promise& promise) const {
    return Route(route_).set("promise", text_of(promise.postmortem) + id_separator + text_of(promise.id)).address();
  }
  PromiseWords standing(const Promise& promise) const {
    const auto today = parse_date(query_.today).value_or(CalendarDate{});
    return words_of(kit_, standing_of(promise.state, promise.due, promise.look_on, today), promise.due,
                    promise.look_on);
  }
  std::string_view title_of(const Promise& promise) const {
    return promise.title.empty() ? kit_.say(Text::actions_untitled) : std::string_view(promise.title);
  }
  /// "checkout · 8 Mar 2026": what it was promised after.
  std::string where_from(const Promise& promise) const;
  /// What else presses: that it waits, that its date was moved.
  std::string besides(const Promise& promise) const;

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  ActionsScreenState& state_;
  Route route_;
  const PromiseCounts& counts_;
  PromiseQuery query_;
  bool is_narrow_;
};

// ---- the address ----------------------------------------------------------------------------------------------------

PromiseQuery ActionsScreen::read_query() const {
  PromiseQuery query;
  for (const ViewName& view : views)
    if (view.parameter == route_.parameter("view")) query.view = view.view;
  query.search = route_.parameter("q");
  query.owner = route_.parameter("owner");
  query.system = route_.parameter("system");
  const auto effects = spellings(Effect{});
  const auto effect = std::ranges::find(effects, route_.parameter("effect"));
  if (effect != effects.end()) query.effect = static_cast<Effect>(effect - effects.begin());
  for (const SortName& sort : sorts) {
    if (sort.parameter != route_.parameter("sort")) continue;
    query.sort = sort.sort;
    query.descending = sort.descending_first != (route_.parameter("order") == "reversed");
  }
  std::tie(query.today, query.now) = workspace_.today();
  return query;
}

// ---- above the promises ---------------------------------------------------------------------------------------------

void ActionsScreen::draw_head() {
  auto row = kit_.row(12);
  heading(kit_, 1, kit_.say(Text::actions_title));
  if (!counts_.has_arrived() || counts_.of(PromiseView::all) == 0) return;
  text(kit_,
       kit_.say(Text::actions_summary, counts_.of(PromiseView::all) - counts_.of(PromiseView::ideas),
                counts_.of(PromiseView::open)),
       {.style = Style::secondary, .max_width = 0, .max_lines = 1});
  kit_.spacer();
  draw_take_menu();
  if (is_narrow_ || query_.view == PromiseView::ideas) return;
  const bool is_board_shown = is_board();
  const auto turn = [&](Icon icon, Text name, std::string_view as, bool is_shown) {
    if (icon_button(kit_, icon, kit_.say(name),
                    {.look = Look::quiet, .state = State::toggle | when(is_shown, State::pressed)}))
      app_.replace_route(Route(route_).set("as", as).address());
  };
  turn(Icon::columns_3, Text::actions_as_board, "", is_board_shown);
  turn(Icon::table_2, Text::actions_as_table, "table", !is_board_shown);
}

/// What leaves the screen: of what it shows, all of it.
void ActionsScreen::draw_take_menu() {
  using enum protocol::PromiseFile;
  const MenuItem items[] = {
      {.name = kit_.say(Text::actions_take_calendar),
       .icon = Icon::calendar,
       .definition = kit_.say(Text::actions_take_calendar_hint)},
      {.name = kit_.say(Text::actions_take_csv), .icon = Icon::download},
      {.name = kit_.say(Text::actions_take_markdown), .icon = Icon::file_text},
      {.name = kit_.say(Text::actions_take_digest), .icon = Icon::copy},
  };
  constexpr protocol::PromiseFile files[] = {calendar, csv, markdown, digest};
  if (const auto chosen = menu(kit_, kit_.say(Text::actions_take), items, {.icon = Icon::share_2}, is_narrow_))
    workspace_.export_promises(query_, files[*chosen]);
}

void ActionsScreen::draw_empty() {
  empty_state(kit_, Icon::square_check, kit_.say(Text::actions_empty_title), kit_.say(Text::actions_empty), [&] {
    const float width = is_narrow_ ? kit_.row_width() : 0;
    if (button(kit_, kit_.say(Text::actions_go_to_library), {.look = Look::primary, .width = width})) app_.go_to("#/");
    const bool has_any = workspace_.library().count(protocol::LibraryView::all) > 0;
    if (!has_any &&
        button(kit_, kit_.say(Text::library_add_examples), {.busy = workspace_.is_adding_examples(), .width = width}))
      workspace_.add_examples();
  });
}

void ActionsScreen::draw_filters() {
  const auto with_current = [](const std::vector<std::string>& all, const std::string& current) {
    std::vector<std::string_view> names(all.begin(), all.end());
    // One of the address that nobody has any more can still be seen and taken away.
    if (!current.empty() && std::ranges::find(names, current) == names.end()) names.push_back(current);
    return names;
  };
  const auto owners = with_current(counts_.owners(), query_.owner);
  const auto systems = with_current(workspace_.library().systems(), query_.system);
  const auto effects = spellings(Effect{});
  std::vector<std::string_view> effect_names;
  for (std::size_t i = 0; i < effects.size(); ++i) effect_names.push_back(kit_.say(label_of(static_cast<Effect>(i))));
  const RouteFilter filters[] = {
      {"owner", Text::actions_owner, Text::actions_any_owner, owners, owners},
      {"system", Text::library_system_filter, Text::library_any_system, systems, systems},
      {"effect", Text::actions_effect, Text::actions_any_effect, effect_names, effects},
  };
  search_and_filters(app_, route_, kit_.say(Text::actions_search), kit_.say(Text::library_keys), filters,
                     state_.shows_filters, [&] { draw_views(); });
}

void ActionsScreen::draw_views() {
  std::array<Tab, std::size(views)> shown;
  std::array<std::string, std::size(views)> counts;
  std::size_t selected = 0;
  for (std::size_t i = 0; i < std::size(views); ++i) {
    const std::int64_t count = counts_.of(views[i].view);
    if (counts_.has_arrived()) counts[i] = number_words(workspace_.language, count);
    if (views[i].view == query_.view) selected = i;
    shown[i] = {.name = kit_.say(views[i].name), .count = counts[i], .tone = count > 0 ? views[i].tone : Tone::neutral};
  }
  // What does not stand in one line is a choice after those that press most.
  std::size_t used = shown.size();
  const float more = 140;
  if (is_narrow_) {
    used = 0;
  } else if (width_of_tabs(kit_, shown) > kit_.available()) {
    while (used > 0 && width_of_tabs(kit_, std::span(shown).first(used)) + more > kit_.available()) --used;
  }
  std::optional<std::size_t> chosen;
  std::optional<Kit::Scope> row;
  if (!kit_.in_row() && used < shown.size()) row.emplace(kit_.row(12));
  if (used > 0) chosen = tabs(kit_, kit_.say(Text::actions_views), std::span(shown).first(used), selected);
  if (used < shown.size()) {
    std::vector<std::string> names;
    for (const Tab& view : std::span(shown).subspan(used))
      names.push_back(std::string(view.name).append(1, ' ').append(view.count));
    const std::vector<std::string_view> choices(names.begin(), names.end());
    const auto next = select(kit_, kit_.say(used == 0 ? Text::actions_views : Text::actions_more_views), choices,
                             selected >= used ? std::optional(selected - used) : std::nullopt,
                             {.label_hidden = true, .placeholder = kit_.say(Text::actions_more_views)});
    if (next) chosen = *next + used;
  }
  if (chosen) app_.replace_route(Route(route_).set("view", views[*chosen].parameter).address());
}

void ActionsScreen::draw_none() {
  const Text why = is_filtered()                         ? Text::actions_no_match
                   : query_.view == PromiseView::overdue ? Text::actions_none_overdue
                                                         : Text::actions_none;
  empty_state(kit_, Icon::square_check, kit_.say(Text::actions_none_title), kit_.say(why), [&] {
    const bool is_all = !is_filtered() && query_.view == PromiseView::all;
    if (!is_all && button(kit_, kit_.say(Text::actions_show_everything))) app_.replace_route("#/actions?view=all");
  });
}

/// Lines where the promises will be, so that nothing jumps when they come.
void ActionsScreen::draw_skeleton() {
  kit_.declare({.id = kit_.id("loading"),
                .role = Role::status,
                .name = kit_.say(Text::actions_loading),
                .rect = kit_.place(0, 0)});
  for (int i = 0; i < 4; ++i) {
    const Rect row = kit_.place(0, 56);
    const ImU32 ink = kit_.colour(Token::faint_line);
    kit_.fill({row.x, row.y + 8, std::min(360.f, row.width), 14}, ink, 4);
    kit_.fill({row.x, row.y + 30, std::min(160.f, row.width), 10}, ink, 4);
  }
}

// ---- a promise in words ---------------------------------------------------------------------------------------------

std::string ActionsScreen::where_from(const Promise& promise) const {
  std::string words = promise.systems.empty() ? promise.postmortem_title : promise.systems.front();
  if (promise.started_at) {
    if (!words.empty()) words += " · ";
    words += date_words(workspace_.language, *promise.started_at, promise.time_zone, workspace_.zones());
  }
  return words;
}

std::string ActionsScreen::besides(const Promise& promise) const {
  std::string words;
  const bool is_promised = promise.state == ActionState::committed || promise.state == ActionState::in_progress;
  if (is_promised && promise.slips >= 2) words = kit_.say(Text::actions_was_moved, promise.slips);
  if (is_promised && !promise.waiting_on.empty()) {
    if (!words.empty()) words += " · ";
    words += kit_.say(Text::actions_waits_on, promise.waiting_on);
  }
  return words;
}

std::optional<ActionState> ActionsScreen::state_from(std::optional<std::size_t> chosen, const Promise& promise) {
  if (!chosen) return std::nullopt;
  const auto state = static_cast<ActionState>(*chosen);
  return state == promise.state ? std::nullopt : std::optional(state);
}

namespace {

/// What somebody may say of a promise: all states but that nobody knows.
std::array<MenuItem, static_cast<std::size_t>(ActionState::unknown)> state_items(const Kit& kit, ActionState current) {
  std::array<MenuItem, static_cast<std::size_t>(ActionState::unknown)> items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto state = static_cast<ActionState>(i);
    items[i] = {.name = kit.say(label_of(state)), .icon = state == current ? Icon::check : Icon{}};
  }
  return items;
}

}  // namespace

void ActionsScreen::draw_state_menu(const Promise& promise) {
  auto scope = kit_.scope(key_of(promise.id));
  const std::string name = kit_.say(Text::actions_change_state, kit_.say(label_of(promise.state)), title_of(promise));
  const auto items = state_items(kit_, promise.state);
  if (const auto state = state_from(
          menu(kit_, name, items, {.look = Look::quiet, .shown = kit_.say(label_of(promise.state)), .key = "state"}),
          promise))
    workspace_.set_promise_state(promise.postmortem, promise.id, *state);
}

void ActionsScreen::draw_card_menu(const Promise& promise) {
  const auto items = state_items(kit_, promise.state);
  if (const auto state = state_from(context_menu(kit_, kit_.id(title_of(promise)), title_of(promise), items), promise))
    workspace_.set_promise_state(promise.postmortem, promise.id, *state);
}

// ---- board ----------------------------------------------------------------------------------------------------------

void ActionsScreen::draw_board() {
  kit_.split({1, 1, 1, 1}, 16, 150, [&](std::size_t column) {
    auto scope = kit_.scope(static_cast<std::uint64_t>(column));
    draw_column(column);
  });
}

void ActionsScreen::draw_column(std::size_t column) {
  PromiseQuery query = query_;
  query.state = board_states[column];
  // The views are about what is open; the board shows besides what has been kept.
  if (query.view == PromiseView::open) query.view = PromiseView::all;
  if (query.state == ActionState::verified) query.sort = PromiseSort::changed, query.descending = true;
  const PromiseWindow& window = workspace_.look_for_promises(column + 1, query);
  const std::string_view name =
      query.state == ActionState::done ? kit_.say(Text::actions_column_done) : kit_.say(label_of(*query.state));
  auto region = kit_.region(Role::group, name);
  {
    auto row = kit_.row(8);
    heading(kit_, 2, name, Style::secondary_strong);
    if (window.has_arrived())
      text(kit_, number_words(workspace_.language, static_cast<std::int64_t>(window.size())),
           {.style = Style::secondary});
  }
  if (!window.has_arrived()) return draw_skeleton();
  if (window.size() == 0) return text(kit_, kit_.say(Text::actions_none_in_column), {.style = Style::caption});
  for (std::size_t i = 0; i < std::min(window.size(), most_cards); ++i)
    if (const Promise* promise = window.row(i)) draw_card(*promise);
  if (window.size() > most_cards &&
      button(kit_, kit_.say(Text::actions_show_all, window.size()), {.look = Look::quiet}))
    app_.replace_route(Route(route_).set("as", "table").set("view", "all").set("sort", "state").address());
}

void ActionsScreen::draw_card(const Promise& promise) {
  constexpr float padding = 12, gap = 2;
  constexpr std::size_t most_lines = 3;
  auto scope = kit_.scope(key_of(promise.id));
  const std::string_view title = title_of(promise);
  const PromiseWords stands = standing(promise);
  const std::string beside = besides(promise), from = where_from(promise);
  const float width = kit_.available() - 2 * padding;
  const std::size_t lines = std::min(kit_.break_lines(Style::strong, title, width).size(), most_lines);
  constexpr float foot = 22;
  float height = static_cast<float>(lines) * kit_.rule(Style::strong).line_height + gap;
  height += kit_.rule(Style::caption).line_height + gap + foot;
  // Owner and standing stand in one line where there is room.
  const float owner_width = promise.owner.empty() ? 0 : kit_.measure(Style::secondary, promise.owner) + 28;
  const float stands_width = kit_.measure(Style::caption_strong, stands.words);
  const bool is_stacked = owner_width > 0 && owner_width + stands_width + 12 > width;
  if (is_stacked) height += foot + gap;
  if (!beside.empty()) height += kit_.rule(Style::caption).line_height + gap;
  const bool is_pressed = pressable(kit_, title, height, std::nullopt, [&] {
    text(kit_, title, {.style = Style::strong, .max_width = 0, .max_lines = static_cast<int>(most_lines)});
    text(kit_, from, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    const auto say_standing = [&] {
      text(kit_, stands.words, {.style = Style::caption_strong, .tone = stands.tone, .max_width = 0, .max_lines = 1});
    };
    {
      auto row = kit_.row(8, foot);
      if (!promise.owner.empty()) person(kit_, promise.owner);
      if (!is_stacked) {
        if (!promise.owner.empty()) kit_.spacer();
        say_standing();
      }
    }
    if (is_stacked) {
      auto row = kit_.row(8, foot);
      say_standing();
    }
    if (!beside.empty())
      text(kit_, beside, {.style = Style::caption, .tone = Tone::warning, .max_width = 0, .max_lines = 1});
  });
  if (is_pressed) app_.go_to(address_of(promise));
  draw_card_menu(promise);
}

// ---- table ----------------------------------------------------------------------------------------------------------

void ActionsScreen::draw_wide_row(Table& table, const Promise& promise) {
  const Language language = workspace_.language;
  const std::string beside = besides(promise);
  table.title_cell(table.title_height(title_of(promise)) + 19, title_of(promise), [&] {
    text(kit_, beside.empty() ? where_from(promise) : where_from(promise) + " · " + beside,
         {.style = Style::caption, .max_width = 0, .max_lines = 1});
  });
  const auto words_cell = [&](std::string_view words, Tone tone = Tone::neutral) {
    table.cell(19,
               [&] { text(kit_, words, {.style = Style::secondary, .tone = tone, .max_width = 0, .max_lines = 1}); });
  };
  table.cell(kit_.control_height(), [&] { draw_state_menu(promise); });
  words_cell(promise.owner.empty() ? kit_.say(Text::library_unknown) : std::string_view(promise.owner));
  const PromiseWords stands = standing(promise);
  words_cell(stands.words, stands.tone);
  words_cell(promise.slips == 0 ? std::string(kit_.say(Text::library_unknown))
                                : kit_.say(Text::actions_moved_times, promise.slips));
  words_cell(promise.changed_at ? date_words(language, *promise.changed_at, workspace_.time_zone(), workspace_.zones())
                                : std::string(kit_.say(Text::library_unknown)));
}

void ActionsScreen::draw_narrow_row(Table& table, const Promise& promise) {
  constexpr float below = 50;
  table.title_cell(table.title_height(title_of(promise)) + below, title_of(promise), [&] {
    text(kit_, where_from(promise), {.style = Style::caption, .max_width = 0, .max_lines = 1});
    kit_.space(4);
    const PromiseWords stands = standing(promise);
    auto line = kit_.row(8, 22);
    if (!promise.owner.empty()) person(kit_, promise.owner);
    text(kit_, stands.words, {.style = Style::caption_strong, .tone = stands.tone});
  });
}

void ActionsScreen::draw_table() {
  const PromiseWindow& window = workspace_.look_for_promises(table_window, query_);
  if (!window.has_arrived()) return draw_skeleton();
  if (window.size() == 0) return draw_none();
  const auto say = [&](Text name) { return kit_.say(name); };
  const auto width_of_words = [&](Style style, Text header, std::initializer_list<std::string_view> longest) {
    float width = kit_.measure(Style::caption, say(header)) + 20;
    for (const std::string_view words : longest) width = std::max(width, kit_.measure(style, words));
    return std::ceil(width);
  };
  constexpr float beside_state = 36;
  float state = 0;
  for (const MenuItem& item : state_items(kit_, ActionState::idea))
    state = std::max(state, kit_.measure(Style::control_strong, item.name) + beside_state);
  const std::string date = date_words(workspace_.language, Instant{1'790'553'600'000'000}, "UTC", workspace_.zones());
  const TableColumn wide[] = {
      {.name = say(Text::actions_column_promise), .sortable = true},
      {.name = say(Text::actions_column_state), .width = std::ceil(state), .sortable = true},
      {.name = say(Text::actions_column_owner), .width = 150, .sortable = true, .from = 640},
      {.name = say(Text::actions_column_due),
       .width = width_of_words(Style::secondary, Text::actions_column_due,
                               {kit_.say(Text::editor_overdue, 100), kit_.say(Text::editor_due_on, date),
                                kit_.say(Text::actions_look_late, 100)}),
       .sortable = true},
      {.name = say(Text::actions_column_moved),
       .width = width_of_words(Style::secondary, Text::actions_column_moved, {kit_.say(Text::actions_moved_times, 10)}),
       .sortable = true,
       .from = 900},
      {.name = say(Text::actions_column_changed),
       .width = width_of_words(Style::secondary, Text::actions_column_changed, {date}),
       .sortable = true,
       .from = 820},
  };
  const auto sorted = std::ranges::find(sorts, query_.sort, &SortName::sort);
  Table table(
      kit_, {.name = say(Text::actions_table),
             .columns = is_narrow_ ? std::span(wide).first(1) : std::span(wide),
             .row_count = window.size(),
             .row_height = is_narrow_ ? 116.f : 84.f,
             .sorted_by = is_narrow_ || sorted == std::end(sorts) ? SIZE_MAX : static_cast<std::size_t>(sorted->column),
             .descending = query_.descending,
             .title_lines = 2,
             .header_hidden = is_narrow_});
  if (table.sort_pressed) {
    const auto chosen = std::ranges::find(sorts, static_cast<Column>(*table.sort_pressed), &SortName::column);
    const bool is_turned = query_.sort == chosen->sort && query_.descending == chosen->descending_first;
    app_.replace_route(
        Route(route_).set("sort", chosen->parameter).set("order", is_turned ? "reversed" : "").address());
  }
  workspace_.show_promises(table_window, table.rows.first, table.rows.last);
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const Promise* promise = window.row(i);
    if (promise == nullptr) continue;
    const std::string address = address_of(*promise);
    if (table.row(i, key_of(promise->id), {.address = address}).pressed) app_.go_to(address);
    if (is_narrow_)
      draw_narrow_row(table, *promise);
    else
      draw_wide_row(table, *promise);
  }
}

// ---- a promise, opened ----------------------------------------------------------------------------------------------

void ActionsScreen::open_promise(const Workspace::WishedState& refused) {
  // What is missing is asked for where it is written: the reason, or the check that came out.
  FormMemory& memory = state_.memories[refused.postmortem];
  const std::string path = joined("actions", refused.action);
  if (refused.state == ActionState::will_not_do) memory.unfolded[joined(path, "reason")] = true;
  app_.go_to(
      Route(route_).set("promise", text_of(refused.postmortem) + id_separator + text_of(refused.action)).address());
}

void ActionsScreen::draw_open_promise() {
  const std::string_view asked = route_.parameter("promise");
  const std::size_t separator = asked.find(id_separator);
  if (asked.empty() || separator == asked.npos) return;
  const auto postmortem = uuid_from(asked.substr(0, separator)), action = uuid_from(asked.substr(separator + 1));
  const auto close = [&] { app_.replace_route(Route(route_).set("promise", {}).address()); };
  if (!postmortem || !action) return close();
  OpenPostmortem& open = workspace_.open(PostmortemId::from(*postmortem));
  if (!dialog(kit_, kit_.say(Text::actions_promise), 640, [&] {
        if (open.state() == OpenPostmortem::State::loading) return draw_skeleton();
        if (!draw_promise(open, ActionId::from(*action)))
          text(kit_, kit_.say(Text::actions_gone), {.style = Style::secondary});
      }))
    close();
}

bool ActionsScreen::draw_promise(OpenPostmortem& open, const ActionId& id) {
  if (open.state() != OpenPostmortem::State::ready) return false;
  const auto action = std::ranges::find(open.value().actions, id, &Action::id);
  if (action == open.value().actions.end()) return false;
  auto scope = kit_.scope(text_of(id));
  PartForm form(kit_, workspace_, open, state_.memories[open.value().id]);
  kit_.set_writing_language(form.value.language);
  const std::string path = joined("actions", id);
  form.field(joined(path, "title"), {.wraps = true});
  {
    auto row = kit_.row(8);
    text(kit_, kit_.say(Text::actions_from, form.value.title),
         {.style = Style::caption, .max_width = 360, .max_lines = 1});
    link(kit_, kit_.say(Text::actions_go_to_postmortem), "#/pm/" + text_of(form.value.id) + "/actions/" + text_of(id),
         Style::caption_strong);
  }
  draw_action_details(form, *action, path);
  bool takes_back = false;
  const bool can_take_back = open.can_undo() && state_.written == std::pair(open.value().id, open.edition());
  if (can_take_back) {
    auto row = kit_.row(8);
    takes_back = button(kit_, kit_.say(Text::actions_undo), {.look = Look::quiet, .icon = Icon::undo_2});
  }
  const Kit::Edit* const edit = kit_.edit(kit_.focused());
  if (can_take_back && !(edit != nullptr && edit->open) && kit_.shortcut('z', modifier_control)) takes_back = true;
  const std::uint64_t before = open.edition();
  form.finish();
  if (open.edition() != before) state_.written = {open.value().id, open.edition()};
  if (takes_back) {
    workspace_.undo(open);
    kit_.wake_in(0);
  }
  return true;
}

}  // namespace

void draw_actions_screen(App& app) {
  page_frame(app, NavigationPlace::actions, app.kit().say(Text::actions_title),
             [&](const Rect& content) { ActionsScreen(app).draw(content); });
}

}  // namespace unrepeat::shell
