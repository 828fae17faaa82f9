// One look at each part. A card is asked for less: what happened, when, what made it possible and what changes.
#include "core/postmortem/gaps.hpp"

#include <algorithm>

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

  void when(bool is_missing, Part part, Text text) {
    if (is_missing) gaps.push_back({part, text, ""});
  }
  void count(std::ptrdiff_t number, Part part, Text text) {
    if (number > 0) gaps.push_back({part, text, std::to_string(number)});
  }
};

void look_at_moments(Finder& find) {
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    if (is_core(kind) && find.postmortem.moments[kind].state == MomentState::pending)
      find.gaps.push_back({Part::timeline, Text::gap_moment, "", {kind}});
  }
  for (const auto& [first, second] : find_impossible_orders(find.postmortem))
    find.gaps.push_back({Part::timeline, Text::gap_moment_order, "", {first, second}});
}

void look_at_actions(Finder& find) {
  const auto& actions = find.postmortem.actions;
  const auto open = [&](auto&& lacks) {
    return std::ranges::count_if(actions,
                                 [&](const Action& action) { return !is_settled(action.state) && lacks(action); });
  };
  find.when(actions.empty() && find.postmortem.no_action_because.empty(), Part::actions, Text::gap_actions);
  find.count(open([](const Action& action) { return !action.owner; }), Part::actions, Text::gap_owner);
  find.count(open([](const Action& action) { return action.due.empty(); }), Part::actions, Text::gap_due);
  find.count(open([](const Action& action) { return action.checks.empty(); }), Part::actions, Text::gap_check);
}

bool is_contradiction(const Gap& gap) {
  return gap.text == Text::gap_moment_order || gap.text == Text::gap_window_order;
}

/// What it does not ask is not missing; what cannot be true is said all the same.
void look_at_template(Finder& find, const Template& one) {
  std::erase_if(find.gaps, [&](const Gap& gap) { return !one.parts[gap.part].required && !is_contradiction(gap); });
  for (const Section& section : find.postmortem.sections) {
    const TemplateSection* asked = origin_of(section, &one);
    if (asked != nullptr && asked->required && section.body == asked->body)
      find.gaps.push_back({asked->part, Text::gap_section, section.title});
  }
  for (const CustomField& field : find.postmortem.fields) {
    const TemplateField* asked = origin_of(field, &one);
    if (asked != nullptr && asked->required && field.value.empty())
      find.gaps.push_back({asked->part, Text::gap_field, field.label.empty() ? field.name : field.label});
  }
  std::ranges::stable_sort(find.gaps, {}, &Gap::part);
}

}  // namespace

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

std::vector<Gap> find_gaps(const Postmortem& postmortem, const Template* template_) {
  Finder find{postmortem};
  const bool is_full = postmortem.form == Form::full;
  const bool is_felt = postmortem.kind == RecordKind::incident;
  find.when(postmortem.context.summary.empty(), Part::context, Text::gap_summary);
  find.when(is_full && postmortem.systems.empty(), Part::context, Text::gap_systems);
  if (is_full) {
    if (is_felt) look_at_moments(find);
    find.when(postmortem.timeline.empty(), Part::timeline, Text::gap_timeline);
    find.count(std::ranges::count_if(postmortem.timeline,
                                     [](const TimelineEvent& event) {
                                       return !event.time.at && !event.time.earliest && !event.time.latest;
                                     }),
               Part::timeline, Text::gap_unplaced);
    const Impact& impact = postmortem.impact;
    find.when(is_felt && impact.windows.empty() && impact.figures.empty() && impact.text.empty(), Part::impact,
              Text::gap_impact);
    find.count(std::ranges::count_if(impact.windows, is_reversed), Part::impact, Text::gap_window_order);
    find.when(postmortem.kind == RecordKind::near_miss && impact.potential.empty(), Part::impact, Text::gap_potential);
  }
  find.when(postmortem.causes.factors.empty(), Part::causes, Text::gap_factors);
  find.when(is_full && is_felt && !postmortem.causes.factors.empty() &&
                std::ranges::none_of(postmortem.causes.links,
                                     [](const CauseLink& link) { return link.kind == CauseLinkKind::let_it_escalate; }),
            Part::causes, Text::gap_escalation);
  find.when(is_full && postmortem.review.worked.empty(), Part::review, Text::gap_worked);
  find.when(is_full && postmortem.review.did_not_work.empty(), Part::review, Text::gap_did_not_work);
  look_at_actions(find);
  if (template_ != nullptr) look_at_template(find, *template_);
  return std::move(find.gaps);
}

}  // namespace unrepeat
