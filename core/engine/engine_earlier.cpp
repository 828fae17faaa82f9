// What happened before: the terms of the library are worked out a few post-mortems at a time, so that a save never
// waits for them, and kept beside the documents.
#include <algorithm>

#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/format/reader.hpp"
#include "core/learn/recurrence.hpp"
#include "core/postmortem/summary.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::int64_t worked_out_at_once = 48;
constexpr std::size_t most_found = 6, most_looked_at = 24;
/// Less has nothing to say, even to somebody who looks.
constexpr double least_likeness = 0.06;

EarlierRow row_of(const Postmortem& now, const Postmortem& earlier, double likeness, const TermIndex& terms) {
  EarlierRow row{.id = earlier.id, .title = earlier.title, .time_zone = earlier.time_zone};
  row.started_at = summarise(earlier).started_at;
  for (LikenessSign& sign : signs_between(now, earlier, terms)) {
    row.is_said = row.is_said || sign.kind == LikenessSign::Kind::said;
    row.signs.push_back({static_cast<SignKind>(sign.kind), std::move(sign.words)});
  }
  row.is_telling = row.is_said || likeness >= terms.telling_likeness();
  for (const Action& action : earlier.actions) {
    const bool is_waiting = action.state == ActionState::committed || action.state == ActionState::in_progress ||
                            action.state == ActionState::done;
    if (!is_waiting) continue;
    const Owner owner = action.owner.value_or(Owner{});
    row.promises.push_back({.id = action.id,
                            .title = action.title,
                            .state = action.state,
                            .owner = !owner.person.empty() ? owner.person : owner.team,
                            .due = action.due});
  }
  const PromisesKept kept = promises_of(earlier);
  row.verified = kept.verified;
  row.dropped = kept.dropped;
  row.worked = what_worked(earlier);
  return row;
}

}  // namespace

Engine::Answer Engine::handle(const FindEarlier& request) {
  ENGINE_PASS(current, bring_up_to_date());
  EarlierFound answer;
  {
    Transaction transaction{store_->database()};
    ENGINE_TRY(begun, transaction.begun());
    ENGINE_TRY(ids, store_->without_terms(worked_out_at_once));
    for (const std::string& id : *ids) {
      const auto postmortem = load(id);
      // One that cannot be read has nothing in common with any other.
      ENGINE_TRY(kept, store_->set_terms(id, postmortem ? TermVector(*postmortem).to_bytes() : std::string()));
    }
    ENGINE_TRY(committed, transaction.commit());
  }
  ENGINE_TRY(left, store_->count_without_terms());
  answer.left = *left;
  ENGINE_TRY(rows, store_->terms_after(terms_read_));
  for (const TermsRow& row : *rows) {
    terms_read_ = row.number;
    if (const auto id = uuid_from(row.postmortem)) terms_.put(PostmortemId::from(*id), TermVector(row.vector));
  }
  Postmortem now;
  if (request.id) {
    ENGINE_PASS(loaded, load(text_of(*request.id)));
    now = std::move(*loaded);
  } else {
    now.title = request.title;
  }
  const auto began = request.id ? summarise(now).started_at : std::nullopt;
  for (const TermIndex::Match& match : terms_.find(TermVector(now), request.id, most_looked_at)) {
    if (answer.rows.size() == most_found || match.likeness < least_likeness) break;
    ENGINE_TRY(stored, store_->load(text_of(match.id)));
    if (stored->removed) continue;
    const auto earlier = read_postmortem(stored->document);
    if (!earlier || said_between(now, *earlier) == RelationKind::not_related) continue;
    EarlierRow row = row_of(now, *earlier, match.likeness, terms_);
    const bool is_later = began && row.started_at && *row.started_at > *began;
    if (!is_later) answer.rows.push_back(std::move(row));
  }
  return answer;
}

}  // namespace unrepeat
