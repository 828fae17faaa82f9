// The words to search are gathered over the descriptions, so that a new field is found without a line here.
#include "core/store/projection.hpp"

#include <algorithm>
#include <array>

#include "core/action/commands.hpp"
#include "core/action/promise.hpp"
#include "core/describe/texts.hpp"
#include "core/postmortem/summary.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

/// Texts that are no words of a person: an image's bytes, names that programs give.
constexpr auto wordless = std::to_array<std::string_view>(
    {"data", "language", "media_type", "offset", "record", "revision", "text_hash", "time_zone", "zone"});

template <class Choice>
std::string spelling(Choice choice) {
  return std::string{spelling_of(choice)};
}
template <class Choice>
std::string spelling(const std::optional<Choice>& choice) {
  return choice ? spelling(*choice) : std::string{};
}

std::optional<std::int64_t> microseconds_of(const std::optional<Instant>& at) {
  return at ? std::optional{at->microseconds} : std::nullopt;
}

ActionRow row_of(const Action& action, const Postmortem& postmortem) {
  const PromiseHistory history = history_of(action);
  ActionRow row{.id = text_of(action.id),
                .title = action.title,
                .state = spelling(action.state),
                .kind = spelling(action.kind),
                .effect = spelling(action.effect),
                .priority = spelling(action.priority),
                .owner = action.owner ? name_of(*action.owner) : std::string(),
                .due = action.due,
                .look_on = history.look_on,
                .waiting_on = action.waiting_on,
                .slips = history.slips,
                .promised_at = microseconds_of(history.promised_at),
                .changed_at = microseconds_of(history.changed_at)};
  for (const std::string_view words : {std::string_view(row.title), std::string_view(row.owner),
                                       std::string_view(postmortem.title), std::string_view(row.waiting_on)}) {
    fold_word(words, row.folded);
    row.folded += '\n';
  }
  return row;
}

}  // namespace

DocumentRecord document_record_of(const Postmortem& postmortem, std::string document) {
  DocumentRecord record;
  record.id = text_of(postmortem.id);
  record.title = postmortem.title;
  record.kind = spelling(postmortem.kind);
  record.form = spelling(postmortem.form);
  record.status = spelling(postmortem.status.state);
  if (postmortem.severity) record.severity = postmortem.severity->level;
  const Summary summary = summarise(postmortem);
  record.started_at = microseconds_of(summary.started_at);
  if (summary.impact) record.duration = summary.impact->microseconds;
  record.total_actions = static_cast<std::int64_t>(summary.actions);
  record.open_actions = static_cast<std::int64_t>(summary.open_actions);
  record.done_actions = static_cast<std::int64_t>(summary.done_actions);
  record.team = postmortem.team;
  for (const AffectedSystem& system : postmortem.systems) {
    if (!record.systems.empty()) record.systems += '\n';
    record.systems += system.name;
  }
  record.time_zone = postmortem.time_zone;
  record.language = postmortem.language;
  record.adopted = !postmortem.origin.has_value();
  record.updated_at = postmortem.history.updated_at.microseconds;
  record.revision = postmortem.history.revision;
  record.document = std::move(document);
  return record;
}

PostmortemRecord record_of(const Postmortem& postmortem, std::string document) {
  PostmortemRecord record{document_record_of(postmortem, std::move(document))};
  for (const TimelineEvent& event : postmortem.timeline) {
    record.timeline.push_back({text_of(event.id), microseconds_of(event.time.at), spelling(event.kind), event.text});
  }
  for (const Action& action : postmortem.actions) record.actions.push_back(row_of(action, postmortem));
  for (const Factor& factor : postmortem.causes.factors) {
    record.factors.push_back({text_of(factor.id), spelling(factor.kind), spelling(factor.category),
                              spelling(factor.certainty), factor.text});
  }
  for (const Reference& reference : postmortem.refs) record.references.push_back({reference.system, reference.key});

  // The title has a column of its own, and what a history says is no word about what happened.
  for (const Field& field : object_of<Postmortem>().fields) {
    if (field.key == "title" || field.key == "history") continue;
    if (std::ranges::find(wordless, field.key) != wordless.end()) continue;
    visit_texts(*field.type, field.in(const_cast<Postmortem*>(&postmortem)), wordless, [&](std::string_view text) {
      if (text.empty()) return;
      if (!record.body.empty()) record.body += '\n';
      record.body += text;
    });
  }
  return record;
}

}  // namespace unrepeat
