// Causes: what made it possible, and apart from that what let it escalate. Several factors, never one culprit.
#include <algorithm>

#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"

namespace unrepeat::shell {
namespace {

/// How the factor bears on the incident: one link, set by a command of its own.
void draw_bearing(PartForm& form, const Factor& factor, const std::string& path) {
  Kit& kit = form.kit;
  std::vector<std::string_view> names = form.names_of(type_of<CauseLinkKind>());
  std::vector<std::string_view> definitions = form.definitions_of(type_of<CauseLinkKind>());
  names.insert(names.begin(), kit.say(Text::editor_not_said));
  definitions.insert(definitions.begin(), std::string_view{});
  const auto link = link_to_incident(form.value.causes, factor.id);
  const std::size_t selected = link ? static_cast<std::size_t>(*link) + 1 : 0;
  const std::string at = joined(path, "bearing");
  if (const auto next = form.choice(at, kit.say(Text::editor_bearing), names, selected, {.definitions = definitions}))
    form.wants(at,
               LinkFactor{factor.id, *next == 0 ? std::nullopt : std::optional(static_cast<CauseLinkKind>(*next - 1))});
}

void draw_factor(PartForm& form, const Factor& factor, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("causes/factors", factor.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_factor_number, number);
  auto group = kit.region(Role::group, name);
  std::string detail(kit.say(label_of(factor.kind)));
  const auto say = [&](Text words) { detail += " · " + std::string(kit.say(words)); };
  if (factor.category) say(label_of(*factor.category));
  // What nobody has looked at yet is not said.
  if (factor.certainty != Certainty::likely) say(label_of(factor.certainty));
  // What the heading above does not say already.
  if (const auto link = link_to_incident(form.value.causes, factor.id);
      link == CauseLinkKind::delayed_detection || link == CauseLinkKind::delayed_response)
    say(label_of(*link));
  for (const CauseLink& link : form.value.causes.links) {
    if (link.from != unrepeat::text_of(factor.id) || link.to == "incident") continue;
    const auto target = std::ranges::find(form.value.causes.factors, link.to,
                                          [](const Factor& one) { return unrepeat::text_of(one.id); });
    if (target == form.value.causes.factors.end()) continue;
    say(label_of(link.kind));
    detail += ": " + beginning_of(target->text, 40);
  }
  if (form.line(path, {.name = name,
                       .key = "text",
                       .words = factor.text,
                       .prompt = kit.say(Text::editor_factor_prompt),
                       .detail = detail})) {
    auto inset = kit.inset(12, 0, 12);
    draw_bearing(form, factor, path);
    draw_factor_details(form, factor, path);
  }
  divider(kit);
}

/// The two questions, what kept it from being worse, and what nobody has placed yet. What led to another factor made it
/// possible too.
struct Question {
  Text title;
  bool (*holds)(std::optional<CauseLinkKind> bearing, bool leads_somewhere);
};
constexpr Question questions[] = {
    {Text::editor_made_possible,
     [](std::optional<CauseLinkKind> bearing, bool leads_somewhere) {
       return bearing ? *bearing == CauseLinkKind::contributed_to : leads_somewhere;
     }},
    {Text::editor_let_escalate,
     [](std::optional<CauseLinkKind> bearing, bool) {
       return bearing && *bearing != CauseLinkKind::contributed_to && *bearing != CauseLinkKind::limited;
     }},
    {Text::editor_limited_it,
     [](std::optional<CauseLinkKind> bearing, bool) { return bearing == CauseLinkKind::limited; }},
    {Text::editor_unlinked,
     [](std::optional<CauseLinkKind> bearing, bool leads_somewhere) { return !bearing && !leads_somewhere; }},
};

void draw_list(PartForm& form) {
  Kit& kit = form.kit;
  const auto& factors = form.value.causes.factors;
  for (const Question& question : questions) {
    bool is_first = true;
    std::size_t number = 0;
    for (const Factor& factor : factors) {
      ++number;
      const bool leads_somewhere = std::ranges::find(form.value.causes.links, unrepeat::text_of(factor.id),
                                                     &CauseLink::from) != form.value.causes.links.end();
      if (!question.holds(link_to_incident(form.value.causes, factor.id), leads_somewhere)) continue;
      if (is_first) heading(kit, 3, kit.say(question.title));
      is_first = false;
      draw_factor(form, factor, number);
    }
  }
}

void draw_by_category(PartForm& form) {
  Kit& kit = form.kit;
  const auto& factors = form.value.causes.factors;
  const std::size_t categories = form.names_of(type_of<FactorCategory>()).size();
  for (std::size_t category = 0; category <= categories; ++category) {
    const auto wanted =
        category < categories ? std::optional(static_cast<FactorCategory>(category)) : std::optional<FactorCategory>();
    bool is_first = true;
    for (std::size_t i = 0; i < factors.size(); ++i) {
      if (factors[i].category != wanted) continue;
      if (is_first) heading(kit, 3, kit.say(wanted ? label_of(*wanted) : Text::editor_no_category));
      is_first = false;
      draw_factor(form, factors[i], i + 1);
    }
  }
}

}  // namespace

void draw_factor_details(PartForm& form, const Factor& factor, const std::string& path) {
  Kit& kit = form.kit;
  form.lines(path, "kind category certainty");
  text(kit, kit.say(definition_of(factor.kind)), {.style = Style::caption});
  if (factor.category) text(kit, kit.say(definition_of(*factor.category)), {.style = Style::caption});
  form.ending(path, beginning_of(factor.text), "tags|events|evidence");
}

void draw_causes(PartForm& form) {
  Kit& kit = form.kit;
  form.field("causes/summary",
             {.prompt = form.prompt_of(Part::causes, Text::editor_causes_prompt), .plain = true, .rows = 2});
  form.field("causes/state", {.label = Text::editor_causes_state});
  const auto& factors = form.value.causes.factors;
  if (factors.empty()) {
    heading(kit, 3, form.label_of("factors"));
  } else {
    kit.space(8);
    const Tab views[] = {{.name = kit.say(Text::editor_causes_list)},
                         {.name = kit.say(Text::editor_causes_graph)},
                         {.name = kit.say(Text::editor_causes_whys)},
                         {.name = kit.say(Text::editor_causes_by_category)}};
    if (const auto chosen = tabs(kit, kit.say(Text::editor_causes_view), views, form.memory.causes_view))
      form.memory.causes_view = *chosen;
    constexpr void (*draw[])(PartForm&) = {draw_list, draw_cause_graph, draw_whys, draw_by_category};
    draw[form.memory.causes_view](form);
  }
  text(kit, kit.say(Text::editor_factors_explained), {.style = Style::secondary});
  form.quick_add("causes/factors", "text", kit.say(Text::editor_add_factor), kit.say(Text::editor_add_factor), true);
}

}  // namespace unrepeat::shell
