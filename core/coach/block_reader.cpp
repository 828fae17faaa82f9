// Words, sentences, language, then the patterns. Everything that is masked is one word that no pattern takes.
#include "core/coach/block_reader.hpp"

#include <algorithm>
#include <utility>

#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat::coach {
namespace {

struct Token {
  TextRange place;
  std::size_t folded_begin = 0;
  std::size_t folded_size = 0;
  WordId word = no_word;
  WordId name = no_word;  ///< What it stands for, if it is a person's name.
  bool is_capital = false;
  bool has_digit = false;
  bool is_masked = false;
  bool follows_pause = false;    ///< A comma, a bracket or the like stands before it.
  bool begins_sentence = false;  ///< Or what stands like one: after a colon, a dash, a closing bracket.
};

struct Sentence {
  std::size_t first = 0;  ///< Its tokens: from `first` up to `last`.
  std::size_t last = 0;
  bool is_question = false;
  TextRange place;
};

char32_t code_point_at(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (length == 1) return byte(0);
  char32_t point = byte(0) & (0x3Fu >> (length - 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6) | (byte(i) & 0x3Fu);
  return point;
}

bool is_ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// Letters of any script; marks, symbols and emoji are none.
bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c);
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) && !(c >= 0xE000 && c < 0xF900) &&
         !(c >= 0xFE00 && c < 0xFE70) && !(c >= 0xFF00 && c < 0xFF10) && c < 0x1F000;
}

bool is_capital_letter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }

/// Letters of scripts in which neither language is written.
bool is_foreign_letter(char32_t c) { return c >= 0x370 && is_letter(c); }

constexpr std::size_t longest_sentence = 200;

constexpr std::string_view abbreviations[] = {"e.g", "i.e", "etc",  "vs", "approx", "dr",  "mr",  "ms", "mrs",  "sr",
                                              "sra", "ee",  "p.ej", "ej", "no",     "fig", "inc", "ca", "aprox"};

class Reader {
 public:
  Reader(const RuleBook& book, std::string_view text, const Circumstances& circumstances)
      : book_(book), text_(text), circumstances_(circumstances) {
    cut();
    close_sentence(text_.size());
  }

  const std::vector<Sentence>& sentences() const { return sentences_; }
  const std::vector<Token>& tokens() const { return tokens_; }

  std::optional<Language> language(Language otherwise) const {
    std::size_t counts[language_count + 1] = {}, words = 0, foreign = 0;
    for (const Token& token : tokens_) {
      if (token.is_masked || token.has_digit) continue;
      ++words;
      // Scripts without spaces make one long word of many.
      if (is_foreign_letter(letter_at(token.place.begin))) foreign += 1 + (token.place.end - token.place.begin) / 12;
      const std::uint8_t bits = book_.marks_of(token.word);
      for (std::size_t i = 0; i <= language_count; ++i) counts[i] += (bits >> i) & 1u;
    }
    if (4 * foreign > words) return std::nullopt;
    const std::size_t best = *std::ranges::max_element(counts);
    if (counts[static_cast<std::size_t>(otherwise)] == best) return otherwise;
    for (std::size_t i = 0; i < language_count; ++i)
      if (counts[i] == best) return static_cast<Language>(i);
    return std::nullopt;
  }

  /// Where the pattern matches from a token on: the words it marks.
  std::optional<TextRange> match(const Pattern& pattern, const Sentence& sentence, std::size_t token) const {
    Match match{&pattern, &sentence};
    std::size_t end = 0;
    if (!match_from(match, 0, token, token, end) || end == token) return std::nullopt;
    const std::size_t first = match.mark_begin.value_or(token), last = match.mark_end.value_or(end);
    if (first >= last) return std::nullopt;
    return TextRange{tokens_[first].place.begin, tokens_[last - 1].place.end};
  }

