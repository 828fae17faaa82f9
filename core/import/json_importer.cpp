// JSON of a tool that has no importer of its own: an object that says when something began, how it is called and how it
// stands is an incident, and so is one with a list of updates. Nothing is assumed of keys that are not listed here.
#include <algorithm>
#include <array>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "json", tool_name = "JSON";

enum Shape : int { incident };

using Keys = std::initializer_list<std::string_view>;

constexpr std::string_view title_keys[] = {"title", "summary", "headline", "subject", "name", "message"};
constexpr std::string_view update_lists[] = {"updates", "incident_updates", "timeline", "events", "history"};
constexpr std::string_view time_keys[] = {"at",        "time",        "when",         "timestamp", "created_at",
                                          "createdAt", "occurred_at", "published_at", "date"};
constexpr std::string_view text_keys[] = {"message", "body", "text", "description", "summary", "content", "note"};
constexpr std::string_view actor_keys[] = {"author", "user", "by", "actor", "who"};
constexpr std::string_view address_keys[] = {"url", "html_url", "permalink", "link", "web_url"};
constexpr std::string_view name_keys[] = {"id", "key", "identifier", "issueIdentifier", "number", "slug"};
constexpr std::string_view severity_keys[] = {"severity", "priority", "impact", "level"};
constexpr std::string_view status_keys[] = {"status", "state"};
/// How an incident stands; jobs succeed and fail, appointments are confirmed.
constexpr std::string_view incident_states[] = {
    "open",          "opened",     "triggered",  "firing",    "alerting", "active", "ongoing",  "acknowledged",
    "investigating", "identified", "monitoring", "mitigated", "resolved", "closed", "critical", "degraded",
};
constexpr std::string_view system_lists[] = {"components", "services", "systems", "affected_components", "affected"};
constexpr std::string_view system_labels[] = {"service", "service.name", "app", "application", "component", "job"};
constexpr std::string_view rule_lists[] = {"checkrules", "check_rules", "rules"};

/// What a time of an incident tells, by the key that it stands under.
struct Step {
  std::string_view key;
  EventKind kind;
  std::optional<MomentKind> moment;
  bool is_start = false;
};
constexpr Step steps[] = {
    {"started_at", EventKind::impact, MomentKind::impact_start, true},
    {"startedAt", EventKind::impact, MomentKind::impact_start, true},
    {"begin", EventKind::impact, MomentKind::impact_start, true},
    {"began_at", EventKind::impact, MomentKind::impact_start, true},
    {"impact_start", EventKind::impact, MomentKind::impact_start, true},
    {"start_time", EventKind::impact, MomentKind::impact_start, true},
    {"startTime", EventKind::impact, MomentKind::impact_start, true},
    {"start", EventKind::detection, MomentKind::detected, true},
    {"startsAt", EventKind::detection, MomentKind::detected, true},
    {"firstSeen", EventKind::detection, MomentKind::detected, true},
    {"first_seen", EventKind::detection, MomentKind::detected, true},
    {"occurred_at", EventKind::detection, MomentKind::detected, true},
    {"occurredAt", EventKind::detection, MomentKind::detected, true},
    {"triggered_at", EventKind::detection, MomentKind::detected, true},
    {"triggeredAt", EventKind::detection, MomentKind::detected, true},
    {"detected_at", EventKind::detection, MomentKind::detected, true},
    {"detectedAt", EventKind::detection, MomentKind::detected, true},
    {"acknowledged_at", EventKind::acknowledgement, MomentKind::acknowledged},
    {"acknowledgedAt", EventKind::acknowledgement, MomentKind::acknowledged},
    {"identified_at", EventKind::finding, MomentKind::identified},
    {"mitigated_at", EventKind::mitigation, MomentKind::mitigated},
    {"mitigatedAt", EventKind::mitigation, MomentKind::mitigated},
    {"resolved_at", EventKind::resolution, MomentKind::resolved},
    {"resolvedAt", EventKind::resolution, MomentKind::resolved},
    {"ended_at", EventKind::resolution, MomentKind::resolved},
    {"endedAt", EventKind::resolution, MomentKind::resolved},
    {"end", EventKind::resolution, MomentKind::resolved},
    {"end_time", EventKind::resolution, MomentKind::resolved},
    {"endTime", EventKind::resolution, MomentKind::resolved},
    {"closed_at", EventKind::other, std::nullopt},
    {"closedAt", EventKind::other, std::nullopt},
};
constexpr std::string_view creation_keys[] = {"created_at", "createdAt", "opened_at", "openedAt"};

