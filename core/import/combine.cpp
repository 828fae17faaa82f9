// Everything is sorted by what it is before it is joined, so that no order of files shows.
#include "core/import/combine.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
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

bool leads(const Postmortem* a, const Postmortem* b) {
  const auto key = [](const Postmortem& one) {
    const auto first = first_instant(one);
    return std::tuple(rank_of(one), !first, first.value_or(Instant{}), one.id);
  };
  return key(*a) < key(*b);
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

  void add(const std::vector<TimelineEvent>& events) {
    for (const TimelineEvent& event : events) {
      const auto [at, is_new] = by_id_.try_emplace(event.id, events_.size());
      if (is_new)
        events_.push_back(event);
      else if (events_[at->second] != event)
        take_in(events_[at->second], event);
    }
  }

  /// The same words at the same instant are one record, told twice.
  void join_what_is_told_twice() {
    std::ranges::sort(events_, {}, &TimelineEvent::id);
    std::map<std::pair<Instant, std::string>, std::size_t> told;
    std::vector<TimelineEvent> kept;
    for (TimelineEvent& event : events_) {
      const auto [at, is_new] = event.time.at ? told.try_emplace({*event.time.at, plain_words(event.text)}, kept.size())
                                              : std::pair(told.end(), true);
      if (is_new || plain_words(event.text).empty()) {
        kept.push_back(std::move(event));
        continue;
      }
      renamed_[event.id] = kept[at->second].id;
      take_in(kept[at->second], event);
    }
    events_ = std::move(kept);
    for (TimelineEvent& event : events_)
      for (EventId& other : event.same_as) other = now_called(other);
    std::ranges::sort(events_, comes_before);
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
  std::map<EventId, std::size_t> by_id_;
  std::map<EventId, EventId> renamed_;
  std::vector<TimelineEvent> events_;
};

std::int64_t Timeline::link_what_two_sources_saw() {
  constexpr Duration near = seconds(150);
  // A storm of records within two minutes is no reason to compare each with each.
  constexpr std::size_t most_compared = 40;
  std::vector<std::set<std::string>> words;
  for (const TimelineEvent& event : events_) words.push_back(telling_words(event.text));
  std::int64_t linked = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (!events_[i].time.at) break;
    for (std::size_t j = i + 1; j < std::min(events_.size(), i + most_compared); ++j) {
      if (!events_[j].time.at || *events_[j].time.at - *events_[i].time.at > near) break;
      if (!may_be_one(events_[i].kind, events_[j].kind) || share_a_source(events_[i], events_[j])) continue;
      if (!are_alike(words[i], words[j])) continue;
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

std::int64_t Timeline::fold_what_repeats() {
  // The same again so often is no news.
  constexpr std::size_t fewest = 3;
  std::map<std::pair<Id<Source>, std::string>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const TimelineEvent& event = events_[i];
    if (event.evidence.empty() || !event.evidence.front().source) continue;
    const Id<Source> source = *event.evidence.front().source;
    const bool is_chatter = has_tag(event, "join") || has_tag(event, "bot");
    const std::string what = has_tag(event, "join") ? "\x01join"
                             : is_chatter           ? "\x01"
                                                      "bot"
                                                    : plain_words(event.text);
    if (!what.empty()) alike[{source, what}].push_back(i);
  }
  std::int64_t folded = 0;
  for (const auto& [key, places] : alike) {
    if (places.size() < (key.second.starts_with('\x01') ? 2 : fewest)) continue;
    for (const std::size_t place : places)
      if (place != places.front() && !events_[place].folded_into) {
        events_[place].folded_into = events_[places.front()].id;
        ++folded;
      }
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

void choose_moments(Postmortem& into, std::span<const Postmortem* const> threads, const Timeline& timeline) {
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    std::optional<Told> best;
    for (const Postmortem* thread : threads) {
      const Moment& moment = thread->moments[kind];
      if (moment.state != MomentState::recorded) continue;
      const Told told{&moment, instant_of(*thread, moment), rank_of(*thread), thread->id};
      if (!best || is_better(kind, told, *best)) best = told;
    }
    if (!best) continue;
    into.moments[kind] = *best->moment;
    if (auto& event = into.moments[kind].event) event = timeline.now_called(*event);
  }
}

}  // namespace

Combination combine(std::span<const Postmortem* const> threads) {
  std::vector<const Postmortem*> sorted(threads.begin(), threads.end());
  std::ranges::sort(sorted, leads);
  Combination combination{.postmortem = *sorted.front()};
  Postmortem& all = combination.postmortem;
  Timeline timeline;
  for (const Postmortem* thread : sorted) {
    timeline.add(thread->timeline);
    join_by_id(all.sources, thread->sources);
    join(all.refs, thread->refs, [](const Reference& one) { return std::pair(one.system, one.key); });
    join(all.links, thread->links, [](const Link& one) { return one.url; });
    join(all.systems, thread->systems, [](const AffectedSystem& one) { return one.name; });
    join(all.people, thread->people, [](const Party& one) { return one.name; });
    join_by_id(all.impact.stated, thread->impact.stated);
    join_by_id(all.impact.windows, thread->impact.windows);
    join_by_id(all.sections, thread->sections);
    join_by_id(all.fields, thread->fields);
    join_by_id(all.actions, thread->actions);
    join_values(all.tags, thread->tags);
    if (!all.severity) all.severity = thread->severity;
    if (all.context.summary.empty()) all.context.summary = thread->context.summary;
  }
  timeline.rename_sources(join_sources_of_one_file(all.sources));
  timeline.join_what_is_told_twice();
  combination.told_twice = timeline.told_twice();
  combination.linked = timeline.link_what_two_sources_saw();
  combination.folded = timeline.fold_what_repeats();
  choose_moments(all, sorted, timeline);
  all.timeline = timeline.take();
  put_in_canonical_order(all);
  return combination;
}

}  // namespace unrepeat
