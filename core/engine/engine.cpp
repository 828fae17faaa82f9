// One function for each request. A failure on the way is the answer; what is written is written in one transaction.
#include "core/engine/engine.hpp"

#include <algorithm>

#include "core/format/export_format.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/format/writer.hpp"
#include "core/postmortem/summary.hpp"
#include "core/store/migrations.hpp"
#include "core/store/projection.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::int64_t longest_page = 1000;
constexpr std::size_t most_systems = 200;
/// A step stays shorter than a blink, so that stopping an import is felt at once.
constexpr std::size_t imports_in_a_step = 32;

static_assert(static_cast<int>(ListView::examples) == static_cast<int>(LibraryView::examples));
static_assert(static_cast<int>(SortKey::relevance) == static_cast<int>(LibrarySort::relevance));

/// The value that a spelling from the store stands for.
template <class Choice>
Choice choice_of(std::string_view spelling) {
  const auto all = spellings(Choice{});
  const auto found = std::ranges::find(all, spelling);
  return found == all.end() ? Choice{} : static_cast<Choice>(found - all.begin());
}

Id<Postmortem> id_from(std::string_view text) { return Id<Postmortem>::from(uuid_from(text).value_or(Uuid{})); }

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

PostmortemRow row_of(ListEntry entry) {
  PostmortemRow row;
  row.id = id_from(entry.id);
  row.title = std::move(entry.title);
  row.kind = choice_of<RecordKind>(entry.kind);
  row.form = choice_of<Form>(entry.form);
  row.status = choice_of<StatusState>(entry.status);
  row.severity = entry.severity;
  row.systems = lines_of(entry.systems);
  row.time_zone = std::move(entry.time_zone);
  if (entry.started_at) row.started_at = Instant{*entry.started_at};
  if (entry.duration) row.impact_minutes = *entry.duration / minutes(1).microseconds;
  row.actions = entry.total_actions;
  row.open_actions = entry.open_actions;
  row.done_actions = entry.done_actions;
  row.language = std::move(entry.language);
  row.updated_at = {entry.updated_at};
  row.example = entry.example;
  row.excerpt = std::move(entry.excerpt);
  return row;
}

OperationDone operation_done(const Uuid& operation, const std::vector<std::string>& ids) {
  OperationDone done{.operation = operation, .count = static_cast<std::int64_t>(ids.size())};
  for (const std::string& id : ids) done.ids.push_back(id_from(id));
  return done;
}

PlanItem item_of(const ImportItem& item, Language language) {
  PlanItem shown{.state = static_cast<PlanState>(item.state),
                 .file = item.file,
                 .place = item.reason.pointer,
                 .title = item.title,
                 .reason = say(language, item.reason),
                 .kind = item.kind};
  if (item.postmortem) {
    shown.postmortem = item.postmortem->id;
    shown.started_at = summarise(*item.postmortem).started_at;
    shown.events = static_cast<std::int64_t>(item.postmortem->timeline.size());
  }
  return shown;
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

 private:
  static std::optional<Postmortem> read(std::string_view document) {
    auto postmortem = read_postmortem(document);
    if (!postmortem) return std::nullopt;
    return std::move(*postmortem);
  }
  LibraryStore& store_;
};

}  // namespace

/// A step of the store that fails is the answer.
#define ENGINE_TRY(name, step) \
  auto name = (step);          \
  if (!name) return std::unexpected(failed(name.error()))
/// As above, where the failure already is an answer.
#define ENGINE_PASS(name, step) \
  auto name = (step);           \
  if (!name) return std::unexpected(std::move(name.error()))

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
    answer(id, Failed{FailureKind::malformed, std::string{say(language_, Text::engine_malformed)}});
  } else if (const auto* const cancelling = std::get_if<Cancel>(&message->body)) {
    cancel(cancelling->request);
  } else {
    waiting_.push_back(std::move(*message));
  }
}

