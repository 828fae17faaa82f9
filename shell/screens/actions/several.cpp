#include "shell/screens/actions/several.hpp"

#include <algorithm>

#include "core/action/commitment.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

void change_selected(const PromiseListing& listing, const protocol::PromiseChange& change) {
  std::vector<protocol::PromiseChange> changes;
  for (const auto& [postmortem, action] : listing.state.selected) {
    protocol::PromiseChange& one = changes.emplace_back(change);
    one.postmortem = postmortem;
    one.action = action;
  }
  listing.workspace.change_promises(std::move(changes), Text::actions_bulk_changed);
  listing.state.selected.clear();
  listing.kit.wake_in(0);
}

}  // namespace

bool is_selected(const PromiseListing& listing, const Promise& promise) {
  return std::ranges::find(listing.state.selected, PromisePlace(promise.postmortem, promise.id)) !=
         listing.state.selected.end();
}

void draw_selecting(const PromiseListing& listing, const Promise& promise) {
  const bool is_on = is_selected(listing, promise);
  if (!checkbox(listing.kit, listing.kit.say(Text::actions_select, listing.title_of(promise)), is_on,
                {.label_hidden = true}))
    return;
  const PromisePlace one(promise.postmortem, promise.id);
  if (is_on)
    std::erase(listing.state.selected, one);
  else
    listing.state.selected.push_back(one);
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
    if (state == ActionState::will_not_do) {
      listing.state.bulk_state = state;
      listing.state.bulk_reason.clear();
      listing.state.reason_of.reset();
      listing.kit.wake_in(0);
    } else {
      change_selected(listing, {.state = state});
    }
  }
  if (button(listing.kit, listing.kit.say(Text::actions_bulk_owner)))
    listing.state.asks_owner = true, listing.state.bulk_owner.clear(), listing.kit.wake_in(0);
  if (button(listing.kit, listing.kit.say(Text::actions_bulk_due)))
    listing.state.asks_due = true, listing.state.bulk_due.clear(), listing.kit.wake_in(0);
  if (button(listing.kit, listing.kit.say(Text::actions_select_all), {.look = Look::quiet})) {
    const PromiseWindow& window = listing.workspace.look_for_promises(promise_table_window, listing.query);
    for (std::size_t i = 0; i < window.size(); ++i)
      if (const Promise* promise = window.row(i); promise != nullptr && !is_selected(listing, *promise))
        listing.state.selected.emplace_back(promise->postmortem, promise->id);
    listing.kit.wake_in(0);
  }
  const bool leaves = !listing.kit.has_overlay() && listing.kit.shortcut(key_escape, 0);
  if (icon_button(listing.kit, Icon::x, listing.kit.say(Text::actions_unselect), {.look = Look::quiet}) || leaves) {
    listing.state.selected.clear();
    listing.kit.wake_in(0);
  }
}

void draw_questions(const PromiseListing& listing) {
  struct Question {
    Text title, label;
    std::string& value;
    std::string confirm;
    bool is_day = false;
  };
  const auto day_of = [&](std::string_view written) -> std::string {
    const auto day = read_coming_day(
        written,
        {.zones = listing.workspace.zones(), .zone = listing.workspace.time_zone(), .now = listing.workspace.now()});
    return day ? format_date(*day) : std::string();
  };
  const auto ask = [&](const Question& question, auto&& accept) {
    bool is_done = false;
    const bool is_open = dialog(listing.kit, listing.kit.say(question.title), 440, [&] {
      const std::string day = question.is_day ? day_of(question.value) : std::string();
      const bool is_refused = question.is_day && !question.value.empty() && day.empty();
      const TextEdit edit =
          text_field(listing.kit, listing.kit.say(question.label), question.value,
                     {.placeholder = question.is_day ? listing.kit.say(Text::editor_date_example) : std::string_view{},
                      .error = is_refused ? listing.kit.say(Text::refusal_not_a_date, question.value) : std::string(),
                      .hint = day.empty() ? std::string() : date_words(listing.workspace.language, day),
                      .wording = question.is_day ? Wording::exact : Wording::line,
                      .required = true});
      if (edit.changed || edit.committed) question.value = edit.text;
      const bool can_be = !question.value.empty() && !is_refused;
      auto row = listing.kit.row(8);
      const bool is_pressed = button(listing.kit, question.confirm, {.look = Look::primary, .disabled = !can_be});
      if ((is_pressed || edit.submitted) && can_be && (!question.is_day || !day_of(question.value).empty()))
        is_done = true;
    });
    if (is_done) {
      accept();
      listing.kit.wake_in(0);
    }
    return is_open && !is_done;
  };
  const std::string change = listing.kit.say(Text::actions_bulk_change, listing.state.selected.size());
  const auto give_up = [&] {
    const protocol::PromiseChange given{.state = listing.state.bulk_state, .reason = listing.state.bulk_reason};
    if (!listing.state.reason_of) return change_selected(listing, given);
    protocol::PromiseChange one = given;
    std::tie(one.postmortem, one.action) = *listing.state.reason_of;
    listing.workspace.change_promises({std::move(one)}, Text::actions_bulk_changed);
  };
  const Text why = listing.state.reason_of ? Text::action_state_will_not_do : Text::actions_bulk_state;
  if (listing.state.bulk_state &&
      !ask({why, Text::actions_bulk_because, listing.state.bulk_reason,
            listing.state.reason_of ? std::string(listing.kit.say(Text::actions_give_up)) : change},
           give_up))
    listing.state.bulk_state.reset(), listing.state.reason_of.reset();
  if (listing.state.asks_owner &&
      !ask({Text::actions_bulk_owner, Text::actions_owner, listing.state.bulk_owner, change},
           [&] { change_selected(listing, {.owner = listing.state.bulk_owner}); }))
    listing.state.asks_owner = false;
  if (listing.state.asks_due &&
      !ask({Text::actions_bulk_due, Text::actions_column_due, listing.state.bulk_due, change, true},
           [&] { change_selected(listing, {.due = day_of(listing.state.bulk_due)}); }))
    listing.state.asks_due = false;
}

}  // namespace unrepeat::shell
