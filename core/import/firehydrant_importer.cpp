// FireHydrant: an incident with its milestones and events, in its API's answers and webhooks; events alone.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "firehydrant", tool_name = "FireHydrant";

enum Shape : int { incident, event_alone };

struct Milestone {
  std::string_view word;
  EventKind kind;
  std::optional<MomentKind> moment;
};
constexpr Milestone milestones[] = {
    {"started", EventKind::impact, MomentKind::impact_start},
    {"detected", EventKind::detection, MomentKind::detected},
    {"acknowledged", EventKind::acknowledgement, MomentKind::acknowledged},
    {"investigating", EventKind::observation, std::nullopt},
    {"identified", EventKind::finding, MomentKind::identified},
    {"mitigated", EventKind::mitigation, MomentKind::mitigated},
    {"resolved", EventKind::resolution, MomentKind::resolved},
    {"postmortem_started", EventKind::other, std::nullopt},
    {"postmortem_completed", EventKind::other, std::nullopt},
    {"retrospective_started", EventKind::other, std::nullopt},
    {"retrospective_completed", EventKind::other, std::nullopt},
    {"closed", EventKind::other, std::nullopt},
};

struct EventMeaning {
  std::string_view word;
  EventKind kind;
};
constexpr EventMeaning event_meanings[] = {
    {"note", EventKind::observation},
    {"chat_message", EventKind::observation},
    {"general_update", EventKind::communication},
    {"status_page_update", EventKind::communication},
    {"status", EventKind::communication},
    {"alert_linked", EventKind::observation},
    {"role_assigned", EventKind::handover},
    {"role_update", EventKind::handover},
    {"task_created", EventKind::other},
    {"task_update", EventKind::other},
    {"change_linked", EventKind::change},
    {"change_type", EventKind::change},
    {"milestone", EventKind::other},
    {"add_task_list", EventKind::other},
    {"runbook_attached", EventKind::other},
    {"incident_created", EventKind::other},
    {"impact_update", EventKind::impact},
    {"bulk_update", EventKind::other},
};

bool is_event(JsonNode node) {
  return node.kind() == JsonKind::object && !text_at(node, "type").empty() && !text_at(node, "occurred_at").empty() &&
         (object_at(node, "data") || object_at(node, "author"));
}

