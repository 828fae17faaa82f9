// Tables: which column is the time and which the text is told by their values, in whatever language the header is. A
// day and a clock may stand in two columns. ServiceNow's are known by their tickets, each an incident of its own, with
// the journal that stands inside a cell.
#include <algorithm>

#include "core/import/csv_table.hpp"
#include "core/import/event_words.hpp"
#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t looked_at = 200;
constexpr std::size_t none = SIZE_MAX;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

constexpr std::string_view text_headers[] = {"descri",  "message", "mensaje", "mensagem", "text",         "summary",
                                             "resumen", "title",   "título",  "titulo",   "event",        "detail",
                                             "detalle", "note",    "comment", "what",     "beschreibung", "nachricht",
                                             "内容",    "描述",    "説明"};
constexpr std::string_view actor_headers[] = {"responsable", "assigned", "asignado", "owner", "author", "autor",
                                              "user",        "usuario",  "actor",    "who",   "quien",  "担当"};
constexpr std::string_view kind_headers[] = {"type", "tipo", "kind", "typ", "art", "种类", "種類", "类型"};
constexpr std::string_view end_headers[] = {"end",    "fin",     "fim",     "resolved", "resuelto",
                                            "closed", "cerrado", "updated", "actualiz"};

struct NamedKind {
  std::string_view begins;
  EventKind kind;
};
constexpr NamedKind named_kinds[] = {
    {"alert", EventKind::detection},
    {"notif", EventKind::notification},
    {"respuesta", EventKind::acknowledgement},
    {"response", EventKind::acknowledgement},
    {"ack", EventKind::acknowledgement},
    {"escal", EventKind::escalation},
    {"cierre", EventKind::resolution},
    {"close", EventKind::resolution},
    {"resol", EventKind::resolution},
    {"nota", EventKind::observation},
    {"note", EventKind::observation},
    {"comment", EventKind::observation},
    {"change", EventKind::change},
    {"cambio", EventKind::change},
    {"deploy", EventKind::change},
    {"decisi", EventKind::decision},
    {"mitig", EventKind::mitigation},
};

std::optional<EventKind> kind_named(std::string_view value) {
  const std::string lower = in_lower_case(trimmed_text(value));
  for (const NamedKind& named : named_kinds)
    if (lower.starts_with(named.begins)) return named.kind;
  return std::nullopt;
}

/// Which column holds what.
struct Columns {
  std::size_t time = none, clock = none, text = none, actor = none, kind = none;
  [[nodiscard]] bool are_found() const { return time != none && text != none; }
};

std::string_view value_in(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? trimmed_text(row.cells[column].value) : std::string_view();
}

