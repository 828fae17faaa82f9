// The words for the values of the model. That each value has the right one is checked by the compiler, in
// vocabulary.cpp.
#include "core/text/vocabulary.hpp"

#include <doctest/doctest.h>

#include "core/text/field_label.hpp"

using namespace unrepeat;

TEST_CASE("values of the model are named in both languages") {
  CHECK(say(Language::english, label_of(MomentKind::acknowledged)) == "Response");
  CHECK(say(Language::spanish, label_of(RecordKind::near_miss)) == "Cuasi incidente");
  CHECK(say(Language::english, label_of(CauseLinkKind::let_it_escalate)) == "let it escalate");
  CHECK(say(Language::spanish, label_of(LoggedField::owner)) == "A cargo de");
  CHECK(say(Language::english, definition_of(FactorKind::weak_guard)) == "A safeguard that existed and did not hold.");
}

TEST_CASE("what a choice means is found like its word, and nothing where the word says it itself") {
  const auto definition = [](const Type& type, auto value) {
    const auto found = definition_of_choice(type, static_cast<std::uint8_t>(value));
    return found ? say(Language::english, *found) : std::string_view{};
  };
  CHECK(definition(type_of<FactorKind>(), FactorKind::guard_held) ==
        "A safeguard that held and kept it from becoming worse.");
  CHECK(definition(type_of<Certainty>(), Certainty::confirmed) == "A record, a measurement or a test shows it.");
  CHECK(definition(type_of<CauseLinkKind>(), CauseLinkKind::delayed_detection) ==
        "Because of it, this was noticed later.");
  CHECK(definition(type_of<Priority>(), Priority::high).empty());
}

TEST_CASE("no Spanish word for a person's part in it reads as a verdict") {
  for (std::size_t index = 0; index < text_count; ++index) {
    const std::string_view sentence = say(Language::spanish, static_cast<Text>(index));
    CHECK_MESSAGE(sentence.find("responsable") == std::string_view::npos, sentence);
    CHECK_MESSAGE(sentence.find("culpa") == std::string_view::npos, sentence);
  }
}
