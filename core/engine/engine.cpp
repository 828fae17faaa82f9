// One function for each request. A failure on the way is the answer; what is written is written in one transaction.
#include "core/engine/engine.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
#include "core/format/export_format.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/format/writer.hpp"
#include "core/identity/sha256.hpp"
#include "core/image/image_file.hpp"
#include "core/import/choice.hpp"
#include "core/import/combine.hpp"
#include "core/import/what_is_new.hpp"
#include "core/library/search_query.hpp"
#include "core/library/tracker_states.hpp"
#include "core/postmortem/summary.hpp"
#include "core/store/migrations.hpp"
#include "core/store/projection.hpp"
#include "core/text/base64.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t most_systems = 200;
constexpr std::size_t imports_in_a_step = 32;

static_assert(static_cast<int>(ListView::examples) == static_cast<int>(LibraryView::examples));
static_assert(static_cast<int>(SortKey::relevance) == static_cast<int>(LibrarySort::relevance));

/// A change that only goes on with what is in the journal already may be taken in by it.
bool is_typing(const SaveChange& save) { return save.step == StepKind::done && save.restores == 0; }

std::span<const std::uint8_t> octets(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

PostmortemRow row_of(ListEntry entry) {
  PostmortemRow row;
  row.id = id_from(entry.id);
  row.title = std::move(entry.title);
  row.kind = choice_of<RecordKind>(entry.kind);
  row.form = choice_of<Form>(entry.form);
  row.status = choice_of<StatusState>(entry.status);
  row.severity = entry.severity;
  row.systems = names_by_line(entry.systems);
  row.time_zone = std::move(entry.time_zone);
  if (entry.started_at) row.started_at = Instant{*entry.started_at};
  if (entry.duration) row.impact_minutes = *entry.duration / minutes(1).microseconds;
  row.actions = entry.total_actions;
  row.open_actions = entry.open_actions;
  row.done_actions = entry.done_actions;
  row.undecided_actions = entry.undecided_actions;
  row.language = std::move(entry.language);
  row.updated_at = {entry.updated_at};
  row.example = entry.example;
  row.is_received = !entry.adopted;
  row.excerpt = std::move(entry.excerpt);
  return row;
}

/// The settings that belong to the library and travel with it.
constexpr std::string_view library_id_key = "library_id", default_template_key = "template", knowledge_key = "library";

Sentence sentence_of(const Problem& problem) { return sentence(problem.text, problem.arguments); }

Sentence sentence_of(const SearchProblem& problem) {
  constexpr Text sentences[] = {Text::search_needs_name, Text::search_needs_severity, Text::search_needs_status,
                                Text::search_needs_kind, Text::search_needs_form,     Text::search_needs_yes_or_no,
                                Text::search_needs_day,  Text::search_needs_standing, Text::search_needs_fewer};
  const SearchQuery alone{.words = {}, .filters = {problem.filter}, .problems = {}};
  return sentence(sentences[static_cast<std::size_t>(problem.expected)],
                  {to_text(alone), std::to_string(most_filters)});
}

PlanItem item_of(const ImportItem& item) {
  PlanItem shown{.state = static_cast<PlanState>(item.state),
                 .file = item.file,
                 .place = item.reason.pointer,
                 .title = item.title,
                 .reason = sentence_of(item.reason),
                 .kind = item.kind,
                 .is_template = item.template_.has_value(),
                 .is_record = item.is_record && item.postmortem.has_value(),
                 .is_written = item.is_written,
                 .chosen = item.chosen};
  if (item.postmortem) {
    shown.postmortem = item.postmortem->id;
    shown.started_at = summarise(*item.postmortem).started_at;
    shown.events = static_cast<std::int64_t>(item.postmortem->timeline.size());
    shown.sections = static_cast<std::int64_t>(item.postmortem->sections.size());
    if (const auto span = shown.is_record ? span_of(*item.postmortem) : std::nullopt)
      shown.first_at = span->from, shown.last_at = span->until;
  }
  return shown;
}

PlacedProblem placed(const FileProblem& entry) {
  const Problem& problem = entry.problem;
  return {.error = problem.severity == Problem::Severity::error,
          .file = entry.file,
          .pointer = problem.pointer,
          .line = problem.line,
          .column = problem.column,
          .text = sentence_of(problem)};
}

/// The library, as an import asks about it.
class StoredPostmortems : public KnownPostmortems {
 public:
  explicit StoredPostmortems(LibraryStore& store) : store_(store) {}
  std::optional<Postmortem> find(const Id<Postmortem>& id) const override {
    const auto stored = store_.load(text_of(id));
    return stored && !stored->removed ? read(stored->document) : std::nullopt;
  }
  std::optional<Postmortem> find_by_reference(std::string_view system, std::string_view key) const override {
    const auto document = store_.load_by_reference(system, key);
    return document && *document ? read(**document) : std::nullopt;
  }
  bool has_image(std::string_view sha256) const override { return store_.has_image(sha256).value_or(false); }
  std::optional<Template> find_template(const Id<Template>& id) const override {
    const auto document = store_.load_template(text_of(id));
    if (!document || document->empty()) return std::nullopt;
    auto one = read_template(*document);
    if (!one) return std::nullopt;
    return std::move(*one);
  }

 private:
  static std::optional<Postmortem> read(std::string_view document) {
    auto postmortem = read_postmortem(document);
    if (!postmortem) return std::nullopt;
    return std::move(*postmortem);
  }
  LibraryStore& store_;
};

}  // namespace

