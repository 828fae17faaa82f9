// Undo and redo over changes.
#include "core/undo.hpp"

namespace unrepeat {
namespace {

/// A pause this long between two keys begins a new step.
constexpr Duration typing_pause = seconds(2);
constexpr std::size_t most_steps = 1'000;

}  // namespace

void UndoHistory::remember(const Change& change) {
  if (change.edits.empty()) return;
  const bool new_after_undo = done_ < steps_.size();
  steps_.resize(done_);
  if (!steps_.empty() && !new_after_undo && change.at - steps_.back().at <= typing_pause) {
    if (auto folded = fold(steps_.back(), change)) {
      steps_.back() = std::move(*folded);
      return;
    }
  }
  if (steps_.size() == most_steps) steps_.erase(steps_.begin());
  steps_.push_back(change);
  done_ = steps_.size();
}

std::optional<Change> UndoHistory::undo() {
  if (!can_undo()) return std::nullopt;
  --done_;
  return inverse(steps_[done_]);
}

std::optional<Change> UndoHistory::redo() {
  if (!can_redo()) return std::nullopt;
  return steps_[done_++];
}

}  // namespace unrepeat
