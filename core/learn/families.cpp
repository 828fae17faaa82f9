// Average linkage: what is likest joins first, and only where all that then is together is like each other.
#include "core/learn/families.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "core/learn/said_relations.hpp"

namespace unrepeat {
namespace {

/// A term that more have does not make two worth comparing: a share of all, but never so many that the largest
/// libraries take longer for each.
constexpr std::size_t fewest_common = 40, most_common = 200, share_of_common = 50;
/// Of those that share rare terms, so many are compared whole.
constexpr std::size_t most_compared = 64;
/// As if by so many terms that tell as much as each other: a rare word or two that two happen to share are no incident
/// that came again, but where they are most of what either says.
constexpr double fewest_shared = 3, beyond_chance = 0.5;
/// To read so many takes as long as to compare one.
constexpr std::size_t read_at_once = 8;
constexpr double likeness_units = 1'000'000;
/// Of what all are on average, two of a family may be so much less like each other.
constexpr double least_share_of_two = 0.5;

}  // namespace

Neighbours::Neighbours(const TermIndex& index) : index_(index) {
  told_.reserve(index.having_.size());
  for (const std::uint32_t having : index.having_) told_.push_back(index.telling_of(having));
  const std::size_t count = index.vectors_.size();
  ids_.reserve(count);
  std::size_t worths = 0;
  for (const auto& [id, vector] : index.vectors_) {
    ids_.push_back(id);
    worths += vector.entries.size();
  }
  // The same families from the same library, in whatever order it was read.
  std::ranges::sort(ids_);
  worths_.reserve(worths);
  postings_.resize(told_.size());
  asked_.resize(told_.size());
  partial_.resize(count);
}

bool Neighbours::read(std::size_t most) {
  const std::size_t end = std::min(ids_.size(), lengths_.size() + most);
  const std::size_t most_having = std::clamp(ids_.size() / share_of_common, fewest_common, most_common);
  std::vector<double> shares;
  for (auto place = static_cast<std::uint32_t>(lengths_.size()); place < end; ++place) {
    const auto& [entries, sentences] = index_.vectors_.at(ids_[place]);
    places_.emplace(ids_[place], place);
    shares.clear();
    for (const std::uint32_t sentence : sentences) shares.push_back(index_.share_in(sentence));
    double length = 0;
    for (const TermVector::Entry& entry : entries) {
      const double share = entry.sentence == 0 ? 1 : shares[entry.sentence - 1];
      const auto worth = static_cast<float>(entry.weight * told_[entry.term] * share);
      worths_.push_back({entry.term, worth});
      length += double{worth} * worth;
      if (index_.having_[entry.term] > 1 && index_.having_[entry.term] <= most_having)
        postings_[entry.term].push_back({place, worth});
    }
    begins_.push_back(worths_.size());
    lengths_.push_back(std::sqrt(length));
  }
  return end < ids_.size();
}

std::vector<TermIndex::Match> Neighbours::of(const PostmortemId& id, double least) {
  read(ids_.size());
  std::vector<TermIndex::Match> matches;
  const auto found = places_.find(id);
  if (found == places_.end()) return matches;
  const std::uint32_t place = found->second;
  std::vector<std::uint32_t> candidates;
  for (const auto& [term, worth] : worths_of(place)) {
    asked_[term] = worth;
    for (const Posting& posting : postings_[term]) {
      if (posting.owner == place) continue;
      if (partial_[posting.owner] == 0) candidates.push_back(posting.owner);
      partial_[posting.owner] += worth * posting.worth;
    }
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(-partial_[a] / lengths_[a], a) < std::tuple(-partial_[b] / lengths_[b], b);
  };
  const std::size_t kept = std::min(most_compared, candidates.size());
  std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(kept), before);
  for (std::size_t i = 0; i < kept; ++i) {
    double common = 0, squares = 0;
    for (const auto& [term, worth] : worths_of(candidates[i])) {
      const double both = asked_[term] * worth;
      common += both;
      squares += both * both;
    }
    const double likeness = common / (lengths_[place] * lengths_[candidates[i]]);
    const bool is_chance = likeness < beyond_chance && common * common < fewest_shared * squares;
    if (likeness >= least && !is_chance) matches.push_back({ids_[candidates[i]], likeness});
  }
  for (const std::uint32_t candidate : candidates) partial_[candidate] = 0;
  for (const auto& [term, worth] : worths_of(place)) asked_[term] = 0;
  std::ranges::sort(matches, [](const TermIndex::Match& a, const TermIndex::Match& b) {
    return std::pair(-a.likeness, a.id) < std::pair(-b.likeness, b.id);
  });
  return matches;
}

