// Reading a timeline out of tables, lists, lines and headings: the time of each event, and the day and zone that it
// stands under.
#include "core/import/markdown_timeline.hpp"

#include <algorithm>
#include <utility>

#include "core/import/event_words.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view unknown_words[] = {"不明", "unknown", "desconocid", "?", "unbekannt", "未知", "n/a"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

/// "2021", "5-26-21", "7/5/23": which year is not left to be guessed.
bool names_year(std::string_view day) {
  for (std::size_t at = 0; at + 3 < day.size(); ++at)
    if ((day.substr(at, 2) == "20" || day.substr(at, 2) == "19") && is_digit(day[at + 2]) && is_digit(day[at + 3]))
      return true;
  return std::ranges::count(day, '/') == 2 || std::ranges::count(day, '-') == 2;
}

/// A day that is written so that it cannot be anything else, "10-15 people" and "1.2.10" are none.
bool is_plain_day(std::string_view day) {
  const bool has_word = std::ranges::any_of(day, is_letter) || day.contains("月");
  return has_word || (names_year(day) && std::ranges::count(day, '.') != 2) || day.contains(".20");
}

/// The first day inside a sentence that says its year.
std::optional<std::string> day_inside(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_start = is_digit(text[at]) || (text[at] >= 'A' && text[at] <= 'Z');
    const char before = at > 0 ? text[at - 1] : ' ';
    if (!is_start || is_digit(before) || is_letter(before) || std::string_view("-/.:").contains(before)) continue;
    std::string_view part = text.substr(at);
    part = part.substr(0, part.find_first_of(")|"));
    part = part.substr(0, part.find("）"));
    // The longest days are a weekday and three words.
    if (const auto day = leading_day(part); day && names_year(day->written) && is_plain_day(day->written))
      return std::string(day->written);
  }
  return std::nullopt;
}

/// "17:14pm": the hour says more than the letters.
std::string without_half_of_day(std::string_view clock) {
  std::string plain(clock);
  const std::string lower = in_lower_case(clock);
  const std::size_t colon = lower.find(':');
  if (colon == lower.npos || colon < 2 || !is_digit(lower[colon - 2]) || lower.substr(colon - 2, 2) < "13")
    return plain;
  for (const std::string_view half : {"p.m.", "pm"})
    if (const std::size_t at = lower.find(half, colon); at != lower.npos) {
      plain.erase(at, half.size());
      break;
    }
  return plain;
}

/// "13:14 EDT (17:14 UTC): text" has the same time twice: all of what is written, and `rest` without it.
std::string_view take_time_again(std::string_view written, std::string_view& rest) {
  const auto again = rest.starts_with('(') ? leading_time(rest) : std::nullopt;
  if (written.empty() || !again || !again->is_bracketed || !again->end.empty()) return written;
  rest = again->rest;
  return spanning(written, again->written);
}

/// "All times in UTC": how to read what follows.
bool tells_zone_of_all(std::string_view text) {
  constexpr std::size_t longest = 120;
  static constexpr std::string_view words[] = {"times", "time ", "時刻", "时间", "hora", "zeit", "timestamps"};
  return text.size() < longest && holds_any(in_lower_case(text), words);
}

constexpr std::string_view weekday_headers[] = {"day", "weekday", "día", "dia", "tag", "wochentag", "曜日", "星期"};
constexpr std::string_view until_words[] = {"以前", "より前", "まで", "before", "antes", "vor ", "之前"};

}  // namespace

