// GitHub: the timeline and events of an issue or pull request, issues, comments, deployments, and webhooks. Some items
// have no `created_at`: a review has when it was submitted, a commit when it was committed.
#include <algorithm>

#include "core/import/record_walk.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "github", tool_name = "GitHub";

enum Shape : int { item, message, push, issue, comment, deployment };

struct Meaning {
  std::string_view word;
  EventKind kind;
  /// Of the machine, not of the incident.
  bool is_chatter = false;
};
constexpr Meaning meanings[] = {
    {"committed", EventKind::change},
    {"commented", EventKind::observation},
    {"reviewed", EventKind::observation},
    {"line-commented", EventKind::observation},
    {"commit-commented", EventKind::observation},
    {"merged", EventKind::change},
    {"deployed", EventKind::change},
    {"deployment_environment_changed", EventKind::change},
    {"head_ref_force_pushed", EventKind::change},
    {"base_ref_force_pushed", EventKind::change},
    {"auto_merge_enabled", EventKind::other, true},
    {"auto_merge_disabled", EventKind::other, true},
    {"closed", EventKind::other},
    {"reopened", EventKind::other},
    {"opened", EventKind::other},
    {"assigned", EventKind::handover},
    {"unassigned", EventKind::handover},
    {"labeled", EventKind::other, true},
    {"unlabeled", EventKind::other, true},
    {"milestoned", EventKind::other, true},
    {"demilestoned", EventKind::other, true},
    {"renamed", EventKind::other},
    {"locked", EventKind::other, true},
    {"unlocked", EventKind::other, true},
    {"pinned", EventKind::other, true},
    {"unpinned", EventKind::other, true},
    {"mentioned", EventKind::other, true},
    {"subscribed", EventKind::other, true},
    {"unsubscribed", EventKind::other, true},
    {"referenced", EventKind::other, true},
    {"cross-referenced", EventKind::other, true},
    {"connected", EventKind::other, true},
    {"disconnected", EventKind::other, true},
    {"transferred", EventKind::other, true},
    {"marked_as_duplicate", EventKind::other},
    {"unmarked_as_duplicate", EventKind::other},
    {"converted_to_discussion", EventKind::other, true},
    {"convert_to_draft", EventKind::other, true},
    {"ready_for_review", EventKind::other},
    {"review_requested", EventKind::other, true},
    {"review_request_removed", EventKind::other, true},
    {"review_dismissed", EventKind::other},
    {"head_ref_deleted", EventKind::other, true},
    {"head_ref_restored", EventKind::other, true},
    {"base_ref_changed", EventKind::other, true},
    {"comment_deleted", EventKind::other, true},
    {"user_blocked", EventKind::other, true},
    {"added_to_project", EventKind::other, true},
    {"added_to_project_v2", EventKind::other, true},
    {"moved_columns_in_project", EventKind::other, true},
    {"removed_from_project", EventKind::other, true},
    {"project_v2_item_status_changed", EventKind::other, true},
    {"created", EventKind::other},
    {"published", EventKind::change},
    {"completed", EventKind::other},
};

/// What a webhook is about, by the member that describes it.
struct Subject {
  std::string_view word;
  EventKind kind;
};
constexpr Subject subjects[] = {
    {"comment", EventKind::observation},      {"review", EventKind::observation},
    {"deployment_status", EventKind::change}, {"deployment", EventKind::change},
    {"release", EventKind::change},           {"workflow_run", EventKind::change},
    {"check_run", EventKind::observation},    {"check_suite", EventKind::observation},
    {"pull_request", EventKind::change},      {"issue", EventKind::other},
    {"alert", EventKind::detection},
};

std::optional<std::string_view> subject_of(JsonNode node) {
  for (const Subject& subject : subjects)
    if (object_at(node, subject.word)) return subject.word;
  return std::nullopt;
}

