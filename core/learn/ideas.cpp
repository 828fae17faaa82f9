// Titles are compared by their terms: the same ones in any order, with all the rest left out, are one idea; so are
// those that share nearly all.
#include "core/learn/ideas.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/learn/terms.hpp"

namespace unrepeat {
namespace {

/// Of all terms of two titles, so many thousandths are in both.
constexpr std::size_t shared_of_thousand = 700;
constexpr std::size_t fewest_shared = 3;
/// A term that more titles have tells nothing.
constexpr std::size_t most_titles = 200;

/// Titles with the same terms, or instances of one idea.
struct Group {
  std::vector<std::string> terms;
  std::vector<IdeaInstance> instances;
  bool is_joined = false;
};

class Union {
 public:
  explicit Union(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), std::size_t{0}); }
  std::size_t find(std::size_t one) {
    while (parents_[one] != one) one = parents_[one] = parents_[parents_[one]];
    return one;
  }
  void join(std::size_t a, std::size_t b) { parents_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parents_;
};

std::vector<Group> groups_of(std::span<const IncidentFacts* const> library) {
  std::map<std::string, Group> groups;
  for (const IncidentFacts* incident : library) {
    for (const PromiseFact& promise : incident->promises) {
      // Of what was imported nobody may have said that it was meant to be done, nor that it never was.
      if (promise.title.empty() || promise.state == ActionState::unknown) continue;
      if (!promise.idea.empty()) {
        Group& group = groups["=" + promise.idea];
        group.is_joined = true;
        group.instances.push_back({incident, &promise});
        continue;
      }
      std::vector<std::string> terms;
      std::string key = "~";
      for (const auto& [term, found] : terms_of(promise.title)) {
        terms.push_back(term);
        key += term + "\n";
      }
      // One word alone ("Monitoring") is no idea.
      if (terms.size() < 2) continue;
      Group& group = groups[key];
      group.terms = std::move(terms);
      group.instances.push_back({incident, &promise});
    }
  }
  std::vector<Group> all;
  for (auto& [key, group] : groups) all.push_back(std::move(group));
  return all;
}

/// Joins those whose terms are nearly the same.
void join_alike(const std::vector<Group>& groups, Union& joined) {
  std::map<std::string, std::vector<std::size_t>, std::less<>> having;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::map<std::size_t, std::size_t> shared;
    for (const std::string& term : groups[i].terms) {
      std::vector<std::size_t>& others = having[term];
      if (others.size() <= most_titles)
        for (const std::size_t other : others) ++shared[other];
      others.push_back(i);
    }
    for (const auto& [other, count] : shared) {
      const std::size_t all = groups[i].terms.size() + groups[other].terms.size() - count;
      if (count >= fewest_shared && count * 1000 >= all * shared_of_thousand) joined.join(i, other);
    }
  }
}

std::string shared_words(const std::vector<IdeaInstance>& instances) {
  Terms last = terms_of(instances.back().promise->title);
  for (const IdeaInstance& instance : instances) {
    const Terms own = terms_of(instance.promise->title);
    std::erase_if(last, [&](const auto& entry) { return !own.contains(entry.first); });
  }
  std::string words;
  for (const auto& [term, found] : last) words += (words.empty() ? "" : ", ") + found.written;
  return words;
}

bool is_kept(const IdeaInstance& instance) {
  return instance.promise->state == ActionState::done || instance.promise->state == ActionState::verified;
}

}  // namespace

std::vector<ReturningIdea> returning_ideas(std::span<const IncidentFacts* const> library) {
  std::vector<Group> groups = groups_of(library);
  Union joined(groups.size());
  join_alike(groups, joined);
  std::map<std::size_t, ReturningIdea> ideas;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ReturningIdea& idea = ideas[joined.find(i)];
    idea.is_joined |= groups[i].is_joined;
    idea.instances.insert(idea.instances.end(), groups[i].instances.begin(), groups[i].instances.end());
  }
  std::vector<ReturningIdea> found;
  for (auto& [group, idea] : ideas) {
    std::set<PostmortemId> postmortems;
    for (const IdeaInstance& instance : idea.instances) postmortems.insert(instance.incident->id);
    idea.weight = static_cast<std::int64_t>(postmortems.size());
    const bool is_dropped = std::ranges::all_of(idea.instances, [](const IdeaInstance& instance) {
      return instance.promise->state == ActionState::will_not_do;
    });
    if (idea.weight < 2 || is_dropped) continue;
    std::ranges::sort(idea.instances, [](const IdeaInstance& a, const IdeaInstance& b) {
      return std::tuple(a.incident->started_at, a.incident->id, a.promise->id) <
             std::tuple(b.incident->started_at, b.incident->id, b.promise->id);
    });
    idea.kept = std::ranges::count_if(idea.instances, is_kept);
    idea.words = shared_words(idea.instances);
    found.push_back(std::move(idea));
  }
  std::ranges::sort(found, [](const ReturningIdea& a, const ReturningIdea& b) {
    return std::tuple(a.kept > 0, b.weight, b.instances.back().incident->started_at, a.instances.back().promise->id) <
           std::tuple(b.kept > 0, a.weight, a.instances.back().incident->started_at, b.instances.back().promise->id);
  });
  return found;
}

}  // namespace unrepeat
