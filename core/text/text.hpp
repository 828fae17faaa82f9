// Every sentence a person can see, by name, in every language. The sentences are in assets/strings/, never in code.
#pragma once

#include <array>
#include <charconv>
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

/// What stands for {0}, {1}, … in a sentence: a text, which must outlive it, or a whole number.
class TextArgument {
 public:
  TextArgument(std::string_view text) : text_(text) {}
  TextArgument(const std::string& text) : text_(text) {}
  TextArgument(const char* text) : text_(text) {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  TextArgument(Number number) {
    const char* end = std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr;
    digit_count_ = static_cast<uint8_t>(end - digits_.data());
  }

  std::string_view view() const { return digit_count_ > 0 ? std::string_view(digits_.data(), digit_count_) : text_; }

 private:
  std::string_view text_;
  std::array<char, 20> digits_;
  uint8_t digit_count_ = 0;
};

/// The sentence as it stands in the table, placeholders and all; for a sentence without any.
std::string_view say(Language language, Text text);

/// The sentence with {0}, {1}, … replaced and {0:hour|hours} chosen (the first form when argument 0 is exactly "1").
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
