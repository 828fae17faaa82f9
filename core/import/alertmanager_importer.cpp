// Alertmanager: the bodies of its webhooks and the list of its API, alone, in other envelopes, or line by line in a
// log.
#include "core/import/alert_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "alertmanager", tool_name = "Alertmanager";

std::optional<int> shape_of(JsonNode node) { return is_prometheus_alert(node) ? std::optional(0) : std::nullopt; }

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class AlertmanagerProposer final : public AlertProposer {
 public:
  AlertmanagerProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : AlertProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override { return prometheus_alert_key(found.place.node); }
  void read_thread(const std::string& key, std::span<const Found> records) override { read_alert_thread(key, records); }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<AlertmanagerProposer>(source, context, plan);
}

}  // namespace

extern const Importer alertmanager_importer;
const Importer alertmanager_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
