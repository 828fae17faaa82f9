// First the same issue of the file is one, then each is led to its promises, then each promise hears of one issue.
#include "core/action/tracker_refresh.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/action/issue_name.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {

DESCRIBE(RefreshItem, "refresh_item", field<&RefreshItem::issue>("issue"), required<&RefreshItem::outcome>("outcome"),
         field<&RefreshItem::promise>("promise"), field<&RefreshItem::among>("among"),
         field<&RefreshItem::state>("state"), field<&RefreshItem::reason>("reason"), field<&RefreshItem::due>("due"),
         field<&RefreshItem::owner>("owner"), field<&RefreshItem::chosen>("chosen"))

namespace {

constexpr std::size_t most_named = 5;

// ---- which issue

/// As names are compared: in small letters.
struct Name {
  std::string system, key, host, place;
};

/// "jira" for "Jira Cloud"; empty for what people call a tracker that is not known here.
std::string_view known_system(std::string_view system) {
  const std::string small = in_lower_case(system);
  for (const std::string_view known : {"jira", "github", "gitlab", "linear"})
    if (small.contains(known)) return known;
  return {};
}

Name name_of(std::string_view system, std::string_view key, std::string_view url) {
  const IssueName at = issue_at(read_web_address(url) ? url : key);
  Name name{at.system, in_lower_case(at.key), at.host, at.place};
  if (name.key.empty() && !read_web_address(key)) name.key = in_lower_case(key);
  if (name.system.empty()) name.system = known_system(system);
  if (name.system.empty() && is_repository_key(name.key)) name.system = "github";
  return name;
}

/// Two that say different things of where they are do not mean the same issue, however alike their keys are.
bool agree(const std::string& one, const std::string& other) { return one.empty() || other.empty() || one == other; }
bool may_be_one(const Name& one, const Name& other) {
  return agree(one.host, other.host) && agree(one.system, other.system);
}

// ---- which promise

class LinkIndex {
 public:
  explicit LinkIndex(std::span<const LinkedPromise> promises) {
    for (std::size_t at = 0; at < promises.size(); ++at)
      for (const ActionLink& link : promises[at].links) add(at, name_of(link.system, link.key, link.url));
  }

  struct Found {
    std::vector<std::size_t> promises;  // in their order, each once
    bool is_sure = true;
  };
  [[nodiscard]] Found find(const Name& name) const {
    if (auto sure = those_in(by_place_, name.place, name); !sure.empty()) return {std::move(sure)};
    // A number counts only together with its repository.
    if (name.key.empty() || is_bare_number(name.key)) return {};
    if (!name.system.empty())
      if (auto sure = those_in(by_system_, name.system + '\n' + name.key, name); !sure.empty())
        return {std::move(sure)};
    return {those_in(by_key_, name.key, name), false};
  }

 private:
  struct Entry {
    std::size_t promise;
    std::size_t name;
  };
  using Entries = std::map<std::string, std::vector<Entry>, std::less<>>;

  void add(std::size_t promise, Name name) {
    const Entry entry{promise, names_.size()};
    if (!name.place.empty()) by_place_[name.place].push_back(entry);
    if (!name.key.empty()) by_key_[name.key].push_back(entry);
    if (!name.key.empty() && !name.system.empty()) by_system_[name.system + '\n' + name.key].push_back(entry);
    names_.push_back(std::move(name));
  }

  [[nodiscard]] std::vector<std::size_t> those_in(const Entries& entries, const std::string& what,
                                                  const Name& name) const {
    std::vector<std::size_t> found;
    const auto at = what.empty() ? entries.end() : entries.find(what);
    if (at == entries.end()) return found;
    for (const Entry& entry : at->second)
      if (may_be_one(names_[entry.name], name) && (found.empty() || found.back() != entry.promise))
        found.push_back(entry.promise);
    return found;
  }

