// The facts of a post-mortem, read from its document.
#include "core/learn/incident_facts.hpp"

#include <algorithm>

#include "core/action/promise.hpp"
#include "core/moment/commands.hpp"
#include "core/postmortem/summary.hpp"
#include "core/review/meeting.hpp"

namespace unrepeat {

DESCRIBE(MomentFact, "moment_fact", required<&MomentFact::kind>("kind"), field<&MomentFact::state>("state"),
         field<&MomentFact::at>("at"), field<&MomentFact::is_tool_default>("is_tool_default"))
DESCRIBE(FactorFact, "factor_fact", field<&FactorFact::category>("category"), field<&FactorFact::tags>("tags"))
DESCRIBE(PromiseFact, "promise_fact", field<&PromiseFact::state>("state"), field<&PromiseFact::effect>("effect"),
         field<&PromiseFact::strength>("strength"), field<&PromiseFact::title>("title"),
         field<&PromiseFact::idea>("idea"), field<&PromiseFact::due>("due"),
         field<&PromiseFact::is_priority>("is_priority"), field<&PromiseFact::promised_at>("promised_at"),
         field<&PromiseFact::is_undated>("is_undated"), field<&PromiseFact::settled_at>("settled_at"),
         field<&PromiseFact::id>("id"), field<&PromiseFact::links>("links"))
DESCRIBE(IncidentFacts, "incident_facts", field<&IncidentFacts::id>("id"), field<&IncidentFacts::title>("title"),
         field<&IncidentFacts::kind>("kind"), field<&IncidentFacts::form>("form"),
         field<&IncidentFacts::status>("status"), field<&IncidentFacts::team>("team"),
         field<&IncidentFacts::severity>("severity"), field<&IncidentFacts::systems>("systems"),
         field<&IncidentFacts::tags>("tags"), field<&IncidentFacts::time_zone>("time_zone"),
         field<&IncidentFacts::started_at>("started_at"), field<&IncidentFacts::review_due>("review_due"),
         field<&IncidentFacts::was_reviewed>("was_reviewed"), field<&IncidentFacts::is_unwritten>("is_unwritten"),
         field<&IncidentFacts::moments>("moments"), field<&IncidentFacts::detection>("detection"),
         field<&IncidentFacts::factors>("factors"), field<&IncidentFacts::promises>("promises"),
         field<&IncidentFacts::came_again>("came_again"), field<&IncidentFacts::duplicate_of>("duplicate_of"),
         field<&IncidentFacts::same_incident>("same_incident"), field<&IncidentFacts::unrelated>("unrelated"))

namespace {

PromiseFact promise_of(const Action& action) {
  PromiseFact promise{.state = action.state,
                      .effect = action.effect,
                      .strength = strength_of(action),
                      .title = action.title,
                      .idea = action.idea,
                      .due = action.due,
                      .is_priority = action.priority == Priority::high};
  const FirstPromise first = first_promise_of(action);
  promise.promised_at = first.at;
  promise.is_undated = first.is_undated;
  // The time of the last entry of any kind has to do where none says that it was settled.
  std::optional<Instant> settled, changed;
  for (const LogEntry& entry : action.log) {
    changed = std::max(changed, std::optional(entry.at));
    const auto became = choice_spelt<ActionState>(entry.to);
    if (entry.field == LoggedField::state && became && is_settled(*became))
      settled = std::max(settled, std::optional(entry.at));
  }
  promise.id = action.id;
  promise.links = action.links;
  if (is_settled(action.state)) promise.settled_at = settled ? settled : changed;
  return promise;
}

/// What tools recorded, and a title, are no post-mortem yet.
bool is_unwritten(const Postmortem& postmortem) {
  if (postmortem.form != Form::full) return false;
  if (postmortem.status.state == StatusState::not_started) return true;
  const Review& review = postmortem.review;
  const bool has_lessons = !review.worked.empty() || !review.did_not_work.empty() || !review.lucky.empty() ||
                           !review.surprised.empty() || !review.lessons.empty() || !review.questions.empty();
  return postmortem.status.state == StatusState::draft && postmortem.context.summary.empty() &&
         postmortem.causes.summary.empty() && postmortem.causes.factors.empty() && postmortem.actions.empty() &&
         postmortem.no_action_because.empty() && postmortem.impact.text.empty() && !has_lessons;
}

}  // namespace

IncidentFacts facts_of(const Postmortem& postmortem) {
  IncidentFacts facts{.id = postmortem.id,
                      .title = postmortem.title,
                      .kind = postmortem.kind,
                      .form = postmortem.form,
                      .status = postmortem.status.state,
                      .team = postmortem.team,
                      .tags = postmortem.tags,
                      .time_zone = postmortem.time_zone,
                      .started_at = summarise(postmortem).started_at,
                      .review_due = postmortem.review_due,
                      .detection = postmortem.detection.source};
  if (postmortem.severity) facts.severity = postmortem.severity->level;
  facts.was_reviewed = postmortem.status.state == StatusState::approved ||
                       postmortem.moments[MomentKind::reviewed].state == MomentState::recorded ||
                       last_meeting(postmortem) != nullptr;
  facts.is_unwritten = is_unwritten(postmortem) && !facts.was_reviewed;
  for (const AffectedSystem& system : postmortem.systems)
    if (!system.name.empty()) facts.systems.push_back(system.name);
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    const Moment& moment = postmortem.moments[kind];
    const std::optional<Instant> at = instant_of(postmortem, kind);
    facts.moments.push_back({kind, moment.state, at, at && moment.basis == MomentBasis::tool_default});
  }
  for (const Factor& factor : postmortem.causes.factors)
    if (factor.certainty != Certainty::ruled_out) facts.factors.push_back({factor.category, factor.tags});
  for (const Action& action : postmortem.actions) facts.promises.push_back(promise_of(action));
  for (const Relation& relation : postmortem.related) {
    if (!relation.target) continue;
    switch (relation.kind) {
      case RelationKind::recurrence_of: facts.came_again.push_back(*relation.target); break;
      case RelationKind::duplicate_of: facts.duplicate_of.push_back(*relation.target); break;
      case RelationKind::same_incident: facts.same_incident.push_back(*relation.target); break;
      case RelationKind::not_related: facts.unrelated.push_back(*relation.target); break;
      case RelationKind::related:
      case RelationKind::caused_by:
      case RelationKind::part_of: break;
    }
  }
  return facts;
}

std::optional<CalendarDate> day_of_start(const IncidentFacts& incident, const TimeZones& zones) {
  if (!incident.started_at) return std::nullopt;
  return date_in(zones, incident.time_zone, *incident.started_at);
}

std::optional<std::int64_t> days_review_is_late(const IncidentFacts& incident, const CalendarDate& today,
                                                const TimeZones& zones) {
  // A card is written by the time that there is one, and is not reviewed.
  const bool is_awaited = incident.form == Form::full && !incident.is_unwritten &&
                          incident.status != StatusState::not_required && !incident.was_reviewed;
  if (!is_awaited) return std::nullopt;
  const std::int64_t now = days_since_epoch(today);
  std::optional<std::int64_t> late;
  if (const auto due = parse_date(incident.review_due))
    late = now - days_since_epoch(*due);
  else if (const auto began = day_of_start(incident, zones))
    late = now - days_since_epoch(*began) - days_to_review;
  return late && *late > 0 ? late : std::nullopt;
}

}  // namespace unrepeat
