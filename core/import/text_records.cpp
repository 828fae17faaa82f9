// Reading a text from its first line to its last: what comes before says what a later line leaves out.
#include "core/import/text_records.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/import/event_words.hpp"
#include "core/time/time_words.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_time = 64;
constexpr int minutes_of_a_turn = 6 * 60;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_wide(char letter) { return (static_cast<unsigned char>(letter) & 0x80) != 0; }

constexpr std::string_view unseen[] = {"\u200e", "\u200f", "\u202a", "\u202c", "\ufeff", "\u00a0", "\u202f", "\u3000"};

/// What may stand between a time and what it is the time of.
constexpr std::string_view partings[] = {"–", "—", "-", ":", "：", "|",  "→",  "»",
                                         "·", ",", "*", "_", "，", "、", "〜", "～"};

/// "14:02:" and "8 March," end before the sign.
std::string_view without_last_sign(std::string_view text) {
  while (!text.empty() && std::string_view(":,;*_").contains(text.back())) text.remove_suffix(1);
  return text;
}

constexpr std::string_view wide_ends[] = {"–", "—", "：", "〜", "～", "（", "※", "[^"};
bool begins_with_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}
/// "20:00-23:00" and "20:00~23:00".
bool is_dash_of_clocks(std::string_view text, std::size_t at) {
  return (text[at] == '-' || text[at] == '~') && at > 2 && text[at - 3] == ':' && is_digit(text[at - 1]) &&
         (text[at] == '~' || (at + 1 < text.size() && is_digit(text[at + 1])));
}

/// Every place up to which a time may reach, the nearest first.
std::vector<std::size_t> ends_of_words(std::string_view text) {
  std::vector<std::size_t> ends;
  std::size_t words = 0;
  for (std::size_t at = 1; at <= std::min(text.size(), longest_time) && words < 9; ++at) {
    const bool is_end = at == text.size() || text[at] == ' ' || text[at] == '\t' || text[at] == ']' ||
                        text[at] == '|' || text[at] == ';' || begins_with_any(text.substr(at), wide_ends) ||
                        (text[at] == '-' && at + 1 < text.size() && text[at + 1] == ' ') || is_dash_of_clocks(text, at);
    if (!is_end || text[at - 1] == ' ') continue;
    ends.push_back(at);
    ++words;
  }
  return ends;
}

struct ZoneName {
  std::string_view letters, zone;
};
constexpr ZoneName zone_names[] = {{"UTC", "Etc/UTC"},
                                   {"GMT", "Etc/UTC"},
                                   {"JST", "Asia/Tokyo"},
                                   {"KST", "Asia/Seoul"},
                                   {"PST", "America/Los_Angeles"},
                                   {"PDT", "America/Los_Angeles"},
                                   {"EST", "America/New_York"},
                                   {"EDT", "America/New_York"},
                                   {"CDT", "America/Chicago"},
                                   {"MST", "America/Denver"},
                                   {"MDT", "America/Denver"},
                                   {"CET", "Europe/Paris"},
                                   {"CEST", "Europe/Paris"},
                                   {"MEZ", "Europe/Berlin"},
                                   {"MESZ", "Europe/Berlin"},
                                   {"EET", "Europe/Helsinki"},
                                   {"EEST", "Europe/Helsinki"},
                                   {"WET", "Europe/Lisbon"},
                                   {"WEST", "Europe/Lisbon"},
                                   {"MSK", "Europe/Moscow"},
                                   {"BRT", "America/Sao_Paulo"}};
/// Too short or too common for a word of any sentence: they stand beside the word for time, or in brackets.
constexpr ZoneName zone_words[] = {{"PT", "America/Los_Angeles"}, {"Pacific", "America/Los_Angeles"},
                                   {"ET", "America/New_York"},    {"Eastern", "America/New_York"},
                                   {"MT", "America/Denver"},      {"Mountain", "America/Denver"},
                                   {"CT", "America/Chicago"},     {"Central", "America/Chicago"}};

