// The same core on a command line: check, import, export. What is decided is decided in core; here it is only said.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "cli/terminal.hpp"
#include "core/coach/coach.hpp"
#include "core/format/export_format.hpp"
#include "core/format/json_writer.hpp"
#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/import/archive.hpp"
#include "core/import/choice.hpp"
#include "core/import/combine.hpp"
#include "core/import/importer.hpp"
#include "core/import/what_is_new.hpp"
#include "core/text/utf8.hpp"
#include "core/timeline/clock_bench.hpp"

namespace unrepeat::cli {
namespace {

enum ExitCode : int { exit_fine = 0, exit_file_had_error = 1, exit_called_wrongly = 2 };

Language language = Language::english;

constexpr std::string_view own_file_ending = ".postmortem.json";

struct Arguments {
  std::vector<std::string> files;
  std::optional<std::string> out;
  std::optional<std::string> to;
  std::optional<std::string> into;     ///< The post-mortem that all of it goes into.
  std::optional<std::string> zone;     ///< Of times without one.
  std::optional<std::string> letters;  ///< What letters of several clocks are: "IST=+05:30".
  bool all = false;
  bool json = false;  ///< The report as lines of JSON.
};

std::string format_names(std::string_view between) {
  std::string names;
  for (const ExportFormat& format : export_formats()) {
    if (!names.empty()) names += between;
    names += format.name;
  }
  return names;
}

std::string usage() { return say(language, Text::cli_usage, format_names("|")); }

template <class... Values>
ExitCode refuse_call(Text text, const Values&... values) {
  if constexpr (sizeof...(Values) == 0) {
    print_error_line(say(language, text));
  } else {
    print_error_line(say(language, text, printable(values)...));
  }
  print_error_line(usage());
  return exit_called_wrongly;
}

/// The same form as compilers use, so that editors jump to the place.
void print_problem(const std::string& file, const Problem& problem) {
  std::string line = printable(file);
  if (problem.line > 0) line += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
  line += ": ";
  line += say(language, problem.severity == Problem::Severity::error ? Text::cli_error : Text::cli_warning);
  line += ": " + printable(say(language, problem));
  if (!problem.pointer.empty()) line += " (" + printable(problem.pointer) + ')';
  print_error_line(line);
}

Problem problem_of(Text text) {
  Problem problem;
  problem.text = text;
  return problem;
}

/// A file that cannot be opened is said to be so.
std::optional<std::string> load_or_say(const std::string& name) {
  auto content = read_file_or_input(name);
  if (content) return std::move(*content);
  print_problem(name, problem_of(content.error()));
  return std::nullopt;
}

/// So is one that is not even to be read.
std::optional<std::string> read_or_say(const std::string& name) {
  if (is_folder(name)) {
    print_problem(name, problem_of(Text::cli_folder));
    return std::nullopt;
  }
  if (const std::uint64_t size = size_of_file(name); size > max_import_bytes) {
    print_problem(name, *refusal_before_reading(size));
    return std::nullopt;
  }
  auto content = load_or_say(name);
  if (!content) return std::nullopt;
  if (const auto refusal = refusal_of_bytes(*content)) {
    print_problem(name, *refusal);
    return std::nullopt;
  }
  return content;
}

// check

ExitCode check(const Arguments& arguments) {
  if (arguments.files.empty()) return refuse_call(Text::cli_no_file);
  std::size_t postmortems = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const std::string& name : arguments.files) {
    const auto content = read_or_say(name);
    if (!content) {
      ++errors;
      continue;
    }
    const auto reading = read_file(*content);
    const std::vector<Problem>& problems = reading ? reading->warnings : reading.error();
    for (const Problem& problem : problems) {
      print_problem(name, problem);
      ++(problem.severity == Problem::Severity::error ? errors : warnings);
    }
    if (reading) postmortems += reading->bundle.postmortems.size();
  }
  print_line(say(language, Text::cli_checked, arguments.files.size(), postmortems, errors, warnings));
  return errors > 0 ? exit_file_had_error : exit_fine;
}

// import

/// The post-mortems of a folder, so that importing again into it is recognised.
class FolderOfPostmortems : public KnownPostmortems {
 public:
  void read(const std::string& folder) {
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
      const std::string path = entry.path().string();
      if (!path.ends_with(own_file_ending)) continue;
      const auto content = read_file_or_input(path);
      if (!content) continue;
      if (auto postmortem = read_postmortem(*content)) entries_.push_back({path, std::move(*postmortem)});
    }
  }

