// People by their roles: "the on-call engineer" in place of a name, where a room looks at what happened and not at who.
#pragma once

#include <string>
#include <string_view>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

enum class Naming : std::uint8_t { names, roles };

/// What somebody is called: the name, or the first role of the person of that name, or `somebody` where a person of
/// that name has none. A name that no person has stays: it is a team's or a tool's.
std::string called(const Postmortem& postmortem, Naming naming, std::string_view name, std::string_view somebody);

/// A text with the whole names of people replaced like that; other words stay as they are.
std::string with_names(const Postmortem& postmortem, Naming naming, std::string_view text, std::string_view somebody);

}  // namespace unrepeat
