// JSON is walked by what its records are; a table by what its columns are called, in whatever order they stand.
#include "core/action/tracker_export.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>
#include <utility>

#include "core/action/issue_name.hpp"
#include "core/action/issue_state.hpp"
#include "core/import/csv_table.hpp"
#include "core/import/importer.hpp"
#include "core/import/json_fields.hpp"
#include "core/import/source_time.hpp"
#include "core/import/text_records.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {

DESCRIBE(TrackerIssue, "tracker_issue", field<&TrackerIssue::system>("system"), field<&TrackerIssue::key>("key"),
         field<&TrackerIssue::url>("url"), field<&TrackerIssue::title>("title"), field<&TrackerIssue::words>("words"),
         field<&TrackerIssue::state>("state"), field<&TrackerIssue::merely_open>("merely_open"),
         field<&TrackerIssue::asks_meaning>("asks_meaning"), field<&TrackerIssue::assignee>("assignee"),
         field<&TrackerIssue::due>("due"), field<&TrackerIssue::updated_at>("updated_at"))

namespace {

constexpr std::size_t longest_key = 200, longest_title = 1'000, longest_words = 200, longest_time = 100;
/// Of one kind; the others are counted.
constexpr std::size_t most_alike = 10;

/// Blanks for control characters, cut where it is too long for a line.
std::string as_line(std::string_view text, std::size_t longest) {
  std::string line(whole_beginning(without_blanks_around(text), longest));
  for (char& letter : line)
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) letter = ' ';
  return line;
}

/// A day as Jira writes it in a table, "20/Mar/26 9:24 AM", as people do: "20 Mar 2026 9:24 AM". Others stay.
std::string with_plain_day(std::string_view text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == text.npos ? first : text.find('/', first + 1);
  const bool is_word = second != text.npos && second > first + 1 && (text[first + 1] < '0' || text[first + 1] > '9');
  if (!is_word) return std::string(text);
  const std::string_view year = text.substr(second + 1, text.substr(second + 1).find(' '));
  return std::string(text.substr(0, first)) + ' ' + std::string(text.substr(first + 1, second - first - 1)) +
         (year.size() == 2 ? " 20" : " ") + std::string(text.substr(second + 1));
}

// ---- how it stands

void set_standing(TrackerIssue& issue, std::optional<IssueStanding> standing) {
  if (!standing) return;
  switch (*standing) {
    case IssueStanding::open: issue.merely_open = true; [[fallthrough]];
    case IssueStanding::not_started: issue.state = ActionState::committed; break;
    case IssueStanding::in_work: issue.state = ActionState::in_progress; break;
    case IssueStanding::done: issue.state = ActionState::done; break;
    case IssueStanding::dropped: issue.state = ActionState::will_not_do; break;
    case IssueStanding::elsewhere: break;
  }
}

bool tells_no_deed(std::optional<IssueStanding> standing) {
  return standing == IssueStanding::dropped || standing == IssueStanding::elsewhere;
}

/// `column` is the part of the board that a team's own word stands in, `reason` why an issue was closed.
void set_standing(TrackerIssue& issue, std::string_view state, std::optional<IssueStanding> column,
                  std::string_view reason) {
  issue.words = as_line(state, longest_words);
  const auto by_state = read_issue_state(state), by_reason = read_issue_state(reason);
  std::optional<IssueStanding> standing = column ? column : by_state;
  if ((!column || column == IssueStanding::done) && tells_no_deed(by_state)) standing = by_state;
  if (standing == IssueStanding::done && tells_no_deed(by_reason)) {
    standing = by_reason;
    issue.words = as_line(reason, longest_words);
  }
  set_standing(issue, standing);
  issue.asks_meaning = !standing && !issue.words.empty();
}

// ---- both kinds of file

/// Where something stands; the place is found out only when it is told, since that takes a walk through the file.
struct Spot {
  std::optional<JsonNode> node;
  std::uint32_t line = 0;
};

class Reader {
 public:
  virtual ~Reader() = default;
  Reader(const ImportSource& source, const TrackerClock& clock) : source_(source), clock_(clock) {}

