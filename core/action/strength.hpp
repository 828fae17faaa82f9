// How much an action can be relied on; derived from what it says, never stored.
#pragma once

#include <optional>

#include "core/action/action.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// From the strongest to the weakest: what cannot happen any more needs nobody; what is only remembered needs
/// everybody, every time.
enum class Strength : std::uint8_t { eliminates, automates, guards, detects, documents, reminds };
SPELL(Strength, "eliminates", "automates", "guards", "detects", "documents", "reminds")

/// Nothing where neither its words nor its kind and effect tell.
std::optional<Strength> strength_of(const Action& action);

Text label_of(Strength strength);

}  // namespace unrepeat