MarkdownTimeline::MarkdownTimeline(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
    : TextProposer("markdown", from, context, plan), document_(read_document(source().text())) {}

std::string MarkdownTimeline::body_of(const DocumentSection& section) const {
  if (section.begin >= section.end) return {};
  std::string body(trimmed_text(spanning(line(section.begin), line(section.end - 1))));
  std::erase(body, '\r');
  return body;
}

void MarkdownTimeline::read_timelines() {
  find_day();
  for (std::size_t at = 0; at < document_.sections.size(); ++at)
    if (document_.sections[at].role == Role::timeline) at = read_timeline(at);
  if (!names_zone_) find_zone();
  // The year of a day without one is that beside the document's.
  if (const auto day = document_day_ ? day_of(*document_day_) : std::nullopt)
    set_near(Instant{days(days_since_epoch(*day)).microseconds});
}

/// The day that the whole document is about: that of its title, else of its front matter, else the first that it names.
void MarkdownTimeline::find_day() {
  if (const auto day = leading_day(title_); day && names_year(day->written) && is_plain_day(day->written)) {
    document_day_ = std::string(day->written);
    if (const std::string_view rest = without_partings(day->rest); !rest.empty()) title_ = std::string(rest);
    return;
  }
  document_day_ = day_inside(title_);
  for (const auto& [key, value] : fields_)
    if (const auto day = leading_day(value); day && !document_day_) document_day_ = std::string(day->written);
  constexpr std::size_t looked_at = 400;
  bool is_code = false;
  for (std::size_t at = document_.front_end; at < std::min(document_.lines.size(), looked_at) && !document_day_; ++at) {
    if (trimmed_text(line(at)).starts_with("```")) is_code = !is_code;
    if (!is_code) document_day_ = day_inside(line(at));
  }
}

/// The zone that the document names beside its times, where its timeline says none and it is always the same.
void MarkdownTimeline::find_zone() {
  std::string found;
  for (const Entry& entry : entries_)
    if (const std::string zone = zone_named_in(entry.written, context().zones); !zone.empty()) {
      if (!found.empty() && zone != found) return;
      found = zone;
    }
  if (!found.empty()) return set_zone(found);
  bool is_code = false;
  for (std::size_t at = document_.front_end; at < document_.lines.size(); ++at) {
    const std::string_view text = line(at);
    if (trimmed_text(text).starts_with("```")) is_code = !is_code;
    bool has_clock = false;
    for (std::size_t sign = text.find(':'); sign != text.npos; sign = text.find(':', sign + 1))
      has_clock = has_clock || (sign > 0 && sign + 2 < text.size() && is_digit(text[sign - 1]) &&
                                is_digit(text[sign + 1]) && is_digit(text[sign + 2]));
    const std::string zone = is_code || !has_clock ? std::string() : zone_named_in(text, context().zones);
    if (zone.empty() || zone == found) continue;
    if (!found.empty()) return;
    found = zone;
  }
  if (!found.empty()) set_zone(found);
}

void MarkdownTimeline::read_zone(std::string_view text) {
  const std::string zone = zone_named_in(text, context().zones);
  if (zone.empty()) return;
  set_zone(zone);
  names_zone_ = true;
}

/// A day that stands above what follows, or, where only text follows, before it.
void MarkdownTimeline::begin_day(const TextLine& from, std::string_view day) {
  day_ = std::string(day);
  names_day_ = true;
  day_line_ = from;
  day_written_ = day;
}

/// The section at `at` with those below it, and those beside it that are days; the index of the last of them.
std::size_t MarkdownTimeline::read_timeline(std::size_t at) {
  const DocumentSection& section = document_.sections[at];
  taken_.push_back(at);
  read_zone(section.title);
  day_ = day_inside(section.title);
  if (!day_ && entries_.empty()) day_ = document_day_;
  names_day_ = false;
  read_lines(section);
  std::size_t last = at;
  while (last + 1 < document_.sections.size()) {
    const DocumentSection& inner = document_.sections[last + 1];
    const auto day = leading_day(inner.title);
    const bool is_day = day && is_plain_day(day->written);
    const bool is_beside = inner.level == section.level && inner.role == Role::none && is_day && !inner.title.empty();
    if (inner.level <= section.level && !is_beside) break;
    taken_.push_back(++last);
    // A heading names a day, or is itself what happened.
    if (const auto time = leading_time(inner.title)) {
      Entry entry = entry_at(document_.lines[inner.begin - 1], *time);
      if (entry.text.empty())
        entry.text = body_of(inner);
      else if (!body_of(inner).empty())
        entry.text += "\n" + body_of(inner);
      if (inner.begin < inner.end) entry.raw = spanning(entry.raw, line(inner.end - 1));
      add(std::move(entry));
      continue;
    }
    if (day)
      begin_day(document_.lines[inner.begin - 1], day->written);
    else
      loose_ += std::string(inner.title) + '\n';
    read_zone(inner.title);
    read_lines(inner);
  }
  return last;
}

MarkdownTimeline::Entry MarkdownTimeline::entry_at(const TextLine& from, const LeadingTime& time) {
  std::string_view rest = time.rest;
  Entry entry{.line = from.number, .raw = from.text, .written = take_time_again(time.written, rest)};
  entry.reading = without_half_of_day(time.start);
  if (!time.end.empty()) entry.end_reading = without_half_of_day(time.end);
  entry.text = rest;
  entry.day = std::exchange(day_, std::nullopt);
  return entry;
}

void MarkdownTimeline::read_lines(const DocumentSection& section) {
  Columns columns;
  bool is_in_table = false, is_code = false;
  for (std::size_t at = section.begin; at < section.end; ++at) {
    const TextLine& one = document_.lines[at];
    const bool is_fence = trimmed_text(one.text).starts_with("```");
    if (is_fence || is_code) {
      if (is_fence) is_code = !is_code;
      add_to_last(one, one.text);
      continue;
    }
    if (is_blank(one.text) || is_table_rule(one.text)) continue;
    if (is_table_line(one.text)) {
      const bool is_header = !is_in_table && at + 1 < section.end && is_table_rule(line(at + 1));
      if (is_header)
        columns = columns_of(section, at);
      else
        read_row(one, columns);
      is_in_table = true;
      continue;
    }
    is_in_table = false;
    read_line(one);
  }
  day_line_.reset();
}

/// Most cells of the time's column are times of day, or else days.
MarkdownTimeline::Columns MarkdownTimeline::columns_of(const DocumentSection& section, std::size_t header) {
  std::vector<std::size_t> clocks, days;
  for (std::size_t at = header + 2; at < section.end && is_table_line(line(at)); ++at) {
    const auto cells = cells_of(line(at));
    clocks.resize(std::max(clocks.size(), cells.size()));
    days.resize(clocks.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      const std::string_view words = without_marks(cells[cell]);
      const auto shape = shape_of_time(words);
      const auto time = shape ? std::nullopt : leading_time(words);
      if ((shape && shape->has_clock) || (time && (!time->end.empty() || time->rest.empty())))
        ++clocks[cell];
      else if (shape)
        ++days[cell];
    }
  }
  Columns columns;
  const auto most = [](const std::vector<std::size_t>& counts) {
    return static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  };
  if (!clocks.empty())
    columns.time = std::ranges::any_of(clocks, [](std::size_t count) { return count > 0; }) ? most(clocks) : most(days);
  const auto names = cells_of(line(header));
  for (std::size_t cell = 0; cell < names.size(); ++cell) {
    const std::string lower = in_lower_case(without_marks(names[cell]));
    if (std::ranges::find(weekday_headers, std::string_view(lower)) != std::end(weekday_headers))
      columns.weekday = cell;
    if (const std::size_t year = lower.find("20"); year != lower.npos && names_year(lower.substr(year)))
      columns.year = lower.substr(year, 4);
  }
  // Where a time is told twice, its own column says its zone.
  if (columns.time < names.size() && !zone_named_in(names[columns.time], context().zones).empty())
    read_zone(names[columns.time]);
  else
    for (const std::string_view name : names) read_zone(name);
  return columns;
}

void MarkdownTimeline::read_row(const TextLine& one, const Columns& columns) {
  const auto cells = cells_of(one.text);
  if (std::ranges::all_of(cells, is_placeholder)) return;
  Entry entry{.line = one.number, .raw = one.text};
  // A column of days beside one of clocks.
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at == columns.time) continue;
    const std::string_view words = without_marks(cells[at]);
    const auto shape = shape_of_time(words);
    if (shape && shape->has_day && !shape->has_clock && entry.text.empty()) {
      day_ = std::string(words);
      if (!names_year(words) && !columns.year.empty()) *day_ += ' ' + columns.year;
      continue;
    }
    const bool is_weekday = columns.weekday && at == *columns.weekday && words.size() <= 12;
    if (cells[at].empty() || is_weekday) continue;
    if (!entry.text.empty()) entry.text += " · ";
    entry.text += cells[at];
  }
  const std::string_view cell = columns.time < cells.size() ? without_marks(cells[columns.time]) : std::string_view();
  entry.written = cell;
  fill_time(entry, cell);
  add(std::move(entry));
}

