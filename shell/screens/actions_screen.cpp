// Every promise of the library: views that count what is pressing, a board or a table, and a promise opened in place.
// What is shown is in the address, so that Back and a copied link say the same.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/action/commitment.hpp"
#include "core/action/new_issue_link.hpp"
#include "core/action/tracker_refresh.hpp"
#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/actions/promise_words.hpp"
#include "shell/screens/learn/families.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/route_filter.hpp"
#include "shell/screens/saved_views.hpp"
#include "shell/screens/unread_address.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseGrouping;
using protocol::PromiseSort;
using protocol::PromiseView;
using ActionId = unrepeat::Id<Action>;

struct ActionsScreenState {
  bool shows_filters = false;
  /// Promises that are to be changed together, of what the address shows.
  std::vector<std::pair<PostmortemId, ActionId>> selected;
  std::string selected_at;
  std::string bulk_reason, bulk_owner, bulk_due;
  std::optional<ActionState> bulk_state;  ///< One that needs a reason, while that is asked for.
  /// The one whose reason is asked for; nothing for those that are selected.
  std::optional<std::pair<PostmortemId, ActionId>> reason_of;
  bool asks_owner = false, asks_due = false;
  std::uint64_t counted_at = 0;  ///< The arrival at which what is told beside the promises was counted.
  LearnScreenState families;
  /// What is written into a promise that is open, by its post-mortem.
  std::map<Uuid, FormMemory> memories;
  /// The post-mortem that was written to last from here, and its edition after it: only that step is offered back here.
  std::pair<PostmortemId, std::uint64_t> written;
};

/// What is told beside the promises: of the post-mortems themselves, and of what returns.
enum class Beside : std::uint8_t { nothing, reviews, unwritten, came_again, changed, returning };

struct ViewName {
  PromiseView view;
  std::string_view parameter;
  Text name;
  Tone tone = Tone::neutral;  ///< Of its count where there is something.
  Beside beside = Beside::nothing;
};
constexpr ViewName views[] = {
    {PromiseView::open, "", Text::actions_view_open},
    {PromiseView::overdue, "overdue", Text::actions_view_overdue, Tone::bad},
    {PromiseView::due_soon, "this-week", Text::actions_view_due_soon},
    {PromiseView::look_due, "check-due", Text::actions_view_look_due, Tone::warning},
    {PromiseView::to_verify, "to-verify", Text::actions_view_to_verify},
    {PromiseView::slipped, "slipped", Text::actions_view_slipped},
    {PromiseView::all, "promised-before", Text::actions_view_returning, Tone::warning, Beside::returning},
    {PromiseView::all, "reviews", Text::actions_view_reviews, Tone::warning, Beside::reviews},
    {PromiseView::all, "unwritten", Text::actions_view_unwritten, Tone::warning, Beside::unwritten},
    {PromiseView::all, "came-again", Text::actions_view_came_again, Tone::warning, Beside::came_again},
    {PromiseView::all, "changed", Text::actions_view_changed, Tone::neutral, Beside::changed},
    {PromiseView::breached, "breached", Text::actions_view_breached, Tone::bad},
    {PromiseView::stale, "stale", Text::actions_view_stale},
    {PromiseView::waiting, "waiting", Text::actions_view_waiting},
    {PromiseView::ideas, "ideas", Text::actions_view_ideas},
    {PromiseView::verified_lately, "verified", Text::actions_view_verified},
    {PromiseView::all, "all", Text::actions_view_all},
};

enum class Column : std::uint8_t { promise, state, owner, due, age, moved, changed };

struct SortName {
  PromiseSort sort;
  std::string_view parameter;
  Column column;
  bool descending_first;
};
constexpr SortName sorts[] = {
    {PromiseSort::due, "due", Column::due, false},
    {PromiseSort::title, "title", Column::promise, false},
    {PromiseSort::state, "state", Column::state, false},
    {PromiseSort::owner, "owner", Column::owner, false},
    {PromiseSort::slips, "moved", Column::moved, true},
    {PromiseSort::promised, "age", Column::age, false},
    {PromiseSort::changed, "changed", Column::changed, false},
};

/// What the columns of the board hold.
constexpr std::array board_states = {ActionState::committed, ActionState::in_progress, ActionState::done,
                                     ActionState::verified};
static_assert(board_states.size() + 1 == promise_window_count);
/// A column is read, not scrolled through: the table has all.
constexpr std::size_t most_cards = 30;
constexpr std::size_t table_window = 0;
/// What came again within so many days is told.
constexpr std::int64_t lately_days = 30;

struct GroupName {
  PromiseGrouping group;
  std::string_view parameter;
  Text name;
};
constexpr GroupName groupings[] = {
    {PromiseGrouping::owner, "owner", Text::actions_owner},
    {PromiseGrouping::system, "system", Text::library_system_filter},
    {PromiseGrouping::due_week, "week", Text::actions_group_week},
    {PromiseGrouping::kind, "kind", Text::actions_kind},
    {PromiseGrouping::effect, "effect", Text::actions_effect},
    {PromiseGrouping::theme, "theme", Text::actions_group_theme},
    {PromiseGrouping::postmortem, "postmortem", Text::actions_column_postmortem},
};

/// Between the two ids of a promise in the address.
constexpr char id_separator = '.';

template <auto member, std::size_t count, class Named>
bool is_one_of(const Named (&all)[count], std::string_view written) {
  return std::ranges::find(all, written, member) != std::end(all);
}
constexpr auto is_text = [](const Route&, std::string_view) { return true; };