std::optional<int> shape_of(JsonNode node) {
  const bool is_from_repository = object_at(node, "repository") && object_at(node, "sender");
  if (is_from_repository && array_at(node, "commits") && has(node, "ref")) return push;
  if (is_from_repository && (!text_at(node, "action").empty() || has(node, "ref_type") || subject_of(node)))
    return message;
  const std::string_view event = text_at(node, "event");
  const bool has_who =
      has(node, "actor") || has(node, "user") || has(node, "author") || has(node, "committer") || has(node, "comments");
  if (!event.empty() && find_word(meanings, event) != nullptr && has_who &&
      (has(node, "node_id") || has(node, "url") || has(node, "created_at")))
    return item;
  if (!scalar_at(node, "number").empty() && !text_at(node, "title").empty() && object_at(node, "user") &&
      !text_at(node, "state").empty() && !text_at(node, "created_at").empty())
    return issue;
  if (has(node, "body") && !text_at(node, "created_at").empty() && !scalar_on_way(node, {"user", "login"}).empty() &&
      (has(node, "html_url") || has(node, "node_id")))
    return comment;
  if (!text_at(node, "environment").empty() && !text_at(node, "created_at").empty() && object_at(node, "creator"))
    return deployment;
  return std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

std::string_view login_of(JsonNode node, std::string_view key) {
  const auto named = object_at(node, key);
  return named ? first_text(*named, "login", "name", "username") : std::string_view();
}

bool is_robot(std::string_view who) { return who.ends_with("[bot]") || who == "web-flow"; }

/// Whoever stands under the key is an account of a program.
bool is_bot(JsonNode node, std::string_view key) {
  return scalar_on_way(node, {key, "type"}) == "Bot" || is_robot(login_of(node, key));
}

/// "https://api.github.com/repos/acme/widgets" is acme/widgets.
std::string_view repository_in(std::string_view url) {
  const std::size_t name = url.rfind('/');
  const std::size_t owner = name == url.npos || name == 0 ? url.npos : url.rfind('/', name - 1);
  return owner == url.npos ? url : url.substr(owner + 1);
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

class GitHubProposer final : public WalkedProposer {
 public:
  GitHubProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  /// Items of one list belong to one issue; it is named in addresses only.
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    if (found.shape == message || found.shape == push) {
      const std::string repository(scalar_on_way(node, {"repository", "full_name"}));
      for (const std::string_view about : {"issue", "pull_request"})
        if (const std::string_view number = scalar_on_way(node, {about, "number"}); !number.empty())
          return repository + '#' + std::string(number);
      return repository;
    }
    if (found.shape == issue) return issue_in(first_text(node, "html_url", "url"));
    if (found.shape == comment) return issue_in(first_text(node, "issue_url", "html_url"));
    if (found.shape == deployment) return std::string(repository_in(text_at(node, "repository_url")));
    return "timeline";
  }

  /// ".../acme/widgets/issues/42#issuecomment-1" is about acme/widgets#42.
  static std::string issue_in(std::string_view url) {
    for (const std::string_view part : {"/issues/", "/pull/", "/pulls/"}) {
      const std::size_t at = url.find(part);
      if (at == url.npos) continue;
      std::string_view number = url.substr(at + part.size());
      number = number.substr(0, std::min(number.find_first_not_of("0123456789"), number.size()));
      std::string_view repository = url.substr(0, at);
      const std::size_t name = repository.rfind('/');
      const std::size_t owner = name == repository.npos || name == 0 ? name : repository.rfind('/', name - 1);
      if (owner != repository.npos) repository.remove_prefix(owner + 1);
      if (!number.empty()) return std::string(repository) + '#' + std::string(number);
    }
    return "timeline";
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    std::string own_key = key;
    const JsonNode first = records.front().place.node;
    if (key == "timeline") own_key += ' ' + std::string(first_text(first, "node_id", "sha", "created_at"));
    begin_told(own_key, title_of(records, key), first_text(first, "html_url"), Text::import_chosen_ticket);
    for (const Found& found : records) read(found);
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  static std::string title_of(std::span<const Found> records, const std::string& key) {
    for (const Found& found : records) {
      const JsonNode node = found.place.node;
      for (const std::string_view about : {"issue", "pull_request"})
        if (const std::string_view title = scalar_on_way(node, {about, "title"}); !title.empty())
          return std::string(title);
      if (found.shape == issue) return std::string(text_at(node, "title"));
      if (const std::string_view words = text_at(node, "message"); key == "timeline" && !words.empty())
        return std::string(first_line(words));
    }
    return key == "timeline" ? std::string(tool_name) : key;
  }

  void read(const Found& found) {
    switch (found.shape) {
      case item: return read_item(found);
      case message: return read_message(found);
      case push: return read_push(found);
      case issue: return read_issue(found);
      case comment: return read_comment(found);
      default: return read_deployment(found);
    }
  }

  void read_item(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    const std::string_view event = text_at(node, "event");
    count_record();
    const Meaning* meaning = find_word(meanings, event);
    const bool is_commit = event == "committed";
    std::string_view written = first_text(node, "created_at", "submitted_at");
    if (written.empty()) written = scalar_at(node, "created_at");
    if (is_commit) written = scalar_on_way(node, {"committer", "date"});
    if (is_commit && written.empty()) written = scalar_on_way(node, {"author", "date"});
    std::string_view who = login_of(node, is_commit ? "author" : "actor");
    if (who.empty()) who = login_of(node, "user");
    const bool is_machine = is_robot(who) || is_bot(node, is_commit                         ? "author"
                                                          : login_of(node, "actor").empty() ? "user"
                                                                                            : "actor");
    std::string key(scalar_at(node, "id"));
    if (key.empty()) key = first_text(node, "sha", "node_id");
    if (key.empty()) key = std::string(written);
    TimelineEvent& told = tell(record, {.key = std::string(event) + ' ' + key,
                                        .written = written,
                                        .kind = meaning->kind,
                                        .text = words_of_item(event, node, who),
                                        .who = who,
                                        .tag = event,
                                        .is_machine = is_machine});
    const bool is_talk_of_machine = is_machine && meaning->kind != EventKind::change;
    if ((meaning->is_chatter || is_talk_of_machine) && told.evidence.size() == 1) told.tags.emplace_back("bot");
  }

  std::string words_of_item(std::string_view event, JsonNode node, std::string_view who) const {
    if (const std::string_view body = text_at(node, "body"); !body.empty()) return std::string(body);
    if (event == "committed")
      return say(Text::import_said_commit, whole_beginning(text_at(node, "sha"), 7), text_at(node, "message"));
    if (event == "labeled") return say(Text::import_said_label, scalar_on_way(node, {"label", "name"}));
    if (event == "assigned") return say(Text::import_said_assigned, login_of(node, "assignee"));
    if (event == "renamed")
      return say(Text::import_said_field, event, scalar_on_way(node, {"rename", "from"}),
                 scalar_on_way(node, {"rename", "to"}));
    std::string words(event);
    if (const std::string_view state = text_at(node, "state"); event == "reviewed" && !state.empty())
      words += ": " + std::string(state);
    if (!who.empty()) words += " (" + std::string(who) + ')';
    return words;
  }

  /// The times of what a webhook is about, the most telling first; else when the message was sent.
  static std::string_view time_in(JsonNode about, std::string_view action) {
    if (action == "closed")
      if (const std::string_view at = first_text(about, "merged_at", "closed_at"); !at.empty()) return at;
    if (action == "completed" || action == "success" || action == "failure")
      if (const std::string_view at = first_text(about, "completed_at", "updated_at"); !at.empty()) return at;
    const bool is_new = action == "created" || action == "opened" || action == "published" || action == "submitted";
    const std::string_view at = is_new ? first_text(about, "submitted_at", "published_at", "created_at")
                                       : first_text(about, "updated_at", "created_at");
    return at;
  }

  void read_message(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const auto subject = subject_of(node);
    const std::string_view action = first_text(node, "action", "ref_type");
    const std::string_view who = login_of(node, "sender");
    std::string_view written = subject ? time_in(*object_at(node, *subject), action) : std::string_view();
    const bool has_own_time = !written.empty();
    if (!has_own_time) written = time_around(found);
    const EventKind kind = subject ? find_word(subjects, *subject)->kind : EventKind::change;
    const std::string_view number = subject ? scalar_at(*object_at(node, *subject), "id") : text_at(node, "ref");
    TimelineEvent& told = tell(has_own_time ? record_of(found.place) : whole_record_of(found),
                               {.key = std::string(subject.value_or("ref")) + ' ' + std::string(action) + ' ' +
                                       std::string(number) + ' ' + std::string(written),
                                .written = written,
                                .kind = kind,
                                .text = words_of_message(node, subject, action),
                                .who = who,
                                .tag = action,
                                .is_machine = is_bot(node, "sender")});
    if (subject == "workflow_run") link(scalar_on_way(node, {"workflow_run", "html_url"}), LinkKind::change);
    if (is_bot(node, "sender") && kind == EventKind::observation && told.evidence.size() == 1)
      told.tags.emplace_back("bot");
  }

  std::string words_of_message(JsonNode node, std::optional<std::string_view> subject, std::string_view action) const {
    if (!subject) return std::string(action) + ": " + std::string(text_at(node, "ref"));
    const JsonNode about = *object_at(node, *subject);
    if (*subject == "comment" || *subject == "review")
      if (const std::string_view body = text_at(about, "body"); !body.empty()) return std::string(body);
    const std::string_view name = first_text(about, "title", "name", "tag_name", "display_title", "environment");
    if (*subject == "pull_request" && action == "closed" && has(about, "merged") && about.find("merged")->is_true())
      return say(Text::import_said_merged, name);
    if (action == "opened") return say(Text::import_said_opened, name);
    if (action == "closed") return say(Text::import_said_closed, name);
    std::string words = std::string(*subject) + ' ' + std::string(action) + ": " + std::string(name);
    if (const std::string_view end = first_text(about, "conclusion", "state"); !end.empty())
      words += " (" + std::string(end) + ')';
    if (const std::string_view branch = text_at(about, "head_branch"); !branch.empty())
      words += ", " + std::string(branch);
    return words;
  }

  /// Each commit is a record of its own.
  void read_push(const Found& found) {
    const JsonNode node = found.place.node;
    const std::string_view sent = time_around(found);
    const std::vector<JsonPlace> commits = found.place.at("commits").children();
    // It went out when it was pushed, which may be long after its commits.
    if (commits.empty() || !sent.empty()) {
      std::string_view branch = text_at(node, "ref");
      if (constexpr std::string_view heads = "refs/heads/"; branch.starts_with(heads))
        branch.remove_prefix(heads.size());
      count_record();
      tell(whole_record_of(found), {.key = "push " + std::string(text_at(node, "after")),
                                    .written = sent,
                                    .kind = EventKind::change,
                                    .text = say(Text::import_said_pushed, std::to_string(commits.size()), branch),
                                    .who = login_of(node, "sender"),
                                    .tag = "push",
                                    .is_machine = is_bot(node, "sender")});
      link(text_at(node, "compare"), LinkKind::change);
    }
    for (const JsonPlace& commit : commits) {
      const SourceRecord record = record_of(commit);
      std::string_view written = text_at(commit.node, "timestamp");
      for (const std::string_view who : {"committer", "author"})
        if (written.empty()) written = scalar_on_way(commit.node, {who, "date"});
      if (written.empty() && text_at(commit.node, "message").empty()) {
        not_understood(record, Text::import_not_a_record, {std::string(tool())});
        continue;
      }
      count_record();
      const std::string_view sha = first_text(commit.node, "id", "sha");
      tell(record, {.key = "committed " + std::string(sha),
                    .written = written,
                    .kind = EventKind::change,
                    .text = say(Text::import_said_commit, whole_beginning(sha, 7), text_at(commit.node, "message")),
                    .who = login_of(commit.node, "author"),
                    .tag = "committed"});
    }
  }

  void read_issue(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    const std::string_view title = text_at(node, "title"), body = text_at(node, "body");
    count_record();
    std::string text = say(Text::import_said_opened, title);
    if (!body.empty()) text += '\n' + std::string(body);
    tell(record, {.key = "opened",
                  .written = text_at(node, "created_at"),
                  .text = std::move(text),
                  .who = login_of(node, "user"),
                  .tag = "opened"});
    const std::string_view merged = text_at(node, "merged_at"), closed = text_at(node, "closed_at");
    if (!merged.empty())
      tell(record, {.key = "merged",
                    .written = merged,
                    .kind = EventKind::change,
                    .text = say(Text::import_said_merged, title),
                    .tag = "merged"});
    else if (!closed.empty())
      tell(record, {.key = "closed",
                    .written = closed,
                    .text = say(Text::import_said_closed, title),
                    .who = login_of(node, "closed_by"),
                    .tag = "closed",
                    .is_machine = is_bot(node, "closed_by")});
  }

  void read_comment(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const std::string_view who = login_of(node, "user");
    TimelineEvent& told = tell(record_of(found.place), {.key = "commented " + std::string(scalar_at(node, "id")),
                                                        .written = text_at(node, "created_at"),
                                                        .kind = EventKind::observation,
                                                        .text = std::string(text_at(node, "body")),
                                                        .who = who,
                                                        .tag = "commented",
                                                        .is_machine = is_bot(node, "user")});
    if (is_bot(node, "user") && told.evidence.size() == 1) told.tags.emplace_back("bot");
  }

  void read_deployment(const Found& found) {
    const JsonNode node = found.place.node;
    count_record();
    const std::string_view state = text_at(node, "state"), ref = first_text(node, "ref", "description");
    const std::string what(state.empty() ? ref : state);
    tell(record_of(found.place), {.key = "deployed " + std::string(scalar_at(node, "id")) + ' ' + std::string(state),
                                  .written = text_at(node, "created_at"),
                                  .kind = EventKind::change,
                                  .text = say(Text::import_said_deployed, text_at(node, "environment"), what),
                                  .who = login_of(node, "creator"),
                                  .tag = "deployed",
                                  .is_machine = is_bot(node, "creator")});
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<GitHubProposer>(source, context, plan);
}

}  // namespace

extern const Importer github_importer;
const Importer github_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
