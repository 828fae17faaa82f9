// What is done to several at once is one step, taken back as one.
#include "shell/screens/actions/several.hpp"

#include <tuple>
#include <utility>

#include "core/action/commands.hpp"
#include "core/action/commitment.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// The one that was asked of, or those that are selected.
void change_asked(const PromiseListing& listing, const protocol::PromiseChange& change) {
  std::vector<protocol::PromiseChange> changes;
  if (const auto& of = listing.state.asked_of) {
    protocol::PromiseChange& one = changes.emplace_back(change);
    std::tie(one.postmortem, one.action) = *of;
    return listing.workspace.change_promises(std::move(changes), Text::actions_bulk_changed);
  }
  for (const auto& [postmortem, action] : listing.state.selected) {
    protocol::PromiseChange& one = changes.emplace_back(change);
    one.postmortem = postmortem;
    one.action = action;
  }
  listing.workspace.change_promises(std::move(changes), Text::actions_bulk_changed);
  listing.state.tried = std::exchange(listing.state.selected, {});
  listing.kit.wake_in(0);
}

}  // namespace

bool is_selected(const PromiseListing& listing, const Promise& promise) {
  return listing.state.selected.contains({promise.postmortem, promise.id});
}

void draw_selecting(const PromiseListing& listing, const Promise& promise) {
  const bool is_on = is_selected(listing, promise);
  if (!checkbox(listing.kit, listing.kit.say(Text::actions_select, listing.title_of(promise)), is_on,
                {.label_hidden = true}))
    return;
  const PromisePlace one(promise.postmortem, promise.id);
  if (is_on)
    listing.state.selected.erase(one);
  else
    listing.state.selected.insert(one);
  listing.kit.wake_in(0);
}

void draw_selection(const PromiseListing& listing) {
  auto region = listing.kit.region(Role::group, listing.kit.say(Text::actions_selected, listing.state.selected.size()));
  auto row = listing.kit.row(8, listing.kit.control_height());
  text(listing.kit, listing.kit.say(Text::actions_selected, listing.state.selected.size()),
       {.style = Style::secondary_strong, .max_width = 0});
  const auto items = listing.state_items(ActionState::unknown);
  if (const auto chosen = menu(listing.kit, listing.kit.say(Text::actions_bulk_state), items)) {
    const auto state = static_cast<ActionState>(*chosen);
    // Of several nobody says here which are promises.
    if (needs_reason(ActionState::committed, state) || state == ActionState::done) {
      listing.state.asked_state = state;
      listing.state.asked_of.reset();
      listing.kit.wake_in(0);
    } else {
      change_asked(listing, {.state = state});
    }
  }
  if (button(listing.kit, listing.kit.say(Text::actions_bulk_owner)))
    listing.state.asks_owner = true, listing.state.bulk_owner.clear(), listing.state.asked_of.reset(),
    listing.kit.wake_in(0);
  if (button(listing.kit, listing.kit.say(Text::actions_bulk_due)))
    listing.state.asks_due = true, listing.state.bulk_due.clear(), listing.state.asked_of.reset(),
    listing.kit.wake_in(0);
  if (button(listing.kit, listing.kit.say(Text::actions_select_all), {.look = Look::quiet})) {
    const PromiseWindow& window = listing.workspace.look_for_promises(promise_table_window, listing.query);
    for (std::size_t i = 0; i < window.size(); ++i)
      if (const Promise* promise = window.row(i)) listing.state.selected.emplace(promise->postmortem, promise->id);
    listing.kit.wake_in(0);
  }
  const bool leaves = !listing.kit.has_overlay() && listing.kit.shortcut(key_escape, 0);
  if (icon_button(listing.kit, Icon::x, listing.kit.say(Text::actions_unselect), {.look = Look::quiet}) || leaves) {
    listing.state.selected.clear();
    listing.kit.wake_in(0);
  }
}

