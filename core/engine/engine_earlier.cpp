// What happened before: the terms of the library are worked out a few post-mortems at a time, so that a save never
// waits for them, and kept beside the documents.
#include <algorithm>
#include <iterator>

#include "core/action/commands.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
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
/// Of what is like it, so many are tried: some came later, or are said to be something else.
constexpr std::size_t most_tried = 96;
/// Less has nothing to say, even to somebody who looks.
constexpr double least_likeness = 0.06;

/// One ordinary word in common is chance.
bool do_convince(const std::vector<LikenessSign>& signs) {
  return std::ranges::any_of(
      signs, [](const LikenessSign& sign) { return sign.kind != LikenessKind::words || sign.words.contains(','); });
}

/// When it began; of what does not say so yet, when it was written down.
Instant time_of(const Postmortem& postmortem) {
  return summarise(postmortem).started_at.value_or(postmortem.history.created_at);
}

/// What somebody said it to be a recurrence of.
std::vector<PostmortemId> recurs_from(const Postmortem& postmortem) {
  std::vector<PostmortemId> found;
  for (const Relation& relation : postmortem.related)
    if (relation.kind == RelationKind::recurrence_of && relation.target) found.push_back(*relation.target);
  return found;
}

EarlierRow row_of(const Postmortem& now, const Postmortem& earlier, double likeness, bool is_linked,
                  const TermIndex& terms) {
  EarlierRow row{.id = earlier.id, .title = earlier.title, .time_zone = earlier.time_zone};
  row.started_at = summarise(earlier).started_at;
  row.is_said = is_linked;
  row.signs = signs_between(now, earlier, terms);
  // By way of another one.
  if (is_linked && !std::ranges::contains(row.signs, LikenessKind::said, &LikenessSign::kind))
    row.signs.insert(row.signs.begin(), {LikenessKind::said, {}});
  row.is_telling = row.is_said || (likeness >= terms.telling_likeness() && do_convince(row.signs));
  for (const Action& action : earlier.actions) {
    if (is_waiting(action.state)) row.promises.push_back(promise_from_then(action));
    if (action.state == ActionState::will_not_do) row.dropped.push_back(promise_from_then(action));
  }
  row.verified = std::ranges::count(earlier.actions, ActionState::verified, &Action::state);
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
  // Nothing where a relation leads out of this library, or somebody said that it is no other incident that came before.
  const auto read = [&](const PostmortemId& id) -> std::optional<Postmortem> {
    const auto stored = store_->load(text_of(id));
    if (!stored || stored->removed) return std::nullopt;
    auto earlier = read_postmortem(stored->document);
    if (!earlier || !may_have_come_before(said_between(now, *earlier))) return std::nullopt;
    return std::move(*earlier);
  };
  std::vector<TermIndex::Match> matches = terms_.find(TermVector(now), request.id, most_tried);
  std::erase_if(matches, [](const TermIndex::Match& match) { return match.likeness < least_likeness; });
  const auto likeness_to = [&](const PostmortemId& id) {
    const auto match = std::ranges::find(matches, id, &TermIndex::Match::id);
    return match == matches.end() ? 0 : match->likeness;
  };
  // What somebody linked came before, however unlike its words are, and so did what that is linked to.
  std::vector<PostmortemId> linked;
  const auto follow = [&](const Postmortem& from) {
    for (const PostmortemId& id : recurs_from(from)) {
      if (id == request.id || std::ranges::contains(linked, id)) continue;
      if (linked.size() < most_looked_at)
        linked.push_back(id);
      else
        answer.is_cut = true;
    }
  };
  follow(now);
  for (std::size_t place = 0; place < linked.size(); ++place) {
    const auto earlier = read(linked[place]);
    if (!earlier) continue;
    follow(*earlier);
    answer.rows.push_back(row_of(now, *earlier, likeness_to(earlier->id), true, terms_));
  }
  // Then what is like it, and what somebody said to have to do with it in another way.
  std::vector<PostmortemId> others;
  for (const TermIndex::Match& match : matches) others.push_back(match.id);
  for (const Relation& relation : now.related)
    if (relation.target && !std::ranges::contains(others, *relation.target)) others.push_back(*relation.target);
  for (const PostmortemId& id : others) {
    // What nobody sees is not read: each is a document.
    if (answer.rows.size() == most_looked_at) {
      answer.is_cut |= likeness_to(id) >= terms_.telling_likeness();
      break;
    }
    const auto earlier = std::ranges::contains(linked, id) ? std::nullopt : read(id);
    if (!earlier) continue;
    const bool is_later =
        request.id && (std::ranges::contains(recurs_from(*earlier), *request.id) || time_of(*earlier) > time_of(now));
    if (!is_later) answer.rows.push_back(row_of(now, *earlier, likeness_to(id), false, terms_));
  }
  return answer;
}

}  // namespace unrepeat
