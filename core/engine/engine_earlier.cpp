// What happened before: the terms of the library are worked out a few post-mortems at a time, so that a save never
// waits for them, and kept beside the documents.
#include <algorithm>
#include <deque>
#include <set>

#include "core/action/commands.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/learn/recurrence.hpp"
#include "core/learn/said_relations.hpp"
#include "core/postmortem/summary.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t worked_out_at_once = 48;
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

using Direction = SaidRelations::Others (SaidRelations::*)(const PostmortemId&) const;

/// All that links in one direction lead to, however many are in between; not by way of what is rejected.
std::set<PostmortemId> followed(const SaidRelations& said, Direction direction, const PostmortemId& from,
                                const std::set<PostmortemId>& rejected) {
  std::set<PostmortemId> found;
  std::vector<PostmortemId> next = {from};
  while (!next.empty()) {
    const PostmortemId one = next.back();
    next.pop_back();
    for (const PostmortemId& other : (said.*direction)(one))
      if (!rejected.contains(other) && found.insert(other).second) next.push_back(other);
  }
  return found;
}

/// One that a link leads to.
struct Lead {
  PostmortemId id;
  std::optional<std::string> by_way;  ///< The title of the one in between; nothing where it is linked itself.
};

EarlierRow row_of(const Postmortem& now, const Postmortem& earlier, double likeness, const TermIndex& terms) {
  EarlierRow row{.id = earlier.id, .title = earlier.title, .time_zone = earlier.time_zone};
  row.started_at = summarise(earlier).started_at;
  row.signs = signs_between(now, earlier, terms);
  row.is_telling = likeness >= terms.telling_likeness() && do_convince(row.signs);
  for (const Action& action : earlier.actions) {
    if (is_waiting(action.state)) row.promises.push_back(promise_from_then(action));
    if (action.state == ActionState::will_not_do) row.dropped.push_back(promise_from_then(action));
  }
  row.verified = std::ranges::count(earlier.actions, ActionState::verified, &Action::state);
  row.worked = what_worked(earlier);
  return row;
}

/// Of what a link leads to, that first.
void tell_lead(EarlierRow& row, const Lead& lead) {
  row.is_telling = true;
  row.is_said = !lead.by_way;
  // Somebody may have linked a copy of it.
  const LikenessSign sign{lead.by_way ? LikenessKind::by_way : LikenessKind::said, lead.by_way.value_or("")};
  if (!std::ranges::contains(row.signs, LikenessKind::said, &LikenessSign::kind))
    row.signs.insert(row.signs.begin(), sign);
}

}  // namespace

std::expected<void, Failed> Engine::look_for_what_has_no_terms() {
  ENGINE_TRY(written, store_->rows_written());
  if (all_have_terms_at_ == *written) return {};
  ENGINE_TRY(ids, store_->without_terms());
  without_terms_.assign(ids->begin(), ids->end());
  if (ids->empty()) all_have_terms_at_ = *written;
  return {};
}

