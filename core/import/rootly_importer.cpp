// Rootly: incidents, their events and post-mortems, as its API lists them (JSON:API) and as webhooks send them. Texts
// are HTML.
#include <algorithm>

#include "core/import/html_text.hpp"
#include "core/import/record_walk.hpp"
#include "core/import/written_report.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "rootly", tool_name = "Rootly";

enum Shape : int { incident, event, report };

/// The times of an incident, with the field that says what was done then.
struct Step {
  std::string_view word, field, message;
  EventKind kind;
  std::optional<MomentKind> moment;
};
constexpr Step steps[] = {
    {"detected", "detected_at", "", EventKind::detection, MomentKind::detected},
    {"in triage", "in_triage_at", "", EventKind::other, std::nullopt},
    {"acknowledged", "acknowledged_at", "", EventKind::acknowledgement, MomentKind::acknowledged},
    {"identified", "identified_at", "", EventKind::finding, MomentKind::identified},
    {"mitigated", "mitigated_at", "mitigation_message", EventKind::mitigation, MomentKind::mitigated},
    {"resolved", "resolved_at", "resolution_message", EventKind::resolution, MomentKind::resolved},
    {"closed", "closed_at", "", EventKind::other, std::nullopt},
    {"cancelled", "cancelled_at", "cancellation_message", EventKind::other, std::nullopt},
};

/// JSON:API keeps what a thing says one step further down.
JsonNode content_of(JsonNode node) { return object_at(node, "attributes").value_or(node); }

