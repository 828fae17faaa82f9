// One look at each part. A card is asked for less: what happened, when, what made it possible and what changes.
#include "core/postmortem/gaps.hpp"

#include <algorithm>

#include "core/describe/place.hpp"
#include "core/moment/commands.hpp"
#include "core/template/commands.hpp"
#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

/// Only what is so by definition. Detection may well come before the first impact.
constexpr std::pair<MomentKind, MomentKind> orders[] = {
    {MomentKind::cause_introduced, MomentKind::impact_start},
    {MomentKind::impact_start, MomentKind::mitigated},
    {MomentKind::impact_start, MomentKind::resolved},
    {MomentKind::detected, MomentKind::notified},
    {MomentKind::detected, MomentKind::acknowledged},
    {MomentKind::notified, MomentKind::acknowledged},
    {MomentKind::detected, MomentKind::declared},
    {MomentKind::mitigated, MomentKind::resolved},
    {MomentKind::resolved, MomentKind::reviewed},
};

struct Finder {
  const Postmortem& postmortem;
  std::vector<Gap> gaps = {};

  void when(bool is_missing, Part part, Text text, std::string path) {
    if (is_missing)
      gaps.push_back({.part = part, .text = text, .argument = "", .path = std::move(path), .is_absence = true});
  }
  /// How many entries of a list lack something, and the first that does.
  template <class Entry, class Lacks>
  void count(const std::vector<Entry>& entries, std::string_view list, Part part, Text text, Lacks lacks) {
    const auto first = std::ranges::find_if(entries, lacks);
    if (first == entries.end()) return;
    gaps.push_back({.part = part,
                    .text = text,
                    .argument = std::to_string(std::ranges::count_if(entries, lacks)),
                    .path = path_of(list, first->id)});
  }
};

std::string path_of(MomentKind kind) { return unrepeat::path_of("moments", spelling_of(kind)); }

void look_at_moments(Finder& find) {
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    if (is_core(kind) && find.postmortem.moments[kind].state == MomentState::pending)
      find.gaps.push_back({Part::timeline, Text::gap_moment, "", {kind}, path_of(kind), true});
  }
  for (const auto& [first, second] : find_impossible_orders(find.postmortem))
    find.gaps.push_back({Part::timeline, Text::gap_moment_order, "", {first, second}, path_of(first)});
}

/// A row that was only added says nothing. A figure of something without a number says that nobody knows.
bool is_written(const ImpactWindow& window) {
  return window.start != Time{} || window.end || !window.systems.empty() || !window.share.empty() ||
         !window.note.empty();
}
bool is_written(const ImpactFigure& figure) {
  return figure.what != FigureOf::users || !figure.affected.empty() || !figure.total.empty() || !figure.share.empty() ||
         !figure.label.empty() || figure.window;
}

/// Whether any number says how much it was.
bool has_figure(const Impact& impact) {
  return std::ranges::any_of(impact.figures, [](const ImpactFigure& figure) { return is_written(figure); }) ||
         !impact.business.revenue.empty() || impact.business.support_tickets ||
         std::ranges::any_of(impact.windows, [](const ImpactWindow& window) { return !window.share.empty(); });
}

void look_at_impact(Finder& find) {
  const Impact& impact = find.postmortem.impact;
  const bool is_felt = find.postmortem.kind == RecordKind::incident;
  const auto any = [](const auto& entries) {
    return std::ranges::any_of(entries, [](const auto& entry) { return is_written(entry); });
  };
  const bool is_said = any(impact.windows) || any(impact.figures) || !impact.text.empty();
  find.when(is_felt && !is_said, Part::impact, Text::gap_impact, "impact/text");
  find.when(is_felt && is_said && !has_figure(impact), Part::impact, Text::gap_figure, "impact/figures");
  find.count(impact.windows, "impact/windows", Part::impact, Text::gap_window_order,
             [](const ImpactWindow& window) { return is_reversed(window); });
  find.when(find.postmortem.kind == RecordKind::near_miss && impact.potential.empty(), Part::impact,
            Text::gap_potential, "impact/potential");
  // "Unknown" is what a new post-mortem has; in words it is an answer.
  const Detection& detection = find.postmortem.detection;
  find.when(is_felt && detection.source == DetectionSource::unknown && detection.detail.empty(), Part::impact,
            Text::gap_detection, "detection/source");
}