  TrackerExport take() {
    if (untold_) {
      problems_.push_back({.severity = Problem::Severity::warning,
                           .text = Text::problem_and_more,
                           .arguments = {std::to_string(problems_.size())}});
    }
    export_.problems = std::move(problems_);
    return std::move(export_);
  }

 protected:
  [[nodiscard]] virtual Problem place_of(const Spot& spot) const = 0;

  [[nodiscard]] bool is_full(const Spot& spot) {
    if (export_.issues.size() < most_tracker_issues) return false;
    warn(Text::tracker_too_many_issues, {std::to_string(most_tracker_issues)}, spot);
    return true;
  }

  void warn(Text text, std::vector<std::string> arguments, const Spot& spot) {
    if (++told_[text] > most_alike) {
      untold_ = true;
      return;
    }
    tell(Problem::Severity::warning, text, std::move(arguments), spot);
  }

  void refuse(Text text, std::vector<std::string> arguments = {}, const Spot& spot = {}) {
    tell(Problem::Severity::error, text, std::move(arguments), spot);
  }

  /// The day as it was written, wherever that was.
  [[nodiscard]] std::string day_of(std::string_view written, const Spot& spot) {
    const std::string_view text = without_blanks_around(written);
    if (text.empty()) return {};
    if (text.size() <= longest_time) {
      if (const auto timestamp = parse_timestamp(text)) return format_date(timestamp->civil.date);
      const std::string plain = with_plain_day(text);
      const auto shape = shape_of_time(plain);
      const auto typed = read_written_time(
          plain,
          {.zones = clock_.zones, .zone = "UTC", .near = clock_.now, .now = clock_.now, .day_first = day_first_});
      const bool is_day = shape && shape->has_day && typed && typed->at && typed->precision != Precision::month;
      if (is_day && typed->offset.empty()) return format_date(civil_time(*typed->at).date);
    }
    warn(Text::tracker_due_not_read, {std::string(excerpt(text))}, spot);
    return {};
  }

  [[nodiscard]] std::optional<Instant> instant_in(std::string_view written, const Spot& spot) {
    const std::string_view text = without_blanks_around(written);
    if (text.empty()) return std::nullopt;
    if (text.size() <= longest_time) {
      const SourceTime read = read_source_time(with_plain_day(text), {.zones = clock_.zones,
                                                                      .zone = clock_.zone,
                                                                      .now = clock_.now,
                                                                      .reads_words = true,
                                                                      .day_first = day_first_});
      if (read.time.at) return read.time.at;
      if (read.time.earliest) return read.time.earliest;
    }
    warn(Text::tracker_updated_not_read, {std::string(excerpt(text))}, spot);
    return std::nullopt;
  }

  const ImportSource& source_;
  const TrackerClock& clock_;
  TrackerExport export_;
  std::optional<bool> day_first_;

 private:
  void tell(Problem::Severity severity, Text text, std::vector<std::string> arguments, const Spot& spot) {
    Problem problem = place_of(spot);
    problem.severity = severity;
    problem.text = text;
    problem.arguments = std::move(arguments);
    problems_.push_back(std::move(problem));
  }

  std::vector<Problem> problems_;
  std::map<Text, std::size_t> told_;
  bool untold_ = false;
};

// ---- JSON

bool is_jira_issue(JsonNode node) { return !text_at(node, "key").empty() && object_at(node, "fields"); }

bool is_github_issue(JsonNode node) {
  return !scalar_at(node, "number").empty() && (has(node, "state") || has(node, "title"));
}

class JsonReader : public Reader {
 public:
  using Reader::Reader;

  void read() {
    for (const ImportDocument& document : source_.documents()) {
      document_ = &document;
      read_list(document.tree.root(), 0);
    }
    if (!export_.kind) refuse(is_list_empty_ ? Text::tracker_no_issue : Text::tracker_not_an_export);
  }