constexpr KnownParameter known_parameters[] = {
    {"view", Text::actions_views,
     [](const Route&, std::string_view written) { return is_one_of<&ViewName::parameter>(views, written); }},
    {"as", Text::actions_as_table, [](const Route&, std::string_view written) { return written == "table"; }},
    {"group", Text::actions_group,
     [](const Route&, std::string_view written) { return is_one_of<&GroupName::parameter>(groupings, written); }},
    {"sort", Text::library_order,
     [](const Route&, std::string_view written) { return is_one_of<&SortName::parameter>(sorts, written); }},
    {"order", Text::library_order, [](const Route&, std::string_view written) { return written == "reversed"; }},
    {"q", Text::actions_search, is_text},
    {"owner", Text::actions_owner, is_text},
    {"system", Text::library_system_filter, is_text},
    {"effect", Text::actions_effect,
     [](const Route&, std::string_view written) { return choice_spelt<Effect>(written).has_value(); }},
    {"promise", Text::actions_promise, is_text},
};

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
        is_narrow_(width_of(kit_.viewport()) == Width::one_column) {
    for (const ViewName& view : views)
      if (view.parameter == route_.parameter("view")) beside_ = view.beside;
    lately_.from = query_.now - days(lately_days);
    // What is selected is in sight: another list begins without.
    if (std::string at = Route(route_).set("promise", {}).address(); state_.selected_at != at) {
      state_.selected_at = std::move(at);
      state_.selected.clear();
    }
  }

  void draw(const Rect& content) {
    workspace_.take_exports(true);
    workspace_.count_promises(true);
    read_beside();
    auto page = scroll_region(kit_, "actions", content, {.padding = page_padding(kit_), .gap = 12});
    draw_head();
    draw_unread(app_, route_, known_parameters);
    const bool is_empty = counts_.has_arrived() && counts_.of(PromiseView::all) == 0;
    if (is_empty) {
      draw_empty();
    } else if (!counts_.has_arrived() && workspace_.library_state() == LibraryState::elsewhere) {
      empty_state(kit_, Icon::database, kit_.say(Text::frame_foot_elsewhere), kit_.say(Text::library_elsewhere), [] {});
    } else {
      if (beside_ == Beside::nothing || is_narrow_) draw_filters();
      // In the place of the views: the rows stay under the pointer that chooses them.
      if (is_selecting())
        draw_selection();
      else if (!is_narrow_)
        draw_views();
      if (beside_ != Beside::nothing)
        draw_beside();
      else if (is_board())
        draw_board();
      else
        draw_table();
    }
    draw_open_promise();
    draw_refresh();
    draw_questions();
    if (const auto refused = workspace_.take_refused_promise()) open_promise(*refused);
  }

 private:
  PromiseQuery read_query() const;
  bool is_board() const {
    return !is_narrow_ && route_.parameter("as") != "table" && query_.view != PromiseView::ideas &&
           query_.group == PromiseGrouping::none;
  }
  /// Whether what is done to several promises stands on the screen: only the wide table has rows to choose.
  bool is_selecting() const {
    return beside_ == Beside::nothing && !is_narrow_ && !is_board() && !state_.selected.empty();
  }
  bool is_filtered() const {
    return !query_.search.empty() || !query_.owner.empty() || !query_.system.empty() || query_.effect;
  }
  void draw_head();
  void draw_board_or_table();
  void draw_take_menu();
  void draw_empty();
  void draw_filters();
  void draw_views();
  /// What is told beside the promises is counted once, on arrival; after that only what is looked at is kept up to
  /// date: in a large library one change would be seconds of work.
  void read_beside();
  /// How much there is in a view; nothing while that is not known.
  std::optional<std::int64_t> count_of(const ViewName& view) const;
  void draw_none();
  void draw_skeleton();
  void draw_beside();
  void draw_due(std::span<const protocol::DueRow> rows, Text none);
  void draw_changed();
  void draw_returning();
  void draw_idea(const protocol::IdeaRow& idea);
  void draw_grouping();
  std::string name_of(const protocol::PromiseGroup& group) const;
  void draw_rows(const PromiseWindow& window, std::size_t first, std::size_t count, std::string_view name);
  bool is_selected(const Promise& promise) const {
    return std::ranges::find(state_.selected, std::pair(promise.postmortem, promise.id)) != state_.selected.end();
  }
  void draw_checkbox(const Promise& promise);
  void draw_selection();
  void change_selected(const protocol::PromiseChange& change);
  void set_state(const Promise& promise, ActionState state);
  void draw_questions();
  void draw_refresh();
  void draw_refresh_item(std::size_t index);
  void draw_board();
  PromiseQuery query_of_column(std::size_t column) const;
  void draw_column(std::size_t column);
  void draw_card(const Promise& promise);
  void draw_table();
  void draw_wide_row(Table& table, const Promise& promise);
  void draw_narrow_row(Table& table, const Promise& promise);
  void draw_state_menu(const Promise& promise);
  /// What opens over the thing with this id, by the right button, a long press or the menu key.
  void draw_menu_of(const Promise& promise, Id id);
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
  Beside beside_ = Beside::nothing;
  /// What began in the last days.
  FigureScope lately_;
};

// ---- the address ----------------------------------------------------------------------------------------------------

PromiseQuery ActionsScreen::read_query() const {
  PromiseQuery query;
  for (const ViewName& view : views)
    if (view.parameter == route_.parameter("view")) query.view = view.view;
  for (const GroupName& group : groupings)
    if (group.parameter == route_.parameter("group")) query.group = group.group;
  query.objective_days = workspace_.objective_days();
  query.search = route_.parameter("q");
  query.owner = route_.parameter("owner");
  query.system = route_.parameter("system");
  query.effect = choice_spelt<Effect>(route_.parameter("effect"));
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
  const bool has_promises = counts_.has_arrived() && counts_.of(PromiseView::all) > 0;
  const auto draw_summary = [&] {
    text(kit_,
         kit_.say(Text::actions_summary, counts_.of(PromiseView::all) - counts_.of(PromiseView::ideas),
                  counts_.of(PromiseView::open), counts_.of(PromiseView::ideas)),
         {.style = Style::secondary, .max_width = 0, .max_lines = 1});
  };
  {
    auto row = kit_.row(12);
    heading(kit_, 1, kit_.say(Text::actions_title));
    if (!has_promises) return;
    if (!is_narrow_) draw_summary();
    kit_.spacer();
    draw_take_menu();
    if (!is_narrow_) draw_board_or_table();
  }
  if (is_narrow_) draw_summary();
}

void ActionsScreen::draw_board_or_table() {
  if (query_.view == PromiseView::ideas || beside_ != Beside::nothing) return;
  const bool is_board_shown = is_board();
  if (!is_board()) draw_grouping();
  const auto turn = [&](Icon icon, Text name, std::string_view as, bool is_shown) {
    if (icon_button(kit_, icon, kit_.say(name),
                    {.look = Look::quiet, .state = State::toggle | when(is_shown, State::pressed)}))
      app_.replace_route(Route(route_).set("as", as).set("group", {}).address());
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
      {.name = kit_.say(Text::actions_refresh),
       .icon = Icon::upload,
       .definition = kit_.say(Text::actions_refresh_hint),
       .line_before = true},
  };
  constexpr protocol::PromiseFile files[] = {calendar, csv, markdown, digest};
  const auto chosen = menu(kit_, kit_.say(Text::actions_take), items, {.icon = Icon::share_2}, is_narrow_);
  if (!chosen) return;
  if (*chosen < std::size(files))
    workspace_.export_promises(query_, files[*chosen]);
  else
    workspace_.choose_files();
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
  search_and_filters(app_, route_, kit_.say(Text::actions_search), {}, filters, state_.shows_filters,
                     [&] { draw_views(); });
}