/// A cell or what stands in bold in front: a time, a range, a day alone, or words that are kept.
void MarkdownTimeline::fill_time(Entry& entry, std::string_view words) {
  const auto time = leading_time(words);
  const auto day = time ? std::nullopt : leading_day(words);
  entry.day = std::exchange(day_, std::nullopt);
  if (entry.day) heading_day_ = entry.day;
  if (time) {
    entry.reading = without_half_of_day(time->start);
    if (!time->end.empty()) entry.end_reading = without_half_of_day(time->end);
    return;
  }
  // "2026-03-08, in the night" is that day, "before 2026-03-08" is none.
  if (day && !holds_any(in_lower_case(words), until_words)) {
    entry.reading = day->written;
    const std::string_view rest = trimmed_text(day->rest);
    for (const std::string_view mark : {"–", "—", "-", "~", "～", "〜", "to "})
      if (rest.starts_with(mark))
        if (const auto last = leading_day(rest.substr(mark.size()))) entry.end_reading = last->written;
    return;
  }
  const bool is_unknown = words.empty() || holds_any(in_lower_case(words), unknown_words);
  // "(afternoon)" under a day's own heading is on that day.
  if (names_day_ && heading_day_ && !is_unknown)
    entry.reading = *heading_day_;
  else
    entry.is_vague = true;
}