std::expected<std::int64_t, Failed> Engine::work_out_terms() {
  const bool is_looked_for = without_terms_.empty();
  if (is_looked_for) {
    ENGINE_PASS(looked, look_for_what_has_no_terms());
  }
  const std::size_t count = std::min(without_terms_.size(), worked_out_at_once);
  if (count > 0) {
    Transaction transaction{store_->database()};
    ENGINE_TRY(begun, transaction.begun());
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& id = without_terms_[i];
      const auto postmortem = load(id);
      // One that cannot be read has nothing in common with any other, and is in no figure.
      const IncidentFacts facts = postmortem ? facts_of(*postmortem) : IncidentFacts{};
      ENGINE_TRY(kept,
                 store_->set_terms(id, postmortem ? TermVector(*postmortem).to_bytes() : std::string(),
                                   postmortem ? to_message_pack(type_of<IncidentFacts>(), &facts) : std::string()));
    }
    ENGINE_TRY(committed, transaction.commit());
    without_terms_.erase(without_terms_.begin(), without_terms_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  // While these were worked through, others may have been written.
  if (without_terms_.empty() && !is_looked_for) {
    ENGINE_PASS(looked, look_for_what_has_no_terms());
  }
  ENGINE_TRY(rows, store_->terms_after(terms_read_));
  // They look at what is about to change.
  if (!rows->empty()) families_.reset();
  for (const TermsRow& row : *rows) {
    terms_read_ = row.number;
    if (const auto id = uuid_from(row.postmortem)) terms_.put(PostmortemId::from(*id), TermVector(row.vector));
  }
  return static_cast<std::int64_t>(without_terms_.size());
}

Engine::Answer Engine::handle(const FindEarlier& request) {
  ENGINE_PASS(current, bring_up_to_date());
  EarlierFound answer;
  ENGINE_PASS(left, work_out_facts());
  answer.left = *left;
  Postmortem now;
  if (request.id) {
    ENGINE_PASS(loaded, load(text_of(*request.id)));
    now = std::move(*loaded);
  } else {
    now.title = request.title;
  }
  std::vector<const IncidentFacts*> library = facts();
  // What it says itself holds also where it is somebody else's.
  const IncidentFacts own = facts_of(now);
  if (request.id) {
    std::erase_if(library, [&](const IncidentFacts* one) { return one->id == *request.id; });
    library.push_back(&own);
  }
  const SaidRelations said(library);
  const PostmortemId self = said.counted(now.id);
  // What is never told of: its own copies, and what is not related to it.
  std::set<PostmortemId> rejected = {self};
  for (const PostmortemId& id : said.unrelated(self)) rejected.insert(id);
  // What somebody said to have come before is earlier, and what is said to be a recurrence of it is later, whatever
  // their clocks say and however many are in between.
  const std::set<PostmortemId> before = followed(said, &SaidRelations::before, self, rejected);
  std::set<PostmortemId> later;
  if (request.id) later = followed(said, &SaidRelations::after, self, rejected);
  const Instant began = time_of(now);
  const auto is_later = [&](const PostmortemId& id, Instant at) {
    return request.id && !before.contains(id) && (later.contains(id) || at > began);
  };
  // Without looking into its document.
  const auto is_told_of = [&](const PostmortemId& id) {
    if (rejected.contains(id)) return false;
    const auto known = facts_.find(id);
    const bool has_start = known != facts_.end() && known->second.started_at;
    return !is_later(id, has_start ? *known->second.started_at : began);
  };
  // Nothing where it is not ours or in the bin, where it came later, or where somebody said that it is no other
  // incident that came before.
  const auto read = [&](const PostmortemId& id) -> std::optional<Postmortem> {
    if (not_ours_.contains(id)) return std::nullopt;
    const auto stored = store_->load(text_of(id));
    if (!stored || stored->removed) return std::nullopt;
    auto earlier = read_postmortem(stored->document);
    if (!earlier || is_later(id, time_of(*earlier)) || !may_have_come_before(said_between(now, *earlier)))
      return std::nullopt;
    return std::move(*earlier);
  };
  // Of several copies the one that counts, as like as the likest of them.
  std::vector<TermIndex::Match> matches;
  for (const TermIndex::Match& match : terms_.find(TermVector(now), request.id, most_tried)) {
    const PostmortemId id = said.counted(match.id);
    if (match.likeness >= least_likeness && !std::ranges::contains(matches, id, &TermIndex::Match::id))
      matches.push_back({id, match.likeness});
  }
  const auto likeness_to = [&](const PostmortemId& id) {
    const auto match = std::ranges::find(matches, id, &TermIndex::Match::id);
    return match == matches.end() ? 0 : match->likeness;
  };
  // From all that is told of without being asked, links are followed both ways: it is of the same series.
  std::deque<Lead> leads;
  std::set<PostmortemId> led;
  const auto lead_on = [&](const PostmortemId& from, const std::optional<std::string>& by_way) {
    for (const auto direction : {&SaidRelations::before, &SaidRelations::after}) {
      // Nothing that is a recurrence of it came before it.
      if (from == self && direction == &SaidRelations::after) continue;
      for (const PostmortemId& id : (said.*direction)(from))
        if (is_told_of(id) && led.insert(id).second) leads.push_back({id, by_way});
    }
  };
  const auto follow_leads = [&] {
    for (; !leads.empty(); leads.pop_front()) {
      const Lead& lead = leads.front();
      const auto told = std::ranges::find(answer.rows, lead.id, &EarlierRow::id);
      if (told != answer.rows.end()) {
        const bool was_telling = told->is_telling;
        tell_lead(*told, lead);
        if (!was_telling) lead_on(lead.id, told->title);
        continue;
      }
      if (answer.rows.size() == most_looked_at) {
        answer.is_cut = true;
        continue;
      }
      const auto earlier = read(lead.id);
      if (!earlier) continue;
      answer.rows.push_back(row_of(now, *earlier, likeness_to(lead.id), terms_));
      tell_lead(answer.rows.back(), lead);
      lead_on(lead.id, earlier->title);
    }
  };
  lead_on(self, std::nullopt);
  follow_leads();
  // Then what is like it, and what somebody said to have to do with it in another way.
  std::vector<PostmortemId> others;
  for (const TermIndex::Match& match : matches) others.push_back(match.id);
  for (const Relation& relation : now.related)
    if (relation.target) others.push_back(said.counted(*relation.target));
  std::set<PostmortemId> tried;
  for (const PostmortemId& id : others) {
    if (!is_told_of(id) || led.contains(id) || !tried.insert(id).second) continue;
    // What nobody sees is not read: each is a document.
    if (answer.rows.size() == most_looked_at) {
      answer.is_cut |= likeness_to(id) >= terms_.telling_likeness();
      break;
    }
    const auto earlier = read(id);
    if (!earlier) continue;
    answer.rows.push_back(row_of(now, *earlier, likeness_to(id), terms_));
    if (!answer.rows.back().is_telling) continue;
    lead_on(id, earlier->title);
    follow_leads();
  }
  return answer;
}

}  // namespace unrepeat