struct StatusMeaning {
  std::string_view word;
  EventKind kind;
};
constexpr StatusMeaning status_meanings[] = {
    {"identified", EventKind::finding},
    {"monitoring", EventKind::mitigation},
    {"mitigated", EventKind::mitigation},
    {"fixed", EventKind::mitigation},
    {"resolved", EventKind::resolution},
    {"completed", EventKind::resolution},
    {"closed", EventKind::resolution},
    {"in progress", EventKind::change},
    {"in_progress", EventKind::change},
    {"verifying", EventKind::observation},
    {"acknowledged", EventKind::acknowledgement},
};

template <std::size_t Size>
std::string_view first_of(JsonNode node, const std::string_view (&keys)[Size]) {
  for (const std::string_view key : keys)
    if (const std::string_view value = scalar_at(node, key); !value.empty()) return value;
  return {};
}

/// A time with its day and clock; a number alone is one only under a key that is of times.
bool is_time(std::string_view written) { return written.size() >= 8 && instant_of(written).has_value(); }

template <std::size_t Size>
std::string_view first_time_of(JsonNode node, const std::string_view (&keys)[Size]) {
  for (const std::string_view key : keys)
    if (const std::string_view value = scalar_at(node, key); is_time(value)) return value;
  return {};
}

bool is_update(JsonNode node) {
  return node.kind() == JsonKind::object && !first_time_of(node, time_keys).empty() &&
         !first_of(node, text_keys).empty();
}

/// The key of a list of which every entry says when and what.
std::string_view updates_in(JsonNode node) {
  for (const std::string_view key : update_lists)
    if (const auto list = array_at(node, key);
        list && list->size() > 0 && std::all_of(list->begin(), list->end(), is_update))
      return key;
  return {};
}

bool has_start(JsonNode node) {
  return std::ranges::any_of(steps,
                             [&](const Step& step) { return step.is_start && is_time(scalar_at(node, step.key)); });
}

bool is_rated(JsonNode node) {
  return std::ranges::any_of(severity_keys,
                             [&](std::string_view key) { return severity_of(scalar_at(node, key)).has_value(); });
}

/// What says when it began, and how it stands.
std::optional<int> sure_shape_of(JsonNode node) {
  if (node.kind() != JsonKind::object || first_of(node, title_keys).empty()) return std::nullopt;
  if (!updates_in(node).empty()) return incident;
  if (!has_start(node)) return std::nullopt;
  const std::string state = in_small_letters(first_of(node, status_keys));
  const bool is_incident = is_rated(node) || std::ranges::find(incident_states, state) != std::end(incident_states);
  return is_incident ? std::optional<int>(incident) : std::nullopt;
}

/// When something was made is no sign of an incident; how severe it is, and how it stands, are.
std::optional<int> shape_of(JsonNode node) {
  if (const auto shape = sure_shape_of(node)) return shape;
  if (node.kind() != JsonKind::object || first_text(node, "title", "summary", "subject").empty()) return std::nullopt;
  const bool is_incident =
      is_rated(node) && !first_of(node, status_keys).empty() && !first_time_of(node, creation_keys).empty();
  return is_incident ? std::optional<int>(incident) : std::nullopt;
}

/// In lines this would also be what a program logs.
ShapeOf shape_for(const ImportSource& source) { return source.is_lines() ? sure_shape_of : shape_of; }

bool recognises(const ImportSource& source) { return holds_record(source, shape_for(source)); }