  [[nodiscard]] std::optional<Postmortem> find(const Id<Postmortem>& id) const override {
    for (const Entry& entry : entries_) {
      if (entry.postmortem.id == id) return entry.postmortem;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Postmortem> find_by_reference(std::string_view system,
                                                            std::string_view key) const override {
    for (const Entry& entry : entries_) {
      for (const Reference& reference : entry.postmortem.refs) {
        if (reference.system == system && reference.key == key) return entry.postmortem;
      }
    }
    return std::nullopt;
  }

  /// Where it is, or a name that is not taken yet.
  [[nodiscard]] std::string path_for(const std::string& folder, const Postmortem& postmortem) const {
    for (const Entry& entry : entries_) {
      if (entry.postmortem.id == postmortem.id) return entry.path;
    }
    const std::string stem = (std::filesystem::path(folder) / file_stem(postmortem)).string();
    std::string path = stem + std::string(own_file_ending);
    for (int copy = 2; std::filesystem::exists(path); ++copy)
      path = stem + '-' + std::to_string(copy) + std::string(own_file_ending);
    return path;
  }

 private:
  struct Entry {
    std::string path;
    Postmortem postmortem;
  };
  std::vector<Entry> entries_;
};

Text name_of(ImportState state) {
  switch (state) {
    case ImportState::new_: return Text::cli_state_new;
    case ImportState::same: return Text::cli_state_same;
    case ImportState::differs: return Text::cli_state_differs;
    case ImportState::not_understood: break;
  }
  return Text::cli_state_not_understood;
}

void print_plan(const ImportPlan& plan) {
  for (const FileProblem& entry : plan.problems) print_problem(entry.file, entry.problem);
  for (const ImportItem& item : plan.items) {
    std::string line = printable(item.file);
    if (item.reason.line > 0) line += ':' + std::to_string(item.reason.line) + ':' + std::to_string(item.reason.column);
    line += ": ";
    line += say(language, name_of(item.state));
    line += ": " + printable(item.title) + ": " + printable(say(language, item.reason));
    print_error_line(line);
  }
  const ImportCounts counts = count(plan);
  print_error_line(say(language, Text::cli_planned, counts.new_, counts.same, counts.differs, counts.not_understood));
}

/// The same report for programs: a line for each problem and each entry.
void print_plan_as_json(const ImportPlan& plan, bool to_errors) {
  const auto print_object = [&](auto&& write) {
    JsonWriter writer(JsonWriter::Style::compact);
    writer.begin_object();
    write(writer);
    writer.end_object();
    const std::string line = std::move(writer).finish();
    to_errors ? print_error_line(line) : print_line(line);
  };
  const auto member = [](JsonWriter& writer, std::string_view key, std::string_view value) {
    writer.key(key);
    writer.string(value);
  };
  const auto number = [](JsonWriter& writer, std::string_view key, std::int64_t value) {
    writer.key(key);
    writer.number(std::to_string(value));
  };
  const auto place = [&](JsonWriter& writer, const Problem& problem) {
    if (problem.line > 0) number(writer, "line", problem.line), number(writer, "column", problem.column);
    if (!problem.pointer.empty()) member(writer, "pointer", problem.pointer);
  };
  for (const FileProblem& entry : plan.problems)
    print_object([&](JsonWriter& writer) {
      member(writer, "problem", entry.problem.severity == Problem::Severity::error ? "error" : "warning");
      member(writer, "file", entry.file);
      place(writer, entry.problem);
      member(writer, "text", say(language, entry.problem));
    });
  for (const ImportItem& item : plan.items)
    print_object([&](JsonWriter& writer) {
      constexpr std::string_view states[] = {"new", "same", "differs", "not_understood"};
      member(writer, "entry", states[static_cast<std::size_t>(item.state)]);
      member(writer, "file", item.file);
      place(writer, item.reason);
      member(writer, "kind", item.kind);
      member(writer, "title", item.title);
      number(writer, "records", item.records);
      number(writer, "understood", item.understood);
      if (item.postmortem) number(writer, "events", static_cast<std::int64_t>(item.postmortem->timeline.size()));
      member(writer, "text", say(language, item.reason));
    });
}

bool is_taken(const ImportItem& item, const Arguments& arguments) {
  if (!item.postmortem || item.state == ImportState::same) return false;
  return item.chosen || (arguments.all && item.state == ImportState::new_);
}

ExitCode write_to_folder(const ImportPlan& plan, const Arguments& arguments, const FolderOfPostmortems& known) {
  std::error_code failed;
  std::filesystem::create_directories(*arguments.out, failed);
  std::size_t written = 0;
  bool all_written = true;
  for (const ImportItem& item : plan.items) {
    if (!is_taken(item, arguments)) continue;
    const std::string path = known.path_for(*arguments.out, *item.postmortem);
    if (write_file(path, write_postmortem(*item.postmortem))) {
      print_line(printable(path));
      ++written;
      continue;
    }
    print_problem(path, problem_of(Text::cli_cannot_write));
    all_written = false;
  }
  print_error_line(say(language, Text::cli_written, written));
  return all_written ? exit_fine : exit_file_had_error;
}

void write_to_output(const ImportPlan& plan, const Arguments& arguments) {
  Bundle bundle;
  for (const ImportItem& item : plan.items) {
    if (is_taken(item, arguments)) bundle.postmortems.push_back(*item.postmortem);
  }
  print(bundle.postmortems.size() == 1 ? write_postmortem(bundle.postmortems.front()) : write_bundle(bundle));
}

Instant now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
}

/// All that is taken as one timeline, in this file: what it has stays, and what is new is added.
ExitCode write_into(const ImportPlan& plan, const Arguments& arguments, const TimeZones& zones) {
  const std::string& path = *arguments.into;
  std::vector<Postmortem> records;
  for (const ImportItem& item : plan.items) {
    if (!item.is_record || !item.postmortem || !(item.chosen || arguments.all)) continue;
    Postmortem& record = records.emplace_back(item.incoming ? *item.incoming : *item.postmortem);
    auto part = plan.hours && !arguments.all ? part_within(record, *plan.hours, zones) : std::nullopt;
    if (part) record = std::move(*part);
    if (record.timeline.empty()) records.pop_back();
  }
  std::optional<Postmortem> into;
  if (std::filesystem::exists(path)) {
    const auto content = read_or_say(path);
    if (!content) return exit_file_had_error;
    auto existing = read_postmortem(*content);
    if (!existing) {
      for (const Problem& problem : existing.error()) print_problem(path, problem);
      return exit_file_had_error;
    }
    into = std::move(*existing);
  }
  if (records.empty()) {
    print_error_line(say(language, Text::cli_written, 0));
    return exit_fine;
  }
  Postmortem one = combine(std::move(records)).postmortem;
  for (const OpenLetters& open : letters_to_ask(one)) {
    std::string clocks;
    for (const UtcOffset& clock : open.clocks) clocks += (clocks.empty() ? "" : ", ") + format_offset(clock);
    print_error_line(say(language, Text::cli_letters_open, open.times, open.letters, clocks,
                         open.letters + '=' + format_offset(open.clocks.front())));
  }
  if (one.timeline.size() > most_events) {
    print_problem(path, {.severity = Problem::Severity::error,
                         .text = Text::engine_too_many_events,
                         .arguments = {std::to_string(one.timeline.size()), std::to_string(most_events)}});
    return exit_file_had_error;
  }
  if (into)
    add_what_is_new(*into, one);
  else
    into = std::move(one);
  if (!write_file(path, write_postmortem(*into))) {
    print_problem(path, problem_of(Text::cli_cannot_write));
    return exit_file_had_error;
  }
  print_error_line(say(language, Text::cli_written, 1));
  return exit_fine;
}

/// What is imported: files and what is in folders, each read once.
class FilesToImport {
 public:
  void add(const std::string& name) {
    if (is_folder(name)) {
      add_folder(name);
    } else {
      add_file(name);
    }
  }

