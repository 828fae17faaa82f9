// A language as documents and requests name it.
#pragma once

#include <string_view>

#include "core/text/text.hpp"

namespace unrepeat::shell {

constexpr std::string_view language_tag(Language language) { return language == Language::spanish ? "es" : "en"; }

}  // namespace unrepeat::shell
