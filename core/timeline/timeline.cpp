// Description and order of timeline events.
#include "core/timeline/timeline.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace unrepeat {

DESCRIBE(Evidence, "evidence", required<&Evidence::id>("id"), field<&Evidence::source>("source"),
         field<&Evidence::record>("record"), prose<&Evidence::quote>("quote"), field<&Evidence::url>("url"))

DESCRIBE(Decision, "decision", prose<&Decision::options>("options"), prose<&Decision::known>("known"),
         prose<&Decision::why>("why"))

DESCRIBE(Hidden, "hidden", required<&Hidden::reason>("reason"))

DESCRIBE(TimelineEvent, "timeline event", required<&TimelineEvent::id>("id"), required<&TimelineEvent::time>("time"),
         field<&TimelineEvent::end>("end"), field<&TimelineEvent::rank>("rank"), required<&TimelineEvent::kind>("kind"),
         prose<&TimelineEvent::text>("text"), field<&TimelineEvent::actor>("actor"),
         field<&TimelineEvent::starred>("starred"), field<&TimelineEvent::outcome>("outcome"),
         field<&TimelineEvent::decision>("decision"), field<&TimelineEvent::audience>("audience"),
         field<&TimelineEvent::evidence>("evidence"), field<&TimelineEvent::same_as>("same_as"),
         field<&TimelineEvent::hidden>("hidden"), field<&TimelineEvent::folded_into>("folded_into"),
         field<&TimelineEvent::tags>("tags"))

DESCRIBE(UnreadRecord, "unread record", required<&UnreadRecord::id>("id"), field<&UnreadRecord::record>("record"),
         prose<&UnreadRecord::reason>("reason"), prose<&UnreadRecord::quote>("quote"))

DESCRIBE(Source, "source", required<&Source::id>("id"), required<&Source::kind>("kind"), field<&Source::file>("file"),
         field<&Source::sha256>("sha256", Presence::optional, TextRule::sha256),
         field<&Source::records>("records", Presence::optional, TextRule::not_negative),
         field<&Source::understood>("understood", Presence::optional, TextRule::not_negative),
         field<&Source::chosen>("chosen"), field<&Source::zone>("zone"), field<&Source::skew_seconds>("skew_seconds"),
         field<&Source::imported_at>("imported_at"), field<&Source::unread>("unread"))

namespace {

/// Where a time stands: its instant, or the nearest bound that is known.
std::int64_t place_of(const Time& time) {
  if (time.at) return time.at->microseconds;
  if (time.earliest) return time.earliest->microseconds;
  if (time.latest) return time.latest->microseconds;
  return std::numeric_limits<std::int64_t>::max();
}

}  // namespace

bool stand_together(const TimelineEvent& a, const TimelineEvent& b) { return place_of(a.time) == place_of(b.time); }

bool comes_before(const TimelineEvent& a, const TimelineEvent& b) {
  const std::int64_t place_a = place_of(a.time);
  const std::int64_t place_b = place_of(b.time);
  const std::int64_t rank_a = a.rank.value_or(0);
  const std::int64_t rank_b = b.rank.value_or(0);
  return std::tie(place_a, rank_a, a.id) < std::tie(place_b, rank_b, b.id);
}

void put_in_order(std::vector<TimelineEvent>& events) {
  if (std::ranges::is_sorted(events, comes_before)) return;
  // An event is large: what is sorted are their places, and each event moves once.
  std::vector<std::size_t> places(events.size());
  std::ranges::iota(places, std::size_t{0});
  std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) { return comes_before(events[a], events[b]); });
  for (std::size_t begin = 0; begin < places.size(); ++begin) {
    if (places[begin] == begin) continue;
    TimelineEvent first = std::move(events[begin]);
    std::size_t to = begin;
    for (std::size_t from = places[to]; from != begin; from = places[to]) {
      events[to] = std::move(events[from]);
      places[to] = to;
      to = from;
    }
    events[to] = std::move(first);
    places[to] = to;
  }
}

}  // namespace unrepeat
