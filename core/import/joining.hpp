// Entries of one plan that are of one post-mortem: what tools recorded of it in several files becomes one entry while
// the files are read; between what two people wrote nobody chooses.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "core/identity/id_hash.hpp"
#include "core/import/plan.hpp"

namespace unrepeat {

class Joining {
 public:
  explicit Joining(ImportPlan& plan) : plan_(plan) {}

  /// Looks at the entries from `first` on, those of the file that was just read. What belongs to an earlier entry goes
  /// into it.
  void take(std::size_t first);
  /// After the last file.
  void end();

  /// In all entries so far.
  [[nodiscard]] std::size_t events() const { return events_; }

 private:
  struct Entry {
    std::size_t item = 0;
    /// Of its events, once something was joined with it; until then empty.
    std::unordered_map<Id<TimelineEvent>, std::size_t, IdHash> places = {};
  };

  static void join(ImportItem& known, ImportItem added, Entry& entry);
  static void add_events(std::vector<TimelineEvent>& known, std::vector<TimelineEvent> added, bool are_later,
                         Entry& entry);
  void settle_conflicts();

  ImportPlan& plan_;
  std::unordered_map<Id<Postmortem>, Entry, IdHash> records_;
  std::size_t events_ = 0;
};

}  // namespace unrepeat
