// Looks sentences up and fills them in. The tables are constant data: nothing is built at start-up.
#include "core/text/text.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view english_texts[] = {
#define TEXT(name, english, spanish) english,
#include "assets/strings/all.def"
#undef TEXT
};

constexpr std::string_view spanish_texts[] = {
#define TEXT(name, english, spanish) spanish,
#include "assets/strings/all.def"
#undef TEXT
};

}  // namespace

std::string_view say(Language language, Text text) {
  const auto index = static_cast<std::size_t>(text);
  return language == Language::spanish ? spanish_texts[index] : english_texts[index];
}

std::string say(Language language, Text text, std::span<const TextArgument> arguments) {
  const std::string_view sentence = say(language, text);
  std::string said;
  said.reserve(sentence.size() + 32);
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const bool placeholder =
        sentence[at] == '{' && at + 2 < sentence.size() && sentence[at + 1] >= '0' && sentence[at + 1] <= '9';
    const std::size_t close = placeholder ? sentence.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      said += sentence[at];
      continue;
    }
    const auto index = static_cast<std::size_t>(sentence[at + 1] - '0');
    const std::string_view argument = index < arguments.size() ? arguments[index].view() : std::string_view();
    const std::string_view forms = sentence.substr(at + 2, close - at - 2);
    if (forms.empty()) {
      said += argument;
    } else {
      const std::size_t bar = forms.find('|');
      said += argument == "1" ? forms.substr(1, bar - 1) : forms.substr(bar + 1);
    }
    at = close;
  }
  return said;
}

Language language_from_tag(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  const bool spanish = primary.size() == 2 && (primary[0] | 0x20) == 'e' && (primary[1] | 0x20) == 's';
  return spanish ? Language::spanish : Language::english;
}

}  // namespace unrepeat
