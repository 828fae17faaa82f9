// The promises of the whole library on the page: lists, counts, and a change of state from where they are listed.
#include <algorithm>
#include <ranges>

#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/language_tag.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

std::pair<std::string, Instant> Workspace::today() const {
  const UtcOffset offset = zones().offset_at(time_zone(), now()).value_or(UtcOffset{});
  const CalendarDate day = civil_time(now(), offset).date;
  return {format_date(day), Instant{days_since_epoch(day) * days(1).microseconds} - seconds(offset.seconds)};
}

Instant Workspace::end_of_today() const {
  const std::int64_t day = days_since_epoch(date_in(zones(), time_zone(), now()));
  return start_of_day(zones(), time_zone(), date_from_days(day + 1));
}

void Workspace::set_day(LibraryQuery& query) const {
  // Only what is typed speaks of days; without it the same list is asked for on every day.
  if (query.search.empty()) return;
  query.today = today().first;
  query.utc_offset_s = zones().offset_at(time_zone(), now()).value_or(UtcOffset{}).seconds;
}

const PromiseWindow& Workspace::look_for_promises(std::size_t window, const PromiseQuery& query) {
  PromiseWindow& list = promises_[window];
  if (is_usable() && list.look_for(query)) ask_for_promises(window);
  return list;
}

void Workspace::ask_for_promises(std::size_t window) {
  PromiseWindow& list = promises_[window];
  list.begin_again();
  if (list.begin_asking())
    list.asked_[0] = send({.errand = Errand::promises, .page = -1, .window = window}, list.lot(0));
}

void Workspace::show_promises(std::size_t window, std::size_t first, std::size_t last) {
  PromiseWindow& list = promises_[window];
  if (!is_usable()) return;
  for (const std::int64_t number : list.missing(first, last))
    list.asked_[number] = send({.errand = Errand::promises, .page = number, .window = window}, list.lot(number));
}

bool Workspace::count_promises(bool are_looked_at) {
  PromiseCounts& counts = promise_counts_;
  if (!is_usable() || counts.is_asked_) return false;
  if (!are_looked_at && now_s_ < count_from_s_) return false;
  PromiseQuery of{.objective_days = objective_days()};
  std::tie(of.today, of.now) = today();
  if (!counts.is_stale_ && counts.of_ == of) return true;
  counts.is_stale_ = false;
  counts.is_asked_ = true;
  counts.of_ = counts.asked_of_ = std::move(of);
  send({.errand = Errand::count_promises}, CountPromises{.of = counts.of_});
  return true;
}

const PromiseCounts& Workspace::count_narrowed(const PromiseQuery& query) {
  PromiseCounts& counts = narrowed_counts_;
  PromiseQuery of{.owner = query.owner,
                  .system = query.system,
                  .effect = query.effect,
                  .search = query.search,
                  .today = query.today,
                  .now = query.now,
                  .objective_days = query.objective_days};
  if (counts.of_ != of) {
    counts.of_ = std::move(of);
    counts.counted_ = {};
    counts.is_stale_ = true;
  }
  const bool is_list_here = std::ranges::all_of(promises_, [](const PromiseWindow& one) { return one.asked_.empty(); });
  if (!is_usable() || !counts.is_stale_ || counts.is_asked_ || !is_list_here) return counts;
  counts.is_stale_ = false;
  counts.is_asked_ = true;
  counts.asked_of_ = counts.of_;
  send({.errand = Errand::count_narrowed}, CountPromises{.of = counts.of_, .with_owners = false});
  return counts;
}

void Workspace::export_promises(const PromiseQuery& query, PromiseFile file) {
  const Errand errand = file == PromiseFile::digest ? Errand::promise_digest : Errand::promise_file;
  send({.errand = errand},
       ExportPromises{.of = query, .file = file, .language = std::string(language_tag(language)), .now = now()});
}

void Workspace::forget_promises() {
  for (PromiseWindow& list : promises_) list.is_stale_ = true;
  promise_counts_.is_stale_ = narrowed_counts_.is_stale_ = true;
  forget_figures();
}

