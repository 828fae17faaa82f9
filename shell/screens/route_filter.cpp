// Filters of lists, by their address.
#include "shell/screens/route_filter.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/screens/saved_views.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/field.hpp"

namespace unrepeat::shell {

std::optional<std::size_t> chosen_of(const RouteFilter& filter, const Route& route) {
  const auto at = std::ranges::find(filter.values, route.parameter(filter.parameter));
  if (at == filter.values.end()) return std::nullopt;
  return static_cast<std::size_t>(at - filter.values.begin());
}

float width_of_filter(const Kit& kit, const RouteFilter& filter, const Route& route) {
  constexpr float most = 180, beside_words = 48;
  const auto chosen = chosen_of(filter, route);
  const std::string_view shown = chosen               ? filter.choices[*chosen]
                                 : filter.any_narrows ? kit.say(filter.any)
                                                      : kit.say(filter.name);
  return std::min(most, std::ceil(kit.measure(Style::control, shown)) + beside_words);
}

void route_filter(App& app, const RouteFilter& filter, const Route& route) {
  Kit& kit = app.kit();
  const auto chosen = chosen_of(filter, route);
  std::vector<std::string_view> all{kit.say(filter.any)};
  all.insert(all.end(), filter.choices.begin(), filter.choices.end());
  auto selected = chosen ? std::optional(*chosen + 1) : std::nullopt;
  if (filter.any_narrows && !selected) selected = 0;
  const auto next = select(kit, kit.say(filter.name), all, selected,
                           {.label_hidden = true, .width = width_of_filter(kit, filter, route)});
  if (!next) return;
  const std::string value(*next == 0 ? std::string_view{} : filter.values[*next - 1]);
  app.replace_route(Route(route).set(filter.parameter, value).address());
}

void draw_route_search(App& app, const Route& route, std::string_view label, std::string_view keys,
                       std::span<const RouteFilter> filters, float beside) {
  constexpr float least = 240;
  Kit& kit = app.kit();
  const bool is_narrow = width_of(kit.viewport()) == Width::one_column;
  float rest = kit.available();
  for (const RouteFilter& filter : filters)
    if (!filter.choices.empty()) rest -= width_of_filter(kit, filter, route) + 8;
  const TextEdit search = search_field(kit, label, route.parameter("q"), is_narrow ? std::string_view{} : keys,
                                       is_narrow      ? kit.available() - beside
                                       : rest < least ? kit.available()
                                                      : rest);
  if (search.changed) app.replace_route(Route(route).set("q", search.text).address());
  if (search.left) remember_search(app, Route(route).set("q", search.text));
}

void search_and_filters(App& app, const Route& route, std::string_view label, std::span<const RouteFilter> filters,
                        bool& shows_filters) {
  Kit& kit = app.kit();
  auto row = kit.row(8);
  draw_route_search(app, route, label, {}, filters, kit.control_height() + 8);
  draw_filters(app, route, filters, shows_filters);
}

void draw_filters(App& app, const Route& route, std::span<const RouteFilter> filters, bool& shows_filters) {
  const bool is_narrow = width_of(app.kit().viewport()) == Width::one_column;
  if (is_narrow && !draw_filters_button(app, route, filters, shows_filters)) return;
  for (const RouteFilter& filter : filters)
    if (!filter.choices.empty()) route_filter(app, filter, route);
}

bool draw_filters_button(App& app, const Route& route, std::span<const RouteFilter> filters, bool& shows_filters) {
  Kit& kit = app.kit();
  // What narrows the list is always in sight.
  const bool is_narrowed =
      std::ranges::any_of(filters, [&](const RouteFilter& filter) { return chosen_of(filter, route).has_value(); });
  const bool is_shown = shows_filters || is_narrowed;
  if (icon_button(kit, Icon::funnel, kit.say(Text::library_filters),
                  {.state = State::toggle | when(is_shown, State::pressed)}))
    shows_filters = !is_shown;
  if (is_shown) kit.make_room(kit.row_width());
  return is_shown;
}

}  // namespace unrepeat::shell
