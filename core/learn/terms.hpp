// What a text is about, in terms that two texts can have in common: words without their endings, pairs of characters
// where a script has no spaces. Words that every post-mortem has, numbers, ids and addresses are none.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace unrepeat {

struct Term {
  int count = 0;
  std::string written;  ///< As it stands where it was found first.
  /// What the only sentence that has it says, as a hash; 0 where several have it, or one of few terms.
  std::uint32_t sentence = 0;
};
using Terms = std::map<std::string, Term, std::less<>>;

[[nodiscard]] std::uint32_t hash_of_term(std::string_view term);
/// Adds those of a text.
void gather_terms(std::string_view text, Terms& terms);
[[nodiscard]] Terms terms_of(std::string_view text);

}  // namespace unrepeat
