// One block of prose against the rules. Pure: the same block under the same circumstances gives the same hits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/coach/markdown_blocks.hpp"
#include "core/coach/rule_book.hpp"

namespace unrepeat::coach {

/// What has to be known to read a block, beside the block.
struct Circumstances {
  /// Asked where the words do not tell the language: that of the document.
  Language document_language = Language::english;
  /// Folded words of the names of people; any of them with a capital is a person.
  std::vector<std::string> names;
};

/// A rule that found its words. Places are bytes in the block, on the borders of words.
struct Hit {
  const Rule* rule;
  Language language;
  TextRange words;
  TextRange sentence;  ///< From its first word to behind its last one, with the mark that ends it.
};

/// In the order of their places, without overlap: where two rules find the same words, the earlier rule speaks. Needs
/// of rules are not looked at. Only weak actions are found among actions, and only there.
std::vector<Hit> read_block(const RuleBook& book, std::string_view block, CoachZone zone,
                            const Circumstances& circumstances);

/// Whether a heading says, in any language, that what follows are actions.
bool announces_actions(const RuleBook& book, std::string_view heading);

/// The language of a block; nothing if it is neither English nor Spanish.
std::optional<Language> language_of(const RuleBook& book, std::string_view block, Language otherwise);

}  // namespace unrepeat::coach
