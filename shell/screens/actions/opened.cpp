// The same form as on the post-mortem; what is written into it here is offered back here.
#include "shell/screens/actions/opened.hpp"

#include <algorithm>

#include "core/action/new_issue_link.hpp"
#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/actions/several.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

void take_back(const PromiseListing& listing) {
  listing.workspace.undo_beside();
  listing.kit.wake_in(0);
}

/// `of` is the promise's post-mortem where one is open: there nothing of another one is taken back.
void hear_undo(const PromiseListing& listing, const std::optional<PostmortemId>& of) {
  Kit& kit = listing.kit;
  const Kit::Edit* const edit = kit.edit(kit.focused());
  // What is typed has steps of its own.
  if (edit != nullptr && (!of || edit->open)) return;
  const auto undoable = listing.workspace.undoable_beside(), redoable = listing.workspace.redoable_beside();
  if (undoable && (!of || *of == *undoable) && kit.shortcut('z', modifier_control)) return take_back(listing);
  if (!redoable || (of && *of != *redoable) || !kit.redo_shortcut()) return;
  listing.workspace.redo_beside();
  kit.wake_in(0);
}

/// That it is one idea with others, and the way to say so: by words alone two that are told in other words are not met.
void draw_idea_of(const PromiseListing& listing, const Action& action) {
  Kit& kit = listing.kit;
  auto row = kit.row(8);
  if (button(kit, kit.say(Text::actions_idea_same_as), {.look = Look::quiet, .icon = Icon::link})) {
    listing.state.joins = opened_promise(listing.route);
    listing.state.join_query.clear();
    kit.wake_in(0);
  }
  if (action.idea.empty()) return;
  text(kit, kit.say(Text::actions_idea_joined), {.style = Style::caption});
  const auto place = opened_promise(listing.route);
  if (place && button(kit, kit.say(Text::actions_idea_part), {.look = Look::quiet}))
    listing.workspace.change_promises(
        {{.postmortem = place->first, .action = place->second, .idea = text_of(listing.workspace.ports().ids.next())}},
        Text::actions_idea_parted);
}

bool draw_promise(const PromiseListing& listing, OpenPostmortem& open, const unrepeat::Id<Action>& id) {
  if (open.state() != OpenPostmortem::State::ready) return false;
  const auto action = std::ranges::find(open.value().actions, id, &Action::id);
  if (action == open.value().actions.end()) return false;
  auto scope = listing.kit.scope(text_of(id));
  PartForm form(listing.kit, listing.workspace, open, listing.state.memories[open.value().id]);
  listing.kit.set_writing_language(form.value.language);
  const std::string path = joined("actions", id);
  form.field(joined(path, "title"), {.wraps = true});
  {
    auto column = listing.kit.inset(0, 0, 4);
    link(listing.kit, listing.kit.say(Text::actions_from, form.value.title),
         "#/pm/" + text_of(form.value.id) + "/actions/" + text_of(id), Style::caption_strong);
    if (const std::string& tracker = listing.workspace.setting("tracker"); !tracker.empty())
      if (const auto address = new_issue_link(tracker, new_issue_of(form.value, *action, listing.workspace.language)))
        link(listing.kit, listing.kit.say(Text::actions_new_issue), *address, Style::caption_strong);
  }
  draw_action_details(form, *action, path);
  const bool can_take_back = listing.workspace.is_undoable_beside(open);
  bool takes_back = false;
  if (can_take_back) {
    auto row = listing.kit.row(8);
    takes_back = button(listing.kit, listing.kit.say(Text::actions_undo), {.look = Look::quiet, .icon = Icon::undo_2});
  }
  hear_undo(listing, open.value().id);
  draw_idea_of(listing, *action);
  const std::uint64_t before = open.edition();
  const std::string title = beginning_of(action->title, 120);
  form.finish();
  if (open.edition() != before)
    listing.workspace.remember_beside(open, listing.kit.say(Text::actions_change_of, title));
  if (takes_back) take_back(listing);
  if (!std::ranges::contains(open.value().actions, id, &Action::id)) {
    const std::string told = listing.kit.say(Text::editor_removed, title);
    listing.workspace.tell_step(open, told);
    listing.workspace.remember_beside(open, told);
    listing.kit.dismiss_overlay();
  }
  return true;
}

}  // namespace