OperationDone operation_done(const Uuid& operation, const std::vector<std::string>& ids) {
  OperationDone done{.operation = operation, .count = static_cast<std::int64_t>(ids.size())};
  for (const std::string& id : ids) done.ids.push_back(id_from(id));
  return done;
}

Engine::Engine(EngineStorage storage, const TimeZones& zones, EngineAnswers& answers)
    : storage_(std::move(storage)), zones_(zones), answers_(answers) {
  open_library();
}

void Engine::open_library() {
  auto database = Database::open(storage_.path, storage_.vfs);
  if (!database) {
    open_error_ = std::move(database.error());
    return;
  }
  auto store = LibraryStore::open(**database);
  if (!store) {
    open_error_ = std::move(store.error());
    return;
  }
  database_ = std::move(*database);
  store_ = *store;
}

void Engine::submit(std::int64_t id, const std::uint8_t* bytes, std::size_t size) {
  auto message = decode_request(bytes, size);
  if (!message || message->id != id) {
    answer(id, Failed{FailureKind::malformed, {sentence(Text::engine_malformed)}});
  } else if (const auto* const cancelling = std::get_if<Cancel>(&message->body)) {
    cancel(cancelling->request);
  } else {
    waiting_.push_back(std::move(*message));
  }
}

void Engine::cancel(std::int64_t request) {
  // Thrown away after the answer: a large plan takes a while to let go.
  std::unique_ptr<LongRequest> ended;
  if (running_ && running_->id() == request) {
    ended = std::move(running_);
  } else {
    const auto found = std::ranges::find(waiting_, request, &Message<Request>::id);
    if (found == waiting_.end()) return;
    waiting_.erase(found);
  }
  answer(request, Failed{FailureKind::cancelled, {sentence(Text::engine_cancelled)}});
}

bool Engine::step() {
  if (running_) {
    if (auto outcome = running_->step()) {
      const std::int64_t request = running_->id();
      running_.reset();
      finish(request, std::move(*outcome));
    }
    return running_ || !waiting_.empty();
  }
  if (waiting_.empty()) return false;
  Message<Request> message = std::move(waiting_.front());
  waiting_.pop_front();
  if (!store_) {
    answer(message.id, failed(open_error_));
    return !waiting_.empty();
  }
  std::visit(
      [&]<class Body>(Body& body) {
        if constexpr (std::is_same_v<Body, AcceptImport> || std::is_same_v<Body, PlanImport> ||
                      std::is_same_v<Body, TakeLibrary> || std::is_same_v<Body, PlanRefresh>) {
          if (auto outcome = begin(message.id, std::move(body))) finish(message.id, std::move(*outcome));
        } else if constexpr (!std::is_same_v<Body, Cancel>) {
          finish(message.id, handle(body));
        }
      },
      message.body);
  return running_ || !waiting_.empty();
}

void Engine::rest() {
  // If the disk is full, the log is as good a place.
  if (store_ && !running_ && waiting_.empty()) static_cast<void>(database_->shorten_log());
}

void Engine::finish(std::int64_t request, Answer outcome) {
  if (outcome) {
    answer(request, *outcome);
  } else {
    answer(request, std::move(outcome.error()));
  }
}

void Engine::answer(std::int64_t request, const Reply& reply) {
  answers_.answer(request, encode(Message<Reply>{request, reply}), !std::holds_alternative<Progress>(reply));
}

Failed Engine::refused(Text text, std::vector<std::string> arguments) {
  return {FailureKind::refused, {sentence(text, std::move(arguments))}};
}

Failed Engine::failed(const StoreError& error) {
  switch (error.failure) {
    case StoreFailure::full: return {FailureKind::storage_full, {sentence(Text::engine_storage_full)}};
    case StoreFailure::newer: return {FailureKind::newer_schema, {sentence(Text::engine_newer_library)}};
    case StoreFailure::not_found: return refused(Text::engine_not_found);
    default: return {FailureKind::storage_failed, {sentence(Text::engine_storage_failed, {error.message})}};
  }
}

Failed Engine::unreadable(FailureKind kind, const Problem& problem) {
  return {kind, {sentence(Text::engine_unreadable), sentence_of(problem)}};
}

std::expected<Postmortem, Failed> Engine::load(const std::string& id) {
  ENGINE_TRY(stored, store_->load(id));
  auto postmortem = read_postmortem(stored->document);
  if (postmortem) return std::move(*postmortem);
  return std::unexpected(unreadable(FailureKind::storage_failed, postmortem.error().front()));
}

