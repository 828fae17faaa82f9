// Opsgenie, and the same in Jira Service Management: alerts, their logs, incidents with their timelines, webhooks.
#include <algorithm>
#include <charconv>
#include <set>

#include "core/import/adf_markdown.hpp"
#include "core/import/record_walk.hpp"
#include "core/import/written_report.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "opsgenie", tool_name = "Opsgenie";

enum Shape : int { alert, log_line, incident, timeline_entry, webhook, postmortem };

/// What a log or a timeline says, by how it begins or by its type; the first that fits.
struct Meaning {
  std::string_view word;
  EventKind kind;
  std::string_view tag;
};
constexpr Meaning log_meanings[] = {
    {"alert created", EventKind::detection, "created"},
    {"alert acknowledged", EventKind::acknowledgement, "acknowledged"},
    {"acknowledged", EventKind::acknowledgement, "acknowledged"},
    {"alert closed", EventKind::resolution, "closed"},
    {"closed", EventKind::resolution, "closed"},
    {"sent [", EventKind::notification, "notified"},
    {"notified", EventKind::notification, "notified"},
    {"escalated", EventKind::escalation, "escalated"},
    {"alert escalated", EventKind::escalation, "escalated"},
    {"responder [", EventKind::escalation, "responder"},
    {"added responder", EventKind::escalation, "responder"},
    {"note added", EventKind::observation, "note"},
    {"alert assigned", EventKind::handover, "assigned"},
    {"assigned", EventKind::handover, "assigned"},
    {"ownership", EventKind::handover, "assigned"},
    {"viewed on", EventKind::other, "bot"},
    {"alert snoozed", EventKind::other, "snoozed"},
};
constexpr Meaning timeline_meanings[] = {
    {"IncidentCreated", EventKind::other, "created"},  {"IncidentResolved", EventKind::resolution, "resolved"},
    {"IncidentClosed", EventKind::other, "closed"},    {"IncidentReopened", EventKind::detection, "reopened"},
    {"NoteAdded", EventKind::observation, "note"},     {"StakeholderUpdate", EventKind::communication, "told"},
    {"Responder", EventKind::escalation, "responder"}, {"Impact", EventKind::other, "impact"},
    {"Priority", EventKind::other, "priority"},        {"Status", EventKind::other, "status"},
    {"Incident", EventKind::other, "incident"},
};
constexpr Meaning action_meanings[] = {
    {"create", EventKind::detection, "created"},
    {"acknowledge", EventKind::acknowledgement, "acknowledged"},
    {"unacknowledge", EventKind::other, "unacknowledged"},
    {"close", EventKind::resolution, "closed"},
    {"resolve", EventKind::resolution, "closed"},
    {"escalate", EventKind::escalation, "escalated"},
    {"addnote", EventKind::observation, "note"},
    {"addteam", EventKind::escalation, "responder"},
    {"addresponder", EventKind::escalation, "responder"},
    {"assignownership", EventKind::handover, "assigned"},
    {"takeownership", EventKind::handover, "assigned"},
    {"updatepriority", EventKind::other, "priority"},
    {"snooze", EventKind::other, "snoozed"},
    {"addtags", EventKind::other, "tags"},
    {"removetags", EventKind::other, "tags"},
};

/// The longest of the table's words that begins `words`.
template <std::size_t Size>
const Meaning* meaning_of(const Meaning (&table)[Size], std::string_view words) {
  const Meaning* best = nullptr;
  for (const Meaning& meaning : table)
    if (words.starts_with(meaning.word) && (best == nullptr || best->word.size() < meaning.word.size()))
      best = &meaning;
  return best;
}

std::string_view id_of(JsonNode node) {
  for (const std::string_view key : {"alertId", "id", "tinyId"})
    if (const std::string_view text = scalar_at(node, key); !text.empty()) return text;
  return {};
}

std::optional<int> shape_of(JsonNode node) {
  if (!scalar_at(node, "postmortemId").empty() && !text_at(node, "title").empty()) return postmortem;
  if (const auto about = object_at(node, "alert"); about && !text_at(node, "action").empty())
    if (!text_at(*about, "alertId").empty() || !scalar_at(*about, "tinyId").empty()) return webhook;
  if (!scalar_at(node, "tinyId").empty() && !text_at(node, "message").empty()) {
    if (has(node, "impactStartDate") || has(node, "timelines") || has(node, "impactedServices")) return incident;
    if (has(node, "alias") || has(node, "acknowledged") || has(node, "lastOccurredAt") || has(node, "lastOccuredAt"))
      return alert;
  }
  if (!text_at(node, "log").empty() && has(node, "createdAt") && (has(node, "offset") || has(node, "owner")))
    return log_line;
  if (!text_at(node, "eventTime").empty() && !text_at(node, "type").empty() && has(node, "title"))
    return timeline_entry;
  return std::nullopt;
}

