// Steps and revisions: what a reload can take back, and how a post-mortem stood whenever it had come to rest.
#include <algorithm>

#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/format/writer.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

/// What a person takes back after a reload: so many steps, and no more than this of JSON.
constexpr std::int64_t most_steps = 200;
constexpr std::size_t most_bytes_of_steps = 512 * 1024;
/// Nobody wrote for so long: what comes next is another revision.
constexpr Duration pause = minutes(10);
constexpr std::int64_t most_rows = 100;
/// A file names so many of the revisions it came from: whoever has one of them can merge it.
constexpr std::size_t most_parents = 20;

std::string spelt(RevisionKind kind) { return std::string(spelling_of(kind)); }

RevisionKind kind_of(std::string_view spelling) {
  return choice_spelt<RevisionKind>(spelling).value_or(RevisionKind::rested);
}

}  // namespace

std::expected<std::vector<Step>, Failed> Engine::read_steps(const std::string& id) {
  ENGINE_TRY(entries, store_->changes(id, most_steps));
  std::vector<Step> steps;
  std::size_t bytes = 0;
  for (const JournalEntry& entry : *entries) {
    bytes += entry.change.size();
    auto change = read_value<Change>(entry.change);
    // Steps rest on one another: before one that cannot be read there is none.
    if (bytes > most_bytes_of_steps || !change) break;
    steps.push_back({choice_spelt<StepKind>(entry.step).value_or(StepKind::done), std::move(*change)});
  }
  std::ranges::reverse(steps);
  return steps;
}

std::expected<Engine::LastWritten, Failed> Engine::last_written(const Postmortem& document) {
  if (latest_save_ && latest_save_->change.postmortem == document.id)
    return LastWritten{latest_save_->change.at, latest_save_->change.by};
  ENGINE_TRY(entries, store_->journal(text_of(document.id), 1));
  if (entries->empty()) return LastWritten{document.history.updated_at, {}};
  return LastWritten{{entries->front().at}, entries->front().author};
}

std::expected<void, Failed> Engine::keep_revision(const Postmortem& document, RevisionKind kind,
                                                  const LastWritten& written, std::int64_t source) {
  const std::string id = text_of(document.id), sha256 = revision_of(document);
  ENGINE_TRY(newest, store_->newest_revision(id));
  RevisionEntry entry{.sha256 = sha256,
                      .at = written.at.microseconds,
                      .author = written.by,
                      .kind = spelt(*newest ? kind : RevisionKind::begun),
                      .source = source};
  if (*newest) {
    if ((*newest)->sha256 == sha256) return {};
    const auto before = read_postmortem((*newest)->document);
    if (!before) return std::unexpected(unreadable(FailureKind::storage_failed, before.error().front()));
    Change change = difference(*before, document);
    change.by = written.by;
    change.at = written.at;
    entry.change = write_value(change);
  }
  entry.document = write_postmortem(document);
  ENGINE_TRY(number, store_->add_revision(id, entry));
  return {};
}

std::expected<void, Failed> Engine::keep_what_rested(const Postmortem& document, const SaveChange& next) {
  ENGINE_PASS(written, last_written(document));
  const Change& change = next.change;
  bool is_anew =
      next.restores != 0 || is_a_step(change) || written->by != change.by || change.at - written->at >= pause;
  if (!is_anew && with_revision_ != document.id) {
    ENGINE_TRY(newest, store_->newest_revision(text_of(document.id)));
    is_anew = !*newest;
  }
  if (!is_anew) return {};
  return keep_revision(document, RevisionKind::rested, *written);
}

std::expected<void, Failed> Engine::stamp(Postmortem& document) {
  ENGINE_PASS(written, last_written(document));
  ENGINE_PASS(kept, keep_revision(document, RevisionKind::shared, *written));
  ENGINE_TRY(entries, store_->revisions(text_of(document.id), INT64_MAX, std::int64_t{most_parents}));
  History& history = document.history;
  const std::string sha256 = revision_of(document);
  std::vector<std::string> parents;
  const auto add = [&](const std::string& parent) {
    const bool is_known = parent.empty() || parent == sha256 || std::ranges::find(parents, parent) != parents.end();
    if (!is_known && parents.size() < most_parents) parents.push_back(parent);
  };
  for (const RevisionEntry& entry : *entries) add(entry.sha256);
  add(history.revision);
  for (const std::string& parent : history.parents) add(parent);
  history.revision = sha256;
  history.parents = std::move(parents);
  return {};
}

Engine::Answer Engine::handle(const ReadRevisions& request) {
  const std::string id = text_of(request.id);
  ENGINE_PASS(document, load(id));
  RevisionsRead read;
  const bool from_newest = request.before <= 0;
  if (from_newest) {
    // What was written since the newest: as it is now.
    ENGINE_TRY(newest, store_->newest_revision(id));
    ENGINE_PASS(written, last_written(*document));
    if (!*newest) {
      read.rows.push_back({.at = written->at, .by = written->by, .kind = RevisionKind::begun});
    } else if ((*newest)->sha256 != revision_of(*document)) {
      const auto before = read_postmortem((*newest)->document);
      if (!before) return std::unexpected(unreadable(FailureKind::storage_failed, before.error().front()));
      read.rows.push_back({.at = written->at, .by = written->by, .change = difference(*before, *document)});
    }
  }
  const std::int64_t limit = std::clamp<std::int64_t>(request.limit, 1, most_rows);
  ENGINE_TRY(entries, store_->revisions(id, from_newest ? INT64_MAX : request.before, limit));
  for (const RevisionEntry& entry : *entries) {
    RevisionRow row{.number = entry.number,
                    .at = {entry.at},
                    .by = entry.author,
                    .kind = kind_of(entry.kind),
                    .source = entry.source};
    if (auto change = read_value<Change>(entry.change)) row.change = std::move(*change);
    read.rows.push_back(std::move(row));
  }
  if (!entries->empty()) read.older = entries->back().number - 1;
  return read;
}

Engine::Answer Engine::handle(const ReadRevision& request) {
  ENGINE_TRY(entries, store_->revisions_to_whole(text_of(request.id), request.number));
  if (entries->empty()) return std::unexpected(refused(Text::engine_not_found));
  auto document = read_postmortem(entries->front().document);
  if (!document) return std::unexpected(unreadable(FailureKind::storage_failed, document.error().front()));
  for (const RevisionEntry& entry : *entries) {
    if (entry.number == request.number) break;
    const auto change = read_value<Change>(entry.change);
    if (!change || !apply(*document, inverse(*change))) return std::unexpected(refused(Text::history_unreadable));
  }
  // What does not come out as it went in is not shown as if it did.
  if (revision_of(*document) != entries->back().sha256) return std::unexpected(refused(Text::history_unreadable));
  return RevisionRead{write_postmortem(*document)};
}

}  // namespace unrepeat
