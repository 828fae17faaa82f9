// The same form as on the post-mortem; what is written into it here is offered back here.
#include "shell/screens/actions/opened.hpp"

#include <algorithm>

#include "core/action/new_issue_link.hpp"
#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

/// Whether the last step of the post-mortem that was written to here is one of those.
bool can_take_back_written(const PromiseListing& listing) {
  const ActionsScreenState::Written& written = listing.state.written;
  if (written.edition == 0) return false;
  const OpenPostmortem& open = listing.workspace.open(written.postmortem);
  return open.can_undo() && written.edition == open.edition() && open.steps_done() > written.steps_before;
}

bool undo_is_pressed(Kit& kit) {
  const Kit::Edit* const edit = kit.edit(kit.focused());
  return !(edit != nullptr && edit->open) && kit.shortcut('z', modifier_control);
}

void take_back_written(const PromiseListing& listing) {
  OpenPostmortem& open = listing.workspace.open(listing.state.written.postmortem);
  listing.workspace.undo(open);
  listing.state.written.edition = open.edition();
  listing.kit.announce(listing.kit.say(Text::shell_undone));
  listing.kit.wake_in(0);
}

/// What was written into a promise that is closed again can still be taken back, unless something else was done since.
void hear_undo_of_closed(const PromiseListing& listing) {
  const bool is_overtaken = std::ranges::any_of(listing.workspace.notices(), [&](const Notice& notice) {
    return notice.key > listing.state.written.last_notice && listing.workspace.can_take_back(notice);
  });
  const bool is_writing = listing.kit.edit(listing.kit.focused()) != nullptr;
  if (!is_overtaken && !is_writing && can_take_back_written(listing) && undo_is_pressed(listing.kit))
    take_back_written(listing);
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
  bool takes_back = false;
  if (can_take_back_written(listing)) {
    {
      auto row = listing.kit.row(8);
      takes_back =
          button(listing.kit, listing.kit.say(Text::actions_undo), {.look = Look::quiet, .icon = Icon::undo_2});
    }
    takes_back |= undo_is_pressed(listing.kit);
  }
  const std::uint64_t before = open.edition();
  const std::size_t steps_before = open.steps_done();
  form.finish();
  if (open.edition() != before) {
    ActionsScreenState::Written& written = listing.state.written;
    const bool goes_on = written.postmortem == open.value().id && written.edition == before;
    const auto& notices = listing.workspace.notices();
    written = {.postmortem = open.value().id,
               .edition = open.edition(),
               .steps_before = goes_on ? written.steps_before : steps_before,
               .last_notice = notices.empty() ? 0 : notices.back().key};
  }
  if (takes_back) take_back_written(listing);
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

void draw_opened_promise(const PromiseListing& listing) {
  if (listing.route.parameter("promise").empty()) return hear_undo_of_closed(listing);
  const auto close = [&] {
    // What nobody confirmed is not chosen any more; what was written for it stays.
    if (const auto left = opened_promise(listing.route)) {
      auto& unfolded = listing.state.memories[left->first].unfolded;
      const std::string path = joined("actions", left->second);
      for (const char* asked : {"reason", "verified"}) unfolded.erase(joined(path, asked));
    }
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
