// Vectors of terms by how often they are there and how rare they are in the library; compared by their angle.
#include "core/learn/recurrence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "core/describe/texts.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

constexpr double weight_unit = 16, title_weight = 1;
constexpr std::size_t most_terms = 2'000, bytes_of_entry = 6, bytes_of_sentence = 4;
/// A sentence with fewer terms of its own adds little, repeated or not.
constexpr int fewest_own = 3;
constexpr std::size_t most_sentences = 255;
/// One may have been copied for the next and the one after that; what more say is a template's.
constexpr std::uint32_t fewest_repeating = 4;
/// So much a term counts that only a repeated sentence has.
constexpr double share_of_repeated = 0.25;

/// What is no word about what happened.
constexpr auto beside = std::to_array<std::string_view>(
    {"approvals", "audience",  "authors",  "by",      "chosen",     "comments", "dismissed", "evidence", "fields",
     "history",   "images",    "language", "links",   "log",        "meetings", "offset",    "origin",   "owner",
     "people",    "record",    "refs",     "related", "review_due", "sources",  "status",    "team",     "template",
     "time",      "time_zone", "title",    "url",     "written",    "zone"});

/// Of everything but the title.
Terms terms_of_body(const Postmortem& postmortem) {
  Terms terms;
  for (const Field& field : object_of<Postmortem>().fields) {
    if (field.key == "title" || std::ranges::find(beside, field.key) != beside.end()) continue;
    visit_texts(*field.type, field.in(const_cast<Postmortem*>(&postmortem)), beside, {},
                [&](std::string_view text, const TextPlace&) { gather_terms(text, terms); });
  }
  return terms;
}

double weight_of(int count, bool is_in_title) {
  return (count > 0 ? 1 + std::log(static_cast<double>(count)) : 0) + (is_in_title ? title_weight : 0);
}

std::string folded(std::string_view words) {
  std::string made;
  fold_word(words, made);
  return made;
}

}  // namespace

DESCRIBE(LikenessSign, "likeness_sign", required<&LikenessSign::kind>("kind"), field<&LikenessSign::words>("words"))

TermVector::TermVector(const Postmortem& postmortem) {
  const Terms title = terms_of(postmortem.title);
  const Terms body = terms_of_body(postmortem);
  std::map<std::uint32_t, int> own;
  for (const auto& [term, found] : body)
    if (found.sentence != 0 && !title.contains(term)) ++own[found.sentence];
  for (const auto& [sentence, count] : own)
    if (count >= fewest_own && sentences_.size() < most_sentences) sentences_.push_back(sentence);
  const auto add = [&](std::string_view term, double weight, std::uint32_t sentence) {
    if (entries_.size() == most_terms) return;
    const auto only = std::ranges::lower_bound(sentences_, sentence);
    const bool is_there = only != sentences_.end() && *only == sentence;
    entries_.push_back({hash_of_term(term),
                        static_cast<std::uint8_t>(std::min(255.0, std::round(weight * weight_unit))),
                        static_cast<std::uint8_t>(is_there ? only - sentences_.begin() + 1 : 0)});
  };
  for (const auto& [term, found] : body)
    add(term, weight_of(found.count, title.contains(term)), title.contains(term) ? 0 : found.sentence);
  for (const auto& [term, found] : title)
    if (!body.contains(term)) add(term, weight_of(0, true), 0);
  std::ranges::sort(entries_, {}, &Entry::term);
  const auto twice = std::ranges::unique(entries_, {}, &Entry::term);
  entries_.erase(twice.begin(), twice.end());
}

TermVector::TermVector(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t sentences = static_cast<std::uint8_t>(bytes[0]), begin = 1 + sentences * bytes_of_sentence;
  if (bytes.size() < begin || (bytes.size() - begin) % bytes_of_entry != 0) return;
  for (std::size_t at = 1; at < begin; at += bytes_of_sentence)
    std::memcpy(&sentences_.emplace_back(), bytes.data() + at, bytes_of_sentence);
  for (std::size_t at = begin; at < bytes.size(); at += bytes_of_entry) {
    Entry& entry = entries_.emplace_back();
    std::memcpy(&entry.term, bytes.data() + at, sizeof entry.term);
    entry.weight = static_cast<std::uint8_t>(bytes[at + sizeof entry.term]);
    entry.sentence = static_cast<std::uint8_t>(bytes[at + sizeof entry.term + 1]);
    if (entry.sentence > sentences) entry.sentence = 0;
  }
}

