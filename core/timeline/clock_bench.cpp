// Events of two sources that are alike vote for the distance between their clocks.
#include "core/timeline/clock_bench.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "core/describe/place.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/time/zone_letters.hpp"
#include "core/timeline/leading_kinds.hpp"
#include "core/timeline/likeness.hpp"

namespace unrepeat {
namespace {

bool tells(const Evidence& evidence, const Id<Source>& source) { return evidence.source == source; }

/// By it alone: its clock is the event's.
bool is_timed_by(const TimelineEvent& event, const Id<Source>& source) {
  return !event.evidence.empty() &&
         std::ranges::all_of(event.evidence, [&](const Evidence& one) { return tells(one, source); });
}

bool is_unzoned(const Time& time) { return time.at && time.offset.empty(); }

/// The time on another clock.
class Reader {
 public:
  Reader(const SourceClock& before, const SourceClock& after, std::string_view usual_zone, const TimeZones& zones)
      : before_(before), after_(after), usual_zone_(usual_zone), zones_(zones) {}

  std::expected<Time, WrittenTimeProblem> read(const Time& time) const {
    Time read = moved(time, seconds(before_.skew_seconds));
    if (!after_.zone.empty() && after_.zone != before_.zone && is_unzoned(time)) {
      const std::string_view zone = !time.zone.empty()      ? std::string_view(time.zone)
                                    : !before_.zone.empty() ? std::string_view(before_.zone)
                                                            : usual_zone_;
      auto reread = read_in_zone(read, zone, after_.zone, zones_);
      if (!reread) return std::unexpected(reread.error());
      read = std::move(*reread);
    }
    return moved(std::move(read), seconds(-after_.skew_seconds));
  }

 private:
  static Time moved(Time time, Duration by) {
    for (std::optional<Instant>* at : {&time.at, &time.earliest, &time.latest})
      if (*at) **at = **at + by;
    return time;
  }

