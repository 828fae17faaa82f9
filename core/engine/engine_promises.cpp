// The promises of the whole library, as the Actions screen looks at them.
#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <ranges>
#include <set>
#include <utility>

#include "core/action/calendar.hpp"
#include "core/action/commands.hpp"
#include "core/action/commitment.hpp"
#include "core/action/promise_files.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/learn/themes.hpp"
#include "core/library/objectives.hpp"
#include "core/text/fold.hpp"
#include "core/text/searched_words.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t most_owners = 200;
constexpr std::int64_t lately_days = 7;
/// So many are rows of the store and promises at the same time.
constexpr std::int64_t read_at_once = 20'000;
/// Of the promises, the changes and the post-mortems in the bin that are the last ones, so many are looked at for days
/// that count no more.
constexpr std::int64_t most_cancelled = 2'000;

static_assert(static_cast<std::size_t>(PromiseView::all) == static_cast<std::size_t>(ActionView::all));
static_assert(static_cast<int>(PromiseSort::promised) == static_cast<int>(ActionSort::promised_at));
static_assert(static_cast<int>(PromiseGrouping::postmortem) == static_cast<int>(ActionGrouping::postmortem));

ActionClock clock_of(const ListPromises& request) {
  const auto today = parse_date(request.today);
  ActionClock clock{
      .today = request.today,
      .soon_until = today ? format_date(date_from_days(days_since_epoch(*today) + soon_days)) : request.today,
      .stale_before = (request.now - days(stale_days)).microseconds,
      .lately_from = (request.now - days(lately_days)).microseconds};
  // Without an objective nothing was promised long enough ago.
  clock.breached_before.fill(std::numeric_limits<std::int64_t>::min());
  for (std::size_t level = 0; level < std::min(request.objective_days.size(), clock.breached_before.size()); ++level)
    if (const std::int64_t allowed = request.objective_days[level]; allowed > 0 && allowed <= longest_objective)
      clock.breached_before[level] = past_objective_before(request.now, allowed).microseconds;
  return clock;
}

ActionQuery query_of(const ListPromises& request) {
  ActionQuery query{.view = static_cast<ActionView>(request.view),
                    .clock = clock_of(request),
                    .state = spelt(request.state),
                    .owner = request.owner,
                    .system = request.system,
                    .effect = spelt(request.effect),
                    .sort = static_cast<ActionSort>(request.sort),
                    .descending = request.descending,
                    .group = static_cast<ActionGrouping>(request.group),
                    .offset = std::max<std::int64_t>(request.offset, 0),
                    .limit = std::clamp<std::int64_t>(request.limit, 0, longest_page)};
  for (SearchTerm& term : search_terms(request.search)) {
    // Signs alone are looked for by nobody.
    if (SearchedWords(term.words).is_empty()) continue;
    if (term.is_unspaced) std::erase(term.words, ' ');
    fold_word(term.words, query.folded.emplace_back());
  }
  return query;
}

/// As the store asks for them.
std::string lines_of(const Themes& themes) {
  std::string lines = "\n";
  for (const auto& [key, name] : themes.names)
    if ((key + name).find_first_of("\t\n") == std::string::npos)
      lines.append(key).append(1, '\t').append(name).append(1, '\n');
  return lines;
}

Exported file_of(std::string name, std::string media_type, std::string_view text) {
  return {.name = std::move(name), .media_type = std::move(media_type), .bytes = {text.begin(), text.end()}};
}

}  // namespace

Promise promise_of(ActionEntry entry) {
  Promise promise;
  promise.postmortem = id_from(entry.of.id);
  promise.postmortem_title = std::move(entry.of.title);
  if (entry.of.started_at) promise.started_at = Instant{*entry.of.started_at};
  promise.time_zone = std::move(entry.of.time_zone);
  promise.severity = entry.of.severity;
  promise.systems = names_by_line(entry.of.systems);
  promise.example = entry.of.example;
  promise.id = Id<Action>::from(uuid_from(entry.id).value_or(Uuid{}));
  promise.title = std::move(entry.title);
  promise.state = choice_of<ActionState>(entry.state);
  promise.kind = optional_choice_of<ActionKind>(entry.kind);
  promise.effect = optional_choice_of<Effect>(entry.effect);
  promise.priority = optional_choice_of<Priority>(entry.priority);
  promise.owner = std::move(entry.owner);
  promise.due = std::move(entry.due);
  promise.look_on = std::move(entry.look_on);
  promise.waiting_on = std::move(entry.waiting_on);
  promise.reason = std::move(entry.reason);
  promise.slips = entry.slips;
  if (entry.promised_at) promise.promised_at = Instant{*entry.promised_at};
  if (entry.changed_at) promise.changed_at = Instant{*entry.changed_at};
  return promise;
}

