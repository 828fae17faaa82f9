// Squadcast: incidents with their logs, in exports and connectors' logs, and the alerts that raised them.
#include <algorithm>
#include <map>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "squadcast", tool_name = "Squadcast";

enum Shape : int { incident, alert };
enum Table : int { user, service };

/// An alert and the incident that it raises are written down so close to each other.
constexpr Duration same_moment = seconds(2);

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
    {"note_created", "", EventKind::observation},
    {"postmortem_created", "", EventKind::other},
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

/// People by their ids; services by theirs and by that of the policy which is notified for them.
std::optional<int> table_of(JsonNode node) {
  if (text_at(node, "id").empty()) return std::nullopt;
  if (has(node, "first_name") && has(node, "last_name")) return user;
  if (!text_at(node, "name").empty() && has(node, "escalation_policy_id")) return service;
  return std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class SquadcastProposer final : public WalkedProposer {
 public:
  SquadcastProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan,
                       NamedThings(table_of, {"id", "escalation_policy_id"})) {
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
    assigned_names_.clear();
    trigger_.reset();
    for (const Found& found : records)
      if (found.shape == incident) read_incident(found.place);
    // What raised it may stand before it.
    for (const Found& found : records)
      if (found.shape == alert) read_alert(found.place);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_alert(const JsonPlace& place) {
    const JsonNode node = place.node;
    count_record();
    const std::string_view written = text_at(node, "time_of_creation");
    std::string text = say(Text::import_said_alert_fires, text_at(node, "message"));
    if (const std::string_view more = text_at(node, "description"); !more.empty()) text += '\n' + std::string(more);
    const auto at = instant_of(written);
    const bool is_trigger = at && trigger_ && *at - trigger_->at <= same_moment && trigger_->at - *at <= same_moment;
    tell(record_of(place), {.key = is_trigger ? trigger_->key : "alert " + std::string(written),
                            .written = written,
                            .kind = EventKind::detection,
                            .text = std::move(text),
                            .tag = "alert"});
  }

  void read_incident(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    count_record();
    affect(text_at(node, "service"));
    if (thread().context.summary.empty()) thread().context.summary = std::string(text_at(node, "description"));
    take_tags(node);
    take_names(node);
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
                    .text = words_of(step.word, {}, {}),
                    .tag = step.word});
      if (step.word == "triggered") note_trigger(written, std::string(step.word));
    }
    if (logs)
      for (const JsonPlace& entry : place.at("logs").children()) read_log(entry);
  }

  /// {"severity": {"value": "critical", "color": "#f00"}}
  void take_tags(JsonNode node) {
    const auto tags = object_at(node, "tags");
    if (!tags) return;
    for (const JsonNode one : *tags) {
      const std::string_view value = text_at(one, "value");
      if (value.empty() || one.key().empty()) continue;
      if (in_small_letters(one.key()) == "severity")
        rate(value);
      else
        tag(std::string(one.key()) + ": " + std::string(value));
    }
  }

  /// Its log has ids. Names stand in what it says of the same steps, and the incident has the name of its assignee.
  void take_names(JsonNode node) {
    const auto logs = array_at(node, "logs");
    if (!logs) return;
    std::string_view assigned;
    for (const JsonNode entry : *logs) {
      const std::string_view whom = text_at(entry, "id"), action = text_at(entry, "action");
      if (whom.empty()) continue;
      if (action == "triggered" || action == "assigned" || action == "reassigned") assigned = whom;
      if (text_at(entry, "assignedTo") != "user") continue;
      if (const std::string_view name = name_in(text_at(entry, "reason")); !name.empty())
        assigned_names_.emplace(whom, name);
    }
    if (const std::string_view name = text_at(node, "assignee"); !assigned.empty() && !name.empty())
      assigned_names_.emplace(assigned, name);
  }

  /// "Incident tags modified by Ana Gil", "Ana Gil created a note".
  static std::string_view name_in(std::string_view reason) {
    constexpr std::string_view by = " by ", note = " created a note";
    if (reason.ends_with(note)) return reason.substr(0, reason.size() - note.size());
    const std::size_t at = reason.rfind(by);
    return at == reason.npos ? std::string_view() : reason.substr(at + by.size());
  }

  std::string name_of(std::string_view whom) {
    if (const auto known = named(user, whom)) {
      const std::string_view first = text_at(*known, "first_name"), last = text_at(*known, "last_name");
      return std::string(first) + (first.empty() || last.empty() ? "" : " ") + std::string(last);
    }
    if (const auto known = named(service, whom))
      return std::string(scalar_on_way(*known, {"escalation_policy", "name"}));
    const auto known = assigned_names_.find(whom);
    return known == assigned_names_.end() ? std::string() : known->second;
  }

  void note_trigger(std::string_view written, std::string key) {
    if (const auto at = instant_of(written); at && !trigger_) trigger_ = Trigger{*at, std::move(key)};
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
    const std::string whom = name_of(text_at(node, "id"));
    const bool is_of_user = text_at(node, "assignedTo") == "user";
    // Whom it is assigned to is not who assigned it.
    const bool is_handed_over = step != nullptr && step->kind == EventKind::handover;
    if (is_handed_over && is_of_user && !whom.empty()) take_part(whom);
    const std::string key = "log " + std::string(action) + ' ' + std::string(written);
    std::string_view said = scalar_on_way(node, {"additionalInfo", "note"});
    if (said.empty()) said = text_at(node, "reason");
    std::string text = words_of(action, said, whom);
    if (action == "triggered" && !is_of_user && !whom.empty()) text += '\n' + say(Text::import_said_notified, whom);
    tell(record,
         {.key = key,
          .written = written,
          .kind = step != nullptr ? step->kind : EventKind::other,
          .text = std::move(text),
          .who = is_of_user && !is_handed_over && action != "triggered" ? std::string_view(whom) : std::string_view(),
          .tag = action});
    if (action == "triggered") note_trigger(written, key);
  }

  std::string words_of(std::string_view action, std::string_view said, std::string_view whom) const {
    if (!said.empty()) return std::string(said);
    const std::string title = thread().title;
    const std::string by = whom.empty() ? say(Text::import_said_somebody) : std::string(whom);
    if (action == "triggered") return say(Text::import_said_triggered, title);
    if (action == "acknowledged") return say(Text::import_said_acknowledged, by) + ": " + title;
    if (action == "resolved") return say(Text::import_said_resolved, by) + ": " + title;
    if (action == "escalated" && !whom.empty()) return say(Text::import_said_escalated, whom) + ": " + title;
    if ((action == "assigned" || action == "reassigned") && !whom.empty())
      return say(Text::import_said_assigned, whom) + ": " + title;
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

  // Of the incident that is being read.
  struct Trigger {
    Instant at;
    std::string key;
  };
  std::optional<Trigger> trigger_;
  std::map<std::string, std::string, std::less<>> assigned_names_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<SquadcastProposer>(source, context, plan);
}

}  // namespace

extern const Importer squadcast_importer;
const Importer squadcast_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