std::vector<double> Neighbours::between(const PostmortemId& one, std::span<const PostmortemId> others) {
  read(ids_.size());
  std::vector<double> likeness(others.size());
  const auto found = places_.find(one);
  if (found == places_.end()) return likeness;
  const std::span<const Worth> worths = worths_of(found->second);
  for (const auto& [term, worth] : worths) asked_[term] = worth;
  for (std::size_t i = 0; i < others.size(); ++i) {
    const auto other = places_.find(others[i]);
    if (other == places_.end()) continue;
    double common = 0;
    for (const auto& [term, worth] : worths_of(other->second)) common += asked_[term] * worth;
    if (common > 0) likeness[i] = common / (lengths_[found->second] * lengths_[other->second]);
  }
  for (const auto& [term, worth] : worths) asked_[term] = 0;
  return likeness;
}

FamilyFinder::FamilyFinder(std::span<const IncidentFacts* const> library, const TermIndex& index)
    : neighbours_(index), least_(index.telling_likeness()) {
  const SaidRelations said(library);
  for (const IncidentFacts* one : library)
    if (one->kind != RecordKind::false_alarm && one->kind != RecordKind::drill && said.does_count(one->id))
      incidents_.push_back(one);
  std::ranges::sort(incidents_, [](const IncidentFacts* a, const IncidentFacts* b) {
    return std::pair(a->started_at, a->id) < std::pair(b->started_at, b->id);
  });
  unrelated_.resize(incidents_.size());
  is_linked_.resize(incidents_.size());
  likeness_.resize(incidents_.size());
  for (std::uint32_t place = 0; place < incidents_.size(); ++place) {
    places_.emplace(incidents_[place]->id, place);
    families_.push_back({place});
    family_of_.push_back(place);
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> links;  // by the one that started first
  for (std::uint32_t place = 0; place < incidents_.size(); ++place) {
    for (const PostmortemId& id : said.unrelated(incidents_[place]->id))
      if (const auto found = places_.find(id); found != places_.end()) unrelated_[place].push_back(found->second);
    for (const PostmortemId& id : said.before(incidents_[place]->id))
      if (const auto found = places_.find(id); found != places_.end()) links.insert(std::minmax(place, found->second));
  }
  for (const auto& [one, other] : links) {
    if (are_parted(family_of_[one], family_of_[other])) continue;
    is_linked_[one] = is_linked_[other] = true;
    join(family_of_[one], family_of_[other]);
  }
}

bool FamilyFinder::step(std::size_t most) {
  if (next_ == 0 && neighbours_ && neighbours_->read(most * read_at_once)) return true;
  if (next_ < incidents_.size()) {
    for (; most > 0 && next_ < incidents_.size(); --most) compare(static_cast<std::uint32_t>(next_++));
    if (next_ == incidents_.size())
      std::ranges::sort(edges_, [](const Edge& a, const Edge& b) {
        return std::tuple(-a.likeness, a.one, a.other) < std::tuple(-b.likeness, b.one, b.other);
      });
  } else {
    for (std::size_t compared = 0; compared < most * most_compared && !is_done(); ++compared) {
      if (!joining_) {
        joining_ = begin_to_join(edges_[next_edge_++]);
        continue;
      }
      compared += joining_->others.size();
      if (!compare_next(*joining_)) {
        joining_.reset();
      } else if (joining_->next == joining_->ids.size()) {
        end_joining(*joining_);
        joining_.reset();
      }
    }
  }
  if (is_done()) neighbours_.reset();
  return !is_done();
}

void FamilyFinder::compare(std::uint32_t place) {
  for (const TermIndex::Match& match : neighbours_->of(incidents_[place]->id, least_)) {
    const auto found = places_.find(match.id);
    if (found == places_.end()) continue;
    // Where both find each other it stands there twice, and the second time they are joined or left apart.
    edges_.push_back({static_cast<std::int32_t>(std::lround(match.likeness * likeness_units)),
                      std::min(place, found->second), std::max(place, found->second)});
  }
}

bool FamilyFinder::are_parted(std::uint32_t one, std::uint32_t other) const {
  return std::ranges::any_of(families_[one], [&](std::uint32_t member) {
    return std::ranges::any_of(unrelated_[member], [&](std::uint32_t from) { return family_of_[from] == other; });
  });
}

std::optional<FamilyFinder::Joining> FamilyFinder::begin_to_join(const Edge& edge) {
  const std::uint32_t one = family_of_[edge.one], other = family_of_[edge.other];
  const std::uint64_t both = std::uint64_t{std::min(one, other)} << 32 | std::max(one, other);
  if (one == other || apart_.contains(both)) return std::nullopt;
  apart_.insert(both);
  if (are_parted(one, other)) return std::nullopt;
  Joining joining{.one = one, .other = other};
  for (const std::uint32_t member : families_[one]) joining.ids.push_back(incidents_[member]->id);
  for (const std::uint32_t member : families_[other]) joining.others.push_back(incidents_[member]->id);
  joining.to_others.resize(joining.ids.size());
  joining.to_ones.resize(joining.others.size());
  return joining;
}

bool FamilyFinder::compare_next(Joining& joining) {
  const std::size_t at = joining.next++;
  const std::vector<double> likeness = neighbours_->between(joining.ids[at], joining.others);
  for (std::size_t j = 0; j < likeness.size(); ++j) {
    const bool is_linked = is_linked_[families_[joining.one][at]] || is_linked_[families_[joining.other][j]];
    if (!is_linked && likeness[j] < least_ * least_share_of_two) return false;
    joining.to_others[at] += likeness[j];
    joining.to_ones[j] += likeness[j];
    joining.all += likeness[j];
  }
  return true;
}

void FamilyFinder::end_joining(const Joining& joining) {
  const auto& [one, other, ids, others, to_others, to_ones, all, next] = joining;
  const auto stays_alike = [&](std::uint32_t family, const std::vector<double>& added) {
    for (std::size_t i = 0; i < added.size(); ++i) {
      const std::uint32_t member = families_[family][i];
      const double sum = likeness_[member] + added[i];
      if (!is_linked_[member] && sum < least_ * static_cast<double>(ids.size() + others.size() - 1)) return false;
    }
    return true;
  };
  if (all < least_ * static_cast<double>(ids.size() * others.size()) || !stays_alike(one, to_others) ||
      !stays_alike(other, to_ones))
    return;
  for (std::size_t i = 0; i < ids.size(); ++i) likeness_[families_[one][i]] += to_others[i];
  for (std::size_t i = 0; i < others.size(); ++i) likeness_[families_[other][i]] += to_ones[i];
  join(one, other);
}

void FamilyFinder::join(std::uint32_t one, std::uint32_t other) {
  if (one == other) return;
  std::vector<std::uint32_t> members = std::move(families_[one]);
  members.insert(members.end(), families_[other].begin(), families_[other].end());
  std::ranges::sort(members);
  families_[one].clear();
  families_[other].clear();
  // Under a number of its own, for it is another family to those that were left apart.
  for (const std::uint32_t member : members) family_of_[member] = static_cast<std::uint32_t>(families_.size());
  families_.push_back(std::move(members));
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
