// Grafana: its alerting (alerts in Prometheus' shape), OnCall's alert groups with what is done to them, incidents with
// their activity, annotations.
#include <algorithm>

#include "core/import/alert_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "grafana", tool_name = "Grafana";

enum Shape : int { alert, group_step, group, incident, activity, annotation, rule_state };

struct Step {
  std::string_view word;
  EventKind kind;
};
constexpr Step steps[] = {
    {"alert group created", EventKind::detection},
    {"alert created", EventKind::detection},
    {"firing", EventKind::detection},
    {"escalation", EventKind::notification},
    {"notification", EventKind::notification},
    {"acknowledge", EventKind::acknowledgement},
    {"unacknowledge", EventKind::other},
    {"resolve", EventKind::resolution},
    {"unresolve", EventKind::detection},
    {"silence", EventKind::other},
    {"unsilence", EventKind::other},
    {"status_change", EventKind::other},
};

bool is_group(JsonNode node) {
  return !text_at(node, "id").empty() && !text_at(node, "created_at").empty() && has(node, "resolved_at") &&
         has(node, "acknowledged_at") && (has(node, "alerts_count") || has(node, "integration_id"));
}

std::optional<int> shape_of(JsonNode node) {
  const auto about = object_at(node, "alert_group"), event = object_at(node, "event");
  if (about && event && has(*event, "type") && !text_at(*about, "id").empty()) return group_step;
  if (is_group(node)) return group;
  if (!text_at(node, "activityItemID").empty()) return activity;
  if (!text_at(node, "incidentID").empty() && !text_at(node, "title").empty()) return incident;
  if ((has(node, "dashboardUID") || has(node, "dashboardId")) && has(node, "time") && has(node, "text"))
    return annotation;
  if (has(node, "ruleName") && has(node, "ruleId") && !text_at(node, "state").empty()) return rule_state;
  return is_prometheus_alert(node) ? std::optional<int>(alert) : std::nullopt;
}

/// What only Grafana says; its alerts alone would be Alertmanager's.
std::optional<int> mark_of(JsonNode node) {
  const auto shape = shape_of(node);
  if (shape && *shape != alert) return shape;
  if (shape)
    for (const std::string_view own : {"valueString", "dashboardURL", "silenceURL", "panelURL", "imageURL"})
      if (has(node, own)) return shape;
  const bool is_body = array_at(node, "alerts") && (has(node, "orgId") || has(node, "ruleUid"));
  if (is_body || (text_at(node, "type").starts_with("grafana.") && object_at(node, "data"))) return alert;
  return std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, mark_of) && holds_record(source, shape_of); }

