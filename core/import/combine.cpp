// Everything is sorted by what it is before it is joined, so that no order of files shows.
#include "core/import/combine.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/timeline/leading_kinds.hpp"
#include "core/timeline/likeness.hpp"

namespace unrepeat {
namespace {

using EventId = Id<TimelineEvent>;

std::size_t rank_of(const Postmortem& thread) {
  return rank_of_kind(thread.sources.empty() ? std::string_view() : std::string_view(thread.sources.front().kind));
}

std::optional<Instant> first_instant(const Postmortem& thread) {
  std::optional<Instant> first;
  for (const TimelineEvent& event : thread.timeline)
    if (event.time.at && (!first || *event.time.at < *first)) first = event.time.at;
  return first;
}

/// The one that leads comes first.
void put_leading_first(std::vector<Postmortem>& threads) {
  const auto key = [](const Postmortem& one) {
    const auto first = first_instant(one);
    return std::tuple(rank_of(one), !first, first.value_or(Instant{}), one.id);
  };
  std::vector<std::pair<decltype(key(threads.front())), std::size_t>> order;
  for (std::size_t i = 0; i < threads.size(); ++i) order.emplace_back(key(threads[i]), i);
  std::ranges::sort(order);
  std::vector<Postmortem> sorted;
  sorted.reserve(threads.size());
  for (const auto& [place, i] : order) sorted.push_back(std::move(threads[i]));
  threads = std::move(sorted);
}

// ---- lists that are joined by what an entry is called, or by its id

template <class Entry, class Key>
void join(std::vector<Entry>& into, const std::vector<Entry>& from, Key key) {
  for (const Entry& entry : from) {
    const bool is_there =
        std::ranges::any_of(into, [&](const Entry& one) { return one.id == entry.id || key(one) == key(entry); });
    if (!is_there) into.push_back(entry);
  }
}

template <class Entry>
void join_by_id(std::vector<Entry>& into, const std::vector<Entry>& from) {
  std::set<decltype(Entry::id)> ids;
  for (const Entry& entry : into) ids.insert(entry.id);
  for (const Entry& entry : from)
    if (ids.insert(entry.id).second) into.push_back(entry);
}

template <class Value>
void join_values(std::vector<Value>& into, const std::vector<Value>& from) {
  for (const Value& value : from)
    if (std::ranges::find(into, value) == into.end()) into.push_back(value);
}

// ---- events

/// The better telling of one event: the finer time, then the longer text.
bool tells_better(const TimelineEvent& a, const TimelineEvent& b) {
  const auto key = [](const TimelineEvent& one) {
    const bool is_fine = one.time.at && one.time.at->microseconds % 1'000'000 != 0;
    return std::tuple(one.time.at.has_value(), -static_cast<int>(one.time.precision), is_fine, one.text.size(),
                      one.text, one.time.written);
  };
  return key(a) > key(b);
}

void take_in(TimelineEvent& event, const TimelineEvent& other) {
  TimelineEvent better = tells_better(event, other) ? event : other;
  const TimelineEvent& lesser = tells_better(event, other) ? other : event;
  better.id = std::min(event.id, other.id);
  if (better.actor.empty()) better.actor = lesser.actor;
  if (better.audience.empty()) better.audience = lesser.audience;
  better.starred = event.starred || other.starred;
  join_by_id(better.evidence, lesser.evidence);
  std::ranges::sort(better.evidence, {}, &Evidence::id);
  join_values(better.tags, lesser.tags);
  join_values(better.same_as, lesser.same_as);
  event = std::move(better);
}

/// One file is one source, however many threads were read out of it. Says under which id each of them goes on.
std::map<Id<Source>, Id<Source>> join_sources_of_one_file(std::vector<Source>& sources) {
  constexpr std::size_t most_chosen_named = 3;
  struct Joined {
    std::size_t place = 0;
    std::vector<std::string> chosen = {};
  };
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Joined> files;
  std::map<Id<Source>, std::size_t> places;
  std::vector<Source> kept;
  for (const Source& source : sources) {
    const auto [at, is_new] =
        files.try_emplace({source.kind, source.file, source.sha256, source.zone}, Joined{kept.size()});
    Joined& joined = at->second;
    if (!source.chosen.empty()) joined.chosen.push_back(source.chosen);
    places[source.id] = joined.place;
    if (is_new) {
      kept.push_back(source);
      continue;
    }
    Source& one = kept[joined.place];
    one.id = std::min(one.id, source.id);
    one.records += source.records;
    one.understood += source.understood;
    join_by_id(one.unread, source.unread);
  }
  for (auto& [file, joined] : files) {
    if (joined.chosen.size() < 2) continue;
    std::ranges::sort(joined.chosen);
    std::string& chosen = kept[joined.place].chosen;
    chosen.clear();
    for (std::size_t i = 0; i < std::min(joined.chosen.size(), most_chosen_named); ++i)
      chosen += (i > 0 ? ", " : "") + joined.chosen[i];
    if (joined.chosen.size() > most_chosen_named) chosen += ", …";
  }
  std::map<Id<Source>, Id<Source>> called;
  for (const auto& [id, place] : places) called[id] = kept[place].id;
  sources = std::move(kept);
  return called;
}

class Timeline {
 public:
  void rename_sources(const std::map<Id<Source>, Id<Source>>& called) {
    for (TimelineEvent& event : events_)
      for (Evidence& evidence : event.evidence)
        if (const auto found = evidence.source ? called.find(*evidence.source) : called.end(); found != called.end())
          evidence.source = found->second;
  }

