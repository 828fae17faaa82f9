// What the values of the model are called. A group of sentences stands in vocabulary.def or row.def in the order of
// its enum, so a lookup is an addition.
#pragma once

#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// The group of sentences that begins with `first`, one for each value of Choice. That they are the right ones is
/// checked when this compiles.
template <class Choice>
constexpr Text word_for(Text first, Choice value) {
  return static_cast<Text>(static_cast<std::uint16_t>(first) + static_cast<std::uint16_t>(value));
}

// A short name, to be shown as it is.
constexpr Text label_of(RecordKind value) { return word_for(Text::record_kind_incident, value); }
constexpr Text label_of(Form value) { return word_for(Text::form_full, value); }
constexpr Text label_of(StatusState value) { return word_for(Text::status_draft, value); }
constexpr Text label_of(Sensitivity value) { return word_for(Text::sensitivity_public, value); }
constexpr Text label_of(LinkKind value) { return word_for(Text::link_kind_other, value); }
constexpr Text label_of(DetectionSource value) { return word_for(Text::detection_source_unknown, value); }
constexpr Text label_of(RelationKind value) { return word_for(Text::relation_kind_related, value); }
constexpr Text label_of(CustomFieldType value) { return word_for(Text::custom_field_type_text, value); }
constexpr Text label_of(PartyKind value) { return word_for(Text::party_kind_person, value); }
constexpr Text label_of(MomentKind value) { return word_for(Text::moment_cause_introduced, value); }
constexpr Text label_of(MomentState value) { return word_for(Text::moment_state_pending, value); }
constexpr Text label_of(MomentBasis value) { return word_for(Text::moment_basis_recorded, value); }
constexpr Text label_of(Precision value) { return word_for(Text::precision_second, value); }
constexpr Text label_of(EventKind value) { return word_for(Text::event_kind_other, value); }
constexpr Text label_of(Outcome value) { return word_for(Text::outcome_open, value); }
constexpr Text label_of(ImpactLevel value) { return word_for(Text::impact_level_degraded, value); }
constexpr Text label_of(FigureOf value) { return word_for(Text::figure_users, value); }
constexpr Text label_of(DurationBasis value) { return word_for(Text::duration_basis_unknown, value); }
constexpr Text label_of(DataLoss value) { return word_for(Text::data_loss_unknown, value); }
constexpr Text label_of(FactorKind value) { return word_for(Text::factor_kind_condition, value); }
constexpr Text label_of(FactorCategory value) { return word_for(Text::category_technical, value); }
constexpr Text label_of(Certainty value) { return word_for(Text::certainty_likely, value); }
constexpr Text label_of(CauseLinkKind value) { return word_for(Text::cause_link_contributed_to, value); }
constexpr Text label_of(CausesState value) { return word_for(Text::causes_state_unknown, value); }
constexpr Text label_of(ActionKind value) { return word_for(Text::action_kind_improvement, value); }
constexpr Text label_of(Effect value) { return word_for(Text::effect_prevent, value); }
constexpr Text label_of(ActionState value) { return word_for(Text::action_state_idea, value); }
constexpr Text label_of(Priority value) { return word_for(Text::priority_normal, value); }
constexpr Text label_of(CheckResult value) { return word_for(Text::check_result_worked, value); }
constexpr Text label_of(LoggedField value) { return word_for(Text::logged_field_state, value); }
constexpr Text label_of(ApprovalRole value) { return word_for(Text::approval_role_reviewer, value); }
constexpr Text label_of(ApprovalOutcome value) { return word_for(Text::approval_outcome_pending, value); }

// One sentence that says what is meant.
constexpr Text definition_of(RecordKind value) { return word_for(Text::record_kind_definition_incident, value); }
constexpr Text definition_of(MomentKind value) { return word_for(Text::moment_definition_cause_introduced, value); }
constexpr Text definition_of(FactorKind value) { return word_for(Text::factor_kind_definition_condition, value); }
constexpr Text definition_of(FactorCategory value) { return word_for(Text::category_definition_technical, value); }
constexpr Text definition_of(Certainty value) { return word_for(Text::certainty_definition_likely, value); }
constexpr Text definition_of(CauseLinkKind value) {
  return word_for(Text::cause_link_definition_contributed_to, value);
}

}  // namespace unrepeat
