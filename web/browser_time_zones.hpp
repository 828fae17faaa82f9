// Time zones as the browser knows them (time_zones.ts), on the page and in the worker.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/time/time_zone.hpp"
#include "web/bridge.hpp"

namespace unrepeat::web {

class BrowserTimeZones : public TimeZones {
 public:
  /// The browser needs some microseconds for one answer and a screen asks for hundreds, so days without a change of the
  /// clocks are remembered.
  std::optional<UtcOffset> offset_at(std::string_view zone, Instant at) const override {
    if (zone != zone_) {
      zone_ = zone;
      steady_days_.clear();
    }
    const std::int64_t day = days_since_epoch(civil_time(at).date);
    const auto known = steady_days_.find(day);
    if (known != steady_days_.end()) return known->second;
    const auto offset = ask(at);
    const Instant begin = Instant{} + days(day), end = begin + days(1);
    if (offset && offset == ask(begin) && offset == ask(end)) {
      if (steady_days_.size() == most_days) steady_days_.clear();
      steady_days_.emplace(day, *offset);
    }
    return offset;
  }
  std::string local_zone() const override {
    std::string zone(64, '\0');
    zone.resize(zone_local(zone.data(), zone.size()));
    return zone;
  }

 private:
  static constexpr std::size_t most_days = 4096;

  std::optional<UtcOffset> ask(Instant at) const {
    const double offset = zone_offset(zone_.data(), zone_.size(), static_cast<double>(at.microseconds) / 1000);
    if (std::isnan(offset)) return std::nullopt;
    return UtcOffset{static_cast<std::int32_t>(offset)};
  }

  mutable std::string zone_;  ///< The one asked for last: a screen has one or two.
  mutable std::unordered_map<std::int64_t, UtcOffset> steady_days_;
};

}  // namespace unrepeat::web
