// The golden drops: what was labelled before there were importers, beside what they read. Prints a line for every drop
// and kind; a kind that has an importer finds its events, exactly when they were.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "cli/native_time_zones.hpp"
#include "core/format/json_tree.hpp"
#include "core/import/choice.hpp"
#include "core/import/combine.hpp"
#include "core/import/importer.hpp"
#include "core/import/json_fields.hpp"
#include "core/moment/commands.hpp"
#include "tests/core/import/import_fixture.hpp"
#include "tests/source_dir.hpp"

namespace unrepeat {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The files of a drop, by their path in it; a folder's files in the order of their names.
std::vector<NamedText> files_of(const fs::path& drop, const JsonNode& labels) {
  std::vector<NamedText> files;
  for (const JsonNode name : *array_at(labels, "drop")) {
    const fs::path path = drop / std::string(name.text());
    if (fs::is_regular_file(path)) {
      files.push_back({std::string(name.text()), content_of(path)});
      continue;
    }
    std::vector<fs::path> inside;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file()) inside.push_back(entry.path());
    std::ranges::sort(inside);
    for (const fs::path& one : inside) files.push_back({fs::relative(one, drop).string(), content_of(one)});
  }
  return files;
}

std::vector<fs::path> all_drops() {
  std::vector<fs::path> drops;
  for (const auto& entry : fs::directory_iterator(source_dir() + "/tests/corpus/golden"))
    if (entry.is_directory()) drops.push_back(entry.path());
  std::ranges::sort(drops);
  REQUIRE(drops.size() == 8);
  return drops;
}

/// A drop with its labels, and what importing it would do.
class Drop {
 public:
  Drop(const fs::path& folder, const TimeZones& zones) : text_(content_of(folder / "labels.json")) {
    auto tree = parse_json(text_);
    REQUIRE(tree.has_value());
    tree_.emplace(std::move(*tree));
    texts_ = files_of(folder, labels());
    std::vector<ImportFile> files;
    for (const NamedText& one : texts_) files.push_back({.name = one.name, .bytes = one.text});
    plan_ = propose_import(files, {.zones = zones,
                                   .known = ListedPostmortems{},
                                   .now = parse_instant(text_at(labels(), "now")).value(),
                                   .zone = std::string(text_at(labels(), "zone"))});
  }
  Drop(const Drop&) = delete;
  Drop& operator=(const Drop&) = delete;
  [[nodiscard]] JsonNode labels() const { return tree_->root(); }
  [[nodiscard]] const ImportPlan& plan() const { return plan_; }

 private:
  std::string text_;  // where tree_ points to
  std::optional<JsonTree> tree_;
  std::vector<NamedText> texts_;
  ImportPlan plan_;
};

/// What was read of one file: its events by the place of their record.
struct Read {
  std::multimap<std::string, TimelineEvent> events;
  std::string kind;
};

std::map<std::string, Read> read(const ImportPlan& plan) {
  std::map<std::string, Read> files;
  for (const ImportItem& item : plan.items) {
    if (!item.postmortem) continue;
    // One entry may come from several files.
    std::map<Id<Source>, Read*> by_source;
    for (const Source& source : item.postmortem->sources) {
      Read& file = files[source.file];
      file.kind = source.kind;
      by_source[source.id] = &file;
    }
    for (const TimelineEvent& event : item.postmortem->timeline)
      for (const Evidence& evidence : event.evidence)
        if (evidence.source) by_source.at(*evidence.source)->events.emplace(evidence.record, event);
  }
  return files;
}

bool is_one_of(std::string_view kind, std::string_view allowed) {
  while (!allowed.empty()) {
    const std::size_t bar = std::min(allowed.find('|'), allowed.size());
    if (kind == allowed.substr(0, bar)) return true;
    allowed.remove_prefix(std::min(bar + 1, allowed.size()));
  }
  return false;
}

struct Score {
  int labelled = 0, found = 0, exact = 0, kinds = 0, words = 0;
  std::vector<std::string> missed;
};

