// One event a day; nothing but what RFC 5545 asks for and what a person reads.
#include "core/action/calendar.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/action/commands.hpp"
#include "core/action/promise.hpp"
#include "core/text/text.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {

/// A day of a promise.
struct CalendarDay {
  std::string uid;
  CalendarDate date;
  Text summary;
  bool is_over = false;
};

namespace {

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

/// The date that it had before its date was taken away; empty where it has one, or never had.
std::string date_taken_away(const Action& action) {
  if (!action.due.empty()) return {};
  const auto taken = std::ranges::find_last_if(
      action.log, [](const LogEntry& entry) { return entry.field == LoggedField::due && entry.to.empty(); });
  return taken.empty() ? std::string() : taken.front().from;
}

std::vector<CalendarDay> days_of(const Action& action) {
  std::vector<CalendarDay> days;
  const FirstPromise promised = first_promise_of(action);
  if (!promised.at && !promised.is_undated) return days;
  const auto add = [&](std::string uid, const std::string& written, Text summary, bool is_over) {
    const auto date = parse_date(written);
    if (date && !std::ranges::contains(days, uid, &CalendarDay::uid))
      days.push_back({std::move(uid), *date, summary, is_over});
  };
  const auto add_looks = [&](const Action& one, bool are_over) {
    // One without a check has one day at most.
    for (const DayToLook& look : days_still_to_look(one))
      add("check-" + (look.check == nullptr ? text_of(one.id) : text_of(look.check->id)), look.day,
          Text::calendar_check, are_over);
  };
  const std::string taken = date_taken_away(action);
  add("due-" + text_of(action.id), taken.empty() ? action.due : taken, Text::calendar_due,
      !taken.empty() || !is_under_way(action.state));
  add_looks(action, !is_under_way(action.state) && action.state != ActionState::done);
  for (const Check& check : action.checks) add("check-" + text_of(check.id), check.on, Text::calendar_check, true);
  if (taken.empty()) return days;
  // So is the day to look that followed from that date.
  Action before = action;
  before.due = taken;
  add_looks(before, true);
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

void CalendarWriter::write(const Postmortem& postmortem, const Action& action, const CalendarDay& day) {
  if (!written_.insert(day.uid).second) return;
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
}

void CalendarWriter::add(const Postmortem& postmortem, const Action& action, bool none_else) {
  const bool is_recent = now_ - last_change(action) <= cancelled_for;
  for (const CalendarDay& day : days_of(action))
    if (day.is_over ? is_recent : !none_else) write(postmortem, action, day);
}

void CalendarWriter::add(const Postmortem& postmortem) {
  for (const Action& action : postmortem.actions) add(postmortem, action);
}

void CalendarWriter::cancel(const Postmortem& postmortem, const Action& before, const Action* now) {
  std::vector<CalendarDay> kept;
  if (now != nullptr) kept = days_of(*now);
  for (CalendarDay& day : days_of(before)) {
    const auto same = std::ranges::find(kept, day.uid, &CalendarDay::uid);
    if (day.is_over || (same != kept.end() && !same->is_over)) continue;
    day.is_over = true;
    write(postmortem, before, day);
  }
}

void CalendarWriter::cancel_gone(const Postmortem& postmortem, const Action& before) {
  const auto now = std::ranges::find(postmortem.actions, before.id, &Action::id);
  cancel(postmortem, before, now == postmortem.actions.end() ? nullptr : &*now);
}

void CalendarWriter::cancel(const Postmortem& removed) {
  for (const Action& action : removed.actions) cancel(removed, action, nullptr);
}

std::string CalendarWriter::finish() && {
  line("END:", "VCALENDAR");
  return std::move(out_);
}

std::size_t count_calendar_days(const Postmortem& postmortem) {
  std::size_t count = 0;
  for (const Action& action : postmortem.actions)
    count += static_cast<std::size_t>(std::ranges::count(days_of(action), false, &CalendarDay::is_over));
  return count;
}

std::string write_calendar(const Postmortem& postmortem, Instant now) {
  CalendarWriter calendar(language_from_tag(postmortem.language), now);
  calendar.add(postmortem);
  return std::move(calendar).finish();
}

}  // namespace unrepeat
