// Families grow from the first incident on: each joins where most of it is like what is there.
#include "core/learn/families.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace unrepeat {
namespace {

/// A term that more have does not make two worth comparing.
constexpr std::uint32_t fewest_common = 40;
constexpr std::size_t share_of_common = 50;
/// Of those that share rare terms, so many are compared whole.
constexpr std::size_t most_compared = 64;
/// A member that joins is compared with so many of those that came last.
constexpr std::size_t most_members_compared = 8;
/// So like a whole family must be, of what is like enough for one.
constexpr double share_of_family = 0.6;

bool says(const std::vector<PostmortemId>& ids, const PostmortemId& id) {
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

Neighbours::Neighbours(const TermIndex& index) {
  told_.reserve(index.having_.size());
  for (const std::uint32_t having : index.having_) told_.push_back(index.telling_of(having));
  const std::size_t count = index.vectors_.size();
  ids_.reserve(count);
  for (const auto& [id, entries] : index.vectors_) ids_.push_back(id);
  // The same families from the same library, in whatever order it was read.
  std::ranges::sort(ids_);
  const std::uint32_t most_having = std::max(fewest_common, static_cast<std::uint32_t>(count / share_of_common));
  postings_.resize(told_.size());
  for (std::uint32_t place = 0; place < count; ++place) {
    const Entries& entries = index.vectors_.at(ids_[place]);
    entries_.push_back(&entries);
    places_.emplace(ids_[place], place);
    double length = 0;
    for (const TermVector::Entry& entry : entries) {
      const double worth = worth_of(entry);
      length += worth * worth;
      if (index.having_[entry.term] > 1 && index.having_[entry.term] <= most_having)
        postings_[entry.term].push_back({place, static_cast<float>(worth)});
    }
    lengths_.push_back(std::sqrt(length));
  }
  asked_.resize(told_.size());
  partial_.resize(count);
}

std::vector<TermIndex::Match> Neighbours::of(const PostmortemId& id, double least) {
  std::vector<TermIndex::Match> matches;
  const auto found = places_.find(id);
  if (found == places_.end()) return matches;
  const std::uint32_t place = found->second;
  std::vector<std::uint32_t> candidates;
  for (const TermVector::Entry& entry : *entries_[place]) {
    const double worth = worth_of(entry);
    asked_[entry.term] = worth;
    for (const Posting& posting : postings_[entry.term]) {
      if (posting.owner == place) continue;
      if (partial_[posting.owner] == 0) candidates.push_back(posting.owner);
      partial_[posting.owner] += static_cast<float>(worth) * posting.worth;
    }
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(-partial_[a] / lengths_[a], a) < std::tuple(-partial_[b] / lengths_[b], b);
  };
  const std::size_t kept = std::min(most_compared, candidates.size());
  std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(kept), before);
  for (std::size_t i = 0; i < kept; ++i) {
    double common = 0;
    for (const TermVector::Entry& entry : *entries_[candidates[i]]) common += asked_[entry.term] * worth_of(entry);
    const double likeness = common / (lengths_[place] * lengths_[candidates[i]]);
    if (likeness >= least) matches.push_back({ids_[candidates[i]], likeness});
  }
  for (const std::uint32_t candidate : candidates) partial_[candidate] = 0;
  for (const TermVector::Entry& entry : *entries_[place]) asked_[entry.term] = 0;
  std::ranges::sort(matches, [](const TermIndex::Match& a, const TermIndex::Match& b) {
    return std::pair(-a.likeness, a.id) < std::pair(-b.likeness, b.id);
  });
  return matches;
}

double Neighbours::between(const PostmortemId& one, const PostmortemId& other) const {
  const auto a = places_.find(one), b = places_.find(other);
  if (a == places_.end() || b == places_.end()) return 0;
  std::unordered_map<std::uint32_t, double> worths;
  for (const TermVector::Entry& entry : *entries_[a->second]) worths.emplace(entry.term, worth_of(entry));
  double common = 0;
  for (const TermVector::Entry& entry : *entries_[b->second])
    if (const auto found = worths.find(entry.term); found != worths.end()) common += found->second * worth_of(entry);
  return common > 0 ? common / (lengths_[a->second] * lengths_[b->second]) : 0;
}

FamilyFinder::FamilyFinder(std::vector<const IncidentFacts*> incidents, const TermIndex& index)
    : incidents_(std::move(incidents)), neighbours_(index), telling_(index.telling_likeness()) {
  std::ranges::sort(incidents_, [](const IncidentFacts* a, const IncidentFacts* b) {
    return std::pair(a->started_at, a->id) < std::pair(b->started_at, b->id);
  });
  for (std::uint32_t place = 0; place < incidents_.size(); ++place) {
    places_.emplace(incidents_[place]->id, place);
    families_.push_back({place});
    family_of_.push_back(place);
  }
}

bool FamilyFinder::step(std::size_t most) {
  for (; most > 0 && next_ < incidents_.size(); --most) take(static_cast<std::uint32_t>(next_++));
  return next_ < incidents_.size();
}

void FamilyFinder::take(std::uint32_t place) {
  const IncidentFacts& incident = *incidents_[place];
  for (const PostmortemId& id : incident.came_again)
    if (const auto found = places_.find(id); found != places_.end()) join(place, family_of_[found->second]);
  const auto is_unrelated = [&](const IncidentFacts& other) {
    return says(incident.unrelated, other.id) || says(other.unrelated, incident.id);
  };
  for (const TermIndex::Match& match : neighbours_.of(incident.id, telling_)) {
    const auto found = places_.find(match.id);
    // One that came later joins when it is its turn.
    if (found == places_.end() || found->second >= place || is_unrelated(*incidents_[found->second])) continue;
    const std::vector<std::uint32_t>& members = families_[family_of_[found->second]];
    double likeness = 0;
    const std::size_t compared = std::min(most_members_compared, members.size());
    bool is_refused = false;
    for (std::size_t i = members.size() - compared; i < members.size(); ++i) {
      is_refused |= is_unrelated(*incidents_[members[i]]);
      likeness += neighbours_.between(incident.id, incidents_[members[i]]->id);
    }
    if (is_refused || likeness < share_of_family * telling_ * static_cast<double>(compared)) continue;
    join(place, family_of_[found->second]);
    break;
  }
}

void FamilyFinder::join(std::uint32_t place, std::uint32_t family) {
  const std::uint32_t own = family_of_[place];
  if (own == family) return;
  for (const std::uint32_t member : families_[own]) family_of_[member] = family;
  families_[family].insert(families_[family].end(), families_[own].begin(), families_[own].end());
  std::ranges::sort(families_[family]);
  families_[own].clear();
}

std::vector<Family> FamilyFinder::families() const {
  std::vector<Family> found;
  for (const std::vector<std::uint32_t>& members : families_) {
    if (members.size() < 2) continue;
    Family& family = found.emplace_back();
    for (const std::uint32_t member : members) family.push_back(incidents_[member]);
  }
  std::ranges::sort(found, [](const Family& a, const Family& b) {
    return std::tuple(b.size(), b.back()->started_at, a.back()->id) <
           std::tuple(a.size(), a.back()->started_at, b.back()->id);
  });
  return found;
}

}  // namespace unrepeat