void ActionsScreen::draw_views() {
  std::array<Tab, std::size(views)> shown;
  std::array<std::string, std::size(views)> counts;
  std::size_t selected = 0;
  for (std::size_t i = 0; i < std::size(views); ++i) {
    const auto count = count_of(views[i]);
    if (count) counts[i] = number_words(workspace_.language, *count);
    if (views[i].parameter == route_.parameter("view")) selected = i;
    shown[i] = {.name = kit_.say(views[i].name),
                .count = counts[i],
                .tone = count.value_or(0) > 0 ? views[i].tone : Tone::neutral};
  }
  // What does not stand in one line is a choice after those that press most.
  std::size_t used = shown.size();

  const auto width_of_choice = [&] {
    constexpr float least = 180, beside_words = 60;
    if (selected < used) return least;
    const float words =
        kit_.measure(Style::control, shown[selected].name) + kit_.measure(Style::control, shown[selected].count);
    return std::max(least, std::ceil(words) + beside_words);
  };
  constexpr float saved_views_width = 60;
  if (is_narrow_) {
    used = 0;
  } else if (width_of_tabs(kit_, shown) > kit_.available()) {
    while (used > 0 &&
           width_of_tabs(kit_, std::span(shown).first(used)) + width_of_choice() + saved_views_width > kit_.available())
      --used;
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
                             {.label_hidden = true,
                              .placeholder = kit_.say(Text::actions_more_views),
                              .width = is_narrow_ ? 0 : width_of_choice()});
    if (next) chosen = *next + used;
  }
  if (chosen) app_.replace_route(Route(route_).set("view", views[*chosen].parameter).address());
  if (!is_narrow_ && kit_.in_row()) kit_.spacer();
  draw_saved_views(app_, "#/actions");
}

void ActionsScreen::read_beside() {
  const bool is_first = state_.counted_at != app_.arrivals();
  const bool is_due = beside_ == Beside::reviews || beside_ == Beside::unwritten || beside_ == Beside::changed;
  if (is_first || is_due) workspace_.read_due();
  if (is_first || beside_ == Beside::returning) workspace_.read_ideas();
  if (is_first || beside_ == Beside::came_again) workspace_.read_families(lately_);
  if (workspace_.due().is_current() && workspace_.ideas().is_current() && workspace_.families().is_current(lately_))
    state_.counted_at = app_.arrivals();
}

std::optional<std::int64_t> ActionsScreen::count_of(const ViewName& view) const {
  const DueOnPage& due = workspace_.due();
  const auto of_due = [&](std::int64_t count) { return due.has_arrived() ? std::optional(count) : std::nullopt; };
  switch (view.beside) {
    // They are of all promises: beside filters they would say something else than the list.
    case Beside::nothing:
      return counts_.has_arrived() && !is_filtered() ? std::optional(counts_.of(view.view)) : std::nullopt;
    case Beside::reviews: return of_due(std::ssize(due.read().reviews));
    case Beside::unwritten: return of_due(std::ssize(due.read().unwritten));
    case Beside::changed: return of_due(due.read().changed_count);
    case Beside::came_again: {
      const FamiliesOnPage& families = workspace_.families();
      return families.has_arrived(lately_) ? std::optional(families.count()) : std::nullopt;
    }
    case Beside::returning:
      return workspace_.ideas().has_arrived() ? std::optional(workspace_.ideas().count()) : std::nullopt;
  }
  return std::nullopt;
}

void ActionsScreen::draw_none() {
  const bool is_good = !is_filtered() && query_.view == PromiseView::overdue;
  const Text why = is_filtered() ? Text::actions_no_match : is_good ? Text::actions_none_overdue : Text::actions_none;
  empty_state(kit_, Icon::square_check, kit_.say(is_good ? Text::actions_good_title : Text::actions_none_title),
              kit_.say(why), [&] {
                const bool is_all = !is_filtered() && query_.view == PromiseView::all;
                if (!is_all && button(kit_, kit_.say(Text::actions_show_everything)))
                  app_.replace_route("#/actions?view=all");
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
  // The table of a window has a column for it.
  const std::optional<std::int64_t> age = age_in_days(promise, query_.now);
  if (age && *age > 0 && (is_narrow_ || is_board()))
    words += " · " + kit_.say(Text::actions_age, span_words(workspace_.language, *age));
  return words;
}

std::string ActionsScreen::besides(const Promise& promise) const {
  std::string words;
  const bool is_promised = promise.state == ActionState::committed || promise.state == ActionState::in_progress;
  const auto add = [&](std::string more) { words += (words.empty() ? "" : " · ") + std::move(more); };
  if (const std::int64_t time = workspace_.ideas().time_of(promise.id); is_promised && time > 1)
    add(kit_.say(Text::actions_promised_again, ordinal_words(workspace_.language, time)));
  if (is_promised && promise.priority == Priority::high && promise.severity && *promise.severity >= 1 &&
      static_cast<std::size_t>(*promise.severity) <= query_.objective_days.size()) {
    const std::int64_t allowed = query_.objective_days[static_cast<std::size_t>(*promise.severity - 1)];
    const auto since = promise.promised_at ? promise.promised_at : promise.started_at;
    const std::int64_t past = since ? (query_.now - *since).microseconds / days(1).microseconds - allowed : 0;
    if (allowed > 0 && past > 0) add(kit_.say(Text::actions_breached, span_words(workspace_.language, past), allowed));
  }
  if (is_promised && promise.slips >= 2) add(kit_.say(Text::actions_was_moved, promise.slips));
  if (is_promised && !promise.waiting_on.empty()) add(kit_.say(Text::actions_waits_on, promise.waiting_on));
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
          menu(kit_, name, items, {.look = Look::note, .shown = kit_.say(label_of(promise.state)), .key = "state"}),
          promise))
    set_state(promise, *state);
}

void ActionsScreen::draw_menu_of(const Promise& promise, Id id) {
  const auto items = state_items(kit_, promise.state);
  if (const auto state = state_from(context_menu(kit_, id, title_of(promise), items), promise))
    set_state(promise, *state);
}