  [[nodiscard]] const std::vector<ImportFile>& files() const { return files_; }
  [[nodiscard]] bool is_any_unread() const { return is_any_unread_; }

 private:
  void add_file(const std::string& name) {
    if (const std::uint64_t size = size_of_file(name); size > max_import_bytes) {
      if (std::string beginning = beginning_of_file(name); size > most_bytes_of(beginning)) {
        files_.push_back({.name = name, .bytes = contents_.emplace_back(std::move(beginning)), .size = size});
        return;
      }
    }
    auto content = load_or_say(name);
    if (content) {
      files_.push_back({.name = name, .bytes = contents_.emplace_back(std::move(*content))});
    } else {
      is_any_unread_ = true;
    }
  }

  void add_folder(const std::string& name) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(name).lexically_normal();
    const std::string shown = folder.has_filename() ? folder.string() : folder.parent_path().string();
    ImportFile record{.name = shown, .is_folder = true};
    std::vector<std::string> found;
    std::error_code failed;
    for (auto entry = fs::recursive_directory_iterator(shown, fs::directory_options::skip_permission_denied, failed);
         !failed && entry != fs::recursive_directory_iterator() && found.size() <= max_packed_files;
         entry.increment(failed)) {
      const LeftOutFile kind = left_out(entry->path().filename().string());
      const bool is_link = entry->is_symlink(failed);
      if (kind != LeftOutFile::no || is_link) {
        entry.disable_recursion_pending();
        if (kind != LeftOutFile::unseen) ++record.left_out;
      } else if (entry->is_regular_file(failed)) {
        found.push_back(entry->path().string());
      }
    }
    std::ranges::sort(found);
    record.size = found.size();
    files_.push_back(record);
    if (found.size() > max_packed_files) found.pop_back();
    for (const std::string& path : found) add_file(path);
  }

