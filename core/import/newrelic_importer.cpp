// New Relic: what its workflows and its older alert channels send about an issue.
#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "newrelic", tool_name = "New Relic";

std::optional<int> shape_of(JsonNode node) {
  const bool is_issue = (has(node, "issueUrl") || has(node, "issuePageUrl")) && !text_at(node, "state").empty() &&
                        !scalar_at(node, "createdAt").empty();
  const bool is_old =
      !scalar_at(node, "incident_id").empty() && !text_at(node, "current_state").empty() && has(node, "policy_name");
  return is_issue || is_old ? std::optional(0) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

/// A text, or the first of a list of them.
std::string_view words_at(JsonNode node, std::string_view key) {
  if (const auto list = array_at(node, key)) return list->size() > 0 ? (*list->begin()).text() : std::string_view();
  return text_at(node, key);
}

class NewRelicProposer final : public WalkedProposer {
 public:
  NewRelicProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    for (const std::string_view key : {"issueId", "issue_id", "id", "incident_id"})
      if (const std::string_view id = scalar_at(found.place.node, key); !id.empty()) return std::string(id);
    return std::string(first_text(found.place.node, "issueUrl", "issuePageUrl"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const JsonNode first = records.front().place.node;
    std::string_view title = words_at(first, "title");
    for (const std::string_view other : {"condition_name", "conditionName", "policy_name"})
      if (title.empty()) title = words_at(first, other);
    begin_told(key, title, first_text(first, "issueUrl", "issuePageUrl", "incident_url"), Text::import_chosen_alert);
    for (const Found& found : records) read(found);
    order_events();
    std::optional<Instant> raised;
    for (TimelineEvent& event : thread().timeline) {
      if (event.kind == EventKind::detection) {
        if (!raised) raised = event.time.at;
        propose_moment(MomentKind::detected, event, MomentBasis::recorded);
      }
      if (event.kind == EventKind::acknowledgement) propose_acknowledgement(event, raised);
    }
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  /// The policy and the condition that were broken, where they are not what it is called.
  std::string rule_of(JsonNode node) const {
    std::string rule;
    for (const auto& [key, older] :
         {std::pair("policyName", "policy_name"), std::pair("conditionName", "condition_name")}) {
      std::string_view name = words_at(node, key);
      if (name.empty()) name = words_at(node, older);
      if (!name.empty() && name != thread().title) rule += (rule.empty() ? "\n" : " / ") + std::string(name);
    }
    return rule;
  }

  void read(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = whole_record_of(found);
    count_record();
    rate(first_text(node, "priority", "severity"));
    const std::string title = thread().title;
    const std::string state = in_small_letters(first_text(node, "state", "current_state"));
    std::string_view created = scalar_at(node, "createdAt");
    const bool is_open = state == "open" || state == "activated" || state == "created";
    if (created.empty() && is_open) created = scalar_at(node, "timestamp");
    if (!created.empty())
      tell(record, {.key = "created",
                    .written = created,
                    .kind = EventKind::detection,
                    .text = say(Text::import_said_alert_fires, title) + rule_of(node),
                    .tag = "activated"});
    if (is_open) return;
    const bool is_closed = state == "closed", is_acknowledged = state == "acknowledged";
    if (!is_closed && !is_acknowledged) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(state)});
    std::string_view written = scalar_at(node, is_closed ? "closedAt" : "acknowledgedAt");
    for (const std::string_view field : {"updatedAt", "timestamp"})
      if (written.empty()) written = scalar_at(node, field);
    const std::string by = say(Text::import_said_somebody);
    tell(record, {.key = state,
                  .written = written,
                  .kind = is_closed         ? EventKind::resolution
                          : is_acknowledged ? EventKind::acknowledgement
                                            : EventKind::other,
                  .text = is_closed         ? say(Text::import_said_alert_ends, title)
                          : is_acknowledged ? say(Text::import_said_acknowledged, by) + ": " + title
                                            : state + ": " + title,
                  .tag = state});
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<NewRelicProposer>(source, context, plan);
}

}  // namespace

extern const Importer newrelic_importer;
const Importer newrelic_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