  void add(std::vector<TimelineEvent> events) {
    if (events_.empty())
      events_ = std::move(events);
    else
      std::ranges::move(events, std::back_inserter(events_));
  }

  /// What several threads call by one id is one record, and so are the same words at the same instant.
  void join_what_is_told_twice() {
    const std::vector<std::size_t> places = in_order(
        [&](std::size_t a, std::size_t b) { return std::pair(events_[a].id, a) < std::pair(events_[b].id, b); });
    std::vector<bool> is_told(events_.size(), false);
    for_runs(
        places, [&](std::size_t a, std::size_t b) { return events_[a].id == events_[b].id; },
        [&](std::span<const std::size_t> run) {
          for (const std::size_t other : run.subspan(1)) {
            if (events_[run.front()] != events_[other]) take_in(events_[run.front()], events_[other]);
            is_told[other] = true;
          }
        });
    drop(is_told);
    join_words_of_one_instant();
    for (TimelineEvent& event : events_)
      for (EventId& other : event.same_as) other = now_called(other);
    put_in_order(events_);
  }

  std::int64_t link_what_two_sources_saw();
  std::int64_t fold_what_repeats();

  EventId now_called(EventId id) const {
    const auto found = renamed_.find(id);
    return found == renamed_.end() ? id : found->second;
  }
  std::int64_t told_twice() const {
    return std::ranges::count_if(events_, [](const TimelineEvent& event) { return event.evidence.size() > 1; });
  }
  std::vector<TimelineEvent> take() { return std::move(events_); }