 private:
  /// An answer of an interface, a page of it, or pages one after another.
  void read_list(JsonNode node, int depth) {
    constexpr int deepest = 3;
    if (is_jira_issue(node) || is_github_issue(node)) return read_issue(node);
    if (node.kind() == JsonKind::array && depth < deepest) {
      is_list_empty_ |= node.size() == 0;
      for (const JsonNode child : node) {
        if (is_done_) return;
        read_list(child, depth + 1);
      }
      return;
    }
    for (const std::string_view key : {"issues", "items"}) {
      const auto list = array_at(node, key);
      if (!list) continue;
      read_list(*list, depth + 1);
      return tell_of_other_pages(node, list->size());
    }
    if (depth > 0) warn(Text::tracker_not_an_issue, {}, {node});
  }

  /// Whoever drops the first page must not take it for all.
  void tell_of_other_pages(JsonNode answer, std::size_t here) {
    const auto number = [&](std::string_view key) {
      const std::string_view digits = scalar_at(answer, key);
      std::size_t read = 0;
      if (digits.size() <= 9) std::from_chars(digits.data(), digits.data() + digits.size(), read);
      return read;
    };
    const auto is_last = answer.find("isLast");
    const bool has_more = number("total") > here || number("total_count") > here ||
                          (is_last && is_last->kind() == JsonKind::boolean && !is_last->is_true());
    if (has_more) warn(Text::tracker_more_pages, {std::to_string(here)}, {answer});
  }

  void read_issue(JsonNode node) {
    is_done_ = is_full({node});
    if (is_done_) return;
    if (is_jira_issue(node))
      read_jira(node);
    else
      read_github(node);
  }

  void read_jira(JsonNode node) {
    export_.kind = TrackerFile::jira_json;
    const JsonNode fields = *object_at(node, "fields");
    TrackerIssue issue{.system = "jira", .key = std::string(without_blanks_around(text_at(node, "key")))};
    if (!is_project_key(issue.key))
      return warn(Text::tracker_not_a_key, {std::string(excerpt(issue.key))}, in(node, "key"));
    issue.url = page_of_jira(text_at(node, "self"), issue.key);
    issue.title = as_line(text_at(fields, "summary"), longest_title);
    if (const auto who = object_at(fields, "assignee"))
      issue.assignee = as_line(first_text(*who, "displayName", "name", "emailAddress"), longest_words);
    const auto status = object_at(fields, "status");
    const auto resolution = object_at(fields, "resolution");
    if (status) {
      const auto category = object_at(*status, "statusCategory");
      set_standing(issue, text_at(*status, "name"), column_of(category ? text_at(*category, "key") : ""),
                   resolution ? text_at(*resolution, "name") : std::string_view());
    }
    if (issue.words.empty()) warn(Text::tracker_no_state, {issue.key}, {fields});
    issue.due = day_of(text_at(fields, "duedate"), in(fields, "duedate"));
    issue.updated_at = instant_in(text_at(fields, "updated"), in(fields, "updated"));
    export_.issues.push_back(std::move(issue));
  }

  static std::optional<IssueStanding> column_of(std::string_view category) {
    if (category == "new") return IssueStanding::not_started;
    if (category == "indeterminate") return IssueStanding::in_work;
    if (category == "done") return IssueStanding::done;
    return std::nullopt;
  }

  /// "https://acme.example/rest/api/3/issue/7" is seen at "https://acme.example/browse/OPS-12"; not so the address that
  /// is the same for every team.
  static std::string page_of_jira(std::string_view self, std::string_view key) {
    const std::size_t at = self.find("/rest/");
    const auto address = read_web_address(self);
    if (at == self.npos || !address || address->host == "api.atlassian.com") return {};
    return std::string(self.substr(0, at)) + "/browse/" + std::string(key);
  }

