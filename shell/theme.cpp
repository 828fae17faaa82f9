// Looks up tokens and measures their contrast.
#include "shell/theme.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {
namespace {

constexpr uint32_t colours[][2] = {
#define TOKEN(name, light, dark) {light, dark},
#include "shell/tokens.def"
#undef TOKEN
};

using enum Token;
constexpr TextPair pairs[] = {
    {background, ink},     {ink, background},
    {ink, surface},        {ink, raised},
    {ink, selection},      {ink, hover},
    {ink, soft_accent},    {second, background},
    {second, surface},     {second, raised},
    {second, selection},   {second, hover},
    {second, soft_accent}, {third, background},
    {third, surface},      {third, raised},
    {third, selection},    {third, hover},
    {accent, background},  {accent, surface},
    {accent, raised},      {accent, selection},
    {accent, hover},       {accent, soft_accent},
    {on_accent, accent},   {on_accent, accent_hover},
    {ink, bad_tint},       {ink, good_tint},
    {bad, background},     {bad, surface},
    {bad, raised},         {bad, hover},
    {bad, selection},      {bad, bad_tint},
    {warning, background}, {warning, surface},
    {warning, raised},     {warning, hover},
    {warning, selection},  {warning, warning_tint},
    {notice, background},  {notice, surface},
    {notice, raised},      {notice, notice_tint},
    {calm, background},    {calm, surface},
    {calm, raised},        {calm, calm_tint},
    {good, background},    {good, surface},
    {good, raised},        {good, hover},
    {good, selection},     {good, good_tint},
    {ink, bad_tint},       {ink, warning_tint},
    {ink, notice_tint},    {ink, calm_tint},
    {ink, good_tint},
};

double luminance(uint32_t colour) {
  const auto linear = [&](int shift) {
    const double value = ((colour >> shift) & 255) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

constexpr Token tones[][2] = {{second, hover},       {accent, soft_accent}, {bad, bad_tint},  {warning, warning_tint},
                              {notice, notice_tint}, {calm, calm_tint},     {good, good_tint}};

}  // namespace

uint32_t rgb(Token token, Scheme scheme) {
  return colours[static_cast<std::size_t>(token)][static_cast<std::size_t>(scheme)];
}

uint32_t rgb(Token token, const Palette& palette) {
  if (palette.forced) {
    switch (token) {
      case accent:
      case accent_hover: return palette.forced->link;
      case background:
      case surface:
      case raised:
      case selection:
      case hover:
      case soft_accent:
      case bad_tint:
      case warning_tint:
      case notice_tint:
      case calm_tint:
      case good_tint:
      case on_accent:
      case shadow: return palette.forced->canvas;
      default: return palette.forced->text;
    }
  }
  if (palette.more_contrast) {
    switch (token) {
      case second:
      case third: token = ink; break;
      case line:
      case field_line:
      case faint_line: token = control_line; break;
      case control_line: token = second; break;
      default: break;
    }
  }
  return rgb(token, palette.scheme);
}

std::span<const TextPair> text_pairs() { return pairs; }

double contrast(uint32_t a, uint32_t b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

Token text_token(Tone tone) { return tones[static_cast<std::size_t>(tone)][0]; }
Token tint_token(Tone tone) { return tones[static_cast<std::size_t>(tone)][1]; }

}  // namespace unrepeat::shell