/// What will not be done needs a reason, which is asked for by itself.
void ActionsScreen::set_state(const Promise& promise, ActionState state) {
  if (state != ActionState::will_not_do) return workspace_.set_promise_state(promise.postmortem, promise.id, state);
  state_.bulk_state = state;
  state_.bulk_reason.clear();
  state_.reason_of.emplace(promise.postmortem, promise.id);
  kit_.wake_in(0);
}

// ---- board ----------------------------------------------------------------------------------------------------------

void ActionsScreen::draw_board() {
  // What is searched for or pressing is seldom in every state: only the states that have some of it.
  const bool is_whole = !is_filtered() && (query_.view == PromiseView::open || query_.view == PromiseView::all);
  std::vector<std::size_t> shown;
  for (std::size_t column = 0; column < board_states.size(); ++column) {
    const PromiseWindow& window = workspace_.look_for_promises(column + 1, query_of_column(column));
    if (is_whole || !window.has_arrived() || window.size() > 0) shown.push_back(column);
  }
  if (shown.empty()) return draw_none();
  constexpr std::array shares = {1.f, 1.f, 1.f, 1.f};
  static_assert(shares.size() == board_states.size());
  // A column that stands alone is no wider than half.
  const std::size_t places = std::max(std::size_t{2}, shown.size());
  kit_.split(std::span(shares).first(places), 16, 150, [&](std::size_t place) {
    if (place >= shown.size()) return;
    auto scope = kit_.scope(static_cast<std::uint64_t>(shown[place]));
    draw_column(shown[place]);
  });
}

PromiseQuery ActionsScreen::query_of_column(std::size_t column) const {
  PromiseQuery query = query_;
  query.state = board_states[column];
  // The views are about what is open; the board shows besides what has been kept.
  if (query.view == PromiseView::open) query.view = PromiseView::all;
  if (query.state == ActionState::verified) query.sort = PromiseSort::changed, query.descending = true;
  return query;
}

void ActionsScreen::draw_column(std::size_t column) {
  const PromiseQuery query = query_of_column(column);
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
    app_.replace_route(Route(route_)
                           .set("as", "table")
                           .set("view", query_.view == PromiseView::open ? "all" : route_.parameter("view"))
                           .set("sort", "state")
                           .address());
}

void ActionsScreen::draw_card(const Promise& promise) {
  constexpr float padding = 12, gap = 2, around_line = 4;
  constexpr std::size_t most_lines = 4, most_lines_beside = 2;
  auto scope = kit_.scope(key_of(promise.id));
  const std::string_view title = title_of(promise);
  const PromiseWords stands = standing(promise);
  const std::string beside = besides(promise), from = where_from(promise);
  const float width = kit_.available() - 2 * padding;
  const std::size_t lines = std::min(kit_.break_lines(Style::strong, title, width).size(), most_lines);
  constexpr float foot = 22;
  float height = static_cast<float>(lines) * kit_.rule(Style::strong).line_height + gap;
  const auto height_of = [&](std::string_view words) {
    const std::size_t needed = std::min(kit_.break_lines(Style::caption, words, width).size(), most_lines_beside);
    return static_cast<float>(needed) * kit_.rule(Style::caption).line_height;
  };
  height += height_of(from) + gap + foot;
  // Owner and standing stand in one line where there is room.
  const float owner_width = promise.owner.empty() ? 0 : kit_.measure(Style::secondary, promise.owner) + 28;
  const float stands_width = kit_.measure(Style::caption_strong, stands.words);
  const bool is_stacked = owner_width > 0 && owner_width + stands_width + 12 > width;
  if (is_stacked) height += foot + gap;
  if (!beside.empty()) {
    height += height_of(beside) + 2 * gap;
    height += 2 * around_line + metric::hairline;
  }
  std::string told = stands.words;
  for (const std::string* more : {&promise.owner, &from})
    if (!more->empty()) told += " · " + *more;
  const auto draw_content = [&] {
    text(kit_, title,
         {.style = Style::strong, .max_width = 0, .max_lines = static_cast<int>(most_lines), .silent = true});
    text(kit_, from, {.style = Style::caption, .max_width = 0, .max_lines = static_cast<int>(most_lines_beside)});
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
    if (!beside.empty()) {
      kit_.space(around_line);
      divider(kit_);
      kit_.space(around_line);
      text(kit_, beside,
           {.style = Style::caption,
            .tone = Tone::warning,
            .max_width = 0,
            .max_lines = static_cast<int>(most_lines_beside)});
    }
  };
  if (pressable(kit_, title, height, std::nullopt, draw_content, told)) app_.go_to(address_of(promise));
  draw_menu_of(promise, kit_.id(title));
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
  const std::optional<std::int64_t> age = age_in_days(promise, query_.now);
  words_cell(age ? span_words(language, *age) : std::string(kit_.say(Text::library_unknown)));
  words_cell(promise.slips == 0 ? std::string(kit_.say(Text::library_unknown))
                                : kit_.say(Text::actions_moved_times, promise.slips));
  words_cell(promise.changed_at ? date_words(language, *promise.changed_at, workspace_.time_zone(), workspace_.zones())
                                : std::string(kit_.say(Text::library_unknown)));
}

void ActionsScreen::draw_narrow_row(Table& table, const Promise& promise) {
  constexpr float before_owner = 4, owner_line = 22;
  const std::string from = std::string(kit_.say(label_of(promise.state))) + " · " + where_from(promise);
  const std::string beside = besides(promise);
  const float line = kit_.rule(Style::caption).line_height;
  const std::size_t from_lines =
      std::min(kit_.break_lines(Style::caption, from, kit_.available()).size(), std::size_t{2});
  const float below = line * static_cast<float>(from_lines) + before_owner + owner_line + (beside.empty() ? 0.f : line);
  table.title_cell(table.title_height(title_of(promise)) + below, title_of(promise), [&] {
    text(kit_, from, {.style = Style::caption, .max_width = 0, .max_lines = 2});
    kit_.space(before_owner);
    {
      const PromiseWords stands = standing(promise);
      auto row = kit_.row(8, owner_line);
      if (!promise.owner.empty()) person(kit_, promise.owner);
      text(kit_, stands.words, {.style = Style::caption_strong, .tone = stands.tone});
    }
    if (!beside.empty())
      text(kit_, beside, {.style = Style::caption, .tone = Tone::warning, .max_width = 0, .max_lines = 1});
  });
}

