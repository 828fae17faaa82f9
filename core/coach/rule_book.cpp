// Reads the rule language of rule_book.hpp into rows of word numbers; nothing here knows a rule.
#include "core/coach/rule_book.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/format/json_tree.hpp"
#include "core/text/fold.hpp"
#include "embedded_language.hpp"

namespace unrepeat {

std::string_view name_of(CoachClass class_) {
  static constexpr std::array<std::string_view, coach_class_count> names = {
      "counterfactual", "omission", "human_error",   "judging",    "agent",
      "single_cause",   "question", "overstatement", "weak_action"};
  return names[static_cast<std::size_t>(class_)];
}

namespace coach {
namespace {

/// Calls `visit` for every piece between single or several separators.
template <class Visit>
void for_each_piece(std::string_view text, char separator, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

void add_sorted(std::vector<WordId>& words, WordId word) {
  const auto place = std::ranges::lower_bound(words, word);
  if (place == words.end() || *place != word) words.insert(place, word);
}

}  // namespace

/// Reads one file. Sets live only as long as it is read.
class RuleReader {
 public:
  RuleReader(RuleBook& book, std::size_t bit, std::vector<std::string>& complaints)
      : book_(book), bit_(bit), complaints_(complaints) {}

  void read(std::string_view json) {
    const auto tree = parse_json(json);
    if (!tree || tree->root().kind() != JsonKind::object) return complain("the file is no JSON object");
    for (const JsonNode& node : tree->root()) {
      place_ = node.key();
      if (node.key() == "common") {
        for_each_word(node, [&](std::string_view word) { book_.mark(word, bit_); });
      } else if (node.key() == "names") {
        for_each_word(node, [&](std::string_view name) { book_.mark(name, name_bit); });
      } else if (node.key() == "sets") {
        for (const JsonNode& set : node) read_set(set);
      } else if (bit_ >= language_count) {
        complain("only a language has headings and rules");
      } else if (node.key() == "headings") {
        rules().headings = patterns(node);
      } else if (node.key() == "rules") {
        for (const JsonNode& rule : node) read_rule(rule);
      } else {
        complain("this key is not known");
      }
    }
  }

 private:
  LanguageRules& rules() { return book_.rules_[bit_]; }

  void complain(std::string_view what) { complaints_.push_back(place_ + ": " + std::string(what)); }

  /// Of a list that is written as one text, or as several.
  template <class Visit>
  void for_each_word(const JsonNode& node, const Visit& visit) {
    for_each_piece(node.text(), ' ', visit);
    for (const JsonNode& line : node) for_each_piece(line.text(), ' ', visit);
  }

  void read_set(const JsonNode& node) {
    place_ = "@" + std::string(node.key());
    Element set;
    for_each_word(node, [&](std::string_view word) { add_word(set, word); });
    book_.sets_.insert_or_assign(std::string(node.key()), std::move(set));
  }

  void read_rule(const JsonNode& node) {
    Rule rule;
    for (const JsonNode& part : node) {
      if (part.key() == "id") {
        rule.id = place_ = part.text();
      } else if (part.key() == "find") {
        rule.find = patterns(part);
      } else if (part.key() == "unless") {
        rule.unless = patterns(part);
      } else if (part.key() == "question") {
        rule.is_question = part.is_true();
      } else if (part.key() == "needs") {
        rule.need = part.text() == "share" ? Need::share : Need::degraded;
        if (rule.need == Need::degraded && part.text() != "degraded") complain("needs something unknown");
      } else if (part.key() == "rewrite") {
        rule.rewrite = part.text();
      } else {
        complain("a rule has no " + std::string(part.key()));
      }
    }
    const std::string_view class_name = std::string_view(rule.id).substr(0, rule.id.find('/'));
    std::size_t class_ = 0;
    while (class_ < coach_class_count && name_of(static_cast<CoachClass>(class_)) != class_name) ++class_;
    if (class_ == coach_class_count || class_name.size() == rule.id.size())
      return complain("the id does not begin with a class and a stroke");
    rule.class_ = static_cast<CoachClass>(class_);
    if (rule.find.empty()) complain("finds nothing");
    if (std::ranges::find(rules().rules, rule.id, &Rule::id) != rules().rules.end()) complain("the id is there twice");
    const auto number = static_cast<std::uint16_t>(rules().rules.size());
    for (std::size_t i = 0; i < rule.find.size(); ++i) enter(rule.find[i], {number, static_cast<std::uint16_t>(i)});
    rules().rules.push_back(std::move(rule));
  }

  void enter(const Pattern& pattern, Entry entry) {
    std::vector<WordId> words;
    bool is_anywhere = false;
    for (const Element& element : pattern) {
      if (element.kind == Element::Kind::anything) return complain("a pattern begins with a gap");
      if (element.kind != Element::Kind::word || element.is_negative) continue;
      is_anywhere = is_anywhere || !element.endings.empty() || !element.beginnings.empty() || element.has_digit;
      for (const WordId word : element.words) add_sorted(words, word);
      if (element.least == 0) continue;
      if (is_anywhere) {
        rules().entries_anywhere.push_back(entry);
      } else {
        for (const WordId word : words) rules().entries[word].push_back(entry);
      }
      return;
    }
    complain("a pattern has no word that must be there");
  }

