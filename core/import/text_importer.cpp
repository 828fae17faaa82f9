// A timeline as people write and paste it: lines that begin with a time, under a day where one is named, with vague
// times kept as they are.
#include <algorithm>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

/// Without a list's mark.
std::string_view without_bullet(std::string_view line) {
  line = trimmed_text(line);
  for (const std::string_view bullet : {"- ", "* ", "• ", "· ", "– ", "+ ", "> "})
    if (line.starts_with(bullet)) line = trimmed_text(line.substr(bullet.size()));
  while (line.starts_with("**") || line.starts_with("__")) line.remove_prefix(2);
  return line;
}

bool is_heading_of_day(std::string_view line) {
  constexpr std::size_t longest = 80;
  return line.size() <= longest && leading_day(line).has_value();
}

bool recognises(const ImportSource& source) {
  if (!source.documents().empty() && !source.is_lines()) return false;
  constexpr std::size_t looked_at = 1'000;
  std::size_t timed = 0, other = 0;
  for (const TextLine& line : lines_of(source.text().substr(0, 128 * 1024))) {
    if (is_blank(line.text)) continue;
    const auto time = leading_time(without_bullet(line.text));
    // The time and then what happened; a clock alone tells nothing.
    if (time && !time->rest.empty()) {
      if (++timed > looked_at) break;
    } else if (!line.text.starts_with(' ') && !line.text.starts_with('\t') && !is_heading_of_day(line.text)) {
      ++other;
    }
  }
  return timed > 1 && timed >= other;
}

class TextTimelineProposer : public TextProposer {
 public:
  TextTimelineProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("text", from, context, plan) {
    tells_moments_ = true;
    const std::vector<TextLine> lines = lines_of(source().text());
    find_parting(lines);
    std::optional<std::string> day;
    for (const TextLine& line : lines) {
      if (is_blank(line.text)) continue;
      const std::string_view text = without_bullet(line.text);
      const bool is_indented = line.text.starts_with(' ') || line.text.starts_with('\t');
      if (const auto time = leading_time(text)) {
        Entry entry{.line = line.number, .raw = line.text, .written = time->written};
        if (!time->end.empty()) {
          entry.reading = time->start;
          entry.end_reading = time->end;
        }
        entry.text = time->rest;
        entry.day = std::exchange(day, std::nullopt);
        entries_.push_back(std::move(entry));
      } else if (is_heading_of_day(line.text)) {
        const auto named = leading_day(line.text);
        day = std::string(named->written);
        note_zone(named->rest);
      } else if (const auto words = is_indented ? std::nullopt : vague_time(text); words && !entries_.empty()) {
        Entry entry{.line = line.number, .raw = line.text, .written = *words};
        entry.text = trimmed_text(text.substr(text.find(parting_) + parting_.size()));
        entry.is_vague = true;
        entries_.push_back(std::move(entry));
      } else if (!entries_.empty()) {
        Entry& last = entries_.back();
        last.raw = spanning(last.raw, line.text);
        last.text += '\n';
        last.text += text;
      } else {
        if (title_.empty()) title_ = text;
        note_zone(text);
      }
    }
    decide_day_first();
  }

 private:
  /// What stands between time and text in most lines: " – ", ": ".
  void find_parting(const std::vector<TextLine>& lines) {
    std::size_t best = 0;
    for (const std::string_view candidate : {" – ", " — ", " - ", ": ", " | "}) {
      std::size_t count = 0;
      for (const TextLine& line : lines) {
        const std::string_view text = without_bullet(line.text);
        const auto time = leading_time(text);
        if (!time) continue;
        const auto behind = static_cast<std::size_t>(time->written.data() + time->written.size() - text.data());
        count += text.substr(behind).starts_with(candidate) ? 1 : 0;
      }
      if (count <= best) continue;
      best = count;
      parting_ = candidate;
    }
  }

  /// "a bit later – …": a few words where the others have their time.
  [[nodiscard]] std::optional<std::string_view> vague_time(std::string_view text) const {
    constexpr std::size_t longest = 32, most_blanks = 3;
    const std::size_t at = parting_.empty() ? text.npos : text.find(parting_);
    if (at == text.npos || at == 0 || at > longest) return std::nullopt;
    const std::string_view words = trimmed_text(text.substr(0, at));
    if (std::ranges::count(words, ' ') > static_cast<std::ptrdiff_t>(most_blanks)) return std::nullopt;
    return words;
  }

  void note_zone(std::string_view text) {
    if (const std::string zone = zone_named_in(text, context().zones); !zone.empty()) set_zone(zone);
  }

  std::string_view parting_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<TextTimelineProposer>(source, context, plan);
}

}  // namespace

extern const Importer text_importer;
const Importer text_importer{"text", Merging::adds, recognises, begin};

}  // namespace unrepeat