  bool has(const std::vector<Pattern>& patterns, const Sentence& sentence) const {
    return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
      for (std::size_t token = sentence.first; token < sentence.last; ++token)
        if (match(pattern, sentence, token)) return true;
      return false;
    });
  }

 private:
  char32_t letter_at(std::size_t at) const {
    return code_point_at(text_, at, std::min(utf8_length_at(text_, at), text_.size() - at));
  }

  // ---- words and sentences
  // -------------------------------------------------------------------------------------------

  void cut() {
    const std::vector<TextRange> masked = find_masked(text_);
    auto mask = masked.begin();
    std::size_t at = 0;
    while (at < text_.size()) {
      if (mask != masked.end() && at >= mask->begin) {
        take_mask(*mask);
        at = std::max(at, mask->end);
        ++mask;
        continue;
      }
      const std::size_t limit = mask == masked.end() ? text_.size() : mask->begin;
      const std::size_t length = std::min(utf8_length_at(text_, at), text_.size() - at);
      const char32_t c = code_point_at(text_, at, length);
      if (is_letter(c) || is_digit(c)) {
        at = take_word(at, limit);
      } else {
        take_mark(c, at, length);
        at += length;
      }
    }
  }

  void take_mask(const TextRange& mask) {
    const std::string_view words = text_.substr(mask.begin, mask.end - mask.begin);
    if (words.starts_with("<br")) return close_sentence(mask.begin);
    // A tag is no word: what it sets in bold goes on.
    if (words.starts_with('<') && !words.contains("://")) return;
    Token token{.place = mask, .is_masked = true, .follows_pause = pause_};
    token.begins_sentence = begins_;
    begins_ = pause_ = false;
    tokens_.push_back(token);
    // A quoted sentence ends the one it stands in, if it has the mark inside.
    const std::size_t last = words.find_last_not_of("\"'”’»");
    if (last != std::string_view::npos && (words[last] == '.' || words[last] == '?' || words[last] == '!') &&
        (mask.end == text_.size() || text_[mask.end] == ' ' || text_[mask.end] == '\n') && begins_anew(mask.end))
      close_sentence(mask.end);
  }

  /// Whether the next word has a capital.
  bool begins_anew(std::size_t at) const {
    while (at < text_.size() && !is_ascii_letter(static_cast<unsigned char>(text_[at])) &&
           static_cast<unsigned char>(text_[at]) < 0x80)
      ++at;
    return at < text_.size() && !(text_[at] >= 'a' && text_[at] <= 'z');
  }

  std::size_t take_word(std::size_t begin, std::size_t limit) {
    Token token{.place = {begin, begin}, .folded_begin = folded_.size(), .follows_pause = pause_};
    token.begins_sentence = begins_;
    begins_ = pause_ = false;
    std::size_t at = begin;
    while (at < limit) {
      const std::size_t length = std::min(utf8_length_at(text_, at), limit - at);
      const char32_t c = code_point_at(text_, at, length);
      const bool is_accent = c >= 0x300 && c < 0x370;
      if (is_letter(c) || is_digit(c) || is_accent) {
        if (at == begin) token.is_capital = is_capital_letter(c);
        token.has_digit = token.has_digit || is_digit(c);
      } else if (!joins(c, at, length, limit)) {
        break;
      }
      at += length;
    }
    token.place.end = at;
    fold_word(text_.substr(begin, at - begin), folded_);
    token.folded_size = folded_.size() - token.folded_begin;
    const std::string_view folded = folded_of(token);
    token.word = book_.find_word(folded);
    const bool is_handle = begin > 0 && text_[begin - 1] == '@' && (begin == 1 || !is_letter(letter_at(begin - 2)));
    // A word all in capitals is an abbreviation.
    const bool is_proper = token.is_capital && at - begin > 1 && !is_capital_letter(letter_at(begin + 1));
    if (is_handle || (is_proper && is_persons_name(folded))) token.name = named_person;
    if (is_proper && folded.ends_with("'s") && is_persons_name(folded.substr(0, folded.size() - 2)))
      token.name = named_owner;
    tokens_.push_back(token);
    // A sentence without an end is a list or no prose at all.
    if (tokens_.size() - sentence_first_ >= longest_sentence) close_sentence(at);
    return at;
  }

  bool is_persons_name(std::string_view folded) const {
    return ((book_.marks_of(book_.find_word(folded)) >> name_bit) & 1u) != 0 ||
           std::ranges::binary_search(circumstances_.names, folded);
  }

  /// Whether a mark holds two parts of one word together: didn’t, on-call, config.yaml, ops/team.
  bool joins(char32_t c, std::size_t at, std::size_t length, std::size_t limit) const {
    if (c != '\'' && c != 0x2019 && c != '-' && c != '.' && c != '_' && c != 0x2011) return false;
    const std::size_t next = at + length;
    if (next >= limit) return false;
    const char32_t after = code_point_at(text_, next, std::min(utf8_length_at(text_, next), limit - next));
    return is_letter(after) || is_digit(after);
  }

  void take_mark(char32_t c, std::size_t at, std::size_t length) {
    const std::size_t next = at + length;
    const bool is_followed_by_space =
        next >= text_.size() || text_[next] == ' ' || text_[next] == '\n' || text_[next] == '\r' || text_[next] == '\t';
    switch (c) {
      case '.':
        if (is_abbreviation()) return;
        [[fallthrough]];
      case '!':
      case '?':
      case 0x2026:
        if (c == '?') asks_ = true;
        if (is_followed_by_space || is_closing(next)) close_sentence(next);
        return;
      case 0x3002:
      case '|': return close_sentence(at);
      case 0xBF:
      case 0xA1: return close_sentence(at);
      case ':':
        pause_ = true;
        if (is_followed_by_space) begins_ = true;
        return;
      case ']': begins_ = pause_ = true; return;
      case '-':
        if (is_followed_by_space && at > 0 && text_[at - 1] == ' ') begins_ = pause_ = true;
        return;
      case 0x2013:
      case 0x2014:
      case 0x2192: begins_ = pause_ = true; return;
      case ',':
      case ';':
      case '(':
      case ')':
      case '[':
      case '/':
      case '&':
      case '=':
      case '+': pause_ = true; return;
      default: return;
    }
  }

  /// Behind a full stop: a bracket or an emphasis that is closed here.
  bool is_closing(std::size_t at) const {
    return at < text_.size() && (text_[at] == ')' || text_[at] == '*' || text_[at] == '_');
  }

  bool is_abbreviation() const {
    if (tokens_.empty() || tokens_.size() == sentence_first_) return false;
    // So is an initial: J. Doe.
    const Token& last = tokens_.back();
    return (last.is_capital && last.place.end - last.place.begin == 1) ||
           std::ranges::find(abbreviations, folded_of(last)) != std::end(abbreviations);
  }

  void close_sentence(std::size_t end) {
    if (tokens_.size() > sentence_first_) {
      tokens_[sentence_first_].begins_sentence = true;
      sentences_.push_back({sentence_first_,
                            tokens_.size(),
                            asks_,
                            {tokens_[sentence_first_].place.begin, std::max(end, tokens_.back().place.end)}});
    }
    sentence_first_ = tokens_.size();
    begins_ = true;
    asks_ = pause_ = false;
  }

  std::string_view folded_of(const Token& token) const {
    return std::string_view(folded_).substr(token.folded_begin, token.folded_size);
  }

  // ---- patterns
  // ------------------------------------------------------------------------------------------------------

  struct Match {
    const Pattern* pattern;
    const Sentence* sentence;
    std::optional<std::size_t> mark_begin = {};
    std::optional<std::size_t> mark_end = {};
    bool may_pause = false;
  };

  bool takes(const Element& element, const Token& token) const {
    if (token.is_masked) return false;
    if (element.kind == Element::Kind::anything) return true;
    const std::string_view folded = folded_of(token);
    bool is_one = (token.word != no_word && std::ranges::binary_search(element.words, token.word)) ||
                  (token.name != no_word && std::ranges::binary_search(element.words, token.name)) ||
                  (element.has_digit && token.has_digit);
    for (std::size_t i = 0; !is_one && i < element.beginnings.size(); ++i)
      is_one = folded.starts_with(element.beginnings[i]);
    for (std::size_t i = 0; !is_one && i < element.endings.size(); ++i) is_one = folded.ends_with(element.endings[i]);
    return is_one && (!element.is_capital || token.is_capital);
  }

  /// Matches the steps from `step` on at a token; `start` is where the whole began.
  bool match_from(Match& match, std::size_t step, std::size_t token, std::size_t start, std::size_t& end) const {
    if (step == match.pattern->size()) {
      end = token;
      return true;
    }
    const Element& element = (*match.pattern)[step];
    const std::size_t last = match.sentence->last;
    const bool may_pause = std::exchange(match.may_pause, false);
    switch (element.kind) {
      case Element::Kind::begin:
        return token < last && tokens_[token].begins_sentence && match_from(match, step + 1, token, start, end);
      case Element::Kind::end: return token == last && match_from(match, step + 1, token, start, end);
      case Element::Kind::pause: match.may_pause = true; return match_from(match, step + 1, token, start, end);
      case Element::Kind::mark_begin:
        match.mark_begin = token;
        match.may_pause = may_pause;
        return match_from(match, step + 1, token, start, end);
      case Element::Kind::mark_end:
        match.mark_end = token;
        match.may_pause = may_pause;
        return match_from(match, step + 1, token, start, end);
      case Element::Kind::anything:
      case Element::Kind::word: break;
    }
    if (element.is_negative) {
      if (token < last && takes(element, tokens_[token]) && !tokens_[token].follows_pause) return false;
      match.may_pause = may_pause;
      return match_from(match, step + 1, token, start, end);
    }
    // As few words as will do: a gap is not to swallow what it leads to.
    for (std::size_t taken = 0;; ++taken) {
      if (taken >= element.least) {
        match.may_pause = may_pause;
        if (match_from(match, step + 1, token + taken, start, end)) return true;
      }
      const std::size_t next = token + taken;
      if (taken == element.most || next >= last || !takes(element, tokens_[next])) return false;
      if (tokens_[next].follows_pause && next != start && !(may_pause && taken == 0)) return false;
    }
  }

  const RuleBook& book_;
  std::string_view text_;
  const Circumstances& circumstances_;
  std::string folded_;
  std::vector<Token> tokens_;
  std::vector<Sentence> sentences_;
  std::size_t sentence_first_ = 0;
  bool begins_ = true;
  bool pause_ = false;
  bool asks_ = false;
};