void ActionsScreen::draw_table() {
  const PromiseWindow& window = workspace_.look_for_promises(table_window, query_);
  if (!window.has_arrived()) return draw_skeleton();
  if (window.size() == 0) return draw_none();
  if (query_.group == PromiseGrouping::none || window.groups().empty())
    return draw_rows(window, 0, window.size(), kit_.say(Text::actions_table));
  std::size_t first = 0;
  for (const protocol::PromiseGroup& group : window.groups()) {
    auto scope = kit_.scope(group.key);
    const std::string name = name_of(group);
    {
      auto row = kit_.row(8);
      heading(kit_, 2, name, Style::secondary_strong);
      text(kit_, number_words(workspace_.language, group.count), {.style = Style::secondary});
    }
    const auto count = static_cast<std::size_t>(group.count);
    draw_rows(window, first, count, name);
    first += count;
  }
}

void ActionsScreen::draw_grouping() {
  std::vector<std::string> named{std::string(kit_.say(Text::actions_group_none))};
  std::size_t selected = 0;
  for (const GroupName& group : groupings) {
    if (group.group == query_.group) selected = named.size();
    named.push_back(kit_.say(Text::learn_behind_of, kit_.say(Text::actions_group), kit_.say(group.name)));
  }
  const std::vector<std::string_view> names(named.begin(), named.end());
  const auto next = select(kit_, kit_.say(Text::actions_group), names, selected, {.label_hidden = true});
  if (!next) return;
  app_.replace_route(Route(route_)
                         .set("group", *next == 0 ? std::string_view{} : groupings[*next - 1].parameter)
                         .set("as", "table")
                         .address());
}

std::string ActionsScreen::name_of(const protocol::PromiseGroup& group) const {
  const auto or_none = [&](Text none, auto&& named) {
    return group.key.empty() ? std::string(kit_.say(none)) : std::string(named());
  };
  const auto word_of = [&]<class Choice>(std::optional<Choice> choice) {
    return choice ? kit_.say(label_of(*choice)) : std::string_view(group.key);
  };
  switch (query_.group) {
    case PromiseGrouping::owner: return or_none(Text::actions_no_owner, [&] { return group.key; });
    case PromiseGrouping::system: return or_none(Text::actions_no_system, [&] { return group.key; });
    case PromiseGrouping::due_week:
      return or_none(Text::actions_no_due,
                     [&] { return kit_.say(Text::actions_week_of, date_words(workspace_.language, group.key)); });
    case PromiseGrouping::kind:
      return or_none(Text::actions_no_kind, [&] { return word_of(choice_spelt<ActionKind>(group.key)); });
    case PromiseGrouping::effect:
      return or_none(Text::learn_no_effect, [&] { return word_of(choice_spelt<Effect>(group.key)); });
    case PromiseGrouping::theme:
      return or_none(Text::actions_no_theme, [&] { return group.title.empty() ? group.key : group.title; });
    case PromiseGrouping::postmortem:
      return group.title.empty() ? std::string(kit_.say(Text::library_untitled)) : group.title;
    case PromiseGrouping::none: break;
  }
  return group.key;
}

/// A part of the rows as a table: all of them, or those of a group.
void ActionsScreen::draw_rows(const PromiseWindow& window, std::size_t first, std::size_t count,
                              std::string_view name) {
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
  const std::string longest_span = span_words(workspace_.language, 500);
  const TableColumn wide[] = {
      {.name = say(Text::actions_column_select), .width = kit_.viewport().touch ? metric::control_touch : 32.f},
      {.name = say(Text::actions_column_promise), .sortable = true},
      {.name = say(Text::actions_column_state), .width = std::ceil(state), .sortable = true},
      {.name = say(Text::actions_column_owner), .width = 150, .sortable = true, .from = 640},
      {.name = say(Text::actions_column_due),
       .width = width_of_words(Style::secondary, Text::actions_column_due,
                               {kit_.say(Text::editor_overdue, longest_span), kit_.say(Text::editor_due_on, date),
                                kit_.say(Text::actions_look_late, longest_span)}),
       .sortable = true},
      {.name = say(Text::actions_column_age),
       .width = width_of_words(Style::secondary, Text::actions_column_age, {longest_span}),
       .sortable = true,
       .from = 820},
      {.name = say(Text::actions_column_moved),
       .width = width_of_words(Style::secondary, Text::actions_column_moved, {kit_.say(Text::actions_moved_times, 10)}),
       .sortable = true,
       .from = 1100},
      {.name = say(Text::actions_column_changed),
       .width = width_of_words(Style::secondary, Text::actions_column_changed, {date}),
       .sortable = true,
       .from = 1240},
  };
  const auto sorted = std::ranges::find(sorts, query_.sort, &SortName::sort);
  Table table(
      kit_,
      {.name = name,
       .columns = is_narrow_ ? std::span(wide).subspan(1, 1) : std::span(wide),
       .row_count = count,
       .row_height = is_narrow_ ? 144.f : 84.f,
       .sorted_by = is_narrow_ || sorted == std::end(sorts) ? SIZE_MAX : static_cast<std::size_t>(sorted->column) + 1,
       .descending = query_.descending,
       .title_lines = 2,
       // Groups stand below one another in the same columns.
       .header_hidden = is_narrow_ || first > 0});
  if (table.sort_pressed && *table.sort_pressed > 0) {
    const auto chosen = std::ranges::find(sorts, static_cast<Column>(*table.sort_pressed - 1), &SortName::column);
    const bool is_turned = query_.sort == chosen->sort && query_.descending == chosen->descending_first;
    app_.replace_route(
        Route(route_).set("sort", chosen->parameter).set("order", is_turned ? "reversed" : "").address());
  }
  if (table.rows.first < table.rows.last)
    workspace_.show_promises(table_window, first + table.rows.first, first + table.rows.last);
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const Promise* promise = window.row(first + i);
    if (promise == nullptr) continue;
    const std::string address = address_of(*promise);
    if (table.row(i, key_of(promise->id), {.address = address, .selected = is_selected(*promise)}).pressed)
      app_.go_to(address);
    draw_menu_of(*promise, kit_.id("row"));
    // What is done to several needs the room of a window.
    if (is_narrow_) {
      draw_narrow_row(table, *promise);
      continue;
    }
    table.cell(kit_.viewport().touch ? metric::control_touch : 28, [&] { draw_checkbox(*promise); });
    draw_wide_row(table, *promise);
  }
}

// ---- several at once ------------------------------------------------------------------------------------------------

void ActionsScreen::draw_checkbox(const Promise& promise) {
  const bool is_on = is_selected(promise);
  if (!checkbox(kit_, kit_.say(Text::actions_select, title_of(promise)), is_on, {.label_hidden = true})) return;
  const std::pair one(promise.postmortem, promise.id);
  if (is_on)
    std::erase(state_.selected, one);
  else
    state_.selected.push_back(one);
  kit_.wake_in(0);
}