std::expected<void, Failed> Engine::readable_again(const std::string& document) {
  constexpr std::size_t most = JsonLimits{}.bytes;
  if (document.size() > most) return std::unexpected(refused(Text::engine_too_large, {std::to_string(most >> 20)}));
  return {};
}

std::expected<void, Failed> Engine::save(const Postmortem& postmortem, const JournalEntry& entry, bool is_example) {
  PostmortemRecord record = record_of(postmortem, write_postmortem(postmortem));
  ENGINE_PASS(readable, readable_again(record.document));
  record.example = is_example;
  ENGINE_TRY(saved, store_->save(record, entry));
  return {};
}

std::expected<void, Failed> Engine::bring_up_to_date() {
  ENGINE_TRY(ids, store_->outdated());
  if (ids->empty()) return {};
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  for (const std::string& id : *ids) {
    ENGINE_PASS(postmortem, load(id));
    ENGINE_TRY(done, store_->bring_up_to_date(record_of(*postmortem, {})));
  }
  ENGINE_TRY(committed, transaction.commit());
  return {};
}

std::expected<std::optional<OperationDone>, Failed> Engine::done_before(const Uuid& operation) {
  ENGINE_TRY(entries, store_->operation(text_of(operation)));
  if (entries->empty()) return std::nullopt;
  std::vector<std::string> ids;
  std::int64_t templates = 0;
  for (JournalEntry& entry : *entries) {
    if (entry.kind == JournalKind::template_)
      ++templates;
    else
      ids.push_back(std::move(entry.postmortem));
  }
  OperationDone done = operation_done(operation, ids);
  done.templates = templates;
  return done;
}

void Engine::forget_latest() {
  latest_.reset();
  latest_save_.reset();
  with_revision_.reset();
}

Engine::Answer Engine::handle(const OpenLibrary&) {
  return LibraryOpened{.storage = storage_.kind, .why = storage_.why, .schema_version = newest_schema()};
}

Engine::Answer Engine::handle(const ListPostmortems& request) {
  if (!request.search.empty()) {
    ENGINE_PASS(current, bring_up_to_date());
  }
  const SearchQuery search = request.search.empty() ? SearchQuery{} : parse_search(request.search);
  ENGINE_TRY(listed, store_->list({.view = static_cast<ListView>(request.view),
                                   .severities = request.severities,
                                   .system = request.system,
                                   .since = request.since ? std::optional(request.since->microseconds) : std::nullopt,
                                   .text = search.words,
                                   .filters = search.filters,
                                   .today = request.today,
                                   .clock = UtcOffset{static_cast<int>(request.utc_offset_s)},
                                   .sort = static_cast<SortKey>(request.sort),
                                   .descending = request.descending,
                                   .offset = std::max<std::int64_t>(request.offset, 0),
                                   .limit = std::clamp<std::int64_t>(request.limit, 0, longest_page)}));
  ENGINE_TRY(counts, store_->count());
  PostmortemPage page{.total = listed->total, .offset = request.offset};
  page.systems = std::move(counts->systems);
  page.systems.resize(std::min(page.systems.size(), most_systems));
  for (ListEntry& entry : listed->entries) page.rows.push_back(row_of(std::move(entry)));
  for (std::size_t view = 0; view < list_view_count; ++view) {
    page.counts.push_back({static_cast<LibraryView>(view), counts->views[view]});
  }
  for (const SearchProblem& problem : search.problems) page.search_problems.push_back(sentence_of(problem));
  return page;
}

Engine::Answer Engine::handle(const LoadPostmortem& request) {
  ENGINE_TRY(stored, store_->load(text_of(request.id)));
  if (stored->removed) return std::unexpected(refused(Text::engine_not_found));
  ENGINE_PASS(steps, read_steps(text_of(request.id)));
  return PostmortemLoaded{std::move(stored->document), std::move(*steps)};
}

Engine::Answer Engine::handle(const CreatePostmortem& request) {
  // Sent again, it may be older than what was written since: it must not stand for what is on disk.
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return PostmortemSaved{request.operation, (*earlier)->ids.front()};
  auto postmortem = read_postmortem(request.document);
  if (!postmortem) return std::unexpected(unreadable(FailureKind::refused, postmortem.error().front()));
  const History& history = postmortem->history;
  ENGINE_PASS(saved, save(*postmortem, {text_of(request.operation),
                                        history.created_at.microseconds,
                                        history.authors.empty() ? std::string{} : history.authors.front(),
                                        {}}));
  PostmortemSaved answer{request.operation, postmortem->id};
  forget_latest();
  latest_ = std::move(*postmortem);
  return answer;
}