std::string TermVector::to_bytes() const {
  std::string bytes;
  bytes.reserve(1 + sentences_.size() * bytes_of_sentence + entries_.size() * bytes_of_entry);
  bytes += static_cast<char>(sentences_.size());
  const auto append = [&](std::uint32_t hash) {
    std::array<char, sizeof hash> one{};
    std::memcpy(one.data(), &hash, sizeof hash);
    bytes.append(one.data(), one.size());
  };
  for (const std::uint32_t sentence : sentences_) append(sentence);
  for (const Entry& entry : entries_) {
    append(entry.term);
    bytes += static_cast<char>(entry.weight);
    bytes += static_cast<char>(entry.sentence);
  }
  return bytes;
}

void TermIndex::put(const PostmortemId& id, const TermVector& vector) {
  remove(id);
  Vector& kept = vectors_[id];
  kept.entries.reserve(vector.entries().size());
  for (TermVector::Entry entry : vector.entries()) {
    entry.term = numbers_.try_emplace(entry.term, static_cast<std::uint32_t>(numbers_.size())).first->second;
    if (entry.term == having_.size()) having_.push_back(0);
    ++having_[entry.term];
    kept.entries.push_back(entry);
  }
  kept.sentences = vector.sentences();
  for (const std::uint32_t sentence : kept.sentences) ++saying_[sentence];
}

void TermIndex::remove(const PostmortemId& id) {
  const auto found = vectors_.find(id);
  if (found == vectors_.end()) return;
  for (const TermVector::Entry& entry : found->second.entries) --having_[entry.term];
  for (const std::uint32_t sentence : found->second.sentences)
    if (const auto saying = saying_.find(sentence); --saying->second == 0) saying_.erase(saying);
  vectors_.erase(found);
}

bool TermIndex::is_repeated(std::uint32_t sentence) const {
  const auto saying = saying_.find(sentence);
  return saying != saying_.end() && saying->second >= fewest_repeating;
}

double TermIndex::share_in(std::uint32_t sentence) const { return is_repeated(sentence) ? share_of_repeated : 1; }

double TermIndex::telling_of(std::uint32_t having) const {
  // As if there were some more post-mortems, so that in the smallest library what all have tells a little. Were they
  // many, the words that a team has in every post-mortem would tell as much as those of one incident.
  constexpr double unseen = 3;
  return std::log((static_cast<double>(vectors_.size()) + unseen + 1) / (having + 1.0));
}

double TermIndex::telling_likeness() const {
  constexpr double in_a_large_one = 0.19, more_in_a_small_one = 0.085, small = 40;
  return in_a_large_one + more_in_a_small_one * small / (small + static_cast<double>(vectors_.size()));
}

double TermIndex::telling(std::uint32_t term) const {
  const auto number = numbers_.find(term);
  return telling_of(number == numbers_.end() ? 0 : having_[number->second]);
}

std::vector<TermIndex::Match> TermIndex::find(const TermVector& question, const std::optional<PostmortemId>& but,
                                              std::size_t most) const {
  std::vector<double> told;
  told.reserve(having_.size());
  for (const std::uint32_t having : having_) told.push_back(telling_of(having));
  // What a weight of each term in another one adds to what both have in common.
  std::vector<double> asked(having_.size(), 0);
  double length = 0;
  for (const TermVector::Entry& entry : question.entries()) {
    const auto number = numbers_.find(entry.term);
    const double worth = entry.weight * telling(entry.term) * share_of(entry, question.sentences());
    length += worth * worth;
    if (number != numbers_.end()) asked[number->second] = worth * told[number->second];
  }
  std::vector<Match> matches;
  for (const auto& [id, vector] : vectors_) {
    if (but && *but == id) continue;
    double common = 0, other_length = 0;
    for (const TermVector::Entry& entry : vector.entries) {
      const double weight = entry.weight * share_of(entry, vector.sentences), worth = weight * told[entry.term];
      other_length += worth * worth;
      common += asked[entry.term] * weight;
    }
    if (common > 0) matches.push_back({id, common / std::sqrt(length * other_length)});
  }
  const auto before = [](const Match& a, const Match& b) {
    return std::pair(-a.likeness, a.id) < std::pair(-b.likeness, b.id);
  };
  const std::size_t kept = std::min(most, matches.size());
  std::ranges::partial_sort(matches, matches.begin() + static_cast<std::ptrdiff_t>(kept), before);
  matches.resize(kept);
  return matches;
}

