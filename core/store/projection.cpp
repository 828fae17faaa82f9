// What lists need of a post-mortem, as rows.
#include "core/store/projection.hpp"

#include <algorithm>

#include "core/action/commands.hpp"
#include "core/action/promise.hpp"
#include "core/learn/themes.hpp"
#include "core/library/found_words.hpp"
#include "core/postmortem/summary.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

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

ActionRow row_of(const Action& action, const Postmortem& postmortem, const std::optional<std::int64_t>& started_at) {
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
  if (action.state == ActionState::will_not_do) row.reason = action.reason;
  row.quiet_since = row.changed_at ? row.changed_at : started_at;
  for (const Id<Factor>& id : action.addresses) {
    const auto factor = std::ranges::find(postmortem.causes.factors, id, &Factor::id);
    if (factor == postmortem.causes.factors.end()) continue;
    const auto tag =
        std::ranges::find_if(factor->tags, [](const std::string& one) { return !folded_theme(one).empty(); });
    if (tag == factor->tags.end()) continue;
    row.theme = trimmed_theme(*tag);
    row.theme_key = folded_theme(*tag);
    break;
  }
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
  record.undecided_actions = static_cast<std::int64_t>(summary.undecided_actions);
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
  for (const Action& action : postmortem.actions) {
    record.actions.push_back(row_of(action, postmortem, record.started_at));
  }
  for (const Factor& factor : postmortem.causes.factors) {
    record.factors.push_back({text_of(factor.id), spelling(factor.kind), spelling(factor.category),
                              spelling(factor.certainty), factor.text});
  }
  for (const Reference& reference : postmortem.refs) record.references.push_back({reference.system, reference.key});

  visit_searched_texts(postmortem, [&](std::string_view text, const TextPlace& place) {
    // The title has a column of its own.
    if (text.empty() || (place.key == "title" && place.around == nullptr)) return;
    if (!record.body.empty()) record.body += '\n';
    record.body += text;
  });
  return record;
}

}  // namespace unrepeat
