// A tokenizer for known tags and character references; everything else is text.
#include "core/import/html_text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/import/text_decoding.hpp"

namespace unrepeat {
namespace {

enum class TagEffect : std::uint8_t { none, line, paragraph, item, cell, link };

struct Tag {
  std::string_view name;
  TagEffect effect;
};
constexpr Tag tags[] = {
    {"a", TagEffect::link},
    {"abbr", TagEffect::none},
    {"article", TagEffect::paragraph},
    {"audio", TagEffect::none},
    {"b", TagEffect::none},
    {"blockquote", TagEffect::paragraph},
    {"body", TagEffect::none},
    {"br", TagEffect::line},
    {"button", TagEffect::none},
    {"center", TagEffect::none},
    {"code", TagEffect::none},
    {"del", TagEffect::none},
    {"div", TagEffect::line},
    {"em", TagEffect::none},
    {"embed", TagEffect::none},
    {"font", TagEffect::none},
    {"form", TagEffect::none},
    {"h1", TagEffect::paragraph},
    {"h2", TagEffect::paragraph},
    {"h3", TagEffect::paragraph},
    {"h4", TagEffect::paragraph},
    {"h5", TagEffect::paragraph},
    {"h6", TagEffect::paragraph},
    {"head", TagEffect::none},
    {"hr", TagEffect::paragraph},
    {"html", TagEffect::none},
    {"i", TagEffect::none},
    {"iframe", TagEffect::none},
    {"img", TagEffect::none},
    {"input", TagEffect::none},
    {"ins", TagEffect::none},
    {"kbd", TagEffect::none},
    {"li", TagEffect::item},
    {"link", TagEffect::none},
    {"mark", TagEffect::none},
    {"meta", TagEffect::none},
    {"object", TagEffect::none},
    {"ol", TagEffect::line},
    {"p", TagEffect::paragraph},
    {"pre", TagEffect::paragraph},
    {"s", TagEffect::none},
    {"script", TagEffect::none},
    {"section", TagEffect::paragraph},
    {"small", TagEffect::none},
    {"span", TagEffect::none},
    {"strike", TagEffect::none},
    {"strong", TagEffect::none},
    {"style", TagEffect::none},
    {"sub", TagEffect::none},
    {"sup", TagEffect::none},
    {"svg", TagEffect::none},
    {"table", TagEffect::paragraph},
    {"tbody", TagEffect::none},
    {"td", TagEffect::cell},
    {"th", TagEffect::cell},
    {"thead", TagEffect::none},
    {"tr", TagEffect::line},
    {"tt", TagEffect::none},
    {"u", TagEffect::none},
    {"ul", TagEffect::line},
    {"var", TagEffect::none},
    {"video", TagEffect::none},
};

struct NamedCharacter {
  std::string_view name;
  std::string_view character;
};
constexpr NamedCharacter named_characters[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},    {"quot", "\""}, {"apos", "'"},   {"ndash", "–"},  {"mdash", "—"},
    {"hellip", "…"}, {"lsquo", "‘"},  {"rsquo", "’"}, {"sbquo", "‚"}, {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},
    {"lsaquo", "‹"}, {"rsaquo", "›"}, {"bull", "•"},  {"trade", "™"}, {"euro", "€"},   {"rarr", "→"},   {"larr", "←"},
    {"uarr", "↑"},   {"darr", "↓"},   {"harr", "↔"},  {"le", "≤"},    {"ge", "≥"},     {"ne", "≠"},     {"asymp", "≈"},
    {"minus", "−"},  {"infin", "∞"},  {"OElig", "Œ"}, {"oelig", "œ"}, {"Scaron", "Š"}, {"scaron", "š"}, {"Yuml", "Ÿ"},
    {"fnof", "ƒ"},   {"circ", "ˆ"},   {"tilde", "˜"}, {"ensp", " "},  {"emsp", " "},   {"thinsp", " "}, {"prime", "′"},
    {"dagger", "†"}, {"permil", "‰"}, {"check", "✓"}, {"zwnj", ""},   {"zwj", ""},
};

/// HTML's names of U+00A0 to U+00FF, in that order.
constexpr char32_t first_latin_1 = 0xA0;
constexpr std::string_view latin_1_names[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
constexpr std::string_view no_break_space = "nbsp", soft_hyphen = "shy";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html, bool as_markdown = false) : rest_(html), as_markdown_(as_markdown) {
    text_.reserve(html.size());
  }

