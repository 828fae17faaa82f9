// One walk over the nodes, as deep as the JSON parser lets any file be; a node that is not known gives what it holds.
#include "core/import/adf_markdown.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/import/json_fields.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {
namespace {

class AdfReader {
 public:
  std::string read(JsonNode document) {
    children(document);
    while (!out_.empty() && (out_.back() == '\n' || out_.back() == ' ')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void children(JsonNode node) {
    const auto content = array_at(node, "content");
    if (!content) return;
    for (const JsonNode child : *content) block(child);
  }

  static std::string_view attribute(JsonNode node, std::string_view key) {
    const auto attributes = object_at(node, "attrs");
    return attributes ? scalar_at(*attributes, key) : std::string_view();
  }

  void begin_line() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }
  void begin_paragraph() {
    begin_line();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  void block(JsonNode node) {
    const std::string_view type = text_at(node, "type");
    if (type == "text") return words(node);
    if (type == "hardBreak") {
      out_ += '\n';
    } else if (type == "paragraph") {
      if (is_in_cell_ && !out_.empty() && out_.back() != '|') out_ += ' ';
      if (!is_in_item_) begin_paragraph();
      children(node);
      if (!is_in_cell_) begin_line();
    } else if (type == "heading") {
      begin_paragraph();
      int level = 2;
      const std::string_view written = attribute(node, "level");
      std::from_chars(written.data(), written.data() + written.size(), level);
      out_.append(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#');
      out_ += ' ';
      children(node);
      begin_paragraph();
    } else if (type == "bulletList" || type == "orderedList" || type == "taskList" || type == "decisionList") {
      list(node, type == "orderedList");
    } else if (type == "codeBlock") {
      begin_paragraph();
      out_ += "```";
      out_ += attribute(node, "language");
      out_ += '\n';
      children(node);
      begin_line();
      out_ += "```\n";
    } else if (type == "blockquote" || type == "panel") {
      quote(node);
    } else if (type == "rule") {
      begin_paragraph();
      out_ += "---\n";
    } else if (type == "table") {
      table(node);
    } else if (type == "mention" || type == "status") {
      out_ += attribute(node, "text");
    } else if (type == "emoji") {
      const std::string_view sign = attribute(node, "text");
      out_ += sign.empty() ? attribute(node, "shortName") : sign;
    } else if (type == "date") {
      date(attribute(node, "timestamp"));
    } else if (type == "inlineCard" || type == "blockCard" || type == "embedCard") {
      if (type != "inlineCard") begin_paragraph();
      out_ += attribute(node, "url");
    } else {
      // An expandable stretch has a title; anything else only what it holds.
      if (const std::string_view title = attribute(node, "title"); !title.empty()) {
        begin_paragraph();
        out_ += "**" + std::string(title) + "**\n";
      }
      children(node);
    }
  }

  void words(JsonNode node) {
    const std::string_view text = text_at(node, "text");
    std::string before, after;
    if (const auto marks = array_at(node, "marks"))
      for (const JsonNode mark : *marks) {
        const std::string_view type = text_at(mark, "type");
        const std::string_view sign = type == "strong"   ? "**"
                                      : type == "em"     ? "*"
                                      : type == "code"   ? "`"
                                      : type == "strike" ? "~~"
                                                         : "";
        before += sign;
        after.insert(0, sign);
        if (type == "link") {
          before.insert(0, "[");
          after += "](" + std::string(attribute(mark, "href")) + ")";
        }
      }
    out_ += before;
    out_ += text;
    out_ += after;
  }

  void list(JsonNode node, bool is_numbered) {
    const auto items = array_at(node, "content");
    if (!items) return;
    if (list_depth_ == 0) begin_paragraph();
    const bool was_in_item = is_in_item_;
    ++list_depth_;
    int number = 0;
    for (const JsonNode item : *items) {
      if (text_at(item, "type").ends_with("List")) {
        block(item);
        continue;
      }
      begin_line();
      out_.append(2 * (list_depth_ - 1), ' ');
      out_ += is_numbered ? std::to_string(++number) + ". " : "- ";
      if (text_at(item, "type") == "taskItem") out_ += attribute(item, "state") == "DONE" ? "[x] " : "[ ] ";
      is_in_item_ = true;
      children(item);
      is_in_item_ = was_in_item;
      begin_line();
    }
    --list_depth_;
    if (list_depth_ == 0) begin_paragraph();
  }

  void quote(JsonNode node) {
    begin_paragraph();
    const std::size_t begin = out_.size();
    children(node);
    std::string inside = out_.substr(begin);
    out_.resize(begin);
    while (!inside.empty() && inside.back() == '\n') inside.pop_back();
    for (std::size_t at = 0; at <= inside.size();) {
      const std::size_t end = std::min(inside.find('\n', at), inside.size());
      out_ += "> " + inside.substr(at, end - at) + "\n";
      at = end + 1;
    }
  }

  void table(JsonNode node) {
    const auto rows = array_at(node, "content");
    if (!rows) return;
    begin_paragraph();
    bool is_first = true;
    for (const JsonNode row : *rows) {
      const auto cells = array_at(row, "content");
      if (!cells) continue;
      out_ += '|';
      std::size_t count = 0;
      for (const JsonNode cell : *cells) {
        const std::size_t begin = out_.size();
        const bool was_in_item = is_in_item_;
        is_in_item_ = is_in_cell_ = true;
        children(cell);
        is_in_item_ = was_in_item;
        is_in_cell_ = false;
        std::string words = out_.substr(begin);
        out_.resize(begin);
        std::ranges::replace(words, '\n', ' ');
        std::ranges::replace(words, '|', '/');
        words.erase(0, std::min(words.find_first_not_of(' '), words.size()));
        while (!words.empty() && words.back() == ' ') words.pop_back();
        out_ += ' ' + words + " |";
        ++count;
      }
      out_ += '\n';
      if (!is_first) continue;
      is_first = false;
      out_ += '|';
      for (std::size_t i = 0; i < count; ++i) out_ += " --- |";
      out_ += '\n';
    }
  }

  /// Milliseconds since 1970.
  void date(std::string_view written) {
    std::int64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), milliseconds);
    constexpr std::int64_t most = 253'402'300'799'000;
    if (error != std::errc{} || milliseconds < 0 || milliseconds > most) return;
    out_ += format_instant(Instant{milliseconds * 1'000}).substr(0, 10);
  }

  std::string out_;
  std::size_t list_depth_ = 0;
  bool is_in_item_ = false, is_in_cell_ = false;
};

}  // namespace

bool is_adf(JsonNode node) {
  return node.kind() == JsonKind::object && text_at(node, "type") == "doc" && array_at(node, "content");
}

std::string markdown_from_adf(JsonNode document) { return AdfReader().read(document); }

}  // namespace unrepeat
