// A choice that narrows a list and stands in the address.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "shell/app.hpp"
#include "shell/route.hpp"
#include "shell/widgets/frame.hpp"

namespace unrepeat::shell {

struct RouteFilter {
  std::string_view parameter;
  Text name, any;
  std::span<const std::string_view> choices, values;  ///< As people read them, and as the address does.
  bool any_narrows = false;                           ///< Where none is chosen not all is shown: `any` says what is.
};

/// What the address says; none where it says nothing that can be chosen.
std::optional<std::size_t> chosen_of(const RouteFilter& filter, const Route& route);
float width_of_filter(const Kit& kit, const RouteFilter& filter, const Route& route);
void route_filter(App& app, const RouteFilter& filter, const Route& route);

/// The search and the filters in one row: the search takes what the filters leave, and a line of its own where that is
/// little. On one column they are folded behind a button, `beside` draws what stands there with it, and they stay
/// in sight while one of them narrows the list.
template <class Beside>
void search_and_filters(App& app, const Route& route, std::string_view label, std::string_view keys,
                        std::span<const RouteFilter> filters, bool& shows_filters, Beside&& beside);

/// The same with nothing else: on one column the button stands beside the search.
void search_and_filters(App& app, const Route& route, std::string_view label, std::span<const RouteFilter> filters,
                        bool& shows_filters);

/// On one column it leaves `beside` pixels of its line.
void draw_route_search(App& app, const Route& route, std::string_view label, std::string_view keys,
                       std::span<const RouteFilter> filters, float beside = 0);
/// Behind their button on one column.
void draw_filters(App& app, const Route& route, std::span<const RouteFilter> filters, bool& shows_filters);
/// False where no filter is to be drawn after it.
bool draw_filters_button(App& app, const Route& route, std::span<const RouteFilter> filters, bool& shows_filters);

template <class Beside>
void search_and_filters(App& app, const Route& route, std::string_view label, std::string_view keys,
                        std::span<const RouteFilter> filters, bool& shows_filters, Beside&& beside) {
  auto row = app.kit().row(8);
  draw_route_search(app, route, label, keys, filters);
  if (width_of(app.kit().viewport()) == Width::one_column) beside();
  draw_filters(app, route, filters, shows_filters);
}

}  // namespace unrepeat::shell