  void read_github(JsonNode node) {
    export_.kind = export_.kind.value_or(TrackerFile::github_json);
    const std::string_view number = scalar_at(node, "number");
    if (!is_bare_number(number))
      return warn(Text::tracker_not_a_key, {std::string(excerpt(number))}, in(node, "number"));
    IssueName name = issue_at(first_text(node, "html_url", "url"));
    if (!is_repository_key(name.key)) name = {};
    if (name.key.empty()) {
      const std::string repository(repository_of(node));
      if (is_repository_key(repository + "#1")) name.key = repository + '#' + std::string(number);
    }
    if (name.key.empty()) return warn(Text::tracker_no_repository, {std::string(number)}, {node});
    TrackerIssue issue{.system = "github", .key = std::move(name.key), .url = std::move(name.page)};
    issue.title = as_line(text_at(node, "title"), longest_title);
    issue.assignee = assignee_of_github(node);
    const auto pull = object_at(node, "pull_request");
    const bool is_merged = pull && !text_at(*pull, "merged_at").empty();
    set_standing(issue, is_merged ? "merged" : text_at(node, "state"), std::nullopt,
                 first_text(node, "stateReason", "state_reason"));
    // A change that was not taken says nothing of the promise: another one may have been.
    if (pull && !is_merged && issue.state == ActionState::done) issue.state = std::nullopt;
    if (issue.words.empty()) warn(Text::tracker_no_state, {issue.key}, {node});
    if (const auto milestone = object_at(node, "milestone")) {
      const std::string_view key = has(*milestone, "dueOn") ? "dueOn" : "due_on";
      issue.due = day_of(text_at(*milestone, key), in(*milestone, key));
    }
    const std::string_view key = has(node, "updatedAt") ? "updatedAt" : "updated_at";
    issue.updated_at = instant_in(text_at(node, key), in(node, key));
    export_.issues.push_back(std::move(issue));
  }

  static std::string_view repository_of(JsonNode node) {
    if (const auto named = object_at(node, "repository")) return first_text(*named, "nameWithOwner", "full_name");
    std::string_view address = text_at(node, "repository_url");
    const std::size_t at = address.find("/repos/");
    return at == address.npos ? std::string_view() : address.substr(at + std::string_view("/repos/").size());
  }

  /// The first of several: a promise has one who keeps it.
  static std::string assignee_of_github(JsonNode node) {
    auto who = object_at(node, "assignee");
    if (const auto all = array_at(node, "assignees"); all && all->size() > 0 && !who) who = *all->begin();
    return who && who->kind() == JsonKind::object ? as_line(first_text(*who, "name", "login"), longest_words) : "";
  }

  [[nodiscard]] Problem place_of(const Spot& spot) const override {
    if (!spot.node) return {};
    const LineIndex::Place place = source_.place_of(*document_, *spot.node);
    return {.pointer = document_->tree.pointer_to(*spot.node), .line = place.line, .column = place.column};
  }
  static Spot in(JsonNode object, std::string_view key) {
    const auto member = object.find(key);
    return {member ? *member : object};
  }

  const ImportDocument* document_ = nullptr;
  bool is_list_empty_ = false, is_done_ = false;
};

// ---- tables

enum Column : std::size_t { key, url, state, category, resolution, title, assignee, due, updated, repository, columns };

using Names = std::span<const std::string_view>;

// What a column is called, the plainest first: a table of Jira has "Issue key" beside "Issue id" and "Parent key".
constexpr std::string_view key_names[] = {
    "issue key",
    "clave de incidencia",
    "clave de la incidencia",
    "key",
    "clave",
    "identifier",
    "identificador",
    "ticket key",
    "ticket",
    "ticket id",
    "issue",
    "number",
    "numero",
    "id",
    "issue id",
    "reference",
    "referencia",
    "codigo",
};
constexpr std::string_view url_names[] = {"url",        "issue url", "web url", "html url", "html_url",
                                          "issue link", "link",      "enlace",  "direccion"};
constexpr std::string_view state_names[] = {"status", "state", "estado", "issue status", "situacion"};
constexpr std::string_view category_names[] = {"status category", "statuscategory", "categoria de estado",
                                               "categoria del estado"};
constexpr std::string_view resolution_names[] = {"resolution", "resolucion", "state reason", "state_reason"};
constexpr std::string_view title_names[] = {"summary", "title", "titulo", "resumen", "name", "nombre"};
constexpr std::string_view assignee_names[] = {"assignee",    "assigned to",      "owner",      "assignees",
                                               "responsable", "persona asignada", "asignado a", "asignada a",
                                               "asignado",    "a cargo de"};
constexpr std::string_view due_names[] = {"due date",     "due",         "duedate",
                                          "due on",       "target date", "deadline",
                                          "vence",        "vencimiento", "fecha de vencimiento",
                                          "fecha limite", "fecha tope",  "fecha de entrega"};