  const SourceClock& before_;
  const SourceClock& after_;
  std::string_view usual_zone_;
  const TimeZones& zones_;
};

constexpr std::int64_t minute = 60'000'000;
/// What two clocks may differ by and still tell the same.
constexpr std::int64_t close = 2 * minute;
/// Further apart, words that are alike are chance.
constexpr std::int64_t furthest = 15 * 60 * minute;
/// Where there are more, the first are enough to tell.
constexpr std::size_t most_compared = 300;

struct Told {
  const TimelineEvent* event;
  std::set<std::string> words;
};

std::vector<Told> told_by(const Postmortem& postmortem, const Id<Source>& source) {
  std::vector<Told> told;
  for (const TimelineEvent& event : postmortem.timeline) {
    if (told.size() == most_compared) break;
    if (event.time.at && !event.folded_into && is_timed_by(event, source))
      told.push_back({&event, telling_words(event.text)});
  }
  return told;
}

/// From the events of one to those of the other that are alike.
std::vector<std::int64_t> distances(const std::vector<Told>& from, const std::vector<Told>& to) {
  std::vector<std::int64_t> all;
  for (const Told& a : from) {
    for (const Told& b : to) {
      const std::int64_t apart = b.event->time.at->microseconds - a.event->time.at->microseconds;
      if (std::abs(apart) > furthest || !may_be_one(a.event->kind, b.event->kind)) continue;
      if (are_alike(a.words, b.words)) all.push_back(apart);
    }
  }
  return all;
}

std::int64_t votes(const std::vector<std::int64_t>& apart, std::int64_t by, std::int64_t within) {
  return std::ranges::count_if(apart, [&](std::int64_t one) { return std::abs(one - by) <= within; });
}

struct Shift {
  std::int64_t by = 0;
  std::int64_t votes = 0;
};

/// A clock in another zone is off by quarters of an hour, a wrong one by anything, but always by the same.
std::optional<Shift> best_shift(const std::vector<std::int64_t>& apart) {
  constexpr std::int64_t quarter = 15 * minute, steady = minute / 2;
  std::optional<Shift> best;
  const auto offer = [&](std::int64_t by, std::int64_t count) {
    if (!best || count > best->votes || (count == best->votes && std::abs(by) < std::abs(best->by)))
      best = Shift{by, count};
  };
  const std::int64_t as_it_is = votes(apart, 0, close);
  for (const std::int64_t one : apart) {
    const std::int64_t rounded = (one + (one >= 0 ? quarter / 2 : -quarter / 2)) / quarter * quarter;
    if (rounded != 0 && std::abs(one - rounded) <= close) offer(rounded, votes(apart, rounded, close));
    if (std::abs(one) > close && std::abs(one) < quarter)
      if (const std::int64_t count = votes(apart, one, steady); count >= 3) offer(one, count);
  }
  if (!best || best->votes < 2 || best->votes <= 2 * as_it_is) return std::nullopt;
  return best;
}

/// The clock that moves all its unzoned times by so much: one of the zones that are known here.
std::optional<SourceClock> zone_that_moves(const Postmortem& postmortem, const Source& source, Duration by,
                                           const TimeZones& zones) {
  std::vector<std::string> candidates{postmortem.time_zone, "Etc/UTC", zones.local_zone()};
  for (const Source& other : postmortem.sources) candidates.push_back(other.zone);
  const SourceClock before = clock_of(source);
  for (const std::string& zone : candidates) {
    if (zone.empty() || zone == before.zone) continue;
    const SourceClock after{zone, before.skew_seconds};
    const Reader reader(before, after, postmortem.time_zone, zones);
    bool moves_all = true;
    for (const TimelineEvent& event : postmortem.timeline) {
      if (!event.time.at || !is_timed_by(event, source.id)) continue;
      const auto read = reader.read(event.time);
      moves_all = moves_all && read && *read->at - *event.time.at == by;
      if (!moves_all) break;
    }
    if (moves_all) return after;
  }
  return std::nullopt;
}

}  // namespace

std::vector<SourceAccount> source_accounts(const Postmortem& postmortem) {
  std::vector<SourceAccount> accounts;
  std::map<Id<Source>, std::size_t> places;
  for (const Source& source : postmortem.sources) {
    places[source.id] = accounts.size();
    accounts.push_back({.source = source.id});
  }
  for (const TimelineEvent& event : postmortem.timeline) {
    std::set<std::size_t> told;
    for (const Evidence& evidence : event.evidence) {
      const auto place = evidence.source ? places.find(*evidence.source) : places.end();
      if (place != places.end()) told.insert(place->second);
    }
    for (const std::size_t place : told) {
      SourceAccount& account = accounts[place];
      ++account.events;
      if (is_unzoned(event.time)) ++account.unzoned;
      if (!event.time.at) continue;
      if (!account.span) account.span = TimeSpan{*event.time.at, *event.time.at};
      account.span->from = std::min(account.span->from, *event.time.at);
      account.span->until = std::max(account.span->until, *event.time.at);
    }
  }
  return accounts;
}

SourceClock clock_of(const Source& source) { return {source.zone, source.skew_seconds.value_or(0)}; }

std::expected<std::vector<Command>, WrittenTimeProblem> set_clock(const Postmortem& postmortem, const Id<Source>& id,
                                                                  const SourceClock& clock, const TimeZones& zones) {
  const auto source = std::ranges::find(postmortem.sources, id, &Source::id);
  if (source == postmortem.sources.end()) return std::vector<Command>{};
  const SourceClock before = clock_of(*source);
  const Reader reader(before, clock, postmortem.time_zone, zones);
  SetEventTimes times;
  for (const TimelineEvent& event : postmortem.timeline) {
    if (!is_timed_by(event, id)) continue;
    auto time = reader.read(event.time);
    if (!time) return std::unexpected(time.error());
    std::optional<Time> end;
    if (event.end) {
      auto read = reader.read(*event.end);
      if (!read) return std::unexpected(read.error());
      end = std::move(*read);
    }
    if (*time != event.time || end != event.end) times.events.push_back({event.id, std::move(*time), std::move(end)});
  }
  const std::string path = path_of("sources", id);
  std::vector<Command> commands;
  if (!times.events.empty()) commands.push_back(std::move(times));
  if (clock.zone != before.zone) commands.push_back(SetField{path_of(path, "zone"), clock.zone});
  if (clock.skew_seconds != before.skew_seconds)
    commands.push_back(SetField{path_of(path, "skew_seconds"),
                                clock.skew_seconds == 0 ? std::string() : std::to_string(clock.skew_seconds)});
  return commands;
}

std::vector<ClockSuggestion> suggest_clocks(const Postmortem& postmortem, const TimeZones& zones) {
  struct Clock {
    const Source* source;
    std::vector<Told> told;
    std::int64_t unzoned = 0;
  };
  std::vector<Clock> clocks;
  const std::vector<SourceAccount> accounts = source_accounts(postmortem);
  for (std::size_t i = 0; i < postmortem.sources.size(); ++i) {
    const Source& source = postmortem.sources[i];
    if (auto told = told_by(postmortem, source.id); !told.empty())
      clocks.push_back({&source, std::move(told), accounts[i].unzoned});
  }
  // The one whose times say no zone is the likelier to be wrong, then the one that knows less of the incident.
  std::ranges::stable_sort(clocks, {},
                           [](const Clock& one) { return std::pair(one.unzoned > 0, rank_of_kind(one.source->kind)); });
  std::vector<ClockSuggestion> all;
  for (std::size_t wrong = 1; wrong < clocks.size(); ++wrong) {
    std::optional<ClockSuggestion> best;
    for (std::size_t right = 0; right < wrong; ++right) {
      const auto shift = best_shift(distances(clocks[wrong].told, clocks[right].told));
      if (!shift || (best && shift->votes <= best->alike)) continue;
      const Source& source = *clocks[wrong].source;
      const Duration by{shift->by};
      SourceClock clock = clock_of(source);
      if (const auto zone = zone_that_moves(postmortem, source, by, zones))
        clock = *zone;
      else
        clock.skew_seconds -= shift->by / 1'000'000;
      best = ClockSuggestion{source.id, clocks[right].source->id, by, shift->votes, std::move(clock)};
    }
    if (best) all.push_back(std::move(*best));
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, &ClockSuggestion::alike);
  return all;
}

std::vector<OpenLetters> letters_to_ask(const Postmortem& postmortem) {
  std::vector<OpenLetters> all;
  for (const Source& source : postmortem.sources) {
    std::map<std::string, std::int64_t> times;
    for (const TimelineEvent& event : postmortem.timeline)
      if (!event.time.at && is_timed_by(event, source.id))
        if (std::string letters = ambiguous_letters_in(event.time.written); !letters.empty()) ++times[letters];
    for (const auto& [letters, count] : times) all.push_back({source.id, letters, count, clocks_of_letters(letters)});
  }
  return all;
}

std::optional<Command> read_letters(const Postmortem& postmortem, const OpenLetters& letters, UtcOffset clock,
                                    const TimeZones& zones) {
  // Beside what of the source has a time; else beside anything that has one.
  std::optional<Instant> near;
  for (const bool is_own : {true, false})
    for (const TimelineEvent& event : postmortem.timeline)
      if (!near && event.time.at && (!is_own || is_timed_by(event, letters.source))) near = event.time.at;
  SetEventTimes times;
  std::vector<const TimelineEvent*> events;
  for (const TimelineEvent& event : postmortem.timeline)
    if (!event.time.at && is_timed_by(event, letters.source) &&
        ambiguous_letters_in(event.time.written) == letters.letters)
      events.push_back(&event);
  // As they stand in the text, so that each is near to the one before.
  std::ranges::stable_sort(events, {}, [](const TimelineEvent* event) { return event->rank.value_or(0); });
  for (const TimelineEvent* event : events) {
    const WrittenTimeContext context{.zones = zones,
                                     .zone = postmortem.time_zone,
                                     .near = near,
                                     .now = postmortem.history.created_at,
                                     .is_past = true};
    auto read = read_written_time(with_offset(event->time.written, letters.letters, clock), context);
    if (!read || !read->at) continue;
    near = read->at;
    read->written = event->time.written;
    read->note = event->time.note;
    times.events.push_back({event->id, std::move(*read), event->end});
  }
  if (times.events.empty()) return std::nullopt;
  return times;
}

}  // namespace unrepeat
