// Undo and redo of one open post-mortem, as changes. Typing folds into steps; doing something new forgets what was
// undone.
#pragma once

#include <optional>
#include <vector>

#include "core/change.hpp"

namespace unrepeat {

class UndoHistory {
 public:
  /// Remembers a change that was just done. One without edits is not a step.
  void remember(const Change& change);
  /// The change that takes the last step back, to be applied and saved like any other; nothing at the beginning.
  std::optional<Change> undo();
  /// The step that was taken back last, again.
  std::optional<Change> redo();
  bool can_undo() const { return done_ > 0; }
  bool can_redo() const { return done_ < steps_.size(); }

 private:
  std::vector<Change> steps_;
  std::size_t done_ = 0;  // steps before this one are done, the others undone
};

}  // namespace unrepeat