  std::string read() {
    while (!rest_.empty()) {
      if (rest_.front() == '<' && take_markup()) continue;
      if (rest_.front() == '&' && take_reference()) continue;
      append(rest_.front());
      rest_.remove_prefix(1);
    }
    while (!text_.empty() && is_blank(text_.back())) text_.pop_back();
    return std::move(text_);
  }

 private:
  void append(char c) {
    if (c == '\r') return;
    text_ += c;
  }

  void end_lines(std::size_t wanted) {
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t')) text_.pop_back();
    if (text_.empty()) return;
    const std::size_t last = text_.find_last_not_of('\n');
    const std::size_t present = last == std::string::npos ? text_.size() : text_.size() - last - 1;
    if (present < wanted) text_.append(wanted - present, '\n');
  }

  bool take_markup() {
    if (rest_.starts_with("<!--")) {
      const std::size_t end = rest_.find("-->", 4);
      if (end == std::string_view::npos) return false;
      rest_.remove_prefix(end + 3);
      return true;
    }
    const bool closing = rest_.starts_with("</");
    std::size_t at = closing ? 2 : 1;
    std::string name;
    while (at < rest_.size() && name.size() < 11 &&
           ((lower(rest_[at]) >= 'a' && lower(rest_[at]) <= 'z') || (rest_[at] >= '0' && rest_[at] <= '9'))) {
      name += lower(rest_[at++]);
    }
    const auto tag = std::ranges::find(tags, std::string_view(name), &Tag::name);
    if (tag == std::end(tags)) return false;
    if (at < rest_.size() && !is_blank(rest_[at]) && rest_[at] != '>' && rest_[at] != '/') return false;
    const std::optional<std::size_t> end = end_of_tag(at);
    if (!end) return false;
    const std::string_view attributes = rest_.substr(at, *end - at);
    rest_.remove_prefix(*end + 1);
    if (!as_markdown_ || !apply_markdown(name, closing, attributes)) apply(tag->effect, closing, attributes);
    return true;
  }

