// The promises' days as a calendar file (RFC 5545): when each is due, and when to look whether it worked.
#pragma once

#include <string>
#include <string_view>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

/// How many days `write_calendar` writes: those of promises that are not settled.
std::size_t count_calendar_days(const Postmortem& postmortem);

/// In the document's language, whole days. Every day keeps its UID from file to file, so that a calendar moves what it
/// has; `now` dates the file, and makes it newer than the one before.
std::string write_calendar(const Postmortem& postmortem, Instant now);

/// One content line as a file has it: folded after at most 75 bytes, never inside a character, and ended.
std::string fold_calendar_line(std::string_view line);
/// A text as a value: what separates is escaped, line breaks are written as \n, other control characters are left out.
std::string escape_calendar_text(std::string_view text);

}  // namespace unrepeat
