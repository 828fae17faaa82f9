// Time zones from the system's tz database. Only outside core: the browser's C++ library has no such thing.
#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/time_zone.hpp"

namespace unrepeat {

class NativeTimeZones : public TimeZones {
 public:
  [[nodiscard]] std::optional<UtcOffset> offset_at(std::string_view zone, Instant at) const override {
    if (zone == "UTC") return UtcOffset{};
    try {
      const auto moment =
          std::chrono::floor<std::chrono::seconds>(std::chrono::sys_time(std::chrono::microseconds(at.microseconds)));
      return UtcOffset{static_cast<std::int32_t>(std::chrono::locate_zone(zone)->get_info(moment).offset.count())};
    } catch (const std::exception&) {  // an unknown zone, or a system without the database
      return std::nullopt;
    }
  }

  [[nodiscard]] std::string local_zone() const override {
    try {
      return std::string(std::chrono::current_zone()->name());
    } catch (const std::exception&) {
      return "UTC";
    }
  }
};

}  // namespace unrepeat
