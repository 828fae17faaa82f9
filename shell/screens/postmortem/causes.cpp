// Causes: what made it possible, and apart from that what let it escalate. Several factors, never one culprit.
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// How the factor bears on the incident: one link, set by a command of its own.
void draw_bearing(PartForm& form, const Factor& factor, const std::string& path) {
  Kit& kit = form.kit;
  std::vector<std::string_view> names = form.names_of(type_of<CauseLinkKind>());
  names.insert(names.begin(), kit.say(Text::editor_not_said));
  const auto link = link_to_incident(form.value.causes, factor.id);
  const std::size_t selected = link ? static_cast<std::size_t>(*link) + 1 : 0;
  const std::string at = joined(path, "bearing");
  if (const auto next = form.choice(at, kit.say(Text::editor_bearing), names, selected))
    form.wants(at,
               LinkFactor{factor.id, *next == 0 ? std::nullopt : std::optional(static_cast<CauseLinkKind>(*next - 1))});
}

void draw_factor(PartForm& form, const Factor& factor, const std::string& path, std::span<const Candidate> events) {
  Kit& kit = form.kit;
  form.field(joined(path, "text"),
             {.label = Text::editor_factor_text, .placeholder = Text::editor_factor_prompt, .rows = 1});
  draw_bearing(form, factor, path);
  form.fields(path, {"kind", "category", "certainty"}, 140);
  text(kit, kit.say(definition_of(factor.kind)), {.style = Style::caption});
  if (factor.category) text(kit, kit.say(definition_of(*factor.category)), {.style = Style::caption});
  form.words(joined(path, "tags"));
  if (!events.empty() && form.unfolded(joined(path, "events"), form.label_of("events")))
    form.references(joined(path, "events"), events);
}

}  // namespace

void draw_causes(PartForm& form) {
  Kit& kit = form.kit;
  form.field("causes/summary", {.placeholder = Text::editor_causes_prompt, .rows = 3});
  form.field("causes/state", {.label = Text::editor_causes_state});
  heading(kit, 3, form.label_of("factors"));
  text(kit, kit.say(Text::editor_factors_explained), {.style = Style::secondary});
  const std::vector<Candidate> events = event_candidates(form);
  draw_entries(form, "causes/factors", form.value.causes.factors, Text::editor_factor_number,
               [&](const Factor& factor, const std::string& path) { draw_factor(form, factor, path, events); });
  const auto line = form.adder("causes/factors", kit.say(Text::editor_add_factor), kit.say(Text::editor_add_factor));
  if (!line) return;
  form.add("causes/factors", {{"text", *line}});
  form.memory.drafts["causes/factors"].clear();
}

}  // namespace unrepeat::shell
