// Each issue of the export with what it would change, ticked where nothing speaks against it.
#include "shell/screens/actions/refresh.hpp"

#include <algorithm>

#include "core/action/tracker_refresh.hpp"
#include "core/library/tracker_states.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// Each state of the board that the app does not know by itself, of issues that are linked with promises.
void draw_states(Kit& kit, Workspace& workspace) {
  constexpr std::size_t most_asked = 20;
  constexpr IssueMeaning meanings[] = {IssueMeaning::open, IssueMeaning::in_progress, IssueMeaning::done,
                                       IssueMeaning::will_not_do, IssueMeaning::nothing};
  const std::string_view choices[] = {kit.say(Text::actions_refresh_open), kit.say(label_of(ActionState::in_progress)),
                                      kit.say(label_of(ActionState::done)), kit.say(label_of(ActionState::will_not_do)),
                                      kit.say(Text::actions_refresh_leave)};
  static_assert(std::size(meanings) == std::size(choices));
  std::vector<std::string> keys, asked;
  for (const RefreshItem& item : workspace.refresh().items) {
    // What is verified or dropped is left alone, whatever the state means.
    const bool is_asked = item.promise && item.outcome != RefreshOutcome::settled && item.issue.asks_meaning;
    if (!is_asked || keys.size() == most_asked) continue;
    std::string key = issue_state_key(item.issue.words);
    if (key.empty() || std::ranges::contains(keys, key)) continue;
    keys.push_back(std::move(key));
    asked.push_back(item.issue.words);
  }
  if (asked.empty()) return;
  auto region = kit.region(Role::group, kit.say(Text::actions_refresh_states));
  heading(kit, 3, kit.say(Text::actions_refresh_states), Style::secondary_strong);
  text(kit, kit.say(Text::actions_refresh_states_hint), {.style = Style::caption, .max_width = 0});
  for (const std::string& words : asked) {
    auto scope = kit.scope(words);
    std::optional<std::size_t> selected;
    if (const auto meaning = meaning_of(workspace.knowledge(), words))
      selected = static_cast<std::size_t>(std::ranges::find(meanings, *meaning) - std::begin(meanings));
    const auto chosen = select(kit, kit.say(Text::actions_refresh_means, words), choices, selected,
                               {.placeholder = kit.say(Text::actions_refresh_say), .most = 320});
    if (chosen) workspace.say_tracker_state(words, meanings[*chosen]), kit.wake_in(0);
  }
}

void draw_refresh_item(Kit& kit, Workspace& workspace, std::size_t index) {
  const RefreshItem& item = workspace.refresh().items[index];
  const bool is_chosen = workspace.refresh().chosen[index];
  auto scope = kit.scope(static_cast<std::uint64_t>(index));
  const std::string title = item.promise ? item.promise->title : item.issue.title;
  if (checkbox(kit, title, is_chosen, {})) workspace.choose_refresh(index, !is_chosen), kit.wake_in(0);
  auto inset = kit.inset(28, 0, 4);
  std::string words = item.issue.key;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " · ") + more; };
  if (item.state && item.promise)
    add(kit.say(Text::actions_refresh_step, kit.say(label_of(item.promise->state)), kit.say(label_of(*item.state))));
  if (!item.due.empty()) add(kit.say(Text::actions_refresh_due, date_words(workspace.language, item.due)));
  if (!item.owner.empty()) add(item.owner);
  text(kit, words, {.style = Style::secondary, .max_width = 0});
  if (item.outcome == RefreshOutcome::changes && !item.chosen && item.state != ActionState::will_not_do)
    text(kit, kit.say(Text::actions_refresh_unsure), {.style = Style::caption, .tone = Tone::warning, .max_width = 0});
  if (item.outcome == RefreshOutcome::older)
    text(kit, say_outcome(workspace.language, item), {.style = Style::caption, .tone = Tone::warning, .max_width = 0});
  if (item.state == ActionState::will_not_do) {
    const TextEdit edit = text_field(kit, kit.say(Text::actions_bulk_because), item.reason, {.required = true});
    if (edit.changed || edit.committed) workspace.say_refresh_reason(index, std::string(edit.text));
  }
}

}  // namespace

void draw_refresh(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  const RefreshUnderWay& refresh = workspace.refresh();
  if (refresh.state == RefreshUnderWay::State::none) return;
  bool is_accepted = false, is_cancelled = false;
  const bool is_open = dialog(kit, kit.say(Text::actions_refresh_title), 720, [&] {
    if (refresh.state == RefreshUnderWay::State::reading) {
      const auto count = [](std::int64_t number) { return static_cast<std::int32_t>(number); };
      is_cancelled = progress(kit, kit.say(refresh.total > 0 ? Text::learn_reading : Text::actions_refresh_reading),
                              count(refresh.done), count(refresh.total));
      return;
    }
    for (const protocol::PlacedProblem& problem : refresh.problems)
      text(kit, (problem.file.empty() ? "" : problem.file + ": ") + unrepeat::say(workspace.language, problem.text),
           {.style = Style::secondary, .tone = problem.error ? Tone::bad : Tone::warning, .max_width = 0});
    draw_states(kit, workspace);
    std::vector<std::size_t> changing;
    for (std::size_t i = 0; i < refresh.items.size(); ++i) {
      const RefreshOutcome outcome = refresh.items[i].outcome;
      if (outcome == RefreshOutcome::changes || outcome == RefreshOutcome::older) changing.push_back(i);
    }
    const bool has_error = std::ranges::any_of(refresh.problems, &protocol::PlacedProblem::error);
    if (changing.empty()) {
      // What is wrong with the file says enough.
      if (!has_error) text(kit, kit.say(Text::actions_refresh_none), {.style = Style::secondary});
    } else {
      text(kit, kit.say(Text::actions_refresh_changes, changing.size()), {.style = Style::secondary});
    }
    for (const std::size_t i : changing) draw_refresh_item(kit, workspace, i);
    const std::size_t others = refresh.items.size() - changing.size();
    if (others > 0) {
      heading(kit, 3, kit.say(Text::actions_refresh_others, others), Style::secondary_strong);
      constexpr std::size_t most_others = 50;
      std::size_t shown = 0;
      for (const RefreshItem& item : refresh.items) {
        if (item.outcome == RefreshOutcome::changes || item.outcome == RefreshOutcome::older || shown++ >= most_others)
          continue;
        text(kit, item.issue.key + " " + item.issue.title + ": " + say_outcome(workspace.language, item),
             {.style = Style::caption, .max_width = 0});
      }
    }
    const auto chosen = static_cast<std::size_t>(std::ranges::count(refresh.chosen, true));
    auto row = kit.row(8);
    if (!changing.empty() &&
        button(kit, kit.say(Text::actions_bulk_change, chosen), {.look = Look::primary, .disabled = chosen == 0}))
      is_accepted = true;
  });
  if (is_accepted)
    workspace.accept_refresh();
  else if (is_cancelled || !is_open)
    workspace.cancel_refresh();
}

}  // namespace unrepeat::shell