std::optional<int> shape_of(JsonNode node) {
  if (!text_at(node, "name").empty() && has(node, "milestones") &&
      (has(node, "current_milestone") || has(node, "severity") || has(node, "number")))
    return incident;
  return is_event(node) && !text_at(node, "incident_id").empty() ? std::optional<int>(event_alone) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

class FireHydrantProposer final : public WalkedProposer {
 public:
  FireHydrantProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    return std::string(text_at(found.place.node, found.shape == event_alone ? "incident_id" : "id"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    raised_.reset();
    is_created_ = false;
    std::string_view title, url;
    for (const Found& found : records) {
      if (found.shape != incident) continue;
      title = text_at(found.place.node, "name");
      url = text_at(found.place.node, "incident_url");
      raised_ = instant_of(text_at(found.place.node, "created_at"));
      is_created_ = raised_.has_value();
      // Not every message says when it was created; then it is no later than it was sent.
      if (!raised_) raised_ = instant_of(time_around(found));
    }
    begin_told(key, title, url, Text::import_chosen_incident);
    for (const Found& found : records)
      if (found.shape == incident)
        read_incident(found);
      else
        read_event(found.place);
    tell_moments();
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read_incident(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    rate(text_at(node, "severity"));
    take_words(node);
    if (const auto roles = array_at(node, "role_assignments"))
      for (const JsonNode one : *roles)
        if (const std::string_view who = first_text(one, "user_name", "name"); !who.empty())
          take_part(who, one_line(first_text(one, "role", "incident_role")));
    bool is_creation_told = false;
    if (array_at(node, "milestones"))
      for (const JsonPlace& one : found.place.at("milestones").children()) is_creation_told |= read_milestone(one);
    if (const std::string_view created = text_at(node, "created_at"); !is_creation_told && !created.empty())
      tell(record, {.key = "created",
                    .written = created,
                    .text = say(Text::import_said_created, thread().title),
                    .tag = "created"});
    take_actions(node);
    take_links(node);
    for (const std::string_view list : {"labels", "tags", "tag_list"})
      if (const auto words = array_at(node, list))
        for (const JsonNode word : *words)
          if (word.kind() == JsonKind::string) tag(word.text());
    if (const std::string_view note = text_at(node, "last_note"), at = text_at(node, "updated_at");
        !note.empty() && !at.empty()) {
      TimelineEvent& event = tell(record, {.key = "last note " + std::string(note),
                                           .written = at,
                                           .kind = EventKind::observation,
                                           .text = std::string(note),
                                           .tag = "last note"});
      event.time.note = say(Text::import_note_last_changed);
    }
    if (array_at(node, "events"))
      for (const JsonPlace& one : found.place.at("events").children()) read_event(one);
  }

  /// What is to be done, and what is left to be done after it.
  void take_actions(JsonNode node) {
    constexpr std::size_t most_actions = 1'000;
    for (const std::string_view list : {"tasks", "follow_ups"}) {
      const auto entries = array_at(node, list);
      if (!entries) continue;
      for (const JsonNode one : *entries) {
        const std::string_view title = first_text(one, "title", "summary", "description");
        std::string_view key = text_at(one, "id");
        if (key.empty()) key = title;
        const Id<Action> own = id<Action>("action " + std::string(list) + ' ' + std::string(key));
        std::vector<Action>& actions = thread().actions;
        if (title.empty() || actions.size() >= most_actions || std::ranges::contains(actions, own, &Action::id))
          continue;
        Action& action = actions.emplace_back();
        action.id = own;
        action.title = one_line(title);
        const std::string state = in_small_letters(first_text(one, "status", "state"));
        action.state = state == "in_progress"                        ? ActionState::in_progress
                       : state == "done" || state == "completed"     ? ActionState::done
                       : state == "cancelled" || state == "canceled" ? ActionState::will_not_do
                                                                     : ActionState::idea;
      }
    }
  }

  void take_links(JsonNode node) {
    const auto each = [&](std::string_view list, LinkKind kind) {
      if (const auto entries = array_at(node, list))
        for (const JsonNode one : *entries) link(first_text(one, "url", "web_url"), kind, text_at(one, "name"));
    };
    each("conference_bridges", LinkKind::call);
    each("incident_channels", LinkKind::chat);
    for (const JsonNode member : node)
      if (member.key().ends_with("status_page_url") && member.kind() == JsonKind::string)
        link(member.text(), LinkKind::status_page);
  }

  void take_words(JsonNode node) {
    if (const auto impacts = array_at(node, "impacts"); impacts && thread().impact.text.empty())
      for (const JsonNode one : *impacts) {
        const std::string_view words = text_at(one, "description");
        std::string& text = thread().impact.text;
        if (!words.empty()) text += (text.empty() ? "" : "\n\n") + std::string(words);
      }
    if (!thread().context.summary.empty()) return;
    for (const std::string_view part : {"summary", "description", "customer_impact_summary"}) {
      const std::string_view words = text_at(node, part);
      if (words.empty()) continue;
      std::string& summary = thread().context.summary;
      summary += (summary.empty() ? "" : "\n\n") + std::string(words);
    }
  }

  /// Says whether it is when the incident was created.
  bool read_milestone(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const std::string_view type = text_at(node, "type");
    if (type.empty()) {
      not_understood(record, Text::import_not_a_record, {std::string(tool())});
      return false;
    }
    count_record();
    const std::string_view written = text_at(node, "occurred_at"), name = text_at(node, "name");
    if (written.empty()) return false;
    const Milestone* meaning = find_word(milestones, type);
    const TimelineEvent& event = tell(record, {.key = "milestone " + std::string(type),
                                               .written = written,
                                               .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                                               .text = one_line(name.empty() ? type : name),
                                               .tag = type});
    return is_created_ && event.time.at && event.time.at == raised_;
  }

  void read_event(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    if (!is_event(node)) return not_understood(record, Text::import_not_a_record, {std::string(tool())});
    count_record();
    const std::string_view type = text_at(node, "type");
    const EventMeaning* meaning = find_word(event_meanings, type);
    if (meaning == nullptr) warn(Text::import_unknown_step, record, {std::string(tool()), one_line(type)});
    const std::string_view who = scalar_on_way(node, {"author", "name"});
    const bool is_own = in_small_letters(who) == source_kind;
    std::string key(text_at(node, "id"));
    if (key.empty()) key = std::string(type) + ' ' + std::string(text_at(node, "occurred_at"));
    TimelineEvent& event = tell(record, {.key = "event " + key,
                                         .written = text_at(node, "occurred_at"),
                                         .kind = meaning != nullptr ? meaning->kind : EventKind::other,
                                         .text = words_of(node),
                                         .who = is_own ? std::string_view() : who,
                                         .tag = "event " + std::string(type)});
    if (is_own && event.evidence.size() == 1) event.tags.emplace_back("bot");
  }

  static std::string words_of(JsonNode node) {
    const auto data = object_at(node, "data");
    if (!data) return std::string(text_at(node, "type"));
    const std::string_view words = first_text(*data, "body", "summary", "message", "note", "name", "description");
    if (!words.empty()) return std::string(words);
    const std::string_view role = text_at(*data, "role"), user = text_at(*data, "user");
    if (!role.empty()) return std::string(role) + ": " + std::string(user);
    return std::string(text_at(node, "type")) + ' ' + compact_json_of(*data);
  }

  void tell_moments() {
    order_events();
    for (TimelineEvent& event : thread().timeline) {
      const std::string_view tag = event.tags.empty() ? std::string_view() : std::string_view(event.tags.front());
      if (tag == "created") propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      const Milestone* meaning = find_word(milestones, tag);
      // A milestone may be all that tells of the creation.
      if (meaning != nullptr && is_created_ && event.time.at == raised_)
        propose_moment(MomentKind::declared, event, MomentBasis::recorded);
      if (meaning == nullptr || !meaning->moment) continue;
      if (*meaning->moment == MomentKind::acknowledged)
        propose_acknowledgement(event, raised_);
      else if (*meaning->moment == MomentKind::impact_start && event.time.at && event.time.at == raised_)
        note_default(MomentKind::impact_start, event.time.written, say(Text::import_note_tool_default, tool()));
      else
        propose_moment(*meaning->moment, event, MomentBasis::recorded);
    }
  }

  std::optional<Instant> raised_;
  bool is_created_ = false;  // then it was raised when the tool says so, and not when a message was sent
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<FireHydrantProposer>(source, context, plan);
}

}  // namespace

extern const Importer firehydrant_importer;
const Importer firehydrant_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
