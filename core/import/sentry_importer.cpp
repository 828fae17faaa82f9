// Sentry: issues, and what its webhooks send about issues, metric alerts and events.
#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "sentry", tool_name = "Sentry";

enum Shape : int { issue, message, metric_alert };

bool is_issue(JsonNode node) {
  return !text_at(node, "title").empty() && !text_at(node, "firstSeen").empty() &&
         (has(node, "shortId") || has(node, "culprit"));
}

std::optional<int> shape_of(JsonNode node) {
  if (const auto data = object_at(node, "data"); data && !text_at(node, "action").empty()) {
    if (const auto about = object_at(*data, "issue"); about && is_issue(*about)) return message;
    if (const auto about = object_at(*data, "metric_alert"); about && has(*about, "date_started")) return metric_alert;
  }
  return is_issue(node) ? std::optional<int>(issue) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class SentryProposer final : public WalkedProposer {
 public:
  SentryProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  static JsonNode about(const Found& found) {
    if (found.shape == issue) return found.place.node;
    return *node_on_way(found.place.node, {"data", found.shape == message ? "issue" : "metric_alert"});
  }

  std::string thread_of(const Found& found) const override {
    const std::string_view id = scalar_at(about(found), "id");
    return std::string(id.empty() ? text_at(about(found), "shortId") : id);
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const Found& first = records.front();
    std::string_view title = first_text(about(first), "title");
    if (title.empty()) title = scalar_on_way(first.place.node, {"data", "description_title"});
    begin_told(key, title, first_text(about(first), "web_url", "permalink"), Text::import_chosen_alert);
    // People call it WEB-1A.
    if (const std::string_view name = text_at(about(first), "shortId"); !name.empty() && has(about(first), "id"))
      refer(source_kind, name);
    for (const Found& found : records) {
      count_record();
      if (found.shape == metric_alert)
        read_metric_alert(found);
      else
        read_issue(found);
    }
    order_events();
    for (const TimelineEvent& event : thread().timeline)
      if (event.kind == EventKind::detection) propose_moment(MomentKind::detected, event, MomentBasis::recorded);
    end_thread(record_of(first.place), Text::import_source_new, true);
  }

  void read_issue(const Found& found) {
    const JsonNode node = about(found);
    const SourceRecord record = record_of(found.place);
    affect(scalar_on_way(node, {"project", "slug"}));
    rate(text_at(node, "level"));
    if (const std::string_view whom = scalar_on_way(node, {"assignedTo", "name"});
        !whom.empty() && scalar_on_way(node, {"assignedTo", "type"}) != "team")
      take_part(whom);
    std::string text = say(Text::import_said_alert_fires, text_at(node, "title"));
    if (const std::string_view where = text_at(node, "culprit"); !where.empty()) text += '\n' + std::string(where);
    tell(record, {.key = "first seen",
                  .written = text_at(node, "firstSeen"),
                  .kind = EventKind::detection,
                  .text = std::move(text),
                  .tag = "created"});
    if (found.shape == issue) return;
    const std::string_view action = text_at(found.place.node, "action");
    if (action == "created") return;
    std::string_view written = scalar_at(found.place.node, "timestamp");
    const bool has_own_time = !written.empty();
    if (!has_own_time) written = time_around(found);
    const std::string_view who = scalar_on_way(found.place.node, {"actor", "name"});
    const std::string by = who.empty() ? say(Text::import_said_somebody) : std::string(who);
    const bool is_person = scalar_on_way(found.place.node, {"actor", "type"}) == "user";
    tell(has_own_time ? record : whole_record_of(found),
         {.key = std::string(action) + ' ' + std::string(written),
          .written = written,
          .kind = action == "resolved"   ? EventKind::resolution
                  : action == "assigned" ? EventKind::handover
                                         : EventKind::other,
          .text = action == "resolved"   ? say(Text::import_said_resolved, by) + ": " + thread().title
                  : action == "assigned" ? say(Text::import_said_assigned, scalar_on_way(node, {"assignedTo", "name"}))
                                         : std::string(action) + ": " + thread().title,
          .who = is_person ? who : std::string_view(),
          .tag = action});
  }

  void read_metric_alert(const Found& found) {
    const JsonNode node = about(found);
    const SourceRecord record = record_of(found.place);
    const auto when = [&](std::string_view field, EventKind kind, Text words) {
      if (const std::string_view written = text_at(node, field); !written.empty())
        tell(record, {.key = std::string(field),
                      .written = written,
                      .kind = kind,
                      .text = say(words, thread().title),
                      .tag = field});
    };
    when("date_started", EventKind::impact, Text::import_said_alert_fires);
    when("date_detected", EventKind::detection, Text::import_said_triggered);
    when("date_closed", EventKind::resolution, Text::import_said_alert_ends);
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<SentryProposer>(source, context, plan);
}

}  // namespace

extern const Importer sentry_importer;
const Importer sentry_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
