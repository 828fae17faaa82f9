// AWS' status file: an entry has the second it began, and its updates only as "2:58 PM PST" inside HTML. A supplier's
// word to its customers: it proposes no moment of the incident here.
#include <algorithm>
#include <array>

#include "core/import/html_text.hpp"
#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "aws_status", tool_name = "AWS";
constexpr std::int64_t microseconds_in_a_minute = 60'000'000, minutes_in_a_day = 24 * 60;
/// Updates of one entry are not further apart.
constexpr int most_nights = 60;

std::optional<int> shape_of(JsonNode node) {
  const bool is_old = has(node, "service_name") && has(node, "summary") && has(node, "description");
  const bool is_new = array_at(node, "event_log") && (has(node, "service") || has(node, "service_name"));
  return !scalar_at(node, "date").empty() && (is_old || is_new) ? std::optional(0) : std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// "2:58 PM PST" in a text, and what stands before it.
struct Clock {
  std::size_t begin = 0, end = 0;
  std::int64_t minute_of_day = 0, offset_minutes = 0;
};

struct Abbreviation {
  std::string_view word;
  std::int64_t offset_minutes;
};
constexpr Abbreviation abbreviations[] = {{"PST", -480}, {"PDT", -420}, {"UTC", 0}};

/// Only near the beginning of a line: times in the middle of a sentence are part of what is said.
std::optional<Clock> find_clock(std::string_view line) {
  constexpr std::size_t longest_date = 30;
  for (std::size_t colon = 1; colon < std::min(line.size(), longest_date); ++colon) {
    if (line[colon] != ':' || !is_digit(line[colon - 1]) || colon + 6 > line.size()) continue;
    Clock clock;
    clock.begin = colon >= 2 && is_digit(line[colon - 2]) ? colon - 2 : colon - 1;
    std::int64_t hour = 0;
    for (std::size_t at = clock.begin; at < colon; ++at) hour = hour * 10 + (line[at] - '0');
    if (!is_digit(line[colon + 1]) || !is_digit(line[colon + 2])) continue;
    const std::int64_t minute = (line[colon + 1] - '0') * 10 + (line[colon + 2] - '0');
    const std::string_view half = line.substr(std::min(colon + 4, line.size()), 2);
    if (hour < 1 || hour > 12 || minute > 59 || (half != "AM" && half != "PM")) continue;
    clock.minute_of_day = (hour % 12 + (half == "PM" ? 12 : 0)) * 60 + minute;
    const Abbreviation* zone = find_word(abbreviations, line.substr(std::min(colon + 7, line.size()), 3));
    if (zone == nullptr) continue;
    clock.offset_minutes = zone->offset_minutes;
    clock.end = colon + 10;
    return clock;
  }
  return std::nullopt;
}

/// "Dec 16" or "[Dec 16]" before a clock, in the year of the entry.
std::optional<CalendarDate> date_before(std::string_view words, int year) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (std::size_t month = 0; month < months.size(); ++month) {
    const std::size_t at = words.find(months[month]);
    if (at == words.npos) continue;
    const std::size_t first = words.find_first_of("0123456789", at);
    if (first == words.npos) return std::nullopt;
    int day = 0;
    for (std::size_t digit = first; digit < std::min(words.size(), first + 2) && is_digit(words[digit]); ++digit)
      day = day * 10 + (words[digit] - '0');
    const CalendarDate date{.year = year, .month = static_cast<int>(month) + 1, .day = day};
    return is_valid(date) ? std::optional(date) : std::nullopt;
  }
  return std::nullopt;
}

