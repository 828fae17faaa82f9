// Ids in a row and a clock that stands still: the context of a command in tests.
#pragma once

#include "core/refusal.hpp"

namespace unrepeat {

class SequentialIds : public IdSource {
 public:
  Uuid next() override {
    ++count_;
    return make_uuid(1'770'000'000'000 + count_, {0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  }

 private:
  std::int64_t count_ = 0;
};

/// 2026-11-23T12:00:00Z.
inline constexpr Instant noon{1'795'435'200'000'000};

}  // namespace unrepeat
