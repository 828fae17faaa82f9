// Google Cloud's status file: incidents with their updates, newest first. A supplier's word to its customers: it
// proposes no moment of the incident here.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "google_cloud", tool_name = "Google Cloud";

std::optional<int> shape_of(JsonNode node) {
  const bool is_incident = !text_at(node, "begin").empty() && array_at(node, "updates") &&
                           (has(node, "external_desc") || has(node, "affected_products") || has(node, "service_name"));
  return is_incident ? std::optional(0) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class GoogleCloudProposer final : public WalkedProposer {
 public:
  GoogleCloudProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const std::string_view id = first_text(found.place.node, "id", "number");
    return std::string(id.empty() ? text_at(found.place.node, "begin") : id);
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const JsonNode first = records.front().place.node;
    begin_told(key, first_text(first, "external_desc", "service_name"), {}, Text::import_chosen_incident);
    for (const Found& found : records) {
      take_about(found.place.node);
      for (const JsonPlace& update : found.place.at("updates").children()) read_update(update);
    }
    end_thread(record_of(records.front().place), Text::import_source_new, records.size() == record_count());
  }

  /// When it began and ended for the supplier stays beside what it said.
  void take_about(JsonNode node) {
    if (!thread().fields.empty()) return;
    rate(text_at(node, "severity"));
    for (const std::string_view field : {"begin", "end"}) {
      const std::string_view written = text_at(node, field);
      if (written.empty()) continue;
      CustomField& kept = thread().fields.emplace_back();
      kept.id = id<CustomField>(field);
      kept.name = "google_cloud_" + std::string(field);
      kept.label = std::string(tool()) + ": " + std::string(field);
      kept.value = first_characters(written, longest_title);
    }
    if (const auto products = array_at(node, "affected_products"))
      for (const JsonNode product : *products) take_system(text_at(product, "title"));
    take_system(text_at(node, "service_name"));
  }

  void take_system(std::string_view name) {
    affect(name);
    if (AffectedSystem* system = find_system(one_line(name))) system->external = true;
  }

  void read_update(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const std::string_view text = text_at(node, "text");
    if (text.empty()) return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    const std::string_view written = first_text(node, "when", "created");
    TimelineEvent& event = tell(record, {.key = "update " + std::string(written) + ' ' + std::string(text),
                                         .written = written,
                                         .kind = EventKind::communication,
                                         .text = std::string(text),
                                         .tag = text_at(node, "status")});
    event.audience = say(Text::import_audience_public);
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<GoogleCloudProposer>(source, context, plan);
}

}  // namespace

extern const Importer google_cloud_importer;
const Importer google_cloud_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
