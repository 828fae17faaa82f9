// A number for everything of a kind, to notice that nothing of it changed.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

namespace unrepeat::shell {

/// 64 bits of what it was given. Two things that differ have the same one about never; somebody who tries can make two
/// that do, so it is for what only costs a picture.
class Fingerprint {
 public:
  void take(std::span<const std::byte> bytes) {
    for (; bytes.size() >= sizeof(uint64_t); bytes = bytes.subspan(sizeof(uint64_t))) {
      uint64_t word = 0;
      std::memcpy(&word, bytes.data(), sizeof word);
      mix(word);
    }
    uint64_t rest = bytes.size();
    for (const std::byte byte : bytes) rest = rest << 8 | static_cast<uint64_t>(byte);
    mix(rest);
  }
  /// Each four bytes long.
  template <class... Number>
  void take_numbers(Number... numbers) {
    (mix(std::bit_cast<uint32_t>(numbers)), ...);
  }
  uint64_t value() const { return value_; }

 private:
  void mix(uint64_t word) {
    value_ = (value_ ^ word) * 0x9E3779B97F4A7C15U;
    value_ ^= value_ >> 29;
  }
  uint64_t value_ = 0;
};

}  // namespace unrepeat::shell