  std::deque<std::string> contents_;  // where files_ points to
  std::vector<ImportFile> files_;
  bool is_any_unread_ = false;
};

ExitCode import(const Arguments& arguments) {
  if (arguments.files.empty()) return refuse_call(Text::cli_no_file);
  FilesToImport from;
  for (const std::string& name : arguments.files) from.add(name);

  const NativeTimeZones zones;
  if (arguments.zone && !zones.offset_at(*arguments.zone, now()))
    return refuse_call(Text::cli_no_such_zone, *arguments.zone);
  const ChosenClocks letters(arguments.letters.value_or(std::string()));
  if (arguments.letters && letters.spelling() != *arguments.letters)
    return refuse_call(Text::cli_no_such_letters, *arguments.letters);
  if (arguments.into && arguments.out) return refuse_call(Text::cli_out_or_into);
  FolderOfPostmortems known;
  const bool to_folder = arguments.out && *arguments.out != "-";
  if (to_folder) known.read(*arguments.out);
  const ImportPlan plan = propose_import(from.files(), {.zones = zones,
                                                        .known = known,
                                                        .now = now(),
                                                        .language = language,
                                                        .zone = arguments.zone.value_or(std::string()),
                                                        .letters = letters});
  if (arguments.json)
    print_plan_as_json(plan, arguments.out == "-");
  else
    print_plan(plan);

  ExitCode code = from.is_any_unread() || plan.has_errors() ? exit_file_had_error : exit_fine;
  if (arguments.into) {
    if (write_into(plan, arguments, zones) != exit_fine) code = exit_file_had_error;
  } else if (!arguments.out) {
    print_error_line(say(language, Text::cli_nothing_written));
  } else if (!to_folder) {
    write_to_output(plan, arguments);
  } else if (write_to_folder(plan, arguments, known) != exit_fine) {
    code = exit_file_had_error;
  }
  return code;
}

// export

ExitCode export_file(const Arguments& arguments) {
  if (arguments.files.size() != 1) return refuse_call(Text::cli_one_file);
  if (!arguments.to) return refuse_call(Text::cli_option_needs_value, "--to");
  const ExportFormat* format = find_export_format(*arguments.to);
  if (format == nullptr) return refuse_call(Text::cli_no_such_form, *arguments.to, format_names(", "));

  const std::string& name = arguments.files.front();
  const auto content = read_or_say(name);
  if (!content) return exit_file_had_error;
  const auto reading = read_file(*content);
  const std::vector<Problem>& problems = reading ? reading->warnings : reading.error();
  for (const Problem& problem : problems) print_problem(name, problem);
  if (!reading) return exit_file_had_error;
  print(format->write(reading->bundle, NativeTimeZones()));
  return exit_fine;
}

// coach

