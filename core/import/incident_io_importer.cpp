// incident.io: incidents with their timestamps, updates, webhooks in which the incident stands under the event's name.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "incident_io", tool_name = "incident.io";

enum Shape : int { incident, update };

/// A timestamp is what its name says; teams rename them, so the word counts wherever it stands.
struct Meaning {
  std::string_view word;
  EventKind kind;
  std::optional<MomentKind> moment;
};
constexpr Meaning meanings[] = {
    {"impact start", EventKind::impact, MomentKind::impact_start},
    {"impact end", EventKind::mitigation, std::nullopt},
    {"detected", EventKind::detection, MomentKind::detected},
    {"reported", EventKind::other, MomentKind::declared},
    {"declared", EventKind::other, MomentKind::declared},
    {"accepted", EventKind::acknowledgement, MomentKind::acknowledged},
    {"acknowledged", EventKind::acknowledgement, MomentKind::acknowledged},
    {"identified", EventKind::finding, MomentKind::identified},
    {"fixed", EventKind::mitigation, MomentKind::mitigated},
    {"mitigated", EventKind::mitigation, MomentKind::mitigated},
    {"resolved", EventKind::resolution, MomentKind::resolved},
};

const Meaning* meaning_of(std::string_view name) {
  const std::string small = in_small_letters(name);
  const auto* found =
      std::ranges::find_if(meanings, [&](const Meaning& one) { return small.find(one.word) != small.npos; });
  return found == std::end(meanings) ? nullptr : found;
}

std::optional<int> shape_of(JsonNode node) {
  if (!text_at(node, "incident_id").empty() && has(node, "created_at") &&
      (object_at(node, "new_incident_status") || object_at(node, "updater")))
    return update;
  const bool is_incident = !text_at(node, "reference").empty() && !text_at(node, "name").empty() &&
                           !text_at(node, "created_at").empty() &&
                           (has(node, "incident_timestamp_values") || object_at(node, "incident_status") ||
                            has(node, "permalink") || has(node, "timestamps"));
  return is_incident ? std::optional<int>(incident) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class IncidentIoProposer final : public WalkedProposer {
 public:
  IncidentIoProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    return std::string(text_at(found.place.node, found.shape == update ? "incident_id" : "id"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    raised_.reset();
    std::string_view title, url, name;
    for (const Found& found : records) {
      if (found.shape != incident) continue;
      name = text_at(found.place.node, "reference");
      title = text_at(found.place.node, "name");
      url = text_at(found.place.node, "permalink");
      raised_ = instant_of(text_at(found.place.node, "created_at"));
    }
    begin_told(key, title, url, Text::import_chosen_incident);
    // People call it INC-7.
    if (!name.empty()) refer(source_kind, name);
    for (const Found& found : records)
      if (found.shape == update)
        read_update(found);
      else
        read_incident(found.place);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_incident(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    count_record();
    rate(scalar_on_way(node, {"severity", "name"}));
    if (thread().context.summary.empty()) thread().context.summary = std::string(text_at(node, "summary"));
    take_roles(node);
    take_durations(node);
    bool is_creation_told = false;
    for (const std::string_view list : {"incident_timestamp_values", "timestamps"}) {
      if (!array_at(node, list)) continue;
      for (const JsonPlace& one : place.at(list).children()) is_creation_told |= read_timestamp(one);
    }
    if (!is_creation_told)
      tell(record, {.key = "created",
                    .written = text_at(node, "created_at"),
                    .text = say(Text::import_said_created, thread().title),
                    .tag = "declared at"});
  }

  /// Says whether it is when the incident was created.
  bool read_timestamp(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    std::string_view name = scalar_on_way(node, {"incident_timestamp", "name"});
    if (name.empty()) name = text_at(node, "name");
    if (name.empty()) {
      not_understood(record, Text::import_not_a_record, {std::string(tool())});
      return false;
    }
    count_record();
    std::string_view written = scalar_on_way(node, {"value", "value"});
    if (written.empty()) written = scalar_at(node, "last_occurred_at");
    // Nothing happens at a time that nobody filled in.
    if (written.empty()) return false;
    const Meaning* meaning = meaning_of(name);
    const TimelineEvent& event = tell(record, {.key = "timestamp " + std::string(name),
                                               .written = written,
                                               .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                                               .text = one_line(name),
                                               .tag = name});
    return event.time.at && event.time.at == raised_;
  }

  void read_update(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const std::string_view status = scalar_on_way(node, {"new_incident_status", "name"});
    const std::string_view message = text_at(node, "message");
    std::string key(text_at(node, "id"));
    if (key.empty()) key = "update " + std::string(text_at(node, "created_at"));
    tell(record_of(found.place),
         {.key = key,
          .written = text_at(node, "created_at"),
          .kind = message.empty() ? EventKind::other : EventKind::communication,
          .text = message.empty() ? say(Text::import_said_status, status) : std::string(message),
          .who = scalar_on_way(node, {"updater", "user", "name"}),
          .tag = "update"});
  }

  void take_roles(JsonNode node) {
    const auto roles = array_at(node, "incident_role_assignments");
    if (!roles) return;
    for (const JsonNode one : *roles)
      if (const std::string_view who = scalar_on_way(one, {"assignee", "name"}); !who.empty())
        take_part(who, one_line(scalar_on_way(one, {"role", "name"})));
  }

  /// What it computed stays beside what is computed here; its names say too little to be from one moment to another.
  void take_durations(JsonNode node) {
    const auto durations = array_at(node, "duration_metrics");
    if (!durations) return;
    for (const JsonNode one : *durations) {
      const std::string_view name = scalar_on_way(one, {"duration_metric", "name"});
      const std::string_view number = scalar_at(one, "value_seconds");
      constexpr std::size_t most_fields = 100;
      if (name.empty() || number.empty() || thread().fields.size() >= most_fields) continue;
      CustomField& field = thread().fields.emplace_back();
      field.id = id<CustomField>("duration " + std::string(name));
      field.name = "incident_io_duration_" + std::to_string(thread().fields.size());
      field.label = one_line(name);
      field.value = std::string(number) + " s";
    }
  }

  void tell_moments() {
    order_events();
    for (TimelineEvent& event : thread().timeline) {
      const Meaning* meaning = event.tags.empty() ? nullptr : meaning_of(event.tags.front());
      if (meaning == nullptr || !meaning->moment || event.tags.front() == "update") continue;
      if (*meaning->moment == MomentKind::acknowledged)
        propose_acknowledgement(event, raised_);
      else if (event.time.at && event.time.at == raised_ && *meaning->moment != MomentKind::declared)
        note_default(*meaning->moment, event.time.written, say(Text::import_note_tool_default, tool()));
      else
        propose_moment(*meaning->moment, event, MomentBasis::recorded);
    }
  }

  std::optional<Instant> raised_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<IncidentIoProposer>(source, context, plan);
}

}  // namespace

extern const Importer incident_io_importer;
const Importer incident_io_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