Engine::Answer Engine::handle(const SaveChange& request) {
  const Change& change = request.change;
  const PostmortemSaved done{request.operation, change.postmortem};
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return done;
  if (!latest_ || latest_->id != change.postmortem) {
    forget_latest();
    ENGINE_PASS(loaded, load(text_of(change.postmortem)));
    latest_ = std::move(*loaded);
  }
  Postmortem changed = *latest_;
  if (!apply(changed, change)) return std::unexpected(refused(Text::engine_does_not_fit));
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  ENGINE_PASS(rested, keep_what_rested(*latest_, request));
  // Typing is a request at every letter, each with the whole text before and after: of a step of it, one is enough.
  JournalEntry entry{text_of(request.operation), change.at.microseconds, change.by, {}};
  entry.step = spelling_of(request.step);
  SaveChange journaled = request;
  if (latest_save_ && is_typing(*latest_save_) && is_typing(request)) {
    if (auto folded = go_on(latest_save_->change, change)) {
      journaled.change = std::move(*folded);
      entry.takes_in = text_of(latest_save_->operation);
    }
  }
  entry.change = write_value(journaled.change);
  DocumentRecord record = document_record_of(changed, write_postmortem(changed));
  ENGINE_PASS(readable, readable_again(record.document));
  ENGINE_TRY(saved, store_->save_document(record, entry));
  if (request.restores != 0 || is_a_step(change)) {
    const RevisionKind kind = request.restores != 0 ? RevisionKind::restored : RevisionKind::status;
    ENGINE_PASS(kept, keep_revision(changed, kind, {change.at, change.by}, request.restores));
  }
  ENGINE_TRY(committed, transaction.commit());
  with_revision_ = changed.id;
  latest_ = std::move(changed);
  latest_save_ = std::move(journaled);
  return done;
}

Engine::Answer Engine::remove_all(const std::vector<std::string>& ids, const JournalEntry& entry,
                                  const Uuid& operation) {
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  for (const std::string& id : ids) {
    ENGINE_TRY(removed, store_->remove(id, entry));
  }
  ENGINE_TRY(committed, transaction.commit());
  forget_latest();
  return operation_done(operation, ids);
}

Engine::Answer Engine::handle(const RemovePostmortems& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  std::vector<std::string> ids;
  for (const Id<Postmortem>& id : request.ids) ids.push_back(text_of(id));
  return remove_all(ids, {text_of(request.operation), request.now.microseconds, request.by, {}}, request.operation);
}

void Engine::LongRequest::tell_progress(std::size_t done, std::size_t total) {
  engine_.answer(id_, Progress{static_cast<std::int64_t>(done), static_cast<std::int64_t>(total)});
}

/// Finds out what an import would do. Only a whole plan takes the place of an earlier one.
class Engine::Planning : public LongRequest {
 public:
  Planning(Engine& engine, std::int64_t id, PlanImport import)
      : LongRequest(engine, id),
        import_(std::move(import)),
        known_(*engine.store_),
        planning_(files_of(import_), {.zones = engine.zones_,
                                      .known = known_,
                                      .now = import_.now,
                                      .language = language_from_tag(import_.language),
                                      .zone = import_.time_zone,
                                      .letters = ChosenClocks(import_.zone_letters)}) {}

  std::optional<Answer> step() override {
    if (planning_.step()) {
      tell_progress(planning_.done(), planning_.total());
      return std::nullopt;
    }
    engine_.plan_ = planning_.take_plan();
    // A name for this plan alone: plans are numbered, so two of one millisecond differ too.
    std::array<std::uint8_t, 10> number{};
    for (std::size_t place = 0; place < 4; ++place)
      number[place] = static_cast<std::uint8_t>(engine_.plan_count_ >> (8 * place));
    ++engine_.plan_count_;
    engine_.plan_id_ = make_uuid(import_.now.microseconds / 1000, number);

    ImportPlanned planned{.plan = engine_.plan_id_, .items = {}, .problems = {}};
    for (const ImportItem& item : engine_.plan_->items) planned.items.push_back(item_of(item));
    for (const FileProblem& problem : engine_.plan_->problems) planned.problems.push_back(placed(problem));
    planned.as_one = engine_.plan_->as_one;
    planned.as_approved = engine_.plan_->as_approved;
    if (const auto& hours = engine_.plan_->hours) planned.from = hours->from, planned.until = hours->until;
    return planned;
  }

 private:
  static std::vector<ImportFile> files_of(const PlanImport& import) {
    std::vector<ImportFile> files;
    for (const FileContent& file : import.files) {
      files.push_back({.name = file.name,
                       .bytes = {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()},
                       .is_folder = file.is_folder,
                       .size = static_cast<std::uint64_t>(std::max<std::int64_t>(file.size, 0)),
                       .left_out = static_cast<std::uint64_t>(std::max<std::int64_t>(file.left_out, 0))});
    }
    return files;
  }

  PlanImport import_;
  StoredPostmortems known_;
  ImportPlanning planning_;
};

