// Every promise of the library: views that count what is pressing, a board or a table, and a promise opened in place.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/library/search_query.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/actions/beside.hpp"
#include "shell/screens/actions/board.hpp"
#include "shell/screens/actions/opened.hpp"
#include "shell/screens/actions/refresh.hpp"
#include "shell/screens/actions/several.hpp"
#include "shell/screens/actions/table.hpp"
#include "shell/screens/learn/families.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/received.hpp"
#include "shell/screens/route_filter.hpp"
#include "shell/screens/saved_views.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseView;

/// What came again within so many days is told.
constexpr std::int64_t lately_days = 30;

class ActionsScreen {
 public:
  explicit ActionsScreen(App& app)
      : listing_(app),
        app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        counts_(workspace_.promise_counts()),
        beside_(beside_of(listing_.route)) {
    lately_.from = listing_.query.now - days(lately_days);
  }

  void draw(const Rect& content) {
    workspace_.take_exports(true);
    workspace_.count_promises(true);
    read_beside();
    auto page = scroll_region(kit_, "actions", content, {.padding = page_padding(kit_), .gap = 12});
    draw_head();
    draw_name();
    draw_unread(app_, listing_.route, parameters_of_actions());
    draw_not_adopted(app_, Text::actions_not_adopted, counts_.not_adopted());
    const bool is_empty = counts_.has_arrived() && counts_.of(PromiseView::all) == 0;
    if (is_empty) {
      draw_empty();
    } else if (!counts_.has_arrived() && workspace_.library_state() == LibraryState::elsewhere) {
      empty_state(kit_, Icon::database, kit_.say(Text::frame_foot_elsewhere), kit_.say(Text::library_elsewhere), [] {});
    } else {
      // In one place whatever is shown; what is done to several takes it, so that the rows stay under the pointer.
      if (is_selecting())
        draw_selection(listing_);
      else
        draw_views();
      if (beside_ == BesidePromises::nothing) draw_filters();
      if (beside_ == BesidePromises::came_again)
        FamilyCard(app_, lately_).draw(false);
      else if (beside_ != BesidePromises::nothing)
        draw_beside(listing_, beside_);
      else if (listing_.is_board())
        draw_promise_board(listing_);
      else
        draw_promise_table(listing_);
    }
    draw_opened_promise(listing_);
    draw_joining(listing_);
    draw_refresh(app_);
    draw_questions(listing_);
    draw_view_name(app_);
    if (const auto refused = workspace_.take_refused_promise()) ask_for_what_lacks(listing_, *refused);
  }

 private:
  /// Whether what is done to several promises stands on the screen: only the wide table has rows to choose.
  bool is_selecting() const {
    return beside_ == BesidePromises::nothing && !listing_.is_narrow && !listing_.is_board() &&
           !listing_.state.selected.empty();
  }
  void draw_head();
  /// Offered once, beside what was changed without it.
  void draw_name();
  void draw_board_or_table();
  void draw_take_menu();
  void draw_empty();
  void draw_filters();
  void draw_views();
  /// What is told beside the promises is counted once, on arrival; after that only what is looked at is kept up to
  /// date: in a large library one change would be seconds of work.
  void read_beside();
  /// How much there is in a view; nothing while that is not known.
  std::optional<std::int64_t> count_of(const PromiseViewName& view) const;

  PromiseListing listing_;
  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  const PromiseCounts& counts_;
  BesidePromises beside_;
  /// What began in the last days.
  FigureScope lately_;
};

void ActionsScreen::draw_head() {
  const bool has_promises = counts_.has_arrived() && counts_.of(PromiseView::all) > 0;
  // Of what the filters leave, as the views are.
  const bool is_narrowed = listing_.is_filtered() && beside_ == BesidePromises::nothing;
  const PromiseCounts& counts = is_narrowed ? workspace_.count_narrowed(listing_.query) : counts_;
  const auto draw_summary = [&] {
    if (!counts.has_arrived()) return;
    const std::int64_t all = counts.of(PromiseView::all), ideas = counts.of(PromiseView::ideas);
    std::string words = is_narrowed ? kit_.say(Text::actions_matching, all, counts_.of(PromiseView::all))
                                    : kit_.say(Text::actions_summary, all - ideas, counts.of(PromiseView::open));
    if (!is_narrowed && ideas > 0) words += " · " + kit_.say(Text::actions_idea_count, ideas);
    text(kit_, words, {.style = Style::secondary, .max_width = 0, .max_lines = 1});
  };
  {
    auto row = kit_.row(12);
    heading(kit_, 1, kit_.say(Text::actions_title));
    if (!has_promises) return;
    if (!listing_.is_narrow) draw_summary();
    kit_.spacer();
    if (!listing_.is_narrow) draw_board_or_table();
    draw_take_menu();
  }
  if (listing_.is_narrow) draw_summary();
}

