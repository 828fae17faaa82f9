// The rules of time zones: asked of the platform through a port, because the rules change and the platform keeps them
// current.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/instant.hpp"

namespace unrepeat {

/// What the platform knows about zones: `Intl` in the browser, the tz database natively. One list of cases holds for
/// both (tests/core/time/time_zone_cases.txt). Zones are named as in the IANA database ("Europe/Madrid"); "UTC" is
/// always known.
class TimeZones {
 public:
  virtual ~TimeZones() = default;

  /// Nothing for a zone that is not known.
  [[nodiscard]] virtual std::optional<UtcOffset> offset_at(std::string_view zone, Instant at) const = 0;
  /// The zone this device is set to; "UTC" where that cannot be told.
  [[nodiscard]] virtual std::string local_zone() const = 0;

  [[nodiscard]] bool known(std::string_view zone) const { return offset_at(zone, {}).has_value(); }
};

enum class LocalTimeKind : std::uint8_t {
  unique,
  /// The clocks were put forward over it: it was never shown. `earlier` and `later` read it with the offset after and
  /// before the change.
  gap,
  /// The clocks were put back over it: it was shown twice, at `earlier` and at `later`.
  fold,
};

struct LocalTime {
  LocalTimeKind kind = LocalTimeKind::unique;
  Instant earlier;
  UtcOffset earlier_offset;
  Instant later;
  UtcOffset later_offset;
};

/// When a clock in this zone showed `civil`; nothing for a zone that is not known.
[[nodiscard]] std::optional<LocalTime> local_to_instant(const TimeZones& zones, std::string_view zone,
                                                        const CivilTime& civil);

/// The day it is then in this zone; in UTC for a zone that is not known.
[[nodiscard]] CalendarDate date_in(const TimeZones& zones, std::string_view zone, Instant at);
/// The first instant of a day in this zone, also where the clocks were put over its midnight; in UTC for a zone that is
/// not known.
[[nodiscard]] Instant start_of_day(const TimeZones& zones, std::string_view zone, CalendarDate day);

/// The clocks of a zone were put forward or back.
struct ClockChange {
  Instant at;  ///< The first instant with the offset after.
  UtcOffset before;
  UtcOffset after;
  bool operator==(const ClockChange&) const = default;
};
/// In order; none for a zone that is not known, and none of a span longer than three years, where nobody looks at them.
[[nodiscard]] std::vector<ClockChange> find_clock_changes(const TimeZones& zones, std::string_view zone, Instant start,
                                                          Instant end);

}  // namespace unrepeat