/// The hours that were chosen of a record; an end that is absent is the record's own. Nothing where none was chosen.
template <class Choice>
std::optional<TimeSpan> hours_of(const Choice& choice, const Postmortem& record) {
  const auto whole = span_of(record);
  if ((!choice.from && !choice.until) || !whole) return std::nullopt;
  return TimeSpan{choice.from.value_or(whole->from), choice.until.value_or(whole->until)};
}

/// Writes what was chosen of a plan, a few post-mortems a step; what has begun is only ever seen whole.
class Engine::Acceptance : public LongRequest {
 public:
  Acceptance(Engine& engine, std::int64_t id, AcceptImport import)
      : LongRequest(engine, id), import_(std::move(import)), transaction_(engine.store_->database()) {
    choose();
  }

  [[nodiscard]] const Stored<void>& begun() const { return transaction_.begun(); }

  std::optional<Answer> step() override {
    if (!is_choice_sound_) return std::unexpected(refused(Text::engine_plan_is_gone));
    if (const std::size_t events = most_events_of_one(); events > most_events)
      return std::unexpected(
          refused(Text::engine_too_many_events, {std::to_string(events), std::to_string(most_events)}));
    for (std::size_t count = 0; count < imports_in_a_step && next_ < chosen_.size(); ++count) {
      const ImportItem& item = *chosen_[next_++];
      if (item.template_) {
        if (auto accepted = accept(*item.template_); !accepted) return std::unexpected(std::move(accepted.error()));
        ++templates_;
        continue;
      }
      if (!item.postmortem) return std::unexpected(refused(Text::engine_plan_is_gone));
      if (item.is_record && item.state == ImportState::same) {
        ids_.push_back(text_of(item.postmortem->id));
        continue;
      }
      if (auto accepted = accept(item); !accepted) return std::unexpected(std::move(accepted.error()));
      ids_.push_back(text_of(item.postmortem->id));
    }
    if (next_ < chosen_.size()) {
      tell_progress(next_, chosen_.size());
      return std::nullopt;
    }
    if (templates_ > 0) {
      if (auto kept = keep_default(); !kept) return std::unexpected(std::move(kept.error()));
    }
    if (auto kept = keep_knowledge(); !kept) return std::unexpected(std::move(kept.error()));
    if (const auto committed = transaction_.commit(); !committed) return std::unexpected(failed(committed.error()));
    // The import is on disk either way; a log that stays long only makes the next start slower.
    static_cast<void>(engine_.store_->database().empty_log());
    // It can differ from what was opened last; and what was accepted is no longer a proposal.
    engine_.forget_latest();
    engine_.plan_.reset();
    OperationDone done = operation_done(import_.operation, ids_);
    done.templates = templates_;
    return done;
  }

 private:
  /// What is to be written, of the plan or, where records become one, made of it.
  void choose() {
    std::vector<ImportItem>& items = engine_.plan_->items;
    std::vector<Postmortem> records;
    for (const std::int64_t place : import_.items) {
      const auto index = static_cast<std::size_t>(place);
      if (index >= items.size()) {
        is_choice_sound_ = false;
        return;
      }
      ImportItem* item = &items[index];
      if ((import_.from || import_.until) && item->is_record && item->postmortem) {
        item = cut(*item);
        if (item->postmortem->timeline.empty()) continue;
      }
      if (import_.as_one && item->is_record && item->postmortem) {
        events_of_one_ += item->postmortem->timeline.size();
        if (events_of_one_ <= most_events) records.push_back(item->incoming ? *item->incoming : *item->postmortem);
      } else {
        chosen_.push_back(as_it_comes(*item));
      }
    }
    if (records.empty()) return;
    one_.is_record = true;
    one_.postmortem = combine(std::move(records)).postmortem;
    compare_with_library(one_, StoredPostmortems(*engine_.store_));
    chosen_.push_back(&one_);
  }

  [[nodiscard]] std::size_t most_events_of_one() const {
    std::size_t most = events_of_one_;
    for (const ImportItem* item : chosen_)
      if (item->postmortem) most = std::max(most, item->postmortem->timeline.size());
    return most;
  }

  /// A post-mortem that is new, as the person said that these come.
  const ImportItem* as_it_comes(const ImportItem& proposed) {
    const bool is_new = proposed.state == ImportState::new_ && proposed.postmortem;
    const bool is_approved = import_.as_approved && is_new && proposed.is_written;
    const bool is_received = import_.as_received && is_new && (proposed.is_written || !proposed.is_record);
    if (!is_approved && !is_received) return &proposed;
    ImportItem& item = made_.emplace_back(proposed);
    if (is_received && !item.postmortem->origin)
      item.postmortem->origin = Origin{.received_at = import_.now, .from = item.file};
    if (!is_approved) return &item;
    item.postmortem->status.state = StatusState::approved;
    // Until somebody looked at it.
    std::vector<std::string>& tags = item.postmortem->tags;
    const std::string& triage = import_.triage_tag;
    if (!triage.empty() && std::ranges::find(tags, triage) == tags.end()) tags.push_back(triage);
    return &item;
  }

