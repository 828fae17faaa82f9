// Several promises changed at once, what a tracker's export would change, ideas that return, and what the team told the
// library beyond its post-mortems.
#include <algorithm>

#include "core/format/value.hpp"
#include "core/library/objectives.hpp"
#include "core/library/tracker_states.hpp"
#include "shell/language_tag.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

void Workspace::change_promises(std::vector<PromiseChange> changes, Text told) {
  if (changes.empty() || !is_usable()) return;
  const Uuid operation = ports_.ids.next();
  std::string words = say(language, told, changes.size());
  const PostmortemId& first = changes.front().postmortem;
  const bool is_one = std::ranges::all_of(changes, [&](const auto& change) { return change.postmortem == first; });
  push_beside({.postmortem = is_one ? first : PostmortemId{},
               .operation = operation,
               .last_notice = next_notice_ - 1,
               .told = words});
  undone_beside_.clear();
  ++steps_made_;
  send({.errand = Errand::change_promises, .operation = operation, .told = std::move(words)},
       ChangePromises{.operation = operation, .changes = std::move(changes), .now = now(), .by = setting("name")});
}

void Workspace::plan_refresh(std::vector<FileContent> files) {
  refresh_ = {.state = RefreshUnderWay::State::reading};
  refresh_.request = send({.errand = Errand::plan_refresh}, PlanRefresh{.files = std::move(files),
                                                                        .language = std::string(language_tag(language)),
                                                                        .time_zone = time_zone(),
                                                                        .now = now()});
}

void Workspace::choose_refresh(std::size_t item, bool chosen) { refresh_.chosen[item] = chosen; }

void Workspace::say_refresh_reason(std::size_t item, std::string reason) {
  refresh_.items[item].reason = std::move(reason);
}

void Workspace::say_tracker_state(const std::string& words, IssueMeaning meaning) {
  Library library = knowledge();
  set_meaning(library, words, meaning);
  keep_knowledge(std::move(library));
  for (const std::size_t item : understand(refresh_.items, words, meaning, language))
    refresh_.chosen[item] = refresh_.items[item].chosen;
}

void Workspace::accept_refresh() {
  std::vector<PromiseChange> changes;
  for (std::size_t i = 0; i < refresh_.items.size(); ++i) {
    if (!refresh_.chosen[i]) continue;
    if (auto change = change_for(refresh_.items[i])) changes.push_back(*std::move(change));
  }
  cancel_refresh();
  change_promises(std::move(changes), Text::actions_bulk_changed);
}

void Workspace::cancel_refresh() {
  if (refresh_.state == RefreshUnderWay::State::reading) cancel_request(refresh_.request);
  refresh_ = {};
}

const IdeasOnPage& Workspace::read_ideas() {
  IdeasOnPage& ideas = ideas_;
  if (is_usable() && ideas.request_ == 0 && !ideas.is_current_)
    ideas.request_ = send({.errand = Errand::ideas}, FindIdeas{});
  return ideas;
}

void Workspace::answer_changes(Reply& reply) {
  if (auto* planned = std::get_if<RefreshPlanned>(&reply)) {
    if (refresh_.state != RefreshUnderWay::State::reading) return;
    refresh_.state = RefreshUnderWay::State::planned;
    refresh_.items = std::move(planned->items);
    refresh_.problems = std::move(planned->problems);
    for (const RefreshItem& item : refresh_.items) refresh_.chosen.push_back(item.chosen);
  } else if (auto* found = std::get_if<IdeasFound>(&reply)) {
    ideas_.request_ = 0;
    const bool is_overtaken = std::exchange(ideas_.is_overtaken_, false);
    if (found->left > 0) return;
    ideas_.found_ = std::move(*found);
    ideas_.is_current_ = !is_overtaken;
    ideas_.has_arrived_ = true;
    ideas_.again_.clear();
    for (const IdeaRow& row : ideas_.found_.rows)
      for (const IdeaPromise& promise : row.promises)
        if (row.kept == 0 && promise.time > 1) ideas_.again_[promise.id] = promise.time;
  }
}

void Workspace::changes_failed(const Pending& pending) {
  if (pending.errand == Errand::plan_refresh) refresh_ = {};
  if (pending.errand == Errand::ideas) ideas_.request_ = 0, ideas_.is_current_ = true;
}

std::vector<std::int64_t> Workspace::objective_days() const { return unrepeat::objective_days(knowledge()); }

void Workspace::set_objective(std::size_t level, std::int64_t allowed) {
  Library library = knowledge();
  unrepeat::set_objective(library, static_cast<std::int64_t>(level) + 1, allowed);
  keep_knowledge(std::move(library));
}

const Library& Workspace::knowledge() const {
  const std::string& written = setting(library_setting);
  if (written != knowledge_written_) {
    knowledge_written_ = written;
    const auto read = read_value<Library>(written);
    knowledge_ = read ? *read : Library{};
  }
  return knowledge_;
}

void Workspace::keep_knowledge(Library library) {
  // Without a name of its own it could not be read again.
  if (library.id.is_nil()) library.id = ports_.ids.next_as<unrepeat::Id<Library>>();
  write_setting(library_setting, write_value(library));
  // Themes and objectives stand in lists of promises.
  forget_promises();
}

void Workspace::set_knowledge(Library library, std::string told) {
  const std::string before = setting(library_setting);
  keep_knowledge(std::move(library));
  notify(std::move(told));
  notices_.back().knew_before = before;
  notices_.back().knows_now = setting(library_setting);
}

}  // namespace unrepeat::shell
