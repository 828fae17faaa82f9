// PagerDuty: log entries, incidents, notes, webhooks of version 1 and 3, and the durations of its analytics. Each is
// told about by what it is, in whatever envelope; the same step told in two ways is one event.
#include <algorithm>
#include <ranges>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "pagerduty", tool_name = "PagerDuty";
constexpr std::size_t deepest_record = 8;
/// Whoever acknowledges within so many seconds of the trigger has seen nothing yet.
constexpr std::int64_t too_soon_seconds = 20;
/// An incident is created with its trigger.
constexpr Duration same_moment = seconds(2);

enum Shape : int { log_entry, incident, note, webhook_v1, webhook_v3, relayed, status_update, analytics };

struct StepMeaning {
  std::string_view step;
  EventKind kind;
  /// One of a kind at its second: the log, a list and a webhook tell it alike.
  bool is_told_alike = false;
};
constexpr StepMeaning step_meanings[] = {
    {"trigger", EventKind::detection, true},
    {"acknowledge", EventKind::acknowledgement, true},
    {"unacknowledge", EventKind::other},
    {"resolve", EventKind::resolution, true},
    {"notify", EventKind::notification},
    {"assign", EventKind::notification},
    {"reassign", EventKind::notification},
    {"delegate", EventKind::handover},
    {"escalate", EventKind::escalation, true},
    {"exhaust_escalation_path", EventKind::escalation},
    {"annotate", EventKind::observation},
    {"status_update", EventKind::communication},
    {"responder_request", EventKind::escalation},
    {"responder_accept", EventKind::acknowledgement},
    {"snooze", EventKind::other},
    {"reopen", EventKind::detection, true},
    {"priority_updated", EventKind::other},
    {"urgency_change", EventKind::other},
    {"merge", EventKind::other},
    {"link", EventKind::other},
};

/// Webhooks have other words for the same.
constexpr std::pair<std::string_view, std::string_view> webhook_steps[] = {
    {"triggered", "trigger"},
    {"acknowledged", "acknowledge"},
    {"unacknowledged", "unacknowledge"},
    {"resolved", "resolve"},
    {"delegated", "delegate"},
    {"escalated", "escalate"},
    {"annotated", "annotate"},
    {"reassigned", "reassign"},
    {"reopened", "reopen"},
    {"status_update_published", "status_update"},
    {"responder.added", "responder_request"},
    {"responder.replied", "responder_accept"},
};

const StepMeaning* meaning_of(std::string_view step) {
  const auto* found = std::ranges::find(step_meanings, step, &StepMeaning::step);
  return found == std::end(step_meanings) ? nullptr : found;
}

