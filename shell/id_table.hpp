// Where the node with an id stands in a list: open addressing, since it is filled anew in every frame.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace unrepeat::shell {

/// Ids are hashes already, and 0 is none.
class IdTable {
 public:
  static constexpr uint32_t none = UINT32_MAX;

  void clear() {
    slots_.assign(std::max<std::size_t>(slots_.size(), 256), {0, 0});
    size_ = 0;
  }

  uint32_t find(uint32_t id) const {
    if (id == 0 || slots_.empty()) return none;
    for (std::size_t slot = first_slot(id); slots_[slot].first != 0; slot = after(slot))
      if (slots_[slot].first == id) return slots_[slot].second;
    return none;
  }

  /// `id` is not there yet.
  void put(uint32_t id, uint32_t index) {
    if (slots_.size() < 2 * (size_ + 1)) {
      const auto old = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(slots_.size() * 2, 256)));
      for (const Slot& slot : old)
        if (slot.first != 0) fill(slot);
    }
    fill({id, index});
    ++size_;
  }

 private:
  using Slot = std::pair<uint32_t, uint32_t>;

  std::size_t first_slot(uint32_t id) const { return id & (slots_.size() - 1); }
  std::size_t after(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
  void fill(Slot filled) {
    std::size_t slot = first_slot(filled.first);
    while (slots_[slot].first != 0) slot = after(slot);
    slots_[slot] = filled;
  }

  std::vector<Slot> slots_;  // A power of two, at most half of them taken.
  std::size_t size_ = 0;
};

}  // namespace unrepeat::shell
