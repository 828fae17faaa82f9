// What an import would do, said before it does anything: one entry per post-mortem, each with its state and the reason
// for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/format/problem.hpp"
#include "core/library/library.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/template/template.hpp"
#include "core/time/time_span.hpp"

namespace unrepeat {

/// In one post-mortem; many more, and its document could not be read again.
inline constexpr std::size_t most_events = 100'000;
/// In one plan, before the next file is not read.
inline constexpr std::size_t most_planned_events = 1'000'000;

enum class ImportState : std::uint8_t {
  new_,
  /// The library has it, with all that the file says.
  same,
  /// The library has it, and the file says something else or more.
  differs,
  /// Neither taken nor dropped in silence: shown with its place.
  not_understood,
};

struct ImageBytes {
  std::string sha256;
  std::string bytes;
};

struct ImportItem {
  ImportState state = ImportState::new_;
  /// Whether it is proposed to be taken; the person decides.
  bool chosen = false;
  /// The importer that proposes it.
  std::string kind;
  /// A record of an incident, which only ever adds; else somebody's post-mortem or template.
  bool is_record = false;
  /// A record that somebody wrote: a whole post-mortem from another place, and no export of a tool.
  bool is_written = false;
  std::string title;
  /// Why it has this state, and where in the file it stands.
  Problem reason;
  /// The name of the file, for showing only.
  std::string file;
  /// What saving it would make the post-mortem; absent where nothing was understood.
  Boxed<Postmortem> postmortem;
  /// What the file itself says, where `postmortem` is that and what the library holds.
  Boxed<Postmortem> incoming;
  /// What its images are of, by their hash: the post-mortem itself never holds them.
  std::vector<ImageBytes> images;
  /// In its place, where the entry is a template.
  Boxed<Template> template_;
  /// Of the file's records, those that belong to this entry, and those that became part of the post-mortem.
  std::int64_t records = 0;
  std::int64_t understood = 0;
  /// When the source last changed it: of two entries for one incident the later is believed.
  Instant as_of;
};

struct FileProblem {
  std::string file;
  Problem problem;
};

/// Nothing of it is written until it is accepted; accepting is one transaction and one undo.
struct ImportPlan {
  std::vector<ImportItem> items;
  /// An error is a file of which nothing is taken; a warning stands beside something that is.
  std::vector<FileProblem> problems;
  /// The one that a library in these files begins post-mortems from; empty for none.
  std::string default_template;
  /// Those of a library in these files; empty for none.
  std::vector<Objective> objectives;
  /// The same of what states of trackers mean.
  std::vector<TrackerState> tracker_states;
  /// The chosen records seem to tell one incident.
  bool as_one = false;
  /// Much of it seems to be post-mortems that were finished elsewhere.
  bool as_approved = false;
  /// Proposed where what was chosen holds much more than the incident: the rest is left out.
  std::optional<TimeSpan> hours;

  [[nodiscard]] bool has_errors() const;
};

/// The one line at the head of a plan.
struct ImportCounts {
  std::int64_t new_ = 0;
  std::int64_t same = 0;
  std::int64_t differs = 0;
  std::int64_t not_understood = 0;
};
[[nodiscard]] ImportCounts count(const ImportPlan& plan);

}  // namespace unrepeat