void Workspace::answer_promises(const Pending& pending, Reply& reply) {
  if (auto* page = std::get_if<PromisePage>(&reply)) {
    const bool is_first = pending.page == -1;
    PromiseWindow& window = promises_[pending.window];
    if (is_first && window.end_asking()) ask_for_promises(pending.window);
    const bool is_taken =
        window.take(pending.id, is_first ? 0 : pending.page, is_first, page->total, std::move(page->rows));
    // They come with the first rows alone.
    if (is_taken && page->offset == 0) window.groups_ = std::move(page->groups);
  } else if (auto* file = std::get_if<Exported>(&reply)) {
    if (pending.errand == Errand::promise_digest)
      copy({reinterpret_cast<const char*>(file->bytes.data()), file->bytes.size()});
    else
      offer(file->name, file->media_type, file->bytes);
    if (file->promises_left_out > 0)
      notify(say(language, Text::actions_left_out_of_file, file->promises_left_out), std::nullopt, true);
  } else if (auto* counted = std::get_if<PromisesCounted>(&reply)) {
    PromiseCounts& counts = pending.errand == Errand::count_narrowed ? narrowed_counts_ : promise_counts_;
    counts.is_asked_ = false;
    if (counts.asked_of_ == counts.of_) counts.counted_ = std::move(*counted);
  }
}

void Workspace::set_promise_state(const PostmortemId& postmortem, const unrepeat::Id<Action>& action, ActionState state,
                                  std::string why) {
  wished_states_.push_back({postmortem, action, state, std::move(why)});
  open(postmortem);
  do_wished_states();
}

void Workspace::do_wished_states() {
  for (const WishedState& wish : std::exchange(wished_states_, {})) {
    OpenPostmortem& postmortem = open(wish.postmortem);
    if (postmortem.state() == OpenPostmortem::State::loading) {
      wished_states_.push_back(wish);
      continue;
    }
    const auto action = std::ranges::find(postmortem.value().actions, wish.action, &Action::id);
    if (action == postmortem.value().actions.end()) {
      notify(std::string(say(language, Text::actions_gone)), std::nullopt, true);
      continue;
    }
    if (action->state == wish.state) continue;
    const std::string title = beginning_of(action->title, 120);
    const std::string path = path_of(path_of("actions", wish.action), "state");
    if (!carry_out(postmortem, path, SetActionState{wish.action, wish.state, wish.why, wish.why})) {
      refused_promise_ = wish;
      continue;
    }
    const std::string told = say(language, Text::actions_moved, title, say(language, label_of(wish.state)));
    tell_step(postmortem, told);
    remember_beside(postmortem, say(language, Text::actions_change_to, title, say(language, label_of(wish.state))));
    if (wish.state == ActionState::done || wish.state == ActionState::verified) ideas_.keep(wish.action);
  }
}

void Workspace::tell_step(const OpenPostmortem& postmortem, std::string told) {
  notify(std::move(told));
  notices_.back().steps_back = postmortem.value().id;
  notices_.back().edition = postmortem.edition();
}

void Workspace::remember_beside(const OpenPostmortem& postmortem, std::string told) {
  const PostmortemId& id = postmortem.value().id;
  const bool is_last_of_it = !beside_.empty() && beside_.back().postmortem == id && !beside_.back().operation;
  // A letter that was taken out again leaves no step.
  if (is_last_of_it && postmortem.steps_done() < beside_.back().steps) return beside_.pop_back();
  const Change* step = postmortem.undo_.last_done();
  if (step == nullptr) return;
  if (!is_last_of_it || beside_.back().steps != postmortem.steps_done()) push_beside({.postmortem = id});
  undone_beside_.clear();
  StepBeside& last = beside_.back();
  last.edits = step->edits;
  last.edition = postmortem.edition();
  last.steps = postmortem.steps_done();
  last.last_notice = next_notice_ - 1;
  last.told = std::move(told);
}

void Workspace::push_beside(StepBeside step) {
  constexpr std::size_t most = 100;
  is_unsigned_ |= setting("name").empty();
  if (beside_.size() == most) beside_.erase(beside_.begin());
  beside_.push_back(std::move(step));
}

bool Workspace::tells_of(const Notice& notice, const StepBeside& step) {
  if (step.operation) return notice.undoes == step.operation;
  return notice.steps_back == step.postmortem && notice.edition == step.edition;
}

std::optional<PostmortemId> Workspace::undoable_beside() const {
  if (beside_.empty()) return std::nullopt;
  const StepBeside& last = beside_.back();
  const bool is_overtaken = std::ranges::any_of(notices_, [&](const Notice& notice) {
    const auto is_its = [&](const StepBeside& step) { return tells_of(notice, step); };
    return notice.key > last.last_notice && can_take_back(notice) && std::ranges::none_of(beside_, is_its);
  });
  return is_overtaken ? std::nullopt : std::optional(last.postmortem);
}

