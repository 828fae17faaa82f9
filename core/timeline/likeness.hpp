// Whether two events may be one happening that two sources tell.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/timeline/timeline.hpp"

namespace unrepeat {

/// Lower-case letters of words, without digits and signs: what two tellings of one thing have in common.
[[nodiscard]] std::string plain_words(std::string_view text);
/// Those of at least four letters.
[[nodiscard]] std::set<std::string> telling_words(std::string_view text);
/// Kinds under which two sources tell one happening.
[[nodiscard]] bool may_be_one(EventKind a, EventKind b);
/// At least two words in common, and a third of what the shorter one says.
[[nodiscard]] bool are_alike(const std::set<std::string>& a, const std::set<std::string>& b);
[[nodiscard]] bool share_a_source(const TimelineEvent& a, const TimelineEvent& b);

}  // namespace unrepeat
