// Letters of western Europe; other scripts have no accents that people leave out.
#include "core/text/fold.hpp"

namespace unrepeat {

void fold_word(std::string_view word, std::string& folded) {
  // À to Ý and à to ý by their second byte; a space where there is no plain letter.
  static constexpr std::string_view plain = "aaaaaa ceeeeiiii ooooo  uuuuy   ";
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char c = word[at];
    const auto next = at + 1 < word.size() ? static_cast<unsigned char>(word[at + 1]) : 0;
    if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c | 0x20);
    } else if (c == '\xC3' && next >= 0x80 && next <= 0xBF) {
      const std::size_t letter = next & 0x1F;
      if (letter == 0x11) {
        folded += "ñ";
      } else if (plain[letter] != ' ') {
        folded += plain[letter];
      } else {
        folded += word.substr(at, 2);
      }
      ++at;
    } else if (c == '\xCC' && next >= 0x80 && next <= 0xBF) {  // an accent that stands by itself
      if (next == 0x83 && folded.ends_with('n')) folded.replace(folded.size() - 1, 1, "ñ");
      ++at;
    } else if (word.substr(at).starts_with("’")) {
      folded += '\'';
      at += 2;
    } else {
      folded += c;
    }
  }
}

}  // namespace unrepeat