/// What each factor is answered by, and each action an answer to.
void look_at_answers(Finder& find) {
  const auto& factors = find.postmortem.causes.factors;
  const auto& actions = find.postmortem.actions;
  if (factors.empty() || actions.empty()) return;
  find.count(factors, "causes/factors", Part::actions, Text::gap_factor_action,
             [&](const Factor& factor) { return lacks_action(find.postmortem, factor); });
  find.count(actions, "actions", Part::actions, Text::gap_action_factor,
             [](const Action& action) { return !is_settled(action.state) && action.addresses.empty(); });
}

/// After a severe incident one of each: so that it does not begin, is seen, and ends sooner.
void look_at_effects(Finder& find) {
  const Postmortem& postmortem = find.postmortem;
  if (!postmortem.severity || postmortem.severity->level > 2) return;
  if (postmortem.actions.empty() || !postmortem.no_action_because.empty()) return;
  for (const auto& [effect, text] :
       {std::pair(Effect::prevent, Text::gap_prevent), std::pair(Effect::detect, Text::gap_detect),
        std::pair(Effect::mitigate, Text::gap_mitigate)})
    find.when(std::ranges::find(postmortem.actions, std::optional(effect), &Action::effect) == postmortem.actions.end(),
              Part::actions, text, "actions");
}

void look_at_actions(Finder& find) {
  const auto& actions = find.postmortem.actions;
  const auto count_open = [&](Text text, bool (*lacks)(const Action&)) {
    find.count(actions, "actions", Part::actions, text,
               [&](const Action& action) { return !is_settled(action.state) && lacks(action); });
  };
  find.when(actions.empty() && find.postmortem.no_action_because.empty(), Part::actions, Text::gap_actions, "actions");
  count_open(Text::gap_owner, [](const Action& action) { return !action.owner; });
  count_open(Text::gap_due, [](const Action& action) { return action.due.empty(); });
  count_open(Text::gap_check, [](const Action& action) { return action.checks.empty(); });
}

/// What it does not ask is not missing; what is there and lacks something, or cannot be true, is said all the same.
void look_at_template(Finder& find, const Template& one) {
  std::erase_if(find.gaps, [&](const Gap& gap) { return !one.parts[gap.part].required && gap.is_absence; });
  for (const Section& section : find.postmortem.sections) {
    const TemplateSection* asked = origin_of(section, &one);
    if (asked != nullptr && asked->required && section.body == asked->body)
      find.gaps.push_back({.part = asked->part,
                           .text = Text::gap_section,
                           .argument = section.title,
                           .path = unrepeat::path_of("sections", section.id) + "/body"});
  }
  for (const CustomField& field : find.postmortem.fields) {
    const TemplateField* asked = origin_of(field, &one);
    if (asked != nullptr && asked->required && field.value.empty())
      find.gaps.push_back({.part = asked->part,
                           .text = Text::gap_field,
                           .argument = field.label.empty() ? field.name : field.label,
                           .path = unrepeat::path_of("fields", field.id) + "/value"});
  }
  std::ranges::stable_sort(find.gaps, {}, &Gap::part);
}

}  // namespace

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

/// As a word of its own.
bool names(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); !name.empty() && at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

/// Somebody who took part, by the name or the first of its words.
bool names_a_person(const Postmortem& postmortem, std::string_view text) {
  return std::ranges::any_of(postmortem.people, [&](const Party& party) {
    const std::string_view name = party.name;
    return party.kind == PartyKind::person && (names(text, name) || names(text, name.substr(0, name.find(' '))));
  });
}

}  // namespace