bool overlap(const TextRange& a, const TextRange& b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

std::vector<Hit> read_block(const RuleBook& book, std::string_view block, CoachZone zone,
                            const Circumstances& circumstances) {
  const Reader reader(book, block, circumstances);
  std::vector<Hit> hits;
  const auto language = reader.language(circumstances.document_language);
  if (!language) return hits;
  const LanguageRules& rules = book.rules_of(*language);
  for (const Sentence& sentence : reader.sentences()) {
    std::vector<Hit> found;
    const auto try_at = [&](const Entry& entry, std::size_t token) {
      const Rule& rule = rules.rules[entry.rule];
      if ((rule.class_ == CoachClass::weak_action) != (zone == CoachZone::actions)) return;
      if (rule.is_question && !sentence.is_question) return;
      const auto words = reader.match(rule.find[entry.pattern], sentence, token);
      if (words) found.push_back({&rule, *language, *words, sentence.place});
    };
    for (std::size_t token = sentence.first; token < sentence.last; ++token) {
      const auto try_those_of = [&](WordId word) {
        const auto entries = rules.entries.find(word);
        if (entries == rules.entries.end()) return;
        for (const Entry& entry : entries->second) try_at(entry, token);
      };
      const Token& one = reader.tokens()[token];
      if (one.word != no_word) try_those_of(one.word);
      if (one.name != no_word) try_those_of(one.name);
      for (const Entry& entry : rules.entries_anywhere) try_at(entry, token);
    }
    // The rules stand in one array, so their order is that of their addresses.
    std::ranges::stable_sort(found, {}, [](const Hit& hit) { return hit.rule; });
    std::size_t kept = hits.size();
    for (const Hit& hit : found) {
      const bool is_new = std::none_of(hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                                       [&](const Hit& other) { return overlap(hit.words, other.words); });
      if (is_new && !reader.has(hit.rule->unless, sentence)) hits.push_back(hit);
    }
    std::ranges::sort(hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(), {},
                      [](const Hit& hit) { return hit.words.begin; });
  }
  return hits;
}

bool announces_actions(const RuleBook& book, std::string_view heading) {
  const Circumstances circumstances;
  const Reader reader(book, heading, circumstances);
  return std::ranges::any_of(reader.sentences(), [&](const Sentence& sentence) {
    return reader.has(book.rules_of(Language::english).headings, sentence) ||
           reader.has(book.rules_of(Language::spanish).headings, sentence);
  });
}

std::optional<Language> language_of(const RuleBook& book, std::string_view block, Language otherwise) {
  const Circumstances circumstances;
  return Reader(book, block, circumstances).language(otherwise);
}

}  // namespace unrepeat::coach
