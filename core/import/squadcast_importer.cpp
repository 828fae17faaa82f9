// Squadcast: incidents with their logs, in exports and connectors' logs, and the alerts that raised them.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "squadcast", tool_name = "Squadcast";

enum Shape : int { incident, alert };

struct Step {
  std::string_view word, field;
  EventKind kind;
};
constexpr Step steps[] = {
    {"triggered", "created_at", EventKind::detection},
    {"acknowledged", "acknowledged_at", EventKind::acknowledgement},
    {"resolved", "resolved_at", EventKind::resolution},
    {"reassigned", "", EventKind::handover},
    {"assigned", "", EventKind::handover},
    {"escalated", "", EventKind::escalation},
    {"reopened", "", EventKind::detection},
    {"notes_added", "", EventKind::observation},
    {"note_added", "", EventKind::observation},
    {"tags_modified", "", EventKind::other},
    {"tags_added", "", EventKind::other},
    {"priority_modified", "", EventKind::other},
    {"suppressed", "", EventKind::other},
};

std::optional<int> shape_of(JsonNode node) {
  if (has(node, "alert_source") && !text_at(node, "status").empty() && !text_at(node, "created_at").empty() &&
      !first_text(node, "title", "message").empty())
    return incident;
  if (!text_at(node, "incident_id").empty() && !text_at(node, "time_of_creation").empty()) return alert;
  return std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class SquadcastProposer final : public WalkedProposer {
 public:
  SquadcastProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    return std::string(text_at(found.place.node, found.shape == alert ? "incident_id" : "id"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const JsonNode first = records.front().place.node;
    std::string_view url;
    for (const Found& found : records)
      if (url.empty()) url = text_at(found.place.node, "url");
    begin_told(key, first_text(first, "title", "message"), url, Text::import_chosen_incident);
    for (const Found& found : records)
      if (found.shape == alert)
        read_alert(found.place);
      else
        read_incident(found.place);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_alert(const JsonPlace& place) {
    const JsonNode node = place.node;
    count_record();
    std::string text = say(Text::import_said_alert_fires, text_at(node, "message"));
    if (const std::string_view more = text_at(node, "description"); !more.empty()) text += '\n' + std::string(more);
    tell(record_of(place), {.key = "alert " + std::string(text_at(node, "time_of_creation")),
                            .written = text_at(node, "time_of_creation"),
                            .kind = EventKind::detection,
                            .text = std::move(text),
                            .tag = "alert"});
  }

  void read_incident(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    count_record();
    affect(text_at(node, "service"));
    state(MomentKind::detected, MomentKind::acknowledged, scalar_at(node, "tta (ms)"), 1'000, "tta (ms)");
    state(MomentKind::detected, MomentKind::resolved, scalar_at(node, "ttr (ms)"), 1'000, "ttr (ms)");
    const auto logs = array_at(node, "logs");
    for (const Step& step : steps) {
      // Where its log tells the step, the incident tells nothing more.
      const bool is_in_log = logs && std::any_of(logs->begin(), logs->end(),
                                                 [&](JsonNode entry) { return text_at(entry, "action") == step.word; });
      const std::string_view written = step.field.empty() ? std::string_view() : text_at(node, step.field);
      // What is not set is written as the year 1.
      if (is_in_log || !instant_of(written)) continue;
      tell(record, {.key = std::string(step.word),
                    .written = written,
                    .kind = step.kind,
                    .text = words_of(step.word, {}),
                    .tag = step.word});
    }
    if (logs)
      for (const JsonPlace& entry : place.at("logs").children()) read_log(entry);
  }

  void read_log(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const std::string_view action = text_at(node, "action"), written = scalar_at(node, "time");
    if (action.empty() && written.empty())
      return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    const Step* step = find_word(steps, action);
    if (step == nullptr) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(action)});
    tell(record, {.key = "log " + std::string(action) + ' ' + std::string(written),
                  .written = written,
                  .kind = step != nullptr ? step->kind : EventKind::other,
                  .text = words_of(action, text_at(node, "reason")),
                  .tag = action});
  }

  std::string words_of(std::string_view action, std::string_view reason) const {
    if (!reason.empty()) return std::string(reason);
    const std::string title = thread().title, by = say(Text::import_said_somebody);
    if (action == "triggered") return say(Text::import_said_triggered, title);
    if (action == "acknowledged") return say(Text::import_said_acknowledged, by) + ": " + title;
    if (action == "resolved") return say(Text::import_said_resolved, by) + ": " + title;
    return std::string(action) + ": " + title;
  }

  void tell_moments() {
    order_events();
    std::optional<Instant> raised;
    for (TimelineEvent& event : thread().timeline) {
      const std::string_view tag = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (event.kind == EventKind::detection) {
        if (!raised) raised = event.time.at;
        propose_moment(MomentKind::detected, event, MomentBasis::recorded);
      }
      if (tag == "acknowledged") propose_acknowledgement(event, raised);
    }
    for (auto event = thread().timeline.rbegin(); event != thread().timeline.rend(); ++event)
      if (event->kind == EventKind::resolution) propose_moment(MomentKind::resolved, *event, MomentBasis::recorded);
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<SquadcastProposer>(source, context, plan);
}

}  // namespace

extern const Importer squadcast_importer;
const Importer squadcast_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
