// Listens to md4c and keeps what it says as blocks and runs.
#include "shell/widgets/markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/text/utf8.hpp"

namespace unrepeat::shell {
namespace {

using Kind = ProseBlock::Kind;

// A hostile text costs no more than this; what a person writes is far below it.
constexpr std::size_t most_bytes = 128 * 1024, most_blocks = 4000, most_depth = 24;

void append_utf8(std::string& out, uint32_t c) {
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) c = 0xfffd;
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr uint32_t leads[] = {0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(leads[more] | c >> (6 * more));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | (c >> (6 * i) & 0x3f));
}

/// A character reference: by number, or one of the few names that Markdown needs to say its own signs. Others stay as
/// written.
std::string character_of(std::string_view entity) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", "\u00a0"}};
  for (const auto& [name, character] : names)
    if (entity == name) return std::string(character);
  if (!entity.starts_with("&#")) return std::string(entity);
  const bool is_hex = entity.size() > 2 && (entity[2] == 'x' || entity[2] == 'X');
  uint32_t value = 0;
  std::from_chars(entity.data() + (is_hex ? 3 : 2), entity.data() + entity.size(), value, is_hex ? 16 : 10);
  std::string character;
  append_utf8(character, value);
  return made_visible(character);
}

/// Addresses that cannot run anything.
bool is_followed(std::string_view address) {
  std::string scheme(address.substr(0, 8));
  for (char& c : scheme)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return scheme.starts_with("https://") || scheme.starts_with("http://") || scheme.starts_with("mailto:");
}

