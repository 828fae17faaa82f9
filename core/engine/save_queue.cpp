// The queue between typing and the disk.
#include "core/engine/save_queue.hpp"

namespace unrepeat {

using protocol::SaveChange;

SaveChange SaveQueue::add(const Change& change) {
  const std::size_t sent = on_its_way_ ? 1 : 0;
  if (waiting_.size() > sent) {
    if (auto folded = fold(waiting_.back().change, change)) {
      waiting_.back().change = std::move(*folded);
      return waiting_.back();
    }
  }
  waiting_.push_back({.operation = ids_.next(), .change = change});
  return waiting_.back();
}

void SaveQueue::add_left_behind(SaveChange request) { waiting_.push_back(std::move(request)); }

std::optional<SaveChange> SaveQueue::next() {
  if (on_its_way_ || waiting_.empty()) return std::nullopt;
  on_its_way_ = true;
  return waiting_.front();
}

bool SaveQueue::acknowledge(const Uuid& operation) { return give_up(operation).has_value(); }

void SaveQueue::retry() { on_its_way_ = false; }

std::optional<SaveChange> SaveQueue::give_up(const Uuid& operation) {
  if (!on_its_way_ || waiting_.empty() || waiting_.front().operation != operation) return std::nullopt;
  SaveChange request = std::move(waiting_.front());
  waiting_.pop_front();
  on_its_way_ = false;
  return request;
}

}  // namespace unrepeat