  /// What of a record is within the hours, as an entry of its own.
  ImportItem* cut(ImportItem& whole) {
    Boxed<Postmortem>& all = whole.incoming ? whole.incoming : whole.postmortem;
    const auto hours = hours_of(import_, *all);
    auto within = hours ? part_within(*all, *hours, engine_.zones_) : std::nullopt;
    if (!within) return &whole;
    ImportItem& item = made_.emplace_back();
    item.kind = whole.kind;
    item.is_record = true;
    item.postmortem = std::move(*within);
    item.state = ImportState::new_;
    if (!import_.as_one) compare_with_library(item, StoredPostmortems(*engine_.store_));
    return &item;
  }

  std::expected<void, Failed> accept(const ImportItem& item) {
    JournalEntry entry{text_of(import_.operation), import_.now.microseconds, import_.by, {}};
    if (item.state != ImportState::new_) {
      // Taking it back restores what was there.
      ENGINE_PASS(before, engine_.load(text_of(item.postmortem->id)));
      ENGINE_PASS(written, engine_.last_written(*before));
      ENGINE_PASS(kept, engine_.keep_revision(*before, RevisionKind::rested, *written));
      Change change = difference(*before, *item.postmortem);
      change.by = import_.by;
      change.at = import_.now;
      entry.change = write_value(change);
    }
    for (const ImageBytes& image : item.images) {
      ENGINE_TRY(kept_image, engine_.store_->keep_image(image.sha256, octets(image.bytes)));
    }
    ENGINE_PASS(saved, engine_.save(*item.postmortem, entry, import_.as_examples));
    if (item.state == ImportState::new_) return {};
    return engine_.keep_revision(*item.postmortem, RevisionKind::imported, {import_.now, import_.by});
  }

  /// A library that has chosen none takes the one that comes with the templates.
  std::expected<void, Failed> keep_default() {
    const std::string& incoming = engine_.plan_->default_template;
    ENGINE_TRY(settings, engine_.store_->settings());
    for (const auto& [key, value] : *settings)
      if (key == default_template_key && !value.empty()) return {};
    if (incoming.empty()) return {};
    ENGINE_TRY(written, engine_.store_->set_setting(default_template_key, incoming));
    return {};
  }

  /// The same of the days for priority actions, and of what states of trackers mean.
  std::expected<void, Failed> keep_knowledge() {
    if (engine_.plan_->objectives.empty() && engine_.plan_->tracker_states.empty()) return {};
    ENGINE_PASS(knowledge, engine_.read_knowledge());
    const Library before = *knowledge;
    if (knowledge->objectives.empty()) knowledge->objectives = engine_.plan_->objectives;
    take_meanings(*knowledge, engine_.plan_->tracker_states);
    if (*knowledge == before) return {};
    if (knowledge->id.is_nil()) knowledge->id = Id<Library>::from(import_.operation);
    ENGINE_TRY(written, engine_.store_->set_setting(knowledge_key, write_value(*knowledge)));
    return {};
  }

  std::expected<void, Failed> accept(const Template& one) {
    ENGINE_PASS(named, engine_.name_library(import_.operation));
    ENGINE_TRY(saved,
               engine_.store_->set_template(text_of(one.id), write_template(one),
                                            {text_of(import_.operation), import_.now.microseconds, import_.by, {}}));
    return {};
  }

  AcceptImport import_;
  Transaction transaction_;
  std::vector<const ImportItem*> chosen_;
  std::deque<ImportItem> made_;  ///< What is written in place of an entry of the plan.
  ImportItem one_;
  std::size_t events_of_one_ = 0;  // of the records that become one
  bool is_choice_sound_ = true;
  std::vector<std::string> ids_;
  std::int64_t templates_ = 0;
  std::size_t next_ = 0;
};

std::optional<Engine::Answer> Engine::begin(std::int64_t request, PlanImport import) {
  // References are found by their projection.
  if (auto current = bring_up_to_date(); !current) return std::unexpected(std::move(current.error()));
  running_ = std::make_unique<Planning>(*this, request, std::move(import));
  return std::nullopt;
}

std::optional<Engine::Answer> Engine::begin(std::int64_t request, const AcceptImport& import) {
  auto earlier = done_before(import.operation);
  if (!earlier) return std::unexpected(std::move(earlier.error()));
  if (*earlier) return **earlier;
  if (!plan_ || plan_id_ != import.plan) return std::unexpected(refused(Text::engine_plan_is_gone));
  auto acceptance = std::make_unique<Acceptance>(*this, request, import);
  if (const auto& begun = acceptance->begun(); !begun) return std::unexpected(failed(begun.error()));
  running_ = std::move(acceptance);
  return std::nullopt;
}

