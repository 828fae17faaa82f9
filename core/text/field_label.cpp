// Labels by key and words by choice, searched.
#include "core/text/field_label.hpp"

#include <algorithm>
#include <array>

#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

/// The spellings of a choice are one array each, so their address tells the choices apart.
struct ChoiceWords {
  const std::string_view* spellings;
  Text first;
  std::optional<Text> first_definition;
};

template <class Choice>
constexpr std::optional<Text> first_definition() {
  if constexpr (requires { definition_of(Choice{}); }) return definition_of(Choice{});
  return std::nullopt;
}

template <class... Choices>
constexpr std::array<ChoiceWords, sizeof...(Choices)> words_of() {
  return {{{spellings(Choices{}).data(), label_of(Choices{}), first_definition<Choices>()}...}};
}

constexpr auto choice_words =
    words_of<RecordKind, Form, StatusState, Sensitivity, LinkKind, DetectionSource, RelationKind, CustomFieldType,
             PartyKind, MomentKind, MomentState, MomentBasis, Precision, EventKind, Outcome, ImpactLevel, FigureOf,
             DurationBasis, DataLoss, FactorKind, FactorCategory, Certainty, CauseLinkKind, CausesState, ActionKind,
             Effect, ActionState, Priority, CheckResult, LoggedField, ApprovalRole, ApprovalOutcome>();

const ChoiceWords* find_words(const Type& type) {
  const auto found = std::ranges::find(choice_words, type.choices.data(), &ChoiceWords::spellings);
  return found == choice_words.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Text> label_of_field(std::string_view key) {
  // Each ended by a zero, and in the order of their texts.
  static constexpr char names[] =
#define TEXT(name, english, spanish) #name "\0"
#include "assets/strings/field.def"
#undef TEXT
      ;
  constexpr std::string_view prefix = "field_";
  auto text = Text::field_action;
  for (std::string_view name = names; !name.empty(); name = name.data() + name.size() + 1) {
    if (name.substr(prefix.size()) == key) return text;
    text = static_cast<Text>(static_cast<std::uint16_t>(text) + 1);
  }
  // The fields of the moments are the moments.
  const auto moments = spellings(MomentKind{});
  const auto moment = std::ranges::find(moments, key);
  if (moment != moments.end()) return label_of(static_cast<MomentKind>(moment - moments.begin()));
  return std::nullopt;
}

std::optional<Text> label_of_choice(const Type& type, std::uint8_t value) {
  const ChoiceWords* words = find_words(type);
  return words != nullptr ? std::optional(word_for(words->first, value)) : std::nullopt;
}

std::optional<Text> definition_of_choice(const Type& type, std::uint8_t value) {
  const ChoiceWords* words = find_words(type);
  return words != nullptr && words->first_definition ? std::optional(word_for(*words->first_definition, value))
                                                     : std::nullopt;
}

}  // namespace unrepeat