void ActionsScreen::draw_selection() {
  auto region = kit_.region(Role::group, kit_.say(Text::actions_selected, state_.selected.size()));
  auto row = kit_.row(8, kit_.control_height());
  text(kit_, kit_.say(Text::actions_selected, state_.selected.size()),
       {.style = Style::secondary_strong, .max_width = 0});
  const auto items = state_items(kit_, ActionState::unknown);
  if (const auto chosen = menu(kit_, kit_.say(Text::actions_bulk_state), items)) {
    const auto state = static_cast<ActionState>(*chosen);
    if (state == ActionState::will_not_do) {
      state_.bulk_state = state;
      state_.bulk_reason.clear();
      state_.reason_of.reset();
      kit_.wake_in(0);
    } else {
      change_selected({.state = state});
    }
  }
  if (button(kit_, kit_.say(Text::actions_bulk_owner)))
    state_.asks_owner = true, state_.bulk_owner.clear(), kit_.wake_in(0);
  if (button(kit_, kit_.say(Text::actions_bulk_due))) state_.asks_due = true, state_.bulk_due.clear(), kit_.wake_in(0);
  if (button(kit_, kit_.say(Text::actions_select_all), {.look = Look::quiet})) {
    const PromiseWindow& window = workspace_.look_for_promises(table_window, query_);
    for (std::size_t i = 0; i < window.size(); ++i)
      if (const Promise* promise = window.row(i); promise != nullptr && !is_selected(*promise))
        state_.selected.emplace_back(promise->postmortem, promise->id);
    kit_.wake_in(0);
  }
  const bool leaves = !kit_.has_overlay() && kit_.shortcut(key_escape, 0);
  if (icon_button(kit_, Icon::x, kit_.say(Text::actions_unselect), {.look = Look::quiet}) || leaves) {
    state_.selected.clear();
    kit_.wake_in(0);
  }
}

void ActionsScreen::change_selected(const protocol::PromiseChange& change) {
  std::vector<protocol::PromiseChange> changes;
  for (const auto& [postmortem, action] : state_.selected) {
    protocol::PromiseChange& one = changes.emplace_back(change);
    one.postmortem = postmortem;
    one.action = action;
  }
  workspace_.change_promises(std::move(changes), Text::actions_bulk_changed);
  state_.selected.clear();
  kit_.wake_in(0);
}

/// What has to be said before several are changed, or a view is kept.
void ActionsScreen::draw_questions() {
  struct Question {
    Text title, label;
    std::string& value;
    std::string confirm;
    bool is_day = false;
  };
  const auto day_of = [&](std::string_view written) -> std::string {
    const auto day = read_coming_day(
        written, {.zones = workspace_.zones(), .zone = workspace_.time_zone(), .now = workspace_.now()});
    return day ? format_date(*day) : std::string();
  };
  const auto ask = [&](const Question& question, auto&& accept) {
    bool is_done = false;
    const bool is_open = dialog(kit_, kit_.say(question.title), 440, [&] {
      const std::string day = question.is_day ? day_of(question.value) : std::string();
      const bool is_refused = question.is_day && !question.value.empty() && day.empty();
      const TextEdit edit =
          text_field(kit_, kit_.say(question.label), question.value,
                     {.placeholder = question.is_day ? kit_.say(Text::editor_date_example) : std::string_view{},
                      .error = is_refused ? kit_.say(Text::refusal_not_a_date, question.value) : std::string(),
                      .hint = day.empty() ? std::string() : date_words(workspace_.language, day),
                      .wording = question.is_day ? Wording::exact : Wording::line,
                      .required = true});
      if (edit.changed || edit.committed) question.value = edit.text;
      const bool can_be = !question.value.empty() && !is_refused;
      auto row = kit_.row(8);
      const bool is_pressed = button(kit_, question.confirm, {.look = Look::primary, .disabled = !can_be});
      if ((is_pressed || edit.submitted) && can_be && (!question.is_day || !day_of(question.value).empty()))
        is_done = true;
    });
    if (is_done) {
      accept();
      kit_.wake_in(0);
    }
    return is_open && !is_done;
  };
  const std::string change = kit_.say(Text::actions_bulk_change, state_.selected.size());
  const auto give_up = [&] {
    const protocol::PromiseChange given{.state = state_.bulk_state, .reason = state_.bulk_reason};
    if (!state_.reason_of) return change_selected(given);
    protocol::PromiseChange one = given;
    std::tie(one.postmortem, one.action) = *state_.reason_of;
    workspace_.change_promises({std::move(one)}, Text::actions_bulk_changed);
  };
  const Text why = state_.reason_of ? Text::action_state_will_not_do : Text::actions_bulk_state;
  if (state_.bulk_state && !ask({why, Text::actions_bulk_because, state_.bulk_reason,
                                 state_.reason_of ? std::string(kit_.say(Text::actions_give_up)) : change},
                                give_up))
    state_.bulk_state.reset(), state_.reason_of.reset();
  if (state_.asks_owner && !ask({Text::actions_bulk_owner, Text::actions_owner, state_.bulk_owner, change},
                                [&] { change_selected({.owner = state_.bulk_owner}); }))
    state_.asks_owner = false;
  if (state_.asks_due && !ask({Text::actions_bulk_due, Text::actions_column_due, state_.bulk_due, change, true},
                              [&] { change_selected({.due = day_of(state_.bulk_due)}); }))
    state_.asks_due = false;
  draw_view_name(app_);
}

// ---- what a tracker says --------------------------------------------------------------------------------------------

