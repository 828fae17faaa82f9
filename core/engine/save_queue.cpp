// The queue between typing and the disk.
#include "core/engine/save_queue.hpp"

#include <algorithm>

namespace unrepeat {

using protocol::SaveChange;

namespace {

bool is_typing(const SaveChange& save) { return save.step == StepKind::done && save.restores == 0; }

}  // namespace

SaveChange SaveQueue::add(const Change& change, StepKind step, std::int64_t restores) {
  // What was sent once may be on disk even if nobody heard of it: its operation stands for those words for good.
  if (waiting_.size() > sent_ && step == StepKind::done && restores == 0 && is_typing(waiting_.back())) {
    if (auto folded = go_on(waiting_.back().change, change)) {
      waiting_.back().change = std::move(*folded);
      return waiting_.back();
    }
  }
  waiting_.push_back({.operation = ids_.next(), .change = change, .step = step, .restores = restores});
  return waiting_.back();
}

void SaveQueue::add_left_behind(SaveChange request) {
  waiting_.push_back(std::move(request));
  sent_ = waiting_.size();
}

std::optional<SaveChange> SaveQueue::next() {
  if (on_their_way_ > 0) return std::nullopt;
  return next_at_once();
}

std::optional<SaveChange> SaveQueue::next_at_once() {
  if (on_their_way_ == waiting_.size()) return std::nullopt;
  sent_ = std::max(sent_, on_their_way_ + 1);
  return waiting_[on_their_way_++];
}

bool SaveQueue::acknowledge(const Uuid& operation) { return give_up(operation).has_value(); }

void SaveQueue::retry() { on_their_way_ = 0; }

std::optional<SaveChange> SaveQueue::give_up(const Uuid& operation) {
  const auto found = std::ranges::find(waiting_, operation, &SaveChange::operation);
  const auto place = static_cast<std::size_t>(found - waiting_.begin());
  if (place >= sent_) return std::nullopt;
  SaveChange request = std::move(*found);
  waiting_.erase(found);
  --sent_;
  if (place < on_their_way_) --on_their_way_;
  return request;
}

}  // namespace unrepeat