Engine::Answer Engine::handle(const CountImport& request) {
  if (!plan_ || plan_id_ != request.plan) return std::unexpected(refused(Text::engine_plan_is_gone));
  ImportCounted counted;
  for (const std::int64_t place : request.items) {
    const auto index = static_cast<std::size_t>(place);
    if (index >= plan_->items.size()) return std::unexpected(refused(Text::engine_plan_is_gone));
    const ImportItem& item = plan_->items[index];
    if (!item.is_record || !item.postmortem) continue;
    const Postmortem& record = item.incoming ? *item.incoming : *item.postmortem;
    const auto all = static_cast<std::int64_t>(record.timeline.size());
    const auto hours = hours_of(request, record);
    const std::int64_t inside = hours ? count_within(record, *hours) : all;
    counted.events += inside;
    counted.left_out += all - inside;
  }
  return counted;
}

Engine::Answer Engine::handle(const RemoveExamples& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  ENGINE_TRY(ids, store_->ids(ListView::examples));
  return remove_all(*ids, {text_of(request.operation), request.now.microseconds, request.by, {}}, request.operation);
}

std::expected<void, Failed> Engine::undo_entry(const JournalEntry& entry, const JournalEntry& undoing) {
  switch (entry.kind) {
    case JournalKind::created:
    case JournalKind::restored: {
      ENGINE_TRY(removed, store_->remove(entry.postmortem, undoing));
      return {};
    }
    case JournalKind::removed: {
      ENGINE_TRY(restored, store_->restore(entry.postmortem, undoing));
      return {};
    }
    case JournalKind::template_: {
      ENGINE_TRY(put_back, store_->set_template(entry.postmortem, entry.change, undoing));
      return {};
    }
    case JournalKind::changed: break;
  }
  auto change = read_value<Change>(entry.change);
  if (!change) return std::unexpected(refused(Text::engine_nothing_to_undo));
  ENGINE_PASS(postmortem, load(entry.postmortem));
  ENGINE_PASS(written, last_written(*postmortem));
  ENGINE_PASS(kept, keep_revision(*postmortem, RevisionKind::rested, *written));
  Change undo = inverse(*change);
  undo.at = {undoing.at};
  undo.by = undoing.author;
  if (!apply(*postmortem, undo)) return std::unexpected(refused(Text::engine_does_not_fit));
  JournalEntry journaled = undoing;
  journaled.change = write_value(undo);
  // To its post-mortem it is what taking back a step is there, and taking that back does the step again.
  const bool was_undone = entry.step == spelling_of(StepKind::undone);
  journaled.step = spelling_of(was_undone ? StepKind::redone : StepKind::undone);
  return save(*postmortem, journaled);
}

Engine::Answer Engine::handle(const UndoOperation& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  ENGINE_TRY(entries, store_->operation(text_of(request.undone)));
  if (entries->empty()) return std::unexpected(refused(Text::engine_nothing_to_undo));
  const JournalEntry undoing{text_of(request.operation), request.now.microseconds, request.by, {}};
  Transaction transaction{store_->database()};
  ENGINE_TRY(begun, transaction.begun());
  std::vector<std::string> ids;
  for (const JournalEntry& entry : *entries) {
    ENGINE_PASS(undone, undo_entry(entry, undoing));
    if (entry.kind != JournalKind::template_) ids.push_back(entry.postmortem);
  }
  ENGINE_TRY(committed, transaction.commit());
  forget_latest();
  OperationDone done = operation_done(request.operation, ids);
  done.templates = static_cast<std::int64_t>(entries->size() - ids.size());
  return done;
}

Engine::Answer Engine::handle(const ExportPostmortems& request) {
  std::vector<std::string> ids;
  for (const Id<Postmortem>& id : request.ids) ids.push_back(text_of(id));
  if (ids.empty()) {
    ENGINE_TRY(all, store_->ids(ListView::all));
    ids = std::move(*all);
  }
  Bundle bundle;
  if (request.ids.empty() && request.format == protocol::ExportFormat::json) {
    ENGINE_PASS(library, read_library());
    bundle.library = std::move(*library);
  }
  for (const std::string& id : ids) {
    ENGINE_PASS(postmortem, load(id));
    // The whole library is a copy of it, and no revision of each.
    if (!request.ids.empty() && request.format == protocol::ExportFormat::json) {
      ENGINE_PASS(stamped, stamp(*postmortem));
    }
    bundle.postmortems.push_back(std::move(*postmortem));
  }
  const auto* format = find_export_format(spelling_of(request.format));
  const bool is_one = bundle.postmortems.size() == 1 && !bundle.library;
  std::string text = format->write(bundle, zones_);
  std::int64_t left_out = 0;
  const bool has_images =
      std::ranges::any_of(bundle.postmortems, [](const Postmortem& one) { return !one.images.empty(); });
  if (request.with_images && has_images && request.format == protocol::ExportFormat::json) {
    ENGINE_PASS(without, put_images_in(bundle, max_import_bytes - std::min(text.size(), max_import_bytes)));
    left_out = *without;
    text = format->write(bundle, zones_);
  }
  return Exported{.name = is_one ? file_stem(bundle.postmortems.front()) + std::string(format->extension)
                                 : "unrepeat" + std::string(format->extension_of_several),
                  .media_type = std::string(format->media_type),
                  .bytes = {text.begin(), text.end()},
                  .images_left_out = left_out};
}