void ActionsScreen::draw_refresh() {
  const RefreshUnderWay& refresh = workspace_.refresh();
  if (refresh.state == RefreshUnderWay::State::none) return;
  bool is_accepted = false, is_cancelled = false;
  const bool is_open = dialog(kit_, kit_.say(Text::actions_refresh_title), 720, [&] {
    if (refresh.state == RefreshUnderWay::State::reading) {
      const auto count = [](std::int64_t number) { return static_cast<std::int32_t>(number); };
      is_cancelled = progress(kit_, kit_.say(refresh.total > 0 ? Text::learn_reading : Text::actions_refresh_reading),
                              count(refresh.done), count(refresh.total));
      return;
    }
    for (const protocol::PlacedProblem& problem : refresh.problems)
      text(kit_, (problem.file.empty() ? "" : problem.file + ": ") + unrepeat::say(workspace_.language, problem.text),
           {.style = Style::secondary, .tone = problem.error ? Tone::bad : Tone::warning, .max_width = 0});
    std::vector<std::size_t> changing;
    for (std::size_t i = 0; i < refresh.items.size(); ++i) {
      const RefreshOutcome outcome = refresh.items[i].outcome;
      if (outcome == RefreshOutcome::changes || outcome == RefreshOutcome::older) changing.push_back(i);
    }
    const bool has_error = std::ranges::any_of(refresh.problems, &protocol::PlacedProblem::error);
    if (changing.empty()) {
      // What is wrong with the file says enough.
      if (!has_error) text(kit_, kit_.say(Text::actions_refresh_none), {.style = Style::secondary});
    } else {
      text(kit_, kit_.say(Text::actions_refresh_changes, changing.size()), {.style = Style::secondary});
    }
    for (const std::size_t i : changing) draw_refresh_item(i);
    const std::size_t others = refresh.items.size() - changing.size();
    if (others > 0) {
      heading(kit_, 3, kit_.say(Text::actions_refresh_others, others), Style::secondary_strong);
      constexpr std::size_t most_others = 50;
      std::size_t shown = 0;
      for (const RefreshItem& item : refresh.items) {
        if (item.outcome == RefreshOutcome::changes || item.outcome == RefreshOutcome::older || shown++ >= most_others)
          continue;
        text(kit_, item.issue.key + " " + item.issue.title + ": " + say_outcome(workspace_.language, item),
             {.style = Style::caption, .max_width = 0});
      }
    }
    const auto chosen = static_cast<std::size_t>(std::ranges::count(refresh.chosen, true));
    auto row = kit_.row(8);
    if (!changing.empty() &&
        button(kit_, kit_.say(Text::actions_bulk_change, chosen), {.look = Look::primary, .disabled = chosen == 0}))
      is_accepted = true;
  });
  if (is_accepted)
    workspace_.accept_refresh();
  else if (is_cancelled || !is_open)
    workspace_.cancel_refresh();
}

void ActionsScreen::draw_refresh_item(std::size_t index) {
  const RefreshItem& item = workspace_.refresh().items[index];
  const bool is_chosen = workspace_.refresh().chosen[index];
  auto scope = kit_.scope(static_cast<std::uint64_t>(index));
  const std::string title = item.promise ? item.promise->title : item.issue.title;
  if (checkbox(kit_, title, is_chosen, {})) workspace_.choose_refresh(index, !is_chosen), kit_.wake_in(0);
  auto inset = kit_.inset(28, 0, 4);
  std::string words = item.issue.key;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " · ") + more; };
  if (item.state && item.promise)
    add(kit_.say(Text::actions_refresh_step, kit_.say(label_of(item.promise->state)), kit_.say(label_of(*item.state))));
  if (!item.due.empty()) add(kit_.say(Text::actions_refresh_due, date_words(workspace_.language, item.due)));
  if (!item.owner.empty()) add(item.owner);
  text(kit_, words, {.style = Style::secondary, .max_width = 0});
  if (item.outcome == RefreshOutcome::changes && !item.chosen && item.state != ActionState::will_not_do)
    text(kit_, kit_.say(Text::actions_refresh_unsure),
         {.style = Style::caption, .tone = Tone::warning, .max_width = 0});
  if (item.outcome == RefreshOutcome::older)
    text(kit_, say_outcome(workspace_.language, item),
         {.style = Style::caption, .tone = Tone::warning, .max_width = 0});
  if (item.state == ActionState::will_not_do) {
    const TextEdit edit = text_field(kit_, kit_.say(Text::actions_bulk_because), item.reason, {.required = true});
    if (edit.changed || edit.committed) workspace_.say_refresh_reason(index, std::string(edit.text));
  }
}

// ---- what is told beside the promises -------------------------------------------------------------------------------

void ActionsScreen::draw_beside() {
  const DueOnPage& due = workspace_.due();
  switch (beside_) {
    case Beside::nothing: return;
    case Beside::reviews:
      return due.has_arrived() ? draw_due(due.read().reviews, Text::actions_none_reviews) : draw_skeleton();
    case Beside::unwritten:
      return due.has_arrived() ? draw_due(due.read().unwritten, Text::actions_none_unwritten) : draw_skeleton();
    case Beside::changed: return due.has_arrived() ? draw_changed() : draw_skeleton();
    case Beside::came_again: return FamilyCard(app_, state_.families, lately_).draw(false);
    case Beside::returning: return draw_returning();
  }
}

void ActionsScreen::draw_due(std::span<const protocol::DueRow> rows, Text none) {
  if (rows.empty())
    return empty_state(kit_, Icon::square_check, kit_.say(Text::actions_good_title), kit_.say(none), [] {});
  const TableColumn columns[] = {
      {.name = kit_.say(Text::actions_column_postmortem)},
      {.name = kit_.say(Text::library_column_severity), .width = 80, .from = 480},
      {.name = kit_.say(Text::actions_column_how_late), .width = is_narrow_ ? 130.f : 220.f},
  };
  Table table(kit_, {.name = kit_.say(Text::actions_column_postmortem),
                     .columns = columns,
                     .row_count = rows.size(),
                     .row_height = 84,
                     .title_lines = 2});
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const auto& [incident, has_date] = rows[i];
    const std::string address = "#/pm/" + text_of(incident.id);
    const std::string_view title =
        incident.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(incident.title);
    if (table.row(i, key_of(ActionId::from(incident.id)), {.address = address}).pressed) app_.go_to(address);
    table.title_cell(table.title_height(title) + 19, title, [&] {
      std::string words = incident.started_at ? date_words(workspace_.language, *incident.started_at,
                                                           incident.time_zone, workspace_.zones())
                                              : std::string(kit_.say(Text::library_unknown));
      // Where its column has no room.
      if (is_narrow_ && incident.severity) words += " · " + kit_.say(Text::library_severity, *incident.severity);
      text(kit_, words, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    });
    table.cell(23, [&] {
      if (incident.severity)
        tag(kit_, kit_.say(Text::library_severity, *incident.severity),
            severity_tone(static_cast<int>(*incident.severity)));
    });
    table.cell(19, [&] {
      const Text words = has_date                       ? Text::actions_days_late
                         : beside_ == Beside::unwritten ? Text::actions_days_ago
                                                        : Text::actions_days_without_date;
      text(kit_, kit_.say(words, span_words(workspace_.language, incident.value)),
           {.style = Style::secondary, .tone = has_date ? Tone::bad : Tone::neutral, .max_width = 0, .max_lines = 2});
    });
  }
}