Engine::Answer Engine::handle(const ListPromises& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ActionQuery query = query_of(request);
  if (query.group == ActionGrouping::theme) {
    ENGINE_PASS(knowledge, read_knowledge());
    query.theme_names = lines_of(themes_of(knowledge->factors));
  }
  ENGINE_TRY(found, store_->actions(query));
  PromisePage page{.total = found->total, .offset = query.offset};
  for (ActionEntry& entry : found->entries) page.rows.push_back(promise_of(std::move(entry)));
  for (ActionGroup& group : found->groups)
    page.groups.push_back({std::move(group.key), std::move(group.title), group.count});
  return page;
}

std::expected<std::vector<Promise>, Failed> Engine::read_promises(ActionQuery query, std::int64_t most,
                                                                  std::int64_t& total) {
  std::vector<Promise> promises;
  query.limit = read_at_once;
  for (query.offset = 0;; query.offset += query.limit) {
    ENGINE_TRY(found, store_->actions(query));
    total = found->total;
    if (query.offset == 0 && total > most) {
      query.sort = ActionSort::due;
      query.descending = false;
      query.group = ActionGrouping::none;
      query.limit = std::min(most, read_at_once);
      ENGINE_TRY(pressing, store_->actions(query));
      found = std::move(pressing);
    }
    for (ActionEntry& entry : found->entries)
      if (std::ssize(promises) < most) promises.push_back(promise_of(std::move(entry)));
    if (found->entries.empty() || std::ssize(promises) >= std::min(total, most)) return promises;
  }
}

Engine::Answer Engine::handle(const ExportPromises& request) {
  ENGINE_PASS(current, bring_up_to_date());
  const Language language = language_from_tag(request.language);
  ActionQuery query = query_of(request.of);
  if (request.file == PromiseFile::digest) {
    // What presses is told whatever view is looked at: what it does not show is not nothing.
    query.view = ActionView::open;
    query.sort = ActionSort::due;
    query.descending = false;
    query.group = ActionGrouping::none;
  }
  const PromiseFilter filter{
      .owner = request.of.owner, .system = request.of.system, .effect = request.of.effect, .search = request.of.search};
  std::int64_t total = 0;
  ENGINE_PASS(promises, read_promises(query, std::clamp<std::int64_t>(request.most, 0, most_exported_promises), total));
  const std::int64_t left_out = total - std::ssize(*promises);
  const auto exported = [&]() -> Answer {
    switch (request.file) {
      case PromiseFile::csv: return file_of("promises.csv", "text/csv", write_promise_csv(*promises, zones_, language));
      case PromiseFile::markdown:
        return file_of("promises.md", "text/markdown", write_promise_markdown(*promises, language, filter));
      case PromiseFile::digest:
        return file_of(
            "promises.txt", "text/plain",
            write_promise_digest(*promises, parse_date(request.of.today).value_or(CalendarDate{}), language, filter));
      case PromiseFile::calendar: break;
    }
    return calendar_of(request, std::move(*promises), std::move(query));
  };
  Answer answer = exported();
  if (answer) std::get<Exported>(*answer).promises_left_out = left_out;
  return answer;
}

