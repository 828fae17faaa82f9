// Every colour, size and duration of the look, in one file; widgets name a token and never a number of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace unrepeat::shell {

enum class Scheme : uint8_t { light, dark };

enum class Token : uint8_t {
#define TOKEN(name, light, dark) name,
#include "shell/tokens.def"
#undef TOKEN
};

/// 0xRRGGBB.
uint32_t rgb(Token token, Scheme scheme);

/// What a person's system asks for beside light or dark.
struct SystemColours {
  uint32_t canvas = 0, text = 0, link = 0;  ///< 0xRRGGBB
};
struct Palette {
  Scheme scheme = Scheme::light;
  bool more_contrast = false;             ///< Text and lines stand out more.
  std::optional<SystemColours> forced{};  ///< The system's colours and no others.
};
uint32_t rgb(Token token, const Palette& palette);

/// A pair the kit draws as text on a surface; a test holds each to 4.5:1 in both schemes.
struct TextPair {
  Token text, on;
};
std::span<const TextPair> text_pairs();

/// WCAG 2 contrast of two colours, 1 to 21.
double contrast(uint32_t a, uint32_t b);

/// A meaning that has a colour. Never shown by colour alone: there is always a word or an icon.
enum class Tone : uint8_t { neutral, accent, bad, warning, notice, calm, good };
Token text_token(Tone tone);
Token tint_token(Tone tone);

namespace metric {
inline constexpr float grid = 4, radius = 6, card_radius = 8, hairline = 1;
inline constexpr float control = 32, control_touch = 44;
inline constexpr float rail = 216, rail_of_tiles = 76, outline = 168, coach = 268, bottom_bar = 56, top_bar = 56;
inline constexpr float three_columns = 1200, two_columns = 800;
inline constexpr float prose_line_height = 1.45f;
inline constexpr int prose_characters = 72;
inline constexpr float motion_s = 0.12f;
}  // namespace metric

}  // namespace unrepeat::shell
