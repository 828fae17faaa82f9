// What the whole library says: figures that tell how much they can say, and the incidents that keep coming back. What
// is looked at is in the address, so that Back and a copied link say the same.
#include <algorithm>
#include <array>

#include "core/learn/figure_words.hpp"
#include "core/text/vocabulary.hpp"
#include "core/time/date_words.hpp"
#include "shell/format.hpp"
#include "shell/screens/learn/families.hpp"
#include "shell/screens/learn/figures.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/received.hpp"
#include "shell/screens/route_filter.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// Below this a chart has no room beside another.
constexpr float least_card = 320;
constexpr float gap = 16;
/// In the order in which they are read, the left column and the right one by turns; what keeps coming back stands after
/// the first. So the two columns are about as high, with a dozen incidents as with a thousand.
constexpr FigureKind shown_figures[] = {FigureKind::durations, FigureKind::phases,    FigureKind::factors,
                                        FigureKind::rate,      FigureKind::detection, FigureKind::themes,
                                        FigureKind::open_age,  FigureKind::coverage,  FigureKind::kept};
static_assert(std::size(shown_figures) == figure_count);

class LearnScreen {
 public:
  explicit LearnScreen(App& app)
      : app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        state_(app.remembered<LearnScreenState>()),
        route_(app.route()),
        scope_(scope_of(route_, workspace_)),
        is_narrow_(width_of(kit_.viewport()) == Width::one_column) {}

  void draw(const Rect& content) {
    auto page = scroll_region(kit_, "learn", content, {.padding = page_padding(kit_), .gap = gap});
    const bool is_empty =
        workspace_.library().has_arrived() && workspace_.library().count(protocol::LibraryView::all) == 0;
    if (is_empty) {
      heading(kit_, 1, kit_.say(Text::learn_title));
      return draw_empty();
    }
    if (state_.is_stopped) {
      heading(kit_, 1, kit_.say(Text::learn_title));
      return draw_stopped();
    }
    const FiguresOnPage& figures = workspace_.read_figures(scope_);
    draw_filters(figures);
    draw_unread(app_, route_, parameters_of_learn());
    if (figures.left() > 0) return draw_progress(Text::learn_reading, figures.left(), figures.total());
    draw_not_adopted(app_, Text::learn_not_adopted, figures.not_adopted());
    draw_cards(figures);
  }

 private:
  void draw_empty() {
    empty_state(kit_, Icon::chart_line, kit_.say(Text::learn_empty_title), kit_.say(Text::learn_empty), [&] {
      const float width = is_narrow_ ? kit_.row_width() : 0;
      if (button(kit_, kit_.say(Text::actions_go_to_library), {.look = Look::primary, .width = width}))
        app_.go_to("#/");
      if (button(kit_, kit_.say(Text::library_add_examples), {.busy = workspace_.is_adding_examples(), .width = width}))
        workspace_.add_examples();
    });
  }

  void draw_stopped() {
    empty_state(kit_, Icon::chart_line, kit_.say(Text::learn_stopped), {}, [&] {
      if (button(kit_, kit_.say(Text::learn_go_on), {.look = Look::primary})) {
        state_.is_stopped = false;
        kit_.wake_in(0);
      }
    });
  }

  void draw_progress(Text what, std::int64_t left, std::int64_t total) {
    if (progress(kit_, kit_.say(what), static_cast<std::int32_t>(total - left), static_cast<std::int32_t>(total))) {
      state_.is_stopped = true;
      kit_.wake_in(0);
    }
  }