void draw_questions(const PromiseListing& listing) {
  Kit& kit = listing.kit;
  ActionsScreenState& state = listing.state;
  const Workspace& workspace = listing.workspace;
  struct Question {
    Text title;
    std::string of;  ///< Which promise, or how many.
    Text label;
    std::string& value;
    std::string confirm;
    bool is_day = false;
    bool required = true;
    Text hint = Text::actions_shown_hint;  ///< Where it is not required.
  };
  const auto day_of = [&](std::string_view written) -> std::string {
    const auto day =
        read_coming_day(written, {.zones = workspace.zones(), .zone = workspace.time_zone(), .now = workspace.now()});
    return day ? format_date(*day) : std::string();
  };
  const auto ask = [&](const Question& question, auto&& accept) {
    bool is_done = false, is_cancelled = false;
    const bool is_open = dialog(kit, kit.say(question.title), 440, [&] {
      // What is half written of one promise is not met in the question of another.
      auto scope = kit.scope(question.of);
      text(kit, question.of, {.style = Style::secondary, .max_width = 0, .max_lines = 3});
      const std::string day = question.is_day ? day_of(question.value) : std::string();
      const bool is_refused = question.is_day && !question.value.empty() && day.empty();
      const std::string hint = !day.empty()        ? date_words(workspace.language, day)
                               : question.required ? std::string()
                                                   : std::string(kit.say(question.hint));
      const TextEdit edit =
          text_field(kit, kit.say(question.label), question.value,
                     {.placeholder = question.is_day ? kit.say(Text::editor_date_example) : std::string_view{},
                      .error = is_refused ? kit.say(Text::refusal_not_a_date, question.value) : std::string(),
                      .hint = hint,
                      .wording = question.is_day ? Wording::exact : Wording::line,
                      .required = question.required});
      if (edit.changed || edit.committed) question.value = edit.text;
      const bool can_be = (!question.required || !is_only_blanks(question.value)) && !is_refused;
      auto row = kit.row(8);
      const bool is_pressed = button(kit, question.confirm, {.look = Look::primary, .disabled = !can_be});
      is_cancelled = button(kit, kit.say(Text::kit_cancel), {.look = Look::quiet});
      if ((is_pressed || edit.submitted) && can_be && (!question.is_day || !day_of(question.value).empty()))
        is_done = true;
      if (is_done || is_cancelled) kit.drop_edit(kit.id(kit.say(question.label)));
    });
    if (is_done) accept();
    if (is_done || is_cancelled) question.value.clear(), kit.wake_in(0);
    return is_open && !is_done && !is_cancelled;
  };
  const bool is_one = state.asked_of.has_value();
  const std::string change = kit.say(Text::actions_bulk_change, is_one ? 1 : state.selected.size());
  const std::string which = is_one ? state.asked_title : kit.say(Text::actions_selected, state.selected.size());
  if (state.asked_state) {
    const bool is_done = *state.asked_state == ActionState::done;
    const auto asked = is_one ? std::set<PromisePlace>{*state.asked_of} : state.selected;
    std::string& words = state.asked_words[{asked, *state.asked_state}];
    const auto accept = [&] {
      if (is_one)
        listing.workspace.set_promise_state(state.asked_of->first, state.asked_of->second, *state.asked_state, words);
      else
        change_asked(listing, {.state = state.asked_state,
                               .reason = is_done ? std::string() : words,
                               .shown = is_done ? words : std::string()});
    };
    const Question question{.title = label_of(*state.asked_state),
                            .of = which,
                            .label = is_done ? Text::actions_shown : Text::actions_bulk_because,
                            .value = words,
                            .confirm = !is_one ? change
                                       : *state.asked_state == ActionState::will_not_do
                                           ? std::string(kit.say(Text::actions_give_up))
                                           : std::string(kit.say(label_of(*state.asked_state))),
                            .required = !is_done};
    if (!ask(question, accept)) state.asked_state.reset(), state.asked_of.reset();
  }
  if (state.asks_owner && !ask({Text::actions_bulk_owner, which, Text::actions_owner, state.bulk_owner, change},
                               [&] { change_asked(listing, {.owner = state.bulk_owner}); }))
    state.asks_owner = false, state.asked_of.reset();
  if (state.asks_due && !ask({Text::actions_bulk_due, which, Text::actions_column_due, state.bulk_due, change, true},
                             [&] { change_asked(listing, {.due = day_of(state.bulk_due)}); }))
    state.asks_due = false, state.asked_of.reset();
}

}  // namespace unrepeat::shell
