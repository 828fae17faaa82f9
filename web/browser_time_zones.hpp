// Time zones as the browser knows them (time_zones.ts), on the page and in the worker.
#pragma once

#include <cmath>
#include <optional>
#include <string>

#include "core/time/time_zone.hpp"
#include "web/bridge.hpp"

namespace unrepeat::web {

class BrowserTimeZones : public TimeZones {
 public:
  std::optional<UtcOffset> offset_at(std::string_view zone, Instant at) const override {
    const double offset = zone_offset(zone.data(), zone.size(), static_cast<double>(at.microseconds) / 1000);
    if (std::isnan(offset)) return std::nullopt;
    return UtcOffset{static_cast<std::int32_t>(offset)};
  }
  std::string local_zone() const override {
    std::string zone(64, '\0');
    zone.resize(zone_local(zone.data(), zone.size()));
    return zone;
  }
};

}  // namespace unrepeat::web