class GrafanaProposer final : public AlertProposer {
 public:
  GrafanaProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : AlertProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    switch (found.shape) {
      case alert: return prometheus_alert_key(node);
      case group_step: return std::string(scalar_on_way(node, {"alert_group", "id"}));
      case group: return std::string(text_at(node, "id"));
      case incident:
      case activity: return std::string(text_at(node, "incidentID"));
      case annotation:
        return "annotations " +
               std::string(scalar_at(node, has(node, "dashboardUID") ? "dashboardUID" : "dashboardId"));
      default: return "rule " + std::string(scalar_at(node, "ruleId"));
    }
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const Found& first = records.front();
    if (first.shape == alert) return read_alert_thread(key, records);
    raised_.reset();
    std::string_view title, url;
    for (const Found& found : records) {
      const JsonNode node = found.shape == group_step ? *object_at(found.place.node, "alert_group") : found.place.node;
      if (title.empty()) title = first_text(node, "title", "ruleName");
      if (url.empty()) url = first_text(node, "incidentUrl", "ruleUrl");
      if (url.empty()) url = scalar_on_way(node, {"permalinks", "web"});
      const auto created = instant_of(scalar_at(node, "created_at"));
      if (created && (!raised_ || *created < *raised_)) raised_ = created;
    }
    const bool is_incident = first.shape == incident || first.shape == activity;
    begin_told(key, title, url, is_incident ? Text::import_chosen_incident : Text::import_chosen_alert);
    for (const Found& found : records) read(found);
    tell_moments();
    end_thread(record_of(first.place), Text::import_source_new, true);
  }

  void read(const Found& found) {
    switch (found.shape) {
      case group_step: return read_step(found);
      case group: return read_group(found);
      case incident: return read_incident(found);
      case activity: return read_activity(found);
      case annotation: return read_annotation(found);
      default: return read_rule_state(found);
    }
  }

  void read_step(const Found& found) {
    const JsonNode node = found.place.node, about = *object_at(node, "alert_group");
    const SourceRecord record = record_of(found.place);
    count_record();
    const std::string step = in_small_letters(scalar_on_way(node, {"event", "type"}));
    const Step* meaning = find_word(steps, step);
    if (meaning == nullptr) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(step)});
    std::string_view who = scalar_on_way(node, {"user", "username"});
    if (who.empty()) who = scalar_on_way(node, {"user", "name"});
    const std::string_view written = scalar_on_way(node, {"event", "time"});
    near_group_time(step, about, written);
    tell(record, {.key = step + ' ' + std::string(written),
                  .written = written,
                  .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                  .text = words_of_step(step, node, who),
                  .who = who,
                  .tag = step});
    reads_words = false;
    set_zone({});
  }

  /// A clock without a day is of the day of the step that the group knows; the tool writes UTC.
  void near_group_time(std::string_view step, JsonNode about, std::string_view written) {
    if (instant_of(written)) return;
    std::string_view near = step == "resolve"       ? text_at(about, "resolved_at")
                            : step == "acknowledge" ? text_at(about, "acknowledged_at")
                                                    : std::string_view();
    if (near.empty()) near = text_at(about, "created_at");
    set_near(instant_of(near));
    set_zone("Etc/UTC");
    reads_words = true;
  }

  std::string words_of_step(std::string_view step, JsonNode node, std::string_view who) const {
    const std::string& title = thread().title;
    const std::string by = who.empty() ? say(Text::import_said_somebody) : std::string(who);
    if (step == "acknowledge") return say(Text::import_said_acknowledged, by) + ": " + title;
    if (step == "unacknowledge") return say(Text::import_said_unacknowledged) + ": " + title;
    if (step == "resolve") return say(Text::import_said_resolved, by) + ": " + title;
    if (step == "silence") return say(Text::import_said_snoozed) + ": " + title;
    std::string names;
    if (const auto notified = array_at(node, "notified_users"))
      for (const JsonNode user : *notified) {
        const std::string_view name = first_text(user, "username", "name", "email");
        if (!name.empty()) names += (names.empty() ? "" : ", ") + std::string(name);
      }
    const Step* meaning = find_word(steps, step);
    if (meaning != nullptr && meaning->kind == EventKind::notification && !names.empty())
      return say(Text::import_said_notified, names) + ": " + title;
    if (meaning != nullptr && meaning->kind == EventKind::detection) return say(Text::import_said_triggered, title);
    return std::string(step) + ": " + title;
  }

  void read_group(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    const auto step = [&](std::string_view field, std::string_view word, EventKind kind, std::string text) {
      const std::string_view written = text_at(node, field);
      if (!written.empty())
        tell(record,
             {.key = std::string(field), .written = written, .kind = kind, .text = std::move(text), .tag = word});
    };
    const std::string title = thread().title, by = say(Text::import_said_somebody);
    step("created_at", "alert group created", EventKind::detection, say(Text::import_said_triggered, title));
    step("acknowledged_at", "acknowledge", EventKind::acknowledgement,
         say(Text::import_said_acknowledged, by) + ": " + title);
    step("resolved_at", "resolve", EventKind::resolution, say(Text::import_said_resolved, by) + ": " + title);
  }

  void read_incident(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = whole_record_of(found);
    count_record();
    rate(text_at(node, "severity"));
    if (thread().context.summary.empty()) thread().context.summary = std::string(text_at(node, "summary"));
    if (const auto labels = array_at(node, "labels"))
      for (const JsonNode label : *labels)
        tag(label.kind() == JsonKind::string ? label.text() : text_at(label, "label"));
    if (has(node, "isDrill") && node.find("isDrill")->is_true()) thread().kind = RecordKind::drill;
    const std::string title = one_line(text_at(node, "title"));
    std::string text = say(Text::import_said_created, title);
    if (const std::string_view summary = text_at(node, "summary"); !summary.empty())
      text += '\n' + std::string(summary);
    tell(record, {.key = "declared", .written = text_at(node, "createdTime"), .text = text, .tag = "declared"});
    const std::string_view closed = text_at(node, "closedTime");
    if (!closed.empty())
      tell(record, {.key = "closed " + std::string(closed),
                    .written = closed,
                    .kind = EventKind::resolution,
                    .text = say(Text::import_said_closed, title),
                    .tag = text_at(node, "status") == "resolved" ? "resolve" : "closed"});
    for (const auto& [field, kind, is_start] : {std::tuple("incidentStart", EventKind::impact, true),
                                                std::tuple("incidentEnd", EventKind::resolution, false)}) {
      const std::string_view written = text_at(node, field);
      if (!written.empty() && instant_of(written) != instant_of(text_at(node, "createdTime")))
        tell(record, {.key = field,
                      .written = written,
                      .kind = kind,
                      .text = say(is_start ? Text::import_said_impact_start : Text::import_said_impact_end),
                      .tag = is_start ? "impact start" : "impact end"});
    }
  }

  void read_activity(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const std::string_view kind = text_at(node, "activityKind");
    std::string_view written = text_at(node, "eventTime");
    if (written.empty()) written = text_at(node, "createdTime");
    std::string text(first_text(node, "body", "text"));
    if (text.empty()) text = kind;
    std::string_view who = scalar_on_way(node, {"user", "name"});
    tell(whole_record_of(found), {.key = std::string(text_at(node, "activityItemID")),
                                  .written = written,
                                  .kind = kind == "userNote" ? EventKind::observation : EventKind::other,
                                  .text = std::move(text),
                                  .who = who,
                                  .tag = kind});
  }

  void read_annotation(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    TimelineEvent& event = tell(record_of(found.place), {.key = "annotation " + std::string(scalar_at(node, "id")) +
                                                                ' ' + std::string(scalar_at(node, "time")),
                                                         .written = scalar_at(node, "time"),
                                                         .kind = EventKind::other,
                                                         .text = std::string(text_at(node, "text")),
                                                         .tag = "annotation"});
    if (const auto tags = array_at(node, "tags"))
      for (const JsonNode tag : *tags)
        if (in_small_letters(tag.text()).starts_with("deploy") || tag.text() == "rollback")
          event.kind = EventKind::change;
  }

  /// The old alerting, which says no time of its own.
  void read_rule_state(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const std::string state = in_small_letters(text_at(node, "state"));
    const std::string_view name = first_text(node, "ruleName", "title"), message = text_at(node, "message");
    const bool is_over = state == "ok";
    std::string text = say(is_over ? Text::import_said_alert_ends : Text::import_said_alert_fires, name);
    if (!message.empty()) text += '\n' + std::string(message);
    tell(whole_record_of(found), {.key = state + ' ' + std::string(time_around(found)),
                                  .written = time_around(found),
                                  .kind = is_over ? EventKind::resolution : EventKind::detection,
                                  .text = std::move(text),
                                  .tag = state});
  }

  void tell_moments() {
    order_events();
    for (TimelineEvent& event : thread().timeline) {
      const std::string_view tag = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (event.kind == EventKind::detection) propose_moment(MomentKind::detected, event, MomentBasis::recorded);
      if (event.kind == EventKind::notification) propose_moment(MomentKind::notified, event, MomentBasis::recorded);
      if (tag == "acknowledge") propose_acknowledgement(event, raised_);
      if (tag == "declared") propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      if (tag == "impact start") propose_moment(MomentKind::impact_start, event, MomentBasis::recorded);
    }
    for (auto event = thread().timeline.rbegin(); event != thread().timeline.rend(); ++event)
      if (!event->tags.empty() && event->tags.front() == "resolve")
        propose_moment(MomentKind::resolved, *event, MomentBasis::recorded);
  }

  std::optional<Instant> raised_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<GrafanaProposer>(source, context, plan);
}

}  // namespace

extern const Importer grafana_importer;
const Importer grafana_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