std::expected<std::int64_t, Failed> Engine::put_images_in(Bundle& bundle, std::size_t room) {
  constexpr std::size_t key_and_quotes = 64;
  std::int64_t left_out = 0;
  for (Postmortem& postmortem : bundle.postmortems) {
    for (Image& image : postmortem.images) {
      if (!image.data.empty()) continue;
      ENGINE_TRY(bytes, store_->load_image(image.sha256));
      if (!*bytes) continue;
      std::string data = encode_base64(**bytes);
      if (data.size() + key_and_quotes > room) {
        ++left_out;
        continue;
      }
      room -= data.size() + key_and_quotes;
      image.data = std::move(data);
    }
  }
  return left_out;
}

Engine::Answer Engine::handle(const KeepImage& request) {
  const std::string_view bytes(reinterpret_cast<const char*>(request.bytes.data()), request.bytes.size());
  const auto file = read_image_file("", bytes);
  if (!file) return std::unexpected(Failed{FailureKind::refused, {sentence_of(file.error())}});
  std::string sha256 = sha256_text(bytes);
  ENGINE_TRY(kept, store_->keep_image(sha256, request.bytes));
  return ImageKept{std::move(sha256), std::string(media_type(file->type))};
}

Engine::Answer Engine::handle(const ReadImage& request) {
  ENGINE_TRY(bytes, store_->load_image(request.sha256));
  return ImageRead{request.sha256, std::move(*bytes).value_or(Bytes{})};
}

std::expected<Library, Failed> Engine::read_knowledge() {
  ENGINE_TRY(settings, store_->settings());
  for (const auto& [key, value] : *settings) {
    if (key != knowledge_key || value.empty()) continue;
    // What somebody else wrote there is nothing that a figure may fail of.
    if (auto read = read_value<Library>(value)) return std::move(*read);
  }
  return Library{};
}

std::expected<std::optional<Library>, Failed> Engine::read_library() {
  ENGINE_PASS(knowledge, read_knowledge());
  Library library = std::move(*knowledge);
  library.templates.clear();
  library.default_template.clear();
  Library bare;
  bare.id = library.id;
  const bool knows_something = library != bare;
  ENGINE_TRY(documents, store_->templates());
  for (const std::string& document : *documents) {
    auto one = read_template(document);
    if (!one) return std::unexpected(unreadable(FailureKind::storage_failed, one.error().front()));
    library.templates.push_back(std::move(*one));
  }
  ENGINE_TRY(settings, store_->settings());
  for (const auto& [key, value] : *settings) {
    if (key == default_template_key) library.default_template = value;
    if (key == library_id_key) library.id = Id<Library>::from(uuid_from(value).value_or(Uuid{}));
  }
  if (library.id.is_nil()) return std::nullopt;
  if (library.templates.empty() && library.default_template.empty() && !knows_something) return std::nullopt;
  return library;
}

std::expected<void, Failed> Engine::name_library(const Uuid& operation) {
  ENGINE_TRY(settings, store_->settings());
  for (const auto& [key, value] : *settings)
    if (key == library_id_key) return {};
  ENGINE_TRY(written, store_->set_setting(library_id_key, text_of(operation)));
  return {};
}

Engine::Answer Engine::handle(const ReadTemplates&) {
  ENGINE_TRY(documents, store_->templates());
  return TemplatesRead{std::move(*documents)};
}

Engine::Answer Engine::handle(const SaveTemplate& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  const auto one = read_template(request.document);
  if (!one) return std::unexpected(unreadable(FailureKind::refused, one.error().front()));
  ENGINE_PASS(named, name_library(request.operation));
  ENGINE_TRY(saved, store_->set_template(text_of(one->id), write_template(*one),
                                         {text_of(request.operation), request.now.microseconds, request.by, {}}));
  return OperationDone{.operation = request.operation, .templates = 1};
}

Engine::Answer Engine::handle(const RemoveTemplate& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  ENGINE_TRY(removed, store_->set_template(text_of(request.id), {},
                                           {text_of(request.operation), request.now.microseconds, request.by, {}}));
  return OperationDone{.operation = request.operation, .templates = 1};
}

Engine::Answer Engine::handle(const ReadSettings&) {
  ENGINE_TRY(settings, store_->settings());
  SettingsRead read;
  for (auto& [key, value] : *settings) read.settings.push_back({std::move(key), std::move(value)});
  return read;
}

Engine::Answer Engine::handle(const WriteSetting& request) {
  if (request.key == default_template_key) {
    ENGINE_PASS(named, name_library(request.operation));
  }
  ENGINE_TRY(written, store_->set_setting(request.key, request.value));
  return OperationDone{.operation = request.operation};
}

}  // namespace unrepeat
