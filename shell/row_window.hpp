// The part of a list that is on the page: rows come in lots, as they come into view. Whoever sends the questions is the
// workspace; here is what is asked and what was answered.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace unrepeat::shell {

/// `Query` has `offset` and `limit`; what else it says is what is looked for.
template <class Query, class Row>
class RowWindow {
 public:
  /// Rows that match the query.
  std::size_t size() const { return static_cast<std::size_t>(total_); }
  /// Null while the row is on its way.
  const Row* row(std::size_t index) const {
    const auto lot = lots_.find(static_cast<std::int64_t>(index) / lot_size);
    if (lot == lots_.end()) return nullptr;
    const std::size_t place = index % lot_size;
    return place < lot->second.size() ? &lot->second[place] : nullptr;
  }
  bool has_arrived() const { return has_arrived_; }
  const Query& query() const { return query_; }

 protected:
  friend class Workspace;
  /// Somewhat more than a screen shows: what the first answer has is what somebody who types waits for.
  static constexpr std::int64_t lot_size = 32;

  /// Whether it is to be asked from the beginning: something else is looked for, or it may have changed.
  bool look_for(const Query& query) {
    Query same_place = query;
    same_place.offset = query_.offset;
    same_place.limit = query_.limit;
    if (same_place == query_ && !(is_stale_ && asked_.empty())) return false;
    query_ = std::move(same_place);
    return true;
  }
  Query lot(std::int64_t number) const {
    Query query = query_;
    query.offset = number * lot_size;
    query.limit = lot_size;
    return query;
  }
  /// The old rows stay until the new ones are here; answers to older questions are not taken.
  void begin_again() {
    is_stale_ = false;
    asked_.clear();
  }
  /// The lots that rows [first, last) need and nobody has asked for.
  std::vector<std::int64_t> missing(std::size_t first, std::size_t last) const {
    std::vector<std::int64_t> found;
    last = std::min(last, size());
    if (!has_arrived_ || last == 0) return found;
    for (auto number = static_cast<std::int64_t>(first) / lot_size;
         number <= static_cast<std::int64_t>(last - 1) / lot_size; ++number)
      if (!lots_.contains(number) && !asked_.contains(number)) found.push_back(number);
    return found;
  }
  /// Whether the list may be asked for from the beginning: one question at a time, since what is typed meanwhile takes
  /// its place. It is asked again once it is answered.
  bool begin_asking() {
    asks_again_ = is_asking_;
    return !std::exchange(is_asking_, true);
  }
  /// The question from the beginning was answered, or never will be. Whether it is to be asked again.
  bool end_asking() {
    is_asking_ = false;
    return std::exchange(asks_again_, false);
  }
  /// False: an answer to a question that nobody asks any more.
  bool take(std::int64_t request, std::int64_t number, bool is_first, std::int64_t total, std::vector<Row> rows) {
    const auto asked = asked_.find(number);
    if (asked == asked_.end() || asked->second != request) return false;
    asked_.erase(asked);
    if (is_first) lots_.clear();
    total_ = total;
    lots_[number] = std::move(rows);
    has_arrived_ = true;
    return true;
  }

  Query query_;
  std::int64_t total_ = 0;
  std::map<std::int64_t, std::vector<Row>> lots_;  // by number
  std::map<std::int64_t, std::int64_t> asked_;     // number of the lot to request
  bool has_arrived_ = false;
  bool is_stale_ = false;
  bool is_asking_ = false, asks_again_ = false;
};

}  // namespace unrepeat::shell
