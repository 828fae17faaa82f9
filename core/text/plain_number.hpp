// Numbers as people type them.
#pragma once

#include <string>
#include <string_view>

#include "core/text/text.hpp"

namespace unrepeat {

/// A number as somebody writes it in this language, without the signs that group its digits: "12,480" in English and
/// "12.480" in Spanish are "12480". What is no number stays as it is.
[[nodiscard]] std::string plain_number(Language language, std::string_view written);

}  // namespace unrepeat
