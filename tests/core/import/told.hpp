// What tests of importers compare: a thread in lines, and whether its books are balanced.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/import/import_fixture.hpp"

namespace unrepeat {

using Lines = std::vector<std::string>;

/// "2026-03-08T06:55:00Z | as written | kind | who | what | tag,tag | evidence /a,/b"
inline std::string told(const TimelineEvent& event) {
  std::string line = event.time.at ? format_instant(*event.time.at) : "no instant";
  line += " | " + event.time.written + " | ";
  line += spellings(EventKind{})[static_cast<std::size_t>(event.kind)];
  line += " | " + event.actor + " | ";
  for (const char letter : event.text) line += letter == '\n' ? '/' : letter;
  line += " | ";
  for (const std::string& tag : event.tags) line += (line.ends_with(' ') ? "" : ",") + tag;
  line += " | ";
  for (const Evidence& evidence : event.evidence) line += (line.ends_with(' ') ? "" : ",") + evidence.record;
  return line;
}

inline Lines told(const Postmortem& thread) {
  Lines lines;
  for (const TimelineEvent& event : thread.timeline) lines.push_back(told(event));
  return lines;
}

/// "detected 2026-03-08T06:55:00Z": what is proposed, in the order of the moments.
inline Lines moments_of(const Postmortem& thread) {
  Lines lines;
  for (std::size_t i = 0; i < moment_count; ++i) {
    const Moment& moment = thread.moments.all[i];
    if (moment.state != MomentState::recorded) continue;
    const auto event =
        std::ranges::find_if(thread.timeline, [&](const TimelineEvent& one) { return moment.event == one.id; });
    REQUIRE(event != thread.timeline.end());
    lines.push_back(std::string(spellings(MomentKind{})[i]) + ' ' + format_instant(event->time.at.value()));
  }
  return lines;
}

/// The entries that are threads, in the order of the plan.
inline std::vector<Postmortem> threads_of(const ImportPlan& plan) {
  std::vector<Postmortem> all;
  for (const ImportItem& item : plan.items)
    if (item.postmortem) all.push_back(*item.postmortem);
  return all;
}

inline Postmortem only_thread(const ImportPlan& plan) {
  const auto all = threads_of(plan);
  REQUIRE(all.size() == 1);
  return all.front();
}

inline std::vector<std::string> kinds_of(const ImportPlan& plan) {
  std::vector<std::string> kinds;
  for (const ImportItem& item : plan.items)
    if (item.postmortem) kinds.push_back(item.postmortem->sources.front().kind);
  return kinds;
}

/// Records that were read, and those that were not understood, each of which is listed.
struct Books {
  std::int64_t records = 0, understood = 0, listed = 0;
  bool operator==(const Books&) const = default;
};

inline Books books_of(const ImportPlan& plan) {
  Books books;
  for (const ImportItem& item : plan.items) {
    if (item.state == ImportState::not_understood) {
      books.listed += item.records;
      continue;
    }
    books.records += item.records;
    books.understood += item.understood;
  }
  return books;
}

}  // namespace unrepeat
