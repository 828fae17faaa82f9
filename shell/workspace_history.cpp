// The revisions of an open post-mortem: asked for when they are shown, after what was written is on disk.
#include <algorithm>

#include "core/format/reader.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

void Workspace::read_history(OpenPostmortem& postmortem) {
  RevisionHistory& history = postmortem.history_;
  if (!is_usable() || !history.is_stale || history.is_asked || postmortem.is_unsaved()) return;
  history.is_stale = false;
  history.is_asked = true;
  const PostmortemId id = postmortem.value_.id;
  send({.errand = Errand::revisions, .postmortem = id}, ReadRevisions{.id = id});
}

void Workspace::read_older_revisions(OpenPostmortem& postmortem) {
  RevisionHistory& history = postmortem.history_;
  if (!is_usable() || history.is_asked || history.older == 0 || history.rows.empty()) return;
  history.is_asked = true;
  const PostmortemId id = postmortem.value_.id;
  const std::int64_t before = history.rows.back().number;
  send({.errand = Errand::revisions, .postmortem = id, .page = before}, ReadRevisions{.id = id, .before = before});
}

const Postmortem* Workspace::revision(OpenPostmortem& postmortem, std::int64_t number) {
  if (number == 0) return &postmortem.value_;
  RevisionHistory& history = postmortem.history_;
  const auto found = history.documents.find(number);
  if (found != history.documents.end()) return &found->second;
  const bool is_unreadable = std::ranges::find(history.unreadable, number) != history.unreadable.end();
  if (!is_usable() || history.is_asked || is_unreadable) return nullptr;
  history.is_asked = true;
  const PostmortemId id = postmortem.value_.id;
  send({.errand = Errand::revision, .postmortem = id, .page = number}, ReadRevision{.id = id, .number = number});
  return nullptr;
}

bool Workspace::restore_revision(OpenPostmortem& postmortem, std::int64_t number) {
  const auto found = postmortem.history_.documents.find(number);
  if (found == postmortem.history_.documents.end()) return false;
  const Command command = RestoreRevision{found->second};
  return carry_out(postmortem, "history", std::span(&command, 1), number);
}

void Workspace::answer_history(const Pending& pending, Reply& reply) {
  const auto found = open_.find(pending.postmortem);
  if (found == open_.end()) return;
  RevisionHistory& history = found->second->history_;
  history.is_asked = false;
  history.trouble.clear();
  ++history.arrivals;
  if (auto* read = std::get_if<RevisionsRead>(&reply)) {
    if (pending.page == 0) history.rows.clear();
    for (RevisionRow& row : read->rows) history.rows.push_back(std::move(row));
    history.older = read->older;
    history.has_arrived = true;
  } else if (const auto* one = std::get_if<RevisionRead>(&reply)) {
    if (auto document = read_postmortem(one->document)) history.documents[pending.page] = std::move(*document);
  }
}

}  // namespace unrepeat::shell