std::optional<PostmortemId> Workspace::redoable_beside() const {
  return undone_beside_.empty() ? std::nullopt : std::optional(undone_beside_.back().postmortem);
}

void Workspace::forget_beside(const Uuid& operation) {
  for (std::vector<StepBeside>* steps : {&beside_, &undone_beside_})
    std::erase_if(*steps, [&](const StepBeside& step) { return step.operation == operation; });
}

bool Workspace::is_undoable_beside(const OpenPostmortem& postmortem) const {
  if (undoable_beside() != postmortem.value().id) return false;
  const StepBeside& last = beside_.back();
  const Change* step = postmortem.undo_.last_done();
  return last.operation || (step != nullptr && step->edits == last.edits);
}

void Workspace::undo_beside() {
  if (!undoable_beside()) return;
  StepBeside step = std::move(beside_.back());
  beside_.pop_back();
  turn_beside(std::move(step), true);
}

void Workspace::redo_beside() {
  if (undone_beside_.empty()) return;
  StepBeside step = std::move(undone_beside_.back());
  undone_beside_.pop_back();
  turn_beside(std::move(step), false);
}

bool Workspace::is_settling(const PostmortemId& id) const {
  return std::ranges::any_of(pending_, [&](const auto& one) {
    const Pending& pending = one.second;
    return (pending.errand == Errand::load && pending.postmortem == id) || pending.errand == Errand::undo ||
           pending.errand == Errand::change_promises;
  });
}

void Workspace::turn_waiting_beside() {
  for (auto& [step, is_undone] : std::exchange(waiting_beside_, {})) turn_beside(std::move(step), is_undone);
}

void Workspace::turn_beside(StepBeside step, bool is_undone) {
  // What it offers to take back is being taken back.
  std::erase_if(notices_, [&](const Notice& notice) { return tells_of(notice, step); });
  if (step.operation) {
    ++steps_made_;
    step.operation = undo_operation(
        *step.operation, say(language, is_undone ? Text::shell_undone_what : Text::shell_redone_what, step.told));
    return is_undone ? undone_beside_.push_back(std::move(step)) : push_beside(std::move(step));
  }
  OpenPostmortem& postmortem = open(step.postmortem);
  if (postmortem.state() == OpenPostmortem::State::loading || is_settling(step.postmortem)) {
    waiting_beside_.emplace_back(std::move(step), is_undone);
    return;
  }
  const Change* next = is_undone ? postmortem.undo_.last_done() : postmortem.undo_.last_undone();
  if (next == nullptr || next->edits != step.edits)
    return notify(std::string(say(language, Text::engine_does_not_fit)), std::nullopt, true);
  is_undone ? undo(postmortem) : redo(postmortem);
  notify(say(language, is_undone ? Text::shell_undone_what : Text::shell_redone_what, step.told));
  step.edition = postmortem.edition();
  step.steps = postmortem.steps_done();
  step.last_notice = next_notice_ - 1;
  is_undone ? undone_beside_.push_back(std::move(step)) : push_beside(std::move(step));
}

bool Workspace::can_take_back(const Notice& notice) const {
  if (notice.knew_before) return setting(library_setting) == notice.knows_now;
  if (!notice.steps_back) return notice.undoes.has_value();
  const auto found = open_.find(*notice.steps_back);
  return found != open_.end() && found->second->edition() == notice.edition;
}

void Workspace::take_back(const Notice& notice) {
  // Of what was done beside the post-mortems it is known that it is taken back.
  const auto beside = std::ranges::find_if(beside_, [&](const StepBeside& step) { return tells_of(notice, step); });
  if (beside != beside_.end()) {
    StepBeside step = std::move(*beside);
    beside_.erase(beside);
    return turn_beside(std::move(step), true);
  }
  if (notice.undoes) undo_operation(*notice.undoes);
  if (notice.steps_back) {
    undo(open(*notice.steps_back));
    notify(say(language, Text::shell_undone_what, notice.text));
  }
  if (notice.knew_before) {
    write_setting(library_setting, *notice.knew_before);
    forget_promises();
  }
}

}  // namespace unrepeat::shell
