// Titles are compared by their terms: the same ones in any order, with all the rest left out, are one idea; so are
// those that share nearly all. What somebody joined is compared by the titles of all its members.
#include "core/learn/ideas.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/learn/said_relations.hpp"
#include "core/learn/terms.hpp"

namespace unrepeat {
namespace {

/// Of all terms of two titles, so many thousandths are in both.
constexpr std::size_t shared_of_thousand = 700;
constexpr std::size_t fewest_shared = 3;
/// A term that more titles have tells nothing.
constexpr std::size_t most_titles = 200;

/// Titles with the same terms, or what somebody joined.
struct Group {
  std::vector<IdeaInstance> instances;
  bool is_joined = false;
};

/// What a title of a group is about; a joined group may have several.
struct Title {
  std::vector<std::string> terms;
  std::size_t group = 0;
};

struct Groups {
  std::vector<Group> all;
  std::vector<Title> titles;
};

class Union {
 public:
  explicit Union(const std::vector<Group>& groups) : parents_(groups.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    for (const Group& group : groups) are_joined_.push_back(group.is_joined);
  }
  std::size_t find(std::size_t one) {
    while (parents_[one] != one) one = parents_[one] = parents_[parents_[one]];
    return one;
  }
  /// Not where both have what somebody joined: that was not joined with each other.
  void join(std::size_t a, std::size_t b) {
    a = find(a), b = find(b);
    if (a == b || (are_joined_[a] && are_joined_[b])) return;
    are_joined_[b] = are_joined_[a] || are_joined_[b];
    parents_[a] = b;
  }