  std::vector<Name> names_;
  Entries by_place_, by_system_, by_key_;
};

// ---- what changes

bool says_the_same(const TrackerIssue& one, const TrackerIssue& other) {
  return one.state == other.state && one.merely_open == other.merely_open && one.due == other.due &&
         one.assignee == other.assignee;
}

/// The state it becomes; nothing where it stays. A ticket that waits makes no promise of an idea: that takes somebody
/// who promises, a date and a check.
std::optional<ActionState> next_state(ActionState now, const TrackerIssue& issue) {
  ActionState to = *issue.state;
  if (to == ActionState::committed) {
    if (now == ActionState::idea || (now == ActionState::in_progress && issue.merely_open)) return std::nullopt;
    if (now == ActionState::unknown) to = ActionState::idea;
  }
  return to == now ? std::nullopt : std::optional(to);
}

bool takes_back(ActionState from, ActionState to) {
  return (from == ActionState::done && to != ActionState::done) ||
         (from == ActionState::in_progress && to == ActionState::committed);
}

bool is_in_work(ActionState state) {
  return state == ActionState::idea || state == ActionState::committed || state == ActionState::in_progress;
}

void propose(RefreshItem& item, Language language) {
  const Promise& promise = *item.promise;
  const TrackerIssue& issue = item.issue;
  if (is_settled(promise.state)) {
    item.outcome = RefreshOutcome::settled;
    return;
  }
  if (!issue.state) {
    item.outcome = RefreshOutcome::not_understood;
    return;
  }
  item.state = next_state(promise.state, issue);
  const ActionState after = item.state.value_or(promise.state);
  if (after == ActionState::will_not_do) {
    const std::string_view system =
        issue.system.empty() ? say(language, Text::tracker_some) : tracker_name(issue.system);
    item.reason = say(language, Text::tracker_closed_as, system, issue.words);
  }
  // What is done has no date any more that could be kept or put off.
  if (is_in_work(after) && parse_date(issue.due) && issue.due != promise.due) item.due = issue.due;
  if (after != ActionState::will_not_do && is_only_blanks(promise.owner) && !is_only_blanks(issue.assignee))
    item.owner = issue.assignee;

  const bool is_change = item.state || !item.due.empty() || !item.owner.empty();
  const bool is_dated = issue.updated_at && promise.changed_at;
  const bool is_older = is_dated && *issue.updated_at < *promise.changed_at;
  item.outcome = !is_change ? RefreshOutcome::same : is_older ? RefreshOutcome::older : RefreshOutcome::changes;
  const bool needs_person =
      after == ActionState::will_not_do || (item.state && takes_back(promise.state, *item.state) && !is_dated);
  item.chosen = item.outcome == RefreshOutcome::changes && !needs_person;
}

/// An issue of the file, or what is left of several that are the same one.
struct Told {
  std::size_t issue;
  Name name;
  bool is_repeated = false;
  LinkIndex::Found found = {};
};

/// Of the same issue the newer one counts; where nothing tells which that is, the first, unless they differ.
void find_repeated(std::span<const TrackerIssue> issues, std::vector<Told>& all) {
  std::map<std::string, std::vector<Told*>> alike;
  for (Told& told : all) {
    const Name& name = told.name;
    std::string identity = name.place.empty() ? name.system + '\n' + name.key : name.place;
    std::vector<Told*>& others = alike[std::move(identity)];
    const TrackerIssue& issue = issues[told.issue];
    const auto is_newer = [](const TrackerIssue& one, const TrackerIssue& other) {
      return one.updated_at && other.updated_at && *one.updated_at > *other.updated_at;
    };
    std::erase_if(others, [&](Told* other) { return other->is_repeated = is_newer(issue, issues[other->issue]); });
    told.is_repeated = std::ranges::any_of(others, [&](const Told* other) {
      return is_newer(issues[other->issue], issue) || says_the_same(issue, issues[other->issue]);
    });
    // Two that contradict each other are enough: a person is asked.
    told.is_repeated |= others.size() == 2;
    if (!told.is_repeated) others.push_back(&told);
  }
}

}  // namespace

