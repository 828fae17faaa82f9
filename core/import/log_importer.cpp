// Logs: syslog with and without a year, applications' lines that begin with a time, web servers' with theirs in
// brackets. A line without a time, such as a stack trace's, belongs to the one before it.
#include <algorithm>
#include <set>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

struct Head {
  std::string_view written;
  std::string reading;  ///< Empty for `written` itself.
  std::string_view text;
};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool has_seconds(std::string_view written) {
  const std::size_t colon = written.find(':');
  return colon != written.npos && written.find(':', colon + 1) != written.npos;
}

/// "[08/Mar/2026:14:02:33 +0100]" somewhere near the beginning.
std::optional<Head> web_server_head(std::string_view line) {
  const std::size_t open = line.substr(0, 200).find('[');
  if (open == line.npos) return std::nullopt;
  const std::string_view rest = line.substr(open + 1);
  const std::size_t close = rest.find(']');
  if (close == rest.npos || close < 20 || close > 32 || rest[2] != '/' || rest[6] != '/' || rest[11] != ':')
    return std::nullopt;
  const std::string_view written = rest.substr(0, close);
  std::string reading(written);
  reading[2] = reading[6] = reading[11] = ' ';
  if (!shape_of_time(reading)) return std::nullopt;
  return Head{written, std::move(reading), line};
}

/// Seconds or milliseconds since 1970 in front.
std::optional<Head> epoch_head(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && (is_digit(line[end]) || line[end] == '.')) ++end;
  const std::size_t digits = std::min(line.find('.'), end);
  if ((digits != 10 && digits != 13) || end >= line.size() || line[end] != ' ') return std::nullopt;
  if (!instant_of(line.substr(0, end))) return std::nullopt;
  return Head{line.substr(0, end), {}, trimmed_text(line.substr(end))};
}

std::optional<Head> head_of(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.front() == '\t') return std::nullopt;
  if (auto epoch = epoch_head(line)) return epoch;
  std::string_view text = line;
  // What stands before the time: "<34>1 ", "web-1  | ", "ERROR ".
  if (text.starts_with('<')) {
    const std::size_t close = text.find('>');
    if (close != text.npos && close < 6)
      text = trimmed_text(text.substr(text.substr(close + 1).starts_with("1 ") ? close + 3 : close + 1));
  }
  if (const std::size_t bar = text.substr(0, 40).find(" | "); bar != text.npos && !is_digit(text.front()))
    text = trimmed_text(text.substr(bar + 3));
  for (const std::string_view level : {"ERROR ", "WARNING ", "WARN ", "INFO ", "DEBUG ", "FATAL ", "TRACE "})
    if (text.starts_with(level)) text = trimmed_text(text.substr(level.size()));
  if (const auto time = leading_time(text);
      time && time->shape.has_day && has_seconds(time->written) && time->end.empty()) {
    std::string_view rest = time->rest.empty() ? line : time->rest;
    if (text.data() != line.data()) rest = line;
    return Head{time->written, {}, rest};
  }
  return web_server_head(line);
}

/// Figures are figures, whichever: two lines that differ in them look alike.
std::string outline(std::string_view text) {
  std::string drawn;
  for (const char letter : text)
    if (!is_digit(letter)) drawn += letter;
  return drawn;
}

/// A time that breaks off: "2026-07-22T14:5".
bool is_cut_off(std::string_view line, std::string_view written) {
  if (line.size() < 4 || line.size() >= written.size()) return false;
  return std::ranges::equal(line, written.substr(0, line.size()), [](char a, char b) {
    return a == b || (is_digit(a) && is_digit(b)) || (a == ' ' && b == 'T') || (a == 'T' && b == ' ');
  });
}

bool recognises(const ImportSource& source) {
  constexpr std::size_t looked_at = 2'000;
  std::size_t timed = 0, looked = 0;
  for (const TextLine& line : lines_of(source.text().substr(0, 256 * 1024))) {
    if (is_blank(line.text) || line.text.starts_with(' ') || line.text.starts_with('\t')) continue;
    if (++looked > looked_at) break;
    timed += head_of(line.text) ? 1 : 0;
  }
  // What a stack trace says stands without a time too.
  return timed > 0 && (timed > 1 || looked == 1) && timed * 5 >= looked * 2;
}

class LogProposer : public TextProposer {
 public:
  LogProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("log", from, context, plan) {
    kind_by_words_ = false;
    std::set<std::string> known;
    for (const TextLine& line : lines_of(source().text())) {
      if (auto head = head_of(line.text)) {
        Entry entry{.line = line.number, .raw = line.text, .written = head->written};
        entry.reading = std::move(head->reading);
        entry.text = head->text;
        const bool is_counted = entry.text.contains("message repeated ");
        if (!known.insert(outline(entry.text)).second || is_counted) entry.tags = {"repeat"};
        entries_.push_back(std::move(entry));
      } else if (is_blank(line.text)) {
        continue;
      } else if (entries_.empty() || is_cut_off(line.text, entries_.back().written)) {
        entries_.push_back({.line = line.number, .raw = line.text, .is_understood = false});
      } else {
        Entry& last = entries_.back();
        last.raw = spanning(last.raw, line.text);
        if (!last.text.empty()) last.text += '\n';
        last.text += line.text;
      }
    }
    decide_day_first();
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<LogProposer>(source, context, plan);
}

}  // namespace

extern const Importer log_importer;
const Importer log_importer{"log", Merging::adds, recognises, begin};

}  // namespace unrepeat