class JsonProposer final : public WalkedProposer {
 public:
  JsonProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_for(from), from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    for (const std::string_view name : {first_of(node, name_keys), first_of(node, address_keys)})
      if (!name.empty()) return first_characters(name, longest_title);
    return one_line(first_of(node, title_keys)) + ' ' + std::string(start_of(node));
  }

  static std::string_view start_of(JsonNode node) {
    for (const Step& step : steps)
      if (const std::string_view written = scalar_at(node, step.key); step.is_start && is_time(written)) return written;
    return first_time_of(node, creation_keys);
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const JsonNode first = records.front().place.node;
    is_alert_ = false;
    begin_told(key, first_of(first, title_keys), first_of(first, address_keys), Text::import_chosen_incident);
    for (const Found& found : records) read(found.place);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    count_record();
    for (const std::string_view key : severity_keys) rate(scalar_at(node, key));
    rate(first_of(node, status_keys));
    if (thread().context.summary.empty()) thread().context.summary = std::string(text_at(node, "description"));
    take_systems(node);
    take_labels(node);
    if (const std::string_view updates = updates_in(node); !updates.empty())
      for (const JsonPlace& update : place.at(updates).children()) read_update(update);
    if (const std::string_view created = first_time_of(node, creation_keys);
        !created.empty() && !is_told(created, "created"))
      tell(record, {.key = "created",
                    .written = created,
                    .text = say(Text::import_said_created, thread().title),
                    .tag = "created"});
    read_steps(record, node);
  }

  /// Whether something else says it already: an update.
  bool is_told(std::string_view written, std::string_view tag = {}) const {
    const auto at = instant_of(written);
    return std::ranges::any_of(thread().timeline, [&](const TimelineEvent& event) {
      return event.time.at == at && (event.tags.empty() || event.tags.front() != tag);
    });
  }

  void read_steps(const SourceRecord& record, JsonNode node) {
    for (const Step& step : steps) {
      const std::string_view written = scalar_at(node, step.key);
      if (!is_time(written)) continue;
      if (is_told(written, step.key)) {
        // Where it is told there is nothing more to say, and a start is there by default.
        if (step.moment == MomentKind::impact_start)
          note_default(MomentKind::impact_start, written, say(Text::import_note_tool_default, tool()));
        continue;
      }
      is_alert_ = is_alert_ || (step.is_start && step.kind == EventKind::detection);
      tell(record, {.key = std::string(step.key),
                    .written = written,
                    .kind = step.kind,
                    .text = words_of(step, node),
                    .tag = step.key});
    }
  }

  std::string words_of(const Step& step, JsonNode node) const {
    const std::string& title = thread().title;
    const std::string by = say(Text::import_said_somebody);
    switch (step.kind) {
      case EventKind::impact: return say(Text::import_said_impact_start);
      case EventKind::detection: return say(Text::import_said_alert_fires, title) + more_of(node);
      case EventKind::acknowledgement: return say(Text::import_said_acknowledged, by) + ": " + title;
      case EventKind::resolution:
        return is_alert_ ? say(Text::import_said_alert_ends, title) : say(Text::import_said_closed, title);
      case EventKind::other: return say(Text::import_said_closed, title);
      default: return say(Text::import_said_status, step.key.substr(0, step.key.find("_at")));
    }
  }

  /// The rule that it broke and what it says of it, each in a line of its own.
  static std::string more_of(JsonNode node) {
    std::string more;
    if (const std::string_view words = text_at(node, "description"); !words.empty()) more += '\n' + std::string(words);
    for (const std::string_view key : rule_lists) {
      const auto rules = array_at(node, key);
      if (!rules) continue;
      for (const JsonNode rule : *rules) {
        const std::string_view name = text_at(rule, "name"), words = first_text(rule, "description", "expression");
        if (name.empty()) continue;
        more += '\n' + std::string(name);
        if (!words.empty()) more += ": " + std::string(words);
      }
    }
    return more;
  }

  void read_update(const JsonPlace& place) {
    const JsonNode node = place.node;
    count_record();
    const std::string status = in_small_letters(first_of(node, status_keys));
    const StatusMeaning* meaning = find_word(status_meanings, status);
    const std::string_view written = first_time_of(node, time_keys), text = first_of(node, text_keys);
    std::string_view who = first_of(node, actor_keys);
    for (const std::string_view key : actor_keys)
      if (who.empty()) who = scalar_on_way(node, {key, "name"});
    std::string key(first_of(node, name_keys));
    if (key.empty()) key = std::string(written) + ' ' + status + ' ' + std::string(text);
    tell(record_of(place), {.key = "update " + key,
                            .written = written,
                            .kind = meaning != nullptr ? meaning->kind : EventKind::communication,
                            .text = std::string(text),
                            .who = who,
                            .tag = status.empty() ? std::string_view("update") : std::string_view(status)});
  }

  void take_systems(JsonNode node) {
    for (const std::string_view key : system_lists) {
      const auto list = array_at(node, key);
      if (!list) continue;
      for (const JsonNode one : *list)
        affect(one.kind() == JsonKind::string ? one.text() : first_text(one, "name", "title"));
    }
    for (const std::string_view key : {"service", "component"}) affect(text_at(node, key));
  }

  /// {"app": "shop"}, [{"key": "app", "value": "shop"}], also with a value that names its type, or plain words.
  void take_labels(JsonNode node) {
    for (const std::string_view list : {"labels", "tags"}) {
      if (const auto pairs = object_at(node, list))
        for (const JsonNode one : *pairs) take_label(one.key(), one.kind() == JsonKind::string ? one.text() : "");
      const auto words = array_at(node, list);
      if (!words) continue;
      for (const JsonNode one : *words) {
        if (one.kind() == JsonKind::string) tag(one.text());
        std::string_view value = text_at(one, "value");
        if (value.empty()) value = scalar_on_way(one, {"value", "stringValue"});
        take_label(first_text(one, "key", "name"), value);
      }
    }
  }

  void take_label(std::string_view name, std::string_view value) {
    if (name.empty() || value.empty()) return;
    if (std::ranges::find(system_labels, in_small_letters(name)) != std::end(system_labels))
      affect(value);
    else
      tag(std::string(name) + ": " + std::string(value));
  }

  void tell_moments() {
    order_events();
    const auto tag_of = [](const TimelineEvent& event) {
      return event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
    };
    const auto propose_first = [&](MomentKind moment, auto is_it, MomentBasis basis) {
      const auto event = std::ranges::find_if(thread().timeline, is_it);
      if (event != thread().timeline.end()) propose_moment(moment, *event, basis);
    };
    const auto is_of = [&](EventKind kind) {
      return [kind](const TimelineEvent& event) { return event.kind == kind && event.time.at; };
    };
    std::optional<Instant> raised;
    for (TimelineEvent& event : thread().timeline) {
      const Step* step = nullptr;
      for (const Step& one : steps)
        if (one.key == tag_of(event)) step = &one;
      if (tag_of(event) == "created") propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      if (!raised && step != nullptr && step->is_start) raised = event.time.at;
      if (step == nullptr || !step->moment) continue;
      // An alert that is over does not say that the incident is.
      if (*step->moment == MomentKind::resolved && is_alert_) continue;
      if (*step->moment == MomentKind::acknowledged)
        propose_acknowledgement(event, raised);
      else
        propose_moment(*step->moment, event, MomentBasis::recorded);
    }
    const auto is_update = [&](const TimelineEvent& event) {
      return event.kind == EventKind::communication && event.time.at;
    };
    propose_first(MomentKind::communicated, is_update, MomentBasis::recorded);
    propose_first(MomentKind::identified, is_of(EventKind::finding), MomentBasis::recorded);
    propose_first(MomentKind::mitigated, is_of(EventKind::mitigation), MomentBasis::estimated);
    if (!is_alert_)
      for (auto event = thread().timeline.rbegin(); event != thread().timeline.rend(); ++event)
        if (event->kind == EventKind::resolution) propose_moment(MomentKind::resolved, *event, MomentBasis::recorded);
  }

  /// What began is something that a monitor saw.
  bool is_alert_ = false;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<JsonProposer>(source, context, plan);
}

}  // namespace

extern const Importer json_importer;
const Importer json_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
