// Every sentence a person can see, by name, in every language. The sentences are in assets/strings/, never in code.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace unrepeat {

enum class Language : uint8_t { english, spanish };

/// One sentence of assets/strings/all.def.
enum class Text : uint16_t {
#define TEXT(name, english, spanish) name,
#include "assets/strings/all.def"
#undef TEXT
};

inline constexpr std::size_t text_count = 0
#define TEXT(name, english, spanish) +1
#include "assets/strings/all.def"
#undef TEXT
    ;

/// "12,480" and, in Spanish, "12 480" with a narrow space that does not break; four digits stay together there.
std::string number_words(Language language, std::int64_t number);

/// What stands for {0}, {1}, … in a sentence: a text, which must outlive it, or how many of something there are, said
/// as `number_words` does. What has digits and counts nothing, such as a year, is a text.
class TextArgument {
 public:
  TextArgument(std::string_view text) : text_(text) {}
  TextArgument(const std::string& text) : text_(text) {}
  TextArgument(const char* text) : text_(text) {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  TextArgument(Number number) : number_(static_cast<std::int64_t>(number)), is_number_(true) {}

  void append_to(std::string& said, Language language) const {
    if (is_number_)
      said += number_words(language, number_);
    else
      said += text_;
  }
  bool is_one() const { return is_number_ ? number_ == 1 : text_ == "1"; }

 private:
  std::string_view text_;
  std::int64_t number_ = 0;
  bool is_number_ = false;
};

/// The sentence as it stands in the table, placeholders and all; for a sentence without any.
std::string_view say(Language language, Text text);

/// The sentence with {0}, {1}, … replaced and {0:hour|hours} chosen (the first form when argument 0 is exactly one).
/// Arguments are inserted as they are and never searched for placeholders; a missing argument is left out.
std::string say(Language language, Text text, std::span<const TextArgument> arguments);

template <typename... Arguments>
  requires(sizeof...(Arguments) > 0 && (std::convertible_to<const Arguments&, TextArgument> && ...))
std::string say(Language language, Text text, const Arguments&... arguments) {
  const TextArgument list[] = {TextArgument(arguments)...};
  return say(language, text, std::span<const TextArgument>(list));
}

/// The language to speak for a BCP 47 tag ("es-MX" is Spanish); English for one that is not spoken here.
Language language_from_tag(std::string_view tag);

}  // namespace unrepeat
