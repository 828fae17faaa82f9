// Changes of several promises or post-mortems as one operation: chosen in a list, or told by an export of a tracker.
#include <algorithm>
#include <map>
#include <ranges>

#include "core/action/promise_change.hpp"
#include "core/action/tracker_export.hpp"
#include "core/action/tracker_refresh.hpp"
#include "core/command.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
#include "core/format/value.hpp"
#include "core/identity/derived_id.hpp"
#include "core/learn/ideas.hpp"
#include "core/library/tracker_states.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t most_ideas = 200, most_changes = 20'000;
constexpr std::int64_t all_promises = 1'000'000;

/// The engine makes no ids: those of log entries follow from the operation.
class OperationIds : public IdSource {
 public:
  OperationIds(const Uuid& operation, Instant now) : name_(text_of(operation)), now_(now) {}
  Uuid next() override { return derived_id(now_, name_ + "/" + std::to_string(++count_)); }

 private:
  std::string name_;
  Instant now_;
  std::int64_t count_ = 0;
};

}  // namespace

std::expected<bool, Failed> Engine::save_step(const Postmortem& before, const Postmortem& after, const Uuid& operation,
                                              Instant now, const std::string& by) {
  Change whole = difference(before, after);
  if (whole.edits.empty()) return false;
  whole.at = now;
  whole.by = by;
  ENGINE_PASS(written, last_written(before));
  ENGINE_PASS(kept, keep_revision(before, RevisionKind::rested, *written));
  JournalEntry entry{text_of(operation), now.microseconds, by, {}};
  entry.change = write_value(whole);
  ENGINE_PASS(saved, save(after, entry));
  return true;
}

Engine::Answer Engine::handle(const AdoptPostmortems& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  OperationIds ids(request.operation, request.now);
  const CommandContext context{.now = request.now, .by = request.by, .ids = ids};
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  std::vector<std::string> adopted;
  for (const Id<Postmortem>& id : request.ids) {
    ENGINE_PASS(before, load(text_of(id)));
    const auto change = decide(*before, Adopt{}, context);
    Postmortem after = *before;
    if (!change || !apply(after, *change)) return std::unexpected(refused(Text::engine_does_not_fit));
    ENGINE_PASS(is_changed, save_step(*before, after, request.operation, request.now, request.by));
    if (*is_changed) adopted.push_back(text_of(id));
  }
  ENGINE_TRY(committed, transaction.commit());
  forget_latest();
  return operation_done(request.operation, adopted);
}

Engine::Answer Engine::handle(const ChangePromises& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  if (request.changes.size() > most_changes) return std::unexpected(refused(Text::engine_malformed));
  std::map<PostmortemId, std::vector<const PromiseChange*>> by_postmortem;
  for (const PromiseChange& change : request.changes) by_postmortem[change.postmortem].push_back(&change);
  OperationIds ids(request.operation, request.now);
  const CommandContext context{.now = request.now, .by = request.by, .ids = ids};
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  std::vector<std::string> changed;
  // The first that is refused is named, and how many are with it.
  std::optional<Failed> first_refused;
  std::int64_t refused_count = 0;
  for (const auto& [id, changes] : by_postmortem) {
    ENGINE_PASS(before, load(text_of(id)));
    Postmortem after = *before;
    for (const PromiseChange* change : changes) {
      const auto action = std::ranges::find(after.actions, change->action, &Action::id);
      if (action == after.actions.end()) return std::unexpected(refused(Text::engine_does_not_fit));
      const std::string title = action->title;
      for (const Command& command : commands_for(*change, after)) {
        const auto step = decide(after, command, context);
        if (!step) {
          ++refused_count;
          if (!first_refused)
            first_refused = {
                FailureKind::refused,
                {sentence(Text::engine_promise_refused, {title}), sentence(step.error().text, step.error().arguments)}};
          break;
        }
        if (!apply(after, *step)) return std::unexpected(refused(Text::engine_does_not_fit));
      }
    }
    if (first_refused) continue;
    ENGINE_PASS(is_changed, save_step(*before, after, request.operation, request.now, request.by));
    if (*is_changed) changed.push_back(text_of(id));
  }
  if (refused_count > 1)
    first_refused->text.push_back(sentence(Text::engine_promises_refused_too, {std::to_string(refused_count - 1)}));
  if (first_refused) return std::unexpected(*std::move(first_refused));
  ENGINE_TRY(committed, transaction.commit());
  forget_latest();
  return operation_done(request.operation, changed);
}