bool ends_with_clock(std::string_view text) {
  return text.size() > 3 && text[text.size() - 3] == ':' && is_digit(text.back()) && is_digit(text[text.size() - 4]);
}

/// "+2", "-7" and "−7" behind "UTC": the zone of whole hours; empty for none.
std::string zone_of_offset(std::string_view text) {
  bool is_ahead = text.starts_with('+');
  std::size_t at = text.starts_with("\u2212") ? 3 : 1;
  if (!is_ahead && !text.starts_with('-') && at == 1) return {};
  std::size_t digits = at;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  std::string_view hours = text.substr(at, digits - at), minutes = text.substr(digits);
  if (hours.size() == 4 && hours.ends_with("00")) hours.remove_suffix(2);
  if (hours.empty() || hours.size() > 2 || (minutes.starts_with(':') && !minutes.starts_with(":00"))) return {};
  const int ahead = std::atoi(std::string(hours).c_str());
  if (ahead > 14) return {};
  // These names count the other way.
  return ahead == 0 ? "Etc/UTC" : std::string("Etc/GMT") + (is_ahead ? '-' : '+') + std::to_string(ahead);
}

/// Where people write the month first.
constexpr std::string_view month_first_zones[] = {"America/New_York",    "America/Chicago",  "America/Denver",
                                                  "America/Los_Angeles", "America/Phoenix",  "America/Detroit",
                                                  "America/Anchorage",   "Pacific/Honolulu", "America/Boise"};

}  // namespace

std::vector<TextLine> lines_of(std::string_view text) {
  std::vector<TextLine> lines;
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({++number, line});
    begin = end + 1;
  }
  return lines;
}

std::string_view spanning(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

std::string_view trimmed_text(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() &&
           (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n'))
      text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
      text.remove_suffix(1);
    for (const std::string_view mark : unseen) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), again = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), again = true;
    }
  }
  return text;
}

std::string_view without_partings(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    text = trimmed_text(text);
    // "**Detected**: by Ana" begins with words in bold.
    if (text.starts_with("**") && text.size() > 2 && text[2] != ' ' && text[2] != ':' &&
        text.find("**", 3) != text.npos)
      return text;
    for (const std::string_view parting : partings)
      if (text.starts_with(parting)) {
        text.remove_prefix(parting.size());
        again = true;
      }
  }
  return text;
}

bool is_blank(std::string_view line) { return trimmed_text(line).empty(); }

bool holds_any(std::string_view lower_case, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return lower_case.contains(word); });
}

std::optional<TimeShape> shape_of_time(std::string_view text) {
  const auto has_digit = std::ranges::any_of(text, is_digit) || std::ranges::any_of(text, is_wide);
  if (text.size() > longest_time || !has_digit) return std::nullopt;
  if (const auto iso = parse_timestamp(text))
    return TimeShape{true, iso->precision < Precision::day, iso->civil.hour * 60 + iso->civil.minute};
  const std::string simple = simplified(text);
  const auto pieces = read_time_words(simple, true);
  if (!pieces) {
    if (pieces.error() == WrittenTimeError::zone_ambiguous) {
      const std::size_t last = text.find_last_of(' ');
      const ZoneLetters* letters = last == text.npos ? nullptr : find_zone_letters(simplified(text.substr(last)));
      if (letters == nullptr || letters->count < 2) return std::nullopt;
      auto before = shape_of_time(trimmed_text(text.substr(0, last)));
      if (before) before->minute_of_day.reset();
      return before;
    }
    // Mail and git have the year behind the clock.
    return text.size() > 20 && !is_digit(simple[0]) && instant_of(text)
               ? std::optional(TimeShape{true, true, std::nullopt})
               : std::nullopt;
  }
  const bool has_day = pieces->day && pieces->month;
  if (pieces->day.has_value() != pieces->month.has_value()) return std::nullopt;
  if (pieces->year && !has_day) return std::nullopt;
  TimeShape shape{has_day || pieces->days_from_today, pieces->clock.has_value(), std::nullopt};
  if (!shape.has_day && !shape.has_clock) return std::nullopt;
  if (pieces->clock) {
    int hour = pieces->clock->hour;
    if (pieces->afternoon) hour = hour % 12 + (*pieces->afternoon ? 12 : 0);
    if (hour > 23 || pieces->clock->minute > 59) return std::nullopt;
    shape.minute_of_day = hour * 60 + pieces->clock->minute;
  }
  return shape;
}