  /// The `>` that is not inside quotes. Looks a bounded way ahead, so that a text of many `<` costs no more than its
  /// length.
  std::optional<std::size_t> end_of_tag(std::size_t at) const {
    char quote = 0;
    const std::size_t last = std::min(rest_.size(), at + 4096);
    for (; at < last; ++at) {
      const char c = rest_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return at;
      }
    }
    return std::nullopt;
  }

  void apply(TagEffect effect, bool closing, std::string_view attributes) {
    switch (effect) {
      case TagEffect::none: break;
      case TagEffect::line: end_lines(1); break;
      case TagEffect::paragraph: end_lines(2); break;
      case TagEffect::item:
        end_lines(1);
        if (!closing) text_ += "- ";
        break;
      case TagEffect::cell:
        if (closing) text_ += ' ';
        break;
      case TagEffect::link:
        if (!closing) {
          address_ = address_in(attributes);
          link_text_begins_ = text_.size();
        } else if (!address_.empty()) {
          if (text_.substr(std::min(link_text_begins_, text_.size())) != address_) text_ += " (" + address_ + ")";
          address_.clear();
        }
        break;
    }
  }

  /// True where the tag has a sign of its own.
  bool apply_markdown(std::string_view name, bool closing, std::string_view attributes) {
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      end_lines(2);
      if (!closing) text_ += std::string(static_cast<std::size_t>(name[1] - '0'), '#') + ' ';
    } else if (name == "strong" || name == "b") {
      text_ += "**";
    } else if (name == "em" || name == "i") {
      text_ += '*';
    } else if (name == "code") {
      text_ += '`';
    } else if (name == "input") {
      if (attributes.contains("checkbox")) text_ += attributes.contains("checked") ? "[x] " : "[ ] ";
    } else if (name == "table") {
      end_lines(2);
      rows_ = 0;
    } else if (name == "tr") {
      end_lines(1);
      if (!closing) {
        cells_ = 0;
        text_ += '|';
      } else if (++rows_ == 1) {
        text_ += '|';
        for (std::size_t i = 0; i < cells_; ++i) text_ += " --- |";
        end_lines(1);
      }
    } else if (name == "td" || name == "th") {
      // A cell is one line.
      if (!closing) {
        text_ += ' ';
        cell_begins_ = text_.size();
      } else if (cell_begins_ <= text_.size()) {
        std::replace(text_.begin() + static_cast<std::ptrdiff_t>(cell_begins_), text_.end(), '\n', ' ');
        text_ += " |";
        ++cells_;
      }
    } else {
      return false;
    }
    return true;
  }

  static std::string address_in(std::string_view attributes) {
    const std::size_t name = attributes.find("href=");
    if (name == std::string_view::npos) return {};
    std::string_view value = attributes.substr(name + 5);
    const char quote = value.empty() ? '\0' : value.front();
    if (quote == '"' || quote == '\'') {
      value.remove_prefix(1);
      value = value.substr(0, value.find(quote));
    } else {
      value = value.substr(0, value.find_first_of(" \t\n"));
    }
    const bool known = value.starts_with("https://") || value.starts_with("http://") || value.starts_with("mailto:");
    return known ? std::string(value) : std::string();
  }

  bool take_reference() {
    const std::string_view ahead = rest_.substr(0, 12);
    const std::size_t end = ahead.find(';');
    if (end == std::string_view::npos || end < 2) return false;
    std::string_view name = ahead.substr(1, end - 1);
    if (name.front() == '#') {
      name.remove_prefix(1);
      const bool hexadecimal = !name.empty() && lower(name.front()) == 'x';
      if (hexadecimal) name.remove_prefix(1);
      if (name.empty()) return false;
      char32_t code_point = 0;
      for (const char c : name) {
        const char32_t digit = c >= '0' && c <= '9' ? static_cast<char32_t>(c - '0')
                               : hexadecimal && lower(c) >= 'a' && lower(c) <= 'f'
                                   ? static_cast<char32_t>(lower(c) - 'a' + 10)
                                   : char32_t{99};
        if (digit == 99) return false;
        code_point = std::min<char32_t>(code_point * (hexadecimal ? 16 : 10) + digit, 0x110000);
      }
      if (code_point < 0x20 && code_point != '\n' && code_point != '\t') code_point = ' ';
      append_utf8(text_, code_point == 0xA0 ? U' ' : code_point);
    } else {
      const auto known = std::ranges::find(named_characters, name, &NamedCharacter::name);
      const auto latin = std::ranges::find(latin_1_names, name);
      if (known != std::end(named_characters)) {
        text_ += known->character;
      } else if (latin == std::end(latin_1_names)) {
        return false;
      } else if (name == no_break_space) {
        text_ += ' ';
      } else if (name != soft_hyphen) {
        append_utf8(text_, first_latin_1 + static_cast<char32_t>(latin - std::begin(latin_1_names)));
      }
    }
    rest_.remove_prefix(end + 1);
    return true;
  }

  std::string_view rest_;
  bool as_markdown_;
  std::size_t rows_ = 0, cells_ = 0, cell_begins_ = 0;  ///< Of the table that is being read.
  std::string text_;
  std::string address_;
  std::size_t link_text_begins_ = 0;
};

}  // namespace

std::string markdown_from_html(std::string_view html) { return HtmlReader(html, true).read(); }

std::string text_from_html(std::string_view html) { return HtmlReader(html).read(); }

}  // namespace unrepeat