void Engine::cancel(std::int64_t request) {
  if (acceptance_ && acceptance_->request == request) {
    acceptance_.reset();
  } else {
    const auto found = std::ranges::find(waiting_, request, &Message<Request>::id);
    if (found == waiting_.end()) return;
    waiting_.erase(found);
  }
  answer(request, Failed{FailureKind::cancelled, std::string{say(language_, Text::engine_cancelled)}});
}

bool Engine::step() {
  if (acceptance_) {
    const std::int64_t request = acceptance_->request;
    if (auto outcome = step_acceptance()) {
      acceptance_.reset();
      finish(request, std::move(*outcome));
    }
    return acceptance_ || !waiting_.empty();
  }
  if (waiting_.empty()) return false;
  const Message<Request> message = std::move(waiting_.front());
  waiting_.pop_front();
  if (const auto* const opening = std::get_if<OpenLibrary>(&message.body))
    language_ = language_from_tag(opening->language);
  if (!store_) {
    answer(message.id, failed(open_error_));
    return !waiting_.empty();
  }
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (std::is_same_v<Body, AcceptImport>) {
          if (auto outcome = begin(message.id, body)) finish(message.id, std::move(*outcome));
        } else if constexpr (!std::is_same_v<Body, Cancel>) {
          finish(message.id, handle(body));
        }
      },
      message.body);
  return acceptance_ || !waiting_.empty();
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

Failed Engine::refused(Text text) const { return {FailureKind::refused, std::string{say(language_, text)}}; }

Failed Engine::failed(const StoreError& error) const {
  switch (error.failure) {
    case StoreFailure::full: return {FailureKind::storage_full, std::string{say(language_, Text::engine_storage_full)}};
    case StoreFailure::newer:
      return {FailureKind::newer_schema, std::string{say(language_, Text::engine_newer_library)}};
    case StoreFailure::not_found: return refused(Text::engine_not_found);
    default: return {FailureKind::storage_failed, say(language_, Text::engine_storage_failed, error.message)};
  }
}

std::expected<Postmortem, Failed> Engine::load(const std::string& id) {
  ENGINE_TRY(stored, store_->load(id));
  auto postmortem = read_postmortem(stored->document);
  if (postmortem) return std::move(*postmortem);
  return std::unexpected(Failed{FailureKind::storage_failed,
                                say(language_, Text::engine_unreadable, say(language_, postmortem.error().front()))});
}

std::expected<void, Failed> Engine::save(const Postmortem& postmortem, const JournalEntry& entry, bool is_example) {
  PostmortemRecord record = record_of(postmortem, write_postmortem(postmortem));
  record.example = is_example;
  ENGINE_TRY(saved, store_->save(record, entry));
  return {};
}

std::expected<std::optional<OperationDone>, Failed> Engine::done_before(const Uuid& operation) {
  ENGINE_TRY(entries, store_->operation(text_of(operation)));
  if (entries->empty()) return std::nullopt;
  std::vector<std::string> ids;
  for (JournalEntry& entry : *entries) ids.push_back(std::move(entry.postmortem));
  return operation_done(operation, ids);
}

Engine::Answer Engine::handle(const OpenLibrary&) {
  ENGINE_TRY(counts, store_->count());
  return LibraryOpened{.storage = storage_.kind,
                       .why = storage_.why,
                       .schema_version = newest_schema(),
                       .count = (*counts)[ListView::all]};
}