void ask_for_what_lacks(const PromiseListing& listing, const Workspace::WishedState& refused) {
  OpenPostmortem& open = listing.workspace.open(refused.postmortem);
  const auto action = std::ranges::find(open.value().actions, refused.action, &Action::id);
  if (action == open.value().actions.end()) return;
  const std::string path = joined("actions", refused.action);
  listing.kit.announce(open.refusal(joined(path, "state")), true);
  ask_for_check(listing.state.memories[refused.postmortem], *action);
  listing.app.go_to(address_of_promise(listing.route, {refused.postmortem, refused.action}));
}

void draw_joining(const PromiseListing& listing) {
  ActionsScreenState& state = listing.state;
  if (!state.joins) return;
  Workspace& workspace = listing.workspace;
  PromiseQuery query{.view = protocol::PromiseView::all, .search = state.join_query};
  query.today = listing.query.today;
  query.now = listing.query.now;
  const PromiseWindow& window = workspace.look_for_promises(promise_join_window, query);
  constexpr std::size_t most = 12;
  std::vector<const Promise*> found;
  for (std::size_t i = 0; i < std::min(window.size(), most + 1); ++i)
    if (const Promise* one = window.row(i); one != nullptr && one->id != state.joins->second && found.size() < most)
      found.push_back(one);
  std::vector<PaletteItem> items;
  for (const Promise* one : found) items.push_back({.name = listing.title_of(*one), .detail = one->postmortem_title});
  const PaletteResult result =
      palette(listing.kit, listing.kit.say(Text::actions_idea_same_as), state.join_query, items);
  if (result.query_changed) state.join_query = result.query;
  if (result.chosen) {
    const Promise& other = *found[*result.chosen];
    std::vector<PromisePlace> together{*state.joins, {other.postmortem, other.id}};
    // What either is one idea with stays with it.
    for (const protocol::IdeaRow& row : workspace.ideas().rows()) {
      const auto is_of = [&](const unrepeat::Id<Action>& id) {
        return std::ranges::contains(row.promises, id, &protocol::IdeaPromise::id);
      };
      if (!is_of(state.joins->second) && !is_of(other.id)) continue;
      for (const protocol::IdeaPromise& one : row.promises)
        if (const PromisePlace place(one.postmortem, one.id); !std::ranges::contains(together, place))
          together.push_back(place);
    }
    const auto& actions = workspace.open(state.joins->first).value().actions;
    const auto action = std::ranges::find(actions, state.joins->second, &Action::id);
    const bool has_idea = action != actions.end() && !action->idea.empty();
    const std::string idea = has_idea ? action->idea : text_of(workspace.ports().ids.next());
    std::vector<protocol::PromiseChange> changes;
    for (const auto& [postmortem, joined] : together)
      changes.push_back({.postmortem = postmortem, .action = joined, .idea = idea});
    workspace.change_promises(std::move(changes), Text::actions_idea_is_joined);
  }
  if (result.chosen || result.closed) state.joins.reset();
}

void draw_opened_promise(const PromiseListing& listing) {
  if (listing.route.parameter("promise").empty()) return hear_undo(listing, std::nullopt);
  const auto close = [&] {
    if (const auto left = opened_promise(listing.route))
      forget_what_is_asked(listing.state.memories[left->first], left->second);
    listing.app.replace_route(Route(listing.route).set("promise", {}).address());
  };
  // Above the list it is said what of the address nobody can read.
  const auto opened = opened_promise(listing.route);
  if (!opened) return;
  OpenPostmortem& open = listing.workspace.open(opened->first);
  // It opens with what is in it, so that the focus goes there.
  if (open.state() == OpenPostmortem::State::loading) return;
  if (!dialog(listing.kit, listing.kit.say(Text::actions_promise), 640, [&] {
        if (!draw_promise(listing, open, opened->second))
          text(listing.kit, listing.kit.say(Text::actions_gone), {.style = Style::secondary});
      }))
    close();
}

}  // namespace unrepeat::shell
