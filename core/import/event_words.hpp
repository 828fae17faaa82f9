// What a sentence of a timeline or a chat most likely tells, by its words. A guess that a person corrects: where no
// word says it, it is nothing in particular.
#pragma once

#include <optional>
#include <string_view>

#include "core/moment/moment.hpp"
#include "core/timeline/timeline.hpp"

namespace unrepeat {

/// English, Spanish, Portuguese, German, Japanese and Chinese.
[[nodiscard]] EventKind kind_by_words(std::string_view text, EventKind otherwise = EventKind::other);

/// What somebody wrote in front of it: "**Detected** by the alert", "復旧: …".
struct LabelledKind {
  EventKind kind;
  std::optional<MomentKind> moment;
};
[[nodiscard]] std::optional<LabelledKind> kind_by_label(std::string_view text);

}  // namespace unrepeat