 private:
  /// The places of the events, sorted; events are large.
  template <class Less>
  [[nodiscard]] std::vector<std::size_t> in_order(Less less) const {
    std::vector<std::size_t> places(events_.size());
    std::ranges::iota(places, std::size_t{0});
    std::ranges::sort(places, less);
    return places;
  }
  /// Neighbours that are the same, where there is more than one.
  template <class Same, class Take>
  static void for_runs(const std::vector<std::size_t>& places, Same same, Take take) {
    for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
      end = begin + 1;
      while (end < places.size() && same(places[begin], places[end])) ++end;
      if (end - begin > 1) take(std::span(places).subspan(begin, end - begin));
    }
  }
  void drop(const std::vector<bool>& dropped) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (dropped[i]) continue;
      if (kept != i) events_[kept] = std::move(events_[i]);
      ++kept;
    }
    events_.resize(kept);
  }
  void join_words_of_one_instant() {
    const std::vector<std::size_t> places = in_order([&](std::size_t a, std::size_t b) {
      return std::pair(events_[a].time.at, events_[a].id) < std::pair(events_[b].time.at, events_[b].id);
    });
    std::vector<bool> is_told(events_.size(), false);
    const auto at_one_instant = [&](std::size_t a, std::size_t b) {
      return events_[a].time.at && events_[a].time.at == events_[b].time.at;
    };
    for_runs(places, at_one_instant, [&](std::span<const std::size_t> run) {
      std::map<std::string, std::size_t> told;
      for (const std::size_t place : run) {
        std::string words = plain_words(events_[place].text);
        if (words.empty()) continue;
        const auto [first, is_new] = told.try_emplace(std::move(words), place);
        if (is_new) continue;
        renamed_[events_[place].id] = events_[first->second].id;
        take_in(events_[first->second], events_[place]);
        is_told[place] = true;
      }
    });
    drop(is_told);
  }

  std::map<EventId, EventId> renamed_;
  std::vector<TimelineEvent> events_;
};

std::int64_t Timeline::link_what_two_sources_saw() {
  constexpr Duration near = seconds(150);
  // A storm of records within two minutes is no reason to compare each with each.
  constexpr std::size_t most_compared = 40;
  // Found out where two sources meet, which is rarely in what one chat says.
  std::map<std::size_t, std::set<std::string>> found;
  const auto words_of = [&](std::size_t place) -> const std::set<std::string>& {
    const auto [at, is_new] = found.try_emplace(place);
    if (is_new) at->second = telling_words(events_[place].text);
    return at->second;
  };
  std::int64_t linked = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (!events_[i].time.at) break;
    for (std::size_t j = i + 1; j < std::min(events_.size(), i + most_compared); ++j) {
      if (!events_[j].time.at || *events_[j].time.at - *events_[i].time.at > near) break;
      if (!may_be_one(events_[i].kind, events_[j].kind) || share_a_source(events_[i], events_[j])) continue;
      if (!are_alike(words_of(i), words_of(j))) continue;
      std::vector<EventId>& others = events_[i].same_as;
      if (std::ranges::find(others, events_[j].id) != others.end()) continue;
      others.push_back(events_[j].id);
      ++linked;
    }
  }
  return linked;
}

bool has_tag(const TimelineEvent& event, std::string_view tag) {
  return std::ranges::find(event.tags, tag) != event.tags.end();
}

bool is_chatter(const TimelineEvent& event) { return has_tag(event, "join") || has_tag(event, "bot"); }

std::int64_t Timeline::fold_what_repeats() {
  // The same again so often is no news.
  constexpr std::size_t fewest = 3;
  struct Alike {
    std::size_t first = 0, count = 0;
  };
  std::unordered_map<std::string, Alike> alike;
  std::vector<Alike*> alike_of(events_.size(), nullptr);
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const TimelineEvent& event = events_[i];
    if (event.evidence.empty() || !event.evidence.front().source) continue;
    const Id<Source> source = *event.evidence.front().source;
    const std::string what = has_tag(event, "join") ? "\x01join"
                             : is_chatter(event)    ? "\x01"
                                                      "bot"
                                                    : plain_words(event.text);
    if (what.empty()) continue;
    const auto [at, is_new] = alike.try_emplace(text_of(source) + what, Alike{i, 0});
    ++at->second.count;
    alike_of[i] = &at->second;
  }
  std::int64_t folded = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Alike* all = alike_of[i];
    if (all == nullptr || all->first == i || events_[i].folded_into) continue;
    if (all->count < (is_chatter(events_[i]) ? 2 : fewest)) continue;
    events_[i].folded_into = events_[all->first].id;
    ++folded;
  }
  return folded;
}

