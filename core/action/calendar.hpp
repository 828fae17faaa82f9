// The promises' days as a calendar file (RFC 5545): when each is due, and when to look whether it worked.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

struct CalendarDay;

/// So long after it was given up a day is still cancelled: a calendar that was given it earlier has mostly let it pass.
inline constexpr Duration cancelled_for = days(120);

/// Takes promises of any post-mortems, one after another, and keeps none of them. A day has the same UID in every file,
/// of one post-mortem or of a library, so that a calendar moves what it has; `now` dates the file, and makes it newer
/// than the one before. No day is in it twice.
class CalendarWriter {
 public:
  CalendarWriter(Language language, Instant now);

  /// The days of `action`, which is one of `postmortem`'s: none where it never was more than an idea. A day that its
  /// log or its checks tell to count no more, since what was done in the last `cancelled_for`, is cancelled, so that no
  /// calendar goes on reminding of it; `none_else` leaves out the others. What was taken out of a post-mortem (an
  /// action, a check or a check's day) it does not tell of: see `cancel_gone`.
  void add(const Postmortem& postmortem, const Action& action, bool none_else = false);
  void add(const Postmortem& postmortem);

  /// `before` is an action as `postmortem` once had it: the days that were to be kept then, and that `postmortem` as it
  /// is has no more, are cancelled. To be called after everything that is added.
  void cancel_gone(const Postmortem& postmortem, const Action& before);
  /// The same for all days of a post-mortem that was removed.
  void cancel(const Postmortem& removed);

  /// Whole days so far, cancelled ones too. A file without any is none that a calendar takes.
  std::size_t day_count() const { return written_.size(); }
  /// The file. Nothing can be added then.
  std::string finish() &&;

 private:
  void write(const Postmortem& postmortem, const Action& action, const CalendarDay& day);
  void cancel(const Postmortem& postmortem, const Action& before, const Action* now);
  void line(std::string_view name, std::string_view value);

  Language language_;
  Instant now_;
  std::string stamp_;
  std::string sequence_;
  std::string out_;
  std::set<std::string, std::less<>> written_;  // UIDs
};

/// How many days of `write_calendar` are to be kept: those of promises that are not settled.
std::size_t count_calendar_days(const Postmortem& postmortem);
/// The days of one post-mortem, in its language, as far as it tells of them itself: those of what was taken out of it
/// are cancelled by a calendar of the library alone.
std::string write_calendar(const Postmortem& postmortem, Instant now);

/// One content line as a file has it: folded after at most 75 bytes, never inside a character, and ended.
std::string fold_calendar_line(std::string_view line);
/// A text as a value: what separates is escaped, line breaks are written as \n, other control characters are left out.
std::string escape_calendar_text(std::string_view text);

}  // namespace unrepeat
