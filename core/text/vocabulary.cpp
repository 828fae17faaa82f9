// Proves, when it compiles, that every value of every enum has its own sentence: the names are compared, and none of
// this is in the program.
#include "core/text/vocabulary.hpp"

#include "core/describe/described_time.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view text_names[] = {
#define TEXT(name, english, spanish) #name,
#include "assets/strings/all.def"
#undef TEXT
};

/// Whether the sentence that `look_up` finds for each value is named `<vocabulary>_<value as files spell it>`.
template <class Choice>
consteval bool is_worded(std::string_view vocabulary, Text (*look_up)(Choice)) {
  std::size_t index = 0;
  for (const std::string_view value : spellings(Choice{})) {
    const std::string_view name = text_names[static_cast<std::size_t>(look_up(static_cast<Choice>(index)))];
    const bool fits = name.size() == vocabulary.size() + 1 + value.size() && name.starts_with(vocabulary) &&
                      name[vocabulary.size()] == '_' && name.ends_with(value);
    if (!fits) return false;
    ++index;
  }
  return true;
}

static_assert(is_worded<RecordKind>("record_kind", label_of));
static_assert(is_worded<RecordKind>("record_kind_definition", definition_of));
static_assert(is_worded<Form>("form", label_of));
static_assert(is_worded<StatusState>("status", label_of));
static_assert(is_worded<Sensitivity>("sensitivity", label_of));
static_assert(is_worded<LinkKind>("link_kind", label_of));
static_assert(is_worded<DetectionSource>("detection_source", label_of));
static_assert(is_worded<RelationKind>("relation_kind", label_of));
static_assert(is_worded<CustomFieldType>("custom_field_type", label_of));
static_assert(is_worded<PartyKind>("party_kind", label_of));
static_assert(is_worded<MomentKind>("moment", label_of));
static_assert(is_worded<MomentKind>("moment_definition", definition_of));
static_assert(is_worded<MomentState>("moment_state", label_of));
static_assert(is_worded<MomentBasis>("moment_basis", label_of));
static_assert(is_worded<Precision>("precision", label_of));
static_assert(is_worded<EventKind>("event_kind", label_of));
static_assert(is_worded<Outcome>("outcome", label_of));
static_assert(is_worded<ImpactLevel>("impact_level", label_of));
static_assert(is_worded<FigureOf>("figure", label_of));
static_assert(is_worded<DurationBasis>("duration_basis", label_of));
static_assert(is_worded<DataLoss>("data_loss", label_of));
static_assert(is_worded<FactorKind>("factor_kind", label_of));
static_assert(is_worded<FactorKind>("factor_kind_definition", definition_of));
static_assert(is_worded<FactorCategory>("category", label_of));
static_assert(is_worded<FactorCategory>("category_definition", definition_of));
static_assert(is_worded<Certainty>("certainty", label_of));
static_assert(is_worded<Certainty>("certainty_definition", definition_of));
static_assert(is_worded<CauseLinkKind>("cause_link", label_of));
static_assert(is_worded<CauseLinkKind>("cause_link_definition", definition_of));
static_assert(is_worded<CausesState>("causes_state", label_of));
static_assert(is_worded<ActionKind>("action_kind", label_of));
static_assert(is_worded<Effect>("effect", label_of));
static_assert(is_worded<ActionState>("action_state", label_of));
static_assert(is_worded<Priority>("priority", label_of));
static_assert(is_worded<CheckResult>("check_result", label_of));
static_assert(is_worded<LoggedField>("logged_field", label_of));
static_assert(is_worded<ApprovalRole>("approval_role", label_of));
static_assert(is_worded<ApprovalOutcome>("approval_outcome", label_of));

}  // namespace
}  // namespace unrepeat
