// Jira: issues with their history and comments, as its API and webhooks give them.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "jira", tool_name = "Jira";
/// Comments are documents within documents.
constexpr std::size_t deepest_text = 40;

enum Shape : int { issue, comment_of_issue, history };

/// Fields that are moved by the tool, or that say nothing of what happened.
constexpr std::string_view own_fields[] = {"rank",      "remoteworkitemlink", "workflow",         "timeestimate",
                                           "timespent", "worklogid",          "remainingestimate"};

bool is_issue(JsonNode node) {
  return !text_at(node, "key").empty() &&
         (object_at(node, "fields") || array_at(node, "histories") || node_on_way(node, {"changelog", "histories"}));
}

bool is_history(JsonNode node) {
  const auto items = array_at(node, "items");
  return items && !text_at(node, "created").empty() && items->size() > 0 &&
         std::any_of(items->begin(), items->end(), [](JsonNode item) {
           return has(item, "field") && (has(item, "toString") || has(item, "fromString"));
         });
}

std::optional<int> shape_of(JsonNode node) {
  const auto about = object_at(node, "issue");
  if (about && object_at(node, "comment") && !text_at(*about, "key").empty()) return comment_of_issue;
  if (is_issue(node)) return issue;
  return is_history(node) ? std::optional<int>(history) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

/// Plain text, or what a document of the newer editor says.
void take_text(JsonNode node, std::string& text, std::size_t depth = 0) {
  if (node.kind() == JsonKind::string) text += node.text();
  if (node.kind() != JsonKind::object || depth == deepest_text) return;
  const std::string_view type = text_at(node, "type");
  if (type == "hardBreak") text += '\n';
  text += text_at(node, "text");
  if (type == "mention" || type == "emoji") text += scalar_on_way(node, {"attrs", "text"});
  const auto content = array_at(node, "content");
  if (!content) return;
  for (const JsonNode part : *content) take_text(part, text, depth + 1);
  if ((type == "paragraph" || type == "heading" || type == "codeBlock") && !text.ends_with('\n')) text += '\n';
}

std::string text_of_member(JsonNode node, std::string_view key) {
  std::string text;
  if (const auto member = node.kind() == JsonKind::object ? node.find(key) : std::nullopt) take_text(*member, text);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string_view name_of(JsonNode node, std::string_view key) {
  const auto named = object_at(node, key);
  return named ? first_text(*named, "displayName", "name", "value") : std::string_view();
}

class JiraProposer final : public WalkedProposer {
 public:
  JiraProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    if (found.shape == issue) return std::string(text_at(node, "key"));
    return found.shape == history ? "history" : std::string(scalar_on_way(node, {"issue", "key"}));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    std::string own_key = key;
    std::string_view title;
    for (const Found& found : records) {
      const JsonNode node = found.place.node;
      const std::string_view summary = found.shape == issue ? scalar_on_way(node, {"fields", "summary"})
                                                            : scalar_on_way(node, {"issue", "fields", "summary"});
      if (title.empty()) title = summary;
    }
    // A history alone does not say whose it is.
    if (key == "history") own_key += ' ' + std::string(scalar_at(records.back().place.node, "id"));
    begin_told(own_key, title.empty() ? std::string_view(own_key) : title, {}, Text::import_chosen_ticket);
    for (const Found& found : records) {
      if (found.shape == issue)
        read_issue(found);
      else if (found.shape == history)
        read_history(found.place);
      else
        read_comment_message(found);
    }
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_issue(const Found& found) {
    const JsonNode node = found.place.node;
    const auto fields = object_at(node, "fields");
    count_record();
    if (fields) read_fields(found, *fields);
    if (node_on_way(node, {"changelog", "histories"}) && array_at(*object_at(node, "changelog"), "histories")) {
      for (const JsonPlace& one : found.place.at("changelog").at("histories").children()) read_history(one);
    } else if (object_at(node, "changelog") && is_change(*object_at(node, "changelog"))) {
      read_history(found.place.at("changelog"));
    }
    if (array_at(node, "histories"))
      for (const JsonPlace& one : found.place.at("histories").children()) read_history(one);
    if (fields && node_on_way(*fields, {"comment", "comments"}) && array_at(*object_at(*fields, "comment"), "comments"))
      for (const JsonPlace& one : found.place.at("fields").at("comment").at("comments").children()) read_comment(one);
  }

  static bool is_change(JsonNode node) { return array_at(node, "items").has_value(); }

  void read_fields(const Found& found, JsonNode fields) {
    rate(name_of(fields, "priority"));
    std::string_view written = text_at(fields, "created");
    // What a message says of the issue has no time of its own: the message has.
    const bool is_message = written.empty() && found.around && text_at(found.around->node, "type").starts_with("jira");
    const SourceRecord record = is_message ? whole_record_of(found) : record_of(found.place.at("fields"));
    if (written.empty() && is_message) written = time_around(found);
    if (written.empty()) written = text_at(fields, "updated");
    if (written.empty()) return;
    std::string_view who = name_of(fields, "creator");
    if (who.empty()) who = name_of(fields, "reporter");
    const std::string_view status = name_of(fields, "status");
    std::string text = say(Text::import_said_opened, thread().title);
    const bool is_state = text_at(fields, "created").empty();
    if (is_state && !status.empty()) text = say(Text::import_said_status, status) + ": " + thread().title;
    if (const std::string description = text_of_member(fields, "description"); !description.empty())
      text += '\n' + description;
    tell(record, {.key = is_state ? "state " + std::string(written) : "created",
                  .written = written,
                  .text = std::move(text),
                  .who = who,
                  .tag = is_state ? "state" : "created"});
  }

  void read_history(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const auto items = node.kind() == JsonKind::object ? array_at(node, "items") : std::nullopt;
    if (!items) return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    std::string text;
    bool is_own = true, is_end = false, is_handed_over = false;
    for (const JsonNode item : *items) {
      const std::string_view field = text_at(item, "field"), to = text_at(item, "toString");
      if (!text.empty()) text += '\n';
      text += say(Text::import_said_field, field, text_at(item, "fromString"), to);
      const std::string small = in_small_letters(field);
      is_own = is_own && std::ranges::find(own_fields, small) != std::end(own_fields);
      is_end = is_end || (small == "resolution" && !to.empty());
      is_handed_over = is_handed_over || small == "assignee";
    }
    std::string key(scalar_at(node, "id"));
    if (key.empty()) key = std::string(scalar_at(node, "created")) + ' ' + text;
    TimelineEvent& event = tell(record, {.key = "history " + key,
                                         .written = scalar_at(node, "created"),
                                         .kind = is_end           ? EventKind::resolution
                                                 : is_handed_over ? EventKind::handover
                                                                  : EventKind::other,
                                         .text = std::move(text),
                                         .who = name_of(node, "author"),
                                         .tag = "history"});
    if (is_own && event.evidence.size() == 1) event.tags.emplace_back("bot");
  }

  void read_comment(const JsonPlace& place) {
    const SourceRecord record = record_of(place);
    const std::string text = text_of_member(place.node, "body");
    if (text.empty()) return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    tell_comment(record, place.node, scalar_at(place.node, "created"));
  }

  void read_comment_message(const Found& found) {
    const JsonNode said = *object_at(found.place.node, "comment");
    count_record();
    std::string_view written = scalar_at(said, "created");
    const bool has_own_time = !written.empty();
    if (!has_own_time) written = time_around(found);
    tell_comment(has_own_time ? record_of(found.place) : whole_record_of(found), said, written);
  }

  void tell_comment(const SourceRecord& record, JsonNode said, std::string_view written) {
    std::string key(scalar_at(said, "id"));
    if (key.empty()) key = written;
    tell(record, {.key = "comment " + key,
                  .written = written,
                  .kind = EventKind::observation,
                  .text = text_of_member(said, "body"),
                  .who = name_of(said, "author"),
                  .tag = "comment"});
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<JiraProposer>(source, context, plan);
}

}  // namespace

extern const Importer jira_importer;
const Importer jira_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