namespace {

/// "02:00-04:30", with nothing between. "14:02-03:00" may be an offset: it is one where it looks like one and the end
/// would come before the start.
std::optional<LeadingTime> range_in_front(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  for (const std::string_view mark : {"–", "—", "-", "〜", "～", "~"}) {
    const std::size_t at = text.substr(0, blank).find(mark);
    if (at == text.npos || at == 0) continue;
    const std::string_view start = text.substr(0, at),
                           end = without_last_sign(text.substr(at + mark.size(), blank - at - mark.size()));
    const auto first = shape_of_time(start), second = shape_of_time(end);
    if (!first || !second || !first->minute_of_day || !second->minute_of_day || first->has_day || second->has_day)
      continue;
    const bool is_like_offset = mark == "-" && *second->minute_of_day <= 12 * 60 && *second->minute_of_day % 15 == 0;
    if (is_like_offset && *second->minute_of_day < *first->minute_of_day) continue;
    const std::string_view both = spanning(start, end);
    return LeadingTime{.written = both,
                       .shape = *first,
                       .start = start,
                       .end = end,
                       .rest = without_partings(text.substr(both.size()))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<LeadingTime> leading_time(std::string_view line) {
  std::string_view text = trimmed_text(line);
  LeadingTime found;
  // A line that holds no figure near its beginning is not worth a second look.
  const std::string_view head = text.substr(0, 32);
  if (!std::ranges::any_of(head, [](char letter) { return is_digit(letter) || is_wide(letter); })) return std::nullopt;
  if (text.starts_with('[') || text.starts_with('(')) {
    const std::size_t close = text.find(text.front() == '[' ? ']' : ')');
    if (close == text.npos || close > longest_time) return std::nullopt;
    const std::string_view inside = trimmed_text(text.substr(1, close - 1));
    const auto shape = shape_of_time(inside);
    if (!shape || !shape->has_clock) return std::nullopt;
    found = {.written = inside,
             .shape = *shape,
             .start = inside,
             .end = {},
             .rest = text.substr(close + 1),
             .is_bracketed = true};
    found.rest = without_partings(found.rest);
    return found;
  }
  if (auto range = range_in_front(text)) return range;
  for (const std::size_t end : ends_of_words(text)) {
    const std::string_view part = without_last_sign(text.substr(0, end));
    const auto shape = shape_of_time(part);
    if (!shape || !shape->has_clock) continue;
    found = {.written = part, .shape = *shape, .start = part, .end = {}, .rest = text.substr(part.size())};
  }
  if (found.written.empty()) return std::nullopt;
  // "14:02 – 14:30 …", "14:02 to 14:30 …".
  std::string_view after = trimmed_text(found.rest);
  for (const std::string_view mark : {"–", "—", "-", "to ", "a ", "hasta ", "até ", "bis ", "〜", "～", "~"}) {
    if (!after.starts_with(mark)) continue;
    const std::string_view behind = trimmed_text(after.substr(mark.size()));
    if (behind.empty() || !is_digit(behind.front())) break;
    for (const std::size_t end : ends_of_words(behind)) {
      const std::string_view part = without_last_sign(behind.substr(0, end));
      const auto shape = shape_of_time(part);
      if (!shape || !shape->has_clock || shape->has_day) continue;
      found.end = part;
      found.written = spanning(found.start, part);
      found.rest = behind.substr(part.size());
    }
    break;
  }
  found.rest = without_partings(found.rest);
  return found;
}

std::optional<LeadingDay> leading_day(std::string_view line) {
  std::string_view text = trimmed_text(line);
  while (text.starts_with('#') || text.starts_with('*') || text.starts_with('-') || text.starts_with('='))
    text.remove_prefix(1);
  text = trimmed_text(text);
  std::optional<LeadingDay> found;
  for (const std::size_t end : ends_of_words(text)) {
    const std::string_view part = without_last_sign(text.substr(0, end));
    const auto shape = shape_of_time(part);
    if (shape && shape->has_day && !shape->has_clock) found = LeadingDay{part, text.substr(part.size())};
  }
  return found;
}

std::string zone_named_in(std::string_view text, const TimeZones& zones) {
  for (std::size_t at = 0; at < text.size();) {
    const auto is_part = [](char letter) {
      return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || letter == '/' || letter == '_';
    };
    if (!is_part(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (word.contains('/') && zones.known(word)) return std::string(word);
    if (word == "UTC" || word == "GMT")
      if (const std::string zone = zone_of_offset(text.substr(end)); !zone.empty())
        return zones.known(zone) ? zone : std::string();
    const bool has_offset = end < text.size() && (text[end] == '+' || text[end] == '-');
    if (!has_offset)
      for (const ZoneName& name : zone_names)
        if (word == name.letters && zones.known(name.zone)) return std::string(name.zone);
    const bool is_in_brackets = at > 0 && text[at - 1] == '(' && end < text.size() && text[end] == ')';
    const std::string_view before = trimmed_text(text.substr(0, at)), after = trimmed_text(text.substr(end));
    const bool is_beside_time = before.ends_with("ime") || before.ends_with("imes") || before.ends_with("times in") ||
                                before.ends_with("AM") || before.ends_with("PM") || ends_with_clock(before) ||
                                after.starts_with("time") || after.starts_with("Time");
    if (is_in_brackets || is_beside_time)
      for (const ZoneName& name : zone_words)
        if (word == name.letters && zones.known(name.zone)) return std::string(name.zone);
    at = end;
  }
  return {};
}

TextProposer::TextProposer(std::string_view kind, const ImportSource& source, const ImportContext& context,
                           ImportPlan& plan)
    : RecordProposer(kind, source, context, plan) {
  reads_words = true;
  set_zone(context.zone);
}

std::string TextProposer::name_without_ending() const {
  std::string_view name = source().name();
  if (const std::size_t slash = name.find_last_of("/\\"); slash != name.npos) name.remove_prefix(slash + 1);
  if (const std::size_t dot = name.find_last_of('.'); dot != name.npos && dot > 0) name = name.substr(0, dot);
  return one_line(name);
}

void TextProposer::decide_day_first() {
  bool first_is_day = false, second_is_day = false;
  for (const Entry& entry : entries_) {
    const std::string_view text = entry.reading.empty() ? entry.written : std::string_view(entry.reading);
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
      if (!is_digit(text[at]) ||
          (at > 0 && (is_digit(text[at - 1]) || std::string_view("-/.:").contains(text[at - 1]))))
        continue;
      std::size_t first_end = at;
      while (first_end < text.size() && is_digit(text[first_end])) ++first_end;
      if (first_end - at > 2 || first_end >= text.size() || !std::string_view("/-.").contains(text[first_end]))
        continue;
      std::size_t second_end = first_end + 1;
      while (second_end < text.size() && is_digit(text[second_end])) ++second_end;
      const std::size_t digits = second_end - first_end - 1;
      if (digits == 0 || digits > 2) continue;
      if (text[first_end] == '.' && (second_end >= text.size() || text[second_end] != '.')) continue;
      const int first = std::atoi(std::string(text.substr(at, first_end - at)).c_str());
      const int second = std::atoi(std::string(text.substr(first_end + 1, digits)).c_str());
      first_is_day |= first > 12 && first <= 31;
      second_is_day |= second > 12 && second <= 31;
      break;
    }
  }
  if (first_is_day != second_is_day) return set_day_first(first_is_day);
  if (first_is_day) return;
  if (std::ranges::find(month_first_zones, zone()) != std::end(month_first_zones)) return set_day_first(false);
  // Nothing in the file tells.
  if (context().zone.empty() && context().language == Language::english) return;
  set_day_first(std::ranges::find(month_first_zones, context().zone) == std::end(month_first_zones));
}

SourceRecord TextProposer::record_of_entry(const Entry& entry) const {
  SourceRecord record = record_of_line(entry.line, entry.raw);
  if (!entry.place.empty()) record.place = entry.place;
  return record;
}

std::optional<CalendarDate> TextProposer::day_of(std::string_view heading) const {
  const auto read = read_written_time(heading, {.zones = context().zones,
                                                .zone = "UTC",
                                                .near = near(),
                                                .now = context().now,
                                                .is_past = true,
                                                .day_first = day_first()});
  if (!read || !read->at) return std::nullopt;
  return civil_time(*read->at).date;
}

void TextProposer::set_day(std::optional<CalendarDate> day) {
  day_ = day;
  minute_.reset();
}

void TextProposer::propose(std::size_t record) {
  if (record == 0) {
    std::string key = entries_.empty() ? source().sha256() : std::string(entries_.front().raw.substr(0, longest_quote));
    if (!entries_.empty() && !name_in_text_.empty()) key = name_in_text_ + '\n' + key;
    begin_thread(std::move(key), title_.empty() ? name_without_ending() : one_line(title_), std::nullopt);
    begun();
  }
  if (record < entries_.size()) tell(entries_[record]);
  if (record + 1 < entries_.size()) return;
  resolve_folds();
  if (tells_moments_) propose_moments_by_kind();
  told_all();
  const SourceRecord first = entries_.empty() ? record_of_line(1, {}) : record_of_entry(entries_.front());
  const bool has_events = has_content();
  ImportItem& item = end_thread(first, has_events ? Text::import_source_new : Text::import_source_nothing, has_events);
  if (!has_events) item.reason.arguments = {source().name()};
}

void TextProposer::propose_moments_by_kind() {
  constexpr std::pair<EventKind, MomentKind> first_of[] = {{EventKind::detection, MomentKind::detected},
                                                           {EventKind::notification, MomentKind::notified},
                                                           {EventKind::acknowledgement, MomentKind::acknowledged}};
  const auto is_before = [](const TimelineEvent& a, const TimelineEvent& b) { return comes_before(a, b); };
  const auto propose_one = [&](EventKind kind, MomentKind moment, bool is_last) {
    const TimelineEvent* found = nullptr;
    for (const TimelineEvent& event : thread().timeline) {
      if (event.kind != kind || !event.time.at || event.time.precision >= Precision::day) continue;
      if (found == nullptr || is_before(event, *found) != is_last) found = &event;
    }
    if (found != nullptr) propose_moment(moment, *found, MomentBasis::recorded);
  };
  for (const auto& [kind, moment] : first_of) propose_one(kind, moment, false);
  // What mitigates is tried more than once, and the words do not say which of them people no longer felt it after.
  propose_one(EventKind::resolution, MomentKind::resolved, true);
}

void TextProposer::tell(const Entry& entry) {
  const SourceRecord record = record_of_entry(entry);
  if (!entry.is_understood) return not_understood(record, Text::import_not_a_record, {source().name()});
  if (entry.day)
    if (const auto day = day_of(*entry.day)) set_day(day);
  const std::string_view reading = entry.reading.empty() ? entry.written : std::string_view(entry.reading);
  SourceTime read;
  if (entry.at) {
    read.time.at = entry.at;
    read.time.offset = entry.offset;
    remember(read.time);
  } else if (!entry.is_vague && !reading.empty()) {
    read = place(entry, reading);
  }
  if (read.trouble == TimeTrouble::unreadable && bad_time_is_not_understood_)
    return not_understood(record, Text::import_time_unreadable, {std::string(entry.written)});
  if (!entry.is_same_record) count_record();
  read.time.written = first_characters(entry.written, 300);
  if (!entry.note.empty()) read.time.note = entry.note;
  std::optional<Time> end;
  if (!entry.end_reading.empty() && read.time.at) {
    SourceTime last = place(entry, entry.end_reading);
    if (last.time.at && *last.time.at >= *read.time.at) {
      last.time.written = read.time.written;
      end = std::move(last.time);
    }
  }
  const EventKind kind = entry.kind ? *entry.kind : kind_by_words_ ? kind_by_words(entry.text) : EventKind::observation;
  std::string key(entry.raw);
  if (entry.is_same_record) key += '\n' + entry.text;
  const TimeTrouble trouble = read.trouble;
  TimelineEvent& event = add_event(record, key, std::move(read.time), kind, entry.text);
  event.end = std::move(end);
  event.tags = entry.tags;
  if (!entry.actor.empty()) {
    event.actor = one_line(entry.actor);
    take_part(entry.actor);
  }
  if (trouble == TimeTrouble::in_doubt)
    in_doubt_.push_back(thread().timeline.size() - 1);
  else
    warn_of(trouble, entry.written, record);
  // What has no instant keeps the place that it has in the text.
  if (!event.time.at) event.rank = static_cast<std::int64_t>(thread().timeline.size());
  told(entry, event);
}

SourceTime TextProposer::place(const Entry& entry, std::string_view reading) {
  const auto shape = shape_of_time(reading);
  std::string whole(reading);
  if (shape && shape->has_clock && !shape->has_day && shape->minute_of_day) {
    if (!day_) {
      SourceTime kept;
      kept.time.written = entry.written;
      kept.trouble = TimeTrouble::unreadable;
      return kept;
    }
    // A clock that goes back by hours has passed midnight; by minutes, somebody wrote down late.
    if (minute_ && *shape->minute_of_day + minutes_of_a_turn < *minute_)
      day_ = date_from_days(days_since_epoch(*day_) + 1);
    minute_ = shape->minute_of_day;
    whole = format_date(*day_) + ' ' + whole;
    SourceTime read = read_time(whole);
    if (read.time.at) set_near(read.time.at);
    return read;
  }
  SourceTime read = read_time(whole);
  remember(read.time);
  return read;
}

void TextProposer::remember(const Time& time) {
  const std::optional<Instant> at = time.at ? time.at : time.earliest;
  if (!at) return;
  set_near(at);
  auto offset = parse_offset(time.offset);
  if (!offset) offset = context().zones.offset_at(time.zone, *at);
  if (!offset) return;
  const CivilTime civil = civil_time(*at, *offset);
  day_ = civil.date;
  minute_ = time.precision < Precision::day ? std::optional(civil.hour * 60 + civil.minute) : std::nullopt;
}

void TextProposer::resolve_folds() {
  // One run after another: of times that were shown twice those before the clock went back are the first.
  std::vector<TimelineEvent>& events = thread().timeline;
  constexpr Duration longest_run = hours(3);
  for (std::size_t begin = 0; begin < in_doubt_.size();) {
    std::size_t end = begin + 1, turn = 0;
    for (; end < in_doubt_.size(); ++end) {
      const Instant before = *events[in_doubt_[end - 1]].time.earliest, now = *events[in_doubt_[end]].time.earliest;
      if (now - before > longest_run || before - now > longest_run) break;
      if (now < before && turn == 0) turn = end;
    }
    for (std::size_t one = begin; one < end; ++one) {
      TimelineEvent& event = events[in_doubt_[one]];
      if (turn == 0) {
        SourceRecord record{.place = event.evidence.front().record, .quote = {}, .pointer = {}};
        warn_of(TimeTrouble::in_doubt, event.time.written, record);
        continue;
      }
      event.time.at = one < turn ? event.time.earliest : event.time.latest;
      event.time.earliest.reset();
      event.time.latest.reset();
      event.rank.reset();
    }
    begin = end;
  }
}

}  // namespace unrepeat
