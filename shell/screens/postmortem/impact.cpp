// Impact: whom it touched, how much and for how long. What is computed stands beside what somebody stated, each named
// by both ends.
#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

std::string length_of(const ImpactWindow& window) {
  if (!window.start.at || !window.end || !window.end->at || *window.end->at < *window.start.at) return {};
  return format_duration(*window.end->at - *window.start.at);
}

void draw_windows(PartForm& form, std::span<const Candidate> systems) {
  draw_entries(form, "impact/windows", form.value.impact.windows, Text::editor_window_number,
               [&](const ImpactWindow& window, const std::string& path) {
                 form.fields(path, {"start", "end"}, 200);
                 if (const std::string length = length_of(window); !length.empty())
                   text(form.kit, form.kit.say(Text::editor_window_length, length), {.style = Style::secondary});
                 form.fields(path, {"level", "share"});
                 form.references(joined(path, "systems"), systems);
                 form.field(joined(path, "note"), {.rows = 1});
               });
  draw_add_entry(form, "impact/windows", Text::editor_add_window);
}

/// Every duration that the recorded moments give, in the order in which an incident goes.
void draw_computed(PartForm& form) {
  constexpr MomentKind steps[] = {MomentKind::impact_start, MomentKind::detected,  MomentKind::notified,
                                  MomentKind::acknowledged, MomentKind::mitigated, MomentKind::resolved};
  std::optional<MomentKind> before;
  for (const MomentKind kind : steps) {
    const auto at = instant_of(form.value, kind);
    if (!at) continue;
    if (before && *instant_of(form.value, *before) <= *at) {
      const std::string line =
          form.kit.say(Text::editor_duration, form.kit.say(label_of(*before)), form.kit.say(label_of(kind)),
                       format_duration(*at - *instant_of(form.value, *before)));
      text(form.kit, line, {.style = Style::secondary});
    }
    before = kind;
  }
}

}  // namespace

void draw_impact(PartForm& form) {
  Kit& kit = form.kit;
  const Impact& impact = form.value.impact;
  std::vector<Candidate> systems, windows;
  for (const AffectedSystem& system : form.value.systems) systems.push_back({system.id, system.name});
  for (const ImpactWindow& window : impact.windows)
    windows.push_back({window.id, kit.say(Text::editor_window_number, windows.size() + 1)});

  form.field("impact/text", {.label = Text::editor_impact_text, .placeholder = Text::editor_impact_prompt, .rows = 3});
  if (form.value.kind == RecordKind::near_miss || !impact.potential.empty())
    form.field("impact/potential", {.rows = 2});

  heading(kit, 3, form.label_of("windows"));
  draw_windows(form, systems);

  heading(kit, 3, form.label_of("figures"));
  draw_entries(form, "impact/figures", impact.figures, Text::editor_figure_number,
               [&](const ImpactFigure&, const std::string& path) {
                 form.fields(path, {"what", "label"});
                 form.fields(path, {"affected", "total", "share"}, 120);
                 form.field(joined(path, "lower_bound"));
                 form.reference(joined(path, "window"), windows);
               });
  draw_add_entry(form, "impact/figures", Text::editor_add_figure);

  heading(kit, 3, kit.say(Text::editor_durations));
  draw_computed(form);
  draw_entries(form, "impact/stated", impact.stated, Text::editor_stated_number,
               [&](const StatedDuration&, const std::string& path) {
                 form.fields(path, {"from", "to"});
                 form.field(joined(path, "value"), {.label = Text::editor_minutes});
                 form.fields(path, {"written", "basis"});
               });
  draw_add_entry(form, "impact/stated", Text::editor_add_stated);

  heading(kit, 3, form.label_of("business"));
  form.fields("impact/business", {"revenue", "currency", "support_tickets"}, 130);
  form.field("impact/business/sla");
  form.fields("impact/business/error_budget", {"objective", "window_days", "burned"}, 130);
  form.field("impact/business/text", {.label = Text::editor_business_text, .rows = 2});
  form.field("impact/data_loss");

  heading(kit, 3, form.label_of("detection"));
  form.field("detection/source", {.label = Text::editor_detected_by});
  form.field("detection/detail", {.rows = 1});
  form.field("detection/earlier_signal", {.rows = 1});

  heading(kit, 3, form.label_of("resolution"));
  form.field("resolution/text", {.label = Text::editor_resolution_text, .rows = 2});
  form.field("resolution/confirmed_by");
  form.field("resolution/workaround", {.rows = 1});
}

}  // namespace unrepeat::shell