std::optional<RelationKind> said_between(const Postmortem& now, const Postmortem& earlier) {
  for (const auto& [one, other] : {std::pair(&now, &earlier), std::pair(&earlier, &now)})
    for (const Relation& relation : one->related)
      if (relation.target == other->id) return relation.kind;
  return std::nullopt;
}

std::vector<LikenessSign> signs_between(const Postmortem& now, const Postmortem& earlier, const TermIndex& index) {
  constexpr std::size_t most_words = 4, fewest_in_factor = 2;
  std::vector<LikenessSign> signs;
  const auto said = said_between(now, earlier);
  if (said && may_have_come_before(said)) signs.push_back({LikenessKind::said, {}});
  std::set<std::string> systems;
  for (const AffectedSystem& system : now.systems) systems.insert(folded(system.name));
  std::string shared_systems;
  for (const AffectedSystem& system : earlier.systems)
    // Each once.
    if (!system.name.empty() && systems.erase(folded(system.name)) > 0)
      shared_systems += (shared_systems.empty() ? "" : ", ") + system.name;
  if (!shared_systems.empty()) signs.push_back({LikenessKind::system, std::move(shared_systems)});

  Terms all = terms_of_body(now);
  gather_terms(now.title, all);
  for (const Factor& factor : earlier.causes.factors) {
    const Terms terms = terms_of(factor.text);
    std::size_t common = 0;
    for (const Factor& mine : now.causes.factors) {
      std::size_t shared = 0;
      for (const auto& [term, found] : terms_of(mine.text)) shared += terms.contains(term) ? 1 : 0;
      common = std::max(common, shared);
    }
    if (common < fewest_in_factor || common * 2 < terms.size()) continue;
    // One says it; whoever wants them all opens it.
    signs.push_back({LikenessKind::factor, factor.text});
    break;
  }

  Terms others = terms_of_body(earlier);
  gather_terms(earlier.title, others);
  std::vector<std::pair<double, std::string>> shared;
  for (const auto& [term, found] : others) {
    const auto mine = all.find(term);
    if (mine == all.end()) continue;
    const bool is_repeated = index.is_repeated(found.sentence) || index.is_repeated(mine->second.sentence);
    const double told = index.telling(hash_of_term(term)) * (is_repeated ? share_of_repeated : 1);
    shared.emplace_back(-told * told * weight_of(found.count, false) * weight_of(mine->second.count, false),
                        found.written);
  }
  std::ranges::sort(shared);
  std::string words;
  for (std::size_t i = 0; i < std::min(most_words, shared.size()); ++i) words += (i > 0 ? ", " : "") + shared[i].second;
  if (!words.empty()) signs.push_back({LikenessKind::words, std::move(words)});
  return signs;
}

bool may_have_come_before(const std::optional<RelationKind>& said) {
  return said != RelationKind::not_related && said != RelationKind::same_incident && said != RelationKind::duplicate_of;
}

bool is_waiting(ActionState state) { return is_open(state); }

std::string what_worked(const Postmortem& postmortem) {
  for (const TimelineEvent& event : postmortem.timeline)
    if (!event.hidden && event.outcome == Outcome::worked) return event.text;
  for (const TimelineEvent& event : postmortem.timeline)
    if (!event.hidden && event.kind == EventKind::mitigation) return event.text;
  return postmortem.resolution.text.empty() ? postmortem.resolution.workaround : postmortem.resolution.text;
}

}  // namespace unrepeat
