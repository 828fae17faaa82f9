// Jira: issues with their history and comments, as its API and webhooks give them.
#include <algorithm>
#include <set>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "jira", tool_name = "Jira";
/// Comments are documents within documents.
constexpr std::size_t deepest_text = 40;

enum Shape : int { issue, comment_of_issue, history, creation };
enum Table : int { person, status_meaning, field_name, version };

/// Fields that are moved by the tool, or that say nothing of what happened.
constexpr std::string_view own_fields[] = {
    "rank",         "remoteworkitemlink",   "workflow", "timeestimate", "timespent",  "worklogid",
    "sprint",       "remainingestimate",    "link",     "fix version",  "epic link",  "issueparentassociation",
    "story points", "story point estimate", "labels",   "parent",       "epic child", "epic name",
    "epic status",  "epic color",
};

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

/// A message that an issue was created, which says no more of it than how it is called.
bool is_creation(JsonNode node) {
  const std::string_view type = text_at(node, "type");
  const auto about = object_at(node, "data");
  return about && type.starts_with("jira.") && type.ends_with(".created") && !scalar_at(node, "timestamp").empty() &&
         !text_at(*about, "key").empty() && !text_at(*about, "self").empty() && !has(*about, "fields");
}

std::optional<int> shape_of(JsonNode node) {
  const auto about = object_at(node, "issue");
  if (about && object_at(node, "comment") && !text_at(*about, "key").empty()) return comment_of_issue;
  if (is_issue(node)) return issue;
  if (is_creation(node)) return creation;
  return is_history(node) ? std::optional<int>(history) : std::nullopt;
}