std::vector<RefreshItem> compare(std::span<const TrackerIssue> issues, std::span<const LinkedPromise> promises,
                                 Language language) {
  const LinkIndex index(promises);
  std::vector<Told> all;
  for (std::size_t at = 0; at < issues.size(); ++at)
    all.push_back({at, name_of(issues[at].system, issues[at].key, issues[at].url)});
  find_repeated(issues, all);

  std::map<std::size_t, std::vector<std::size_t>> issues_of;  // by promise
  for (Told& told : all) {
    if (told.is_repeated) continue;
    told.found = index.find(told.name);
    if (!told.found.is_sure && told.found.promises.size() > 1) continue;
    for (const std::size_t promise : told.found.promises) issues_of[promise].push_back(told.issue);
  }
  // The one of several that speaks for a promise, where they say the same.
  std::map<std::size_t, std::optional<std::size_t>> speaking;
  for (const auto& [promise, several] : issues_of) {
    const TrackerIssue& first = issues[several.front()];
    const bool is_one = std::ranges::all_of(several, [&](std::size_t at) { return says_the_same(issues[at], first); });
    const auto newest = std::ranges::max_element(several, {}, [&](std::size_t at) { return issues[at].updated_at; });
    speaking[promise] = is_one ? std::optional(*newest) : std::nullopt;
  }

  std::vector<RefreshItem> items;
  for (const Told& told : all) {
    const auto add = [&](RefreshOutcome outcome) -> RefreshItem& {
      return items.emplace_back(RefreshItem{.issue = issues[told.issue], .outcome = outcome});
    };
    if (told.is_repeated) {
      add(RefreshOutcome::repeated);
    } else if (told.found.promises.empty()) {
      add(RefreshOutcome::no_promise);
    } else if (!told.found.is_sure && told.found.promises.size() > 1) {
      RefreshItem& item = add(RefreshOutcome::ambiguous);
      for (const std::size_t promise : told.found.promises)
        if (item.among.size() < most_named) item.among.push_back(promises[promise].promise.title);
    } else {
      for (const std::size_t promise : told.found.promises) {
        const auto speaks = speaking[promise];
        RefreshItem& item = add(speaks ? RefreshOutcome::repeated : RefreshOutcome::several_issues);
        item.promise = promises[promise].promise;
        if (speaks == told.issue) propose(item, language);
      }
    }
  }
  return items;
}

void understand(TrackerIssue& issue, IssueMeaning meaning) {
  if (!issue.asks_meaning) return;
  issue.merely_open = meaning == IssueMeaning::open;
  switch (meaning) {
    case IssueMeaning::nothing: issue.state.reset(); return;
    case IssueMeaning::open: issue.state = ActionState::committed; return;
    case IssueMeaning::in_progress: issue.state = ActionState::in_progress; return;
    case IssueMeaning::done: issue.state = ActionState::done; return;
    case IssueMeaning::will_not_do: issue.state = ActionState::will_not_do; return;
  }
}

std::vector<std::size_t> understand(std::span<RefreshItem> items, std::string_view words, IssueMeaning meaning,
                                    Language language) {
  using enum RefreshOutcome;
  const std::string key = issue_state_key(words);
  std::vector<std::size_t> anew;
  for (std::size_t place = 0; place < items.size(); ++place) {
    RefreshItem& item = items[place];
    if (!item.issue.asks_meaning || issue_state_key(item.issue.words) != key) continue;
    understand(item.issue, meaning);
    const bool speaks =
        item.outcome == not_understood || item.outcome == changes || item.outcome == older || item.outcome == same;
    if (!item.promise || !speaks) continue;
    item.state.reset();
    item.chosen = false;
    for (std::string* proposed : {&item.reason, &item.due, &item.owner}) proposed->clear();
    propose(item, language);
    anew.push_back(place);
  }
  return anew;
}

std::optional<PromiseChange> change_for(const RefreshItem& item) {
  const bool is_change = item.outcome == RefreshOutcome::changes || item.outcome == RefreshOutcome::older;
  if (!is_change || !item.promise) return std::nullopt;
  PromiseChange change{.postmortem = item.promise->postmortem, .action = item.promise->id, .state = item.state};
  if (item.state == ActionState::will_not_do) change.reason = item.reason;
  if (!item.owner.empty()) change.owner = item.owner;
  if (!item.due.empty()) change.due = item.due;
  return change;
}

std::string say_outcome(Language language, const RefreshItem& item) {
  constexpr Text sentences[] = {
      Text::tracker_outcome_changes,    Text::tracker_outcome_older,     Text::tracker_outcome_same,
      Text::tracker_outcome_no_promise, Text::tracker_outcome_ambiguous, Text::tracker_outcome_not_understood,
      Text::tracker_outcome_settled,    Text::tracker_outcome_repeated,  Text::tracker_outcome_several_issues};
  static_assert(std::size(sentences) == std::size(spellings_of_RefreshOutcome));
  std::string about = item.outcome == RefreshOutcome::not_understood ? item.issue.words : std::string();
  for (const std::string& title : item.among) about += (about.empty() ? "" : "; ") + title;
  return say(language, sentences[static_cast<std::size_t>(item.outcome)], about);
}

}  // namespace unrepeat
