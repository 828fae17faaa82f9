// One pass over the lines, one over a block. It errs on the side of silence: what may be quoted or code is not prose.
#include "core/coach/markdown_blocks.hpp"

#include <algorithm>
#include <utility>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == npos;
}

/// Bytes of a list's marker with the space and the box of a task after it; 0 if there is none.
std::size_t list_marker(std::string_view line) {
  std::size_t at = 0;
  if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+')) {
    at = 1;
  } else {
    while (at < line.size() && at < 9 && is_digit(line[at])) ++at;
    if (at == 0 || at == line.size() || (line[at] != '.' && line[at] != ')')) return 0;
    ++at;
  }
  if (at == line.size() || !is_space(line[at])) return 0;
  while (at < line.size() && is_space(line[at])) ++at;
  if (line.substr(at).starts_with('[') && at + 2 < line.size() && line[at + 2] == ']') at += 3;
  while (at < line.size() && is_space(line[at])) ++at;
  return at;
}

class BlockFinder {
 public:
  BlockFinder(std::string_view text, CoachZone zone, bool (*announces_actions)(std::string_view heading))
      : text_(text), usual_zone_(zone), zone_(zone), announces_actions_(announces_actions) {}

  std::vector<ProseBlock> find() {
    std::size_t at = skip_front_matter();
    while (at < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      take_line(at, end);
      at = end + 1;
    }
    close();
    return std::move(blocks_);
  }

 private:
  std::size_t skip_front_matter() const {
    if (!text_.starts_with("---\n")) return 0;
    const std::size_t end = text_.find("\n---\n", 3);
    return end == npos ? 0 : end + 5;
  }

  void take_line(std::size_t begin, std::size_t end) {
    std::string_view line = text_.substr(begin, end - begin);
    if (is_in_comment_) {
      is_in_comment_ = line.find("-->") == npos;
      return;
    }
    std::size_t indent = 0;
    while (indent < line.size() && is_space(line[indent])) ++indent;
    const bool is_tabbed = line.substr(0, indent).find('\t') != npos;
    line = trimmed(line);
    if (!fence_.empty()) {
      if (line.starts_with(fence_) && consists_of(line, fence_.substr(0, 1))) fence_ = {};
      return;
    }
    if (line.empty()) {
      close();
      is_quoted_ = false;
      is_after_blank_ = true;
      return;
    }
    const bool was_after_blank = std::exchange(is_after_blank_, false);
    // What is set in after a blank line is code, but inside a list it belongs to an item.
    if (was_after_blank && !is_in_list_ && (indent >= 4 || is_tabbed)) {
      is_after_blank_ = true;
      return;
    }
    std::size_t at = begin + indent;
    const std::size_t marker = list_marker(line);
    if (marker > 0) {
      close();
      is_quoted_ = false;
      is_in_list_ = true;
      at += marker;
      line.remove_prefix(std::min(marker, line.size()));
    } else if (indent == 0 && was_after_blank) {
      is_in_list_ = false;
    }
    if (line.starts_with("```") || line.starts_with("~~~")) {
      close();
      const std::size_t run = std::min(line.find_first_not_of(line[0]), line.size());
      // A fence does not hold a backtick after its beginning; otherwise it is code within a line.
      if (line[0] == '~' || line.find('`', run) == npos) {
        fence_ = line.substr(0, run);
        return;
      }
    }
    if (line.starts_with('>')) {
      close();
      is_quoted_ = true;
      return;
    }
    if (line.starts_with("<!--")) {
      close();
      is_in_comment_ = line.find("-->") == npos;
      return;
    }
    if (line.starts_with('#')) {
      const std::size_t rank = std::min(line.find_first_not_of('#'), line.size());
      if (rank <= 6 && (rank == line.size() || is_space(line[rank]))) {
        close();
        is_quoted_ = is_in_list_ = false;
        take_heading(trimmed(line.substr(rank)), rank);
        return;
      }
    }
    if (is_quoted_) return;  // the paragraph of a quotation goes on without its mark
    if (line.size() > 1 && (consists_of(line, "=") || consists_of(line, "-")) && is_open_) {
      const bool is_first = line[0] == '=';
      is_open_ = false;
      take_heading(trimmed(text_.substr(open_.begin, open_.end - open_.begin)), is_first ? 1 : 2);
      return;
    }
    if (consists_of(line, "-_*= \t") || consists_of(line, "|-: \t+")) return close();
    if (marker == 0 && takes_emphasis_as_heading(line)) return;
    const bool is_row = line.starts_with('|');
    if (is_row) close();
    if (!is_open_) open_ = {at, at};
    is_open_ = true;
    open_.end = static_cast<std::size_t>(line.data() - text_.data()) + line.size();
    if (is_row) close();
  }