/// Reads exports of a tracker file by file, then of the library what was not read yet, and compares the two.
class Engine::Refreshing : public LongRequest {
 public:
  Refreshing(Engine& engine, std::int64_t id, PlanRefresh request)
      : LongRequest(engine, id), request_(std::move(request)) {}

  std::optional<Answer> step() override {
    if (next_ < request_.files.size()) {
      read(request_.files[next_++]);
      return std::nullopt;
    }
    if (issues_.empty()) return planned_;
    const auto left = engine_.work_out_facts();
    if (!left) return std::unexpected(left.error());
    if (*left == 0) return compared();
    const auto read = static_cast<std::int64_t>(engine_.facts_.size());
    tell_progress(static_cast<std::size_t>(read), static_cast<std::size_t>(read + *left));
    return std::nullopt;
  }

 private:
  void read(const FileContent& file) {
    TrackerExport read =
        read_tracker_export({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()},
                            {.zones = engine_.zones_, .zone = request_.time_zone, .now = request_.now});
    for (const Problem& problem : read.problems)
      planned_.problems.push_back({.error = problem.severity == Problem::Severity::error,
                                   .file = file.name,
                                   .pointer = problem.pointer,
                                   .line = problem.line,
                                   .column = problem.column,
                                   .text = sentence(problem.text, problem.arguments)});
    std::ranges::move(read.issues, std::back_inserter(issues_));
  }

  Answer compared() {
    std::map<std::string, const std::vector<ActionLink>*, std::less<>> links;
    for (const IncidentFacts* incident : engine_.facts())
      for (const PromiseFact& promise : incident->promises)
        if (!promise.links.empty()) links[text_of(promise.id)] = &promise.links;
    ENGINE_TRY(found, engine_.store_->actions({.view = ActionView::all, .clock = {}, .limit = all_promises}));
    std::vector<LinkedPromise> promises;
    for (ActionEntry& entry : found->entries)
      if (const auto own = links.find(entry.id); own != links.end())
        promises.push_back({promise_of(std::move(entry)), *own->second});
    ENGINE_PASS(knowledge, engine_.read_knowledge());
    for (TrackerIssue& issue : issues_)
      if (issue.asks_meaning)
        if (const auto meaning = meaning_of(*knowledge, issue.words)) understand(issue, *meaning);
    planned_.items = compare(issues_, promises, language_from_tag(request_.language));
    return planned_;
  }

  PlanRefresh request_;
  std::size_t next_ = 0;
  RefreshPlanned planned_;
  std::vector<TrackerIssue> issues_;
};

std::optional<Engine::Answer> Engine::begin(std::int64_t request, PlanRefresh refresh) {
  if (auto current = bring_up_to_date(); !current) return std::unexpected(std::move(current.error()));
  running_ = std::make_unique<Refreshing>(*this, request, std::move(refresh));
  return std::nullopt;
}

Engine::Answer Engine::handle(const FindIdeas&) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  const auto library = facts();
  IdeasFound answer{.left = *left, .total = *left + static_cast<std::int64_t>(library.size())};
  if (*left > 0) return answer;
  const std::vector<ReturningIdea> ideas = returning_ideas(library);
  answer.count = static_cast<std::int64_t>(ideas.size());
  for (const ReturningIdea& idea : ideas | std::views::take(most_ideas)) {
    IdeaRow& row = answer.rows.emplace_back();
    row.title = idea.instances.back().promise->title;
    row.words = idea.words;
    row.is_joined = idea.is_joined;
    row.weight = idea.weight;
    row.promised = idea.promised;
    row.kept = idea.kept;
    for (const IdeaInstance& instance : idea.instances)
      row.promises.push_back({.postmortem = instance.incident->id,
                              .postmortem_title = instance.incident->title,
                              .started_at = instance.incident->started_at,
                              .time_zone = instance.incident->time_zone,
                              .id = instance.promise->id,
                              .title = instance.promise->title,
                              .state = instance.promise->state,
                              .due = instance.promise->due,
                              .time = instance.time});
  }
  return answer;
}

}  // namespace unrepeat
