// Reading a timeline out of tables, lists, lines and headings: the time of each event, and the day and zone that it
// stands under.
#include "core/import/markdown_timeline.hpp"

#include <algorithm>
#include <utility>

namespace unrepeat {
namespace {

constexpr std::string_view unknown_words[] = {"不明", "unknown", "desconocid", "?", "unbekannt", "未知", "n/a"};

std::optional<std::string> leading_day_inside(std::string_view heading) {
  for (std::size_t at = heading.find_first_of("0123456789"); at != heading.npos;
       at = heading.find_first_of("0123456789", at + 1)) {
    std::string_view part = heading.substr(at);
    while (!part.empty() && std::string_view(") ").contains(part.back())) part.remove_suffix(1);
    if (const auto day = leading_day(part)) return std::string(day->written);
  }
  return std::nullopt;
}

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
}

/// The day that the whole document is about: the first that it names before its timeline.
void MarkdownTimeline::find_day() {
  for (const auto& [key, value] : fields_)
    if (const auto day = leading_day(value); day && !document_day_) document_day_ = std::string(day->written);
  if (document_day_) return;
  for (const TextLine& one : document_.lines) {
    std::string_view text = one.text;
    for (std::size_t at = text.find("20"); at != text.npos; at = text.find("20", at + 1)) {
      if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') continue;
      for (const std::string_view sign : {" ", "T", "（", "(", "|", ",", "日"}) {
        const std::size_t end = text.find(sign, at);
        std::string_view part = text.substr(at, end == text.npos ? end : end - at + (sign == "日" ? sign.size() : 0));
        while (!part.empty() && std::string_view(".,;:*_)").contains(part.back())) part.remove_suffix(1);
        const auto shape = part.size() < 20 ? shape_of_time(part) : std::nullopt;
        if (!shape || !shape->has_day || shape->has_clock) continue;
        document_day_ = std::string(part);
        return;
      }
    }
    if (const auto heading = heading_in(one.text)) {
      if (const auto day = leading_day(heading->text); day && day->written.contains("20")) {
        document_day_ = std::string(day->written);
        return;
      }
    }
  }
}

/// The section at `at` with those below it; the index of the last of them.
std::size_t MarkdownTimeline::read_timeline(std::size_t at) {
  const DocumentSection& section = document_.sections[at];
  const std::size_t before = entries_.size();
  taken_.push_back(at);
  if (const std::string zone = zone_named_in(section.title, context().zones); !zone.empty()) set_zone(zone);
  day_ = leading_day_inside(section.title);
  if (!day_ && entries_.empty()) day_ = document_day_;
  names_day_ = false;
  read_lines(section, at);
  std::size_t last = at;
  while (last + 1 < document_.sections.size() && document_.sections[last + 1].level > section.level) {
    ++last;
    const DocumentSection& inner = document_.sections[last];
    taken_.push_back(last);
    // A heading names a day, or is itself what happened.
    if (const auto time = leading_time(inner.title)) {
      Entry entry = entry_at(document_.lines[inner.begin - 1], *time);
      if (entry.text.empty())
        entry.text = body_of(inner);
      else if (!body_of(inner).empty())
        entry.text += "\n" + body_of(inner);
      if (inner.begin < inner.end) entry.raw = spanning(entry.raw, line(inner.end - 1));
      entries_.push_back(std::move(entry));
      continue;
    }
    if (const auto day = leading_day(inner.title)) {
      day_ = std::string(day->written);
      names_day_ = true;
    } else {
      loose_ += std::string(inner.title) + '\n';
    }
    if (const std::string zone = zone_named_in(inner.title, context().zones); !zone.empty()) set_zone(zone);
    read_lines(inner, last);
  }
  if (entries_.size() == before && loose_.empty()) return last;
  return last;
}

MarkdownTimeline::Entry MarkdownTimeline::entry_at(const TextLine& from, const LeadingTime& time) {
  Entry entry{.line = from.number, .raw = from.text, .written = time.written};
  if (!time.end.empty()) {
    entry.reading = time.start;
    entry.end_reading = time.end;
  }
  entry.text = time.rest;
  entry.day = std::exchange(day_, std::nullopt);
  return entry;
}

void MarkdownTimeline::read_lines(const DocumentSection& section, std::size_t) {
  std::size_t time_column = 0;
  bool is_in_table = false;
  for (std::size_t at = section.begin; at < section.end; ++at) {
    const TextLine& one = document_.lines[at];
    if (is_blank(one.text) || is_table_rule(one.text)) continue;
    if (is_table_line(one.text)) {
      const bool is_header = !is_in_table && at + 1 < section.end && is_table_rule(line(at + 1));
      if (is_header) {
        time_column = time_column_of(section, at + 2);
        for (const std::string_view cell : cells_of(one.text))
          if (const std::string zone = zone_named_in(cell, context().zones); !zone.empty()) set_zone(zone);
      } else {
        read_row(one, time_column);
      }
      is_in_table = true;
      continue;
    }
    is_in_table = false;
    read_line(one);
  }
}

/// In which column most cells are times.
std::size_t MarkdownTimeline::time_column_of(const DocumentSection& section, std::size_t from) const {
  std::vector<std::size_t> counts;
  for (std::size_t at = from; at < section.end && is_table_line(line(at)); ++at) {
    const auto cells = cells_of(line(at));
    counts.resize(std::max(counts.size(), cells.size()));
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      if (shape_of_time(without_marks(cells[cell]))) ++counts[cell];
  }
  return counts.empty() ? 0 : static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
}

void MarkdownTimeline::read_row(const TextLine& one, std::size_t time_column) {
  const auto cells = cells_of(one.text);
  if (std::ranges::all_of(cells, is_placeholder)) return;
  Entry entry{.line = one.number, .raw = one.text};
  // A column of days beside one of clocks.
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at == time_column) continue;
    const auto shape = shape_of_time(without_marks(cells[at]));
    if (shape && shape->has_day && !shape->has_clock && entry.text.empty()) {
      day_ = std::string(without_marks(cells[at]));
      continue;
    }
    if (cells[at].empty()) continue;
    if (!entry.text.empty()) entry.text += " · ";
    entry.text += cells[at];
  }
  const std::string_view cell = time_column < cells.size() ? without_marks(cells[time_column]) : std::string_view();
  entry.written = cell;
  fill_time(entry, cell);
  entries_.push_back(std::move(entry));
}