void ActionsScreen::draw_name() {
  if (!workspace_.asks_name()) return;
  auto region = kit_.region(Role::group, kit_.say(Text::settings_name));
  auto row = kit_.row(8, kit_.control_height());
  text(kit_, kit_.say(Text::actions_unsigned), {.style = Style::secondary, .max_width = 0});
  constexpr float width = 200;
  const std::string_view label = kit_.say(Text::settings_name);
  std::string& name = listing_.state.name;
  const TextEdit edit = text_field(kit_, label, name, {.placeholder = label, .label_hidden = true, .width = width});
  if (edit.changed || edit.committed) name = edit.text;
  const bool is_named = !is_only_blanks(name);
  const bool signs = button(kit_, kit_.say(Text::actions_sign), {.disabled = !is_named});
  if ((signs || edit.submitted) && is_named) {
    workspace_.write_setting("name", without_blanks_around(name));
    kit_.announce(kit_.say(Text::actions_signed, workspace_.setting("name")));
    kit_.wake_in(0);
  }
  if (icon_button(kit_, Icon::x, kit_.say(Text::actions_no_name), {.look = Look::quiet})) {
    workspace_.go_on_unnamed();
    kit_.wake_in(0);
  }
}

void ActionsScreen::draw_board_or_table() {
  if (!listing_.can_be_board() || beside_ != BesidePromises::nothing) return;
  const bool is_board_shown = listing_.is_board();
  if (!listing_.is_board()) draw_promise_grouping(listing_);
  const auto turn = [&](Icon icon, Text name, std::string_view as, bool is_shown) {
    if (icon_button(kit_, icon, kit_.say(name),
                    {.look = Look::quiet, .state = State::toggle | when(is_shown, State::pressed)}))
      app_.replace_route(Route(listing_.route).set("as", as).set("group", {}).address());
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
  static_assert(std::size(items) == std::size(files));
  // What comes in is nothing that goes out.
  if (icon_button(kit_, Icon::refresh_cw, kit_.say(Text::actions_refresh),
                  {.look = Look::quiet, .hint = kit_.say(Text::actions_refresh_hint)}))
    workspace_.choose_files();
  if (const auto chosen = menu(kit_, kit_.say(Text::actions_take), items, {.icon = Icon::share}, listing_.is_narrow))
    workspace_.export_promises(listing_.query, files[*chosen]);
}

void ActionsScreen::draw_empty() {
  empty_state(kit_, Icon::square_check, kit_.say(Text::actions_empty_title), kit_.say(Text::actions_empty), [&] {
    const float width = listing_.is_narrow ? kit_.row_width() : 0;
    if (button(kit_, kit_.say(Text::actions_go_to_library), {.look = Look::primary, .width = width})) app_.go_to("#/");
    const bool has_any = workspace_.library().count(protocol::LibraryView::all) > 0;
    if (!has_any &&
        button(kit_, kit_.say(Text::library_add_examples), {.busy = workspace_.is_adding_examples(), .width = width}))
      workspace_.add_examples();
  });
}

void ActionsScreen::draw_filters() {
  /// Those that have none first, where there are any: that is looked for to mend it.
  struct Choices {
    std::vector<std::string_view> names, values;
  };
  const auto choices_of = [&](const std::vector<std::string>& all, const std::string& current, Text none,
                              bool has_any) {
    Choices choices;
    if (has_any || current == has_none) {
      choices.names.push_back(kit_.say(none));
      choices.values.push_back(has_none);
    }
    choices.names.insert(choices.names.end(), all.begin(), all.end());
    choices.values.insert(choices.values.end(), all.begin(), all.end());
    // One of the address that nobody has any more can still be seen and taken away.
    if (!current.empty() && !std::ranges::contains(choices.values, current)) {
      choices.names.push_back(current);
      choices.values.push_back(current);
    }
    return choices;
  };
  const Choices owners =
      choices_of(counts_.owners(), listing_.query.owner, Text::actions_no_owner, counts_.without_owner() > 0);
  const std::vector<std::string>& known_systems = workspace_.library().systems();
  const Choices systems =
      choices_of(known_systems, listing_.query.system, Text::actions_no_system, !known_systems.empty());
  const auto effects = spellings(Effect{});
  std::vector<std::string_view> effect_names;
  for (std::size_t i = 0; i < effects.size(); ++i) effect_names.push_back(kit_.say(label_of(static_cast<Effect>(i))));
  const RouteFilter filters[] = {
      {"owner", Text::actions_owner, Text::actions_any_owner, owners.names, owners.values},
      {"system", Text::library_system_filter, Text::library_any_system, systems.names, systems.values},
      {"effect", Text::actions_effect, Text::actions_any_effect, effect_names, effects},
  };
  search_and_filters(app_, listing_.route, kit_.say(Text::actions_search), filters, listing_.state.shows_filters);
  // In the library it would narrow; here it would silently be something else.
  const SearchQuery read = parse_search(listing_.query.search);
  if (!read.filters.empty() || !read.problems.empty())
    text(kit_, kit_.say(Text::actions_search_is_words, listing_.query.search),
         {.style = Style::caption, .max_width = 0});
}

void ActionsScreen::draw_views() {
  const std::span views = promise_views();
  std::vector<Tab> shown(views.size());
  std::vector<std::string> counts(views.size());
  std::size_t selected = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto count = count_of(views[i]);
    if (count) counts[i] = number_words(workspace_.language, *count);
    if (views[i].parameter == listing_.route.parameter("view")) selected = i;
    shown[i] = {.name = kit_.say(views[i].name),
                .count = counts[i],
                .tone = count.value_or(0) > 0 ? views[i].tone : Tone::neutral};
  }
  // What does not stand in one line is a choice after those that press most.
  std::size_t used = shown.size();
  // For whatever is chosen.
  const auto width_of_choice = [&] {
    constexpr float beside_words = 60;
    float width = kit_.measure(Style::control, kit_.say(Text::actions_more_views));
    for (const Tab& view : std::span(shown).subspan(used))
      width = std::max(
          width, kit_.measure(Style::control_strong, view.name) + kit_.measure(Style::control_strong, view.count));
    return std::ceil(width) + beside_words;
  };
  constexpr float saved_views_width = 60;
  if (listing_.is_narrow) {
    used = 0;
  } else if (width_of_tabs(kit_, shown) > kit_.available()) {
    while (used > 0 &&
           width_of_tabs(kit_, std::span(shown).first(used)) + width_of_choice() + saved_views_width > kit_.available())
      --used;
  }
  std::optional<std::size_t> chosen;
  auto row = kit_.row(listing_.is_narrow ? 8 : 12);
  if (used > 0) chosen = tabs(kit_, kit_.say(Text::actions_views), std::span(shown).first(used), selected);
  if (used < shown.size()) {
    std::vector<std::string> names;
    for (const Tab& view : std::span(shown).subspan(used))
      names.push_back(view.count.empty() ? std::string(view.name)
                                         : kit_.say(Text::actions_view_count, view.name, view.count));
    const std::vector<std::string_view> choices(names.begin(), names.end());
    const auto next = select(kit_, kit_.say(used == 0 ? Text::actions_views : Text::actions_more_views), choices,
                             selected >= used ? std::optional(selected - used) : std::nullopt,
                             {.label_hidden = true,
                              .placeholder = kit_.say(Text::actions_more_views),
                              .width = listing_.is_narrow ? kit_.available() - kit_.control_height() - 8 : 0,
                              .emphasised = used > 0 && selected >= used});
    if (next) chosen = *next + used;
  }
  if (chosen) {
    Route there = Route(listing_.route).set("view", views[*chosen].parameter);
    // What is told beside the promises is not narrowed.
    if (views[*chosen].beside != BesidePromises::nothing)
      for (const std::string_view filter : {"q", "owner", "system", "effect"}) there.set(filter, {});
    app_.replace_route(there.address());
  }
  if (!listing_.is_narrow) kit_.spacer();
  draw_saved_views(app_, "#/actions");
}

