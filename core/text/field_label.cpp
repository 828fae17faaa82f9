// Labels by key and words by choice: two small tables, searched.
#include "core/text/field_label.hpp"

#include <algorithm>
#include <array>

#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

struct FieldLabel {
  std::string_view name;
  Text text;
};

constexpr std::string_view name_prefix = "field_";
constexpr FieldLabel field_labels[] = {
#define TEXT(name, english, spanish) {#name, Text::name},
#include "assets/strings/field.def"
#undef TEXT
};

/// The spellings of a choice are one array each, so their address tells the choices apart.
struct ChoiceWords {
  const std::string_view* spellings;
  Text first;
};

template <class... Choices>
constexpr std::array<ChoiceWords, sizeof...(Choices)> words_of() {
  return {{{spellings(Choices{}).data(), label_of(Choices{})}...}};
}

constexpr auto choice_words =
    words_of<RecordKind, Form, StatusState, Sensitivity, LinkKind, DetectionSource, RelationKind, CustomFieldType,
             PartyKind, MomentKind, MomentState, MomentBasis, Precision, EventKind, Outcome, ImpactLevel, FigureOf,
             DurationBasis, DataLoss, FactorKind, FactorCategory, Certainty, CauseLinkKind, CausesState, ActionKind,
             Effect, ActionState, Priority, CheckResult, LoggedField, ApprovalRole, ApprovalOutcome>();

}  // namespace

std::optional<Text> label_of_field(std::string_view key) {
  for (const FieldLabel& label : field_labels) {
    if (label.name.substr(name_prefix.size()) == key) return label.text;
  }
  // The fields of the moments are the moments.
  const auto moments = spellings(MomentKind{});
  const auto moment = std::ranges::find(moments, key);
  if (moment != moments.end()) return label_of(static_cast<MomentKind>(moment - moments.begin()));
  return std::nullopt;
}

std::optional<Text> label_of_choice(const Type& type, std::uint8_t value) {
  for (const ChoiceWords& words : choice_words) {
    if (words.spellings == type.choices.data()) return word_for(words.first, value);
  }
  return std::nullopt;
}

}  // namespace unrepeat