Columns columns_of(const CsvTable& table) {
  Columns found;
  const std::size_t width = table.rows.front().cells.size();
  const std::size_t rows = std::min(table.rows.size(), looked_at);
  struct Column {
    std::size_t filled = 0, whole = 0, day = 0, clock = 0, letters = 0, distinct = 0;
    std::string header;
  };
  std::vector<Column> columns(width);
  for (std::size_t at = 0; at < width; ++at) {
    Column& column = columns[at];
    column.header = in_lower_case(table.rows.front().cells[at].value);
    std::vector<std::string_view> seen;
    for (std::size_t row = 1; row < rows; ++row) {
      const std::string_view value = value_in(table.rows[row], at);
      if (value.empty()) continue;
      ++column.filled;
      const bool is_epoch = value.size() >= 10 && std::ranges::all_of(value, is_digit) && instant_of(value);
      const auto shape = is_epoch ? std::optional(TimeShape{true, true, std::nullopt}) : shape_of_time(value);
      if (shape && shape->has_day && shape->has_clock) ++column.whole;
      if (shape && shape->has_day && !shape->has_clock) ++column.day;
      if (shape && !shape->has_day && shape->has_clock) ++column.clock;
      column.letters +=
          static_cast<std::size_t>(std::ranges::count_if(value, [](char letter) { return !is_digit(letter); }));
      seen.push_back(value);
    }
    std::ranges::sort(seen);
    column.distinct = static_cast<std::size_t>(std::ranges::unique(seen).begin() - seen.begin());
  }
  const auto most = [](std::size_t part, std::size_t all) { return all > 0 && part * 5 >= all * 3; };
  for (const bool may_be_end : {false, true})
    for (std::size_t at = 0; at < width && found.time == none; ++at)
      if (most(columns[at].whole, columns[at].filled) && (may_be_end || !holds_any(columns[at].header, end_headers)))
        found.time = at;
  if (found.time == none) {
    for (std::size_t at = 0; at < width && found.time == none; ++at)
      if (most(columns[at].day, columns[at].filled)) found.time = at;
    for (std::size_t at = 0; at < width && found.clock == none; ++at)
      if (most(columns[at].clock, columns[at].filled)) found.clock = at;
  }
  std::size_t best = 0;
  for (std::size_t at = 0; at < width; ++at) {
    const Column& column = columns[at];
    if (column.filled == 0 || column.whole + column.day + column.clock > column.filled / 2) continue;
    if (found.actor == none && holds_any(column.header, actor_headers)) {
      found.actor = at;
      continue;
    }
    if (found.kind == none && holds_any(column.header, kind_headers)) {
      found.kind = at;
      continue;
    }
    // What is long and says something else in every row; a header that says so counts more.
    std::size_t score = column.letters / column.filled * (column.distinct + 1) * column.filled / (column.filled + 1);
    if (holds_any(column.header, text_headers)) score *= 4;
    if (column.letters / column.filled < 3 || score <= best) continue;
    best = score;
    found.text = at;
  }
  return found;
}

bool is_a_time(std::string_view value) { return shape_of_time(value).has_value(); }

bool is_table(const CsvTable& table) {
  if (table.rows.size() < 2) return false;
  const std::size_t width = table.rows.front().cells.size();
  if (width < 2) return false;
  // A header is names, not values.
  if (std::ranges::any_of(table.rows.front().cells,
                          [](const CsvCell& cell) { return is_a_time(cell.value) || cell.value.size() > 80; }))
    return false;
  const auto fitting = std::ranges::count_if(table.rows, [&](const CsvRow& row) { return row.cells.size() == width; });
  return static_cast<std::size_t>(fitting) * 10 >= table.rows.size() * 8;
}

// ---- ServiceNow

bool is_ticket(std::string_view value) {
  for (const std::string_view prefix : {"INC", "CHG", "PRB", "TASK", "SCTASK", "RITM"})
    if (value.starts_with(prefix) && value.size() >= prefix.size() + 5 &&
        std::ranges::all_of(value.substr(prefix.size()), is_digit))
      return true;
  return false;
}

/// "2026-01-01 00:22:15 - Lucía Ferrer (Work notes)", and what follows up to the next.
struct JournalEntry {
  std::string_view written, who;
  std::string text;
};
std::vector<JournalEntry> journal_in(std::string_view cell) {
  std::vector<JournalEntry> entries;
  for (const TextLine& line : lines_of(cell)) {
    const std::size_t dash = line.text.find(" - ");
    const std::string_view written = line.text.substr(0, std::min(dash, line.text.size()));
    const auto shape = dash != line.text.npos ? shape_of_time(written) : std::nullopt;
    if (shape && shape->has_day && shape->has_clock && line.text.ends_with(')')) {
      const std::string_view rest = line.text.substr(dash + 3);
      entries.push_back({written, trimmed_text(rest.substr(0, rest.find_last_of('('))), {}});
    } else if (!entries.empty()) {
      entries.back().text += line.text;
      entries.back().text += '\n';
    }
  }
  for (JournalEntry& entry : entries) entry.text = trimmed_text(entry.text);
  return entries;
}

struct TicketColumns {
  std::size_t number = none, title = none, opened = none, resolved = none, journal = none;
};

