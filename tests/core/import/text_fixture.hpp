// What the tests of text importers share: the plan of one text in somebody's zone, and its events.
#pragma once

#include <doctest/doctest.h>

#include "tests/core/import/import_fixture.hpp"

namespace unrepeat {

struct TextPlace {
  std::string zone = "Europe/Madrid";
  std::string now = "2026-03-09T09:00:00Z";
  Language language = Language::english;
  std::string name = "a file.txt";
};

inline ImportPlan plan_of_text(const std::string& text, const TextPlace& place = {}) {
  static const NativeTimeZones zones;
  static const ListedPostmortems known;
  const ImportFile file{.name = place.name, .bytes = text};
  return propose_import({&file, 1}, {.zones = zones,
                                     .known = known,
                                     .now = parse_instant(place.now).value(),
                                     .language = place.language,
                                     .zone = place.zone});
}

/// The kind that took the text; empty if none did.
inline std::string kind_of_text(const std::string& text, const TextPlace& place = {}) {
  const ImportPlan plan = plan_of_text(text, place);
  for (const ImportItem& item : plan.items)
    if (item.postmortem) return item.kind;
  return {};
}

/// Of a plan with one entry that became something.
inline const Postmortem& thread_of(const ImportPlan& plan) {
  const ImportItem* found = nullptr;
  for (const ImportItem& item : plan.items)
    if (item.postmortem) {
      REQUIRE(found == nullptr);
      found = &item;
    }
  REQUIRE(found != nullptr);
  return *found->postmortem;
}

/// "2026-03-08T13:02:00Z | observation | Ana | text", with what is absent left empty.
inline std::string line_of_event(const TimelineEvent& event) {
  const std::string at = event.time.at ? format_instant(*event.time.at) : std::string("-");
  return at + " | " + std::string(spellings(EventKind{})[static_cast<std::size_t>(event.kind)]) + " | " + event.actor +
         " | " + event.text;
}

inline std::vector<std::string> lines_of_events(const Postmortem& postmortem) {
  std::vector<std::string> lines;
  for (const TimelineEvent& event : postmortem.timeline) lines.push_back(line_of_event(event));
  return lines;
}

inline std::vector<Text> warnings_of(const ImportPlan& plan) {
  std::vector<Text> texts;
  for (const FileProblem& entry : plan.problems) texts.push_back(entry.problem.text);
  return texts;
}

/// Understood and not understood are all records, and every time is as its record has it.
inline void check_books(const ImportPlan& plan, std::int64_t records) {
  std::int64_t counted = 0;
  for (const ImportItem& item : plan.items) {
    counted += item.records;
    CHECK(item.records >= item.understood);
    if (!item.postmortem) continue;
    for (const TimelineEvent& event : item.postmortem->timeline) {
      REQUIRE(event.evidence.size() == 1);
      CAPTURE(event.time.written);
      CHECK(event.evidence.front().quote.find(event.time.written) != std::string::npos);
      CHECK_FALSE(event.evidence.front().record.empty());
    }
  }
  CHECK(counted == records);
}

}  // namespace unrepeat