void ActionsScreen::draw_changed() {
  const auto& visited = workspace_.visited();
  if (!visited)
    return empty_state(kit_, Icon::clock, kit_.say(Text::actions_none_title), kit_.say(Text::actions_first_visit),
                       [] {});
  const std::string since = time_words(workspace_.language, *visited, workspace_.time_zone(), workspace_.zones());
  const std::vector<protocol::ChangedRow>& rows = workspace_.due().read().changed;
  if (rows.empty())
    return empty_state(kit_, Icon::clock, kit_.say(Text::actions_none_title),
                       kit_.say(Text::actions_none_changed, since), [] {});
  text(kit_, kit_.say(Text::actions_visited, since), {.style = Style::secondary, .max_width = 0});
  const TableColumn columns[] = {
      {.name = kit_.say(Text::actions_column_postmortem)},
      {.name = kit_.say(Text::actions_column_changed_by), .width = 140, .from = 480},
      {.name = kit_.say(Text::actions_column_changed), .width = is_narrow_ ? 120.f : 220.f},
  };
  Table table(
      kit_,
      {.name = kit_.say(Text::actions_view_changed), .columns = columns, .row_count = rows.size(), .row_height = 56});
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const protocol::ChangedRow& row = rows[i];
    const std::string address = "#/pm/" + text_of(row.id);
    const std::string_view title = row.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(row.title);
    if (table.row(i, key_of(ActionId::from(row.id)), {.address = address}).pressed) app_.go_to(address);
    table.title_cell(table.title_height(title), title, [] {});
    table.cell(19, [&] {
      text(kit_, row.by.empty() ? kit_.say(Text::library_unknown) : std::string_view(row.by),
           {.style = Style::secondary, .max_width = 0, .max_lines = 1});
    });
    table.cell(19, [&] {
      text(kit_,
           is_narrow_ ? date_words(workspace_.language, row.at, workspace_.time_zone(), workspace_.zones())
                      : time_words(workspace_.language, row.at, workspace_.time_zone(), workspace_.zones()),
           {.style = Style::secondary, .max_width = 0, .max_lines = 1});
    });
  }
}

void ActionsScreen::draw_returning() {
  const IdeasOnPage& ideas = workspace_.ideas();
  if (!ideas.has_arrived()) return draw_skeleton();
  if (ideas.rows().empty())
    return empty_state(kit_, Icon::repeat_2, kit_.say(Text::actions_none_title), kit_.say(Text::actions_none_returning),
                       [] {});
  for (const protocol::IdeaRow& idea : ideas.rows()) draw_idea(idea);
}

/// One idea, and every time it was promised.
void ActionsScreen::draw_idea(const protocol::IdeaRow& idea) {
  auto scope = kit_.scope(key_of(idea.promises.back().id));
  auto card = kit_.card(16, 6);
  auto region = kit_.region(Role::group, idea.title);
  {
    auto row = kit_.row(8, 0);
    heading(kit_, 2, idea.title, Style::strong);
    kit_.spacer();
    const auto times = std::ssize(idea.promises);
    text(kit_,
         idea.kept == 0 ? kit_.say(Text::actions_idea_never, idea.weight)
                        : kit_.say(Text::actions_idea_done, idea.kept, times),
         {.style = Style::secondary_strong, .tone = idea.kept == 0 ? Tone::warning : Tone::good, .max_width = 0});
  }
  text(kit_,
       (idea.is_joined ? std::string(kit_.say(Text::actions_idea_joined))
                       : kit_.say(Text::actions_idea_same_words, idea.words)),
       {.style = Style::caption, .max_width = 0});
  {
    auto list = kit_.region(Role::list, idea.title);
    std::size_t place = 0;
    for (const protocol::IdeaPromise& promise : idea.promises) {
      auto item = kit_.list_item(++place, idea.promises.size());
      auto inner = kit_.scope(key_of(promise.id));
      // What tells one from another is where it was promised, and in which words only where these differ.
      std::string where = promise.postmortem_title.empty() ? promise.title : promise.postmortem_title;
      if (promise.started_at)
        where += " · " + date_words(workspace_.language, *promise.started_at, promise.time_zone, workspace_.zones());
      link(kit_, where,
           Route(route_).set("promise", text_of(promise.postmortem) + id_separator + text_of(promise.id)).address());
      auto row = kit_.row(8);
      std::string words(kit_.say(label_of(promise.state)));
      if (promise.title != idea.title) words += " · " + promise.title;
      text(kit_, words, {.style = Style::caption, .max_width = 0});
      if (idea.promises.size() > 1) {
        kit_.spacer();
        const std::string name = kit_.say(Text::actions_idea_part_of, promise.title);
        if (button(kit_, name, {.look = Look::quiet, .shown = kit_.say(Text::actions_idea_part)}))
          workspace_.change_promises({{.postmortem = promise.postmortem,
                                       .action = promise.id,
                                       .idea = text_of(workspace_.ports().ids.next())}},
                                     Text::actions_idea_parted);
      }
    }
  }
  if (idea.is_joined) return;
  auto row = kit_.row(8);
  if (!button(kit_, kit_.say(Text::actions_idea_join), {.look = Look::quiet, .icon = Icon::check})) return;
  const std::string id = text_of(workspace_.ports().ids.next());
  std::vector<protocol::PromiseChange> changes;
  for (const protocol::IdeaPromise& promise : idea.promises)
    changes.push_back({.postmortem = promise.postmortem, .action = promise.id, .idea = id});
  workspace_.change_promises(std::move(changes), Text::actions_idea_is_joined);
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
  // It opens with what is in it, so that the focus goes there.
  if (open.state() == OpenPostmortem::State::loading) return;
  if (!dialog(kit_, kit_.say(Text::actions_promise), 640, [&] {
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
    const std::string_view go = kit_.say(Text::actions_go_to_postmortem);
    const float room = kit_.available() - kit_.measure(Style::caption_strong, go) - 12;
    text(kit_, kit_.say(Text::actions_from, form.value.title),
         {.style = Style::caption, .max_width = room < 200 ? kit_.available() : room, .max_lines = 1});
    link(kit_, go, "#/pm/" + text_of(form.value.id) + "/actions/" + text_of(id), Style::caption_strong);
    if (const std::string& tracker = workspace_.setting("tracker"); !tracker.empty())
      if (const auto address = new_issue_link(tracker, new_issue_of(form.value, *action, workspace_.language)))
        link(kit_, kit_.say(Text::actions_new_issue), *address, Style::caption_strong);
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