void ActionsScreen::read_beside() {
  const bool is_first = listing_.state.counted_at != app_.arrivals();
  const bool is_due =
      beside_ == BesidePromises::reviews || beside_ == BesidePromises::unwritten || beside_ == BesidePromises::changed;
  if (is_first || is_due) workspace_.read_due();
  if (is_first || beside_ == BesidePromises::returning) workspace_.read_ideas();
  if (is_first || beside_ == BesidePromises::came_again) workspace_.read_families(lately_);
  if (workspace_.due().is_current() && workspace_.ideas().is_current() && workspace_.families().is_current(lately_))
    listing_.state.counted_at = app_.arrivals();
}

std::optional<std::int64_t> ActionsScreen::count_of(const PromiseViewName& view) const {
  const DueOnPage& due = workspace_.due();
  const auto of_due = [&](std::int64_t count) { return due.has_arrived() ? std::optional(count) : std::nullopt; };
  switch (view.beside) {
    case BesidePromises::nothing: {
      const PromiseCounts& counts = listing_.is_filtered() && beside_ == BesidePromises::nothing
                                        ? workspace_.count_narrowed(listing_.query)
                                        : counts_;
      return counts.has_arrived() ? std::optional(counts.of(view.view)) : std::nullopt;
    }
    case BesidePromises::reviews: return of_due(due.read().reviews_count);
    case BesidePromises::unwritten: return of_due(due.read().unwritten_count);
    case BesidePromises::changed: return of_due(due.read().changed_count);
    case BesidePromises::came_again: {
      const FamiliesOnPage& families = workspace_.families();
      return families.has_arrived(lately_) ? std::optional(families.count()) : std::nullopt;
    }
    case BesidePromises::returning:
      return workspace_.ideas().has_arrived() ? std::optional(workspace_.ideas().count()) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void draw_actions_screen(App& app) {
  page_frame(app, NavigationPlace::actions, app.kit().say(Text::actions_title),
             [&](const Rect& content) { ActionsScreen(app).draw(content); });
}

}  // namespace unrepeat::shell