Engine::Answer Engine::calendar_of(const ExportPromises& request, std::vector<Promise> promises, ActionQuery others) {
  CalendarWriter calendar(language_from_tag(request.language), request.now);
  // Of what else changed lately a calendar may still have a day.
  std::set<Id<Action>> asked;
  for (const Promise& promise : promises) asked.insert(promise.id);
  others.view = ActionView::all;
  others.sort = ActionSort::changed_at;
  others.descending = true;
  others.group = ActionGrouping::none;
  others.offset = 0;
  others.limit = most_cancelled;
  ENGINE_TRY(changed, store_->actions(others));
  for (ActionEntry& entry : changed->entries) {
    Promise promise = promise_of(std::move(entry));
    if (!asked.contains(promise.id)) promises.push_back(std::move(promise));
  }
  // Those of one post-mortem together, so that each is read once.
  std::ranges::stable_sort(promises, {}, &Promise::postmortem);
  std::optional<Postmortem> postmortem;
  for (const Promise& promise : promises) {
    // An idea of which nothing was ever noted was no promise.
    if (!is_decided(promise.state) && !promise.changed_at) continue;
    if (!postmortem || postmortem->id != promise.postmortem) {
      ENGINE_PASS(loaded, load(text_of(promise.postmortem)));
      postmortem = std::move(*loaded);
    }
    const auto action = std::ranges::find(postmortem->actions, promise.id, &Action::id);
    if (action != postmortem->actions.end()) calendar.add(*postmortem, *action, !asked.contains(promise.id));
  }
  ENGINE_PASS(cancelled, cancel_what_is_gone(calendar, request.now));
  if (calendar.day_count() == 0) return std::unexpected(refused(Text::engine_no_days));
  return file_of("promises.ics", "text/calendar", std::move(calendar).finish());
}

std::expected<void, Failed> Engine::cancel_what_is_gone(CalendarWriter& calendar, Instant now) {
  const std::int64_t since = (now - cancelled_for).microseconds;
  const auto read = [&](const std::string& id) -> std::optional<Postmortem> {
    // One that cannot be read has no days that are known.
    const auto stored = store_->load(id);
    if (!stored) return std::nullopt;
    auto postmortem = read_postmortem(stored->document);
    if (!postmortem || postmortem->origin) return std::nullopt;
    // What is in the bin has no days any more.
    if (stored->removed) postmortem->actions.clear();
    return std::move(*postmortem);
  };
  ENGINE_TRY(entries, store_->changes_of_actions(since, most_cancelled));
  std::ranges::stable_sort(*entries, {}, &JournalEntry::postmortem);
  std::string current;
  std::optional<Postmortem> postmortem;
  for (const JournalEntry& entry : *entries) {
    if (std::exchange(current, entry.postmortem) != entry.postmortem) postmortem = read(entry.postmortem);
    const auto change = read_value<Change>(entry.change);
    if (!postmortem || !change) continue;
    for (const Edit& edit : change->edits) {
      if (!edit.before || !edit.path.starts_with("actions/")) continue;
      if (const auto before = read_value<Action>(*edit.before)) calendar.cancel_gone(*postmortem, *before);
    }
  }
  ENGINE_TRY(removed, store_->removed_after(since, most_cancelled));
  for (const std::string& id : *removed)
    if (const auto stored = store_->load(id))
      if (const auto one = read_postmortem(stored->document)) calendar.cancel(*one);
  return {};
}

Engine::Answer Engine::handle(const CountPromises& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_TRY(counts, store_->count_actions(query_of(request.of)));
  ENGINE_TRY(not_adopted, store_->count_not_adopted());
  PromisesCounted counted{.views = {counts->begin(), counts->end()}, .not_adopted = *not_adopted};
  if (!request.with_owners) return counted;
  ENGINE_TRY(owners, store_->owners_of_actions());
  std::map<std::string, std::int64_t> of_name;
  for (const ActionOwner& owner : *owners) {
    if (owner.name.empty()) counted.without_owner += owner.count;
    for (std::string& name : names_in(owner.name)) of_name[std::move(name)] += owner.count;
  }
  std::vector<std::pair<std::string, std::int64_t>> most_first(of_name.begin(), of_name.end());
  std::ranges::stable_sort(most_first, std::greater{}, &std::pair<std::string, std::int64_t>::second);
  for (auto& [name, count] : most_first | std::views::take(most_owners)) counted.owners.push_back(std::move(name));
  return counted;
}

}  // namespace unrepeat
