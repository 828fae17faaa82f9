// One event a day; nothing but what RFC 5545 asks for and what a person reads.
#include "core/action/calendar.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/action/commands.hpp"
#include "core/action/commitment.hpp"
#include "core/text/text.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

/// A day of a promise.
struct Day {
  std::string uid;
  CalendarDate date;
  Text summary;
  bool is_over = false;
};
/// A calendar that was given a day so long ago has let it pass.
constexpr Duration cancelled_for = days(120);

std::string compact(CalendarDate date) {
  std::string text = format_date(date);
  std::erase(text, '-');
  return text;
}

/// "20260308T140200Z".
std::string compact(Instant at) {
  constexpr std::int64_t second = seconds(1).microseconds;
  std::string text = format_instant(Instant{at.microseconds / second * second});
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

std::vector<Day> days_of(const Action& action) {
  std::vector<Day> days;
  if (!is_decided(action.state)) return days;
  const bool is_over = is_settled(action.state);
  // One that was taken away is over, too.
  const auto taken = std::ranges::find_last_if(
      action.log, [](const LogEntry& entry) { return entry.field == LoggedField::due && entry.to.empty(); });
  if (const auto due = parse_date(action.due.empty() && !taken.empty() ? taken.front().from : action.due))
    days.push_back({"due-" + text_of(action.id), *due, Text::calendar_due,
                    is_over || action.due.empty() || action.state == ActionState::done});
  for (const Check& check : action.checks)
    if (const auto on = parse_date(check.on))
      days.push_back({"check-" + text_of(check.id), *on, Text::calendar_check, is_over || check.result.has_value()});
  return days;
}

/// When it was last touched, as far as anybody noted.
Instant last_change(const Action& action) {
  Instant last{};
  for (const LogEntry& entry : action.log) last = std::max(last, entry.at);
  for (const Check& check : action.checks)
    if (check.at) last = std::max(last, *check.at);
  return last;
}

std::string about(const Postmortem& postmortem, const Action& action, Language language) {
  std::string words;
  for (const Check& check : action.checks)
    if (!check.criterion.empty()) words += say(language, Text::calendar_how, check.criterion) + "\n";
  if (action.owner) words += say(language, Text::calendar_owner, name_of(*action.owner)) + "\n";
  return words + say(language, Text::calendar_from, postmortem.title);
}

}  // namespace

std::string escape_calendar_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r') {
      // One break, however it was written.
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      out += "\\n";
    } else if (c == '\t') {
      out += ' ';
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    }
  }
  return out;
}

std::string fold_calendar_line(std::string_view line) {
  constexpr std::size_t longest = 75;
  std::string out;
  std::size_t room = longest;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t size = utf8_length_at(line, at);
    if (size > room) {
      out += "\r\n ";
      room = longest - 1;
    }
    out += line.substr(at, size);
    room -= size;
    at += size;
  }
  return out + "\r\n";
}

void CalendarWriter::line(std::string_view name, std::string_view value) {
  out_ += fold_calendar_line(std::string(name).append(value));
}

CalendarWriter::CalendarWriter(Language language, Instant now)
    : language_(language),
      now_(now),
      stamp_(compact(now)),
      sequence_(std::to_string(std::max<std::int64_t>(0, now.microseconds / minutes(1).microseconds))) {
  line("BEGIN:", "VCALENDAR");
  line("VERSION:", "2.0");
  line("PRODID:", "-//Unrepeat//Promises//EN");
  line("METHOD:", "PUBLISH");
}

void CalendarWriter::add(const Postmortem& postmortem, const Action& action, bool none_else) {
  const bool is_recent = now_ - last_change(action) <= cancelled_for;
  for (const Day& day : days_of(action)) {
    if (day.is_over ? !is_recent : none_else) continue;
    line("BEGIN:", "VEVENT");
    line("UID:", day.uid + "@unrepeat.invalid");
    line("DTSTAMP:", stamp_);
    line("SEQUENCE:", sequence_);
    line("DTSTART;VALUE=DATE:", compact(day.date));
    line("DTEND;VALUE=DATE:", compact(date_from_days(days_since_epoch(day.date) + 1)));
    line("SUMMARY:", escape_calendar_text(say(language_, day.summary, action.title)));
    line("DESCRIPTION:", escape_calendar_text(about(postmortem, action, language_)));
    line("TRANSP:", "TRANSPARENT");
    if (day.is_over) line("STATUS:", "CANCELLED");
    line("END:", "VEVENT");
    ++day_count_;
  }
}

void CalendarWriter::add(const Postmortem& postmortem) {
  for (const Action& action : postmortem.actions) add(postmortem, action);
}

std::string CalendarWriter::finish() && {
  line("END:", "VCALENDAR");
  return std::move(out_);
}

std::size_t count_calendar_days(const Postmortem& postmortem) {
  std::size_t count = 0;
  for (const Action& action : postmortem.actions)
    count += static_cast<std::size_t>(std::ranges::count(days_of(action), false, &Day::is_over));
  return count;
}

std::string write_calendar(const Postmortem& postmortem, Instant now) {
  CalendarWriter calendar(language_from_tag(postmortem.language), now);
  calendar.add(postmortem);
  return std::move(calendar).finish();
}

}  // namespace unrepeat