/// What lists of its API name: people, what a status means, fields, versions.
std::optional<int> table_of(JsonNode node) {
  if (!text_at(node, "displayName").empty() &&
      (!text_at(node, "accountId").empty() || !text_at(node, "emailAddress").empty()))
    return person;
  if (text_at(node, "name").empty()) return std::nullopt;
  if (!scalar_on_way(node, {"statusCategory", "key"}).empty()) return status_meaning;
  if (has(node, "custom") && has(node, "navigable")) return field_name;
  if (has(node, "released") && !scalar_at(node, "id").empty()) return version;
  return std::nullopt;
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

/// "https://acme.example/rest/api/3/issue/7" is to be seen at "https://acme.example/browse/KEY".
std::string address_of(std::string_view self, std::string_view key) {
  const std::size_t at = self.find("/rest/");
  if (at == self.npos || !is_web_address(self)) return {};
  return std::string(self.substr(0, at)) + "/browse/" + std::string(key);
}

class JiraProposer final : public WalkedProposer {
 public:
  JiraProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan,
                       NamedThings(table_of, {"accountId", "key", "name", "id"})) {
    usually_newest_first = true;
    find_records();
  }

 private:
  /// The issue that a record is or is about; a history alone says nothing of it.
  static JsonNode issue_in(const Found& found) {
    const JsonNode node = found.place.node;
    if (found.shape == comment_of_issue) return *object_at(node, "issue");
    return found.shape == creation ? *object_at(node, "data") : node;
  }

  std::string thread_of(const Found& found) const override {
    return found.shape == history ? "history" : std::string(text_at(issue_in(found), "key"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    std::string own_key = key, url;
    std::string_view title;
    is_incident_ = has_histories_ = false;
    reopened_.clear();
    for (const Found& found : records) {
      const JsonNode about = issue_in(found);
      if (title.empty()) title = scalar_on_way(about, {"fields", "summary"});
      if (url.empty()) url = address_of(text_at(about, "self"), key);
      is_incident_ = is_incident_ || is_of_incident(found);
      has_histories_ = has_histories_ || found.shape == history || has_history(about);
    }
    // A history alone does not say whose it is.
    if (key == "history") own_key += ' ' + std::string(scalar_at(records.back().place.node, "id"));
    begin_told(own_key, title.empty() ? std::string_view(own_key) : title, url, Text::import_chosen_ticket);
    for (const Found& found : records) read(found);
    if (is_incident_) tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  /// Other tickets follow what happened; these are of it.
  static bool is_of_incident(const Found& found) {
    const std::string_view type = text_at(found.around ? found.around->node : found.place.node, "type");
    const std::string kind = in_small_letters(scalar_on_way(issue_in(found), {"fields", "issuetype", "name"}));
    return type.starts_with("jira.incident") || kind.contains("incident");
  }

  static bool has_history(JsonNode about) {
    if (array_at(about, "histories")) return true;
    const auto changes = object_at(about, "changelog");
    if (!changes) return false;
    const auto histories = array_at(*changes, "histories");
    return is_change(*changes) || (histories && histories->size() > 0);
  }

  void read(const Found& found) {
    switch (found.shape) {
      case issue: return read_issue(found);
      case history: return read_history(found.place);
      case creation: return read_creation(found);
      default: return read_comment_message(found);
    }
  }

  void read_creation(const Found& found) {
    count_record();
    tell(record_of(found.place), {.key = "created",
                                  .written = scalar_at(found.place.node, "timestamp"),
                                  .text = say(Text::import_said_opened, thread().title),
                                  .tag = "created"});
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

  struct Person {
    std::string_view name;
    bool is_machine = false;
  };
  /// Where only an account stands, other records may name it.
  Person person_at(JsonNode node, std::string_view key) {
    const auto account = object_at(node, key);
    if (!account) return {};
    const std::string_view id = text_at(*account, "accountId");
    const auto known = named(person, id.empty() ? text_at(*account, "name") : id);
    std::string_view name = first_text(*account, "displayName");
    if (name.empty() && known) name = text_at(*known, "displayName");
    if (name.empty()) name = text_at(*account, "name");
    const bool is_app = text_at(*account, "accountType") == "app" || (known && text_at(*known, "accountType") == "app");
    return {name, is_app};
  }

  bool is_done(std::string_view status) {
    const auto meaning = named(status_meaning, status);
    return meaning && scalar_on_way(*meaning, {"statusCategory", "key"}) == "done";
  }

  void read_fields(const Found& found, JsonNode fields) {
    rate(name_of(fields, "priority"));
    take_names(fields);
    take_own_fields(fields);
    const std::string_view created = text_at(fields, "created");
    if (created.empty()) return read_state(found, fields);
    Person who = person_at(fields, "creator");
    if (who.name.empty()) who = person_at(fields, "reporter");
    std::string text = say(Text::import_said_opened, thread().title);
    if (const std::string description = text_of_member(fields, "description"); !description.empty())
      text += '\n' + description;
    const SourceRecord record = record_of(found.place.at("fields"));
    tell(record, {.key = "created",
                  .written = created,
                  .text = std::move(text),
                  .who = who.name,
                  .tag = "created",
                  .is_machine = who.is_machine});
    const std::string_view resolved = text_at(fields, "resolutiondate");
    // A history says more of it.
    if (resolved.empty() || has_histories_) return;
    const std::string_view status = name_of(fields, "status");
    tell(record, {.key = "resolved",
                  .written = resolved,
                  .kind = EventKind::resolution,
                  .text = status.empty() ? say(Text::import_said_closed, thread().title)
                                         : say(Text::import_said_status, status) + ": " + thread().title,
                  .tag = "state"});
  }

  /// How an issue was when somebody looked. Where its history is there too, that tells how it came to be so.
  void read_state(const Found& found, JsonNode fields) {
    const std::string_view status = name_of(fields, "status");
    if (status.empty() || has_histories_) return;
    // What a message says of the issue has no time of its own: the message has.
    const bool is_message = found.around && text_at(found.around->node, "type").starts_with("jira");
    std::string_view written = is_message ? time_around(found) : std::string_view();
    const SourceRecord record = is_message ? whole_record_of(found) : record_of(found.place.at("fields"));
    if (written.empty()) written = text_at(fields, "updated");
    if (written.empty()) return;
    std::string text = say(Text::import_said_status, status) + ": " + thread().title;
    if (const std::string description = text_of_member(fields, "description"); !description.empty())
      text += '\n' + description;
    tell(record, {.key = "state " + std::string(written),
                  .written = written,
                  .kind = is_done(status) ? EventKind::resolution : EventKind::other,
                  .text = std::move(text),
                  .tag = "state"});
  }

  void take_names(JsonNode fields) {
    for (const std::string_view role : {"reporter", "assignee"})
      if (const Person who = person_at(fields, role); !who.name.empty() && !who.is_machine) take_part(who.name);
    if (const auto components = array_at(fields, "components"))
      for (const JsonNode component : *components) affect(text_at(component, "name"));
    if (const auto labels = array_at(fields, "labels"))
      for (const JsonNode label : *labels)
        if (label.kind() == JsonKind::string) tag(label.text());
  }

  /// Fields that a team made for itself, under the names that other records give them.
  void take_own_fields(JsonNode fields) {
    constexpr std::size_t most_fields = 100;
    for (const JsonNode field : fields) {
      if (!field.key().starts_with("customfield_") || thread().fields.size() >= most_fields) continue;
      const bool is_plain = field.kind() == JsonKind::string || field.kind() == JsonKind::number;
      const std::string_view value = is_plain ? field.text() : text_at(field, "value");
      const auto known = value.empty() ? std::nullopt : named(field_name, field.key());
      if (!known || is_of_planning(*known)) continue;
      const Id<CustomField> own = id<CustomField>("field " + std::string(field.key()));
      if (std::ranges::find(thread().fields, own, &CustomField::id) != thread().fields.end()) continue;
      CustomField& kept = thread().fields.emplace_back();
      kept.id = own;
      kept.name = "jira_" + first_characters(field.key(), longest_title);
      kept.label = one_line(text_at(*known, "name"));
      kept.value = first_characters(value, longest_quote);
    }
  }

  static bool is_own_field(std::string_view name) {
    return std::ranges::find(own_fields, in_small_letters(name)) != std::end(own_fields);
  }
  /// Sprints, epics and ranks are fields of the tool's own planning.
  static bool is_of_planning(JsonNode field) {
    return is_own_field(text_at(field, "name")) ||
           scalar_on_way(field, {"schema", "custom"}).starts_with("com.pyxis.greenhopper");
  }

  void read_history(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const auto items = node.kind() == JsonKind::object ? array_at(node, "items") : std::nullopt;
    if (!items) return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    std::string text;
    bool is_own = true, is_end = false, is_handed_over = false, is_reopened = false;
    for (const JsonNode item : *items) {
      const std::string_view field = text_at(item, "field"), from = text_at(item, "fromString"),
                             to = text_at(item, "toString");
      if (!text.empty()) text += '\n';
      text += say(Text::import_said_field, field, from, to);
      const std::string small = in_small_letters(field);
      if (small == "fix version") text += release_of(scalar_at(item, "to"));
      const auto known = named(field_name, scalar_at(item, "fieldId"));
      is_own = is_own && (is_own_field(field) || (known && is_of_planning(*known)));
      const bool is_status = small == "status";
      is_end = is_end || (small == "resolution" && !to.empty()) || (is_status && is_done(to));
      is_reopened = is_reopened || (is_status && is_done(from) && !is_done(to));
      is_handed_over = is_handed_over || small == "assignee";
    }
    std::string key(scalar_at(node, "id"));
    if (key.empty()) key = std::string(scalar_at(node, "created")) + ' ' + text;
    const Person who = person_at(node, "author");
    TimelineEvent& event = tell(record, {.key = "history " + key,
                                         .written = scalar_at(node, "created"),
                                         .kind = is_end           ? EventKind::resolution
                                                 : is_handed_over ? EventKind::handover
                                                                  : EventKind::other,
                                         .text = std::move(text),
                                         .who = who.name,
                                         .tag = "history",
                                         .is_machine = who.is_machine});
    if (is_own && event.evidence.size() == 1) event.tags.emplace_back("bot");
    if (is_reopened) reopened_.insert(event.id);
  }

  /// When the version went out to which a fix was given.
  std::string release_of(std::string_view id) {
    const auto known = named(version, id);
    const std::string_view day = known ? text_at(*known, "releaseDate") : std::string_view();
    return day.empty() ? std::string() : " (" + std::string(day) + ')';
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
    const Person who = person_at(said, "author");
    tell(record, {.key = "comment " + key,
                  .written = written,
                  .kind = EventKind::observation,
                  .text = text_of_member(said, "body"),
                  .who = who.name,
                  .tag = "comment",
                  .is_machine = who.is_machine});
  }

  void tell_moments() {
    order_events();
    const TimelineEvent* end = nullptr;
    for (const TimelineEvent& event : thread().timeline) {
      const std::string_view tag = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (tag == "created") propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      if (event.kind == EventKind::resolution) end = &event;
      if (reopened_.contains(event.id)) end = nullptr;
    }
    if (end != nullptr) propose_moment(MomentKind::resolved, *end, MomentBasis::recorded);
  }

  // Of the issue that is being read.
  bool is_incident_ = false, has_histories_ = false;
  std::set<EventId> reopened_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<JiraProposer>(source, context, plan);
}

}  // namespace

extern const Importer jira_importer;
const Importer jira_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