  void draw_filters(const FiguresOnPage& figures) {
    std::vector<std::string_view> systems(workspace_.library().systems().begin(), workspace_.library().systems().end());
    std::vector<std::string_view> tags(figures.tags().begin(), figures.tags().end());
    // One of the address that is nowhere any more can still be seen and taken away.
    for (auto [names, parameter] : {std::pair(&systems, "system"), std::pair(&tags, "tag")})
      if (const std::string_view asked = route_.parameter(parameter);
          !asked.empty() && std::ranges::find(*names, asked) == names->end())
        names->push_back(asked);
    constexpr std::array<std::string_view, 5> levels = {"1", "2", "3", "4", "5"};
    std::array<std::string, 5> level_names;
    for (std::size_t i = 0; i < levels.size(); ++i) level_names[i] = kit_.say(Text::library_severity, levels[i]);
    const std::vector<std::string_view> severities(level_names.begin(), level_names.end());
    const auto kinds = spellings(RecordKind{});
    std::vector<std::string_view> kind_names;
    // What is chosen where nothing is: incidents.
    for (std::size_t i = 1; i < kinds.size(); ++i) kind_names.push_back(kit_.say(label_of(static_cast<RecordKind>(i))));
    const RouteFilter filters[] = {
        {"system", Text::library_system_filter, Text::library_any_system, systems, systems},
        {"severity", Text::library_severity_filter, Text::library_any_severity, severities, levels},
        {"kind", Text::learn_kind, Text::learn_any_kind, kind_names, std::span(kinds).subspan(1), true},
        {"tag", Text::learn_tag, Text::learn_any_tag, tags, tags},
    };
    {
      auto row = kit_.row(8);
      heading(kit_, 1, kit_.say(Text::learn_title));
      kit_.spacer();
      if (!is_narrow_ || draw_filters_button(app_, route_, filters, state_.shows_filters)) {
        draw_period();
        for (const RouteFilter& filter : filters)
          if (!filter.choices.empty()) route_filter(app_, filter, route_);
        return;
      }
    }
    // What the figures are of is in sight, also where it is chosen elsewhere.
    close_up(kit_);
    text(kit_, period_words() + " · " + std::string(kit_.say(Text::learn_any_kind)),
         {.style = Style::secondary, .max_width = 0});
  }

  std::string period_words() const {
    if (const auto chosen = days_of(route_))
      return kit_.say(Text::learn_period_marked, date_words(workspace_.language, chosen->first),
                      date_words(workspace_.language, chosen->second));
    const auto found = std::ranges::find(learn_periods, route_.parameter("period"), &LearnPeriodName::parameter);
    return std::string(kit_.say(found == std::end(learn_periods) ? learn_periods[0].name : found->name));
  }

  void draw_period() {
    std::vector<std::string_view> names;
    std::vector<std::string_view> values;
    std::size_t selected = 0;
    for (const LearnPeriodName& one : learn_periods) {
      if (one.parameter == route_.parameter("period")) selected = names.size();
      names.push_back(kit_.say(one.name));
      values.push_back(one.parameter);
    }
    std::string marked;
    if (days_of(route_)) {
      marked = period_words();
      selected = names.size();
      names.push_back(marked);
    }
    const auto next = select(kit_, kit_.say(Text::learn_period), names, selected, {.label_hidden = true});
    if (!next || *next >= values.size()) return;
    state_.marked.reset();
    app_.replace_route(Route(route_).set("period", values[*next]).set("from", {}).set("until", {}).address());
  }

  void draw_cards(const FiguresOnPage& figures) {
    const Figure* coverage = figures.figure(FigureKind::coverage);
    if (coverage != nullptr && coverage->count == 0 && figures.figure(FigureKind::rate) != nullptr &&
        figures.figure(FigureKind::rate)->count == 0) {
      return empty_state(kit_, Icon::chart_line, kit_.say(Text::learn_none_title), kit_.say(Text::learn_none), [&] {
        if (button(kit_, kit_.say(Text::learn_show_all), {.look = Look::primary}))
          app_.replace_route("#/learn?period=all");
      });
    }
    FigureCards cards(app_, state_, scope_, figures);
    CardColumns columns(kit_, least_card, gap);
    for (const FigureKind kind : shown_figures) {
      columns.draw([&] { cards.draw(kind); });
      if (kind != shown_figures[0]) continue;
      columns.draw([&] {
        auto card = kit_.card(16, 8);
        FamilyCard(app_, scope_).draw();
      });
    }
    columns.finish();
    cards.draw_behind();
  }

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  LearnScreenState& state_;
  Route route_;
  FigureScope scope_;
  bool is_narrow_;
};

}  // namespace

void draw_learn_screen(App& app) {
  page_frame(app, NavigationPlace::learn, app.kit().say(Text::learn_title),
             [&](const Rect& content) { LearnScreen(app).draw(content); });
}

}  // namespace unrepeat::shell