enum Table : int { user, team, service };

/// Lists of its API beside the alerts, which call people, teams and services by their ids.
std::optional<int> table_of(JsonNode node) {
  if (text_at(node, "id").empty()) return std::nullopt;
  if (!text_at(node, "username").empty() && !text_at(node, "fullName").empty()) return user;
  if (text_at(node, "name").empty()) return std::nullopt;
  if (!text_at(node, "teamId").empty()) return service;
  return array_at(node, "members") ? std::optional<int>(team) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class OpsgenieProposer final : public WalkedProposer {
 public:
  OpsgenieProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan,
                       NamedThings(table_of, {"id", "username"})) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    switch (found.shape) {
      case alert:
      case incident: return std::string(id_of(node));
      case webhook: return std::string(id_of(*object_at(node, "alert")));
      case log_line: return "log";
      case postmortem: return "postmortem " + std::string(scalar_at(node, "postmortemId"));
      default: return "timeline";
    }
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const Found& first = records.front();
    if (first.shape == postmortem) return read_postmortem(first.place.node);
    std::string own_key = key;
    std::string_view title, url;
    // Neither says whose it is: it is known by where it begins.
    if (first.shape == log_line || first.shape == timeline_entry) own_key += ' ' + std::string(earliest(records));
    for (const Found& found : records) {
      const JsonNode about = found.shape == webhook ? *object_at(found.place.node, "alert") : found.place.node;
      if (title.empty()) title = text_at(about, "message");
      if (url.empty()) url = scalar_on_way(about, {"links", "web"});
    }
    counted_.clear();
    begin_told(own_key, title, url, first.shape == incident ? Text::import_chosen_incident : Text::import_chosen_alert);
    for (const Found& found : records) read(found);
    // Where a step is told, its count says nothing more.
    for (const Found& found : records)
      if (found.shape == alert) read_report(found.place);
    tell_moments();
    end_thread(record_of(first.place), Text::import_source_new, true);
  }

  /// Its text is a document of Atlassian's, as an object or as its JSON; or plain.
  static std::string markdown_of(JsonNode node, std::string_view key) {
    if (const auto document = object_at(node, key)) return markdown_from_adf(*document);
    const std::string_view text = text_at(node, key);
    if (const auto tree = text.starts_with('{') ? parse_json(text) : std::unexpected(Problem{});
        tree && is_adf(tree->root()))
      return markdown_from_adf(tree->root());
    return std::string(text);
  }

  void read_postmortem(JsonNode node) {
    std::string markdown = "# " + one_line(text_at(node, "title")) + "\n\n";
    if (const std::string summary = markdown_of(node, "executiveSummary"); !summary.empty())
      markdown += "## Summary\n\n" + summary + "\n\n";
    markdown += markdown_of(node, "content");
    propose_report(source(), context(), plan(),
                   {.kind = source_kind,
                    .tool = tool_name,
                    .key = std::string(scalar_at(node, "postmortemId")),
                    .markdown = std::move(markdown)},
                   [&](Postmortem& read) {
                     if (const auto severity = severity_of(scalar_at(node, "severity")); severity && !read.severity)
                       read.severity = severity;
                     for (const auto& [key, kind] : {std::pair("startTime", MomentKind::impact_start),
                                                     std::pair("respondTime", MomentKind::acknowledged),
                                                     std::pair("resolveTime", MomentKind::resolved)})
                       set_moment(read, kind, scalar_at(node, key));
                   });
  }

  static std::string_view earliest(std::span<const Found> records) {
    std::string_view best;
    for (const Found& found : records) {
      const std::string_view written = first_text(found.place.node, "createdAt", "eventTime");
      if (best.empty() || instant_of(written) < instant_of(best)) best = written;
    }
    return best;
  }

  void read(const Found& found) {
    const JsonNode node = found.place.node;
    switch (found.shape) {
      case alert: return read_alert(found);
      case log_line: return read_log(found);
      case incident: return read_incident(found);
      case timeline_entry: return read_entry(found.place);
      default: return read_webhook(found, *object_at(node, "alert"));
    }
  }

  void read_alert(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    rate(text_at(node, "priority"));
    tell(record, {.key = "created",
                  .written = scalar_at(node, "createdAt"),
                  .kind = EventKind::detection,
                  .text = with_description(say(Text::import_said_alert_fires, text_at(node, "message")), node),
                  .tag = "created"});
    take_names(node);
  }

  void read_report(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const auto report = object_at(node, "report");
    if (!report) return;
    const auto created = instant_of(scalar_at(node, "createdAt"));
    const auto step = [&](std::string_view field, std::string_view word, EventKind kind, std::string text) {
      tell_counted(record, scalar_at(node, "createdAt"), created, scalar_at(*report, field),
                   {.key = std::string(word), .kind = kind, .text = std::move(text), .tag = word});
    };
    const std::string title = one_line(text_at(node, "message"));
    std::string_view by = text_at(*report, "acknowledgedBy");
    step("ackTime", "acknowledged", EventKind::acknowledgement,
         say(Text::import_said_acknowledged, by.empty() ? say(Text::import_said_somebody) : std::string(by)) + ": " +
             title);
    step("closeTime", "closed", EventKind::resolution, say(Text::import_said_alert_ends, title));
    state(MomentKind::detected, MomentKind::acknowledged, scalar_at(*report, "ackTime"), 1'000, "ackTime");
    state(MomentKind::detected, MomentKind::resolved, scalar_at(*report, "closeTime"), 1'000, "closeTime");
  }

  /// What it is about, whose it is, and what it is tagged with.
  void take_names(JsonNode node) {
    affect(text_at(node, "entity"));
    if (const std::string_view owner = text_at(node, "owner"); !owner.empty() && owner != "System") take_part(owner);
    if (const auto responders = array_at(node, "responders"))
      for (const JsonNode one : *responders) take_responder(one);
    if (const auto services = array_at(node, "impactedServices"))
      for (const JsonNode one : *services)
        if (const auto known = named(service, one.text())) affect(text_at(*known, "name"));
    if (const auto tags = array_at(node, "tags"))
      for (const JsonNode one : *tags)
        if (one.kind() == JsonKind::string) tag(one.text());
  }

  void take_responder(JsonNode node) {
    const std::string_view type = text_at(node, "type"), own = first_text(node, "name", "username");
    const auto known = named(type == "team" ? team : user, text_at(node, "id"));
    const std::string_view who = known ? first_text(*known, "fullName", "name") : own;
    if (who.empty() || (type != "user" && type != "team")) return;
    if (Party& party = take_part(who); type == "team") party.kind = PartyKind::team;
  }

  /// So long after the alert was created as the tool counts it; nobody wrote the time itself. A log that is there too
  /// says it better.
  void tell_counted(const SourceRecord& record, std::string_view written, std::optional<Instant> created,
                    std::string_view milliseconds, Telling telling) {
    std::int64_t counted = 0;
    const auto [end, error] = std::from_chars(milliseconds.data(), milliseconds.data() + milliseconds.size(), counted);
    constexpr std::int64_t longest = std::int64_t{1} << 40;
    if (error != std::errc{} || !created || counted <= 0 || counted > longest) return;
    const bool is_told = std::ranges::any_of(thread().timeline, [&](const TimelineEvent& event) {
      return !event.tags.empty() && event.tags.front() == telling.tag;
    });
    if (is_told) return;
    telling.written = written;
    TimelineEvent& event = tell(record, std::move(telling));
    event.time.at = Instant{created->microseconds + counted * 1'000};
    event.time.note = say(Text::import_note_counted, tool(), counted / 1'000);
    counted_.insert(event.id);
  }

  static std::string with_description(std::string text, JsonNode node) {
    if (const std::string_view more = text_at(node, "description"); !more.empty()) text += '\n' + std::string(more);
    return text;
  }

  void read_log(const Found& found) {
    const JsonNode node = found.place.node;
    const std::string_view log = text_at(node, "log"), owner = text_at(node, "owner");
    count_record();
    const Meaning* meaning = meaning_of(log_meanings, in_small_letters(log));
    // A cursor, which is this line's own; never a zone.
    std::string key(scalar_at(node, "offset"));
    if (key.empty()) key = std::string(text_at(node, "createdAt")) + ' ' + std::string(log);
    const bool is_own = text_at(node, "type") == "system" || owner == "System";
    tell(record_of(found.place), {.key = key,
                                  .written = scalar_at(node, "createdAt"),
                                  .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                                  .text = std::string(log),
                                  .who = is_own ? std::string_view() : owner,
                                  .tag = meaning != nullptr ? meaning->tag : text_at(node, "type")});
  }

  void read_incident(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    rate(text_at(node, "priority"));
    take_names(node);
    const std::string_view created = scalar_at(node, "createdAt");
    const auto created_at = instant_of(created);
    const auto entries = array_at(node, "timelines");
    const bool is_told_below = entries && std::any_of(entries->begin(), entries->end(), [&](JsonNode entry) {
                                 return created_at && instant_of(scalar_at(entry, "eventTime")) == created_at;
                               });
    if (!is_told_below)
      tell(record, {.key = "created",
                    .written = created,
                    .text = with_description(say(Text::import_said_created, text_at(node, "message")), node),
                    .tag = "created"});
    const std::string_view start = scalar_at(node, "impactStartDate"), end = scalar_at(node, "impactEndDate");
    if (!start.empty() && instant_of(start) == created_at) {
      note_default(MomentKind::impact_start, start, say(Text::import_note_tool_default, tool()));
    } else if (!start.empty()) {
      tell(record, {.key = "impact start",
                    .written = start,
                    .kind = EventKind::impact,
                    .text = say(Text::import_said_impact_start),
                    .tag = "impact start"});
    }
    if (!end.empty())
      tell(record, {.key = "impact end",
                    .written = end,
                    .kind = EventKind::mitigation,
                    .text = say(Text::import_said_impact_end),
                    .tag = "impact end"});
    if (!entries) return;
    for (const JsonPlace& entry : found.place.at("timelines").children()) read_entry(entry);
  }

  void read_entry(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const std::string_view type = text_at(node, "type");
    if (type.empty() && text_at(node, "eventTime").empty())
      return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    const Meaning* meaning = meaning_of(timeline_meanings, type);
    if (meaning == nullptr) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(type)});
    std::string text(scalar_on_way(node, {"title", "content"}));
    if (text.empty()) text = text_at(node, "title");
    if (text.empty()) text = type;
    if (const std::string_view more = scalar_on_way(node, {"description", "content"}); !more.empty())
      text += '\n' + std::string(more);
    const bool is_own = scalar_on_way(node, {"actor", "type"}) == "system";
    std::string key(scalar_at(node, "id"));
    if (key.empty()) key = std::string(type) + ' ' + std::string(text_at(node, "eventTime"));
    tell(record, {.key = key,
                  .written = scalar_at(node, "eventTime"),
                  .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                  .text = std::move(text),
                  .who = is_own ? std::string_view() : scalar_on_way(node, {"actor", "name"}),
                  .tag = meaning != nullptr ? meaning->tag : type});
  }

  void read_webhook(const Found& found, JsonNode about) {
    const SourceRecord record = whole_record_of(found);
    count_record();
    rate(text_at(about, "priority"));
    const std::string action = in_small_letters(text_at(found.place.node, "action"));
    const Meaning* meaning = meaning_of(action_meanings, action);
    if (meaning == nullptr) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(action)});
    const bool is_creation = meaning != nullptr && meaning->tag == "created";
    std::string_view written = is_creation ? scalar_at(about, "createdAt") : scalar_at(about, "updatedAt");
    if (written.empty()) written = time_around(found);
    const std::string_view who = first_text(about, "username", "owner"), note = text_at(about, "note");
    const std::string by = who.empty() ? say(Text::import_said_somebody) : std::string(who);
    std::string text = one_line(text_at(about, "message"));
    if (!note.empty())
      text = note;
    else if (is_creation)
      text = with_description(say(Text::import_said_alert_fires, text), about);
    else if (meaning != nullptr && meaning->kind == EventKind::acknowledgement)
      text = say(Text::import_said_acknowledged, by) + ": " + text;
    else if (meaning != nullptr && meaning->kind == EventKind::resolution)
      text = say(Text::import_said_alert_ends, text);
    else
      text = action + ": " + text;
    tell(record, {.key = is_creation ? "created" : action + ' ' + std::string(written),
                  .written = written,
                  .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                  .text = std::move(text),
                  .who = is_creation || who == "System" ? std::string_view() : who,
                  .tag = meaning != nullptr ? meaning->tag : std::string_view(action)});
  }

  void tell_moments() {
    order_events();
    std::optional<Instant> raised;
    for (TimelineEvent& event : thread().timeline) {
      const std::string_view tag = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      const bool is_of_incident = event.kind == EventKind::other;
      if (tag == "created" && is_of_incident) propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      if (tag == "created" && !is_of_incident) propose_moment(MomentKind::detected, event, MomentBasis::recorded);
      if (tag == "created" && !raised) raised = event.time.at;
      if (tag == "notified") propose_moment(MomentKind::notified, event, MomentBasis::recorded);
      if (tag == "acknowledged")
        propose_acknowledgement(event, raised,
                                counted_.contains(event.id) ? MomentBasis::estimated : MomentBasis::recorded);
      if (tag == "told") propose_moment(MomentKind::communicated, event, MomentBasis::recorded);
      if (tag == "impact start") propose_moment(MomentKind::impact_start, event, MomentBasis::recorded);
      if (tag == "impact end") propose_moment(MomentKind::mitigated, event, MomentBasis::recorded);
      if (tag == "resolved") propose_moment(MomentKind::resolved, event, MomentBasis::recorded);
    }
  }

  /// Events whose time the tool only counted.
  std::set<EventId> counted_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<OpsgenieProposer>(source, context, plan);
}

}  // namespace

extern const Importer opsgenie_importer;
const Importer opsgenie_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