TicketColumns ticket_columns_of(const CsvTable& table) {
  TicketColumns found;
  const CsvRow& header = table.rows.front();
  const std::size_t rows = std::min(table.rows.size(), looked_at);
  for (std::size_t at = 0; at < header.cells.size(); ++at) {
    const std::string name = in_lower_case(header.cells[at].value);
    std::size_t tickets = 0, times = 0, journals = 0, filled = 0;
    for (std::size_t row = 1; row < rows; ++row) {
      const std::string_view value = value_in(table.rows[row], at);
      if (value.empty()) continue;
      ++filled;
      tickets += is_ticket(value) ? 1 : 0;
      const auto shape = shape_of_time(value);
      times += shape && shape->has_day && shape->has_clock ? 1 : 0;
      journals += value.size() > 30 && !journal_in(value).empty() ? 1 : 0;
    }
    const bool are_times = filled > 0 && times * 2 >= filled;
    const auto says = [&](std::initializer_list<std::string_view> words) {
      return std::ranges::any_of(words, [&](std::string_view word) { return name.contains(word); });
    };
    if (tickets > 0 && tickets * 2 >= filled && found.number == none) found.number = at;
    if (says({"short", "breve", "resumida", "kurz"}) && found.title == none) found.title = at;
    if (are_times && found.opened == none && says({"open", "abier", "abert", "creat", "cread", "criad", "eröff"}))
      found.opened = at;
    if (are_times && says({"abier", "opened"})) found.opened = at;
    if (are_times && found.resolved == none && says({"resolved", "resuel", "resolv", "gelöst"})) found.resolved = at;
    if (journals > 0 && found.journal == none) found.journal = at;
  }
  return found;
}

bool is_ticket_list(const CsvTable& table) {
  if (table.rows.size() < 2 || table.rows.front().cells.size() < 3) return false;
  const TicketColumns columns = ticket_columns_of(table);
  return columns.number != none && (columns.opened != none || columns.journal != none);
}

/// What a file may be is looked for in its beginning.
CsvTable beginning_of(const ImportSource& source) { return read_csv(source.text(), looked_at); }

bool may_be_table(const ImportSource& source) {
  const std::string_view first = source.text().substr(0, source.text().find('\n'));
  return !source.documents().empty() && !source.is_lines() ? false : first.find_first_of(",;\t|") != first.npos;
}

bool recognises_tickets(const ImportSource& source) {
  if (!may_be_table(source)) return false;
  return is_ticket_list(beginning_of(source));
}

bool recognises(const ImportSource& source) {
  if (!may_be_table(source)) return false;
  const CsvTable table = beginning_of(source);
  return is_table(table) && columns_of(table).are_found();
}

class CsvProposer : public TextProposer {
 public:
  CsvProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("csv", from, context, plan), table_(read_csv(source().text())) {
    bad_time_is_not_understood_ = true;
    const Columns columns = columns_of(table_);
    for (std::size_t at = 1; at < table_.rows.size(); ++at) take(table_.rows[at], columns);
    decide_day_first();
  }

 private:
  void take(const CsvRow& row, const Columns& columns) {
    Entry entry{.line = row.line, .raw = row.raw};
    entry.text = value_in(row, columns.text);
    const std::string_view day = value_in(row, columns.time), clock = value_in(row, columns.clock);
    entry.is_understood = !entry.text.empty() && !day.empty();
    if (entry.is_understood) {
      entry.written = row.cells[columns.time].raw;
      entry.reading = day;
      if (columns.clock != none && columns.clock < row.cells.size()) {
        const std::string_view beside = row.cells[columns.clock].raw;
        // Read from the one to the other, whichever comes first.
        entry.written =
            columns.clock > columns.time ? spanning(entry.written, beside) : spanning(beside, entry.written);
        const auto shape = shape_of_time(clock);
        if (shape && shape->has_clock) entry.reading += ' ' + std::string(clock);
      }
      entry.actor = value_in(row, columns.actor);
      const std::string_view kind = value_in(row, columns.kind);
      entry.kind = kind_named(kind);
      if (!kind.empty()) entry.tags = {one_line(kind)};
    }
    entries_.push_back(std::move(entry));
  }

