// The drawn timeline: an axis, the time between the moments as bands named by both ends, the events as marks. What it
// shows is core/postmortem/timeline_strip.hpp; the same is said in words.
#include <cmath>

#include "core/moment/commands.hpp"
#include "core/postmortem/timeline_strip.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

constexpr float padding = 18, axis = 26, band = 24, row = 22;

std::string name_of(const PartForm& form, const Phase& phase) {
  return form.kit.say(Text::editor_duration, form.kit.say(label_of(phase.from)), form.kit.say(label_of(phase.to)),
                      format_duration(phase.end - phase.start));
}

/// The longest name that fits: both ends, the second one, nothing.
void draw_band(PartForm& form, const Phase& phase, const Rect& rect, bool& is_cut) {
  Kit& kit = form.kit;
  const Tone tone = tone_of_moment(phase.from);
  kit.fill(rect, kit.colour(tint_token(tone)), 4);
  const std::string full = name_of(form, phase);
  const std::string length = format_duration(phase.end - phase.start);
  const std::string half = "→ " + std::string(kit.say(label_of(phase.to))) + " " + length;
  const StyleRule rule = kit.rule(Style::caption_strong);
  for (const std::string& words : {full, half}) {
    if (kit.measure(Style::caption_strong, words) > rect.width - 12) {
      is_cut = true;
      continue;
    }
    kit.draw_line(Style::caption_strong, rect.x + 6, rect.y + (rect.height - rule.line_height) / 2,
                  kit.colour(text_token(tone)), words);
    return;
  }
}

std::string tick_words(const PartForm& form, const TimelineStrip& strip, Instant at) {
  const TimeZones& zones = form.workspace.zones();
  if (strip.end - strip.start <= days(3)) return time_of_day_words(at, form.value.time_zone, zones);
  return date_words(form.kit.viewport().language, at, form.value.time_zone, zones);
}

}  // namespace

void draw_strip(PartForm& form) {
  Kit& kit = form.kit;
  const float width = kit.available();
  const auto strip = strip_of(form.value, form.workspace.zones(), static_cast<std::size_t>(width / 90));
  if (!strip) return;
  const bool has_phases = !strip->phases.empty();
  const Rect rect = kit.place(0, axis + (has_phases ? band + 8 : 0) + 2 * row + 8);
  kit.fill(rect, kit.colour(Token::surface), metric::card_radius);
  kit.outline(rect, kit.colour(Token::line), metric::card_radius);
  const Rect inner{rect.x + padding, rect.y + 8, rect.width - 2 * padding, rect.height - 16};
  const auto x_of = [&](Instant at) {
    return std::round(inner.x + static_cast<float>(strip->place_of(at)) * inner.width);
  };

  const float ground = inner.y + axis;
  for (const Instant tick : strip->ticks) {
    const float x = x_of(tick);
    const std::string words = tick_words(form, *strip, tick);
    const float half = kit.measure(Style::caption, words) / 2;
    kit.draw_line(Style::caption, std::clamp(x - half, inner.x, inner.right() - 2 * half), inner.y,
                  kit.colour(Token::third), words);
    kit.fill({x, ground - 4, 1, inner.bottom() - ground + 4}, kit.colour(Token::faint_line));
  }
  kit.fill({inner.x, ground - 4, inner.width, 1}, kit.colour(Token::line));

  float y = ground + 4;
  bool is_cut = false;
  std::string said;
  for (const Phase& phase : strip->phases) {
    const float left = x_of(phase.start);
    draw_band(form, phase, {left, y, std::max(2.f, x_of(phase.end) - left - 2), band}, is_cut);
    if (!said.empty()) said += " · ";
    said += name_of(form, phase);
  }
  if (has_phases) y += band + 8;

  // Marked events and those that are moments as rings, the others below as dots.
  for (const std::size_t index : strip->events) {
    const TimelineEvent& event = form.value.timeline[index];
    const float x = x_of(*event.time.at);
    const auto moment = moment_at(form.value, event.id);
    const ImU32 ink = kit.colour(moment ? text_token(tone_of_moment(*moment)) : Token::third);
    if (moment || event.starred) {
      kit.draw_list().AddCircleFilled({x, y + 10}, 5, kit.colour(Token::surface));
      kit.draw_list().AddCircle({x, y + 10}, 4, ink, 0, 2);
    } else {
      kit.draw_list().AddCircleFilled({x, y + row + 4}, 3, ink);
    }
  }
  const TimeZones& zones = form.workspace.zones();
  const auto clock = [&](Instant at) { return time_of_day_words(at, form.value.time_zone, zones); };
  picture(kit, kit.say(Text::editor_strip, clock(strip->start), clock(strip->end), said, strip->events.size()), rect);
  if (is_cut) text(kit, said, {.style = Style::caption, .max_width = 0, .silent = true});
  if (strip->left_out > 0)
    text(kit, kit.say(Text::editor_strip_left_out, strip->left_out), {.style = Style::caption, .max_width = 0});
}

}  // namespace unrepeat::shell