  std::vector<Pattern> patterns(const JsonNode& node) {
    std::vector<Pattern> list;
    for (const JsonNode& text : node) list.push_back(pattern(text.text()));
    return list;
  }

  Pattern pattern(std::string_view text) {
    Pattern pattern;
    for_each_piece(text, ' ', [&](std::string_view piece) {
      if (piece.starts_with('[')) {
        pattern.push_back({.kind = Element::Kind::mark_begin});
        piece.remove_prefix(1);
      }
      const bool ends_mark = piece.ends_with(']');
      if (ends_mark) piece.remove_suffix(1);
      if (!piece.empty()) pattern.push_back(element(piece));
      if (ends_mark) pattern.push_back({.kind = Element::Kind::mark_end});
    });
    return pattern;
  }

  Element element(std::string_view piece) {
    Element element;
    if (piece == "^") {
      element.kind = Element::Kind::begin;
    } else if (piece == "$") {
      element.kind = Element::Kind::end;
    } else if (piece == ",") {
      element.kind = Element::Kind::pause;
    } else if (piece.starts_with("...")) {
      element.kind = Element::Kind::anything;
      element.least = 0;
      element.most = number(piece.substr(3));
    } else {
      if (piece.ends_with('?')) {
        element.least = 0;
        piece.remove_suffix(1);
      } else if (piece.ends_with('}') && piece.contains('{')) {
        element.least = 0;
        const std::size_t brace = piece.find('{');
        element.most = number(piece.substr(brace + 1, piece.size() - brace - 2));
        piece = piece.substr(0, brace);
      }
      if (piece.starts_with('-')) {
        element.is_negative = true;
        piece.remove_prefix(1);
      }
      if (piece.starts_with('+')) {
        element.is_capital = true;
        piece.remove_prefix(1);
      }
      for_each_piece(piece, '|', [&](std::string_view word) { add_word(element, word); });
    }
    return element;
  }

  std::uint8_t number(std::string_view digits) {
    std::uint8_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) complain("here belongs a number");
    return value;
  }

  void add_word(Element& element, std::string_view word) {
    if (word == "#") {
      element.has_digit = true;
    } else if (word == "#person") {
      add_sorted(element.words, named_person);
    } else if (word == "#person's") {
      add_sorted(element.words, named_owner);
    } else if (word.starts_with('@')) {
      const auto set = book_.sets_.find(word.substr(1));
      if (set == book_.sets_.end()) return complain("there is no set " + std::string(word));
      for (const WordId one : set->second.words) add_sorted(element.words, one);
      for (const std::string& one : set->second.beginnings) element.beginnings.push_back(one);
      for (const std::string& one : set->second.endings) element.endings.push_back(one);
    } else {
      std::string folded;
      const bool is_ending = word.starts_with('*'), is_beginning = word.ends_with('*');
      fold_word(word.substr(is_ending ? 1 : 0, word.size() - (is_ending || is_beginning ? 1 : 0)), folded);
      if (is_ending) {
        element.endings.push_back(folded);
      } else if (is_beginning) {
        element.beginnings.push_back(folded);
      } else {
        add_sorted(element.words, book_.word(folded));
      }
    }
  }

  RuleBook& book_;
  std::size_t bit_;
  std::vector<std::string>& complaints_;
  std::string place_;
};

WordId RuleBook::word(std::string_view folded) {
  const auto found = words_.find(folded);
  if (found != words_.end()) return found->second;
  const auto number = static_cast<WordId>(words_.size() + first_word);
  words_.emplace(folded, number);
  return number;
}

WordId RuleBook::find_word(std::string_view folded) const {
  const auto found = words_.find(folded);
  return found == words_.end() ? no_word : found->second;
}

void RuleBook::mark(std::string_view marked, std::size_t bit) {
  std::string folded;
  fold_word(marked, folded);
  const WordId number = word(folded);
  if (marks_.size() <= number) marks_.resize(number + 1u);
  marks_[number] = static_cast<std::uint8_t>(marks_[number] | (1u << bit));
}

void RuleBook::add(Language language, std::string_view json, std::vector<std::string>& complaints) {
  RuleReader(*this, static_cast<std::size_t>(language), complaints).read(json);
}

void RuleBook::add_shared(std::string_view json, std::vector<std::string>& complaints) {
  RuleReader(*this, language_count, complaints).read(json);
}

namespace {

RuleBook read_embedded(std::vector<std::string>& complaints) {
  RuleBook book;
  book.add_shared(embedded_language_shared, complaints);
  book.add(Language::english, embedded_language_en, complaints);
  book.add(Language::spanish, embedded_language_es, complaints);
  return book;
}

}  // namespace

const RuleBook& rule_book() {
  static const RuleBook book = [] {
    std::vector<std::string> complaints;
    return read_embedded(complaints);
  }();
  return book;
}

std::vector<std::string> complaints_about_rules() {
  std::vector<std::string> complaints;
  read_embedded(complaints);
  return complaints;
}

}  // namespace coach
}  // namespace unrepeat