  /// "**Action items**" or "Action items:" alone in a line are headings to whoever reads them.
  bool takes_emphasis_as_heading(std::string_view line) {
    constexpr std::size_t longest = 60;
    if (line.size() > longest || is_open_) return false;
    const bool is_bold = line.size() > 4 && line.starts_with("**") &&
                         (line.ends_with("**") || line.ends_with("**:") || line.ends_with(":**"));
    if (!is_bold && !line.ends_with(':')) return false;
    if (!is_bold && !announces_actions_(line)) return false;
    take_heading(line, lowest_rank);
    return true;
  }

  void take_heading(std::string_view heading, std::size_t rank) {
    if (announces_actions_(heading)) {
      zone_ = CoachZone::actions;
      zone_rank_ = rank;
    } else if (rank <= zone_rank_) {
      zone_ = usual_zone_;
      zone_rank_ = 0;
    }
  }

  void close() {
    if (is_open_) blocks_.push_back({open_, zone_});
    is_open_ = false;
  }

  static constexpr std::size_t lowest_rank = 7;

  std::string_view text_;
  CoachZone usual_zone_;
  CoachZone zone_;
  bool (*announces_actions_)(std::string_view heading);
  std::size_t zone_rank_ = 0;
  std::string_view fence_;
  bool is_in_comment_ = false;
  bool is_quoted_ = false;
  bool is_in_list_ = false;
  bool is_after_blank_ = true;
  bool is_open_ = false;
  TextRange open_;
  std::vector<ProseBlock> blocks_;
};

// ---- inside a block
// ----------------------------------------------------------------------------------------------------

/// What opens is closed within this many bytes, or it is no mark: a text full of marks is read in one pass.
constexpr std::size_t longest_span = 1024;
/// As deep as brackets stand in each other inside a link.
constexpr std::size_t deepest_brackets = 8;

std::string_view within_reach(std::string_view text, std::size_t at) {
  return text.substr(0, std::min(text.size(), at + longest_span));
}

std::size_t run_of(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(text[at], at), text.size()) - at;
}

/// The end of the code that begins at `at` with a run of backticks; 0 if nothing closes it.
std::size_t end_of_code(std::string_view text, std::size_t at) {
  const std::size_t run = run_of(text, at);
  for (std::size_t close = text.find('`', at + run); close != npos;) {
    const std::size_t length = run_of(text, close);
    if (length == run) return close + length;
    close = text.find('`', close + length);
  }
  return 0;
}

/// The end of `[words](address)` or `[words][name]`; 0 if it is neither.
std::size_t end_of_link(std::string_view text, std::size_t at) {
  std::size_t depth = 0, close = at;
  for (; close < text.size(); ++close) {
    if (text[close] == '[' && ++depth > deepest_brackets) return 0;
    if (text[close] == ']' && --depth == 0) break;
  }
  if (close + 1 >= text.size()) return 0;
  if (text[close + 1] == '[') {
    const std::size_t end = text.find(']', close + 2);
    return end == npos ? 0 : end + 1;
  }
  if (text[close + 1] != '(') return 0;
  depth = 0;
  for (std::size_t end = close + 1; end < text.size(); ++end) {
    if (text[end] == '(') ++depth;
    if (text[end] == ')' && --depth == 0) return end + 1;
  }
  return 0;
}

