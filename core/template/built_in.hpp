// The templates that come with the app, from assets/templates/: one file for each language, the same but for its words.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/template/template.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

/// In the order in which they are offered; the first is the six parts. Read when they are first asked for.
const std::vector<Template>& built_in_templates(Language language);

/// The one of this id, or null.
const Template* find_built_in(std::string_view id, Language language);

/// The card: what is begun when somebody asks for a card.
const Template& built_in_card(Language language);

}  // namespace unrepeat