/// "**02:00-04:30** text": what stands in bold in front is the time.
bool MarkdownTimeline::read_bold_time(const TextLine& one, std::string_view text, bool is_bullet) {
  if (!text.starts_with("**") && !text.starts_with('`') && !text.starts_with("__")) return false;
  const std::string_view mark = text.starts_with('`') ? "`" : text.substr(0, 2);
  const std::size_t close = text.find(mark, mark.size());
  if (close == text.npos) return false;
  std::string_view words = trimmed_text(text.substr(mark.size(), close - mark.size()));
  while (!words.empty() && std::string_view(":,").contains(words.back())) words.remove_suffix(1);
  const auto time = leading_time(words);
  const bool is_vague = words.starts_with('(') && words.ends_with(')') && is_bullet;
  std::string_view rest = trimmed_text(text.substr(close + mark.size()));
  const std::string_view written = take_time_again(time ? time->written : words, rest);
  const auto day = time ? std::nullopt : leading_day(words);
  const bool is_day = day && trimmed_text(day->rest).empty() && is_plain_day(day->written);
  if (is_day && without_partings(rest).empty()) {
    begin_day(one, words);
    return true;
  }
  if (!(time && time->rest.empty()) && !is_vague && !is_day) return false;
  Entry entry{.line = one.number, .raw = one.text, .written = written};
  fill_time(entry, time ? time->written : words);
  entry.text = without_partings(rest);
  add(std::move(entry));
  return true;
}

/// "10/14/2022 - text", "8 March: text": an event of that day, at a time where one follows.
bool MarkdownTimeline::read_day_line(const TextLine& one, std::string_view text, bool is_bullet) {
  const auto day = leading_day(text);
  if (!day || !is_plain_day(day->written)) return false;
  const std::string_view behind = trimmed_text(day->rest), rest = without_partings(behind);
  if (rest.empty() || rest.starts_with("[^")) {
    begin_day(one, day->written);
    return true;
  }
  const bool is_parted = rest.size() < behind.size();
  if (!is_parted && !is_bullet) return false;
  Entry entry{.line = one.number, .raw = one.text, .written = day->written, .reading = std::string(day->written)};
  entry.text = rest;
  if (const auto time = leading_time(rest); time && !time->shape.has_day) {
    entry.written = spanning(day->written, time->written);
    entry.reading += ' ' + without_half_of_day(time->start);
    entry.text = time->rest;
  }
  day_.reset();
  heading_day_ = std::string(day->written);
  add(std::move(entry));
  return true;
}