constexpr std::string_view updated_names[] = {"updated",     "updated at",     "updated at (utc)",      "last updated",
                                              "updated_at",  "modified",       "last modified",         "actualizado",
                                              "actualizada", "actualizado el", "fecha de actualizacion"};
constexpr std::string_view repository_names[] = {"repository", "repo", "repositorio"};
constexpr std::array<Names, columns> column_names{
    Names(key_names),   Names(url_names),      Names(state_names), Names(category_names), Names(resolution_names),
    Names(title_names), Names(assignee_names), Names(due_names),   Names(updated_names),  Names(repository_names)};

constexpr std::size_t none = SIZE_MAX;

std::string header_of(const CsvCell& cell) {
  std::string folded;
  if (cell.value.size() <= longest_words) fold_word(without_blanks_around(cell.value), folded);
  return folded;
}

class TableReader : public Reader {
 public:
  TableReader(const ImportSource& source, const TrackerClock& clock)
      : Reader(source, clock), table_(read_csv(source.text(), SIZE_MAX, most_tracker_cells)) {}

  void read() {
    const Spot first_line{.line = 1};
    if (table_.has_too_many_cells)
      return refuse(Text::tracker_too_many_cells, {std::to_string(most_tracker_cells)}, first_line);
    if (table_.rows.empty() || table_.rows.front().cells.size() < 2) return refuse(Text::tracker_not_an_export);
    find_columns();
    if (!has(key) && !has(url)) return refuse(Text::tracker_no_key_column, {}, first_line);
    if (!has(state)) return refuse(Text::tracker_no_state_column, {}, first_line);
    export_.kind = kind();
    find_order_of_days();
    bool is_any = false;
    for (const CsvRow& row : std::span(table_.rows).subspan(1)) {
      if (is_full({.line = row.line})) break;
      is_any = true;
      read_row(row);
    }
    if (!is_any) refuse(Text::tracker_no_issue, {}, first_line);
  }

 private:
  [[nodiscard]] bool has(Column column) const { return places_[column] != none; }

  void find_columns() {
    places_.fill(none);
    std::array<std::size_t, columns> ranks;
    ranks.fill(none);
    const std::vector<CsvCell>& header = table_.rows.front().cells;
    for (std::size_t at = 0; at < header.size(); ++at) {
      const std::string name = header_of(header[at]);
      if (name.empty()) continue;
      is_linear_ |= name == "cycle name" || name == "triaged";
      for (std::size_t column = 0; column < columns; ++column) {
        const auto found = std::ranges::find(column_names[column], name);
        const auto rank = static_cast<std::size_t>(found - column_names[column].begin());
        if (found == column_names[column].end() || rank >= ranks[column]) continue;
        ranks[column] = rank;
        places_[column] = at;
      }
    }
    // Only Jira calls them so.
    is_jira_ = ranks[key] < 3;
  }

  [[nodiscard]] TrackerFile kind() const {
    return is_jira_ ? TrackerFile::jira_table : is_linear_ ? TrackerFile::linear_table : TrackerFile::table;
  }

  [[nodiscard]] std::string_view value_in(const CsvRow& row, Column column) const {
    return places_[column] < row.cells.size() ? without_blanks_around(row.cells[places_[column]].value)
                                              : std::string_view();
  }

  /// In 03/04/2026, which is the day: a number above twelve in any row tells.
  void find_order_of_days() {
    for (const CsvRow& row : std::span(table_.rows).subspan(1)) {
      for (const Column column : {due, updated}) {
        const std::string_view value = value_in(row, column);
        std::size_t at = 0;
        const auto next = [&] {
          int number = 0;
          const std::size_t begin = at;
          while (at < value.size() && at < begin + 2 && value[at] >= '0' && value[at] <= '9')
            number = number * 10 + (value[at++] - '0');
          const bool is_parted = at < value.size() && (value[at] == '/' || value[at] == '-' || value[at] == '.');
          return at++ > begin && is_parted ? number : 0;
        };
        const int first = next(), second = first > 0 ? next() : 0;
        if (first == 0 || second == 0) continue;
        if (first > 12 || second > 12) {
          day_first_ = first > 12;
          return;
        }
      }
    }
  }