const Factor* person_alone(const Postmortem& postmortem) {
  const Factor* only = nullptr;
  for (const Factor& factor : postmortem.causes.factors) {
    if (factor.certainty == Certainty::ruled_out || factor.text.empty()) continue;
    if (only != nullptr) return nullptr;
    only = &factor;
  }
  return only != nullptr && names_a_person(postmortem, only->text) ? only : nullptr;
}

std::string say(Language language, const Gap& gap) {
  const auto moment = [&](std::size_t index) {
    return index < gap.moments.size() ? say(language, label_of(gap.moments[index])) : std::string_view{};
  };
  return gap.moments.empty() ? say(language, gap.text, gap.argument) : say(language, gap.text, moment(0), moment(1));
}

std::vector<std::pair<MomentKind, MomentKind>> find_impossible_orders(const Postmortem& postmortem) {
  std::vector<std::pair<MomentKind, MomentKind>> found;
  for (const auto& order : orders) {
    const auto first = instant_of(postmortem, order.first), second = instant_of(postmortem, order.second);
    if (first && second && *first > *second) found.push_back(order);
  }
  return found;
}

bool is_reversed(const ImpactWindow& window) {
  return window.end && window.end->at && window.start.at && *window.end->at < *window.start.at;
}

bool is_reversed(const TimelineEvent& event) {
  return event.end && event.end->at && event.time.at && *event.end->at < *event.time.at;
}

std::vector<Gap> find_gaps(const Postmortem& postmortem, const Template* template_) {
  Finder find{postmortem};
  const bool is_full = postmortem.form == Form::full;
  const bool is_felt = postmortem.kind == RecordKind::incident;
  find.when(postmortem.context.summary.empty(), Part::context, Text::gap_summary, "context/summary");
  find.when(is_full && postmortem.systems.empty(), Part::context, Text::gap_systems, "systems");
  find.count(postmortem.images, "images", Part::context, Text::gap_image,
             [](const Image& image) { return image.alt.find_first_not_of(" \n") == std::string::npos; });
  if (is_full) {
    if (is_felt) look_at_moments(find);
    find.when(postmortem.timeline.empty(), Part::timeline, Text::gap_timeline, "timeline");
    find.count(postmortem.timeline, "timeline", Part::timeline, Text::gap_unplaced,
               [](const TimelineEvent& event) { return !event.time.at && !event.time.earliest && !event.time.latest; });
    find.count(postmortem.timeline, "timeline", Part::timeline, Text::gap_event_order,
               [](const TimelineEvent& event) { return is_reversed(event); });
    look_at_impact(find);
  }
  find.when(postmortem.causes.factors.empty(), Part::causes, Text::gap_factors, "causes/factors");
  if (const Factor* alone = person_alone(postmortem))
    find.gaps.push_back({.part = Part::causes,
                         .text = Text::gap_person_alone,
                         .argument = alone->text,
                         .path = path_of("causes/factors", alone->id)});
  find.when(is_full && is_felt && !postmortem.causes.factors.empty() &&
                std::ranges::none_of(postmortem.causes.links,
                                     [](const CauseLink& link) { return link.kind == CauseLinkKind::let_it_escalate; }),
            Part::causes, Text::gap_escalation, "causes/links");
  if (is_full) {
    find.when(postmortem.review.worked.empty(), Part::review, Text::gap_worked, "review/worked");
    find.when(postmortem.review.did_not_work.empty(), Part::review, Text::gap_did_not_work, "review/did_not_work");
  }
  look_at_actions(find);
  if (is_full) {
    look_at_answers(find);
    look_at_effects(find);
  }
  if (template_ != nullptr) look_at_template(find, *template_);
  return std::move(find.gaps);
}

bool lacks_action(const Postmortem& postmortem, const Factor& factor) {
  if (!postmortem.no_action_because.empty() || factor.certainty == Certainty::ruled_out) return false;
  if (factor.kind == FactorKind::guard_held || factor.kind == FactorKind::trigger) return false;
  return std::ranges::none_of(postmortem.actions, [&](const Action& action) {
    return std::ranges::find(action.addresses, factor.id) != action.addresses.end();
  });
}

}  // namespace unrepeat