std::size_t end_of_address(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && !is_space(text[end]) && text[end] != '<' && text[end] != '>' && text[end] != '|') ++end;
  while (end > at && std::string_view(".,;:!?)'\"*").contains(text[end - 1])) --end;
  return end;
}

bool begins_address(std::string_view rest) {
  return rest.starts_with("https://") || rest.starts_with("http://") || rest.starts_with("www.") ||
         rest.starts_with("mailto:");
}

std::size_t end_of_tag(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with("<!--")) {
    const std::size_t end = text.find("-->", at);
    return end == npos ? text.size() : end + 3;
  }
  if (at + 1 >= text.size()) return 0;
  const char next = text[at + 1];
  if (next != '/' && next != '!' && !((next | 0x20) >= 'a' && (next | 0x20) <= 'z')) return 0;
  const std::size_t end = text.find('>', at);
  return end == npos ? 0 : end + 1;
}

/// Marks that open, with what closes each. A straight mark that nothing closes may be inches, seconds or a typing
/// error.
struct QuotationMark {
  std::string_view open, close;
  bool needs_its_close;
};
constexpr QuotationMark quotation_marks[] = {{"“", "”", false},   {"„", "“", false},  {"«", "»", false},
                                             {"「", "」", false}, {"\"", "\"", true}, {"‘", "’", true},
                                             {"'", "'", true}};

/// The end of a quotation that begins at `at`; 0 if none does.
std::size_t end_of_quotation(std::string_view text, std::size_t at) {
  for (const QuotationMark& mark : quotation_marks) {
    if (!text.substr(at).starts_with(mark.open)) continue;
    const bool is_single = mark.close == "'" || mark.close == "’";
    const bool is_inside_word = at > 0 && is_word_byte(text[at - 1]);
    if (is_single && is_inside_word) return 0;
    if (mark.needs_its_close) text = within_reach(text, at);
    std::size_t close = text.find(mark.close, at + mark.open.size());
    // An apostrophe closes nothing.
    while (is_single && close != npos && close + mark.close.size() < text.size() &&
           is_word_byte(text[close + mark.close.size()]))
      close = text.find(mark.close, close + mark.close.size());
    if (close != npos) return close + mark.close.size();
    return mark.needs_its_close ? 0 : text.size();
  }
  return 0;
}

}  // namespace

std::vector<ProseBlock> find_prose_blocks(std::string_view text, CoachZone zone,
                                          bool (*announces_actions)(std::string_view heading)) {
  return BlockFinder(text, zone, announces_actions).find();
}

std::vector<TextRange> find_masked(std::string_view block) {
  std::vector<TextRange> masked;
  for (std::size_t at = 0; at < block.size();) {
    std::size_t end = 0;
    switch (block[at]) {
      case '\\': at += 2; continue;
      case '`':
        end = end_of_code(within_reach(block, at), at);
        if (end == 0) {
          at += run_of(block, at);
          continue;
        }
        break;
      case '[': end = end_of_link(within_reach(block, at), at); break;
      case '<': end = end_of_tag(within_reach(block, at), at); break;
      case 'h':
      case 'w':
      case 'm':
        if ((at == 0 || !is_word_byte(block[at - 1])) && begins_address(block.substr(at)))
          end = end_of_address(block, at);
        break;
      case '"':
      case '\'':
      case '\xC2':
      case '\xE2':
      case '\xE3': end = end_of_quotation(block, at); break;
      default: break;
    }
    if (end > at) {
      masked.push_back({at, end});
      at = end;
    } else {
      at += utf8_length_at(block, at);
    }
  }
  return masked;
}

}  // namespace unrepeat
