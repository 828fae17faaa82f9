// Undo and redo over changes.
#include "core/undo.hpp"

#include <algorithm>

namespace unrepeat {

DESCRIBE(Step, "step", field<&Step::kind>("kind"), required<&Step::change>("change"))

namespace {

/// A pause this long between two keys begins a new step.
constexpr Duration typing_pause = seconds(2);
constexpr std::size_t most_steps = 1'000;

bool is_same_minute(Instant a, Instant b) {
  return a.microseconds / minutes(1).microseconds == b.microseconds / minutes(1).microseconds;
}

bool takes_back(const Change& undoing, const Change& step) { return inverse(step).edits == undoing.edits; }

}  // namespace

std::optional<Change> go_on(const Change& step, const Change& next) {
  if (next.at - step.at > typing_pause || !is_same_minute(step.at, next.at)) return std::nullopt;
  return fold(step, next);
}

bool is_without_effect(const Change& change) {
  return std::ranges::all_of(change.edits, [](const Edit& edit) {
    return edit.before == edit.after && edit.before_index == edit.after_index;
  });
}

UndoHistory::UndoHistory(std::span<const Step> steps) {
  for (const Step& step : steps) {
    if (is_without_effect(step.change)) continue;
    if (step.kind == StepKind::undone && can_undo() && takes_back(step.change, steps_[done_ - 1])) {
      --done_;
    } else if (step.kind == StepKind::undone && done_ == 0) {
      // What it took back is older than the first of these.
      steps_.insert(steps_.begin(), inverse(step.change));
    } else if (step.kind == StepKind::redone && can_redo() && steps_[done_].edits == step.change.edits) {
      ++done_;
    } else {
      push(step.change);
    }
  }
}

void UndoHistory::push(const Change& change) {
  steps_.resize(done_);
  if (steps_.size() == most_steps) steps_.erase(steps_.begin());
  steps_.push_back(change);
  done_ = steps_.size();
}

void UndoHistory::remember(const Change& change) {
  if (is_without_effect(change)) return;
  if (is_going_on_ && can_undo()) {
    if (auto folded = go_on(steps_.back(), change)) {
      steps_.back() = std::move(*folded);
      if (!is_without_effect(steps_.back())) return;
      steps_.pop_back();
      --done_;
      is_going_on_ = false;
      return;
    }
  }
  push(change);
  is_going_on_ = true;
}

void UndoHistory::remember_alone(const Change& change) {
  is_going_on_ = false;
  remember(change);
  is_going_on_ = false;
}

std::optional<Change> UndoHistory::undo() {
  if (!can_undo()) return std::nullopt;
  is_going_on_ = false;
  --done_;
  return inverse(steps_[done_]);
}

std::optional<Change> UndoHistory::redo() {
  if (!can_redo()) return std::nullopt;
  is_going_on_ = false;
  return steps_[done_++];
}

}  // namespace unrepeat
