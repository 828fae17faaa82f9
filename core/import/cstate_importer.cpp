// An incident of a cState status page: front matter that says when it began and what it hit, and updates under dated
// headings or with their time in a `track` mark. Times are the page's own, without a zone.
#include <algorithm>

#include "core/import/event_words.hpp"
#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

struct Status {
  std::string_view word;
  EventKind kind;
};
constexpr Status statuses[] = {{"investigating", EventKind::communication}, {"identified", EventKind::finding},
                               {"monitoring", EventKind::mitigation},       {"watching", EventKind::mitigation},
                               {"resolved", EventKind::resolution},         {"scheduled", EventKind::other},
                               {"update", EventKind::communication}};

std::optional<EventKind> kind_of_status(std::string_view text) {
  const std::string lower = in_lower_case(text);
  for (const Status& status : statuses)
    if (lower.contains(status.word)) return status.kind;
  return std::nullopt;
}

std::string_view unquoted(std::string_view value) {
  value = trimmed_text(value);
  if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    return value.substr(1, value.size() - 2);
  return value;
}

/// "date: 2026-08-11 09:12:00".
std::string_view value_of(std::string_view line, std::string_view key) {
  if (!line.starts_with(key) || !line.substr(key.size()).starts_with(':')) return {};
  return unquoted(line.substr(key.size() + 1));
}

/// The lines between the first two that are "---".
struct FrontMatter {
  std::size_t begin = 0, end = 0;
};
std::optional<FrontMatter> front_matter_of(const std::vector<TextLine>& lines) {
  const auto is_fence = [](const TextLine& line) { return trimmed_text(line.text) == "---"; };
  const auto first = std::ranges::find_if(lines, [](const TextLine& line) { return !is_blank(line.text); });
  if (first == lines.end() || !is_fence(*first)) return std::nullopt;
  const auto last = std::find_if(first + 1, lines.end(), is_fence);
  if (last == lines.end()) return std::nullopt;
  return FrontMatter{static_cast<std::size_t>(first - lines.begin()), static_cast<std::size_t>(last - lines.begin())};
}

bool recognises(const ImportSource& source) {
  const std::vector<TextLine> lines = lines_of(source.text().substr(0, 16 * 1024));
  const auto front = front_matter_of(lines);
  if (!front) return false;
  bool has_title = false, has_date = false, has_state = false;
  for (std::size_t at = front->begin + 1; at < front->end; ++at) {
    const std::string_view line = lines[at].text;
    has_title |= !value_of(line, "title").empty();
    has_date |= !value_of(line, "date").empty();
    has_state |=
        line.starts_with("resolved:") || line.starts_with("resolvedWhen:") || line.starts_with("informational:");
  }
  return has_title && has_date && has_state;
}

/// "Resolved 2026-08-11 10:41": the time that a heading ends with.
std::optional<std::string_view> time_in_heading(std::string_view line) {
  if (!line.starts_with('#')) return std::nullopt;
  for (std::size_t at = line.find_first_of("0123456789"); at != line.npos;
       at = line.find_first_of("0123456789", at + 1)) {
    const std::string_view part = trimmed_text(line.substr(at));
    const auto shape = shape_of_time(part);
    if (shape && shape->has_day && shape->has_clock) return part;
  }
  return std::nullopt;
}

/// {{< track "2018-05-25 17:34:14" >}}
std::optional<std::string_view> tracked_time(std::string_view line) {
  const std::size_t mark = line.find("{{< track");
  if (mark == line.npos) return std::nullopt;
  const std::size_t begin = line.find('"', mark);
  const std::size_t end = begin == line.npos ? begin : line.find('"', begin + 1);
  return end == line.npos ? std::nullopt : std::optional(line.substr(begin + 1, end - begin - 1));
}

class CStateProposer : public TextProposer {
 public:
  CStateProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("cstate", from, context, plan) {
    usually_newest_first = true;
    const std::vector<TextLine> lines = lines_of(source().text());
    const FrontMatter front = *front_matter_of(lines);
    read_front(lines, front);
    bool is_under_heading = false;
    for (std::size_t at = front.end + 1; at < lines.size(); ++at) {
      const TextLine& line = lines[at];
      if (is_blank(line.text)) continue;
      if (const auto written = time_in_heading(line.text)) {
        Entry entry{.line = line.number, .raw = line.text, .written = *written};
        entry.kind = kind_of_status(line.text).value_or(EventKind::communication);
        entries_.push_back(std::move(entry));
        is_under_heading = true;
      } else if (const auto tracked = tracked_time(line.text)) {
        Entry entry{.line = line.number, .raw = line.text, .written = *tracked};
        entry.kind = kind_of_status(line.text.substr(0, 40)).value_or(EventKind::communication);
        entry.text = trimmed_text(line.text.substr(0, line.text.find("{{<")));
        entries_.push_back(std::move(entry));
        is_under_heading = false;
      } else if (entries_.size() > 1 && is_under_heading) {
        add_line(entries_.back(), line.text);
      } else {
        // What stands before the first heading tells of the incident.
        Entry& begin_of_it = entries_.front();
        begin_of_it.text += "\n\n";
        begin_of_it.text += trimmed_text(line.text);
      }
    }
    for (Entry& entry : entries_)
      if (entry.text.empty()) entry.text = trimmed_text(entry.raw);
    tell_the_end();
    decide_day_first();
  }

 private:
  static void add_line(Entry& entry, std::string_view line) {
    entry.raw = spanning(entry.raw, line);
    if (!entry.text.empty()) entry.text += '\n';
    entry.text += trimmed_text(line);
  }

  void read_front(const std::vector<TextLine>& lines, const FrontMatter& front) {
    Entry entry{.line = lines[front.begin].number, .raw = spanning(lines[front.begin].text, lines[front.end].text)};
    entry.kind = EventKind::impact;
    bool is_listing = false;
    for (std::size_t at = front.begin + 1; at < front.end; ++at) {
      const std::string_view line = lines[at].text;
      if (const auto title = value_of(line, "title"); !title.empty()) title_ = title;
      if (const auto date = value_of(line, "date"); !date.empty()) entry.written = date;
      if (const auto end = value_of(line, "resolvedWhen"); !end.empty()) end_ = end;
      if (const auto severity = value_of(line, "severity"); !severity.empty())
        entry.tags = {one_line(say(Text::import_said_severity, severity))};
      const std::string_view item = trimmed_text(line);
      if (line.starts_with("affected:")) {
        is_listing = true;
      } else if (is_listing && item.starts_with("- ")) {
        affected_.emplace_back(unquoted(item.substr(2)));
      } else {
        is_listing = false;
      }
    }
    entry.text = title_;
    entries_.push_back(std::move(entry));
  }

  /// The front matter's end, where no update tells it.
  void tell_the_end() {
    const bool is_told =
        std::ranges::any_of(entries_, [](const Entry& entry) { return entry.kind == EventKind::resolution; });
    if (end_.empty() || is_told) return;
    Entry entry = entries_.front();
    entry.written = end_;
    entry.kind = EventKind::resolution;
    entry.text = say(Text::import_said_status, "resolved");
    entry.is_same_record = true;
    entries_.insert(entries_.begin() + 1, std::move(entry));
  }

  void begun() override {
    for (const std::string& system : affected_) affect(system);
  }

  std::string_view end_;
  std::vector<std::string> affected_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<CStateProposer>(source, context, plan);
}

}  // namespace

extern const Importer cstate_importer;
const Importer cstate_importer{"cstate", Merging::adds, recognises, begin};

}  // namespace unrepeat