/// A line of JSON for each finding: for editors, and for whoever judges the rules.
void print_finding(std::string_view file, std::string_view text, const Finding& finding) {
  JsonWriter writer(JsonWriter::Style::compact);
  const auto member = [&](std::string_view key, std::string_view value) {
    writer.key(key);
    writer.string(value);
  };
  writer.begin_object();
  member("file", file);
  member("path", finding.path);
  member("class", name_of(finding.class_));
  member("rule", finding.rule);
  writer.key("begin");
  writer.number(std::to_string(finding.range.begin));
  member("language", finding.language == Language::spanish ? "es" : "en");
  member("sentence", text.substr(finding.sentence.begin, finding.sentence.end - finding.sentence.begin));
  member("excerpt", finding.excerpt);
  member("reason", say(language, reason_of(finding.class_)));
  member("suggestion", say(language, suggestion_of(finding.class_)));
  if (finding.rewrite) member("rewrite", *finding.rewrite);
  writer.end_object();
  print_line(std::move(writer).finish());
}

ExitCode coach_files(const Arguments& arguments) {
  if (arguments.files.empty()) return refuse_call(Text::cli_no_file);
  ExitCode code = exit_fine;
  Coach coach;
  for (const std::string& name : arguments.files) {
    const auto content = read_or_say(name);
    if (!content) {
      code = exit_file_had_error;
      continue;
    }
    const auto print_those_of = [&](const std::vector<CoachPassage>& passages, const std::vector<Finding>& findings) {
      for (const Finding& finding : findings) {
        for (const CoachPassage& passage : passages)
          if (passage.path == finding.path) print_finding(name, passage.text, finding);
      }
    };
    if (name.ends_with(".md")) {
      const std::string_view text = std::string_view(*content).substr(0, valid_utf8_prefix(*content));
      const std::vector<CoachPassage> passages = {{.path = "", .text = text}};
      CoachFacts facts;
      facts.circumstances.document_language = language;
      print_those_of(passages, coach.read(passages, facts));
      continue;
    }
    const auto reading = read_file(*content);
    if (!reading) {
      for (const Problem& problem : reading.error()) print_problem(name, problem);
      code = exit_file_had_error;
      continue;
    }
    for (const Postmortem& postmortem : reading->bundle.postmortems)
      print_those_of(coach_passages_of(postmortem), coach.read(postmortem));
  }
  return code;
}

// The command line itself

struct Command {
  std::string_view name;
  std::string_view options;
  ExitCode (*run)(const Arguments&);
};
constexpr Command commands[] = {{"check", "", check},
                                {"import", "--out --into --zone --letters --all --json", import},
                                {"export", "--to", export_file},
                                {"coach", "", coach_files}};

/// Where the value of an option goes; null for what is none.
std::optional<std::string>* value_of(Arguments& arguments, std::string_view option) {
  if (option == "--out") return &arguments.out;
  if (option == "--to") return &arguments.to;
  if (option == "--into") return &arguments.into;
  if (option == "--letters") return &arguments.letters;
  return option == "--zone" ? &arguments.zone : nullptr;
}

ExitCode run(std::span<const std::string> words) {
  if (words.empty()) return refuse_call(Text::cli_no_file);
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_line(usage());
    return exit_fine;
  }
  if (words[0] == "--version") {
    print_line("unrepeat " UNREPEAT_VERSION);
    return exit_fine;
  }
  const Command* command = nullptr;
  for (const Command& candidate : commands) {
    if (candidate.name == words[0]) command = &candidate;
  }
  if (command == nullptr) return refuse_call(Text::cli_no_such_command, words[0]);

  Arguments arguments;
  bool only_files = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (only_files || word == "-" || !word.starts_with("-")) {
      arguments.files.push_back(word);
    } else if (word == "--") {
      only_files = true;
    } else if (word == "--all" && command->options.contains(word)) {
      arguments.all = true;
    } else if (word == "--json" && command->options.contains(word)) {
      arguments.json = true;
    } else if (auto* value = value_of(arguments, word); value != nullptr && command->options.contains(word)) {
      if (i + 1 == words.size()) return refuse_call(Text::cli_option_needs_value, word);
      *value = words[++i];
    } else {
      return refuse_call(Text::cli_no_such_option, word);
    }
  }
  return command->run(arguments);
}

}  // namespace
}  // namespace unrepeat::cli

int main(int count, char** values) {
  unrepeat::cli::language = unrepeat::cli::environment_language();
  const std::vector<std::string> words(values + (count > 0 ? 1 : 0), values + count);
  return unrepeat::cli::run(words);
}
