// What was typed and is not on disk yet: one change on its way, the newest text waiting behind it. Nothing leaves
// before it is acknowledged.
#pragma once

#include <deque>
#include <optional>

#include "core/change.hpp"
#include "core/engine/protocol.hpp"

namespace unrepeat {

class SaveQueue {
 public:
  explicit SaveQueue(IdSource& ids) : ids_(ids) {}

  /// Queues a change and gives the request that now stands for it, for the second copy: its operation id is the copy's
  /// key, and typing that goes on with it replaces it under the same key.
  protocol::SaveChange add(const Change& change, StepKind step = StepKind::done, std::int64_t restores = 0);
  /// Queues a request that an earlier page left behind.
  void add_left_behind(protocol::SaveChange request);
  /// What to send now; nothing while one is on its way.
  std::optional<protocol::SaveChange> next();
  /// What to send when there is no time to wait for the one on its way; nothing when all are.
  std::optional<protocol::SaveChange> next_at_once();
  /// The change is on disk: it leaves the queue. False if it was not waited for.
  bool acknowledge(const Uuid& operation);
  /// It was not saved: everything here is sent again.
  void retry();
  /// It can never be saved as it is (the document moved on): it leaves the queue and is handed back, so that its text
  /// is shown. Nothing if it was never sent.
  std::optional<protocol::SaveChange> give_up(const Uuid& operation);

  bool empty() const { return waiting_.empty(); }
  std::size_t size() const { return waiting_.size(); }

 private:
  IdSource& ids_;
  std::deque<protocol::SaveChange> waiting_;
  std::size_t on_their_way_ = 0;  // so many of the first
  std::size_t sent_ = 0;          // so many of the first were on their way once
};

}  // namespace unrepeat
