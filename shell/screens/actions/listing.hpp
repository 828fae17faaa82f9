// What the promises of a list have in common, however they are shown: what is asked for, their words, and what is done
// to one of them.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shell/app.hpp"
#include "shell/screens/actions/address.hpp"
#include "shell/screens/actions/promise_words.hpp"
#include "shell/screens/postmortem/form.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {

/// What the screen remembers between frames.
struct ActionsScreenState {
  bool shows_filters = false;
  /// Promises that are to be changed together, of what the address shows.
  std::set<PromisePlace> selected;
  std::string selected_at;
  /// What was to be changed together, and is selected again where that is refused.
  std::set<PromisePlace> tried;
  std::uint64_t refused = 0;
  std::string bulk_owner, bulk_due, name;
  /// What is written for a state that asks for something, by the promises that are to have it; kept where the dialog is
  /// closed, until they have it or somebody cancels it.
  std::map<std::pair<std::set<PromisePlace>, ActionState>, std::string> asked_words;
  std::optional<ActionState> asked_state;  ///< One that asks for something, while it does.
  /// The one that is to have it, or is asked for its owner or its day, and its title; nothing for those that are
  /// selected.
  std::optional<PromisePlace> asked_of;
  std::string asked_title;
  bool asks_owner = false, asks_due = false;
  std::uint64_t counted_at = 0;  ///< The arrival at which what is told beside the promises was counted.
  /// What is written into a promise that is open, by its post-mortem.
  std::map<Uuid, FormMemory> memories;
  /// The promise that another one is to be joined with, and what that is looked for by.
  std::optional<PromisePlace> joins;
  std::string join_query;
  /// What changed since the last visit, in words, row by row.
  struct Told {
    std::uint64_t arrivals = 0;
    Language language = Language::english;
    std::vector<std::string> rows;
  } told;
};

/// Made anew in every frame.
class PromiseListing {
 public:
  explicit PromiseListing(App& app);

  /// Whether the board has a column for what is shown.
  bool can_be_board() const {
    return query.view != protocol::PromiseView::ideas && query.view != protocol::PromiseView::dropped;
  }
  bool is_board() const {
    return !is_narrow && route.parameter("as") != "table" && can_be_board() &&
           query.group == protocol::PromiseGrouping::none;
  }
  bool is_filtered() const {
    return !query.search.empty() || !query.owner.empty() || !query.system.empty() || query.effect;
  }

  // ── a promise in words
  std::string_view title_of(const Promise& promise) const {
    return promise.title.empty() ? kit.say(Text::actions_untitled) : std::string_view(promise.title);
  }
  PromiseWords standing(const Promise& promise) const;
  /// "checkout · 8 Mar 2026": what it was promised after.
  std::string where_from(const Promise& promise) const;
  /// "promised 3 months ago"; empty for what is not open, or was promised when its incident was.
  std::string age_words(const Promise& promise) const;
  /// What else presses, one by one: that it was promised before, that it waits, that its date was moved; of what will
  /// not be done, why.
  std::vector<std::string> besides(const Promise& promise) const;
  /// The same in one line, and its colour.
  std::string besides_in_line(const Promise& promise) const;
  static Tone tone_of_besides(const Promise& promise) {
    return promise.state == ActionState::will_not_do ? Tone::neutral : Tone::warning;
  }
  std::string address_of(const Promise& promise) const {
    return address_of_promise(route, {promise.postmortem, promise.id});
  }

  // ── its state
  /// What somebody may say of a promise: all states but that nobody knows.
  using StateItems = std::array<MenuItem, static_cast<std::size_t>(ActionState::unknown)>;
  StateItems state_items(ActionState current) const;
  /// What `state_items` were chosen from; nothing where it has that state.
  static std::optional<ActionState> state_from(std::optional<std::size_t> chosen, const Promise& promise);
  /// What opens over the thing with this id, by the right button, a long press or the menu key.
  void draw_menu_of(const Promise& promise, Id id) const;
  /// What that asks for, why not or how it is shown, is asked for by itself.
  void set_state(const Promise& promise, ActionState state) const;
  /// Whose it is, and until when, where it is listed.
  void ask_owner(const Promise& promise) const;
  void ask_due(const Promise& promise) const;

  // ── where no promises are
  void draw_none() const;
  /// Lines where the promises will be, so that nothing jumps when they come.
  void draw_skeleton() const;

  App& app;
  Kit& kit;
  Workspace& workspace;
  ActionsScreenState& state;
  Route route;
  PromiseQuery query;
  bool is_narrow;

 private:
  /// What is asked for is asked of this one alone.
  void ask_of(const Promise& promise) const;
};

/// Of what is drawn of it.
std::uint64_t key_of(const unrepeat::Id<Action>& id);

}  // namespace unrepeat::shell
