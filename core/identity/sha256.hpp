// SHA-256 (FIPS 180-4): names contents, so that the same bytes are recognised anywhere. Not for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace unrepeat {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// Takes content in pieces; the pieces do not matter, only what they add up to.
class Sha256 {
 public:
  void add(std::string_view bytes);
  /// Ends it: add nothing afterwards.
  [[nodiscard]] Sha256Digest finish();

 private:
  void take_block(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t size_ = 0;
};

[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
/// 64 lower-case hexadecimal digits, as files hold it.
[[nodiscard]] std::string sha256_text(std::string_view bytes);
[[nodiscard]] std::string hex_text(const Sha256Digest& digest);

}  // namespace unrepeat
