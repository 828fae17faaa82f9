// Undo and redo of one open post-mortem, as changes. Typing folds into steps; doing something new forgets what was
// undone. What was saved of it gives the same steps again.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/change.hpp"

namespace unrepeat {

/// What a change was to whoever made it.
enum class StepKind : std::uint8_t {
  done,
  undone,
  redone,
  alone  ///< Done, and no typing even where it changes a text: nothing goes on with it, and it goes on with nothing.
};
SPELL(StepKind, "done", "undone", "redone", "alone")

/// A change as it was made, in the order of time.
struct Step {
  StepKind kind = StepKind::done;
  Change change;
  bool operator==(const Step&) const = default;
};
DESCRIBED(Step)

/// Both as one step, where the second goes on with the typing of the first: on the same texts, without a pause, within
/// the same minute. Nothing where it begins another step. The page, the queue and the journal rest on this one rule.
std::optional<Change> go_on(const Change& step, const Change& next);

/// Whether it leaves everything as it was, such as a letter that was typed and taken out again.
bool is_without_effect(const Change& change);

class UndoHistory {
 public:
  UndoHistory() = default;
  /// As it was after these steps. What was undone and is not among them can be done again all the same.
  explicit UndoHistory(std::span<const Step> steps);

  /// Remembers a change that was just done. One without effect is not a step.
  void remember(const Change& change);
  /// The same for a step that is `alone`.
  void remember_alone(const Change& change);
  /// The change that takes the last step back, to be applied and saved like any other; nothing at the beginning.
  std::optional<Change> undo();
  /// The step that was taken back last, again.
  std::optional<Change> redo();
  bool can_undo() const { return done_ > 0; }
  /// So many steps are done and can be taken back, one after the other.
  std::size_t done() const { return done_; }
  bool can_redo() const { return done_ < steps_.size(); }
  /// What `undo` would take back, and `redo` do again; null where there is nothing.
  const Change* last_done() const { return can_undo() ? &steps_[done_ - 1] : nullptr; }
  const Change* last_undone() const { return can_redo() ? &steps_[done_] : nullptr; }

 private:
  void push(const Change& change);

  std::vector<Change> steps_;
  std::size_t done_ = 0;      // steps before this one are done, the others undone
  bool is_going_on_ = false;  // the last thing that happened is the last step
};

}  // namespace unrepeat
