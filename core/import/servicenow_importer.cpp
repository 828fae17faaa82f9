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
    end_thread(record_of(records.front().place), Text::import_source_new, true);
  }

  void read(const Found& found) {
    const JsonNode node = found.place.node;
    const SourceRecord record = record_of(found.place);
    count_record();
    affect(value_at(node, "business_service"));
    std::string_view opened = value_at(node, "opened_at");
    if (opened.empty()) opened = value_at(node, "sys_created_on");
    std::string text = say(Text::import_said_opened, thread().title);
    if (const std::string_view more = value_at(node, "description"); !more.empty() && more != thread().title)
      text += '\n' + std::string(more);
    tell(record, {.key = "opened", .written = opened, .text = std::move(text), .tag = "opened"});
    struct End {
      std::string_view field, notes;
      EventKind kind;
    };
    constexpr End ends[] = {{"resolved_at", "close_notes", EventKind::resolution}, {"closed_at", "", EventKind::other}};
    for (const End& end : ends) {
      const std::string_view written = value_at(node, end.field);
      if (written.empty()) continue;
      const std::string_view notes = end.notes.empty() ? std::string_view() : value_at(node, end.notes);
      tell(record, {.key = std::string(end.field),
                    .written = written,
                    .kind = end.kind,
                    .text = notes.empty() ? say(Text::import_said_closed, thread().title) : std::string(notes),
                    .tag = end.field});
    }
    for (const std::string_view field : {"comments_and_work_notes", "comments", "work_notes"})
      read_notes(record, value_at(node, field));
  }

  void read_notes(const SourceRecord& record, std::string_view notes) {
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
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<ServiceNowProposer>(source, context, plan);
}

}  // namespace

extern const Importer servicenow_importer;
const Importer servicenow_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
