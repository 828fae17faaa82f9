// What the described fields are called, for reports and forms that are made from the descriptions.
#pragma once

#include <optional>
#include <string_view>

#include "core/describe/describe.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// By the key it has in files; nothing for a key that no post-mortem has.
std::optional<Text> label_of_field(std::string_view key);

/// The word for a value of a described choice; nothing for a choice without words.
std::optional<Text> label_of_choice(const Type& type, std::uint8_t value);
/// The sentence that says what is meant by it; nothing for a choice whose words say it themselves.
std::optional<Text> definition_of_choice(const Type& type, std::uint8_t value);

}  // namespace unrepeat