// ---- moments

struct Told {
  const Moment* moment;
  std::optional<Instant> at;
  std::size_t rank;
  Id<Postmortem> thread;
};

/// Of what several threads say the recorded goes before the estimated, and that before what a tool puts by itself; then
/// the first, but for what ends something, of which it is the last.
bool is_better(MomentKind kind, const Told& a, const Told& b) {
  const auto basis = [](const Told& one) {
    switch (one.moment->basis.value_or(MomentBasis::recorded)) {
      case MomentBasis::recorded: return 0;
      case MomentBasis::estimated: return 1;
      case MomentBasis::tool_default: return 2;
    }
    return 3;
  };
  const bool ends = kind == MomentKind::resolved;
  const auto at = [&](const Told& one) {
    const std::int64_t place = one.at ? one.at->microseconds : INT64_MAX;
    return ends && one.at ? -place : place;
  };
  return std::tuple(basis(a), !a.at, at(a), a.rank, a.thread) < std::tuple(basis(b), !b.at, at(b), b.rank, b.thread);
}

std::optional<Instant> instant_of(const Postmortem& thread, const Moment& moment) {
  if (moment.time) return moment.time->at;
  if (!moment.event) return std::nullopt;
  const auto event = std::ranges::find(thread.timeline, *moment.event, &TimelineEvent::id);
  return event == thread.timeline.end() ? std::nullopt : event->time.at;
}

/// Of all threads, while they have their events.
Moments choose_moments(const std::vector<Postmortem>& threads) {
  Moments chosen = threads.front().moments;
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    std::optional<Told> best;
    for (const Postmortem& thread : threads) {
      const Moment& moment = thread.moments[kind];
      if (moment.state != MomentState::recorded) continue;
      const Told told{&moment, instant_of(thread, moment), rank_of(thread), thread.id};
      if (!best || is_better(kind, told, *best)) best = told;
    }
    if (best) chosen[kind] = *best->moment;
  }
  return chosen;
}

}  // namespace

Combination combine(std::vector<Postmortem> threads) {
  put_leading_first(threads);
  const Moments moments = choose_moments(threads);
  Timeline timeline;
  for (Postmortem& thread : threads) timeline.add(std::exchange(thread.timeline, {}));
  Combination combination{.postmortem = threads.front()};
  Postmortem& all = combination.postmortem;
  all.moments = moments;
  for (const Postmortem& thread : threads) {
    join_by_id(all.sources, thread.sources);
    join(all.refs, thread.refs, [](const Reference& one) { return std::pair(one.system, one.key); });
    join(all.links, thread.links, [](const Link& one) { return one.url; });
    join(all.systems, thread.systems, [](const AffectedSystem& one) { return one.name; });
    join(all.people, thread.people, [](const Party& one) { return one.name; });
    join_by_id(all.impact.stated, thread.impact.stated);
    join_by_id(all.impact.windows, thread.impact.windows);
    join_by_id(all.sections, thread.sections);
    join_by_id(all.fields, thread.fields);
    join_by_id(all.actions, thread.actions);
    join_values(all.tags, thread.tags);
    if (!all.severity) all.severity = thread.severity;
    if (all.context.summary.empty()) all.context.summary = thread.context.summary;
    if (all.impact.text.empty()) all.impact.text = thread.impact.text;
    if (all.causes.summary.empty()) all.causes.summary = thread.causes.summary;
  }
  timeline.rename_sources(join_sources_of_one_file(all.sources));
  timeline.join_what_is_told_twice();
  combination.told_twice = timeline.told_twice();
  combination.linked = timeline.link_what_two_sources_saw();
  combination.folded = timeline.fold_what_repeats();
  for (Moment& moment : all.moments.all)
    if (moment.event) moment.event = timeline.now_called(*moment.event);
  all.timeline = timeline.take();
  return combination;
}

}  // namespace unrepeat
