// A tracker's export as the issues in it: Jira's search and table, GitHub's issues, Linear's table, or any table with a
// key and a state. Known by its shape, never by its name; it is read and nothing is done with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/action/action.hpp"
#include "core/format/problem.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// One issue as it stood when it was exported. Texts are one line, and empty where the file does not tell.
struct TrackerIssue {
  std::string system;  ///< "jira", "github", "linear"; empty where a table does not tell.
  std::string key;     ///< "OPS-12", "acme/shop#12".
  std::string url;     ///< Where a person sees it.
  std::string title;
  /// How it stands, as the tracker writes it: its state, or why it was closed where that says more.
  std::string words;
  /// Never `verified`: that it was done is not that it worked. Nothing where the words are not understood.
  std::optional<ActionState> state;
  /// It is `committed`, and that says no more than that it is not closed: a promise in work may stay so.
  bool merely_open = false;
  /// The words are a team's own: what they mean is known to who uses them.
  bool asks_meaning = false;
  std::string assignee;
  std::string due;  ///< yyyy-mm-dd.
  std::optional<Instant> updated_at;
  bool operator==(const TrackerIssue&) const = default;
};

DESCRIBED(TrackerIssue)

enum class TrackerFile : std::uint8_t { jira_json, github_json, jira_table, linear_table, table };
SPELL(TrackerFile, "jira_json", "github_json", "jira_table", "linear_table", "table")

struct TrackerExport {
  std::optional<TrackerFile> kind;  ///< Nothing where the file is no export.
  std::vector<TrackerIssue> issues;
  /// With an error there are no issues; a warning is about one of them, or about what a file leaves out.
  std::vector<Problem> problems;
};

/// How times in a table are read that say no zone, and days that say no year.
struct TrackerClock {
  const TimeZones& zones;
  std::string_view zone;  ///< The person's, as IANA name; empty where it is not known.
  Instant now;
};

inline constexpr std::size_t most_tracker_issues = 50'000;
inline constexpr std::size_t most_tracker_cells = 2'000'000;

[[nodiscard]] TrackerExport read_tracker_export(std::string_view bytes, const TrackerClock& clock);

/// "Jira" for "jira"; what is not known, as it is.
[[nodiscard]] std::string_view tracker_name(std::string_view system);

}  // namespace unrepeat