/// Of the events that a record may have, the one that is meant: of that instant, else the first.
const TimelineEvent* find_event(const Read& file, std::string_view record, const std::optional<Instant>& at) {
  // In a log a line is one record, wherever in its document the record begins.
  const auto is_it = [&](const std::string& place) {
    return place == record || (place.starts_with(record) && place.substr(record.size()).starts_with(":/"));
  };
  const TimelineEvent* any = nullptr;
  for (auto one = file.events.lower_bound(std::string(record));
       one != file.events.end() && one->first.starts_with(record); ++one) {
    if (!is_it(one->first)) continue;
    if (one->second.time.at == at) return &one->second;
    if (any == nullptr) any = &one->second;
  }
  return any;
}

bool is_exact(const TimelineEvent& event, const std::optional<Instant>& at) {
  if (!at || !event.time.at) return event.time.at == at;
  // One event may be told by several records; each has as many digits as it has.
  const Duration apart = *event.time.at - *at;
  return apart < seconds(1) && Duration{} - apart < seconds(1);
}

void count(Score& score, const Read& file, JsonNode label, Duration skew) {
  ++score.labelled;
  const std::string_view written_at = text_at(label, "at");
  const auto at = parse_instant(written_at);
  const std::optional<Instant> wanted = at ? std::optional(*at + skew) : std::nullopt;
  const TimelineEvent* event = find_event(file, text_at(label, "record"), wanted);
  const std::string name = std::string(text_at(label, "id")) + " " + std::string(text_at(label, "record"));
  if (event == nullptr) {
    score.missed.push_back(name + " not found");
    return;
  }
  ++score.found;
  if (is_exact(*event, wanted))
    ++score.exact;
  else
    score.missed.push_back(name + " is at " + (event->time.at ? format_instant(*event->time.at) : "no instant") +
                           ", not " + std::string(written_at));
  const std::string_view kind = spellings(EventKind{})[static_cast<std::size_t>(event->kind)];
  if (is_one_of(kind, text_at(label, "kind")))
    ++score.kinds;
  else
    score.missed.push_back(name + " is " + std::string(kind));
  if (event->text.find(text_at(label, "has")) != std::string::npos)
    ++score.words;
  else
    score.missed.push_back(name + " says “" + event->text.substr(0, 80) + "”");
}

/// Whether somebody who chooses this of its file means the entry.
bool is_meant(const ImportItem& item, std::string_view key) {
  const Postmortem& one = *item.postmortem;
  const auto names = [&](std::string_view text) { return text.find(key) != std::string_view::npos; };
  return names(item.file) || names(one.title) ||
         std::ranges::any_of(one.refs, [&](const Reference& reference) { return names(reference.key); }) ||
         std::ranges::any_of(one.sources, [&](const Source& source) { return names(source.chosen); });
}

/// What the labels say that a person picks; of a file that is not named, all of it.
std::vector<Postmortem> chosen_of(const ImportPlan& plan, JsonNode labels, const TimeZones& zones) {
  std::vector<Postmortem> chosen;
  for (const ImportItem& item : plan.items) {
    if (!item.postmortem || !item.is_record) continue;
    Postmortem one = *item.postmortem;
    bool is_taken = true;
    for (const JsonNode choice : *array_at(labels, "choose")) {
      const std::string_view file = text_at(choice, "file");
      const bool is_of_it = item.file == file || (file.ends_with('/') && item.file.starts_with(file));
      if (!is_of_it) continue;
      if (text_at(choice, "what") == "hours") {
        const TimeSpan hours{*parse_instant(text_at(choice, "from")), *parse_instant(text_at(choice, "to"))};
        if (auto part = part_within(one, hours, zones)) one = std::move(*part);
      } else {
        is_taken = is_taken && is_meant(item, text_at(choice, "key"));
      }
    }
    if (is_taken && !one.timeline.empty()) chosen.push_back(std::move(one));
  }
  return chosen;
}

/// The instants at which a moment may be, as the labels have them before a clock is set right.
std::vector<Instant> allowed_at(JsonNode labels, JsonNode label, const std::map<std::string, std::int64_t>& skews) {
  std::set<std::string, std::less<>> ids;
  if (const auto best = text_at(label, "event"); !best.empty()) ids.emplace(best);
  if (const auto others = array_at(label, "or"))
    for (const JsonNode other : *others) ids.emplace(other.text());
  std::vector<Instant> allowed;
  if (const auto at = parse_instant(text_at(label, "at"))) allowed.push_back(*at);
  for (const JsonNode event : *array_at(labels, "events")) {
    if (!ids.contains(text_at(event, "id"))) continue;
    const auto skew = skews.find(std::string(text_at(event, "file")));
    if (const auto at = parse_instant(text_at(event, "at")))
      allowed.push_back(*at + seconds(skew == skews.end() ? 0 : skew->second));
  }
  return allowed;
}

}  // namespace