void MarkdownTimeline::read_line(const TextLine& one) {
  const auto bullet = bullet_in(one.text);
  const std::string_view text = without_marks(bullet.value_or(trimmed_text(one.text)));
  const bool is_inner = one.text.starts_with("    ") || one.text.starts_with('\t');
  if (read_bold_time(one, bullet.value_or(trimmed_text(one.text)), bullet.has_value())) return;
  if (const auto time = leading_time(text)) {
    add(entry_at(one, *time));
    if (entries_.back().day) heading_day_ = entries_.back().day;
    return;
  }
  if (read_day_line(one, text, bullet.has_value())) return;
  if (const auto day = leading_day(text); day && text.size() < 60 && trimmed_text(day->rest).size() < 20 &&
                                          (is_plain_day(day->written) || is_blank(day->rest)))
    return begin_day(one, day->written);
  // A sentence may say the zone of all of them.
  if (entries_.empty() && !zone_named_in(text, context().zones).empty()) {
    if (!names_zone_ || tells_zone_of_all(text)) read_zone(text);
    if (day_line_ == std::nullopt || tells_zone_of_all(text)) {
      loose_ += std::string(one.text) + '\n';
      return;
    }
  }
  // Only text stands below a day: it happened then.
  if (day_line_) {
    add({.line = day_line_->number,
         .raw = day_line_->text,
         .written = day_written_,
         .reading = std::string(day_written_)});
    day_.reset();
    heading_day_ = std::string(day_written_);
    return add_to_last(one, trimmed_text(one.text));
  }
  const bool is_of_last = !entries_.empty() && (entries_.back().text.empty() || bullet || is_inner ||
                                                !begins_paragraph(one) || belongs_above(text));
  if (is_of_last) return add_to_last(one, trimmed_text(one.text));
  if (!is_placeholder(text)) loose_ += std::string(one.text) + '\n';
}

/// An image, a tag, a quotation: about what stands above it.
bool MarkdownTimeline::belongs_above(std::string_view text) {
  return text.starts_with("![") || text.starts_with("[![") || text.starts_with('<') || text.starts_with('>');
}

void MarkdownTimeline::add(Entry entry) {
  day_line_.reset();
  if (const auto label = kind_by_label(entry.text)) entry.kind = label->kind;
  entries_.push_back(std::move(entry));
}

void MarkdownTimeline::told(const Entry&, TimelineEvent& event) {
  if (const auto label = kind_by_label(event.text); label && label->moment)
    labelled_.emplace_back(*label->moment, event.id);
}

void MarkdownTimeline::propose_moments() {
  // What ends an incident is told more than once, and the last is true; of what begins it, the first.
  const auto by_id = [&](const Id<TimelineEvent>& id) {
    return std::ranges::find(thread().timeline, id, &TimelineEvent::id);
  };
  for (const auto& [moment, id] : labelled_) {
    const bool is_last = moment == MomentKind::mitigated || moment == MomentKind::resolved;
    const TimelineEvent* found = nullptr;
    for (const auto& [other, candidate] : labelled_) {
      const auto event = by_id(candidate);
      if (other != moment || event->time.precision >= Precision::day || !event->time.at) continue;
      if (found == nullptr || comes_before(*event, *found) != is_last) found = &*event;
    }
    if (found != nullptr)
      propose_moment(moment, *found,
                     moment == MomentKind::impact_start ? MomentBasis::estimated : MomentBasis::recorded);
  }
}

void MarkdownTimeline::add_to_last(const TextLine& one, std::string_view text) {
  day_line_.reset();
  if (entries_.empty()) {
    loose_ += std::string(text) + '\n';
    return;
  }
  Entry& last = entries_.back();
  last.raw = spanning(last.raw, one.text);
  if (!last.text.empty()) last.text += '\n';
  last.text += text;
}

bool MarkdownTimeline::begins_paragraph(const TextLine& one) const {
  return one.number < 2 || is_blank(line(one.number - 2));
}

}  // namespace unrepeat
