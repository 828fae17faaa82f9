// Looks sentences up and fills them in.
#include "core/text/text.hpp"

#include <array>

namespace unrepeat {
namespace {

constexpr std::size_t first_count = 0
#define TEXT(name, english, spanish) +1
#include "assets/strings/first.def"
#undef TEXT
    ;

/// In every language, one after another, each ended by a zero: a table of their places would be as long again to
/// download.
template <std::size_t count>
class Sentences {
 public:
  explicit Sentences(const char* at) {
    for (std::string_view& sentence : list_) {
      sentence = at;
      at += sentence.size() + 1;
    }
  }

  std::string_view say(Language language, std::size_t index) const {
    return list_[2 * index + static_cast<std::size_t>(language)];
  }

 private:
  std::array<std::string_view, 2 * count> list_;
};

#define TEXT(name, english, spanish) english "\0" spanish "\0"

std::string_view say_first(Language language, std::size_t index) {
  static constexpr char text[] =
#include "assets/strings/first.def"
      ;
  static const Sentences<first_count> sentences(text);
  return sentences.say(language, index);
}

std::string_view say_later(Language language, std::size_t index) {
  static constexpr char text[] =
#include "assets/strings/later.def"
      ;
  static const Sentences<text_count - first_count> sentences(text);
  return sentences.say(language, index - first_count);
}

#undef TEXT

}  // namespace

std::string number_words(Language language, std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  const bool is_spanish = language == Language::spanish;
  if (is_spanish && digits.size() - first <= 4) return digits;
  const std::string_view separator = is_spanish ? "\u202f" : ",";
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, separator);
  return digits;
}

std::string_view say(Language language, Text text) {
  // Called by their addresses: they must not become a part of this function, since one is downloaded later together
  // with its text (web/later.txt).
  static constexpr std::string_view (*parts[])(Language, std::size_t) = {say_first, say_later};
  const auto index = static_cast<std::size_t>(text);
  return parts[index < first_count ? 0 : 1](language, index);
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
    const TextArgument argument = index < arguments.size() ? arguments[index] : TextArgument("");
    const std::string_view forms = sentence.substr(at + 2, close - at - 2);
    if (forms.empty()) {
      argument.append_to(said, language);
    } else {
      const std::size_t bar = forms.find('|');
      said += argument.is_one() ? forms.substr(1, bar - 1) : forms.substr(bar + 1);
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
