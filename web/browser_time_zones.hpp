// Time zones as the browser knows them (time_zones.ts), on the page and in the worker.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/time/time_zone.hpp"
#include "web/bridge.hpp"

namespace unrepeat::web {

class BrowserTimeZones : public TimeZones {
 public:
  /// The browser needs some microseconds for one answer and a screen asks for hundreds, of several zones in turn, so
  /// days without a change of the clocks are remembered.
  std::optional<UtcOffset> offset_at(std::string_view zone, Instant at) const override {
    std::unordered_map<std::int64_t, UtcOffset>& steady_days = steady_days_of(zone);
    const std::int64_t day = days_since_epoch(civil_time(at).date);
    const auto known = steady_days.find(day);
    if (known != steady_days.end()) return known->second;
    const auto offset = ask(zone, at);
    const Instant begin = Instant{} + days(day), end = begin + days(1);
    if (offset && offset == ask(zone, begin) && offset == ask(zone, end)) {
      if (steady_days.size() == most_days) steady_days.clear();
      steady_days.emplace(day, *offset);
    }
    return offset;
  }
  std::string local_zone() const override {
    std::string zone(64, '\0');
    zone.resize(zone_local(zone.data(), zone.size()));
    return zone;
  }

 private:
  static constexpr std::size_t most_days = 4096, most_zones = 8;

  static std::optional<UtcOffset> ask(std::string_view zone, Instant at) {
    const double offset = zone_offset(zone.data(), zone.size(), static_cast<double>(at.microseconds) / 1000);
    if (std::isnan(offset)) return std::nullopt;
    return UtcOffset{static_cast<std::int32_t>(offset)};
  }

  struct Zone {
    std::string name;
    std::unordered_map<std::int64_t, UtcOffset> steady_days;
  };
  std::unordered_map<std::int64_t, UtcOffset>& steady_days_of(std::string_view name) const {
    for (Zone& zone : zones_)
      if (zone.name == name) return zone.steady_days;
    // The oldest makes room.
    if (zones_.size() == most_zones) zones_.erase(zones_.begin());
    return zones_.emplace_back(std::string(name)).steady_days;
  }

  mutable std::vector<Zone> zones_;  ///< A screen has one or two.
};

}  // namespace unrepeat::web
