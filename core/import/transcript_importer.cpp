// What was said in a call, as WebVTT or SubRip: times count from the start of the recording. Where nothing tells that,
// they are kept as they are written.
#include <algorithm>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// "00:00:41.260", "00:41.260", "00:00:41,260".
std::optional<Duration> read_offset(std::string_view text) {
  std::int64_t parts[3]{}, count = 0, digits = 0, microseconds = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      if (++digits > 6) return std::nullopt;
      parts[count] = parts[count] * 10 + (text[at] - '0');
    } else if (text[at] == ':' && digits > 0 && count < 2) {
      ++count;
      digits = 0;
    } else {
      break;
    }
  }
  if (count == 0 || digits == 0) return std::nullopt;
  if (at < text.size()) {
    if (text[at] != '.' && text[at] != ',') return std::nullopt;
    std::int64_t place = 100'000;
    for (++at; at < text.size(); ++at, place /= 10) {
      if (!is_digit(text[at])) return std::nullopt;
      microseconds += (text[at] - '0') * place;
    }
  }
  const std::int64_t whole = count == 2 ? (parts[0] * 60 + parts[1]) * 60 + parts[2] : parts[0] * 60 + parts[1];
  return Duration{seconds(whole).microseconds + microseconds};
}

struct Timing {
  std::string_view written;
  Duration from;
};
std::optional<Timing> timing_of(std::string_view line) {
  const std::size_t arrow = line.find(" --> ");
  if (arrow == line.npos) return std::nullopt;
  const std::string_view written = trimmed_text(line.substr(0, arrow));
  std::string_view end = trimmed_text(line.substr(arrow + 5));
  end = end.substr(0, end.find(' '));
  const auto from = read_offset(written);
  if (!from || !read_offset(end)) return std::nullopt;
  return Timing{written, *from};
}

bool recognises(const ImportSource& source) {
  std::size_t looked = 0;
  bool is_vtt = false;
  for (const TextLine& line : lines_of(source.text().substr(0, 16 * 1024))) {
    const std::string_view text = trimmed_text(line.text);
    if (text.empty()) continue;
    if (looked == 0) is_vtt = text.starts_with("WEBVTT");
    if (timing_of(text)) return true;
    // SubRip begins with a number and the times of it.
    if (++looked > (is_vtt ? 40U : 1U)) return false;
  }
  return false;
}

/// "20260114-230210" in a recorder's file name is UTC when GMT stands before it; "2026-01-14T23:02:10Z" in a note is
/// what it says.
std::optional<Instant> start_in(std::string_view text) {
  if (const std::size_t at = text.find("GMT"); at != text.npos && text.size() >= at + 18) {
    std::string digits(text.substr(at + 3, 15));
    if (digits[8] == '-' && std::ranges::count_if(digits, is_digit) == 14) {
      const std::string iso = digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6, 2) + 'T' +
                              digits.substr(9, 2) + ':' + digits.substr(11, 2) + ':' + digits.substr(13, 2) + 'Z';
      if (const auto at_start = parse_instant(iso)) return *at_start;
    }
  }
  for (std::size_t at = text.find("20"); at != text.npos; at = text.find("20", at + 1)) {
    for (const std::size_t length : {20U, 24U, 25U})
      if (const auto found = parse_instant(text.substr(at, length))) return *found;
  }
  return std::nullopt;
}

class TranscriptProposer : public TextProposer {
 public:
  TranscriptProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("transcript", from, context, plan) {
    start_ = start_in(source().name());
    bool is_in_cue = false;
    for (const TextLine& line : lines_of(source().text())) {
      const std::string_view text = trimmed_text(line.text);
      if (const auto timing = timing_of(text)) {
        Entry entry{.line = line.number, .raw = line.text, .written = timing->written};
        entry.is_vague = true;
        if (start_) {
          entry.at = *start_ + timing->from;
          entry.offset = "+00:00";
        } else {
          entry.note = "+" + std::string(timing->written);
        }
        entries_.push_back(std::move(entry));
        is_in_cue = true;
      } else if (text.empty()) {
        is_in_cue = false;
      } else if (is_in_cue) {
        Entry& cue = entries_.back();
        cue.raw = spanning(cue.raw, line.text);
        if (!cue.text.empty()) cue.text += '\n';
        cue.text += text;
      } else if (entries_.empty() && !start_) {
        start_ = start_in(text);
      } else if (text.contains("-->")) {
        entries_.push_back({.line = line.number, .raw = line.text, .is_understood = false});
      }
    }
    for (Entry& cue : entries_) find_speaker(cue);
  }

 private:
  static void find_speaker(Entry& cue) {
    constexpr std::size_t longest_name = 60;
    std::string text;
    // "<v Ama Boateng>so …</v>"; other marks go too.
    for (std::size_t at = 0; at < cue.text.size(); ++at) {
      const std::size_t close = cue.text[at] == '<' ? cue.text.find('>', at) : std::string::npos;
      if (close == std::string::npos || close > at + longest_name) {
        text += cue.text[at];
        continue;
      }
      const std::string_view mark = std::string_view(cue.text).substr(at + 1, close - at - 1);
      const bool is_voice = mark.starts_with("v ") || mark.starts_with("v.");
      if (is_voice && mark.contains(' ')) cue.actor = trimmed_text(mark.substr(mark.find(' ')));
      const bool is_mark =
          is_voice || mark.starts_with('/') || mark.size() == 1 || mark.starts_with("c.") || mark.starts_with("i.");
      if (!is_mark) {
        text += cue.text[at];
        continue;
      }
      at = close;
    }
    const std::size_t colon = text.find(": ");
    if (cue.actor.empty() && colon != text.npos && colon <= longest_name && !text.substr(0, colon).contains('\n') &&
        std::ranges::count(std::string_view(text).substr(0, colon), ' ') <= 4) {
      cue.actor = text.substr(0, colon);
      text.erase(0, colon + 2);
    }
    cue.text = trimmed_text(text);
  }

  std::optional<Instant> start_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<TranscriptProposer>(source, context, plan);
}

}  // namespace

extern const Importer transcript_importer;
const Importer transcript_importer{"transcript", Merging::adds, recognises, begin};

}  // namespace unrepeat
