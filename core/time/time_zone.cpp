// From a clock on a wall to an instant, with nothing but "which offset held then?": the same rule for every platform.
#include "core/time/time_zone.hpp"

#include <algorithm>

namespace unrepeat {

std::optional<LocalTime> local_to_instant(const TimeZones& zones, std::string_view zone, const CivilTime& civil) {
  const Instant as_utc = instant(civil);
  // No offset is larger than a day, so one change at most lies between these two.
  const auto before = zones.offset_at(zone, as_utc - days(1));
  const auto after = zones.offset_at(zone, as_utc + days(1));
  if (!before || !after) return std::nullopt;

  const Instant with_before = as_utc - seconds(before->seconds);
  const Instant with_after = as_utc - seconds(after->seconds);
  const bool before_holds = zones.offset_at(zone, with_before) == before;
  const bool after_holds = zones.offset_at(zone, with_after) == after;
  if (before_holds && (!after_holds || before == after))
    return LocalTime{LocalTimeKind::unique, with_before, *before, with_before, *before};
  if (after_holds && !before_holds) return LocalTime{LocalTimeKind::unique, with_after, *after, with_after, *after};
  if (before_holds) return LocalTime{LocalTimeKind::fold, with_before, *before, with_after, *after};
  return LocalTime{LocalTimeKind::gap, with_after, *after, with_before, *before};
}

CalendarDate date_in(const TimeZones& zones, std::string_view zone, Instant at) {
  return civil_time(at, zones.offset_at(zone, at).value_or(UtcOffset{})).date;
}

Instant start_of_day(const TimeZones& zones, std::string_view zone, CalendarDate day) {
  const CivilTime midnight{.date = day};
  const auto local = local_to_instant(zones, zone, midnight);
  if (!local) return instant(midnight);
  return local->kind == LocalTimeKind::gap ? local->later : local->earlier;
}

std::vector<ClockChange> find_clock_changes(const TimeZones& zones, std::string_view zone, Instant start, Instant end) {
  // Clocks stay as they are for weeks at least, in our days.
  constexpr Duration stride = days(7), longest = days(3 * 366);
  std::vector<ClockChange> changes;
  auto before = zones.offset_at(zone, start);
  if (!before || end - start > longest) return changes;
  for (Instant from = start; from < end;) {
    const Instant to = std::min(from + stride, end);
    const auto after = zones.offset_at(zone, to);
    if (after && after != before) {
      Instant earlier = from, later = to;
      while (later - earlier > seconds(1)) {
        const Instant middle = earlier + microseconds((later - earlier).microseconds / 2);
        (zones.offset_at(zone, middle) == before ? earlier : later) = middle;
      }
      // The change is on a whole second, and `later` is within one after it.
      const std::int64_t past = ((later.microseconds % 1'000'000) + 1'000'000) % 1'000'000;
      changes.push_back({later - microseconds(past), *before, *after});
      before = after;
    }
    from = to;
  }
  return changes;
}

}  // namespace unrepeat
