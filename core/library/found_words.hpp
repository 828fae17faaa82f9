// Where a post-mortem has the words that somebody searches.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/describe/texts.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/searched_words.hpp"

namespace unrepeat {

/// Every text of a post-mortem that is searched, in the order of its fields, the title first: what people wrote, and
/// nothing of its history.
void visit_searched_texts(const Postmortem& postmortem,
                          const std::function<void(std::string_view text, const TextPlace& place)>& take);

/// The paths of the texts that have as many of the terms as one text has at most; none where no text has any.
[[nodiscard]] std::vector<std::string> find_words(const Postmortem& postmortem, const SearchedWords& words);

}  // namespace unrepeat