/// A cell or what stands in bold in front: a time, a range, or words that are kept.
void MarkdownTimeline::fill_time(Entry& entry, std::string_view words) {
  const auto time = leading_time(words);
  const auto shape = shape_of_time(words);
  entry.day = std::exchange(day_, std::nullopt);
  if (entry.day) heading_day_ = entry.day;
  if (time && !time->end.empty()) {
    entry.reading = time->start;
    entry.end_reading = time->end;
  } else if (time && time->rest.empty()) {
    entry.reading = time->start;
  } else if (!shape) {
    const bool is_unknown = words.empty() || holds_any(in_lower_case(words), unknown_words);
    // "(afternoon)" under a day's own heading is on that day.
    if (names_day_ && heading_day_ && !is_unknown && !time)
      entry.reading = *heading_day_;
    else if (!time)
      entry.is_vague = true;
    else
      entry.reading = time->start;
  }
}

void MarkdownTimeline::read_line(const TextLine& one) {
  const auto bullet = bullet_in(one.text);
  std::string_view text = bullet.value_or(trimmed_text(one.text));
  const bool is_inner = one.text.starts_with("    ") || one.text.starts_with('\t');
  // "**02:00-04:30** text": what stands in bold is the time.
  if (text.starts_with("**") || text.starts_with('`') || text.starts_with("__")) {
    const std::string_view mark = text.starts_with('`') ? "`" : text.substr(0, 2);
    const std::size_t close = text.find(mark, mark.size());
    if (close != text.npos) {
      std::string_view words = trimmed_text(text.substr(mark.size(), close - mark.size()));
      while (!words.empty() && std::string_view(":,").contains(words.back())) words.remove_suffix(1);
      const auto time = leading_time(words);
      const bool is_vague = words.starts_with('(') && words.ends_with(')') && bullet;
      const auto shape = shape_of_time(words);
      if ((time && time->rest.empty()) || is_vague) {
        Entry entry{.line = one.number, .raw = one.text, .written = time ? time->written : words};
        fill_time(entry, is_vague ? words : time->written);
        std::string_view rest = trimmed_text(text.substr(close + mark.size()));
        for (const std::string_view parting : {"–", "—", "-", ":", "："})
          if (rest.starts_with(parting)) rest = trimmed_text(rest.substr(parting.size()));
        entry.text = rest;
        entries_.push_back(std::move(entry));
        return;
      }
      if (shape && shape->has_day && !shape->has_clock && is_blank(text.substr(close + mark.size()))) {
        day_ = std::string(words);
        names_day_ = true;
        return;
      }
    }
  }
  if (const auto time = leading_time(text); time && !time->rest.empty()) {
    entries_.push_back(entry_at(one, *time));
    if (entries_.back().day) heading_day_ = entries_.back().day;
    return;
  }
  if (const auto day = leading_day(text); day && text.size() < 60 && trimmed_text(day->rest).size() < 20) {
    day_ = std::string(day->written);
    names_day_ = true;
    return;
  }
  // A sentence may say the zone of all of them.
  if (entries_.empty() || (!bullet && !is_inner && begins_paragraph(one))) {
    if (const std::string zone = zone_named_in(text, context().zones); !zone.empty() && entries_.empty())
      set_zone(zone);
    if (!is_placeholder(text)) loose_ += std::string(one.text) + '\n';
    return;
  }
  Entry& last = entries_.back();
  last.raw = spanning(last.raw, one.text);
  last.text += '\n';
  last.text += trimmed_text(one.text);
}

bool MarkdownTimeline::begins_paragraph(const TextLine& one) const {
  return one.number < 2 || is_blank(line(one.number - 2));
}

}  // namespace unrepeat
