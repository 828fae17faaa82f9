// Impact: whom it touched, how much and for how long. What is computed stands beside what somebody stated, each named
// by both ends.
#include <algorithm>

#include "core/impact/measure.hpp"
#include "core/postmortem/timeline_picture.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// What it is, and how long or how much.
void draw_measure(Kit& kit, std::string_view name, std::string_view measure, float indent = 0) {
  {
    auto inset = kit.inset(indent, 0, 0);
    auto row = kit.row(8, 0);
    text(kit, name, {.style = Style::control});
    kit.spacer();
    text(kit, measure, {.style = Style::mono});
  }
  kit.fill(kit.place(0, 1), kit.colour(Token::faint_line));
}

void draw_duration(PartForm& form, std::string_view from, std::string_view to, Duration length) {
  draw_measure(form.kit, std::string(from) + " → " + std::string(to), format_duration(length));
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
      draw_measure(kit, kit.say(label_of(level)), format_duration(one), 16);
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
  if (phases.empty() && !measure_impact(form.value.impact))
    text(kit, kit.say(Text::editor_no_durations), {.style = Style::secondary});
}

/// What the objective, the window of days and the impact windows give together.
void draw_budget(PartForm& form) {
  const auto burned = measure_budget(form.value.impact);
  if (!burned) return;
  Kit& kit = form.kit;
  const std::string words = percent_words(kit.viewport().language, burned->share);
  draw_measure(kit, kit.say(Text::impact_budget),
               burned->is_lower_bound ? kit.say(Text::impact_at_least, words) : words);
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