std::optional<int> shape_of(JsonNode node) {
  const bool is_listed = object_at(node, "attributes").has_value();
  const std::string_view type = text_at(node, "type");
  const JsonNode said = content_of(node);
  if (is_listed && (type == "incident_post_mortems" || type == "post_mortems")) return report;
  if (is_listed && type == "incidents" && !text_at(said, "title").empty()) return incident;
  if (!text_at(said, "event").empty() && !text_at(said, "occurred_at").empty() &&
      (type == "incident_events" || has(said, "visibility")))
    return event;
  const bool is_flat = !text_at(node, "title").empty() && !text_at(node, "status").empty() &&
                       !text_at(node, "started_at").empty() && has(node, "severity") &&
                       (has(node, "slug") || has(node, "url") || has(node, "sequential_id"));
  return is_flat ? std::optional<int>(incident) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class RootlyProposer final : public WalkedProposer {
 public:
  RootlyProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node, said = content_of(node);
    if (found.shape == incident) return std::string(text_at(node, "id"));
    if (const std::string_view own = scalar_at(said, "incident_id"); !own.empty()) return std::string(own);
    const std::string_view related = scalar_on_way(node, {"relationships", "incident", "data", "id"});
    return related.empty() ? "events" : std::string(related);
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    // Without the incident that it is about, a report is all there is.
    if (std::ranges::all_of(records, [](const Found& found) { return found.shape == report; })) {
      for (const Found& found : records) rescue(found);
      return;
    }
    raised_.reset();
    std::string own_key = key;
    std::string title;
    std::string_view url, first_event;
    for (const Found& found : records) {
      const JsonNode said = content_of(found.place.node);
      if (found.shape == incident || title.empty()) title = text_from_html(text_at(said, "title"));
      if (url.empty()) url = text_at(said, "url");
      if (const auto at = instant_of(text_at(said, "created_at")); found.shape == incident && at) raised_ = at;
      const std::string_view written = text_at(said, "occurred_at");
      if (first_event.empty() || instant_of(written) < instant_of(first_event)) first_event = written;
    }
    // A list of events does not say of which incident: it is known by where it begins.
    if (key == "events") own_key += ' ' + std::string(first_event);
    begin_told(own_key, title, url, Text::import_chosen_incident);
    for (const Found& found : records) {
      if (found.shape == incident)
        read_incident(found);
      else if (found.shape == event)
        read_event(found);
      else
        read_report(found);
    }
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_incident(const Found& found) {
    const JsonNode said = content_of(found.place.node);
    const SourceRecord record = record_of(found.place);
    count_record();
    std::string_view severity = text_at(said, "severity");
    if (severity.empty()) severity = scalar_on_way(said, {"severity", "data", "attributes", "name"});
    if (severity.empty()) severity = scalar_on_way(said, {"severity", "name"});
    rate(severity);
    if (thread().context.summary.empty()) thread().context.summary = text_from_html(text_at(said, "summary"));
    const std::string_view created = text_at(said, "created_at"), started = text_at(said, "started_at");
    if (!created.empty())
      tell(record, {.key = "created",
                    .written = created,
                    .text = say(Text::import_said_created, thread().title),
                    .tag = "created"});
    read_start(record, created, started);
    for (const Step& step : steps) {
      const std::string_view written = text_at(said, step.field);
      if (written.empty()) continue;
      std::string text = step.message.empty() ? std::string() : text_from_html(text_at(said, step.message));
      if (text.empty()) text = say(Text::import_said_status, step.word);
      tell(record, {.key = std::string(step.word),
                    .written = written,
                    .kind = step.kind,
                    .text = std::move(text),
                    .tag = step.word});
    }
  }

  /// Unless somebody says otherwise it is when the incident was created.
  void read_start(const SourceRecord& record, std::string_view created, std::string_view started) {
    if (started.empty()) return;
    const auto at = instant_of(started);
    const bool is_default = created.empty() || at == instant_of(created);
    if (is_default) note_default(MomentKind::impact_start, started, say(Text::import_note_tool_default, tool()));
    if (is_default && !created.empty()) return;
    if (!raised_) raised_ = at;
    tell(record,
         {.key = "started",
          .written = started,
          .kind = is_default ? EventKind::other : EventKind::impact,
          .text = is_default ? say(Text::import_said_created, thread().title) : say(Text::import_said_impact_start),
          .tag = is_default ? "created" : "started"});
  }

  void read_event(const Found& found) {
    const JsonNode node = found.place.node, said = content_of(node);
    count_record();
    std::string_view who = text_at(said, "user");
    for (const std::string_view field : {"user_full_name", "user_display_name"})
      if (who.empty()) who = text_at(said, field);
    for (const std::string_view field : {"full_name", "name"})
      if (who.empty()) who = scalar_on_way(said, {"user", field});
    std::string key(text_at(node, "id"));
    if (key.empty()) key = std::string(text_at(said, "occurred_at")) + ' ' + std::string(text_at(said, "event"));
    TimelineEvent& told = tell(record_of(found.place), {.key = "event " + key,
                                                        .written = text_at(said, "occurred_at"),
                                                        .kind = EventKind::observation,
                                                        .text = text_from_html(text_at(said, "event")),
                                                        .who = who,
                                                        .tag = "event"});
    if (told.audience.empty()) told.audience = one_line(text_at(said, "visibility"));
    const bool is_own = has(said, "user") && who.empty();
    if (is_own && told.evidence.size() == 1) told.tags.emplace_back("bot");
  }

  void rescue(const Found& found) {
    const JsonNode said = content_of(found.place.node);
    std::string markdown = "# " + one_line(text_from_html(text_at(said, "title"))) + "\n\n";
    markdown += markdown_from_html(text_at(said, "content"));
    propose_report(source(), context(), plan(),
                   {.kind = source_kind,
                    .tool = tool_name,
                    .key = std::string(text_at(found.place.node, "id")),
                    .markdown = std::move(markdown)},
                   [&](Postmortem& read) {
                     for (const Step& step : steps)
                       if (step.moment) set_moment(read, *step.moment, text_at(said, step.field));
                     set_moment(read, MomentKind::impact_start, text_at(said, "started_at"));
                   });
  }

  void read_report(const Found& found) {
    const JsonNode said = content_of(found.place.node);
    count_record();
    Section& section = thread().sections.emplace_back();
    section.id = id<Section>("report " + std::string(text_at(found.place.node, "id")));
    section.title = one_line(text_from_html(text_at(said, "title")));
    section.body = markdown_from_html(text_at(said, "content"));
  }

  void tell_moments() {
    order_events();
    for (TimelineEvent& told : thread().timeline) {
      const std::string_view tag = told.tags.empty() ? std::string_view() : std::string_view(told.tags.front());
      if (tag == "created") propose_moment(MomentKind::declared, told, MomentBasis::recorded);
      if (tag == "started") propose_moment(MomentKind::impact_start, told, MomentBasis::recorded);
      const Step* step = find_word(steps, tag);
      if (step == nullptr || !step->moment) continue;
      if (*step->moment == MomentKind::acknowledged)
        propose_acknowledgement(told, raised_);
      else
        propose_moment(*step->moment, told, MomentBasis::recorded);
    }
  }

  std::optional<Instant> raised_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<RootlyProposer>(source, context, plan);
}

}  // namespace

extern const Importer rootly_importer;
const Importer rootly_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