class AwsStatusProposer final : public WalkedProposer {
 public:
  AwsStatusProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, context, plan) {
    find_records();
  }

 private:
  std::string thread_of(const Found& found) const override {
    const JsonNode node = found.place.node;
    return std::string(first_text(node, "arn", "service", "service_name")) + ' ' + std::string(scalar_at(node, "date"));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const JsonNode first = records.front().place.node;
    const std::string service = text_from_html(text_at(first, "service_name"));
    std::string title = service;
    if (const std::string summary = text_from_html(text_at(first, "summary")); !summary.empty())
      title += (title.empty() ? "" : ": ") + summary;
    begin_told(key, title, {}, Text::import_chosen_incident);
    affect(service);
    if (AffectedSystem* system = find_system(one_line(service))) system->external = true;
    for (const Found& found : records) read(found.place);
    end_thread(record_of(records.front().place), Text::import_source_new, records.size() == record_count());
  }

  void read(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    count_record();
    std::size_t told = 0;
    if (const auto log = array_at(node, "event_log"))
      for (const JsonNode entry : *log) {
        const std::string_view message = first_text(entry, "message", "summary");
        if (message.empty()) continue;
        const std::string_view written = scalar_at(entry, "timestamp");
        tell_word(record, time_of(written, record), std::string(written), text_from_html(message));
        ++told;
      }
    if (told > 0) return;
    const std::string_view date = scalar_at(node, "date");
    const std::string description = text_from_html(text_at(node, "description"));
    if (const auto began = instant_of(date)) told = read_updates(record, description, *began);
    if (told == 0)
      tell_word(record, time_of(date, record), "date",
                description.empty() ? text_from_html(text_at(node, "summary")) : description);
  }

  void tell_word(const SourceRecord& record, Time time, const std::string& key, std::string text) {
    const std::string name = key + ' ' + text;
    TimelineEvent& event = tell_event(record, name, std::move(time), EventKind::communication, std::move(text));
    event.audience = say(Text::import_audience_public);
  }

  /// An update's day is the entry's, or the next where its clock goes back.
  std::size_t read_updates(const SourceRecord& record, std::string_view description, Instant began) {
    std::size_t told = 0;
    std::optional<Instant> previous;
    std::optional<Time> time;
    std::string said;
    const auto finish = [&] {
      if (!time) return;
      while (said.ends_with('\n')) said.pop_back();
      const std::string key = time->written;
      tell_word(record, std::move(*time), key, std::move(said));
      time.reset();
      ++told;
    };
    while (!description.empty()) {
      const std::string_view line = description.substr(0, description.find('\n'));
      description.remove_prefix(std::min(line.size() + 1, description.size()));
      const auto clock = find_clock(line);
      if (!clock) {
        if (time && !line.empty()) said += (said.empty() ? "" : "\n") + std::string(line);
        continue;
      }
      finish();
      time = time_of_clock(line, *clock, began, previous);
      previous = time->at;
      const std::size_t words = line.find_first_not_of(" \t", clock->end);
      said = words == line.npos ? std::string() : std::string(line.substr(words));
    }
    finish();
    return told;
  }

  static Time time_of_clock(std::string_view line, const Clock& clock, Instant began,
                            const std::optional<Instant>& previous) {
    const UtcOffset offset{static_cast<int>(clock.offset_minutes * 60)};
    const CalendarDate began_date = civil_time(began, offset).date;
    const auto date = date_before(line.substr(0, clock.begin), began_date.year);
    std::int64_t day = days_since_epoch(date.value_or(began_date));
    const auto at_day = [&](std::int64_t one) {
      return Instant{(one * minutes_in_a_day + clock.minute_of_day - clock.offset_minutes) * microseconds_in_a_minute};
    };
    // The clock went back: it is past midnight.
    if (!date && previous)
      for (int nights = 0; nights < most_nights && *previous - at_day(day) > hours(1); ++nights) ++day;
    Time time;
    time.at = at_day(day);
    time.written = line.substr(clock.begin, clock.end - clock.begin);
    time.offset = format_offset(offset);
    time.precision = Precision::minute;
    return time;
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<AwsStatusProposer>(source, context, plan);
}

}  // namespace

extern const Importer aws_status_importer;
const Importer aws_status_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
