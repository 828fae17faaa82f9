// The promises' days as a calendar file (RFC 5545): when each is due, and when to look whether it worked.
#pragma once

#include <string>
#include <string_view>

#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// Takes promises of any post-mortems, one after another, and keeps none of them. A day has the same UID in every file,
/// of one post-mortem or of a library, so that a calendar moves what it has; `now` dates the file, and makes it newer
/// than the one before.
class CalendarWriter {
 public:
  CalendarWriter(Language language, Instant now);

  /// The days of `action`, which is one of `postmortem`'s: none where it is an idea. A day that counts no more because
  /// of something that was done in the last months is cancelled, so that no calendar goes on reminding of it;
  /// `none_else` leaves out the others.
  void add(const Postmortem& postmortem, const Action& action, bool none_else = false);
  void add(const Postmortem& postmortem);

  /// Whole days so far, cancelled ones too. A file without any is none that a calendar takes.
  std::size_t day_count() const { return day_count_; }
  /// The file. Nothing can be added then.
  std::string finish() &&;

 private:
  void line(std::string_view name, std::string_view value);

  Language language_;
  Instant now_;
  std::string stamp_;
  std::string sequence_;
  std::string out_;
  std::size_t day_count_ = 0;
};

/// How many days `write_calendar` writes: those of promises that are not settled.
std::size_t count_calendar_days(const Postmortem& postmortem);
/// The days of one post-mortem, in its language.
std::string write_calendar(const Postmortem& postmortem, Instant now);

/// One content line as a file has it: folded after at most 75 bytes, never inside a character, and ended.
std::string fold_calendar_line(std::string_view line);
/// A text as a value: what separates is escaped, line breaks are written as \n, other control characters are left out.
std::string escape_calendar_text(std::string_view text);

}  // namespace unrepeat
