// What a sentence of a timeline or a chat most likely tells, by its words. A guess that a person corrects: where no
// word says it, it is nothing in particular.
#pragma once

#include <string_view>

#include "core/timeline/timeline.hpp"

namespace unrepeat {

/// English, Spanish, Portuguese, German, Japanese and Chinese.
[[nodiscard]] EventKind kind_by_words(std::string_view text, EventKind otherwise = EventKind::other);

}  // namespace unrepeat