 private:
  std::vector<std::size_t> parents_;
  std::vector<bool> are_joined_;  // of those that are their own parents
};

std::map<std::string, int, std::less<>> uses_of_ideas(std::span<const IncidentFacts* const> library) {
  std::map<std::string, int, std::less<>> uses;
  for (const IncidentFacts* incident : library)
    for (const PromiseFact& promise : incident->promises)
      if (!promise.idea.empty()) ++uses[promise.idea];
  return uses;
}

Groups groups_of(std::span<const IncidentFacts* const> library) {
  const auto uses = uses_of_ideas(library);
  Groups groups;
  std::map<std::string, std::size_t, std::less<>> places;
  std::set<std::pair<std::size_t, std::vector<std::string>>> known;
  for (const IncidentFacts* incident : library) {
    for (const PromiseFact& promise : incident->promises) {
      // Of what was imported nobody may have said that it was meant to be done, nor that it never was.
      if (promise.title.empty() || promise.state == ActionState::unknown) continue;
      const bool is_joined = !promise.idea.empty();
      if (is_joined && uses.at(promise.idea) < 2) continue;
      std::vector<std::string> terms;
      std::string key = "~";
      for (const auto& [term, found] : terms_of(promise.title)) {
        terms.push_back(term);
        key += term + "\n";
      }
      // One word alone ("Monitoring") is no idea.
      const bool says_something = terms.size() >= 2;
      if (!is_joined && !says_something) continue;
      if (is_joined) key = "=" + promise.idea;
      const auto [place, is_new] = places.try_emplace(std::move(key), groups.all.size());
      if (is_new) groups.all.emplace_back().is_joined = is_joined;
      groups.all[place->second].instances.push_back({incident, &promise});
      if (says_something && known.emplace(place->second, terms).second)
        groups.titles.push_back({std::move(terms), place->second});
    }
  }
  return groups;
}

/// Joins those of which a title has nearly the same terms: what is like something joined belongs there first, where it
/// is likest.
void join_alike(const Groups& groups, Union& joined) {
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> with_joined;  // how unlike in thousandths, two groups
  std::vector<std::pair<std::size_t, std::size_t>> others;
  // Of the others no more than it takes to bring all together that belong together.
  Union met(groups.all);
  const auto are_alike = [&](std::size_t one, std::size_t other, std::size_t unlike) {
    if (groups.all[one].is_joined || groups.all[other].is_joined)
      return static_cast<void>(with_joined.emplace_back(unlike, one, other));
    if (met.find(one) == met.find(other)) return;
    met.join(one, other);
    others.emplace_back(one, other);
  };
  std::map<std::vector<std::string>, std::vector<std::size_t>> same;
  std::map<std::string, std::vector<std::size_t>, std::less<>> having;
  for (std::size_t i = 0; i < groups.titles.size(); ++i) {
    const Title& title = groups.titles[i];
    // However few terms they are.
    for (const std::size_t group : same[title.terms]) are_alike(group, title.group, 0);
    same[title.terms].push_back(title.group);
    std::map<std::size_t, std::size_t> shared;
    for (const std::string& term : title.terms) {
      std::vector<std::size_t>& titles = having[term];
      if (titles.size() <= most_titles)
        for (const std::size_t other : titles) ++shared[other];
      titles.push_back(i);
    }
    for (const auto& [other, count] : shared) {
      const Title& like = groups.titles[other];
      const std::size_t all = title.terms.size() + like.terms.size() - count;
      if (count >= fewest_shared && count * 1000 >= all * shared_of_thousand)
        are_alike(like.group, title.group, 1000 - count * 1000 / all);
    }
  }
  std::ranges::sort(with_joined);
  for (const auto& [unlike, one, other] : with_joined) joined.join(one, other);
  for (const auto& [one, other] : others) joined.join(one, other);
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

/// Somebody did at some time, whether or not the day was noted.
bool was_promised(const PromiseFact& promise) {
  return promise.promised_at || promise.is_undated || is_promise(promise.state);
}

bool is_kept(const IdeaInstance& instance) {
  return instance.promise->state == ActionState::done || instance.promise->state == ActionState::verified;
}

}  // namespace

std::vector<ReturningIdea> returning_ideas(std::span<const IncidentFacts* const> library) {
  const SaidRelations said(library);
  const Groups groups = groups_of(library);
  Union joined(groups.all);
  join_alike(groups, joined);
  std::map<std::size_t, ReturningIdea> ideas;
  for (std::size_t i = 0; i < groups.all.size(); ++i) {
    const Group& group = groups.all[i];
    ReturningIdea& idea = ideas[joined.find(i)];
    idea.is_joined |= group.is_joined;
    idea.instances.insert(idea.instances.end(), group.instances.begin(), group.instances.end());
  }
  std::vector<ReturningIdea> found;
  for (auto& [group, idea] : ideas) {
    const bool is_dropped = std::ranges::all_of(idea.instances, [](const IdeaInstance& instance) {
      return instance.promise->state == ActionState::will_not_do;
    });
    if (is_dropped) continue;
    std::ranges::sort(idea.instances, [](const IdeaInstance& a, const IdeaInstance& b) {
      return std::tuple(a.incident->started_at, a.incident->id, a.promise->id) <
             std::tuple(b.incident->started_at, b.incident->id, b.promise->id);
    });
    std::set<PostmortemId> having, promising;
    for (IdeaInstance& instance : idea.instances) {
      const PostmortemId incident = said.counted(instance.incident->id);
      having.insert(incident);
      if (!was_promised(*instance.promise)) continue;
      promising.insert(incident);
      instance.time = std::ssize(promising);
    }
    idea.weight = std::ssize(having);
    idea.promised = std::ssize(promising);
    if (idea.weight < 2 || idea.promised == 0) continue;
    idea.kept = std::ranges::count_if(idea.instances, is_kept);
    idea.words = shared_words(idea.instances);
    found.push_back(std::move(idea));
  }
  std::ranges::sort(found, [](const ReturningIdea& a, const ReturningIdea& b) {
    const auto rank = [](const ReturningIdea& idea) { return std::tuple(idea.kept > 0, -idea.promised, -idea.weight); };
    const IdeaInstance &last = a.instances.back(), &other = b.instances.back();
    return std::tuple(rank(a), other.incident->started_at, last.promise->id) <
           std::tuple(rank(b), last.incident->started_at, other.promise->id);
  });
  return found;
}

}  // namespace unrepeat