Engine::Answer Engine::handle(const ListPostmortems& request) {
  ENGINE_TRY(listed, store_->list({.view = static_cast<ListView>(request.view),
                                   .severities = request.severities,
                                   .system = request.system,
                                   .since = request.since ? std::optional(request.since->microseconds) : std::nullopt,
                                   .text = request.search,
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
  return page;
}

Engine::Answer Engine::handle(const LoadPostmortem& request) {
  ENGINE_TRY(stored, store_->load(text_of(request.id)));
  if (stored->removed) return std::unexpected(refused(Text::engine_not_found));
  return PostmortemLoaded{std::move(stored->document)};
}

Engine::Answer Engine::handle(const CreatePostmortem& request) {
  auto postmortem = read_postmortem(request.document);
  if (!postmortem) {
    return std::unexpected(Failed{FailureKind::refused,
                                  say(language_, Text::engine_unreadable, say(language_, postmortem.error().front()))});
  }
  const History& history = postmortem->history;
  ENGINE_PASS(saved, save(*postmortem, {text_of(request.operation),
                                        history.created_at.microseconds,
                                        history.authors.empty() ? std::string{} : history.authors.front(),
                                        {}}));
  PostmortemSaved answer{request.operation, postmortem->id};
  latest_ = std::move(*postmortem);
  return answer;
}

Engine::Answer Engine::handle(const SaveChange& request) {
  const Change& change = request.change;
  const PostmortemSaved done{request.operation, change.postmortem};
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return done;
  if (!latest_ || latest_->id != change.postmortem) {
    latest_.reset();
    ENGINE_PASS(loaded, load(text_of(change.postmortem)));
    latest_ = std::move(*loaded);
  }
  Postmortem changed = *latest_;
  if (!apply(changed, change)) return std::unexpected(refused(Text::engine_does_not_fit));
  ENGINE_PASS(saved,
              save(changed, {text_of(request.operation), change.at.microseconds, change.by, write_value(change)}));
  latest_ = std::move(changed);
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
  return operation_done(operation, ids);
}

Engine::Answer Engine::handle(const RemovePostmortems& request) {
  ENGINE_PASS(earlier, done_before(request.operation));
  if (*earlier) return **earlier;
  std::vector<std::string> ids;
  for (const Id<Postmortem>& id : request.ids) ids.push_back(text_of(id));
  return remove_all(ids, {text_of(request.operation), request.now.microseconds, request.by, {}}, request.operation);
}

Engine::Answer Engine::handle(const PlanImport& request) {
  ImportPlanned planned;
  const Language language = language_from_tag(request.language);
  const auto add_problem = [&](const std::string& file, const Problem& problem) {
    planned.problems.push_back({.error = problem.severity == Problem::Severity::error,
                                .file = file,
                                .pointer = problem.pointer,
                                .line = problem.line,
                                .column = problem.column,
                                .text = say(language, problem)});
  };
  std::vector<ImportFile> files;
  for (const FileContent& file : request.files) {
    // What is too large or a folder comes as a name alone, and must not be taken for an empty file.
    const auto size = std::max(static_cast<std::uint64_t>(file.size), std::uint64_t{file.bytes.size()});
    if (const auto refusal = refusal_before_reading(size, file.is_folder)) {
      add_problem(file.name, *refusal);
    } else {
      files.push_back({file.name, {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()}});
    }
  }
  const StoredPostmortems known{*store_};
  plan_ = propose_import(files, {.zones = zones_, .known = known, .now = request.now, .language = language});
  // A name for this plan alone: plans are numbered, so two of one millisecond differ too.
  std::array<std::uint8_t, 10> number{};
  for (std::size_t place = 0; place < 4; ++place) number[place] = static_cast<std::uint8_t>(plan_count_ >> (8 * place));
  ++plan_count_;
  plan_id_ = make_uuid(request.now.microseconds / 1000, number);

  planned.plan = plan_id_;
  for (const ImportItem& item : plan_->items) planned.items.push_back(item_of(item, language));
  for (const auto& [file, problem] : plan_->problems) add_problem(file, problem);
  return planned;
}

std::optional<Engine::Answer> Engine::begin(std::int64_t request, const AcceptImport& import) {
  auto earlier = done_before(import.operation);
  if (!earlier) return std::unexpected(std::move(earlier.error()));
  if (*earlier) return **earlier;
  if (!plan_ || plan_id_ != import.plan) return std::unexpected(refused(Text::engine_plan_is_gone));
  auto transaction = std::make_unique<Transaction>(store_->database());
  if (const auto& begun = transaction->begun(); !begun) return std::unexpected(failed(begun.error()));
  acceptance_ = {.request = request, .import = import, .transaction = std::move(transaction), .ids = {}};
  return std::nullopt;
}

std::expected<void, Failed> Engine::accept_item(const ImportItem& item) {
  const AcceptImport& import = acceptance_->import;
  JournalEntry entry{text_of(import.operation), import.now.microseconds, import.by, {}};
  if (item.state == ImportState::differs) {
    // Taking it back restores what was there.
    ENGINE_PASS(before, load(text_of(item.postmortem->id)));
    Change change = difference(*before, *item.postmortem);
    change.by = import.by;
    change.at = import.now;
    entry.change = write_value(change);
  }
  return save(*item.postmortem, entry, import.as_examples);
}

std::optional<Engine::Answer> Engine::step_acceptance() {
  const std::vector<std::int64_t>& items = acceptance_->import.items;
  for (std::size_t count = 0; count < imports_in_a_step && acceptance_->next < items.size(); ++count) {
    const auto index = static_cast<std::size_t>(items[acceptance_->next++]);
    if (index >= plan_->items.size() || !plan_->items[index].postmortem) {
      return std::unexpected(refused(Text::engine_plan_is_gone));
    }
    const ImportItem& item = plan_->items[index];
    if (auto accepted = accept_item(item); !accepted) return std::unexpected(std::move(accepted.error()));
    acceptance_->ids.push_back(text_of(item.postmortem->id));
  }
  if (acceptance_->next < items.size()) {
    answer(acceptance_->request,
           Progress{static_cast<std::int64_t>(acceptance_->next), static_cast<std::int64_t>(items.size())});
    return std::nullopt;
  }
  if (const auto committed = acceptance_->transaction->commit(); !committed) {
    return std::unexpected(failed(committed.error()));
  }
  // It can differ from what was opened last; and what was accepted is no longer a proposal.
  latest_.reset();
  plan_.reset();
  return operation_done(acceptance_->import.operation, acceptance_->ids);
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
    case JournalKind::changed: break;
  }
  auto change = read_value<Change>(entry.change);
  if (!change) return std::unexpected(refused(Text::engine_nothing_to_undo));
  ENGINE_PASS(postmortem, load(entry.postmortem));
  Change undo = inverse(*change);
  undo.at = {undoing.at};
  undo.by = undoing.author;
  if (!apply(*postmortem, undo)) return std::unexpected(refused(Text::engine_does_not_fit));
  JournalEntry written = undoing;
  written.change = write_value(undo);
  return save(*postmortem, written);
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
    ids.push_back(entry.postmortem);
  }
  ENGINE_TRY(committed, transaction.commit());
  latest_.reset();
  return operation_done(request.operation, ids);
}

Engine::Answer Engine::handle(const ExportPostmortems& request) {
  std::vector<std::string> ids;
  for (const Id<Postmortem>& id : request.ids) ids.push_back(text_of(id));
  if (ids.empty()) {
    ENGINE_TRY(all, store_->ids(ListView::all));
    ids = std::move(*all);
  }
  Bundle bundle;
  for (const std::string& id : ids) {
    ENGINE_PASS(postmortem, load(id));
    bundle.postmortems.push_back(std::move(*postmortem));
  }
  const auto* format = find_export_format(spellings(request.format)[static_cast<std::size_t>(request.format)]);
  const bool is_one = bundle.postmortems.size() == 1;
  const std::string text = format->write(bundle, zones_);
  return Exported{.name = is_one ? file_stem(bundle.postmortems.front()) + std::string(format->extension)
                                 : "unrepeat" + std::string(format->extension_of_several),
                  .media_type = std::string(format->media_type),
                  .bytes = {text.begin(), text.end()}};
}

Engine::Answer Engine::handle(const ReadSettings&) {
  ENGINE_TRY(settings, store_->settings());
  SettingsRead read;
  for (auto& [key, value] : *settings) read.settings.push_back({std::move(key), std::move(value)});
  return read;
}

Engine::Answer Engine::handle(const WriteSetting& request) {
  ENGINE_TRY(written, store_->set_setting(request.key, request.value));
  return OperationDone{.operation = request.operation};
}

}  // namespace unrepeat
