// The words of a promise where it is listed, and what is done to one wherever that is.
#include "shell/screens/actions/listing.hpp"

#include <algorithm>

#include "core/action/commands.hpp"
#include "core/action/commitment.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"

namespace unrepeat::shell {

using protocol::PromiseView;

std::uint64_t key_of(const unrepeat::Id<Action>& id) {
  std::uint64_t key = 0;
  for (const std::uint8_t byte : id.bytes) key = key * 1'099'511'628'211u + byte;
  return key;
}

PromiseListing::PromiseListing(App& of)
    : app(of),
      kit(of.kit()),
      workspace(of.workspace()),
      state(of.remembered<ActionsScreenState>()),
      route(of.route()),
      query(promises_of(route, workspace)),
      is_narrow(width_of(kit.viewport()) == Width::one_column) {
  // What is selected is in sight: another list begins without.
  if (std::string at = Route(route).set("promise", {}).address(); state.selected_at != at) {
    state.selected_at = std::move(at);
    state.selected.clear();
    state.tried.clear();
  }
  if (state.refused != workspace.refused_changes()) {
    state.refused = workspace.refused_changes();
    if (state.selected.empty()) state.selected = std::exchange(state.tried, {});
  }
}

PromiseWords PromiseListing::standing(const Promise& promise) const {
  const auto today = parse_date(query.today).value_or(CalendarDate{});
  return words_of(kit, standing_of(promise.state, promise.due, promise.look_on, today), promise.due, promise.look_on);
}

std::string PromiseListing::where_from(const Promise& promise) const {
  std::string words = promise.systems.empty() ? promise.postmortem_title : promise.systems.front();
  if (promise.started_at) {
    if (!words.empty()) words += " · ";
    words += date_words(workspace.language, *promise.started_at, promise.time_zone, workspace.zones());
  }
  return words;
}

std::string PromiseListing::age_words(const Promise& promise) const {
  // The day of the incident stands beside it and says about the same.
  constexpr Duration about_the_same = days(31);
  if (promise.started_at && promise.promised_at && *promise.promised_at - *promise.started_at <= about_the_same)
    return {};
  const std::optional<std::int64_t> age = age_in_days(promise, query.now);
  return age && *age > 0 ? kit.say(Text::actions_age, span_words(workspace.language, *age)) : std::string();
}

std::vector<std::string> PromiseListing::besides(const Promise& promise) const {
  std::vector<std::string> words;
  const bool is_promised = is_under_way(promise.state);
  const auto add = [&](std::string more) { words.push_back(std::move(more)); };
  if (const std::int64_t time = workspace.ideas().time_of(promise.id); is_promised && time > 1)
    add(kit.say(Text::actions_promised_again, ordinal_words(workspace.language, time)));
  if (const auto past = days_past_objective(promise, query.objective_days, query.now))
    add(kit.say(Text::actions_breached, span_words(workspace.language, *past),
                query.objective_days[static_cast<std::size_t>(*promise.severity - 1)]));
  if (is_promised && promise.slips >= 2) add(kit.say(Text::actions_was_moved, promise.slips));
  if (is_promised && !promise.waiting_on.empty()) add(kit.say(Text::actions_waits_on, promise.waiting_on));
  if (!promise.reason.empty()) add(kit.say(Text::actions_dropped_because, promise.reason));
  return words;
}

std::string PromiseListing::besides_in_line(const Promise& promise) const {
  std::string line;
  for (const std::string& one : besides(promise)) line += (line.empty() ? "" : " · ") + one;
  return line;
}

std::optional<ActionState> PromiseListing::state_from(std::optional<std::size_t> chosen, const Promise& promise) {
  if (!chosen) return std::nullopt;
  const auto wanted = static_cast<ActionState>(*chosen);
  return wanted == promise.state ? std::nullopt : std::optional(wanted);
}

PromiseListing::StateItems PromiseListing::state_items(ActionState current) const {
  StateItems items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto one = static_cast<ActionState>(i);
    items[i] = {.name = kit.say(label_of(one)), .checked = one == current};
  }
  return items;
}

void PromiseListing::draw_menu_of(const Promise& promise, Id id) const {
  const auto items = state_items(promise.state);
  if (const auto wanted = state_from(context_menu(kit, id, title_of(promise), items), promise))
    set_state(promise, *wanted);
}

void PromiseListing::set_state(const Promise& promise, ActionState wanted) const {
  if (!needs_reason(promise.state, wanted) && wanted != ActionState::done)
    return workspace.set_promise_state(promise.postmortem, promise.id, wanted);
  state.asked_state = wanted;
  ask_of(promise);
}

void PromiseListing::ask_of(const Promise& promise) const {
  state.asked_of.emplace(promise.postmortem, promise.id);
  state.asked_title = title_of(promise);
  kit.wake_in(0);
}

void PromiseListing::ask_owner(const Promise& promise) const {
  state.asks_owner = true;
  state.bulk_owner = promise.owner;
  ask_of(promise);
}

void PromiseListing::ask_due(const Promise& promise) const {
  state.asks_due = true;
  state.bulk_due = promise.due;
  ask_of(promise);
}

void PromiseListing::draw_none() const {
  constexpr PromiseView pressing[] = {PromiseView::overdue, PromiseView::due_soon, PromiseView::look_due,
                                      PromiseView::slipped, PromiseView::breached, PromiseView::stale};
  const bool is_good = !is_filtered() && std::ranges::contains(pressing, query.view);
  const bool is_overdue = is_good && query.view == PromiseView::overdue;
  const bool has_filter = !query.owner.empty() || !query.system.empty() || query.effect;
  const Text why = has_filter      ? Text::actions_no_match
                   : is_filtered() ? Text::actions_no_match_words
                   : is_overdue    ? Text::actions_none_overdue
                                   : Text::actions_none;
  empty_state(kit, Icon::square_check, kit.say(is_good ? Text::actions_good_title : Text::actions_none_title),
              kit.say(why), [&] {
                // What the filters leave elsewhere is nearer than everything.
                const PromiseView view = query.view;
                std::int64_t in_all = 0;
                if (is_filtered() && view != PromiseView::all) {
                  const PromiseCounts& counts = workspace.count_narrowed(query);
                  if (counts.has_arrived()) in_all = counts.of(PromiseView::all);
                  if (in_all > 0 && button(kit, kit.say(Text::actions_in_all, in_all), {.look = Look::primary}))
                    app.go_to(Route(route).set("view", "all").address());
                }
                const bool is_all = !is_filtered() && query.view == PromiseView::all;
                if (!is_all && button(kit, kit.say(Text::actions_show_everything),
                                      {.look = in_all > 0 ? Look::secondary : Look::primary}))
                  app.replace_route("#/actions?view=all");
              });
}

void PromiseListing::draw_skeleton() const {
  kit.declare(
      {.id = kit.id("loading"), .role = Role::status, .name = kit.say(Text::actions_loading), .rect = kit.place(0, 0)});
  for (int i = 0; i < 4; ++i) {
    const Rect row = kit.place(0, 56);
    const ImU32 ink = kit.colour(Token::faint_line);
    kit.fill({row.x, row.y + 8, std::min(360.f, row.width), 14}, ink, 4);
    kit.fill({row.x, row.y + 30, std::min(160.f, row.width), 10}, ink, 4);
  }
}

}  // namespace unrepeat::shell
