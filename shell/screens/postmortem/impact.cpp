// Impact: whom it touched, how much and for how long. What is computed stands beside what somebody stated, each named
// by both ends.
#include <algorithm>
#include <cmath>

#include "core/impact/measure.hpp"
#include "core/postmortem/timeline_picture.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// What it is, how long, and what is to be said of it.
void draw_measure(Kit& kit, std::string_view name, std::string_view measure, std::string_view note = {},
                  float indent = 0) {
  {
    auto inset = kit.inset(indent, 0, 0);
    auto row = kit.row(8, 0);
    text(kit, name, {.style = Style::control});
    kit.spacer();
    text(kit, measure, {.style = Style::mono});
  }
  if (!note.empty()) text(kit, note, {.style = Style::caption, .tone = Tone::warning});
  kit.fill(kit.place(0, 1), kit.colour(Token::faint_line));
}

void draw_duration(PartForm& form, std::string_view from, std::string_view to, Duration length) {
  draw_measure(form.kit, std::string(from) + " → " + std::string(to), format_duration(length));
}

/// "34.5", as much of it as says something.
std::string percent_of(double share) {
  const double percent = share * 100;
  const double scale = percent < 1 ? 1000 : percent < 100 ? 10 : 1;
  std::string words = std::to_string(std::round(percent * scale) / scale);
  words.erase(words.find_last_not_of('0') + 1);
  if (words.ends_with('.')) words.pop_back();
  return words;
}

/// Spanish writes a comma.
std::string percent_words(const Kit& kit, double share) {
  std::string words = percent_of(share);
  if (kit.viewport().language == Language::spanish) std::ranges::replace(words, '.', ',');
  return words;
}

/// How long it was felt, and of that how long how much.
void draw_windows_measured(PartForm& form) {
  Kit& kit = form.kit;
  const auto length = measure_impact(form.value.impact);
  if (!length) return;
  const auto said = [&](Duration duration) {
    const std::string words = format_duration(duration);
    return length->is_open ? kit.say(Text::impact_at_least, words) : words;
  };
  draw_measure(kit, kit.say(Text::impact_of_windows), said(length->total));
  if (std::ranges::count_if(length->by_level, [](Duration one) { return one > Duration{}; }) < 2) return;
  for (const ImpactLevel level : {ImpactLevel::full, ImpactLevel::partial, ImpactLevel::degraded})
    if (const Duration one = length->by_level[static_cast<std::size_t>(level)]; one > Duration{})
      draw_measure(kit, kit.say(label_of(level)), format_duration(one), {}, 16);
}

/// What somebody stated, beside what the record says of the same.
void draw_stated(PartForm& form) {
  Kit& kit = form.kit;
  for (const StatedDuration& stated : form.value.impact.stated) {
    if (stated.value.empty()) continue;
    const auto recorded = recorded_duration(form.value, stated);
    const std::string note = recorded && differs(stated, *recorded)
                                 ? kit.say(Text::impact_recorded_differs, format_duration(*recorded))
                                 : std::string();
    const auto length = minutes(1).microseconds * stated.value.value();
    draw_measure(kit, kit.say(Text::impact_stated, kit.say(label_of(stated.from)), kit.say(label_of(stated.to))),
                 std::abs(length) < 9e18 ? format_duration(microseconds(std::llround(length))) : stated.value.text,
                 note);
  }
}

/// What the recorded moments and the windows give.
void draw_computed(PartForm& form) {
  Kit& kit = form.kit;
  const std::vector<Phase> phases = find_phases(form.value);
  auto group = kit.region(Role::group, kit.say(Text::editor_durations));
  for (const Phase& phase : phases)
    draw_duration(form, kit.say(label_of(phase.from)), kit.say(label_of(phase.to)), phase.end - phase.start);
  if (phases.size() > 1 && phases.front().start < phases.back().end)
    draw_duration(form, kit.say(label_of(phases.front().from)), kit.say(label_of(phases.back().to)),
                  phases.back().end - phases.front().start);
  draw_windows_measured(form);
  draw_stated(form);
  if (phases.empty() && !measure_impact(form.value.impact))
    text(kit, kit.say(Text::editor_no_durations), {.style = Style::secondary});
}

/// What the objective, the window of days and the impact windows give together.
void draw_budget(PartForm& form) {
  const auto burned = measure_budget(form.value.impact);
  if (!burned) return;
  Kit& kit = form.kit;
  const std::string words = percent_words(kit, burned->share) + " %";
  draw_measure(kit, kit.say(Text::impact_budget),
               burned->is_lower_bound ? kit.say(Text::impact_at_least, words) : words);
}

/// The part of all that each figure is, where both were said and the share was not.
void draw_shares(PartForm& form) {
  Kit& kit = form.kit;
  for (const ImpactFigure& figure : form.value.impact.figures) {
    const auto share = share_of(figure);
    if (!share || !figure.share.empty()) continue;
    const std::string name = figure.label.empty() ? std::string(kit.say(label_of(figure.what))) : figure.label;
    const std::string words =
        kit.say(Text::impact_figure_share, figure.affected.text, figure.total.text, percent_words(kit, *share));
    draw_measure(kit, name, figure.lower_bound ? kit.say(Text::impact_at_least, words) : words);
  }
}

}  // namespace

void draw_impact(PartForm& form) {
  Kit& kit = form.kit;
  const Impact& impact = form.value.impact;
  form.field("impact/text", {.label = Text::editor_impact_text,
                             .prompt = form.prompt_of(Part::impact, Text::editor_impact_prompt),
                             .plain = true,
                             .rows = 2});
  if (form.value.kind == RecordKind::near_miss || !impact.potential.empty())
    form.field("impact/potential", {.rows = 2});
  form.section("impact/windows");
  form.section("impact/figures");
  draw_shares(form);

  heading(kit, 3, kit.say(Text::editor_durations));
  draw_computed(form);
  form.field("impact/stated");

  heading(kit, 3, form.label_of("business"));
  form.lines("impact/business", "revenue currency support_tickets");
  form.field("impact/business/text", {.label = Text::editor_business_text, .rows = 1});
  form.lines("impact", "data_loss");
  if (form.unfolded("impact/more", kit.say(Text::editor_more)))
    form.lines("impact/business", "sla|error_budget/objective error_budget/window_days error_budget/burned");
  draw_budget(form);

  heading(kit, 3, form.label_of("detection"));
  form.field("detection/source", {.label = Text::editor_detected_by});
  form.lines("detection", "detail|earlier_signal");

  heading(kit, 3, form.label_of("resolution"));
  form.field("resolution/text", {.label = Text::editor_resolution_text, .rows = 2});
  form.lines("resolution", "confirmed_by|workaround");
}

}  // namespace unrepeat::shell
