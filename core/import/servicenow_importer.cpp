// ServiceNow: incidents as its tables are read in JSON. Times have no zone; notes stand in one text, each under a line
// with its time and author.
#include <algorithm>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "servicenow", tool_name = "ServiceNow";

/// A field is its value, or an object of what is shown and what is stored.
std::string_view value_at(JsonNode node, std::string_view key) {
  const std::string_view plain = scalar_at(node, key);
  if (!plain.empty()) return plain;
  const auto both = object_at(node, key);
  return both ? first_text(*both, "display_value", "value") : std::string_view();
}

/// A time as it is stored, where both are there.
std::string_view time_at(JsonNode node, std::string_view key) {
  const auto both = object_at(node, key);
  const std::string_view stored = both ? text_at(*both, "value") : std::string_view();
  return stored.empty() ? value_at(node, key) : stored;
}

bool is_id(std::string_view text) {
  constexpr std::size_t digits = 32;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// What is shown of a reference; nothing where there is only its id.
std::string_view name_at(JsonNode node, std::string_view key) {
  const auto both = object_at(node, key);
  const std::string_view name = both ? text_at(*both, "display_value") : text_at(node, key);
  return is_id(name) ? std::string_view() : name;
}

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

/// Whether fields are as they are stored, and their times in UTC: states are numbers, references ids. What is shown
/// to people has their words, and times in the zone of whoever asked.
bool is_as_stored(JsonNode node) {
  constexpr std::string_view states[] = {"state", "incident_state", "priority", "urgency", "impact"};
  constexpr std::string_view references[] = {"assigned_to", "opened_by",   "caller_id",
                                             "closed_by",   "resolved_by", "assignment_group"};
  const bool are_states_numbers =
      std::ranges::any_of(states, [&](std::string_view key) { return is_number(scalar_at(node, key)); });
  return are_states_numbers &&
         std::ranges::all_of(references, [&](std::string_view key) { return name_at(node, key).empty(); });
}

std::optional<int> shape_of(JsonNode node) {
  const bool is_ticket = !value_at(node, "number").empty() && !value_at(node, "short_description").empty() &&
                         (has(node, "sys_id") || has(node, "sys_created_on") || has(node, "opened_at"));
  return is_ticket ? std::optional(0) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

/// "2026-01-01 00:22:15 - Lucía Ferrer (Work notes)".
struct NoteHead {
  std::string_view written, who;
};
std::optional<NoteHead> note_head(std::string_view line) {
  constexpr std::string_view form = "0000-00-00 00:00:00 - ";
  constexpr std::size_t clock = 19;
  if (line.size() <= form.size() || line.back() != ')') return std::nullopt;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const bool is_digit = line[at] >= '0' && line[at] <= '9';
    if (form[at] == '0' ? !is_digit : line[at] != form[at]) return std::nullopt;
  }
  const std::size_t bracket = line.rfind(" (");
  if (bracket == line.npos || bracket < form.size()) return std::nullopt;
  return NoteHead{line.substr(0, clock), line.substr(form.size(), bracket - form.size())};
}

class ServiceNowProposer final : public WalkedProposer {
 public:
  ServiceNowProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    usually_newest_first = true;
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override { return std::string(value_at(found.place.node, "number")); }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    begin_told(key, value_at(records.front().place.node, "short_description"), {}, Text::import_chosen_ticket);
    for (const Found& found : records) read(found);
    for (const TimelineEvent& event : thread().timeline)
      if (event.kind == EventKind::acknowledgement)
        propose_moment(MomentKind::acknowledged, event, MomentBasis::estimated, say(Text::import_note_work_began));
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    take_words(node);
    std::string_view opened = "opened_at";
    if (time_at(node, opened).empty()) opened = "sys_created_on";
    std::string text = say(Text::import_said_opened, thread().title);
    if (const std::string_view more = value_at(node, "description"); !more.empty() && more != thread().title)
      text += '\n' + std::string(more);
    tell_field(record, node, opened, {.key = "opened", .text = std::move(text), .tag = "opened"});
    const std::string_view assignee = name_at(node, "assigned_to");
    if (!time_at(node, "work_start").empty())
      tell_field(record, node, "work_start",
                 {.key = "work_start",
                  .kind = EventKind::acknowledgement,
                  .text = say(Text::import_said_acknowledged,
                              assignee.empty() ? say(Text::import_said_somebody) : std::string(assignee)) +
                          ": " + thread().title,
                  .tag = "work_start"});
    struct End {
      std::string_view field, notes;
      EventKind kind;
    };
    constexpr End ends[] = {{"resolved_at", "close_notes", EventKind::resolution}, {"closed_at", "", EventKind::other}};
    for (const End& end : ends) {
      if (time_at(node, end.field).empty()) continue;
      const std::string_view notes = end.notes.empty() ? std::string_view() : value_at(node, end.notes);
      tell_field(record, node, end.field,
                 {.key = std::string(end.field),
                  .kind = end.kind,
                  .text = notes.empty() ? say(Text::import_said_closed, thread().title) : std::string(notes),
                  .tag = end.field});
    }
    for (const std::string_view field : {"comments_and_work_notes", "comments", "work_notes"}) {
      const std::string_view notes = value_at(node, field);
      if (notes.empty() || read_notes(record, notes) || time_at(node, "sys_updated_on").empty()) continue;
      TimelineEvent& told = tell_field(record, node, "sys_updated_on",
                                       {.key = "note " + std::string(notes),
                                        .kind = EventKind::observation,
                                        .text = std::string(notes),
                                        .tag = "note"});
      told.time.note = say(Text::import_note_last_changed) + (told.time.note.empty() ? "" : " ") + told.time.note;
    }
  }

  /// At the time that stands in a field, which is in UTC where it is as stored.
  TimelineEvent& tell_field(const SourceRecord& record, JsonNode node, std::string_view field, Telling telling) {
    const auto both = object_at(node, field);
    const bool is_stored = both ? !text_at(*both, "value").empty() : is_as_stored(node);
    telling.written = time_at(node, field);
    if (is_stored) set_zone("Etc/UTC");
    const std::size_t before = thread().timeline.size();
    TimelineEvent& event = tell(record, std::move(telling));
    const bool is_new = thread().timeline.size() > before;
    if (is_stored && is_new && event.time.at) event.time.note = say(Text::import_note_tool_utc, tool());
    set_zone({});
    return event;
  }

  void take_words(JsonNode node) {
    affect(name_at(node, "business_service"));
    affect(name_at(node, "cmdb_ci"));
    for (const std::string_view role : {"assigned_to", "resolved_by"})
      if (const std::string_view who = name_at(node, role); !who.empty()) take_part(who);
    if (thread().causes.summary.empty()) thread().causes.summary = std::string(value_at(node, "cause"));
    if (thread().impact.text.empty()) thread().impact.text = std::string(value_at(node, "business_impact"));
    for (const std::string_view field : {"priority", "severity"}) take_level(value_at(node, field));
  }

  /// "3", "3 - Moderate"
  void take_level(std::string_view written) {
    const bool is_level = !written.empty() && written[0] >= '1' && written[0] <= '5' &&
                          (written.size() == 1 || written.substr(1).starts_with(" - "));
    if (!is_level || thread().severity) return;
    Severity& severity = thread().severity.emplace();
    severity.level = written[0] - '0';
    severity.written = one_line(written);
  }

  /// Says whether there are any: each stands under a line with its time and author.
  bool read_notes(const SourceRecord& record, std::string_view notes) {
    std::optional<NoteHead> head;
    std::string said;
    const auto finish = [&] {
      while (said.ends_with('\n')) said.pop_back();
      if (head)
        tell(record, {.key = "note " + std::string(head->written) + ' ' + said,
                      .written = head->written,
                      .kind = EventKind::observation,
                      .text = said,
                      .who = head->who,
                      .tag = "note"});
      said.clear();
    };
    while (!notes.empty()) {
      std::string_view line = notes.substr(0, notes.find('\n'));
      notes.remove_prefix(std::min(line.size() + 1, notes.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (const auto next = note_head(line)) {
        finish();
        head = next;
      } else if (head) {
        said += (said.empty() ? "" : "\n") + std::string(line);
      }
    }
    finish();
    return head.has_value();
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<ServiceNowProposer>(source, context, plan);
}

}  // namespace

extern const Importer servicenow_importer;
const Importer servicenow_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