TEST_CASE("of the golden drops every kind that is read has its events, exactly when they were") {
  const NativeTimeZones zones;
  std::map<std::string, Score> by_kind;
  std::set<std::string> unread;
  for (const fs::path& drop : all_drops()) {
    const Drop read_drop(drop, zones);
    const JsonNode labels = read_drop.labels();
    const ImportPlan& plan = read_drop.plan();
    const auto read_files = read(plan);
    std::map<std::string, std::string> kinds;
    // What a person says of a source's clock on the bench comes after the import.
    std::map<std::string, std::int64_t> skews;
    for (const JsonNode source : *array_at(labels, "sources")) {
      const std::string file(text_at(source, "file"));
      kinds[file] = text_at(source, "kind");
      skews[file] = std::atoll(std::string(scalar_at(source, "skew_seconds")).c_str());
    }
    for (const JsonNode label : *array_at(labels, "events")) {
      const std::string file(text_at(label, "file"));
      const auto found = read_files.find(file);
      if (found == read_files.end() || found->second.kind != kinds[file]) {
        unread.insert(kinds[file]);
        continue;
      }
      count(by_kind[kinds[file]], found->second, label, seconds(skews[file]));
    }
  }
  for (const auto& [kind, score] : by_kind) {
    MESSAGE(kind << ": " << score.found << " of " << score.labelled << " events, " << score.exact
                 << " at their instant, " << score.kinds << " of their kind, " << score.words << " with their words");
    for (const std::string& missed : score.missed) MESSAGE("  " << missed);
    CAPTURE(kind);
    CHECK(score.found * 100 >= score.labelled * 95);
    CHECK(score.exact == score.found);
  }
  for (const std::string& kind : unread) MESSAGE("not read yet: " << kind);
}

TEST_CASE("what is proposed as a moment of a golden drop is one of its moments") {
  const NativeTimeZones zones;
  int proposed = 0, right = 0, labelled = 0;
  for (const fs::path& drop : all_drops()) {
    const Drop read_drop(drop, zones);
    const JsonNode labels = read_drop.labels();
    const ImportPlan& plan = read_drop.plan();
    std::map<std::string, std::int64_t> skews;
    for (const JsonNode source : *array_at(labels, "sources"))
      skews[std::string(text_at(source, "file"))] = std::atoll(std::string(scalar_at(source, "skew_seconds")).c_str());
    const std::vector<Postmortem> chosen = chosen_of(plan, labels, zones);
    REQUIRE_FALSE(chosen.empty());
    const Postmortem all = combine(chosen).postmortem;
    const auto moments = labels.find("moments");
    REQUIRE(moments.has_value());
    for (std::size_t i = 0; i < moment_count; ++i) {
      const auto kind = static_cast<MomentKind>(i);
      const std::string_view name = spellings(MomentKind{})[i];
      const auto label = moments->find(name);
      labelled += label ? 1 : 0;
      const Moment& moment = all.moments[kind];
      if (moment.state != MomentState::recorded) continue;
      ++proposed;
      const auto at = instant_of(all, kind);
      const auto allowed = label ? allowed_at(labels, *label, skews) : std::vector<Instant>{};
      const bool is_right = at && std::ranges::any_of(allowed, [&](Instant one) {
                              // As fine as the coarser of the two: notes are written to the minute.
                              return *at - one < seconds(60) && one - *at < seconds(60);
                            });
      right += is_right ? 1 : 0;
      if (!is_right)
        MESSAGE(drop.filename().string() << ": " << name << " is proposed at "
                                         << (at ? format_instant(*at) : "no instant")
                                         << (label ? "" : ", and is none of its moments"));
    }
  }
  MESSAGE(right << " of " << proposed << " proposed moments are labelled, of " << labelled);
  CHECK(right == proposed);
}

}  // namespace unrepeat
