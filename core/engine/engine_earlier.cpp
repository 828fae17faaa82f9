// What happened before: the terms of the library are worked out a few post-mortems at a time, so that a save never
// waits for them, and kept beside the documents.
#include <algorithm>
#include <iterator>

#include "core/action/commands.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/learn/recurrence.hpp"
#include "core/postmortem/summary.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::int64_t worked_out_at_once = 48;
/// A family that is larger is no longer told one by one.
constexpr std::size_t most_looked_at = 24;
/// Less has nothing to say, even to somebody who looks.
constexpr double least_likeness = 0.06;

EarlierRow row_of(const Postmortem& now, const Postmortem& earlier, double likeness, const TermIndex& terms) {
  EarlierRow row{.id = earlier.id, .title = earlier.title, .time_zone = earlier.time_zone};
  row.started_at = summarise(earlier).started_at;
  row.is_said = said_between(now, earlier) == RelationKind::recurrence_of;
  row.is_telling = row.is_said || likeness >= terms.telling_likeness();
  row.signs = signs_between(now, earlier, terms);
  for (const Action& action : earlier.actions) {
    if (!is_waiting(action.state)) continue;
    row.promises.push_back({.id = action.id,
                            .title = action.title,
                            .state = action.state,
                            .owner = action.owner ? name_of(*action.owner) : std::string(),
                            .due = action.due});
  }
  row.verified = std::ranges::count(earlier.actions, ActionState::verified, &Action::state);
  row.dropped = std::ranges::count(earlier.actions, ActionState::will_not_do, &Action::state);
  row.worked = what_worked(earlier);
  return row;
}

}  // namespace

std::expected<std::int64_t, Failed> Engine::work_out_terms() {
  ENGINE_TRY(ids, store_->without_terms(worked_out_at_once));
  if (!ids->empty()) {
    Transaction transaction{store_->database()};
    ENGINE_TRY(begun, transaction.begun());
    for (const std::string& id : *ids) {
      const auto postmortem = load(id);
      // One that cannot be read has nothing in common with any other, and is in no figure.
      const IncidentFacts facts = postmortem ? facts_of(*postmortem) : IncidentFacts{};
      ENGINE_TRY(kept,
                 store_->set_terms(id, postmortem ? TermVector(*postmortem).to_bytes() : std::string(),
                                   postmortem ? to_message_pack(type_of<IncidentFacts>(), &facts) : std::string()));
    }
    ENGINE_TRY(committed, transaction.commit());
  }
  ENGINE_TRY(rows, store_->terms_after(terms_read_));
  // They look at what is about to change.
  if (!rows->empty()) families_.reset();
  for (const TermsRow& row : *rows) {
    terms_read_ = row.number;
    if (const auto id = uuid_from(row.postmortem)) terms_.put(PostmortemId::from(*id), TermVector(row.vector));
  }
  if (std::ssize(*ids) < worked_out_at_once) return 0;
  ENGINE_TRY(left, store_->count_without_terms());
  return *left;
}

Engine::Answer Engine::handle(const FindEarlier& request) {
  ENGINE_PASS(current, bring_up_to_date());
  EarlierFound answer;
  ENGINE_PASS(left, work_out_terms());
  answer.left = *left;
  Postmortem now;
  if (request.id) {
    ENGINE_PASS(loaded, load(text_of(*request.id)));
    now = std::move(*loaded);
  } else {
    now.title = request.title;
  }
  const auto began = request.id ? summarise(now).started_at : std::nullopt;
  std::vector<TermIndex::Match> matches = terms_.find(TermVector(now), request.id, most_looked_at);
  std::erase_if(matches, [](const TermIndex::Match& match) { return match.likeness < least_likeness; });
  // What somebody linked came before, however unlike its words are.
  for (const Relation& relation : now.related)
    if (relation.target && std::ranges::find(matches, *relation.target, &TermIndex::Match::id) == matches.end())
      matches.push_back({*relation.target, 0});
  for (const TermIndex::Match& match : matches) {
    const auto stored = store_->load(text_of(match.id));
    // A relation may lead out of this library.
    if (!stored || stored->removed) continue;
    const auto earlier = read_postmortem(stored->document);
    if (!earlier || !may_have_come_before(said_between(now, *earlier))) continue;
    EarlierRow row = row_of(now, *earlier, match.likeness, terms_);
    const bool is_later = began && row.started_at && *row.started_at > *began;
    if (!is_later) answer.rows.push_back(std::move(row));
  }
  return answer;
}

}  // namespace unrepeat