/// "incident.acknowledged" is the step "acknowledge".
std::string_view step_of_webhook(std::string_view type) {
  type.remove_prefix(std::min(type.size(), std::string_view("incident.").size()));
  const auto* found = std::ranges::find(webhook_steps, type, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(webhook_steps) ? type : found->second;
}

/// "pagerduty.incident.annotated" is the step "annotate", passed on by another tool in a message of its own.
std::string_view step_of_message(std::string_view type) {
  constexpr std::string_view before = "pagerduty.";
  return type.starts_with("pagerduty.incident.") ? step_of_webhook(type.substr(before.size())) : std::string_view();
}

std::string_view name_at(JsonNode object, std::string_view key) {
  const auto named = object_at(object, key);
  return named ? first_text(*named, "summary", "name") : std::string_view();
}

std::optional<Shape> shape_of(JsonNode node) {
  if (node.kind() != JsonKind::object) return std::nullopt;
  const std::string_view type = text_at(node, "type");
  if (type.ends_with("_log_entry") && has(node, "created_at")) return log_entry;
  if (text_at(node, "event_type").starts_with("incident.") && has(node, "occurred_at")) return webhook_v3;
  if (type.starts_with("incident.") && object_at(node, "data") && object_at(*object_at(node, "data"), "incident"))
    return webhook_v1;
  if (object_at(node, "status_update") && object_at(node, "incident") &&
      !scalar_on_way(node, {"status_update", "message"}).empty())
    return status_update;
  if (!step_of_message(type).empty() && has(node, "timestamp") && node_on_way(node, {"data", "incident"}) &&
      !node_on_way(node, {"data", "status_update"}))
    return relayed;
  if (has(node, "seconds_to_resolve") && !first_text(node, "id", "incident_id").empty()) return analytics;
  if (!text_at(node, "content").empty() && has(node, "created_at") && object_at(node, "user") && has(node, "channel"))
    return note;
  const bool has_number = has(node, "incident_number") || has(node, "number");
  const bool is_incident = has_number && !text_at(node, "status").empty() &&
                           (has(node, "escalation_policy") || has(node, "urgency")) && has(node, "service");
  return is_incident ? std::optional(incident) : std::nullopt;
}

/// Lists in which everything is a record.
bool is_list_of_records(JsonNode node) {
  return node.kind() == JsonKind::array &&
         (node.key() == "log_entries" || node.key() == "incidents" || node.key() == "messages") &&
         std::any_of(node.begin(), node.end(), [](JsonNode child) { return shape_of(child).has_value(); });
}

bool holds_record(JsonNode node, std::size_t depth = 0) {
  if (shape_of(node)) return true;
  if (depth == deepest_record || (node.kind() != JsonKind::object && node.kind() != JsonKind::array)) return false;
  return std::any_of(node.begin(), node.end(), [&](JsonNode child) { return holds_record(child, depth + 1); });
}

bool recognises(const ImportSource& source) {
  return std::ranges::any_of(source.documents(),
                             [](const ImportDocument& document) { return holds_record(document.tree.root()); });
}

class PagerDutyProposer : public ThreadedProposer {
 public:
  PagerDutyProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : ThreadedProposer(source_kind, tool_name, from, context, plan) {
    for (const JsonPlace& root : roots()) {
      const std::size_t before = found_;
      walk(root, std::nullopt, 0);
      if (found_ == before && source().is_lines()) take_other_line(root);
    }
  }

 private:
  void walk(const JsonPlace& place, std::optional<JsonNode> within, std::size_t depth) {
    const auto shape = shape_of(place.node);
    if (shape == incident) within = place.node;
    // A message about an incident tells what became of it, and its incident tells nothing more.
    if (shape && *shape != incident) return take(place, *shape, within);
    if (shape == incident) take(place, incident, within);
    if (depth == deepest_record) return;
    if (const auto about = object_at(place.node, "incident"); about && !text_at(*about, "id").empty()) within = *about;
    const bool all_are_records = is_list_of_records(place.node);
    for (const JsonPlace& child : place.children()) {
      if (all_are_records && !shape_of(child.node))
        take_other(child);
      else
        walk(child, within, depth + 1);
    }
  }

  void take(const JsonPlace& place, Shape shape, std::optional<JsonNode> within) {
    ++found_;
    const auto about = incident_of(place.node, shape, within);
    take_record(about ? first_text(*about, "id", "incident_id") : std::string_view(), place, shape);
  }

  static std::optional<JsonNode> incident_of(JsonNode node, Shape shape, std::optional<JsonNode> within) {
    switch (shape) {
      case incident:
      case analytics: return node;
      case webhook_v1: return object_at(*object_at(node, "data"), "incident");
      case relayed: return node_on_way(node, {"data", "incident"});
      case webhook_v3: {
        const auto data = object_at(node, "data");
        if (!data) return within;
        const auto inner = object_at(*data, "incident");
        return inner ? inner : data;
      }
      default: {
        const auto own = object_at(node, "incident");
        return own ? own : within;
      }
    }
  }

  static std::optional<JsonNode> incident_in(const Found& found) {
    return incident_of(found.place.node, static_cast<Shape>(found.shape), std::nullopt);
  }
  static std::string_view created_of(JsonNode about) { return first_text(about, "created_at", "created_on"); }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    trigger_.reset();
    triggered_by_.clear();
    description_.clear();
    const std::string title = title_of(records);
    has_title_ = !title.empty();
    begin_thread(key, has_title_ ? title : say(Text::import_untitled_incident), std::nullopt);
    thread().sources.front().chosen = key.empty() ? std::string() : say(Text::import_chosen_incident, key);
    for (const Found& found : records) {
      if (const auto about = incident_in(found)) take_names(*about);
    }
    if (!key.empty()) refer(source_kind, key, address_, LinkKind::ticket);
    address_.clear();
    // Whether an acknowledgement was one is told by the trigger, which may stand after it.
    for (const Found& found : records)
      if (step_in(found) == "trigger") note_trigger(found);
    if (!trigger_)
      for (const Found& found : records)
        if (const auto about = incident_in(found); about && !trigger_) trigger_ = instant_of(created_of(*about));
    for (const Found& found : records) read(found);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  std::string title_of(std::span<const Found> records) const {
    for (const Found& found : records) {
      const auto about = incident_in(found);
      if (!about) continue;
      std::string_view title = first_text(*about, "title", "description", "summary");
      if (title.empty())
        if (const auto subject = object_at(*about, "trigger_summary_data"))
          title = first_text(*subject, "subject", "description");
      // "[#5119] Checkout error rate" is how a reference is written.
      if (title.starts_with("[#") && title.find("] ") != title.npos) title.remove_prefix(title.find("] ") + 2);
      if (!title.empty()) return one_line(title);
    }
    return {};
  }

  void take_names(JsonNode about) {
    if (address_.empty()) address_ = text_at(about, "html_url");
    affect(name_at(about, "service"));
    if (!thread().severity) thread().severity = severity_of(name_at(about, "priority"));
    if (const std::string_view more = text_at(about, "description"); description_.empty() && more != thread().title)
      description_ = more;
    // Whom it is given to at the beginning, nobody does anything for.
    if (const auto assignees = array_at(about, "assignees"))
      for (const JsonNode one : *assignees) take_person(one);
  }

  void take_person(JsonNode party) {
    const std::string_view type = text_at(party, "type"), name = first_text(party, "summary", "name");
    if (!name.empty() && (type.empty() || type.starts_with("user"))) take_part(name);
  }

  std::string words_of_trigger() const {
    std::string words = say(Text::import_said_triggered, thread().title);
    if (!description_.empty()) words += '\n' + description_;
    return words;
  }

  /// A message about a later step tells when it began, too.
  void tell_beginning(const SourceRecord& record, JsonNode about) {
    if (const std::string_view created = created_of(about); !created.empty())
      tell_step(record, "trigger", created, words_of_trigger(), "", "", false);
    if (const std::string_view reopened = text_at(about, "reopened_at"); !reopened.empty())
      tell_step(record, "reopen", reopened, say(Text::import_said_reopened, thread().title), "", "", false);
  }

  static std::string_view step_in(const Found& found) {
    const JsonNode node = found.place.node;
    switch (found.shape) {
      case log_entry: {
        const std::string_view type = text_at(node, "type");
        return type.substr(0, type.size() - std::string_view("_log_entry").size());
      }
      case webhook_v1: return step_of_webhook(text_at(node, "type"));
      case webhook_v3: return step_of_webhook(text_at(node, "event_type"));
      case relayed: return step_of_message(text_at(node, "type"));
      case note: return "annotate";
      default: return {};
    }
  }

  void note_trigger(const Found& found) {
    const auto at = instant_of(first_text(found.place.node, "created_at", "occurred_at", "created_on", "timestamp"));
    if (!at || (trigger_ && *trigger_ <= *at)) return;
    trigger_ = at;
    triggered_by_ = name_at(found.place.node, "agent");
  }

  void read(const Found& found) {
    const SourceRecord record = record_of(found.place);
    const JsonNode node = found.place.node;
    switch (found.shape) {
      case log_entry: return read_step(record, node, text_at(node, "created_at"), words_of_entry(node));
      case note:
        return read_step(record, node, text_at(node, "created_at"), std::string(text_at(node, "content")),
                         name_at(node, "user"));
      case webhook_v1: return read_webhook_v1(record, node);
      case webhook_v3:
        read_step(record, node, text_at(node, "occurred_at"), words_of_webhook(node), name_at(node, "agent"),
                  step_of_webhook(text_at(node, "event_type")));
        if (const auto about = incident_in(found); about && step_in(found) != "trigger") tell_beginning(record, *about);
        return;
      case relayed: return read_relayed(found, record);
      case status_update: return read_status_update(found, record);
      case analytics: return read_analytics(node);
      default: return read_incident(found.place, record);
    }
  }

  void read_relayed(const Found& found, const SourceRecord& record) {
    const JsonNode node = found.place.node, data = *object_at(node, "data");
    const std::string_view step = step_of_message(text_at(node, "type")), who = name_at(data, "agent");
    std::string_view said = scalar_on_way(data, {"annotation", "content"});
    if (said.empty()) said = scalar_on_way(data, {"note", "content"});
    count_record();
    tell_step(record, step, scalar_at(node, "timestamp"), said.empty() ? words_of_step(step, who) : std::string(said),
              who, std::string(step) + ' ' + std::string(scalar_at(node, "timestamp")), is_person(data));
    if (step != "trigger") tell_beginning(record, *incident_in(found));
  }

  void read_status_update(const Found& found, const SourceRecord& record) {
    const JsonNode node = found.place.node, update = *object_at(node, "status_update");
    std::string_view who = name_at(update, "sender"), written = text_at(update, "created_at");
    if (who.empty()) who = name_at(node, "agent");
    count_record();
    tell_step(record, "status_update", written, std::string(text_at(update, "message")), who, text_at(update, "id"),
              true);
    tell_beginning(record, *incident_in(found));
  }

  /// What a person wrote in a note, or what the tool says of the step.
  std::string words_of_entry(JsonNode node) const {
    const auto channel = object_at(node, "channel");
    const std::string_view step = text_at(node, "type");
    const std::string_view written =
        channel ? first_text(*channel, "summary", "subject", "content") : std::string_view();
    const std::string_view summary = text_at(node, "summary");
    if (step == "annotate_log_entry" && !written.empty()) return std::string(written);
    if (step == "trigger_log_entry") {
      if (!written.empty()) return say(Text::import_said_triggered, written);
      // Where nothing has a name, the tool says how it was raised.
      return has_title_ || summary.empty() ? words_of_trigger() : std::string(summary);
    }
    return std::string(summary.empty() ? step : summary);
  }

  std::string words_of_webhook(JsonNode node) const {
    const std::string_view step = step_of_webhook(text_at(node, "event_type"));
    const auto data = object_at(node, "data");
    const std::string_view written = data ? first_text(*data, "content", "message") : std::string_view();
    if (!written.empty()) return std::string(written);
    if (step == "priority_updated" && data) return say(Text::import_said_priority, name_at(*data, "priority"));
    // Who it went to, not who sent it on.
    const auto assignees = data ? array_at(*data, "assignees") : std::nullopt;
    if (step == "escalate" && assignees && assignees->size() > 0)
      return words_of_step(step, first_text(*assignees->begin(), "summary", "name"));
    return words_of_step(step, name_at(node, "agent"));
  }

  std::string words_of_step(std::string_view step, std::string_view who) const {
    const std::string by = who.empty() ? say(Text::import_said_somebody) : std::string(who);
    const std::string title = thread().title;
    if (step == "trigger") return words_of_trigger();
    if (step == "reopen") return say(Text::import_said_reopened, title);
    if (step == "acknowledge") return say(Text::import_said_acknowledged, by) + ": " + title;
    if (step == "resolve") return say(Text::import_said_resolved, by) + ": " + title;
    if (step == "escalate") return say(Text::import_said_escalated, by) + ": " + title;
    return std::string(step) + ": " + title;
  }

  void read_step(const SourceRecord& record, JsonNode node, std::string_view written, std::string words,
                 std::string_view who = {}, std::string_view step = {}) {
    count_record();
    if (step.empty() && text_at(node, "type").ends_with("_log_entry")) {
      const std::string_view type = text_at(node, "type");
      step = type.substr(0, type.size() - std::string_view("_log_entry").size());
    }
    if (step.empty()) step = "annotate";
    if (who.empty()) who = name_at(node, "agent");
    tell_step(record, step, written, std::move(words), who, text_at(node, "id"), is_person(node));
  }

  static bool is_person(JsonNode node) {
    const auto agent = object_at(node, "agent");
    return !agent || text_at(*agent, "type").empty() || text_at(*agent, "type").starts_with("user");
  }

  void tell_step(const SourceRecord& record, std::string_view step, std::string_view written, std::string words,
                 std::string_view who, std::string_view own_id, bool by_person) {
    const StepMeaning* meaning = meaning_of(step);
    if (meaning == nullptr) warn(Text::import_unknown_step, record, {std::string(tool_name), one_line(step)});
    Time time = time_of(written, record);
    std::string key(own_id);
    const bool is_trigger = step == "trigger" && time.at && trigger_ && *time.at - *trigger_ <= same_moment &&
                            *trigger_ - *time.at <= same_moment;
    if (is_trigger)
      key = "trigger";
    else if (meaning != nullptr && meaning->is_told_alike && time.at)
      key = std::string(step) + ' ' + std::to_string(time.at->microseconds / 1'000'000);
    TimelineEvent& event = tell_event(record, key, std::move(time),
                                      meaning != nullptr ? meaning->kind : EventKind::other, std::move(words));
    if (event.tags.empty()) event.tags.emplace_back(first_characters(step, longest_title));
    if (by_person && !who.empty() && event.actor.empty()) {
      event.actor = one_line(who);
      take_part(who);
    }
  }

  void read_webhook_v1(const SourceRecord& record, JsonNode node) {
    const auto about = object_at(*object_at(node, "data"), "incident");
    std::string_view who = name_at(*about, "last_status_change_by");
    if (who.empty()) who = name_at(*about, "resolved_by_user");
    const std::string_view step = step_of_webhook(text_at(node, "type"));
    count_record();
    tell_step(record, step, text_at(node, "created_on"), words_of_step(step, who), step == "trigger" ? "" : who,
              text_at(node, "id"), true);
    if (step != "trigger") tell_beginning(record, *about);
  }

  /// An incident of a list has its steps as fields.
  void read_incident(const JsonPlace& place, const SourceRecord& record) {
    count_record();
    const JsonNode node = place.node;
    tell_beginning(record, node);
    const auto each = [&](std::string_view list, std::string_view whom, auto&& tell) {
      if (const auto entries = array_at(node, list))
        for (const JsonNode entry : *entries)
          if (const auto party = object_at(entry, whom); party && !text_at(entry, "at").empty())
            tell(text_at(entry, "at"), *party);
    };
    each("assignments", "assignee", [&](std::string_view at, JsonNode party) {
      take_person(party);
      // The first comes with the trigger.
      if (instant_of(at) == trigger_) return;
      tell_step(record, "assign", at, say(Text::import_said_assigned, first_text(party, "summary", "name")), "",
                std::string("assign ") + std::string(at), false);
    });
    each("acknowledgements", "acknowledger", [&](std::string_view at, JsonNode party) {
      const std::string_view who = first_text(party, "summary", "name"), type = text_at(party, "type");
      tell_step(record, "acknowledge", at, say(Text::import_said_acknowledged, who), who, "",
                type.empty() || type.starts_with("user"));
    });
    const std::string_view status = text_at(node, "status");
    const std::string_view changed = first_text(node, "last_status_change_at", "last_status_change_on");
    const std::string_view who = name_at(node, "last_status_change_by");
    const auto acknowledgements = array_at(node, "acknowledgements");
    const bool is_told = acknowledgements && acknowledgements->size() > 0;
    if (status == "acknowledged" && !is_told && !changed.empty())
      tell_step(record, "acknowledge", changed, words_of_step("acknowledge", who), who, "", true);
    std::string_view resolved = text_at(node, "resolved_at");
    if (resolved.empty() && status == "resolved") resolved = changed;
    if (resolved.empty()) return;
    tell_step(record, "resolve", resolved, words_of_step("resolve", who), who, "", true);
  }

  void read_analytics(JsonNode node) {
    count_record();
    struct Stated {
      std::string_view key;
      MomentKind from, to;
    };
    constexpr Stated all[] = {
        {"seconds_to_first_ack", MomentKind::detected, MomentKind::acknowledged},
        {"seconds_to_mobilize", MomentKind::detected, MomentKind::mobilised},
        {"seconds_to_resolve", MomentKind::detected, MomentKind::resolved},
    };
    for (const Stated& one : all) {
      const std::string_view number = scalar_at(node, one.key);
      if (number.empty() || number.find_first_not_of("0123456789") != number.npos || number.size() > 9) continue;
      state_duration(one.from, one.to, std::stoll(std::string(number)),
                     std::string(one.key) + ": " + std::string(number));
    }
  }

  void tell_moments() {
    order_events();
    for (const TimelineEvent& event : thread().timeline) {
      const std::string_view step = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (!event.time.at) continue;
      if (step == "trigger") propose_moment(MomentKind::detected, event, MomentBasis::recorded);
      if (step == "notify") propose_moment(MomentKind::notified, event, MomentBasis::recorded);
      if (step == "acknowledge") tell_acknowledgement(event);
    }
    // It may have been reopened: the last one counts.
    for (const TimelineEvent& event : thread().timeline | std::views::reverse) {
      const std::string_view step = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (step == "reopen" && event.time.at) break;
      if (step == "resolve") propose_moment(MomentKind::resolved, event, MomentBasis::recorded);
    }
  }

  void tell_acknowledgement(const TimelineEvent& event) {
    const std::int64_t seconds_since =
        trigger_ ? (*event.time.at - *trigger_).microseconds / 1'000'000 : too_soon_seconds;
    const bool is_own = !triggered_by_.empty() && event.actor == triggered_by_;
    if (seconds_since >= too_soon_seconds && !is_own)
      return propose_moment(MomentKind::acknowledged, event, MomentBasis::recorded);
    auto& noted = *std::ranges::find(thread().timeline, event.id, &TimelineEvent::id);
    noted.time.note = say(Text::import_note_self_acknowledged, seconds_since);
  }

  std::size_t found_ = 0;
  std::string address_;
  std::optional<Instant> trigger_;
  std::string triggered_by_;
  std::string description_;
  bool has_title_ = false;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<PagerDutyProposer>(source, context, plan);
}

}  // namespace

extern const Importer pagerduty_importer;
const Importer pagerduty_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