  /// What stands in the column of keys counts; an address beside it may be that of anything.
  [[nodiscard]] IssueName name_in(const CsvRow& row) const {
    const std::string_view written = value_in(row, key);
    if (read_web_address(written)) return issue_at(written);
    IssueName name = issue_at(value_in(row, url));
    if (written.empty()) return name;
    const bool is_number = is_bare_number(written);
    const std::string number(written.substr(written.starts_with('#') ? 1 : 0));
    const bool is_same =
        is_number ? name.key.ends_with('#' + number) : in_lower_case(name.key) == in_lower_case(written);
    if (is_same) return name;
    if (!name.key.empty()) name = {};
    const std::string repository_key = std::string(value_in(row, repository)) + '#' + number;
    name.key = is_number && is_repository_key(repository_key) ? repository_key : std::string(written);
    return name;
  }

  void read_row(const CsvRow& row) {
    IssueName name = name_in(row);
    if (name.key.empty() && name.place.empty()) return warn(Text::tracker_no_key, {}, {.line = row.line});
    if (!name.key.empty() && !may_be_key(name.key))
      return warn(Text::tracker_not_a_key, {std::string(excerpt(name.key))}, {.line = row.line});

    TrackerIssue issue{.system = std::move(name.system), .key = std::move(name.key), .url = std::move(name.page)};
    if (issue.system.empty() && is_repository_key(issue.key)) issue.system = "github";
    if (issue.system.empty() && is_jira_) issue.system = "jira";
    if (issue.system.empty() && is_linear_) issue.system = "linear";
    issue.title = as_line(value_in(row, title), longest_title);
    issue.assignee = as_line(value_in(row, assignee), longest_words);
    set_standing(issue, value_in(row, state), column_of(value_in(row, category)), value_in(row, resolution));
    if (issue.words.empty())
      warn(Text::tracker_no_state, {issue.key.empty() ? std::string(excerpt(issue.url)) : issue.key},
           {.line = row.line});
    issue.due = day_of(value_in(row, due), {.line = row.line});
    issue.updated_at = instant_in(value_in(row, updated), {.line = row.line});
    export_.issues.push_back(std::move(issue));
  }

  /// What begins as a formula does is what a spreadsheet made of a cell, not what it shows.
  static bool may_be_key(std::string_view text) {
    return text.size() <= longest_key && std::string_view("=+-@'\"").find(text.front()) == std::string_view::npos &&
           std::ranges::none_of(
               text, [](char letter) { return static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F; });
  }

  static std::optional<IssueStanding> column_of(std::string_view words) {
    const auto standing = read_issue_state(words);
    const bool is_column =
        standing == IssueStanding::not_started || standing == IssueStanding::in_work || standing == IssueStanding::done;
    return is_column ? standing : std::nullopt;
  }

  [[nodiscard]] Problem place_of(const Spot& spot) const override {
    return {.line = spot.line, .column = spot.line > 0 ? 1u : 0u};
  }

  CsvTable table_;
  std::array<std::size_t, columns> places_{};
  bool is_jira_ = false, is_linear_ = false;
};

}  // namespace

TrackerExport read_tracker_export(std::string_view bytes, const TrackerClock& clock) {
  const ImportFile file{.name = {}, .bytes = bytes};
  ImportSource source(file);
  if (auto refusal = source.read()) return {.kind = {}, .issues = {}, .problems = {std::move(*refusal)}};
  const bool is_json = !source.documents().empty() && source.other_lines() == 0;
  if (!is_json && source.syntax_problem()) return {.kind = {}, .issues = {}, .problems = {*source.syntax_problem()}};
  if (is_json) {
    JsonReader reader(source, clock);
    reader.read();
    return reader.take();
  }
  TableReader reader(source, clock);
  reader.read();
  return reader.take();
}

std::string_view tracker_name(std::string_view system) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"jira", "Jira"}, {"github", "GitHub"}, {"gitlab", "GitLab"}, {"linear", "Linear"}};
  for (const auto& [known, name] : names)
    if (in_lower_case(system) == known) return name;
  return system;
}

}  // namespace unrepeat
