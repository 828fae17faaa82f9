// Draws for simulations: the same from the same seed, on every machine. They follow from their seed alone, which is why
// there may be such a thing in the core; nothing that must not be guessed is made of them.
#pragma once

#include <cmath>
#include <cstdint>

namespace unrepeat {

/// SplitMix64 (Steele, Lea & Flood, “Fast splittable pseudorandom number generators”, 2014).
class SeededDraws {
 public:
  explicit SeededDraws(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
  }
  /// From 0 to `limit` - 1.
  std::uint32_t below(std::uint32_t limit) { return part_of(limit, static_cast<std::uint32_t>(bits() >> 32)); }
  /// The same by 32 bits that were drawn. Each number has as many of their values as another, or one more.
  static std::uint32_t part_of(std::uint32_t limit, std::uint32_t drawn) {
    return static_cast<std::uint32_t>(std::uint64_t{drawn} * limit >> 32);
  }
  /// At least 0 and below 1.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// Of the normal distribution around 0 with deviation 1, by Marsaglia's polar method. The library's own differs from
  /// platform to platform; of this one only the last bit of a logarithm may.
  double normal() {
    for (;;) {
      const double x = 2 * uniform() - 1;
      const double y = 2 * uniform() - 1;
      const double square = x * x + y * y;
      if (square > 0 && square < 1) return x * std::sqrt(-2 * std::log(square) / square);
    }
  }

  /// Of the gamma distribution with this shape, at least 1: a sum of as many exponential numbers (Marsaglia & Tsang, “A
  /// simple method for generating gamma variables”, 2000).
  double gamma(double shape) {
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = normal();
      const double root = 1 + c * x;
      if (root <= 0) continue;
      const double v = root * root * root;
      if (std::log(1 - uniform()) < x * x / 2 + d * (1 - v + std::log(v))) return d * v;
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace unrepeat
