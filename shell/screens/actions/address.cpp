// Whatever stands in the address is somebody's input: what cannot be read is as if it were not there, and told.
#include "shell/screens/actions/address.hpp"

#include <algorithm>

#include "core/text/vocabulary.hpp"
#include "shell/screens/learn/families.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseGrouping;
using protocol::PromiseSort;
using protocol::PromiseView;

constexpr PromiseViewName views[] = {
    {PromiseView::open, "", Text::actions_view_open},
    {PromiseView::overdue, "overdue", Text::actions_view_overdue, Tone::bad},
    {PromiseView::due_soon, "this-week", Text::actions_view_due_soon},
    {PromiseView::look_due, "check-due", Text::actions_view_look_due, Tone::warning},
    {PromiseView::to_verify, "to-verify", Text::actions_view_to_verify},
    {PromiseView::slipped, "slipped", Text::actions_view_slipped},
    {PromiseView::all, "promised-before", Text::actions_view_returning, Tone::warning, BesidePromises::returning},
    {PromiseView::all, "reviews", Text::actions_view_reviews, Tone::warning, BesidePromises::reviews},
    {PromiseView::all, "unwritten", Text::actions_view_unwritten, Tone::warning, BesidePromises::unwritten},
    {PromiseView::all, "came-again", Text::actions_view_came_again, Tone::warning, BesidePromises::came_again},
    {PromiseView::all, "changed", Text::actions_view_changed, Tone::neutral, BesidePromises::changed},
    {PromiseView::breached, "breached", Text::actions_view_breached, Tone::bad},
    {PromiseView::stale, "stale", Text::actions_view_stale},
    {PromiseView::waiting, "waiting", Text::actions_view_waiting},
    {PromiseView::ideas, "ideas", Text::actions_view_ideas},
    {PromiseView::verified_lately, "verified", Text::actions_view_verified},
    {PromiseView::dropped, "will-not-do", Text::actions_view_dropped},
    {PromiseView::all, "all", Text::actions_view_all},
};

constexpr PromiseSortName sorts[] = {
    {PromiseSort::due, "due", PromiseColumn::due, false},
    {PromiseSort::title, "title", PromiseColumn::promise, false},
    {PromiseSort::state, "state", PromiseColumn::state, false},
    {PromiseSort::owner, "owner", PromiseColumn::owner, false},
    {PromiseSort::slips, "moved", PromiseColumn::moved, true},
    {PromiseSort::promised, "age", PromiseColumn::age, false},
    {PromiseSort::changed, "changed", PromiseColumn::changed, false},
};

constexpr PromiseGroupName groupings[] = {
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
/// What narrows promises says nothing of what is told beside them.
constexpr auto narrows = [](const Route& route, std::string_view) {
  return beside_of(route) == BesidePromises::nothing;
};

constexpr KnownParameter known_parameters[] = {
    {"view", Text::actions_views,
     [](const Route&, std::string_view written) {
       return written == "open" || is_one_of<&PromiseViewName::parameter>(views, written);
     }},
    {"as", Text::actions_as_table, [](const Route&, std::string_view written) { return written == "table"; }},
    {"group", Text::actions_group,
     [](const Route&, std::string_view written) {
       return is_one_of<&PromiseGroupName::parameter>(groupings, written);
     }},
    {"sort", Text::library_order,
     [](const Route&, std::string_view written) { return is_one_of<&PromiseSortName::parameter>(sorts, written); }},
    {"order", Text::library_order, [](const Route&, std::string_view written) { return written == "reversed"; }},
    {"q", Text::actions_search, narrows},
    {"owner", Text::actions_owner, narrows},
    {"system", Text::library_system_filter, narrows},
    {"effect", Text::actions_effect,
     [](const Route& route, std::string_view written) {
       return narrows(route, written) && choice_spelt<Effect>(written).has_value();
     }},
    {"promise", Text::actions_promise,
     [](const Route& route, std::string_view) { return opened_promise(route).has_value(); }},
    {family_parameter, Text::learn_families,
     [](const Route&, std::string_view written) { return uuid_from(written).has_value(); }},
};

}  // namespace

std::span<const PromiseViewName> promise_views() { return views; }
std::span<const PromiseSortName> promise_sorts() { return sorts; }
std::span<const PromiseGroupName> promise_groups() { return groupings; }
std::span<const KnownParameter> parameters_of_actions() { return known_parameters; }

PromiseQuery promises_of(const Route& route, const Workspace& workspace) {
  PromiseQuery query;
  for (const PromiseViewName& view : views)
    if (view.parameter == route.parameter("view")) query.view = view.view;
  for (const PromiseGroupName& group : groupings)
    if (group.parameter == route.parameter("group")) query.group = group.group;
  query.objective_days = workspace.objective_days();
  query.search = route.parameter("q");
  query.owner = route.parameter("owner");
  query.system = route.parameter("system");
  query.effect = choice_spelt<Effect>(route.parameter("effect"));
  // Of what was dropped the last is asked for, until another order is.
  if (query.view == PromiseView::dropped) query.sort = PromiseSort::changed, query.descending = true;
  for (const PromiseSortName& sort : sorts) {
    if (sort.parameter != route.parameter("sort")) continue;
    query.sort = sort.sort;
    query.descending = sort.descending_first != (route.parameter("order") == "reversed");
  }
  std::tie(query.today, query.now) = workspace.today();
  return query;
}

BesidePromises beside_of(const Route& route) {
  const auto view = std::ranges::find(views, route.parameter("view"), &PromiseViewName::parameter);
  return view == std::end(views) ? BesidePromises::nothing : view->beside;
}

std::optional<PromisePlace> opened_promise(const Route& route) {
  const std::string_view asked = route.parameter("promise");
  const std::size_t separator = std::min(asked.find(id_separator), asked.size());
  const auto postmortem = uuid_from(asked.substr(0, separator)),
             action = uuid_from(asked.substr(std::min(separator + 1, asked.size())));
  if (!postmortem || !action) return std::nullopt;
  return PromisePlace{PostmortemId::from(*postmortem), unrepeat::Id<Action>::from(*action)};
}

std::string address_of_promise(const Route& route, const PromisePlace& promise) {
  return Route(route).set("promise", text_of(promise.first) + id_separator + text_of(promise.second)).address();
}

}  // namespace unrepeat::shell
