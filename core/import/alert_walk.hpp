// Alerts in the shape of Prometheus: one event at its start, one at its end, however often it is told.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/import/record_walk.hpp"

namespace unrepeat {

/// Labels, and when it began or how it is.
[[nodiscard]] bool is_prometheus_alert(JsonNode node);
/// The alert and its beginning: its fingerprint, or its labels where there is none.
[[nodiscard]] std::string prometheus_alert_key(JsonNode node);

class AlertProposer : public WalkedProposer {
 protected:
  using WalkedProposer::WalkedProposer;
  /// Records of one alert, as prometheus_alert_key() tells them apart.
  void read_alert_thread(const std::string& key, std::span<const Found> records);

 private:
  void read_alert(const Found& found, std::string_view words);
  void tell_time(const Found& found, const SourceRecord& record, std::string_view written, Telling telling);
};

}  // namespace unrepeat