class Listener {
 public:
  bool listen(std::string_view markdown, Prose& prose) {
    prose_ = &prose;
    const MD_PARSER parser = {
        .abi_version = 0,
        .flags = MD_FLAG_TABLES | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTML,
        .enter_block = [](MD_BLOCKTYPE type, void* detail,
                          void* self) { return static_cast<Listener*>(self)->enter(type, detail); },
        .leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return static_cast<Listener*>(self)->leave(type); },
        .enter_span = [](MD_SPANTYPE type, void* detail,
                         void* self) { return static_cast<Listener*>(self)->enter(type, detail); },
        .leave_span = [](MD_SPANTYPE type, void*, void* self) { return static_cast<Listener*>(self)->leave(type); },
        .text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size,
                   void* self) { return static_cast<Listener*>(self)->add(type, {text, size}); },
        .debug_log = nullptr,
        .syntax = nullptr};
    return md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, this) == 0;
  }

 private:
  // What md4c calls returns non-zero to stop.
  int open(const ProseBlock& block) {
    close_words();
    if (prose_->blocks.size() >= most_blocks || open_.size() >= most_depth) return 1;
    open_.push_back(static_cast<uint32_t>(prose_->blocks.size()));
    prose_->blocks.push_back(block);
    prose_->blocks.back().first_run = prose_->blocks.back().end_run = static_cast<uint32_t>(prose_->runs.size());
    return 0;
  }

  void close() {
    ProseBlock& block = prose_->blocks[open_.back()];
    block.after = static_cast<uint32_t>(prose_->blocks.size());
    open_.pop_back();
  }

  /// Position among its neighbours.
  uint32_t count_inside() { return open_.empty() ? 0 : ++prose_->blocks[open_.back()].count; }

  /// The words of a tight list's entry come without a paragraph round them.
  void close_words() {
    if (!std::exchange(has_own_words_, false)) return;
    close();
  }

  int enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_DOC:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY: is_header_ = type == MD_BLOCK_THEAD; return 0;
      case MD_BLOCK_QUOTE: return open({.kind = Kind::quote});
      case MD_BLOCK_UL:
        return open({.kind = Kind::list, .is_tight = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
      case MD_BLOCK_OL: {
        const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        return open({.kind = Kind::list, .is_ordered = true, .is_tight = list.is_tight != 0, .number = list.start});
      }
      case MD_BLOCK_LI: close_words(); return open({.kind = Kind::item, .number = count_inside()});
      case MD_BLOCK_HR: return open({.kind = Kind::rule});
      case MD_BLOCK_H: return open({.kind = Kind::heading, .number = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level});
      case MD_BLOCK_CODE: return open({.kind = Kind::code});
      case MD_BLOCK_HTML:
      case MD_BLOCK_P: return open({.kind = Kind::paragraph});
      case MD_BLOCK_TABLE:
        return open({.kind = Kind::table, .number = static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)->col_count});
      case MD_BLOCK_TR: return open({.kind = Kind::row, .is_header = is_header_, .number = count_inside()});
      case MD_BLOCK_TH:
      case MD_BLOCK_TD: return open({.kind = Kind::cell, .is_header = is_header_, .number = count_inside()});
    }
    return 0;
  }

  int leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY) return 0;
    close_words();
    ProseBlock& block = prose_->blocks[open_.back()];
    // Each line of code ends in a newline; the last one would be an empty line.
    if (block.kind == Kind::code && block.first_run < block.end_run && prose_->text.ends_with('\n')) {
      prose_->text.pop_back();
      --prose_->runs.back().end;
    }
    close();
    return 0;
  }

  int enter(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_STRONG) ++strong_;
    if (type == MD_SPAN_EM) ++emphasis_;
    if (type == MD_SPAN_CODE) ++code_;
    if (type == MD_SPAN_A) {
      const MD_ATTRIBUTE& address = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
      std::string href;
      for (unsigned i = 0; address.size > 0 && address.substr_offsets[i] < address.size; ++i) {
        const std::string_view part(address.text + address.substr_offsets[i],
                                    address.substr_offsets[i + 1] - address.substr_offsets[i]);
        href += address.substr_types[i] == MD_TEXT_ENTITY ? character_of(part) : std::string(part);
      }
      if (is_followed(href)) {
        link_ = static_cast<int32_t>(prose_->links.size());
        prose_->links.push_back(std::move(href));
      } else {
        not_followed_ = std::move(href);
      }
    }
    return 0;
  }

  int leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG) --strong_;
    if (type == MD_SPAN_EM) --emphasis_;
    if (type == MD_SPAN_CODE) --code_;
    if (type == MD_SPAN_A) {
      link_ = -1;
      // Where it would lead stands there for whoever wants to know.
      if (const std::string address = std::exchange(not_followed_, {}); !address.empty())
        return append(" (" + address + ")");
    }
    return 0;
  }

  int add(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NULLCHAR: return append("\ufffd");
      // A line that a person ended stays ended, as it does while they write.
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR: return append("\n");
      case MD_TEXT_ENTITY: return append(character_of(text));
      default: return append(text);
    }
  }

  int append(std::string_view text) {
    if (text.empty() || open_.empty()) return 0;
    const Kind kind = prose_->blocks[open_.back()].kind;
    if (kind == Kind::item || kind == Kind::quote) {
      if (open({.kind = Kind::paragraph}) != 0) return 1;
      has_own_words_ = true;
    }
    ProseBlock& block = prose_->blocks[open_.back()];
    const auto begin = static_cast<uint32_t>(prose_->text.size());
    prose_->text += text;
    // A link is one thing, whatever is marked inside it.
    const bool is_link = link_ >= 0;
    const ProseRun run{.begin = begin,
                       .end = static_cast<uint32_t>(prose_->text.size()),
                       .strong = strong_ > 0 && !is_link,
                       .emphasis = emphasis_ > 0 && !is_link,
                       .code = code_ > 0 && !is_link,
                       .link = link_};
    if (block.first_run == block.end_run) block.first_run = block.end_run = static_cast<uint32_t>(prose_->runs.size());
    if (block.first_run < block.end_run && prose_->runs.back().looks_like(run)) {
      prose_->runs.back().end = run.end;
    } else {
      prose_->runs.push_back(run);
      ++block.end_run;
    }
    return 0;
  }

  Prose* prose_ = nullptr;
  std::vector<uint32_t> open_;
  bool is_header_ = false, has_own_words_ = false;
  int strong_ = 0, emphasis_ = 0, code_ = 0;
  int32_t link_ = -1;
  std::string not_followed_;
};

}  // namespace

std::string made_visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0x80 && valid_utf8_prefix(text.substr(at, std::min<std::size_t>(4, text.size() - at))) == 0) {
      out += "\ufffd";
      at += utf8_length_at(text, at);
      continue;
    }
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const std::string_view one = text.substr(at, length);
    at += length;
    if (lead < 0x20 && lead != '\n' && lead != '\t') {
      if (lead != '\r' || at >= text.size() || text[at] != '\n') append_utf8(out, 0x2400u + lead);
    } else if (lead == 0x7f) {
      append_utf8(out, 0x2421);
    } else if ((one >= "\u202a" && one <= "\u202e") || (one >= "\u2066" && one <= "\u2069")) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const unsigned low = (static_cast<unsigned>(one[1]) & 3) << 6 | (static_cast<unsigned>(one[2]) & 0x3f);
      (out += "‹U+20") += digits[low >> 4];
      (out += digits[low & 15]) += "›";
    } else {
      out += one;
    }
  }
  return out;
}

Prose read_markdown(std::string_view markdown) {
  const std::string visible = made_visible(markdown);
  Prose prose;
  if (visible.size() <= most_bytes && Listener().listen(visible, prose)) return prose;
  prose = {};
  prose.text = visible;
  prose.runs.push_back({.begin = 0, .end = static_cast<uint32_t>(visible.size())});
  prose.blocks.push_back({.kind = Kind::paragraph, .after = 1, .first_run = 0, .end_run = 1});
  return prose;
}

}  // namespace unrepeat::shell