  CsvTable table_;
};

class TicketProposer : public RecordProposer {
 public:
  TicketProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : RecordProposer("servicenow", from, context, plan),
        table_(read_csv(source().text())),
        columns_(ticket_columns_of(table_)) {
    reads_words = true;
    usually_newest_first = true;
    set_zone(context.zone);
    set_day_first(order_of_days());
  }
  [[nodiscard]] std::size_t record_count() const override { return table_.rows.size() - 1; }

  void propose(std::size_t at) override {
    const CsvRow& row = table_.rows[at + 1];
    const SourceRecord record = record_of_line(row.line, row.raw);
    const std::string_view number = value_in(row, columns_.number), title = value_in(row, columns_.title);
    if (!is_ticket(number)) return list_as_not_understood(record, Text::import_not_a_record, 1, {"ServiceNow"});
    begin_thread(std::string(number), title.empty() ? number : title, std::nullopt);
    thread().sources.front().chosen = say(Text::import_chosen_ticket, number);
    refer("servicenow", number);
    count_record();
    const std::string_view opened = raw_in(row, columns_.opened), resolved = raw_in(row, columns_.resolved);
    if (!opened.empty())
      add_event(record, "opened", time_of(opened, record), EventKind::other,
                say(Text::import_said_created, thread().title));
    bool is_resolution_told = false;
    if (columns_.journal < row.cells.size()) {
      const std::vector<JournalEntry> journal = journal_in(row.cells[columns_.journal].value);
      for (const JournalEntry& entry : journal) {
        const bool is_resolution = !resolved.empty() && entry.written == resolved;
        is_resolution_told |= is_resolution;
        TimelineEvent& event = add_event(
            record, std::string(entry.written) + '\n' + entry.text, time_of(entry.written, record),
            is_resolution ? EventKind::resolution : kind_by_words(entry.text, EventKind::observation), entry.text);
        if (entry.who.empty()) continue;
        event.actor = one_line(entry.who);
        take_part(entry.who);
      }
    }
    if (!resolved.empty() && !is_resolution_told)
      add_event(record, "resolved", time_of(resolved, record), EventKind::resolution,
                say(Text::import_said_status, header_of(columns_.resolved)));
    end_thread(record, Text::import_source_new, true);
  }

 private:
  static std::string_view raw_in(const CsvRow& row, std::size_t column) {
    return column < row.cells.size() ? trimmed_text(row.cells[column].raw) : std::string_view();
  }
  [[nodiscard]] std::string_view header_of(std::size_t column) const { return table_.rows.front().cells[column].value; }

  /// A day above twelve in any ticket tells.
  [[nodiscard]] std::optional<bool> order_of_days() const {
    for (const CsvRow& row : table_.rows) {
      const std::string_view value = value_in(row, columns_.opened);
      if (value.size() < 8 || !is_digit(value[0]) || !is_digit(value[1]) || is_digit(value[2])) continue;
      const int first = (value[0] - '0') * 10 + value[1] - '0';
      const int second = is_digit(value[3]) && is_digit(value[4]) ? (value[3] - '0') * 10 + value[4] - '0' : 0;
      if (first > 12) return true;
      if (second > 12) return false;
    }
    return std::nullopt;
  }

  CsvTable table_;
  TicketColumns columns_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<CsvProposer>(source, context, plan);
}

std::unique_ptr<Proposer> begin_tickets(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<TicketProposer>(source, context, plan);
}

}  // namespace

extern const Importer csv_importer;
const Importer csv_importer{"csv", Merging::adds, recognises, begin};
extern const Importer servicenow_table_importer;
const Importer servicenow_table_importer{"servicenow", Merging::adds, recognises_tickets, begin_tickets};

}  // namespace unrepeat
